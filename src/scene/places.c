/* Places: boxes and members as points. In: degrees. Out: a list that grows in its arena. */
#include "scene/places.h"

#include "scene/member_records.h"

#include <math.h>

#define MOST_POINTS 400000
#define EDGE_POINTS 16
#define BELT_ROWS   17
#define BELT_LEAST  120.0 /* degrees of longitude */
#define TOWN_REACH  0.1   /* degrees of latitude */

bool scene_point_is_shown(const void *context, struct lonlat point)
{
	const struct view *view = context;
	return box_contains(view_point_frame(view), view_forward_one(view, point));
}

void scene_places_add_point(struct places *places, struct lonlat point)
{
	places->points =
	        arena_grow(places->arena, places->points, places->count, &places->capacity, sizeof *places->points);
	places->points[places->count++] = point;
}

static void add_place(struct places *places, double lon, double lat)
{
	scene_places_add_point(places, (struct lonlat){lon, lat});
}

static void add_area(struct places *places, const struct dataset *dataset, const struct feature *feature)
{
	struct lonlat_box box = feature_box(dataset, feature);
	if (places->by_boxes && box.east - box.west <= 180) {
		scene_places_add_box(places, box);
		return;
	}
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		struct part part = feature_part(feature, i);
		const struct lonlat *points = dataset_part(dataset, part, places->arena, &count);
		for (size_t k = 0; k < count && places->count < MOST_POINTS; k++)
			add_place(places, points[k].lon, points[k].lat);
	}
}

static void add_town(struct places *places, struct lonlat at)
{
	double east = TOWN_REACH / fmax(0.1, cos(at.lat * acos(-1) / 180));
	add_place(places, at.lon - east, at.lat);
	add_place(places, at.lon + east, at.lat);
	add_place(places, at.lon, fmax(-90, at.lat - TOWN_REACH));
	add_place(places, at.lon, fmin(90, at.lat + TOWN_REACH));
}

static void add_towns(struct places *places, const struct dataset *dataset, const struct feature *feature)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), places->arena, &count);
		for (size_t k = 0; k < count && places->count < MOST_POINTS; k++)
			add_town(places, points[k]);
	}
}

void scene_places_add_member(struct places *places, const struct map_spec *spec, const struct dataset *datasets,
                             const struct member_spec *member)
{
	const struct data_spec *const sources[] = {spec->member_areas, spec->member_points};
	for (int i = 0; i < 2; i++) {
		enum geometry_type type = i == 0 ? GEOMETRY_POLYGONS : GEOMETRY_POINTS;
		const struct dataset *dataset =
		        sources[i] ? dataset_of_type(&datasets[sources[i] - spec->data], type) : NULL;
		const struct feature *record = scene_member_record(spec, sources[i], dataset, member, NULL);
		bool is_found = record != NULL;
		for (; record; record = scene_member_record(spec, sources[i], dataset, member, record))
			(i == 0 ? add_area : add_towns)(places, dataset, record);
		if (is_found)
			return;
	}
}

/* A large part of the globe. A projection may be cut at any meridian, end at any horizon and be widest anywhere, so
 * there are points all over, on both sides of every degree. */
static void add_belt(struct lonlat_box box, struct places *places)
{
	double width = box.east - box.west;
	int columns = (int)ceil(fmin(width, 360) - 1e-6);
	for (int i = 0; i < columns * 2; i++) {
		double lon = box.west + width * ((i + 1) / 2) / columns + (i % 2 ? -1e-6 : 1e-6);
		for (int k = 0; k < BELT_ROWS; k++)
			add_place(places, lon, box.south + (box.north - box.south) * k / (BELT_ROWS - 1));
	}
}

void scene_places_add_box(struct places *places, struct lonlat_box box)
{
	if (box.east - box.west > BELT_LEAST) {
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
