/* GeoJSON texts for tests: reading from memory, and what was read as text. */
#ifndef CORRIDOR_TESTS_GEOJSON_READING_H
#define CORRIDOR_TESTS_GEOJSON_READING_H

#include "data_files.h"

#include "data/geojson/geojson.h"

#define FILE_NAME "map.geojson"

static const struct dataset_request plain = {.file = FILE_NAME};

static inline struct reading read_with(const char *text, size_t length, bool by_line, struct dataset_request request)
{
	struct reading reading = {.dataset.file = FILE_NAME};
	/* A block of exactly that size, so that a sanitizer sees a read past the end. */
	char *copy = malloc(length ? length : 1);
	memcpy(copy, text, length);
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = data_format_read_bytes(by_line ? &data_format_geojson_lines : &data_format_geojson, &reading.arena,
	                                      (struct bytes){copy, length}, &request, &reading.diag, &reading.dataset) &&
	               dataset_finish(&reading.dataset, by_line, request.place, &reading.diag);
	free(copy);
	assert_int_equal(reading.good, reading.diag.errors == 0);
	return reading;
}

static inline struct reading read_text(const char *text)
{
	return read_with(text, strlen(text), false, plain);
}

static inline struct reading read_lines(const char *text)
{
	return read_with(text, strlen(text), true, plain);
}

/* The dataset as text: "P7 1,2 3,4 | 5,6 {name=x}" for each feature, with # before a number. */
static inline const char *outline(struct reading *reading)
{
	const struct dataset *dataset = &reading->dataset;
	struct buffer out;
	buffer_init(&out);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		buffer_printf(&out, "%s%c%zu", i ? "\n" : "", "plP"[feature->type], feature->record);
		for (size_t p = 0; p < feature->part_count; p++) {
			buffer_text(&out, p ? " |" : "");
			for (size_t k = 0; k < feature_part(feature, p).count; k++) {
				struct lonlat point = dataset->points[feature_part(feature, p).first + k];
				buffer_number_after(&out, " ", point.lon, 6);
				buffer_number_after(&out, ",", point.lat, 6);
			}
		}
		for (size_t c = 0; c < dataset->column_count; c++)
			if (*feature_value_at(dataset, feature, c))
				buffer_printf(&out, " {%s%s=%s}", dataset->column_types[c] == COLUMN_NUMBER ? "#" : "",
				              dataset->columns[c], feature_value_at(dataset, feature, c));
	}
	const char *text = arena_text(&reading->arena, out.length ? out.bytes : "");
	buffer_clear(&out);
	return text;
}

static inline void assert_outline(struct reading reading, const char *wanted, size_t messages)
{
	assert_read(&reading);
	assert_string_equal(outline(&reading), wanted);
	if (reading.diag.count != messages)
		data_print(&reading);
	assert_int_equal(reading.diag.count, messages);
	data_done(&reading);
}

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(geometry)    "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" geometry "}"
#define GOOD                 FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2]}")

#endif
