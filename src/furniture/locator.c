/* Locator: where the map lies in the wider region, on land and sea, without boundaries.
 * In: the map's view, land polygons, names. Out: a frame for the pipeline to draw, below its caption. */
#include "furniture/locator.h"

#include <math.h>
#include <stddef.h>

#define CAPTION    13.0
#define BASELINE   7.2
#define LEAST      60.0 /* height that a shrunk one keeps */
#define PLATE      1.25 /* width to height where it stands on the map */
#define PLATE_WIDE 0.3  /* of the map */
#define PLATE_HIGH 0.36

#define FIELD(name) offsetof(struct locator_options, name)
static const struct option options[] = {
        {"data", OPTION_DATA, FIELD(data), NULL, "data of the land [those of the world inside]", .choices = "polygons"},
        {"far", OPTION_DATA, FIELD(far), NULL, "the same for more than 40 degrees [data]", .choices = "polygons"},
        {"names", OPTION_DATA, FIELD(names), NULL, "points with a column category: country, city or sea",
         .choices = "points"},
        {"countries", OPTION_DATA, FIELD(countries), NULL,
         "label points of countries with columns country, rank, km2: the land's areas are named by its column country",
         .choices = "points"},
        {"towns", OPTION_DATA, FIELD(towns), NULL, "points with columns country, capital (1), population", 0, 1,
         "points"},
        {"waters", OPTION_DATA, FIELD(waters), NULL, "points with columns kind, rank (0: oceans)", .choices = "points"},
        {"continents", OPTION_DATA, FIELD(continents), NULL, "points, named on a globe", .choices = "points"},
        {"borders", OPTION_DATA, FIELD(borders), NULL, "lines between countries", .choices = "lines"},
        {"far_borders", OPTION_DATA, FIELD(far_borders), NULL, "the same for more than 40 degrees [borders]",
         .choices = "lines"},
        {"borders_where", OPTION_FILTER, FIELD(borders_where), NULL, "only borders that pass this condition"},
        {"disputed", OPTION_FILTER, FIELD(disputed), NULL, "those of them that are dashed"},
        {"span", OPTION_NUMBER, FIELD(span), NULL,
         "degrees of latitude shown, or more if the map is large [22; with countries 5 to the globe, as far as it "
         "takes "
         "to see a known one]",
         1, 60},
        {"height", OPTION_LENGTH, FIELD(height), "92pt", "height", 20, 1000},
        {"title", OPTION_LOCALIZED, FIELD(title), NULL, "caption above it"},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
};

/* The map's own words, or those of the language. */
static const char *caption_text(const struct block *block, size_t language)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	if (!o->title.count)
		return messages_text(scene->messages[language], "location");
	return block_text_in(block, &o->title, language);
}

/* The first two languages in one line. */
static void add_caption(struct block *block, struct box box)
{
	double x = box.left;
	for (size_t i = 0; i < block->input->scene->language_count && i < 2; i++) {
		const char *text = caption_text(block, i);
		if (text)
			x += 6 + block_text(block, i ? STYLE_LEGEND_TEXT : STYLE_LEGEND_TITLE, i, text,
			                    (struct page_point){x, box.top + BASELINE}, 0);
	}
}

static void add_square(struct block *block, struct box box, struct colour fill, struct stroke stroke)
{
	struct path path = path_new(block->input->arena);
	path_rect(&path, block_mirrored(block, box));
	block_path(block, path, fill, stroke);
}

static bool is_shown(const struct block *block)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	return o->data.count && map_spec_applies(&o->versions, scene->spec->versions[scene->version].name);
}

/* Names are told apart by a column. */
static void check_names(const struct block *block)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	for (size_t i = 0; i < o->names.count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, o->names.items[i]);
		if (dataset_column(scene_dataset(scene, data), LOCATOR_CATEGORY) < 0)
			diag_error(block->diag, UNKNOWN_COLUMN, block->spec->place,
			           "its values are country, city and sea",
			           "%s has no column '" LOCATOR_CATEGORY "', by which 'locator' tells its names apart",
			           data->shown);
	}
}

/* How high it may be on the map: its plate takes no more than about a tenth of it. */
static double plate_height(struct box frame, enum locator_form form)
{
	return fmin(PLATE_HIGH * box_height(frame),
	            PLATE_WIDE * box_width(frame) / (form == LOCATOR_GLOBE ? 1 : PLATE));
}

static void warn_small(const struct block *block)
{
	diag_warning(block->diag, NO_ROOM, block->spec->place, "switch it off, or choose a larger page",
	             "there is no locator: the map is too small for it");
}

/* While there is no view yet, the height is that of any view. */
static void measure(struct block *block)
{
	const struct locator_options *o = block->spec->options;
	const struct view *view = block->input->scene->view;
	const struct theme *theme = block->input->scene->theme;
	struct box picture = block->form.box;
	if (!is_shown(block))
		return;
	struct locator_reach reach = {.form = LOCATOR_REGION};
	if (view) {
		reach = locator_reach_of(block);
		check_names(block);
	}
	if (reach.form == LOCATOR_NONE) {
		diag_warning(block->diag, NO_ROOM, block->spec->place, "switch it off",
		             "there is no locator, since the map shows most of the globe itself");
		return;
	}
	double height = o->height * (block->form.scale > 0 ? block->form.scale : 1);
	if (block->form.on_plate && view)
		height = fmin(height, plate_height(view_frame(view), reach.form));
	if (height < LEAST && height < o->height && block->form.on_plate) {
		warn_small(block);
		return;
	}
	height = fmax(height, fmin(o->height, LEAST));
	if (block->form.on_plate)
		picture.right = fmin(picture.right, picture.left + (reach.form == LOCATOR_GLOBE ? 1 : PLATE) * height);
	picture.top += CAPTION;
	picture.bottom = picture.top + height;
	add_caption(block, block->form.box);
	bool is_square = reach.form == LOCATOR_REGION; /* else the globe has an edge of its own */
	if (is_square)
		add_square(block, picture, theme->colour[COLOUR_LOCATOR_SEA], (struct stroke){0});
	block_picture(block, 0, picture);
	if (is_square)
		add_square(block, picture, (struct colour){0},
		           (struct stroke){.colour = theme->colour[COLOUR_NEATLINE], .width = 0.5});
	block->height = picture.bottom - block->form.box.top;
}

static void draw(const struct block *block, size_t picture, struct box box, struct group *group)
{
	(void)picture;
	const struct frame frame = locator_frame(block, box, group);
	element_show_frame(block, &frame);
}

const struct element locator_element = {
        .kind = {"locator", "where the frame lies", OPTION_ROWS(options), sizeof(struct locator_options)},
        .at_foot = true,
        .grows = true,
        .gives_way = 1,
        .measure = measure,
        .draw = draw,
};
