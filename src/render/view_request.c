/* View requests: which places a version must show.
 * In: the extent of the version or of the map, or the members that have joined, with their areas or points. Out: places
 * to fit the view to. */
#include "furniture/furniture.h"
#include "render/region.h"
#include "scene/places.h"

#include <math.h>

#define MOST_PADDING 0.125 /* of the frame's smaller side */

static void add_members(const struct loaded_map *map, size_t version, struct places *places)
{
	for (size_t i = 0; i < map->spec.member_count; i++)
		if (region_has_member(map, i, version))
			scene_places_add_member(places, &map->spec, map->datasets, &map->spec.members[i]);
}

struct view_request map_view_request(const struct loaded_map *map, size_t version, struct box frame,
                                     struct arena *arena)
{
	const struct map_spec *spec = &map->spec;
	const struct version_spec *shown = &spec->versions[version];
	struct places places = {.arena = arena};
	bool own = shown->has_extent && spec->extent_mode != EXTENT_COMMON;
	if (own)
		scene_places_add_box(&places, shown->extent);
	else if (spec->extent_mode == EXTENT_BOX)
		scene_places_add_box(&places, spec->extent);
	else
		add_members(map, spec->extent_mode == EXTENT_COMMON ? spec->version_count - 1 : version, &places);
	double most_padding = MOST_PADDING * fmin(box_width(frame), box_height(frame));
	return (struct view_request){.projection = spec->projection,
	                             .place = spec->projection_place,
	                             .points = places.points,
	                             .point_count = places.count,
	                             .frame = frame,
	                             .padding = own ? 0 : fmin(spec->padding, most_padding)};
}

struct view *map_view(const struct loaded_map *map, size_t version, bool bare, struct arena *arena, struct diag *diag)
{
	struct view_request request = map_view_request(map, version, sheet_layout(&map->spec, bare).frame, arena);
	return view_open(&request, diag);
}
