/* Coordinate systems of data files. In: x, y as a file has them; out: lon/lat degrees on WGS 84. */
#include "projection/transform.h"
#include "projection/view.h"

#include <math.h>
#include <stdlib.h>

struct crs {
	struct transform transform;
	char text[61]; /* its beginning, for messages */
};

static struct crs *open_crs(const char *text, enum transform_purpose purpose, struct place place, struct diag *diag)
{
	struct crs *crs = calloc(1, sizeof *crs);
	if (crs == NULL)
		BUG("out of memory");
	if (transform_open(&crs->transform, text, purpose, place, diag)) {
		size_t length = 0;
		for (; length + 1 < sizeof crs->text && text[length] != '\0'; length++)
			crs->text[length] = text[length];
		return crs;
	}
	crs_close(crs);
	return NULL;
}

struct crs *crs_open(const char *text, struct place place, struct diag *diag)
{
	return open_crs(text, TRANSFORM_DATA, place, diag);
}

struct crs *crs_open_of_file(const char *text, struct place place, struct diag *diag)
{
	return open_crs(text, TRANSFORM_FILE, place, diag);
}

void crs_close(struct crs *crs)
{
	if (crs == NULL)
		return;
	transform_close(&crs->transform);
	free(crs);
}

/* What one unit of the first axis is in radians or metres; 0: nobody knows. */
static double axis_unit(const struct crs *crs)
{
	double factor = 0;
	PJ_CONTEXT *context = crs->transform.context;
	PJ *system = proj_crs_get_coordinate_system(context, crs->transform.crs);
	if (system == NULL || !proj_cs_get_axis_info(context, system, 0, NULL, NULL, NULL, &factor, NULL, NULL, NULL))
		factor = 0;
	proj_destroy(system);
	return factor;
}

static bool is_geographic(PJ_TYPE type)
{
	return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

/* The type of the system, of one that is bound to another by a shift of datum the type of its base. */
static PJ_TYPE type_of(const struct crs *crs)
{
	PJ_TYPE type = proj_get_type(crs->transform.crs);
	if (type != PJ_TYPE_BOUND_CRS)
		return type;
	PJ *base = proj_get_source_crs(crs->transform.context, crs->transform.crs);
	type = base ? proj_get_type(base) : PJ_TYPE_UNKNOWN;
	proj_destroy(base);
	return type;
}

bool crs_is_degrees(const struct crs *crs)
{
	return is_geographic(type_of(crs)) &&
	       (proj_get_type(crs->transform.crs) == PJ_TYPE_BOUND_CRS || fabs(axis_unit(crs) - M_PI / 180) < 1e-9);
}

/* Degrees read as metres lie within some hundred metres of a system's origin: a place nobody maps. */
static bool all_look_like_degrees(const struct lonlat *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fabs(points[i].lon) > 180 || fabs(points[i].lat) > 90)
			return false;
	return count > 0;
}

bool crs_to_lonlat(const struct crs *crs, struct lonlat *points, size_t count, struct place place, struct diag *diag)
{
	size_t failed = 0, none = 0;
	/* Grads and other angles lie in the range of degrees, too. */
	bool doubtful = !is_geographic(type_of(crs)) && all_look_like_degrees(points, count);
	for (size_t i = 0; i < count; i++) {
		struct ground ground = {points[i].lon, points[i].lat};
		if (isnan(ground.east)) /* of a record that was left out */
			none++;
		else
			failed += !transform_inverse(&crs->transform, ground, &points[i]);
	}
	if (failed > 0 && failed + none == count) {
		diag_error(diag, BAD_CRS, place, "check which coordinate system the file is in",
		           "no coordinate of the file lies in its coordinate system '%s'", crs->text);
		return false;
	}
	if (failed > 0)
		diag_warning(diag, LEFT_OUT, place, "they are left out",
		             "%zu of %zu coordinates do not lie in the coordinate system '%s'", failed, count,
		             crs->text);
	if (doubtful)
		diag_warning(diag, BAD_CRS, place, "if they are degrees, state crs: EPSG:4326 in the data entry",
		             "all coordinates look like degrees, but the coordinate system '%s' has none", crs->text);
	return true;
}
