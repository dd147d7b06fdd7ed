/* `base:` in the tree of a map file: what it adds, and what it leaves as it was. */
#include "spec_reading.h"

#include "expression/expression.h"

#define MAP(base, rest) "title: T\n" base "\n" rest

static const char *const ids_of_all[] = {"base-land-10m",         "base-land-50m", "base-borders",
                                         "base-borders-disputed", "base-towns",    "own"};
#define OWN "layers: [{id: own, kind: sea}]\n"

static void assert_layers(const struct reading *reading, const char *const *ids, size_t count)
{
	assert_int_equal(reading->spec.layer_count, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(reading->spec.layers[i].id, ids[i]);
}

static void below_the_maps_own(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: world", OWN)));
	assert_said(reading, "");
	assert_layers(reading, ids_of_all, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(reading->spec.layers[i].is_context, i < 5);
	assert_string_equal(reading->spec.background, "sea");
	assert_string_equal(map_spec_data(&reading->spec, "base-land-50m")->layer, "land_50m");
	assert_string_equal(map_spec_data(&reading->spec, "base-towns")->file, SHARE "/base/world.gpkg");
	assert_int_equal(reading->spec.source_count, 2);
}

static void without_layers_of_its_own(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: world", "")));
	assert_layers(reading, ids_of_all, 5);
}

/* None of it is read, told or credited. */
static void what_is_left_out_leaves_no_data(void **state)
{
	static const char *const ids[] = {"base-land-10m", "base-land-50m", "own"};
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [land]}", OWN)));
	assert_layers(reading, ids, 3);
	assert_int_equal(reading->spec.data_count, 2);
	assert_int_equal(reading->spec.source_count, 1);
	assert_string_equal(reading->spec.sources[0].id, "base-earth");
}

static void one_scale_alone(void **state)
{
	static const char *const ids[] = {"base-land-50m", "own"};
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [land], scale: 50m}", OWN)));
	assert_layers(reading, ids, 2);
}

static void the_maps_own_may_draw_its_data(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [land], scale: 50m}",
	                                  "layers: [{id: own, kind: area, data: base-towns}]\n")));
	assert_non_null(map_spec_data(&reading->spec, "base-towns"));
	assert_null(map_spec_data(&reading->spec, "base-land-10m"));
}

/* Above the base's rivers and towns they would hide these. */
static void areas_that_come_first_lie_on_its_land(void **state)
{
	static const char *const ids[] = {"base-land-10m", "base-land-50m",         "one",        "two",
	                                  "base-borders",  "base-borders-disputed", "base-towns", "own", "last"};
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: world", "data: {a: a.csv, b: b.csv}\n"
	                                                 "layers: [{id: one, kind: area, data: a}, {id: two, kind: area, data: b, classes: [{else: yes, fill: sea}]},\n"
	                                                 "  {id: own, kind: sea}, {id: last, kind: area, data: a}]\n")));
	assert_said(reading, "");
	assert_layers(reading, ids, 9);
	assert_string_equal(reading->spec.layers[2].data->id, "a");
	assert_ptr_equal(reading->spec.layers[3].classes[0].whole, &reading->spec.layers[3]);
	/* those of the base's own land too, but not what it draws above them */
	static const char *const of_base[] = {"base-land-10m", "base-land-50m", "land", "base-borders", "base-borders-disputed", "base-towns", "disputed"};
	assert_true(read_map(reading, MAP("base: world", "layers: [{id: land, kind: area, data: base-land-10m}, {id: disputed, kind: area, data: base-borders}]\n")));
	assert_layers(reading, of_base, 7);
}

static void how_many_names(void **state)
{
	static const char *const none[] = {"own"}, *const full[] = {"base-towns", "base-towns-full", "own"};
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [towns], labels: full}", OWN)));
	assert_layers(reading, full, 3);
	assert_true(read_map(reading, MAP("base: {layers: [towns], labels: none}", OWN)));
	assert_layers(reading, none, 1);
}

static void a_viewpoint_replaces_conditions(void **state)
{
	static const char *const ids[] = {"base-borders", "own"};
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [borders], viewpoint: in}", OWN)));
	assert_layers(reading, ids, 2);
	size_t count;
	const struct area_options *options = reading->spec.layers[0].options;
	const struct expression_column *columns = expression_columns(options->where, &reading->arena, &count);
	assert_int_equal(count, 1);
	assert_string_equal(columns[0].name, "level_in");
}

static void a_style_changes_all_of_a_layer(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: {layers: [land], style: {land: {width: 3pt}}}", OWN)));
	for (size_t i = 0; i < 2; i++)
		assert_float_equal(((struct area_options *)reading->spec.layers[i].options)->width, 3, 0);
}

static void the_maps_ground_stays(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: world\nbackground: land", OWN)));
	assert_string_equal(reading->spec.background, "land");
	assert_true(read_map(reading, MAP("base: {layers: [towns]}", OWN)));
	assert_false(reading->spec.has_background); /* without land the sea would be everywhere */
}

/* Its texts are the program's: that a language is not among them is no fault of the map. */
static void no_language_is_missing(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, MAP("base: world\nlanguages: [zh]", OWN)));
	assert_said(reading, "");
}

static void the_command_line_names_one(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"base.layers=[towns]"};
	reading->overrides.sets = sets;
	reading->overrides.set_count = 1;
	assert_true(read_map(reading, MAP("base: {labels: full}", OWN)));
	assert_int_equal(reading->spec.layer_count, 3);
	static const char *const none[] = {"base=none"};
	reading->overrides.sets = none;
	assert_true(read_map(reading, MAP("base: {labels: full}", OWN)));
	assert_int_equal(reading->spec.layer_count, 1);
	assert_null(reading->spec.base_file);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(below_the_maps_own),
	        TEST(without_layers_of_its_own),
	        TEST(what_is_left_out_leaves_no_data),
	        TEST(one_scale_alone),
	        TEST(the_maps_own_may_draw_its_data),
	        TEST(areas_that_come_first_lie_on_its_land),
	        TEST(how_many_names),
	        TEST(a_viewpoint_replaces_conditions),
	        TEST(a_style_changes_all_of_a_layer),
	        TEST(the_maps_ground_stays),
	        TEST(no_language_is_missing),
	        TEST(the_command_line_names_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
