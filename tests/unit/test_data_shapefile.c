/* Shapefiles as they should be and as they come: types, parts, values, sidecar files, coordinate systems. */
#include "data_files.h"

#include <locale.h>
#include <math.h>

#define FOLDER "build/test-data-shapefile/"

static const char *const names[3] = {"Songjiang", "Jiaxing", "Hangzhou"};

static int setup(void **state)
{
	(void)state;
	data_folder(FOLDER);
	return 0;
}

static void check_values(const struct dataset *dataset)
{
	assert_int_equal(dataset->column_count, 2);
	assert_string_equal(dataset->columns[0], "name");
	assert_string_equal(dataset->columns[1], "people");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(dataset->features[i].record, i + 1);
		assert_string_equal(feature_value(dataset, &dataset->features[i], "name"), names[i]);
	}
	assert_string_equal(feature_value(dataset, &dataset->features[1], "people"), "1235.75");
}

static void points_of_each_kind(void **state)
{
	(void)state;
	static const int types[] = {SHPT_POINT, SHPT_POINTZ, SHPT_POINTM};
	for (size_t t = 0; t < 3; t++) {
		data_write_shapefile(FOLDER "points", types[t], NULL, names);
		struct reading reading = data_read_file(FOLDER "points.shp");
		assert_read(&reading);
		const struct dataset *dataset = &reading.dataset;
		assert_int_equal(dataset->type, GEOMETRY_POINTS);
		assert_int_equal(dataset->feature_count, 3);
		assert_int_equal(dataset->point_count, 3);
		assert_int_equal(feature_part(&dataset->features[2], 0).first, 2);
		assert_true(dataset->points[2].lon == 122 && dataset->points[2].lat == 30);
		assert_true(feature_box(dataset, &dataset->features[2]).west == 122 && feature_box(dataset, &dataset->features[2]).north == 30);
		check_values(dataset);
		data_done(&reading);
	}
}

static void multipoints_keep_their_points_together(void **state)
{
	(void)state;
	static const int types[] = {SHPT_MULTIPOINT, SHPT_MULTIPOINTZ, SHPT_MULTIPOINTM};
	for (size_t t = 0; t < 3; t++) {
		data_write_shapefile(FOLDER "multi", types[t], NULL, names);
		struct reading reading = data_read_file(FOLDER "multi.shp");
		assert_read(&reading);
		assert_int_equal(reading.dataset.feature_count, 3);
		assert_int_equal(reading.dataset.features[1].part_count, 1);
		assert_int_equal(feature_part(&reading.dataset.features[1], 0).count, 9);
		check_values(&reading.dataset);
		data_done(&reading);
	}
}

static void lines_keep_every_vertex(void **state)
{
	(void)state;
	static const int types[] = {SHPT_ARC, SHPT_ARCZ, SHPT_ARCM};
	for (size_t t = 0; t < 3; t++) {
		data_write_shapefile(FOLDER "lines", types[t], NULL, names);
		struct reading reading = data_read_file(FOLDER "lines.shp");
		assert_read(&reading);
		const struct dataset *dataset = &reading.dataset;
		assert_int_equal(dataset->type, GEOMETRY_LINES);
		assert_int_equal(dataset->features[1].part_count, 2);
		assert_int_equal(feature_part(&dataset->features[1], 0).count, 5);
		assert_int_equal(feature_part(&dataset->features[1], 1).count, 4);
		assert_int_equal(feature_part(&dataset->features[1], 1).first, 10);
		assert_true(dataset->points[10].lon == 121.1 && dataset->points[10].lat == 30.1);
		check_values(dataset);
		data_done(&reading);
	}
}

static void rings_lose_their_closing_point(void **state)
{
	(void)state;
	static const int types[] = {SHPT_POLYGON, SHPT_POLYGONZ, SHPT_POLYGONM};
	for (size_t t = 0; t < 3; t++) {
		data_write_shapefile(FOLDER "areas", types[t], NULL, names);
		struct reading reading = data_read_file(FOLDER "areas.shp");
		assert_read(&reading);
		const struct dataset *dataset = &reading.dataset;
		assert_int_equal(dataset->type, GEOMETRY_POLYGONS);
		assert_int_equal(dataset->point_count, 4 + 4 + 3 + 4);
		assert_int_equal(feature_part(&dataset->features[0], 0).count, 4);
		assert_int_equal(dataset->features[1].part_count, 2);
		assert_int_equal(feature_part(&dataset->features[1], 1).count, 3);
		assert_true(feature_box(dataset, &dataset->features[0]).east == 120.5);
		check_values(dataset);
		data_done(&reading);
	}
}

static void degenerate_rings_are_dropped(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "thin", SHPT_POLYGON);
	const double x[] = {120, 121, 120, 120, 121, 121, 120}, y[] = {30, 31, 30, 30, 30, 31, 30};
	const int starts[] = {0, 3};
	data_add_shape(shapes, SHPT_POLYGON, 1, starts, 3, x, y);
	data_add_shape(shapes, SHPT_NULL, 0, NULL, 0, NULL, NULL);
	data_add_shape(shapes, SHPT_POLYGON, 2, starts, 7, x, y);
	SHPClose(shapes);
	struct reading reading = data_read_file(FOLDER "thin.shp");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_int_equal(reading.dataset.features[0].record, 3);
	assert_int_equal(reading.dataset.features[0].part_count, 1);
	assert_int_equal(feature_part(&reading.dataset.features[0], 0).count, 3);
	assert_said(&reading, DIAG_WARNING, "thin.shp: 2 of 3 records are left out: 1 without a shape (record 2), 1 with too few vertices");
	assert_said(&reading, DIAG_WARNING, "no table");
	assert_int_equal(reading.dataset.column_count, 0);
	assert_null(feature_value(&reading.dataset, &reading.dataset.features[0], "name"));
	data_done(&reading);
}

static void deleted_records_are_left_out(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "deleted", SHPT_POINT, NULL, names);
	DBFHandle table = DBFOpen(FOLDER "deleted", "rb+");
	DBFMarkRecordDeleted(table, 1, 1);
	DBFClose(table);
	struct reading reading = data_read_file(FOLDER "deleted.shp");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	assert_int_equal(reading.dataset.features[1].record, 3);
	assert_non_null(dataset_find(&reading.dataset, "name", "Hangzhou"));
	assert_null(dataset_find(&reading.dataset, "name", "Jiaxing"));
	assert_null(dataset_find(&reading.dataset, "nom", "Hangzhou"));
	data_done(&reading);
}

static void empty_values_are_empty_texts(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "empty", SHPT_POINT, NULL, names);
	DBFHandle table = DBFOpen(FOLDER "empty", "rb+");
	DBFWriteNULLAttribute(table, 0, 0);
	DBFWriteNULLAttribute(table, 0, 1);
	DBFWriteStringAttribute(table, 1, 0, "  two words     ");
	DBFClose(table);
	struct reading reading = data_read_file(FOLDER "empty.shp");
	assert_read(&reading);
	assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[0], "name"), "");
	assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[0], "people"), "");
	assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[1], "name"), "two words");
	data_done(&reading);
}

static void a_missing_index_is_made_in_memory(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "noindex", SHPT_POLYGONZ, NULL, names);
	data_remove(FOLDER "noindex.shx");
	struct reading reading = data_read_file(FOLDER "noindex.shp");
	assert_read(&reading);
	assert_int_equal(reading.diag.warnings, 0);
	assert_int_equal(reading.dataset.point_count, 15);
	check_values(&reading.dataset);
	assert_int_equal(access(FOLDER "noindex.shx", F_OK), -1);
	data_done(&reading);
}

/* The order of the .shx is the order of the table, wherever the shapes lie in the .shp. */
static void the_index_gives_the_order(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "order", SHPT_POINT, NULL, names);
	struct bytes shx = data_load(FOLDER "order.shx");
	char entry[8], *first = (char *)shx.start + 100;
	memcpy(entry, first, 8);
	memcpy(first, first + 16, 8);
	memcpy(first + 16, entry, 8);
	data_write(FOLDER "order.shx", shx.start, shx.length);
	free((void *)shx.start);
	struct reading reading = data_read_file(FOLDER "order.shp");
	assert_read(&reading);
	assert_int_equal(reading.diag.warnings, 0);
	assert_true(reading.dataset.points[0].lon == 122);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "Songjiang");
	data_done(&reading);
}

static void endings_in_any_case(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "UPPER", SHPT_POINT, NULL, names);
	rename(FOLDER "UPPER.shp", FOLDER "UPPER.SHP");
	rename(FOLDER "UPPER.shx", FOLDER "UPPER.SHX");
	rename(FOLDER "UPPER.dbf", FOLDER "upper.DbF");
	struct reading reading = data_read_file(FOLDER "UPPER.SHP");
	assert_read(&reading);
	assert_int_equal(reading.diag.warnings, 0);
	check_values(&reading.dataset);
	data_done(&reading);
}

static void coordinate_systems(void **state)
{
	(void)state;
	static const struct {
		const char *prj;
		bool kept;
	} cases[] = {
	        {"", false},
	        {" \r\n", false},
	        {"GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
	         "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]\n",
	         false},
	        {"GEOGCRS[\"WGS 84\",ENSEMBLE[\"World Geodetic System 1984 ensemble\",MEMBER[\"x\"]],"
	         "CS[ellipsoidal,2],ANGLEUNIT[\"degree\",0.0174532925199433]]",
	         false},
	        /* the spheroid is of WGS 84, the datum is not */
	        {"GEOGCS[\"New Beijing\",DATUM[\"Other\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
	         "UNIT[\"Degree\",0.0174532925199433]]",
	         true},
	        {"GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
	         "UNIT[\"Grad\",0.01570796326794897]]",
	         true},
	        {"PROJCS[\"WGS_1984_UTM_Zone_51N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\"]],UNIT[\"Degree\",1]]",
	         true},
	        {"EPSG:4549", true},
	};
	data_write_shapefile(FOLDER "crs", SHPT_POINT, NULL, names);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		data_write_text(FOLDER "crs.prj", cases[i].prj);
		struct reading reading = data_read_file(FOLDER "crs.shp");
		assert_read(&reading);
		if (cases[i].kept)
			assert_string_equal(reading.dataset.crs, cases[i].prj);
		else
			assert_null(reading.dataset.crs);
		data_done(&reading);
	}
}

static void write_point(const char *stem, double x, double y)
{
	SHPHandle shapes = SHPCreate(stem, SHPT_POINT);
	const double inside = 30;
	data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &inside, &inside);
	data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &x, &y);
	data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &x, &y);
	SHPClose(shapes);
}

/* The first record is whole and drawn, the other two are not. */
static void assert_two_left_out(const struct dataset_request *request, const char *fault)
{
	struct reading reading = data_read(request);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_true(reading.dataset.points[0].lon == 30 && reading.dataset.features[0].record == 1);
	assert_said(&reading, DIAG_WARNING, fault);
	data_done(&reading);
}

#define NOT_FINITE                                                                                                     \
	"maps/range.shp: 2 of 3 records are left out: 2 with a coordinate that is not finite (first: record 2)"

static void coordinates_out_of_range(void **state)
{
	(void)state;
	struct dataset_request request = {.file = FOLDER "range.shp", .shown = "maps/range.shp"};
	write_point(FOLDER "range", 31, 121.5);
	assert_refused(&request,
	               "maps/range.shp: record 2: the latitude 121.5 is out of range (and in 1 more records)");
	assert_refused(&request, "swapped");
	write_point(FOLDER "range", 300000, 3400000);
	assert_refused(&request, "the coordinates are not degrees (x 300000 to 300000, y 3400000 to 3400000)");
	assert_refused(&request, "UTM (EPSG:326zz");
	write_point(FOLDER "range", NAN, 30);
	assert_two_left_out(&request, NOT_FINITE);
	write_point(FOLDER "range", 30, INFINITY);
	assert_two_left_out(&request, NOT_FINITE);
	write_point(FOLDER "range", 1e300, 30);
	assert_refused(&request, "record 2: the longitude is out of range");
	write_point(FOLDER "range", 300000, 3400000);
	data_write_text(FOLDER "range.prj", "PROJCS[\"Some\"]");
	struct reading reading = data_read(&request);
	assert_read(&reading);
	data_done(&reading);
	write_point(FOLDER "range", 300000, -INFINITY);
	assert_two_left_out(&request, NOT_FINITE);
	/* in metres: it would vanish in the projection without a word */
	write_point(FOLDER "range", 1e308, 3400000);
	assert_refused(&request, "record 2: a coordinate is out of range (and in 1 more records)");
	data_write_text(FOLDER "range.prj", "GEOGCS[\"Some\"]");
	write_point(FOLDER "range", 180.5, 95);
	assert_refused(&request, "record 2: the latitude 95 is out of range");
	write_point(FOLDER "range", 190.5, 30);
	reading = data_read(&request);
	assert_read(&reading);
	assert_true(reading.dataset.points[1].lon == -169.5 && feature_box(&reading.dataset, &reading.dataset.features[1]).west == -169.5);
	data_done(&reading);
	write_point(FOLDER "range", 180.0033, -90.0000019);
	reading = data_read(&request);
	assert_read(&reading);
	assert_true(reading.dataset.points[1].lon == 180 && reading.dataset.points[1].lat == -90);
	data_done(&reading);
}

/* A key is a number where its column is one by type, however either is written; in a CSV 010 and 10 are two. */
static void keys_by_type(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "typed", SHPT_POINT, NULL, names);
	data_write_text(FOLDER "typed.csv", "code,lon,lat\n010,121,31\n10,122,31\n10.0,123,31\n");
	struct reading shapes = data_read_file(FOLDER "typed.shp"), csv = data_read_file(FOLDER "typed.csv");
	assert_read(&shapes);
	assert_read(&csv);
	assert_int_equal(dataset_column_type(&shapes.dataset, 0), COLUMN_TEXT);
	assert_int_equal(dataset_column_type(&shapes.dataset, 1), COLUMN_NUMBER);
	assert_ptr_equal(dataset_find(&shapes.dataset, "people", "1.23575e3"), &shapes.dataset.features[1]);
	assert_ptr_equal(dataset_find(&shapes.dataset, "people", "1235.750"), &shapes.dataset.features[1]);
	assert_null(dataset_find(&shapes.dataset, "people", "1235.76"));
	assert_null(dataset_find(&shapes.dataset, "people", "people"));
	assert_string_equal(feature_key(&shapes.dataset, &shapes.dataset.features[0], "people", &shapes.arena), "1234.75");
	assert_null(feature_key(&shapes.dataset, &shapes.dataset.features[0], "none", &shapes.arena));
	assert_ptr_equal(dataset_find(&csv.dataset, "code", "10"), &csv.dataset.features[1]);
	assert_ptr_equal(dataset_find(&csv.dataset, "code", "010"), &csv.dataset.features[0]);
	assert_null(dataset_find(&csv.dataset, "code", "1e1"));
	assert_string_equal(feature_key(&csv.dataset, &csv.dataset.features[2], "code", &csv.arena), "10.0");
	data_done(&shapes);
	data_done(&csv);
}

static void numbers_in_every_locale(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "comma", SHPT_POINT, NULL, names);
	data_write_text(FOLDER "comma.csv", "lon,lat\n121.25,31.5\n");
	if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8"))
		skip();
	struct reading csv = data_read_file(FOLDER "comma.csv");
	struct reading shapes = data_read_file(FOLDER "comma.shp");
	setlocale(LC_ALL, "C");
	assert_read(&csv);
	assert_read(&shapes);
	assert_true(csv.dataset.points[0].lon == 121.25);
	check_values(&shapes.dataset);
	data_done(&csv);
	data_done(&shapes);
}

static void tables_that_do_not_match(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "match", SHPT_POINT, NULL, names);
	write_point(FOLDER "other", 120, 30);
	SHPHandle shapes = SHPOpen(FOLDER "match", "rb+");
	const double x = 20;
	data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &x, &x);
	SHPClose(shapes);
	struct reading reading = data_read_file(FOLDER "match.shp");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 4);
	assert_said(&reading, DIAG_WARNING,
	            "match.dbf has 3 rows for the 4 shapes of " FOLDER "match.shp: the values of the last 1 are empty");
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[2], 0), names[2]);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[3], 0), "");
	data_done(&reading);
	SHPHandle two = SHPCreate(FOLDER "match", SHPT_POINT);
	data_add_shape(two, SHPT_POINT, 0, NULL, 1, (const double[]){120}, (const double[]){30});
	SHPClose(two);
	reading = data_read_file(FOLDER "match.shp");
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "match.dbf has 3 rows for the 1 shapes of " FOLDER "match.shp: the last 2 are ignored");
	data_done(&reading);
}

static void what_is_not_a_shapefile(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "provinces", SHPT_POINT, NULL, names);
	data_write_text(FOLDER "text.shp", "this is some text");
	mkdir(FOLDER "folder.shp", 0755);
	mkfifo(FOLDER "pipe.shp", 0644);
	assert_refused(&(struct dataset_request){.file = FOLDER "text.shp"}, "is not a shapefile");
	assert_refused(&(struct dataset_request){.file = FOLDER "folder.shp"}, "is a folder, not a file");
	assert_refused(&(struct dataset_request){.file = FOLDER "pipe.shp"}, "is not a regular file");
	assert_refused(&(struct dataset_request){.file = "/dev/zero.shp"}, "there is no file /dev/zero.shp");
	assert_refused(&(struct dataset_request){.file = FOLDER "province.shp", .shown = "geo/province.shp"},
	               "did you mean geo/provinces.shp");
	assert_refused(&(struct dataset_request){.file = FOLDER "Provinces.shp", .shown = "Provinces.shp"},
	               "did you mean provinces.shp");
	assert_refused(&(struct dataset_request){.file = FOLDER "none/x.shp", .shown = "none/x.shp"},
	               "there is no folder none/");
	data_write_text(FOLDER ".shp", "no suffix");
	assert_refused(&(struct dataset_request){.file = FOLDER ".shp"}, "is in no format that is read");
	SHPHandle shapes = SHPCreate(FOLDER "void", SHPT_POINT);
	SHPClose(shapes);
	struct reading reading = data_read_file(FOLDER "void.shp");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 0);
	assert_said(&reading, DIAG_WARNING, "void.shp holds no feature, so nothing is drawn of it");
	data_done(&reading);
}

/* Sets the boxes of the file's records, polygons of one ring, to zero. */
static void clear_boxes(const char *path)
{
	static const char zeros[32] = {0};
	unsigned char header[8];
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	for (long at = 100; fseek(file, at, SEEK_SET) == 0 && fread(header, 1, 8, file) == 8;) {
		assert_int_equal(fseek(file, at + 12, SEEK_SET), 0);
		assert_int_equal(fwrite(zeros, 1, sizeof zeros, file), sizeof zeros);
		at += 8 + 2 * (header[6] << 8 | header[7]);
	}
	fclose(file);
}

/* A record of a large file is found by its box, and one without width and height is measured. */
static void boxes_of_nothing_are_measured(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "flat", SHPT_POLYGON);
	for (int i = 0; i < 40; i++) {
		const double x[] = {100 + i, 100 + i, 101 + i, 100 + i}, y[] = {0, 5, 5, 0};
		data_add_shape(shapes, SHPT_POLYGON, 0, NULL, 4, x, y);
	}
	SHPClose(shapes);
	clear_boxes(FOLDER "flat.shp");
	const struct dataset_request large = {.file = FOLDER "flat.shp", .large = 1};
	struct reading reading = data_read(&large);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 40);
	struct lonlat_box box = feature_box(&reading.dataset, &reading.dataset.features[39]);
	assert_true(box.west == 139 && box.east == 140 && box.south == 0 && box.north == 5);
	dataset_close(&reading.dataset);
	data_done(&reading);
}

/* A table cuts names to ten letters, so that two may be one; memos are in a file of their own. */
static void columns_alike_and_memos(void **state)
{
	(void)state;
	data_write_shapefile(FOLDER "alike", SHPT_POINT, NULL, names);
	DBFHandle table = DBFOpen(FOLDER "alike", "rb+");
	DBFAddField(table, "name", FTString, 5, 0);
	DBFAddField(table, "name_2", FTString, 5, 0);
	DBFAddNativeFieldType(table, "memo", 'M', 10, 0);
	DBFWriteStringAttribute(table, 0, 2, "other");
	DBFWriteStringAttribute(table, 0, 3, "third");
	DBFClose(table);
	struct reading reading = data_read_file(FOLDER "alike.shp");
	assert_read(&reading);
	const struct feature *first = &reading.dataset.features[0];
	assert_string_equal(feature_value(&reading.dataset, first, "name"), names[0]);
	assert_string_equal(feature_value(&reading.dataset, first, "name_2"), "other");
	assert_string_equal(feature_value(&reading.dataset, first, "name_2_2"), "third");
	assert_string_equal(feature_value(&reading.dataset, first, "memo"), "");
	assert_said(&reading, DIAG_WARNING, "the name of column 3, name, was there before: it is read as name_2");
	assert_said(&reading, DIAG_NOTE, "memos and binary fields are not read: 1 column, the first is memo, of type M");
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(columns_alike_and_memos),
	        cmocka_unit_test(boxes_of_nothing_are_measured),
	        cmocka_unit_test(points_of_each_kind),
	        cmocka_unit_test(multipoints_keep_their_points_together),
	        cmocka_unit_test(lines_keep_every_vertex),
	        cmocka_unit_test(rings_lose_their_closing_point),
	        cmocka_unit_test(degenerate_rings_are_dropped),
	        cmocka_unit_test(deleted_records_are_left_out),
	        cmocka_unit_test(empty_values_are_empty_texts),
	        cmocka_unit_test(a_missing_index_is_made_in_memory),
	        cmocka_unit_test(the_index_gives_the_order),
	        cmocka_unit_test(endings_in_any_case),
	        cmocka_unit_test(coordinate_systems),
	        cmocka_unit_test(coordinates_out_of_range),
	        cmocka_unit_test(keys_by_type),
	        cmocka_unit_test(numbers_in_every_locale),
	        cmocka_unit_test(tables_that_do_not_match),
	        cmocka_unit_test(what_is_not_a_shapefile),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
