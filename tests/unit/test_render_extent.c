/* What the versions of a map frame: their own members, all members, a box; members with areas, and with points alone. */
#include "render/render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define FOLDER "/tmp/corridor-render-extent"

static const struct lonlat towns[] = {{2.35, 48.86}, {4.83, 45.76}, {5.37, 43.3}};

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Three towns that join one by one; `head` and `own` are lines of the map file, its top and the second version's. */
static void open_towns(struct loaded_map *map, char *text, size_t size, const char *head, const char *own,
                       const char *set, struct diag *diag)
{
	char csv[300];
	mkdir(FOLDER, 0777);
	snprintf(csv, sizeof csv, "id,lon,lat\np,%.2f,%.2f\nl,%.2f,%.2f\nm,%.2f,%.2f\n", towns[0].lon, towns[0].lat,
	         towns[1].lon, towns[1].lat, towns[2].lon, towns[2].lat);
	write_file(FOLDER "/towns.csv", csv);
	snprintf(text, size,
	         "corridor: 1\nid: towns\ntitle: Towns\npage: 160x160mm\npadding: 0\n%s"
	         "data: {towns: {file: towns.csv, key: id}}\n"
	         "layers:\n  - {id: towns, kind: marker, data: towns}\n"
	         "members: {points: towns, list: {p: {key: p}, l: {key: l}, m: {key: m}}}\n"
	         "versions:\n  \"1\": {members: [p]}\n  \"2\": {members: [l]%s}\n  \"3\": {members: [m]}\n",
	         head, own);
	const struct map_overrides overrides = {.share_dir = "seeds", .sets = &set, .set_count = set ? 1 : 0};
	diag_init(diag);
	assert_true(map_open(map, FOLDER "/map.yaml", text, strlen(text), &overrides, diag));
}

static struct lonlat_box seen(const struct loaded_map *map, size_t version, struct diag *diag)
{
	struct arena arena;
	arena_init(&arena);
	struct view *view = map_view(map, version, true, &arena, diag);
	assert_non_null(view);
	struct lonlat_box box = view_bounds(view);
	view_close(view);
	arena_clear(&arena);
	return box;
}

static bool is_near(struct lonlat_box a, struct lonlat_box b, double degrees)
{
	return fabs(a.west - b.west) < degrees && fabs(a.south - b.south) < degrees &&
	       fabs(a.east - b.east) < degrees && fabs(a.north - b.north) < degrees;
}

static bool sees(struct lonlat_box box, struct lonlat place)
{
	return place.lon > box.west && place.lon < box.east && place.lat > box.south && place.lat < box.north;
}

/* The version shows the towns up to `last`, and, if there are any, not the next. */
static void assert_sees(const struct loaded_map *map, size_t version, size_t last, struct diag *diag)
{
	struct lonlat_box box = seen(map, version, diag);
	for (size_t i = 0; i <= last; i++)
		assert_true(sees(box, towns[i]));
	if (last + 1 < sizeof towns / sizeof *towns)
		assert_false(sees(box, towns[last + 1]));
}

static void close_towns(struct loaded_map *map, struct diag *diag)
{
	map_close(map);
	diag_clear(diag);
}

/* A single town is shown with about 10 km round it. */
static void points_alone_are_fitted(void **state)
{
	(void)state;
	char text[2000];
	struct diag diag;
	struct loaded_map map;
	open_towns(&map, text, sizeof text, "", "", NULL, &diag);
	for (size_t i = 0; i < 3; i++)
		assert_sees(&map, i, i, &diag);
	struct lonlat_box paris = seen(&map, 0, &diag);
	assert_true(fabs(paris.north - paris.south - 0.2) < 0.01 && fabs(paris.north + paris.south - 2 * 48.86) < 0.01);
	assert_int_equal(diag.count, 0);
	close_towns(&map, &diag);
}

static void common_is_one_frame(void **state)
{
	(void)state;
	static const char *const heads[] = {"extent: common\n", "extent: common\n", ""},
	                         *const owns[] = {"", ", extent: [0, 40, 2, 42]", ", extent: [0, 40, 2, 42]"},
	                         *const sets[] = {NULL, NULL, "extent=common"};
	for (size_t i = 0; i < 3; i++) {
		char text[2000];
		struct diag diag;
		struct loaded_map map;
		open_towns(&map, text, sizeof text, heads[i], owns[i], sets[i], &diag);
		struct lonlat_box all = seen(&map, 2, &diag);
		for (size_t k = 0; k < 3; k++) {
			assert_sees(&map, k, 2, &diag);
			assert_true(is_near(seen(&map, k, &diag), all, 1e-9));
		}
		assert_int_equal(diag.count, i == 1); /* a frame of its own and a common one */
		close_towns(&map, &diag);
	}
}

static void own_extents_give_way_to_what_is_set(void **state)
{
	(void)state;
	char text[2000];
	struct diag diag;
	struct loaded_map map;
	open_towns(&map, text, sizeof text, "extent: [-1, 43, 7, 49]\n", ", extent: [0, 40, 2, 42]", NULL, &diag);
	assert_sees(&map, 0, 2, &diag);
	assert_false(sees(seen(&map, 1, &diag), towns[1]));
	close_towns(&map, &diag);
	open_towns(&map, text, sizeof text, "", ", extent: [0, 40, 2, 42]", "extent=[4, 45, 6, 47]", &diag);
	for (size_t i = 0; i < 3; i++)
		assert_true(sees(seen(&map, i, &diag), towns[1]) && !sees(seen(&map, i, &diag), towns[2]));
	close_towns(&map, &diag);
	open_towns(&map, text, sizeof text, "extent: [4, 45, 6, 47]\n", ", extent: [0, 40, 2, 42]", "extent=fit", &diag);
	for (size_t i = 0; i < 3; i++)
		assert_sees(&map, i, i, &diag);
	close_towns(&map, &diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(points_alone_are_fitted),
	        cmocka_unit_test(common_is_one_frame),
	        cmocka_unit_test(own_extents_give_way_to_what_is_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
