/* The coordinate system of a dataset: what the author states, what the file states, and what numbers alone tell.
 *
 * In: texts of a data entry, a .prj or a header. Out: dataset.crs, NULL for longitude and latitude on WGS 84, so that
 * the common case asks nobody further on. Coordinates without a stated system are taken for degrees if they can be
 * some; all else is an error that names the systems whose numbers these may be. */
#include "data/crs.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "data/likely_crs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Beyond any longitude, latitude, or swapped pair of them; and beyond any map's coordinates. */
#define MOST_DEGREES 360.0
#define MOST_UNITS   1e9
#define SAMPLES      4096

static bool has_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

/* By the text alone, where nobody can be asked. */
static bool text_is_degrees(const char *crs)
{
	static const char *const geographic[] = {"GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", NULL};
	static const char *const projected[] = {"PROJCS", "PROJCRS", "PROJECTEDCRS", "LOCAL_CS", "GEOCCS", NULL};
	return has_any(crs, geographic) && !has_any(crs, projected);
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

/* Longitudes are from Greenwich, as those are of a system that names no prime meridian. */
static bool is_from_greenwich(const char *crs)
{
	static const char *const words[] = {"PRIMEM[", "PRIMEMERIDIAN[", NULL};
	for (const char *const *word = words; *word; word++) {
		const char *at = strstr(crs, *word), *number = at ? strchr(at, ',') : NULL;
		if (at && !(number && strtod(number + 1, NULL) == 0))
			return false;
	}
	return true;
}

/* Whether the text is plainly longitude and latitude in degrees on WGS 84. A system that is derived from that one has
 * other poles. */
static bool is_plain(const char *text)
{
	static const char *const codes[] = {"EPSG:4326", "OGC:CRS84", "CRS:84", "WGS84", "WGS 84"};
	static const char *const not_plain[] = {"BOUNDCRS", "COMPD_CS", "FITTED_CS", "DERIVINGCONVERSION", NULL};
	static const char *const degrees[] = {"UNIT[\"degree", "UNIT[\"Degree", NULL};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (data_ascii_same(text, codes[i]))
			return true;
	return text_is_degrees(text) && datum_is_wgs84(text) && has_any(text, degrees) && !has_any(text, not_plain) &&
	       is_from_greenwich(text);
}

static char *clean_text(struct arena *arena, struct bytes text)
{
	if (text.length >= 3 && memcmp(text.start, "\xEF\xBB\xBF", 3) == 0)
		text = (struct bytes){text.start + 3, text.length - 3};
	char *clean = base_utf8_clean(arena, text.start, text.length);
	clean += strspn(clean, " ");
	for (size_t length = strlen(clean); length > 0 && clean[length - 1] == ' '; length--)
		clean[length - 1] = '\0';
	return clean;
}

static void take_text(struct arena *arena, const struct dataset_request *request, struct bytes bytes,
                      enum crs_source source, struct dataset *out)
{
	const struct crs_judge *judge = request->judge;
	const char *text = clean_text(arena, bytes);
	if (!*text)
		return;
	bool is_degrees = text_is_degrees(text);
	out->crs_source = source;
	if (is_plain(text))
		return;
	const char *fault = judge ? judge->fault(judge->context, text, &is_degrees) : NULL;
	out->crs_fault = fault ? arena_text(arena, fault) : NULL;
	if (fault)
		return;
	out->crs = text;
	out->is_projected = !is_degrees;
}

void dataset_take_author_crs(struct arena *arena, const struct dataset_request *request, struct dataset *out)
{
	if (request->crs)
		take_text(arena, request, (struct bytes){request->crs, strlen(request->crs)}, CRS_OF_AUTHOR, out);
}

void dataset_take_file_crs(struct arena *arena, const struct dataset_request *request, struct bytes text,
                           struct dataset *out)
{
	if (text.start && out->crs_source != CRS_OF_AUTHOR)
		take_text(arena, request, text, CRS_OF_FILE, out);
}

bool dataset_is_degrees(const struct dataset *dataset)
{
	return !dataset->crs || !dataset->is_projected;
}

/* Where nearly all of the numbers lie: a few wild ones shall not hide it. */
static void trimmed_range(double *numbers, size_t count, double *low, double *high)
{
	qsort(numbers, count, sizeof *numbers, base_number_compare);
	*low = numbers[count / 50];
	*high = numbers[count - 1 - count / 50];
}

static bool is_on_globe(struct lonlat point)
{
	return fabs(point.lon) <= 180 && fabs(point.lat) <= 90;
}

/* Where nearly all of those points lie that are not on the globe. */
static struct lonlat_box trimmed_box(struct arena *scratch, const struct dataset *dataset)
{
	size_t step = dataset->point_count / SAMPLES + 1, count = 0;
	double *x = ARENA_ARRAY(scratch, SAMPLES + 1, double), *y = ARENA_ARRAY(scratch, SAMPLES + 1, double);
	for (size_t i = 0; i < dataset->point_count; i += step) {
		struct lonlat point = dataset->points[i];
		if (!isfinite(point.lon) || !isfinite(point.lat) || is_on_globe(point))
			continue;
		x[count] = point.lon;
		y[count++] = point.lat;
	}
	struct lonlat_box box = lonlat_box_empty;
	if (count) {
		trimmed_range(x, count, &box.west, &box.east);
		trimmed_range(y, count, &box.south, &box.north);
	}
	return box;
}

static const char *range_text(struct arena *arena, double low, double high)
{
	char from[400], to[400];
	int digits = high - low < 10 ? 2 : 0;
	return arena_printf(arena, "%s to %s", base_number_text(from, low, digits), base_number_text(to, high, digits));
}

/* Why the numbers should be degrees. */
static const char *reason(struct arena *arena, const struct dataset *dataset)
{
	if (dataset->crs_fault)
		return arena_printf(arena, "and the coordinate system that it states cannot be used: %s",
		                    dataset->crs_fault);
	static const char *const reasons[] = {
	        [CRS_UNSTATED] = "and nothing states their coordinate system",
	        [CRS_OF_FILE] = "as its coordinate system has them",
	        [CRS_OF_AUTHOR] = "as the coordinate system in crs: has them",
	};
	return reasons[dataset->crs_source];
}

bool dataset_report_not_degrees(const struct dataset *dataset, struct place place, struct diag *diag)
{
	struct arena scratch;
	arena_init(&scratch);
	struct lonlat_box box = trimmed_box(&scratch, dataset);
	double most = fmax(fmax(-box.west, box.east), fmax(-box.south, box.north));
	bool beyond = most > MOST_DEGREES && most < MOST_UNITS && box.west <= box.east;
	const char *likely = beyond ? data_likely_crs(&scratch, box) : NULL;
	const char *hint =
	        likely ? arena_printf(&scratch, "state it in the data entry, crs: …; by the numbers it may be %s",
	                              likely)
	               : "state it in the data entry, for example crs: EPSG:2154; whoever made the file knows it";
	if (beyond)
		diag_error(diag, BAD_CRS, place, hint, "%s: the coordinates are not degrees (x %s, y %s), %s",
		           dataset->file, range_text(&scratch, box.west, box.east),
		           range_text(&scratch, box.south, box.north), reason(&scratch, dataset));
	arena_clear(&scratch);
	return beyond;
}

void dataset_note_assumed_crs(const struct dataset *dataset, struct place place, struct diag *diag)
{
	if (dataset->crs_fault)
		diag_warning(diag, BAD_CRS, place, "state the right one in the data entry, for example crs: EPSG:4326",
		             "%s: the coordinate system that it states cannot be used (%s); its coordinates look like "
		             "degrees and are taken as longitude and latitude on WGS 84",
		             dataset->file, dataset->crs_fault);
	else if (dataset->crs_source == CRS_UNSTATED && dataset->format && dataset->format->crs_file)
		diag_note(diag, SIDE_FILE, place, "if they are, crs: EPSG:4326 in the data entry says so",
		          "%s has no coordinate system (%s); its coordinates look like degrees and are taken as "
		          "longitude and latitude on WGS 84",
		          dataset->file, dataset->format->crs_file);
}
