/* Columns of a CSV: which of them hold the coordinates, by their names. Private to csv/. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_NO_COLUMN SIZE_MAX

/* How sure the names are, the surest first. */
enum csv_pair_kind {
	CSV_PAIR_DEGREES,       /* longitude, latitude */
	CSV_PAIR_DEGREES_OF,    /* start_lng, start_lat */
	CSV_PAIR_PROJECTED,     /* easting, northing; x, y */
	CSV_PAIR_IN_ONE_COLUMN, /* lat_lon: both, latitude first; lonlat: longitude first */
	CSV_PAIR_PROJECTED_OF,  /* x_lambert, y_lambert */
	CSV_PAIR_KINDS
};

struct csv_pair {
	size_t lon, lat; /* columns; the same where one holds both */
	bool lon_first;  /* in one column whose name says so */
	bool lat_first;  /* the same */
	bool has_others; /* it is the first of several pairs */
};

/* The names of a header, ready to be looked through. */
struct csv_names {
	const char **plain; /* letters and digits */
	bool *first_apart;  /* the first of these is a word of its own, "x_lambert" */
	bool *last_apart;   /* the last is, "coordX" */
	size_t count;
};

void csv_names_init(struct csv_names *names, struct arena *arena, const char *const *columns, size_t count);
/* Finds the first pair of columns of the kind. */
bool csv_names_pair(const struct csv_names *names, enum csv_pair_kind kind, struct csv_pair *out);
/* The column with this name: to the letter, else without regard to case and punctuation; CSV_NO_COLUMN if there is
 * none. */
size_t csv_column_named(const char *const *columns, size_t count, const char *name);
