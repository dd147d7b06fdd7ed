/* Pins: names that an author has placed or hidden stand there or are gone, and what is wrong with it is told. */
#include "labels_judged.h"

/* Every word is a place at the dot, and the right one. */
static void pins_are_obeyed(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 100, 100);
	for (size_t i = 0; i + 1 < label_pin_position_count; i++) {
		struct label_pin pin = {.position = label_pin_positions[i]};
		request.pin = &pin;
		struct placement *placed = place(&arena, &request, 1, NULL, 0, (struct box){0, 0, 200, 200});
		assert_true(placed[0].kept && placed[0].pinned && !placed[0].problem);
		assert_string_equal(placed[0].places[0].where, label_pin_positions[i]);
		struct page_point at = placed[0].places[0].origin;
		double x = at.x + form.width / 2 - 100, y = at.y + form.height / 2 - 100;
		const char *word = label_pin_positions[i];
		assert_true(!strstr(word, "right") || x > 0);
		assert_true(!strstr(word, "left") || x < 0);
		assert_true(!strstr(word, "above") || at.y + form.height < 100);
		assert_true(!strstr(word, "below") || at.y > 100);
		assert_true(!strstr(word, "centre") || (x == 0 && y == 0));
		assert_true(!strcmp(word, "centre") || hypot(x, y) > 1);
	}
	arena_clear(&arena);
}

static void pins_by_distances_are_exact(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct box frame = {0, 0, 200, 200};
	arena_init(&arena);
	struct label_request request = plain_request(&form, &piece, "label-a", 100, 100);
	struct label_pin pin = {.by_offset = true, .right = 20, .above = 12};
	request.pin = &pin;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, frame);
	assert_true(placed[0].places[0].origin.x == 120 && placed[0].places[0].origin.y == 88 - form.height);
	assert_true(placed[0].places[0].has_leader);
	pin = (struct label_pin){.by_offset = true, .right = -20, .leader = PIN_LEADER_NO};
	placed = place(&arena, &request, 1, NULL, 0, frame);
	assert_true(placed[0].places[0].origin.x == 80 - form.width);
	assert_true(placed[0].places[0].origin.y == 100 - form.height / 2);
	assert_false(placed[0].places[0].has_leader);
	arena_clear(&arena);
}

/* Drawn as pinned, with what is wrong told; the others give way; a hidden one is not there. */
static void pins_win_and_tell(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form forms[3];
	struct label_piece pieces[3];
	struct box frame = {0, 0, 200, 200};
	arena_init(&arena);
	struct label_request requests[] = {plain_request(&forms[0], &pieces[0], "Wuhu", 100, 100),
	                              plain_request(&forms[1], &pieces[1], "Hefei", 100, 106),
	                              plain_request(&forms[2], &pieces[2], "Anqing", 60, 60)};
	struct label_pin right = {.position = "right"}, hide = {.hide = true};
	struct obstacle box = {.kind = OBSTACLE_BOX, .box = {110, 90, 120, 110}, .name = "the scale bar"};
	requests[0].pin = &right;
	requests[2].pin = &hide;
	struct placement *placed = place(&arena, requests, 3, &box, 1, frame);
	assert_true(placed[0].kept && placed[0].pinned);
	assert_string_equal(placed[0].problem, "would cover the scale bar");
	assert_true(placed[1].kept && !placed[1].pinned);
	check_pair(&placed[0].places[0], &placed[1].places[0], "Wuhu", "Hefei");
	assert_true(!placed[2].kept && placed[2].hidden && placed[2].place_count == 0);
	/* Both pinned to one place: both drawn, the second told. */
	requests[1].pin = &right;
	requests[1].anchor = requests[0].anchor;
	placed = place(&arena, requests, 2, NULL, 0, frame);
	assert_true(placed[0].kept && placed[1].kept);
	assert_true((placed[0].problem != NULL) != (placed[1].problem != NULL));
	assert_string_equal(placed[0].problem ? placed[0].problem : placed[1].problem,
	                    placed[0].problem ? "overlaps Hefei, pinned too" : "overlaps Wuhu, pinned too");
	/* Out of the frame. */
	requests[0].anchor.x = 190;
	placed = place(&arena, requests, 1, NULL, 0, frame);
	assert_true(placed[0].kept);
	assert_string_equal(placed[0].problem, "reaches out of the frame");
	arena_clear(&arena);
}

/* Where the middle of the placed name is. */
static struct page_point middle_of(const struct label_place *at)
{
	struct quad quad = quad_of(at);
	return (struct page_point){(quad.corners[0].x + quad.corners[2].x) / 2, (quad.corners[0].y + quad.corners[2].y) / 2};
}

static struct label_request river(struct label_form *form, struct label_piece *piece, struct polyline *parts, size_t count)
{
	struct label_request request = plain_request(form, piece, "label-river", NAN, NAN);
	request.kind = LABEL_LINE;
	request.parts = parts;
	request.part_count = count;
	return request;
}

/* The longer of two pieces, drawn from right to left; the share counts from its left end. */
static void names_along_lines_are_pinned_by_a_share(void **unused)
{
	(void)unused;
	struct label_form form;
	struct label_piece piece;
	struct page_point brook[] = {{10, 20}, {90, 20}}, stream[] = {{500, 200}, {300, 100}, {100, 200}};
	struct polyline parts[] = {{brook, 2}, {stream, 3}};
	static const char *const words[] = {NULL, "above", "below", "centre"};
	for (double along = 0.1; along < 0.95; along += 0.2)
		for (size_t w = 0; w < 4; w++) {
			struct arena arena;
			arena_init(&arena);
			struct label_pin pin = {.along = along, .near = {NAN, NAN}, .position = words[w]};
			struct label_request request = river(&form, &piece, parts, 2);
			request.pin = &pin;
			request.repeat = 100; /* a pinned name stands once */
			struct placement *placed = place(&arena, &request, 1, NULL, 0, FRAME);
			assert_true(placed[0].pinned && !placed[0].problem && placed[0].place_count == 1);
			struct page_point at = middle_of(&placed[0].places[0]);
			struct page_point wanted = {100 + 400 * along, along < 0.5 ? 200 - 200 * along : 200 * along};
			double off = geometry_segment_distance(stream[1], stream[along < 0.5 ? 2 : 0], at);
			if (fabs(along - 0.5) > 0.05)
				assert_true(w == 3 ? off < 0.1 : off > form.height / 2 && off < form.height / 2 + 3);
			assert_true(hypot(at.x - wanted.x, at.y - wanted.y) < form.height + 10);
			assert_true(w == 3 || (w == 2) == (at.y > wanted.y + 1));
			arena_clear(&arena);
		}
}

/* Where the line comes nearest to a place, however it winds there; others keep off the name. */
static void names_along_lines_are_pinned_near_a_place(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form forms[2];
	struct label_piece pieces[2];
	struct page_point points[60];
	arena_init(&arena);
	for (int i = 0; i < 60; i++)
		points[i] = (struct page_point){20 + 9 * i, 200 + (i % 2 ? 12 : -12)};
	struct polyline part = {points, 60};
	struct label_pin pin = {.along = NAN, .near = {119, 32}};
	struct label_request requests[] = {river(&forms[0], &pieces[0], &part, 1),
	                                   plain_request(&forms[1], &pieces[1], "town", 400, 212)};
	struct placement *placed = place(&arena, requests, 1, NULL, 0, FRAME);
	assert_false(placed[0].kept); /* it is nowhere calm */
	requests[0].pin = &pin;
	requests[0].anchor = (struct page_point){410, 350};
	placed = place(&arena, requests, 2, NULL, 0, FRAME);
	assert_true(placed[0].pinned && fabs(middle_of(&placed[0].places[0]).x - 410) < 10);
	struct quad name = quad_of(&placed[0].places[0]), town = quad_of(&placed[1].places[0]);
	assert_true(placed[1].kept && !quads_meet(&name, &town));
	arena_clear(&arena);
}

static void pins_of_another_kind_leave_a_name_alone(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct page_point points[] = {{100, 200}, {300, 200}};
	struct polyline part = {points, 2};
	arena_init(&arena);
	struct label_pin right = {.position = "right", .along = NAN, .near = {NAN, NAN}}, far = right, along = right;
	far = (struct label_pin){.by_offset = true, .right = 5, .along = NAN, .near = {NAN, NAN}};
	along = (struct label_pin){.along = 0.5, .near = {NAN, NAN}};
	struct label_request line = river(&form, &piece, &part, 1), point = plain_request(&form, &piece, "a", 100, 100);
	line.pin = &right;
	assert_true(!place(&arena, &line, 1, NULL, 0, FRAME)[0].pinned);
	line.pin = &far;
	assert_true(!place(&arena, &line, 1, NULL, 0, FRAME)[0].pinned);
	point.pin = &along;
	struct placement *placed = place(&arena, &point, 1, NULL, 0, FRAME);
	assert_true(placed[0].kept && !placed[0].pinned);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pins_are_obeyed),
	        cmocka_unit_test(pins_by_distances_are_exact),
	        cmocka_unit_test(pins_win_and_tell),
	        cmocka_unit_test(names_along_lines_are_pinned_by_a_share),
	        cmocka_unit_test(names_along_lines_are_pinned_near_a_place),
	        cmocka_unit_test(pins_of_another_kind_leave_a_name_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
