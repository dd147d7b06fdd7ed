/* The projection for people: its name, and a conic's parallels. In: an open transform and its text.
 * Why so: a map states its projection in the credits; for a code the parameters come from PROJ's database, for a PROJ
 * string from the string itself. */
#include "base/buffer.h"
#include "projection/view_parts.h"

#include <stdio.h>
#include <string.h>

/* The value of +key=value, or `otherwise`. */
static double value_of(const char *text, const char *key, double otherwise)
{
	size_t length = strlen(key);
	for (const char *p = text; (p = strstr(p, key)) != NULL; p += length) {
		bool starts = p == text || p[-1] == ' ' || p[-1] == '+';
		if (!starts || p[length] != '=')
			continue;
		char number[48] = "";
		size_t end = strcspn(p + length + 1, " \t");
		double value;
		if (end >= sizeof number)
			continue;
		memcpy(number, p + length + 1, end);
		if (base_number_parse(number, &value))
			return value;
	}
	return otherwise;
}

/* The projection's own step: of a pipeline's steps the last that is more than a change of unit or axes. */
static const PJ_OPERATIONS *find_projection(const char *text)
{
	const PJ_OPERATIONS *found = NULL;
	for (const char *p = text; (p = strstr(p, "proj=")) != NULL;) {
		p += strlen("proj=");
		size_t length = strcspn(p, " \t");
		for (const PJ_OPERATIONS *known = proj_list_operations(); known->id != NULL; known++) {
			bool same = strlen(known->id) == length && strncmp(known->id, p, length) == 0;
			if (same && strcmp(known->id, "unitconvert") != 0 && strcmp(known->id, "axisswap") != 0)
				found = known;
		}
	}
	return found;
}

static void describe_string(struct view_projection *out, const char *text)
{
	const PJ_OPERATIONS *projection = find_projection(text);
	if (projection == NULL)
		return;
	snprintf(out->name, sizeof out->name, "%s", *projection->descr);
	out->name[strcspn(out->name, "\n")] = '\0';
	snprintf(out->id, sizeof out->id, "%s", projection->id);
	if (strcmp(projection->id, "lcc") != 0)
		return;
	snprintf(out->name, sizeof out->name, "Lambert conformal conic");
	out->is_conic = true;
	out->parallel_1 = value_of(text, "lat_1", 0);
	out->parallel_2 = value_of(text, "lat_2", out->parallel_1);
	out->origin_latitude = value_of(text, "lat_0", 0);
	out->central_meridian = value_of(text, "lon_0", 0);
}

/* Degrees of a parameter of the conversion, by its EPSG code. */
static double parameter_of(PJ_CONTEXT *context, const PJ *conversion, const char *code)
{
	for (int i = 0; i < proj_coordoperation_get_param_count(context, conversion); i++) {
		const char *found = NULL;
		double value = 0, to_radians = 1;
		if (proj_coordoperation_get_param(context, conversion, i, NULL, NULL, &found, &value, NULL, &to_radians,
		                                  NULL, NULL, NULL, NULL) &&
		    found != NULL && strcmp(found, code) == 0)
			return value * to_radians / RADIANS_PER_DEGREE;
	}
	return 0;
}

static void describe_crs(struct view_projection *out, PJ_CONTEXT *context, const PJ *crs)
{
	const char *name = proj_get_name(crs), *method = NULL;
	snprintf(out->name, sizeof out->name, "%s", name != NULL ? name : "");
	PJ *conversion = proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS ? proj_crs_get_coordoperation(context, crs) : NULL;
	if (conversion == NULL)
		return;
	/* 9802: Lambert Conic Conformal (2SP); 8821 to 8824: its false origin and parallels. */
	if (proj_coordoperation_get_method_info(context, conversion, NULL, NULL, &method) && method != NULL &&
	    strcmp(method, "9802") == 0) {
		out->is_conic = true;
		out->origin_latitude = parameter_of(context, conversion, "8821");
		out->central_meridian = parameter_of(context, conversion, "8822");
		out->parallel_1 = parameter_of(context, conversion, "8823");
		out->parallel_2 = parameter_of(context, conversion, "8824");
	}
	proj_destroy(conversion);
}

void projection_describe(struct view *view, const char *text)
{
	struct view_projection *out = &view->description;
	snprintf(out->proj_string, sizeof out->proj_string, "%s", text);
	describe_string(out, text);
	if (out->name[0] == '\0' && view->transform.crs != NULL)
		describe_crs(out, view->transform.context, view->transform.crs);
}
