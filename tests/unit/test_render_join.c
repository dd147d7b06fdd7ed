/* Joined data: rows of a table with the shapes of the world inside or of another entry, and what is said of those that
 * find none. */
#include "rendered_map.h"

#define FOLDER "build/tests/render_join/"
#define MAP    "title: T\npage: 120x100mm\nlanguages: [en, de]\n"
#define LAYER  "layers: [{kind: area, data: rates}]\n"

static const char districts[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"010\",\"number\":10,\"place\":\"West\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"20\",\"number\":20,\"place\":\"East\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[1,0],[2,0],[2,1],[1,1],[1,0]]]}}]}\n";

static void draw(struct rendered_map *map, const char *table, const char *rest)
{
	write_file(FOLDER "rates.csv", table);
	write_file(FOLDER "districts.geojson", districts);
	render_map_text(map, FOLDER "map.yaml", rest, NULL, NULL, false);
}

/* The value of the feature whose column holds the key; "" if there is none. */
static const char *value(const struct rendered_map *map, size_t data, const char *column, const char *key,
                         const char *of)
{
	const struct dataset *dataset = &map->map.datasets[data];
	const struct feature *feature = dataset_find(dataset, column, key);
	return feature ? feature_value(dataset, feature, of) : "";
}

static void assert_said(const struct rendered_map *map, const char *text)
{
	if (!strstr(map->said.bytes, text))
		fail_msg("not said: %s\nbut: %s", text, map->said.bytes);
}

static void assert_not_said(const struct rendered_map *map, const char *text)
{
	if (strstr(map->said.bytes, text))
		fail_msg("said: %s", map->said.bytes);
}

#define UNITS     MAP "data: {rates: {file: rates.csv, areas: units, by: iso}}\n" LAYER
#define COUNTRIES MAP "data: {rates: {file: rates.csv, areas: countries, by: land}}\n" LAYER
#define OTHER     "data: {districts: districts.geojson, rates: {file: rates.csv, areas: districts, by: "

static void test_units_by_code(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "iso,rate\nFR-29,4\nfr-35,5\n", UNITS);
	assert_drawn(&map);
	assert_int_equal(map.map.datasets[0].feature_count, 2);
	assert_string_equal(value(&map, 0, "iso", "fr-35", "rate"), "5");
	assert_string_equal(value(&map, 0, "iso", "FR-29", "name_en"), "Finistère");
	assert_not_said(&map, "warning");
	rendered_map_clear(&map);
}

/* Georgia is a country, too, and Amazonas a unit of four countries. */
static void test_units_by_name(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "iso,rate\nGeorgia,4\nTEXAS,5\n", UNITS);
	assert_drawn(&map);
	assert_string_equal(value(&map, 0, "iso", "Georgia", "country"), "US");
	assert_not_said(&map, "warning");
	rendered_map_clear(&map);
	draw(&map, "iso,rate\nAmazonas,4\nPará,5\n", UNITS);
	assert_drawn(&map);
	assert_string_equal(value(&map, 0, "iso", "Amazonas", "country"), "BR");
	assert_said(&map, "rates.csv:2: 'Amazonas' is taken for BR-AM, in the country of most rows");
	assert_not_said(&map, "warning");
	rendered_map_clear(&map);
	draw(&map, "iso,rate\nAmazonas,4\n", UNITS); /* which is not clear */
	assert_false(map.drawn);
	assert_said(&map, "areas are called so, as ");
	rendered_map_clear(&map);
}

static void test_countries(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "land;rate\nFRA;4,5\nDE;5,25\nEspaña;6\n波兰;7\n", COUNTRIES);
	assert_drawn(&map);
	assert_int_equal(map.map.datasets[0].feature_count, 4);
	assert_string_equal(value(&map, 0, "country", "PL", "rate"), "7");
	assert_string_equal(value(&map, 0, "country", "ES", "name_de"), "Spanien");
	assert_true(map.map.datasets[0].decimal_comma);
	assert_not_said(&map, "warning");
	rendered_map_clear(&map);
}

/* A column of the table stands before one of the base that is called so. */
static void test_own_names(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "land,name_en\nFR,Gaul\n", COUNTRIES);
	assert_drawn(&map);
	assert_string_equal(value(&map, 0, "land", "FR", "name_en"), "Gaul");
	assert_string_equal(value(&map, 0, "land", "FR", "name_de"), "Frankreich");
	rendered_map_clear(&map);
}

static void test_unmatched(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "land,rate\nFR,1\nSwedn,2\nAtlantis,3\n,4\n", COUNTRIES);
	assert_drawn(&map);
	assert_int_equal(map.map.datasets[0].feature_count, 1);
	assert_said(&map, "rates.csv:3: 3 of 4 rows have no area in the countries of the world inside: the first is 'Swedn'");
	assert_said(&map, "did you mean Sweden, SE");
	rendered_map_clear(&map);
	draw(&map, "land,rate\nXX,1\nYY,2\n", COUNTRIES);
	assert_false(map.drawn);
	assert_said(&map, "rates.csv:2: none of the 2 rows has an area");
	rendered_map_clear(&map);
}

static void test_double(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "land,rate\nFR,1\nDE,2\nFrance,3\nFRA,4\n", COUNTRIES);
	assert_drawn(&map);
	assert_string_equal(value(&map, 0, "country", "FR", "rate"), "1");
	assert_said(&map, "rates.csv:4: 'France' is of the area of line 2, whose row stands (2 such rows)");
	assert_not_said(&map, "have no area");
	rendered_map_clear(&map);
}

static void test_other_entry(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "code,rate\n010,1\n20,2\n", MAP OTHER "code}}\n" LAYER);
	assert_drawn(&map);
	assert_int_equal(map.map.datasets[1].feature_count, 2);
	assert_string_equal(value(&map, 1, "code", "010", "place"), "West");
	assert_string_equal(value(&map, 0, "code", "010", "place"), "West"); /* the areas are as they were */
	map_note_unused_data(&map.map, &map.diag); /* nothing draws them, but they are used */
	assert_int_equal(map.diag.count, 0);
	rendered_map_clear(&map);
	draw(&map, "id,rate\n010,1\n20,2\n", MAP OTHER "{id: code}}}\n" LAYER);
	assert_drawn(&map);
	assert_string_equal(value(&map, 1, "id", "20", "place"), "East");
	rendered_map_clear(&map);
	draw(&map, "id,rate\n010,1\n", MAP OTHER "{id: cod}}}\n" LAYER);
	assert_false(map.drawn);
	assert_said(&map, "districts.geojson has no column cod");
	assert_said(&map, "did you mean by: {id: code}");
	rendered_map_clear(&map);
}

/* 010 is no 10: neither among texts, nor as a text beside numbers. */
static void test_typed_keys(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "code,rate\n10,1\n20,2\n", MAP OTHER "code}}\n" LAYER);
	assert_drawn(&map);
	assert_said(&map, "rates.csv:2: 1 of 2 rows have no area in districts.geojson: the first is '10'");
	rendered_map_clear(&map);
	draw(&map, "code,rate\n010,1\n20,2\n", MAP OTHER "{code: number}}}\n" LAYER);
	assert_drawn(&map);
	assert_said(&map, "1 of 2 rows have no area in districts.geojson: the first is '010'");
	assert_string_equal(value(&map, 1, "code", "20", "place"), "East");
	rendered_map_clear(&map);
}

static void test_frame(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "land,rate\nFR,1\n", COUNTRIES); /* and not what lies overseas */
	assert_drawn(&map);
	assert_int_equal(map.map.spec.fit.largest_part, true);
	rendered_map_clear(&map);
}

static void test_mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *data, *said;
	} cases[] = {
	        {"{file: rates.csv}", "its column land names countries: add areas: countries, by: land"},
	        {"{file: rates.csv, areas: countries}", "data 'rates' has 'areas', but no 'by'"},
	        {"{file: rates.csv, by: land}", "data 'rates' has 'by', but no 'areas'"},
	        {"{file: rates.csv, areas: contries, by: land}", "did you mean 'countries'"},
	        {"{file: rates.csv, areas: countries, by: lant}", "there is no column lant"},
	        {"{file: rates.csv, areas: countries, by: land, lon: x}", "has its shapes from 'areas', and 'lon'"},
	        {"{file: rates.csv, areas: countries, by: {a: b, c: d}}", "expected one column and that of the areas, found 2"},
	        {"{file: districts.geojson, areas: countries, by: cod}", "districts.geojson has no column cod"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		struct arena arena;
		arena_init(&arena);
		draw(&map, "land,rate\nFR,1\nDE,2\n",
		     arena_printf(&arena, MAP "data: {rates: %s}\n" LAYER, cases[i].data));
		assert_false(map.drawn);
		assert_said(&map, cases[i].said);
		rendered_map_clear(&map);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_units_by_code), cmocka_unit_test(test_units_by_name),
	        cmocka_unit_test(test_countries),     cmocka_unit_test(test_own_names),
	        cmocka_unit_test(test_unmatched),     cmocka_unit_test(test_double),
	        cmocka_unit_test(test_other_entry),   cmocka_unit_test(test_typed_keys),
	        cmocka_unit_test(test_frame),         cmocka_unit_test(test_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
