/* The `crs` member of GeoJSON 2008, which RFC 7946 has taken out and many files still have. In: its value. Out: an EPSG
 * code, so that no text of the file but a number reaches the library of projections. */
#include "data/geojson/named_crs.h"

#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

#define HINT "write crs: and an EPSG code into the data entry"

/* "EPSG:3857", "urn:ogc:def:crs:EPSG:6.18:3857", "http://www.opengis.net/def/crs/EPSG/0/3857": the digits at the end,
 * NULL if it is nothing of the kind. */
static const char *epsg_code(const char *name)
{
	size_t length = strlen(name), digits = 0;
	while (digits < length && isdigit((unsigned char)name[length - 1 - digits]))
		digits++;
	const char *code = name + length - digits;
	bool is_named = strstr(name, "EPSG") || strstr(name, "epsg");
	return is_named && digits >= 4 && digits <= 6 && code > name && strchr(":/", code[-1]) ? code : NULL;
}

/* WGS 84 as the names of systems say it, in whatever form. */
static bool names_wgs84(const char *name)
{
	return strstr(name, "CRS84") || strcmp(name, "WGS84") == 0 || strcmp(name, "WGS 84") == 0;
}

bool geojson_named_crs(const struct json_value *crs, struct arena *arena, const char *file, struct place place,
                       struct diag *diag, const char **out)
{
	const struct json_value *properties = json_value_member(crs, "properties");
	const struct json_value *code = json_value_member(properties, "code");
	const char *name = json_value_text(crs), *type = json_value_text(json_value_member(crs, "type"));
	name = name ? name : json_value_text(json_value_member(properties, "name"));
	if (json_value_is(code, JSON_NUMBER) || json_value_is(code, JSON_STRING))
		name = arena_printf(arena, "EPSG:%s", code->text);
	*out = NULL;
	if (!crs || json_value_is(crs, JSON_NULL))
		return true;
	const char *epsg = name ? epsg_code(name) : NULL;
	if (epsg)
		*out = arena_printf(arena, "EPSG:%s", epsg);
	else if (name && names_wgs84(name))
		*out = "EPSG:4326";
	else if (name)
		diag_error(diag, BAD_CRS, place, HINT, "%s: its crs '%s' is not known", file,
		           base_utf8_shorten(arena, base_utf8_clean(arena, name, strlen(name)), 80));
	else
		diag_error(diag, BAD_CRS, place, HINT, "%s: its crs names no coordinate system%s", file,
		           type && strcmp(type, "link") == 0 ? " but a link to one, which is not followed" : "");
	return *out != NULL;
}
