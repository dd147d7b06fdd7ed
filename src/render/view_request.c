/* View requests: which places a version must show.
 * In: the extent of the version or of the map, or the members that have joined, with their areas or points, or what
 * layers draw. Out: places to fit the view to. */
#include "render/region.h"
#include "scene/fitted.h"
#include "scene/places.h"

#include <math.h>

#define LARGE        120.0 /* degrees of longitude */
#define NOMINAL      500.0 /* points: height of a frame */
#define OUTLINE_ROOM 4.0   /* points round a whole globe in it */

static void add_members(const struct loaded_map *map, size_t version, struct places *places)
{
	for (size_t i = 0; i < map->spec.member_count; i++)
		if (map_spec_has_joined(&map->spec, i, version))
			scene_places_add_member(places, &map->spec, map->datasets, &map->spec.members[i]);
}

/* A map whose layers draw nothing, of which map_check_data() has warned, shows the globe. */
static void add_fitted(const struct loaded_map *map, size_t version, struct places *places)
{
	if (!scene_fits_layers(&map->spec)) {
		add_members(map, version, places);
		return;
	}
	scene_places_add_layers(places, &map->spec, map->datasets, version);
	if (!places->count)
		scene_places_add_box(places, (struct lonlat_box){-180, -85, 180, 85});
}

static bool has_own_extent(const struct map_spec *spec, size_t version)
{
	return spec->versions[version].has_extent && spec->extent_mode != EXTENT_COMMON;
}

static void add_region(const struct loaded_map *map, size_t version, struct places *places)
{
	const struct map_spec *spec = &map->spec;
	if (has_own_extent(spec, version))
		scene_places_add_box(places, spec->versions[version].extent);
	else if (spec->extent_mode == EXTENT_BOX)
		scene_places_add_box(places, spec->extent);
	else
		add_fitted(map, spec->extent_mode == EXTENT_COMMON ? spec->version_count - 1 : version, places);
}

struct lonlat_box map_region_bounds(const struct loaded_map *map, size_t version, struct arena *arena, bool *is_given)
{
	struct places places = {.arena = arena, .by_boxes = true};
	struct lonlat_box box = lonlat_box_empty;
	*is_given = has_own_extent(&map->spec, version) || map->spec.extent_mode == EXTENT_BOX;
	add_region(map, version, &places);
	for (size_t i = 0; i < places.count; i++)
		lonlat_box_add(&box, places.points[i]);
	return box;
}

/* Whether a frame that holds the places and no more has a part of the globe's outline in it, not all. */
static bool shows_edge(const struct view_request *request, struct arena *arena)
{
	struct diag unheard;
	diag_init(&unheard);
	struct view *view = view_open(request, &unheard);
	struct polylines globe = view ? scene_globe(view, arena) : (struct polylines){0};
	struct box box = box_empty;
	for (size_t i = 0; i < globe.count; i++)
		box_join(&box, polyline_bounds(globe.items[i]));
	view_close(view);
	diag_clear(&unheard);
	return globe.count && !box_holds(box_grow(request->frame, -OUTLINE_ROOM), box);
}

static double width_in_degrees(const struct places *places)
{
	struct lonlat_box box = lonlat_box_empty;
	for (size_t i = 0; i < places->count; i++)
		lonlat_box_add(&box, places->points[i]);
	return box.east - box.west;
}

struct region_shape map_region_shape(const struct loaded_map *map, size_t version, struct arena *arena)
{
	const struct map_spec *spec = &map->spec;
	struct places places = {.arena = arena, .by_boxes = true};
	add_region(map, version, &places);
	struct view_request request = {.projection = spec->projection,
	                               .place = spec->projection_place,
	                               .points = places.points,
	                               .point_count = places.count,
	                               .padding = 2 * OUTLINE_ROOM};
	double aspect = view_request_aspect(&request);
	request.frame = (struct box){0, 0, aspect * NOMINAL + 4 * OUTLINE_ROOM, NOMINAL + 4 * OUTLINE_ROOM};
	return (struct region_shape){.aspect = isnan(aspect) ? 1 : aspect,
	                             .padding = has_own_extent(spec, version) ? 0 : spec->padding,
	                             .is_large = width_in_degrees(&places) > LARGE && shows_edge(&request, arena)};
}

struct view_request map_view_request(const struct loaded_map *map, size_t version, struct box frame,
                                     struct arena *arena)
{
	const struct map_spec *spec = &map->spec;
	struct places places = {.arena = arena};
	add_region(map, version, &places);
	double most_padding = REGION_PADDING_MOST * fmin(box_width(frame), box_height(frame));
	return (struct view_request){.projection = spec->projection,
	                             .place = spec->projection_place,
	                             .points = places.points,
	                             .point_count = places.count,
	                             .frame = frame,
	                             .padding = has_own_extent(spec, version) ? 0 : fmin(spec->padding, most_padding)};
}
