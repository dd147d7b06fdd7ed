/* Projecting features: degrees are cut to the view's bounds first, because vertices far outside may
 * project to infinity; then points are projected, long segments bent, and the result is cut to the
 * frame with a small margin that keeps strokes along the edge out of sight. */
#include "scene/project.h"

#include "base/units.h"

#include <math.h>

#define METRES_PER_DEGREE 110000.0 /* of latitude; no less anywhere */
#define FRAME_MARGIN      3.0      /* points */
#define BOUNDS_MARGIN     0.05     /* of the view's span */
#define LONG_SEGMENT      0.2      /* degrees: below this a chord's error is far under a hundredth of a point */
#define BEND_TOLERANCE    0.02

static struct lonlat_box grown_bounds(const struct view *view)
{
	struct lonlat_box box = view_bounds(view);
	double by = fmax(box.east - box.west, box.north - box.south) * BOUNDS_MARGIN;
	return (struct lonlat_box){box.west - by, box.south - by, box.east + by, box.north + by};
}

bool project_sees(const struct scene_input *input, const struct feature *feature)
{
	return lonlat_box_overlaps(grown_bounds(input->view), feature->bounds);
}

bool project_sees_near(const struct scene_input *input, const struct feature *feature, double margin)
{
	struct lonlat_box box = grown_bounds(input->view);
	double by = fmax(margin, 0) * view_scale(input->view) * METRES_PER_POINT / METRES_PER_DEGREE;
	double nearest_pole = fmin(fmax(fabs(box.south), fabs(box.north)) + by, 89.9);
	double wider = by / cos(nearest_pole * M_PI / 180);
	return lonlat_box_overlaps(
	        (struct lonlat_box){box.west - wider, box.south - by, box.east + wider, box.north + by},
	        feature->bounds);
}

static bool bounds_hold(struct lonlat_box outer, struct lonlat_box inner)
{
	return inner.west >= outer.west && inner.east <= outer.east && inner.south >= outer.south &&
	       inner.north <= outer.north;
}

/* Degrees as plane coordinates for the plane's clipper: only here, and only to cut. */
static struct spot *as_plane(struct arena *arena, const struct lonlat *points, size_t count)
{
	struct spot *plane = ARENA_ARRAY(arena, count, struct spot);
	for (size_t i = 0; i < count; i++)
		plane[i] = (struct spot){points[i].lon, points[i].lat};
	return plane;
}

static struct lonlat *as_degrees(struct arena *arena, const struct polyline *plane)
{
	struct lonlat *points = ARENA_ARRAY(arena, plane->count, struct lonlat);
	for (size_t i = 0; i < plane->count; i++)
		points[i] = (struct lonlat){plane->points[i].x, plane->points[i].y};
	return points;
}

static struct box plane_box(struct lonlat_box box)
{
	return (struct box){box.west, box.south, box.east, box.north};
}

static bool is_finite_spot(struct spot spot)
{
	return isfinite(spot.x) && isfinite(spot.y);
}

/* Projects a run of degrees; points that do not project are left out. */
static struct polyline project_points(const struct scene_input *input, struct arena *arena, const struct lonlat *points,
                                      size_t count, bool closed)
{
	struct spot *direct = ARENA_ARRAY(arena, count, struct spot);
	view_forward(input->view, points, direct, count);
	struct polyline line = {0};
	size_t capacity = 0;
	for (size_t i = 0; i < count; i++) {
		size_t next = i + 1 < count ? i + 1 : 0;
		bool has_next = i + 1 < count || closed;
		double span =
		        has_next ? fabs(points[i].lon - points[next].lon) + fabs(points[i].lat - points[next].lat) : 0;
		if (span > LONG_SEGMENT && is_finite_spot(direct[i]) && is_finite_spot(direct[next])) {
			view_segment(input->view, arena, points[i], points[next], BEND_TOLERANCE, false, &line.points,
			             &line.count, &capacity);
		} else if (is_finite_spot(direct[i])) {
			line.points = arena_grow(arena, line.points, line.count, &capacity, sizeof *line.points);
			line.points[line.count++] = direct[i];
		}
	}
	return line;
}

void polylines_add(struct arena *arena, struct polylines *list, struct polyline line)
{
	list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = line;
}

struct polylines box_ring(struct arena *arena, struct box box)
{
	struct polylines ring = {0};
	struct spot *corners = ARENA_ARRAY(arena, 4, struct spot);
	corners[0] = (struct spot){box.left, box.top};
	corners[1] = (struct spot){box.right, box.top};
	corners[2] = (struct spot){box.right, box.bottom};
	corners[3] = (struct spot){box.left, box.bottom};
	polylines_add(arena, &ring, (struct polyline){corners, 4});
	return ring;
}

struct polyline project_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                             const struct part *part)
{
	return project_points(input, arena, dataset->points + part->first, part->count, false);
}

static void project_ring(const struct scene_input *input, struct arena *arena, const struct lonlat *points,
                         size_t count, bool whole, struct polylines *out)
{
	if (!whole) {
		struct polyline cut =
		        clip_ring(arena, as_plane(arena, points, count), count, plane_box(grown_bounds(input->view)));
		points = as_degrees(arena, &cut);
		count = cut.count;
	}
	if (count < 3)
		return;
	struct polyline ring = project_points(input, arena, points, count, true);
	struct box frame = box_grow(view_frame(input->view), FRAME_MARGIN);
	ring = clip_ring(arena, ring.points, ring.count, frame);
	ring = simplify_ring(arena, ring.points, ring.count, input->detail);
	if (ring.count >= 3)
		polylines_add(arena, out, ring);
}

void project_rings(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                   const struct feature *feature, struct polylines *out)
{
	if (!project_sees(input, feature))
		return;
	bool whole = bounds_hold(grown_bounds(input->view), feature->bounds);
	for (size_t i = 0; i < feature->part_count; i++) {
		const struct part *part = &dataset->parts[feature->first_part + i];
		project_ring(input, arena, dataset->points + part->first, part->count, whole, out);
	}
}

static void add_clipped(const struct scene_input *input, struct arena *arena, const struct lonlat *points, size_t count,
                        bool closed, struct polylines *out)
{
	struct polyline line = project_points(input, arena, points, count, closed);
	if (line.count < 2)
		return;
	struct polylines inside = {0};
	struct box frame = box_grow(view_frame(input->view), FRAME_MARGIN);
	line = closed ? simplify_ring(arena, line.points, line.count, input->detail)
	              : simplify_line(arena, line.points, line.count, input->detail);
	if (line.count >= 2)
		clip_line(arena, line.points, line.count, closed, frame, &inside);
	for (size_t i = 0; i < inside.count; i++)
		polylines_add(arena, out, inside.items[i]);
}

void project_lines(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                   const struct feature *feature, struct polylines *out)
{
	if (!project_sees(input, feature))
		return;
	struct lonlat_box bounds = grown_bounds(input->view);
	bool whole = bounds_hold(bounds, feature->bounds);
	bool closed = dataset->type == GEOMETRY_POLYGONS;
	for (size_t i = 0; i < feature->part_count; i++) {
		const struct part *part = &dataset->parts[feature->first_part + i];
		const struct lonlat *points = dataset->points + part->first;
		if (whole) {
			add_clipped(input, arena, points, part->count, closed, out);
			continue;
		}
		struct polylines cut = {0};
		clip_line(arena, as_plane(arena, points, part->count), part->count, closed, plane_box(bounds), &cut);
		for (size_t k = 0; k < cut.count; k++)
			add_clipped(input, arena, as_degrees(arena, &cut.items[k]), cut.items[k].count, false, out);
	}
}

struct path polylines_path(struct arena *arena, const struct polylines *lines, bool closed)
{
	struct path path = path_new(arena);
	for (size_t i = 0; i < lines->count; i++)
		path_polyline(&path, lines->items[i].points, lines->items[i].count, closed);
	return path;
}
