/* Fetching points: thins while it reads, since projecting and drawing what nobody sees is what a map's time goes into.
 *
 * In: a part, in memory or in a file, degrees. Out: fewer points. A point is left out when it is so near to the last
 * one kept that the view cannot set them apart (projection/reach.c bounds that by latitude), so no line moves by more
 * than that distance. Short parts are taken as they are. */
#include "scene/fetch.h"

#include <math.h>

#define SHORT_PART 64  /* points */
#define SHARE      0.5 /* of input->detail */

struct thinner {
	const struct scene_input *input;
	double tolerance; /* points on the page */
	struct lonlat *kept;
	size_t count, capacity;
	struct lonlat last; /* read */
	struct lonlat_box bounds;
	double reach_lon, reach_lat; /* around the last point kept */
};

static void keep(struct arena *arena, struct thinner *thinner, struct lonlat point)
{
	const struct reach_band *band = view_reach_at(thinner->input->reach, point.lat);
	thinner->kept = arena_grow(arena, thinner->kept, thinner->count, &thinner->capacity, sizeof *thinner->kept);
	thinner->kept[thinner->count++] = point;
	thinner->reach_lon = band->lon;
	thinner->reach_lat = band->lat;
}

/* Takes the run of points; false at a point at fault, which is then thinner->last. */
static bool take(struct arena *arena, struct thinner *thinner, const struct stored_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct lonlat point = {points[i].lon, points[i].lat};
		thinner->last = point;
		/* NaN fails it too. */
		if (!(fabs(point.lon) <= 180.000001 && fabs(point.lat) <= 90.000001))
			return false;
		lonlat_box_add(&thinner->bounds, point);
		if (thinner->count) {
			struct lonlat before = thinner->kept[thinner->count - 1];
			double x = (point.lon - before.lon) * thinner->reach_lon;
			double y = (point.lat - before.lat) * thinner->reach_lat;
			if (fabs(x) + fabs(y) <= thinner->tolerance)
				continue;
		}
		keep(arena, thinner, point);
	}
	return true;
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return a.lon == b.lon && a.lat == b.lat;
}

/* Whether the box comes to less than the tolerance on the page. */
static bool is_too_small(const struct thinner *thinner)
{
	const struct reach_band *band = view_reach_at(thinner->input->reach, thinner->bounds.south);
	return (thinner->bounds.east - thinner->bounds.west) * band->lon <= thinner->tolerance &&
	       (thinner->bounds.north - thinner->bounds.south) * band->lat <= thinner->tolerance;
}

static void report_fault(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, const struct lonlat *point)
{
	const char *fault = point ? dataset_point_fault(arena, *point) : "the file has changed while it was read";
	diag_error(input->diag, no_place, NULL, "%s: record %zu: %s", dataset->file, feature->record,
	           fault ? fault : "a coordinate is out of range");
}

static bool thin_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                      const struct feature *feature, const struct part *part, struct thinner *thinner)
{
	size_t got;
	for (size_t done = 0; done < part->count; done += got) {
		const struct stored_point *points = dataset_points(dataset, part, done, &got);
		if (points && take(arena, thinner, points, got))
			continue;
		report_fault(input, arena, dataset, feature, points ? &thinner->last : NULL);
		return false;
	}
	return thinner->count > 0;
}

bool fetch_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                const struct feature *feature, const struct part *part, bool closed, struct lonlat_box view,
                struct fetched *out)
{
	profile_count(input->profile, PROFILE_VERTICES_READ, part->count);
	if (!dataset->stream && (part->count <= SHORT_PART || !input->reach)) {
		out->points = dataset_part(dataset, part, arena, &out->count);
		out->bounds = feature->bounds;
		return true;
	}
	struct thinner thinner = {.input = input,
	                          .tolerance = part->count <= SHORT_PART ? 0 : input->detail * SHARE,
	                          .bounds = lonlat_box_empty};
	if (!thin_part(input, arena, dataset, feature, part, &thinner) || !lonlat_box_overlaps(view, thinner.bounds))
		return false;
	if (closed && is_too_small(&thinner))
		return false;
	struct lonlat *points = thinner.kept;
	if (closed && thinner.count > 1 && same_point(points[0], points[thinner.count - 1]))
		thinner.count--;
	else if (!closed && !same_point(points[thinner.count - 1], thinner.last))
		keep(arena, &thinner, thinner.last);
	*out = (struct fetched){thinner.kept, thinner.count, thinner.bounds};
	return true;
}
