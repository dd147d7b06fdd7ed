/* Projecting features: degrees are cut to the view's bounds first, because vertices far outside may
 * project to infinity; then points are projected, long segments bent, and the result is cut to the
 * frame with a small margin that keeps strokes along the edge out of sight. */
#include "scene/project.h"

#include "base/units.h"
#include "scene/fetch.h"
#include "scene/kept.h"

#include <math.h>
#include <string.h>

#define METRES_PER_DEGREE 110000.0 /* of latitude; no less anywhere */
#define FRAME_MARGIN      3.0      /* points */
#define BOUNDS_MARGIN     0.05     /* of the view's span */
#define LONG_SEGMENT      0.2      /* degrees: below this a chord's error is far under a hundredth of a point */
#define BEND_TOLERANCE    0.02

struct lonlat_box scene_project_bounds(const struct view *view)
{
	struct lonlat_box box = view_bounds(view);
	double by = fmax(box.east - box.west, box.north - box.south) * BOUNDS_MARGIN;
	return (struct lonlat_box){box.west - by, box.south - by, box.east + by, box.north + by};
}

bool scene_project_sees(const struct scene_input *input, const struct feature *feature)
{
	return lonlat_box_overlaps(scene_project_bounds(input->view), feature->bounds);
}

bool scene_project_sees_near(const struct scene_input *input, const struct feature *feature, double margin)
{
	struct lonlat_box box = scene_project_bounds(input->view);
	double by = fmax(margin, 0) * view_scale(input->view) * METRES_PER_POINT / METRES_PER_DEGREE;
	double nearest_pole = fmin(fmax(fabs(box.south), fabs(box.north)) + by, 89.9);
	double wider = by / cos(nearest_pole * M_PI / 180);
	return lonlat_box_overlaps(
	        (struct lonlat_box){box.west - wider, box.south - by, box.east + wider, box.north + by},
	        feature->bounds);
}

static bool page_point_is_finite(struct page_point spot)
{
	return isfinite(spot.x) && isfinite(spot.y);
}

/* How far apart the ends of a segment are, degrees. */
static double segment_span(struct lonlat a, struct lonlat b)
{
	return fabs(a.lon - b.lon) + fabs(a.lat - b.lat);
}

/* Whether a segment may have to be bent, as in few lines. */
static bool has_long_segment(const struct lonlat *points, size_t count, bool closed)
{
	for (size_t i = 1; i < count; i++)
		if (segment_span(points[i - 1], points[i]) > LONG_SEGMENT)
			return true;
	return closed && count > 0 && segment_span(points[count - 1], points[0]) > LONG_SEGMENT;
}

/* Not what is left of it in this view: the same file is projected in the same way on every sheet. */
static bool is_heavy(const struct dataset *dataset)
{
	return dataset->source || dataset->point_count >= GRID_PAYS;
}

static void forward(const struct scene_input *input, bool heavy, const struct lonlat *points, size_t count,
                    struct page_point *out)
{
	if (heavy)
		view_forward_many(input->view, points, out, count);
	else
		view_forward(input->view, points, out, count);
}

/* Projects a run without a long segment; points that do not project are left out. */
static struct polyline project_plain(const struct scene_input *input, struct arena *arena, bool heavy,
                                     const struct lonlat *points, size_t count)
{
	struct page_point *spots = ARENA_ROOM(arena, count + 1, struct page_point);
	forward(input, heavy, points, count, spots);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (page_point_is_finite(spots[i]))
			spots[kept++] = spots[i];
	return (struct polyline){spots, kept};
}

static void add_spot(struct arena *arena, struct polyline *line, size_t *capacity, struct page_point spot)
{
	if (line->count == *capacity)
		line->points = arena_grow(arena, line->points, line->count, capacity, sizeof *line->points);
	line->points[line->count++] = spot;
}

/* Adds `count` projected points; long segments between them, and to the one behind when there is one, are bent. */
static void add_bent(const struct scene_input *input, struct arena *arena, const struct lonlat *from,
                     const struct page_point *spots, size_t count, bool goes_on, struct polyline *line,
                     size_t *capacity)
{
	for (size_t i = 0; i < count; i++) {
		bool has_next = i + 1 < count || goes_on;
		if (!page_point_is_finite(spots[i]))
			continue;
		if (has_next && page_point_is_finite(spots[i + 1]) && segment_span(from[i], from[i + 1]) > LONG_SEGMENT)
			view_segment(input->view, arena, from[i], from[i + 1], BEND_TOLERANCE, false, &line->points,
			             &line->count, capacity);
		else
			add_spot(arena, line, capacity, spots[i]);
	}
}

/* Projects a run, bending its long segments; piece by piece, so that it is not held twice. */
static struct polyline project_bent(const struct scene_input *input, struct arena *arena, bool heavy,
                                    const struct lonlat *points, size_t count, bool closed)
{
	enum { piece = 512 };
	size_t capacity = count + count / 16 + 64;
	struct polyline line = {ARENA_ROOM(arena, capacity, struct page_point), 0};
	for (size_t first = 0; first < count; first += piece) {
		struct lonlat from[piece + 1]; /* with the one behind */
		struct page_point spots[piece + 1];
		size_t here = count - first < piece ? count - first : piece;
		bool goes_on = first + here < count || closed;
		memcpy(from, points + first, here * sizeof *from);
		if (goes_on)
			from[here] = points[first + here < count ? first + here : 0];
		forward(input, heavy, from, here + goes_on, spots);
		add_bent(input, arena, from, spots, here, goes_on, &line, &capacity);
	}
	line.points = arena_grow(arena, line.points, line.count, &capacity, sizeof *line.points);
	return line;
}

/* Projects a run of degrees; points that do not project are left out. The result has room for one more. */
static struct polyline project_points(const struct scene_input *input, struct arena *arena, bool heavy,
                                      const struct lonlat *points, size_t count, bool closed)
{
	enum profile_stage before = profile_enter(input->profile, PROFILE_PROJECT);
	profile_count(input->profile, PROFILE_VERTICES_PROJECTED, count);
	struct polyline line = has_long_segment(points, count, closed)
	                               ? project_bent(input, arena, heavy, points, count, closed)
	                               : project_plain(input, arena, heavy, points, count);
	profile_enter(input->profile, before);
	return line;
}

struct polylines box_ring(struct arena *arena, struct box box)
{
	struct polylines ring = {0};
	struct page_point *corners = ARENA_ARRAY(arena, 4, struct page_point);
	corners[0] = (struct page_point){box.left, box.top};
	corners[1] = (struct page_point){box.right, box.top};
	corners[2] = (struct page_point){box.right, box.bottom};
	corners[3] = (struct page_point){box.left, box.bottom};
	polylines_add(arena, &ring, (struct polyline){corners, 4});
	return ring;
}

struct polyline scene_project_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                                   const struct part *part)
{
	size_t count;
	const struct lonlat *points = dataset_part(dataset, part, arena, &count);
	return project_points(input, arena, is_heavy(dataset), points, count, false);
}

static void add_copy(struct arena *arena, struct polylines *list, struct polyline line)
{
	struct page_point *points = ARENA_ROOM(arena, line.count, struct page_point);
	memcpy(points, line.points, line.count * sizeof *points);
	polylines_add(arena, list, (struct polyline){points, line.count});
}

/* What one call works with: degrees to cut to, and memory that is given back after each part. */
struct projector {
	const struct scene_input *input;
	bool heavy;
	struct lonlat_box bounds;
	struct box frame;
	struct arena *scratch, own;
};

static void projector_open(struct projector *work, const struct scene_input *input, const struct dataset *dataset)
{
	*work = (struct projector){.input = input,
	                           .heavy = is_heavy(dataset),
	                           .bounds = scene_project_bounds(input->view),
	                           .frame = box_grow(view_frame(input->view), FRAME_MARGIN)};
	arena_init(&work->own);
	work->scratch = input->scratch ? input->scratch : &work->own;
}

static void projector_close(struct projector *work)
{
	arena_reset(work->scratch);
	arena_clear(&work->own);
}

static struct polyline project_ring(struct projector *work, struct fetched ring)
{
	struct arena *arena = work->scratch;
	struct profile *profile = work->input->profile;
	profile_enter(profile, PROFILE_CLIP);
	if (!lonlat_box_holds(work->bounds, ring.bounds)) {
		struct lonlats cut =
		        geometry_clip_lonlat_ring(arena, (struct lonlats){ring.points, ring.count}, work->bounds);
		ring.points = cut.points;
		ring.count = cut.count;
	}
	if (ring.count < 3)
		return (struct polyline){NULL, 0};
	struct polyline line = project_points(work->input, arena, work->heavy, ring.points, ring.count, true);
	double detail = work->input->detail;
	if (geometry_points_lie_within(line.points, line.count, work->frame)) {
		profile_enter(profile, PROFILE_SIMPLIFY);
		return geometry_simplify_ring_here(arena, line.points, line.count, detail);
	}
	line = geometry_clip_ring(arena, line.points, line.count, work->frame);
	profile_enter(profile, PROFILE_SIMPLIFY);
	return geometry_simplify_ring(arena, line.points, line.count, detail);
}

void scene_project_rings(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out)
{
	if (!scene_project_sees(input, feature) ||
	    scene_shapes_recall(input, arena, dataset, feature, SHAPE_RINGS, out))
		return;
	struct shapes_mark mark = shapes_mark(input, out);
	struct projector work;
	projector_open(&work, input, dataset);
	for (size_t i = 0; i < feature->part_count; i++) {
		struct fetched ring;
		profile_enter(input->profile, PROFILE_READ);
		arena_reset(work.scratch);
		if (!scene_fetch_part(input, work.scratch, dataset, feature, &feature->parts[i], true, work.bounds,
		                      &ring))
			continue;
		struct polyline line = project_ring(&work, ring);
		if (line.count >= 3)
			add_copy(arena, out, line);
	}
	projector_close(&work);
	profile_enter(input->profile, PROFILE_SCENE);
	scene_shapes_keep(input, dataset, feature, SHAPE_RINGS, out, mark);
}

static void add_clipped(struct projector *work, struct arena *arena, const struct lonlat *points, size_t count,
                        bool closed, struct polylines *out)
{
	struct arena *scratch = work->scratch;
	struct polyline line = project_points(work->input, scratch, work->heavy, points, count, closed);
	if (line.count < 2)
		return;
	struct polylines inside = {0};
	struct profile *profile = work->input->profile;
	profile_enter(profile, PROFILE_SIMPLIFY);
	line = closed ? geometry_simplify_ring_here(scratch, line.points, line.count, work->input->detail)
	              : geometry_simplify_line_here(scratch, line.points, line.count, work->input->detail);
	profile_enter(profile, PROFILE_CLIP);
	if (line.count >= 2)
		geometry_clip_line(scratch, line.points, line.count, closed, work->frame, &inside);
	for (size_t i = 0; i < inside.count; i++)
		add_copy(arena, out, inside.items[i]);
}

static void project_line(struct projector *work, struct arena *arena, struct fetched line, bool closed,
                         struct polylines *out)
{
	if (lonlat_box_holds(work->bounds, line.bounds)) {
		add_clipped(work, arena, line.points, line.count, closed, out);
		return;
	}
	struct arena *scratch = work->scratch;
	profile_enter(work->input->profile, PROFILE_CLIP);
	size_t count;
	const struct lonlats *cut = geometry_clip_lonlat_line(scratch, (struct lonlats){line.points, line.count},
	                                                      closed, work->bounds, &count);
	for (size_t k = 0; k < count; k++)
		add_clipped(work, arena, cut[k].points, cut[k].count, false, out);
}

void scene_project_lines(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out)
{
	if (!scene_project_sees(input, feature) ||
	    scene_shapes_recall(input, arena, dataset, feature, SHAPE_LINES, out))
		return;
	struct shapes_mark mark = shapes_mark(input, out);
	struct projector work;
	projector_open(&work, input, dataset);
	bool closed = dataset->type == GEOMETRY_POLYGONS;
	for (size_t i = 0; i < feature->part_count; i++) {
		struct fetched line;
		profile_enter(input->profile, PROFILE_READ);
		arena_reset(work.scratch);
		if (scene_fetch_part(input, work.scratch, dataset, feature, &feature->parts[i], closed, work.bounds,
		                     &line))
			project_line(&work, arena, line, closed, out);
	}
	projector_close(&work);
	profile_enter(input->profile, PROFILE_SCENE);
	scene_shapes_keep(input, dataset, feature, SHAPE_LINES, out, mark);
}

struct path polylines_path(struct arena *arena, const struct polylines *lines, bool closed)
{
	struct path path = path_new(arena);
	size_t points = 0;
	for (size_t i = 0; i < lines->count; i++)
		points += lines->items[i].count;
	path_reserve(&path, points + (closed ? lines->count : 0), points);
	for (size_t i = 0; i < lines->count; i++)
		path_polyline(&path, lines->items[i].points, lines->items[i].count, closed);
	return path;
}
