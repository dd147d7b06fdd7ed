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
#include <string.h>

#define SHORT_PART 64 /* points */

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
	room->holds = false;
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

/* The length of a degree on the page there; infinite where nothing is known, so that nothing is left out. */
static struct scale_bound scale_at(const struct scene_input *input, double lat)
{
	return input->scale_bounds ? *scale_bounds_at(input->scale_bounds, lat)
	                           : (struct scale_bound){INFINITY, INFINITY};
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return a.lon == b.lon && a.lat == b.lat;
}

/* Whether the box comes to less than the tolerance on the page. */
static bool box_is_too_small(const struct scene_input *input, struct lonlat_box bounds, double tolerance)
{
	const struct scale_bound south = scale_at(input, bounds.south), north = scale_at(input, bounds.north);
	return (bounds.east - bounds.west) * fmax(south.lon, north.lon) <= tolerance &&
	       (bounds.north - bounds.south) * fmax(south.lat, north.lat) <= tolerance;
}

static void report_fault(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, const struct lonlat *point)
{
	const char *fault = point ? dataset_point_fault(arena, *point) : "the file has changed while it was read";
	diag_error(input->diag, DAMAGED_FILE, no_place, NULL, "%s: record %zu: %s", dataset->file, feature->record,
	           fault ? fault : "a coordinate is out of range");
}

static bool simplify_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                          const struct feature *feature, const struct part *part, struct simplifier *simplifier)
{
	size_t got;
	for (size_t done = 0; done < part->count; done += got) {
		const struct stored_point *points = dataset_points(dataset, part, done, &got);
		if (points && simplifier_take(simplifier, points, got))
			continue;
		report_fault(input, arena, dataset, feature, points ? &simplifier->last : NULL);
		return false;
	}
	return simplifier->count > 0;
}

bool scene_fetch_is_too_small(const struct scene_input *input, const struct dataset *dataset,
                              const struct feature *feature)
{
	return dataset->source && feature->part_count == 1 && box_is_too_small(input, feature->bounds, input->detail);
}

static struct fetch_request request_for(const struct scene_input *input, const struct dataset *dataset,
                                        const struct part *part, bool closed, struct lonlat_box view)
{
	return (struct fetch_request){.source = dataset->source,
	                              .part = *part,
	                              .closed = closed,
	                              .view = view,
	                              .detail = input->detail,
	                              .scale_bounds = input->scale_bounds};
}

static bool same_box(struct lonlat_box a, struct lonlat_box b)
{
	return a.west == b.west && a.south == b.south && a.east == b.east && a.north == b.north;
}

static bool recall(const struct fetch_room *room, struct fetch_request request, struct fetched *out)
{
	const struct fetch_request *held = &room->request;
	if (!room->holds || held->source != request.source || held->part.first != request.part.first ||
	    held->part.count != request.part.count || held->closed != request.closed ||
	    held->detail != request.detail || held->scale_bounds != request.scale_bounds ||
	    !same_box(held->view, request.view) ||
	    (request.scale_bounds && memcmp(&room->scale_bounds, request.scale_bounds, sizeof room->scale_bounds) != 0))
		return false;
	*out = room->fetched;
	return true;
}

static void remember(struct fetch_room *room, struct fetch_request request, struct fetched fetched)
{
	if (request.part.count <= SHORT_PART)
		return;
	room->holds = true;
	room->request = request;
	room->fetched = fetched;
	/* Another view may come to lie at the same address. */
	if (request.scale_bounds)
		room->scale_bounds = *request.scale_bounds;
}

/* For a part in a file: the feature's box is the part's own if it is the only one. */
static void open_stored(struct simplifier *simplifier, const struct feature *feature, struct lonlat_box view)
{
	simplifier->gather = feature->part_count > 1;
	if (!simplifier->gather)
		simplifier->bounds = feature->bounds;
	if (simplifier->gather || !lonlat_box_holds(view, feature->bounds))
		simplifier->view = view;
}

static bool fetch_simplified(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                             const struct feature *feature, const struct part *part, bool closed,
                             struct lonlat_box view, struct fetched *out)
{
	struct simplifier simplifier = {.scale_bounds = input->scale_bounds,
	                                .tolerance = input->detail,
	                                .bounds = lonlat_box_empty,
	                                .view = lonlat_box_empty,
	                                .gather = true};
	if (dataset->source)
		open_stored(&simplifier, feature, view);
	/* A box that is known before the points are read spares reading them. */
	if (closed && scene_fetch_is_too_small(input, dataset, feature))
		return false;
	profile_count(input->profile, PROFILE_VERTICES_READ, part->count);
	simplifier.kept = take_room(input, arena, part->count);
	if (!simplify_part(input, arena, dataset, feature, part, &simplifier) ||
	    !lonlat_box_overlaps(view, simplifier.bounds))
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
                      const struct feature *feature, const struct part *part, bool closed, struct lonlat_box view,
                      struct fetched *out)
{
	if (!dataset->source && (part->count <= SHORT_PART || !input->scale_bounds)) {
		profile_count(input->profile, PROFILE_VERTICES_READ, part->count);
		out->points = dataset_part(dataset, part, arena, &out->count);
		out->bounds = feature->bounds;
		return true;
	}
	if (!dataset->source || !input->room)
		return fetch_simplified(input, arena, dataset, feature, part, closed, view, out);
	struct fetch_request request = request_for(input, dataset, part, closed, view);
	if (recall(input->room, request, out))
		return true;
	if (!fetch_simplified(input, arena, dataset, feature, part, closed, view, out))
		return false;
	remember(input->room, request, *out);
	return true;
}
