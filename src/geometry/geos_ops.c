/* What we let GEOS do. In/out: page points.
 * Why so: a context per call keeps GEOS reentrant and silent; every failure is `false`, since bad geometry is a matter
 * of the data, and a label or halo less is better than no map. Repairing geometry can take minutes: only what a map
 * file asks to be subtracted is repaired, cut to the frame and simplified as it comes. */
#include "geometry/geos_ops.h"

#include "geometry/ring_index.h"

#include <geos_c.h>

#include <math.h>

static GEOSCoordSequence *coordinates(GEOSContextHandle_t context, const struct polyline *line, bool as_ring)
{
	size_t finite = 0, next = 0;
	for (size_t i = 0; i < line->count; i++)
		finite += isfinite(line->points[i].x) && isfinite(line->points[i].y);
	if (finite < (as_ring ? 3 : 1))
		return NULL;
	/* A ring repeats its first point; a line of one point repeats it to be a line. */
	size_t total = as_ring || finite == 1 ? finite + 1 : finite;
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(context, (unsigned)total, 2);
	if (sequence == NULL)
		return NULL;
	struct page_point first = {0, 0};
	for (size_t i = 0; i < line->count; i++) {
		struct page_point p = line->points[i];
		if (!isfinite(p.x) || !isfinite(p.y))
			continue;
		if (next == 0)
			first = p;
		GEOSCoordSeq_setXY_r(context, sequence, (unsigned)next++, p.x, p.y);
	}
	if (next < total)
		GEOSCoordSeq_setXY_r(context, sequence, (unsigned)next, first.x, first.y);
	return sequence;
}

static GEOSGeometry *make_polygon(GEOSContextHandle_t context, struct arena *arena, const struct polyline *rings,
                                  size_t count)
{
	GEOSCoordSequence *outer = coordinates(context, &rings[0], true);
	GEOSGeometry *shell = outer != NULL ? GEOSGeom_createLinearRing_r(context, outer) : NULL;
	GEOSGeometry **holes = ARENA_ARRAY(arena, count, GEOSGeometry *);
	unsigned hole_count = 0;
	if (shell == NULL)
		return NULL;
	for (size_t i = 1; i < count; i++) {
		GEOSCoordSequence *inner = coordinates(context, &rings[i], true);
		GEOSGeometry *hole = inner != NULL ? GEOSGeom_createLinearRing_r(context, inner) : NULL;
		if (hole != NULL)
			holes[hole_count++] = hole;
	}
	return GEOSGeom_createPolygon_r(context, shell, holes, hole_count);
}

static void append_ring(GEOSContextHandle_t context, struct arena *arena, const GEOSGeometry *ring,
                        struct polylines *out)
{
	const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(context, ring);
	unsigned size = 0;
	if (sequence == NULL || !GEOSCoordSeq_getSize_r(context, sequence, &size) || size < 4)
		return;
	struct polyline line = {ARENA_ARRAY(arena, size - 1, struct page_point), size - 1};
	for (unsigned i = 0; i + 1 < size; i++)
		GEOSCoordSeq_getXY_r(context, sequence, i, &line.points[i].x, &line.points[i].y);
	polylines_add(arena, out, line);
}

/* Put in order first: where a ring begins and which way it runs is another thing in every release of GEOS. */
static void append_polygons(GEOSContextHandle_t context, struct arena *arena, GEOSGeometry *area, struct polylines *out)
{
	GEOSNormalize_r(context, area);
	for (int i = 0; i < GEOSGetNumGeometries_r(context, area); i++) {
		const GEOSGeometry *polygon = GEOSGetGeometryN_r(context, area, i);
		if (polygon == NULL || GEOSGeomTypeId_r(context, polygon) != GEOS_POLYGON ||
		    GEOSisEmpty_r(context, polygon) != 0)
			continue;
		append_ring(context, arena, GEOSGetExteriorRing_r(context, polygon), out);
		for (int k = 0; k < GEOSGetNumInteriorRings_r(context, polygon); k++)
			append_ring(context, arena, GEOSGetInteriorRingN_r(context, polygon, k), out);
	}
}

static GEOSGeometry *make_lines(GEOSContextHandle_t context, struct arena *arena, const struct polyline *lines,
                                size_t count)
{
	GEOSGeometry **parts = ARENA_ARRAY(arena, count, GEOSGeometry *);
	unsigned part_count = 0;
	for (size_t i = 0; i < count; i++) {
		GEOSCoordSequence *sequence = coordinates(context, &lines[i], false);
		GEOSGeometry *part = sequence != NULL ? GEOSGeom_createLineString_r(context, sequence) : NULL;
		if (part != NULL)
			parts[part_count++] = part;
	}
	if (part_count == 0)
		return NULL;
	return GEOSGeom_createCollection_r(context, GEOS_MULTILINESTRING, parts, part_count);
}

/* As many as keep a chord within 0.02 points of its arc. */
static int segments_per_quarter(double radius)
{
	double half_angle = acos(1 - fmin(0.02 / radius, 0.5));
	return (int)fmin(fmax(ceil(M_PI / 4 / half_angle), 8), 256);
}

bool geometry_buffer_lines(struct arena *arena, const struct polyline *lines, size_t count, double distance,
                           struct polylines *out)
{
	if (!(distance > 0) || !isfinite(distance))
		return false;
	GEOSContextHandle_t context = GEOS_init_r();
	GEOSGeometry *collection = make_lines(context, arena, lines, count), *area = NULL;
	/* The buffer of a collection comes united. */
	if (collection != NULL)
		area = GEOSBuffer_r(context, collection, distance, segments_per_quarter(distance));
	if (area != NULL)
		append_polygons(context, arena, area, out);
	bool done = area != NULL;
	GEOSGeom_destroy_r(context, area);
	GEOSGeom_destroy_r(context, collection);
	GEOS_finish_r(context);
	return done;
}

/* The faces between the rings' lines that lie in an odd number of them. */
static GEOSGeometry *odd_faces(GEOSContextHandle_t context, struct arena *arena, const GEOSGeometry *faces,
                               const struct polyline *rings, size_t count)
{
	const struct ring_index *index = ring_index_build(arena, rings, count);
	int all = GEOSGetNumGeometries_r(context, faces);
	GEOSGeometry **odd = ARENA_ARRAY(arena, (size_t)(all > 0 ? all : 0) + 1, GEOSGeometry *);
	unsigned odd_count = 0;
	for (int i = 0; i < all; i++) {
		const GEOSGeometry *face = GEOSGetGeometryN_r(context, faces, i);
		GEOSGeometry *inside = GEOSPointOnSurface_r(context, face);
		struct page_point point;
		if (inside != NULL && GEOSGeomGetX_r(context, inside, &point.x) == 1 &&
		    GEOSGeomGetY_r(context, inside, &point.y) == 1 && ring_index_holds(index, point))
			odd[odd_count++] = GEOSGeom_clone_r(context, face);
		GEOSGeom_destroy_r(context, inside);
	}
	GEOSGeometry *list = GEOSGeom_createCollection_r(context, GEOS_GEOMETRYCOLLECTION, odd, odd_count);
	GEOSGeometry *area = list != NULL ? GEOSUnaryUnion_r(context, list) : NULL;
	GEOSGeom_destroy_r(context, list);
	return area;
}

/* Even-odd, whatever order the rings come in. Where rings cross or lie on each other, as those that are cut do along
 * the frame, it is not left to GEOSMakeValid(): that takes a way that is gone twice for one edge, and fills on both
 * sides of it. */
static GEOSGeometry *make_area(GEOSContextHandle_t context, struct arena *arena, const struct polylines *rings)
{
	struct polyline *usable = ARENA_ARRAY(arena, rings->count + 1, struct polyline);
	struct polyline *closed = ARENA_ARRAY(arena, rings->count + 1, struct polyline);
	size_t count = 0;
	for (size_t i = 0; i < rings->count; i++)
		if (rings->items[i].count >= 3) {
			closed[count] = polyline_closed(arena, rings->items[i]);
			usable[count++] = rings->items[i];
		}
	if (count == 0)
		return GEOSGeom_createEmptyPolygon_r(context);
	GEOSGeometry *raw = make_polygon(context, arena, usable, count);
	if (raw == NULL || GEOSisValid_r(context, raw) == 1)
		return raw;
	GEOSGeom_destroy_r(context, raw);
	GEOSGeometry *lines = make_lines(context, arena, closed, count), *area = NULL;
	GEOSGeometry *noded = lines != NULL ? GEOSUnaryUnion_r(context, lines) : NULL;
	GEOSGeometry *faces = noded != NULL ? GEOSPolygonize_r(context, (const GEOSGeometry *const *)&noded, 1) : NULL;
	if (faces != NULL)
		area = odd_faces(context, arena, faces, usable, count);
	GEOSGeom_destroy_r(context, faces);
	GEOSGeom_destroy_r(context, noded);
	GEOSGeom_destroy_r(context, lines);
	return area;
}

bool geometry_subtract_areas(struct arena *arena, const struct polylines *from, const struct polylines *areas,
                             size_t count, struct polylines *out)
{
	GEOSContextHandle_t context = GEOS_init_r();
	GEOSGeometry *rest = make_area(context, arena, from);
	for (size_t i = 0; i < count && rest != NULL; i++) {
		GEOSGeometry *area = make_area(context, arena, &areas[i]);
		GEOSGeometry *less = area != NULL ? GEOSDifference_r(context, rest, area) : NULL;
		GEOSGeom_destroy_r(context, area);
		GEOSGeom_destroy_r(context, rest);
		rest = less;
	}
	if (rest != NULL)
		append_polygons(context, arena, rest, out);
	bool done = rest != NULL;
	GEOSGeom_destroy_r(context, rest);
	GEOS_finish_r(context);
	return done;
}

bool geometry_unite_areas(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out)
{
	GEOSContextHandle_t context = GEOS_init_r();
	GEOSGeometry **parts = ARENA_ARRAY(arena, count + 1, GEOSGeometry *), *all = NULL, *united = NULL;
	unsigned part_count = 0;
	for (size_t i = 0; i < count; i++) {
		parts[part_count] = make_area(context, arena, &areas[i]);
		part_count += parts[part_count] != NULL;
	}
	if (part_count == count)
		all = GEOSGeom_createCollection_r(context, GEOS_GEOMETRYCOLLECTION, parts, part_count);
	if (all == NULL)
		for (unsigned i = 0; i < part_count; i++)
			GEOSGeom_destroy_r(context, parts[i]);
	else
		united = GEOSUnaryUnion_r(context, all);
	if (united != NULL)
		append_polygons(context, arena, united, out);
	bool done = united != NULL;
	GEOSGeom_destroy_r(context, united);
	GEOSGeom_destroy_r(context, all);
	GEOS_finish_r(context);
	return done;
}
