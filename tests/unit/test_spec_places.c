/* What is made of `places:`, `routes:` and a list of `members:`: data, layers, members, credits, with the program's own
 * kinds and looks. */
#include "spec_reading.h"

#include "render/render.h"

#include <math.h>

/* Reads a map with the gazetteer of the tests. */
static void read_good(struct reading *reading, const char *text)
{
	struct catalogue catalogue = map_catalogue();
	catalogue.finder = &test_finder;
	reading->overrides.share_dir = "seeds";
	bool good = map_spec_read(&reading->arena, "maps/test.yaml", text, strlen(text), &catalogue, &reading->overrides,
	                          &reading->diag, &reading->spec);
	assert_said(reading, "");
	assert_true(good);
}

static const struct layer_spec *layer_of(const struct reading *reading, const char *id)
{
	const struct layer_spec *layer = map_spec_layer(&reading->spec, id);
	if (!layer)
		fail_msg("no layer %s", id);
	return layer;
}

static void places_are_a_table_and_a_layer(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nlanguages: [en, zh]\n"
	                   "places: [lome, Lagos, {name: 'Site \"A\"', at: [1.5, -6]}, {name: accra, label: {en: Port}}, {name: {zh: 某地}, at: [2, 3]}]\n");
	const struct data_spec *data = map_spec_data(&reading->spec, "places");
	assert_string_equal(data->text, "id,lon,lat,country,population,name,name_en,name_zh\n"
	                                "lome,1.221540,6.128740,TG,749700,\"Lomé\",\"Lome\",\"洛美\"\n"
	                                "lagos,3.394670,6.454070,NG,9000000,\"Lagos\",\"Lagos\",\"Lagos\"\n"
	                                "site-a,1.500000,-6.000000,,0,\"Site \"\"A\"\"\",\"Site \"\"A\"\"\",\"Site \"\"A\"\"\"\n"
	                                "port,-0.196900,5.556020,GH,1963264,\"Port\",\"Port\",\"Port\"\n"
	                                "place-5,2.000000,3.000000,,0,\"某地\",\"某地\",\"某地\"\n");
	assert_string_equal(data->key, "id");
	assert_int_equal(reading->spec.layer_count, 1);
	assert_string_equal(layer_of(reading, "places")->kind->name, "marker");
	assert_false(reading->spec.has_versions);
	assert_int_equal(reading->spec.source_count, 1);
	assert_string_equal(reading->spec.sources[0].id, "gazetteer");
	assert_int_equal(layer_of(reading, "places")->place.line, 3);
}

static void places_with_positions_need_no_gazetteer(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nplaces: [{name: A, at: [1, 2]}]\nroutes: {r: {through: [A, {name: B, at: [2, 2]}]}}\n");
	assert_int_equal(reading->spec.source_count, 1);
	assert_string_equal(reading->spec.sources[0].id, "schematic");
}

static void versions_name_places_that_join(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nplaces: [Lagos, Lomé, Accra]\nroutes: {road: {through: [Lagos, Lomé], style: road}}\n"
	                   "versions:\n  \"1\": {places: [洛美]}\n  \"2\": {places: [LAGOS, accra], routes: [road]}\n");
	const struct map_spec *spec = &reading->spec;
	assert_int_equal(spec->member_count, 3);
	assert_string_equal(spec->member_points->id, "places");
	assert_int_equal(map_spec_joined(spec, 0), 1);
	assert_int_equal(map_spec_joined(spec, 1), 0);
	assert_int_equal(map_spec_joined(spec, 2), 1);
	assert_true(layer_of(reading, "road")->is_route);
	/* from the bottom: the road, the places that join later, those that have joined */
	assert_int_equal(spec->layer_count, 3);
	assert_string_equal(spec->layers[1].id, "places-later");
	assert_string_equal(spec->layers[2].id, "places");
	assert_non_null(spec->message_files[0].noun);
	assert_int_equal(spec->extent_mode, EXTENT_COMMON);
}

static void the_command_line_changes_what_is_made(void **state)
{
	struct reading *reading = *state;
	const char *sets[] = {"places=[Accra, Lagos]", "layers.places.size=7pt"};
	reading->overrides.sets = sets;
	reading->overrides.set_count = 2;
	read_good(reading, "title: T\nplaces: [Lagos]\n");
	assert_string_equal(map_spec_data(&reading->spec, "places")->text,
	                    "id,lon,lat,country,population,name\naccra,-0.196900,5.556020,GH,1963264,\"Accra\"\n"
	                    "lagos,3.394670,6.454070,NG,9000000,\"Lagos\"\n");
	const struct layer_spec *layer = layer_of(reading, "places");
	assert_true(*(const double *)option_field(option_find(layer->kind, "size"), layer->options) == 7);
}

/* The points of a CSV of longitudes and latitudes, *count of them. */
static struct lonlat *points_of(struct reading *reading, const char *data, size_t *count)
{
	const char *at = map_spec_data(&reading->spec, data)->text;
	struct lonlat *points = ARENA_ARRAY(&reading->arena, strlen(at), struct lonlat);
	assert_true(!strncmp(at, "lon,lat\n", 8));
	int length;
	*count = 0;
	for (at += 8; sscanf(at, "%lf,%lf\n%n", &points[*count].lon, &points[*count].lat, &length) == 2; at += length)
		++*count;
	assert_int_equal(*at, 0);
	return points;
}

static bool is_near(struct lonlat point, double lon, double lat)
{
	return fabs(point.lon - lon) < 1e-5 && fabs(point.lat - lat) < 1e-5;
}

/* The sharpest turn along the line, in degrees; the plane of degrees is good enough near the equator. */
static double sharpest(const struct lonlat *points, size_t count)
{
	double most = 0;
	for (size_t i = 1; i + 1 < count; i++) {
		double in = atan2(points[i].lat - points[i - 1].lat, points[i].lon - points[i - 1].lon),
		       out = atan2(points[i + 1].lat - points[i].lat, points[i + 1].lon - points[i].lon);
		most = fmax(most, fabs(remainder(out - in, 2 * M_PI)) * 180 / M_PI);
	}
	return most;
}

static void a_route_is_smooth_and_meets_its_places(void **state)
{
	struct reading *reading = *state;
	size_t count;
	read_good(reading, "title: T\nroutes:\n"
	                   "  loose: {through: [Accra, Lomé, {name: A, at: [2, 3]}, Lagos], style: expressway, shield: E1, width: 3pt, legend: Road}\n"
	                   "  tight: {through: [Accra, Lomé, {name: A, at: [2, 3]}, Lagos], looseness: 0}\n");
	struct lonlat *points = points_of(reading, "loose", &count);
	assert_int_equal(count, 97);
	assert_true(is_near(points[0], -0.1969, 5.55602) && is_near(points[32], 1.22154, 6.12874) &&
	            is_near(points[64], 2, 3) && is_near(points[96], 3.39467, 6.45407));
	double turn = sharpest(points, count);
	if (turn > 25)
		fail_msg("a turn of %g degrees", turn);
	points = points_of(reading, "tight", &count);
	assert_true(sharpest(points, count) > 60);
	for (size_t i = 1; i < 32; i++) /* on the straight line from place to place */
		assert_true(fabs((points[i].lat - 5.55602) * (1.22154 + 0.1969) - (points[i].lon + 0.1969) * (6.12874 - 5.55602)) < 1e-3);
	const struct layer_spec *layer = layer_of(reading, "loose");
	assert_string_equal(layer->kind->name, "expressway");
	assert_string_equal(layer->title.entries[0].text, "Road");
	assert_true(*(const double *)option_field(option_find(layer->kind, "width"), layer->options) == 3);
	assert_true(map_spec_data(&reading->spec, "loose")->as_line);
}

/* What has no name is a position alone: the same line as through a named place there. */
static void a_route_goes_through_positions(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nroutes:\n  named: {through: [Accra, {name: A, at: [2, 3]}, Lagos]}\n  bare: {through: [Accra, [2, 3], Lagos]}\n");
	assert_string_equal(reading->spec.data[0].text, reading->spec.data[1].text);
}

static void a_line_has_its_name(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nlanguages: [en, zh]\nroutes: {r: {through: [Suva, Apia], style: ferry, label: {en: 'Ferry, \"slow\"', zh: 渡轮}}}\n");
	const char *text = map_spec_data(&reading->spec, "r")->text;
	static const char head[] = "lon,lat,name_en,name_zh\n178.441490,-18.141610,\"Ferry, \"\"slow\"\"\",\"渡轮\"\n";
	assert_memory_equal(text, head, sizeof head - 1);
}

/* Of a line that is built or planned, too; a style's keys give way to the author's. */
static void styles_are_layers(void **state)
{
	struct reading *reading = *state;
	static const char *const styles[][2] = {{"line", "line"}, {"road", "expressway"}, {"expressway", "expressway"},
	                                        {"railway", "railway"}, {"ferry", "line"}, {"railway-building", "railway"},
	                                        {"railway-planned", "railway"}, {"road-building", "line"},
	                                        {"road-planned", "line"}, {"line-planned", "line"}};
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		char text[200];
		snprintf(text, sizeof text, "title: T\nroutes: {r: {through: [Suva, Apia], style: %s, width: 3pt}}\n", styles[i][0]);
		read_good(reading, text);
		assert_int_equal(reading->spec.layer_count, 1);
		assert_string_equal(reading->spec.layers[0].id, "r");
		assert_string_equal(reading->spec.layers[0].kind->name, styles[i][1]);
	}
}

static void a_route_crosses_the_date_line_the_short_way(void **state)
{
	struct reading *reading = *state;
	size_t count;
	read_good(reading, "title: T\nroutes: {r: {through: [Suva, Apia], style: ferry}}\n");
	struct lonlat *points = points_of(reading, "r", &count);
	for (size_t i = 0; i < count; i++)
		assert_true(points[i].lon > 178.4 && points[i].lon < 188.3 && points[i].lat > -18.2 && points[i].lat < -13.8);
}

static void members_by_code_have_areas_of_the_world(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nlanguages: [en, zh]\nmembers: [FR, Chad]\nversions:\n  \"1\": {members: [France]}\n  \"2\": {members: [td]}\n");
	const struct map_spec *spec = &reading->spec;
	const struct data_spec *data = spec->member_areas;
	assert_string_equal(data->id, "member-areas");
	assert_string_equal(data->layer, "countries_50m");
	assert_string_equal(data->key, "country");
	assert_string_equal(data->file, "seeds/../geodata/world/world.gpkg");
	assert_int_equal(data->keys.count, 2);
	assert_string_equal(data->keys.items[1], "TD");
	assert_int_equal(spec->member_count, 2);
	assert_string_equal(spec->members[0].id, "fr");
	assert_string_equal(localized_any(&spec->members[0].name, "zh"), "法国");
	assert_string_equal(localized_any(&spec->members[0].name, "xx"), "France");
	assert_int_equal(map_spec_joined(spec, 1), 1);
	assert_string_equal(spec->layers[0].id, "members");
	assert_string_equal(spec->layers[0].kind->name, "members");
	assert_true(spec->fit.largest_part && spec->fit.each);
	/* names of those alone that have joined */
	assert_true(map_spec_layer_shown(spec, 1, 0) && !map_spec_layer_shown(spec, 2, 0));
	assert_string_equal(spec->layers[1].id, "member-names-1");
}

/* In a base their areas lie on the land, below its waters, boundaries and towns, which are their edges; names above it. */
static void areas_of_members_lie_in_the_base(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nbase: world\nmembers: [FR, Chad]\nplaces: [Lagos]\n");
	const struct map_spec *spec = &reading->spec;
	const struct layer_spec *areas = layer_of(reading, "members");
	assert_true(areas > layer_of(reading, "base-land-10m") && areas < layer_of(reading, "base-lakes-10m"));
	assert_true(layer_of(reading, "places") == &spec->layers[spec->layer_count - 1]);
	assert_string_equal(*(const char *const *)option_field(option_find(areas->kind, "new_edge"), areas->options), "none");
	assert_string_equal(spec->member_areas->names_from, "countries");
	read_good(reading, "title: T\nbase: {layers: [towns]}\nmembers: [FR]\n");
	assert_string_equal(reading->spec.layers[0].id, "members");
}

/* A town's dot lies on a route, not below it, and below the map's own places; without lines nothing moves. */
static void towns_of_the_base_lie_above_routes(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nbase: world\nplaces: [Lagos]\nroutes: {r: {through: [Lagos, Accra]}}\n"
	                   "layers: [{kind: area, data: base-lakes-10m}, {kind: line, data: base-rivers-10m}]\n");
	const struct layer_spec *towns = layer_of(reading, "base-towns-10m");
	assert_true(towns > layer_of(reading, "r") && towns < layer_of(reading, "places"));
	assert_true(towns > layer_of(reading, "lakes-10m") && towns > layer_of(reading, "rivers-10m"));
	assert_true(layer_of(reading, "base-towns-50m") == towns + 1 && towns > layer_of(reading, "base-towns-capitals-10m"));
	assert_true(layer_of(reading, "base-coast-10m") < layer_of(reading, "lakes-10m"));
	read_good(reading, "title: T\nbase: world\nplaces: [Lagos]\n");
	assert_string_equal(reading->spec.layers[reading->spec.layer_count - 2].id, "base-towns-50m");
}

/* Places on a base have room round them, unless the map file says how much. */
static void places_have_room_on_a_base(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nplaces: [Lagos]\n");
	double without = reading->spec.padding;
	read_good(reading, "title: T\nbase: world\nplaces: [Lagos]\n");
	assert_true(reading->spec.padding > without);
	read_good(reading, "title: T\nbase: world\nplaces: [Lagos]\npadding: 3mm\n");
	assert_true(reading->spec.padding < without);
}

static void units_are_members_too(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\nmembers: [CI-01]\nextent: [-6, 4, -2, 7]\nplaces: [Accra]\n");
	assert_string_equal(reading->spec.member_areas->layer, "units_10m");
	assert_string_equal(reading->spec.member_areas->key, "iso");
	assert_string_equal(reading->spec.members[0].id, "ci-01");
	assert_false(reading->spec.fit.largest_part);
	assert_int_equal(reading->spec.layer_count, 3);
}

static void a_csv_stands_in_the_map_file(void **state)
{
	struct reading *reading = *state;
	read_good(reading, "title: T\ndata:\n  a:\n    text: |\n      name,lon,lat\n      \"B, C\",1,2\nlayers:\n  - {kind: marker, data: a}\n");
	assert_string_equal(reading->spec.data[0].text, "name,lon,lat\n\"B, C\",1,2\n");
	assert_string_equal(reading->spec.data[0].shown, "data 'a'");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(places_are_a_table_and_a_layer),
	        TEST(places_with_positions_need_no_gazetteer),
	        TEST(versions_name_places_that_join),
	        TEST(the_command_line_changes_what_is_made),
	        TEST(a_route_is_smooth_and_meets_its_places),
	        TEST(a_route_goes_through_positions),
	        TEST(a_line_has_its_name),
	        TEST(styles_are_layers),
	        TEST(a_route_crosses_the_date_line_the_short_way),
	        TEST(members_by_code_have_areas_of_the_world),
	        TEST(areas_of_members_lie_in_the_base),
	        TEST(towns_of_the_base_lie_above_routes),
	        TEST(places_have_room_on_a_base),
	        TEST(units_are_members_too),
	        TEST(a_csv_stands_in_the_map_file),
	};
	return cmocka_run_group_tests_name("spec_places", tests, NULL, NULL);
}
