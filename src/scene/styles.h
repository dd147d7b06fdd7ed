/* The layer styles, one file each. */
#pragma once

#include "scene/scene.h"

extern const struct layer_style area_style;       /* area.c: filled polygons with names */
extern const struct layer_style members_style;    /* members.c: members by version */
extern const struct layer_style line_style;       /* line.c: rivers, borders */
extern const struct layer_style expressway_style; /* expressway.c */
extern const struct layer_style railway_style;    /* railway.c */
extern const struct layer_style band_style;       /* band.c: a corridor along routes */
extern const struct layer_style marker_style;     /* marker.c: points with symbols and names */
extern const struct layer_style name_style_kind;  /* name.c: names without a symbol */
extern const struct layer_style graticule_style;  /* graticule.c: meridians and parallels */

/* Those of the frames that the sheet adds; no map file names them. */
extern const struct layer_style land_style;   /* land.c */
extern const struct layer_style extent_style; /* extent.c */
extern const struct layer_style globe_style;  /* globe.c */
struct land_options {
	struct colour fill;
};
struct globe_options {
	struct lonlats edge; /* each place can be projected */
	struct colour sea, line;
	double width; /* of the line */
};
/* The edge of one frame as another sees it: a ring in page points, bent as the two projections bend it; places that the
 * other cannot show are left out. */
struct polyline scene_extent_ring(struct arena *arena, const struct view *shown, const struct view *view);
struct extent_options {
	const struct view *shown;
	struct colour colour; /* of the edge; the inside is a tint of it */
	double width;
};
