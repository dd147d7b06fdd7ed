/* The error texts: every tests/spec/X.yaml is a map file, most with one fault; X.expected is what the program says to
 * it, caret and hint included (nothing: the file is right). CORRIDOR_UPDATE=1 writes the .expected files anew: read
 * them in the diff. tests/spec/themes holds the same for theme files. */
#include "spec/theme.h"
#include "spec_catalogue.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHARE "tests/spec/share"

static char *read_whole(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	char *bytes = calloc(1, 1 << 16);
	*length = fread(bytes, 1, (1 << 16) - 1, file);
	fclose(file);
	return bytes;
}

static void write_whole(const char *path, const struct buffer *text)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fwrite(text->bytes ? text->bytes : "", 1, text->length, file);
	fclose(file);
}

/* True when the diagnostics are the expected ones. */
static bool matches(const char *path, const struct diag *diag)
{
	char expected_path[300];
	snprintf(expected_path, sizeof expected_path, "%.*s.expected", (int)strlen(path) - 5, path);
	struct buffer text;
	buffer_init(&text);
	diag_format(diag, 0, &text);
	if (getenv("CORRIDOR_UPDATE"))
		write_whole(expected_path, &text);
	size_t length = 0;
	char *expected = read_whole(expected_path, &length);
	bool same = expected && length == text.length && (!length || !memcmp(expected, text.bytes, length));
	if (!same)
		print_message("%s\n--- expected\n%s--- found\n%s", path, expected ? expected : "(no file)\n",
		              text.bytes ? text.bytes : "");
	free(expected);
	buffer_clear(&text);
	return same;
}

static bool check_map_file(const char *path)
{
	size_t length;
	char *text = read_whole(path, &length);
	assert_non_null(text);
	struct arena arena;
	struct diag diag;
	struct map_spec spec;
	struct map_overrides overrides = {.share_dir = SHARE};
	arena_init(&arena);
	diag_init(&diag);
	bool fine = map_spec_read(&arena, path, text, length, &test_catalogue, &overrides, &diag, &spec);
	assert_int_equal(fine, diag.errors == 0);
	bool same = matches(path, &diag);
	diag_clear(&diag);
	arena_clear(&arena);
	free(text);
	return same;
}

static bool check_theme_file(const char *path)
{
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	const struct theme *theme = theme_read(&arena, path, SHARE, no_place, &diag);
	assert_int_equal(theme != NULL, diag.errors == 0);
	bool same = matches(path, &diag);
	diag_clear(&diag);
	arena_clear(&arena);
	return same;
}

static int is_yaml(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 5 && !strcmp(entry->d_name + length - 5, ".yaml");
}

static void check_folder(const char *folder, bool (*check)(const char *path), int at_least)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_yaml, alphasort), wrong = 0;
	for (int i = 0; i < count; i++) {
		char path[300];
		snprintf(path, sizeof path, "%s/%.200s", folder, entries[i]->d_name);
		wrong += !check(path);
		free(entries[i]);
	}
	assert_true(count >= at_least);
	free(entries);
	assert_int_equal(wrong, 0);
}

static void test_map_files(void **state)
{
	(void)state;
	check_folder("tests/spec", check_map_file, 140);
}

static void test_theme_files(void **state)
{
	(void)state;
	check_folder("tests/spec/themes", check_theme_file, 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_map_files),
	        cmocka_unit_test(test_theme_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
