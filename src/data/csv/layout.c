/* Layout of a CSV: every separator is tried on the first rows, and the first row that names coordinates which the rows
 * below it hold is the header.
 *
 * In: UTF-8 text. Out: separator, header and columns. Why not by counting characters: a name may hold any of them, but
 * only the right separator makes a column of longitudes. Titles and comments above the header are skipped so too. */
#include "data/csv/layout.h"

#include "base/hash_table.h"
#include "base/options.h"
#include "base/utf8.h"
#include "data/csv/area_column.h"
#include "data/csv/coordinate.h"
#include "data/encoding.h"
#include "data/well_known/well_known.h"

#include <string.h>

#define HEADER_ROWS  20 /* among which the header is looked for */
#define VALUE_ROWS   50 /* below it, whose values are looked at */
#define SAMPLE_BYTES ((size_t)1 << 17)

/* What is tried, the commonest first; blanks only where nothing else fits. */
static const char separators[] = {',', ';', '\t', '|', ' '};

struct layout_search {
	struct arena *scratch;
	const struct dataset_request *request;
	struct bytes text;
	bool by_names;     /* plain names of longitude and latitude are enough, whatever is below them */
	bool is_projected; /* by what the author says: eastings are looked for before longitudes */
};

const char *csv_field_shown(struct arena *arena, struct bytes field)
{
	return base_utf8_shorten(arena, data_value_text(arena, field.start, field.length), 40);
}

/* The beginning of the text, which is enough to find the header. */
static struct csv_rows sample_rows(const struct layout_search *search, char separator)
{
	struct csv_rows rows;
	struct bytes text = search->text;
	text.length = text.length < SAMPLE_BYTES ? text.length : SAMPLE_BYTES;
	csv_rows_init(&rows, search->scratch, text, separator);
	rows.lenient = true;
	return rows;
}

/* Takes the names from the row just read, "#name" as "name". */
static void take_names(struct csv_layout *layout, struct arena *scratch)
{
	const struct csv_rows *rows = &layout->rows;
	layout->column_count = rows->count;
	layout->columns = ARENA_ARRAY(scratch, rows->count, const char *);
	for (size_t i = 0; i < rows->count; i++) {
		struct bytes field = rows->fields[i];
		if (i == 0 && field.length > 1 && *field.start == '#')
			field = (struct bytes){field.start + 1, field.length - 1};
		layout->columns[i] = csv_rows_text(scratch, field);
	}
}

/* The next rows, to look at without reading on. */
static struct csv_rows rows_below(const struct csv_layout *layout)
{
	struct csv_rows rows = layout->rows;
	rows.fields = NULL;
	rows.starts = NULL;
	rows.capacity = rows.start_capacity = 0;
	return rows;
}

static bool holds_coordinate(const struct csv_rows *rows, size_t column)
{
	struct csv_coordinate value;
	return column < rows->count && csv_coordinate_parse(rows->fields[column], &value);
}

/* Whether any of the first rows has coordinates in the pair. */
static bool pair_has_values(const struct csv_layout *layout)
{
	struct csv_rows rows = rows_below(layout);
	const struct csv_pair *pair = &layout->pair;
	struct csv_coordinate both[2];
	for (size_t i = 0; i < VALUE_ROWS && csv_rows_next(&rows); i++) {
		if (pair->lon == pair->lat
		            ? pair->lon < rows.count && csv_coordinate_pair_parse(rows.fields[pair->lon], both)
		            : holds_coordinate(&rows, pair->lon) && holds_coordinate(&rows, pair->lat))
			return true;
	}
	return false;
}

/* The column of geometries: the first with a usual name, else the first in which a row below has one. */
static size_t geometry_column(struct arena *scratch, const struct csv_layout *layout, bool *has_others)
{
	static const char *const usual[] = {"geom", "geometry", "thegeom", "wkt", "wkbgeometry", "shape"};
	struct csv_rows rows = rows_below(layout);
	bool *holds = ARENA_ARRAY(scratch, layout->column_count, bool);
	size_t first = CSV_NO_COLUMN, count = 0;
	for (size_t i = 0; i < VALUE_ROWS && csv_rows_next(&rows); i++)
		for (size_t column = 0; column < rows.count && column < layout->column_count; column++)
			if (!holds[column] && well_known_text_is_likely(rows.fields[column])) {
				first = count++ ? first : column;
				holds[column] = true;
			}
	*has_others = count > 1;
	for (size_t i = 0; count > 1 && i < sizeof usual / sizeof *usual; i++) {
		size_t column = csv_column_named(layout->columns, layout->column_count, usual[i]);
		if (column != CSV_NO_COLUMN && holds[column])
			return column;
	}
	return first;
}

static bool is_geometry_row(const struct csv_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (well_known_text_is_likely(rows->fields[i]))
			return true;
	return false;
}

/* Whether the row just read is the header, by the names that the map file gives. */
static bool named_columns(const struct layout_search *search, struct csv_layout *layout)
{
	const struct dataset_request *request = search->request;
	struct csv_pair *pair = &layout->pair;
	pair->lon = pair->lat = layout->geometry = CSV_NO_COLUMN;
	if (request->geometry) {
		layout->geometry = csv_column_named(layout->columns, layout->column_count, request->geometry);
		return layout->geometry != CSV_NO_COLUMN;
	}
	if (request->lon)
		pair->lon = csv_column_named(layout->columns, layout->column_count, request->lon);
	if (request->lat)
		pair->lat = csv_column_named(layout->columns, layout->column_count, request->lat);
	return pair->lon != CSV_NO_COLUMN && pair->lat != CSV_NO_COLUMN;
}

/* The same by names that are usual and by the values below. */
static bool usual_columns(const struct layout_search *search, struct csv_layout *layout)
{
	layout->geometry = CSV_NO_COLUMN;
	if (!search->request->as_line)
		layout->geometry = geometry_column(search->scratch, layout, &layout->has_other_geometry);
	if (layout->geometry != CSV_NO_COLUMN)
		return !is_geometry_row(&layout->rows);
	struct csv_names names;
	csv_names_init(&names, search->scratch, layout->columns, layout->column_count);
	static const enum csv_pair_kind projected_first[CSV_PAIR_KINDS] = {CSV_PAIR_PROJECTED, CSV_PAIR_PROJECTED_OF,
	                                                                   CSV_PAIR_DEGREES, CSV_PAIR_DEGREES_OF,
	                                                                   CSV_PAIR_IN_ONE_COLUMN};
	for (int i = 0; i < CSV_PAIR_KINDS; i++) {
		layout->kind = search->is_projected ? projected_first[i] : (enum csv_pair_kind)i;
		if (csv_names_pair(&names, layout->kind, &layout->pair) &&
		    (search->by_names ? layout->kind == CSV_PAIR_DEGREES : pair_has_values(layout)))
			return true;
	}
	return false;
}

/* Whether a row names the column by which a table without coordinates is joined. */
static bool has_column(const struct csv_layout *layout, const char *name)
{
	bool any = false;
	for (size_t i = 0; i < layout->column_count; i++)
		any |= !strcmp(layout->columns[i], name);
	return any;
}

static bool row_is_header(const struct layout_search *search, struct csv_layout *layout)
{
	const struct dataset_request *request = search->request;
	take_names(layout, search->scratch);
	if (request->table_by) {
		layout->geometry = layout->pair.lon = layout->pair.lat = CSV_NO_COLUMN;
		return has_column(layout, request->table_by);
	}
	return request->lon || request->lat || request->geometry ? named_columns(search, layout)
	                                                         : usual_columns(search, layout);
}

/* "# made by hand", and the "sep=;" that a spreadsheet writes for others of its kind. */
static bool is_comment(struct bytes field)
{
	return (field.length && *field.start == '#') || (field.length >= 4 && memcmp(field.start, "sep=", 4) == 0);
}

/* Looks for the header with one separator, down to a line; false if there is none. */
static bool try_separator(const struct layout_search *search, char separator, size_t last_line, struct csv_layout *out)
{
	*out = (struct csv_layout){.separator = separator, .rows = sample_rows(search, separator)};
	for (size_t i = 0; i < HEADER_ROWS && out->rows.line <= last_line && csv_rows_next(&out->rows); i++) {
		bool is_cut = out->rows.at == out->rows.end && search->text.length > SAMPLE_BYTES;
		if (!is_cut && row_is_header(search, out))
			return true;
		out->skipped += !is_comment(out->rows.fields[0]);
	}
	return false;
}

static bool is_better(const struct csv_layout *a, const struct csv_layout *b)
{
	if (a->rows.row_line != b->rows.row_line)
		return a->rows.row_line < b->rows.row_line;
	return a->column_count > b->column_count;
}

static bool find_header(const struct layout_search *search, struct csv_layout *out)
{
	bool found = false;
	for (size_t i = 0; i < sizeof separators; i++) {
		struct csv_layout layout;
		if (separators[i] == ' ' && found)
			break;
		if (!try_separator(search, separators[i], found ? out->rows.row_line : SIZE_MAX, &layout) ||
		    (found && !is_better(&layout, out)))
			continue;
		*out = layout;
		found = true;
	}
	return found;
}

/* The first row with the separator that makes most of it, for what is wrong with it. */
static bool first_row(const struct layout_search *search, struct csv_layout *out)
{
	bool found = false;
	for (size_t i = 0; i < sizeof separators; i++) {
		struct csv_layout layout = {.separator = separators[i], .rows = sample_rows(search, separators[i])};
		if (!csv_rows_next(&layout.rows) || (found && layout.rows.count <= out->rows.count))
			continue;
		if (separators[i] == ' ' && found && out->rows.count > 1)
			continue;
		*out = layout;
		found = true;
	}
	if (found)
		take_names(out, search->scratch);
	return found;
}

/* A column by its number from 1, where a table has no header; CSV_NO_COLUMN if `text` is none. */
static size_t numbered_column(const char *text, size_t count)
{
	double number;
	bool is_number = text && strspn(text, "0123456789") == strlen(text) && base_number_parse(text, &number);
	return is_number && number >= 1 && number <= (double)count ? (size_t)number - 1 : CSV_NO_COLUMN;
}

/* Takes the columns by number, and numbers as their names; the first row is one of data then. */
static bool number_columns(const struct layout_search *search, struct csv_layout *out)
{
	const struct dataset_request *request = search->request;
	out->geometry = numbered_column(request->geometry, out->column_count);
	out->pair = (struct csv_pair){.lon = numbered_column(request->lon, out->column_count),
	                              .lat = numbered_column(request->lat, out->column_count)};
	if (out->geometry == CSV_NO_COLUMN && (out->pair.lon == CSV_NO_COLUMN || out->pair.lat == CSV_NO_COLUMN))
		return false;
	for (size_t i = 0; i < out->column_count; i++)
		out->columns[i] = arena_printf(search->scratch, "%zu", i + 1);
	out->rows = sample_rows(search, out->separator);
	return true;
}

/* NULL when they do not look like the names of columns: the first line of some other file is not to be quoted. */
static const char *column_list(struct arena *scratch, const struct csv_layout *layout)
{
	const char *list = "";
	if (layout->column_count < 2)
		return NULL;
	for (size_t i = 0; i < layout->column_count; i++)
		if (base_utf8_is_blank(layout->columns[i]))
			return NULL;
	for (size_t i = 0; i < layout->column_count && i < 12; i++)
		list = arena_printf(scratch, "%s%s%s", list, i ? ", " : "",
		                    base_utf8_shorten(scratch, layout->columns[i], 40));
	return list;
}

/* Whether the row just read holds values rather than names. */
static bool is_data_row(const struct csv_layout *layout)
{
	size_t numbers = 0;
	for (size_t i = 0; i < layout->rows.count; i++)
		numbers += holds_coordinate(&layout->rows, i);
	return numbers >= 2 || is_geometry_row(&layout->rows);
}

static const char *missing_hint(struct arena *scratch, const struct csv_layout *layout, const char *name,
                                const char *role, const struct area_column *areas)
{
	if (areas && areas->column)
		return arena_printf(scratch, "its column %s names %s: add areas: %s, by: %s",
		                    base_utf8_shorten(scratch, areas->column, 40),
		                    areas->are_units ? "provinces" : "countries",
		                    areas->are_units ? "units" : "countries", areas->column);
	const char *similar = option_suggest(name, layout->columns, sizeof *layout->columns, layout->column_count);
	/* lon and lat are like each other, but never meant for each other. */
	if (similar && strcmp(similar, "lon") != 0 && strcmp(similar, "lat") != 0)
		return arena_printf(scratch, "did you mean %s", similar);
	const char *list = column_list(scratch, layout);
	if (!list)
		return arena_printf(scratch, "name it in the data entry (%s: …), if this is a table", role);
	return arena_printf(scratch, "name it in the data entry (%s: …); the columns are %s", role, list);
}

bool csv_layout_report_missing(struct arena *scratch, const struct csv_layout *layout,
                               const struct dataset_request *request, const char *name, const char *role,
                               struct diag *diag)
{
	if (csv_column_named(layout->columns, layout->column_count, name) == CSV_NO_COLUMN)
		diag_error(diag, BAD_SYNTAX, request->place, missing_hint(scratch, layout, name, role, request->areas),
		           "%s:%zu: there is no column %s", request->shown, layout->rows.row_line, name);
	return false;
}

/* Says why no row is a header. */
static void report_header(const struct layout_search *search, const struct csv_layout *layout, struct diag *diag)
{
	const struct dataset_request *request = search->request;
	size_t errors = diag->errors;
	if (request->table_by) {
		diag_error(diag, BAD_SYNTAX, request->place,
		           missing_hint(search->scratch, layout, request->table_by, "by", NULL),
		           "%s:%zu: there is no column %s", request->shown, layout->rows.row_line, request->table_by);
		return;
	}
	if (is_data_row(layout)) {
		diag_error(diag, BAD_SYNTAX, request->place,
		           "write a line of names above it, or number the columns in the data entry: lon: 3, lat: 2",
		           "%s:%zu: the first line holds values, not the names of columns", request->shown,
		           layout->rows.row_line);
		return;
	}
	if (request->geometry)
		csv_layout_report_missing(search->scratch, layout, request, request->geometry, "geometry", diag);
	if (!request->geometry) {
		csv_layout_report_missing(search->scratch, layout, request, request->lon ? request->lon : "lon", "lon",
		                          diag);
		csv_layout_report_missing(search->scratch, layout, request, request->lat ? request->lat : "lat", "lat",
		                          diag);
	}
	if (diag->errors == errors)
		diag_error(diag, BAD_SYNTAX, request->place, NULL, "%s: none of the first rows has a coordinate",
		           request->shown);
}

/* Names that come twice get a number, so that each can be written in the map file. */
static void name_columns(struct arena *arena, const struct layout_search *search, struct csv_layout *out,
                         struct diag *diag)
{
	const char **columns = ARENA_ARRAY(arena, out->column_count, const char *);
	struct hash_table seen;
	hash_table_init(&seen, search->scratch, sizeof(size_t));
	for (size_t i = 0; i < out->column_count; i++) {
		const char *name = columns[i] = arena_text(arena, out->columns[i]);
		for (size_t *times; *name; name = columns[i]) {
			times = hash_table_add(&seen, hash_text(name), NULL);
			if (++*times == 1)
				break;
			columns[i] = arena_printf(arena, "%s_%zu", out->columns[i], *times);
			diag_warning(diag, DUPLICATE_ENTRY, search->request->place,
			             "give each column a name of its own",
			             "%s:%zu: the name of column %zu, %s, was there before: it is read as %s",
			             search->request->shown, out->rows.row_line, i + 1,
			             base_utf8_shorten(search->scratch, name, 40),
			             base_utf8_shorten(search->scratch, columns[i], 40));
		}
	}
	out->columns = columns;
}

/* Says that columns of minutes beside those of degrees are not read. Where there is a greatest, "min" is a least. */
static void report_minutes(const struct layout_search *search, const struct csv_layout *out, struct diag *diag)
{
	static const char *const minutes[] = {"lat_min", "lat_minutes", "lat_m", "latitude_min", "latitude_minutes"};
	static const char *const greatest[] = {"lat_max", "latitude_max", "lat_maximum", "lon_max", "longitude_max"};
	size_t found = CSV_NO_COLUMN;
	for (size_t i = 0; i < sizeof greatest / sizeof *greatest; i++)
		if (csv_column_named(out->columns, out->column_count, greatest[i]) != CSV_NO_COLUMN)
			return;
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes && found == CSV_NO_COLUMN; i++)
		found = csv_column_named(out->columns, out->column_count, minutes[i]);
	if (found != CSV_NO_COLUMN && found != out->pair.lat)
		diag_warning(diag, CONTRADICTION, search->request->place,
		             "write degrees and minutes in one column, 48°51′, or degrees with decimals",
		             "%s:%zu: column %s is not read: degrees are those of column %s alone",
		             search->request->shown, out->rows.row_line, out->columns[found],
		             out->columns[out->pair.lat]);
}

/* Says what was chosen where there was a choice. */
static void report_choice(const struct layout_search *search, const struct csv_layout *out, struct diag *diag)
{
	const char *file = search->request->shown;
	if (out->skipped)
		diag_warning(diag, LEFT_OUT, search->request->place, NULL,
		             "%s:%zu: this is read as the header, and what stands above it is left out", file,
		             out->rows.row_line);
	if (out->geometry != CSV_NO_COLUMN && out->has_other_geometry)
		diag_warning(diag, CONTRADICTION, search->request->place,
		             "name the column in the data entry, geometry: …",
		             "%s:%zu: several columns hold geometries; %s is drawn", file, out->rows.row_line,
		             out->columns[out->geometry]);
	if (search->request->table_by)
		return;
	if (out->geometry == CSV_NO_COLUMN)
		report_minutes(search, out, diag);
	if (out->geometry == CSV_NO_COLUMN && out->pair.has_others)
		diag_warning(diag, CONTRADICTION, search->request->place,
		             "name the columns in the data entry, lon: … and lat: …",
		             "%s:%zu: several columns hold coordinates; %s and %s are drawn", file, out->rows.row_line,
		             out->columns[out->pair.lon], out->columns[out->pair.lat]);
}

bool csv_layout_find(struct arena *arena, struct arena *scratch, const struct dataset_request *request,
                     struct bytes text, bool is_projected, struct diag *diag, struct csv_layout *out)
{
	struct layout_search search = {scratch, request, text, false, is_projected};
	bool found = find_header(&search, out);
	search.by_names = true;
	if (!found && !find_header(&search, out)) {
		if (!first_row(&search, out)) {
			diag_error(diag, NO_FEATURES, request->place, NULL, "%s is empty", request->shown);
			return false;
		}
		if (!number_columns(&search, out)) {
			csv_area_column(arena, scratch, request, out);
			report_header(&search, out, diag);
			return false;
		}
	}
	/* The rest of the text is read from where the header ends. */
	out->rows.end = text.start + text.length;
	out->rows.quotes_end = false;
	out->rows.stray_quotes = 0;
	name_columns(arena, &search, out, diag);
	report_choice(&search, out, diag);
	return true;
}
