/* What a right map file becomes: every section's values, defaults, shorthands, and what is drawn in which version. */
#include "spec_reading.h"

#include "base/units.h"
#include "expression/expression.h"
#include "spec/theme.h"

static const char map_text[] =
        "corridor: 1\n"
        "id: test\n"
        "title: {en: A Region, ZH: 区域}\n"
        "languages: [en, zh]\n"
        "page: a4-portrait\n"
        "extent: [118, 28.5, 122.25, 33]\n"
        "padding: 10mm\n"
        "author: Somebody\n"
        "approval: 'GS(2020)1'\n"
        "sources: {article: An article}\n"
        "data:\n"
        "  land: {file: ../geo/land.shp, key: code, credit: article, datum: gcj02}\n"
        "  road: {file: /abs/road.csv, as: line, line_by: part, lon: x, lat: y, encoding: GBK, names: label}\n"
        "  cities: cities.csv\n"
        "  towns: {file: towns.csv, key: id}\n"
        "layers:\n"
        "  - {id: sea, kind: sea, versions: 1.0}\n"
        "  - id: land\n"
        "    kind: area\n"
        "    data: land\n"
        "    legend: {en: Land, zh: 陆地}\n"
        "    fill: \"#ff0000\"\n"
        "    label: city\n"
        "    width: 2mm\n"
        "    opacity: 0.5\n"
        "    pattern: dots\n"
        "    smooth: yes\n"
        "    where: {kind: station, rank: [1, 02]}\n"
        "    widths: [1, 0.6]\n"
        "    note: hello\n"
        "  - {id: road, kind: area, data: road}\n"
        "members:\n"
        "  areas: land\n"
        "  points: towns\n"
        "  list:\n"
        "    b: 0100\n"
        "    a: {key: 200, name: {en: Aa, zh: 甲}, url: 'https://example.org/'}\n"
        "versions:\n"
        "  1.0: {year: 2016, tagline: First, count: {en: 1 place, zh: 1个区}, members: [b]}\n"
        "  2.10:\n"
        "    members: a\n"
        "    routes: [road]\n"
        "    extent: [1, 2, 3, 4]\n"
        "    summary: >\n"
        "      one\n"
        "      two\n"
        "facts:\n"
        "  - {figure: 118, text: enterprises, versions: [2.10], source: article}\n"
        "furniture: {scale_bar: off}\n";

static void read_right(struct reading *reading)
{
	char *text = strdup(map_text);
	assert_true(read_map(reading, text));
	free(text); /* the result keeps no pointer into what was given */
	assert_said(reading, "");
}

/* A record of two columns. */
struct two_columns {
	struct expression_record record;
	const char *kind, *rank;
};

static const char *column_of_two(const struct expression_record *record, const char *column, bool *is_number)
{
	const struct two_columns *own = (const struct two_columns *)record;
	(void)is_number;
	return !strcmp(column, "kind") ? own->kind : !strcmp(column, "rank") ? own->rank : NULL;
}

static bool passes(const struct expression *where, const char *kind, const char *rank)
{
	const struct two_columns own = {{column_of_two}, kind, rank};
	return expression_holds(where, &own.record);
}

static void test_header(void **state)
{
	struct reading *reading = *state;
	read_right(reading);
	const struct map_spec *spec = &reading->spec;
	assert_string_equal(spec->id, "test");
	assert_string_equal(spec->title.entries[1].language, "zh");
	assert_string_equal(localized_get(&spec->title, "zh"), "区域");
	assert_int_equal(spec->language_count, 2);
	assert_string_equal(spec->page.name, "a4-portrait");
	assert_true(spec->page.width == 210 * POINTS_PER_MM && spec->page.height == 297 * POINTS_PER_MM);
	assert_int_equal(spec->extent_mode, EXTENT_BOX);
	assert_true(spec->extent.west == 118 && spec->extent.south == 28.5 && spec->extent.east == 122.25);
	assert_true(spec->padding == 10 * POINTS_PER_MM);
	assert_string_equal(spec->author, "Somebody");
	assert_string_equal(spec->approval, "GS(2020)1");
	assert_null(spec->subject);
	assert_string_equal(spec->projection, "auto");
	assert_string_equal(spec->theme->name, "daylight");
	assert_string_equal(spec->versions[1].summary.entries[0].text, "one two");
}

static void test_data(void **state)
{
	struct reading *reading = *state;
	read_right(reading);
	const struct map_spec *spec = &reading->spec;
	const struct data_spec *land = map_spec_data(spec, "land"), *road = map_spec_data(spec, "road");
	assert_string_equal(land->file, "maps/../geo/land.shp");
	assert_string_equal(land->shown, "../geo/land.shp");
	assert_string_equal(land->key, "code");
	assert_string_equal(land->credit, "article");
	assert_int_equal(land->datum, DATUM_GCJ02);
	assert_false(land->as_line);
	assert_int_equal(land->names.count, 0); /* to be found in the data */
	assert_string_equal(road->file, "/abs/road.csv");
	assert_true(road->as_line);
	assert_string_equal(road->line_by, "part");
	assert_string_equal(road->lon, "x");
	assert_string_equal(road->lat, "y");
	assert_string_equal(road->encoding, "GBK");
	assert_string_equal(localized_get(&road->names, "zh"), "label");
	assert_null(road->key);
	assert_int_equal(road->datum, DATUM_WGS84);
	assert_string_equal(map_spec_data(spec, "cities")->file, "maps/cities.csv");
	assert_null(map_spec_data(spec, "nothing"));
	assert_int_equal(land->place.line, 12);
	assert_string_equal(spec->sources[0].text.entries[0].text, "An article");
}

static void test_layers(void **state)
{
	struct reading *reading = *state;
	read_right(reading);
	const struct map_spec *spec = &reading->spec;
	assert_int_equal(spec->layer_count, 3);
	const struct layer_spec *land = &spec->layers[1];
	const struct area_options *options = land->options;
	assert_ptr_equal(land->data, map_spec_data(spec, "land"));
	assert_ptr_equal(land->kind, &area_kind);
	assert_string_equal(localized_get(&land->title, "zh"), "陆地");
	assert_string_equal(options->fill, "#ff0000");
	assert_string_equal(options->label.written, "city"); /* a column, or the text style of that name */
	assert_string_equal(expression_only_column(options->label.entries[0].text), "city");
	assert_string_equal(options->field, "name");
	assert_true(options->width == 2 * POINTS_PER_MM);
	assert_true(options->opacity == 0.5);
	assert_int_equal(options->pattern, 2);
	assert_true(options->smooth);
	size_t columns;
	assert_string_equal(expression_columns(options->where, &reading->arena, &columns)[1].name, "rank");
	assert_int_equal(columns, 2);
	assert_true(passes(options->where, "station", "02"));
	assert_false(passes(options->where, "station", "2")); /* a leading zero makes a code */
	assert_false(passes(options->where, "stop", "02"));
	assert_int_equal(options->widths.count, 2);
	assert_true(options->widths.values[1] == 0.6);
	assert_string_equal(options->note.entries[0].text, "hello");
	const struct area_options *defaults = spec->layers[2].options;
	assert_string_equal(defaults->fill, "sea");
	assert_true(defaults->width == 1 && !defaults->smooth && !defaults->where);
	assert_null(spec->layers[0].data);
	assert_true(spec->layers[2].is_route && !land->is_route);
}

static void test_members_and_versions(void **state)
{
	struct reading *reading = *state;
	read_right(reading);
	const struct map_spec *spec = &reading->spec;
	assert_int_equal(spec->member_count, 2);
	assert_string_equal(spec->members[0].key, "0100"); /* the leading zero stays */
	assert_string_equal(spec->members[1].key, "200");
	assert_string_equal(localized_get(&spec->members[1].name, "zh"), "甲");
	assert_string_equal(spec->members[1].url, "https://example.org/");
	assert_true(!spec->members[0].name.count);
	assert_ptr_equal(spec->member_areas, map_spec_data(spec, "land"));
	assert_ptr_equal(spec->member_points, map_spec_data(spec, "towns"));
	assert_string_equal(spec->versions[0].name, "1.0");
	assert_string_equal(spec->versions[1].name, "2.10");
	assert_string_equal(spec->versions[1].id, "2-10");
	assert_int_equal(spec->versions[0].year, 2016);
	assert_int_equal(spec->versions[1].year, 0);
	assert_string_equal(localized_get(&spec->versions[0].count, "zh"), "1个区");
	assert_true(spec->versions[1].has_extent && spec->versions[1].extent.north == 4);
	assert_int_equal(map_spec_version(spec, "2.10"), 1);
	assert_int_equal(map_spec_version(spec, "2.1"), -1);
	assert_int_equal(map_spec_joined(spec, 0), 0);
	assert_int_equal(map_spec_joined(spec, 1), 1);
}

static void test_what_is_shown(void **state)
{
	struct reading *reading = *state;
	read_right(reading);
	const struct map_spec *spec = &reading->spec;
	assert_true(map_spec_layer_shown(spec, 0, 0));
	assert_false(map_spec_layer_shown(spec, 0, 1)); /* versions: 1.0 */
	assert_true(map_spec_layer_shown(spec, 1, 0));
	assert_true(map_spec_layer_shown(spec, 1, 1));
	assert_false(map_spec_layer_shown(spec, 2, 0)); /* a route of 2.10 */
	assert_true(map_spec_layer_shown(spec, 2, 1));
	assert_int_equal(spec->element_count, 2);
	assert_ptr_equal(spec->elements[0].kind, &legend_kind);
	assert_true(spec->elements[0].shown && !spec->elements[1].shown);
	assert_int_equal(((struct legend_options *)spec->elements[0].options)->position, 0);
	assert_string_equal(spec->facts[0].figure.entries[0].text, "118");
	assert_string_equal(spec->facts[0].versions.items[0], "2.10");
	assert_string_equal(spec->facts[0].source, "article");
}

/* What a plain map leaves out: ids come from names that it has, and one version without a name has all members. */
static void test_plain(void **state)
{
	struct reading *reading = *state;
	static const char *const sets[] = {"layers.land.opacity=0.25"};
	reading->overrides.sets = sets;
	reading->overrides.set_count = 1;
	assert_true(read_map(reading, "title: Land\n"
	                              "data: {land: land.shp, towns: {file: towns.csv, key: id}}\n"
	                              "layers:\n"
	                              "  - {kind: area, data: land}\n"
	                              "  - {kind: area, data: land}\n"
	                              "  - {kind: area, data: land}\n"
	                              "  - {kind: sea}\n"
	                              "  - {kind: sea, id: towns}\n"
	                              "  - {kind: area, data: towns}\n"
	                              "fit: {layers: [land, towns-area], largest_part: yes}\n"
	                              "members: {points: towns, list: {a: 1, b: 2}}\n"
	                              "labels: {Lake: {position: right, layer: land-area}}\n"));
	const struct map_spec *spec = &reading->spec;
	static const char *const ids[] = {"land", "land-area", "land-area-2", "sea", "towns", "towns-area"};
	assert_string_equal(spec->id, "test"); /* of maps/test.yaml */
	assert_int_equal(spec->layer_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(spec->layers[i].id, ids[i]);
	assert_true(((const struct area_options *)spec->layers[0].options)->opacity == 0.25);
	assert_ptr_equal(spec->pins[0].layer, &spec->layers[1]);
	assert_false(spec->has_versions);
	assert_int_equal(spec->version_count, 1);
	assert_string_equal(spec->versions[0].name, "");
	assert_true(map_spec_has_joined(spec, 0, 0) && map_spec_has_joined(spec, 1, 0));
	assert_int_equal(spec->fit.layers.count, 2);
	assert_true(spec->fit.largest_part);
}

/* A layer of a database or an object of a topology may stand behind the file; other names may have a # in them. */
static void test_layer_behind_the_file(void **state)
{
	struct reading *reading = *state;
	static const char *const wanted[][2] = {{"towns.gpkg", "villages"}, {"WORLD.JSON", "land"}, {"a.topojson", "b"},
	                                        {"a#b.csv", NULL},          {"a.gpkg#", NULL},      {"c.gpkg", "own"}};
	assert_true(read_map(reading, "title: T\ndata:\n"
	                              "  a: towns.gpkg#villages\n  b: {file: WORLD.JSON#land}\n  c: a.topojson#b\n"
	                              "  d: a#b.csv\n  e: 'a.gpkg#'\n  f: {file: c.gpkg, layer: own}\n"
	                              "layers: [{kind: area, data: a}]\n"));
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_string_equal(reading->spec.data[i].shown, wanted[i][0]);
		assert_true(wanted[i][1] ? !strcmp(reading->spec.data[i].layer, wanted[i][1])
		                         : !reading->spec.data[i].layer);
	}
}

/* A data entry may be called as its file is. */
static void test_data_ids(void **state)
{
	struct reading *reading = *state;
	assert_true(read_map(reading, "title: T\ndata: {neuchâtel: a.csv, 地名: b.csv, Parks: c.csv}\n"
	                              "layers: [{kind: area, data: neuchâtel}, {kind: area, data: 地名},\n"
	                              "         {kind: area, data: Parks}, {kind: area, data: Parks}]\n"));
	static const char *const ids[] = {"neuch-tel", "layer", "parks", "parks-area"};
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(reading->spec.layers[i].id, ids[i]);
	assert_string_equal(reading->spec.layers[1].data->id, "地名");
}

static void assert_map_id(struct reading *reading, const char *file, const char *id)
{
	static const char text[] = "title: Land\ndata: {land: land.shp}\nlayers: [{kind: area, data: land}]\n";
	assert_true(map_spec_read(&reading->arena, file, text, strlen(text), &test_catalogue, &reading->overrides,
	                          &reading->diag, &reading->spec));
	assert_string_equal(reading->spec.id, id);
}

static void test_map_id(void **state)
{
	assert_map_id(*state, "Paris-Marseille (2).yaml", "paris-marseille-2");
	assert_map_id(*state, "/home/a.b/rail.map.yml", "rail-map");
	assert_map_id(*state, "rail", "rail");
	assert_map_id(*state, ".rail", "rail");
	assert_map_id(*state, "地图.yaml", "map");
	assert_map_id(*state, "-", "map"); /* standard input */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_header),        TEST(test_data), TEST(test_layers), TEST(test_members_and_versions),
	        TEST(test_what_is_shown), TEST(test_plain), TEST(test_layer_behind_the_file), TEST(test_data_ids), TEST(test_map_id),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
