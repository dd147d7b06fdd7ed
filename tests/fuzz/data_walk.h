/* What must hold for every dataset that was read, whatever the bytes were. */
#ifndef CORRIDOR_TESTS_DATA_WALK_H
#define CORRIDOR_TESTS_DATA_WALK_H

#include "base/utf8.h"
#include "data/dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MUST_HOLD(condition)                                                                                           \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			abort();                                                                                       \
	} while (0)

static inline void walk_part(const struct dataset *dataset, enum geometry_type type, const struct part *part,
                             struct lonlat_box bounds)
{
	static const size_t fewest[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};
	MUST_HOLD(part->count >= fewest[type]);
	MUST_HOLD(part->first <= dataset->point_count && part->count <= dataset->point_count - part->first);
	for (size_t i = 0; i < part->count; i++) {
		struct lonlat point = dataset->points[part->first + i];
		MUST_HOLD(isfinite(point.lon) && isfinite(point.lat));
		MUST_HOLD(dataset->crs || (fabs(point.lon) <= 180 && fabs(point.lat) <= 90));
		MUST_HOLD(point.lon >= bounds.west && point.lon <= bounds.east);
		MUST_HOLD(point.lat >= bounds.south && point.lat <= bounds.north);
	}
}

static inline void walk_dataset(const struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->column_count; i++)
		MUST_HOLD(base_utf8_valid(dataset->columns[i], strlen(dataset->columns[i])));
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		MUST_HOLD(feature->record > 0 && feature->part_count > 0);
		for (size_t p = 0; p < feature->part_count; p++)
			walk_part(dataset, feature->type, &feature->parts[p], feature->bounds);
		for (size_t column = 0; column < dataset->column_count; column++)
			MUST_HOLD(base_utf8_valid(feature->values[column], strlen(feature->values[column])));
	}
}

#endif
