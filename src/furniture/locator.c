/* Locator: where the map lies, on land and sea of the wider region, without boundaries.
 * In: the map's view, land polygons. Out: a frame for the pipeline to draw, with sea, neatline and captions. */
#include "furniture/element.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>

#define CAPTION_GAP   8.0
#define CAPTION_ABOVE 11.0
#define DETAIL        0.3 /* points */

struct locator_options {
	const char *data;
	double span, height;
};

#define FIELD(name) offsetof(struct locator_options, name)
static const struct option options[] = {
        {"data", OPTION_REFERENCE, FIELD(data), "", "data of the land's polygons", .choices = "data"},
        {"span", OPTION_NUMBER, FIELD(span), "22", "degrees of latitude shown", 1, 120},
        {"height", OPTION_LENGTH, FIELD(height), "92pt", "height", 20, 1000},
};

/* The middle of what the map shows; false where that is no place. */
static bool map_middle(const struct view *view, struct lonlat *out)
{
	struct box frame = view_frame(view);
	return view_inverse(view, (struct page_point){(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2},
	                    out);
}

/* Width that the caption takes right of the picture. */
static double caption_room(const struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	double widest = 0;
	for (size_t i = 0; i < scene->language_count && i < 2; i++)
		widest = fmax(widest,
		              block_text_width(block, STYLE_LOCATOR, i, messages_text(scene->messages[i], "location")));
	return widest + CAPTION_GAP;
}

/* The picture is square and grows only as far as its caption finds room beside it. */
static double picture_side(double height, double scale, double width, double caption)
{
	double own = fmin(height, width);
	if (scale <= 1)
		return own * scale;
	return fmax(own, fmin(own * scale, width - caption));
}

/* Beside the picture one below the other, the first level with its top edge; or above it in one line. */
static void add_captions(struct block *block, struct box picture, bool beside)
{
	const struct scene_input *scene = block->input->scene;
	struct page_point at = beside ? (struct page_point){picture.right + CAPTION_GAP, picture.top + 4.8}
	                              : (struct page_point){picture.left, picture.top - 4};
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		double width =
		        block_text(block, STYLE_LOCATOR, i, messages_text(scene->messages[i], "location"), at, 0);
		if (beside)
			at.y += 9;
		else
			at.x += width + 5;
	}
}

static const struct data_spec *land_data(const struct block *block, const struct locator_options *o)
{
	return *o->data ? map_spec_data(block->input->scene->spec, o->data) : NULL;
}

static void add_square(struct block *block, struct box box, struct colour fill, struct stroke stroke)
{
	struct path path = path_new(block->input->arena);
	path_rect(&path, block_mirrored(block, box));
	block_path(block, path, fill, stroke);
}

/* While there is no view yet, the height is that of any view. */
static void measure(struct block *block)
{
	const struct locator_options *o = block->spec->options;
	const struct view *view = block->input->scene->view;
	const struct theme *theme = block->input->scene->theme;
	struct box box = block->form.box;
	struct lonlat middle;
	if (!land_data(block, o) || (view && !map_middle(view, &middle)))
		return;
	double caption = caption_room(block), scale = block->form.scale > 0 ? block->form.scale : 1;
	double side = picture_side(o->height, scale, box_width(box), caption);
	bool beside = !block->form.on_plate && side + caption <= box_width(box);
	double top = box.top + (beside ? 0 : CAPTION_ABOVE);
	struct box picture = {box.left, top, box.left + side, top + side};
	add_square(block, picture, theme->colour[COLOUR_LOCATOR_SEA], (struct stroke){0});
	block_picture(block, 0, picture);
	add_square(block, picture, (struct colour){0},
	           (struct stroke){.colour = theme->colour[COLOUR_NEATLINE], .width = 0.5});
	add_captions(block, picture, beside);
	block->height = picture.bottom - box.top;
}

static const struct layer_spec *layer_new(struct arena *arena, const struct layer_style *style,
                                          const struct data_spec *data, void *layer_options)
{
	struct layer_spec *layer = ARENA_NEW(arena, struct layer_spec);
	*layer = (struct layer_spec){.kind = &style->kind, .data = data, .options = layer_options};
	return layer;
}

/* The land, and on it the map's extent. */
static struct frame locator_frame(const struct block *block, struct box box, struct group *group)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	struct lonlat *ends = ARENA_ARRAY(arena, 2, struct lonlat), middle = {0};
	map_middle(scene->view, &middle);
	ends[0] = (struct lonlat){middle.lon, middle.lat - o->span / 2};
	ends[1] = (struct lonlat){middle.lon, middle.lat + o->span / 2};
	struct land_options *land = ARENA_NEW(arena, struct land_options);
	struct extent_options *extent = ARENA_NEW(arena, struct extent_options);
	*land = (struct land_options){scene->theme->colour[COLOUR_LOCATOR_LAND]};
	*extent = (struct extent_options){scene->view, scene->theme->colour[COLOUR_LOCATOR_FRAME],
	                                  scene->theme->measure[MEASURE_LOCATOR_FRAME]};
	const struct layer_spec **layers = ARENA_ARRAY(arena, 2, const struct layer_spec *);
	layers[0] = layer_new(arena, &land_style, land_data(block, o), land);
	layers[1] = layer_new(arena, &extent_style, NULL, extent);
	return (struct frame){
	        .name = "locator",
	        .version = scene->version,
	        .request = {.projection = "auto", .points = ends, .point_count = 2, .frame = box},
	        .layers = layers,
	        .layer_count = 2,
	        .detail = DETAIL,
	        .group = group,
	};
}

static void draw(const struct block *block, size_t picture, struct box box, struct group *group)
{
	(void)picture;
	group = group_add(block->input->arena, group, NULL, "land");
	const struct frame frame = locator_frame(block, box, group);
	element_show_frame(block, &frame);
}

const struct element locator_element = {
        .kind = {"locator", "where the frame lies", options, sizeof options / sizeof *options,
                 sizeof(struct locator_options)},
        .at_foot = true,
        .grows = true,
        .gives_way = 1,
        .measure = measure,
        .draw = draw,
};
