/* Options of the layer kinds however they are written: other spellings of a key, `none`, lengths with a unit and without. */
#include "render/render.h"
#include "spec/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/units.h"

/* A map of one layer of each kind that the tests write to. */
static const char form[] = "corridor: 1\nid: small\ntitle: Small\nextent: [0, 0, 1, 1]\n"
                           "data: {lines: {file: lines.csv, as: line, key: id}, points: {file: points.csv, key: id}}\n"
                           "layers:\n"
                           "  - {id: tested, kind: %s, data: lines, %s}\n"
                           "members: {points: points, list: {a: a}}\nversions: {\"1\": {members: [a]}}\n";

struct reading {
	struct arena arena;
	struct diag diag;
	struct map_spec spec;
	bool is_read;
	struct buffer said;
};

static void read_layer(struct reading *reading, const char *kind, const char *options, const char *set)
{
	const struct catalogue catalogue = map_catalogue();
	const struct map_overrides overrides = {.share_dir = "seeds", .sets = &set, .set_count = set != NULL};
	char text[2000];
	snprintf(text, sizeof text, form, kind, options);
	*reading = (struct reading){0};
	arena_init(&reading->arena);
	diag_init(&reading->diag);
	buffer_init(&reading->said);
	const char *kept = arena_text(&reading->arena, text);
	reading->is_read = map_spec_read(&reading->arena, "test.yaml", kept, strlen(kept), &catalogue, &overrides,
	                                 &reading->diag, &reading->spec);
	diag_format(&reading->diag, 0, &reading->said);
	buffer_text(&reading->said, "");
}

static void clear_reading(struct reading *reading)
{
	buffer_clear(&reading->said);
	diag_clear(&reading->diag);
	arena_clear(&reading->arena);
}

/* The field of an option of the layer, which was read without a word. */
static const void *field(const struct reading *reading, const char *key)
{
	const struct layer_spec *layer = reading->spec.layers;
	assert_string_equal(reading->said.bytes, "");
	assert_true(reading->is_read);
	const struct option *option = option_find(layer->kind, key);
	assert_non_null(option);
	return option_field(option, layer->options);
}

static void test_width_is_spelled_the_same_on_all_kinds(void **state)
{
	static const char *const kinds[] = {"line", "expressway", "railway"};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct reading reading;
		read_layer(&reading, kinds[i], "width: 1mm", NULL);
		const struct numbers *list = field(&reading, "width");
		double width = i == 0 ? list->values[0] : *(const double *)field(&reading, "width");
		assert_float_equal(width, POINTS_PER_MM, 1e-9);
		clear_reading(&reading);
	}
}

static void test_widths_is_another_spelling(void **state)
{
	(void)state;
	static const char *const written[] = {"widths: [1, 0.6pt, 0.1mm]", "width: [1, 0.6pt, 0.1mm]"};
	for (size_t i = 0; i < 2; i++) {
		struct reading reading;
		read_layer(&reading, "line", written[i], NULL);
		const struct numbers *width = field(&reading, "width");
		assert_int_equal(width->count, 3);
		assert_float_equal(width->values[0], 1, 1e-9);
		assert_float_equal(width->values[1], 0.6, 1e-9);
		assert_float_equal(width->values[2], 0.1 * POINTS_PER_MM, 1e-9);
		clear_reading(&reading);
	}
}

/* Dashes are lists everywhere, of lengths. */
static void test_dashes_are_spelled_the_same_on_all_kinds(void **state)
{
	static const char *const cases[][2] = {{"line", "dash"}, {"railway", "dash"}, {"band", "edge_dash"}};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct reading reading;
		char options[64];
		snprintf(options, sizeof options, "%s: [2mm, 3]%s", cases[i][1], i == 2 ? ", edge: ink" : "");
		read_layer(&reading, cases[i][0], options, NULL);
		const struct numbers *dash = field(&reading, cases[i][1]);
		assert_int_equal(dash->count, 2);
		assert_float_equal(dash->values[0], 2 * POINTS_PER_MM, 1e-9);
		assert_float_equal(dash->values[1], 3, 1e-9);
		clear_reading(&reading);
	}
}

/* What a theme holds in points may have a unit as a layer's lengths may. */
static void test_hatches_and_shields_have_lengths(void **state)
{
	static const char *const sets[] = {"hatches={own: {width: 0.2mm, spacing: 1mm, colour: navy}}",
	                                   "shields={own: {height: 4mm, plate: navy}}"};
	(void)state;
	struct reading reading;
	read_layer(&reading, "line", "cost: 1", sets[0]);
	assert_true(reading.is_read);
	assert_float_equal(theme_hatch(reading.spec.theme, "own")->width, 0.2 * POINTS_PER_MM, 1e-9);
	clear_reading(&reading);
	read_layer(&reading, "line", "cost: 1", sets[1]);
	assert_true(reading.is_read);
	assert_float_equal(theme_shield(reading.spec.theme, "own")->height, 4 * POINTS_PER_MM, 1e-9);
	clear_reading(&reading);
}

static void test_both_spellings_contradict_each_other(void **state)
{
	(void)state;
	struct reading reading;
	read_layer(&reading, "line", "width: 1, widths: 2", NULL);
	assert_false(reading.is_read);
	assert_non_null(strstr(reading.said.bytes, "'widths' is another spelling of 'width', which is written too"));
	clear_reading(&reading);
}

static void test_the_command_line_may_use_either_spelling(void **state)
{
	(void)state;
	static const char *const written[] = {"width: 1", "widths: 1", "cost: 1"},
	                         *const sets[] = {"layers.tested.width=3", "layers.tested.widths=3"};
	for (size_t i = 0; i < 6; i++) {
		struct reading reading;
		read_layer(&reading, "line", written[i / 2], sets[i % 2]);
		assert_float_equal(((const struct numbers *)field(&reading, "width"))->values[0], 3, 1e-9);
		clear_reading(&reading);
	}
}

static void test_none_is_no_text(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"expressway", "shield_style"},
	                                       {"expressway", "accuracy"},
	                                       {"line", "rank"},
	                                       {"marker", "label_style"},    {"marker", "weight_by"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		char options[64];
		snprintf(options, sizeof options, "%s: none", cases[i][1]);
		read_layer(&reading, cases[i][0], options, NULL);
		assert_string_equal(*(const char *const *)field(&reading, cases[i][1]), "");
		clear_reading(&reading);
	}
	/* Of the second language "" is the style of the first. */
	struct reading reading;
	read_layer(&reading, "line", "label_second: none", NULL);
	assert_ptr_equal(*(const char *const *)field(&reading, "label_second"), option_no_style);
	clear_reading(&reading);
}

static void test_none_is_no_label(void **state)
{
	(void)state;
	static const char *const kinds[] = {"line", "marker", "name", "area"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct reading reading;
		read_layer(&reading, kinds[i], "label: none", NULL);
		const struct label *label = field(&reading, "label");
		assert_true(label->is_none && !label->written && !label->count);
		clear_reading(&reading);
	}
}

static void test_none_is_no_list_and_no_length(void **state)
{
	(void)state;
	struct reading reading;
	read_layer(&reading, "line", "dash: none, where: none, except: none, except_along: none, repeat: none", NULL);
	assert_int_equal(((const struct numbers *)field(&reading, "dash"))->count, 0);
	assert_int_equal(((const struct texts *)field(&reading, "except_along"))->count, 0);
	assert_true(*(const double *)field(&reading, "repeat") == 0);
	clear_reading(&reading);
	read_layer(&reading, "expressway", "stops: none, stops_where: none, ends: none, casing: none, casing_width: none",
	           NULL);
	assert_int_equal(((const struct texts *)field(&reading, "stops"))->count, 0);
	assert_int_equal(((const struct localized *)field(&reading, "ends"))[1].count, 0);
	assert_true(*(const double *)field(&reading, "casing_width") == 0);
	clear_reading(&reading);
}

static void test_none_of_a_section_is_an_empty_one(void **state)
{
	static const char *const sets[] = {"furniture=none", "facts=none", "notes=none", "frames=none", "labels=none",
	                                   "fit=none",       "layers.tested.classes=none"};
	(void)state;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct reading reading;
		size_t shown = 0;
		read_layer(&reading, "line", "cost: 1", sets[i]);
		assert_string_equal(reading.said.bytes, "");
		for (size_t k = 0; k < reading.spec.element_count; k++)
			shown += reading.spec.elements[k].shown;
		assert_true(i == 0 ? shown == 0 : shown > 3);
		clear_reading(&reading);
	}
}

static void test_none_in_quotes_is_a_text(void **state)
{
	(void)state;
	struct reading reading;
	read_layer(&reading, "expressway", "accuracy: \"none\"", NULL);
	assert_string_equal(*(const char *const *)field(&reading, "accuracy"), "none");
	clear_reading(&reading);
}

static void test_a_width_may_be_none(void **state)
{
	(void)state;
	struct reading reading;
	read_layer(&reading, "railway", "width: none", NULL);
	assert_true(reading.is_read);
	clear_reading(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_width_is_spelled_the_same_on_all_kinds),
	        cmocka_unit_test(test_widths_is_another_spelling),
	        cmocka_unit_test(test_dashes_are_spelled_the_same_on_all_kinds),
	        cmocka_unit_test(test_hatches_and_shields_have_lengths),
	        cmocka_unit_test(test_both_spellings_contradict_each_other),
	        cmocka_unit_test(test_the_command_line_may_use_either_spelling),
	        cmocka_unit_test(test_none_is_no_text), cmocka_unit_test(test_none_is_no_label),
	        cmocka_unit_test(test_none_is_no_list_and_no_length),
	        cmocka_unit_test(test_none_of_a_section_is_an_empty_one),
	        cmocka_unit_test(test_none_in_quotes_is_a_text),
	        cmocka_unit_test(test_a_width_may_be_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
