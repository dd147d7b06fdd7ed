/* --page, --width, --lang, --theme and --set: what they change, and where the caret points when they are wrong. */
#include "spec_reading.h"

#include "expression/expression.h"

#include "base/units.h"

#include <math.h>

static const char map_text[] = "corridor: 1\n"
                               "id: test\n"
                               "title: {en: A Region, zh: 区域}\n"
                               "languages: [en, zh]\n"
                               "data: {land: {file: land.shp, key: code}}\n"
                               "layers:\n"
                               "  - {id: sea, kind: sea}\n"
                               "  - {id: g60-road, kind: area, data: land}\n"
                               "members: {areas: land, list: {first: 1}}\n"
                               "versions: {1.0: {members: [first]}}\n"
                               "facts: [{text: one}, {text: two}]\n"
                               "furniture: {legend: off}\n";

static bool read_with(struct reading *reading, const char *const *sets, size_t count)
{
	reading->overrides.sets = sets;
	reading->overrides.set_count = count;
	return read_map(reading, map_text);
}

static bool set(struct reading *reading, const char *text)
{
	return read_with(reading, &text, 1);
}

static void test_page_and_width(void **state)
{
	struct reading *reading = *state;
	reading->overrides.page = "slide";
	reading->overrides.width = "180mm";
	assert_true(read_with(reading, NULL, 0));
	assert_string_equal(reading->spec.page.name, "slide");
	assert_true(fabs(reading->spec.page.width - 180 * POINTS_PER_MM) < 1e-9);
	assert_true(fabs(reading->spec.page.height - 180 * POINTS_PER_MM * 9 / 16) < 1e-9);
}

static void test_free_sizes(void **state)
{
	struct reading *reading = *state;
	static const struct {
		const char *text;
		double width, height;
	} sizes[] = {
	        {"180x120mm", 180 * POINTS_PER_MM, 120 * POINTS_PER_MM},
	        {"180mm x 120mm", 180 * POINTS_PER_MM, 120 * POINTS_PER_MM},
	        {"180 × 120 mm", 180 * POINTS_PER_MM, 120 * POINTS_PER_MM},
	        {"8x6in", 576, 432},
	        {"1600x1200px", 1200, 900},
	        {"18.5x12cm", 185 * POINTS_PER_MM, 120 * POINTS_PER_MM},
	        {"500x400pt", 500, 400},
	};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		reading->overrides.page = sizes[i].text;
		assert_true(read_with(reading, NULL, 0));
		assert_true(fabs(reading->spec.page.width - sizes[i].width) < 1e-9);
		assert_true(fabs(reading->spec.page.height - sizes[i].height) < 1e-9);
	}
}

static void test_wrong_sizes(void **state)
{
	struct reading *reading = *state;
	static const char *const sizes[] = {"",           "x",     "180x",      "x120mm",     "180x120",
	                                    "180x120xmm", "axbmm", "nanxnanmm", "-180x120mm", "1e9x1e9mm",
	                                    "180x120km",  "\xC3",  "infx10mm"};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		reading->overrides.page = sizes[i];
		if (read_with(reading, NULL, 0))
			fail_msg("'%s' was taken", sizes[i]);
	}
}

static void test_languages(void **state)
{
	struct reading *reading = *state;
	reading->overrides.languages = "zh,en";
	assert_true(read_with(reading, NULL, 0));
	assert_int_equal(reading->spec.language_count, 2);
	assert_string_equal(reading->spec.languages[0], "zh");
	reading->overrides.languages = "zh,fr";
	assert_false(read_with(reading, NULL, 0));
	assert_said(reading, "--lang:1:4: error: unknown language 'fr' [unknown-name]\n"
	                     "    1 | zh,fr\n"
	                     "      |    ^~\n"
	                     "      = hint: known here: en, zh; a new language is a file "
	                     "maps/messages/fr.yaml\n");
}

static void test_theme(void **state)
{
	struct reading *reading = *state;
	reading->overrides.theme = "dailight";
	assert_false(read_with(reading, NULL, 0));
	assert_said(reading, "--theme:1:1: error: unknown theme 'dailight' [unknown-name]\n"
	                     "    1 | dailight\n"
	                     "      | ^~~~~~~~\n"
	                     "      = hint: did you mean 'daylight'?\n");
}

static void test_set_changes(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"furniture.legend.position=bottom-right",
	                                   "layers.g60-road.width=3",
	                                   "layers.g60-road.where={kind: [a, b]}",
	                                   "title.en=One: two [three]",
	                                   "versions.1.0.year=2016",
	                                   "versions.1.0.tagline.en=Origin",
	                                   "versions.1.0.tagline.zh=源",
	                                   "facts.2.text=\"[third]\"",
	                                   "page=a3",
	                                   "furniture.scale_bar=off"};
	bool fine = read_with(reading, sets, 10);
	assert_said(reading, "");
	assert_true(fine);
	const struct map_spec *spec = &reading->spec;
	const struct area_options *options = spec->layers[1].options;
	assert_true(spec->elements[0].shown && !spec->elements[1].shown);
	assert_int_equal(((struct legend_options *)spec->elements[0].options)->position, 2);
	assert_true(options->width == 3);
	size_t columns;
	assert_string_equal(expression_columns(options->where, &reading->arena, &columns)[0].name, "kind");
	assert_string_equal(localized_get(&spec->title, "en"), "One: two [three]");
	assert_string_equal(localized_get(&spec->title, "zh"), "区域");
	assert_int_equal(spec->versions[0].year, 2016);
	assert_string_equal(localized_get(&spec->versions[0].tagline, "zh"), "源");
	assert_string_equal(spec->facts[1].text.entries[0].text, "[third]");
	assert_string_equal(spec->page.name, "a3");
}

/* furniture: as a list, where a kind may stand twice. */
static void test_set_into_list(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"furniture=[{kind: scale_bar}, {kind: scale_bar, at: top-left}]",
	                                   "furniture.legend=off", "furniture.2.at=bottom-left",
	                                   "furniture.scale_bar=off"};
	bool fine = read_with(reading, sets, 4);
	assert_true(fine);
	assert_int_equal(reading->diag.errors, 0); /* a bar that is switched off again had no effect */
	const struct element_spec *elements = reading->spec.elements;
	assert_int_equal(reading->spec.element_count, 3);
	assert_true(elements[0].kind == &legend_kind && !elements[0].shown);
	assert_true(elements[1].kind == &scale_bar_kind && !elements[1].shown && !elements[1].anchor.given);
	assert_true(elements[2].kind == &scale_bar_kind && elements[2].shown && elements[2].anchor.bottom);
	assert_false(set(reading, "furniture=[{kind: legend, at: middle}]"));
}

/* Layers are counted from 1 too, whether they have ids or not. */
static void test_set_counts_layers(void **state)
{
	struct reading *reading = *state;
	assert_true(set(reading, "layers.2.legend=Land"));
	assert_string_equal(reading->spec.layers[1].title.entries[0].text, "Land");
	assert_false(set(reading, "layers.3.legend=Land"));
	diag_clear(&reading->diag);
	assert_true(set(reading, "layers=[{kind: area, data: land}]")); /* has its id by itself, as in the file */
	assert_string_equal(reading->spec.layers[0].id, "land");
}

/* Sections that are none are none, in the file and on the command line. */
static void test_sections_that_are_none(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"versions=none", "members=none", "shields=none", "hatches=none"};
	bool fine = read_with(reading, sets, 4);
	assert_said(reading, "");
	assert_true(fine && !reading->spec.has_versions && !reading->spec.member_count);
	diag_clear(&reading->diag);
	reading->overrides.set_count = 0;
	fine = read_map(reading, "title: T\ndata: {land: land.shp}\nmembers: none\nversions: none\n"
	                         "layers: [{kind: area, data: land}]\n");
	assert_said(reading, "");
	assert_true(fine);
	assert_false(reading->spec.has_versions);
}

/* `land: land.shp` is short for {file: land.shp}. */
static void test_set_short_data(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"data={land: land.shp, extra: more.csv}", "data.land.key=code",
	                                   "data.extra.crs=EPSG:3857"};
	assert_true(read_with(reading, sets, 3));
	assert_said(reading, "");
	assert_string_equal(reading->spec.data[0].shown, "land.shp");
	assert_string_equal(reading->spec.data[0].key, "code");
	assert_string_equal(reading->spec.data[1].shown, "more.csv");
	assert_string_equal(reading->spec.data[1].crs, "EPSG:3857");
}

/* An element that is drawn on request stands in no map that does not name it. */
static void test_element_on_request(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"furniture.stamp=on"};
	assert_true(read_with(reading, NULL, 0));
	assert_int_equal(reading->spec.element_count, 2);
	assert_true(read_with(reading, sets, 1));
	assert_int_equal(reading->spec.element_count, 3);
	assert_true(reading->spec.elements[2].kind == &stamp_kind && reading->spec.elements[2].shown);
}

/* What is set for the map holds for every version, until one is set by itself. */
static void test_set_extent(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"versions.1.0.extent=[1, 2, 3, 4]", "extent=common", "extent=[118, 28, 122, 33]",
	                                   "versions.1.0.extent=[118, 28, 119, 29]"};
	assert_true(read_with(reading, sets, 1) && reading->spec.versions[0].has_extent);
	assert_true(read_with(reading, sets, 2) && !reading->spec.versions[0].has_extent);
	assert_int_equal(reading->spec.extent_mode, EXTENT_COMMON);
	assert_true(read_with(reading, sets, 3) && !reading->spec.versions[0].has_extent);
	assert_true(reading->spec.extent_mode == EXTENT_BOX && reading->spec.extent.west == 118);
	assert_true(read_with(reading, sets, 4) && reading->spec.versions[0].has_extent);
	assert_int_equal(reading->diag.errors, 0); /* what a later one writes over is a warning */
}

static void test_set_wins_over_page(void **state)
{
	struct reading *reading = *state;
	reading->overrides.page = "a5";
	assert_true(set(reading, "page=square"));
	assert_string_equal(reading->spec.page.name, "square");
}

/* Of the keys "1" and "1.0" the longer one is meant. */
static void test_set_longest_key(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"versions={1: {members: [first]}, 1.0: {routes: [sea]}}",
	                                   "versions.1.0.year=2016"};
	bool fine = read_with(reading, sets, 2);
	assert_said(reading, "");
	assert_true(fine);
	assert_int_equal(reading->spec.versions[0].year, 0);
	assert_int_equal(reading->spec.versions[1].year, 2016);
}

static const struct {
	const char *set, *said;
} set_errors[] = {
        {"furniture.legend", "--set:1:1: error: --set takes key=value [wrong-usage]\n"
                             "    1 | furniture.legend\n"
                             "      | ^~~~~~~~~~~~~~~~\n"
                             "      = hint: for example furniture.legend=off\n"},
        {"furniture={legend: #cc0000}",
         "--set:1:20: error: a colour needs quotes: without them, the rest of the line is a comment [bad-syntax]\n"
         "    1 | furniture={legend: #cc0000}\n"
         "      |                    ^~~~~~~\n"
         "      = hint: write \"#cc0000\"\n"},
        {"pgae=a3", "--set:1:1: error: unknown key 'pgae' in the map [unknown-key]\n"
                    "    1 | pgae=a3\n"
                    "      | ^~~~\n"
                    "      = hint: did you mean 'page'?\n"},
        {"page=a33333", "--set:1:6: error: unknown page 'a33333' [unknown-name]\n"
                        "    1 | page=a33333\n"
                        "      |      ^~~~~~\n"
                        "      = hint: a free size is written 180x120mm, 8x6in, 1600x1200px, a width alone 600px or "
                        "89mm; names: a4, a4-portrait, a3, a3-portrait, a5, letter, slide, square, column, double-column\n"},
        {"layers.g60-raod.width=3", "--set:1:8: error: unknown id 'g60-raod' [unknown-name]\n"
                                    "    1 | layers.g60-raod.width=3\n"
                                    "      |        ^~~~~~~~\n"
                                    "      = hint: did you mean 'g60-road'?\n"},
        {"layers.g60-road.widht=3", "--set:1:17: error: unknown key 'widht' in layer kind 'area' [unknown-key]\n"
                                    "    1 | layers.g60-road.widht=3\n"
                                    "      |                 ^~~~~\n"
                                    "      = hint: did you mean 'width'?\n"},
        {"layers.g60-road.width=thick", "--set:1:23: error: 'width' takes a length, not 'thick' [wrong-value]\n"
                                        "    1 | layers.g60-road.width=thick\n"
                                        "      |                       ^~~~~\n"
                                        "      = hint: for example 8mm, 0.5in, 12pt\n"},
        {"facts.3.text=x", "--set:1:7: error: the list has no item '3' [unknown-name]\n"
                           "    1 | facts.3.text=x\n"
                           "      |       ^\n"
                           "      = hint: items are counted from 1\n"},
        {"furniture..x=1", "--set:1:11: error: a key is missing here [wrong-usage]\n"
                           "    1 | furniture..x=1\n"
                           "      |           ^\n"},
        {"id.x=1", "--set:1:1: error: 'id' is a text in the map file, without keys [wrong-value]\n"
                   "    1 | id.x=1\n"
                   "      | ^~\n"},
        {"id=", "--set:1:4: error: id: nothing is written here [empty-value]\n"
                "    1 | id=\n"
                "      |    ^\n"},
        {"标题=x",
         "--set:1:1: error: unknown key '标题' in the map [unknown-key]\n"
         "    1 | 标题=x\n"
         "      | ^~\n"
         "      = hint: known here: corridor, id, title, languages, messages, noun, page, width, type_scale, theme, background, "
         "projection, extent, fit, padding, margin, layout, as_of, show_later, author, subject, keywords, approval, base, sources, data, "
         "layers, places, routes, members, versions, multiples, labels, facts, furniture, frames, notes, shields, hatches\n"},
        {"extent=[118, 28, 122", "--set:1:21: error: expected ',' or ']' here [bad-syntax]\n"
                                 "    1 | extent=[118, 28, 122\n"
                                 "      |                     ^\n"
                                 "      = hint: close with ']'; put a text with special characters in quotes\n"
                                 "--set:1:8: note: the '[' is here [bad-syntax]\n"
                                 "    1 | extent=[118, 28, 122\n"
                                 "      |        ^\n"},
        {"extent=[118, 28, 122, x]", "--set:1:23: error: extent: 'x' is not a number [wrong-value]\n"
                                     "    1 | extent=[118, 28, 122, x]\n"
                                     "      |                       ^\n"},
};

static void test_set_errors(void **state)
{
	struct reading *reading = *state;
	for (size_t i = 0; i < sizeof set_errors / sizeof *set_errors; i++) {
		assert_false(set(reading, set_errors[i].set));
		assert_said(reading, set_errors[i].said);
		diag_clear(&reading->diag);
	}
}

/* Bytes that are no text, or a whole hostile file, in an option. */
static void test_set_hostile(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"",          "=",          "=x",         ".",          ".=",
	                                   "\xff=\xff", "title=\"\\", "title={",    "title=[[[[", "title=\"a\" b",
	                                   "a\n=b",     "layers.=1",  "layers.1=1", "data={a",    "data.land.file.x=1"};
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		assert_false(set(reading, sets[i]));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_page_and_width),     TEST(test_free_sizes), TEST(test_wrong_sizes),
	        TEST(test_languages),          TEST(test_theme),      TEST(test_set_changes),
	        TEST(test_set_into_list), TEST(test_set_counts_layers), TEST(test_set_short_data), TEST(test_sections_that_are_none), TEST(test_set_wins_over_page), TEST(test_set_errors), TEST(test_set_longest_key),
	        TEST(test_element_on_request), TEST(test_set_extent),
	        TEST(test_set_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
