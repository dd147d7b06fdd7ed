/* Maps that ask a large file only for what their frame shows: with conditions and classes too, where the file has a
 * spatial index; what these leave out is then told of the frame alone. */
#include "geopackage_files.h"
#include "rendered_map.h"

#define FOLDER "build/tests/render_by_view/"

#define MAP(layer)                                                                                                     \
	"title: Fields\npage: 120x100mm\nextent: [0, 0, 5, 5]\ndata: {fields: fields.gpkg}\n"                             \
	"layers:\n  - {kind: area, data: fields, " layer "}\n"

static void draw(struct rendered_map *map, const char *text)
{
	render_map_text(map, FOLDER "map.yaml", text, NULL, NULL, false);
	assert_drawn(map);
}

static void assert_heard(const struct rendered_map *map, const char *text)
{
	if (!strstr(map->said.bytes, text))
		fail_msg("not said: %s\nbut: %s", text, map->said.bytes);
}

/* Features that are drawn in a group: each is a group of its own. */
static size_t count_drawn(const struct group *group)
{
	size_t count = 0;
	for (size_t i = 0; group && i < group->mark_count; i++)
		count += group->marks[i].type == MARK_GROUP;
	return count;
}

/* Of 400 fields in rows of 20 the frame shows the first few of five rows; their people are 1000 times their number. */
static void classes_of_what_is_seen(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP("classes: [{where: people <= 40000, fill: '#cc0000'}, {where: people <= 60000}]"));
	assert_true(map.map.datasets[0].by_view);
	size_t row = count_drawn(find_group(map.page.root, "fields-class-2"));
	assert_in_range(row, 5, 10);
	assert_int_equal(count_drawn(find_group(map.page.root, "fields-class-1")), 2 * row);
	assert_heard(&map, "note: layer 'fields' has no class for ");
	assert_heard(&map, " features of fields.gpkg within the frame's bounds, which are not drawn");
	rendered_map_clear(&map);
}

static void conditions_of_what_is_seen(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, MAP("where: people <= 20000"));
	assert_true(map.map.datasets[0].by_view);
	assert_in_range(count_drawn(find_group(map.page.root, "fields")), 5, 10);
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
	draw(&map, MAP("where: people = 7"));
	assert_heard(&map, "warning: layer 'fields' is empty: nothing of fields.gpkg within the frame's bounds passes 'where'");
	rendered_map_clear(&map);
}

/* A frame round all that a layer draws takes all of it. */
static void a_fit_reads_all(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "title: Fields\npage: 120x100mm\nextent: fit\ndata: {fields: fields.gpkg}\n"
	           "layers: [{kind: area, data: fields, where: people <= 20000}]\n");
	assert_false(map.map.datasets[0].by_view);
	rendered_map_clear(&map);
}

static void add_field(sqlite3 *database, int number)
{
	struct wkb wkb = {.big = false};
	double x = number % 20 + 0.1, y = number / 20 + 0.1;
	const double corners[][2] = {{x, y}, {x + 0.5, y}, {x + 0.5, y + 0.5}, {x, y + 0.5}, {x, y}};
	wkb_begin(&wkb, 0);
	wkb_head(&wkb, 3);
	wkb_word(&wkb, 1);
	wkb_word(&wkb, 5);
	for (size_t i = 0; i < 5; i++)
		wkb_point(&wkb, corners[i][0], corners[i][1]);
	gpkg_add(database, "fields", number + 1, &wkb, "field", 1000 * (number + 1));
	char *sql = sqlite3_mprintf("INSERT INTO rtree_fields_geom VALUES (%d, %f, %f, %f, %f)", number + 1, x, x + 0.5, y,
	                            y + 0.5);
	gpkg_run(database, sql);
	sqlite3_free(sql);
}

static int make_fields(void **state)
{
	(void)state;
	data_folder(FOLDER);
	sqlite3 *database = gpkg_create(FOLDER "fields.gpkg");
	gpkg_layer(database, "fields", "POLYGON", 4326);
	gpkg_run(database, "BEGIN; CREATE VIRTUAL TABLE rtree_fields_geom USING rtree(id, minx, maxx, miny, maxy)");
	for (int i = 0; i < 400; i++)
		add_field(database, i);
	gpkg_run(database, "COMMIT");
	sqlite3_close(database);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(classes_of_what_is_seen),
	        cmocka_unit_test(conditions_of_what_is_seen),
	        cmocka_unit_test(a_fit_reads_all),
	};
	return cmocka_run_group_tests(tests, make_fields, NULL);
}
