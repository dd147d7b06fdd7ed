/* What must hold for every dataset that was read, whatever the bytes were. */
#ifndef CORRIDOR_TESTS_DATA_WALK_H
#define CORRIDOR_TESTS_DATA_WALK_H

#include "base/utf8.h"
#include "data/formats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MUST_HOLD(condition)                                                                                           \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			abort();                                                                                       \
	} while (0)

static inline void walk_part(const struct dataset *dataset, enum geometry_type type, struct part part,
                             struct lonlat_box bounds)
{
	static const size_t fewest[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};
	MUST_HOLD(part.count >= fewest[type]);
	MUST_HOLD(part.first <= dataset->point_count && part.count <= dataset->point_count - part.first);
	for (size_t i = 0; i < part.count; i++) {
		struct lonlat point = dataset->points[part.first + i];
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
			walk_part(dataset, feature->type, feature_part(feature, p), feature_box(dataset, feature));
		for (size_t column = 0; column < dataset->column_count; column++) {
			const char *value = feature_value_at(dataset, feature, column);
			MUST_HOLD(base_utf8_valid(value, strlen(value)));
		}
	}
}

/* What a target reads. Begin it, read into `dataset`, and end it with what the readers returned. */
struct fuzz_reading {
	struct arena arena;
	struct diag diag;
	struct dataset dataset;
	struct dataset_request request;
};

static inline void fuzz_reading_begin(struct fuzz_reading *reading, const char *file)
{
	*reading = (struct fuzz_reading){.dataset.file = file, .request = {.file = file, .shown = file}};
	arena_init(&reading->arena);
	diag_init(&reading->diag);
}

/* Returns 0, as a fuzz target does. */
static inline int fuzz_reading_end(struct fuzz_reading *reading, bool good, bool by_line)
{
	good = good && dataset_finish(&reading->dataset, by_line, reading->request.place, &reading->diag);
	MUST_HOLD(good == (reading->diag.errors == 0));
	if (good)
		walk_dataset(&reading->dataset);
	struct buffer messages;
	buffer_init(&messages);
	diag_format(&reading->diag, false, &messages);
	MUST_HOLD(messages.length == 0 || base_utf8_valid(messages.bytes, messages.length));
	buffer_clear(&messages);
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
	return 0;
}

/* A target whose input is a file of a format that is read whole. */
static inline int fuzz_format(const struct data_format *format, const char *file, const uint8_t *data, size_t size)
{
	struct fuzz_reading reading;
	fuzz_reading_begin(&reading, file);
	bool good = data_format_read_bytes(format, &reading.arena, (struct bytes){(const char *)data, size},
	                                   &reading.request, &reading.diag, &reading.dataset);
	return fuzz_reading_end(&reading, good, format->by_line);
}

#endif
