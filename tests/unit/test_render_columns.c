/* Columns: whatever option of whatever kind names a column that the data has not, it is an error with the nearest name.
 */
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MAP "tests/maps/kinds.yaml"

static char *read_map(size_t *length)
{
	FILE *file = fopen(MAP, "rb");
	assert_non_null(file);
	char *text = calloc(1, 1 << 16);
	*length = fread(text, 1, (1 << 16) - 1, file);
	fclose(file);
	return text;
}

/* What opening the map with these changes says; to be freed. */
static char *said(const char *const *sets, size_t count)
{
	struct map_overrides overrides = {.sets = sets, .set_count = count, .share_dir = "seeds"};
	struct loaded_map map;
	struct diag diag;
	struct buffer text;
	size_t length;
	char *bytes = read_map(&length);
	diag_init(&diag);
	buffer_init(&text);
	bool opened = map_open(&map, MAP, bytes, length, &overrides, &diag);
	assert_int_equal(opened, diag.errors == 0);
	diag_format(&diag, DIAG_QUIET, &text);
	map_close(&map);
	diag_clear(&diag);
	free(bytes);
	return text.bytes ? text.bytes : calloc(1, 1);
}

static void test_unknown(void **state)
{
	(void)state;
	static const struct {
		const char *sets[2];
		const char *column, *hint;
	} cases[] = {
	        {{"data.areas.key=adcod"}, "'adcod', which 'key' of data 'areas'", "adcode"},
	        {{"data.cities.url=remrak"}, "'remrak', which 'url' of data 'cities'", "remark"},
	        {{"data.places.attributes=[rank, popluation]"}, "'popluation', which 'attributes' of", "population"},
	        {{"data.cities.names={en: nam_en}"}, "'nam_en', which 'names' of data 'cities'", "name_en"},
	        {{"layers.area-own.classes={by: adcdoe, breaks: [1], fill: lead}"},
	         "'adcdoe', which 'classes' of layer 'area-own'",
	         "adcode"},
	        {{"layers.area-own.where={adcdoe: x}"}, "'adcdoe', which 'where' of layer 'area-own'", "adcode"},
	        {{"layers.area-own.where=\"name_en like '%a' and not adcdoe = 1\""},
	         "'adcdoe', which 'where' of layer 'area-own'",
	         "adcode"},
	        {{"layers.marker-towns.except={categry: x}"}, "'categry', which 'except' of", "category"},
	        {{"layers.marker-towns.weight_by=popullation"}, "'popullation', which 'weight_by' of", "population"},
	        {{"layers.line-borders.rank=rnak"}, "'rnak', which 'rank' of layer 'line-borders'", "rank"},
	        {{"layers.railway-planned.stops=places", "layers.railway-planned.stops_where={categroy: city}"},
	         "'categroy', which 'stops_where' of layer 'railway-planned'",
	         "category"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = said(cases[i].sets, cases[i].sets[1] ? 2 : 1), hint[80];
		snprintf(hint, sizeof hint, "did you mean '%s'?", cases[i].hint);
		if (!strstr(text, cases[i].column) || !strstr(text, hint))
			fail_msg("%s says:\n%s", cases[i].sets[0], text);
		free(text);
	}
}

/* An expression's columns are underlined where they stand in it. */
static void test_place(void **state)
{
	(void)state;
	static const char *const sets[] = {"layers.area-own.where=not adcdoe = 1"};
	char *text = said(sets, 1);
	if (!strstr(text, ":1:27: error: ") ||
	    !strstr(text, "where=not adcdoe = 1\n      |                           ^~~~~~\n"))
		fail_msg("%s", text);
	free(text);
}

/* A default need not be there: rank of the lines, name_en of the names. */
static void test_default(void **state)
{
	(void)state;
	static const char *const sets[] = {"layers.line-borders.data=road", "layers.line-borders.where={}",
	                                   "data.places.names={en: name_en, zh: name_zh, fr: name_fr}"};
	char *text = said(sets, 3);
	assert_string_equal(text, "");
	free(text);
}

static void test_geometry(void **state)
{
	(void)state;
	static const char *const sets[] = {"layers.band-fading.except=rail"};
	char *text = said(sets, 1);
	assert_non_null(strstr(text, "takes for 'except' polygons, but"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_unknown), cmocka_unit_test(test_place),
	                                   cmocka_unit_test(test_default), cmocka_unit_test(test_geometry)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
