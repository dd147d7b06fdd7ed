/* GeoJSON: every type, mixed types, ids and properties, the crs of 2008, texts by line, TopoJSON, and faulty files, each of
 * which is reported. */
#include "data_files.h"

#include "data/geojson/geojson.h"

#define FILE_NAME "map.geojson"

static const struct dataset_request plain = {.file = FILE_NAME};

static struct reading read_with(const char *text, size_t length, bool by_line, struct dataset_request request)
{
	struct reading reading = {.dataset.file = FILE_NAME};
	/* A block of exactly that size, so that a sanitizer sees a read past the end. */
	char *copy = malloc(length ? length : 1);
	memcpy(copy, text, length);
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = geojson_read_bytes(&reading.arena, (struct bytes){copy, length}, by_line, &request, &reading.diag,
	                                  &reading.dataset) &&
	               dataset_finish(&reading.dataset, by_line, request.place, &reading.diag);
	free(copy);
	assert_int_equal(reading.good, reading.diag.errors == 0);
	return reading;
}

static struct reading read_text(const char *text)
{
	return read_with(text, strlen(text), false, plain);
}

static struct reading read_lines(const char *text)
{
	return read_with(text, strlen(text), true, plain);
}

/* The dataset as text: "P7 1,2 3,4 | 5,6 {name=x}" for each feature, with # before a number. */
static const char *outline(struct reading *reading)
{
	const struct dataset *dataset = &reading->dataset;
	struct buffer out;
	buffer_init(&out);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		buffer_printf(&out, "%s%c%zu", i ? "\n" : "", "plP"[feature->type], feature->record);
		for (size_t p = 0; p < feature->part_count; p++) {
			buffer_text(&out, p ? " |" : "");
			for (size_t k = 0; k < feature->parts[p].count; k++) {
				struct lonlat point = dataset->points[feature->parts[p].first + k];
				buffer_number_after(&out, " ", point.lon, 6);
				buffer_number_after(&out, ",", point.lat, 6);
			}
		}
		for (size_t c = 0; c < dataset->column_count; c++)
			if (*feature->values[c])
				buffer_printf(&out, " {%s%s=%s}", dataset->column_types[c] == COLUMN_NUMBER ? "#" : "",
				              dataset->columns[c], feature->values[c]);
	}
	const char *text = arena_text(&reading->arena, out.length ? out.bytes : "");
	buffer_clear(&out);
	return text;
}

static void assert_outline(struct reading reading, const char *wanted, size_t messages)
{
	assert_read(&reading);
	assert_string_equal(outline(&reading), wanted);
	if (reading.diag.count != messages)
		data_print(&reading);
	assert_int_equal(reading.diag.count, messages);
	data_done(&reading);
}

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(geometry)    "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" geometry "}"
#define GOOD                 FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2]}")

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

/* Files of which something can be drawn, and what is said of the rest. */
static void faulty_features(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
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
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[1000];
		snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[%s,\n" GOOD ",\n" GOOD "]}",
		         cases[i][0]);
		struct reading reading = read_text(text);
		if (!reading.good || !data_said(&reading, DIAG_WARNING, cases[i][1])) {
			data_print(&reading);
			fail_msg("%s", cases[i][0]);
		}
		assert_true(reading.dataset.feature_count >= 2);
		data_done(&reading);
	}
}

/* Files of which nothing can be drawn. */
static void faulty_files(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"", "map.geojson:1:1: the text ends in the middle of a value"},
	        {"title: A map\ndata:\n", "GeoJSON and TopoJSON are JSON"},
	        {"{\"title\":\"A map\",\"data\":{},\"layers\":[]}", "neither GeoJSON nor TopoJSON: it may be a map file"},
	        {"{\"a\":1}", "neither GeoJSON nor TopoJSON: it has no type"},
	        {"{\"type\":\"Feature Collection\",\"features\":[]}", "its type is 'Feature Collection'"},
	        {"{\"type\":\"featurecollection\",\"features\":[" GOOD "]}", "its type is 'featurecollection'"},
	        {"{\"type\":[],\"features\":[" GOOD "]}", "its type is no text"},
	        {"{\"type\":\"Feature\",\"features\":[" GOOD "]}", "its type is 'Feature'"},
	        {"[" GOOD "]", "it is an array"},
	        {"7", "it is a single value"},
	        {"{\"geometryType\":\"esriGeometryPoint\",\"features\":[{\"attributes\":{}}],\"spatialReference\":{}}",
	         "it is Esri JSON"},
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
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading = read_text(cases[i][0]);
		if (reading.good || !data_said(&reading, DIAG_ERROR, cases[i][1])) {
			data_print(&reading);
			fail_msg("%s", cases[i][0]);
		}
		data_done(&reading);
	}
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
	reading = read_text(COLLECTION(""));
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, "holds no feature");
	data_done(&reading);
}

#define TOPOLOGY(objects)                                                                                              \
	"{\"type\":\"Topology\",\"transform\":{\"scale\":[0.5,2],\"translate\":[10,20]},\"objects\":{" objects "},"       \
	"\"arcs\":[[[0,0],[0,2]],[[0,2],[-2,0],[0,-2],[2,0]],[[0,2],[2,0],[0,-2],[-2,0]]]}"

static void topologies(void **state)
{
	(void)state;
	static const char shared[] = TOPOLOGY(
	        "\"land\":{\"type\":\"GeometryCollection\",\"geometries\":["
	        "{\"type\":\"Polygon\",\"id\":\"w\",\"properties\":{\"n\":1.0},\"arcs\":[[0,1]]},"
	        "{\"type\":\"MultiPolygon\",\"arcs\":[[[2,0]]]},{\"type\":\"LineString\",\"arcs\":[-1]},"
	        "{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[2,1]]},{\"type\":null},"
	        "{\"type\":\"Polygon\",\"arcs\":[[0,7]]},{\"type\":\"Polygon\",\"arcs\":[[0.5]]}]}");
	struct reading reading = read_text(shared);
	assert_read(&reading);
	assert_string_equal(outline(&reading), "p4 10,20 11,22\nl3 10,24 10,20\n"
	                                       "P1 10,20 10,24 9,24 9,20 {id=w} {#n=1.0}\nP2 10,24 11,24 11,20 10,20");
	assert_said(&reading, DIAG_WARNING,
	            "3 of 7 features are left out: 1 without a geometry (feature 5), 2 with arcs that the file does not "
	            "have (first: feature 6)");
	data_done(&reading);
	reading = read_text(TOPOLOGY("\"a\":{\"type\":\"LineString\",\"arcs\":[0]},\"b\":{\"type\":\"Point\","
	                             "\"coordinates\":[0,0]}"));
	assert_read(&reading);
	assert_string_equal(outline(&reading), "l1 10,20 10,24");
	assert_said(&reading, DIAG_WARNING, "several objects, of which only the first is read");
	assert_said(&reading, DIAG_WARNING, "layer: a, b");
	data_done(&reading);
	static const char two[] = TOPOLOGY("\"a\":{\"type\":\"LineString\",\"arcs\":[0]},\"b\":{\"type\":\"Point\","
	                                   "\"coordinates\":[0,0]}");
	struct dataset_request request = plain;
	request.layer = "b";
	assert_outline(read_with(two, sizeof two - 1, false, request), "p1 10,20", 0);
	request.layer = "c";
	reading = read_with(two, sizeof two - 1, false, request);
	assert_false(reading.good);
	assert_said(&reading, DIAG_ERROR, "map.geojson has no object 'c'");
	assert_said(&reading, DIAG_ERROR, "its objects are: a, b");
	data_done(&reading);
	assert_outline(read_text("{\"type\":\"Topology\",\"objects\":{\"a\":{\"type\":\"LineString\",\"arcs\":[0,-2]}},"
	                         "\"arcs\":[[[1,2],[3,4]],[[5,6],[3,4]]]}"),
	               "l1 1,2 3,4 5,6", 0);
	static const char *const faulty[][2] = {
	        {"{\"type\":\"Topology\",\"arcs\":[]}", "the topology has no objects"},
	        {"{\"type\":\"Topology\",\"objects\":{\"a\":{\"type\":\"LineString\",\"arcs\":[0]}}}", "no array of arcs"},
	        {"{\"type\":\"Topology\",\"objects\":{\"a\":{\"type\":\"LineString\",\"arcs\":[0]}},\"arcs\":[[[1]]]}",
	         "an arc is no array of positions"},
	        {"{\"type\":\"Topology\",\"transform\":{},\"objects\":{\"a\":{\"type\":\"LineString\",\"arcs\":[0]}},"
	         "\"arcs\":[]}",
	         "its transform has no scale and translate"},
	        {TOPOLOGY("\"a\":{\"type\":\"LineString\",\"arcs\":[[0]]}"), "more or fewer brackets"},
	        {TOPOLOGY("\"a\":{\"type\":\"Polygon\",\"arcs\":[0]}"), "more or fewer brackets"},
	        {TOPOLOGY("\"a\":{\"type\":\"Polygon\",\"coordinates\":[0]}"), "no array of coordinates"},
	        {TOPOLOGY("\"a\":7"), "that are no objects"},
	};
	for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
		reading = read_text(faulty[i][0]);
		assert_false(reading.good);
		assert_said(&reading, DIAG_ERROR, faulty[i][1]);
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
	assert_string_equal(reading.dataset.features[4998].values[0], "4999");
	assert_said(&reading, DIAG_WARNING, "1 with coordinates that are no numbers (feature 4322, line 4323)");
	data_done(&reading);
	buffer_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(types),           cmocka_unit_test(values),       cmocka_unit_test(members_in_any_order),
	        cmocka_unit_test(named_crs),       cmocka_unit_test(texts_by_line), cmocka_unit_test(encodings),
	        cmocka_unit_test(faulty_features), cmocka_unit_test(faulty_files), cmocka_unit_test(topologies),
	        cmocka_unit_test(files_by_suffix), cmocka_unit_test(many_features),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
