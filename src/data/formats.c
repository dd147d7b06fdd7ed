/* Formats: what the readers share: coordinates out of range, and the coordinate system of a .prj.
 *
 * Checked once, while reading, because the libraries further on take NaN and values out of range silently. */
#include "data/formats.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Coordinates this close outside the range are rounding, not faults, degrees. */
static const double range_tolerance = 1e-6;

/* Metres, or any other unit of a map: what lies farther is damage. */
static const double farthest = 1e15;

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
		return fabs(point->lon) > farthest || fabs(point->lat) > farthest ? "a coordinate is out of range"
		                                                                  : NULL;
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

bool data_crs_is_geographic(const char *crs)
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

const char *data_crs_from_prj(struct arena *arena, struct bytes prj)
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
	bool plain = data_crs_is_geographic(text) && datum_is_wgs84(text) && has_any(text, degrees) &&
	             !has_any(text, not_plain);
	return *text == '\0' || plain ? NULL : text;
}
