/* GeoPackages: geometries, values, layers, coordinate systems, and features of a view. */
#define FOLDER "build/tests/data_geopackage/"
#include "geopackage_layer.h"

#include <math.h>

static void points_and_values(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 7, 121.5, 31.25, "上海");
	gpkg_add_point(database, "towns", 9, -1, -2, "010");
	gpkg_run(database, "ALTER TABLE towns ADD COLUMN share REAL; ALTER TABLE towns ADD COLUMN photo BLOB;"
	                   "UPDATE towns SET share = 0.1 + 0.2, photo = x'00ff'; UPDATE towns SET people = NULL WHERE fid = 9");
	sqlite3_close(database);
	struct reading reading = read_layer(NULL);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(reading.diag.count, 0);
	assert_int_equal(dataset->type, GEOMETRY_POINTS);
	assert_int_equal(dataset->feature_count, 2);
	assert_int_equal(dataset->features[0].record, 7);
	assert_true(dataset->points[0].lon == 121.5 && dataset->points[1].lat == -2);
	assert_null(dataset->crs);
	assert_string_equal(feature_value(dataset, &dataset->features[0], "name"), "上海");
	assert_string_equal(feature_value(dataset, &dataset->features[0], "people"), "7000");
	assert_string_equal(feature_value(dataset, &dataset->features[1], "people"), "");
	assert_string_equal(feature_value(dataset, &dataset->features[0], "share"), "0.3");
	assert_string_equal(feature_value(dataset, &dataset->features[0], "photo"), "");
	assert_string_equal(feature_value(dataset, &dataset->features[0], "fid"), "7");
	assert_int_equal(dataset_column_type(dataset, (size_t)dataset_column(dataset, "people")), COLUMN_NUMBER);
	assert_int_equal(dataset_column_type(dataset, (size_t)dataset_column(dataset, "name")), COLUMN_TEXT);
	assert_int_equal(dataset_column(dataset, "geom"), -1);
	data_done(&reading);
}

/* A polygon with a hole, twice, in a multipolygon. */
static void add_multipolygon(struct wkb *wkb, uint32_t of_dimension)
{
	wkb_head(wkb, 6 + of_dimension);
	wkb_word(wkb, 2);
	for (int i = 0; i < 2; i++) {
		wkb_head(wkb, 3 + of_dimension);
		wkb_word(wkb, 2);
		for (int ring = 0; ring < 2; ring++) {
			double s = i * 20 + ring, n = s + (ring ? 1 : 9);
			wkb_word(wkb, 5);
			wkb_point(wkb, s, s);
			wkb_point(wkb, n, s);
			wkb_point(wkb, n, n);
			wkb_point(wkb, s, n);
			wkb_point(wkb, s, s);
		}
	}
}

static void geometries_in_all_forms(void **state)
{
	(void)state;
	/* ISO and PostGIS codes of Z, M and ZM. */
	static const struct {
		uint32_t code;
		unsigned extras;
	} dimensions[] = {{0, 0},          {1000, 1},       {2000, 1},       {3000, 2},
	                  {0x80000000, 1}, {0x40000000, 1}, {0xC0000000, 2}};
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "areas", "MULTIPOLYGON", 4326);
	for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++)
		for (int form = 0; form < 10; form++) {
			struct wkb wkb = {.big = form & 1, .extras = dimensions[i].extras};
			wkb_begin(&wkb, form / 2);
			add_multipolygon(&wkb, dimensions[i].code);
			gpkg_add(database, "areas", 0, &wkb, "a", 1);
		}
	sqlite3_close(database);
	struct reading reading = read_layer(NULL);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(reading.diag.count, 0);
	assert_int_equal(dataset->feature_count, 70);
	for (size_t i = 0; i < 70; i++) {
		const struct feature *feature = &dataset->features[i];
		assert_int_equal(feature->type, GEOMETRY_POLYGONS);
		assert_int_equal(feature->part_count, 4);
		assert_int_equal(feature_part(feature, 3).count, 4);
		assert_true(feature_box(dataset, feature).west == 0 && feature_box(dataset, feature).north == 29);
	}
	data_done(&reading);
}

static void what_is_no_shape_is_counted(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "mixed", "GEOMETRY", 4326);
	gpkg_add_point(database, "mixed", 1, 1, 2, "point");
	gpkg_add_point(database, "mixed", 2, NAN, NAN, "empty point");
	gpkg_add_point(database, "mixed", 3, INFINITY, 1, "far");
	gpkg_add(database, "mixed", 4, NULL, "nothing", 0);
	struct wkb wkb = {.big = false};
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 8); /* an arc */
	wkb_word(&wkb, 3);
	for (int i = 0; i < 3; i++)
		wkb_point(&wkb, i, i & 1);
	gpkg_add(database, "mixed", 5, &wkb, "arc", 0);
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 7); /* a collection of a point and a line */
	wkb_word(&wkb, 2);
	wkb_head(&wkb, 1);
	wkb_point(&wkb, 5, 5);
	wkb_head(&wkb, 2);
	wkb_word(&wkb, 2);
	wkb_point(&wkb, 5, 5);
	wkb_point(&wkb, 6, 6);
	gpkg_add(database, "mixed", 6, &wkb, "both", 0);
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 2); /* a line that says it has more points than bytes */
	wkb_word(&wkb, 0xFFFFFFFF);
	wkb_point(&wkb, 5, 5);
	gpkg_add(database, "mixed", 7, &wkb, "cut", 0);
	gpkg_run(database, "INSERT INTO mixed VALUES (8, x'47500001', 'short', 0), (9, 'text', 'text', 0),"
	                   " (10, x'4750002100000000', 'extended', 0), (11, x'', 'no bytes', 0)");
	wkb_begin(&wkb, 0);
	for (int depth = 0; depth < 1000; depth++) { /* collections in collections */
		wkb_head(&wkb, 7);
		wkb_word(&wkb, 1);
	}
	wkb_head(&wkb, 1);
	wkb_point(&wkb, 5, 5);
	gpkg_add(database, "mixed", 12, &wkb, "deep", 0);
	sqlite3_close(database);
	struct reading reading = read_layer(NULL);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 3);
	assert_int_equal(dataset->features[1].record, 6);
	assert_int_equal(dataset->features[2].type, GEOMETRY_LINES);
	assert_said(&reading, DIAG_WARNING, "towns.gpkg: 10 of 12 features are left out");
	assert_said(&reading, DIAG_WARNING, "3 without geometry (first: feature 2)");
	assert_said(&reading, DIAG_WARNING, "1 with arcs of circles, which are not read (feature 5)");
	assert_said(&reading, DIAG_WARNING, "5 with a damaged geometry (first: feature 7)");
	assert_said(&reading, DIAG_WARNING, "1 with a coordinate that is not finite (feature 3)");
	data_done(&reading);
}

static void layers_by_name(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	refused(NULL, "towns.gpkg has no layer with shapes");
	gpkg_layer(database, "roads", "POINT", 4326);
	gpkg_add_point(database, "roads", 1, 1, 1, "a");
	gpkg_layer(database, "towns \"of\" '1900'", "POINT", 4326);
	gpkg_add_point(database, "towns \"of\" '1900'", 2, 2, 2, "b");
	gpkg_layer(database, "gone", "POINT", 4326);
	gpkg_run(database, "DROP TABLE gone; CREATE TABLE facts (fid INTEGER PRIMARY KEY, name TEXT);"
	                   "INSERT INTO gpkg_contents VALUES ('facts', 'attributes', 'facts', NULL)");
	sqlite3_close(database);
	refused(NULL, "towns.gpkg has 3 layers");
	refused(NULL, "name one of them in the data entry (layer: …): gone, roads, towns \"of\" '1900'");
	refused("raods", "did you mean roads");
	refused("nothing of the kind", "its layers are gone, roads");
	refused("facts", "facts is a table without shapes");
	refused("gone", "the table of layer gone");
	static const char *const names[] = {"roads", "ROADS", "towns \"of\" '1900'"};
	for (size_t i = 0; i < 3; i++) {
		struct reading reading = read_layer(names[i]);
		assert_read(&reading);
		assert_int_equal(reading.dataset.features[0].record, i < 2 ? 1 : 2);
		data_done(&reading);
	}
}

static void coordinate_systems(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	static const struct {
		const char *layer;
		int srs;
		const char *crs;
	} layers[] = {{"a", 4326, NULL}, {"b", 2154, "EPSG:2154"}, {"c", 100000, "PROJCS[\"own\",GEOGCS[\"WGS 84\"]]"},
	              {"d", -1, NULL},   {"e", 0, NULL},           {"f", 77, NULL}};
	for (size_t i = 0; i < 6; i++) {
		gpkg_layer(database, layers[i].layer, "POINT", layers[i].srs);
		gpkg_add_point(database, layers[i].layer, 1, 1, 1, "a");
	}
	sqlite3_close(database);
	for (size_t i = 0; i < 6; i++) {
		struct reading reading = read_layer(layers[i].layer);
		assert_read(&reading);
		if (layers[i].crs)
			assert_string_equal(reading.dataset.crs, layers[i].crs);
		else
			assert_null(reading.dataset.crs);
		data_done(&reading);
	}
}

/* Texts in another encoding are told. */
static void texts_that_are_not_utf8(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 1, 1, 1, "Orl\xE9" "ans");
	gpkg_add_point(database, "towns", 5, 5, 5, "Orléans");
	sqlite3_close(database);
	struct reading reading = read_layer("towns");
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "1 of 2 features is mended: 1 with a text that is not UTF-8 (feature 1)");
	data_done(&reading);
}

static void views_and_tables_without_numbers(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 1, 1, 1, "small");
	gpkg_add_point(database, "towns", 5, 5, 5, "large");
	gpkg_run(database, "CREATE VIEW large AS SELECT upper(name) AS label, geom FROM towns WHERE people > 2000;"
	                   "CREATE TABLE keyed (code TEXT PRIMARY KEY, geom BLOB) WITHOUT ROWID;"
	                   "INSERT INTO keyed SELECT name, geom FROM towns;"
	                   "CREATE TABLE grown (geom BLOB, long TEXT AS (printf('%900000000d', 1)))");
	gpkg_register(database, "large", "POINT", 4326);
	gpkg_register(database, "keyed", "POINT", 4326);
	gpkg_register(database, "grown", "POINT", 4326);
	gpkg_run(database, "INSERT INTO grown (geom) SELECT geom FROM towns");
	sqlite3_close(database);
	static const char *const layers[] = {"large", "keyed", "grown"};
	static const size_t features[] = {1, 2, 2}, columns[] = {1, 1, 0};
	for (size_t i = 0; i < 3; i++) {
		struct reading reading = read_layer(layers[i]);
		assert_read(&reading);
		assert_int_equal(reading.dataset.feature_count, features[i]);
		assert_int_equal(reading.dataset.column_count, columns[i]);
		if (i == 0)
			assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[0], "label"), "LARGE");
		data_done(&reading);
	}
}

/* Names stand beside the layer, by a column of both: of two rows of a value the first counts, the layer's own columns stay. */
static void names_of_another_table(void **state)
{
	(void)state;
	write_grid();
	sqlite3 *database;
	assert_int_equal(sqlite3_open(FILE_PATH, &database), SQLITE_OK);
	gpkg_run(database, "CREATE TABLE words (people INTEGER, name TEXT, name_zh TEXT, rank INTEGER);"
	                   "INSERT INTO words VALUES (2000, 'other', '二', 1), (2000, 'other', '两', 1), (3000, 'other', '三', 1)");
	sqlite3_close(database);
	for (int by_view = 0; by_view < 2; by_view++) {
		struct dataset_request request = plain;
		request.key = "people";
		request.names_from = "words";
		request.by_view = by_view;
		struct reading reading = data_read(&request);
		assert_read(&reading);
		const struct dataset *dataset = &reading.dataset;
		assert_int_equal(dataset->by_view, by_view);
		assert_int_equal(dataset_column(dataset, "rank"), -1);
		struct feature_walk walk;
		size_t count = 0;
		dataset_walk(dataset, (struct lonlat_box){0, 0, 3.5, 0.5}, &reading.diag, &walk);
		for (const struct feature *feature; (feature = feature_walk_next(&walk)); count++) {
			static const char *const names[] = {"", "二", "三", ""};
			assert_string_equal(feature_value(dataset, feature, "name_zh"), names[feature->record - 1]);
			assert_memory_equal(feature_value(dataset, feature, "name"), "town ", 5);
		}
		assert_true(feature_walk_end(&walk));
		assert_int_equal(count, 4);
		dataset_close(&reading.dataset);
		data_done(&reading);
	}
	static const char *const wrong[][2] = {{"people", "absent"}, {"fid", "words"}, {"absent", "words"}};
	for (size_t i = 0; i < 3; i++) {
		struct dataset_request request = plain;
		request.key = wrong[i][0];
		request.names_from = wrong[i][1];
		struct reading reading = data_read(&request);
		assert_false(reading.good);
		assert_said(&reading, DIAG_ERROR, "no names for layer towns in");
		data_done(&reading);
	}
}

static size_t walk_box(const struct dataset *dataset, struct diag *diag)
{
	const struct lonlat_box box = {4.5, 7.5, 10.5, 12.5}; /* west, south, east, north */
	struct feature_walk walk;
	size_t count = 0, last = SIZE_MAX;
	dataset_walk(dataset, box, diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk)); count++) {
		assert_true(feature_part(feature, 0).first != last); /* what is kept of a part is known by it */
		last = feature_part(feature, 0).first;
		size_t points;
		const struct stored_point *point = dataset_points(dataset, feature_part(feature, 0), 0, &points);
		assert_int_equal(points, 1);
		assert_true(lonlat_box_holds(box, (struct lonlat_box){point->lon, point->lat, point->lon, point->lat}));
		char name[32];
		snprintf(name, sizeof name, "town %zu", feature->record - 1);
		assert_string_equal(feature_value(dataset, feature, "name"), name);
	}
	assert_true(feature_walk_end(&walk));
	return count;
}

/* Longitudes from 0 to 360 are brought back, so that the R-tree, which has them as they are, is not asked. */
static void a_tree_beyond_180_is_not_asked(void **state)
{
	(void)state;
	write_grid();
	sqlite3 *database;
	assert_int_equal(sqlite3_open(FILE_PATH, &database), SQLITE_OK);
	gpkg_add_point(database, "towns", 401, 290.5, 5, "America");
	gpkg_run(database, "INSERT INTO rtree_towns_geom VALUES (401, 290.5, 290.5, 5, 5)");
	sqlite3_close(database);
	struct dataset_request request = plain;
	request.by_view = true;
	struct reading reading = data_read(&request);
	assert_read(&reading);
	assert_false(reading.dataset.by_view);
	assert_int_equal(reading.dataset.feature_count, 401);
	assert_true(reading.dataset.points[400].lon == -69.5);
	data_done(&reading);
}

static void features_of_a_view(void **state)
{
	(void)state;
	write_grid();
	struct dataset_request request = plain;
	request.by_view = true;
	struct reading reading = data_read(&request);
	assert_read(&reading);
	assert_true(reading.dataset.by_view);
	size_t seen = walk_box(&reading.dataset, &reading.diag);
	assert_int_equal(seen, 30);
	assert_int_equal(walk_box(&reading.dataset, &reading.diag), seen);
	dataset_close(&reading.dataset);
	data_done(&reading);
	reading = read_layer(NULL);
	assert_false(reading.dataset.by_view);
	assert_int_equal(walk_box(&reading.dataset, &reading.diag), seen);
	data_done(&reading);
}

/* Layers of a file have one connection, which ends with the last of them; a file that is another by now has its own. */
static void layers_of_one_file(void **state)
{
	(void)state;
	write_grid();
	sqlite3 *database;
	assert_int_equal(sqlite3_open(FILE_PATH, &database), SQLITE_OK);
	gpkg_run(database, "CREATE VIEW few AS SELECT * FROM towns WHERE fid < 4");
	gpkg_register(database, "few", "POINT", 4326);
	sqlite3_close(database);
	struct dataset_request request = plain;
	request.by_view = true;
	request.layer = "towns";
	struct reading first = data_read(&request), second = data_read(&request), view = read_layer("few");
	assert_read(&first);
	assert_read(&second);
	assert_read(&view);
	assert_int_equal(view.dataset.feature_count, 3);
	data_done(&view);
	dataset_close(&first.dataset);
	data_done(&first);
	assert_int_equal(walk_box(&second.dataset, &second.diag), 30);
	database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 1, 5, 8, "town 0");
	sqlite3_close(database);
	struct reading third = data_read(&request);
	assert_read(&third);
	assert_int_equal(third.dataset.feature_count, 1);
	data_done(&third);
	assert_int_equal(walk_box(&second.dataset, &second.diag), 30);
	dataset_close(&second.dataset);
	data_done(&second);
}

/* A ring round the north pole without an edge to it, read by view: a view in the polar cap lies in it. */
static void a_ring_round_the_pole_is_found(void **state)
{
	(void)state;
	static const struct {
		struct lonlat_box box;
		size_t seen;
	} cases[] = {{{-180, 85, 180, 90}, 1}, {{20, 86, 40, 89}, 1}, {{20, 40, 40, 50}, 0}, {{-180, -90, 180, -80}, 0}};
	sqlite3 *database = gpkg_create(FILE_PATH);
	struct wkb wkb = {.big = false};
	gpkg_layer(database, "caps", "POLYGON", 4326);
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 3);
	wkb_word(&wkb, 1);
	wkb_word(&wkb, 10);
	for (int i = 0; i < 10; i++)
		wkb_point(&wkb, -160 + 40 * (i % 9), i % 9 % 2 ? 65 : 75);
	gpkg_add(database, "caps", 1, &wkb, "Arctic", 0);
	gpkg_run(database, "CREATE VIRTUAL TABLE rtree_caps_geom USING rtree(id, minx, maxx, miny, maxy);"
	                   "INSERT INTO rtree_caps_geom VALUES (1, -160, 160, 65, 75)");
	sqlite3_close(database);
	struct dataset_request request = plain;
	request.by_view = true;
	struct reading reading = data_read(&request);
	assert_read(&reading);
	assert_true(reading.dataset.by_view);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct feature_walk walk;
		size_t count = 0;
		dataset_walk(&reading.dataset, cases[i].box, &reading.diag, &walk);
		for (; feature_walk_next(&walk); count++)
			;
		assert_true(feature_walk_end(&walk));
		assert_int_equal(count, cases[i].seen);
	}
	dataset_close(&reading.dataset);
	data_done(&reading);
}

/* A tree that was not kept up to date, or is damaged, is not used. */
static void trees_that_cannot_be_trusted(void **state)
{
	(void)state;
	static const char *const faults[] = {
	        "DELETE FROM rtree_towns_geom WHERE id = 400",
	        "UPDATE rtree_towns_geom_node SET data = x'00'",
	        "DROP TABLE rtree_towns_geom",
	        "UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'",
	        "UPDATE towns SET fid = 0 WHERE fid = 1",
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		write_grid();
		sqlite3 *database;
		sqlite3_open(FILE_PATH, &database);
		gpkg_run(database, faults[i]);
		sqlite3_close(database);
		struct dataset_request request = plain;
		request.by_view = true;
		struct reading reading = data_read(&request);
		assert_read(&reading);
		assert_false(reading.dataset.by_view);
		assert_int_equal(reading.dataset.feature_count, 400);
		data_done(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_tree_beyond_180_is_not_asked),
	        cmocka_unit_test(texts_that_are_not_utf8),
	        cmocka_unit_test(points_and_values),
	        cmocka_unit_test(geometries_in_all_forms),
	        cmocka_unit_test(what_is_no_shape_is_counted),
	        cmocka_unit_test(layers_by_name),
	        cmocka_unit_test(coordinate_systems),
	        cmocka_unit_test(views_and_tables_without_numbers),
	        cmocka_unit_test(features_of_a_view),
	        cmocka_unit_test(names_of_another_table),
	        cmocka_unit_test(layers_of_one_file),
	        cmocka_unit_test(a_ring_round_the_pole_is_found),
	        cmocka_unit_test(trees_that_cannot_be_trusted),
	};
	return cmocka_run_group_tests(tests, make_folder, NULL);
}
