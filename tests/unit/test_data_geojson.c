/* GeoJSON: every type, mixed types, ids and properties, the crs of 2008, texts by line, Esri JSON. */
#include "geojson_reading.h"

static void types(void **state)
{
	(void)state;
	assert_outline(read_text("{\"type\":\"Point\",\"coordinates\":[1,2]}"), "p1 1,2", 0);
	assert_outline(read_text("{\"coordinates\":[[1,2],[3,4,5]],\"type\":\"MultiPoint\"}"), "p1 1,2 3,4", 0);
	assert_outline(read_text(FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}")), "l1 1,2 3,4", 0);
	assert_outline(read_text(COLLECTION(
	                       FEATURE("{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}"))),
	               "l1 1,2 3,4 | 5,6 7,8", 0);
	assert_outline(read_text("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],"
	                         "[[2,1],[3,1],[3,2],[2,1]]]}"),
	               "P1 0,0 9,0 9,9 | 2,1 3,1 3,2", 0);
	assert_outline(read_text("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[9,0],[9,9],[0,0]]],"
	                         "[[[2,1],[3,1],[3,2],[2,1]]]]}"),
	               "P1 0,0 9,0 9,9 | 2,1 3,1 3,2", 0);
	assert_outline(read_text("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"LineString\","
	                         "\"coordinates\":[[1,2],[3,4]]},{\"type\":\"Point\",\"coordinates\":[5,6]},"
	                         "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\","
	                         "\"coordinates\":[7,8]}]}]}"),
	               "p1 5,6 | 7,8\nl1 1,2 3,4", 0);
}

static void values(void **state)
{
	(void)state;
	assert_outline(read_text(COLLECTION(
	                       "{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"id\":7,\"properties\":{"
	                       "\"n\":1.50,\"t\":\"a\\tb \\ud83d\\ude00 \\u0000\",\"o\":{\"x\":true,\"y\":{\"z\":false}},"
	                       "\"l\":[1.0,\"q\",{\"k\":null}],\"no\":null},\"type\":\"Feature\"},"
	                       "{\"type\":\"Feature\",\"id\":8,\"geometry\":{\"type\":\"Point\",\"coordinates\":[3,4]},"
	                       "\"properties\":{\"n\":1e5,\"later\":\"\"}},"
	                       "{\"type\":\"Feature\",\"id\":\"a\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,6]},"
	                       "\"properties\":{\"id\":\"own\",\"later\":12}},"
	                       "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,6]},"
	                       "\"properties\":null}")),
	               "p1 1,2 {id=7} {#n=1.50} {t=a b 😀 \uFFFD} {o.x=true} {o.y.z=false} {l=[1.0,\"q\",{\"k\":null}]}\n"
	               "p2 3,4 {id=8} {#n=1e5}\np3 5,6 {id=own} {#later=12}\np4 5,6",
	               0);
}

static void members_in_any_order(void **state)
{
	(void)state;
	assert_outline(read_text("{\"features\":[" GOOD "],\"bbox\":[0,0,9,9],\"name\":{\"features\":[1]},"
	                         "\"type\":\"FeatureCollection\"}"),
	               "p1 1,2", 0);
	assert_outline(read_text("\xEF\xBB\xBF {\"type\":\"FeatureCollection\",\"x\":[[{}]],\"features\":[" GOOD "," GOOD
	                         "]}\r\n"),
	               "p1 1,2\np2 1,2", 0);
}

static void named_crs(void **state)
{
	(void)state;
	static const char *const names[][2] = {{"\"urn:ogc:def:crs:EPSG::3857\"", "EPSG:3857"},
	                                       {"\"EPSG:2154\"", "EPSG:2154"},
	                                       {"\"http://www.opengis.net/def/crs/EPSG/0/25832\"", "EPSG:25832"},
	                                       {"\"urn:ogc:def:crs:OGC:1.3:CRS84\"", NULL},
	                                       {"\"EPSG:4326\"", NULL}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char text[600];
		snprintf(text, sizeof text,
		         "{\"type\":\"FeatureCollection\",\"features\":[" GOOD
		         "],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":%s}}}",
		         names[i][0]);
		struct reading reading = read_text(text);
		assert_read(&reading);
		assert_int_equal(reading.diag.count, 0);
		if (names[i][1])
			assert_string_equal(reading.dataset.crs, names[i][1]);
		else
			assert_null(reading.dataset.crs);
		data_done(&reading);
	}
}

static void texts_by_line(void **state)
{
	(void)state;
	assert_outline(read_lines(GOOD "\n\n" GOOD "\r\n{\"type\":\"Point\",\"coordinates\":[5,6]}"),
	               "p1 1,2\np3 1,2\np4 5,6", 0);
	assert_outline(read_lines("\x1E{\"type\":\"Point\",\n\"coordinates\":[5,6]}\n\x1E" GOOD "\n"), "p1 5,6\np3 1,2", 0);
	assert_outline(read_lines(COLLECTION(GOOD) "\n" GOOD), "p1 1,2\np2 1,2", 0);
	struct reading reading = read_lines(GOOD "\n{\"type\":\n" GOOD "\n[1]\n" GOOD "x\n{\"type\":\"Topology\"}");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	assert_said(&reading, DIAG_WARNING,
	            "map.geojson: 4 of 6 features are left out: 2 that are no JSON (first: line 2), "
	            "2 that are no GeoJSON (first: line 4)");
	data_done(&reading);
}

static void encodings(void **state)
{
	(void)state;
	static const char gbk[] = "{\"type\":\"Feature\",\"properties\":{\"name\":\"\xB9\xFA\xB5\x5C\"},"
	                          "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}";
	struct dataset_request request = plain;
	request.encoding = "gbk";
	assert_outline(read_with(gbk, sizeof gbk - 1, false, request), "p1 1,2 {name=国礬}", 0);
	struct reading reading = read_text(gbk);
	assert_false(reading.good);
	assert_said(&reading, DIAG_ERROR, "map.geojson:1:");
	assert_said(&reading, DIAG_ERROR, "a text is not UTF-8");
	assert_said(&reading, DIAG_ERROR, "encoding: gbk");
	data_done(&reading);
	static const char narrow[] = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
	char wide[2 * sizeof narrow] = "\xFF\xFE";
	for (size_t i = 0; i + 1 < sizeof narrow; i++)
		wide[2 + 2 * i] = narrow[i];
	assert_outline(read_with(wide, 2 * sizeof narrow, false, plain), "p1 1,2", 0);
}

#define ESRI(system, features) "{\"geometryType\":\"x\",\"spatialReference\":" system ",\"features\":[" features "]}"

static void esri_json(void **state)
{
	(void)state;
	assert_outline(read_text(ESRI("{\"wkid\":4326}",
	                              "{\"attributes\":{\"n\":1.50,\"t\":\"a\"},\"geometry\":{\"x\":1,\"y\":2}},"
	                              "{\"attributes\":{},\"geometry\":{\"points\":[[1,2],[3,4,9]]}},"
	                              "{\"geometry\":{\"paths\":[[[1,2],[3,4]],[[5,6],[7,8]]]}},"
	                              "{\"attributes\":{},\"geometry\":{\"rings\":[[[0,0],[9,0],[9,9],[0,0]]]}}")),
	               "p1 1,2 {#n=1.50} {t=a}\np2 1,2 3,4\nl3 1,2 3,4 | 5,6 7,8\nP4 0,0 9,0 9,9", 0);
	struct reading reading = read_text(ESRI("{}", "{\"attributes\":{},\"geometry\":{\"x\":\"NaN\",\"y\":\"NaN\"}},"
	                                              "{\"geometry\":{\"curveRings\":[]}},"
	                                              "{\"geometry\":{\"rings\":7}},{\"geometry\":{\"x\":1}},"
	                                              "{\"geometry\":{\"x\":1,\"y\":2}}"));
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_said(&reading, DIAG_WARNING,
	            "4 of 5 features are left out: 1 without a geometry (feature 1), 1 with curves, which are not read "
	            "(feature 2), 1 whose geometry has no array of coordinates (feature 3), 1 with a coordinate that is not "
	            "finite (feature 4)");
	data_done(&reading);
}

static void esri_systems(void **state)
{
	(void)state;
	static const char *const systems[][2] = {{"{\"wkid\":102100,\"latestWkid\":3857}", "EPSG:3857"},
	                                         {"{\"wkid\":102100}", "EPSG:3857"},
	                                         {"{\"wkid\":2154}", "EPSG:2154"},
	                                         {"{\"wkid\":102003}", "ESRI:102003"},
	                                         {"{\"wkt\":\"PROJCS[\\\"a\\\"]\"}", "PROJCS[\"a\"]"}};
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		char text[400];
		snprintf(text, sizeof text, ESRI("%s", "{\"attributes\":{},\"geometry\":{\"x\":1,\"y\":2}}"),
		         systems[i][0]);
		struct reading reading = read_text(text);
		assert_read(&reading);
		assert_string_equal(reading.dataset.crs, systems[i][1]);
		data_done(&reading);
	}
}

static void files_by_suffix(void **state)
{
	(void)state;
	data_folder("build/test-data-geojson");
	static const char *const names[] = {"build/test-data-geojson/a.geojson", "build/test-data-geojson/a.JSON",
	                                    "build/test-data-geojson/a.geojsonl", "build/test-data-geojson/a.ndjson",
	                                    "build/test-data-geojson/a.jsonl", "build/test-data-geojson/a.topojson"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		data_write_text(names[i], GOOD "\n");
		struct reading reading = data_read_file(names[i]);
		assert_read(&reading);
		assert_int_equal(reading.dataset.feature_count, 1);
		data_done(&reading);
	}
}

/* Many features, so that they lie across the pieces in which the file is read. */
static void many_features(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "{\"type\":\"FeatureCollection\",\"features\":[\n");
	for (int i = 0; i < 5000; i++)
		buffer_printf(&text, "%s{\"type\":\"Feature\",\"properties\":{\"n\":%d},\"geometry\":{\"type\":\"LineString\","
		                     "\"coordinates\":[[%d,1],[2,3]%s]}}",
		              i ? ",\n" : "", i, i % 90, i == 4321 ? ",\"x\"" : "");
	buffer_text(&text, "]}");
	struct reading reading = read_with(text.bytes, text.length, false, plain);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 4999);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[4998], 0), "4999");
	assert_said(&reading, DIAG_WARNING, "1 with coordinates that are no numbers (feature 4322, line 4323)");
	data_done(&reading);
	buffer_clear(&text);
}

/* Of numbers that a double does not tell apart each is found by its digits. */
static void long_keys(void **state)
{
	(void)state;
	struct reading reading = read_text(
	        "{\"type\":\"FeatureCollection\",\"features\":["
	        "{\"type\":\"Feature\",\"properties\":{\"id\":12345678901234567},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},"
	        "{\"type\":\"Feature\",\"properties\":{\"id\":12345678901234568},\"geometry\":{\"type\":\"Point\",\"coordinates\":[3,4]}},"
	        "{\"type\":\"Feature\",\"properties\":{\"id\":91620000000.0},\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,6]}}]}");
	assert_true(reading.good);
	static const char *const keys[] = {"12345678901234567", "12345678901234568", "91620000000"};
	for (size_t i = 0; i < 3; i++) {
		const struct feature *found = dataset_find(&reading.dataset, "id", keys[i]);
		assert_non_null(found);
		assert_int_equal(found->record, i + 1);
		assert_string_equal(feature_key(&reading.dataset, found, "id", &reading.arena), keys[i]);
	}
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(types),
	        cmocka_unit_test(long_keys),
	        cmocka_unit_test(values),
	        cmocka_unit_test(members_in_any_order),
	        cmocka_unit_test(named_crs),
	        cmocka_unit_test(texts_by_line),
	        cmocka_unit_test(encodings),
	        cmocka_unit_test(esri_json),
	        cmocka_unit_test(esri_systems),
	        cmocka_unit_test(files_by_suffix),
	        cmocka_unit_test(many_features),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
