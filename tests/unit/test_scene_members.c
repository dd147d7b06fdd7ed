/* Members that are in several records of their data, and whose points have keys of their own. */
#include "rendered_map.h"

#include "render/region.h"

#include <math.h>

#define FOLDER "build/tmp-scene-members"

/* Two squares beside each other that are one member, the first of them twice; a third square, further east. */
static const char squares[] = "id,name,pop,kind,WKT\n"
                              "a,West,10,x,\"POLYGON((0 0,0 1,1 1,1 0,0 0))\"\n"
                              "a,East,20,x,\"POLYGON((1 0,1 1,2 1,2 0,1 0))\"\n"
                              "a,West,10,x,\"POLYGON((0 0,0 1,1 1,1 0,0 0))\"\n"
                              "b,Far,5,x,\"POLYGON((4 0,4 1,5 1,5 0,4 0))\"\n";
static const char towns[] = "code,name,lon,lat\nt1,Westtown,0.5,0.5\nt2,Fartown,4.5,0.5\n";
static const char head[] = "corridor: 1\nid: small\ntitle: Small\nlanguages: [en]\npage: 190x130mm\n"
                           "data:\n  areas: {file: areas.csv, key: id, attributes: [pop, kind, name]}\n"
                           "  towns: {file: towns.csv, key: code}\n"
                           "layers:\n  - {id: members, kind: members, data: areas}\n"
                           "  - {id: dots, kind: marker, data: towns, members: joined, label: city}\n";

static void draw(struct rendered_map *map, const char *areas, const char *members)
{
	char text[2000];
	write_file(FOLDER "/areas.csv", areas);
	write_file(FOLDER "/towns.csv", towns);
	snprintf(text, sizeof text, "%s%s", head, members);
	render_map_text(map, FOLDER "/map.yaml", text, NULL, &(struct render_options){0}, false);
}

#define TWO                                                                                                             \
	"members: {areas: areas, points: towns, list: {a: {key: a, point: t1}, b: {key: b, point: t2}}}\n"              \
	"versions: {\"1\": {members: [a, b]}}\n"
#define ONE "members: {areas: areas, list: {a: a}}\nversions: {\"1\": {members: [a]}}\n"

static const struct path *fill_of(const struct rendered_map *map, const char *id)
{
	const struct group *group = part(map, id);
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_PATH && group->marks[i].path->fill.opacity > 0)
			return &group->marks[i].path->path;
	fail_msg("no fill in %s", id);
	return NULL;
}

static size_t rings_in(const struct path *path)
{
	size_t count = 0;
	for (size_t i = 0; i < path->verb_count; i++)
		count += path->verbs[i] == PATH_MOVE;
	return count;
}

static void test_all_records_are_one_area(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, squares, TWO);
	assert_drawn(&map);
	struct box a = path_bounds(fill_of(&map, "member-a")), b = path_bounds(fill_of(&map, "member-b"));
	assert_int_equal(rings_in(fill_of(&map, "member-a")), 1); /* without the border between them */
	assert_null(strstr(map.said.bytes, "overlap"));
	assert_float_equal(box_width(a) / box_width(b), 2, 0.02);
	rendered_map_clear(&map);
}

/* The same square, begun at another corner and run the other way round, is still the same square. */
static void test_a_record_turned_round_is_repeated(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map,
	     "id,name,pop,kind,WKT\n"
	     "a,West,10,x,\"POLYGON((0 0,0 1,1 1,1 0,0 0))\"\n"
	     "a,East,20,x,\"POLYGON((1 0,1 1,2 1,2 0,1 0))\"\n"
	     "a,West,10,x,\"POLYGON((1 1,0 1,0 0,1 0,1 1))\"\n"
	     "b,Far,5,x,\"POLYGON((4 0,4 1,5 1,5 0,4 0))\"\n",
	     TWO);
	assert_drawn(&map);
	const struct group *member = part(&map, "member-a");
	bool summed = false;
	for (size_t i = 0; i < member->attribute_count; i++)
		if (!strcmp(member->attributes[i].name, "pop"))
			summed = !strcmp(member->attributes[i].value, "30");
	assert_true(summed);
	rendered_map_clear(&map);
}

/* Between the squares there is no edge; round both there is. */
static void test_records_share_no_edge(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, squares, ONE);
	assert_drawn(&map);
	struct box a = path_bounds(fill_of(&map, "member-a"));
	const struct group *edges = part(&map, "members-edges");
	struct box drawn = box_empty;
	for (size_t i = 0; i < edges->mark_count; i++) {
		const struct path *path = &edges->marks[i].path->path;
		for (size_t k = 0; k + 1 < path->point_count; k++) {
			struct page_point p = path->points[k], q = path->points[k + 1];
			bool crosses = fabs(p.x - q.x) < 1 && fabs(p.y - q.y) > box_height(a) / 2;
			bool is_middle = fabs((p.x + q.x) / 2 - (a.left + a.right) / 2) < box_width(a) / 8;
			assert_false(crosses && is_middle && path->verbs[k + 1] == PATH_LINE);
		}
		struct box own = path_bounds(path);
		box_add(&drawn, (struct page_point){own.left, own.top});
		box_add(&drawn, (struct page_point){own.right, own.bottom});
	}
	assert_float_equal(drawn.left, a.left, 0.5);
	assert_float_equal(drawn.right, a.right, 0.5);
	rendered_map_clear(&map);
}

static double number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	if (!at)
		fail_msg("no %s in %s", key, text);
	return strtod(at + strlen(key), NULL);
}

static double area_of(const char *areas, struct buffer *figures)
{
	struct rendered_map map;
	draw(&map, areas, ONE);
	assert_drawn(&map);
	assert_true(map_figures(&map.map, 0, false, &map.diag, figures));
	rendered_map_clear(&map);
	return number_after(figures->bytes, "\"area_km2\": ");
}

/* One ring with the same vertices has the area of both; columns are added where they are numbers. */
static void test_areas_and_columns_are_summed(void **state)
{
	(void)state;
	static const char whole[] = "id,name,pop,kind,WKT\na,Both,30,x,\"POLYGON((0 0,0 1,1 1,2 1,2 0,1 0,0 0))\"\n";
	struct buffer figures, expected;
	buffer_init(&figures);
	buffer_init(&expected);
	assert_float_equal(area_of(squares, &figures), area_of(whole, &expected), 0.11);
	assert_float_equal(number_after(figures.bytes, "\"pop\": "), 30, 1e-9);
	assert_non_null(strstr(figures.bytes, "\"kind\": \"x\""));
	assert_null(strstr(figures.bytes, "\"West\"")); /* two names are none */
	buffer_clear(&figures);
	buffer_clear(&expected);
}

/* Equal numbers are added too, and what is no number among them is told. */
static void test_equal_numbers_are_summed(void **state)
{
	(void)state;
	static const char *const values[][3] = {{"5", "5", "\"pop\": 10"}, {"5", "6", "\"pop\": 11"},
	                                        {"5", "", "\"pop\": 5"}, {"5", "\"1,234\"", NULL}, {"5", "n/a", NULL}};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char areas[400];
		struct buffer figures;
		struct rendered_map map;
		buffer_init(&figures);
		snprintf(areas, sizeof areas,
		         "id,name,pop,kind,WKT\na,West,%s,x,\"POLYGON((0 0,0 1,1 1,1 0,0 0))\"\n"
		         "a,East,%s,x,\"POLYGON((1 0,1 1,2 1,2 0,1 0))\"\n",
		         values[i][0], values[i][1]);
		draw(&map, areas, ONE);
		assert_drawn(&map);
		assert_true(map_figures(&map.map, 0, false, &map.diag, &figures));
		assert_true(!strstr(figures.bytes, values[i][2] ? values[i][2] : "\"pop\"") == !values[i][2]);
		bool told = strstr(map.said.bytes, "1 member has no sum of column 'pop' of areas.csv: member 'a' has '");
		assert_true(told == !values[i][2]);
		rendered_map_clear(&map);
		buffer_clear(&figures);
	}
}

/* The frame of a map that fits its members holds them all. */
static void test_all_records_are_fitted(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, squares, ONE);
	struct box a = path_bounds(fill_of(&map, "member-a"));
	struct box frame = path_bounds(&part(&map, "part-graticule")->marks[0].path->path);
	assert_true(a.left > frame.left && a.right < frame.right && a.top > frame.top && a.bottom < frame.bottom);
	assert_true(box_width(a) > box_width(frame) / 2);
	rendered_map_clear(&map);
}

/* Records that overlap, as a country beside one of its parts, leave no hole. */
static void test_overlapping_records_leave_no_hole(void **state)
{
	(void)state;
	static const char nested[] = "id,name,pop,kind,WKT\na,All,1,x,\"POLYGON((0 0,0 3,3 3,3 0,0 0))\"\n"
	                             "a,Part,1,x,\"POLYGON((1 1,1 2,2 2,2 1,1 1))\"\n";
	struct rendered_map map;
	draw(&map, nested, ONE);
	assert_drawn(&map);
	assert_int_equal(rings_in(fill_of(&map, "member-a")), 1);
	assert_non_null(strstr(map.said.bytes, "warning: member 'a' has records of areas.csv that overlap, such as 2 and 3"));
	rendered_map_clear(&map);
}

static void test_points_have_keys_of_their_own(void **state)
{
	(void)state;
	struct rendered_map map;
	struct buffer figures;
	buffer_init(&figures);
	draw(&map, squares, TWO);
	assert_drawn(&map);
	assert_non_null(find_group(map.page.root, "dots-t1"));
	assert_non_null(find_group(map.page.root, "dots-t2"));
	assert_true(map_figures(&map.map, 0, false, &map.diag, &figures));
	assert_non_null(strstr(figures.bytes, "\"lon\": 0.5, \"lat\": 0.5"));
	assert_non_null(strstr(figures.bytes, "\"name\": \"Fartown\""));
	buffer_clear(&figures);
	rendered_map_clear(&map);
}

static void test_a_point_that_is_not_there_is_told(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, squares,
	     "members: {areas: areas, points: towns, list: {a: {key: a, point: t9}, b: b}}\n"
	     "versions: {\"1\": {members: [a, b]}}\n");
	assert_false(map.drawn);
	assert_non_null(strstr(map.said.bytes, "member 'a' has no city: no feature of towns.csv has code = t9"));
	assert_non_null(strstr(map.said.bytes, "write point: and its key among the points"));
	rendered_map_clear(&map);
}

/* Each half has the box of the square, and as many points as the other. */
static void test_halves_of_a_square_are_two_records(void **state)
{
	(void)state;
	struct rendered_map map;
	double a, b;
	draw(&map,
	     "id,name,pop,kind,WKT\n"
	     "a,Lower,10,x,\"POLYGON((0 0,1 1,1 0,0 0))\"\n"
	     "a,Upper,20,x,\"POLYGON((0 0,0 1,1 1,0 0))\"\n"
	     "b,Whole,5,x,\"POLYGON((4 0,4 1,5 1,5 0,4 0))\"\n",
	     TWO);
	assert_drawn(&map);
	assert_true(region_member_area(&map.map, &map.map.spec.members[0], &a));
	assert_true(region_member_area(&map.map, &map.map.spec.members[1], &b));
	assert_float_equal(a / b, 1, 0.001);
	rendered_map_clear(&map);
}

static const char points_map[] = "title: T\ndata: {towns: {file: towns.csv, key: code, attributes: [pop, ref]}}\n"
                                 "members: {points: towns, list: {a: A, b: B}}\nversions: {\"1\": {members: [a, b]}}\n"
                                 "layers: [{kind: marker, data: towns}]\n";

/* The first members in figures, with points whose columns pop and ref are read. */
static void assert_figures(const char *points, const char *wanted)
{
	struct rendered_map map;
	write_file(FOLDER "/towns.csv", points);
	render_map_text(&map, FOLDER "/map.yaml", points_map, NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	struct buffer figures;
	buffer_init(&figures);
	assert_true(map_figures(&map.map, 0, false, &map.diag, &figures));
	if (!strstr(figures.bytes, wanted))
		fail_msg("%s", figures.bytes);
	buffer_clear(&figures);
	rendered_map_clear(&map);
}

/* With decimal commas a point parts thousands; zeros before a number make it a code; small sums stay. */
static void test_figures_are_read_as_the_table_writes_them(void **state)
{
	(void)state;
	assert_figures("code;lon;lat;pop;ref\nA;2,5;48,5;1.488;7\nA;2,6;48,6;900;7\nB;3,5;49,5;2.000;8\n",
	               "\"pop\": 2388, \"ref\": 14");
	assert_figures("code;lon;lat;pop;ref\nA;2,5;48,5;1,5;7\nA;2,6;48,6;2,75;7\nB;3,5;49,5;2.000;8\n",
	               "\"pop\": 4.25, ");
	assert_figures("code;lon;lat;pop;ref\nA;2,5;48,5;1;7\nB;3,5;49,5;2.000;8\n", "\"pop\": 2000, ");
	assert_figures("code,lon,lat,pop,ref\nA,2.5,48.5,1e-7,075\nA,2.6,48.6,2e-7,075\nB,3.5,49.5,2,8\n",
	               "\"pop\": 3e-7, \"ref\": \"075\"");
}

/* Points whose keys were swapped, or that lie anywhere, are told; one just outside its area is not. */
static void test_a_point_outside_its_area_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *towns;
		size_t told;
	} cases[] = {{"code,name,lon,lat\nt1,Westtown,4.5,0.5\nt2,Fartown,0.5,0.5\n", 2},
	             {"code,name,lon,lat\nt1,Westtown,0.5,0.5\nt2,Fartown,30,30\n", 1},
	             {"code,name,lon,lat\nt1,Westtown,-0.05,0.5\nt2,Fartown,4.5,0.5\n", 0}};
	char text[2000];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		write_file(FOLDER "/areas.csv", squares);
		write_file(FOLDER "/towns.csv", cases[i].towns);
		snprintf(text, sizeof text, "%s%s", head, TWO);
		render_map_text(&map, FOLDER "/map.yaml", text, NULL, &(struct render_options){0}, false);
		assert_drawn(&map);
		size_t told = 0;
		for (size_t k = 0; k < map.diag.count; k++)
			told += strstr(map.diag.entries[k].message, "lies far outside its area") != NULL;
		assert_int_equal(told, cases[i].told);
		rendered_map_clear(&map);
	}
}

/* Of records at one place the first counts; that another has another value is told. */
static void test_other_values_at_one_place_are_told(void **state)
{
	(void)state;
	static const char *const towns_with[] = {
	        "code,lon,lat,pop,ref\nA,2.5,48.5,100,7\nA,2.5,48.5,50,7\nA,2.6,48.6,7,7\nB,3.5,49.5,2000,8\n",
	        "code,lon,lat,pop,ref\nA,2.5,48.5,100,7\nA,2.5,48.5,100,7\nA,2.6,48.6,7,7\nB,2.5,48.5,2000,8\n"};
	for (int i = 0; i < 2; i++) {
		struct rendered_map map;
		write_file(FOLDER "/towns.csv", towns_with[i]);
		render_map_text(&map, FOLDER "/map.yaml", points_map, NULL, &(struct render_options){0}, false);
		assert_drawn(&map);
		if ((strstr(map.said.bytes, "1 record of towns.csv repeats a member's shape with another 'pop', such as 3: ") !=
		     NULL) != (i == 0))
			fail_msg("said: %s", map.said.bytes);
		assert_null(strstr(map.said.bytes, "another 'ref'"));
		rendered_map_clear(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_figures_are_read_as_the_table_writes_them),
	        cmocka_unit_test(test_all_records_are_one_area),
	        cmocka_unit_test(test_a_record_turned_round_is_repeated), cmocka_unit_test(test_records_share_no_edge),
	        cmocka_unit_test(test_areas_and_columns_are_summed),
	        cmocka_unit_test(test_equal_numbers_are_summed),
	        cmocka_unit_test(test_all_records_are_fitted),
	        cmocka_unit_test(test_overlapping_records_leave_no_hole),
	        cmocka_unit_test(test_points_have_keys_of_their_own),
	        cmocka_unit_test(test_a_point_that_is_not_there_is_told),
	        cmocka_unit_test(test_halves_of_a_square_are_two_records),
	        cmocka_unit_test(test_a_point_outside_its_area_is_told),
	        cmocka_unit_test(test_other_values_at_one_place_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
