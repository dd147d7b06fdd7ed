/* Arena: lists that grow keep what they hold, in small blocks, in place and in mapped blocks; all that is handed out is
 * zeroed, after a reset too. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_zeroed(const unsigned char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(bytes[i], 0);
}

/* Two lists that grow in turn, so that neither is always the last of its block, and allocations between them. */
static void test_lists_keep(void **state)
{
	(void)state;
	enum { LISTS = 2, ITEMS = 100000 };
	struct arena arena;
	arena_init(&arena);
	uint64_t *lists[LISTS] = {NULL, NULL};
	size_t counts[LISTS] = {0, 0}, capacities[LISTS] = {0, 0};
	for (uint64_t i = 0; i < ITEMS; i++)
		for (size_t k = 0; k < LISTS; k++) {
			/* The second grows in bursts. */
			if (k == 1 && i % 1000 >= 500)
				continue;
			lists[k] = arena_grow(&arena, lists[k], counts[k], &capacities[k], sizeof *lists[k]);
			lists[k][counts[k]++] = i * 2 + k;
			if (i % 997 == 0) {
				unsigned char *between = arena_alloc(&arena, 100);
				assert_zeroed(between, 100);
				memset(between, 0xFF, 100);
			}
		}
	for (size_t k = 0; k < LISTS; k++)
		for (size_t i = 0, n = 0; i < ITEMS; i++)
			if (k == 0 || i % 1000 < 500)
				assert_int_equal(lists[k][n++], i * 2 + k);
	arena_clear(&arena);
	assert_null(arena.blocks);
}

static void test_grows_in_place(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	arena_alloc(&arena, 16);
	size_t capacity = 0;
	uint32_t *list = arena_grow(&arena, NULL, 0, &capacity, sizeof *list), *first = list;
	for (size_t i = 0; i < 500; i++) {
		list = arena_grow(&arena, list, i, &capacity, sizeof *list);
		list[i] = (uint32_t)i;
	}
	assert_ptr_equal(list, first);
	arena_clear(&arena);
}

static void test_reset(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	arena_reset(&arena);
	for (size_t round = 0; round < 5; round++) {
		for (size_t bytes = 16; bytes <= 4u << 20; bytes *= 4) {
			unsigned char *got = arena_alloc(&arena, bytes);
			assert_zeroed(got, bytes);
			memset(got, 0xAA, bytes);
		}
		arena_reset(&arena);
		assert_non_null(arena.blocks);
		assert_int_equal(arena.used, 0);
	}
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_lists_keep),
	        cmocka_unit_test(test_grows_in_place),
	        cmocka_unit_test(test_reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
