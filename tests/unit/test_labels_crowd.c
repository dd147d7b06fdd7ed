/* Many names at one place: the weightiest stand, each of the others has a reason, and the work stays in bounds. Work is
 * counted in candidates and the solver's steps, not in time. */
#include "labels_judged.h"
#include "labels_random.h"

enum layout { ONE_POINT, ROW, LINES, AREAS, EQUAL, PLAIN, LAYOUTS };

#define SHEET ((struct box){0, 0, 800, 600})

struct crowd {
	struct label_input input;
	struct label_request *requests;
	struct obstacle *dots;
};

/* Where a name of the layout stands: `i` of `count`. */
static struct page_point place_of(enum layout layout, size_t i, size_t count)
{
	uint64_t seed = i + 1;
	if (layout == ROW)
		return (struct page_point){20 + 3 * (double)(i % 250), 100};
	if (layout != PLAIN)
		return (struct page_point){400, 300};
	/* As dense however many they are: the page grows with them. */
	double side = sqrt((double)count) * 40;
	double x = random_share(&seed) * side;
	return (struct page_point){20 + x, 20 + random_share(&seed) * side};
}

static struct crowd crowd_make(struct arena *arena, enum layout layout, size_t count)
{
	struct crowd crowd = {.requests = ARENA_ARRAY(arena, count, struct label_request),
	                      .dots = ARENA_ARRAY(arena, count, struct obstacle)};
	for (size_t i = 0; i < count; i++) {
		struct page_point at = place_of(layout, i, count);
		struct label_request *request = &crowd.requests[i];
		*request = plain_request(ARENA_NEW(arena, struct label_form), ARENA_NEW(arena, struct label_piece),
		                         arena_printf(arena, "label-%05zu", i), at.x, at.y);
		request->title = arena_printf(arena, "Town %zu", i);
		request->weight = layout == EQUAL ? 60 : 40 + (double)(i * 7919 % count) / (double)count * 60;
		crowd.dots[i] =
		        (struct obstacle){.kind = OBSTACLE_DOT, .box = box_at(at, 3, 3), .name = request->title};
		if (layout != LINES && layout != AREAS)
			continue;
		size_t corners = layout == LINES ? 2 : 4;
		struct page_point *points = ARENA_ARRAY(arena, corners, struct page_point);
		for (size_t k = 0; k < corners; k++)
			points[k] = (struct page_point){at.x + (k == 1 || k == 2 ? 90 : -90), at.y + (k > 1 ? 40 : 0)};
		request->parts = ARENA_NEW(arena, struct polyline);
		*request->parts = (struct polyline){points, corners};
		request->part_count = 1;
		request->kind = layout == LINES ? LABEL_LINE : LABEL_AREA;
	}
	double side = sqrt((double)count) * 40 + 40;
	crowd.input = (struct label_input){.requests = crowd.requests,
	                                   .request_count = count,
	                                   .obstacles = crowd.dots,
	                                   .obstacle_count = layout == LINES || layout == AREAS ? 0 : count,
	                                   .frame = layout == PLAIN ? (struct box){0, 0, side, side} : SHEET};
	return crowd;
}

static void the_weightiest_of_5000_stand(void **unused)
{
	(void)unused;
	for (enum layout layout = ONE_POINT; layout < PLAIN; layout++) {
		struct arena arena;
		struct placement *placements;
		struct label_report report;
		arena_init(&arena);
		struct crowd crowd = crowd_make(&arena, layout, 5000);
		labels_place(&arena, &crowd.input, &placements, &report);
		size_t weightiest = 0;
		for (size_t i = 0; i < 5000; i++) {
			weightiest = crowd.requests[i].weight > crowd.requests[weightiest].weight ? i : weightiest;
			assert_int_equal(placements[i].kept, *placements[i].reason == '\0');
		}
		print_message("layout %d: %zu kept, %zu candidates, %zu steps\n", (int)layout, report.kept,
		              report.candidates, report.work);
		/* In a row, and of equals, others may be worth more together. */
		assert_true(placements[weightiest].kept || layout == ROW || layout == EQUAL);
		assert_true(report.kept >= 2 && report.overlaps == 0);
		assert_true(report.bound <= report.cost);
		assert_in_range(report.candidates, report.kept, 10000);
		arena_clear(&arena);
	}
}

/* Four times as many names: hardly more than four times as many candidates, and as many steps as the solver may take.
 */
static void work_grows_with_the_names(void **unused)
{
	(void)unused;
	for (enum layout layout = ONE_POINT; layout < LAYOUTS; layout++) {
		size_t before = 0;
		for (size_t count = 150; count <= 2400; count *= 4) {
			struct arena arena;
			struct placement *placements;
			struct label_report report;
			arena_init(&arena);
			struct crowd crowd = crowd_make(&arena, layout, count);
			labels_place(&arena, &crowd.input, &placements, &report);
			print_message("layout %d, %zu: %zu kept, %zu candidates, %zu steps\n", (int)layout, count,
			              report.kept, report.candidates, report.work);
			assert_true(before == 0 || report.candidates <= 5 * before);
			assert_in_range(report.work, 1, 100000000 + 20000 * count);
			before = report.candidates;
			arena_clear(&arena);
		}
	}
}

static void the_order_given_does_not_matter(void **unused)
{
	(void)unused;
	for (enum layout layout = ONE_POINT; layout < LAYOUTS; layout++) {
		struct arena arena;
		struct placement *placements, *turned;
		struct label_report report, again;
		arena_init(&arena);
		struct crowd crowd = crowd_make(&arena, layout, 700), other = crowd_make(&arena, layout, 700);
		for (size_t i = 0; i < 700; i++) {
			other.requests[i] = crowd.requests[699 - i];
			other.dots[i] = crowd.dots[699 - i];
		}
		labels_place(&arena, &crowd.input, &placements, &report);
		labels_place(&arena, &other.input, &turned, &again);
		for (size_t i = 0; i < 700; i++) {
			const struct placement *a = &placements[i], *b = &turned[699 - i];
			assert_int_equal(a->kept, b->kept);
			assert_string_equal(a->reason, b->reason);
			if (a->kept)
				assert_memory_equal(&a->places->origin, &b->places->origin, sizeof a->places->origin);
		}
		assert_true(report.cost == again.cost && report.bound == again.bound);
		arena_clear(&arena);
	}
}

/* What is skipped where nobody asks why would have found no place: names of several widths at one dot, too. */
static void reasons_change_no_place(void **unused)
{
	(void)unused;
	for (enum layout layout = ONE_POINT; layout < LAYOUTS; layout++) {
		struct arena arena;
		struct placement *told, *untold;
		struct label_report report, again;
		arena_init(&arena);
		struct crowd crowd = crowd_make(&arena, layout, 700);
		for (size_t i = 0; i < 700; i++)
			crowd.requests[i].forms[0].width *= 0.4 + 0.2 * (double)(i * 31 % 7);
		labels_place(&arena, &crowd.input, &told, &report);
		crowd.input.unexplained = true;
		labels_place(&arena, &crowd.input, &untold, &again);
		for (size_t i = 0; i < 700; i++) {
			assert_int_equal(told[i].kept, untold[i].kept);
			if (told[i].kept)
				assert_memory_equal(&told[i].places->origin, &untold[i].places->origin,
				                    sizeof told[i].places->origin);
		}
		assert_true(report.kept >= 2 && report.cost == again.cost);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_weightiest_of_5000_stand),
	        cmocka_unit_test(work_grows_with_the_names),
	        cmocka_unit_test(the_order_given_does_not_matter),
	        cmocka_unit_test(reasons_change_no_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
