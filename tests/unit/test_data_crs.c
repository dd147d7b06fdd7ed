/* Coordinate systems of data: the author's wins over the file's; without one, degrees are taken as such with a note, and
 * anything else is an error that names the likely systems. */
#include "data_files.h"

#include <math.h>

#define FOLDER "build/tests/data_crs/"

static const char projected[] = "PROJCS[\"Some\",GEOGCS[\"Some\"]]";

/* Five points in steps of 1,000 from x, y on. */
static void write_points(const char *stem, double x, double y, const char *prj)
{
	char path[256];
	SHPHandle shapes = SHPCreate(stem, SHPT_POINT);
	for (int i = 0; i < 5; i++) {
		double east = x + 1000 * i, north = y + 1000 * i;
		if (fabs(x) <= 180)
			east = x + i, north = y + i;
		data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &east, &north);
	}
	SHPClose(shapes);
	snprintf(path, sizeof path, "%s.prj", stem);
	data_remove(path);
	if (prj)
		data_write_text(path, prj);
}

static const struct dataset_request plain = {.file = FOLDER "a.shp", .shown = "a.shp"};

static void degrees_without_a_system_are_noted(void **state)
{
	(void)state;
	write_points(FOLDER "a", 10, 50, NULL);
	struct reading reading = data_read(&plain);
	assert_read(&reading);
	assert_null(reading.dataset.crs);
	assert_said(&reading, DIAG_NOTE, "a.shp has no coordinate system (.prj); its coordinates look like degrees");
	assert_said(&reading, DIAG_NOTE, "crs: EPSG:4326");
	data_done(&reading);
	struct dataset_request stated = plain;
	static const char *const forms[] = {"EPSG:4326", "epsg:4326", "OGC:CRS84", "WGS84", " WGS 84 "};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		stated.crs = forms[i];
		reading = data_read(&stated);
		assert_read(&reading);
		assert_null(reading.dataset.crs);
		assert_false(data_said(&reading, DIAG_NOTE, ".prj"));
		data_done(&reading);
	}
}

static void the_author_wins_over_the_file(void **state)
{
	(void)state;
	struct dataset_request stated = plain;
	stated.crs = "EPSG:2154";
	write_points(FOLDER "a", 652000, 6862000, "GEOGCS[\"Some\"]");
	struct reading reading = data_read(&stated);
	assert_read(&reading);
	assert_string_equal(reading.dataset.crs, "EPSG:2154");
	assert_int_equal(reading.dataset.crs_source, CRS_OF_AUTHOR);
	assert_true(reading.dataset.is_projected);
	data_done(&reading);
	stated.crs = "EPSG:4326";
	write_points(FOLDER "a", 10, 50, projected);
	reading = data_read(&stated);
	assert_read(&reading);
	assert_null(reading.dataset.crs);
	data_done(&reading);
}

static void numbers_beyond_degrees_name_the_likely_systems(void **state)
{
	(void)state;
	write_points(FOLDER "a", 652000, 6862000, NULL);
	assert_refused(&plain, "a.shp: the coordinates are not degrees (x 652000 to 656000, y 6862000 to 6866000), and "
	                       "nothing states their coordinate system");
	assert_refused(&plain, "EPSG:2154 (France, Lambert-93)");
	write_points(FOLDER "a", 39480000, 3600000, NULL);
	assert_refused(&plain, "EPSG:4527 (3-degree Gauss-Krüger, China, zone 39, CGCS2000)");
	write_points(FOLDER "a", 530000, 180000, "GEOGCS[\"Some\"]");
	assert_refused(&plain, "as its coordinate system has them");
	assert_refused(&plain, "EPSG:27700 (British National Grid)");
	struct dataset_request stated = plain;
	stated.crs = "EPSG:4326";
	assert_refused(&stated, "as the coordinate system in crs: has them");
	write_points(FOLDER "a", 9e8, 9e8, NULL);
	assert_refused(&plain, "whoever made the file knows it");
}

static const char *refuse_all(void *context, const char *crs, bool *is_degrees)
{
	(void)context, (void)crs, (void)is_degrees;
	return "no such system";
}

static void an_unusable_system_is_told(void **state)
{
	(void)state;
	const struct crs_judge judge = {refuse_all, NULL};
	struct dataset_request judged = plain;
	judged.judge = &judge;
	write_points(FOLDER "a", 10, 50, "LOCAL_CS[\"Plan\"]");
	struct reading reading = data_read(&judged);
	assert_read(&reading);
	assert_null(reading.dataset.crs);
	assert_said(&reading, DIAG_WARNING, "the coordinate system that it states cannot be used (no such system)");
	data_done(&reading);
	write_points(FOLDER "a", 652000, 6862000, "LOCAL_CS[\"Plan\"]");
	assert_refused(&judged, "cannot be used: no such system");
	assert_refused(&judged, "EPSG:2154");
}

/* Longitudes from Paris, and a turned pole, are no longitude and latitude on WGS 84, whatever the datum is called. */
static void only_greenwich_and_the_true_pole_are_plain(void **state)
{
	(void)state;
#define DATUM "DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]]"
	static const struct {
		const char *prj;
		bool is_plain;
	} systems[] = {
	        {"GEOGCS[\"a\"," DATUM ",PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]", true},
	        {"GEOGCS[\"a\"," DATUM ",UNIT[\"degree\",0.0174532925199433]]", true},
	        {"GEOGCS[\"a\"," DATUM ",PRIMEM[\"Paris\",2.337229],UNIT[\"Degree\",0.0174532925199433]]", false},
	        {"GEOGCS[\"a\"," DATUM ",PRIMEM[\"non-Greenwich\",180],UNIT[\"degree\",0.0174532925199433]]", false},
	        {"GEOGCRS[\"a\",BASEGEOGCRS[\"WGS 84\"," DATUM ",PRIMEM[\"Greenwich\",0]],DERIVINGCONVERSION[\"Pole "
	         "rotation\"],CS[ellipsoidal,2],UNIT[\"degree\",0.0174532925199433]]",
	         false},
	};
#undef DATUM
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		write_points(FOLDER "a", 5, 1, systems[i].prj);
		struct reading reading = data_read(&plain);
		assert_read(&reading);
		assert_true((reading.dataset.crs == NULL) == systems[i].is_plain);
		assert_false(reading.dataset.is_projected);
		data_done(&reading);
	}
}

/* A few wild records are no matter of the coordinate system, nor do they hide what most are in. */
static void a_few_wild_points_change_nothing(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "wild", SHPT_POINT);
	for (int i = 0; i < 300; i++) {
		double x = i % 100 == 7 ? 1e300 : 652000 + i, y = 6862000 + i;
		data_add_shape(shapes, SHPT_POINT, 0, NULL, 1, &x, &y);
	}
	SHPClose(shapes);
	assert_refused(&(struct dataset_request){.file = FOLDER "wild.shp"}, "x 652006 to 652296");
	assert_refused(&(struct dataset_request){.file = FOLDER "wild.shp"}, "EPSG:2154");
}

static void tables_have_systems_too(void **state)
{
	(void)state;
	struct dataset_request table = {.file = FOLDER "t.csv", .shown = "t.csv"};
	data_write_text(FOLDER "t.csv", "name,lon,lat\nParis,652000,6862000\nLyon,842000,6519000\n");
	assert_refused(&table, "EPSG:2154 (France, Lambert-93)");
	table.crs = "EPSG:2154";
	struct reading reading = data_read(&table);
	assert_read(&reading);
	assert_string_equal(reading.dataset.crs, "EPSG:2154");
	assert_true(reading.dataset.points[1].lat == 6519000);
	data_done(&reading);
}

/* A large file in metres is looked at as a whole, though one in degrees would stay on the disk. */
static void large_files_are_judged_alike(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "large", SHPT_ARC);
	for (int i = 0; i < 40; i++) {
		const double x[] = {500000 + 100 * i, 500050 + 100 * i}, y[] = {180000, 180100};
		data_add_shape(shapes, SHPT_ARC, 0, NULL, 2, x, y);
	}
	SHPClose(shapes);
	const struct dataset_request large = {.file = FOLDER "large.shp", .large = 1, .by_view = true, .one_view = true};
	assert_refused(&large, "EPSG:27700 (British National Grid)");
}

/* Longitudes beyond 180 have to be brought back, so that the points of a large file do not stay in it. */
static void large_files_to_360_are_wrapped(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "pacific", SHPT_POLYGON);
	for (int i = 0; i < 40; i++) {
		const double x[] = {170 + i, 170 + i, 171 + i, 170 + i}, y[] = {0, 5, 5, 0};
		data_add_shape(shapes, SHPT_POLYGON, 0, NULL, 4, x, y);
	}
	SHPClose(shapes);
	const struct dataset_request large = {.file = FOLDER "pacific.shp", .large = 1, .by_view = true, .one_view = true};
	struct reading reading = data_read(&large);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 40);
	assert_int_equal(reading.diag.warnings, 1); /* of the missing table */
	assert_true(feature_box(&reading.dataset, &reading.dataset.features[39]).west == -151 && feature_box(&reading.dataset, &reading.dataset.features[39]).east == -150);
	assert_true(feature_box(&reading.dataset, &reading.dataset.features[9]).west == 179 && feature_box(&reading.dataset, &reading.dataset.features[9]).east == 180);
	dataset_close(&reading.dataset);
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(degrees_without_a_system_are_noted),
	        cmocka_unit_test(the_author_wins_over_the_file),
	        cmocka_unit_test(numbers_beyond_degrees_name_the_likely_systems),
	        cmocka_unit_test(an_unusable_system_is_told),
	        cmocka_unit_test(only_greenwich_and_the_true_pole_are_plain),
	        cmocka_unit_test(a_few_wild_points_change_nothing),
	        cmocka_unit_test(tables_have_systems_too),
	        cmocka_unit_test(large_files_are_judged_alike),
	        cmocka_unit_test(large_files_to_360_are_wrapped),
	};
	data_folder(FOLDER);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
