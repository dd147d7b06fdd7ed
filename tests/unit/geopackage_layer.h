/* Reading layers of the test program's GeoPackage. The program defines FOLDER, its own, before. */
#ifndef CORRIDOR_TESTS_GEOPACKAGE_LAYER_H
#define CORRIDOR_TESTS_GEOPACKAGE_LAYER_H

#include "geopackage_files.h"

#include "data/geopackage/geopackage.h"

#define FILE_PATH FOLDER "towns.gpkg"

static const struct dataset_request plain = {.file = FILE_PATH, .shown = "towns.gpkg"};

static inline struct reading read_layer(const char *layer)
{
	struct dataset_request request = plain;
	request.layer = layer;
	return data_read(&request);
}

static inline void refused(const char *layer, const char *said)
{
	struct reading reading = read_layer(layer);
	assert_false(reading.good);
	assert_said(&reading, DIAG_ERROR, said);
	data_done(&reading);
}

static inline int make_folder(void **state)
{
	(void)state;
	data_folder(FOLDER);
	return 0;
}

/* A layer of 400 towns on a grid, with an R-tree. */
static inline void write_grid(void)
{
	sqlite3 *database = gpkg_create(FILE_PATH);
	gpkg_layer(database, "towns", "POINT", 4326);
	gpkg_run(database, "BEGIN; CREATE VIRTUAL TABLE rtree_towns_geom USING rtree(id, minx, maxx, miny, maxy)");
	for (int i = 0; i < 400; i++) {
		char name[32];
		double x = i % 20 + 0.1, y = i / 20 + 0.1;
		snprintf(name, sizeof name, "town %d", i);
		gpkg_add_point(database, "towns", i + 1, x, y, name);
		char *sql = sqlite3_mprintf("INSERT INTO rtree_towns_geom VALUES (%d, %f, %f, %f, %f)", i + 1, x, x, y, y);
		gpkg_run(database, sql);
		sqlite3_free(sql);
	}
	gpkg_run(database, "COMMIT");
	sqlite3_close(database);
}

#endif
