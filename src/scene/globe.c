/* Globe style: the edge of the globe in a frame that shows all that can be seen of it; not for map files.
 * In: a ring of places along the edge. Out: its sea, with a line round it. */
#include "projection/seam.h"
#include "scene/project.h"
#include "scene/styles.h"

#include <math.h>
#include <string.h>

#define BEND_TOLERANCE 0.02
#define NO_OUTSIDE     1.0 /* square points of the frame off the globe that nobody sees */

struct polylines scene_globe(const struct view *view, struct arena *arena)
{
	struct box frame = view_frame(view);
	struct view_rings rings = {0};
	struct polylines inside = {0};
	double area = 0;
	struct lonlat_box bounds = view_unrolled_bounds(view);
	bool goes_round = bounds.east - bounds.west > 360 - 1e-6;
	if ((!goes_round && view_is_uncut(view, bounds)) || !view_add_globe(view, arena, BEND_TOLERANCE, &rings))
		return inside;
	for (size_t i = 0; i < rings.count; i++) {
		struct polyline ring = geometry_clip_ring(arena, rings.items[i].points, rings.items[i].count, frame);
		if (ring.count < 3)
			continue;
		area += fabs(geometry_ring_area(ring.points, ring.count));
		polylines_add(arena, &inside, ring);
	}
	return area > box_width(frame) * box_height(frame) - NO_OUTSIDE ? (struct polylines){0} : inside;
}

static bool draws_land(const struct layer_spec *layer)
{
	if (layer->kind != &area_style.kind)
		return false;
	const char *fill =
	        *(const char *const *)((const char *)layer->options + option_find(layer->kind, "fill")->offset);
	return fill && !strcmp(fill, "land");
}

bool scene_has_sea(const struct scene_input *input, const struct polylines *globe)
{
	bool found = false;
	if ((!globe->count && !input->is_on_sea) || input->ground.opacity > 0 || input->spec->has_background)
		return false;
	for (size_t i = 0; i < input->layer_count && !found; i++)
		found = draws_land(input->layers[i]);
	return found;
}

struct colour scene_ground(const struct scene_input *input, const struct polylines *globe)
{
	struct colour ground = input->ground.opacity > 0 ? input->ground : input->theme->colour[COLOUR_GROUND];
	if (scene_has_sea(input, globe))
		theme_colour(input->theme, "sea", &ground);
	return ground;
}

struct path scene_globe_path(const struct view *view, struct arena *arena, const struct polylines *globe)
{
	struct path path = path_new(arena);
	if (globe->count)
		return polylines_path(arena, globe, true);
	path_rect(&path, view_frame(view));
	return path;
}

static void build(const struct layer_drawing *drawing)
{
	const struct globe_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct page_point *points = ARENA_ARRAY(arena, o->edge.count + 1, struct page_point);
	struct path path = path_new(arena);
	view_forward(drawing->input->view, o->edge.points, points, o->edge.count);
	path_polyline(&path, points, o->edge.count, true);
	struct path_mark *mark = group_path(arena, drawing->group, path);
	mark->fill = o->sea;
	mark->stroke = (struct stroke){.colour = o->line, .width = o->width, .join = JOIN_ROUND};
}

const struct layer_style globe_style = {
        .kind = {"globe", "the globe's edge", NULL, 0, sizeof(struct globe_options)},
        .any_geometry = true,
        .build = build,
};
