/* Records of members.
 * In: the map file's keys, the data. Out: features in the file's order, and what they hold together. Why so: a country
 * may be in the data as its provinces, each with the country's key; all of them are the member. */
#include "scene/member_records.h"

#include "geometry/sphere.h"

#include <string.h>

const char *scene_member_key(const struct map_spec *spec, const struct data_spec *data,
                             const struct member_spec *member)
{
	return data == spec->member_points && member->point ? member->point : member->key;
}

static bool same_bounds(const struct lonlat_box *a, const struct lonlat_box *b)
{
	return a->west == b->west && a->south == b->south && a->east == b->east && a->north == b->north;
}

/* Of records with the same box: a square may be two triangles, and each has the square's. */
static bool same_parts(const struct dataset *dataset, const struct feature *a, const struct feature *b)
{
	if (a->part_count != b->part_count)
		return false;
	struct arena scratch;
	arena_init(&scratch);
	bool same = true;
	for (size_t i = 0; i < a->part_count && same; i++) {
		size_t count, others;
		const struct lonlat *points = dataset_part(dataset, &a->parts[i], &scratch, &count);
		const struct lonlat *other = dataset_part(dataset, &b->parts[i], &scratch, &others);
		same = count == others;
		for (size_t k = 0; k < count && same; k++)
			same = points[k].lon == other[k].lon && points[k].lat == other[k].lat;
	}
	arena_clear(&scratch);
	return same;
}

/* Whether a record before this one has the same shape: the data hold it twice, as for two years. */
static bool is_repeated(const struct dataset *dataset, const struct feature *record, const char *column,
                        const char *key)
{
	size_t index = (size_t)dataset_column(dataset, column);
	for (const struct feature *other = dataset->features; other < record; other++)
		if (same_bounds(&other->bounds, &record->bounds) &&
		    dataset_value_is(dataset, index, feature_values(dataset, other)[index], key) &&
		    same_parts(dataset, other, record))
			return true;
	return false;
}

const struct feature *scene_member_record(const struct map_spec *spec, const struct data_spec *data,
                                          const struct dataset *dataset, const struct member_spec *member,
                                          const struct feature *after)
{
	if (!data)
		return NULL;
	const char *key = scene_member_key(spec, data, member);
	do
		after = dataset_find_next(dataset, data->key, key, after);
	while (after && is_repeated(dataset, after, data->key, key));
	return after;
}

const char *scene_member_value(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                               const struct dataset *dataset, const struct member_spec *member, const char *column)
{
	const char *first = NULL;
	double sum = 0, number;
	bool differ = false, are_numbers = true;
	const struct feature *record = NULL;
	while ((record = scene_member_record(spec, data, dataset, member, record))) {
		const char *value = feature_value(dataset, record, column);
		if (!value || !*value)
			continue;
		are_numbers &= base_number_parse(value, &number);
		sum += are_numbers ? number : 0;
		differ |= first && strcmp(first, value) != 0;
		first = first ? first : value;
	}
	if (!differ)
		return first;
	char text[48];
	return are_numbers ? arena_text(arena, base_number_text(text, sum, 6)) : NULL;
}

const struct member_spec *scene_member_of(const struct map_spec *spec, const struct data_spec *data,
                                          const struct dataset *dataset, const struct feature *feature)
{
	int key = data->key ? dataset_column(dataset, data->key) : -1;
	if (key < 0 || (data != spec->member_areas && data != spec->member_points))
		return NULL;
	const char *value = feature_values(dataset, feature)[key];
	for (size_t i = 0; i < spec->member_count; i++)
		if (dataset_value_is(dataset, (size_t)key, value, scene_member_key(spec, data, &spec->members[i])))
			return &spec->members[i];
	return NULL;
}

/* Whether the area's box holds the place; a ring round a pole holds more than the box of its points. */
static bool box_holds_place(struct lonlat_box box, struct lonlat at)
{
	bool in_box = lonlat_box_holds(box, (struct lonlat_box){at.lon, at.lat, at.lon, at.lat});
	return in_box || box.east - box.west > 180;
}

bool scene_record_contains(const struct dataset *dataset, const struct feature *feature, struct lonlat at,
                           struct arena *arena)
{
	bool inside = false;
	if (!box_holds_place(feature->bounds, at))
		return false;
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, &feature->parts[i], arena, &count);
		struct sphere_path ring = sphere_path_of(arena, (struct lonlats){points, count}, true);
		inside ^= count > 2 && sphere_path_contains(&ring, at);
	}
	return inside;
}
