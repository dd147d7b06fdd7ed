/* Fetching points: simplifies while it reads, because a large map's time goes into projecting and drawing points that
 * nobody can tell apart.
 *
 * In: a part, in memory or in a file, degrees. Out: fewer points. A point is left out when it is so near to the last
 * one kept that the view cannot set them apart (projection/scale_bounds.c bounds that by latitude), so no line moves by
 * more than that distance. In memory, short parts are taken as they are. Of a run of points in a file that all lie
 * beyond the same side of the view only the first and the last are kept: nothing between them can come into it, and
 * inside it areas and lines stay the same to the last bit. The points of a large part go into one room that all parts
 * share: the system gives its pages once, and the outline of an area, which is drawn after its fill where the frame
 * cuts it, finds them there. */
#include "scene/fetch.h"

#include "scene/simplifier.h"

#include <math.h>
#include <stdlib.h>

#define SHORT_PART 64 /* points */

void fetch_room_forget(struct fetch_room *room)
{
	room->source = NULL;
}

void fetch_room_clear(struct fetch_room *room)
{
	free(room->points);
	*room = (struct fetch_room){0};
}

/* Room for `count` points; what it held before is gone. */
static struct lonlat *take_room(const struct scene_input *input, struct arena *arena, size_t count)
{
	struct fetch_room *room = input->room;
	if (!room)
		return ARENA_ARRAY(arena, count, struct lonlat);
	room->source = NULL;
	if (count > room->capacity) {
		size_t wanted = count > 2 * room->capacity ? count : 2 * room->capacity;
		free(room->points);
		room->points = malloc(wanted * sizeof *room->points);
		if (!room->points)
			BUG("out of memory");
		room->capacity = wanted;
	}
	return room->points;
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return a.lon == b.lon && a.lat == b.lat;
}

/* Whether the box comes to less than the tolerance on the page. */
static bool box_is_too_small(const struct scene_input *input, struct lonlat_box bounds, double tolerance)
{
	if (!input->scale_bounds)
		return false;
	const struct scale_bound *south = scale_bounds_at(input->scale_bounds, bounds.south);
	const struct scale_bound *north = scale_bounds_at(input->scale_bounds, bounds.north);
	return (bounds.east - bounds.west) * fmax(south->lon, north->lon) <= tolerance &&
	       (bounds.north - bounds.south) * fmax(south->lat, north->lat) <= tolerance;
}

/* A part with a faulty point is left out; points that can no longer be read are an error. */
static void report_fault(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct lonlat *point)
{
	if (!point) {
		diag_error(input->diag, DAMAGED_FILE, no_place, NULL, "%s has changed while it was read",
		           dataset->file);
		return;
	}
	const char *fault = dataset_coordinate_fault(arena, point, true);
	diag_warning(input->diag, LEFT_OUT, dataset->place, NULL, "%s: a part of record %zu is left out: %s",
	             dataset->file, feature->record, fault ? fault : "a coordinate is out of range");
}

static bool simplify_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                          const struct feature *feature, struct part part, struct simplifier *simplifier)
{
	size_t got;
	for (size_t done = 0; done < part.count; done += got) {
		const struct stored_point *points = dataset_points(dataset, part, done, &got);
		if (points && simplifier_take(simplifier, points, got))
			continue;
		report_fault(input, arena, dataset, feature, points ? &simplifier->last : NULL);
		return false;
	}
	return simplifier->count > 0;
}

bool scene_fetch_box_is_too_small(const struct scene_input *input, struct lonlat_box bounds)
{
	return box_is_too_small(input, bounds, input->detail);
}

bool scene_fetch_is_too_small(const struct scene_input *input, const struct dataset *dataset,
                              const struct feature *feature)
{
	return dataset->source && feature->part_count == 1 &&
	       box_is_too_small(input, feature_box(dataset, feature), input->detail);
}

/* For a part in a file. If the feature has only this part, its box is the part's box. */
static void open_stored(struct simplifier *simplifier, const struct feature *feature, struct lonlat_box view)
{
	simplifier->gather = feature->part_count > 1;
	if (!simplifier->gather)
		simplifier->bounds = feature->shape->box;
	if (simplifier->gather || !lonlat_box_holds(view, feature->shape->box))
		simplifier->view = view;
}

/* What the part may hold: a ring round a pole reaches beyond its points. */
static struct lonlat_box held_box(const struct dataset *dataset, const struct feature *feature,
                                  struct lonlat_box points)
{
	return points.east - points.west > 180 ? feature_box(dataset, feature) : points;
}

static bool fetch_simplified(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                             const struct feature *feature, struct part part, bool closed, struct lonlat_box view,
                             struct fetched *out)
{
	struct simplifier simplifier = {.scale_bounds = input->scale_bounds,
	                                .tolerance = input->detail,
	                                .bounds = lonlat_box_empty,
	                                .view = lonlat_box_empty,
	                                .gather = true};
	if (dataset->source)
		open_stored(&simplifier, feature, view);
	/* If the box is known and too small, the points need not be read. */
	if (closed && scene_fetch_is_too_small(input, dataset, feature))
		return false;
	profile_count(input->profile, PROFILE_VERTICES_READ, part.count);
	simplifier.kept = take_room(input, arena, part.count);
	if (!simplify_part(input, arena, dataset, feature, part, &simplifier) ||
	    !lonlat_box_overlaps(view, held_box(dataset, feature, simplifier.bounds)))
		return false;
	if (closed && box_is_too_small(input, simplifier.bounds, simplifier.tolerance))
		return false;
	struct lonlat *points = simplifier.kept;
	if (closed && simplifier.count > 1 && same_point(points[0], points[simplifier.count - 1]))
		simplifier.count--;
	else if (!closed && !same_point(points[simplifier.count - 1], simplifier.last))
		points[simplifier.count++] = simplifier.last;
	*out = (struct fetched){points, simplifier.count, simplifier.bounds};
	return true;
}

bool scene_fetch_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                      const struct feature *feature, struct part part, bool closed, struct lonlat_box view,
                      struct fetched *out)
{
	if (!dataset->source && (part.count <= SHORT_PART || !input->scale_bounds)) {
		profile_count(input->profile, PROFILE_VERTICES_READ, part.count);
		out->points = dataset_part(dataset, part, arena, &out->count);
		out->bounds = feature_box(dataset, feature);
		return true;
	}
	struct fetch_room *room = dataset->source ? input->room : NULL;
	if (room && room->source == dataset->source && room->first == part.first && room->closed == closed &&
	    room->scale_bounds == input->scale_bounds) {
		*out = room->fetched;
		return true;
	}
	if (!fetch_simplified(input, arena, dataset, feature, part, closed, view, out))
		return false;
	if (room) {
		room->source = dataset->source;
		room->first = part.first;
		room->closed = closed;
		room->scale_bounds = input->scale_bounds;
		room->fetched = *out;
	}
	return true;
}
