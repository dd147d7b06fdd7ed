/* Transform: one PROJ operation from lon/lat (degrees, WGS 84) to a plane, and its context. Inside this room only.
 * Not safe for use by two threads at once; two transforms in two threads are. */
#pragma once

#include "base/diag.h"
#include "geometry/points.h"

#include <proj.h>

/* Where the two axes of an operation point; all false: east, then north. */
struct transform_axes {
	bool is_swapped, is_westward, is_southward;
};

struct transform {
	PJ_CONTEXT *context;
	PJ *operation;
	PJ *crs;                    /* NULL where `operation` was made from a PROJ string */
	double from_degree;         /* what one degree is in the operation's input */
	struct transform_axes axes; /* of the operation; the plane's own are always east, then north */
	char problem[200];          /* the last thing PROJ complained about */
	/* Of a plane that is longitude and latitude themselves, see transform_centre_degrees(). */
	double turn;                /* once round the globe, plane units; 0: another plane */
	double middle, middle_east; /* degrees; where that lies on the plane */
};

enum transform_purpose {
	TRANSFORM_VIEW, /* a PROJ string is the operation itself: fast, pipelines allowed */
	TRANSFORM_DATA, /* a PROJ string is a CRS with its datum */
	TRANSFORM_FILE, /* the same, but of a text from a file beside the data */
};

/* Opens the transform for a code, WKT or PROJ string that nobody vouches for. *transform must stay where it is until
 * transform_close(), which also follows a failure. False with an error in diag. */
bool transform_open(struct transform *transform, const char *text, enum transform_purpose purpose, struct place place,
                    struct diag *diag);
void transform_close(struct transform *transform);

/* PROJ brings longitudes as they come onto a plane that is longitude and latitude itself. From now on they lie within
 * half a turn of the meridian, as on any cylindrical projection. False where the plane is another one. */
bool transform_centre_degrees(struct transform *transform, double meridian);

/* False where the result is not finite; the output is NaN then. */
bool transform_forward(const struct transform *transform, struct lonlat in, struct ground *out);
bool transform_inverse(const struct transform *transform, struct ground in, struct lonlat *out);

/* Writes "did you mean EPSG:2154 (RGF93 v1 / Lambert-93)" for a text that is no coordinate system: a code without its
 * authority or with the wrong one, or a name. False if nothing is like it. */
bool projection_suggest_crs(const char *text, char *out, size_t size);
