/* The guess from numbers alone, held against PROJ: what lies in a system's own area of use is offered that system. */
#include "data/likely_crs.h"

#include <math.h>
#include <proj.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Where the middle of a system's area of use lies in it, or a given place; a box of 2 km about it. */
static struct lonlat_box box_in(PJ_CONTEXT *context, const char *code, double lon, double lat)
{
	PJ *transform = proj_create_crs_to_crs(context, "EPSG:4326", code, NULL);
	assert_non_null(transform);
	PJ *easy = proj_normalize_for_visualization(context, transform);
	if (isnan(lon)) {
		PJ *crs = proj_create(context, code);
		double west, south, east, north;
		assert_true(proj_get_area_of_use(context, crs, &west, &south, &east, &north, NULL));
		lon = (west + east) / 2, lat = (south + north) / 2;
		proj_destroy(crs);
	}
	PJ_COORD at = proj_trans(easy, PJ_FWD, proj_coord(lon, lat, 0, HUGE_VAL));
	assert_true(isfinite(at.xy.x));
	proj_destroy(easy);
	proj_destroy(transform);
	return (struct lonlat_box){at.xy.x - 1000, at.xy.y - 1000, at.xy.x + 1000, at.xy.y + 1000};
}

static void assert_offered(struct lonlat_box box, const char *code)
{
	struct arena arena;
	char word[32];
	arena_init(&arena);
	snprintf(word, sizeof word, "%s ", code);
	const char *text = data_likely_crs(&arena, box);
	if (!text || !strstr(text, word))
		fail_msg("%s is not offered: %s", code, text ? text : "nothing");
	arena_clear(&arena);
}

static void national_grids_are_offered_in_their_land(void **state)
{
	static const char *const codes[] = {
	        "EPSG:27700", "EPSG:29902", "EPSG:2157",  "EPSG:2154", "EPSG:28992", "EPSG:31370", "EPSG:3812",
	        "EPSG:2056",  "EPSG:21781", "EPSG:31287", "EPSG:3006", "EPSG:3067",  "EPSG:2180",  "EPSG:5514",
	        "EPSG:23700", "EPSG:3844",  "EPSG:3763",  "EPSG:3003", "EPSG:2100",  "EPSG:3301",  "EPSG:3059",
	        "EPSG:3765",  "EPSG:3826",  "EPSG:2326",  "EPSG:2193", "EPSG:27200", "EPSG:3577",  "EPSG:5880",
	        "EPSG:2039",  "EPSG:3414",  "EPSG:3347",
	};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		assert_offered(box_in(*state, codes[i], NAN, NAN), codes[i]);
	assert_offered(box_in(*state, "EPSG:5070", -96, 45), "EPSG:5070");
	assert_offered(box_in(*state, "EPSG:3035", 4, 51), "EPSG:3035");
	assert_offered(box_in(*state, "EPSG:3978", -75, 45), "EPSG:3978");
}

/* Whatever the zone: its number is in the false easting. */
static void zones_are_read_from_the_false_easting(void **state)
{
	static const struct {
		int first, last, code;
	} runs[] = {{25, 45, 4513}, {25, 45, 2349}, {25, 45, 2401}, {13, 23, 4491}, {13, 23, 2327}, {13, 23, 21413},
	            {2, 32, 28402}, {2, 5, 31466},  {5, 8, 3907},   {5, 8, 2176},   {1, 4, 2391}};
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		for (int zone = runs[i].first; zone <= runs[i].last; zone++) {
			char code[16];
			snprintf(code, sizeof code, "EPSG:%d", runs[i].code + zone - runs[i].first);
			struct lonlat_box box = box_in(*state, code, NAN, NAN);
			assert_int_equal((int)floor(box.west / 1e6), zone);
			assert_offered(box, code);
		}
	assert_offered(box_in(*state, "EPSG:4647", NAN, NAN), "EPSG:4647");
	assert_offered(box_in(*state, "EPSG:5649", NAN, NAN), "EPSG:5649");
	assert_offered(box_in(*state, "EPSG:5650", NAN, NAN), "EPSG:5650");
}

static const char *likely(struct arena *arena, struct lonlat_box box)
{
	const char *text = data_likely_crs(arena, box);
	return text ? text : "";
}

static void what_fits_the_globe_is_offered_too(void **state)
{
	struct arena arena;
	arena_init(&arena);
	/* Itasca County, Minnesota, is in UTM 15 N. */
	assert_non_null(strstr(likely(&arena, box_in(*state, "EPSG:26915", -93.6, 47.5)), "UTM (EPSG:326zz"));
	assert_non_null(strstr(likely(&arena, box_in(*state, "EPSG:3857", 121.5, 31.2)), "near 31.2° N, 121.5° E"));
	assert_non_null(strstr(likely(&arena, box_in(*state, "EPSG:4549", 120.5, 31.2)), "EPSG:4534 to 4554"));
	struct lonlat_box turned = box_in(*state, "EPSG:4528", 120.5, 31.2);
	turned = (struct lonlat_box){turned.south, turned.west, turned.north, turned.east};
	assert_non_null(strstr(likely(&arena, turned), "EPSG:4528 (3-degree Gauss-Krüger, China, zone 40, CGCS2000)"));
	assert_non_null(strstr(likely(&arena, turned), "with x and y swapped"));
	assert_string_equal(likely(&arena, (struct lonlat_box){1e9, 1e9, 1e9, 1e9}), "");
	assert_null(strstr(likely(&arena, (struct lonlat_box){446, 286, 1223, 910}), "3857"));
	assert_string_equal(likely(&arena, (struct lonlat_box){1e300, -1e300, 1e300, 1e300}), "");
	arena_clear(&arena);
}

static int open_context(void **state)
{
	*state = proj_context_create();
	return *state == NULL;
}

static int close_context(void **state)
{
	proj_context_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(national_grids_are_offered_in_their_land),
	        cmocka_unit_test(zones_are_read_from_the_false_easting),
	        cmocka_unit_test(what_fits_the_globe_is_offered_too),
	};
	return cmocka_run_group_tests(tests, open_context, close_context);
}
