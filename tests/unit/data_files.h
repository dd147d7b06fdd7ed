/* Data files for tests: a folder under build/, small shapefiles written with shapelib, and reading with checks. */
#ifndef CORRIDOR_TESTS_DATA_FILES_H
#define CORRIDOR_TESTS_DATA_FILES_H

#include "data/dataset.h"
#include "data/shapefile/shapefile.h"

#include <errno.h>
#include <setjmp.h>
#include <shapefil.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* What one reading gave. */
struct reading {
	struct arena arena;
	struct diag diag;
	struct dataset dataset;
	bool good;
};

static inline void data_remove(const char *path)
{
	unlink(path);
}

/* Makes the folder of the test program anew, so that a run does not see the last one's files. */
static inline void data_folder(const char *folder)
{
	char command[256];
	snprintf(command, sizeof command, "rm -rf '%s' && mkdir -p '%s'", folder, folder);
	assert_int_equal(system(command), 0);
}

static inline void data_write(const char *path, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static inline void data_write_text(const char *path, const char *text)
{
	data_write(path, text, strlen(text));
}

/* A copy of exactly the file's size, so that a sanitizer sees one byte too far. Caller frees. */
static inline struct bytes data_load(const char *path)
{
	struct stat status;
	FILE *file = fopen(path, "rb");
	if (!file || fstat(fileno(file), &status) != 0)
		return (struct bytes){NULL, 0};
	char *bytes = malloc((size_t)status.st_size + 1);
	size_t length = fread(bytes, 1, (size_t)status.st_size, file);
	fclose(file);
	return (struct bytes){bytes, length};
}

static inline struct reading data_read(const struct dataset_request *request)
{
	struct reading reading = {0};
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = dataset_read(&reading.arena, request, &reading.diag, &reading.dataset);
	/* A failure always says why, a success never holds an error. */
	assert_int_equal(reading.good, reading.diag.errors == 0);
	return reading;
}

static inline struct reading data_read_file(const char *path)
{
	return data_read(&(struct dataset_request){.file = path});
}

static inline void data_done(struct reading *reading)
{
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
}

static inline bool data_said(const struct reading *reading, enum severity severity, const char *text)
{
	for (size_t i = 0; i < reading->diag.count; i++) {
		const struct diag_entry *entry = &reading->diag.entries[i];
		if (entry->severity == severity &&
		    (strstr(entry->message, text) || (entry->hint && strstr(entry->hint, text))))
			return true;
	}
	return false;
}

#define assert_said(reading, severity, text)                                                                           \
	do {                                                                                                           \
		if (!data_said((reading), (severity), (text))) {                                                       \
			data_print(reading);                                                                           \
			fail_msg("not said: %s", (text));                                                              \
		}                                                                                                      \
	} while (0)

static inline void data_print(const struct reading *reading)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(&reading->diag, 0, &text);
	fprintf(stderr, "%s", text.bytes ? text.bytes : "nothing was said\n");
	buffer_clear(&text);
}

static inline void assert_read(const struct reading *reading)
{
	if (!reading->good)
		data_print(reading);
	assert_true(reading->good);
}

/* Reads a file that must fail, and say so. */
static inline void assert_refused(const struct dataset_request *request, const char *message)
{
	struct reading reading = data_read(request);
	assert_false(reading.good);
	assert_said(&reading, DIAG_ERROR, message);
	data_done(&reading);
}

static inline void data_add_shape(SHPHandle shapes, int type, int parts, const int *starts, int count, const double *x,
                                  const double *y)
{
	double height[64] = {0}, measure[64] = {0};
	assert_true(count <= 64);
	for (int i = 0; i < count; i++) {
		height[i] = 1000 + i;
		measure[i] = 2000 + i;
	}
	SHPObject *shape = SHPCreateObject(type, -1, parts, starts, NULL, count, x, y, height, measure);
	SHPWriteObject(shapes, -1, shape);
	SHPDestroyObject(shape);
}

/* Three records of the type around 120 E 30 N, with their .dbf: name (text), people (number). Lines and polygons
 * of record 2 have two parts. `ldid` as "LDID/77" or an encoding for a .cpg; NULL: 0. */
static inline void data_write_shapefile(const char *stem, int type, const char *codepage, const char *const names[3])
{
	char path[256];
	snprintf(path, sizeof path, "%s.shp", stem);
	SHPHandle shapes = SHPCreate(path, type);
	snprintf(path, sizeof path, "%s.dbf", stem);
	DBFHandle table = DBFCreateEx(path, codepage ? codepage : "LDID/0");
	assert_non_null(shapes);
	assert_non_null(table);
	DBFAddField(table, "name", FTString, 16, 0);
	DBFAddField(table, "people", FTDouble, 12, 2);
	for (int i = 0; i < 3; i++) {
		double w = 120 + i, s = 30, e = w + 0.5, n = 30.5;
		const double x[] = {w, w, e, e, w, w + 0.1, w + 0.2, w + 0.2, w + 0.1};
		const double y[] = {s, n, n, s, s, s + 0.1, s + 0.1, s + 0.2, s + 0.1};
		const int starts[] = {0, 5};
		bool single = type == SHPT_POINT || type == SHPT_POINTZ || type == SHPT_POINTM;
		bool multi = type == SHPT_MULTIPOINT || type == SHPT_MULTIPOINTZ || type == SHPT_MULTIPOINTM;
		int parts = single || multi ? 0 : i == 1 ? 2 : 1;
		data_add_shape(shapes, type, parts, starts, single ? 1 : i == 1 ? 9 : 5, x, y);
		DBFWriteStringAttribute(table, i, 0, names[i]);
		DBFWriteDoubleAttribute(table, i, 1, 1234.75 + i);
	}
	SHPClose(shapes);
	DBFClose(table);
}

#endif
