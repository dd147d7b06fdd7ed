/* GeoJSON on maps: of a file of several types each layer draws its own, and what no layer draws is said. */
#define SMALL_FOLDER "build/test-render-geojson"
#include "small_map.h"

#include <math.h>

static const char mixed[] =
        "{\"type\":\"FeatureCollection\",\"features\":[\n"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Field\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}},\n"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Town\"},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[15,8]}},\n"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"Road\"},\"geometry\":{\"type\":\"LineString\","
        "\"coordinates\":[[12,0],[20,5]]}}\n]}\n";

static void render(struct rendered_map *small, const char *layers)
{
	char text[600];
	snprintf(text, sizeof text, "title: Mixed\ndata: {a: a.geojson}\nlayers:\n%s", layers);
	write_file(SMALL_FOLDER "/a.geojson", mixed);
	render_map_text(small, SMALL_MAP, text, NULL, &(struct render_options){0}, false);
}

static void each_layer_its_type(void **state)
{
	(void)state;
	struct rendered_map small;
	render(&small, "  - {kind: area, data: a, label: name}\n  - {kind: line, data: a}\n"
	               "  - {kind: marker, data: a, label: name}\n");
	assert_true(small.drawn);
	assert_string_equal(small.said.length ? small.said.bytes : "", "");
	assert_true(group_has_text(small.page.root, "Town"));
	assert_true(group_has_text(small.page.root, "FIELD"));
	rendered_map_clear(&small);
}

/* A map file of a title and data draws all of a mixed file. */
static void no_layers(void **state)
{
	(void)state;
	struct rendered_map small;
	write_file(SMALL_FOLDER "/a.geojson", mixed);
	render_map_text(&small, SMALL_MAP, "title: All\ndata: {a: a.geojson}\n", NULL, &(struct render_options){0}, false);
	assert_true(small.drawn);
	assert_string_equal(small.said.length ? small.said.bytes : "", "");
	assert_int_equal(small.map.spec.layer_count, 3);
	static const char *const kinds[] = {"area", "line", "marker"};
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(small.map.spec.layers[i].kind->name, kinds[i]);
	assert_true(group_has_text(small.page.root, "Town"));
	rendered_map_clear(&small);
	static const char *const said[] = {"a.geojson holds features of several types: the layer has to say what kind it draws",
	                                   NULL};
	render(&small, "  - {data: a}\n");
	assert_false(small.drawn);
	assert_said(&small, said);
	rendered_map_clear(&small);
}

static void undrawn_types(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {"note: a.geojson also holds points and lines, which no layer draws", NULL};
	render(&small, "  - {kind: area, data: a}\n");
	assert_true(small.drawn);
	assert_said(&small, said);
	rendered_map_clear(&small);
	static const char *const points[] = {"note: a.geojson also holds points and polygons, which no layer draws", NULL};
	render(&small, "  - {kind: line, data: a}\n");
	assert_true(small.drawn);
	assert_said(&small, points);
	rendered_map_clear(&small);
}

/* A line layer takes the outlines of areas, but there is nothing in points that it could draw. */
static void lines_of_points(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {"layer 'a' of kind line draws lines, but a.geojson holds points", NULL};
	write_file(SMALL_FOLDER "/a.geojson", "{\"type\":\"MultiPoint\",\"coordinates\":[[1,1],[2,2],[3,1]]}");
	render_map_text(&small, SMALL_MAP, "title: Dots\ndata: {a: a.geojson}\nlayers:\n  - {kind: line, data: a}\n", NULL,
	                &(struct render_options){0}, false);
	assert_false(small.drawn);
	assert_said(&small, said);
	rendered_map_clear(&small);
}

static const struct group *small_map_group(const struct group *group, const char *id)
{
	const struct group *found = group->id && strcmp(group->id, id) == 0 ? group : NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++)
		if (group->marks[i].type == MARK_GROUP)
			found = small_map_group(group->marks[i].group, id);
	return found;
}

static void layer_box(const struct group *group, struct box *out)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			layer_box(mark->group, out);
		for (size_t k = 0; mark->type == MARK_PATH && k < mark->path->path.point_count; k++)
			box_add(out, mark->path->path.points[k]);
	}
}

/* Draws a ring of degrees on a map of the world; `out` is what it takes of the page. */
static void render_ring(struct rendered_map *small, const char *ring, struct box *out)
{
	char text[400];
	snprintf(text, sizeof text, "{\"type\":\"Polygon\",\"coordinates\":[[%s]]}", ring);
	write_file(SMALL_FOLDER "/a.geojson", text);
	render_map_text(small, SMALL_MAP,
	                "title: Ring\nprojection: +proj=eqc\nextent: [-180, -90, 180, 90]\ndata: {a: a.geojson}\n"
	                "layers:\n  - {id: ring, kind: area, data: a, fill: red}\n",
	                NULL, &(struct render_options){0}, false);
	assert_true(small->drawn);
	*out = box_empty;
	const struct group *layer = small_map_group(small->page.root, "ring");
	if (layer)
		layer_box(layer, out);
}

/* A box from 0 to 360 goes all round, wherever its ring begins and whichever way it runs; of an edge of 340 degrees it
 * is said that it is drawn as one of 20. */
static void longitudes_to_360(void **state)
{
	(void)state;
	static const char *const round[] = {
	        "[0,-60],[360,-60],[360,60],[0,60],[0,-60]", "[0,-60],[0,60],[360,60],[360,-60],[0,-60]",
	        "[360,60],[0,60],[0,-60],[360,-60],[360,60]", "[-20,-60],[340,-60],[340,60],[-20,60],[-20,-60]"};
	struct rendered_map small;
	struct box whole, drawn;
	render_ring(&small, "[-180,-60],[180,-60],[180,60],[-180,60],[-180,-60]", &whole);
	rendered_map_clear(&small);
	for (size_t i = 0; i < sizeof round / sizeof *round; i++) {
		render_ring(&small, round[i], &drawn);
		assert_true(fabs(drawn.left - whole.left) < 0.1 && fabs(drawn.right - whole.right) < 0.1 &&
		            fabs(drawn.top - whole.top) < 0.1 && fabs(drawn.bottom - whole.bottom) < 0.1);
		rendered_map_clear(&small);
	}
	static const char *const said[] = {"note: a.geojson: 1 feature has steps of more than 180 degrees of longitude to or "
	                                   "from beyond 180: they are taken the short way",
	                                   NULL};
	render_ring(&small, "[10,-60],[350,-60],[350,60],[10,60],[10,-60]", &drawn);
	assert_said(&small, said);
	assert_true(drawn.right - drawn.left < (whole.right - whole.left) / 17);
	rendered_map_clear(&small);
}

static void data_as_map_file(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {"error: roads.geojson is data and no map file",
	                                   "'title: My map' and 'data: {places: roads.geojson}'", NULL};
	render_map_text(&small, "roads.geojson", mixed, NULL, &(struct render_options){0}, false);
	assert_false(small.drawn);
	assert_int_equal(small.diag.count, 1);
	assert_said(&small, said);
	rendered_map_clear(&small);
}

/* Steps straight up or down among the strokes: a seam at the middle of the map. */
static size_t upright_strokes(const struct group *group, double middle)
{
	size_t found = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			found += upright_strokes(mark->group, middle);
		if (mark->type != MARK_PATH || mark->path->stroke.width <= 0)
			continue;
		const struct path *path = &mark->path->path;
		for (size_t k = 1; k < path->point_count; k++)
			found += fabs(path->points[k].x - middle) < 15 &&
			         fabs(path->points[k].x - path->points[k - 1].x) < 0.01 &&
			         fabs(path->points[k].y - path->points[k - 1].y) > 20;
	}
	return found;
}

static void no_seam_on_the_date_line(void **state)
{
	(void)state;
	struct rendered_map small;
	write_file(SMALL_FOLDER "/a.geojson",
	                "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[172,-30],[180,-30],[180,-24],[171,-24],[172,-30]]],"
	                "[[[-180,-30],[-172,-30],[-171,-24],[-180,-24],[-180,-30]]]]}");
	render_map_text(&small, SMALL_MAP,
	                "title: Cut\ndata: {a: a.geojson}\nlayers:\n  - {kind: area, data: a}\n", NULL,
	                &(struct render_options){0}, false);
	assert_true(small.drawn);
	assert_int_equal(upright_strokes(small.page.root, small.page.width / 2), 0);
	rendered_map_clear(&small);
}

/* The stitched arcs of a topology run along the date line from 180 to -180: no way round the globe. */
static void stitched_at_the_date_line(void **state)
{
	(void)state;
	struct rendered_map small;
	write_file(SMALL_FOLDER "/a.geojson",
	                "{\"type\":\"Polygon\",\"coordinates\":[[[-180,-16],[-179,-16.5],[-180,-17],[178,-17.5],[178,-16.2],"
	                "[180,-16],[-180,-16]]]}");
	render_map_text(&small, SMALL_MAP, "title: Fiji\ndata: {a: a.geojson}\nextent: [170, -25, -170, -10]\n", NULL,
	                &(struct render_options){0}, false);
	assert_true(small.drawn);
	struct box inked = box_empty;
	const struct group *layer = small_map_group(small.page.root, "a");
	assert_non_null(layer);
	layer_box(layer, &inked);
	assert_true(box_width(inked) > 10 && box_width(inked) < small.page.width / 4);
	assert_true(box_height(inked) < small.page.height / 4);
	rendered_map_clear(&small);
}

/* Every point of a multipoint has its symbol, the feature one name. */
static void all_of_a_multipoint(void **state)
{
	(void)state;
	struct rendered_map small;
	write_file(SMALL_FOLDER "/a.geojson",
	                "{\"type\":\"Feature\",\"properties\":{\"name\":\"Stops\"},\"geometry\":{\"type\":\"MultiPoint\","
	                "\"coordinates\":[[0,10],[10,20],[5,5]]}}");
	render_map_text(&small, SMALL_MAP, "title: Stops\ndata: {a: a.geojson}\n", NULL, &(struct render_options){0}, false);
	assert_true(small.drawn);
	const struct group *layer = small_map_group(small.page.root, "a");
	assert_non_null(layer);
	assert_int_equal(layer->mark_count, 1);
	struct box inked = box_empty;
	layer_box(layer, &inked);
	assert_true(box_width(inked) > small.page.width / 4 && box_height(inked) > small.page.height / 4);
	assert_true(group_has_text(small.page.root, "Stops"));
	rendered_map_clear(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_layer_its_type), cmocka_unit_test(undrawn_types), cmocka_unit_test(data_as_map_file), cmocka_unit_test(no_layers),
	                                   cmocka_unit_test(lines_of_points), cmocka_unit_test(all_of_a_multipoint),
	                                   cmocka_unit_test(longitudes_to_360),
	                                   cmocka_unit_test(no_seam_on_the_date_line),
	                                   cmocka_unit_test(stitched_at_the_date_line)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
