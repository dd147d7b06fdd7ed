/* Areas of one fill that share borders show no seam, an edge of two areas is one line, and parts that overlap are filled. */
#include "picture.h"
#include "rendered_map.h"

#include "draw/draw.h"
#include "geometry/polyline.h"
#include "geometry_random.h"

#include <math.h>
#include <shapefil.h>

#define FOLDER "build/tmp-scene-mesh"
enum { CELLS = 6, STEPS = 5 };

/* Corner and steps of a wiggly grid: the same for both cells that share a border. */
static struct lonlat knot(int column, int row)
{
	struct random random = {(uint64_t)(column * 1000 + row) * 2 + 1};
	double wiggle = column % STEPS || row % STEPS ? 0.02 : 0.04;
	double x = random_between(&random, -wiggle, wiggle), y = random_between(&random, -wiggle, wiggle);
	return (struct lonlat){column * 0.9 / STEPS + x, 50 + row * 0.6 / STEPS + y};
}

/* A cell's outline begins at another corner than its neighbour's, and every second one runs the other way round. */
static void write_cell(struct buffer *out, int column, int row, bool backwards, int start)
{
	int around = 4 * STEPS;
	for (int i = 0; i <= around; i++) {
		int at = ((backwards ? around - i : i) + start) % around, side = at / STEPS, step = at % STEPS;
		int x = side == 0 ? step : side == 1 ? STEPS : side == 2 ? STEPS - step : 0;
		int y = side == 0 ? 0 : side == 1 ? step : side == 2 ? STEPS : STEPS - step;
		struct lonlat point = knot(column * STEPS + x, row * STEPS + y);
		buffer_printf(out, "%s[%.9f,%.9f]", i ? "," : "", point.lon, point.lat);
	}
}

static void write_cells(void)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
	for (int i = 0; i < CELLS * CELLS; i++) {
		buffer_printf(&text,
		              "%s{\"type\":\"Feature\",\"properties\":{\"id\":\"c%d\"},\"geometry\":{\"type\":\"Polygon\","
		              "\"coordinates\":[[",
		              i ? "," : "", i);
		write_cell(&text, i % CELLS, i / CELLS, i % 2, i * 7 % (4 * STEPS));
		buffer_printf(&text, "]]}}");
	}
	buffer_printf(&text, "]}");
	buffer_text(&text, "");
	write_file(FOLDER "/cells.geojson", text.bytes);
	buffer_clear(&text);
}

#define PLAIN "title: T\nprojection: EPSG:4326\npage: 100x100mm\nfurniture: {scale_bar: no, north_arrow: no, graticule: no}\n"

static struct picture paint(struct rendered_map *map, const char *text, double dpi)
{
	render_map_text(map, FOLDER "/map.yaml", text, NULL, &(struct render_options){0}, false);
	assert_drawn(map);
	struct draw_options options = {.dpi = dpi};
	struct buffer png;
	buffer_init(&png);
	assert_true(draw_format_find("png")->draw(&map->page, &options, &png, &map->diag));
	struct picture picture = picture_of(&png);
	assert_non_null(picture.pixels);
	buffer_clear(&png);
	return picture;
}

static struct box fill_box(const struct rendered_map *map, const char *id)
{
	const struct group *group = part(map, id);
	assert_true(group->mark_count > 0 && group->marks[0].type == MARK_PATH);
	return path_bounds(&group->marks[0].path->path);
}

/* Pixels well inside the cells that do not have the colour of the first. */
static int count_seams(const struct picture *picture, struct box bed, double dpi)
{
	double by = 0.07 * box_width(bed);
	int left = (int)((bed.left + by) * dpi / 72), right = (int)((bed.right - by) * dpi / 72), found = 0;
	int top = (int)((bed.top + by) * dpi / 72), bottom = (int)((bed.bottom - by) * dpi / 72);
	const unsigned char *colour = picture_pixel(picture, left, top);
	assert_true(right - left > 100 && bottom - top > 100);
	for (int y = top; y < bottom; y++)
		for (int x = left; x < right; x++)
			found += abs(picture_pixel(picture, x, y)[0] - colour[0]) > 1; /* the same over itself rounds */
	return found;
}

static void test_areas_show_no_seams(void **state)
{
	(void)state;
	write_cells();
	for (int dpi = 72; dpi <= 300; dpi += 76) {
		struct rendered_map map;
		struct picture picture =
		        paint(&map, PLAIN "data: {p: cells.geojson}\nlayers:\n  - {id: a, kind: area, data: p, fill: \"#1d2a35\"}\n", dpi);
		assert_int_equal(count_seams(&picture, fill_box(&map, "a-bed"), dpi), 0);
		free(picture.pixels);
		rendered_map_clear(&map);
	}
}

/* The left one has its right border in one piece, in the middle of which the two on the right meet. */
static void test_a_corner_amid_an_edge_shows_no_seam(void **state)
{
	(void)state;
	static const char *const rings[] = {"[0,0],[4,0],[4,6],[0,6],[0,0]", "[4,0],[7,0],[7,3],[4,3],[4,0]",
	                                    "[4,3],[7,3],[7,6],[4,6],[4,3]"};
	struct buffer text;
	struct rendered_map map;
	buffer_init(&text);
	for (int i = 0; i < 3; i++)
		buffer_printf(&text,
		              "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
		              "\"coordinates\":[[%s]]}}\n",
		              rings[i]);
	buffer_text(&text, "");
	write_file(FOLDER "/corner.geojsonl", text.bytes);
	struct picture picture = paint(
	        &map, PLAIN "data: {p: corner.geojsonl}\nlayers:\n  - {id: a, kind: area, data: p, fill: \"#1d2a35\"}\n", 100);
	assert_int_equal(count_seams(&picture, fill_box(&map, "a-bed"), 100), 0);
	free(picture.pixels);
	buffer_clear(&text);
	rendered_map_clear(&map);
}

static void test_members_show_no_seams(void **state)
{
	(void)state;
	struct buffer text;
	struct rendered_map map;
	write_cells();
	buffer_init(&text);
	buffer_printf(&text, PLAIN "data: {p: {file: cells.geojson, key: id}}\n"
	                           "layers:\n  - {id: m, kind: members, data: p, edge: none}\nmembers:\n  areas: p\n  list:\n");
	for (int i = 0; i < CELLS * CELLS; i++)
		buffer_printf(&text, "    c%d: {key: c%d}\n", i, i);
	buffer_text(&text, "");
	struct picture picture = paint(&map, text.bytes, 100);
	assert_int_equal(count_seams(&picture, fill_box(&map, "m-bed-0"), 100), 0);
	assert_string_equal(part(&map, "member-c7")->class_name, "member"); /* each is still a group of its own */
	free(picture.pixels);
	buffer_clear(&text);
	rendered_map_clear(&map);
}

/* An edge of its own colour hides the seams: no bed is laid, and each area keeps its edge. */
static void test_no_bed_below_edges(void **state)
{
	(void)state;
	struct rendered_map map;
	write_cells();
	struct picture picture = paint(&map,
	                               PLAIN "data: {p: cells.geojson}\n"
	                                     "layers:\n  - {id: a, kind: area, data: p, fill: \"#1d2a35\", edge: black}\n",
	                               72);
	assert_null(find_group(map.page.root, "a-bed"));
	assert_null(find_group(map.page.root, "a-edges"));
	free(picture.pixels);
	rendered_map_clear(&map);
}

static double length_of(const struct path *path)
{
	double length = 0;
	for (size_t verb = 0, point = 0; verb < path->verb_count; point += path->verbs[verb++] != PATH_CLOSE)
		if (path->verbs[verb] == PATH_LINE)
			length += page_point_distance(path->points[point - 1], path->points[point]);
	return length;
}

/* Edges that let light through lie once on each border: 36 cells have 60 borders in common and 24 outside. */
static void test_edges_lie_once(void **state)
{
	(void)state;
	struct rendered_map map;
	double once = 0, twice = 0;
	write_cells();
	struct picture picture = paint(
	        &map,
	        PLAIN "data: {p: cells.geojson}\n"
	              "layers:\n  - {id: a, kind: area, data: p, fill: \"#dde4ea\", edge: \"#c0392b80\", edge_width: 1pt}\n",
	        72);
	const struct group *edges = part(&map, "a-edges"), *layer = part(&map, "a");
	for (size_t i = 0; i < edges->mark_count; i++)
		once += length_of(&edges->marks[i].path->path);
	for (size_t i = 0; i < layer->mark_count; i++) {
		const struct group *area = layer->marks[i].type == MARK_GROUP ? layer->marks[i].group : NULL;
		if (!area || area == edges || !strcmp(area->class_name, "bed"))
			continue;
		assert_int_equal(area->mark_count, 1); /* its fill */
		struct path closed = area->marks[0].path->path;
		twice += length_of(&closed) + page_point_distance(closed.points[0], closed.points[closed.point_count - 1]);
	}
	assert_true(once > 100);
	assert_float_equal(once / twice, 84.0 / 144, 0.02);
	free(picture.pixels);
	rendered_map_clear(&map);
}

static void assert_colour(const struct picture *picture, struct box box, double across, double down, bool filled)
{
	int x = (int)(box.left + across * box_width(box)), y = (int)(box.top + down * box_height(box));
	int red = picture_pixel(picture, x, y)[0];
	if (filled ? red > 40 : red < 200)
		fail_msg("at %g, %g: red %d", across, down, red);
}

struct place_on_area {
	double across, down;
	bool filled;
};

static void assert_parts(const char *parts, const struct place_on_area *places, size_t count)
{
	struct rendered_map map;
	char text[1000];
	snprintf(text, sizeof text,
	         "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[%s]}}", parts);
	write_file(FOLDER "/parts.geojson", text);
	struct picture picture =
	        paint(&map, PLAIN "data: {p: parts.geojson}\nlayers:\n  - {id: a, kind: area, data: p, fill: \"#000000\"}\n", 72);
	struct box box = group_box(part(&map, "a"));
	for (size_t i = 0; i < count; i++)
		assert_colour(&picture, box, places[i].across, places[i].down, places[i].filled);
	free(picture.pixels);
	rendered_map_clear(&map);
}

/* Two parts that overlap in the middle, one with a ring inside it that is a hole, whichever way rings run. */
static void test_overlapping_parts_are_filled(void **state)
{
	(void)state;
	static const char *const parts[] = {
	        "[[[0,50],[0,54],[6,54],[6,50],[0,50]],[[1,51],[1,52],[2,52],[2,51],[1,51]]],[[[4,52],[4,56],[10,56],[10,52],[4,52]]]",
	        "[[[0,50],[6,50],[6,54],[0,54],[0,50]],[[1,51],[1,52],[2,52],[2,51],[1,51]]],[[[4,52],[10,52],[10,56],[4,56],[4,52]]]",
	};
	static const struct place_on_area places[] = {
	        {0.5, 0.5, true},    /* in both */
	        {0.3, 0.6, true},    /* in the first */
	        {0.9, 0.1, true},    /* in the second */
	        {0.15, 0.75, false}, /* the hole */
	        {0.1, 0.1, false},
	};
	for (size_t i = 0; i < 2; i++)
		assert_parts(parts[i], places, sizeof places / sizeof *places);
}

/* A hole that reaches into another part is one only where that part is not, though it runs as the outlines do. */
static void test_hole_below_another_part(void **state)
{
	(void)state;
	static const struct place_on_area places[] = {
	        {0.2, 0.65, false}, /* the hole */
	        {0.45, 0.6, true},  /* the hole, below the second part */
	        {0.05, 0.9, true},
	        {0.55, 0.55, true}, /* in both */
	};
	assert_parts("[[[0,50],[6,50],[6,54],[0,54],[0,50]],[[1,51],[5,51],[5,53],[1,53],[1,51]]],"
	             "[[[4,52],[10,52],[10,56],[4,56],[4,52]]]",
	             places, sizeof places / sizeof *places);
}

/* Outlines that do not cross, since they run on each other. */
static void test_parts_along_common_lines(void **state)
{
	(void)state;
	static const struct place_on_area strip[] = {{0.2, 0.5, true}, {0.5, 0.5, true}, {0.8, 0.5, true}};
	assert_parts("[[[0,50],[6,50],[6,54],[0,54],[0,50]]],[[[4,50],[10,50],[10,54],[4,54],[4,50]]]", strip, 3);
	static const struct place_on_area same[] = {{0.5, 0.5, true}, {0.1, 0.1, true}};
	assert_parts("[[[0,50],[6,50],[6,54],[0,54],[0,50]]],[[[0,50],[6,50],[6,54],[0,54],[0,50]]]", same, 2);
}

/* Adds a ring round a rectangle with that many vertices on each upright side; one of them is no number. */
static void add_tower(SHPHandle shapes, double west, int steps, int bad)
{
	int count = 2 * steps + 1;
	double *x = malloc(sizeof *x * (size_t)count), *y = malloc(sizeof *y * (size_t)count);
	for (int i = 0; i < count; i++) {
		bool down = i >= steps && i < 2 * steps;
		x[i] = down ? west + 1 : west;
		y[i] = i == 2 * steps ? 0 : (down ? 2 * steps - 1 - i : i) / (double)(steps - 1);
	}
	SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, count, x, y, NULL);
	if (bad >= 0)
		shape->padfX[bad] = NAN;
	SHPWriteObject(shapes, -1, shape);
	SHPDestroyObject(shape);
	free(x);
	free(y);
}

/* Of areas read together, as neighbours in a file that stays on the disk, what is left out is told. */
static void test_areas_left_out_are_told(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(FOLDER "/towers.txt", "");
	SHPHandle shapes = SHPCreate(FOLDER "/towers", SHPT_POLYGON);
	for (int i = 0; i < 3; i++)
		add_tower(shapes, i, 50000, i == 1 ? 700 : -1);
	SHPClose(shapes);
	render_map_text(&map, FOLDER "/map.yaml",
	                PLAIN "extent: [-1, -1, 4, 2]\ndata: {t: towers.shp}\nlayers: [{kind: area, data: t, fill: land}]\n",
	                NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	assert_non_null(strstr(map.said.bytes, "a part of record 2 is left out: a coordinate is not a finite number"));
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_areas_left_out_are_told),
	        cmocka_unit_test(test_areas_show_no_seams),         cmocka_unit_test(test_a_corner_amid_an_edge_shows_no_seam),
	        cmocka_unit_test(test_members_show_no_seams),
	        cmocka_unit_test(test_no_bed_below_edges),          cmocka_unit_test(test_edges_lie_once),
	        cmocka_unit_test(test_overlapping_parts_are_filled),
	        cmocka_unit_test(test_hole_below_another_part), cmocka_unit_test(test_parts_along_common_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
