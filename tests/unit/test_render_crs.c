/* `crs:` of a data entry, from the map file to places on the globe: errors stand at its value, and what is drawn is where
 * PROJ's own program says. */
#include "rendered_map.h"

#include <math.h>

#define FOLDER "build/tests/render_crs"

/* Two towns of France; `entry` goes into the data entry. */
static void render(struct rendered_map *rendered, const char *entry, const char *rows)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: small\ntitle: {en: T}\nlanguages: [en]\npage: 160x100mm\nextent: [0, 42, 8, 50]\n"
	         "data:\n  towns: {file: towns.csv, key: name%s}\n"
	         "layers: [{id: towns, kind: marker, data: towns}]\n"
	         "members: {points: towns, list: {a: {key: Paris}}}\nversions: {\"1\": {members: [a]}}\n",
	         entry);
	write_file(FOLDER "/towns.csv", rows);
	render_map_text(rendered, FOLDER "/map.yaml", text, NULL, NULL, false);
}

static const char lambert_93[] = "name,lon,lat\nParis,652470.64,6862036.80\nLyon,842663.36,6519929.07\n";

static void metres_become_degrees(void **state)
{
	(void)state;
	static const char *const entries[] = {
	        ", crs: EPSG:2154", ", crs: 'urn:ogc:def:crs:EPSG::2154'",
	        ", crs: '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80'"};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		struct rendered_map rendered;
		render(&rendered, entries[i], lambert_93);
		assert_drawn(&rendered);
		const struct lonlat *points = rendered.map.datasets[0].points;
		/* cs2cs EPSG:2154 EPSG:4326 */
		assert_true(fabs(points[0].lon - 2.3522219) < 1e-6 && fabs(points[0].lat - 48.8566140) < 1e-6);
		assert_true(fabs(points[1].lon - 4.8356590) < 1e-6 && fabs(points[1].lat - 45.7640430) < 1e-6);
		rendered_map_clear(&rendered);
	}
}

static void assert_said(const char *entry, const char *rows, const char *first, const char *second)
{
	struct rendered_map rendered;
	render(&rendered, entry, rows);
	assert_false(rendered.drawn);
	if (!strstr(rendered.said.bytes, first) || !strstr(rendered.said.bytes, second))
		fail_msg("%s", rendered.said.bytes);
	rendered_map_clear(&rendered);
}

static void errors_stand_at_the_value(void **state)
{
	(void)state;
	assert_said(", crs: EPGS:2154", lambert_93, "map.yaml:8:44: error:", "did you mean EPSG:2154");
	assert_said(", crs: 2154", lambert_93, "map.yaml:8:44: error: '2154' is not", "did you mean EPSG:2154");
	assert_said(", crs: '+proj=utm +zone=31 +nadgrids=/etc/passwd'", lambert_93, "map.yaml:8:44: error:",
	            "names a file");
	assert_said("", lambert_93, "the coordinates are not degrees", "EPSG:2154 (France, Lambert-93)");
	assert_said(", crs: EPSG:4490", lambert_93, "the coordinates are not degrees", "EPSG:2154");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(metres_become_degrees),
	        cmocka_unit_test(errors_stand_at_the_value),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
