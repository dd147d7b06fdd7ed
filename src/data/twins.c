/* Records that repeat another's shape. In: features with their boxes. Out: dataset->twins.
 * Why so: data may hold a shape once for each year. Only features with one box can have one shape; their points are
 * compared by a sum of hashes, which neither the order of the parts nor the start and direction of a ring changes. */
#include "data/dataset.h"

#include "base/hash_table.h"

/* The features with one box, or with one shape. */
struct alike {
	uint32_t count, newest; /* numbers of features, from 1 */
};

static struct hash shape_key(const struct dataset *dataset, const struct feature *feature, struct arena *scratch)
{
	struct hash key = {feature->part_count, feature->type};
	arena_reset(scratch);
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), scratch, &count);
		for (size_t k = 0; k < count; k++) {
			struct hash point = hash_bytes(&points[k], sizeof points[k]);
			key.low += point.low;
			key.high += point.high;
		}
	}
	return key;
}

/* Puts feature number `number` among those of its shape; returns the newest of those before it, 0 if there is none. */
static uint32_t add_shape(struct hash_table *shapes, const struct dataset *dataset, uint32_t number,
                          struct arena *scratch)
{
	struct hash key = shape_key(dataset, &dataset->features[number - 1], scratch);
	struct alike *shape = hash_table_add(shapes, key, NULL);
	uint32_t before = shape->newest;
	shape->newest = number;
	return before;
}

void dataset_find_twins(struct arena *arena, struct dataset *dataset)
{
	struct arena scratch, tables;
	struct hash_table boxes, shapes;
	if (dataset->by_view || dataset->twins)
		return;
	arena_init(&scratch);
	arena_init(&tables);
	hash_table_init(&boxes, &tables, sizeof(struct alike));
	hash_table_init(&shapes, &tables, sizeof(struct alike));
	dataset->twins = ARENA_ARRAY(arena, dataset->feature_count + 1, uint32_t);
	for (uint32_t number = 1; number <= dataset->feature_count; number++) {
		struct lonlat_box bounds = feature_box(dataset, &dataset->features[number - 1]);
		struct alike *box = hash_table_add(&boxes, hash_bytes(&bounds, sizeof bounds), NULL);
		if (box->count++ == 1) /* the first of the box has had no cause to be looked at */
			add_shape(&shapes, dataset, box->newest, &scratch);
		if (box->count > 1)
			dataset->twins[number - 1] = add_shape(&shapes, dataset, number, &scratch);
		box->newest = number;
	}
	arena_clear(&tables);
	arena_clear(&scratch);
}
