/* Graticule: which meridians and parallels a frame has, and how they run.
 * In: a view. Out: intervals in degrees, lines in page points.
 * Why so: lines are counted where a reader counts them, along the frame's middle row and column, since the bounds of a
 * conic or a polar map hold far more longitudes than its middle shows. Intervals divide the degree, the minute or 90°.
 */
#include "scene/graticule.h"

#include "projection/seam.h"

#include <math.h>
#include <stdio.h>

/* Seconds of arc, from the coarsest. */
static const double steps[] = {108000, 72000, 36000, 18000, 7200, 3600, 1800, 1200, 900, 600,
                               300,    120,   60,    30,    20,   15,   10,   5,    2,   1};
enum { step_count = sizeof steps / sizeof *steps, samples = 32 };
#define BEND_TOLERANCE 0.02
#define POLE_WIDTH     0.1  /* points, of a degree of longitude */
#define CUT_INSET      1e-8 /* degrees: a millimetre */

static const double fewest = 4, most = 10, fewest_of_other = 2.5;

/* Of a frame that lies on its side, meridians run along the row: there the other way counts. */
static double longer(double along, double across)
{
	static const double on_its_side = 3;
	return across > on_its_side * along ? across : along;
}

/* Degrees of longitude along the frame's middle row, of latitude along its middle column; where these leave the globe,
 * those of the bounds. */
static void middle_spans(const struct view *view, struct lonlat_box bounds, double *lon, double *lat)
{
	struct box frame = view_frame(view);
	struct lonlat_box row = lonlat_box_empty, column = lonlat_box_empty;
	double middle = (bounds.west + bounds.east) / 2;
	for (int i = 0; i <= samples; i++) {
		double t = (double)i / samples;
		struct lonlat place;
		if (view_inverse(view,
		                 (struct page_point){frame.left + box_width(frame) * t, (frame.top + frame.bottom) / 2},
		                 &place)) {
			place.lon = middle + remainder(place.lon - middle, 360);
			lonlat_box_add(&row, place);
		}
		if (view_inverse(view,
		                 (struct page_point){(frame.left + frame.right) / 2, frame.top + box_height(frame) * t},
		                 &place)) {
			place.lon = middle + remainder(place.lon - middle, 360);
			lonlat_box_add(&column, place);
		}
	}
	*lon = row.east > row.west ? longer(row.east - row.west, column.east - column.west) : bounds.east - bounds.west;
	*lat = column.north > column.south ? longer(column.north - column.south, row.north - row.south)
	                                   : bounds.north - bounds.south;
}

static double round_step(double span)
{
	for (size_t i = 0; i < step_count; i++)
		if (span * 3600 / steps[i] >= fewest)
			return steps[i] / 3600;
	return steps[step_count - 1] / 3600;
}

/* One interval for both ways where it gives enough lines both ways, or nearly so in a long frame; else each its own. */
static void choose_steps(struct graticule *graticule, double lon, double lat)
{
	const double least[] = {fewest, fewest_of_other};
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < step_count; i++) {
			double meridians = lon * 3600 / steps[i], parallels = lat * 3600 / steps[i];
			if (fmax(meridians, parallels) < fewest || fmin(meridians, parallels) < least[pass] ||
			    fmax(meridians, parallels) > most)
				continue;
			graticule->lon_step = graticule->lat_step = steps[i] / 3600;
			return;
		}
	}
	graticule->lon_step = round_step(lon);
	graticule->lat_step = round_step(lat);
}

struct graticule graticule_with(const struct view *view, const struct numbers *interval)
{
	struct graticule graticule = {.view = view, .bounds = view_unrolled_bounds(view)};
	double lon, lat;
	graticule.shows_north = graticule.bounds.north == 90 && graticule.bounds.south < 90;
	graticule.shows_south = graticule.bounds.south == -90 && graticule.bounds.north > -90;
	middle_spans(view, graticule.bounds, &lon, &lat);
	if (graticule.shows_north || graticule.shows_south) {
		lon = graticule.bounds.east - graticule.bounds.west;
		lat = fmax(lat, (graticule.bounds.north - graticule.bounds.south) / 2);
	}
	graticule.is_cut = !view_is_uncut(view, graticule.bounds);
	choose_steps(&graticule, lon, lat);
	if (interval && interval->count) {
		graticule.lon_step = interval->values[0];
		graticule.lat_step = interval->values[interval->count > 1];
	}
	return graticule;
}

/* Step by step, so that the short way between two points is that of the line. */
static void add_cut_line(const struct view *view, struct arena *arena, struct lonlat from, struct lonlat to,
                         struct polylines *out)
{
	enum { pieces = 12 };
	struct lonlat points[pieces + 1];
	for (int i = 0; i <= pieces; i++)
		points[i] = (struct lonlat){from.lon + (to.lon - from.lon) * i / pieces,
		                            from.lat + (to.lat - from.lat) * i / pieces};
	view_add_lines(view, arena, (struct lonlats){points, pieces + 1}, false, false, BEND_TOLERANCE, out);
}

/* Where a pole is one point, the meridians would run together. */
static double furthest_lat(const struct graticule *graticule, double lon, double pole)
{
	struct page_point here = view_forward_one(graticule->view, (struct lonlat){lon, pole});
	struct page_point beside = view_forward_one(graticule->view, (struct lonlat){lon + 1, pole});
	bool is_point = hypot(here.x - beside.x, here.y - beside.y) < POLE_WIDTH;
	return is_point && fmod(lon, 90) != 0 ? pole - copysign(fmin(graticule->lat_step, 10), pole) : pole;
}

void graticule_line(const struct graticule *graticule, struct arena *arena, bool meridian, double degrees,
                    struct polylines *out)
{
	struct lonlat_box bounds = graticule->bounds;
	/* Once round the globe, the ends of a parallel are not the same point. */
	double inset = bounds.east - bounds.west > 360 - 1e-6 ? CUT_INSET : 0;
	struct lonlat from = {bounds.west + inset, degrees}, to = {bounds.east - inset, degrees};
	if (meridian) {
		from = (struct lonlat){degrees, fmax(bounds.south, furthest_lat(graticule, degrees, -90))};
		to = (struct lonlat){degrees, fmin(bounds.north, furthest_lat(graticule, degrees, 90))};
	}
	struct polyline line = {0};
	size_t capacity = 0;
	if (from.lat > to.lat)
		return;
	if (graticule->is_cut) {
		add_cut_line(graticule->view, arena, from, to, out);
		return;
	}
	view_segment(graticule->view, arena, from, to, BEND_TOLERANCE, true, &line.points, &line.count, &capacity);
	polylines_add(arena, out, line);
}

/* Once round the globe, the first meridian comes again as the last: the same line, unless the projection is cut there.
 */
static bool is_first_again(const struct graticule *graticule, double degrees, double first)
{
	double lat = (graticule->bounds.south + graticule->bounds.north) / 2;
	if (degrees - first < 360 - 1e-9)
		return false;
	struct page_point a = view_forward_one(graticule->view, (struct lonlat){first, lat});
	struct page_point b = view_forward_one(graticule->view, (struct lonlat){degrees, lat});
	return !(hypot(a.x - b.x, a.y - b.y) > 0.01);
}

void graticule_each(const struct graticule *graticule, void (*visit)(void *user, bool meridian, double degrees),
                    void *user)
{
	struct lonlat_box bounds = graticule->bounds;
	double step = graticule->lon_step, first = ceil(bounds.west / step - 1e-9) * step;
	/* By whole numbers of steps, so that the values are the same at every scale. */
	for (long i = lround(first / step); (double)i * step <= bounds.east + 1e-9; i++)
		if (!is_first_again(graticule, (double)i * step, first))
			visit(user, true, (double)i * step);
	step = graticule->lat_step;
	for (long i = (long)ceil(bounds.south / step); (double)i * step <= bounds.north; i++)
		if (fabs((double)i * step) < 90) /* a pole is a point, or an edge of the world */
			visit(user, false, (double)i * step);
}

char *graticule_text(char *out, double degrees)
{
	long seconds = lround(fabs(degrees) * 3600);
	long whole = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
	if (rest)
		snprintf(out, 32, "%ld°%02ld′%02ld″", whole, minutes, rest);
	else if (minutes)
		snprintf(out, 32, "%ld°%02ld′", whole, minutes);
	else
		snprintf(out, 32, "%ld°", whole);
	return out;
}
