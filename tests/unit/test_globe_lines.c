/* Lines on the globe: great circles, parallels and meridians have the length that PROJ's stretch along them gives, and no edge
 * that leaps over the page; the outline of the globe holds what the projection shows; Antarctica is the same in the three
 * forms that files have it in. */
#include "globe_drawn.h"

static struct globe_land land;

struct run {
	struct globe_view *globe;
	struct lonlat from;
	double east, north;
};

static struct lonlat run_at(const struct run *run, double t)
{
	return (struct lonlat){run->from.lon + t * run->east, run->from.lat + t * run->north};
}

static bool run_is_seen(const struct run *run, double t)
{
	return globe_depth(&run->globe->aspect, run_at(run, t)) > 0;
}

/* The length that a short straight step takes on the page, as far as the projection shows it. */
static double run_length(const struct run *run)
{
	double low = 0, high = 1, sum = 0;
	bool starts = run_is_seen(run, 0), ends = run_is_seen(run, 1);
	if (!starts && !ends)
		return 0;
	if (starts != ends) {
		double seen = starts ? 0 : 1, unseen = 1 - seen;
		for (int i = 0; i < 40; i++) {
			double middle = (seen + unseen) / 2;
			*(run_is_seen(run, middle) ? &seen : &unseen) = middle;
		}
		low = starts ? 0 : seen;
		high = starts ? seen : 1;
	}
	/* Towards a pole some stretch without end. */
	int pieces = fabs(run->from.lat) > 80 ? 16 : 1;
	for (int k = 0; k < 5 * pieces; k++) {
		double share = (k / 5 + 0.5 + gauss_node[k % 5] / 2) / pieces;
		struct lonlat at = run_at(run, low + (high - low) * share);
		struct ground step = oracle_derivative(&run->globe->oracle, at.lon, at.lat, run->east, run->north);
		double length = hypot(step.east, step.north);
		sum += isfinite(length) ? gauss_weight[k % 5] / 2 / pieces * (high - low) * length : 0;
	}
	return sum * run->globe->points_per_metre;
}

/* The line's length on the page, moved eastwards by a little: on a seam one of its sides. */
static double right_length(struct globe_view *globe, struct lonlats line, double moved)
{
	double sum = 0;
	for (size_t i = 1; i < line.count; i++) {
		struct lonlat a = line.points[i - 1], b = line.points[i], from = {a.lon + moved, a.lat};
		sum += run_length(&(struct run){globe, from, remainder(b.lon - a.lon, 360), b.lat - a.lat});
	}
	return sum;
}

static void check_line(struct globe_view *globe, struct lonlats line, bool on_seam, const char *name)
{
	struct polylines drawn = {0};
	double right = right_length(globe, line, 0), length = 0, longest = 0;
	view_add_lines(globe->view, &globe->arena, line, false, false, GLOBE_TOLERANCE, &drawn);
	for (size_t i = 0; i < drawn.count; i++)
		for (size_t k = 1; k < drawn.items[i].count; k++) {
			struct page_point a = drawn.items[i].points[k - 1], b = drawn.items[i].points[k];
			double edge = hypot(a.x - b.x, a.y - b.y);
			length += edge;
			longest = isnan(edge) ? NAN : fmax(longest, edge);
		}
	for (int side = -1; on_seam && side <= 1 && fabs(length - right) > 0.005 * right; side += 2)
		right = right_length(globe, line, side * 1e-3);
	globe_check(fabs(length - right) <= 0.005 * right + 0.05, globe, name, "length %.4f, must be %.4f", length, right);
	double bound = globe_edge_bound(globe, line, false);
	globe_check(longest <= bound, globe, name, "an edge of %.4f, longer than %.4f", longest, bound);
	arena_reset(&globe->arena);
}

static void unit_vector(struct lonlat place, double out[3])
{
	out[0] = cos(place.lat * DEGREE) * cos(place.lon * DEGREE);
	out[1] = cos(place.lat * DEGREE) * sin(place.lon * DEGREE);
	out[2] = sin(place.lat * DEGREE);
}

/* A great circle the short way between two places, in steps of about half a degree. */
static struct lonlats great_circle(struct lonlat from, struct lonlat to, struct lonlat points[400])
{
	double a[3], b[3];
	unit_vector(from, a);
	unit_vector(to, b);
	double angle = acos(fmin(fmax(a[0] * b[0] + a[1] * b[1] + a[2] * b[2], -1), 1));
	size_t count = (size_t)(2 * angle / DEGREE) + 2;
	for (size_t i = 0; i < count; i++) {
		double t = (double)i / (double)(count - 1), u = sin((1 - t) * angle) / sin(angle), v = sin(t * angle) / sin(angle);
		double x = u * a[0] + v * b[0], y = u * a[1] + v * b[1], z = u * a[2] + v * b[2];
		points[i] = (struct lonlat){atan2(y, x) / DEGREE, atan2(z, hypot(x, y)) / DEGREE};
	}
	return (struct lonlats){points, count};
}

static void check_lines(struct globe_view *globe, struct random *random)
{
	struct lonlat points[400];
	char name[100];
	for (int i = 0; i < (globe_is_exhaustive() ? 20 : 3); i++) {
		struct lonlat a = globe_random_place(random), b = globe_random_place(random);
		snprintf(name, sizeof name, "great circle %.6f,%.6f to %.6f,%.6f", a.lon, a.lat, b.lon, b.lat);
		check_line(globe, great_circle(a, b, points), false, name);
	}
	for (int lat = -76; lat <= 76; lat += globe_is_exhaustive() ? 5 : 50) {
		for (int i = 0; i <= 180; i++)
			points[i] = (struct lonlat){-180 + 2 * i, lat};
		snprintf(name, sizeof name, "parallel %d", lat);
		check_line(globe, (struct lonlats){points, 181}, false, name);
	}
	/* The seam of many is the third of these. */
	for (int k = 0; k < 3; k++) {
		for (int i = 0; i <= 160; i++)
			points[i] = (struct lonlat){remainder(globe->aspect.centre.lon + k * 90, 360), -80 + i};
		snprintf(name, sizeof name, "meridian %g", points[0].lon);
		/* Robinson's poles are lines, along which a line through an oblique one leaps. */
		if (globe->aspect.projection->kind == DOMAIN_BAND && !strstr(globe->aspect.text, "o_proj=robin"))
			check_line(globe, (struct lonlats){points, 161}, true, name);
	}
}

/* The outline holds all that the projection shows, and no more. */
static void check_outline(struct globe_view *globe, struct random *random)
{
	static const struct lonlat corners[] = {{-180, -90}, {180, -90}, {180, 90}, {-180, 90}};
	struct lonlats world = {corners, 4};
	struct view_rings outline = {0}, drawn = globe_draw(globe, world);
	if (!globe_check(view_add_globe(globe->view, &globe->arena, GLOBE_TOLERANCE, &outline) && outline.count == 1, globe,
	                 "the outline", "is missing"))
		return;
	double area = rings_scanned_area(&outline), right = rings_scanned_area(&drawn);
	globe_check(fabs(area - right) <= AREA_TOLERANCE * right, globe, "the outline", "area %.2f, the world's is %.2f", area,
	            right);
	for (int i = 0; i < 20; i++) {
		struct lonlat place = globe_random_place(random);
		if (globe_depth(&globe->aspect, place) < 0.05)
			continue;
		struct page_point spot = view_forward_one(globe->view, place);
		globe_check(rings_have(&outline, spot) || rings_distance(&outline, spot) < 0.02, globe, "the outline",
		            "%.5f,%.5f lies outside", place.lon, place.lat);
	}
	arena_reset(&globe->arena);
}

/* Antarctica as a file has it that is cut at the date line: down to `south`, along it, and up again. */
static struct lonlats planar_antarctica(struct arena *arena, double south, int steps_along)
{
	struct lonlats ring = land.rings[land.antarctica];
	struct lonlat *points = ARENA_ARRAY(arena, ring.count + 200, struct lonlat);
	size_t seam = 0, count = 0;
	while (fabs(ring.points[seam].lon - ring.points[(seam + 1) % ring.count].lon) < 180)
		seam++;
	struct lonlat before = ring.points[seam], after = ring.points[(seam + 1) % ring.count];
	double side = before.lon > 0 ? 180 : -180, step = remainder(after.lon - before.lon, 360);
	double share = step != 0 ? (side - before.lon) / step : 0, lat = before.lat + (after.lat - before.lat) * share;
	points[count++] = (struct lonlat){-side, lat};
	for (size_t i = 1; i <= ring.count; i++)
		points[count++] = ring.points[(seam + i) % ring.count];
	points[count++] = (struct lonlat){side, lat};
	for (int i = 0; i <= steps_along; i++)
		points[count++] = (struct lonlat){side - 2 * side * i / steps_along, south};
	return (struct lonlats){points, count};
}

static void check_antarctica(struct globe_view *globe, struct random *random)
{
	struct arena arena;
	arena_init(&arena);
	struct lonlats forms[] = {land.rings[land.antarctica], planar_antarctica(&arena, -90, 1),
	                          planar_antarctica(&arena, -90, 36), planar_antarctica(&arena, -85, 1),
	                          planar_antarctica(&arena, -85, 36)};
	static const char *const names[] = {"Antarctica stitched", "Antarctica planar", "Antarctica planar in steps",
	                                    "Antarctica cut at 85", "Antarctica cut at 85 in steps"};
	for (int form = 0; form < 5; form++) {
		struct view_rings drawn = globe_draw(globe, forms[form]);
		for (int i = 0; i < (globe_is_exhaustive() ? 200 : 20); i++) {
			struct lonlat place = {random_between(random, -180, 180), random_between(random, form < 3 ? -90 : -84.9, -60)};
			if (globe_depth(&globe->aspect, place) < 0.05)
				continue;
			struct page_point spot = view_forward_one(globe->view, place);
			bool inside = ring_contains(forms[0], place);
			globe_check(rings_have(&drawn, spot) == inside || rings_distance(&drawn, spot) < 0.1, globe, names[form],
			            "%.5f,%.5f is drawn as %s", place.lon, place.lat, inside ? "sea" : "land");
		}
	}
	arena_clear(&arena);
	arena_reset(&globe->arena);
}

static void lines_are_drawn_as_they_lie_on_the_globe(void **state)
{
	(void)state;
	struct random random = random_start("globe lines");
	int asked = 0;
	globe_read_land(&land);
	for (int i = 0; i < GLOBE_PROJECTIONS; i++) {
		const struct globe_projection *projection = &globe_projections[i];
		size_t before = globe_failures;
		if (!globe_is_wanted(projection->text))
			continue;
		for (int turn = 0; turn < GLOBE_MERIDIANS; turn++)
			for (int k = 0; projection->origins == NULL ? k < 1 : !isnan(projection->origins[k]); k++) {
				struct globe_view globe;
				if (!globe_is_exhaustive() && (turn + i + k) % (4 * GLOBE_STRIDE) != 0)
					continue;
				asked++;
				if (globe_open(&globe, globe_aspect_of(projection, globe_meridian(turn),
				                                       projection->origins ? projection->origins[k] : NAN))) {
					check_lines(&globe, &random);
					check_outline(&globe, &random);
					check_antarctica(&globe, &random);
				}
				globe_close(&globe);
			}
		if (globe_failures > before)
			printf("%s: %zu failures\n", projection->text, globe_failures - before);
	}
	printf("%d aspects, %zu checks, %zu failures\n", asked, globe_checks, globe_failures);
	assert_true(asked > 0 && globe_checks > (size_t)asked * 10);
	assert_int_equal(globe_failures, 0);
	arena_clear(&land.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_are_drawn_as_they_lie_on_the_globe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
