/* Locator: where the frame lies, on land and sea of the wider region, without boundaries. */
#include "furniture/furniture.h"
#include "scene/kept.h"
#include "scene/project.h"
#include "scene/walk.h"

#include <math.h>
#include <stddef.h>

#define CAPTION_GAP   8.0
#define CAPTION_ABOVE 11.0

struct locator_options {
	const char *data;
	double span, height;
};

static const struct option options[] = {
        {"data", OPTION_TEXT, offsetof(struct locator_options, data), "", NULL, 0, 0, "data of the land's polygons"},
        {"span", OPTION_NUMBER, offsetof(struct locator_options, span), "22", NULL, 1, 120,
         "degrees of latitude shown"},
        {"height", OPTION_LENGTH, offsetof(struct locator_options, height), "92pt", NULL, 20, 1000, "height"},
};

static bool locator_view(const struct scene_input *scene, struct box box, double span, struct diag *diag,
                         struct taken_view *out)
{
	struct lonlat centre;
	struct box frame = view_frame(scene->view);
	if (!view_inverse(scene->view,
	                  (struct page_point){(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2}, &centre))
		return false;
	struct lonlat points[2] = {{centre.lon, centre.lat - span / 2}, {centre.lon, centre.lat + span / 2}};
	struct view_request request = {.projection = "auto", .points = points, .point_count = 2, .frame = box};
	return view_take(scene->views, &request, diag, out);
}

/* The map frame's outline as the locator sees it. */
static void draw_frame(const struct furniture_input *input, const struct view *view, struct group *group)
{
	struct box frame = view_frame(input->scene->view);
	struct page_point corners[5] = {{frame.left, frame.top},
	                                {frame.right, frame.top},
	                                {frame.right, frame.bottom},
	                                {frame.left, frame.bottom},
	                                {frame.left, frame.top}};
	struct path path = path_new(input->arena);
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 8; k++) {
			double t = k / 8.0;
			struct page_point at = {corners[i].x + (corners[i + 1].x - corners[i].x) * t,
			                        corners[i].y + (corners[i + 1].y - corners[i].y) * t};
			struct lonlat place;
			if (!view_inverse(input->scene->view, at, &place))
				continue;
			struct page_point spot = view_forward_one(view, place);
			if (!isfinite(spot.x) || !isfinite(spot.y))
				continue;
			if (path_is_empty(&path))
				path_move(&path, spot.x, spot.y);
			else
				path_line(&path, spot.x, spot.y);
		}
	if (path_is_empty(&path))
		return;
	path_close(&path);
	struct path_mark *mark = group_path(input->arena, group, path);
	struct colour colour = input->scene->theme->colour[COLOUR_LOCATOR_FRAME];
	mark->stroke = (struct stroke){
	        .colour = colour, .width = input->scene->theme->measure[MEASURE_LOCATOR_FRAME], .join = JOIN_MITER};
	mark->fill = colour;
	mark->fill.opacity = 0.15;
}

/* Width that the caption takes right of the picture. */
static double caption_room(const struct furniture_input *input)
{
	double widest = 0;
	for (size_t i = 0; i < input->scene->language_count && i < 2; i++)
		widest = fmax(widest, measure_text(input, STYLE_LOCATOR, i,
		                                   messages_text(input->scene->messages[i], "location")));
	return widest + CAPTION_GAP;
}

/* The picture is square and grows only as far as its caption finds room beside it. */
static double locator_side(double height, double scale, double width, double caption)
{
	double own = fmin(height, width);
	if (scale <= 1)
		return own * scale;
	return fmax(own, fmin(own * scale, width - caption));
}

/* Beside the picture one below the other, the first level with its top edge; or above it in one line. */
static void put_captions(const struct furniture_input *input, struct group *group, struct box inset, bool beside)
{
	const struct scene_input *scene = input->scene;
	struct page_point at = beside ? (struct page_point){inset.right + CAPTION_GAP, inset.top + 4.8}
	                              : (struct page_point){inset.left, inset.top - 4};
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		double width =
		        put_text(input, group, STYLE_LOCATOR, i, messages_text(scene->messages[i], "location"), at, 0);
		if (beside)
			at.y += 9;
		else
			at.x += width + 5;
	}
}

struct land {
	const struct scene_input *scene;
	struct arena *arena;
	struct group *group;
};

static void add_land(void *context, const struct dataset *dataset, const struct feature *feature)
{
	struct land *land = context;
	struct polylines rings = {0};
	project_rings(land->scene, land->arena, dataset, feature, &rings);
	if (rings.count)
		group_path(land->arena, land->group, polylines_path(land->arena, &rings, true))->fill =
		        land->scene->theme->colour[COLOUR_LOCATOR_LAND];
}

static double draw(const struct furniture_input *input, const void *given, struct box box, struct group *group,
                   struct obstacles *obstacles)
{
	(void)obstacles;
	const struct locator_options *o = given;
	const struct data_spec *data = *o->data ? map_spec_data(input->scene->spec, o->data) : NULL;
	if (!data || (!input->scene->view && !input->measuring))
		return 0;
	double caption = caption_room(input);
	double scale = input->locator_scale > 0 ? input->locator_scale : 1;
	double side = locator_side(o->height, scale, box_width(box), caption);
	bool beside = !input->on_plate && side + caption <= box_width(box);
	double top = box.top + (beside ? 0 : CAPTION_ABOVE);
	struct box upright = {box.left, top, box.left + side, top + side}, inset = mirror_box(input, upright);
	if (input->measuring)
		return inset.bottom - box.top;
	struct taken_view taken;
	if (!locator_view(input->scene, inset, o->span, input->diag, &taken))
		return 0;
	struct scene_input scene = *input->scene;
	scene.view = taken.view;
	scene.detail = 0.3;
	scene.scale_bounds = &taken.scale_bounds;
	scene.shapes = taken.shapes;
	struct path sea = path_new(input->arena), edge = path_new(input->arena);
	path_rect(&sea, inset);
	path_rect(&edge, inset);
	group_path(input->arena, group, sea)->fill = scene.theme->colour[COLOUR_LOCATOR_SEA];
	struct group *land = group_add(input->arena, group, NULL, "land");
	land->clipped = true;
	land->clip = inset;
	const struct walk walk = {.input = &scene,
	                          .group = land,
	                          .context = &(struct land){&scene, input->arena, land},
	                          .visit = add_land};
	features_walk(&walk, scene_dataset(&scene, data));
	draw_frame(input, taken.view, land);
	group_path(input->arena, group, edge)->stroke =
	        (struct stroke){.colour = scene.theme->colour[COLOUR_NEATLINE], .width = 0.5};
	put_captions(input, group, upright, beside);
	view_give_back(&taken);
	return inset.bottom - box.top;
}

const struct element locator_element = {.kind = {"locator", "where the frame lies", options,
                                                 sizeof options / sizeof *options, sizeof(struct locator_options)},
                                        .at_foot = true,
                                        .draw = draw};
