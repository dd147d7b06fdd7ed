/* Areas of members. In: records of rings. Out: square metres on the ellipsoid.
 * Why so: it is what the map fills that is measured. Which rings are holes, and which parts and records lie over each
 * other, is found as for drawing, on the plane of longitude and latitude, where GEOS then makes one area of them. */
#include "geometry/crossing.h"
#include "geometry/geos_ops.h"
#include "geometry/sphere.h"
#include "projection/view.h"
#include "render/region.h"

#include <math.h>

/* Degrees by which a hole may jut out of the ring round it, where nothing but its place tells that it is one. */
#define HOLE_TOLERANCE 1e-4
/* Degrees: on the way a geodesic bulges by at most 0.011 % of it. */
#define LONGEST_STEP 0.1
/* Degrees by which each further ring is cut before the date line: GEOS does not see a hole of which an edge lies on
 * that of the area round it. */
#define CUT_INSET 1e-9

/* The rings of a record, and where they come from. */
struct plane_rings {
	struct polylines rings;
	struct ring_origin *origins;
	size_t capacity;
};

static void add_ring(struct arena *arena, struct plane_rings *plane, struct polyline ring, struct ring_origin origin)
{
	if (ring.count < 3)
		return;
	plane->origins =
	        arena_grow(arena, plane->origins, plane->rings.count, &plane->capacity, sizeof *plane->origins);
	plane->origins[plane->rings.count] = origin;
	polylines_add(arena, &plane->rings, ring);
}

/* The ring as it is written, or going on beyond the date line; one round a pole is closed along it. */
static struct polyline unroll(struct arena *arena, struct lonlats ring)
{
	struct sphere_path path = {.count = ring.count};
	if (!geometry_is_planar(ring.points, ring.count, true))
		path = sphere_path_of(arena, ring, true);
	const struct lonlat *points = path.points ? path.points : ring.points;
	struct polyline line = {ARENA_ROOM(arena, path.count + 3, struct page_point), 0};
	for (size_t i = 0; i < path.count + (path.turns != 0); i++)
		line.points[line.count++] = (struct page_point){points[i].lon, points[i].lat};
	for (size_t i = 0; path.turns && i < 2; i++)
		line.points[line.count++] =
		        (struct page_point){points[i ? 0 : path.count].lon, path.holds_south ? -90 : 90};
	return line;
}

/* Adds a ring, cut at the date line, before which it ends by `inset` degrees. */
static void add_part(struct arena *arena, struct plane_rings *plane, struct lonlats ring, struct ring_origin origin,
                     double inset)
{
	struct polyline line = unroll(arena, ring);
	struct box box = polyline_bounds(line);
	if (box.left >= -180 && box.right <= 180) {
		add_ring(arena, plane, line, origin);
		return;
	}
	for (double turn = floor((box.left + 180) / 360); 360 * turn - 180 < box.right; turn++) {
		struct box window = {360 * turn - 180 + inset, -91, 360 * turn + 180 - inset, 91};
		struct polyline cut = geometry_clip_ring(arena, line.points, line.count, window);
		for (size_t i = 0; i < cut.count; i++)
			cut.points[i].x -= 360 * turn;
		add_ring(arena, plane, cut, origin);
	}
}

/* The rings of what the record covers, even-odd. */
static struct polylines record_rings(struct arena *arena, const struct dataset *dataset, const struct feature *record)
{
	struct plane_rings plane = {0};
	for (size_t i = 0; i < record->part_count; i++) {
		struct lonlats ring;
		ring.points = dataset_part(dataset, feature_part(record, i), arena, &ring.count);
		if (ring.count >= 3)
			add_part(arena, &plane, ring, (struct ring_origin){i, feature_part(record, i).polygon},
			         CUT_INSET * (double)i);
	}
	if (plane.rings.count > 1)
		geometry_unite_crossing(arena, &plane.rings, 0, plane.origins,
		                        plane.origins[0].polygon ? 0 : HOLE_TOLERANCE);
	return plane.rings;
}

/* The area of a ring whose edges are straight in longitude and latitude, as they are drawn, not geodesics. */
static double ring_area(struct arena *arena, struct polyline ring)
{
	struct lonlat *points = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < ring.count; i++) {
		struct page_point from = ring.points[i], to = ring.points[i + 1 < ring.count ? i + 1 : 0];
		double steps = fmax(1, ceil(fmax(fabs(to.x - from.x), fabs(to.y - from.y)) / LONGEST_STEP));
		for (double k = 0; k < steps; k++) {
			points = arena_grow(arena, points, count, &capacity, sizeof *points);
			points[count++] = (struct lonlat){from.x + (to.x - from.x) * k / steps,
			                                  from.y + (to.y - from.y) * k / steps};
		}
	}
	return geodesic_ring_area(points, count);
}

/* Outer rings, the first of which runs as all of them do, less holes, which run the other way round. */
static double area_of(struct arena *arena, const struct polylines *rings)
{
	double area = 0, first = 0;
	for (size_t i = 0; i < rings->count; i++) {
		struct polyline ring = rings->items[i];
		double turn = geometry_ring_area(ring.points, ring.count);
		first = i ? first : turn;
		area += copysign(ring_area(arena, ring), turn * first);
	}
	return area;
}

bool region_member_area(const struct loaded_map *map, const struct member_spec *member, double *area)
{
	const struct data_spec *data = map->spec.member_areas;
	const struct feature *record = region_member_record(map, data, member, NULL);
	struct arena scratch;
	struct polylines *areas = NULL, all = {0};
	size_t count = 0, capacity = 0;
	arena_init(&scratch);
	for (; record; record = region_member_record(map, data, member, record)) {
		areas = arena_grow(&scratch, areas, count, &capacity, sizeof *areas);
		areas[count++] = record_rings(&scratch, region_dataset(map, data), record);
	}
	bool is_known = count && geometry_unite_areas(&scratch, areas, count, &all);
	*area = is_known ? area_of(&scratch, &all) : 0;
	arena_clear(&scratch);
	return is_known;
}
