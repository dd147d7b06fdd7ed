/* Projecting features: degrees are cut to the view's bounds first, because vertices far outside may
 * project to infinity; then points are projected, long segments bent, and the result is cut to the
 * frame with a small margin that keeps strokes along the edge out of sight. */
#include "scene/project.h"

#include "geometry/crossing.h"
#include "geometry/sphere.h"
#include "projection/seam.h"
#include "scene/fetch.h"
#include "scene/kept.h"

#include <math.h>

#define SEAM            179.999999 /* degrees: the date line, as data that are cut there have it */
#define FRAME_MARGIN    3.0        /* points */
#define BOUNDS_MARGIN   0.05       /* of the view's span */
#define LONG_SEGMENT    0.2        /* degrees: below this a chord's error is far under a hundredth of a point */
#define BEND_TOLERANCE  0.02
#define HOLE_TOLERANCE  2.5  /* times the detail: a hole and the ring round it are simplified apart */
#define EXACT_TOLERANCE 0.01 /* points: of rings that are not simplified */

struct lonlat_box scene_project_bounds(const struct view *view)
{
	struct lonlat_box box = view_bounds(view);
	double by = fmax(box.east - box.west, box.north - box.south) * BOUNDS_MARGIN;
	return (struct lonlat_box){box.west - by, box.south - by, box.east + by, box.north + by};
}

static bool page_point_is_finite(struct page_point spot)
{
	return isfinite(spot.x) && isfinite(spot.y);
}

static bool is_long(struct lonlat a, struct lonlat b)
{
	return fabs(a.lon - b.lon) + fabs(a.lat - b.lat) > LONG_SEGMENT;
}

/* Counts the vertices of the file, not those in the view, so that a file is projected in the same way on every sheet.
 */
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

static void add_spot(struct arena *arena, struct polyline *line, size_t *capacity, struct page_point spot)
{
	if (line->count == *capacity)
		line->points = arena_grow(arena, line->points, line->count, capacity, sizeof *line->points);
	line->points[line->count++] = spot;
}

/* The end of a segment, on the side that the segment goes to: of lines the short way, over the date line. */
static struct lonlat segment_end(struct lonlat from, struct lonlat to, bool is_line)
{
	if (is_line && geometry_steps_over_date_line((const struct lonlat[]){from, to}, 2, false))
		to.lon -= 360 * round((to.lon - from.lon) / 360);
	return to;
}

/* Adds `count` projected points; long segments between them, and to `next` if it is not NULL, are bent. */
static void add_bent(const struct scene_input *input, struct arena *arena, const struct lonlat *from,
                     const struct lonlat *next, const struct page_point *spots, size_t count, bool is_line,
                     struct polyline *line, size_t *capacity)
{
	for (size_t i = 0; i < count; i++) {
		const struct lonlat *to = i + 1 < count ? &from[i + 1] : next;
		if (!page_point_is_finite(spots[i]))
			continue;
		if (to && is_long(from[i], *to) && page_point_is_finite(spots[i + 1]))
			view_segment(input->view, arena, from[i], segment_end(from[i], *to, is_line), BEND_TOLERANCE,
			             false, &line->points, &line->count, capacity);
		else
			add_spot(arena, line, capacity, spots[i]);
	}
}

/* Projects a run of degrees, piece by piece so that it is not held twice, and bends its long segments; points that do
 * not project are left out. The result has room for one more. */
static struct polyline project_points(const struct scene_input *input, struct arena *arena, bool heavy,
                                      const struct lonlat *points, size_t count, bool closed)
{
	enum { piece = 512 };
	enum profile_stage before = profile_enter(input->profile, PROFILE_PROJECT);
	profile_count(input->profile, PROFILE_VERTICES_PROJECTED, count);
	size_t capacity = count + count / 16 + 64;
	struct polyline line = {ARENA_ROOM(arena, capacity, struct page_point), 0};
	for (size_t first = 0, here; first < count; first += here) {
		struct page_point spots[piece + 1];
		here = count - first < piece ? count - first : piece;
		const struct lonlat *from = points + first, *last = from + here - 1;
		const struct lonlat *next = first + here < count ? last + 1 : closed ? points : NULL;
		if (next && !is_long(*last, *next))
			next = NULL;
		forward(input, heavy, from, here, spots);
		if (next)
			forward(input, heavy, next, 1, spots + here);
		add_bent(input, arena, from, next, spots, here, !closed, &line, &capacity);
	}
	line.points = arena_grow(arena, line.points, line.count, &capacity, sizeof *line.points);
	profile_enter(input->profile, before);
	return line;
}

struct polylines box_ring(struct arena *arena, struct box box)
{
	struct polylines ring = {0};
	struct page_point corners[] = {
	        {box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
	polylines_add_copy(arena, &ring, (struct polyline){corners, 4});
	return ring;
}

struct polyline scene_project_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                                   struct part part)
{
	size_t count;
	const struct lonlat *points = dataset_part(dataset, part, arena, &count);
	return project_points(input, arena, is_heavy(dataset), points, count, false);
}

struct polyline scene_project_points(const struct scene_input *input, struct arena *arena, const struct lonlat *points,
                                     size_t count)
{
	return project_points(input, arena, false, points, count, false);
}

/* What one call works with: degrees to cut to, and memory that is given back after each part. */
struct projector {
	const struct scene_input *input;
	struct arena *arena; /* of the result */
	struct polylines *out;
	bool heavy;
	struct lonlat_box bounds;
	struct box frame;
	struct arena *scratch;
};

/* The ring with the ends of edges along seam and horizon where they are, and simplified between them. */
static struct polyline simplify_between(struct projector *work, struct view_ring ring)
{
	size_t first = 0;
	double detail = work->input->detail;
	while (first < ring.count && !ring.on_boundary[first])
		first++;
	if (first == ring.count)
		return geometry_simplify_ring(work->scratch, ring.points, ring.count, detail);
	struct page_point *turned = ARENA_ROOM(work->scratch, ring.count, struct page_point);
	struct polyline out = {ARENA_ROOM(work->scratch, ring.count + 1, struct page_point), 0};
	for (size_t i = 0; i < ring.count; i++)
		turned[i] = ring.points[(first + 1 + i) % ring.count];
	for (size_t i = 0, from = 0; i < ring.count; i++) {
		if (!ring.on_boundary[(first + 1 + i) % ring.count])
			continue;
		struct polyline part = geometry_simplify_line(work->scratch, turned + from, i + 1 - from, detail);
		for (size_t k = 0; k < part.count; k++)
			out.points[out.count++] = part.points[k];
		from = i + 1;
	}
	return out;
}

/* What lies on the seam or beyond the horizon is cut away on the globe. */
static void project_ring_across(struct projector *work, struct fetched ring)
{
	struct view_rings rings = {0};
	profile_enter(work->input->profile, PROFILE_PROJECT);
	view_add_rings(work->input->view, work->scratch, (struct lonlats){ring.points, ring.count}, work->heavy,
	               BEND_TOLERANCE, &rings);
	profile_enter(work->input->profile, PROFILE_SIMPLIFY);
	for (size_t i = 0; i < rings.count; i++) {
		struct polyline line = simplify_between(work, rings.items[i]);
		if (!geometry_points_lie_within(line.points, line.count, work->frame))
			line = geometry_clip_ring(work->scratch, line.points, line.count, work->frame);
		if (line.count >= 3)
			polylines_add_copy(work->arena, work->out, line);
	}
}

static void project_ring_in(struct projector *work, struct fetched ring, struct lonlat_box bounds)
{
	struct arena *scratch = work->scratch;
	struct profile *profile = work->input->profile;
	bool is_uncut = view_is_uncut(work->input->view, lonlat_box_common(ring.bounds, bounds));
	profile_enter(profile, PROFILE_CLIP);
	if (!lonlat_box_holds(bounds, ring.bounds)) {
		struct lonlats cut =
		        geometry_clip_lonlat_ring(scratch, (struct lonlats){ring.points, ring.count}, bounds);
		cut = is_uncut ? cut : geometry_with_short_steps(scratch, cut);
		ring.points = cut.points;
		ring.count = cut.count;
	}
	if (ring.count < 3)
		return;
	if (!is_uncut) {
		project_ring_across(work, ring);
		return;
	}
	struct polyline line = project_points(work->input, scratch, work->heavy, ring.points, ring.count, true);
	bool inside = geometry_points_lie_within(line.points, line.count, work->frame);
	if (!inside)
		line = geometry_clip_ring(scratch, line.points, line.count, work->frame);
	profile_enter(profile, PROFILE_SIMPLIFY);
	line = inside ? geometry_simplify_ring_here(scratch, line.points, line.count, work->input->detail)
	              : geometry_simplify_ring(scratch, line.points, line.count, work->input->detail);
	if (line.count >= 3)
		polylines_add_copy(work->arena, work->out, line);
}

/* The bounds of a view over the date line are all longitudes. Rings are cut to what lies on either side of it, so that
 * none comes from the other side of the globe. */
static void project_ring(struct projector *work, struct fetched ring)
{
	struct lonlat_box west = work->bounds, east = work->bounds, own = view_unrolled_bounds(work->input->view);
	double by = (own.east - own.west) * BOUNDS_MARGIN;
	if (own.east > 180 || own.west < -180) {
		west.east = (own.east > 180 ? own.east - 360 : own.east) + by;
		east.west = (own.west < -180 ? own.west + 360 : own.west) - by;
	}
	if (west.east >= east.west) {
		project_ring_in(work, ring, work->bounds);
		return;
	}
	project_ring_in(work, ring, west);
	project_ring_in(work, ring, east);
}

/* Adds a line in page points, cut to the frame. */
static void add_clipped(struct projector *work, struct polyline line, bool closed)
{
	struct arena *scratch = work->scratch;
	struct profile *profile = work->input->profile;
	struct polylines inside = {0};
	if (line.count < 2)
		return;
	profile_enter(profile, PROFILE_SIMPLIFY);
	line = closed ? geometry_simplify_ring_here(scratch, line.points, line.count, work->input->detail)
	              : geometry_simplify_line_here(scratch, line.points, line.count, work->input->detail);
	profile_enter(profile, PROFILE_CLIP);
	if (line.count >= 2)
		geometry_clip_line(scratch, line.points, line.count, closed, work->frame, &inside);
	for (size_t i = 0; i < inside.count; i++)
		polylines_add_copy(work->arena, work->out, inside.items[i]);
}

static void project_line_across(struct projector *work, struct lonlats line, bool closed)
{
	struct polylines lines = {0};
	profile_enter(work->input->profile, PROFILE_PROJECT);
	view_add_lines(work->input->view, work->scratch, line, closed, work->heavy, BEND_TOLERANCE, &lines);
	for (size_t i = 0; i < lines.count; i++)
		add_clipped(work, lines.items[i], false);
}

static void project_line_in(struct projector *work, struct lonlats line, struct lonlat_box seen, bool closed)
{
	if (view_is_uncut(work->input->view, seen))
		add_clipped(work,
		            project_points(work->input, work->scratch, work->heavy, line.points, line.count, closed),
		            closed);
	else
		project_line_across(work, line, closed);
}

static void project_line(struct projector *work, struct fetched line, bool closed)
{
	struct lonlats whole = {line.points, line.count};
	size_t count;
	const struct lonlats *parts = NULL;
	if (closed && (line.bounds.west <= -SEAM || line.bounds.east >= SEAM))
		parts = geometry_without_date_line(work->scratch, whole, &count);
	for (size_t i = 0; parts && i < count; i++)
		project_line(work, (struct fetched){parts[i].points, parts[i].count, line.bounds}, false);
	if (parts)
		return;
	if (lonlat_box_holds(work->bounds, line.bounds)) {
		project_line_in(work, whole, line.bounds, closed);
		return;
	}
	profile_enter(work->input->profile, PROFILE_CLIP);
	struct lonlat_box seen = lonlat_box_common(work->bounds, line.bounds);
	const struct lonlats *cut = geometry_clip_lonlat_line(work->scratch, whole, closed, work->bounds, &count);
	for (size_t k = 0; k < count; k++)
		project_line_in(work, cut[k], seen, false);
}

/* Projects a part; what steps over the date line, or goes round a pole, is not planar and may be seen from anywhere. */
static void project_fetched(struct projector *work, struct fetched part, enum shape_kind kind, bool closed)
{
	bool is_planar = part.bounds.east - part.bounds.west <= 180;
	if (!is_planar || !view_is_uncut(work->input->view, part.bounds)) {
		part.bounds = lonlat_box_empty; /* the feature's, perhaps */
		for (size_t k = 0; k < part.count; k++)
			lonlat_box_add(&part.bounds, part.points[k]);
		is_planar = geometry_is_planar(part.points, part.count, closed);
	}
	if (kind == SHAPE_RINGS && is_planar)
		project_ring(work, part);
	else if (kind == SHAPE_RINGS)
		project_ring_across(work, part);
	else if (is_planar)
		project_line(work, part, closed);
	else
		project_line_across(work, (struct lonlats){part.points, part.count}, closed);
}

bool scene_project_is_cut(const struct scene_input *input, struct lonlat_box box)
{
	return box.west <= -SEAM || box.east >= SEAM || box.east - box.west > 180 || !view_is_uncut(input->view, box);
}

/* Which part of the feature each ring comes from. */
struct ring_parts {
	struct arena arena;
	struct ring_origin *of_ring;
	size_t count, capacity;
};

static void note_part(struct ring_parts *parts, size_t number, struct part part, size_t rings)
{
	while (parts->count < rings) {
		parts->of_ring = arena_grow(&parts->arena, parts->of_ring, parts->count, &parts->capacity,
		                            sizeof *parts->of_ring);
		parts->of_ring[parts->count++] = (struct ring_origin){number, part.polygon};
	}
}

/* Polygons that reach into each other, however little, are one area; rings may only seem to, being simplified apart. */
static bool unite_rings(const struct scene_input *input, struct arena *arena, const struct ring_parts *parts,
                        size_t first, struct polylines *out)
{
	bool is_exact = input->detail == 0 || (parts->count && parts->of_ring[0].polygon);
	return parts->count > 1 && geometry_unite_crossing(arena, out, first, parts->of_ring,
	                                                   is_exact ? EXACT_TOLERANCE : HOLE_TOLERANCE * input->detail);
}

/* Returns whether parts of it overlapped, and have been united. */
static bool project_feature(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                            const struct feature *feature, enum shape_kind kind, struct polylines *out)
{
	const struct shapes_mark mark = {out->count, input->diag ? input->diag->count : 0};
	struct arena own;
	struct projector work = {.input = input,
	                         .arena = arena,
	                         .out = out,
	                         .heavy = is_heavy(dataset),
	                         .bounds = scene_project_bounds(input->view),
	                         .frame = box_grow(view_frame(input->view), FRAME_MARGIN),
	                         .scratch = input->scratch ? input->scratch : &own};
	bool closed = kind == SHAPE_RINGS || feature->type == GEOMETRY_POLYGONS;
	if (!lonlat_box_overlaps(work.bounds, feature_box(dataset, feature)))
		return false;
	struct ring_parts parts = {0};
	arena_init(&own);
	arena_init(&parts.arena);
	for (size_t i = 0; i < feature->part_count; i++) {
		struct fetched part;
		profile_enter(input->profile, PROFILE_READ);
		arena_reset(work.scratch);
		if (!scene_fetch_part(input, work.scratch, dataset, feature, feature_part(feature, i), closed,
		                      work.bounds, &part))
			continue;
		project_fetched(&work, part, kind, closed);
		if (kind == SHAPE_RINGS && feature->part_count > 1)
			note_part(&parts, i, feature_part(feature, i), out->count - mark.first);
	}
	bool is_united = unite_rings(input, arena, &parts, mark.first, out);
	arena_reset(work.scratch);
	arena_clear(&own);
	arena_clear(&parts.arena);
	profile_enter(input->profile, PROFILE_SCENE);
	scene_shapes_keep(input, dataset, feature, kind, out, mark);
	return is_united;
}

void scene_project_rings(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out)
{
	if (!scene_shapes_recall(input, arena, dataset, feature, SHAPE_RINGS, out))
		project_feature(input, arena, dataset, feature, SHAPE_RINGS, out);
}

void scene_project_inside(const struct scene_input *input, struct arena *arena, const struct polylines *outlines,
                          bool closed, struct polylines *out)
{
	/* What was closed along the margin lies outside this. */
	struct box inside = box_grow(view_frame(input->view), FRAME_MARGIN - 0.1);
	for (size_t i = 0; i < outlines->count; i++)
		geometry_clip_line(arena, outlines->items[i].points, outlines->items[i].count, closed, inside, out);
}

/* The outline of an area whose parts overlap, without what of it lies inside; false if none do, or a seam cuts it. */
static bool add_united_outline(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                               const struct feature *feature, struct polylines *out)
{
	struct polylines rings = {0};
	struct scene_input quiet = *input;
	struct diag unheard;
	if (feature->type != GEOMETRY_POLYGONS || feature->part_count < 2 ||
	    scene_project_is_cut(input, feature_box(dataset, feature)))
		return false;
	diag_init(&unheard);
	quiet.diag = &unheard;
	bool is_united = project_feature(&quiet, arena, dataset, feature, SHAPE_RINGS, &rings);
	diag_clear(&unheard);
	if (is_united)
		scene_project_inside(input, arena, &rings, true, out);
	return is_united;
}

void scene_project_lines(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out)
{
	if (!scene_shapes_recall(input, arena, dataset, feature, SHAPE_LINES, out) &&
	    !add_united_outline(input, arena, dataset, feature, out))
		project_feature(input, arena, dataset, feature, SHAPE_LINES, out);
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
