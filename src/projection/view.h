/* View: how the ground lies on the page — a projection, a scale, a frame. The only room that
 * includes PROJ; its handles never leave it. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "geometry/points.h"

struct view;

struct view_request {
	const char *projection; /* "auto" or NULL: Lambert conformal conic fitted to the points; EPSG:n; PROJ string */
	struct place place;     /* of the projection in the map file */
	const struct lonlat *points; /* what must be seen; at least one */
	size_t point_count;
	struct box frame; /* page points */
	double padding;   /* points kept free on each side inside the frame */
	double scale;     /* 1:scale asked for; 0: fitted */
};

/* A view that shows all points centred in the frame (points that cannot be projected are passed over). What `auto`
 * chooses stands at the top of fit.c. A region that is given by its box should be sampled along the box's edges, since
 * its corners do not tell how far the edges bulge. NULL with errors in diag on a bad projection, or points
 * that it cannot show. Close with view_close(). */
struct view *view_open(const struct view_request *request, struct diag *diag);
void view_close(struct view *view);

/* What the points take on the plane of the projection that view_open() would choose, whatever the frame: width by
 * height. NAN where no view can be opened, or the points lie on one line; nothing is reported. */
double view_request_aspect(const struct view_request *request);

/* lon/lat to page, count points; a point the projection cannot map becomes NaN, NaN. */
void view_forward(const struct view *view, const struct lonlat *in, struct page_point *out, size_t count);
struct page_point view_forward_one(const struct view *view, struct lonlat point);
/* The same by interpolation, for data of GRID_PAYS vertices or more: at most GRID_BOUND points from view_forward()'s
 * (0.02 px at 300 dpi), the same for the same place whatever was asked before. */
void view_forward_many(const struct view *view, const struct lonlat *in, struct page_point *out, size_t count);
#define GRID_BOUND 0.005
enum { GRID_PAYS = 3000 };
/* Page to lon/lat; false when impossible. */
bool view_inverse(const struct view *view, struct page_point spot, struct lonlat *out);
/* Whether the seam of a cylindrical or conic projection divides what had to be seen, so that its parts stand on either
 * side of the map. *middle: the meridian that the projection should be centred on instead. */
bool view_is_divided(const struct view *view, double *middle);
struct box view_frame(const struct view *view);
/* Where points of the frame lie: in it, and as far beyond it as rounding takes a corner of the extent. */
struct box view_point_frame(const struct view *view);
/* Smallest lon/lat box that holds the frame (sampled along its edges and inside). */
struct lonlat_box view_bounds(const struct view *view);
/* The same in one piece where the frame lies over the date line: east or west beyond 180, at most 360 degrees apart. */
struct lonlat_box view_unrolled_bounds(const struct view *view);
/* Upper bounds of the local scale, in page points per degree of longitude and of latitude, by bands of latitude over
 * the view's bounds. Beyond these the nearest band answers. Infinite where the projection gives no answer. */
enum { SCALE_BANDS = 48 };
struct scale_bound {
	double lon, lat;
};
struct scale_bounds {
	double south, step; /* degrees */
	struct scale_bound bands[SCALE_BANDS];
};
/* Takes some 4,000 projections: once per view. */
void view_find_scale_bounds(const struct view *view, struct scale_bounds *out);
const struct scale_bound *scale_bounds_at(const struct scale_bounds *bounds, double lat);

/* Line a..b, straight in lon/lat (as files mean it), to page points: bent so that no point of the result is
 * further than `tolerance` points from the true curve. Appends to a growing array in arena: the first point is
 * included, the last only if include_last. Where the line leaves the globe or crosses a cut of the projection, one
 * NaN point stands for the gap. */
void view_segment(const struct view *view, struct arena *arena, struct lonlat a, struct lonlat b, double tolerance,
                  bool include_last, struct page_point **points, size_t *count, size_t *capacity);

/* 1:n at a place on the page, with the true length on the ellipsoid along the parallel (at a pole: along the
 * meridian). The nominal scale where the page shows no place. */
double view_scale_at(const struct view *view, struct page_point spot);
/* Nominal scale denominator (at the frame's centre). */
double view_scale(const struct view *view);
/* Width in points of the level line centred at `middle` whose ends lie `metres` apart on the ellipsoid (geodesic). 0
 * when the page shows no such line. */
double view_width_of(const struct view *view, struct page_point middle, double metres);
/* Smallest and largest scale factor over the frame relative to its centre: 1.0 = same. */
#define SCALE_VARIATION_NOTICED 0.02 /* more than this between smallest and largest, and the reader is told */
void view_scale_range(const struct view *view, double *smallest, double *largest);
/* Direction of true north at a place: radians clockwise from the page's up. */
double view_north(const struct view *view, struct page_point spot);
/* The projection for people: kind and parameters. */
struct view_projection {
	char proj_string[512]; /* as given to PROJ */
	bool is_conic;         /* a fitted or given Lambert conformal conic with two parallels */
	double parallel_1, parallel_2, central_meridian, origin_latitude; /* degrees, when is_conic */
	char id[16];    /* PROJ's word for the projection, "lcc"; "" when only a name is known */
	char name[128]; /* "Lambert conformal conic" or PROJ's own name */
};
void view_describe(const struct view *view, struct view_projection *out);

/* A coordinate system of data. */
struct crs;
/* Opens what a code, a WKT or a PROJ string says. Grid, init and file keys are refused. It takes some 10 ms: once for
 * a whole file. NULL with an error. Close with crs_close(), which takes NULL. */
struct crs *crs_open(const char *text, struct place place, struct diag *diag);
/* The same for a text that a file holds, which no error quotes unless it is a coordinate system's. */
struct crs *crs_open_of_file(const char *text, struct place place, struct diag *diag);
void crs_close(struct crs *crs);
/* Whether its coordinates are longitude and latitude in degrees, on whichever datum. */
bool crs_is_degrees(const struct crs *crs);
/* Brings `count` coordinates (x, y) to lon/lat WGS 84 in place. Points that the system cannot hold become NaN, with a
 * warning; if there is none that it can hold, that is an error, and the result false. */
bool crs_to_lonlat(const struct crs *crs, struct lonlat *points, size_t count, struct place place, struct diag *diag);
/* Inverse of the GCJ-02 shift, in place (fixed point iteration, residual below 1e-9 degree); and of Baidu's BD-09.
 * Outside mainland China (projection/mainland.h) there is no shift: returns how many points lie there and stay. */
size_t projection_gcj02_to_wgs84(struct lonlat *points, size_t count);
size_t projection_bd09_to_wgs84(struct lonlat *points, size_t count);

/* Geodesics on WGS 84 (Karney 2013). Metres, square metres. */
double geodesic_distance(struct lonlat a, struct lonlat b);
double geodesic_length(const struct lonlat *points, size_t count);
double geodesic_ring_area(const struct lonlat *points, size_t count); /* absolute; edges as geodesics */
/* From a in direction azimuth (degrees clockwise from north) for `metres`. */
struct lonlat geodesic_direct(struct lonlat a, double azimuth, double metres);
