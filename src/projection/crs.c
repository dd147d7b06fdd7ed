/* Brings a data file's coordinates to lon/lat WGS 84. In: x (east) and y (north) in the file's CRS, whatever axis order
 * its authority prefers; out: degrees. Why so: everything after the reader knows lon/lat only. */
#include "projection/transform.h"
#include "projection/view.h"

bool crs_to_lonlat(const char *crs, struct lonlat *points, size_t count, struct place place, struct diag *diag)
{
	struct transform transform;
	bool opened = transform_open(&transform, crs, TRANSFORM_DATA, place, diag);
	size_t failed = 0;
	for (size_t i = 0; opened && i < count; i++) {
		struct ground ground = {points[i].lon, points[i].lat};
		failed += !transform_inverse(&transform, ground, &points[i]);
	}
	transform_close(&transform);
	if (!opened)
		return false;
	if (failed > 0 && failed == count) {
		diag_error(diag, BAD_CRS, place, "check which coordinate system the file is in",
		           "no coordinate of the file lies in its coordinate system '%.60s'", crs);
		return false;
	}
	if (failed > 0)
		diag_warning(diag, LEFT_OUT, place, "they are left out",
		             "%zu of %zu coordinates do not lie in the coordinate system '%.60s'", failed, count, crs);
	return true;
}
