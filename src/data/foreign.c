/* Files in formats that are not read: what they are, and how GDAL's ogr2ogr makes of them one that is.
 *
 * In: a path whose suffix no format has, of which nothing is read; or one whose suffix a format has, but whose first
 * bytes say that it is something else: what a server or git left in the file's place. Out: an error whose hint says
 * what to do, where it can as a line for the shell. */
#include "base/buffer.h"
#include "base/confined.h"
#include "data/formats.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#define WEB_HINT                                                                                                       \
	"a server sent a page in the file's place, to log in or of an error: download it once more, from GitHub by "   \
	"its button Raw"
#define SEEN_BYTES ((size_t)512)

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

const char *data_shell_word(struct arena *arena, const char *path)
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
	                    format->is_table ? "CSV" : "GPKG", data_shell_word(arena, made),
	                    data_shell_word(arena, from));
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

/* What stands in the place of a file, known by its first bytes. */
struct impostor {
	const char *start;
	bool is_text;     /* blanks may come before it, and its case does not matter */
	const char *name; /* behind the file's name in the message */
	const char *hint; /* a %s in it is the path as a word of a shell */
};

static const struct impostor impostors[] = {
        {"version https://git-lfs.", true, "is a pointer of Git LFS to the file, not the file itself",
         "fetch it: git lfs pull"},
        {"PK\3\4", false, "is a zip archive", "unpack it, and name the file inside: unzip %s"},
        {"\x1F\x8B", false, "is compressed by gzip", "unpack it: gunzip -c %s > FILE"},
        {"BZh", false, "is compressed by bzip2", "unpack it: bunzip2 -c %s > FILE"},
        {"\xFD"
         "7zXZ",
         false, "is compressed by xz", "unpack it: xz -dc %s > FILE"},
        {"\x28\xB5\x2F\xFD", false, "is compressed by zstd", "unpack it: zstd -dc %s > FILE"},
        {"<!doctype html", true, "is a web page", WEB_HINT},
        {"<html", true, "is a web page", WEB_HINT},
        {"%PDF-", false, "is a PDF", "maps inside a PDF are not read"},
};

static bool begins_with(const char *bytes, size_t length, const struct impostor *impostor)
{
	size_t wanted = strlen(impostor->start), at = 0;
	if (impostor->is_text && length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	while (impostor->is_text && at < length && bytes[at] && strchr(" \t\r\n", bytes[at]))
		at++;
	if (length - at < wanted)
		return false;
	return impostor->is_text ? strncasecmp(bytes + at, impostor->start, wanted) == 0
	                         : memcmp(bytes + at, impostor->start, wanted) == 0;
}

/* The first bytes of a file, at most SEEN_BYTES; SIZE_MAX if it cannot be opened, which its reader then reports. */
static size_t read_start(const struct dataset_request *request, char *bytes)
{
	struct diag unheard;
	size_t length, got = SIZE_MAX;
	diag_init(&unheard);
	int descriptor = data_file_open(request->file, request->shown, SIZE_MAX, request->place, &unheard, &length);
	if (descriptor >= 0) {
		got = data_file_read_at(descriptor, bytes, SEEN_BYTES, 0);
		close(descriptor);
	}
	diag_clear(&unheard);
	return got;
}

bool data_foreign_check(const struct dataset_request *request, struct diag *diag)
{
	char bytes[SEEN_BYTES];
	size_t length = read_start(request, bytes);
	if (length == 0)
		diag_error(diag, DAMAGED_FILE, request->place, "export it, or download it, once more",
		           "%s is empty: it has no bytes", request->shown);
	for (size_t i = 0; length && length != SIZE_MAX && i < sizeof impostors / sizeof *impostors; i++) {
		const struct impostor *impostor = &impostors[i];
		if (!begins_with(bytes, length, impostor))
			continue;
		const char *percent = strstr(impostor->hint, "%s"), *hint = impostor->hint;
		if (percent)
			hint = arena_printf(&diag->arena, "%.*s%s%s", (int)(percent - hint), hint,
			                    data_shell_word(&diag->arena, request->file), percent + 2);
		diag_error(diag, DAMAGED_FILE, request->place, hint, "%s %s, whatever its name says", request->shown,
		           impostor->name);
		return false;
	}
	return length != 0;
}
