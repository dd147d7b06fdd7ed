/* GeoPackages for tests: databases written with SQLite, and geometries as its blobs hold them. */
#ifndef CORRIDOR_TESTS_GEOPACKAGE_FILES_H
#define CORRIDOR_TESTS_GEOPACKAGE_FILES_H

#include "data_files.h"

#include "base/buffer.h"

#include <sqlite3.h>

static inline void gpkg_run(sqlite3 *database, const char *sql)
{
	char *message = NULL;
	if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

/* A new database with the tables that every GeoPackage has, and small pages. */
static inline sqlite3 *gpkg_create(const char *path)
{
	sqlite3 *database;
	unlink(path);
	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	gpkg_run(database,
	         "PRAGMA page_size = 512; PRAGMA synchronous = 0; PRAGMA application_id = 1196444487;"
	         "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
	         " organization_coordsys_id INTEGER, definition TEXT, description TEXT);"
	         "INSERT INTO gpkg_spatial_ref_sys VALUES ('none', -1, 'NONE', -1, 'undefined', ''),"
	         " ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\"]', ''), ('Lambert-93', 2154, 'epsg', 2154, '', ''),"
	         " ('own', 100000, 'me', 7, 'PROJCS[\"own\",GEOGCS[\"WGS 84\"]]', '');"
	         "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);"
	         "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,"
	         " srs_id INTEGER, z TINYINT, m TINYINT)");
	return database;
}

/* Registers a table or view as a layer. */
static inline void gpkg_register(sqlite3 *database, const char *name, const char *type, int srs)
{
	char *sql = sqlite3_mprintf("INSERT INTO gpkg_contents VALUES (%Q, 'features', %Q, %d);"
	                            "INSERT INTO gpkg_geometry_columns VALUES (%Q, 'geom', %Q, %d, 0, 0)",
	                            name, name, srs, name, type, srs);
	gpkg_run(database, sql);
	sqlite3_free(sql);
}

/* A layer with a key, a name and a number of people. */
static inline void gpkg_layer(sqlite3 *database, const char *name, const char *type, int srs)
{
	char *sql = sqlite3_mprintf("CREATE TABLE \"%w\" (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, people INTEGER)",
	                            name);
	gpkg_run(database, sql);
	sqlite3_free(sql);
	gpkg_register(database, name, type, srs);
}

/* WKB in the making. */
struct wkb {
	struct buffer bytes;
	bool big;        /* byte order */
	unsigned extras; /* numbers of a point beside x and y, which are 7 */
};

static inline void wkb_add(struct wkb *wkb, const void *value, size_t length)
{
	const unsigned char *bytes = value;
	for (size_t i = 0; i < length; i++)
		buffer_char(&wkb->bytes, (char)bytes[wkb->big ? length - 1 - i : i]);
}

static inline void wkb_word(struct wkb *wkb, uint32_t value)
{
	wkb_add(wkb, &value, sizeof value);
}

static inline void wkb_head(struct wkb *wkb, uint32_t type)
{
	buffer_char(&wkb->bytes, !wkb->big);
	wkb_word(wkb, type);
}

static inline void wkb_point(struct wkb *wkb, double x, double y)
{
	const double values[] = {x, y, 7, 7};
	for (unsigned i = 0; i < 2 + wkb->extras; i++)
		wkb_add(wkb, &values[i], sizeof *values);
}

/* The header of a blob, with the envelope of that number. */
static inline void wkb_begin(struct wkb *wkb, int envelope)
{
	static const size_t bytes[] = {0, 32, 48, 48, 64};
	*wkb = (struct wkb){.big = wkb->big, .extras = wkb->extras};
	buffer_init(&wkb->bytes);
	buffer_text(&wkb->bytes, "GP");
	buffer_char(&wkb->bytes, '\0');
	buffer_char(&wkb->bytes, (char)(envelope << 1 | !wkb->big));
	wkb_word(wkb, 4326);
	for (size_t i = 0; i < bytes[envelope]; i++)
		buffer_char(&wkb->bytes, '\0');
}

/* Adds a row with the geometry, which is then freed, to a layer as above; key 0: the next. */
static inline void gpkg_add(sqlite3 *database, const char *layer, int key, struct wkb *wkb, const char *name, int people)
{
	sqlite3_stmt *statement;
	char *sql = sqlite3_mprintf("INSERT INTO \"%w\" VALUES (?1, ?2, ?3, ?4)", layer);
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	sqlite3_free(sql);
	if (key)
		sqlite3_bind_int(statement, 1, key);
	if (wkb)
		sqlite3_bind_blob(statement, 2, wkb->bytes.bytes, (int)wkb->bytes.length, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 3, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 4, people);
	assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
	sqlite3_finalize(statement);
	if (wkb)
		buffer_clear(&wkb->bytes);
}

static inline void gpkg_add_point(sqlite3 *database, const char *layer, int key, double x, double y, const char *name)
{
	struct wkb wkb = {.big = false};
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 1);
	wkb_point(&wkb, x, y);
	gpkg_add(database, layer, key, &wkb, name, 1000 * key);
}

#endif
