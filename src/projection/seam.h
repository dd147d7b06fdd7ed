/* Shapes brought to the page: cut at the seam or the horizon of the view's projection. */
#pragma once

#include "geometry/polyline.h"
#include "projection/view.h"

/* A ring cut for the page. */
struct view_ring {
	struct page_point *points;
	bool *on_boundary; /* the edge from point i to the next lies on the seam, the horizon, or the date line where
	                      the data are cut: never stroke it, and keep its ends where they are */
	size_t count;
};
struct view_rings {
	struct view_ring *items;
	size_t count, capacity;
};

/* A ring of degrees brought to the page: understood on the sphere (the short way between vertices; its inside is the
 * even-odd reading on the plane of longitude and latitude; a ring that winds round a pole is closed along it), cut at
 * the seam of the view's projection, clipped at its horizon, closed along it, projected and bent to `tolerance` points;
 * not clipped to the frame. The rings added, filled even-odd together, cover the ring's inside. `many`: vertices are
 * projected by view_forward_many(). Points that are not on the globe are left out. Appends; all in `arena`. */
void view_add_rings(const struct view *view, struct arena *arena, struct lonlats ring, bool many, double tolerance,
                    struct view_rings *out);
/* The same of a line, or (closed) of a ring's outline: broken at the seam and the horizon. Of a ring, nothing is drawn
 * along the date line. */
void view_add_lines(const struct view *view, struct arena *arena, struct lonlats line, bool closed, bool many,
                    double tolerance, struct polylines *out);
/* The outline of all that the projection shows of the globe, one ring; that of an interrupted one goes along its slits.
 * False where it cannot be told: nothing is added. */
bool view_add_globe(const struct view *view, struct arena *arena, double tolerance, struct view_rings *out);
/* Whether what lies in the box (east may be beyond 180) meets neither seam nor horizon: it may be projected point by
 * point. */
bool view_is_uncut(const struct view *view, struct lonlat_box box);
/* Whether the seam is known, or far from all that the view shows; if not, only what is near its middle is drawn. */
bool view_knows_its_seam(const struct view *view);
