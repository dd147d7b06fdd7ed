/* Rows of a wavy line, each cut into more pieces than the one before, as a shapefile and the members that a map needs. */
#pragma once

#include "data_files.h"

#include <math.h>

#define FOLDER "build/test-lines"

enum { row_count = 6, most_pieces = 56, most_dashes = 400 };
static const int cuts[row_count] = {1, 7, 14, 28, 56, 56};
enum cut { WHOLE, PIECES, PARTS, TURNED, TWICE, RANKED, AREAS };

struct row_points {
	double x[most_pieces + 1], y[most_pieces + 1];
};

static struct row_points points_of(int row)
{
	struct row_points points;
	for (int i = 0; i <= cuts[row]; i++) {
		points.x[i] = 7.0 * i / cuts[row];
		points.y[i] = 50 + row + (i % 2 ? 0.02 : 0) + 0.1 * sin(points.x[i]);
	}
	return points;
}

struct files {
	SHPHandle shapes;
	DBFHandle table;
	int count;
};

static void add_record(struct files *files, int row, const char *rank, int part_count, const int *starts, int count,
                       const double *x, const double *y)
{
	char name[32];
	snprintf(name, sizeof name, "Row %d", row);
	SHPObject *shape = SHPCreateObject(SHPT_ARC, -1, part_count, starts, NULL, count, x, y, NULL, NULL);
	SHPWriteObject(files->shapes, -1, shape);
	SHPDestroyObject(shape);
	DBFWriteStringAttribute(files->table, files->count, 0, name);
	DBFWriteStringAttribute(files->table, files->count++, 1, rank);
}

static void add_piece(struct files *files, int row, const char *rank, const struct row_points *points, int piece,
                      bool backwards)
{
	static const int start = 0;
	int a = backwards ? piece + 1 : piece, b = backwards ? piece : piece + 1;
	const double x[] = {points->x[a], points->x[b]}, y[] = {points->y[a], points->y[b]};
	add_record(files, row, rank, 1, &start, 2, x, y);
}

/* One record whose parts are the pieces, each with both its ends. */
static void add_parts(struct files *files, int row, const struct row_points *points)
{
	int starts[most_pieces];
	double x[2 * most_pieces], y[2 * most_pieces];
	for (int i = 0; i < cuts[row]; i++) {
		starts[i] = 2 * i;
		x[2 * i] = points->x[i], y[2 * i] = points->y[i];
		x[2 * i + 1] = points->x[i + 1], y[2 * i + 1] = points->y[i + 1];
	}
	add_record(files, row, "1", cuts[row], starts, 2 * cuts[row], x, y);
}

static void add_row(struct files *files, int row, enum cut cut)
{
	static const int start = 0;
	struct row_points points = points_of(row);
	if (cut == WHOLE || cut == TWICE)
		add_record(files, row, "1", 1, &start, cuts[row] + 1, points.x, points.y);
	if (cut == PARTS)
		add_parts(files, row, &points);
	/* 5 has no factor in common with the numbers of pieces but for 1: the first stays the first. */
	for (int i = 0; i < cuts[row] && cut != WHOLE && cut != PARTS; i++) {
		int piece = cut == PIECES || cut == RANKED ? i : i * 5 % cuts[row];
		add_piece(files, row, cut == RANKED && i == 2 ? "2" : "1", &points, piece,
		          cut == TWICE || (cut == TURNED && i % 3 == 1));
	}
}

/* Two areas, one north of the other; the border between them winds. */
static void add_areas(struct files *files)
{
	static const int start = 0;
	struct row_points border = points_of(row_count - 1);
	for (int north = 0; north < 2; north++) {
		double x[most_pieces + 4], y[most_pieces + 4];
		int count = 0;
		for (int i = 0; i <= most_pieces; i++) {
			int k = north ? i : most_pieces - i;
			x[count] = border.x[k];
			y[count++] = border.y[k] - 3;
		}
		for (int i = 0; i < 3; i++) { /* two corners, and back to the first point */
			x[count] = i == 2 ? x[0] : north == (i == 0) ? 7 : 0;
			y[count++] = i == 2 ? y[0] : north ? 54.5 : 49.5;
		}
		SHPObject *shape = SHPCreateObject(SHPT_POLYGON, -1, 1, &start, NULL, count, x, y, NULL, NULL);
		SHPWriteObject(files->shapes, -1, shape);
		SHPDestroyObject(shape);
		DBFWriteStringAttribute(files->table, files->count++, 0, north ? "North" : "South");
	}
}

static inline void write_rows(enum cut cut)
{
	struct files files = {SHPCreate(FOLDER "/l.shp", cut == AREAS ? SHPT_POLYGON : SHPT_ARC),
	                      DBFCreate(FOLDER "/l.dbf"), 0};
	assert_non_null(files.shapes);
	assert_non_null(files.table);
	DBFAddField(files.table, "name", FTString, 16, 0);
	DBFAddField(files.table, "rank", FTString, 2, 0);
	for (int row = 0; row < row_count && cut != AREAS; row++)
		add_row(&files, row, cut);
	if (cut == AREAS)
		add_areas(&files);
	SHPClose(files.shapes);
	DBFClose(files.table);
}
