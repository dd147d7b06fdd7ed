/* Formats: what the readers share: opening a file that is read whole, coordinates out of range.
 *
 * Checked once, while reading, because the libraries further on take NaN and values out of range silently. */
#include "data/formats.h"

#include "base/buffer.h"
#include "data/read_buffer.h"

#include <math.h>

/* Metres, or any other unit of a map: what lies farther is damage. */
static const double farthest = 1e15;

/* Whether the value is in -limit..limit, after moving a rounding error to the limit. */
static bool in_range(double *value, double limit)
{
	if (fabs(*value) > limit && fabs(*value) <= limit + RANGE_TOLERANCE)
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
	/* 0 to 360 is as common as -180 to 180. */
	bool lon = in_range(&point->lon, 180) || in_range(&point->lon, 360), lat = in_range(&point->lat, 90);
	if (lon && lat)
		return NULL;
	double value = lon ? point->lat : point->lon;
	if (fabs(value) > 1e9)
		return lon ? "the latitude is out of range" : "the longitude is out of range";
	return arena_printf(arena, "the %s %s is out of range", lon ? "latitude" : "longitude",
	                    base_number_text(number, value, 6));
}

const char *dataset_coordinate_hint(struct lonlat point)
{
	if (!isfinite(point.lon) || !isfinite(point.lat))
		return NULL;
	if (fabs(point.lon) > 360 || fabs(point.lat) > 360)
		return "the coordinates do not look like degrees; state their coordinate system in the data entry, "
		       "crs: …";
	if (fabs(point.lat) > 90 && fabs(point.lon) <= 90)
		return "longitude and latitude look swapped";
	return "longitudes run from -180 to 180 or from 0 to 360, latitudes from -90 to 90";
}

bool data_format_open(const struct data_format *format, struct arena *arena, const struct dataset_request *request,
                      struct diag *diag, struct dataset *out)
{
	if (format->open)
		return format->open(arena, request, diag, out);
	struct read_buffer *buffer =
	        read_buffer_open(request->file, request->shown, format->limit, request->place, diag);
	bool good = buffer && format->read(arena, buffer, request, diag, out);
	read_buffer_close(buffer);
	return good;
}

bool data_format_read_bytes(const struct data_format *format, struct arena *arena, struct bytes bytes,
                            const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct read_buffer *buffer = read_buffer_of(bytes);
	bool good = format->read(arena, buffer, request, diag, out);
	read_buffer_close(buffer);
	return good;
}
