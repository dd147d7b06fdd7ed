/* Thinner: leaves out the points of a run that a view cannot set apart, as they are read. Private to fetching. */
#ifndef CORRIDOR_SCENE_SIMPLIFIER_H
#define CORRIDOR_SCENE_SIMPLIFIER_H

#include "data/dataset.h"
#include "projection/view.h"

struct simplifier {
	const struct view_reach *reach; /* NULL: nothing is near enough to be left out */
	double tolerance;               /* points on the page */
	struct lonlat_box view;         /* of runs beyond one side of it only the ends stay; empty: all stay */
	bool gather;                    /* bounds from points: the part has no box of its own */
	struct lonlat *kept;            /* has room for all points that are taken */
	size_t count;
	struct lonlat last; /* read */
	struct lonlat_box bounds;

	struct lonlat around;          /* points per degree there, about the last one kept */
	double band_south, band_north; /* latitudes between which that holds */
	unsigned beyond;               /* sides that all points kept lie beyond since the last one that stays */
	unsigned sides;                /* that the last one kept lies beyond */
	bool pending;                  /* the last one kept goes when the next lies beyond one of those too */
};

/* Takes the run of points; false at a point at fault, which is then simplifier->last. */
bool simplifier_take(struct simplifier *simplifier, const struct stored_point *points, size_t count);

#endif
