/* Extent style: the rectangle of one frame as another frame sees it; not for map files.
 * In: the view of the frame that is shown. Out: a path, bent as the two projections bend it. */
#include "scene/styles.h"

#include <math.h>

#define STEPS       16  /* of a side */
#define SMALL       9.0 /* points: a smaller rectangle gets a ring */
#define RING_RADIUS 6.0
#define COST        30.0 /* to names that cross the edge */

static void add_point(const struct view *shown, const struct view *view, struct page_point at, struct polyline *ring)
{
	struct lonlat place;
	if (!view_inverse(shown, at, &place))
		return;
	struct page_point point = view_forward_one(view, place);
	if (isfinite(point.x) && isfinite(point.y))
		ring->points[ring->count++] = point;
}

/* Where the frame reaches beyond the globe: the outline of what it shows of it. */
static struct polyline globe_ring(struct arena *arena, const struct view *shown, const struct view *view)
{
	struct polylines globe = scene_globe(shown, arena);
	struct polyline longest = {0}, ring;
	for (size_t i = 0; i < globe.count; i++)
		longest = globe.items[i].count > longest.count ? globe.items[i] : longest;
	double step = polyline_length(longest.points, longest.count) / (4 * STEPS);
	ring = (struct polyline){ARENA_ARRAY(arena, 2 * (longest.count + 4 * STEPS), struct page_point), 0};
	for (size_t i = 0; i < longest.count; i++) {
		struct page_point a = longest.points[i], b = longest.points[i + 1 < longest.count ? i + 1 : 0];
		double pieces = fmax(1, ceil(hypot(b.x - a.x, b.y - a.y) / step));
		for (double k = 0; k < pieces && ring.count < longest.count + 8 * STEPS; k++)
			add_point(shown, view,
			          (struct page_point){a.x + (b.x - a.x) * k / pieces, a.y + (b.y - a.y) * k / pieces},
			          &ring);
	}
	return ring;
}

struct polyline scene_extent_ring(struct arena *arena, const struct view *shown, const struct view *view)
{
	struct box box = view_frame(shown);
	struct polyline ring = {ARENA_ARRAY(arena, 4 * STEPS, struct page_point), 0};
	const struct page_point corners[] = {{box.left, box.top},
	                                     {box.right, box.top},
	                                     {box.right, box.bottom},
	                                     {box.left, box.bottom},
	                                     {box.left, box.top}};
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < STEPS; k++) {
			double t = k / (double)STEPS;
			add_point(shown, view,
			          (struct page_point){corners[i].x + (corners[i + 1].x - corners[i].x) * t,
			                              corners[i].y + (corners[i + 1].y - corners[i].y) * t},
			          &ring);
		}
	struct polyline globe = {0};
	if (ring.count < 4 * STEPS)
		globe = globe_ring(arena, shown, view);
	return globe.count ? globe : ring;
}

/* Draws a ring round a rectangle of a few points, which would be overlooked. */
static void add_ring(const struct layer_drawing *drawing, struct box box)
{
	const struct extent_options *o = drawing->layer->options;
	struct page_point middle = {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
	struct path path = path_new(drawing->scene->arena);
	path_circle(&path, middle, RING_RADIUS);
	group_path(drawing->scene->arena, drawing->group, path)->stroke =
	        (struct stroke){.colour = o->colour, .width = o->width};
	obstacles_add_box(&drawing->scene->obstacles, OBSTACLE_DOT, box_at(middle, 2 * RING_RADIUS, 2 * RING_RADIUS),
	                  "the map's frame");
}

static void build(const struct layer_drawing *drawing)
{
	const struct extent_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct polyline ring = scene_extent_ring(arena, o->shown, drawing->input->view);
	if (!ring.count)
		return;
	struct path path = path_new(arena);
	path_polyline(&path, ring.points, ring.count, true);
	struct path_mark *mark = group_path(arena, drawing->group, path);
	mark->fill = o->colour;
	mark->stroke = (struct stroke){.colour = mark->fill, .width = o->width, .join = JOIN_MITER};
	mark->fill.opacity = 0.15;
	struct box box = polyline_bounds(ring);
	if (fmax(box_width(box), box_height(box)) < SMALL) {
		add_ring(drawing, box);
		return;
	}
	struct polylines edge = {0};
	polylines_add(arena, &edge, polyline_closed(arena, ring));
	obstacles_add_lines(&drawing->scene->obstacles, OBSTACLE_EDGE, &edge, o->width / 2, COST);
}

const struct layer_style extent_style = {
        .kind = {"extent", "where a frame lies", NULL, 0, sizeof(struct extent_options)},
        .any_geometry = true,
        .build = build,
};
