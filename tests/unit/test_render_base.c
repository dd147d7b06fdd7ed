/* A base below a map: what of it is read, drawn and told, from a small GeoPackage with a file of its own. */
#include "geopackage_files.h"
#include "rendered_map.h"

#include "spec/theme.h"

#define FOLDER "build/tests/render_base/"

static const char *const base_file =
        "background: sea\n"
        "scales: {near: {below: 5000000}, far: {above: 5000000}}\n"
        "viewpoints: [aa, bb]\n"
        "locator: {data: base-land-near, borders: base-lines, borders_where: people = 0, disputed: people = 1,\n"
        "  borders_viewed: 'people = 0 or name = \"$\"', at: map}\n"
        "sources: {base-text: The base is ours., base-dashed: Dashed lines are disputed.}\n"
        "data:\n"
        "  base-land-*: {file: base.gpkg, layer: land_*, credit: base-text}\n"
        "  base-lines: {file: base.gpkg, layer: lines, credit: base-text}\n"
        "  base-disputed: {file: base.gpkg, layer: lines, credit: base-dashed}\n"
        "  base-towns: {file: base.gpkg, layer: towns, credit: base-text}\n"
        "layers:\n"
        "  - {id: base-land, kind: area, data: base-land-*, fill: land, context: yes, legend: none}\n"
        "  - {id: base-borders, kind: line, data: base-lines, where: people = 0, where_viewed: 'people = 0 or name = "
        "\"$\"',"
        " context: yes, legend: none}\n"
        "  - {id: base-borders-disputed, kind: line, data: base-disputed, unless_viewed: yes, where: people = 1,"
        " dash: [2pt, 1pt], context: yes, legend: none}\n"
        "  - {id: base-towns, kind: marker, data: base-towns, labels: [sparse, full], size: 2pt, label: name,"
        " label_style: town, weight_by: people, apart: 8mm, context: yes, legend: none}\n";

#define MAP(base, rest) "title: T\npage: 120x100mm\nbase: " base "\n" rest
#define BASE            "{name: base.yaml}"
#define PLACES          "data: {places: places.csv}\nlayers: [{kind: marker, data: places, label: name}]\n"

static void draw(struct rendered_map *map, const char *text)
{
	render_map_text(map, FOLDER "map.yaml", text, NULL, NULL, false);
	assert_drawn(map);
}

static const struct dataset *dataset_named(const struct rendered_map *map, const char *id)
{
	return &map->map.datasets[map_spec_data(&map->map.spec, id) - map->map.spec.data];
}

static size_t count_drawn(const struct rendered_map *map, const char *id)
{
	const struct group *group = find_group(map->page.root, id);
	size_t count = 0;
	for (size_t i = 0; group && i < group->mark_count; i++)
		count += group->marks[i].type == MARK_GROUP;
	return count;
}

static bool has_words(const struct group *group, const char *words)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && strstr(mark->text->run.text, words)) ||
		    (mark->type == MARK_GROUP && has_words(mark->group, words)))
			return true;
	}
	return false;
}

static const struct text_mark *find_words(const struct group *group, const char *words)
{
	const struct text_mark *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_TEXT && strstr(mark->text->run.text, words))
			found = mark->text;
		else if (mark->type == MARK_GROUP)
			found = find_words(mark->group, words);
	}
	return found;
}

/* Of two scales one is opened, by view; nothing is said of what is not seen. */
static void a_frame_opens_what_it_shows(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\n"));
	assert_string_equal(map.said.bytes, "");
	assert_true(dataset_named(&map, "base-land-near")->by_view);
	assert_null(dataset_named(&map, "base-land-far")->columns);
	assert_int_equal(count_drawn(&map, "base-land-near"), 1);
	assert_null(find_group(map.page.root, "base-land-far"));
	rendered_map_clear(&map);
	draw(&map, MAP(BASE, "extent: [0, 0, 20, 20]\n"));
	assert_string_equal(map.said.bytes, "");
	assert_null(dataset_named(&map, "base-land-near")->columns);
	assert_int_equal(count_drawn(&map, "base-land-far"), 1);
	rendered_map_clear(&map);
}

static void a_fit_leaves_it_out(void **state)
{
	(void)state;
	struct rendered_map map;
	struct map_scale scale;
	draw(&map, MAP(BASE, PLACES));
	assert_string_equal(map.said.bytes, "");
	assert_true(map_scale_read(&map.map, 0, false, &map.diag, &scale));
	assert_true(scale.bounds.east - scale.bounds.west < 4);
	rendered_map_clear(&map);
}

/* Alpha is the map's own place, a few kilometres from where the base has it; Beta's symbol would touch that of another of
 * its places; Delta is nowhere near. Where Delta stands near to one without touching it, both are drawn. */
static void no_town_stands_twice(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, PLACES));
	assert_int_equal(count_drawn(&map, "places"), 2);
	assert_null(find_group(map.page.root, "base-towns-1"));
	assert_null(find_group(map.page.root, "base-towns-2"));
	assert_non_null(find_group(map.page.root, "base-towns-4"));
	rendered_map_clear(&map);
	draw(&map, MAP("{name: base.yaml, style: {towns: {apart: 20mm}}}",
	               "extent: [0, 0, 2, 2]\ndata: {places: {text: \"name,lon,lat\\nOmega,1.1,0.9\\n\"}}\n"
	               "layers: [{kind: marker, data: places, label: name}]\n"));
	assert_non_null(find_group(map.page.root, "base-towns-4"));
	rendered_map_clear(&map);
}

/* A town that gives way to its name alone stays beside what touches it: the capital at a palace of its own. It gives way
 * to a point of its name, however that is written, and to one whose name stands in its own. */
static void a_capital_stays(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		bool stays;
	} cases[] = {{"Palace, Beta", true}, {"Bétà", false}, {"BETA", false}, {"Bet", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		char text[600];
		snprintf(text, sizeof text,
		         MAP("{name: base.yaml, style: {towns: {gives_way: named}}}",
		             "extent: [0, 0, 2, 2]\ndata: {places: {text: \"name;lon;lat\\n%s;1.52;1.51\\n\"}}\n"
		             "layers: [{kind: marker, data: places, label: name}]\n"),
		         cases[i].name);
		draw(&map, text);
		assert_int_equal(find_group(map.page.root, "base-towns-2") != NULL, cases[i].stays);
		rendered_map_clear(&map);
	}
}

/* A name that is the first's but for accents is not set beside it. */
static void a_name_is_not_set_twice(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "title: T\nlanguages: [fr, en]\npage: 120x100mm\nextent: [0, 0, 2, 2]\n"
	           "data: {places: {text: \"name_fr,name_en,lon,lat\\nŁódź,Lodz,0.5,0.5\\nVienne,Vienna,1.5,1.5\\n\"}}\n"
	           "layers: [{kind: marker, data: places, label_style: city}]\n");
	assert_true(has_words(map.page.root, "Łódź"));
	assert_false(has_words(map.page.root, "Lodz"));
	assert_true(has_words(map.page.root, "Vienna"));
	rendered_map_clear(&map);
	draw(&map, "title: T\nlanguages: [fr, en]\npage: 120x100mm\nextent: [0, 0, 2, 2]\n"
	           "data: {places: {text: \"name_fr,name_en,lon,lat\\nVienne,Vienna,1.5,1.5\\n,Rome,0.5,0.5\\n\"}}\n"
	           "layers: [{kind: marker, data: places, label_style: city, label_second: none}]\n");
	assert_true(has_words(map.page.root, "Vienne"));
	assert_false(has_words(map.page.root, "Vienna"));
	assert_true(has_words(map.page.root, "Rome"));
	rendered_map_clear(&map);
}

/* Points of the author's that are context stand for their places too; they give way to nothing of their own. */
static void context_of_the_author_stands_for_its_place(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\ndata: {places: places.csv}\n"
	                     "layers: [{kind: marker, data: places, label: name, context: yes, apart: 1mm}]\n"));
	assert_int_equal(count_drawn(&map, "places"), 2);
	assert_null(find_group(map.page.root, "base-towns-1"));
	assert_non_null(find_group(map.page.root, "base-towns-4"));
	rendered_map_clear(&map);
}

/* Context does not name an area once more that a layer of the map's own names; one of another name, or elsewhere, it does. */
static void no_area_is_named_twice(void **state)
{
	(void)state;
	static const struct {
		const char *name, *box;
		bool is_named;
	} cases[] = {{"Delta", "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]", false},
	             {"Else", "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]", true},
	             {"Delta", "[[[1.5,0],[2,0],[2,2],[1.5,2],[1.5,0]]]", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		struct arena arena;
		arena_init(&arena);
		write_file(FOLDER "area.geojson",
		           arena_printf(&arena,
		                        "{\"type\": \"Feature\", \"properties\": {\"name\": \"%s\"}, \"geometry\": "
		                        "{\"type\": \"Polygon\", \"coordinates\": %s}}",
		                        cases[i].name, cases[i].box));
		draw(&map, "title: T\npage: 120x100mm\nextent: [0, 0, 2, 2]\n"
		           "data: {area: area.geojson, towns: 'base.gpkg#towns'}\nlayers:\n"
		           "  - {id: context, kind: name, data: towns, where: name = \"Delta\", context: yes}\n"
		           "  - {kind: area, data: area, fill: land, label: name}\n");
		assert_int_equal(find_group(map.page.root, "label-context-4") != NULL, cases[i].is_named);
		rendered_map_clear(&map);
		arena_clear(&arena);
	}
}

/* What several sources say in the same words is said once. */
static void the_credits_do_not_repeat(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\nsources: {a: The base is ours., b: And theirs.}\n"));
	assert_true(has_words(map.page.root, "The base is ours. And theirs."));
	assert_false(has_words(map.page.root, "theirs. The base is ours."));
	rendered_map_clear(&map);
}

/* Of two near to each other the more populous. */
static void towns_stand_apart(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\n"));
	assert_non_null(find_group(map.page.root, "base-towns-4"));
	assert_null(find_group(map.page.root, "base-towns-3"));
	rendered_map_clear(&map);
}

static void the_credits_tell_of_what_is_seen(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\n"));
	assert_true(has_words(map.page.root, "The base is ours."));
	assert_false(has_words(map.page.root, "Dashed"));
	rendered_map_clear(&map);
	draw(&map, MAP(BASE, "extent: [10, 10, 12, 12]\n"));
	assert_true(has_words(map.page.root, "Dashed lines are disputed."));
	rendered_map_clear(&map);
}

static void a_viewpoint_draws_its_boundaries(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP("{name: base.yaml, viewpoint: aa}", "extent: [9, 9, 13, 13]\n"));
	assert_int_equal(count_drawn(&map, "base-borders"), 1);
	assert_null(find_group(map.page.root, "base-borders-disputed"));
	assert_false(has_words(map.page.root, "Dashed"));
	rendered_map_clear(&map);
	draw(&map, MAP("{name: base.yaml, viewpoint: bb}", "extent: [9, 9, 13, 13]\n"));
	assert_int_equal(count_drawn(&map, "base-borders"), 0);
	rendered_map_clear(&map);
}

/* A column that the base's data have not is an error where the map file names it. */
static void a_style_is_checked(void **state)
{
	(void)state;
	struct rendered_map map;
	render_map_text(&map, FOLDER "map.yaml",
	                MAP("{name: base.yaml, style: {towns: {where: pop > 3}}}", "extent: [0, 0, 2, 2]\n"), NULL,
	                NULL, false);
	assert_false(map.drawn);
	assert_non_null(strstr(map.said.bytes, "map.yaml:3:"));
	assert_non_null(
	        strstr(map.said.bytes, "base.gpkg has no column 'pop', which 'where' of layer 'base-towns' names"));
	rendered_map_clear(&map);
}

/* What a style takes away leaves options of the base's own without effect, which the map's author has not written. */
static void a_style_may_take_away(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP("{name: base.yaml, style: {towns: {label: none, label_style: none}}}", "extent: [0, 0, 2, 2]\n"));
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
	draw(&map, MAP("{name: base.yaml, style: {towns: {label: none, label_weight: 3}}}", "extent: [0, 0, 2, 2]\n"));
	assert_non_null(strstr(map.said.bytes, "warning: 'label_weight' of layer 'base-towns' has no effect"));
	rendered_map_clear(&map);
}

/* A note across a boundary has a halo of the land's colour, not of the map's ground, which is the sea. */
static void a_note_stands_on_land(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [9, 9, 13, 13]\nnotes: {n: {text: A note here, at: [11, 11]}}\n"));
	assert_string_equal(map.said.bytes, "");
	const struct text_mark *text = find_words(map.page.root, "A note here");
	struct colour land;
	assert_true(theme_colour(map.map.spec.theme, "land", &land));
	assert_non_null(text);
	assert_true(text->halo_width > 0);
	assert_true(colour_equal(text->halo, land));
	rendered_map_clear(&map);
}

/* A name of the base's may be pinned, though its data are not open when the map file is checked. */
static void its_names_may_be_hidden(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\nlabels: {Delta: hide}\n"));
	assert_string_equal(map.said.bytes, "");
	assert_false(has_words(map.page.root, "Delta"));
	rendered_map_clear(&map);
	draw(&map, MAP(BASE, "extent: [0, 0, 2, 2]\nlabels: {Dleta: hide}\n"));
	assert_non_null(strstr(map.said.bytes, "note: labels: nothing on the map has the name 'Dleta'"));
	rendered_map_clear(&map);
}

/* It stands at a corner of the map without a place of its own, and needs no data of the map's. */
static void a_locator_needs_no_data(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP(BASE, PLACES "furniture: {locator: yes}\n"));
	assert_string_equal(map.said.bytes, "");
	assert_true(has_words(map.page.root, "Location"));
	assert_true(has_words(find_group(map.page.root, "map-furniture"), "Location"));
	assert_non_null(find_group(map.page.root, "locator-borders"));
	assert_non_null(find_group(map.page.root, "locator-disputed"));
	rendered_map_clear(&map);
	draw(&map, MAP("{name: base.yaml, viewpoint: aa}", PLACES "furniture: {locator: yes}\n"));
	assert_non_null(find_group(map.page.root, "locator-borders"));
	assert_null(find_group(map.page.root, "locator-disputed"));
	rendered_map_clear(&map);
	draw(&map, MAP(BASE, PLACES "furniture: {locator: no}\n"));
	assert_false(has_words(map.page.root, "Location"));
	rendered_map_clear(&map);
}

/* A plate that chooses its corner keeps off a line by what names pay to lie across it. */
static void a_plate_keeps_off_a_line(void **state)
{
	(void)state;
	static const struct {
		const char *cost;
		bool is_left, is_top;
	} cases[] = {{"0", false, false}, {"20", false, true}};
	write_file(FOLDER "line.csv", "lon,lat\n13,1\n28,2\n"); /* across the corner that comes first, and a town in the next */
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		char text[600];
		snprintf(text, sizeof text, MAP(BASE, "extent: [0, 0, 20, 20]\ndata: {line: {file: line.csv, as: line}}\n"
		                                      "layers: [{kind: line, data: line, cost: %s, legend: A line}]\n"
		                                      "furniture: {legend: {at: map}, scale_bar: no, north_arrow: no}\n"),
		         cases[i].cost);
		draw(&map, text);
		const struct text_mark *words = find_words(map.page.root, "A line");
		assert_non_null(words);
		assert_int_equal(words->origin.x < map.page.width / 2, cases[i].is_left);
		assert_int_equal(words->origin.y < map.page.height / 2, cases[i].is_top);
		rendered_map_clear(&map);
	}
}

/* The same for an author's own layer. */
static void a_layer_of_small_scales(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "title: T\npage: 120x100mm\nextent: [0, 0, 2, 2]\ndata: {places: places.csv}\n"
	           "layers: [{kind: marker, data: places, above: 5000000}]\n");
	assert_non_null(strstr(map.said.bytes,
	                       "warning: layer 'places' draws nothing: it is drawn at scales smaller than "
	                       "1:5000000, and the map's is 1:"));
	rendered_map_clear(&map);
	draw(&map, "title: T\npage: 120x100mm\nextent: [0, 0, 20, 20]\ndata: {places: places.csv}\n"
	           "layers: [{kind: marker, data: places, above: 5000000}]\n");
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
}

static void add_square(sqlite3 *database, const char *layer, double side)
{
	struct wkb wkb = {.big = false};
	const double corners[][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}};
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 3);
	wkb_word(&wkb, 1);
	wkb_word(&wkb, 5);
	for (size_t i = 0; i < 5; i++)
		wkb_point(&wkb, corners[i][0], corners[i][1]);
	gpkg_add(database, layer, 1, &wkb, layer, 0);
	char *sql = sqlite3_mprintf("CREATE VIRTUAL TABLE \"rtree_%w_geom\" USING rtree(id, minx, maxx, miny, maxy);"
	                            "INSERT INTO \"rtree_%w_geom\" VALUES (1, 0, %f, 0, %f)",
	                            layer, layer, side, side);
	gpkg_run(database, sql);
	sqlite3_free(sql);
}

static void add_line(sqlite3 *database, int key, const char *name, int disputed)
{
	struct wkb wkb = {.big = false};
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 2);
	wkb_word(&wkb, 2);
	wkb_point(&wkb, 10, 10);
	wkb_point(&wkb, 12, 12);
	gpkg_add(database, "lines", key, &wkb, name, disputed);
}

static int make_base(void **state)
{
	(void)state;
	data_folder(FOLDER);
	write_file(FOLDER "base.yaml", base_file);
	write_file(FOLDER "places.csv", "name,lon,lat\nAlpha,0.5,0.5\nOmega,1.5,1.5\n");
	sqlite3 *database = gpkg_create(FOLDER "base.gpkg");
	gpkg_layer(database, "land_near", "POLYGON", 4326);
	gpkg_layer(database, "land_far", "POLYGON", 4326);
	gpkg_layer(database, "lines", "LINESTRING", 4326);
	gpkg_layer(database, "towns", "POINT", 4326);
	add_square(database, "land_near", 20);
	add_square(database, "land_far", 20);
	add_line(database, 1, "aa", 1);
	gpkg_add_point(database, "towns", 1, 0.54, 0.5, "Alpha");
	gpkg_add_point(database, "towns", 2, 1.52, 1.5, "Beta");
	gpkg_add_point(database, "towns", 3, 1.0, 0.9, "Gamma");
	gpkg_add_point(database, "towns", 4, 1.0, 1.0, "Delta");
	sqlite3_close(database);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_frame_opens_what_it_shows),
	        cmocka_unit_test(a_fit_leaves_it_out),
	        cmocka_unit_test(no_town_stands_twice),
	        cmocka_unit_test(a_capital_stays),
	        cmocka_unit_test(a_name_is_not_set_twice),
	        cmocka_unit_test(context_of_the_author_stands_for_its_place),
	        cmocka_unit_test(no_area_is_named_twice),
	        cmocka_unit_test(the_credits_do_not_repeat),
	        cmocka_unit_test(towns_stand_apart),
	        cmocka_unit_test(the_credits_tell_of_what_is_seen),
	        cmocka_unit_test(a_viewpoint_draws_its_boundaries),
	        cmocka_unit_test(a_style_is_checked),
	        cmocka_unit_test(a_style_may_take_away),
	        cmocka_unit_test(a_note_stands_on_land),
	        cmocka_unit_test(its_names_may_be_hidden),
	        cmocka_unit_test(a_locator_needs_no_data),
	        cmocka_unit_test(a_plate_keeps_off_a_line),
	        cmocka_unit_test(a_layer_of_small_scales),
	};
	return cmocka_run_group_tests(tests, make_base, NULL);
}
