/* Points of a layer: each that lies in the frame is drawn, cut at the frame's edge where its symbol reaches beyond. */
#include "rendered_map.h"

#include "page/page.h"

#define FOLDER "build/tmp-scene-points"

/* `layer`: as written. To be cleared. */
static void render_points(struct rendered_map *map, const char *settings, const char *layer)
{
	char text[2000];
	snprintf(text, sizeof text, "title: T\npage: 90x80mm\nextent: [0, 0, 10, 10]\npadding: 0\n%s\nlayers: [%s]\n", settings, layer);
	render_map_text(map, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(map);
}

/* Corners and middles of an extent's edges lie on the frame's edge, but for rounding. */
static void test_points_on_the_edge(void **state)
{
	(void)state;
	static const char *const projections[] = {"auto", "+proj=merc", "+proj=eqc"};
	write_file(FOLDER "/edge.csv", "id,lon,lat\n1,0,0\n2,10,10\n3,5,5\n4,10,5\n5,5,0\n6,0,10\n7,20,5\n");
	for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
		char settings[200];
		struct rendered_map map;
		snprintf(settings, sizeof settings, "projection: \"%s\"\ndata: {p: {file: edge.csv, key: id}}", projections[i]);
		render_points(&map, settings, "{id: p, kind: marker, data: p, size: 6pt}");
		for (int point = 1; point <= 7; point++) {
			char id[20];
			snprintf(id, sizeof id, "p-%d", point);
			if (!find_group(map.page.root, id) != (point == 7))
				fail_msg("%s: point %d is %s", projections[i], point, point == 7 ? "drawn" : "not drawn");
		}
		rendered_map_clear(&map);
	}
}

/* 10,200 points in all, each 100th on the frame's edge. */
static void write_crowd(const char *file)
{
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "name,lon,lat\n");
	for (int i = 0; i < 10200; i++)
		buffer_printf(&text, "town %d,%.4f,%d\n", i, 0.5 + i * 0.0008, i % 100 ? 2 + i % 7 : 0);
	buffer_text(&text, "");
	write_file(file, text.bytes);
	buffer_clear(&text);
}

static void test_a_crowd_on_the_edge(void **state)
{
	(void)state;
	struct rendered_map map;
	struct buffer dump;
	write_crowd(FOLDER "/crowd.csv");
	render_points(&map, "projection: \"+proj=eqc\"\ndata: {p: crowd.csv}", "{id: p, kind: marker, data: p}");
	buffer_init(&dump);
	page_dump(&map.page, &dump);
	buffer_text(&dump, "");
	if (!strstr(dump.bytes, "symbols 10200 at"))
		fail_msg("%s", strstr(dump.bytes, "symbols ") ? strstr(dump.bytes, "symbols ") : "no crowd");
	buffer_clear(&dump);
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_points_on_the_edge),
	        cmocka_unit_test(test_a_crowd_on_the_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
