/* Label placement as a whole: what must hold for every result, on random maps from printed seeds.
 * Checks the result with its own plain geometry (corners and polygons), not with the room's. */
#include "labels_judged.h"
#include "labels_random.h"

#include <stdio.h>

static void check_obstacles(const struct instance *made, const struct quad *quad, const char *id)
{
	for (size_t i = 0; i < made->input.obstacle_count; i++) {
		const struct obstacle *obstacle = &made->obstacles[i];
		struct page_point centre = {(obstacle->box.left + obstacle->box.right) / 2,
		                      (obstacle->box.top + obstacle->box.bottom) / 2};
		if (obstacle->kind == OBSTACLE_DOT && quad_holds(quad, centre))
			fail_msg("%s covers the dot at %.2f %.2f", id, centre.x, centre.y);
		for (int k = 0; obstacle->kind == OBSTACLE_DOT && k < 32; k++) {
			double radius = (obstacle->box.right - obstacle->box.left) / 2, angle = k * 0.19634954;
			if (quad_holds(quad,
			               (struct page_point){centre.x + radius * cos(angle), centre.y + radius * sin(angle)}))
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

static void check_result(const struct instance *made, const struct placement *placements,
                         const struct label_report *report)
{
	size_t count = made->input.request_count, kept = 0;
	for (size_t i = 0; i < count; i++) {
		const struct placement *one = &placements[i];
		assert_ptr_equal(one->request, &made->requests[i]);
		assert_int_equal(one->kept, one->place_count > 0);
		assert_int_equal(one->kept, one->reason[0] == '\0');
		kept += one->kept;
		for (size_t s = 0; s < one->place_count; s++) {
			struct quad quad = quad_of(&one->places[s]);
			/* Only where the author has pinned it may a name be in the way, and then that is told. */
			for (int k = 0; k < 4 && !one->problem; k++)
				assert_true(box_contains(made->input.frame, quad.corners[k]));
			assert_true(one->pinned || !one->problem);
			if (!one->problem)
				check_obstacles(made, &quad, one->request->id);
			for (size_t other = i; other < count; other++)
				for (size_t t = other == i ? s + 1 : 0; t < placements[other].place_count; t++)
					if (!(one->problem && placements[other].pinned) &&
					    !(placements[other].problem && one->pinned))
						check_pair(&one->places[s], &placements[other].places[t], one->request->id,
						           placements[other].request->id);
		}
	}
	assert_int_equal(report->kept, kept);
	assert_int_equal(report->requests, count);
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
		if (!strcmp(placements[i].request->id, id))
			return &placements[i];
	fail_msg("no placement of %s", id);
	return NULL;
}

static void check_same(const struct placement *a, const struct placement *b)
{
	assert_int_equal(a->place_count, b->place_count);
	assert_string_equal(a->reason, b->reason);
	for (size_t s = 0; s < a->place_count; s++) {
		assert_memory_equal(&a->places[s].origin, &b->places[s].origin, sizeof(struct page_point));
		assert_memory_equal(&a->places[s].leader_to, &b->places[s].leader_to, sizeof(struct page_point));
		assert_memory_equal(&a->places[s].cost, &b->places[s].cost, sizeof(double));
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
		/* The placements point at requests, which the shuffle moves: keep the first order's. */
		struct label_request *requests = ARENA_ARRAY(&arena, 110, struct label_request);
		memcpy(requests, made.requests, 110 * sizeof *requests);
		for (size_t i = 0; i < 110; i++)
			first[i].request = &requests[i];
		instance_shuffle(&made, &seed);
		labels_place(&arena, &made.input, &second, &other);
		assert_true(one.cost == other.cost && one.bound == other.bound && one.nodes == other.nodes);
		for (size_t i = 0; i < 110; i++)
			check_same(&first[i], find_placement(second, 110, first[i].request->id));
		arena_clear(&arena);
	}
}

/* A sheet as full as the built-in map's, which takes 180,000 steps of the solver; one that is hard to prove, with
 * 13,000,000; and one that overflows, with 92,000,000 and a gap of 4.5 %. Steps are the same on every machine; a bound that is weaker, or
 * a state that should have been ruled out, takes a multiple. */
static void work_is_bounded(void **unused)
{
	(void)unused;
	static const struct {
		size_t count, most_work, most_nodes;
		double most_gap; /* of the cost */
	} sheets[] = {{90, 400000, 0, 0}, {140, 20000000, 100, 0}, {200, 120000000, SIZE_MAX, 0.06}};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct arena arena;
		struct placement *placements;
		struct label_report report;
		uint64_t seed = 3007;
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, sheets[i].count, FRAME, i > 0);
		labels_place(&arena, &made.input, &placements, &report);
		print_message("%zu requests: %zu kept, cost %.2f, bound %.2f, %zu candidates, %zu groups, %zu nodes, "
		              "%zu steps\n",
		              report.requests, report.kept, report.cost, report.bound, report.candidates, report.groups,
		              report.nodes, report.work);
		assert_in_range(report.work, 1, sheets[i].most_work);
		assert_in_range(report.nodes, 0, sheets[i].most_nodes);
		assert_true(report.cost - report.bound <= sheets[i].most_gap * report.cost);
		arena_clear(&arena);
	}
}

static bool in_area(const struct label_request *request, struct page_point spot)
{
	bool inside = false;
	for (size_t r = 0; r < request->part_count; r++)
		inside ^= geometry_ring_contains(request->parts[r].points, request->parts[r].count, spot);
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
			for (size_t k = 0; k < placements[i].place_count; k++) {
				const struct label_request *request = placements[i].request;
				const struct label_place *spot = &placements[i].places[k];
				struct quad quad = quad_of(spot);
				assert_true(fabs(spot->angle) <= 1.5707964);
				for (size_t p = 0; p < spot->form->piece_count; p++)
					assert_true(spot->spacing <= 1.2 * spot->form->pieces[p].run.size + 1e-9);
				assert_true(request->stretch || spot->spacing == 0);
				for (int c = 0; c < 4 && request->kind == LABEL_AREA; c++)
					assert_true(in_area(request, quad.corners[c]));
				stretched += spot->spacing > 0;
				along += request->kind == LABEL_LINE;
			}
		arena_clear(&arena);
	}
	assert_true(stretched > 10 && along > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(results_keep_all_promises),
	        cmocka_unit_test(area_and_line_names_keep_their_rules),
	        cmocka_unit_test(order_of_input_does_not_matter),
	        cmocka_unit_test(work_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
