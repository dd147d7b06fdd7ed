/* Expressions: what each means for a record, where each fault is, and what holds of all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LLVMFuzzerTestOneInput fuzz_expression
#include "fuzz/fuzz_expression.c"
#undef LLVMFuzzerTestOneInput

#include "geometry_random.h"
#include "test_arena.h"

#include "base/buffer.h"

#include <dirent.h>

static const struct expression *parse(const char *text, enum expression_type type)
{
	struct diag diag;
	diag_init(&diag);
	const struct expression *out = expression_parse(&arena, text, no_place, type, &diag);
	if (!out)
		fail_msg("%s: %s", text, diag.entries[0].message);
	diag_clear(&diag);
	return out;
}

static const struct {
	const char *text;
	bool holds;
} condition_table[] = {
        /* A number is the same however it is written, in a column of numbers and beside a number. */
        {"rank = 1", true},
        {"rank = 1.00", true},
        {"rank = 1e0", true},
        {"1 = rank", true},
        {"rank = \"1\"", true},
        {"rank != 1", false},
        {"rank = 2", false},
        {"pop = 110000", true},
        {"pop >= 110000", true},
        {"pop > 110000", false},
        {"pop < 1.2e5", true},
        {"big = -.5", true},
        {"big<-0.4", true},
        {"level = 7", true},
        {"level > 6.9 and level < 7.1", true},
        {"level = \"7\"", false},
        {"level = \"7.0\"", true},
        {"code = 10", true},
        {"code = \"10\"", false},
        {"code = \"010\"", true},
        {"rank < pop", true},
        {"rank < level", true},
        /* True and false, however they are written. */
        {"rank = true", true},
        {"rank != true", false},
        {"not (rank = TRUE)", false},
        {"rank = false", false},
        {"rank in (false, true)", true},
        {"true = rank", true},
        {"rank = \"true\"", false},
        {"pop = true", false},
        {"kind = true", false},
        {"kind != true", true},
        {"none = false", false},
        /* Texts, letter by letter. */
        {"kind = \"station\"", true},
        {"kind = 'station'", true},
        {"kind = \"Station\"", false},
        {"kind != \"stop\"", true},
        {"kind < \"stop\"", true},
        {"kind > \"sta\"", true},
        {"name = \"Sankt Pölten\"", true},
        {"名称 = '圣珀尔滕'", true},
        {"name:en like \"St.%\"", true},
        {"`my column` = \"odd\"", true},
        {"`in` = 'word'", true},
        {"kind + rank = \"station1\"", true},
        /* What is no number, and what is empty. */
        {"text > 0", false},
        {"text <= 0", false},
        {"text = 0", false},
        {"text != 0", true},
        {"note = 0", false},
        {"none < 5", false},
        {"none >= 5", false},
        {"none = 0", false},
        {"none is empty", true},
        {"note is empty", true},
        {"blank is empty", true},
        {"note = \"\"", true},
        {"note < \"a\"", false},
        {"note is not empty", false},
        {"name is not empty", true},
        {"missing is empty", true},
        {"missing = \"x\"", false},
        /* and, or, not */
        {"rank = 1 and kind = 'stop'", false},
        {"rank = 1 or kind = 'stop'", true},
        {"rank = 2 or rank = 3 or rank = 1", true},
        {"not rank = 2", true},
        {"not (rank = 1 or rank = 2)", false},
        {"rank = 2 and rank = 3 or rank = 1", true},
        {"rank = 1 or rank = 3 and rank = 2", true},
        {"(rank = 1 or rank = 3) and rank = 2", false},
        {"NOT rank = 2 AND Rank is empty", true},
        {"not not rank = 1", true},
        /* in */
        {"rank in (3, 2, 1)", true},
        {"rank in (3, 2)", false},
        {"rank not in (3, 2)", true},
        {"kind in ('stop', \"station\")", true},
        {"code in (10)", true},
        {"code in ('10', '11')", false},
        {"name:en in (name, 'St. ' + 'Pölten')", true},
        /* like */
        {"name like \"Sankt%\"", true},
        {"name like \"*Pölten\"", true},
        {"name like \"Sankt P_lten\"", true},
        {"name like \"Sankt P__lten\"", false},
        {"name like \"sankt%\"", false},
        {"name not like \"%x%\"", true},
        {"name like \"%a%t%ö%n\"", true},
        {"name like \"%\"", true},
        {"note like \"%\"", true},
        {"note like \"_\"", false},
        {"名称 like \"圣__滕\"", true},
        {"text like \"n/_\"", true},
        {"text like \"n\\_a\"", false},
        {"rank like \"1\"", true},
        {"kind like kind", true},
};

static void conditions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof condition_table / sizeof *condition_table; i++)
		if (expression_holds(parse(condition_table[i].text, EXPRESSION_CONDITION), &test_record) != condition_table[i].holds)
			fail_msg("%s is not %s", condition_table[i].text, condition_table[i].holds ? "true" : "false");
	assert_true(expression_holds(NULL, &test_record));
}

static void texts(void **state)
{
	static const struct {
		const char *text, *reads;
	} table[] = {
	        {"name", "Sankt Pölten"},
	        {"`my column`", "odd"},
	        {"pop", "110000"},
	        {"rank", "1"},
	        {"level", "7.0"},
	        {"missing", ""},
	        {"\"A\" + code", "A010"},
	        {"name + \" (\" + pop + \")\"", "Sankt Pölten (110000)"},
	        {"name + ' \"' + (kind + 2.50) + '\"'", "Sankt Pölten \"station2.50\""},
	        {"\"it's \"\"so\"\"\"", "it's \"so\""},
	        {"note + none", ""},
	        {"true", "true"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_string_equal(
		        expression_text(parse(table[i].text, EXPRESSION_TEXT), &test_record, &arena), table[i].reads);
	assert_string_equal(expression_only_column(parse(" `my column` ", EXPRESSION_TEXT)), "my column");
	assert_null(expression_only_column(parse("name + kind", EXPRESSION_TEXT)));
}

/* As `{column: value}` says it: numbers without a leading zero are numbers, all else is a text. */
static void matches(void **state)
{
	static const struct {
		const char *column, *value;
		bool holds;
	} table[] = {
	        {"rank", "1", true},       {"rank", "1.0", true},  {"rank", "01", true},    {"rank", "2", false},
	        {"pop", "110000", true},   {"level", "7", true},   {"level", "07", false},  {"code", "10", false},
	        {"code", "010", true},     {"code", "10.0", false}, {"kind", "station", true}, {"kind", "Station", false},
	        {"note", "", true},        {"none", "0", false},   {"text", "n/a", true},
	        {"rank", "true", true},    {"rank", "false", false}, {"kind", "true", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *values[] = {"neither", table[i].value};
		const struct expression *match = expression_match(&arena, table[i].column, no_place, values, 2);
		if (expression_holds(match, &test_record) != table[i].holds)
			fail_msg("%s: %s", table[i].column, table[i].value);
		assert_string_equal(expression_only_column(match) ? "" : table[i].column, table[i].column);
	}
	const struct expression *both[] = {expression_match(&arena, "rank", no_place, &(const char *){"1"}, 1),
	                                   expression_match(&arena, "kind", no_place, &(const char *){"stop"}, 1)};
	assert_false(expression_holds(expression_all(&arena, both, 2), &test_record));
	assert_true(expression_holds(expression_all(&arena, both, 1), &test_record));
	assert_null(expression_all(&arena, both, 0));
}

static void ranges(void **state)
{
	(void)state;
	assert_true(expression_holds(expression_range(&arena, "level", no_place, 7, 8), &test_record));
	assert_false(expression_holds(expression_range(&arena, "level", no_place, 6, 7), &test_record));
	assert_true(expression_holds(expression_range(&arena, "level", no_place, -INFINITY, 7.5), &test_record));
	assert_true(expression_holds(expression_range(&arena, "pop", no_place, 7, INFINITY), &test_record));
	assert_false(expression_holds(expression_range(&arena, "text", no_place, 7, INFINITY), &test_record));
	assert_false(expression_holds(expression_range(&arena, "none", no_place, -INFINITY, 7), &test_record));
}

/* The column at which each is wrong, in a source where the text begins in column 8. */
static void faults(void **state)
{
	static const struct {
		const char *text;
		int column, length;
		const char *says;
		enum expression_type type;
	} table[] = {
	        {"rank == 1", 13, 2, "'==' has no meaning here"},
	        {"rank <> 1", 13, 2, "'<>' has no meaning here"},
	        {"a = 1 && b = 2", 14, 2, "'&&' has no meaning here"},
	        {"rank", 8, 4, "this is a value, where a condition is expected"},
	        {"rank = ", 15, 1, "something is missing at the end"},
	        {"rank = 1 and", 20, 1, "something is missing at the end"},
	        {"rank = 1 and name", 21, 4, "this is a value, where a condition is expected"},
	        {"rank = 1 kind = 2", 17, 4, "and, or, or the end is expected here"},
	        {"rank 1", 13, 1, "a comparison, or the end, is expected here"},
	        {"(rank = 1", 8, 1, "this bracket is never closed"},
	        {"(rank = 1 2)", 18, 1, "a closing bracket is expected here"},
	        {"rank = 1)", 16, 1, "and, or, or the end is expected here"},
	        {"rank in 1, 2", 16, 1, "a list in brackets is expected here"},
	        {"rank in ()", 17, 1, "a value is expected here"},
	        {"rank in (1 2)", 19, 1, "a comma or a closing bracket is expected here"},
	        {"name is null", 16, 4, "empty or not empty is expected here"},
	        {"name not = 1", 17, 1, "in or like is expected here"},
	        {"名称 = \"圣", 13, 2, "the closing quote is missing"},
	        {"name = 2x", 15, 2, "this is neither a number nor a column"},
	        {"name = 1.2.3", 15, 5, "this is neither a number nor a column"},
	        {"\"rank\" = 1", 8, 10, "nothing here is a column"},
	        {"rank = 1 or \"pop\" > 5", 20, 9, "nothing here is a column"},
	        {"1 = 1 = 1", 8, 6, "nothing here is a column"},
	        {"rank = 1 = 1", 17, 1, "and, or, or the end is expected here"},
	        {"(rank = 1) = 1", 8, 10, "this is a condition, where a value is expected"},
	        {"rank = (kind = 1)", 15, 10, "this is a condition, where a value is expected"},
	        {"name + (kind = 1)", 15, 10, "this is a condition, where a value is expected", EXPRESSION_TEXT},
	        {"rank = 1", 8, 8, "this is a condition, where a value is expected", EXPRESSION_TEXT},
	        {"``", 8, 2, "the name of a column is missing", EXPRESSION_TEXT},
	        {"[name]", 8, 1, "'[' has no meaning here", EXPRESSION_TEXT},
	        {"name + ", 15, 1, "something is missing at the end", EXPRESSION_TEXT},
	        {"name - 1", 13, 1, "'-' has no meaning here", EXPRESSION_TEXT},
	        {"", 8, 1, "something is missing at the end", EXPRESSION_TEXT},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *line = arena_printf(&arena, "x:\n  at: '%s'\n", table[i].text);
		const struct source source = {"map.yaml", line, strlen(line), 1};
		const struct place place = {&source, 2, 7, 3};
		struct diag diag;
		diag_init(&diag);
		assert_null(expression_parse(&arena, table[i].text, place, table[i].type, &diag));
		assert_int_equal(diag.count, 1);
		const struct diag_entry *entry = &diag.entries[0];
		if (strcmp(entry->message, table[i].says) || entry->place.column != table[i].column ||
		    entry->place.length != table[i].length || entry->place.line != 2)
			fail_msg("%s: %d, %d: %s", table[i].text, entry->place.column, entry->place.length, entry->message);
		diag_clear(&diag);
	}
}

/* Behind an escape of YAML the character cannot be told: the whole text is underlined, and the message says where. */
static void faults_behind_escapes(void **state)
{
	const struct source source = {"map.yaml", "at: \"rank \\u003d 1 2\"", 21, 1};
	const struct place place = {&source, 1, 5, 17};
	struct diag diag;
	(void)state;
	diag_init(&diag);
	assert_null(expression_parse(&arena, "rank = 1 2", place, EXPRESSION_CONDITION, &diag));
	assert_int_equal(diag.entries[0].place.column, 5);
	assert_string_equal(diag.entries[0].message, "at '2': and, or, or the end is expected here");
	diag_clear(&diag);
}

static void too_deep_and_too_long(void **state)
{
	struct diag diag;
	struct buffer text;
	(void)state;
	diag_init(&diag);
	buffer_init(&text);
	for (int i = 0; i < EXPRESSION_DEEPEST; i++)
		buffer_text(&text, i % 2 ? "not " : "(");
	buffer_text(&text, "rank = 1");
	for (int i = 0; i < EXPRESSION_DEEPEST; i += 2)
		buffer_text(&text, ")");
	assert_non_null(expression_parse(&arena, text.bytes, no_place, EXPRESSION_CONDITION, &diag));
	const char *deeper = arena_printf(&arena, "(%s)", text.bytes);
	assert_null(expression_parse(&arena, deeper, no_place, EXPRESSION_CONDITION, &diag));
	while (text.length <= EXPRESSION_LONGEST)
		buffer_text(&text, " or rank = 1");
	assert_null(expression_parse(&arena, text.bytes, no_place, EXPRESSION_CONDITION, &diag));
	assert_int_equal(diag.errors, 2);
	assert_int_equal(diag.entries[1].code, OVER_LIMIT);
	buffer_clear(&text);
	diag_clear(&diag);
}

/* Random conditions: what De Morgan and others say of all of them. */
static const char *random_condition(struct random *random, int depth)
{
	static const char *const leaves[] = {"rank = 1", "pop > 2e5", "note is empty", "kind like 's%'", "text < 5",
	                                     "code in ('10', '010')", "name != \"x\"", "level >= 7", "none = 0"};
	int which = (int)random_between(random, 0, depth > 4 ? 9 : 15);
	if (which < 9)
		return leaves[which];
	const char *left = random_condition(random, depth + 1);
	if (which < 11)
		return arena_printf(&arena, "not (%s)", left);
	return arena_printf(&arena, "(%s) %s (%s)", left, which < 13 ? "and" : "or",
	                    random_condition(random, depth + 1));
}

static bool holds(const char *text)
{
	return expression_holds(parse(text, EXPRESSION_CONDITION), &test_record);
}

static void laws(void **state)
{
	struct random random = random_start("laws");
	(void)state;
	for (int i = 0; i < 2000; i++) {
		const char *a = random_condition(&random, 0), *b = random_condition(&random, 0);
		assert_int_equal(holds(arena_printf(&arena, "not (not (%s))", a)), holds(a));
		assert_int_equal(holds(arena_printf(&arena, "not ((%s) and (%s))", a, b)),
		                 holds(arena_printf(&arena, "not (%s) or not (%s)", a, b)));
		assert_int_equal(holds(arena_printf(&arena, "(%s) and (%s)", a, b)), holds(a) && holds(b));
		assert_int_equal(holds(arena_printf(&arena, "%s or (%s)", a, b)), holds(a) || holds(b));
	}
}

/* Random rows of tokens, most of them faults: a parser that does not end or reads too far is seen by the sanitizers. */
static void random_tokens(void **state)
{
	static const char *const tokens[] = {"rank", "name", "\"a\"", "'%b_'", "1.5", "-2", "=", "!=", "<", ">=", "and", "or",
	                                     "not", "in", "(", ")", ",", "is", "empty", "like", "+", "`x y`", "==", "[", "\""};
	struct random random = random_start("random_tokens");
	size_t parsed = 0;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct buffer text;
		buffer_init(&text);
		buffer_char(&text, i % 4 ? '0' : '1');
		for (int k = (int)random_between(&random, 2, 6); k > 0; k--) {
			buffer_text(&text, tokens[(int)random_between(&random, 0, 25)]);
			buffer_char(&text, ' ');
		}
		assert_int_equal(fuzz_expression((const uint8_t *)text.bytes, text.length), 0);
		struct diag diag;
		diag_init(&diag);
		parsed += expression_parse(&arena, text.bytes + 1, no_place, EXPRESSION_CONDITION, &diag) != NULL;
		diag_clear(&diag);
		buffer_clear(&text);
	}
	assert_true(parsed > 20); /* and not faults alone */
}

static void corpus(void **state)
{
	struct dirent **entries;
	const char *const folder = "tests/fuzz/corpus/expression";
	int count = scandir(folder, &entries, NULL, alphasort), done = 0;
	(void)state;
	for (int i = 0; i < count; i++) {
		uint8_t bytes[8192];
		FILE *file = entries[i]->d_name[0] == '.' ? NULL
		                                          : fopen(arena_printf(&arena, "%s/%s", folder, entries[i]->d_name), "rb");
		size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
		for (size_t k = 0; k < length; k += 1 + length / 100) { /* as it is, and with bytes changed */
			assert_int_equal(fuzz_expression(bytes, length), 0);
			uint8_t was = bytes[k];
			bytes[k] = (uint8_t)(was ^ (1 + k % 31));
			assert_int_equal(fuzz_expression(bytes, length), 0);
			bytes[k] = was;
		}
		done += file != NULL;
		if (file)
			fclose(file);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	assert_true(done >= 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(conditions),
	        cmocka_unit_test(texts),
	        cmocka_unit_test(matches),
	        cmocka_unit_test(ranges),
	        cmocka_unit_test(faults),
	        cmocka_unit_test(faults_behind_escapes),
	        cmocka_unit_test(too_deep_and_too_long),
	        cmocka_unit_test(laws),
	        cmocka_unit_test(random_tokens),
	        cmocka_unit_test(corpus),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
