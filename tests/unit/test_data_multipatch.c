/* Multipatches, surfaces in space, read as areas. */
#include "data_files.h"

#include <math.h>

#define FOLDER "build/test-data-multipatch/"

/* Adds a multipatch of those parts. */
static void add_patch(SHPHandle shapes, int parts, const int *starts, const int *types, int count, const double *x,
                      const double *y)
{
	double z[64] = {0};
	SHPObject *shape = SHPCreateObject(SHPT_MULTIPATCH, -1, parts, starts, types, count, x, y, z, NULL);
	SHPWriteObject(shapes, -1, shape);
	SHPDestroyObject(shape);
}

static double area_of(const struct dataset *dataset, struct part part)
{
	const struct lonlat *p = dataset->points + part.first;
	double area = 0;
	for (size_t i = 0; i < part.count; i++)
		area += p[i].lon * p[(i + 1) % part.count].lat - p[(i + 1) % part.count].lon * p[i].lat;
	return fabs(area) / 2;
}

/* Surfaces in space are areas as they are seen from above. */
static void multipatches_are_areas(void **state)
{
	(void)state;
	SHPHandle shapes = SHPCreate(FOLDER "patch", SHPT_MULTIPATCH);
	/* a house: floor, roof, and a wall */
	const double hx[] = {10, 11, 11, 10, 10, 10, 10, 11, 11, 10, 10, 11, 11, 10, 10};
	const double hy[] = {50, 50, 51, 51, 50, 50, 51, 51, 50, 50, 50, 50, 50, 50, 50};
	add_patch(shapes, 3, (const int[]){0, 5, 10}, (const int[]){SHPP_RING, SHPP_OUTERRING, SHPP_OUTERRING}, 15, hx, hy);
	/* a strip of two triangles, and a fan of two */
	const double tx[] = {20, 20, 21, 21, 22, 23, 23, 22}, ty[] = {50, 51, 50, 51, 50, 50, 51, 51};
	add_patch(shapes, 1, (const int[]){0}, (const int[]){SHPP_TRISTRIP}, 4, tx, ty);
	add_patch(shapes, 1, (const int[]){0}, (const int[]){SHPP_TRIFAN}, 4, tx + 4, ty + 4);
	/* a court within walls: its ring stays a hole */
	const double cx[] = {30, 30, 33, 33, 30, 31, 32, 32, 31, 31}, cy[] = {50, 53, 53, 50, 50, 51, 51, 52, 52, 51};
	add_patch(shapes, 2, (const int[]){0, 5}, (const int[]){SHPP_OUTERRING, SHPP_INNERRING}, 10, cx, cy);
	/* nothing but a wall */
	add_patch(shapes, 1, (const int[]){0}, (const int[]){SHPP_OUTERRING}, 5, hx + 10, hy + 10);
	SHPClose(shapes);
	struct reading reading = data_read_file(FOLDER "patch.shp");
	assert_read(&reading);
	const struct dataset *dataset = &reading.dataset;
	assert_int_equal(dataset->type, GEOMETRY_POLYGONS);
	assert_int_equal(dataset->feature_count, 4);
	static const size_t parts[] = {1, 2, 2, 2};
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(dataset->features[i].part_count, parts[i]);
	assert_true(fabs(area_of(dataset, feature_part(&dataset->features[0], 0)) - 1) < 1e-9);
	for (size_t i = 1; i < 3; i++)
		for (size_t k = 0; k < 2; k++)
			assert_true(fabs(area_of(dataset, feature_part(&dataset->features[i], k)) - 0.5) < 1e-9);
	assert_true(fabs(area_of(dataset, feature_part(&dataset->features[3], 0)) - 9) < 1e-9);
	assert_true(fabs(area_of(dataset, feature_part(&dataset->features[3], 1)) - 1) < 1e-9);
	assert_said(&reading, DIAG_WARNING, "1 of 5 records is left out: 1 with too few vertices to be drawn (record 5)");
	data_done(&reading);
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(multipatches_are_areas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
