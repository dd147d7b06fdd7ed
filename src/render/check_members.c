/* Checks of the members against their data: each is there, and what is several records is no area twice.
 * In: the map file and its datasets. Out: errors and warnings at the line of the member. Overlap is looked for by one
 * place well inside each record: neighbours have none in each other, a country holds that of its province. */
#include "render/check_members.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "render/region.h"
#include "scene/member_records.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_RECORDS   300 /* of a member that are compared with each other */
#define BESIDE_SHARE   0.1 /* of the area's size, that its point may lie outside its box */
#define BESIDE_DEGREES 0.1
#define MIDDLE         0.4871 /* of a box's height: on no vertex of areas that are drawn by degrees */

static void check_member(const struct loaded_map *map, const struct member_spec *member, const struct data_spec *data,
                         const char *what, struct diag *diag)
{
	if (!data || !data->key)
		return;
	const struct dataset *dataset = region_dataset(map, data);
	const char *key = scene_member_key(&map->spec, data, member);
	bool could_be_another = data == map->spec.member_points && map->spec.member_areas && !member->point;
	if (dataset_column(dataset, data->key) >= 0 && !dataset_find(dataset, data->key, key))
		diag_error(diag, UNKNOWN_NAME, member->place,
		           could_be_another ? "correct the member's key, or write point: and its key among the points"
		                            : "correct the member's key, or add the feature to the file",
		           "member '%s' has no %s: no feature of %s has %s = %s", member->id, what, data->shown,
		           data->key, key);
}

/* The middle of the widest stretch that a parallel through the record's box has in its area. */
static struct lonlat inner_place(const struct dataset *dataset, const struct feature *record, struct arena *arena)
{
	struct lonlat_box box = feature_box(dataset, record);
	struct lonlat place = {NAN, box.south + (box.north - box.south) * MIDDLE};
	double *crossings = NULL, widest = 0;
	size_t crossed = 0, capacity = 0;
	for (size_t i = 0; i < record->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(record, i), arena, &count);
		for (size_t k = 0; k < count; k++) {
			struct lonlat a = points[k], b = points[(k + 1) % count];
			if ((a.lat > place.lat) == (b.lat > place.lat))
				continue;
			crossings = arena_grow(arena, crossings, crossed, &capacity, sizeof *crossings);
			crossings[crossed++] = a.lon + (b.lon - a.lon) * (place.lat - a.lat) / (b.lat - a.lat);
		}
	}
	qsort(crossings, crossed, sizeof *crossings, base_number_compare);
	for (size_t i = 0; i + 1 < crossed; i += 2)
		if (crossings[i + 1] - crossings[i] > widest) {
			widest = crossings[i + 1] - crossings[i];
			place.lon = (crossings[i] + crossings[i + 1]) / 2;
		}
	return place;
}

static bool overlap(const struct dataset *dataset, const struct feature *a, const struct feature *b,
                    struct arena *arena)
{
	if (!lonlat_box_overlaps(feature_box(dataset, a), feature_box(dataset, b)))
		return false;
	struct lonlat in_a = inner_place(dataset, a, arena), in_b = inner_place(dataset, b, arena);
	return (!isnan(in_a.lon) && scene_record_contains(dataset, b, in_a, arena)) ||
	       (!isnan(in_b.lon) && scene_record_contains(dataset, a, in_b, arena));
}

static void check_overlap(const struct loaded_map *map, const struct member_spec *member, struct diag *diag)
{
	const struct data_spec *data = map->spec.member_areas;
	const struct feature *records[MOST_RECORDS], *record = NULL;
	size_t count = 0;
	struct arena scratch;
	if (!data || region_dataset(map, data)->type != GEOMETRY_POLYGONS)
		return;
	arena_init(&scratch);
	while (count < MOST_RECORDS && (record = region_member_record(map, data, member, record)))
		records[count++] = record;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++) {
			arena_reset(&scratch);
			if (!overlap(region_dataset(map, data), records[i], records[k], &scratch))
				continue;
			diag_warning(diag, CONTRADICTION, member->place, "take a key that only one of them has",
			             "member '%s' has records of %s that overlap, such as %zu and %zu: what they share "
			             "counts twice in its area",
			             member->id, data->shown, records[i]->record, records[k]->record);
			i = k = count; /* one pair tells enough */
		}
	arena_clear(&scratch);
}

/* Whether the member's records hold numbers in the column beside `text`, the first value that is none. */
static bool mixes_numbers(const struct loaded_map *map, const struct data_spec *data, const struct member_spec *member,
                          const char *column, const char **text, size_t *in_record)
{
	const struct dataset *dataset = region_dataset(map, data);
	const struct feature *record = NULL;
	bool has_number = false;
	*text = NULL;
	while ((record = region_member_record(map, data, member, record))) {
		double number;
		const char *value = feature_value(dataset, record, column);
		if (!value || base_utf8_is_blank(value))
			continue;
		bool is_number = scene_value_is_number(dataset, value, &number);
		has_number |= is_number;
		if (!is_number && !*text)
			*text = value, *in_record = record->record;
	}
	return has_number && *text;
}

/* Numbers that cannot be summed for a text among them: the member has no value then. Each column is told once. */
static void check_sums(const struct loaded_map *map, const struct data_spec *data, struct diag *diag)
{
	for (size_t i = 0; data && data->key && i < data->attributes.count; i++) {
		const char *column = data->attributes.items[i], *text, *first_text = NULL;
		const struct member_spec *first = NULL;
		size_t count = 0, record, first_record = 0;
		for (size_t m = 0; m < map->spec.member_count; m++) {
			const struct member_spec *member = &map->spec.members[m];
			if (!mixes_numbers(map, data, member, column, &text, &record) || count++)
				continue;
			first = member, first_text = text, first_record = record;
		}
		if (count)
			diag_warning(
			        diag, WRONG_VALUE, first->place,
			        "a number has a decimal point and no groups: 1234.5; leave cells without one empty",
			        "%zu member%s no sum of column '%s' of %s: member '%s' has '%s' in record %zu", count,
			        count == 1 ? " has" : "s have", column, data->shown, first->id,
			        base_utf8_shorten(&diag->arena, first_text, 20), first_record);
	}
}

/* Whether the record is one that another of its member stands for, having its shape, though it has another value. */
static bool has_other_value(const struct dataset *dataset, const struct feature *record, size_t key, size_t column)
{
	uint32_t twin = dataset->twins ? dataset->twins[record - dataset->features] : 0;
	const struct feature *other = twin ? &dataset->features[twin - 1] : NULL;
	return other &&
	       dataset_value_is(dataset, key, feature_value_at(dataset, record, key),
	                        feature_value_at(dataset, other, key)) &&
	       strcmp(feature_value_at(dataset, record, column), feature_value_at(dataset, other, column)) != 0;
}

/* Values that do not count, since their records repeat a shape, as for another year. Each column is told once. */
static void check_repeats(const struct loaded_map *map, const struct data_spec *data, struct diag *diag)
{
	int key = data && data->key ? dataset_column(region_dataset(map, data), data->key) : -1;
	for (size_t i = 0; key >= 0 && i < data->attributes.count; i++) {
		const struct dataset *dataset = region_dataset(map, data);
		int column = dataset_column(dataset, data->attributes.items[i]);
		size_t count = 0, first = 0;
		for (size_t k = 0; column >= 0 && k < dataset->feature_count; k++) {
			const struct feature *record = &dataset->features[k];
			if (!has_other_value(dataset, record, (size_t)key, (size_t)column) ||
			    !scene_member_of(&map->spec, data, dataset, record))
				continue;
			first = count++ ? first : record->record;
		}
		if (count)
			diag_warning(diag, CONTRADICTION, data->place, "keep one record of each place in the file",
			             "%zu record%s of %s repeat%s a member's shape with another '%s', such as %zu: of "
			             "one shape the first record counts",
			             count, count == 1 ? "" : "s", data->shown, count == 1 ? "s" : "",
			             data->attributes.items[i], first);
	}
}

/* Whether the place is one of an area with that box: in it, on an islet, or beside a coast that has been simplified. */
static bool is_near_box(const void *context, struct lonlat at)
{
	const struct lonlat_box *box = context;
	double reach = BESIDE_SHARE * fmax(box->east - box->west, box->north - box->south) + BESIDE_DEGREES;
	double to_west = fabs(remainder(at.lon - box->west, 360)), to_east = fabs(remainder(at.lon - box->east, 360));
	bool is_beside = box->east - box->west <= 180 && (at.lon < box->west || at.lon > box->east);
	return !(is_beside && fmin(to_west, to_east) > reach) && at.lat >= box->south - reach &&
	       at.lat <= box->north + reach;
}

/* Warns of points none of which is near their member's area, as where keys were swapped. */
static void check_place(const struct loaded_map *map, const struct member_spec *member, struct diag *diag)
{
	const struct data_spec *areas = map->spec.member_areas, *points = map->spec.member_points;
	const struct feature *record = NULL, *first = region_member_record(map, points, member, NULL);
	struct lonlat_box box = lonlat_box_empty;
	struct lonlat at;
	if (!first || first->type != GEOMETRY_POINTS || region_dataset(map, areas)->type != GEOMETRY_POLYGONS)
		return;
	while ((record = region_member_record(map, areas, member, record))) {
		struct lonlat_box own = feature_box(region_dataset(map, areas), record);
		lonlat_box_add(&box, (struct lonlat){own.west, own.south});
		lonlat_box_add(&box, (struct lonlat){own.east, own.north});
	}
	if (box.west > box.east)
		return;
	for (record = first; record; record = region_member_record(map, points, member, record))
		if (dataset_find_point(region_dataset(map, points), record, is_near_box, &box, &at))
			return;
	at = dataset_first_point(region_dataset(map, points), feature_part(first, 0));
	diag_warning(diag, CONTRADICTION, member->place, "correct the key or the coordinates in one of the two files",
	             "the point of member '%s' lies far outside its area: record %zu of %s, at %.4g, %.4g", member->id,
	             first->record, points->shown, at.lon, at.lat);
}

void map_check_members(const struct loaded_map *map, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	for (size_t i = 0; i < spec->member_count; i++) {
		size_t errors = diag->errors;
		check_member(map, &spec->members[i], spec->member_areas, "area", diag);
		check_member(map, &spec->members[i], spec->member_points, "city", diag);
		if (diag->errors != errors)
			continue;
		check_overlap(map, &spec->members[i], diag);
		if (spec->member_areas && spec->member_points)
			check_place(map, &spec->members[i], diag);
	}
	check_sums(map, spec->member_areas, diag);
	check_repeats(map, spec->member_areas, diag);
	if (spec->member_points == spec->member_areas)
		return;
	check_sums(map, spec->member_points, diag);
	check_repeats(map, spec->member_points, diag);
}
