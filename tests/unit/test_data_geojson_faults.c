/* Faulty GeoJSON: each fault is told, and what is whole is read. */
#include "geojson_reading.h"

/* Files of which something can be drawn, and what is said of the rest. */
static const char *const faulty_feature[][2] = {
        {"null", "that are no objects (feature 1"},
        {"[1,2]", "that are no objects"},
        {"\"x\"", "that are no objects"},
        {"{}", "whose type is not Feature"},
        {"{\"type\":\"feature\",\"properties\":{},\"geometry\":null}", "whose type is not Feature"},
        {"{\"type\":\"Topology\"}", "whose type is not Feature"},
        {"{\"type\":7,\"properties\":{},\"geometry\":null}", "whose type is not Feature"},
        {COLLECTION(GOOD), "whose type is not Feature"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2]}", "a geometry stands where a feature must"},
        {"{\"type\":\"Feature\",\"properties\":{}}", "without a member geometry"},
        {"{\"type\":\"Feature\",\"properties\":{},\"geometery\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         "without a member geometry"},
        {"{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         "no member properties"},
        {"{\"type\":\"Feature\",\"properties\":[],\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         "properties are no object"},
        {"{\"type\":\"Feature\",\"properties\":\"x\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         "properties are no object"},
        {"{\"type\":\"Feature\",\"id\":{},\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         "an id is neither a text nor a number"},
        {"{\"type\":\"Feature\",\"id\":true,\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "an id is neither a text nor a number"},
        {"{\"type\":\"Feature\",\"bbox\":[1,2,3],\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a bbox is no array of four or six numbers"},
        {"{\"type\":\"Feature\",\"bbox\":{},\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a bbox is no array"},
        {"{\"type\":\"Feature\",\"coordinates\":[1,2],\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a member does not belong where it is"},
        {"{\"type\":\"Feature\",\"features\":[],\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a member does not belong where it is"},
        {"{\"type\":\"Feature\",\"properties\":{\"a\":1,\"a\":2},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a key is there twice"},
        {"{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2],"
         "\"coordinates\":[3,4]}}",
         "a key is there twice"},
        {"{\"type\":\"Feature\",\"crs\":{},\"properties\":{},\"geometry\":{\"type\":\"Point\","
         "\"coordinates\":[1,2]}}",
         "a crs of a feature or geometry is not read"},
        {FEATURE("null"), "without a geometry"},
        {FEATURE("[1,2]"), "whose geometry is no object"},
        {FEATURE("\"Point\""), "whose geometry is no object"},
        {FEATURE("{}"), "whose geometry has no type, or an unknown one"},
        {FEATURE("{\"type\":\"point\",\"coordinates\":[1,2]}"), "or an unknown one"},
        {FEATURE("{\"type\":\"Line\",\"coordinates\":[[1,2],[3,4]]}"), "or an unknown one"},
        {FEATURE("{\"type\":\"Circle\",\"coordinates\":[1,2],\"radius\":3}"), "or an unknown one"},
        {FEATURE("{\"type\":[\"Point\"],\"coordinates\":[1,2]}"), "or an unknown one"},
        {FEATURE("{\"coordinates\":[1,2]}"), "or an unknown one"},
        {FEATURE(GOOD), "or an unknown one"},
        {FEATURE("{\"type\":\"Point\"}"), "no array of coordinates"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":null}"), "no array of coordinates"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":\"1,2\"}"), "no array of coordinates"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":{\"lon\":1,\"lat\":2}}"), "no array of coordinates"},
        {FEATURE("{\"type\":\"Point\",\"coordinate\":[1,2]}"), "no array of coordinates"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[]}"), "without a geometry"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1]}"), "fewer than two numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[\"1\",\"2\"]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[null,null]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,null]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[[1,2]]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2,3,4]}"), "more than three numbers"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1e999,2]}"), "a coordinate that is not finite"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,95]}"), "out of range"},
        {FEATURE("{\"type\":\"MultiPoint\",\"coordinates\":[1,2]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[]]}"), "fewer than two numbers"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[1,2,3,4]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2]]}"), "too few vertices"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[[[1,2],[3,4]]]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2],3]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2],null]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"LineString\",\"coordinates\":[\"1 2\",\"3 4\"]}"), "that are no numbers"},
        {FEATURE("{\"type\":\"MultiLineString\",\"coordinates\":[[1,2],[3,4]]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[1,2]]]}"), "a part has too few"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4],[5,6],[1,2]]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[1,2]]]}"), "too few vertices"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,3]]]}"), "a ring is not closed"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[1,1]]]}"),
         "a part has too few"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[[0,0],[9,0],[9,9],[0,0]]]]}"), "more or fewer brackets"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[]}"), "without a geometry"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[]]}"), "too few vertices"},
        {FEATURE("{\"type\":\"MultiPolygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]]]}"),
         "more or fewer brackets"},
        {FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[0,0,5],[9,0,5],[9,9,5],[0,0]]]}"),
         "have not as many numbers"},
        {FEATURE("{\"type\":\"GeometryCollection\"}"), "no array of geometries"},
        {FEATURE("{\"type\":\"GeometryCollection\",\"geometries\":{}}"), "no array of geometries"},
        {FEATURE("{\"type\":\"GeometryCollection\",\"geometries\":[null]}"), "whose geometry is no object"},
        {FEATURE("{\"type\":\"GeometryCollection\",\"geometries\":[" GOOD "]}"), "or an unknown one"},
        {FEATURE("{\"type\":\"GeometryCollection\",\"coordinates\":[[1,2]]}"), "no array of geometries"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2],\"geometry\":null}"), "does not belong where it is"},
};

static void faulty_features(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faulty_feature / sizeof *faulty_feature; i++) {
		char text[1000];
		snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[%s,\n" GOOD ",\n" GOOD "]}",
		         faulty_feature[i][0]);
		struct reading reading = read_text(text);
		if (!reading.good || !data_said(&reading, DIAG_WARNING, faulty_feature[i][1])) {
			data_print(&reading);
			fail_msg("%s", faulty_feature[i][0]);
		}
		assert_true(reading.dataset.feature_count >= 2);
		data_done(&reading);
	}
}

/* Files of which nothing can be drawn. */
static const char *const faulty_file[][2] = {
        {"", "map.geojson:1:1: the text ends in the middle of a value"},
        {"title: A map\ndata:\n", "GeoJSON and TopoJSON are JSON"},
        {"{\"title\":\"A map\",\"data\":{},\"layers\":[]}", "neither GeoJSON nor TopoJSON: it may be a map file"},
        {"{\"a\":1}", "neither GeoJSON nor TopoJSON: it has no type"},
        {"{\"type\":\"Feature Collection\",\"features\":[]}", "its type is 'Feature Collection'"},
        {"{\"type\":\"featurecollection\",\"features\":[" GOOD "]}", "its type is 'featurecollection'"},
        {"{\"type\":[],\"features\":[" GOOD "]}", "its type is no text"},
        {"{\"type\":\"Feature\",\"features\":[" GOOD "]}", "its type is 'Feature'"},
        {"[[1,2],[3,4]]", "none of its 2 features can be drawn: 2 that are no objects"},
        {"[{\"name\":\"Paris\",\"lat\":48.8,\"lon\":2.3}]", "whose type is not Feature"},
        {"7", "it is a single value"},
        {"{\"geometryType\":\"esriGeometryPoint\",\"features\":[{\"attributes\":{}}],\"spatialReference\":{}}",
         "its only feature cannot be drawn: 1 without a geometry"},
        {"{\"elements\":[{\"type\":\"node\",\"id\":1,\"lat\":1,\"lon\":2}]}", "an answer of OpenStreetMap's Overpass"},
        {"{\"type\":\"FeatureCollection\",\"hc-transform\":{},\"features\":[" GOOD "]}", "is a map for Highcharts"},
        {"{\"elements\":[]}", "npx osmtogeojson 'map.geojson' > MAP.geojson"},
        {"{\"displayFieldName\":\"\",\"spatialReference\":{\"wkid\":4326}}", "it is Esri JSON"},
        {"{\"type\":\"FeatureCollection\"}", "has no array 'features'"},
        {"{\"type\":\"FeatureCollection\",\"features\":{}}", "has no array 'features'"},
        {"{\"type\":\"FeatureCollection\",\"features\":null}", "has no array 'features'"},
        {"{\"type\":\"FeatureCollection\",\"feature\":[" GOOD "]}", "has no array 'features'"},
        {COLLECTION("7"), "its only feature cannot be drawn: 1 that are no objects (feature 1)"},
        {COLLECTION(COLLECTION(GOOD)), "whose type is not Feature"},
        {COLLECTION(GOOD ","), "map.geojson:1:"},
        {GOOD "\n" GOOD "\n", "map.geojson:2:1: there is more text after the end of the value"},
        {GOOD "\n" GOOD "\n", "is named .geojsonl"},
        {"{\"type\":\"FeatureCollection\",\"features\":[\n" GOOD, "map.geojson:2:"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[NaN,2]}"), "NaN and Infinity are no JSON"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,Infinity]}"), "NaN and Infinity are no JSON"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2,]}"), "a comma or bracket too many"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[31.2,121.5]}"), "longitude and latitude look swapped"},
        {FEATURE("{\"type\":\"Point\",\"coordinates\":[500000,3500000]}"), "the coordinates are not degrees"},
        {"{\"type\":\"FeatureCollection\",\"features\":[" GOOD
         "],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:x:y\"}}}",
         "its crs 'urn:x:y' is not known"},
        {"{\"type\":\"FeatureCollection\",\"features\":[" GOOD
         "],\"crs\":{\"type\":\"link\",\"properties\":{\"href\":\"http://a\"}}}",
         "a link to one"},
        {"{\"type\":\"FeatureCollection\",\"features\":[" GOOD "],\"crs\":7}", "names no coordinate system"},
};

static void faulty_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faulty_file / sizeof *faulty_file; i++) {
		struct reading reading = read_text(faulty_file[i][0]);
		if (reading.good || !data_said(&reading, DIAG_ERROR, faulty_file[i][1])) {
			data_print(&reading);
			fail_msg("%s", faulty_file[i][0]);
		}
		data_done(&reading);
	}
}

/* Files that are not quite what they should be are read, with a warning. */
static void odd_collections(void **state)
{
	(void)state;
	struct reading reading = read_text("{\"features\":[" GOOD "]}");
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "has no type and is read as a FeatureCollection");
	data_done(&reading);
	static const char *const odd[][2] = {{"\"bbox\":\"x\"", "map.geojson: a bbox is no array"},
	                                     {"\"type\":\"FeatureCollection\"", "map.geojson: a key is there twice"},
	                                     {"\"features\":[]", "map.geojson: a key is there twice"},
	                                     {"\"geometry\":{}", "the FeatureCollection has members that belong"}};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		char text[400];
		snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[" GOOD "],%s}", odd[i][0]);
		reading = read_text(text);
		assert_read(&reading);
		assert_said(&reading, DIAG_WARNING, odd[i][1]);
		data_done(&reading);
	}
	reading = read_text(" [" GOOD "," GOOD "]");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	assert_said(&reading, DIAG_WARNING, "is an array and is read as the features of a FeatureCollection");
	data_done(&reading);
	reading = read_text("{\"type\":\"FeatureCollection\",\"features\":[" GOOD
	                    "],\"properties\":{\"exceededTransferLimit\":true}}");
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "is not whole: the server has more features than it sent");
	data_done(&reading);
	reading = read_text(COLLECTION(""));
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "holds no feature");
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(faulty_features),
	        cmocka_unit_test(faulty_files),
	        cmocka_unit_test(odd_collections),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
