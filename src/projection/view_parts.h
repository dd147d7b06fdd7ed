/* What a view is made of, and what its files share. Inside this room only. */
#pragma once

#include "projection/aspect.h"
#include "projection/transform.h"
#include "projection/view.h"

#define METRES_PER_POINT   (0.0254 / 72)
#define RADIANS_PER_DEGREE 0.017453292519943295

struct grid;

struct view {
	struct transform transform;
	struct grid *grid; /* never NULL; it learns while the view is used, like PROJ's operation */
	struct box frame;
	struct page_point middle;   /* of the frame */
	struct ground centre;       /* what lies there */
	double ground_per_point;    /* plane units per page point */
	double scale;               /* nominal denominator, at the middle */
	struct lonlat_box bounds;   /* of the frame; kept because finding them takes a thousand inverses */
	struct lonlat_box unrolled; /* the same in one piece over the date line */
	struct view_projection description;
	struct arena memory; /* of the aspect */
	struct view_aspect aspect;
	bool knows_seam;      /* or shows nothing but what is far from it */
	double better_middle; /* degrees; NAN, unless the seam divides what must be seen */
};

/* Page positions by interpolation, for view_forward_many(). */
struct grid *projection_grid_new(void);
void projection_grid_free(struct grid *grid);

/* view_segment() between two points of a frame, or of the globe if it is NULL. */
void projection_segment(const struct view *view, struct arena *arena, const struct sphere_frame *frame, struct lonlat a,
                        struct lonlat b, double tolerance, bool include_last, struct page_point **points, size_t *count,
                        size_t *capacity);
/* Plane to page and back. */
struct page_point view_page_point(const struct view *view, struct ground ground);
struct ground view_ground(const struct view *view, struct page_point spot);

/* The fitted projection for `auto`, as a PROJ string (fit.c says which). False when no point is on the globe. */
bool projection_fit(const struct lonlat *points, size_t count, char *out, size_t size);
/* The meridian that a plane of longitude and latitude is centred on: 0, or the middle of points beside or over the date
 * line. */
double projection_middle_of_degrees(const struct lonlat *points, size_t count);
/* The middle of points that lie on either side of a meridian; NAN where it divides none, or all of the globe. */
double projection_middle_beside(const struct lonlat *points, size_t count, double meridian);
/* What the points of a request take on the plane; `count` of them can be seen. */
struct ground_extent {
	struct ground low, high;
	size_t count;
};
struct ground_extent projection_ground_extent(const struct view_aspect *aspect, const struct transform *transform,
                                              const struct view_request *request);
/* Sets centre, ground_per_point and scale. */
bool projection_fit_frame(struct view *view, const struct view_request *request, struct diag *diag);
/* What a map shows of what is asked for, as places in `arena`: where the projection draws some of it out without end,
 * the aspect's window is made smaller, and they lie on its outline or in it. */
struct view_request projection_limit(struct view_aspect *aspect, struct arena *arena, const struct transform *transform,
                                     const struct view_request *request);
/* An azimuthal map of a hemisphere shows all of it and ends at its edge: further out, shapes are drawn out beyond
 * recognition. Fits the frame anew; false if that fails. */
bool projection_keep_to_hemisphere(struct view *view, const struct view_request *request, struct diag *diag);
/* What lies in the middle of the frame; 0, 0 where that cannot be told. */
struct lonlat projection_middle(const struct view *view);
/* What view_knows_its_seam() answers. */
bool projection_knows_seam(const struct view *view);
/* Fills view->bounds. */
void projection_find_bounds(struct view *view);
/* Fills view->description from the transform and the text that it was opened with. */
void projection_describe(struct view *view, const char *text);

/* How the plane stretches at a place, in plane units per true metre. */
struct stretch {
	double along_parallel; /* at a pole: along the meridian */
	double along_meridian;
	double smallest, largest;       /* over all directions */
	double north_east, north_north; /* plane direction of true north, not normalised */
	bool is_mirrored;               /* east lies to the left of it */
};
/* False where the projection has no answer. */
bool projection_stretch_at(const struct transform *transform, struct lonlat place, struct stretch *out);
