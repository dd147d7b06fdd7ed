/* PDF, read by programs that are not ours: its text, Chinese too, its properties and links, its fonts
 * embedded, the same picture as our PNG, the same bytes twice. */
#include "picture.h"
#include "sample_page.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int set_up(void **state)
{
	*state = test_calloc(1, sizeof(struct sample));
	sample_build(*state);
	return 0;
}

static int tear_down(void **state)
{
	sample_clear(*state);
	test_free(*state);
	return 0;
}

static struct buffer draw(struct sample *sample, const struct draw_options *options)
{
	struct buffer pdf;
	assert_true(sample_draw(sample, "pdf", options, &pdf));
	assert_true(write_bytes("build/test-draw/sample.pdf", &pdf));
	return pdf;
}

static void assert_output(const char *command, const char *const *parts)
{
	struct buffer text = output_of(command);
	for (; *parts; parts++) {
		if (strstr(text.bytes, *parts) == NULL)
			fail_msg("%s does not print '%s' but:\n%s", command, *parts, text.bytes);
	}
	buffer_clear(&text);
}

static void text_can_be_read_back(void **state)
{
	struct draw_options options = sample_options();
	struct buffer pdf = draw(*state, &options);
	buffer_clear(&pdf);
	if (!has_program("pdftotext"))
		skip();
	static const char *const texts[] = {
	        "Songjiang & <Jiaxing>",
	        "\xE9\x95\xBF\xE4\xB8\x89\xE8\xA7\x92\xE7\xA7\x91\xE5\x88\x9B\xE8\xB5\xB0\xE5\xBB\x8A",
	        "G60\xE7\xA7\x91\xE5\x88\x9B\xE8\xB5\xB0\xE5\xBB\x8A 3.0", NULL};
	assert_output("pdftotext build/test-draw/sample.pdf -", texts);
}

/* Marks above and below letters leave gaps between glyphs, which must not come back as blanks. */
static void names_with_marks_are_found(void **state)
{
	struct sample *sample = *state;
	static const char *const texts[] = {"ភ្នំពេញ", "གཞིས་ཀ་རྩེ", "मुम्बई क्षेत्र", "จังหวัดสุรินทร์", NULL};
	static const char *const languages[] = {"km", "bo", "hi", "th"};
	struct text_style plain = {.size = 11, .weight = 400};
	struct group *group = group_add(&sample->arena, sample->page.root, "marks", NULL);
	for (size_t i = 0; texts[i]; i++)
		assert_non_null(sample_text(sample, group, texts[i], languages[i], plain,
		                            (struct page_point){40, 90 + 22 * i}));
	struct draw_options options = sample_options();
	struct buffer pdf = draw(sample, &options);
	buffer_clear(&pdf);
	if (!has_program("pdftotext"))
		skip();
	assert_output("pdftotext build/test-draw/sample.pdf -", texts);
}

static void properties_are_set(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	sample->page.title = "G60 \xE9\x95\xBF\xE4\xB8\x89\xE8\xA7\x92";
	struct buffer pdf = draw(sample, &options);
	buffer_clear(&pdf);
	if (!has_program("pdfinfo"))
		skip();
	static const char *const properties[] = {"G60 \xE9\x95\xBF\xE4\xB8\x89\xE8\xA7\x92",
	                                         "Author:          corridor", "2018-07-19T11:33:20Z", "300 x 200 pts",
	                                         NULL};
	assert_output("pdfinfo -isodates build/test-draw/sample.pdf", properties);
	static const char *const link[] = {"https://example.org/?a=1&b=%282%29%27x%22%20y", NULL};
	assert_output("pdfinfo -url build/test-draw/sample.pdf", link);
}

/* Two pages: a bookmark each and one for the member, the fonts of both once. */
static void pages_share_a_document(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct page pages[2] = {sample->page, sample->page};
	pages[0].series = "Both & <all>";
	pages[1].title = "Second \xE6\x9D\xBE";
	pages[1].width = 400;
	struct group *member = group_add(&sample->arena, sample->page.root, "m", "member since-1-0");
	member->title = "Hefei )( \\ \xE5\x90\x88";
	sample_rect(sample, member, (struct box){10, 10, 20, 20}, "#00ff00");
	struct buffer pdf;
	buffer_init(&pdf);
	assert_true(draw_format_find("pdf")->draw_pages(pages, 2, &options, &pdf, &sample->diag));
	assert_true(write_bytes("build/test-draw/pages.pdf", &pdf));
	buffer_clear(&pdf);
	if (!has_program("pdfinfo") || !has_program("pdftohtml"))
		skip();
	static const char *const properties[] = {"Both & <all>", "Pages:           2", "300 x 200 pts", "400 x 200 pts",
	                                         NULL};
	assert_output("pdfinfo -f 1 -l 2 build/test-draw/pages.pdf", properties);
	static const char *const outline[] = {"<item page=\"2\">Second \xE6\x9D\xBE</item>",
	                                      "<item page=\"1\">Hefei )( \\ \xE5\x90\x88</item>",
	                                      "<item page=\"2\">Hefei )( \\ \xE5\x90\x88</item>", NULL};
	assert_output("pdftohtml -xml -i -stdout build/test-draw/pages.pdf", outline);
	struct buffer fonts = output_of("pdffonts build/test-draw/pages.pdf | tail -n +3 | grep -c Inter-Regular");
	assert_int_equal(atoi(fonts.bytes), 1);
	buffer_clear(&fonts);
}

static void every_font_is_embedded(void **state)
{
	struct draw_options options = sample_options();
	struct buffer pdf = draw(*state, &options);
	buffer_clear(&pdf);
	if (!has_program("pdffonts"))
		skip();
	struct buffer fonts = output_of("pdffonts build/test-draw/sample.pdf | tail -n +3");
	size_t count = 0;
	for (char *line = strtok(fonts.bytes, "\n"); line; line = strtok(NULL, "\n"), count++)
		assert_non_null(strstr(line, "yes yes yes")); /* embedded, subset, with Unicode */
	assert_true(count >= 3);
	buffer_clear(&fonts);
}

static void poppler_draws_the_same_picture(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer png, pdf = draw(sample, &options);
	assert_true(sample_draw(sample, "png", &options, &png));
	if (!has_program("pdftocairo"))
		skip();
	assert_int_equal(system("pdftocairo -png -singlefile -r 144 build/test-draw/sample.pdf build/test-draw/pdf"),
	                 0);
	struct picture ours = picture_of(&png), theirs = picture_read("build/test-draw/pdf.png");
	double distance = picture_distance(&ours, &theirs);
	print_message("mean difference to poppler %.3f\n", distance);
	assert_true(distance < 1);
	free(ours.pixels);
	free(theirs.pixels);
	buffer_clear(&png);
	buffer_clear(&pdf);
}

static void same_bytes_in_a_batch(void **state)
{
	struct draw_options options = sample_options();
	struct buffer first = draw(*state, &options), between;
	struct sample again;
	sample_build(&again);
	assert_true(sample_draw(&again, "svg-cairo", &options, &between));
	struct buffer second = draw(&again, &options);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.bytes, second.bytes, first.length);
	sample_clear(&again);
	buffer_clear(&first);
	buffer_clear(&between);
	buffer_clear(&second);
}

static void any_date_is_drawn(void **state)
{
	static const long long dates[] = {0, -1, 253402300800LL, 9000000000000000000LL};
	struct draw_options options = sample_options();
	for (size_t i = 0; i < 4; i++) {
		options.date = dates[i];
		struct buffer pdf = draw(*state, &options);
		buffer_clear(&pdf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(text_can_be_read_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(names_with_marks_are_found, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(properties_are_set, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(pages_share_a_document, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(every_font_is_embedded, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(poppler_draws_the_same_picture, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(same_bytes_in_a_batch, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(any_date_is_drawn, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
