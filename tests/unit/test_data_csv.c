/* CSV: quoting, line ends, encodings, lines from rows, and errors that name the line. */
#include "data_files.h"

#include "data/csv/csv.h"

#define FILE_NAME "cities.csv"

static struct reading read_text_n(const char *text, size_t length, struct dataset_request request)
{
	struct reading reading = {.dataset.file = FILE_NAME};
	/* A block of exactly that size, so that a sanitizer sees a read past the end. */
	char *copy = malloc(length ? length : 1);
	memcpy(copy, text, length);
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = csv_read_bytes(&reading.arena, (struct bytes){copy, length}, &request, &reading.diag,
	                              &reading.dataset) &&
	               dataset_finish(&reading.dataset, true, request.place, &reading.diag);
	free(copy);
	assert_int_equal(reading.good, reading.diag.errors == 0);
	return reading;
}

static struct reading read_text(const char *text, struct dataset_request request)
{
	return read_text_n(text, strlen(text), request);
}

static const struct dataset_request plain = {.file = FILE_NAME};

static void refused(const char *text, struct dataset_request request, const char *said)
{
	struct reading reading = read_text(text, request);
	assert_false(reading.good);
	assert_said(&reading, DIAG_ERROR, said);
	data_done(&reading);
}

/* Reads a text of which some features are left, and something is said. */
static void warned(const char *text, const char *said, size_t features)
{
	struct reading reading = read_text(text, plain);
	assert_read(&reading);
	assert_said(&reading, DIAG_WARNING, said);
	assert_int_equal(reading.dataset.feature_count, features);
	data_done(&reading);
}

static void points(void **state)
{
	(void)state;
	struct reading reading = read_text("name,lon,lat\nSongjiang,121.2233,31.0343\n松江,-1e2, 31 \n", plain);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->type, GEOMETRY_POINTS);
	assert_int_equal(dataset->feature_count, 2);
	assert_int_equal(dataset->features[1].record, 3);
	assert_int_equal(dataset->features[1].part_count, 1);
	assert_int_equal(feature_part(&dataset->features[1], 0).first, 1);
	assert_int_equal(feature_part(&dataset->features[1], 0).count, 1);
	assert_true(dataset->points[0].lon == 121.2233 && dataset->points[0].lat == 31.0343);
	assert_true(dataset->points[1].lon == -100 && feature_box(dataset, &dataset->features[1]).south == 31);
	assert_string_equal(feature_value(dataset, &dataset->features[1], "name"), "松江");
	assert_string_equal(feature_value(dataset, &dataset->features[0], "lon"), "121.2233");
	assert_null(dataset->crs);
	data_done(&reading);
}

static void quotes_and_line_ends(void **state)
{
	(void)state;
	static const char *const same[] = {
	        "name,lon,lat\n\"a, \"\"b\"\"\",120,30\n\"\",121,31\n",
	        "\xEF\xBB\xBFname,lon,lat\r\n\"a, \"\"b\"\"\",120,30\r\n,121,31",
	        "\n\nname,\"lon\", lat \r\r\"a, \"\"b\"\"\",\"120\",30\r,121,31\r\n\r\n",
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct reading reading = read_text(same[i], plain);
		assert_read(&reading);
		assert_int_equal(reading.dataset.feature_count, 2);
		assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "a, \"b\"");
		assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[1], 0), "");
		assert_true(reading.dataset.points[1].lon == 121);
		data_done(&reading);
	}
}

static void lines_are_counted_through_quotes(void **state)
{
	(void)state;
	struct reading reading = read_text("name,lon,lat\n\"two\r\nlines\",120,30\n\nb,121,31\n", plain);
	assert_read(&reading);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "two  lines");
	assert_int_equal(reading.dataset.features[1].record, 5);
	data_done(&reading);
	warned("name,lon,lat\n\"two\r\nlines\",120,30\n\nb,x,31\n", "'x' in column lon (line 5)", 1);
}

static void named_columns(void **state)
{
	(void)state;
	struct dataset_request request = plain;
	request.lon = "x";
	request.lat = "y";
	struct reading reading = read_text("x,y,lon\n120,30,zero\n", request);
	assert_read(&reading);
	assert_true(reading.dataset.points[0].lon == 120);
	data_done(&reading);
}

static void missing_columns(void **state)
{
	(void)state;
	struct dataset_request request = plain;
	refused("name,lo,lat\n", plain, "cities.csv:1: there is no column lon");
	refused("name,latt,lon\n", plain, "did you mean latt");
	refused("name,breite,lat\n", plain, "the columns are name, breite, lat");
	refused("name;breite;lat\n", plain, "the columns are name, breite, lat");
	request.lon = "longitude";
	refused("name,longitud,lat\n", request, "did you mean longitud");
	request.geometry = "wkt";
	refused("name,lon,lat\na,1,2\n", request, "there is no column wkt");
	request = plain;
	request.as_line = true;
	request.line_by = "part";
	refused("parts,lon,lat\n1,1,1\n1,1,2\n", request, "did you mean parts");
	refused("name,lon,lat\na,b,c\n", plain, "without a number");
	refused("a,121.5,30\nb,121,31\n", plain, "the first line holds values");
}

static void rows_with_faults_are_counted(void **state)
{
	(void)state;
	warned("lon,lat\n1,2\n1,2,3\n", "1 of 2 rows is left out: 1 with more fields than the header (line 3)", 1);
	warned("lon,lat\n1,2\n1,2,3\n", "must stand in quotes", 1);
	warned("lon,lat\n1\n1,2\n", "1 without coordinates (line 2)", 1);
	warned("lon,lat\n1,2\n\n121,x3\n", "as 'x3' in column lat (line 4)", 1);
	warned("lon,lat\n121,\n1,2\n,\n,3\n", "2 of 3 rows are left out: 2 without coordinates (first: line 2)", 1);
	warned("lon,lat\n1,2\nnan,30\nNA,3\n\\N,4\n-,5\n", "4 without coordinates (first: line 3)", 1);
	warned("lon,lat\n1,2\n0x10,30\n1e999,3\n", "2 without a number where a coordinate is to be, as '0x10'", 1);
	warned("lon,lat\n1,2\nx,1\n2,3\n1,y\n", "2 without a number", 2);
	warned("lon,lat\n1,2\n3,4\n31,121.5\n", "1 with a coordinate that is out of range (line 4)", 2);
	refused("lon,lat\n31,121.5\n", plain, "swapped");
	refused("lon,lat\nx,1\nx,1\n", plain, "none of its 2 rows can be drawn: 2 without a number");
	refused("lon,lat\n1,2\n", (struct dataset_request){.file = FILE_NAME, .as_line = true},
	        "a line needs two points or more");
	refused("", plain, "cities.csv is empty");
	refused("\n\n", plain, "cities.csv is empty");
}

static void a_header_alone_is_no_feature(void **state)
{
	(void)state;
	struct reading reading = read_text("lon,lat\n", plain);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 0);
	assert_said(&reading, DIAG_WARNING, "cities.csv holds no feature");
	data_done(&reading);
}

static void stray_quotes(void **state)
{
	(void)state;
	warned("name,lon,lat\n\"3\" pipe,4,5\nb,1,2\n", "cities.csv:2: a quote that does not enclose", 2);
	warned("name,lon,lat\na,1,2\n\"never closed,3,4\nb,5,6\n", "cities.csv:3: a quote", 3);
	warned("name,lon,lat\n\"a,1,2\n\"b,3,4\n\"c,5,6\n", "there are 3 such fields", 3);
	struct reading reading = read_text("name, lon ,lat\n \"a, b\" , 4 ,\"5\" \n", plain);
	assert_read(&reading);
	assert_int_equal(reading.diag.count, 0);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "a, b");
	assert_true(reading.dataset.points[0].lat == 5);
	data_done(&reading);
}

static void rows_as_one_line(void **state)
{
	(void)state;
	struct dataset_request request = plain;
	request.as_line = true;
	struct reading reading = read_text("name,lon,lat\nfirst,120,30\nsecond,121,31\nthird,122,32\n", request);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->type, GEOMETRY_LINES);
	assert_int_equal(dataset->feature_count, 1);
	assert_int_equal(feature_part(&dataset->features[0], 0).count, 3);
	assert_int_equal(dataset->features[0].record, 2);
	assert_string_equal(feature_value_at(dataset, &dataset->features[0], 0), "first");
	assert_true(dataset->points[2].lon == 122 && feature_box(dataset, &dataset->features[0]).east == 122);
	data_done(&reading);
}

static void rows_as_several_lines(void **state)
{
	(void)state;
	struct dataset_request request = plain;
	request.as_line = true;
	request.line_by = "part";
	struct reading reading = read_text("part,lon,lat\nb,1,1\na,2,2\nb,3,3\na,4,4\nb,5,5\n", request);
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->feature_count, 2);
	assert_string_equal(feature_value_at(dataset, &dataset->features[0], 0), "b");
	assert_string_equal(feature_value_at(dataset, &dataset->features[1], 0), "a");
	assert_int_equal(feature_part(&dataset->features[0], 0).count, 3);
	assert_int_equal(feature_part(&dataset->features[1], 0).first, 3);
	static const double order[] = {1, 3, 5, 2, 4};
	for (size_t i = 0; i < 5; i++)
		assert_true(dataset->points[i].lon == order[i]);
	data_done(&reading);
}

static void many_lines(void **state)
{
	(void)state;
	enum { LINES = 3000 };
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "id,lon,lat\n");
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < LINES; i++)
			buffer_printf(&text, "line-%d,%d,%d\n", i * 7919 % LINES, i % 180, pass);
	struct reading reading =
	        read_text(text.bytes, (struct dataset_request){.file = FILE_NAME, .as_line = true, .line_by = "id"});
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, LINES);
	for (size_t i = 0; i < LINES; i++) {
		char name[32];
		snprintf(name, sizeof name, "line-%zu", i * 7919 % LINES);
		assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[i], 0), name);
		assert_int_equal(feature_part(&reading.dataset.features[i], 0).count, 2);
		assert_true(reading.dataset.points[2 * i + 1].lat == 1);
	}
	data_done(&reading);
	buffer_clear(&text);
}

static void encodings(void **state)
{
	(void)state;
	struct dataset_request gbk = {.file = FILE_NAME, .encoding = "gbk"};
	static const char text[] = "name,lon,lat\na,1,1\n\xCB\xC9\xBD\xAD,120,30\n";
	warned(text, "cities.csv:3: the text is not UTF-8, and is read as gbk", 2);
	warned("name,lon,lat\nCaf\xE9,1,1\n", "is read as cp1252", 1);
	warned("name,lon,lat\n\xC3\xA9\xC3\xA8,1,1\nx\xE9,2,2\n", "cities.csv:3: some bytes are not UTF-8 text", 2);
	struct reading reading = read_text(text, gbk);
	assert_read(&reading);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[1], 0), "松江");
	assert_int_equal(reading.diag.count, 0);
	data_done(&reading);
	reading = read_text("name,lon,lat\na,1,1\nx\xFF,120,30\n", gbk);
	assert_read(&reading);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[1], 0), "x\xEF\xBF\xBD");
	assert_said(&reading, DIAG_WARNING, "cities.csv:3: some bytes are not gbk text");
	data_done(&reading);
	refused(text, (struct dataset_request){.file = FILE_NAME, .encoding = "klingon"},
	        "unknown text encoding klingon");
}

/* The same table in UTF-16 of both orders, with and without a mark. */
static void wide_text(void **state)
{
	(void)state;
	static const char text[] = "name,lon,lat\nXu,1,2\n";
	for (int form = 0; form < 4; form++) {
		bool big = form & 1, mark = form & 2;
		char wide[2 * sizeof text] = {big ? '\xFE' : '\xFF', big ? '\xFF' : '\xFE'};
		size_t length = mark ? 2 : 0;
		for (const char *at = text; *at; at++) {
			wide[length + big] = *at;
			wide[length + !big] = '\0';
			length += 2;
		}
		struct reading reading = read_text_n(wide, length, plain);
		assert_read(&reading);
		assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "Xu");
		assert_true(reading.dataset.points[0].lat == 2);
		assert_int_equal(reading.diag.count, !mark);
		if (!mark)
			assert_said(&reading, DIAG_WARNING, big ? "is read as UTF-16BE" : "is read as UTF-16LE");
		data_done(&reading);
	}
}

static void bytes_that_are_no_text(void **state)
{
	(void)state;
	static const char text[] = "name,lon,lat\na\0b,1,2\n";
	struct reading reading = read_text_n(text, sizeof text - 1, plain);
	assert_read(&reading);
	assert_string_equal(feature_value_at(&reading.dataset, &reading.dataset.features[0], 0), "a\xEF\xBF\xBD"
	                                                           "b");
	data_done(&reading);
	static const char number[] = "name,lon,lat\na,1\0,2\n";
	reading = read_text_n(number, sizeof number - 1, plain);
	assert_false(reading.good);
	data_done(&reading);
}

static void cut_at_every_byte(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBFname,lon,lat\r\n\"a \"\"松江\"\"\",120.5,30\r\n\"b\r\nc\",121,31\r\n";
	for (size_t length = 0; length < sizeof text - 1; length++) {
		struct reading reading = read_text_n(text, length, plain);
		data_done(&reading);
		reading = read_text_n(text, length,
		                      (struct dataset_request){.file = FILE_NAME, .as_line = true, .line_by = "name"});
		data_done(&reading);
	}
}

/* The sources of the built-in map, through files and the list of formats. */
static void the_files_of_the_map(void **state)
{
	(void)state;
	struct reading reading = data_read_file("geodata/cities.csv");
	assert_read(&reading);
	const struct feature *city = dataset_find(&reading.dataset, "adcode", "310117");
	assert_non_null(city);
	assert_non_null(strstr(feature_value(&reading.dataset, city, "name_zh"), "松江"));
	data_done(&reading);
	reading = data_read(&(struct dataset_request){.file = "geodata/g60-expressway.csv", .as_line = true});
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 1);
	data_done(&reading);
	assert_refused(&(struct dataset_request){.file = "geodata/citys.csv"}, "did you mean geodata/cities.csv");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(points),
	        cmocka_unit_test(quotes_and_line_ends),
	        cmocka_unit_test(lines_are_counted_through_quotes),
	        cmocka_unit_test(named_columns),
	        cmocka_unit_test(missing_columns),
	        cmocka_unit_test(a_header_alone_is_no_feature),
	        cmocka_unit_test(rows_with_faults_are_counted),
	        cmocka_unit_test(stray_quotes),
	        cmocka_unit_test(rows_as_one_line),
	        cmocka_unit_test(rows_as_several_lines),
	        cmocka_unit_test(many_lines),
	        cmocka_unit_test(encodings),
	        cmocka_unit_test(wide_text),
	        cmocka_unit_test(bytes_that_are_no_text),
	        cmocka_unit_test(cut_at_every_byte),
	        cmocka_unit_test(the_files_of_the_map),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
