/* Simplifier: leaves out the points of a part that a view cannot set apart, as they are read. Private to fetch.c. */
#pragma once

#include "data/dataset.h"
#include "projection/view.h"

struct simplifier {
	const struct scale_bounds *scale_bounds; /* NULL: no point is left out for being near */
	double tolerance;                        /* points on the page */
	struct lonlat_box view;                  /* runs beyond one side of it keep only their ends; empty: all stay */
	bool gather;                             /* find `bounds` from the points: the part has no box of its own */
	struct lonlat *kept;                     /* has room for all points that are taken */
	size_t count;                            /* of points kept */
	struct lonlat last;                      /* the last point taken */
	struct lonlat_box bounds;

	struct scale_bound scale;      /* at the last point kept */
	double band_south, band_north; /* latitudes between which it holds */
	unsigned run_sides;            /* sides of the view that the current run of kept points lies beyond */
	unsigned last_sides;           /* sides that the last point kept lies beyond */
	bool pending;                  /* the last point kept is dropped if the next lies beyond one of run_sides too */
};

/* Takes the points; false at one that is not on the globe, which is then simplifier->last. */
bool simplifier_take(struct simplifier *simplifier, const struct stored_point *points, size_t count);
