/* Single names: one or two on a small map, of which it is known where they must stand and how they must look. */
#include "labels_judged.h"
#include "labels_random.h"

#include "labels/backdrop.h"
#include "labels/conflicts.h"

static void lone_name_stands_right_above(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 100, 100);
	struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 200, 200});
	assert_true(placed[0].kept);
	assert_true(placed[0].places[0].origin.x > 100 && placed[0].places[0].origin.y + 9 < 100);
	arena_clear(&arena);
}

static void name_read_from_the_right_stands_left_above(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 100, 100);
	request.from_right = true;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 200, 200});
	struct page_point origin = placed[0].places[0].origin;
	assert_true(placed[0].kept && origin.x + form.width < 100 && origin.y + form.height < 100);
	arena_clear(&arena);
}

static void crowded_dot_gets_a_leader(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct obstacle obstacles[4];
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 100, 100);
	/* Four small boxes leave nothing free at the dot, but ways between them. */
	for (int i = 0; i < 4; i++)
		obstacles[i] = (struct obstacle){
		        .kind = OBSTACLE_BOX,
		        .box = box_at((struct page_point){100 + (i % 2 ? 6.5 : -6.5), 100 + (i / 2 ? 6.5 : -6.5)}, 6, 6)};
	struct placement *placed = place(&arena, &request, 1, obstacles, 4, (struct box){0, 0, 200, 200});
	assert_true(placed[0].kept);
	assert_true(placed[0].places[0].has_leader);
	arena_clear(&arena);
}

static void loser_is_told_to_whom(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form forms[2];
	struct label_piece pieces[2];
	arena_init(&arena);
	struct label_request requests[] = {plain_request(&forms[0], &pieces[0], "Hefei", 5, 8),
	                              plain_request(&forms[1], &pieces[1], "Wuhu", 5, 8)};
	requests[0].weight = 10;
	struct placement *placed = place(&arena, requests, 2, NULL, 0, (struct box){0, 0, 41, 16});
	assert_false(placed[0].kept);
	assert_true(placed[1].kept);
	assert_true(strstr(placed[0].reason, "overlaps Wuhu") != NULL);
	requests[0].required = true;
	placed = place(&arena, requests, 2, NULL, 0, (struct box){0, 0, 41, 16});
	assert_true(placed[0].kept);
	assert_true(strstr(placed[1].reason, "overlaps Hefei") != NULL);
	arena_clear(&arena);
}

static bool is_in_ring(const struct page_point *points, size_t count, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0, j = count - 1; i < count; j = i++)
		if ((points[i].y > spot.y) != (points[j].y > spot.y) &&
		    spot.x < points[i].x +
		                     (points[j].x - points[i].x) * (spot.y - points[i].y) / (points[j].y - points[i].y))
			inside = !inside;
	return inside;
}

static void sloped_area_is_named_along(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct page_point ring[] = {{40, 60}, {60, 40}, {260, 140}, {240, 160}};
	struct polyline part = {ring, 4};
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 0, 0);
	request.kind = LABEL_AREA;
	request.parts = &part;
	request.part_count = 1;
	request.stretch = true;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept);
	assert_true(fabs(placed[0].places[0].angle - atan2(100, 200)) < 0.06);
	assert_true(placed[0].places[0].spacing > 1 && placed[0].places[0].spacing <= 1.2 * 8 + 1e-9);
	struct quad quad = quad_of(&placed[0].places[0]);
	for (int i = 0; i < 4; i++)
		assert_true(is_in_ring(ring, 4, quad.corners[i]));
	request.upright = true;
	placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept && placed[0].places[0].angle == 0);
	arena_clear(&arena);
}

static void small_lake_is_named_beside(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct page_point ring[] = {{100, 100}, {112, 100}, {112, 110}, {100, 110}};
	struct polyline part = {ring, 4};
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 0, 0);
	request.kind = LABEL_AREA;
	request.beside = true;
	request.parts = &part;
	request.part_count = 1;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept);
	assert_true(placed[0].places[0].origin.x >= 112 || placed[0].places[0].origin.x + 30 <= 100 ||
	            placed[0].places[0].origin.y + 9 <= 100 || placed[0].places[0].origin.y >= 110);
	arena_clear(&arena);
}

/* A lake too small for its name: the name stands at its edge, and not within reach of another lake. */
static void a_small_lake_is_named_at_its_edge(void **unused)
{
	(void)unused;
	struct arena arena;
	struct placement *placements;
	struct label_report report;
	arena_init(&arena);
	struct page_point near[] = {{200, 200}, {212, 200}, {212, 210}, {200, 210}};
	struct page_point other[] = {{226, 200}, {238, 200}, {238, 210}, {226, 210}};
	struct polyline rings[] = {{near, 4}, {other, 4}};
	struct label_request requests[2] = {0};
	for (int i = 0; i < 2; i++) {
		requests[i] = (struct label_request){.id = i ? "b" : "a",
		                                .class_name = "lakes",
		                                .kind = LABEL_AREA,
		                                .weight = 30,
		                                .parts = &rings[i],
		                                .part_count = 1,
		                                .upright = true,
		                                .beside = true};
		add_forms(&arena, &requests[i], 30, 6);
	}
	struct label_input input = {.requests = requests, .request_count = 2, .frame = FRAME};
	labels_place(&arena, &input, &placements, &report);
	for (int i = 0; i < 2; i++) {
		assert_true(placements[i].kept);
		struct quad quad = quad_of(&placements[i].places[0]);
		double own = INFINITY, far = INFINITY;
		for (int k = 0; k < 4; k++) {
			struct page_point a = quad.corners[k], b = quad.corners[(k + 1) % 4];
			for (int c = 0; c < 4; c++) {
				own = fmin(own, geometry_segment_distance(a, b, rings[i].points[c]));
				far = fmin(far, geometry_segment_distance(a, b, rings[!i].points[c]));
				own = fmin(own, geometry_segment_distance(rings[i].points[c], rings[i].points[(c + 1) % 4], a));
				far = fmin(far,
				           geometry_segment_distance(rings[!i].points[c], rings[!i].points[(c + 1) % 4], a));
			}
		}
		assert_true(own > 1 && own < 4 && far > own + 3);
	}
	arena_clear(&arena);
}

static void long_line_is_named_repeatedly(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct page_point points[] = {{590, 300}, {300, 200}, {10, 100}};
	struct polyline part = {points, 3};
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 0, 0);
	request.kind = LABEL_LINE;
	request.parts = &part;
	request.part_count = 1;
	request.repeat = 200;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 600, 400});
	assert_int_equal(placed[0].place_count, 3);
	for (size_t s = 0; s < 3; s++)
		assert_true(fabs(placed[0].places[s].angle - atan2(100, 290)) < 1e-6);
	arena_clear(&arena);
}

/* Of a line in so many pieces only the longest are tried, wherever they stand among the others. */
static void line_in_many_pieces_is_named_on_the_longest(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct page_point points[500][2];
	struct polyline parts[500];
	for (size_t longest = 0; longest < 500; longest += 499) {
		arena_init(&arena);
		struct label_request request = plain_request(&form, &piece, "label-a", 0, 0);
		for (size_t i = 0; i < 500; i++) {
			double x = 100 + (double)i / 2, length = i == longest ? form.width * 2 : form.width / 2;
			points[i][0] = (struct page_point){x, 100};
			points[i][1] = (struct page_point){x, 100 + length};
			parts[i] = (struct polyline){points[i], 2};
		}
		request.kind = LABEL_LINE;
		request.parts = parts;
		request.part_count = 500;
		struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 600, 400});
		assert_int_equal(placed[0].place_count, 1);
		assert_true(fabs(placed[0].places[0].origin.x - points[longest][0].x) < form.height + 2);
		arena_clear(&arena);
	}
}

/* A name on a ground of nearly its own colour is changed until it reads; on its usual ground it stays. On a hatch it
 * gets a halo of the ground's colour, where a fill covers the hatch it does not. */
static void names_read_on_their_ground(void **unused)
{
	(void)unused;
	struct arena arena;
	struct placement *placements;
	struct label_report report;
	arena_init(&arena);
	struct page_point all[] = {{0, 0}, {575, 0}, {575, 546}, {0, 546}}, half[] = {{0, 0}, {280, 0}, {280, 546}, {0, 546}};
	struct polyline rings[] = {{all, 4}, {half, 4}};
	struct label_backdrop backdrops[] = {{&rings[0], 1, {1, 1, 1, 1}, false},
	                                 {.rings = &rings[0], .ring_count = 1, .hatched = true},
	                                 {&rings[1], 1, {0.1, 0.1, 0.1, 1}, false}};
	struct page_point left[] = {{50, 50}, {200, 50}, {200, 120}, {50, 120}},
	            right[] = {{350, 50}, {500, 50}, {500, 120}, {350, 120}};
	struct polyline areas[] = {{left, 4}, {right, 4}};
	struct label_request requests[2] = {0};
	for (int i = 0; i < 2; i++) {
		requests[i] = (struct label_request){.id = i ? "b" : "a",
		                                .kind = LABEL_AREA,
		                                .weight = 30,
		                                .parts = &areas[i],
		                                .part_count = 1,
		                                .upright = true};
		add_forms(&arena, &requests[i], 30, 6);
	}
	struct label_input input = {.requests = requests,
	                            .request_count = 2,
	                            .backdrops = backdrops,
	                            .backdrop_count = 3,
	                            .least_contrast = 4.5,
	                            .frame = FRAME};
	labels_place(&arena, &input, &placements, &report);
	for (int i = 0; i < 2; i++) {
		assert_true(placements[i].kept && placements[i].places[0].on_one_backdrop);
		const struct label_place *spot = &placements[i].places[0];
		struct colour fill = backdrop_fill(spot, &spot->form->pieces[0]);
		assert_true(colour_contrast(fill, backdrops[i ? 0 : 2].colour) >= 4.5);
		assert_int_equal(colour_equal(fill, spot->form->pieces[0].fill), i == 1);
		struct colour halo = {0, 0, 0, 0};
		assert_true(spot->form->pieces[0].halo_width <= 0);
		assert_int_equal(backdrop_halo(spot, &spot->form->pieces[0], &halo) > 0, i == 1);
		assert_int_equal(colour_equal(halo, backdrops[0].colour), i == 1);
	}
	arena_clear(&arena);
}

/* "Datong Huainan": on one baseline a blank apart two names read as one, a line lower or further apart they do not. */
static void names_on_one_baseline_keep_apart(void **unused)
{
	(void)unused;
	struct label_piece piece;
	struct label_form form;
	plain_request(&form, &piece, "a", 0, 0);
	for (int below = 0; below < 6; below++)
		for (double apart = 1; apart < 5; apart++) {
			struct label_place first = {.form = &form, .origin = {100, 100}},
			                   second = {.form = &form, .origin = {130 + apart, 100 + below}};
			struct candidate a = candidate_new(first, form.width), b = candidate_new(second, form.width);
			assert_int_equal(labels_candidates_conflict(&a, &b), below == 0 && apart < 3);
			assert_int_equal(labels_candidates_conflict(&b, &a), below == 0 && apart < 3);
		}
}

static void nothing_wanted_is_nothing_done(void **unused)
{
	(void)unused;
	struct arena arena;
	arena_init(&arena);
	assert_non_null(place(&arena, NULL, 0, NULL, 0, (struct box){0, 0, 100, 100}));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lone_name_stands_right_above),
	        cmocka_unit_test(name_read_from_the_right_stands_left_above),
	        cmocka_unit_test(crowded_dot_gets_a_leader),
	        cmocka_unit_test(loser_is_told_to_whom),
	        cmocka_unit_test(sloped_area_is_named_along),
	        cmocka_unit_test(small_lake_is_named_beside),
	        cmocka_unit_test(a_small_lake_is_named_at_its_edge),
	        cmocka_unit_test(long_line_is_named_repeatedly),
	        cmocka_unit_test(line_in_many_pieces_is_named_on_the_longest),
	        cmocka_unit_test(names_read_on_their_ground),
	        cmocka_unit_test(names_on_one_baseline_keep_apart),
	        cmocka_unit_test(nothing_wanted_is_nothing_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
