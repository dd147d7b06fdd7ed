/* How pages are divided: by the region's shape, for all versions alike, as the author says. */
#include "render/region.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const pages[] = {"a4", "a4-portrait", "a3", "a5", "slide", "square", "300x100mm"};
#define PAGES (sizeof pages / sizeof *pages)

struct divided {
	struct sheet sheet;
	double scales[3]; /* denominators, one per version */
	size_t versions;
};

static const char *const form =
        "corridor: 1\nid: small\ntitle: Small\nlanguages: [en]\nsources: {a: {en: %s}}\n"
        "data:\n  land: {file: geodata/land.shp}\n  cities: {file: geodata/cities.csv, key: adcode}\n"
        "layers:\n  - {id: land, kind: area, data: land}\n"
        "  - {id: cities, kind: marker, data: cities, legend: {en: City}}\n"
        "members: {points: cities, list: {jiaxing: {key: \"330400\"}}}\n"
        "versions: {\"1\": {year: 2020, members: [jiaxing], extent: %s}}\nfurniture: {locator: {data: land}}\n";
static const char credit[] = "\"Land: Natural Earth, which is in the public domain and made by many volunteers.\"";

/* Divides a page for a map whose text is given. */
static void divide(const char *name, const char *text, const char *page, const char *layout, bool bare,
                   struct divided *out)
{
	struct diag diag;
	struct loaded_map map;
	struct arena arena;
	char set[64];
	snprintf(set, sizeof set, "layout=%s", layout);
	const char *sets[] = {set};
	struct map_overrides overrides = {.page = page, .sets = sets, .set_count = 1, .share_dir = "seeds"};
	diag_init(&diag);
	arena_init(&arena);
	if (!map_open(&map, name, text, strlen(text), &overrides, &diag))
		fail_msg("%s", diag.entries[0].message);
	out->sheet = map_sheet(&map, bare, &arena);
	out->versions = map.spec.version_count;
	for (size_t v = 0; v < out->versions; v++) {
		struct view *view = map_view(&map, v, bare, &arena, &diag);
		assert_non_null(view);
		out->scales[v] = view_scale(view);
		view_close(view);
	}
	arena_clear(&arena);
	map_close(&map);
	diag_clear(&diag);
}

static void divide_extent(const char *extent, const char *page, const char *layout, struct divided *out)
{
	char text[2000];
	snprintf(text, sizeof text, form, credit, extent);
	divide("test.yaml", text, page, layout, false, out);
}

static bool is_below(const struct sheet *sheet)
{
	return sheet->panel.top > sheet->frame.bottom;
}

/* From Abidjan to Lagos; a world; a country from north to south. */
static const struct {
	const char *extent;
	bool below[PAGES];
} regions[] = {
        {"[-4.5, 4.5, 4, 8]", {true, true, true, true, true, true, false}},
        {"[-180, -60, 180, 84]", {true, true, true, true, true, true, false}},
        {"[-76, -56, -66, -17]", {false, false, false, false, false, false, false}},
};

static void shape_of_the_region_divides(void **state)
{
	(void)state;
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++)
		for (size_t p = 0; p < PAGES; p++) {
			struct divided chosen, beside, below;
			divide_extent(regions[r].extent, pages[p], "auto", &chosen);
			divide_extent(regions[r].extent, pages[p], "side", &beside);
			divide_extent(regions[r].extent, pages[p], "below", &below);
			assert_true(is_below(&below.sheet) && beside.sheet.panel.left > beside.sheet.frame.right);
			if (is_below(&chosen.sheet) != regions[r].below[p])
				fail_msg("%s on %s: the panel stands %s; 1 : %.0f beside, 1 : %.0f below",
				         regions[r].extent, pages[p], regions[r].below[p] ? "beside" : "below",
				         beside.scales[0], below.scales[0]);
			if (chosen.scales[0] > fmin(beside.scales[0], below.scales[0]) * 1.1)
				fail_msg("%s on %s: 1 : %.0f, beside 1 : %.0f, below 1 : %.0f", regions[r].extent,
				         pages[p], chosen.scales[0], beside.scales[0], below.scales[0]);
		}
}

static void none_is_bare(void **state)
{
	(void)state;
	for (size_t p = 0; p < PAGES; p++) {
		struct divided none, bare;
		char text[2000];
		snprintf(text, sizeof text, form, credit, "[100, 20, 110, 30]");
		divide("test.yaml", text, pages[p], "none", false, &none);
		divide("test.yaml", text, pages[p], "auto", true, &bare);
		assert_true(box_is_empty(none.sheet.panel) && box_is_empty(bare.sheet.panel));
		assert_memory_equal(&none.sheet.frame, &bare.sheet.frame, sizeof bare.sheet.frame);
	}
}

/* The G60 sheets: scales that an editor expects of each page, for each version. */
static const struct {
	const char *page;
	double most[3];
} sheets[] = {{"a4", {700e3, 2e6, 3e6}},
              {"a4-portrait", {700e3, 2e6, 3.2e6}},
              {"a3", {700e3, 2e6, 3e6}},
              {"square", {1e6, 3e6, 4.5e6}}};

static void series_has_one_division(void **state)
{
	(void)state;
	static char text[1 << 16];
	FILE *file = fopen("seeds/g60.yaml", "rb");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct divided g60;
		divide("seeds/g60.yaml", text, sheets[i].page, "auto", false, &g60);
		assert_int_equal(g60.versions, 3);
		for (size_t v = 0; v < 3; v++)
			if (g60.scales[v] > sheets[i].most[v])
				fail_msg("%s, version %zu: 1 : %.0f", sheets[i].page, v, g60.scales[v]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(shape_of_the_region_divides),
	                                   cmocka_unit_test(none_is_bare), cmocka_unit_test(series_has_one_division)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
