/* GeoPackages that are damaged, hostile, written to meanwhile, or none. */
#define FOLDER "build/tests/data_geopackage_hostile/"
#include "geopackage_layer.h"

#include <dirent.h>

/* What a schema may try; reading ends with an error, and soon. */
static void hostile_views(void **state)
{
	(void)state;
	static const struct {
		const char *sql, *said;
	} views[] = {
	        {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT geom, i FROM n, towns", "not run"},
	        {"SELECT geom, hex(randomblob(900000000)) AS x FROM towns", "not run"},
	        {"SELECT geom, zeroblob(900000000) AS x FROM towns", "not run"},
	        {"SELECT geom, load_extension('x') AS x FROM towns", "towns.gpkg"},
	        {"SELECT geom, printf('%900000000d', 1) AS x FROM towns", "not run"},
	        {"SELECT geom, group_concat(name) AS x FROM towns", "not run"},
	        {"SELECT a.geom, count(*) AS x FROM many a, many b, many c, many d, many e", "takes too long"},
	        {"SELECT geom FROM no_such_table", "towns.gpkg"},
	        {"SELECT geom FROM v", "towns.gpkg"},
	};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		sqlite3 *database = gpkg_create(FILE_PATH);
		gpkg_layer(database, "towns", "POINT", 4326);
		gpkg_add_point(database, "towns", 1, 1, 1, "a");
		gpkg_run(database, "CREATE TABLE many (geom BLOB);"
		                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200) INSERT INTO many SELECT i FROM n");
		char *sql = sqlite3_mprintf("CREATE VIEW v AS %s", views[i].sql);
		gpkg_run(database, sql);
		sqlite3_free(sql);
		gpkg_register(database, "v", "POINT", 4326);
		sqlite3_close(database);
		refused("v", views[i].said);
	}
}

static size_t files_in_folder(void)
{
	size_t count = 0;
	DIR *folder = opendir(FOLDER);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

/* Changes that are not yet in the file itself are read; a file that is complete is read without leaving anything. */
static void write_ahead_log(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 1, 1, 1, "a");
	gpkg_run(database, "PRAGMA journal_mode = WAL");
	gpkg_add_point(database, "towns", 2, 2, 2, "b");
	struct reading reading = read_layer(NULL);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	data_done(&reading);
	/* As a program leaves it that was ended, in a folder where nobody may write: the -shm is gone. */
	struct bytes file = data_load(FILE_PATH), wal = data_load(FILE_PATH "-wal");
	sqlite3_close(database);
	data_write(FOLDER "left.gpkg", file.start, file.length);
	data_write(FOLDER "left.gpkg-wal", wal.start, wal.length);
	reading = data_read(&(struct dataset_request){.file = FOLDER "left.gpkg"});
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	data_done(&reading);
	unlink(FOLDER "left.gpkg-wal");
	unlink(FOLDER "left.gpkg-shm");
	unlink(FOLDER "left.gpkg");
	size_t before = files_in_folder();
	reading = read_layer(NULL);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	data_done(&reading);
	assert_int_equal(files_in_folder(), before);
	free((void *)file.start);
	free((void *)wal.start);
}

static void open_transactions(void **state)
{
	(void)state;
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_add_point(database, "towns", 1, 1, 1, "a");
	gpkg_run(database, "BEGIN IMMEDIATE; UPDATE towns SET name = 'b'");
	struct reading reading = read_layer(NULL);
	assert_read(&reading);
	assert_string_equal(feature_value(&reading.dataset, reading.dataset.features, "name"), "a");
	data_done(&reading);
	gpkg_run(database, "ROLLBACK");
	sqlite3_close(database);
}

static void no_databases(void **state)
{
	(void)state;
	data_write_text(FILE_PATH, "this is no database, although it is called one, and it is longer than a header is, "
	                           "which has a hundred bytes");
	refused(NULL, "towns.gpkg is no GeoPackage");
	data_write_text(FILE_PATH, "");
	refused(NULL, "towns.gpkg is empty");
	unlink(FILE_PATH);
	refused(NULL, "there is no file towns.gpkg");
	mkdir(FILE_PATH, 0777);
	refused(NULL, "towns.gpkg is a folder");
	rmdir(FILE_PATH);
	sqlite3 *database;
	sqlite3_open(FILE_PATH, &database);
	gpkg_run(database, "CREATE TABLE towns (geom BLOB)");
	sqlite3_close(database);
	refused(NULL, "is an SQLite database, but no GeoPackage");
}

/* The database cut at many lengths, and with bytes changed: an error or a dataset, and no crash. */
static void damaged_files(void **state)
{
	(void)state;
	write_grid();
	struct bytes whole = data_load(FILE_PATH);
	char *copy = malloc(whole.length);
	uint32_t seed = 20260101;
	size_t good = 0, bad = 0;
	for (int i = 0; i < 600; i++) {
		memcpy(copy, whole.start, whole.length);
		size_t length = whole.length;
		seed = seed * 1664525 + 1013904223;
		if (i % 4 == 0)
			length = seed % whole.length;
		for (int k = 0; i % 4 && k < 1 << i % 8; k++) {
			seed = seed * 1664525 + 1013904223;
			copy[(seed >> 4) % (i % 3 ? whole.length : 4096)] = (char)(seed >> 24);
		}
		data_write(FILE_PATH, copy, length);
		struct dataset_request request = plain;
		request.by_view = i & 1;
		struct reading reading = data_read(&request);
		if (reading.good && reading.dataset.by_view) {
			struct feature_walk walk;
			dataset_walk(&reading.dataset, (struct lonlat_box){-180, -90, 180, 90}, &reading.diag, &walk);
			for (const struct feature *feature; (feature = feature_walk_next(&walk));)
				feature_row(&reading.dataset, feature);
			feature_walk_end(&walk);
		}
		*(reading.good ? &good : &bad) += 1;
		dataset_close(&reading.dataset);
		data_done(&reading);
	}
	assert_true(good > 50 && bad > 50);
	free(copy);
	free((void *)whole.start);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(hostile_views),
	        cmocka_unit_test(write_ahead_log),
	        cmocka_unit_test(open_transactions),
	        cmocka_unit_test(no_databases),
	        cmocka_unit_test(damaged_files),
	};
	return cmocka_run_group_tests(tests, make_folder, NULL);
}
