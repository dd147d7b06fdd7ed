/* Features that a box may show, and their points, whether they are held in memory or stay in the file.
 * In: a dataset and a box of degrees. Out: features whose boxes meet it. Why so: files and their indexes know only
 * where points lie, but a ring round a pole holds all between them and the pole, and a step over the date line goes on
 * beyond the easternmost of them. */
#include "data/formats.h"
#include "geometry/sphere.h"

#include <math.h>
#include <string.h>

const struct stored_point *dataset_points(const struct dataset *dataset, struct part part, size_t from, size_t *count)
{
	if (dataset->source)
		return dataset->format->points(dataset, part, from, count);
	*count = part.count - from;
	return (const void *)(dataset->points + part.first + from);
}

const struct lonlat *dataset_part(const struct dataset *dataset, struct part part, struct arena *arena, size_t *count)
{
	*count = part.count;
	if (!dataset->source)
		return dataset->points + part.first;
	struct lonlat *points = ARENA_ARRAY(arena, part.count, struct lonlat);
	size_t done = 0, got;
	for (; done < part.count; done += got) {
		const struct stored_point *stored = dataset_points(dataset, part, done, &got);
		if (!stored)
			break;
		memcpy(points + done, stored, got * sizeof *points);
	}
	bool repeats = dataset->type == GEOMETRY_POLYGONS && done > 1 && points[0].lon == points[done - 1].lon &&
	               points[0].lat == points[done - 1].lat;
	*count = repeats ? done - 1 : done;
	return points;
}

struct lonlat dataset_first_point(const struct dataset *dataset, struct part part)
{
	size_t count;
	const struct stored_point *point = dataset_points(dataset, part, 0, &count);
	return point ? (struct lonlat){point->lon, point->lat} : (struct lonlat){NAN, NAN};
}

bool dataset_find_point(const struct dataset *dataset, const struct feature *feature, point_test *is_wanted,
                        const void *context, struct lonlat *out)
{
	for (size_t p = 0; p < feature->part_count; p++) {
		struct part part = feature_part(feature, p);
		for (size_t done = 0, got; done < part.count; done += got) {
			const struct stored_point *points = dataset_points(dataset, part, done, &got);
			for (size_t i = 0; points && i < got; i++) {
				*out = (struct lonlat){points[i].lon, points[i].lat};
				if (is_wanted(context, *out))
					return true;
			}
			if (!points)
				return false;
		}
	}
	return false;
}

/* Whether a part has a step of more than 180 degrees, its last point's to its first included, and nothing that is off
 * the globe: points that stay in their file have not been looked at. */
static bool has_wide_step(const struct dataset *dataset, struct part part)
{
	struct lonlat first = {NAN, NAN}, before = first;
	bool is_wide = false;
	for (size_t done = 0, got; done < part.count; done += got) {
		const struct stored_point *points = dataset_points(dataset, part, done, &got);
		if (!points)
			return false;
		for (size_t i = 0; i < got; i++) {
			struct lonlat point = {points[i].lon, points[i].lat};
			if (!(fabs(point.lon) <= 360 && fabs(point.lat) <= 90 + RANGE_TOLERANCE))
				return false;
			is_wide |= fabs(point.lon - before.lon) > 180;
			first = done + i ? first : point;
			before = point;
		}
	}
	return is_wide || fabs(first.lon - before.lon) > 180;
}

void dataset_complete_box(const struct dataset *dataset, struct feature *feature)
{
	bool closed = feature->type == GEOMETRY_POLYGONS;
	if (feature->type == GEOMETRY_POINTS || !(feature->shape->box.east - feature->shape->box.west > 180))
		return;
	struct arena scratch;
	arena_init(&scratch);
	for (size_t p = 0; p < feature->part_count; p++) {
		if (!has_wide_step(dataset, feature_part(feature, p)))
			continue;
		struct lonlats part;
		arena_reset(&scratch);
		part.points = dataset_part(dataset, feature_part(feature, p), &scratch, &part.count);
		struct sphere_path path = sphere_path_of(&scratch, part, closed);
		bool goes_round = closed && path.turns % 2 != 0;
		if (goes_round)
			lonlat_box_add(&feature->shape->box, (struct lonlat){0, path.holds_south ? -90 : 90});
		if (goes_round || geometry_steps_over_date_line(part.points, part.count, closed)) {
			lonlat_box_add(&feature->shape->box, (struct lonlat){-180, part.points[0].lat});
			lonlat_box_add(&feature->shape->box, (struct lonlat){180, part.points[0].lat});
		}
	}
	arena_clear(&scratch);
}

static struct lonlat_box points_box(const struct dataset *dataset, const struct feature *feature)
{
	struct lonlat_box box = lonlat_box_empty;
	for (size_t p = 0; p < feature->part_count; p++) {
		struct part part = feature_part(feature, p);
		for (size_t k = 0; k < part.count; k++)
			lonlat_box_add(&box, dataset->points[part.first + k]);
	}
	return box;
}

struct lonlat_box feature_box(const struct dataset *dataset, const struct feature *feature)
{
	return feature->shape ? feature->shape->box : points_box(dataset, feature);
}

void dataset_update_boxes(struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->feature_count; i++) {
		struct feature *feature = &dataset->features[i];
		if (!feature->shape)
			continue;
		if (!dataset->source)
			feature->shape->box = points_box(dataset, feature);
		dataset_complete_box(dataset, feature);
	}
}

/* Numbers of features, ascending. */
struct numbers {
	const uint32_t *items; /* NULL: all */
	size_t count;
};

/* Numbers that are in one of two lists, or (in_both) in both. */
static struct numbers numbers_joined(struct arena *arena, struct numbers a, struct numbers b, bool in_both)
{
	uint32_t *items = ARENA_ROOM(arena, a.count + b.count + 1, uint32_t);
	struct numbers out = {items, 0};
	for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
		bool is_a = k == b.count || (i < a.count && a.items[i] <= b.items[k]);
		bool is_b = i == a.count || (k < b.count && b.items[k] <= a.items[i]);
		if ((is_a && is_b) || !in_both)
			items[out.count++] = is_a ? a.items[i] : b.items[k];
		i += is_a;
		k += is_b;
	}
	return out;
}

static struct numbers find_in(const struct dataset *dataset, struct lonlat_box box, struct arena *arena)
{
	struct numbers found = {0};
	found.items = dataset->format->find(dataset, box, arena, &found.count);
	return found;
}

/* What meets the box, and what may do so between its points. The box of its points is then more than 180 degrees wide,
 * and so holds the meridian of Greenwich and one at a right angle to it. */
static struct numbers find_for_view(const struct dataset *dataset, struct lonlat_box box, struct arena *arena)
{
	static const double meridians[] = {0, -90, 90};
	struct numbers seen = find_in(dataset, box, arena), wide[3];
	if (!seen.items || dataset->type == GEOMETRY_POINTS)
		return seen;
	for (int i = 0; i < 3; i++)
		wide[i] = find_in(
		        dataset,
		        (struct lonlat_box){meridians[i], fmin(box.south, 0), meridians[i], fmax(box.north, 0)}, arena);
	struct numbers aside = numbers_joined(arena, wide[1], wide[2], false);
	return numbers_joined(arena, seen, numbers_joined(arena, wide[0], aside, true), false);
}

void dataset_walk(const struct dataset *dataset, struct lonlat_box box, struct diag *diag, struct feature_walk *out)
{
	*out = (struct feature_walk){.dataset = dataset, .box = box, .diag = diag, .count = dataset->feature_count};
	arena_init(&out->arena);
	arena_init(&out->parts);
	if (!dataset->by_view)
		return;
	struct numbers found = find_for_view(dataset, box, &out->arena);
	out->numbers = found.items;
	out->count = found.count;
}

/* Reads a feature of a dataset that is read by view; NULL if nothing can be drawn of it. */
static const struct feature *read_feature(struct feature_walk *walk, size_t number)
{
	const struct dataset *dataset = walk->dataset;
	struct feature *feature = &walk->current;
	arena_reset(&walk->parts);
	walk->failed = !dataset->format->feature(dataset, number, &walk->parts, &walk->left_out, walk->diag, feature);
	if (!feature->part_count)
		return NULL;
	dataset_complete_box(dataset, feature);
	return feature;
}

const struct feature *feature_walk_next(struct feature_walk *walk)
{
	const struct dataset *dataset = walk->dataset;
	while (walk->next < walk->count && !walk->failed) {
		size_t number = walk->numbers ? walk->numbers[walk->next] : walk->next;
		const struct feature *feature =
		        dataset->by_view ? read_feature(walk, number) : &dataset->features[number];
		walk->next++;
		if (feature && lonlat_box_overlaps(walk->box, feature_box(dataset, feature)))
			return feature;
	}
	return NULL;
}

bool feature_walk_end(struct feature_walk *walk)
{
	if (!walk->failed)
		record_tally_report(&walk->left_out, walk->dataset->file, 0, walk->dataset->place, walk->diag);
	arena_clear(&walk->arena);
	arena_clear(&walk->parts);
	return !walk->failed;
}
