/* The feature builder: parts, rings, mixed types, columns that come late, and its limits. */
#include "data_files.h"

#include "data/feature_builder.h"
#include "data/formats.h"

#define FILE_NAME "mixed.json"

static const struct dataset_request plain = {.file = FILE_NAME};

static void begin(struct reading *reading, struct feature_builder *builder)
{
	*reading = (struct reading){.dataset.file = FILE_NAME};
	arena_init(&reading->arena);
	diag_init(&reading->diag);
	feature_builder_init(builder, &reading->arena, &reading->dataset);
}

static void finish(struct reading *reading, struct feature_builder *builder)
{
	reading->good = feature_builder_finish(builder, &plain, false, &reading->diag) &&
	                dataset_finish(&reading->dataset, false, plain.place, &reading->diag);
}

static void add_part(struct feature_builder *builder, enum geometry_type type, const double *xy, size_t count)
{
	feature_builder_part(builder, type);
	for (size_t i = 0; i < count; i++)
		feature_builder_point(builder, xy[2 * i], xy[2 * i + 1]);
}

static void set(struct feature_builder *builder, const char *column, enum column_type type, const char *text)
{
	feature_builder_value(builder, feature_builder_column(builder, column, strlen(column)), type, text,
	                      strlen(text));
}

static const double ring[] = {0, 0, 4, 0, 4, 4, 0, 0}, hole[] = {2, 1, 3, 1, 3, 2};

static void parts_and_rings(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	feature_builder_begin(&builder, 7);
	add_part(&builder, GEOMETRY_POLYGONS, ring, 4);
	add_part(&builder, GEOMETRY_POLYGONS, hole, 3);
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 1);
	assert_int_equal(dataset->type, GEOMETRY_POLYGONS);
	assert_ptr_equal(dataset_of_type(dataset, GEOMETRY_POLYGONS), dataset);
	assert_true(dataset_has(dataset, GEOMETRY_POLYGONS) && !dataset_has(dataset, GEOMETRY_LINES));
	const struct feature *feature = dataset->features;
	assert_int_equal(feature->record, 7);
	assert_int_equal(feature->part_count, 2);
	assert_int_equal(feature_part(feature, 0).count, 3);
	assert_int_equal(feature_part(feature, 1).count, 3);
	assert_int_equal(feature_part(feature, 1).first, 4);
	assert_true(feature_box(dataset, feature).east == 4 && feature_box(dataset, feature).north == 4);
	assert_said(&reading, DIAG_WARNING, "mixed.json: record 7: a ring is not closed");
	data_done(&reading);
}

/* Each ring has the number of its polygon, where the format says polygons; none has one else. */
static void rings_have_their_polygons(void **state)
{
	(void)state;
	for (uint32_t said = 0; said < 2; said++) {
		struct reading reading;
		struct feature_builder builder;
		begin(&reading, &builder);
		feature_builder_begin(&builder, 1);
		for (int i = 0; i < 2; i++) {
			if (said)
				feature_builder_polygon(&builder);
			add_part(&builder, GEOMETRY_POLYGONS, ring, 4);
			add_part(&builder, GEOMETRY_POLYGONS, hole, 3);
		}
		assert_true(feature_builder_end(&builder));
		finish(&reading, &builder);
		assert_read(&reading);
		const struct feature *feature = reading.dataset.features;
		assert_int_equal(feature->part_count, 4);
		for (uint32_t i = 0; i < 4; i++) {
			const struct lonlat *points = reading.dataset.points + feature_part(feature, i).first;
			const double *wanted = i % 2 == 0 ? ring : hole;
			assert_int_equal(feature_part(feature, i).polygon, said * (1 + i / 2));
			for (size_t k = 0; k < feature_part(feature, i).count; k++)
				assert_true(points[k].lon == wanted[2 * k] && points[k].lat == wanted[2 * k + 1]);
		}
		data_done(&reading);
	}
}

/* What is left of a polygon whose outline has too few points is no area. */
static void no_hole_without_its_outline(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	feature_builder_begin(&builder, 1);
	feature_builder_polygon(&builder);
	add_part(&builder, GEOMETRY_POLYGONS, ring, 2);
	add_part(&builder, GEOMETRY_POLYGONS, hole, 3);
	feature_builder_polygon(&builder);
	add_part(&builder, GEOMETRY_POLYGONS, ring, 4);
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	assert_int_equal(reading.dataset.features->part_count, 1);
	assert_int_equal(feature_part(reading.dataset.features, 0).polygon, 2);
	assert_said(&reading, DIAG_WARNING, "a part has too few vertices and is left out");
	data_done(&reading);
}

static void mixed_types(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	feature_builder_begin(&builder, 1);
	add_part(&builder, GEOMETRY_LINES, hole, 3);
	add_part(&builder, GEOMETRY_POINTS, hole, 2);
	add_part(&builder, GEOMETRY_LINES, ring, 4);
	set(&builder, "name", COLUMN_TEXT, "two");
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 2);
	assert_true(dataset_has(dataset, GEOMETRY_POINTS) && dataset_has(dataset, GEOMETRY_LINES));
	assert_false(dataset_has(dataset, GEOMETRY_POLYGONS));
	assert_int_equal(dataset->features[0].type, GEOMETRY_POINTS);
	assert_int_equal(feature_part(&dataset->features[0], 0).count, 2);
	assert_int_equal(dataset->features[1].type, GEOMETRY_LINES);
	assert_int_equal(dataset->features[1].part_count, 2);
	assert_int_equal(feature_part(&dataset->features[1], 1).count, 4);
	const struct dataset *lines = dataset_of_type(dataset, GEOMETRY_LINES);
	assert_int_equal(lines->type, GEOMETRY_LINES);
	assert_int_equal(lines->feature_count, 1);
	assert_ptr_equal(lines->features, dataset->features + 1);
	assert_int_equal(dataset_of_type(dataset, GEOMETRY_POINTS)->feature_count, 1);
	assert_int_equal(dataset_of_type(dataset, GEOMETRY_POLYGONS)->feature_count, 0);
	assert_string_equal(dataset_type_names(dataset, &reading.arena), "points and lines");
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(dataset->features[i].record, 1);
		assert_string_equal(feature_value(dataset, &dataset->features[i], "name"), "two");
	}
	assert_int_equal(reading.diag.count, 0);
	data_done(&reading);
}

static void columns_as_they_come(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	for (size_t record = 1; record <= 3; record++) {
		feature_builder_begin(&builder, record);
		add_part(&builder, GEOMETRY_POINTS, hole, 1);
		if (record != 2)
			set(&builder, "people", COLUMN_NUMBER, "1.50");
		if (record > 1)
			set(&builder, "ref", record == 2 ? COLUMN_NUMBER : COLUMN_TEXT, "010");
		if (record == 3)
			set(&builder, "people", COLUMN_NUMBER, "2");
		set(&builder, "empty", COLUMN_TEXT, "");
		assert_true(feature_builder_end(&builder));
	}
	finish(&reading, &builder);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->column_count, 3);
	assert_string_equal(dataset->columns[0], "people");
	assert_string_equal(dataset->columns[1], "empty");
	assert_string_equal(dataset->columns[2], "ref");
	assert_int_equal(dataset->column_types[0], COLUMN_NUMBER);
	assert_int_equal(dataset->column_types[1], COLUMN_TEXT);
	assert_int_equal(dataset->column_types[2], COLUMN_TEXT);
	static const char *const wanted[3][3] = {{"1.50", "", ""}, {"", "", "010"}, {"2", "", "010"}};
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(feature_value_at(dataset, &dataset->features[i], k), wanted[i][k]);
	data_done(&reading);
}

static void left_out(void **state)
{
	static const struct record_fault odd = {"of an odd kind", NULL};
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	for (size_t record = 1; record <= 5; record++) {
		feature_builder_begin(&builder, record);
		if (record % 2 == 0)
			add_part(&builder, GEOMETRY_LINES, hole, 1);
		if (record == 5) {
			add_part(&builder, GEOMETRY_LINES, hole, 3);
			feature_builder_drop(&builder, &odd);
		} else {
			assert_false(feature_builder_end(&builder));
		}
	}
	feature_builder_begin(&builder, 6);
	add_part(&builder, GEOMETRY_LINES, hole + 2, 2);
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_int_equal(reading.dataset.features->record, 6);
	assert_true(reading.dataset.points[feature_part(reading.dataset.features, 0).first].lon == 3);
	assert_said(&reading, DIAG_WARNING,
	            "mixed.json: 5 of 6 records are left out: 2 without a geometry (first: record 1), "
	            "2 with too few vertices to be drawn (first: record 2), 1 of an odd kind (record 5)");
	data_done(&reading);
}

static void too_many_columns(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	feature_builder_begin(&builder, 1);
	add_part(&builder, GEOMETRY_POINTS, hole, 1);
	for (int i = 0; i < 1100; i++) {
		char name[16];
		snprintf(name, sizeof name, "c%d", i);
		set(&builder, name, COLUMN_NUMBER, name + 1);
	}
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	assert_int_equal(reading.dataset.column_count, 1024);
	assert_string_equal(feature_value(&reading.dataset, reading.dataset.features, "c1023"), "1023");
	assert_said(&reading, DIAG_WARNING, "only the first 1024 are read");
	data_done(&reading);
}

static void odd_texts(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	feature_builder_begin(&builder, 1);
	add_part(&builder, GEOMETRY_POINTS, hole, 1);
	feature_builder_value(&builder, feature_builder_column(&builder, "a\0b\xFF", 4), COLUMN_TEXT, "x\ny\0", 4);
	assert_true(feature_builder_end(&builder));
	finish(&reading, &builder);
	assert_read(&reading);
	assert_string_equal(reading.dataset.columns[0], "a\xEF\xBF\xBD" "b\xEF\xBF\xBD");
	assert_string_equal(feature_value_at(&reading.dataset, reading.dataset.features, 0), "x y\xEF\xBF\xBD");
	data_done(&reading);
}

/* Rows that are longer than the rooms they lie in, and rows at the ends of these; a bad byte becomes three. */
static void values_of_any_length(void **state)
{
	(void)state;
	static char text[40000];
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	for (size_t record = 1; record <= 400; record++) {
		size_t length = record * 97;
		memset(text, record % 3 ? 'x' : '\xFF', length);
		feature_builder_begin(&builder, record);
		add_part(&builder, GEOMETRY_POINTS, hole, 1);
		feature_builder_value(&builder, feature_builder_column(&builder, "long", 4), COLUMN_TEXT, text, length);
		set(&builder, "number", COLUMN_NUMBER, "7");
		assert_true(feature_builder_end(&builder));
	}
	finish(&reading, &builder);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *value = feature_value_at(dataset, &dataset->features[i], 0);
		size_t length = (i + 1) * 97, bytes = (i + 1) % 3 ? length : 3 * length;
		assert_int_equal(strlen(value), bytes);
		assert_int_equal(strspn(value, (i + 1) % 3 ? "x" : "\xEF\xBF\xBD"), bytes);
		assert_string_equal(feature_value_at(dataset, &dataset->features[i], 1), "7");
		assert_string_equal(feature_value_at(dataset, &dataset->features[i], 2), ""); /* there is no such */
	}
	data_done(&reading);
}

/* A million points are to fit into little memory: a lone point has no shape of its own, rows lie one behind the other. */
static void lone_points_are_small(void **state)
{
	(void)state;
	struct reading reading;
	struct feature_builder builder;
	begin(&reading, &builder);
	for (size_t record = 1; record <= 3; record++) {
		feature_builder_begin(&builder, record);
		add_part(&builder, GEOMETRY_POINTS, ring, record == 3 ? 2 : 1);
		set(&builder, "name", COLUMN_TEXT, "four");
		assert_true(feature_builder_end(&builder));
	}
	finish(&reading, &builder);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	const struct feature *lone = &dataset->features[1], *two = &dataset->features[2];
	assert_null(lone->shape);
	assert_int_equal(lone->part_count, 1);
	assert_int_equal(feature_part(lone, 0).first, 1);
	assert_int_equal(feature_part(lone, 0).count, 1);
	assert_int_equal(feature_part(two, 0).count, 2);
	assert_true(feature_box(dataset, two).west == 0 && feature_box(dataset, two).east == 4);
	dataset->points[1] = (struct lonlat){7, 8}; /* as another coordinate system does */
	dataset_update_boxes(&reading.dataset);
	struct lonlat_box box = feature_box(dataset, lone);
	assert_true(box.west == 7 && box.east == 7 && box.south == 8 && box.north == 8);
	assert_in_range(sizeof(struct feature), 0, 40);
	assert_int_equal(two->values - lone->values, sizeof "four" + 1);
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(parts_and_rings), cmocka_unit_test(rings_have_their_polygons), cmocka_unit_test(no_hole_without_its_outline), cmocka_unit_test(mixed_types),
	        cmocka_unit_test(columns_as_they_come), cmocka_unit_test(left_out),
	        cmocka_unit_test(too_many_columns), cmocka_unit_test(odd_texts),
	        cmocka_unit_test(values_of_any_length), cmocka_unit_test(lone_points_are_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
