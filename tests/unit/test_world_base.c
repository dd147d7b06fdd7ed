/* The world base as the program reads it: its layers and columns, how many features they have, names in seven
 * languages, and how little of it a frame needs. */
#include "data/dataset.h"
#include "test_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char file[] = "geodata/world/world.gpkg";

static struct dataset read_layer(const char *layer, bool by_view)
{
	struct diag diag;
	diag_init(&diag);
	struct dataset dataset;
	struct dataset_request request = {.file = file, .shown = file, .layer = layer, .by_view = by_view};
	assert_true(dataset_read(&arena, &request, &diag, &dataset));
	assert_int_equal(diag.count, 0);
	diag_clear(&diag);
	return dataset;
}

static void every_layer_has_its_features(void **state)
{
	static const struct {
		const char *layer;
		enum geometry_type type;
		size_t least, most;
	} layers[] = {
	        {"units_10m", GEOMETRY_POLYGONS, 4600, 4800},
	        {"countries_50m", GEOMETRY_POLYGONS, 256, 256},
	        {"countries_110m", GEOMETRY_POLYGONS, 256, 256},
	        {"countries", GEOMETRY_POINTS, 249, 249},
	        {"unit_labels", GEOMETRY_POINTS, 4596, 4596},
	        {"coast_10m", GEOMETRY_LINES, 4500, 5200},
	        {"coast_50m", GEOMETRY_LINES, 3400, 3800},
	        {"coast_110m", GEOMETRY_LINES, 330, 400},
	        {"borders_10m", GEOMETRY_LINES, 10800, 11500},
	        {"borders_50m", GEOMETRY_LINES, 390, 450},
	        {"borders_110m", GEOMETRY_LINES, 340, 400},
	        {"lakes_10m", GEOMETRY_POLYGONS, 4900, 5050},
	        {"lakes_50m", GEOMETRY_POLYGONS, 500, 560},
	        {"lakes_110m", GEOMETRY_POLYGONS, 55, 70},
	        {"rivers_10m", GEOMETRY_LINES, 2500, 2800},
	        {"rivers_50m", GEOMETRY_LINES, 850, 950},
	        {"rivers_110m", GEOMETRY_LINES, 14, 14},
	        {"towns_10m", GEOMETRY_POINTS, 23000, 24000},
	        {"towns_50m", GEOMETRY_POINTS, 2700, 2900},
	        {"towns_110m", GEOMETRY_POINTS, 270, 300},
	        {"waters", GEOMETRY_POINTS, 160, 180},
	};
	(void)state;
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		struct dataset layer = read_layer(layers[i].layer, false);
		print_message("%s: %zu features, %zu points\n", layers[i].layer, layer.feature_count,
		              layer.point_count);
		assert_int_equal(layer.type, layers[i].type);
		assert_in_range(layer.feature_count, layers[i].least, layers[i].most);
		assert_null(layer.crs);
		dataset_close(&layer);
		arena_clear(&arena);
	}
}

static void layers_have_the_columns_that_the_manual_lists(void **state)
{
	static const struct {
		const char *layer, *columns[14];
	} layers[] = {
	        {"units_10m", {"code", "part", "iso", "country", "holder", "name"}},
	        {"countries_110m", {"country", "holder", "name"}},
	        {"countries",
	         {"country", "a3", "name", "population", "rank", "km2", "reach_km", "west", "south", "east", "north"}},
	        {"unit_labels",
	         {"code", "iso", "country", "holder", "unrecognised", "name", "kind", "km2", "reach_km",
	          "name_zh-Hant"}},
	        {"borders_10m", {"level", "disputed", "level_cn", "level_in", "level_pk", "level_ru", "level_ma"}},
	        {"lakes_50m", {"km2"}},
	        {"rivers_50m", {"name", "rank"}},
	        {"towns_110m", {"name", "country", "capital", "population", "rank"}},
	        {"waters", {"name", "kind", "rank"}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		struct dataset layer = read_layer(layers[i].layer, true);
		for (size_t k = 0; k < 14 && layers[i].columns[k]; k++) {
			if (dataset_column(&layer, layers[i].columns[k]) < 0)
				fail_msg("%s has no column %s", layers[i].layer, layers[i].columns[k]);
		}
		dataset_close(&layer);
	}
}

/* The names of the feature whose column holds the key, in seven languages. */
static void check_names(const char *layer, const char *column, const char *key, const char *const names[7])
{
	static const char *const columns[] = {"name_en", "name_zh", "name_fr", "name_es",
	                                      "name_ar", "name_ru", "name_ja"};
	struct dataset dataset = read_layer(layer, false);
	const struct feature *feature = dataset_find(&dataset, column, key);
	assert_non_null(feature);
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(feature_value(&dataset, feature, columns[i]), names[i]);
	dataset_close(&dataset);
	arena_clear(&arena);
}

static void names_are_there_in_seven_languages(void **state)
{
	(void)state;
	check_names("countries", "country", "EG",
	            (const char *const[]){"Egypt", "埃及", "Égypte", "Egipto", "مصر", "Египет", "エジプト"});
	check_names("unit_labels", "iso", "DE-BY",
	            (const char *const[]){"Bavaria", "巴伐利亚", "Bavière", "Baviera", "بافاريا", "Бавария",
	                                  "バイエルン自由州"});
	check_names("towns_110m", "name", "Moscow",
	            (const char *const[]){"Moscow", "莫斯科", "Moscou", "Moscú", "موسكو", "Москва", "モスクワ"});
	check_names("waters", "name", "Mediterranean Sea",
	            (const char *const[]){"Mediterranean Sea", "地中海", "mer Méditerranée", "mar Mediterráneo",
	                                  "البحر الأبيض المتوسط", "Средиземное море", "地中海"});
}

static void units_are_found_by_their_codes(void **state)
{
	(void)state;
	struct dataset units = read_layer("units_10m", false);
	size_t cities = 0;
	const struct feature *abidjan = dataset_find(&units, "iso", "CI-01");
	assert_non_null(abidjan);
	assert_string_equal(feature_value(&units, abidjan, "country"), "CI");
	for (const struct feature *city = NULL; (city = dataset_find_next(&units, "iso", "PH-MNL", city));)
		cities++;
	assert_int_equal(cities, 17);
	const struct feature *crimea = dataset_find(&units, "iso", "UA-43");
	assert_non_null(crimea);
	assert_string_equal(feature_value(&units, crimea, "country"), "UA");
	assert_string_equal(feature_value(&units, crimea, "holder"), "RU");
	dataset_close(&units);
	arena_clear(&arena);
}

/* Only what the frame shows: no island of a large unit beyond it. */
static void a_frame_reads_what_it_shows(void **state)
{
	static const struct lonlat_box frames[] = {{5, 44, 15, 50}, {-80, 62, -70, 68}, {176, -20, 180, -14}};
	(void)state;
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct dataset units = read_layer("units_10m", true);
		struct diag diag;
		struct feature_walk walk;
		size_t features = 0, points = 0;
		diag_init(&diag);
		dataset_walk(&units, frames[i], &diag, &walk);
		for (const struct feature *feature; (feature = feature_walk_next(&walk)); features++)
			for (size_t p = 0; p < feature->part_count; p++)
				points += feature_part(feature, p).count;
		assert_true(feature_walk_end(&walk));
		print_message("frame %zu: %zu features, %zu points\n", i, features, points);
		assert_true(features > 0);
		assert_in_range(points, 1, 30000);
		diag_clear(&diag);
		dataset_close(&units);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_layer_has_its_features),
	        cmocka_unit_test(layers_have_the_columns_that_the_manual_lists),
	        cmocka_unit_test(names_are_there_in_seven_languages),
	        cmocka_unit_test(units_are_found_by_their_codes),
	        cmocka_unit_test(a_frame_reads_what_it_shows),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
