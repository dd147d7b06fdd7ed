/* The lon/lat box that holds the frame. In: a view; out: degrees, within -180..180 and -90..90.
 * Why so: the frame's edges bend on the globe, so its corners do not do; a grid of samples finds the extremes, a small
 * margin covers what lies between two samples, and a pole inside the frame means every longitude. */
#include "projection/view_parts.h"

#include <math.h>

enum { cells = 32 };

struct sampling {
	struct lonlat_box box;
	size_t missing; /* samples beyond the globe's edge */
};

static void add_place(struct sampling *sampling, struct lonlat place, double middle_lon)
{
	place.lon = middle_lon + remainder(place.lon - middle_lon, 360);
	lonlat_box_add(&sampling->box, place);
}

/* Towards a horizon, latitudes and longitudes change without bound from one sample to the next. */
static void sample_outline(const struct view *view, double middle_lon, struct sampling *sampling)
{
	const struct view_aspect *aspect = &view->aspect;
	for (size_t i = 0; i < aspect->window_count; i++) {
		const struct cut_window *window = &aspect->windows[i];
		for (size_t k = 0; k < window->knot_count; k++) {
			struct lonlat place = sphere_frame_inverse(&aspect->frame, window->knots[k].at);
			if (box_contains(view->frame, view_forward_one(view, place)))
				add_place(sampling, place, middle_lon);
		}
	}
}

/* Beside a pole latitudes reach furthest, and between two samples they may go by it. */
static void sample_nearest_to_poles(const struct view *view, double middle_lon, struct sampling *sampling)
{
	static const double polar = 80;
	struct box frame = view->frame;
	for (int pole = -90; pole <= 90; pole += 180) {
		struct page_point spot = view_forward_one(view, (struct lonlat){middle_lon, pole});
		struct lonlat place;
		if (pole < 0 ? sampling->box.south > -polar : sampling->box.north < polar)
			continue;
		spot.x = fmin(fmax(spot.x, frame.left), frame.right);
		spot.y = fmin(fmax(spot.y, frame.top), frame.bottom);
		if (view_inverse(view, spot, &place))
			add_place(sampling, place, middle_lon);
	}
}

/* Longitudes are unrolled around `middle_lon`, so that a frame over the date line stays one piece. */
static struct sampling sample_frame(const struct view *view, double middle_lon)
{
	struct sampling sampling = {lonlat_box_empty, 0};
	for (int i = 0; i <= cells; i++) {
		for (int j = 0; j <= cells; j++) {
			struct page_point spot = {view->frame.left + box_width(view->frame) * i / cells,
			                          view->frame.top + box_height(view->frame) * j / cells};
			struct lonlat place;
			if (!view_inverse(view, spot, &place)) {
				sampling.missing++;
				continue;
			}
			add_place(&sampling, place, middle_lon);
		}
	}
	sample_nearest_to_poles(view, middle_lon, &sampling);
	if (sampling.missing)
		sample_outline(view, middle_lon, &sampling);
	return sampling;
}

struct lonlat projection_middle(const struct view *view)
{
	struct lonlat place;
	struct page_point beside = {view->middle.x + 1, view->middle.y};
	if (view_inverse(view, view->middle, &place) || view_inverse(view, beside, &place))
		return place;
	return (struct lonlat){0, 0};
}

static double find_middle_lon(const struct view *view)
{
	return projection_middle(view).lon;
}

static bool shows_pole(const struct view *view, double lat)
{
	struct page_point spot = view_forward_one(view, (struct lonlat){find_middle_lon(view), lat});
	return box_contains(view->frame, spot);
}

static struct lonlat_box sampled_bounds(const struct view *view)
{
	struct sampling sampling = sample_frame(view, find_middle_lon(view));
	struct lonlat_box box = sampling.box;
	if (box.west > box.east)
		return (struct lonlat_box){-180, -90, 180, 90}; /* nothing of the globe was hit */
	double share = sampling.missing > 0 ? 2.0 / cells : 1e-3;
	double margin_lon = (box.east - box.west) * share, margin_lat = (box.north - box.south) * share;
	box.west -= margin_lon;
	box.east += margin_lon;
	box.south = fmax(box.south - margin_lat, -90);
	box.north = fmin(box.north + margin_lat, 90);
	bool north = shows_pole(view, 90), south = shows_pole(view, -90);
	if (north)
		box.north = 90;
	if (south)
		box.south = -90;
	if (north || south || box.east - box.west > 360) {
		box.west = find_middle_lon(view) - 180;
		box.east = box.west + 360;
	}
	return box;
}

void projection_find_bounds(struct view *view)
{
	view->unrolled = view->bounds = sampled_bounds(view);
	if (view->bounds.west < -180 || view->bounds.east > 180) {
		view->bounds.west = -180;
		view->bounds.east = 180;
	}
}

struct lonlat_box view_unrolled_bounds(const struct view *view)
{
	return view->unrolled;
}

struct lonlat_box view_bounds(const struct view *view)
{
	return view->bounds;
}
