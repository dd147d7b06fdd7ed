/* Label placement as a whole: what must hold for every result, on random maps from printed seeds.
 * Checks the result with its own plain geometry (corners and polygons), not with the room's. */
#include "labels_random.h"

#include "labels/ground.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define FRAME ((struct box){0, 0, 575, 546})

struct quad {
	struct spot corners[4];
};

static double spot_width(const struct label_spot *spot)
{
	double width = spot->form->width;
	for (size_t i = 0; i < spot->form->piece_count && spot->spacing > 0; i++) {
		const struct text_run *run = &spot->form->pieces[i].run;
		width = fmax(width, run->width + spot->spacing * (double)(strlen(run->text) - 1));
	}
	return width;
}

static struct quad quad_of(const struct label_spot *spot)
{
	struct quad quad;
	double width = spot_width(spot), height = spot->form->height, c = cos(spot->angle), s = sin(spot->angle);
	double xs[] = {0, width, width, 0}, ys[] = {0, 0, height, height};
	for (int i = 0; i < 4; i++)
		quad.corners[i] =
		        (struct spot){spot->origin.x + xs[i] * c - ys[i] * s, spot->origin.y + xs[i] * s + ys[i] * c};
	return quad;
}

static double cross(struct spot a, struct spot b, struct spot c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool quad_holds(const struct quad *quad, struct spot spot)
{
	for (int i = 0; i < 4; i++)
		if (cross(quad->corners[i], quad->corners[(i + 1) % 4], spot) <= 1e-9)
			return false;
	return true;
}

static bool segments_cross(struct spot a, struct spot b, struct spot c, struct spot d)
{
	return cross(a, b, c) * cross(a, b, d) < -1e-12 && cross(c, d, a) * cross(c, d, b) < -1e-12;
}

static bool quad_meets_segment(const struct quad *quad, struct spot a, struct spot b)
{
	if (quad_holds(quad, a) || quad_holds(quad, b))
		return true;
	for (int i = 0; i < 4; i++)
		if (segments_cross(quad->corners[i], quad->corners[(i + 1) % 4], a, b))
			return true;
	return false;
}

static bool quads_meet(const struct quad *a, const struct quad *b)
{
	for (int i = 0; i < 4; i++)
		if (quad_meets_segment(a, b->corners[i], b->corners[(i + 1) % 4]) || quad_holds(b, a->corners[i]))
			return true;
	return false;
}

static void check_obstacles(const struct instance *made, const struct quad *quad, const char *id)
{
	for (size_t i = 0; i < made->input.obstacle_count; i++) {
		const struct obstacle *obstacle = &made->obstacles[i];
		struct spot centre = {(obstacle->box.left + obstacle->box.right) / 2,
		                      (obstacle->box.top + obstacle->box.bottom) / 2};
		if (obstacle->kind == OBSTACLE_DOT && quad_holds(quad, centre))
			fail_msg("%s covers the dot at %.2f %.2f", id, centre.x, centre.y);
		for (int k = 0; obstacle->kind == OBSTACLE_DOT && k < 32; k++) {
			double radius = (obstacle->box.right - obstacle->box.left) / 2, angle = k * 0.19634954;
			if (quad_holds(quad,
			               (struct spot){centre.x + radius * cos(angle), centre.y + radius * sin(angle)}))
				fail_msg("%s touches the dot at %.2f %.2f", id, centre.x, centre.y);
		}
		struct box box = obstacle->box;
		struct quad hard = {
		        {{box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}}};
		if (obstacle->kind == OBSTACLE_BOX && quads_meet(quad, &hard))
			fail_msg("%s covers a box", id);
		for (size_t k = 0; obstacle->kind == OBSTACLE_ROUTE && k + 1 < obstacle->count; k++)
			if (quad_meets_segment(quad, obstacle->points[k], obstacle->points[k + 1]))
				fail_msg("%s covers a route", id);
	}
}

static void check_pair(const struct label_spot *a, const struct label_spot *b, const char *one, const char *other)
{
	struct quad first = quad_of(a), second = quad_of(b);
	if (quads_meet(&first, &second))
		fail_msg("%s and %s overlap", one, other);
	if (a->has_leader && quad_meets_segment(&second, a->leader_from, a->leader_to))
		fail_msg("the leader of %s crosses %s", one, other);
	if (b->has_leader && quad_meets_segment(&first, b->leader_from, b->leader_to))
		fail_msg("the leader of %s crosses %s", other, one);
	if (a->has_leader && b->has_leader &&
	    segments_cross(a->leader_from, a->leader_to, b->leader_from, b->leader_to))
		fail_msg("the leaders of %s and %s cross", one, other);
}

static void check_result(const struct instance *made, const struct placement *placements,
                         const struct label_report *report)
{
	size_t count = made->input.wish_count, kept = 0;
	for (size_t i = 0; i < count; i++) {
		const struct placement *one = &placements[i];
		assert_ptr_equal(one->wish, &made->wishes[i]);
		assert_int_equal(one->kept, one->spot_count > 0);
		assert_int_equal(one->kept, one->reason[0] == '\0');
		kept += one->kept;
		for (size_t s = 0; s < one->spot_count; s++) {
			struct quad quad = quad_of(&one->spots[s]);
			/* Only where the author has pinned it may a name be in the way, and then that is told. */
			for (int k = 0; k < 4 && !one->problem; k++)
				assert_true(box_contains(made->input.frame, quad.corners[k]));
			assert_true(one->pinned || !one->problem);
			if (!one->problem)
				check_obstacles(made, &quad, one->wish->id);
			for (size_t other = i; other < count; other++)
				for (size_t t = other == i ? s + 1 : 0; t < placements[other].spot_count; t++)
					if (!(one->problem && placements[other].pinned) &&
					    !(placements[other].problem && one->pinned))
						check_pair(&one->spots[s], &placements[other].spots[t], one->wish->id,
						           placements[other].wish->id);
		}
	}
	assert_int_equal(report->kept, kept);
	assert_int_equal(report->wishes, count);
	assert_true(report->bound <= report->cost);
	assert_int_equal(report->optimal, report->bound == report->cost);
}

static void results_keep_all_promises(void **unused)
{
	(void)unused;
	for (uint64_t start = 1; start <= 12; start++) {
		struct arena arena;
		struct placement *placements;
		struct label_report report;
		uint64_t seed = start * 101;
		print_message("seed %llu\n", (unsigned long long)seed);
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, 30 + 8 * start, FRAME, true);
		labels_place(&arena, &made.input, &placements, &report);
		check_result(&made, placements, &report);
		arena_clear(&arena);
	}
}

static const struct placement *find_placement(const struct placement *placements, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(placements[i].wish->id, id))
			return &placements[i];
	fail_msg("no placement of %s", id);
	return NULL;
}

static void check_same(const struct placement *a, const struct placement *b)
{
	assert_int_equal(a->spot_count, b->spot_count);
	assert_string_equal(a->reason, b->reason);
	for (size_t s = 0; s < a->spot_count; s++) {
		assert_memory_equal(&a->spots[s].origin, &b->spots[s].origin, sizeof(struct spot));
		assert_memory_equal(&a->spots[s].leader_to, &b->spots[s].leader_to, sizeof(struct spot));
		assert_memory_equal(&a->spots[s].cost, &b->spots[s].cost, sizeof(double));
	}
}

static void order_of_input_does_not_matter(void **unused)
{
	(void)unused;
	for (uint64_t start = 1; start <= 6; start++) {
		struct arena arena;
		struct placement *first, *second;
		struct label_report one, other;
		uint64_t seed = start * 977;
		print_message("seed %llu\n", (unsigned long long)seed);
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, 110, FRAME, true);
		labels_place(&arena, &made.input, &first, &one);
		/* The placements point at wishes, which the shuffle moves: keep the first order's. */
		struct label_wish *wishes = ARENA_ARRAY(&arena, 110, struct label_wish);
		memcpy(wishes, made.wishes, 110 * sizeof *wishes);
		for (size_t i = 0; i < 110; i++)
			first[i].wish = &wishes[i];
		instance_shuffle(&made, &seed);
		labels_place(&arena, &made.input, &second, &other);
		assert_true(one.cost == other.cost && one.bound == other.bound && one.nodes == other.nodes);
		for (size_t i = 0; i < 110; i++)
			check_same(&first[i], find_placement(second, 110, first[i].wish->id));
		arena_clear(&arena);
	}
}

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* A sheet as full as the built-in map's, and one that overflows. The limit is generous: it is there to notice
 * that something became quadratic. */
static void times_are_bounded(void **unused)
{
	(void)unused;
	static const size_t counts[] = {90, 200};
	for (int i = 0; i < 2; i++) {
		struct arena arena;
		struct placement *placements;
		struct label_report report;
		uint64_t seed = 3007;
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, counts[i], FRAME, i > 0);
		double start = milliseconds();
		labels_place(&arena, &made.input, &placements, &report);
		double took = milliseconds() - start;
		print_message(
		        "%zu wishes: %zu kept, cost %.2f, bound %.2f, %zu candidates, %zu groups, %zu nodes, %.0f ms\n",
		        report.wishes, report.kept, report.cost, report.bound, report.candidates, report.groups,
		        report.nodes, took);
		assert_true(took < 30000);
		if (i == 0)
			assert_true(report.optimal);
		assert_true(report.cost - report.bound < 0.15 * report.cost);
		arena_clear(&arena);
	}
}

/* One point wish without obstacles, for the single cases below. */
static struct label_wish plain_wish(struct label_form *form, struct label_piece *piece, const char *id, double x,
                                    double y)
{
	*piece = (struct label_piece){.offset = {0, 7}, .fill = {0, 0, 0, 1}};
	piece->run = (struct text_run){.text = "Suzhou", .size = 8, .width = 30, .ascent = 7, .descent = 2};
	*form = (struct label_form){piece, 1, 30, 9, 0};
	return (struct label_wish){.id = id,
	                           .title = id,
	                           .class_name = "city",
	                           .forms = form,
	                           .form_count = 1,
	                           .weight = 50,
	                           .anchor = {x, y},
	                           .radius = 2};
}

static struct placement *place(struct arena *arena, struct label_wish *wishes, size_t count, struct obstacle *obstacles,
                               size_t obstacle_count, struct box frame)
{
	struct placement *placements;
	struct label_report report;
	struct label_input input = {.wishes = wishes,
	                            .wish_count = count,
	                            .obstacles = obstacles,
	                            .obstacle_count = obstacle_count,
	                            .frame = frame};
	labels_place(arena, &input, &placements, &report);
	return placements;
}

static void lone_name_stands_right_above(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 100, 100);
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 200, 200});
	assert_true(placed[0].kept);
	assert_true(placed[0].spots[0].origin.x > 100 && placed[0].spots[0].origin.y + 9 < 100);
	arena_clear(&arena);
}

static void name_read_from_the_right_stands_left_above(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 100, 100);
	wish.from_right = true;
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 200, 200});
	struct spot origin = placed[0].spots[0].origin;
	assert_true(placed[0].kept && origin.x + form.width < 100 && origin.y + form.height < 100);
	arena_clear(&arena);
}

/* Every word is a place at the dot, and the right one. */
static void pins_are_obeyed(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 100, 100);
	for (size_t i = 0; i + 1 < label_position_count; i++) {
		struct label_pin pin = {.position = label_positions[i]};
		wish.pin = &pin;
		struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 200, 200});
		assert_true(placed[0].kept && placed[0].pinned && !placed[0].problem);
		assert_string_equal(placed[0].spots[0].where, label_positions[i]);
		struct spot at = placed[0].spots[0].origin;
		double x = at.x + form.width / 2 - 100, y = at.y + form.height / 2 - 100;
		const char *word = label_positions[i];
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
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 100, 100);
	struct label_pin pin = {.by_offset = true, .right = 20, .above = 12};
	wish.pin = &pin;
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, frame);
	assert_true(placed[0].spots[0].origin.x == 120 && placed[0].spots[0].origin.y == 88 - form.height);
	assert_true(placed[0].spots[0].has_leader);
	pin = (struct label_pin){.by_offset = true, .right = -20, .leader = PIN_LEADER_NO};
	placed = place(&arena, &wish, 1, NULL, 0, frame);
	assert_true(placed[0].spots[0].origin.x == 80 - form.width);
	assert_true(placed[0].spots[0].origin.y == 100 - form.height / 2);
	assert_false(placed[0].spots[0].has_leader);
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
	struct label_wish wishes[] = {plain_wish(&forms[0], &pieces[0], "Wuhu", 100, 100),
	                              plain_wish(&forms[1], &pieces[1], "Hefei", 100, 106),
	                              plain_wish(&forms[2], &pieces[2], "Anqing", 60, 60)};
	struct label_pin right = {.position = "right"}, hide = {.hide = true};
	struct obstacle box = {.kind = OBSTACLE_BOX, .box = {110, 90, 120, 110}, .name = "the scale bar"};
	wishes[0].pin = &right;
	wishes[2].pin = &hide;
	struct placement *placed = place(&arena, wishes, 3, &box, 1, frame);
	assert_true(placed[0].kept && placed[0].pinned);
	assert_string_equal(placed[0].problem, "would cover the scale bar");
	assert_true(placed[1].kept && !placed[1].pinned);
	check_pair(&placed[0].spots[0], &placed[1].spots[0], "Wuhu", "Hefei");
	assert_true(!placed[2].kept && placed[2].hidden && placed[2].spot_count == 0);
	/* Both pinned to one place: both drawn, the second told. */
	wishes[1].pin = &right;
	wishes[1].anchor = wishes[0].anchor;
	placed = place(&arena, wishes, 2, NULL, 0, frame);
	assert_true(placed[0].kept && placed[1].kept);
	assert_true((placed[0].problem != NULL) != (placed[1].problem != NULL));
	assert_string_equal(placed[0].problem ? placed[0].problem : placed[1].problem,
	                    placed[0].problem ? "overlaps Hefei, pinned too" : "overlaps Wuhu, pinned too");
	/* Out of the frame. */
	wishes[0].anchor.x = 190;
	placed = place(&arena, wishes, 1, NULL, 0, frame);
	assert_true(placed[0].kept);
	assert_string_equal(placed[0].problem, "reaches out of the frame");
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
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 100, 100);
	/* Four small boxes leave nothing free at the dot, but ways between them. */
	for (int i = 0; i < 4; i++)
		obstacles[i] = (struct obstacle){
		        .kind = OBSTACLE_BOX,
		        .box = box_at((struct spot){100 + (i % 2 ? 6.5 : -6.5), 100 + (i / 2 ? 6.5 : -6.5)}, 6, 6)};
	struct placement *placed = place(&arena, &wish, 1, obstacles, 4, (struct box){0, 0, 200, 200});
	assert_true(placed[0].kept);
	assert_true(placed[0].spots[0].has_leader);
	arena_clear(&arena);
}

static void loser_is_told_to_whom(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form forms[2];
	struct label_piece pieces[2];
	arena_init(&arena);
	struct label_wish wishes[] = {plain_wish(&forms[0], &pieces[0], "Hefei", 5, 8),
	                              plain_wish(&forms[1], &pieces[1], "Wuhu", 5, 8)};
	wishes[0].weight = 10;
	struct placement *placed = place(&arena, wishes, 2, NULL, 0, (struct box){0, 0, 41, 16});
	assert_false(placed[0].kept);
	assert_true(placed[1].kept);
	assert_true(strstr(placed[0].reason, "overlaps Wuhu") != NULL);
	wishes[0].required = true;
	placed = place(&arena, wishes, 2, NULL, 0, (struct box){0, 0, 41, 16});
	assert_true(placed[0].kept);
	assert_true(strstr(placed[1].reason, "overlaps Hefei") != NULL);
	arena_clear(&arena);
}

static bool is_in_ring(const struct spot *points, size_t count, struct spot spot)
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
	struct spot ring[] = {{40, 60}, {60, 40}, {260, 140}, {240, 160}};
	struct polyline part = {ring, 4};
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 0, 0);
	wish.kind = LABEL_AREA;
	wish.parts = &part;
	wish.part_count = 1;
	wish.stretch = true;
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept);
	assert_true(fabs(placed[0].spots[0].angle - atan2(100, 200)) < 0.06);
	assert_true(placed[0].spots[0].spacing > 1 && placed[0].spots[0].spacing <= 1.2 * 8 + 1e-9);
	struct quad quad = quad_of(&placed[0].spots[0]);
	for (int i = 0; i < 4; i++)
		assert_true(is_in_ring(ring, 4, quad.corners[i]));
	wish.upright = true;
	placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept && placed[0].spots[0].angle == 0);
	arena_clear(&arena);
}

static void small_lake_is_named_beside(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct spot ring[] = {{100, 100}, {112, 100}, {112, 110}, {100, 110}};
	struct polyline part = {ring, 4};
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 0, 0);
	wish.kind = LABEL_AREA;
	wish.beside = true;
	wish.parts = &part;
	wish.part_count = 1;
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 300, 300});
	assert_true(placed[0].kept);
	assert_true(placed[0].spots[0].origin.x >= 112 || placed[0].spots[0].origin.x + 30 <= 100 ||
	            placed[0].spots[0].origin.y + 9 <= 100 || placed[0].spots[0].origin.y >= 110);
	arena_clear(&arena);
}

static void long_line_is_named_repeatedly(void **unused)
{
	(void)unused;
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	struct spot points[] = {{590, 300}, {300, 200}, {10, 100}};
	struct polyline part = {points, 3};
	arena_init(&arena);
	struct label_wish wish = plain_wish(&form, &piece, "label-a", 0, 0);
	wish.kind = LABEL_LINE;
	wish.parts = &part;
	wish.part_count = 1;
	wish.repeat = 200;
	struct placement *placed = place(&arena, &wish, 1, NULL, 0, (struct box){0, 0, 600, 400});
	assert_int_equal(placed[0].spot_count, 3);
	for (size_t s = 0; s < 3; s++)
		assert_true(fabs(placed[0].spots[s].angle - atan2(100, 290)) < 1e-6);
	arena_clear(&arena);
}

static void nothing_wanted_is_nothing_done(void **unused)
{
	(void)unused;
	struct arena arena;
	arena_init(&arena);
	assert_non_null(place(&arena, NULL, 0, NULL, 0, (struct box){0, 0, 100, 100}));
	arena_clear(&arena);
}

static bool in_area(const struct label_wish *wish, struct spot spot)
{
	bool inside = false;
	for (size_t r = 0; r < wish->part_count; r++)
		inside ^= ring_contains(wish->parts[r].points, wish->parts[r].count, spot);
	return inside;
}

/* Names of areas stand inside them, letterspaced at most 1.2 em; names along lines are never upside down. */
static void area_and_line_names_keep_their_rules(void **unused)
{
	(void)unused;
	size_t stretched = 0, along = 0;
	for (uint64_t start = 1; start <= 12; start++) {
		struct arena arena;
		struct placement *placements;
		struct label_report report;
		uint64_t seed = start * 4441;
		print_message("seed %llu\n", (unsigned long long)seed);
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, 90, FRAME, true);
		labels_place(&arena, &made.input, &placements, &report);
		for (size_t i = 0; i < 90; i++)
			for (size_t k = 0; k < placements[i].spot_count; k++) {
				const struct label_wish *wish = placements[i].wish;
				const struct label_spot *spot = &placements[i].spots[k];
				struct quad quad = quad_of(spot);
				assert_true(fabs(spot->angle) <= 1.5707964);
				for (size_t p = 0; p < spot->form->piece_count; p++)
					assert_true(spot->spacing <= 1.2 * spot->form->pieces[p].run.size + 1e-9);
				assert_true(wish->stretch || spot->spacing == 0);
				for (int c = 0; c < 4 && wish->kind == LABEL_AREA; c++)
					assert_true(in_area(wish, quad.corners[c]));
				stretched += spot->spacing > 0;
				along += wish->kind == LABEL_LINE;
			}
		arena_clear(&arena);
	}
	assert_true(stretched > 10 && along > 10);
}

/* A lake too small for its name: the name stands at its edge, and not within reach of another lake. */
static void a_small_lake_is_named_at_its_edge(void **unused)
{
	(void)unused;
	struct arena arena;
	struct placement *placements;
	struct label_report report;
	arena_init(&arena);
	struct spot near[] = {{200, 200}, {212, 200}, {212, 210}, {200, 210}};
	struct spot other[] = {{226, 200}, {238, 200}, {238, 210}, {226, 210}};
	struct polyline rings[] = {{near, 4}, {other, 4}};
	struct label_wish wishes[2] = {0};
	for (int i = 0; i < 2; i++) {
		wishes[i] = (struct label_wish){.id = i ? "b" : "a",
		                                .class_name = "lakes",
		                                .kind = LABEL_AREA,
		                                .weight = 30,
		                                .parts = &rings[i],
		                                .part_count = 1,
		                                .upright = true,
		                                .beside = true};
		add_forms(&arena, &wishes[i], 30, 6);
	}
	struct label_input input = {.wishes = wishes, .wish_count = 2, .frame = FRAME};
	labels_place(&arena, &input, &placements, &report);
	for (int i = 0; i < 2; i++) {
		assert_true(placements[i].kept);
		struct quad quad = quad_of(&placements[i].spots[0]);
		double own = INFINITY, far = INFINITY;
		for (int k = 0; k < 4; k++) {
			struct spot a = quad.corners[k], b = quad.corners[(k + 1) % 4];
			for (int c = 0; c < 4; c++) {
				own = fmin(own, segment_distance(a, b, rings[i].points[c]));
				far = fmin(far, segment_distance(a, b, rings[!i].points[c]));
				own = fmin(own, segment_distance(rings[i].points[c], rings[i].points[(c + 1) % 4], a));
				far = fmin(far,
				           segment_distance(rings[!i].points[c], rings[!i].points[(c + 1) % 4], a));
			}
		}
		assert_true(own > 1 && own < 4 && far > own + 3);
	}
	arena_clear(&arena);
}

/* A name on a ground of nearly its own colour is changed until it reads; on its usual ground it stays. On a hatch it gets
 * a halo of the ground's colour, where a fill covers the hatch it does not. */
static void names_read_on_their_ground(void **unused)
{
	(void)unused;
	struct arena arena;
	struct placement *placements;
	struct label_report report;
	arena_init(&arena);
	struct spot all[] = {{0, 0}, {575, 0}, {575, 546}, {0, 546}}, half[] = {{0, 0}, {280, 0}, {280, 546}, {0, 546}};
	struct polyline rings[] = {{all, 4}, {half, 4}};
	struct label_ground grounds[] = {{&rings[0], 1, {1, 1, 1, 1}, false},
	                                 {.rings = &rings[0], .ring_count = 1, .hatched = true},
	                                 {&rings[1], 1, {0.1, 0.1, 0.1, 1}, false}};
	struct spot left[] = {{50, 50}, {200, 50}, {200, 120}, {50, 120}},
	            right[] = {{350, 50}, {500, 50}, {500, 120}, {350, 120}};
	struct polyline areas[] = {{left, 4}, {right, 4}};
	struct label_wish wishes[2] = {0};
	for (int i = 0; i < 2; i++) {
		wishes[i] = (struct label_wish){.id = i ? "b" : "a",
		                                .kind = LABEL_AREA,
		                                .weight = 30,
		                                .parts = &areas[i],
		                                .part_count = 1,
		                                .upright = true};
		add_forms(&arena, &wishes[i], 30, 6);
	}
	struct label_input input = {.wishes = wishes,
	                            .wish_count = 2,
	                            .grounds = grounds,
	                            .ground_count = 3,
	                            .least_contrast = 4.5,
	                            .frame = FRAME};
	labels_place(&arena, &input, &placements, &report);
	for (int i = 0; i < 2; i++) {
		assert_true(placements[i].kept && placements[i].spots[0].on_ground);
		const struct label_spot *spot = &placements[i].spots[0];
		struct colour fill = ground_fill(spot, &spot->form->pieces[0]);
		assert_true(colour_contrast(fill, grounds[i ? 0 : 2].colour) >= 4.5);
		assert_int_equal(colour_equal(fill, spot->form->pieces[0].fill), i == 1);
		struct colour halo = {0, 0, 0, 0};
		assert_true(spot->form->pieces[0].halo_width <= 0);
		assert_int_equal(ground_halo(spot, &spot->form->pieces[0], &halo) > 0, i == 1);
		assert_int_equal(colour_equal(halo, grounds[0].colour), i == 1);
	}
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(results_keep_all_promises),
	        cmocka_unit_test(area_and_line_names_keep_their_rules),
	        cmocka_unit_test(a_small_lake_is_named_at_its_edge),
	        cmocka_unit_test(names_read_on_their_ground),
	        cmocka_unit_test(order_of_input_does_not_matter),
	        cmocka_unit_test(times_are_bounded),
	        cmocka_unit_test(lone_name_stands_right_above),
	        cmocka_unit_test(name_read_from_the_right_stands_left_above),
	        cmocka_unit_test(pins_are_obeyed),
	        cmocka_unit_test(pins_by_distances_are_exact),
	        cmocka_unit_test(pins_win_and_tell),
	        cmocka_unit_test(crowded_dot_gets_a_leader),
	        cmocka_unit_test(loser_is_told_to_whom),
	        cmocka_unit_test(sloped_area_is_named_along),
	        cmocka_unit_test(small_lake_is_named_beside),
	        cmocka_unit_test(long_line_is_named_repeatedly),
	        cmocka_unit_test(nothing_wanted_is_nothing_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
