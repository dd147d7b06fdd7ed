/* Our reader of .shp beside shapelib's, its oracle: the same parts and vertices of every shapefile of geodata/, of each
 * type of shape, and of files with any byte changed that both accept. */
#include "data_files.h"

#include <ftw.h>

#define FOLDER "build/test-data-oracle/"

/* Compares a ring, a line or points of a shape with the next part of a feature, if it is long enough to be one. */
static bool same_part(const struct dataset *dataset, const struct feature *feature, size_t *part, const double *x,
                      const double *y, size_t count)
{
	static const size_t fewest[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};
	if (dataset->type == GEOMETRY_POLYGONS && count > 1 && x[0] == x[count - 1] && y[0] == y[count - 1])
		count--;
	if (count < fewest[dataset->type])
		return true;
	if (!feature || *part == feature->part_count || feature_part(feature, *part).count != count)
		return false;
	const struct lonlat *points = dataset->points + feature_part(feature, (*part)++).first;
	for (size_t i = 0; i < count; i++)
		if (memcmp(&points[i].lon, &x[i], sizeof x[i]) || memcmp(&points[i].lat, &y[i], sizeof y[i]))
			return false;
	return true;
}

static bool same_shape(const struct dataset *dataset, const struct feature *feature, const SHPObject *shape)
{
	size_t part = 0;
	if (dataset->type == GEOMETRY_POINTS || shape->nParts == 0)
		same_part(dataset, feature, &part, shape->padfX, shape->padfY, (size_t)shape->nVertices);
	for (int i = 0; dataset->type != GEOMETRY_POINTS && i < shape->nParts; i++) {
		int start = shape->panPartStart[i];
		int end = i + 1 < shape->nParts ? shape->panPartStart[i + 1] : shape->nVertices;
		if (!same_part(dataset, feature, &part, shape->padfX + start, shape->padfY + start,
		               (size_t)(end - start)))
			return false;
	}
	return part == (feature ? feature->part_count : 0);
}

/* How many shapes of the file both read; fails if they read one differently. What we leave out, which the library may
 * read, and what we put right is not compared. */
static int compare(const char *path)
{
	struct bytes shp = data_load(path);
	struct shapefile_bytes files = {.shp = shp};
	struct dataset_request request = {.file = path, .shown = path};
	struct reading reading = {.dataset.file = path};
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	int compared = 0;
	size_t next = 0;
	SHPHandle oracle = SHPOpen(path, "rb");
	const struct record_tally *tally = &reading.dataset.left_out;
	if (shapefile_read_bytes(&reading.arena, &files, &request, &reading.diag, &reading.dataset) && oracle &&
	    !tally->mended) {
		int count;
		SHPGetInfo(oracle, &count, NULL, NULL, NULL);
		for (int i = 0; i < count; i++) {
			const struct feature *feature = &reading.dataset.features[next];
			bool has_feature = next < reading.dataset.feature_count && feature->record == (size_t)i + 1;
			SHPObject *shape = SHPReadObject(oracle, i);
			next += has_feature;
			if (!shape || (!has_feature && tally->left_out)) {
				SHPDestroyObject(shape);
				continue;
			}
			if (!same_shape(&reading.dataset, has_feature ? feature : NULL, shape))
				fail_msg("%s: record %d is read differently", path, i + 1);
			SHPDestroyObject(shape);
			compared++;
		}
		assert_int_equal(next, reading.dataset.feature_count);
	}
	if (oracle)
		SHPClose(oracle);
	data_done(&reading);
	free((void *)shp.start);
	return compared;
}

static int files_compared;

static int compare_found(const char *path, const struct stat *status, int kind, struct FTW *at)
{
	(void)status, (void)at;
	size_t length = strlen(path);
	if (kind == FTW_F && length > 4 && strcmp(path + length - 4, ".shp") == 0) {
		assert_true(compare(path) > 0);
		files_compared++;
	}
	return 0;
}

static void geodata_as_shapelib(void **state)
{
	(void)state;
	assert_int_equal(nftw("geodata", compare_found, 16, FTW_PHYS), 0);
	assert_true(files_compared >= 8);
}

static const int types[] = {SHPT_POINT,       SHPT_POINTZ,  SHPT_POINTM, SHPT_MULTIPOINT, SHPT_MULTIPOINTZ,
                            SHPT_MULTIPOINTM, SHPT_ARC,     SHPT_ARCZ,   SHPT_ARCM,       SHPT_POLYGON,
                            SHPT_POLYGONZ,    SHPT_POLYGONM};

/* Each byte behind the header's lengths changed in two ways. */
static void damaged_as_shapelib(void **state)
{
	(void)state;
	static const char *const names[3] = {"a", "b", "c"};
	static const char changes[] = {0x41, 1};
	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		int compared = 0, read = 0;
		data_write_shapefile(FOLDER "file", types[t], NULL, names);
		assert_int_equal(compare(FOLDER "file.shp"), 3);
		struct bytes sound = data_load(FOLDER "file.shp");
		char *changed = malloc(sound.length);
		for (size_t i = 100; i < sound.length; i++)
			for (size_t k = 0; k < sizeof changes; k++) {
				memcpy(changed, sound.start, sound.length);
				changed[i] ^= changes[k];
				data_write(FOLDER "file.shp", changed, sound.length);
				compared = compare(FOLDER "file.shp");
				read += compared == 3;
			}
		free(changed);
		free((void *)sound.start);
		/* Most bytes are coordinates, which both take as they are. */
		assert_true(read > 100);
	}
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(geodata_as_shapelib),
	        cmocka_unit_test(damaged_as_shapelib),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
