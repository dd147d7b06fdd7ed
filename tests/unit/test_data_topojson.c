/* TopoJSON: arcs forward and backward, quantized or not, several objects, and faulty topologies. */
#include "geojson_reading.h"

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
}

static void one_of_several_objects(void **state)
{
	(void)state;
	struct reading reading = read_text(TOPOLOGY("\"a\":{\"type\":\"LineString\",\"arcs\":[0]},\"b\":{\"type\":\"Point\","
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
}

static void topologies_without_a_transform(void **state)
{
	(void)state;
	assert_outline(read_text("{\"type\":\"Topology\",\"objects\":{\"a\":{\"type\":\"LineString\",\"arcs\":[0,-2]}},"
	                         "\"arcs\":[[[1,2],[3,4]],[[5,6],[3,4]]]}"),
	               "l1 1,2 3,4 5,6", 0);
}

static void faulty_topologies(void **state)
{
	(void)state;
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
		struct reading reading = read_text(faulty[i][0]);
		assert_false(reading.good);
		assert_said(&reading, DIAG_ERROR, faulty[i][1]);
		data_done(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(topologies),
	        cmocka_unit_test(one_of_several_objects),
	        cmocka_unit_test(topologies_without_a_transform),
	        cmocka_unit_test(faulty_topologies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
