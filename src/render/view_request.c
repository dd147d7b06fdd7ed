/* View requests: which places a version must show.
 * In: the extent of the version or of the map, or the members that have joined, with their areas or points. Out: places
 * to fit the view to. Why so: a box is given by points along its edges, since the edges bulge on the page. */
#include "furniture/furniture.h"
#include "render/region.h"

#include <math.h>

#define MOST_POINTS  400000
#define MOST_PADDING 0.125 /* of the frame's smaller side */
#define EDGE_POINTS  16
#define BELT_ROWS    17
#define TOWN_REACH   0.1 /* degrees of latitude */

struct places {
	struct arena *arena;
	struct lonlat *points;
	size_t count, capacity;
};

static void add_place(struct places *places, double lon, double lat)
{
	places->points =
	        arena_grow(places->arena, places->points, places->count, &places->capacity, sizeof *places->points);
	places->points[places->count++] = (struct lonlat){lon, lat};
}

static void add_area(const struct dataset *dataset, const struct feature *feature, struct places *places)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct part *part = &feature->parts[i];
		const struct lonlat *points = dataset_part(dataset, part, places->arena, &count);
		for (size_t k = 0; k < count && places->count < MOST_POINTS; k++)
			add_place(places, points[k].lon, points[k].lat);
	}
}

/* A member that is a point is a town: what lies about 10 km round it is shown, too. */
static void add_town(const struct dataset *dataset, const struct feature *feature, struct places *places)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		struct lonlat at = dataset_first_point(dataset, &feature->parts[i]);
		double east = TOWN_REACH / fmax(0.1, cos(at.lat * acos(-1) / 180));
		add_place(places, at.lon - east, at.lat);
		add_place(places, at.lon + east, at.lat);
		add_place(places, at.lon, fmax(-90, at.lat - TOWN_REACH));
		add_place(places, at.lon, fmin(90, at.lat + TOWN_REACH));
	}
}

static void add_members(const struct loaded_map *map, size_t version, struct places *places)
{
	const struct data_spec *areas = map->spec.member_areas, *points = map->spec.member_points;
	for (size_t i = 0; i < map->spec.member_count; i++) {
		const struct member_spec *member = &map->spec.members[i];
		if (!region_has_member(map, i, version))
			continue;
		const struct feature *area = region_member_feature(map, areas, member);
		const struct feature *town = area ? NULL : region_member_feature(map, points, member);
		if (area)
			add_area(region_dataset(map, areas), area, places);
		if (town)
			add_town(region_dataset(map, points), town, places);
	}
}

/* Once round the globe. A projection may be cut at any meridian and widest anywhere, so there are points all over, on
 * both sides of every whole degree. */
static void add_belt(struct lonlat_box box, struct places *places)
{
	for (int i = 0; i < 360 * 2; i++) {
		double lon = box.west + (i + 1) / 2 + (i % 2 ? -1e-6 : 1e-6);
		for (int k = 0; k < BELT_ROWS; k++)
			add_place(places, lon, box.south + (box.north - box.south) * k / (BELT_ROWS - 1));
	}
}

static void add_box(struct lonlat_box box, struct places *places)
{
	if (box.east - box.west > 360 - 1e-6) {
		add_belt(box, places);
		return;
	}
	for (int i = 0; i < EDGE_POINTS; i++) { /* along the edges: a conic bulges between the corners */
		double t = i / (EDGE_POINTS - 1.0), lon = box.west + (box.east - box.west) * t;
		double lat = box.south + (box.north - box.south) * t;
		add_place(places, lon, box.south);
		add_place(places, lon, box.north);
		add_place(places, box.west, lat);
		add_place(places, box.east, lat);
	}
}

struct view_request map_view_request(const struct loaded_map *map, size_t version, struct box frame,
                                     struct arena *arena)
{
	const struct map_spec *spec = &map->spec;
	const struct version_spec *shown = &spec->versions[version];
	struct places places = {.arena = arena};
	bool own = shown->has_extent && spec->extent_mode != EXTENT_COMMON;
	if (own)
		add_box(shown->extent, &places);
	else if (spec->extent_mode == EXTENT_BOX)
		add_box(spec->extent, &places);
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
