/* Diagnostics: what is counted, what is folded, and the forms; every code stands in the manual. */
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct source file = {"map.yaml", "title: {en: \"A\"}\npage: a9\n", 26, 0};
static const struct place page = {&file, 2, 7, 2};

static void assert_forms(const struct diag *diag, unsigned flags, const char *expected)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(diag, flags, &text);
	assert_string_equal(text.bytes ? text.bytes : "", expected);
	buffer_clear(&text);
}

static void test_repeated(void **state)
{
	(void)state;
	struct diag diag;
	diag_init(&diag);
	for (int version = 0; version < 3; version++) {
		diag_error(&diag, UNKNOWN_NAME, page, "did you mean 'a3'?", "unknown page '%s'", "a9");
		diag_note(&diag, UNKNOWN_NAME, no_place, NULL, "%s", "of version 1.0");
		diag_warning(&diag, NAME_DROPPED, no_place, NULL, "the name '%s' finds no place", version ? "B" : "A");
	}
	assert_int_equal(diag.count, 4);
	assert_int_equal(diag.errors, 3); /* each is told to the caller, who compares the counts */
	assert_int_equal(diag.warnings, 3);
	assert_forms(&diag, 0,
	             "map.yaml:2:7: error: unknown page 'a9' (3 times) [unknown-name]\n"
	             "    2 | page: a9\n      |       ^~\n      = hint: did you mean 'a3'?\n"
	             "corridor: note: of version 1.0 (3 times) [unknown-name]\n"
	             "corridor: warning: the name 'A' finds no place [name-dropped]\n"
	             "corridor: warning: the name 'B' finds no place (2 times) [name-dropped]\n");
	diag_clear(&diag);
}

/* A note belongs to the entry before it: the same words under another entry are not folded. */
static void test_note_stays_with_its_entry(void **state)
{
	(void)state;
	struct diag diag;
	diag_init(&diag);
	for (int i = 0; i < 2; i++) {
		diag_error(&diag, DUPLICATE_ENTRY, page, NULL, "'%c' is written a second time", 'a' + i);
		diag_note(&diag, DUPLICATE_ENTRY, no_place, NULL, "the first is here");
	}
	assert_int_equal(diag.count, 4);
	assert_string_equal(diag.entries[3].message, "the first is here");
	diag_clear(&diag);
}

static void test_alike(void **state)
{
	(void)state;
	for (int count = 20; count <= 31; count++) {
		struct diag diag;
		struct buffer text;
		diag_init(&diag);
		buffer_init(&text);
		for (int i = 0; i < count; i++)
			diag_warning(&diag, NAME_DROPPED, no_place, NULL, "the name '%d' finds no place", i);
		diag_format(&diag, 0, &text);
		char more[80];
		snprintf(more, sizeof more, "corridor: warning: and %d more like it [name-dropped]\n", count - 20);
		assert_int_equal(strstr(text.bytes, more) != NULL, count > 21);
		size_t lines = 0;
		for (const char *at = text.bytes; (at = strchr(at, '\n')); at++)
			lines++;
		assert_int_equal(lines, count < 22 ? count : 21);
		buffer_clear(&text);
		diag_clear(&diag);
	}
}

static void test_forms(void **state)
{
	(void)state;
	struct diag diag;
	diag_init(&diag);
	diag_error(&diag, UNKNOWN_NAME, page, "did you mean 'a3'?", "unknown page \"%s\"", "a9");
	diag_warning(&diag, NO_ROOM, (struct place){.source = &file}, NULL, "no room");
	diag_note(&diag, LEFT_OUT, no_place, NULL, "not read");
	assert_forms(&diag, DIAG_JSON,
	             "{\"severity\": \"error\", \"code\": \"unknown-name\", \"file\": \"map.yaml\", \"line\": 2, "
	             "\"column\": 7, \"length\": 2, \"message\": \"unknown page \\\"a9\\\"\", "
	             "\"hint\": \"did you mean 'a3'?\", \"times\": 1}\n"
	             "{\"severity\": \"warning\", \"code\": \"no-room\", \"file\": \"map.yaml\", "
	             "\"message\": \"no room\", \"times\": 1}\n"
	             "{\"severity\": \"note\", \"code\": \"left-out\", \"message\": \"not read\", \"times\": 1}\n");
	assert_forms(&diag, DIAG_QUIET,
	             "map.yaml:2:7: error: unknown page \"a9\" [unknown-name]\n"
	             "    2 | page: a9\n      |       ^~\n      = hint: did you mean 'a3'?\n");
	diag_make_strict(&diag);
	assert_int_equal(diag.errors, 2);
	assert_int_equal(diag.warnings, 0);
	assert_int_equal(diag.entries[1].severity, DIAG_ERROR);
	assert_int_equal(diag.entries[2].severity, DIAG_NOTE);
	diag_clear(&diag);
}

/* Nothing that a terminal acts on, and no byte that is no text, comes out of a name or of a line of a file. */
static void test_clean(void **state)
{
	static const struct source odd = {.name = "\033]0;t\a\xFF\xC2\x9B\xE2\x80\xAE.yaml",
	                                  .text = "a\tb: \033[31m\xC2\x9B\xFF\n", .length = 15};
	(void)state;
	struct diag diag;
	diag_init(&diag);
	diag_error(&diag, UNKNOWN_NAME, (struct place){&odd, 1, 1, 1}, NULL, "no");
	assert_forms(&diag, 0, "�]0;t���.yaml:1:1: error: no [unknown-name]\n    1 | a b: �[31m��\n      | ^\n");
	assert_forms(&diag, DIAG_JSON,
	             "{\"severity\": \"error\", \"code\": \"unknown-name\", \"file\": "
	             "\"\\u001b]0;t\\u0007\\ufffd\\u009b\\u202e.yaml\", \"line\": 1, \"column\": 1, \"length\": 1, "
	             "\"message\": \"no\", \"times\": 1}\n");
	diag_clear(&diag);
}

/* Every code has a word of its own, an explanation, and its line in the manual. */
static void test_codes(void **state)
{
	(void)state;
	static char manual[1 << 18];
	FILE *stream = fopen("docs/corridor.1", "r");
	assert_non_null(stream);
	manual[fread(manual, 1, sizeof manual - 1, stream)] = '\0';
	fclose(stream);
	for (size_t i = 0; i < DIAG_CODES; i++) {
		char line[160];
		assert_non_null(diag_codes[i].word);
		snprintf(line, sizeof line, "\n.B %s\n%s\n", diag_codes[i].word, diag_codes[i].help);
		if (!strstr(manual, line))
			fail_msg("docs/corridor.1 lacks:%s", line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_repeated), cmocka_unit_test(test_note_stays_with_its_entry),
	        cmocka_unit_test(test_alike),    cmocka_unit_test(test_forms),
	        cmocka_unit_test(test_clean),
	        cmocka_unit_test(test_codes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
