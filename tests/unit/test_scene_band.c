/* Bands: as wide on the ground as asked for, whole beyond the frame, nothing where excepted; and what is refused. */
#include "geometry/polyline.h"
#include "projection/view.h"
#include "render/render.h"
#include "scene/scene.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char head[] = "corridor: 1\nid: test\ntitle: Test\nlanguages: [en]\npage: 200x200mm\n"
                           "data:\n"
                           "  areas: {file: geodata/admin/prefectures.shp, key: adcode}\n"
                           "  cities: {file: geodata/cities.csv, key: adcode}\n"
                           "  sea: {file: geodata/osm/sea.shp}\n"
                           "  line: {file: tests/maps/data/crossing-north-south.csv, as: line}\n"
                           "members: {areas: areas, points: cities, list: {jiaxing: {key: \"330400\"}}}\n"
                           "versions: {\"1\": {members: [jiaxing], extent: [%s]}}\n"
                           "layers:\n  - {id: band, kind: band, data: %s}\n";

struct drawn {
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct scene scene;
	struct view *view;
	bool fine;
};

/* Draws the layer into a frame of 500 points that shows the extent. */
static void draw(struct drawn *drawn, const char *extent, const char *layer)
{
	char text[2000];
	struct map_overrides overrides = {.share_dir = "seeds"};
	*drawn = (struct drawn){0};
	diag_init(&drawn->diag);
	arena_init(&drawn->arena);
	snprintf(text, sizeof text, head, extent, layer);
	drawn->fine = map_open(&drawn->map, "test.yaml", text, strlen(text), &overrides, &drawn->diag);
	if (!drawn->fine)
		return;
	struct lonlat_box box = drawn->map.spec.versions[0].extent;
	struct lonlat corners[] = {{box.west, box.south}, {box.east, box.north}};
	struct view_request request = {.points = corners, .point_count = 2, .frame = {0, 0, 500, 500}};
	drawn->view = view_open(&request, &drawn->diag);
	size_t layer_count;
	const struct layer_spec *const *layers = scene_layers(&drawn->arena, &drawn->map.spec, 0, &layer_count);
	struct scene_input input = {.layers = layers,
	                            .layer_count = layer_count,
	                            .spec = &drawn->map.spec,
	                            .datasets = drawn->map.datasets,
	                            .view = drawn->view,
	                            .theme = drawn->map.spec.theme,
	                            .text = drawn->map.text,
	                            .languages = drawn->map.spec.languages,
	                            .tags = drawn->map.tags,
	                            .messages = drawn->map.messages,
	                            .language_count = 1,
	                            .diag = &drawn->diag,
	                            .detail = 0.05};
	drawn->fine = scene_build(&drawn->arena, &input, &drawn->scene);
}

static void clear(struct drawn *drawn)
{
	view_close(drawn->view);
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

/* The layer's fill number `index`, as rings. */
static struct polylines fill_of(struct drawn *drawn, size_t index)
{
	struct group *layer = drawn->scene.layers->marks[0].group;
	struct polylines rings = {0};
	if (index >= layer->mark_count)
		return rings;
	const struct path *path = &layer->marks[index].path->path;
	const struct page_point *point = path->points;
	for (size_t i = 0; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE) {
			rings.items = arena_grow(&drawn->arena, rings.items, rings.count, &rings.capacity,
			                         sizeof *rings.items);
			rings.items[rings.count++] = (struct polyline){(struct page_point *)(uintptr_t)point, 0};
		}
		if (path->verbs[i] != PATH_CLOSE) {
			rings.items[rings.count - 1].count++;
			point++;
		}
	}
	return rings;
}

static bool holds(const struct polylines *rings, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0; i < rings->count; i++)
		inside ^= geometry_ring_contains(rings->items[i].points, rings->items[i].count, spot);
	return inside;
}

/* From the line, true distances on the ellipsoid: just inside belongs to the band, just outside does not. */
static void widths_are_true_on_the_ground(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, "120, 29.6, 122, 31", "line, width: 30km, steps: 3, opacity: 0.4");
	assert_true(drawn.fine);
	for (size_t step = 0; step < 3; step++) {
		struct polylines rings = fill_of(&drawn, step);
		assert_int_equal(rings.count, 1);
		double half = 15000 * (double)(3 - step) / 3;
		for (double lat = 29.75; lat < 30.9; lat += 0.05)
			for (int side = -1; side <= 1; side += 2) {
				struct lonlat on_line = {121.5, lat};
				struct lonlat inner = geodesic_direct(on_line, 90 * side, half * 0.997);
				struct lonlat outer = geodesic_direct(on_line, 90 * side, half * 1.003);
				assert_true(holds(&rings, view_forward_one(drawn.view, inner)));
				assert_false(holds(&rings, view_forward_one(drawn.view, outer)));
			}
	}
	double clear_through = 1;
	const struct group *layer = drawn.scene.layers->marks[0].group;
	assert_int_equal(layer->mark_count, 3);
	for (size_t i = 0; i < 3; i++)
		clear_through *= 1 - layer->marks[i].path->fill.opacity;
	assert_true(fabs(1 - clear_through - 0.4) < 1e-9);
	clear(&drawn);
}

/* The line is 10 km outside the frame: its band reaches in as if the frame were wider. */
static void a_line_beyond_the_frame_counts(void **state)
{
	(void)state;
	struct drawn near, far;
	draw(&near, "121.61, 30.1, 121.9, 30.4", "line, width: 30km");
	assert_true(near.fine);
	struct polylines rings = fill_of(&near, 0);
	assert_true(rings.count == 1);
	struct lonlat on_line = {121.5, 30.25};
	assert_true(holds(&rings, view_forward_one(near.view, geodesic_direct(on_line, 90, 14900))));
	assert_false(holds(&rings, view_forward_one(near.view, geodesic_direct(on_line, 90, 15100))));
	clear(&near);
	draw(&far, "121.8, 30.1, 122.1, 30.4", "line, width: 30km");
	assert_true(far.fine);
	assert_int_equal(fill_of(&far, 0).count, 0);
	clear(&far);
}

static void the_sea_is_left_out(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, "120, 29.6, 122, 31", "line, width: 30km, except: sea, edge: lead");
	assert_true(drawn.fine);
	struct polylines rings = fill_of(&drawn, 0);
	assert_true(rings.count >= 2);
	assert_false(holds(&rings, view_forward_one(drawn.view, (struct lonlat){121.5, 30.4}))); /* Hangzhou Bay */
	assert_true(holds(&rings, view_forward_one(drawn.view, (struct lonlat){121.5, 29.8})));
	assert_true(holds(&rings, view_forward_one(drawn.view, (struct lonlat){121.5, 30.87})));
	assert_true(drawn.scene.layers->marks[0].group->marks[1].path->stroke.width > 0);
	clear(&drawn);
}

static void what_makes_no_band_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *extent, *layer, *said;
		bool is_error;
	} cases[] = {
	        {"120, 29, 122, 31", "cities", "kind band draws lines, but geodata/cities.csv holds points", true},
	        {"120, 29, 122, 31", "areas", "kind band draws lines, but geodata/admin/prefectures.shp holds polygons",
	         true},
	        {"120, 29, 122, 31", "cities", "write `as: line` in its data entry", true},
	        {"120, 29, 122, 31", "areas", "kind: area draws polygons", true},
	        {"120, 29, 122, 31", "line, with: [line, sea]",
	         "kind band takes for 'with' lines, but geodata/osm/sea.shp holds polygons", true},
	        {"120, 29, 122, 31", "line, except: cities",
	         "takes for 'except' polygons, but geodata/cities.csv holds points", true},
	        {"120, 29, 122, 31", "line, width: 0km", "'width' must lie between 10 and 2000000 metres", true},
	        {"120, 29, 122, 31", "line, width: -3km", "'width' must lie between 10 and 2000000 metres", true},
	        {"120, 29, 122, 31", "line, width: 40000km", "'width' must lie between 10 and 2000000 metres", true},
	        {"120, 29, 122, 31", "line, width: 15", "'width' takes a distance on the ground, not '15'", true},
	        {"120, 29, 122, 31", "line, width: km", "'width' takes a distance on the ground, not 'km'", true},
	        {"120, 29, 122, 31", "line, width: 15mm", "for example 15km, 800m", true},
	        {"120, 29, 122, 31", "line, with: lines", "unknown data 'lines'", true},
	        {"120, 29, 122, 31", "line, steps: 0", "'steps' must lie between 1 and 8", true},
	        {"120, 29, 122, 31", "line, width: 1500km", "band 'band' of 1500 km is wider than the map", false},
	        {"120, 29, 122, 31", "line, width: 50m", "band 'band' of 0.05 km is only 0.1", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct drawn drawn;
		draw(&drawn, cases[i].extent, cases[i].layer);
		struct buffer said;
		buffer_init(&said);
		diag_format(&drawn.diag, 0, &said);
		if (!said.bytes || !strstr(said.bytes, cases[i].said))
			fail_msg("%s: said %s", cases[i].layer, said.bytes ? said.bytes : "nothing");
		assert_int_equal(drawn.fine, !cases[i].is_error);
		buffer_clear(&said);
		clear(&drawn);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(widths_are_true_on_the_ground),
	        cmocka_unit_test(a_line_beyond_the_frame_counts),
	        cmocka_unit_test(the_sea_is_left_out),
	        cmocka_unit_test(what_makes_no_band_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
