/* Dataset: picks the reader by a file's ending, and checks what all readers must hold.
 *
 * In: a request from the map file. Out: features in lon/lat degrees (or in the units of dataset.crs) whose
 * every coordinate is finite and, where it is geographic, in range. Checked here, once, because the libraries
 * further on take NaN and out of range values silently. */
#include "data/dataset.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "data/csv.h"
#include "data/formats.h"
#include "data/shapefile/shapefile.h"
#include "data/shapefile/stream.h"
#include "data/shapefile/table.h"

#include <math.h>
#include <string.h>

struct format {
	const char *ending;
	const char *help;
	dataset_reader *read;
	bool by_line; /* records are lines of text */
};

/* One line per format. */
#define FORMATS(FORMAT)                                                                                                \
	FORMAT(".shp", "shapefile", shapefile_read, false)                                                             \
	FORMAT(".csv", "CSV", csv_read, true)

#define FORMAT_ROW(ending, help, read, by_line)  {ending, help, read, by_line},
#define FORMAT_TEXT(ending, help, read, by_line) ", " help " (" ending ")"

static const struct format formats[] = {FORMATS(FORMAT_ROW)};

const char *dataset_formats(void)
{
	return &FORMATS(FORMAT_TEXT)[strlen(", ")];
}

/* Coordinates this close outside the range are rounding, not faults, degrees. */
static const double range_tolerance = 1e-6;

/* Whether the value is in -limit..limit, after moving a rounding error to the limit. */
static bool in_range(double *value, double limit)
{
	if (fabs(*value) > limit && fabs(*value) <= limit + range_tolerance)
		*value = copysign(limit, *value);
	return fabs(*value) <= limit;
}

const char *dataset_coordinate_fault(struct arena *arena, struct lonlat *point, bool geographic)
{
	/* Wide enough for 1e308 written out. */
	char number[400];
	if (!isfinite(point->lon) || !isfinite(point->lat))
		return "a coordinate is not a finite number";
	if (!geographic)
		return NULL;
	bool lon = in_range(&point->lon, 180), lat = in_range(&point->lat, 90);
	if (lon && lat)
		return NULL;
	double value = lon ? point->lat : point->lon;
	if (fabs(value) > 1e9)
		return lon ? "the latitude is out of range" : "the longitude is out of range";
	return arena_printf(arena, "the %s %s is out of range", lon ? "latitude" : "longitude",
	                    base_number_text(number, value, 6));
}

const char *dataset_coordinate_hint(struct lonlat point, const char *crs)
{
	if (!isfinite(point.lon) || !isfinite(point.lat))
		return NULL;
	if (fabs(point.lon) > 360 || fabs(point.lat) > 360)
		return crs ? "the coordinates do not look like degrees; check the .prj file"
		           : "the coordinates do not look like degrees; a shapefile needs a .prj file that says "
		             "how they are projected";
	if (fabs(point.lat) > 90 && fabs(point.lon) <= 90)
		return "longitude and latitude look swapped";
	return "longitudes run from -180 to 180, latitudes from -90 to 90";
}

static bool has_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

bool crs_is_geographic(const char *crs)
{
	static const char *const geographic[] = {"GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", NULL};
	static const char *const projected[] = {"PROJCS", "PROJCRS", "PROJECTEDCRS", "LOCAL_CS", "GEOCCS", NULL};
	return !crs || (has_any(crs, geographic) && !has_any(crs, projected));
}

/* The datum decides: a spheroid of the same name is used by other datums too. */
static bool datum_is_wgs84(const char *crs)
{
	static const char *const names[] = {"WGS_1984", "WGS 84", "WGS84", "World Geodetic System 1984", NULL};
	const char *datum = strstr(crs, "DATUM[\"");
	if (!datum)
		datum = strstr(crs, "ENSEMBLE[\"");
	if (!datum)
		return false;
	const char *name = strchr(datum, '"') + 1;
	size_t length = strcspn(name, "\"");
	for (const char *const *known = names; *known; known++) {
		const char *at = strstr(name, *known);
		if (at && at + strlen(*known) <= name + length)
			return true;
	}
	return false;
}

const char *crs_from_prj(struct arena *arena, struct bytes prj)
{
	if (!prj.start)
		return NULL;
	if (prj.length >= 3 && memcmp(prj.start, "\xEF\xBB\xBF", 3) == 0)
		prj = (struct bytes){prj.start + 3, prj.length - 3};
	char *text = base_utf8_clean(arena, prj.start, prj.length);
	text += strspn(text, " ");
	for (size_t length = strlen(text); length > 0 && text[length - 1] == ' '; length--)
		text[length - 1] = '\0';
	static const char *const not_plain[] = {"BOUNDCRS", "COMPD_CS", "FITTED_CS", NULL};
	static const char *const degrees[] = {"UNIT[\"degree", "UNIT[\"Degree", NULL};
	bool plain =
	        crs_is_geographic(text) && datum_is_wgs84(text) && has_any(text, degrees) && !has_any(text, not_plain);
	return *text == '\0' || plain ? NULL : text;
}

/* The first point of the feature that has a fault, or NULL. */
static struct lonlat *first_fault(struct arena *arena, struct dataset *dataset, const struct feature *feature,
                                  bool geographic, const char **fault)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		const struct part *part = &dataset->parts[feature->first_part + i];
		for (size_t k = 0; k < part->count; k++) {
			struct lonlat *point = &dataset->points[part->first + k];
			*fault = dataset_coordinate_fault(arena, point, geographic);
			if (*fault)
				return point;
		}
	}
	return NULL;
}

/* One error for the file, naming the first record at fault: a wrong .prj puts every record out of range. */
static bool check_coordinates(struct arena *scratch, struct dataset *dataset, bool by_line, struct place place,
                              struct diag *diag)
{
	bool geographic = crs_is_geographic(dataset->crs);
	const char *first = NULL, *hint = NULL;
	size_t record = 0, faulty = 0;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *fault;
		const struct feature *feature = &dataset->features[i];
		/* After the first fault only the count is of interest. */
		const struct lonlat *point = first_fault(scratch, dataset, feature, geographic, &fault);
		if (!point)
			continue;
		if (faulty++ == 0) {
			first = fault;
			hint = dataset_coordinate_hint(*point, dataset->crs);
			record = feature->record;
		}
	}
	if (faulty == 0)
		return true;
	const char *more = faulty == 1 ? "" : arena_printf(scratch, " (and in %zu more records)", faulty - 1);
	diag_error(diag, DAMAGED_FILE, place, hint, by_line ? "%s:%zu: %s%s" : "%s: record %zu: %s%s", dataset->file,
	           record, first, more);
	return false;
}

bool dataset_finish(struct dataset *dataset, bool by_line, struct place place, struct diag *diag)
{
	if (dataset->feature_count == 0 && !dataset->by_view) {
		diag_error(diag, NO_FEATURES, place, NULL, "%s holds no feature", dataset->file);
		return false;
	}
	if (dataset->stream) /* boxes come from the records, points are checked as they are read */
		return true;
	struct arena scratch;
	arena_init(&scratch);
	bool good = check_coordinates(&scratch, dataset, by_line, place, diag);
	arena_clear(&scratch);
	if (good)
		dataset_update_bounds(dataset);
	return good;
}

static const struct format *find_format(const char *path)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (data_ascii_same(data_file_ending(path), formats[i].ending))
			return &formats[i];
	return NULL;
}

bool dataset_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct dataset_request named = *request;
	if (!named.shown)
		named.shown = named.file;
	*out = (struct dataset){.file = arena_text(arena, named.shown)};
	const struct format *format = find_format(named.file);
	if (!format) {
		char *hint = arena_printf(arena, "formats: %s", dataset_formats());
		diag_error(diag, UNKNOWN_FORMAT, request->place, hint, "%s is in no format that is read", named.shown);
		return false;
	}
	return format->read(arena, &named, diag, out) && dataset_finish(out, format->by_line, request->place, diag);
}

void dataset_close(struct dataset *dataset)
{
	if (!dataset->borrowed) {
		shape_stream_close(dataset->stream);
		shape_table_close(dataset->table);
	}
	dataset->stream = NULL;
	dataset->table = NULL;
}

bool dataset_walk(const struct dataset *dataset, const struct feature_visitor *visitor, struct diag *diag)
{
	if (dataset->by_view)
		return shape_stream_walk(dataset, visitor, diag);
	visitor->begin(visitor->context);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (lonlat_box_overlaps(visitor->box, feature->bounds) &&
		    !visitor->is_needless(visitor->context, dataset, feature))
			visitor->visit(visitor->context, dataset, feature);
	}
	return true;
}

const struct stored_point *dataset_points(const struct dataset *dataset, const struct part *part, size_t from,
                                          size_t *count)
{
	if (dataset->stream)
		return shape_stream_points(dataset->stream, part, from, count);
	*count = part->count - from;
	return (const void *)(dataset->points + part->first + from);
}

const struct lonlat *dataset_part(const struct dataset *dataset, const struct part *part, struct arena *arena,
                                  size_t *count)
{
	*count = part->count;
	if (!dataset->stream)
		return dataset->points + part->first;
	struct lonlat *points = ARENA_ARRAY(arena, part->count, struct lonlat);
	size_t done = 0, got;
	for (; done < part->count; done += got) {
		const struct stored_point *stored = dataset_points(dataset, part, done, &got);
		if (!stored)
			break;
		memcpy(points + done, stored, got * sizeof *points);
	}
	bool repeats = dataset->type == GEOMETRY_POLYGONS && done > 1 && points[0].lon == points[done - 1].lon &&
	               points[0].lat == points[done - 1].lat;
	*count = repeats ? done - 1 : done;
	return points;
}

struct lonlat dataset_first_point(const struct dataset *dataset, const struct part *part)
{
	size_t count;
	const struct stored_point *point = dataset_points(dataset, part, 0, &count);
	return point ? (struct lonlat){point->lon, point->lat} : (struct lonlat){NAN, NAN};
}

const char *dataset_point_fault(struct arena *arena, struct lonlat point)
{
	return dataset_coordinate_fault(arena, &point, true);
}

int dataset_column(const struct dataset *dataset, const char *name)
{
	for (size_t i = 0; i < dataset->column_count; i++)
		if (strcmp(dataset->columns[i], name) == 0)
			return (int)i;
	return -1;
}

const char **feature_values(const struct dataset *dataset, const struct feature *feature)
{
	return feature->values || !dataset->table ? feature->values
	                                          : shape_table_values(dataset->table, feature->record);
}

const char *feature_value(const struct dataset *dataset, const struct feature *feature, const char *column)
{
	int index = dataset_column(dataset, column);
	return index < 0 ? NULL : feature_values(dataset, feature)[index];
}

const struct feature *dataset_find(const struct dataset *dataset, const char *column, const char *value)
{
	int index = dataset_column(dataset, column);
	if (index < 0)
		return NULL;
	for (size_t i = 0; i < dataset->feature_count; i++)
		if (strcmp(feature_values(dataset, &dataset->features[i])[index], value) == 0)
			return &dataset->features[i];
	return NULL;
}

void dataset_update_bounds(struct dataset *dataset)
{
	if (dataset->stream)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		struct feature *feature = &dataset->features[i];
		feature->bounds = lonlat_box_empty;
		for (size_t p = 0; p < feature->part_count; p++) {
			const struct part *part = &dataset->parts[feature->first_part + p];
			for (size_t k = 0; k < part->count; k++)
				lonlat_box_add(&feature->bounds, dataset->points[part->first + k]);
		}
	}
}
