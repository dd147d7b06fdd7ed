/* For tests of large files read by view: a grid of areas in a shapefile, its index, walks through it and maps of it. */
#ifndef DATA_GRID_H
#define DATA_GRID_H

#include "data_files.h"

#include "page/page.h"
#include "render/render.h"
#include "render/store.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#define COLUMNS 80
#define ROWS    50
#define CORNERS 80

/* Rough circles around the points of a grid, 100 to 140 E, 10 to 35 N, more than is read whole; every 100th row of the
 * table is deleted. */
static inline void write_grid(const char *stem, int columns, int rows, int corners)
{
	SHPHandle shp = SHPCreate(stem, SHPT_POLYGON);
	DBFHandle dbf = DBFCreate(stem);
	assert_true(shp && dbf);
	DBFAddField(dbf, "name", FTString, 12, 0);
	uint32_t random = 1;
	for (int i = 0; i < columns * rows; i++) {
		double x[CORNERS + 1], y[CORNERS + 1];
		char name[16];
		for (int k = 0; k < corners; k++) {
			random = random * 1664525u + 1013904223u;
			double angle = -2 * M_PI * k / corners;
			double radius = 0.2 + (double)(random >> 24) / 1000;
			x[k] = 100 + 40.0 * (i % columns) / columns + radius * cos(angle);
			y[k] = 10 + 25.0 * (i / columns) / rows + radius * sin(angle);
		}
		x[corners] = x[0];
		y[corners] = y[0];
		SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, corners + 1, x, y, NULL);
		SHPWriteObject(shp, -1, shape);
		SHPDestroyObject(shape);
		snprintf(name, sizeof name, "n%d", i + 1);
		DBFWriteStringAttribute(dbf, i, 0, name);
		if (i % 100 == 50)
			DBFMarkRecordDeleted(dbf, i, 1);
	}
	SHPClose(shp);
	DBFClose(dbf);
}

static inline void write_tree_of(const char *shp, const char *qix)
{
	struct diag diag;
	struct buffer content;
	diag_init(&diag);
	buffer_init(&content);
	assert_true(shapefile_index(shp, &diag, &content));
	assert_int_equal(diag.count, 0);
	data_write(qix, content.bytes, content.length);
	buffer_clear(&content);
	diag_clear(&diag);
}

static inline struct reading read_small(const char *path, bool by_view)
{
	return data_read(&(struct dataset_request){.file = path, .large = 1, .by_view = by_view});
}

static inline struct reading read_in_one_go(const char *path)
{
	return data_read(&(struct dataset_request){.file = path, .large = 1, .by_view = true, .one_view = true});
}

/* What a walk has shown: copies of the features, whose shapes last no longer than the walk. */
struct walked {
	struct feature features[1000];
	struct part parts[1000]; /* the first of each */
	struct lonlat_box boxes[1000];
	char names[1000][16];
	size_t count;
};

static inline bool walk(struct reading *reading, struct lonlat_box box, struct walked *walked)
{
	struct feature_walk walk;
	walked->count = 0;
	dataset_walk(&reading->dataset, box, &reading->diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk)); walked->count++) {
		assert_true(walked->count < 1000);
		assert_int_equal(feature->part_count, 1);
		walked->features[walked->count] = *feature;
		walked->parts[walked->count] = feature_part(feature, 0);
		walked->boxes[walked->count] = feature_box(&reading->dataset, feature);
		snprintf(walked->names[walked->count], 16, "%s", feature_value(&reading->dataset, feature, "name"));
	}
	return feature_walk_end(&walk);
}

static inline void close_reading(struct reading *reading)
{
	dataset_close(&reading->dataset);
	data_done(reading);
}

static const char bare_page[] = "page: 120x90mm\n";

/* The page as text; *warnings gets what was said. `west` of the map's extent. */
static inline char *draw_page(const char *shp, double west, const char *sheet, const struct map_use *use, size_t *warnings)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: grid\ntitle: Grid\nlanguages: [en]\n%s"
	         "projection: \"+proj=lcc +lat_1=15 +lat_2=30 +lon_0=115\"\n"
	         "data:\n  land: {file: \"%s\"}\n  cities: {file: geodata/cities.csv, key: adcode}\n"
	         "layers:\n  - {id: land, kind: area, data: land, fill: town, edge: ink}\n"
	         "members:\n  points: cities\n  list:\n    songjiang: {key: \"310117\"}\n"
	         "versions:\n  \"1\": {year: 2018, members: [songjiang], extent: [%.1f, 15, %.1f, 19]}\n",
	         sheet, shp, west, west + 6);
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct page page;
	struct label_report report = {0};
	struct buffer dump;
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = sheet == bare_page};
	diag_init(&diag);
	arena_init(&arena);
	buffer_init(&dump);
	bool good = map_open_for(use, &map, "test.yaml", text, strlen(text), &overrides, &diag) &&
	            map_render(&map, &options, &arena, &diag, &page, &report);
	for (size_t i = 0; i < diag.count && !good; i++)
		fprintf(stderr, "%s\n", diag.entries[i].message);
	assert_true(good);
	/* A store knows features by where they lie, for longer than those read for one view are there. */
	assert_false(use->store && map.datasets[0].by_view);
	page_dump(&page, &dump);
	*warnings = diag.warnings;
	map_close(&map);
	diag_clear(&diag);
	arena_clear(&arena);
	return dump.bytes;
}

static inline char *draw_at(const char *shp, double west, const struct map_use *use, size_t *warnings)
{
	return draw_page(shp, west, bare_page, use, warnings);
}

#endif
