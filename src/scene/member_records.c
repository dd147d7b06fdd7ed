/* Records of members.
 * In: the map file's keys, the data. Out: features in the file's order, and what they hold together. Why so: a country
 * may be in the data as its provinces, each with the country's key; all of them are the member. */
#include "scene/member_records.h"

#include "geometry/sphere.h"

#include <math.h>
#include <string.h>

const char *scene_member_key(const struct map_spec *spec, const struct data_spec *data,
                             const struct member_spec *member)
{
	return data == spec->member_points && member->point ? member->point : member->key;
}

/* Whether a record before this one has the same shape and key: the data hold it twice, as for two years. */
static bool is_repeated(const struct dataset *dataset, const struct feature *record, const char *column,
                        const char *key)
{
	size_t index = (size_t)dataset_column(dataset, column);
	if (!dataset->twins)
		return false;
	for (uint32_t twin = dataset->twins[record - dataset->features]; twin; twin = dataset->twins[twin - 1])
		if (dataset_value_is(dataset, index,
		                     feature_value_at(dataset, &dataset->features[twin - 1], (size_t)index), key))
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

bool scene_value_is_number(const struct dataset *dataset, const char *text, double *number)
{
	const char *digits = text + (*text == '-');
	bool is_code = *digits == '0' && digits[1] >= '0' && digits[1] <= '9';
	return !is_code && dataset_number_parse(dataset, text, number);
}

/* The sum as the dataset's numbers are written. What is left of terms that cancel each other is no number of its own.
 */
static const char *sum_text(struct arena *arena, const struct dataset *dataset, double sum, double all)
{
	char text[48];
	char *out = arena_text(arena, base_number_text(text, fabs(sum) < all * 1e-14 ? 0 : sum, 9));
	char *point = dataset->decimal_comma ? strchr(out, '.') : NULL;
	if (point)
		*point = ',';
	return out;
}

const char *scene_member_value(struct arena *arena, const struct map_spec *spec, const struct data_spec *data,
                               const struct dataset *dataset, const struct member_spec *member, const char *column)
{
	const char *first = NULL;
	double sum = 0, all = 0, number;
	size_t count = 0;
	bool differ = false, are_numbers = true;
	const struct feature *record = NULL;
	while ((record = scene_member_record(spec, data, dataset, member, record))) {
		const char *value = feature_value(dataset, record, column);
		if (!value || !*value)
			continue;
		are_numbers &= scene_value_is_number(dataset, value, &number);
		sum += are_numbers ? number : 0;
		all += are_numbers ? fabs(number) : 0;
		differ |= first && strcmp(first, value) != 0;
		first = first ? first : value;
		count++;
	}
	if (count < 2 || (!are_numbers && !differ))
		return first;
	return are_numbers ? sum_text(arena, dataset, sum, all) : NULL;
}

const struct member_spec *scene_member_of(const struct map_spec *spec, const struct data_spec *data,
                                          const struct dataset *dataset, const struct feature *feature)
{
	int key = data->key ? dataset_column(dataset, data->key) : -1;
	if (key < 0 || (data != spec->member_areas && data != spec->member_points))
		return NULL;
	const char *value = feature_value_at(dataset, feature, (size_t)key);
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
	bool inside = false, in_other = false;
	if (!box_holds_place(feature_box(dataset, feature), at))
		return false;
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		if (i > 0 && feature_part(feature, i).polygon != feature_part(feature, i - 1).polygon) {
			in_other |= inside;
			inside = false;
		}
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), arena, &count);
		struct sphere_path ring = sphere_path_of(arena, (struct lonlats){points, count}, true);
		inside ^= count > 2 && sphere_path_contains(&ring, at);
	}
	return inside || in_other;
}
