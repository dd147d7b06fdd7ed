/* Files in formats that are not read: what they are, and how GDAL's ogr2ogr makes of them one that is.
 *
 * In: a path whose suffix no format has. Out: an error whose hint is a line for the shell. Nothing of the file is read.
 */
#include "base/buffer.h"
#include "base/confined.h"
#include "data/formats.h"

struct foreign_format {
	const char *suffix, *name;
	const char *prefix; /* by which ogr2ogr looks into an archive; NULL: none */
	bool is_table;      /* has no shapes, so that a CSV is made of it */
};

static const struct foreign_format foreign_formats[] = {
        {".fgb", "FlatGeobuf"},
        {".parquet", "GeoParquet"},
        {".geoparquet", "GeoParquet"},
        {".arrow", "GeoArrow"},
        {".pbf", "OpenStreetMap data"},
        {".osm", "OpenStreetMap data"},
        {".tab", "MapInfo"},
        {".mif", "MapInfo"},
        {".mid", "MapInfo"},
        {".dxf", "a drawing (DXF)"},
        {".dwg", "a drawing (DWG)"},
        {".dgn", "a drawing (DGN)"},
        {".gml", "GML"},
        {".gdb", "a file geodatabase"},
        {".mdb", "a geodatabase"},
        {".sqlite", "SQLite"},
        {".db", "SQLite"},
        {".mvt", "vector tiles"},
        {".mbtiles", "vector tiles"},
        {".pmtiles", "vector tiles"},
        {".e00", "an ArcInfo export"},
        {".000", "a sea chart (S-57)"},
        {".nc", "NetCDF"},
        {".dbf", "a table without shapes", NULL, true},
        {".xlsx", "a spreadsheet", NULL, true},
        {".xls", "a spreadsheet", NULL, true},
        {".ods", "a spreadsheet", NULL, true},
        {".kmz", "a zipped KML"},
        {".zip", "an archive", "/vsizip/"},
        {".tar", "an archive", "/vsitar/"},
        {".tgz", "an archive", "/vsitar/"},
        {".gz", "a compressed file", "/vsigzip/"},
};

/* A path as one word of a shell's command line. */
static const char *shell_word(struct arena *arena, const char *path)
{
	struct buffer word;
	buffer_init(&word);
	buffer_text(&word, path[0] == '-' ? "'./" : "'");
	for (; *path; path++)
		if (*path == '\'')
			buffer_text(&word, "'\\''");
		else
			buffer_char(&word, *path);
	buffer_char(&word, '\'');
	const char *text = arena_text(arena, word.bytes);
	buffer_clear(&word);
	return text;
}

static const struct foreign_format *find_foreign(const char *path)
{
	for (size_t i = 0; i < sizeof foreign_formats / sizeof *foreign_formats; i++)
		if (data_ascii_same(data_file_ending(path), foreign_formats[i].suffix))
			return &foreign_formats[i];
	return NULL;
}

static const char *conversion(struct arena *arena, const struct foreign_format *format, const char *path)
{
	static const struct foreign_format unknown = {"", ""};
	format = format ? format : &unknown;
	const char *suffix = format->is_table ? "csv" : "gpkg";
	const char *made = arena_printf(arena, "%.*s.%s", (int)(data_file_ending(path) - path), path, suffix);
	const char *from = format->prefix ? arena_printf(arena, "%s%s", format->prefix, path) : path;
	return arena_printf(arena, "make a %s of it: ogr2ogr -f %s %s %s", format->is_table ? "CSV" : "GeoPackage",
	                    format->is_table ? "CSV" : "GPKG", shell_word(arena, made), shell_word(arena, from));
}

static bool is_folder(const char *path)
{
	DIR *folder = base_open_folder(path);
	if (folder)
		closedir(folder);
	return folder != NULL;
}

void data_foreign_report(const struct dataset_request *request, const char *formats, struct diag *diag)
{
	struct arena scratch;
	const char *shown = request->shown;
	const struct foreign_format *format = find_foreign(request->file);
	if (!data_file_exists(request->file, shown, request->place, diag))
		return;
	arena_init(&scratch);
	const char *hint = conversion(&scratch, format, request->file);
	if (!format && is_folder(request->file))
		diag_error(diag, UNKNOWN_FORMAT, request->place, "write a data entry for each of its files",
		           "%s is a folder, not a file", shown);
	else if (format)
		diag_error(diag, UNKNOWN_FORMAT, request->place, hint, "%s is %s, which is not read", shown,
		           format->name);
	else
		diag_error(diag, UNKNOWN_FORMAT, request->place,
		           arena_printf(&scratch, "formats: %s; %s", formats, hint), "%s is in no format that is read",
		           shown);
	arena_clear(&scratch);
}
