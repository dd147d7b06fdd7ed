/* Fetching points: thins while it reads, since projecting and drawing what nobody sees is what a map's time goes into.
 *
 * In: a part, in memory or in a file, degrees. Out: fewer points. A point is left out when it is so near to the last
 * one kept that the view cannot set them apart (projection/reach.c bounds that by latitude), so no line moves by more
 * than that distance. In memory, short parts are taken as they are.
 * Of a run of points in a file that all lie beyond the same side of the view only the first and the last are kept:
 * nothing between them can come into it, and inside it areas and lines stay the same to the last bit. */
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
	struct lonlat_box view;      /* beyond it points of a file are left out */
	bool gather;                 /* bounds from points: the part has no box of its own */
	unsigned beyond;             /* sides that all points kept lie beyond since the last one that stays */
	bool pending;                /* the last one kept goes when the next lies beyond one of those too */
};

enum side { SIDE_WEST = 1, SIDE_EAST = 2, SIDE_SOUTH = 4, SIDE_NORTH = 8 };

static unsigned sides(struct lonlat point, struct lonlat_box box)
{
	return (point.lon < box.west ? SIDE_WEST : 0u) | (point.lon > box.east ? SIDE_EAST : 0u) |
	       (point.lat < box.south ? SIDE_SOUTH : 0u) | (point.lat > box.north ? SIDE_NORTH : 0u);
}

/* Gives the last point kept up when it and the new one lie beyond the same side as those before. */
static void give_up(struct thinner *thinner, struct lonlat point)
{
	unsigned beyond = sides(point, thinner->view);
	if (thinner->beyond & beyond) {
		if (thinner->pending)
			thinner->count--;
		thinner->beyond &= beyond;
		thinner->pending = true;
		return;
	}
	/* A new run begins with the last point kept. */
	unsigned last = thinner->count ? sides(thinner->kept[thinner->count - 1], thinner->view) : 0;
	thinner->pending = last & beyond;
	thinner->beyond = thinner->pending ? last & beyond : beyond;
}

/* How far a degree reaches there; where nothing is known, nothing is left out. */
static struct reach_band reach_at(const struct scene_input *input, double lat)
{
	return input->reach ? *view_reach_at(input->reach, lat) : (struct reach_band){INFINITY, INFINITY};
}

static void keep(struct arena *arena, struct thinner *thinner, struct lonlat point)
{
	const struct reach_band band = reach_at(thinner->input, point.lat);
	if (thinner->count == thinner->capacity)
		thinner->kept =
		        arena_grow(arena, thinner->kept, thinner->count, &thinner->capacity, sizeof *thinner->kept);
	thinner->kept[thinner->count++] = point;
	thinner->reach_lon = band.lon;
	thinner->reach_lat = band.lat;
}

static bool is_in_range(struct lonlat point)
{
	/* NaN fails it too. */
	return fabs(point.lon) <= 180.000001 && fabs(point.lat) <= 90.000001;
}

/* How many points from the first on lie within the tolerance of the last one kept: most of a file ends here. One that
 * does is in range, as that one is, and NaN does not. */
static size_t skip_near(struct thinner *thinner, const struct stored_point *points, size_t count)
{
	struct lonlat before = thinner->kept[thinner->count - 1];
	double reach_lon = thinner->reach_lon, reach_lat = thinner->reach_lat, tolerance = thinner->tolerance;
	size_t i = 0;
	for (; i < count; i++) {
		double x = (points[i].lon - before.lon) * reach_lon, y = (points[i].lat - before.lat) * reach_lat;
		if (!(fabs(x) + fabs(y) <= tolerance))
			break;
	}
	if (thinner->gather)
		for (size_t k = 0; k < i; k++)
			lonlat_box_add(&thinner->bounds, (struct lonlat){points[k].lon, points[k].lat});
	return i;
}

/* Takes the run of points; false at a point at fault, which is then thinner->last. */
static bool take(struct arena *arena, struct thinner *thinner, const struct stored_point *points, size_t count)
{
	bool cuts = thinner->view.west <= thinner->view.east;
	for (size_t i = 0; i < count; i++) {
		if (thinner->count)
			i += skip_near(thinner, points + i, count - i);
		if (i == count)
			break;
		struct lonlat point = {points[i].lon, points[i].lat};
		if (!is_in_range(point)) {
			thinner->last = point;
			return false;
		}
		if (thinner->gather)
			lonlat_box_add(&thinner->bounds, point);
		if (cuts)
			give_up(thinner, point);
		keep(arena, thinner, point);
	}
	if (count)
		thinner->last = (struct lonlat){points[count - 1].lon, points[count - 1].lat};
	return true;
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return a.lon == b.lon && a.lat == b.lat;
}

/* Whether the box comes to less than the tolerance on the page. */
static bool is_too_small(const struct scene_input *input, struct lonlat_box bounds, double tolerance)
{
	const struct reach_band south = reach_at(input, bounds.south), north = reach_at(input, bounds.north);
	return (bounds.east - bounds.west) * fmax(south.lon, north.lon) <= tolerance &&
	       (bounds.north - bounds.south) * fmax(south.lat, north.lat) <= tolerance;
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

bool fetch_is_needless(const struct scene_input *input, const struct dataset *dataset, const struct feature *feature)
{
	return dataset->stream && feature->part_count == 1 &&
	       is_too_small(input, feature->bounds, input->detail * SHARE);
}

/* Of a part in a file, whose feature's box tells what the part's own is when it is the only one. */
static void open_stored(struct thinner *thinner, const struct feature *feature, struct lonlat_box view)
{
	thinner->tolerance = thinner->input->detail * SHARE;
	thinner->gather = feature->part_count > 1;
	if (!thinner->gather)
		thinner->bounds = feature->bounds;
	if (thinner->gather || !lonlat_box_holds(view, feature->bounds))
		thinner->view = view;
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
	                          .bounds = lonlat_box_empty,
	                          .view = lonlat_box_empty,
	                          .gather = true};
	if (dataset->stream)
		open_stored(&thinner, feature, view);
	/* A box that is known before the points are read spares reading them. */
	if (closed && fetch_is_needless(input, dataset, feature))
		return false;
	if (!thin_part(input, arena, dataset, feature, part, &thinner) || !lonlat_box_overlaps(view, thinner.bounds))
		return false;
	if (closed && is_too_small(input, thinner.bounds, thinner.tolerance))
		return false;
	struct lonlat *points = thinner.kept;
	if (closed && thinner.count > 1 && same_point(points[0], points[thinner.count - 1]))
		thinner.count--;
	else if (!closed && !same_point(points[thinner.count - 1], thinner.last))
		keep(arena, &thinner, thinner.last);
	*out = (struct fetched){thinner.kept, thinner.count, thinner.bounds};
	return true;
}
