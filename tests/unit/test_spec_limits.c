/* Hostile and oversized map files: an error in bounded time and memory, never a crash. Also every prefix of a right
 * file, and the file with each byte changed. */
#include "spec_reading.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const right =
        "corridor: 1\nid: test\ntitle: {en: A, zh: 甲}\nlanguages: [en, zh]\ndata: {land: {file: l.shp, key: code}}\n"
        "layers:\n  - {id: land, kind: area, data: land, where: {a: [b, c]}, widths: [1, 2]}\n"
        "members: {areas: land, list: {one: 1, two: {key: 2, name: \"T\\u00fc\"}}}\n"
        "versions:\n  \"1.0\": {members: [one], routes: [land]}\n  '2.0': {members: [two], year: 2017}\n"
        "facts:\n  - figure: 1\n    text: >\n      folded\n      text\nfurniture: {legend: off}\n";

static bool read_bytes(struct reading *reading, const char *bytes, size_t length)
{
	return map_spec_read(&reading->arena, "test.yaml", bytes, length, &test_catalogue, &reading->overrides,
	                     &reading->diag, &reading->spec);
}

static void forget(struct reading *reading)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(&reading->diag, 0, &text);
	buffer_clear(&text);
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
}

static double seconds_used(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

/* `head`, then `piece` with a number in it as often as fits into a mebibyte, then `tail`. */
static char *repeated(const char *head, const char *piece, size_t most, const char *tail)
{
	char *text = malloc(1 << 20), *at = text + sprintf(text, "%s", head);
	for (size_t i = 0; i < most && (size_t)(at - text) < (1 << 20) - 2000; i++) {
		char number[32];
		snprintf(number, sizeof number, "%zu", i);
		for (const char *c = piece; *c; c++)
			at += *c == '#' ? sprintf(at, "%s", number) : sprintf(at, "%c", *c);
	}
	sprintf(at, "%s", tail);
	return text;
}

static void assert_bounded(struct reading *reading, char *text)
{
	double start = seconds_used();
	assert_false(read_bytes(reading, text, strlen(text)));
	double taken = seconds_used() - start;
	if (taken > 60) /* seconds on the slowest build; with the square of a mebibyte it would be far more */
		fail_msg("%.1f s for %.40s", taken, text);
	assert_true(reading->diag.errors > 0);
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
	free(text);
}

static void test_many(void **state)
{
	struct reading *reading = *state;
	const size_t all = 1 << 20;
	static const char head[] = "corridor: 1\nid: t\ntitle: t\nlayers: [{id: a, kind: sea}]\n"
	                           "data: {d: {file: f, key: k}}\n";
	assert_bounded(reading, repeated("", "k#: 1\n", all, ""));
	assert_bounded(reading, repeated("", "k#: 1\n", 9990, ""));
	assert_bounded(reading, repeated("", "same: 1\n", 9990, ""));
	assert_bounded(reading, repeated("a: [", "#,", all, "]"));
	assert_bounded(reading, repeated("a: ", "[", all, ""));
	assert_bounded(reading, repeated("a: ", "{", all, ""));
	assert_bounded(reading, repeated("", "? ", all, ""));
	assert_bounded(reading, repeated("", "- ", all, ""));
	assert_bounded(reading, repeated("a: ", "\"", all, ""));
	assert_bounded(reading, repeated("a: \"", "x\n", all, ""));
	assert_bounded(reading, repeated("a: &b ", "&b ", all, ""));
	assert_bounded(reading, repeated("", "--- {}\n", all, ""));
	assert_bounded(reading, repeated("%YAML 1.1\n", "# comment\n", all, ""));
	assert_bounded(reading, repeated("a: |\n", " \n", all, "b"));
	assert_bounded(reading, repeated(head, "", 0, "members: {areas: d, list: {a: 1}}\nversions: 1\n"));
}

static void test_many_members(void **state)
{
	struct reading *reading = *state;
	char *list = repeated("corridor: 1\nid: t\ntitle: t\nlayers: [{id: a, kind: sea}]\n"
	                      "data: {d: {file: f, key: k}}\nmembers: {areas: d, list: {",
	                      "member#: #, ", 9990, "}}\nversions: {");
	char *text = repeated(list, "v#: {members: [m#, member#, member#x, mm#, nn#]}, ", 199, "}\n");
	free(list);
	assert_bounded(reading, text);
}

static void test_size(void **state)
{
	struct reading *reading = *state;
	size_t length = (1 << 20) + 1;
	char *text = malloc(length);
	memset(text, '#', length);
	assert_false(read_bytes(reading, text, length));
	assert_said(reading, "test.yaml: error: the file is larger than 1048576 bytes [over-limit]\n");
	free(text);
}

static void test_every_prefix(void **state)
{
	struct reading *reading = *state;
	for (size_t length = 0; length < strlen(right); length++) {
		char *exact = malloc(length + 1); /* so that a byte too far is seen */
		memcpy(exact, right, length);
		exact = realloc(exact, length ? length : 1);
		read_bytes(reading, exact, length);
		forget(reading);
		free(exact);
	}
	assert_true(read_bytes(reading, right, strlen(right)));
}

static void test_every_byte_changed(void **state)
{
	struct reading *reading = *state;
	static const char others[] = {0,   '\n', '\t', ' ', ':', ',', '"', '\'',   '{',    '[', '}', ']',
	                              '#', '-',  '&',  '*', '!', '%', '|', '\x80', '\xE5', '0', 'z'};
	size_t length = strlen(right), errors = 0;
	char *text = strdup(right);
	for (size_t i = 0; i < length; i++) {
		for (size_t j = 0; j < sizeof others; j++) {
			text[i] = others[j];
			errors += !read_bytes(reading, text, length);
			forget(reading);
		}
		text[i] = right[i];
	}
	free(text);
	assert_true(errors > length);
}

/* A pipe or a folder in place of a theme must not hang. */
static void test_theme_pipe(void **state)
{
	struct reading *reading = *state;
	mkdir("build", 0777);
	unlink("build/tmp-spec-pipe.yaml");
	assert_int_equal(mkfifo("build/tmp-spec-pipe.yaml", 0600), 0);
	reading->overrides.theme = "build/tmp-spec-pipe.yaml";
	assert_false(read_map(reading, right));
	assert_said(reading, "--theme:1:1: error: cannot read 'build/tmp-spec-pipe.yaml': it is no regular file [cannot-read]\n"
	                     "    1 | build/tmp-spec-pipe.yaml\n"
	                     "      | ^~~~~~~~~~~~~~~~~~~~~~~~\n");
	unlink("build/tmp-spec-pipe.yaml");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_many),         TEST(test_many_members),       TEST(test_size),
	        TEST(test_every_prefix), TEST(test_every_byte_changed), TEST(test_theme_pipe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
