/* Files in formats that are not read: the message says what they are and prints the ogr2ogr line, whose words a shell
 * takes as they were meant. */
#include "data_files.h"

#define FOLDER "build/tests/data_foreign/"

static void names_the_format_and_the_line(void **state)
{
	(void)state;
	static const struct {
		const char *file, *message, *line;
	} files[] = {
	        {"roads.fgb", "roads.fgb is FlatGeobuf, which is not read",
	         "ogr2ogr -f GPKG '" FOLDER "roads.gpkg' '" FOLDER "roads.fgb'"},
	        {"ROADS.PARQUET", "is GeoParquet", "'" FOLDER "ROADS.gpkg'"},
	        {"delta.osm.pbf", "is OpenStreetMap data", "'" FOLDER "delta.osm.gpkg'"},
	        {"towns.tab", "is MapInfo", "ogr2ogr -f GPKG"},
	        {"plan.dxf", "is a drawing (DXF)", "ogr2ogr -f GPKG"},
	        {"all.zip", "is an archive", "'/vsizip/" FOLDER "all.zip'"},
	        {"trip.kmz", "is a zipped KML", "'" FOLDER "trip.kmz'"},
	        {"towns.xlsx", "is a spreadsheet", "ogr2ogr -f CSV '" FOLDER "towns.csv' '" FOLDER "towns.xlsx'"},
	        {"towns.unheard", "is in no format that is read", "ogr2ogr -f GPKG '" FOLDER "towns.gpkg'"},
	        {"nothing", "is in no format that is read", "shapefile (.shp)"},
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[256];
		snprintf(path, sizeof path, FOLDER "%s", files[i].file);
		data_write_text(path, "");
		assert_refused(&(struct dataset_request){.file = path, .shown = files[i].file}, files[i].message);
		assert_refused(&(struct dataset_request){.file = path, .shown = files[i].file}, files[i].line);
	}
}

/* What a shell makes of the hint's words, one a line. */
static void a_shell_takes_the_words_as_meant(void **state)
{
	(void)state;
	const char *const path = FOLDER "it's $HOME `id` \"x\" & *.fgb";
	char command[1024], read[512] = "";
	data_write_text(path, "");
	struct reading reading = data_read_file(path);
	assert_false(reading.good);
	const char *line = strstr(reading.diag.entries[0].hint, "ogr2ogr ");
	assert_non_null(line);
	snprintf(command, sizeof command, "ogr2ogr() { printf '%%s\\n' \"$@\"; }\n%s", line);
	FILE *shell = popen(command, "r");
	assert_non_null(shell);
	size_t length = fread(read, 1, sizeof read - 1, shell);
	assert_int_equal(pclose(shell), 0);
	read[length] = '\0';
	assert_string_equal(read, "-f\nGPKG\n" FOLDER "it's $HOME `id` \"x\" & *.gpkg\n" FOLDER
	                          "it's $HOME `id` \"x\" & *.fgb\n");
	data_done(&reading);
}

static void a_folder_is_no_format(void **state)
{
	(void)state;
	data_write_text(FOLDER "roads.fgb", "");
	assert_refused(&(struct dataset_request){.file = FOLDER, .shown = "data"}, "data is a folder, not a file");
	assert_refused(&(struct dataset_request){.file = FOLDER, .shown = "data"},
	               "a data entry for each of its files");
}

static void a_missing_file_is_missing_first(void **state)
{
	(void)state;
	data_write_text(FOLDER "roads.fgb", "");
	assert_refused(&(struct dataset_request){.file = FOLDER "road.fgb", .shown = "road.fgb"},
	               "did you mean roads.fgb");
	mkdir(FOLDER "parcels.gdb", 0755);
	assert_refused(&(struct dataset_request){.file = FOLDER "parcels.gdb"}, "is a file geodatabase");
}

/* What git, a server or a packer left under the name of data. */
static void content_that_is_something_else(void **state)
{
	(void)state;
	static const struct {
		const char *file, *content, *message, *hint;
	} files[] = {
	        {"pointer.geojson", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
	         "pointer.geojson is a pointer of Git LFS to the file, not the file itself", "git lfs pull"},
	        {"pointer.shp", "version https://git-lfs.github.com/spec/v1\n", "is a pointer of Git LFS", "git lfs pull"},
	        {"zipped.gpkg", "PK\3\4\x14", "zipped.gpkg is a zip archive", "unzip '" FOLDER "zipped.gpkg'"},
	        {"zipped.kml", "PK\3\4\x14", "is a zip archive", "unzip '"},
	        {"packed.geojson", "\x1F\x8B\x08", "is compressed by gzip", "gunzip -c '" FOLDER "packed.geojson' > FILE"},
	        {"packed.csv", "BZh91AY", "is compressed by bzip2", "bunzip2 -c"},
	        {"packed.json", "\xFD" "7zXZ", "is compressed by xz", "xz -dc"},
	        {"packed.topojson", "\x28\xB5\x2F\xFD", "is compressed by zstd", "zstd -dc"},
	        {"login.geojson", "\xEF\xBB\xBF\n <!DOCTYPE HTML PUBLIC>", "is a web page", "by its button Raw"},
	        {"error.csv", "<html><body>404</body></html>", "is a web page", "download it once more"},
	        {"paper.csv", "%PDF-1.7", "is a PDF", "maps inside a PDF"},
	        {"empty.geojson", "", "empty.geojson is empty", "once more"},
	        {"empty.shp", "", "empty.shp is empty", "once more"},
	        {"empty.gpkg", "", "empty.gpkg is empty", "once more"},
	        {"empty.csv", "", "empty.csv is empty", "once more"},
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[256];
		snprintf(path, sizeof path, FOLDER "%s", files[i].file);
		data_write_text(path, files[i].content);
		assert_refused(&(struct dataset_request){.file = path, .shown = files[i].file}, files[i].message);
		assert_refused(&(struct dataset_request){.file = path, .shown = files[i].file}, files[i].hint);
	}
	data_write_text(FOLDER "names.csv", "name,lon,lat\nversion https://git-lfs.,1,2\n");
	struct reading reading = data_read_file(FOLDER "names.csv");
	assert_read(&reading);
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(names_the_format_and_the_line),
	        cmocka_unit_test(a_shell_takes_the_words_as_meant),
	        cmocka_unit_test(a_folder_is_no_format),
	        cmocka_unit_test(a_missing_file_is_missing_first),
	        cmocka_unit_test(content_that_is_something_else),
	};
	data_folder(FOLDER);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
