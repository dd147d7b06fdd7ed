/* Real towns on an A4 sheet: placed without overlaps, proved, better than greedily, whatever their order.
 * In: tests/bench/labels/east-china.csv (GeoNames). The bench beside it measures times; here is what must hold. */
#include "bench/labels/towns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define FILE_NAME "tests/bench/labels/east-china.csv"

static const char *const families[] = {"Inter"};

static void towns_are_placed_and_proved(void **unused)
{
	(void)unused;
	static const size_t counts[] = {50, 200};
	for (int i = 0; i < 2; i++) {
		struct arena arena;
		struct diag diag;
		struct towns towns;
		struct placement *placements;
		struct label_report report;
		size_t greedy_kept;
		double greedy_value;
		arena_init(&arena);
		diag_init(&diag);
		struct text_context *text = text_open(families, 1, &diag);
		assert_non_null(text);
		assert_true(towns_read(&arena, text, FILE_NAME, counts[i], &diag, &towns));
		double greedy = towns_greedy(&arena, &towns, &greedy_kept, &greedy_value);
		labels_place(&arena, &towns.input, &placements, &report);
		print_message("%zu towns: %zu placed, cost %.2f, bound %.2f, greedy %zu placed, cost %.2f\n", counts[i],
		              report.kept, report.cost, report.bound, greedy_kept, greedy);
		assert_int_equal(report.requests, counts[i]);
		assert_int_equal(towns_overlaps(&towns, placements), 0);
		assert_true(report.optimal && report.bound <= report.cost);
		assert_true(report.cost < greedy && report.kept >= greedy_kept);
		text_close(text);
		diag_clear(&diag);
		arena_clear(&arena);
	}
}

static void order_of_towns_does_not_matter(void **unused)
{
	(void)unused;
	struct arena arena;
	struct diag diag;
	struct towns towns;
	struct placement *forward, *backward;
	struct label_report one, other;
	arena_init(&arena);
	diag_init(&diag);
	struct text_context *text = text_open(families, 1, &diag);
	assert_non_null(text);
	assert_true(towns_read(&arena, text, FILE_NAME, 150, &diag, &towns));
	labels_place(&arena, &towns.input, &forward, &one);
	struct label_request *reversed = ARENA_ARRAY(&arena, 150, struct label_request);
	for (size_t i = 0; i < 150; i++)
		reversed[i] = towns.requests[149 - i];
	towns.input.requests = reversed;
	labels_place(&arena, &towns.input, &backward, &other);
	assert_true(one.cost == other.cost && one.bound == other.bound);
	for (size_t i = 0; i < 150; i++) {
		assert_int_equal(forward[i].kept, backward[149 - i].kept);
		if (!forward[i].kept)
			continue;
		assert_true(forward[i].places[0].origin.x == backward[149 - i].places[0].origin.x);
		assert_true(forward[i].places[0].origin.y == backward[149 - i].places[0].origin.y);
	}
	text_close(text);
	diag_clear(&diag);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(towns_are_placed_and_proved),
	        cmocka_unit_test(order_of_towns_does_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
