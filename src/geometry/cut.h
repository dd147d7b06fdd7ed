/* Cutting shapes on the sphere to what a projection shows: windows between meridians and parallels of its frame, or a
 * disc round its frame's pole. */
#pragma once

#include "geometry/sphere.h"

/* A window. Its outline begins at its south-west corner and goes round with the window on its left; that of a disc is
 * the parallel `south`, from west to east. */
struct cut_window {
	bool is_disc;                    /* all that lies north of `south`; the other sides are not looked at */
	double west, south, east, north; /* degrees of the frame, within -180 to 180 and -90 to 90 */
	/* Corners of its outline and its whole degrees, by their distance along it. */
	struct outline_knot *knots;
	size_t knot_count;
};
struct outline_knot {
	double along;
	struct frame_point at;
};

/* Fills the knots, in `arena`. */
void cut_window_outline(struct arena *arena, struct cut_window *window);
/* The place of an outline at a distance along it, degrees. */
struct frame_point cut_window_at(const struct cut_window *window, double along);
/* Where along the outline a point of it lies. */
double cut_window_along(const struct cut_window *window, struct frame_point at);
double cut_window_length(const struct cut_window *window);

/* A vertex of what is left of a shape. */
struct cut_vertex {
	struct lonlat place; /* as the shape has it, where it is the shape's own */
	double east; /* degrees of longitude that the edge to the next vertex goes eastwards; not of edges along the
	                outline */
	struct frame_point at; /* on the outline only */
	bool on_outline;       /* the edge to the next vertex lies on the window's outline */
	bool is_date_line;     /* the edge to the next vertex is the shape's own and runs along the date line, where the
	                          data are cut */
};
struct cut_piece {
	struct cut_vertex *vertices;
	size_t count, capacity;
	bool closed;
};
void cut_piece_add(struct arena *arena, struct cut_piece *piece, struct cut_vertex vertex);
struct cut_pieces {
	struct cut_piece *items;
	size_t count, capacity;
};

/* Rings that, filled even-odd, cover what lies both inside the window and inside the ring (with `path` made of it).
 * Appends; all in `arena`. */
void geometry_cut_ring(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                       struct lonlats ring, const struct sphere_path *path, struct cut_pieces *out);
/* What lies in the window of a line, or (closed) of a ring's outline. */
void geometry_cut_line(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                       struct lonlats line, const struct sphere_path *path, bool closed, struct cut_pieces *out);
/* Appends the outline's knots between two distances along it, both excluded, in their order or against it. */
void cut_window_add_knots(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                          double from, double to, bool backwards, struct cut_piece *out);
