/* Runs: what is remembered of texts set before, what a context gives back, and runs cut into parts. Of the installed fonts,
 * not of the tests' own. */
#include "base/utf8.h"
#include "text_setting.h"

#include <malloc.h>

static void assert_same_run(struct setting *a, const struct text_run *one, struct setting *b,
                            const struct text_run *two)
{
	assert_string_equal(one->text, two->text);
	assert_string_equal(one->language, two->language);
	assert_int_equal(one->glyph_count, two->glyph_count);
	assert_int_equal(one->span_count, two->span_count);
	assert_true(one->width == two->width && one->ascent == two->ascent && one->descent == two->descent);
	assert_true(one->spacing == two->spacing && one->italic == two->italic && one->weight == two->weight);
	assert_memory_equal(&one->ink, &two->ink, sizeof one->ink);
	for (size_t i = 0; i < one->glyph_count; i++)
		assert_memory_equal(&one->glyphs[i], &two->glyphs[i], sizeof *one->glyphs);
	for (size_t i = 0; i < one->span_count; i++) {
		assert_string_equal(one->spans[i].face->file, two->spans[i].face->file);
		assert_memory_equal(one->spans[i].clusters, two->spans[i].clusters,
		                    one->spans[i].count * sizeof *one->spans[i].clusters);
	}
	struct path first = path_new(&a->arena), second = path_new(&b->arena);
	text_outline(a->text, one, &first);
	text_outline(b->text, two, &second);
	assert_int_equal(first.point_count, second.point_count);
	assert_int_equal(first.verb_count, second.verb_count);
	if (first.point_count) {
		assert_memory_equal(first.points, second.points, first.point_count * sizeof *first.points);
		assert_memory_equal(first.verbs, second.verbs, first.verb_count);
		struct box box = path_bounds(&first);
		assert_memory_equal(&box, &one->ink, sizeof box);
	}
}

/* So many that glyphs and texts set before are forgotten. */
static void set_thousands(struct setting *setting)
{
	char text[32];
	for (unsigned i = 0; i < 4000; i++) {
		for (unsigned k = 0; k < 5; k++)
			base_utf8_encode(0x4E00 + i * 5 + k, text + 3 * k);
		text[15] = '\0';
		shape(setting, text, "zh-Hans", plain);
	}
}

/* A text that was set before, in the same or in another way, comes out as it does from a context that never set any. */
static void test_kept_texts_are_as_new(void **state)
{
	struct setting *setting = *state;
	static const struct text_style capitals = {.size = 10, .weight = 400, .capitals = true},
	                               large = {.size = 10.5, .weight = 400}, bold = {.size = 10, .weight = 700};
	static const struct text_style *const styles[] = {&plain, &spaced, &italic, &capitals, &large, &bold};
	static const char *const texts[] = {"Shanghai", "松江 G60", "दिल्ली", "Shanghai SHANGHAI", "תל אביב", " ", ""};
	static const char *const languages[] = {"en", "zh-Hans", "ar"};
	struct text_run first[6][7][3];
	for (size_t again = 0; again < 3; again++) {
		if (again == 2)
			set_thousands(setting);
		for (size_t s = 0; s < 6; s++)
			for (size_t t = 0; t < 7; t++)
				for (size_t l = 0; l < 3; l++) {
					struct text_run run = shape(setting, texts[t], languages[l], *styles[s]);
					if (!again)
						first[s][t][l] = run;
					assert_same_run(setting, &run, setting, &first[s][t][l]);
				}
	}
	void *other;
	for (size_t s = 0; s < 6; s++) { /* each in a context that has set nothing else like it */
		assert_int_equal(open_setting(&other), 0);
		for (size_t t = 0; t < 7; t++) {
			struct text_run run = shape(other, texts[t], languages[(s + t) % 3], *styles[s]);
			assert_same_run(other, &run, setting, &first[s][t][(s + t) % 3]);
		}
		close_setting(&other);
	}
	struct text_run *lines, *kept;
	for (double width = 20; width < 120; width += 50) {
		size_t count = wrap(setting, "Shanghai, Suzhou, Huzhou and Hefei 松江区", "en", width, &lines);
		assert_int_equal(wrap(setting, "Shanghai, Suzhou, Huzhou and Hefei 松江区", "en", width, &kept), count);
		assert_true(count > 0);
		for (size_t i = 0; i < count; i++)
			assert_same_run(setting, &lines[i], setting, &kept[i]);
	}
}

/* What cannot be set is told each time. */
static void test_missing_characters_are_told_again(void **state)
{
	struct setting *setting = *state;
	struct text_run run, *lines;
	const char *private_use = "a\xF4\x8F\xBF\xBD"
	                          "b"; /* U+10FFFD */
	for (size_t i = 1; i <= 2; i++) {
		assert_false(text_shape(setting->text, &setting->arena, private_use, "en", &plain, no_place,
		                        &setting->diag, &run));
		assert_int_equal(setting->diag.errors, 2 * i - 1);
		assert_int_equal(wrap(setting, private_use, "en", 100, &lines), 0);
		assert_int_equal(setting->diag.errors, 2 * i);
	}
	diag_clear(&setting->diag);
	diag_init(&setting->diag);
}

static size_t bytes_after(size_t contexts)
{
	void *setting;
	for (size_t i = 0; i < contexts; i++) {
		assert_int_equal(open_setting(&setting), 0);
		shape(setting, "Songjiang 松江", "en", plain);
		shape(setting, "תל אביב", "en", plain); /* from all fonts */
		close_setting(&setting);
	}
	return mallinfo2().uordblks;
}

/* The rules of fontconfig are 0.3 MB for each context. */
static void test_closing_gives_memory_back(void **state)
{
	(void)state;
	size_t before = bytes_after(3), after = bytes_after(20);
	if (after > before + 20 * 60000)
		fail_msg("%zu bytes in use, after 20 more contexts %zu", before, after);
}

/* The parts of a run are all of its text, stand where they stood, and keep joined letters together. */
static void test_runs_are_cut_where_they_may_turn(void **state)
{
	static const struct {
		const char *text, *language;
		size_t parts;
	} cases[] = {{"Na\xC3\xAFve Office", "en", 12}, {"\u592A\u6E56 Tai", "zh", 6}, {"\u05D0\u05D2\u05DD \u05D2\u05D3\u05D5\u05DC", "he", 8},
	             {"\u0628\u062D\u064A\u0631\u0629 \u0627\u0644\u0647\u0644\u0627\u0644 \u062C\u062F\u0627", "ar", 5}};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct text_run run = shape(*state, cases[c].text, cases[c].language, (struct text_style){.size = 10, .weight = 400});
		char seen[64] = {0};
		size_t parts = 0;
		double left, width = 0;
		for (const struct glyph_span *span = run.spans; span < run.spans + run.span_count; span++)
			for (size_t first = 0, end; first < span->count; first = end) {
				end = text_unit_end(&run, span, first);
				struct text_run cut = text_cut(&((struct setting *)*state)->arena, &run, span, first, end, &left);
				const char *at = strstr(run.text, cut.text);
				assert_non_null(at);
				while (seen[at - run.text]) /* the same letter again */
					assert_non_null(at = strstr(at + 1, cut.text));
				memset(seen + (at - run.text), 1, strlen(cut.text));
				assert_true(cut.spans[0].text_end == strlen(cut.text) && cut.spans[0].clusters[0] < cut.spans[0].text_end);
				assert_true(left == run.glyphs[span->first + first].x && cut.glyphs[0].x == 0);
				if (!span->right_to_left)
					assert_string_equal(cut.said, at == run.text ? run.text : "");
				width += cut.width;
				parts++;
			}
		assert_true(strlen(run.text) < sizeof seen && strlen(seen) == strlen(run.text));
		assert_int_equal(parts, cases[c].parts);
		assert_int_equal(parts, text_unit_count(&run));
		assert_true(width > run.width - 0.01 && width < run.width + 0.01);
	}
}

int main(void)
{
	unsetenv("FONTCONFIG_FILE");
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_setting, close_setting)
	const struct CMUnitTest tests[] = {
	        TEST(test_kept_texts_are_as_new),
	        TEST(test_missing_characters_are_told_again),
	        cmocka_unit_test(test_closing_gives_memory_back),
	        TEST(test_runs_are_cut_where_they_may_turn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
