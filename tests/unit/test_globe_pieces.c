/* Shapes on the globe as they are drawn, in 60 projections at 24 central meridians and the latitudes of origin that each has:
 * areas against integrals over the sphere, edges against stretch times angle, places against what the shapes hold.
 * GLOBE=all asks everything everywhere; GLOBE_ONLY=robin asks those projections alone. */
#include "globe_drawn.h"

static struct globe_land land;

/* Places anywhere, and whether they lie on land. */
enum { PLACES = 4000 };
static struct lonlat places[PLACES];
static bool is_land[PLACES];

static void choose_places(void)
{
	struct random random = random_start("places");
	for (int i = 0; i < PLACES; i++) {
		places[i] = globe_random_place(&random);
		for (size_t k = 0; k < land.count; k++)
			is_land[i] ^= ring_contains(land.rings[k], places[i]);
	}
}

/* The area and the edges of what a ring has become. */
static void check_ring(struct globe_view *globe, struct lonlats ring, const char *name)
{
	struct view_rings drawn = globe_draw(globe, ring);
	double scale = globe->points_per_metre * globe->points_per_metre;
	double right = ring.count < 6 ? ring_area_settled(&globe->oracle, &globe->aspect, ring)
	                              : ring_area(&globe->oracle, &globe->aspect, ring, ring.count > 100 ? 200 : 60, 5);
	double area = rings_area(&drawn);
	right *= scale;
	double allowed = AREA_TOLERANCE * right + GLOBE_TOLERANCE * rings_length(&drawn) + 0.01;
	globe_check(rings_are_finite(&drawn), globe, name, "a point is not finite");
	globe_check(fabs(area - right) <= allowed, globe, name, "area %.4f, must be %.4f", area, right);
	double longest = rings_longest_edge(&drawn), bound = globe_edge_bound(globe, ring, true);
	globe_check(longest <= bound, globe, name, "an edge of %.3f, longer than %.3f", longest, bound);
}

/* Each centre of a box lies in its own picture and in no other. */
static void check_box(struct globe_view *globe, int number, const struct page_point *centres)
{
	char name[80];
	struct globe_box box = globe_box_of(number);
	struct lonlats ring = {box.corners, 4};
	snprintf(name, sizeof name, "box %g,%g", box.corners[0].lon, box.corners[0].lat);
	check_ring(globe, ring, name);
	struct view_rings drawn = globe_draw(globe, ring);
	for (int i = 0; i < GLOBE_BOXES; i++)
		if (isfinite(centres[i].x) && rings_have(&drawn, centres[i]) != (i == number) &&
		    rings_distance(&drawn, centres[i]) > 0.02)
			globe_check(false, globe, name, "the centre of box %d is %s", i,
			            i == number ? "not in its picture" : "in another's picture");
	globe_check(true, globe, name, "centres");
}

static void check_boxes(struct globe_view *globe, int turn)
{
	static struct page_point centres[GLOBE_BOXES];
	for (int i = 0; i < GLOBE_BOXES; i++) {
		struct lonlat centre = globe_box_centre(i);
		bool shown = globe_depth(&globe->aspect, centre) > 0.01;
		centres[i] = shown ? view_forward_one(globe->view, centre) : (struct page_point){NAN, NAN};
	}
	/* In turns, so that 24 meridians see every column of boxes beside the seam and away from it. */
	for (int i = 0; i < GLOBE_BOXES; i++)
		if (globe_is_exhaustive() || (i * 7 + turn) % 36 == 0) {
			check_box(globe, i, centres);
			arena_reset(&globe->arena);
		}
}

static void check_land_rings(struct globe_view *globe, int turn)
{
	for (size_t i = 0; i < land.count; i++) {
		char name[80];
		if (!globe_is_exhaustive() && (i + (size_t)turn) % 24 != 0)
			continue;
		struct lonlats ring = land.rings[i];
		snprintf(name, sizeof name, "land %zu (%.4g,%.4g)", i, ring.points[0].lon, ring.points[0].lat);
		check_ring(globe, ring, name);
		arena_reset(&globe->arena);
	}
}

/* What is drawn of all land is what the land holds, and all that is shown of the world is drawn of the world. */
static void check_places(struct globe_view *globe, int turn)
{
	static const struct lonlat corners[] = {{-180, -90}, {180, -90}, {180, 90}, {-180, 90}};
	struct view_rings drawn = {0}, world = globe_draw(globe, (struct lonlats){corners, 4});
	for (size_t i = 0; i < land.count; i++)
		view_add_rings(globe->view, &globe->arena, land.rings[i], turn % 4 == 2, 0.02, &drawn);
	globe_check(rings_are_finite(&drawn), globe, "land", "a point is not finite");
	int count = globe_is_exhaustive() ? 400 : 60;
	for (int i = 0; i < count; i++) {
		int number = (turn * count + i) % PLACES;
		struct lonlat place = places[number];
		if (globe_depth(&globe->aspect, place) < 0.05)
			continue;
		struct page_point spot = view_forward_one(globe->view, place);
		bool is_drawn = rings_have(&drawn, spot), is_globe = rings_have(&world, spot);
		globe_check(is_drawn == is_land[number] || rings_distance(&drawn, spot) < 0.1, globe, "land",
		            "%.5f,%.5f is drawn as %s", place.lon, place.lat, is_drawn ? "land" : "sea");
		globe_check(is_globe || rings_distance(&world, spot) < 0.02, globe, "the world",
		            "%.5f,%.5f is not drawn", place.lon, place.lat);
	}
	arena_reset(&globe->arena);
}

/* The same picture: the same area, as many rings. */
static void check_same(struct globe_view *globe, struct view *other, struct lonlats ring, struct lonlats other_ring,
                       const char *what)
{
	struct view_rings one = globe_draw(globe, ring), two = {0};
	view_add_rings(other, &globe->arena, other_ring, false, GLOBE_TOLERANCE, &two);
	double area = rings_area(&one), again = rings_area(&two);
	globe_check(fabs(area - again) <= 1e-4 * fmax(area, 1), globe, what, "area %.6f, else %.6f", area, again);
	arena_reset(&globe->arena);
}

/* A ring reversed, and begun at another vertex, with longitudes of another turn. */
static struct lonlats told_otherwise(struct arena *arena, struct lonlats ring)
{
	struct lonlat *points = ARENA_ARRAY(arena, ring.count, struct lonlat);
	for (size_t i = 0; i < ring.count; i++) {
		points[i] = ring.points[(2 * ring.count - i - ring.count / 3) % ring.count];
		if (points[i].lon < 0 && i % 2)
			points[i].lon += 360;
	}
	return (struct lonlats){points, ring.count};
}

static void check_sameness(struct globe_view *globe, int turn)
{
	struct globe_view round;
	struct globe_aspect aspect = globe->aspect;
	char *lon = strstr(aspect.text, "+lon_0=");
	char rest[100];
	snprintf(rest, sizeof rest, "%s", strchr(lon + 1, '+') ? strchr(lon + 1, '+') : "");
	sprintf(lon, "+lon_0=%.10g %s", aspect.centre.lon + 360, rest);
	bool opened = globe_open(&round, aspect);
	for (size_t i = 0; i < land.count; i++) {
		struct lonlats ring = land.rings[i];
		bool is_large = ring.count > 60;
		if (!globe_is_exhaustive() && (!is_large || (i + (size_t)turn) % 6 != 0) && i != land.antarctica)
			continue;
		struct arena arena;
		arena_init(&arena);
		check_same(globe, globe->view, ring, told_otherwise(&arena, ring), "a ring told otherwise");
		if (opened)
			check_same(globe, round.view, ring, ring, "a turn further");
		arena_clear(&arena);
	}
	globe_close(&round);
}

static void check_aspect(struct globe_aspect aspect, int turn)
{
	struct globe_view globe;
	if (globe_open(&globe, aspect)) {
		check_boxes(&globe, turn);
		check_land_rings(&globe, turn);
		check_places(&globe, turn);
		if (globe_is_exhaustive() || turn % 4 == 1)
			check_sameness(&globe, turn);
	}
	globe_close(&globe);
}

static void shapes_are_drawn_as_they_lie_on_the_globe(void **state)
{
	(void)state;
	int asked = 0;
	for (int i = 0; i < GLOBE_PROJECTIONS; i++) {
		const struct globe_projection *projection = &globe_projections[i];
		if (!globe_is_wanted(projection->text))
			continue;
		size_t before = globe_failures;
		for (int turn = 0; turn < GLOBE_MERIDIANS; turn++) {
			const double *origin = projection->origins;
			for (int k = 0; origin == NULL ? k < 1 : !isnan(origin[k]); k++) {
				if (!globe_is_exhaustive() && ((k && (k + turn) % 5 != 0) || (turn + i) % GLOBE_STRIDE != 0))
					continue;
				asked++;
				check_aspect(globe_aspect_of(projection, globe_meridian(turn), origin ? origin[k] : NAN),
				             turn + 5 * k);
			}
		}
		if (globe_failures > before)
			printf("%s: %zu failures\n", projection->text, globe_failures - before);
	}
	printf("%d aspects, %zu checks, %zu failures\n", asked, globe_checks, globe_failures);
	assert_true(asked > 0 && globe_checks > (size_t)asked * 10);
	assert_int_equal(globe_failures, 0);
}

static int set_up(void **state)
{
	(void)state;
	globe_read_land(&land);
	choose_places();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_clear(&land.arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(shapes_are_drawn_as_they_lie_on_the_globe),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
