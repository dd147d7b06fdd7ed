/* GPX and KML: geometry, names and values as ogr2ogr and the standards have them; faults with their place; nothing that a
 * stranger's file asks for beyond what it holds. */
#include "data_files.h"

#include "data/gpx.h"
#include "data/kml.h"

#include <math.h>

#define FOLDER "build/tests/data_xml/"

static struct reading read_text(const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof path, FOLDER "%s", name);
	data_write_text(path, text);
	return data_read(&(struct dataset_request){.file = path, .shown = name});
}

static struct reading read_corpus(const char *format, const char *name)
{
	char from[256];
	snprintf(from, sizeof from, "tests/fuzz/corpus/%s/%s", format, name);
	struct bytes bytes = data_load(from);
	assert_non_null(bytes.start);
	snprintf(from, sizeof from, FOLDER "%s.%s", name, format);
	data_write(from, bytes.start, bytes.length);
	free((void *)bytes.start);
	return data_read_file(from);
}

static void assert_value(const struct reading *reading, size_t feature, const char *column, const char *value)
{
	const char *found = feature_value(&reading->dataset, &reading->dataset.features[feature], column);
	if (!found || strcmp(found, value) != 0)
		fail_msg("feature %zu, %s: %s", feature, column, found ? found : "no such column");
}

static void gpx_has_waypoints_routes_and_tracks(void **state)
{
	(void)state;
	struct reading reading = read_corpus("gpx", "all");
	assert_read(&reading);
	assert_int_equal(reading.diag.count, 0);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 4);
	assert_true(dataset->features[0].type == GEOMETRY_POINTS && dataset->features[2].type == GEOMETRY_LINES);
	assert_true(dataset->points[0].lon == 8.89241667 && dataset->points[0].lat == 46.57608333);
	assert_value(&reading, 0, "name", "Hütte & Grat");
	assert_value(&reading, 0, "sym", "Lodge");
	assert_value(&reading, 0, "link", "https://example.org/");
	assert_value(&reading, 0, "time", "2007-10-14T10:09:57Z");
	assert_int_equal(dataset_column_type(dataset, (size_t)dataset_column(dataset, "ele")), COLUMN_NUMBER);
	assert_value(&reading, 1, "kind", "waypoint");
	assert_value(&reading, 2, "kind", "route");
	assert_value(&reading, 2, "name", "Plan");
	assert_value(&reading, 3, "name", "Weg");
	assert_value(&reading, 3, "time", "2007-10-14T10:09:57Z");
	assert_value(&reading, 3, "time_end", "2007-10-14T10:10:57Z");
	assert_int_equal(dataset->features[3].part_count, 2);
	assert_int_equal(feature_part(&dataset->features[3], 1).count, 2);
	assert_int_equal(dataset->features[3].record, 7);
	data_done(&reading);
}

static void kml_has_placemarks_of_all_kinds(void **state)
{
	(void)state;
	struct reading reading = read_corpus("kml", "all");
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 8); /* one of them is of three types */
	assert_value(&reading, 0, "name", "Bern");
	assert_value(&reading, 0, "id", "p1");
	assert_value(&reading, 0, "folder", "Towns");
	assert_value(&reading, 0, "description", "<b>capital</b>");
	assert_value(&reading, 0, "river", "Aare");
	assert_value(&reading, 0, "people", "134000");
	assert_value(&reading, 0, "code", "010");
	assert_int_equal(dataset_column_type(dataset, (size_t)dataset_column(dataset, "people")), COLUMN_NUMBER);
	assert_int_equal(dataset_column_type(dataset, (size_t)dataset_column(dataset, "code")), COLUMN_TEXT);
	assert_value(&reading, 1, "folder", "Towns/North");
	assert_true(dataset->points[1].lon == 7.59 && dataset->points[1].lat == 47.56);
	/* Of a file of several types the features lie type by type. */
	assert_value(&reading, 3, "folder", "");
	assert_value(&reading, 3, "begin", "2001");
	assert_value(&reading, 3, "end", "2003");
	assert_int_equal(feature_part(&dataset->features[3], 0).count, 3);
	assert_int_equal(dataset->features[6].type, GEOMETRY_POLYGONS);
	assert_int_equal(dataset->features[6].part_count, 2);
	assert_int_equal(feature_part(&dataset->features[6], 1).count, 4);
	static const enum geometry_type types[] = {GEOMETRY_POINTS, GEOMETRY_LINES, GEOMETRY_POLYGONS};
	static const size_t both[] = {2, 4, 7};
	for (size_t i = 0; i < 3; i++) {
		assert_value(&reading, both[i], "name", "Both");
		assert_int_equal(dataset->features[both[i]].type, types[i]);
	}
	assert_value(&reading, 5, "begin", "2010-05-28T02:02:09Z");
	assert_value(&reading, 5, "end", "2010-05-28T02:02:35Z");
	assert_int_equal(feature_part(&dataset->features[5], 0).count, 2);
	assert_said(&reading, DIAG_WARNING, "1 links to other files are not followed");
	data_done(&reading);
}

/* Pictures are counted, and placemarks that are to be hidden told. */
static void kml_overlays_are_counted(void **state)
{
	(void)state;
	struct reading reading = read_text(
	        "a.kml", "<kml><Document>\n<GroundOverlay><visibility>0</visibility></GroundOverlay><ScreenOverlay/>\n"
	                 "<Placemark><visibility>0</visibility><Point><coordinates>1,2</coordinates></Point></Placemark>\n"
	                 "<Placemark><visibility>1</visibility><Point><coordinates>3,4</coordinates></Point></Placemark>"
	                 "</Document></kml>");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 2);
	assert_said(&reading, DIAG_WARNING, "a.kml:2: overlays, which are pictures, are not drawn: 2, this is the first");
	assert_said(&reading, DIAG_NOTE, "a.kml:3: placemarks with visibility 0 are drawn like others: 1, this is the first");
	data_done(&reading);
}

/* Data that are called as a value of the placemark are a column of their own. */
static void kml_data_beside_values(void **state)
{
	(void)state;
	struct reading reading = read_text(
	        "n.kml", "<kml><Document>\n<Placemark><name>a</name><ExtendedData><Data name='name'><value>X</value></Data>"
	                 "</ExtendedData><Point><coordinates>1,2</coordinates></Point></Placemark>\n"
	                 "<Placemark><ExtendedData><Data name='name'><value>b</value></Data></ExtendedData>"
	                 "<Point><coordinates>3,4</coordinates></Point></Placemark></Document></kml>");
	assert_read(&reading);
	assert_value(&reading, 0, "name", "a");
	assert_value(&reading, 0, "name_2", "X");
	assert_value(&reading, 1, "name", "b");
	assert_said(&reading, DIAG_NOTE, "n.kml:2: data with the name of a value that the placemark has before");
	data_done(&reading);
}

static void encodings_are_read_or_refused(void **state)
{
	(void)state;
	struct reading reading = read_corpus("gpx", "latin1");
	assert_read(&reading);
	assert_value(&reading, 0, "name", "café");
	data_done(&reading);
	reading = read_corpus("gpx", "cp1252");
	assert_read(&reading);
	assert_value(&reading, 0, "name", "€ 5");
	data_done(&reading);
	reading = read_text("gbk.gpx", "<?xml version='1.0' encoding='GBK'?><gpx><wpt lat='1' lon='2'/></gpx>");
	assert_said(&reading, DIAG_ERROR, "gbk.gpx:1:31: it is in an encoding that is not read");
	assert_said(&reading, DIAG_ERROR, "save it as UTF-8");
	data_done(&reading);
}

static void entities_are_not_read(void **state)
{
	(void)state;
	struct reading reading = read_corpus("gpx", "entities");
	assert_said(&reading, DIAG_ERROR, "it declares an entity, and these are not read");
	data_done(&reading);
	reading = read_text("outside.kml", "<!DOCTYPE kml [<!ENTITY a SYSTEM '/etc/passwd'>]>"
	                                   "<kml><Placemark><name>&a;</name></Placemark></kml>");
	assert_said(&reading, DIAG_ERROR, "it declares an entity, and these are not read");
	data_done(&reading);
	reading = read_text("dtd.kml", "<!DOCTYPE kml SYSTEM 'file:///etc/passwd'>"
	                               "<kml><Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>");
	assert_read(&reading);
	data_done(&reading);
	reading = read_text("space.gpx", "<gpx><wpt lat='1' lon='2'><name>a&nbsp;b</name></wpt></gpx>");
	assert_said(&reading, DIAG_ERROR, "space.gpx:1:34: it uses an entity that XML does not know");
	data_done(&reading);
}

static void faults_have_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text, *said;
	} faults[] = {
	        {"crossed.gpx", "<gpx>\n<wpt lat='1' lon='2'></gpx>", "crossed.gpx:2:24: mismatched tag"},
	        {"empty.gpx", "", "is empty: it has no bytes"},
	        {"blank.gpx", " \n", "there is no element in it"},
	        {"html.kml", "<html><body/></html>", "html.kml is a web page"},
	        {"other.kml", "<other><body/></other>", "other.kml has no element kml"},
	        {"none.gpx", "<gpx><wpt lat='x' lon='2'/></gpx>", "1 without a longitude and latitude"},
	        {"words.kml", "<kml><Placemark><Point><coordinates>a,b</coordinates></Point></Placemark></kml>",
	         "1 with coordinates that are not numbers"},
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct reading reading = read_text(faults[i].name, faults[i].text);
		assert_false(reading.good);
		assert_said(&reading, DIAG_ERROR, faults[i].said);
		data_done(&reading);
	}
}

static void what_is_whole_is_kept(void **state)
{
	(void)state;
	struct reading reading = read_corpus("gpx", "cut");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_said(&reading, DIAG_WARNING, "it ends in the middle of an element; what stands before is drawn");
	data_done(&reading);
	reading = read_corpus("kml", "faults");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	assert_true(reading.dataset.points[1].lon == 4 && reading.dataset.points[1].lat == 5);
	assert_said(&reading, DIAG_WARNING, "1 of 2 placemarks is left out");
	data_done(&reading);
}

/* A depth and a token that would cost more than they are worth. */
static void excess_is_refused(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	for (int i = 0; i < 100000; i++)
		buffer_text(&text, "<Folder>");
	struct reading reading = read_text("deep.kml", text.bytes);
	assert_said(&reading, DIAG_ERROR, "elements are nested too deep");
	data_done(&reading);
	text.length = 0;
	buffer_text(&text, "<gpx><!--");
	for (int i = 0; i < 600000; i++)
		buffer_text(&text, "0123456789abcdef");
	buffer_text(&text, "--></gpx>");
	reading = read_text("comment.gpx", text.bytes);
	assert_said(&reading, DIAG_ERROR, "it has a tag or a comment of megabytes");
	data_done(&reading);
	buffer_clear(&text);
}

/* Elements that two pieces share come out whole. */
static void large_files_come_in_pieces(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "<gpx><trk><trkseg>");
	for (int i = 0; i < 20000; i++)
		buffer_printf(&text, "<trkpt lat='%d.5' lon='%d.25'><time>2020</time></trkpt>\n", i % 90, i % 180);
	buffer_text(&text, "</trkseg></trk></gpx>");
	struct reading reading = read_text("large.gpx", text.bytes);
	assert_read(&reading);
	assert_int_equal(reading.dataset.point_count, 20000);
	for (int i = 0; i < 20000; i++)
		assert_true(reading.dataset.points[i].lat == i % 90 + 0.5 && reading.dataset.points[i].lon == i % 180 + 0.25);
	data_done(&reading);
	buffer_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(gpx_has_waypoints_routes_and_tracks),
	        cmocka_unit_test(kml_has_placemarks_of_all_kinds),
	        cmocka_unit_test(kml_overlays_are_counted),
	        cmocka_unit_test(kml_data_beside_values),
	        cmocka_unit_test(encodings_are_read_or_refused),
	        cmocka_unit_test(entities_are_not_read),
	        cmocka_unit_test(faults_have_their_place),
	        cmocka_unit_test(what_is_whole_is_kept),
	        cmocka_unit_test(excess_is_refused),
	        cmocka_unit_test(large_files_come_in_pieces),
	};
	data_folder(FOLDER);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
