/* What is left out of a file is one message: how many of how many, what is wrong with them, and where it begins. */
#include "data/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct record_fault cut = {"cut short", "copy it again from where it came"};
static const struct record_fault infinite = {"with a coordinate that is not finite", NULL};
static const struct record_fault placeless = {"without coordinates", "fill them in"};

static void assert_report(const struct record_tally *tally, size_t total, bool good, const char *message,
                          const char *hint)
{
	struct diag diag;
	diag_init(&diag);
	assert_int_equal(record_tally_report(tally, "a.shp", total, no_place, &diag), good);
	assert_int_equal(diag.count, 1);
	assert_int_equal(diag.errors, !good);
	assert_int_equal(diag.entries[0].code, good ? LEFT_OUT : DAMAGED_FILE);
	assert_string_equal(diag.entries[0].message, message);
	if (hint)
		assert_string_equal(diag.entries[0].hint, hint);
	else
		assert_null(diag.entries[0].hint);
	diag_clear(&diag);
}

static void kinds_counts_and_first_places(void **state)
{
	(void)state;
	struct record_tally tally = {0};
	record_tally_add(&tally, &cut, 17);
	record_tally_add(&tally, &infinite, 40);
	record_tally_add(&tally, &cut, 90);
	assert_report(&tally, 120, true,
	              "a.shp: 3 of 120 records are left out: 2 cut short (first: record 17), 1 with a coordinate that "
	              "is not finite (record 40)",
	              cut.hint);
	assert_report(&tally, 0, true,
	              "a.shp: 3 records are left out: 2 cut short (first: record 17), 1 with a coordinate that is not "
	              "finite (record 40)",
	              cut.hint);
	assert_report(&tally, 3, false,
	              "a.shp: none of its 3 records can be drawn: 2 cut short (first: record 17), 1 with a coordinate "
	              "that is not finite (record 40)",
	              cut.hint);
}

static void one_is_singular(void **state)
{
	(void)state;
	struct record_tally tally = {0};
	record_tally_add(&tally, &infinite, 2);
	assert_report(&tally, 3, true,
	              "a.shp: 1 of 3 records is left out: 1 with a coordinate that is not finite (record 2)", NULL);
	assert_report(&tally, 0, true,
	              "a.shp: 1 record is left out: 1 with a coordinate that is not finite (record 2)", NULL);
	assert_report(&tally, 1, false,
	              "a.shp: its only record cannot be drawn: 1 with a coordinate that is not finite (record 2)",
	              NULL);
}

static void a_format_has_its_own_words(void **state)
{
	(void)state;
	struct record_tally tally = {.record = "row", .place = "line"};
	record_tally_add(&tally, &infinite, 3);
	record_tally_add(&tally, &placeless, 5);
	record_tally_add(&tally, &placeless, 6);
	assert_report(&tally, 9, true,
	              "a.shp: 3 of 9 rows are left out: 1 with a coordinate that is not finite (line 3), 2 without "
	              "coordinates (first: line 5)",
	              placeless.hint);
}

static void nothing_is_said_of_nothing(void **state)
{
	(void)state;
	struct record_tally tally = {0};
	struct diag diag;
	diag_init(&diag);
	assert_true(record_tally_report(&tally, "a.shp", 0, no_place, &diag));
	assert_true(record_tally_report(&tally, "a.shp", 4, no_place, &diag));
	assert_int_equal(diag.count, 0);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(kinds_counts_and_first_places),
	        cmocka_unit_test(one_is_singular),
	        cmocka_unit_test(a_format_has_its_own_words),
	        cmocka_unit_test(nothing_is_said_of_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
