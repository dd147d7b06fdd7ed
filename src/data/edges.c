/* Edges of shapes: which of them need points on their way.
 * In: coordinates as the file has them. Out: the same shapes with more points. Why so: from here on an edge is straight
 * in longitude and latitude, the short way, and an edge that is straight in a projected system, or goes all round, is
 * not. */
#include "data/edges.h"

#include "data/crs.h"

#include <math.h>

/* Of a projected system's units, mostly metres: over so many the straight line and the one in longitude and latitude
 * are some 100 m apart in middle latitudes. */
static const double longest_piece = 25000;
static const double most_pieces = 1000;

/* The point that a step leads to point k of a part from: of a ring's first point the last. NULL: none does. */
static const struct lonlat *step_from(const struct dataset *dataset, const struct feature *feature,
                                      const struct part *part, uint32_t k)
{
	bool closed = feature->type == GEOMETRY_POLYGONS;
	return k || closed ? &dataset->points[part->first + (k ? k : part->count) - 1] : NULL;
}

static bool is_long_step(const struct lonlat *from, struct lonlat to)
{
	return from && fabs(to.lon - from->lon) > 180 && (fabs(from->lon) > 180 || fabs(to.lon) > 180);
}

bool data_has_long_step(const struct dataset *dataset, const struct feature *feature)
{
	for (size_t p = 0; p < feature->part_count && feature->shape && feature->type != GEOMETRY_POINTS; p++) {
		const struct part *part = &feature->shape->parts[p];
		for (uint32_t k = 0; k < part->count; k++)
			if (is_long_step(step_from(dataset, feature, part, k), dataset->points[part->first + k]))
				return true;
	}
	return false;
}

/* An edge of a polygon that goes all round, as one of a box from 0 to 360. */
static bool goes_all_round(const struct feature *feature, const struct lonlat *from, struct lonlat to)
{
	return feature->type == GEOMETRY_POLYGONS && is_long_step(from, to) &&
	       fabs(fabs(to.lon - from->lon) - 360) < 1e-9;
}

/* How many pieces the edge from `from` (NULL: there is none) becomes. */
static size_t count_pieces(const struct dataset *dataset, const struct feature *feature, const struct lonlat *from,
                           struct lonlat to)
{
	if (!from || feature->type == GEOMETRY_POINTS)
		return 1;
	if (dataset_is_degrees(dataset))
		return goes_all_round(feature, from, to) ? 3 : 1;
	double pieces = ceil(hypot(to.lon - from->lon, to.lat - from->lat) / longest_piece);
	return pieces > 1 && isfinite(pieces) ? (size_t)fmin(pieces, most_pieces) : 1;
}

/* The same points whichever way the edge runs, since two areas may share it. */
static struct lonlat point_between(struct lonlat from, struct lonlat to, size_t index, size_t pieces)
{
	bool is_turned = from.lon > to.lon || (from.lon == to.lon && from.lat > to.lat);
	struct lonlat a = is_turned ? to : from, b = is_turned ? from : to;
	double share = (double)(is_turned ? pieces - index : index) / (double)pieces;
	return (struct lonlat){a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
}

static size_t count_more(const struct dataset *dataset, const struct feature *feature)
{
	size_t more = 0;
	for (size_t p = 0; p < feature->part_count && feature->shape; p++) {
		const struct part *part = &feature->shape->parts[p];
		for (uint32_t k = 0; k < part->count; k++)
			more += count_pieces(dataset, feature, step_from(dataset, feature, part, k),
			                     dataset->points[part->first + k]) -
			        1;
	}
	return more;
}

static void divide_part(const struct dataset *dataset, const struct feature *feature, struct part *part,
                        struct lonlat *points, size_t *count)
{
	size_t first = *count;
	for (uint32_t k = 0; k < part->count; k++) {
		struct lonlat to = dataset->points[part->first + k];
		const struct lonlat *from = step_from(dataset, feature, part, k);
		size_t pieces = count_pieces(dataset, feature, from, to);
		for (size_t i = 1; i < pieces; i++)
			points[(*count)++] = point_between(*from, to, i, pieces);
		points[(*count)++] = to;
	}
	part->first = first;
	part->count = (uint32_t)(*count - first);
}

void data_divide_edges(struct arena *arena, struct dataset *dataset)
{
	size_t more = 0, count = 0;
	if (dataset->source || dataset->rows)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++)
		more += count_more(dataset, &dataset->features[i]);
	if (!more)
		return;
	struct lonlat *points = ARENA_ARRAY(arena, dataset->point_count + more, struct lonlat);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		struct feature *feature = &dataset->features[i];
		for (size_t p = 0; p < feature->part_count && feature->shape; p++)
			divide_part(dataset, feature, &feature->shape->parts[p], points, &count);
		if (!feature->shape) {
			points[count] = dataset->points[feature->point];
			feature->point = (uint32_t)count++;
		}
	}
	dataset->points = points;
	dataset->point_count = count;
}
