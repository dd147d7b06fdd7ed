/* Areas whose parts overlap, or whose holes run the same way round as what they are in: what is filled, edged and
 * measured is the same. */
#include "rendered_map.h"

#include "geometry/ring_index.h"
#include "projection/view.h"
#include "render/region.h"

#include <math.h>

#define FOLDER "build/tmp-scene-overlap"

struct overlap_case {
	const char *name;
	const char *geometry; /* its rings: of GeoJSON's MultiPolygon, or, where polygons are not said, of Esri JSON */
	bool is_esri;
	double square, outline; /* the area and the length of its edge, in degrees */
};

#define SQUARE "[[0,0],[3,0],[3,3],[0,3],[0,0]]"
static const struct overlap_case cases[] = {
        {"opposite ways round", "[[[[0,0],[2,0],[2,2],[0,2],[0,0]]], [[[1,1],[1,3],[3,3],[3,1],[1,1]]]]", false, 7, 12},
        {"one inside another", "[[" SQUARE "], [[[1,1],[2,1],[2,2],[1,2],[1,1]]]]", false, 9, 12},
        {"island in a hole", "[[" SQUARE ", [[0.5,0.5],[2.5,0.5],[2.5,2.5],[0.5,2.5],[0.5,0.5]]], [[[1,1],[1,2],[2,2],[2,1],[1,1]]]]",
         false, 6, 24},
        {"twice", "[[" SQUARE "], [[[3,0],[0,0],[0,3],[3,3],[3,0]]]]", false, 9, 12},
        {"one over another's hole",
         "[[" SQUARE ", [[0.5,0.5],[2.5,0.5],[2.5,2.5],[0.5,2.5],[0.5,0.5]]], [[[0.2,1],[1.5,1],[1.5,2],[0.2,2],[0.2,1]]]]",
         false, 6, 22},
        {"cross", "[[[[0,1],[3,1],[3,2],[0,2],[0,1]]], [[[1,0],[1,3],[2,3],[2,0],[1,0]]]]", false, 5, 12},
        {"bow tie", "[[[[0,0],[3,3],[3,0],[0,3],[0,0]]]]", false, 4.5, 6 + 6 * M_SQRT2},
        {"hole that runs as the outline does", "[" SQUARE ", [[1,1],[2,1],[2,2],[1,2],[1,1]]]", true, 8, 16},
        {"hole before its outline", "[[[1,1],[2,1],[2,2],[1,2],[1,1]], " SQUARE "]", true, 8, 16},
        {"outlines that overlap", "[[[0,0],[2,0],[2,2],[0,2],[0,0]], [[1,1],[3,1],[3,3],[1,3],[1,1]]]", true, 7, 12},
};

static void render_case(struct rendered_map *map, const struct overlap_case *what)
{
	char text[1500];
	snprintf(text, sizeof text,
	         what->is_esri ? "{\"geometryType\": \"esriGeometryPolygon\", \"spatialReference\": {\"wkid\": 4326}, \"features\": ["
	                         "{\"attributes\": {\"id\": \"a\"}, \"geometry\": {\"rings\": %s}}]}"
	                       : "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {\"id\": \"a\"}, "
	                         "\"geometry\": {\"type\": \"MultiPolygon\", \"coordinates\": %s}}]}",
	         what->geometry);
	write_file(FOLDER "/a.json", text);
	render_map_text(map, FOLDER "/map.yaml",
	                "title: T\npage: 120x120mm\nprojection: \"+proj=eqc\"\nfurniture: {timeline: off}\n"
	                "data: {a: {file: a.json, key: id}}\nmembers: {areas: a, list: {a: a}}\nversions: {\"1\": {members: [a]}}\n"
	                "layers: [{id: m, kind: members, data: a, edge: black, edge_width: 1pt}]\n",
	                NULL, &(struct render_options){0}, false);
	assert_drawn(map);
}

/* The rings of a path of straight lines. */
static struct polylines rings_of(struct arena *arena, const struct path *path)
{
	struct polylines rings = {0};
	for (size_t i = 0, at = 0; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE)
			polylines_add(arena, &rings, (struct polyline){&path->points[at], 0});
		if (path->verbs[i] == PATH_CLOSE)
			continue;
		rings.items[rings.count - 1].count++;
		at++;
	}
	return rings;
}

/* How much of its box the fill covers. */
static double covered_share(struct arena *arena, const struct path *path)
{
	enum { side = 120 };
	const struct polylines rings = rings_of(arena, path);
	const struct ring_index *index = ring_index_build(arena, rings.items, rings.count);
	struct box box = path_bounds(path);
	size_t inside = 0;
	for (int i = 0; i < side * side; i++) {
		struct page_point at = {box.left + box_width(box) * (i % side + 0.49) / side,
		                        box.top + box_height(box) * (i / side + 0.47) / side};
		inside += ring_index_holds(index, at);
	}
	return (double)inside / (side * side);
}

static double stroked_length(struct arena *arena, const struct group *group)
{
	double length = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct polylines lines = rings_of(arena, &group->marks[i].path->path);
		for (size_t k = 0; k < lines.count; k++)
			length += polyline_length(lines.items[k].points, lines.items[k].count);
	}
	return length;
}

static double square_degree(void)
{
	const struct lonlat corners[] = {{1, 1}, {2, 1}, {2, 2}, {1, 2}};
	return geodesic_ring_area(corners, 4);
}

static void parts_are_one_area(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		double area;
		render_case(&map, &cases[i]);
		const struct path *fill = &part(&map, "member-a")->marks[0].path->path;
		double degree = box_width(path_bounds(fill)) / 3;
		double share = covered_share(&map.arena, fill) * 9;
		double length = stroked_length(&map.arena, part(&map, "m-edges")) / degree;
		assert_true(region_member_area(&map.map, &map.map.spec.members[0], &area));
		area /= square_degree();
		if (fabs(share / cases[i].square - 1) > 0.02 || fabs(length / cases[i].outline - 1) > 0.01 ||
		    fabs(area / cases[i].square - 1) > 0.002)
			fail_msg("%s: %.3f filled and %.3f measured of %.3f square degrees, %.3f edged of %.3f", cases[i].name,
			         share, area, cases[i].square, length, cases[i].outline);
		rendered_map_clear(&map);
	}
}

/* The member's area, in square degrees at the equator. */
static double measured(const char *areas)
{
	struct rendered_map map;
	double area;
	write_file(FOLDER "/a.csv", areas);
	render_map_text(&map, FOLDER "/map.yaml",
	                "title: T\ndata: {a: {file: a.csv, key: id}}\nmembers: {areas: a, list: {a: a}}\n"
	                "versions: {\"1\": {members: [a]}}\nlayers: [{kind: members, data: a}]\n",
	                NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	assert_true(region_member_area(&map.map, &map.map.spec.members[0], &area));
	rendered_map_clear(&map);
	return area / square_degree();
}

static void areas_go_on_over_the_date_line(void **state)
{
	(void)state;
	double here = measured("id,WKT\na,\"MULTIPOLYGON(((10 0,10 9,30 9,30 0,10 0)),((25 3,25 6,35 6,35 3,25 3)))\"\n");
	double there = measured("id,WKT\na,\"MULTIPOLYGON(((170 0,170 9,-170 9,-170 0,170 0)),((-175 3,-175 6,-165 6,-165 3,-175 3)))\"\n");
	assert_float_equal(there / here, 1, 0.005);
	assert_float_equal(here / 195, 1, 0.01);
	here = measured("id,WKT\na,\"POLYGON((10 0,10 9,30 9,30 0,10 0),(18 3,18 6,22 6,22 3,18 3))\"\n");
	there = measured("id,WKT\na,\"POLYGON((170 0,170 9,-170 9,-170 0,170 0),(178 3,178 6,-178 6,-178 3,178 3))\"\n");
	assert_true(fabs(there / here - 1) < 1e-6);
}

static void areas_hold_their_pole(void **state)
{
	(void)state;
	struct lonlat ring[1440];
	for (int i = 0; i < 1440; i++)
		ring[i] = (struct lonlat){-180 + i * 0.25, -70};
	double cap = measured("id,WKT\na,\"POLYGON((-150 -70,-90 -70,-30 -70,30 -70,90 -70,150 -70,-150 -70),"
	                      "(10 -75,20 -75,20 -74,10 -74,10 -75))\"\n");
	const struct lonlat hole[] = {{10, -75}, {20, -75}, {20, -74}, {10, -74}};
	double expected = (geodesic_ring_area(ring, 1440) - geodesic_ring_area(hole, 4)) / square_degree();
	assert_float_equal(cap / expected, 1, 0.002);
}

static void records_that_overlap_are_measured_once(void **state)
{
	(void)state;
	double area = measured("id,WKT\na,\"POLYGON((0 0,0 3,3 3,3 0,0 0))\"\na,\"POLYGON((1 1,1 2,2 2,2 1,1 1))\"\n");
	assert_float_equal(area / 9, 1, 0.002);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(parts_are_one_area),
	        cmocka_unit_test(areas_go_on_over_the_date_line),
	        cmocka_unit_test(areas_hold_their_pole),
	        cmocka_unit_test(records_that_overlap_are_measured_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
