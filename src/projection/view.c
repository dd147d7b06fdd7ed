/* Takes points through a view. In: lon/lat degrees or page points; out: the other.
 * Why so: page = frame's middle + (plane - centre) / ground_per_point, with y downwards: one projection, one scale,
 * no rotation. Whatever cannot be mapped becomes NaN here, once, so that nobody after us meets HUGE_VAL. */
#include "projection/view_parts.h"

#include <math.h>

/* What goes into the page and comes back must be the same place to this many points. */
static const double round_trip_limit = 1e-3;
/* A frame is fitted to an extent's edges as they are sampled, and rounded: points by which it may miss the edges. */
static const double edge_tolerance = 0.05;

struct page_point view_page_point(const struct view *view, struct ground ground)
{
	return (struct page_point){view->middle.x + (ground.east - view->centre.east) / view->ground_per_point,
	                           view->middle.y - (ground.north - view->centre.north) / view->ground_per_point};
}

struct ground view_ground(const struct view *view, struct page_point spot)
{
	return (struct ground){view->centre.east + (spot.x - view->middle.x) * view->ground_per_point,
	                       view->centre.north - (spot.y - view->middle.y) * view->ground_per_point};
}

struct page_point view_forward_one(const struct view *view, struct lonlat point)
{
	struct ground ground;
	if (!transform_forward(&view->transform, point, &ground) || view_aspect_is_beyond(&view->aspect, point))
		return (struct page_point){NAN, NAN};
	return view_page_point(view, ground);
}

void view_forward(const struct view *view, const struct lonlat *in, struct page_point *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[i] = view_forward_one(view, in[i]);
}

bool view_inverse(const struct view *view, struct page_point spot, struct lonlat *out)
{
	struct lonlat place, second;
	struct ground again;
	*out = (struct lonlat){NAN, NAN};
	if (!transform_inverse(&view->transform, view_ground(view, spot), &place) ||
	    !transform_forward(&view->transform, place, &again) || view_aspect_is_beyond(&view->aspect, place))
		return false;
	/* Outside the globe many inverses answer all the same: with the wrong place, or one turn too far. */
	struct page_point back = view_page_point(view, again);
	if (!(hypot(back.x - spot.x, back.y - spot.y) < round_trip_limit) || fabs(place.lat) > 90 + 1e-9)
		return false;
	/* Series and datum shifts are inverted to some centimetres only; what they miss, they miss twice. */
	if (transform_inverse(&view->transform, again, &second)) {
		place.lon += remainder(place.lon - second.lon, 360);
		place.lat = fmin(fmax(2 * place.lat - second.lat, -90), 90);
	}
	out->lon = fabs(place.lon) <= 180 ? place.lon : remainder(place.lon, 360);
	out->lat = place.lat;
	return true;
}

struct box view_frame(const struct view *view)
{
	return view->frame;
}

struct box view_point_frame(const struct view *view)
{
	return box_grow(view->frame, edge_tolerance);
}

void view_describe(const struct view *view, struct view_projection *out)
{
	*out = view->description;
}
