/* Hash table: finds what was added and nothing else, keeps values through growth, and walks in the order of adding. */
#include "base/hash_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define KEYS 20000

/* Keys of three sorts: plain numbers, numbers in the high half, and content hashes. */
static struct hash key_of(uint64_t i)
{
	return i % 3 == 0   ? (struct hash){0, i}
	       : i % 3 == 1 ? (struct hash){i << 40, 7}
	                    : hash_bytes(&i, sizeof i);
}

static void test_finds_what_was_added(void **state)
{
	(void)state;
	struct arena arena;
	struct hash_table table;
	arena_init(&arena);
	hash_table_init(&table, &arena, sizeof(uint64_t));
	assert_null(hash_table_find(&table, key_of(0)));
	for (uint64_t i = 0; i < KEYS; i++) {
		bool is_new;
		uint64_t *value = hash_table_add(&table, key_of(i), &is_new);
		assert_true(is_new);
		assert_int_equal(*value, 0);
		*value = i + 1;
		assert_ptr_equal(hash_table_add(&table, key_of(i / 2), &is_new), hash_table_find(&table, key_of(i / 2)));
		assert_false(is_new);
	}
	assert_int_equal(table.count, KEYS);
	for (uint64_t i = 0; i < KEYS; i++) {
		assert_int_equal(*(uint64_t *)hash_table_find(&table, key_of(i)), i + 1);
		assert_int_equal(*(uint64_t *)hash_table_value(&table, i), i + 1);
		assert_null(hash_table_find(&table, key_of(i + KEYS * 3)));
	}
	arena_clear(&arena);
}

/* A set: keys without values. */
static void test_no_values(void **state)
{
	(void)state;
	struct arena arena;
	struct hash_table table;
	arena_init(&arena);
	hash_table_init(&table, &arena, 0);
	for (uint64_t i = 0; i < 1000; i++)
		hash_table_add(&table, key_of(i % 100), NULL);
	assert_int_equal(table.count, 100);
	assert_non_null(hash_table_find(&table, key_of(99)));
	assert_null(hash_table_find(&table, key_of(100)));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_finds_what_was_added),
	        cmocka_unit_test(test_no_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
