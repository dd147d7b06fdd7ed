/* One edge, one line: between two members, and where a border runs along their edges. */
#include "data_files.h"
#include "rendered_map.h"

#include <math.h>

#define FOLDER "build/test-edges"

/* Three squares of one degree in a row, and one apart; borders that run along them and on. */
static void write_areas(void)
{
	static const int start = 0;
	SHPHandle shapes = SHPCreate(FOLDER "/a.shp", SHPT_POLYGON);
	DBFHandle table = DBFCreate(FOLDER "/a.dbf");
	DBFAddField(table, "id", FTString, 2, 0);
	for (int i = 0; i < 4; i++) {
		double west = i < 3 ? i : 4, x[] = {west, west, west + 1, west + 1, west}, y[] = {50, 51, 51, 50, 50};
		SHPObject *shape = SHPCreateObject(SHPT_POLYGON, -1, 1, &start, NULL, 5, x, y, NULL, NULL);
		SHPWriteObject(shapes, -1, shape);
		SHPDestroyObject(shape);
		DBFWriteStringAttribute(table, i, 0, (const char *[]){"a", "b", "c", "d"}[i]);
	}
	SHPClose(shapes);
	DBFClose(table);
}

static void write_border(void)
{
	static const int start = 0;
	SHPHandle shapes = SHPCreate(FOLDER "/l.shp", SHPT_ARC);
	DBFHandle table = DBFCreate(FOLDER "/l.dbf");
	DBFAddField(table, "id", FTString, 2, 0);
	/* From the south to the first square, along its west and north, on in the air, over all squares to the east. */
	const double x[] = {0, 0, 0, 1, 1, 6}, y[] = {49, 50, 51, 51, 51.5, 51.5};
	SHPObject *shape = SHPCreateObject(SHPT_ARC, -1, 1, &start, NULL, 6, x, y, NULL, NULL);
	SHPWriteObject(shapes, -1, shape);
	SHPDestroyObject(shape);
	DBFWriteStringAttribute(table, 0, 0, "l");
	SHPClose(shapes);
	DBFClose(table);
}

static void draw(struct rendered_map *drawn, size_t version, const char *layers)
{
	static const char form[] = "corridor: 1\nid: t\ntitle: T\nlanguages: [en]\npage: 160x90mm\npadding: 0\n"
	                           "projection: \"+proj=eqc +lat_ts=50\"\nextent: [-0.5, 48.5, 6.5, 52]\n"
	                           "data: {m: {file: " FOLDER "/m.csv, key: id}, a: {file: " FOLDER
	                           "/a.shp, key: id, crs: EPSG:4326}, l: {file: " FOLDER "/l.shp, crs: EPSG:4326}}\n"
	                           "layers: [%s]\n"
	                           "members: {areas: a, points: m, list: {a: {key: a}, b: {key: b}, c: {key: c}}}\n"
	                           "versions: {\"1\": {members: [a, b]}, \"2\": {members: [c]}}\n"
	                           "furniture: {scale_bar: off, north_arrow: off}\n";
	char text[2000];
	snprintf(text, sizeof text, form, layers);
	render_map_text(drawn, "test.yaml", text, NULL, &(struct render_options){.bare = true, .version = version}, false);
	assert_drawn(drawn);
}

/* Length of the strokes of a group; those of a given width only, if it is not 0. */
static double stroked(const struct group *group, double width)
{
	double length = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			length += stroked(mark->group, width);
		if (mark->type != MARK_PATH || mark->path->stroke.width == 0 ||
		    (width > 0 && fabs(mark->path->stroke.width - width) > 1e-9))
			continue;
		const struct path *path = &mark->path->path;
		for (size_t k = 1; k < path->verb_count; k++)
			if (path->verbs[k] == PATH_LINE)
				length += hypot(path->points[k].x - path->points[k - 1].x,
				                path->points[k].y - path->points[k - 1].y);
	}
	return length;
}

static const struct group *must_find(const struct rendered_map *drawn, const char *id)
{
	const struct group *group = find_group(drawn->page.root, id);
	assert_non_null(group);
	return group;
}

#define MEMBERS "{id: m, kind: members, data: a, edge: ink, edge_width: 1pt, new_edge: lead, new_edge_width: 2pt}"

/* The projection has as many points to a degree of longitude as cos 50° times those of latitude. */
static const double wide = 0.6427876097;

static double degree_of(const struct rendered_map *drawn)
{
	const struct group *border = must_find(drawn, "l");
	return stroked(border, 0) / (2 + 0.5 + 6 * wide);
}

static void members_share_an_edge(void **state)
{
	struct rendered_map drawn;
	(void)state;
	draw(&drawn, 1, MEMBERS ", {id: l, kind: line, data: l}");
	double degree = degree_of(&drawn);
	const struct group *edges = must_find(&drawn, "m-edges");
	/* Three squares in a row: ten sides, two of them between members. The third is new, also towards the second. */
	assert_true(fabs(stroked(edges, 0) - (4 + 6 * wide) * degree) < 0.01);
	assert_true(fabs(stroked(edges, 2) - (2 + 2 * wide) * degree) < 0.01);
	/* Fills have no strokes of their own. */
	assert_true(stroked(must_find(&drawn, "member-a"), 0) == 0);
	rendered_map_clear(&drawn);
	/* In the first version both are new. */
	draw(&drawn, 0, MEMBERS ", {id: l, kind: line, data: l}");
	edges = must_find(&drawn, "m-edges");
	assert_true(fabs(stroked(edges, 2) - (3 + 4 * wide) * degree) < 0.01 && stroked(edges, 1) == 0);
	rendered_map_clear(&drawn);
}

static void borders_give_way_to_edges(void **state)
{
	static const char *const below[] = {MEMBERS, "{id: m, kind: area, data: a, edge: ink}"};
	struct rendered_map drawn;
	(void)state;
	draw(&drawn, 1, MEMBERS ", {id: l, kind: line, data: l}");
	double degree = degree_of(&drawn);
	rendered_map_clear(&drawn);
	for (size_t i = 0; i < 2; i++) {
		char layers[400];
		static const char *const looks[] = {"", ", dash: [3, 2]"};
		for (size_t k = 0; k < 2; k++) {
			snprintf(layers, sizeof layers, "%s, {id: l, kind: line, data: l, except_along: m%s}", below[i], looks[k]);
			draw(&drawn, 1, layers);
			assert_int_equal(drawn.diag.count, 0);
			/* What is left: south of the first square, and from its corner on. */
			double left = stroked(must_find(&drawn, "l"), 0);
			if (!(fabs(left - (1.5 + 5 * wide) * degree) < 1.5))
				fail_msg("%s: %.2f points left, not %.2f", layers, left, (1.5 + 5 * wide) * degree);
			rendered_map_clear(&drawn);
		}
	}
	/* Edges that are not drawn hide no border. */
	draw(&drawn, 1,
	     "{id: m, kind: members, data: a, edge: none}, {id: l, kind: line, data: l, except_along: m}");
	assert_true(fabs(degree_of(&drawn) - degree) < 1e-6);
	rendered_map_clear(&drawn);
}

static void what_has_no_effect_is_said(void **state)
{
	struct rendered_map drawn;
	(void)state;
	draw(&drawn, 1, "{id: l, kind: line, data: l, except_along: m}, " MEMBERS);
	assert_int_equal(drawn.diag.warnings, 1);
	assert_non_null(strstr(drawn.diag.entries[0].message, "the layer 'm' is drawn after this one"));
	rendered_map_clear(&drawn);
	draw(&drawn, 1, MEMBERS ", {id: k, kind: line, data: l}, {id: l, kind: line, data: l, except_along: [m, k]}");
	assert_int_equal(drawn.diag.warnings, 1);
	assert_non_null(strstr(drawn.diag.entries[0].message, "the layer 'k' has no edges"));
	rendered_map_clear(&drawn);
}

static int make_folder(void **state)
{
	(void)state;
	data_folder(FOLDER);
	data_write_text(FOLDER "/m.csv", "id,name,lon,lat\na,Anchor,0.5,50.5\nb,Bee,1.5,50.5\nc,Cee,2.5,50.5\n");
	write_areas();
	write_border();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(members_share_an_edge),
	                                   cmocka_unit_test(borders_give_way_to_edges),
	                                   cmocka_unit_test(what_has_no_effect_is_said)};
	return cmocka_run_group_tests(tests, make_folder, NULL);
}
