/* Reading a map from a text in the tests of spec/: opened before and cleared after each test. */
#ifndef CORRIDOR_TESTS_SPEC_READING_H
#define CORRIDOR_TESTS_SPEC_READING_H

#include "spec_catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHARE "tests/spec/share"

struct reading {
	struct arena arena;
	struct diag diag;
	struct map_spec spec;
	struct map_overrides overrides;
};

static int open_reading(void **state)
{
	struct reading *reading = calloc(1, sizeof *reading);
	arena_init(&reading->arena);
	diag_init(&reading->diag);
	reading->overrides.share_dir = SHARE;
	*state = reading;
	return 0;
}

static int close_reading(void **state)
{
	struct reading *reading = *state;
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
	free(reading);
	return 0;
}

static inline bool read_map(struct reading *reading, const char *text)
{
	return map_spec_read(&reading->arena, "maps/test.yaml", text, strlen(text), &test_catalogue,
	                     &reading->overrides, &reading->diag, &reading->spec);
}

static void assert_said(struct reading *reading, const char *expected)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(&reading->diag, 0, &text);
	assert_string_equal(text.bytes ? text.bytes : "", expected);
	buffer_clear(&text);
}

#endif
