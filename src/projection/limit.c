/* Limits of what a map shows, where the projection itself goes on.
 * In: an aspect and the places asked for. Out: smaller windows, and places within them. Why so: a stereographic world
 * is a dot on a sheet of its far side, and what lies there is drawn out beyond recognition; atlases end such maps
 * earlier. */
#include "projection/view_parts.h"

#include <math.h>

static const double filled = 0.8; /* of the window, each way, by a map that shows all of it */

static double share(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

static bool fills(const struct view_aspect *aspect, const struct transform *transform,
                  const struct view_request *request, const struct view_request *whole)
{
	struct ground_extent asked = projection_ground_extent(aspect, transform, request);
	struct ground_extent all = projection_ground_extent(aspect, transform, whole);
	return share(asked.high.east - asked.low.east, all.high.east - all.low.east) >= filled &&
	       share(asked.high.north - asked.low.north, all.high.north - all.low.north) >= filled;
}

/* A request for the places of the window's outline. */
static struct view_request outline_request(const struct view_aspect *aspect, struct arena *arena,
                                           const struct view_request *request)
{
	struct view_request outline = *request;
	const struct cut_window *window = &aspect->windows[0];
	struct lonlat *places = ARENA_ARRAY(arena, window->knot_count, struct lonlat);
	for (size_t i = 0; i < window->knot_count; i++)
		places[i] = sphere_frame_inverse(&aspect->frame, window->knots[i].at);
	outline.points = places;
	outline.point_count = window->knot_count;
	return outline;
}

/* The window, smaller by so many degrees at each limit; a side at a pole is none. */
static struct cut_window narrowed(struct cut_window window, double degrees)
{
	static const double pole = 89.1; /* a change of datum keeps half a degree off it */
	window.south += window.south > -pole ? degrees : 0;
	window.north -= !window.is_disc && window.north < pole ? degrees : 0;
	return window;
}

static struct frame_point nearest_in(const struct cut_window *window, struct frame_point at)
{
	if (window->is_disc)
		return (struct frame_point){at.x, fmax(at.y, window->south)};
	return (struct frame_point){fmin(fmax(at.x, window->west), window->east),
	                            fmin(fmax(at.y, window->south), window->north)};
}

static bool is_place(struct lonlat place)
{
	return isfinite(place.lon) && fabs(place.lat) <= 90;
}

static bool reaches_beyond(const struct view_aspect *aspect, const struct view_request *request)
{
	static const double beside = 0.01; /* degrees: places on the seam are not beyond it */
	struct cut_window tolerated = narrowed(aspect->windows[0], aspect->tolerated);
	for (size_t i = 0; i < request->point_count; i++) {
		if (!is_place(request->points[i]))
			continue;
		struct frame_point at = sphere_frame_forward(&aspect->frame, request->points[i]);
		struct frame_point in = nearest_in(&tolerated, at);
		if (fabs(at.x - in.x) > beside || fabs(at.y - in.y) > beside)
			return true;
	}
	return false;
}

struct view_request projection_limit(struct view_aspect *aspect, struct arena *arena, const struct transform *transform,
                                     const struct view_request *request)
{
	if (!aspect->draws_out || !reaches_beyond(aspect, request))
		return *request;
	struct view_request shown = *request;
	struct lonlat *places = ARENA_ARRAY(arena, request->point_count, struct lonlat);
	aspect->is_limited = true;
	aspect->windows[0] = narrowed(aspect->windows[0], aspect->advised);
	cut_window_outline(arena, &aspect->windows[0]);
	for (size_t i = 0; i < request->point_count; i++) {
		struct frame_point at = sphere_frame_forward(&aspect->frame, request->points[i]);
		places[i] = is_place(request->points[i])
		                    ? sphere_frame_inverse(&aspect->frame, nearest_in(&aspect->windows[0], at))
		                    : request->points[i];
	}
	shown.points = places;
	struct view_request outline = outline_request(aspect, arena, request);
	return fills(aspect, transform, &shown, &outline) ? outline : shown;
}

bool projection_keep_to_hemisphere(struct view *view, const struct view_request *request, struct diag *diag)
{
	static const double least = 75, most = 100; /* degrees from the middle */
	struct view_aspect *aspect = &view->aspect;
	struct cut_window *disc = &aspect->windows[0];
	double furthest = 0;
	if (!aspect->is_known || !disc->is_disc || disc->south >= 0)
		return true;
	for (size_t i = 0; i < request->point_count; i++)
		furthest = fmax(furthest, 90 - sphere_frame_forward(&aspect->frame, request->points[i]).y);
	if (!(furthest >= least && furthest <= most))
		return true;
	struct view_aspect smaller = *aspect;
	smaller.windows[0].south = fmin(0, 90 - furthest);
	cut_window_outline(&view->memory, &smaller.windows[0]);
	struct view_request whole = outline_request(&smaller, &view->memory, request);
	if (!fills(&smaller, &view->transform, request, &whole))
		return true;
	smaller.is_limited = true;
	*aspect = smaller;
	return projection_fit_frame(view, &whole, diag);
}
