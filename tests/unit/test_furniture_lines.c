/* Even paragraphs: at any width as many lines as a plain one has, the same text, no further word broken, and no word or
 * character left over in the last line where narrower lines can help. */
#include "furniture/element.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char map_text[] = "corridor: 1\nid: lines\ntitle: Lines\nlanguages: [en, zh]\n"
                               "data: {m: {file: build/test-furniture-lines.csv, key: id}}\n"
                               "layers: [{id: m, kind: marker, data: m}]\n"
                               "members: {points: m, list: {a: {key: a}}}\nversions: {\"1\": {members: [a]}}\n";

struct paragraph {
	struct block block;
	char letters[400]; /* without blanks */
	size_t bytes;      /* of all lines: blanks at their ends are none of them */
	double last;       /* width of the last line */
};

static void add_letters(struct paragraph *paragraph, const char *text)
{
	size_t length = strlen(paragraph->letters);
	paragraph->bytes += strlen(text);
	for (; *text && length + 1 < sizeof paragraph->letters; text++)
		if (*text != ' ')
			paragraph->letters[length++] = *text;
}

/* A paragraph of this width by itself. */
static struct paragraph set(const struct furniture_input *input, size_t language, const char *text, double width,
                            bool even)
{
	struct paragraph paragraph = {
	        .block = {.input = input, .diag = input->scene->diag, .form = {.box = {0, 0, width, 1e4}}}};
	struct block *block = &paragraph.block;
	double height = even ? block_even_paragraph(block, STYLE_FACT_TEXT, language, text, block->form.box)
	                     : block_paragraph(block, STYLE_FACT_TEXT, language, text, block->form.box);
	assert_true(height > 0 && block->count > 0);
	for (size_t i = 0; i < block->count; i++) {
		const struct text_run *run = &block->items[i].text.run;
		add_letters(&paragraph, run->text);
		paragraph.last = run->width;
		assert_true(run->width <= width + 0.01 || block->count == 1);
	}
	return paragraph;
}

/* Returns in how many widths a short last line became longer. */
static int compare(const struct furniture_input *input, size_t language, const char *text)
{
	int mended = 0;
	for (double width = 60; width < 320; width += 3) {
		struct paragraph plain = set(input, language, text, width, false),
		                 even = set(input, language, text, width, true);
		assert_int_equal(even.block.count, plain.block.count);
		assert_string_equal(even.letters, plain.letters);
		assert_true(even.bytes <= plain.bytes); /* a break in a word takes no blank away */
		bool is_short = plain.last < 0.3 * width && plain.block.count > 1;
		if (!is_short)
			assert_true(even.last == plain.last);
		mended += is_short && even.last >= 0.3 * width;
		assert_true(!is_short || even.last >= plain.last - 0.01);
	}
	return mended;
}

static void test_lines(void **state)
{
	(void)state;
	struct diag diag;
	struct loaded_map map;
	FILE *file = fopen("build/test-furniture-lines.csv", "w");
	assert_non_null(file);
	fputs("id,lon,lat\na,1,1\n", file);
	fclose(file);
	diag_init(&diag);
	struct map_overrides overrides = {.share_dir = "seeds"};
	assert_true(map_open(&map, "map.yaml", map_text, strlen(map_text), &overrides, &diag));
	const struct scene_input scene = {.spec = &map.spec,
	                                  .theme = map.spec.theme,
	                                  .text = map.text,
	                                  .languages = map.spec.languages,
	                                  .tags = map.tags,
	                                  .messages = map.messages,
	                                  .language_count = 2,
	                                  .diag = &diag};
	const struct furniture_input input = {.scene = &scene, .arena = &map.arena};
	assert_true(compare(&input, 0,
	                    "members in Shanghai and three provinces jointly published the Declaration of the "
	                    "corridor") > 5);
	assert_true(compare(&input, 1, "松江与杭州、嘉兴合作，探索如何通过连接创新链、产业链与价值链建立区域合作机制") > 5);
	assert_int_equal(compare(&input, 0, "Interchange"), 0);
	/* A word wider than the lines is broken once, not twice. */
	compare(&input, 0, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch in Wales");
	assert_int_equal(diag.count, 0);
	map_close(&map);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
