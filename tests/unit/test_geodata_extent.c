/* The geodata fill the frame of the built-in map: on every named page, in every version, with and without the panel,
 * what the frame shows lies inside what sea and units cover together. */
#include "projection/view.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define PROBES    40 /* along each edge of the frame */
#define MOST_BARE 5

static char *text;
static size_t length;

static bool ring_holds(const struct lonlat *ring, size_t count, struct lonlat at)
{
	bool inside = false;
	for (size_t i = 0, j = count - 1; i < count; j = i++)
		if ((ring[i].lat > at.lat) != (ring[j].lat > at.lat) &&
		    at.lon < (ring[j].lon - ring[i].lon) * (at.lat - ring[i].lat) / (ring[j].lat - ring[i].lat) +
		                     ring[i].lon)
			inside = !inside;
	return inside;
}

/* Even-odd over all rings of a layer, whose polygons do not overlap. */
static bool layer_contains(const struct dataset *layer, struct lonlat at)
{
	bool inside = false;
	for (size_t i = 0; i < layer->feature_count; i++)
		for (size_t p = 0; p < layer->features[i].part_count; p++) {
			struct part ring = feature_part(&layer->features[i], p);
			if (ring_holds(layer->points + ring.first, ring.count, at))
				inside = !inside;
		}
	return inside;
}

static struct lonlat_box bounds_of(const struct dataset *layer, struct lonlat_box box)
{
	for (size_t i = 0; i < layer->point_count; i++)
		lonlat_box_add(&box, layer->points[i]);
	return box;
}

static const struct dataset *layer_named(const struct loaded_map *map, const char *id)
{
	const struct data_spec *data = map_spec_data(&map->spec, id);
	assert_non_null(data);
	return &map->datasets[data - map->spec.data];
}

/* Reclaimed flats lie in neither layer (the map's land colour shows them): off Nanhui three points of an edge are bare.
 * A missing strip would bare a whole edge, and the layers' extents would not hold the frame. */
static void probe_edges(const struct loaded_map *map, struct lonlat_box frame, const char *what)
{
	const struct dataset *sea = layer_named(map, "sea"), *units = layer_named(map, "prefectures");
	struct lonlat_box all = bounds_of(units, bounds_of(sea, lonlat_box_empty));
	if (!(all.west < frame.west && all.east > frame.east))
		fail_msg("%s: %.3f to %.3f of %.3f to %.3f", what, frame.west, frame.east, all.west, all.east);
	if (!(all.south < frame.south && all.north > frame.north))
		fail_msg("%s: %.3f to %.3f of %.3f to %.3f", what, frame.south, frame.north, all.south, all.north);
	for (int edge = 0; edge < 4; edge++) {
		int bare = 0;
		for (int i = 0; i <= PROBES; i++) {
			double lon = frame.west + (frame.east - frame.west) * i / PROBES;
			double lat = frame.south + (frame.north - frame.south) * i / PROBES;
			struct lonlat at = edge == 0   ? (struct lonlat){lon, frame.south}
			                   : edge == 1 ? (struct lonlat){lon, frame.north}
			                   : edge == 2 ? (struct lonlat){frame.west, lat}
			                               : (struct lonlat){frame.east, lat};
			bare += !layer_contains(sea, at) && !layer_contains(units, at);
		}
		if (bare > MOST_BARE)
			print_error("%s: edge %d: %d of %d points are bare\n", what, edge, bare, PROBES + 1);
		assert_true(bare <= MOST_BARE);
	}
}

static void check_sheet(const char *page, bool bare)
{
	struct map_overrides overrides = {.page = page, .bare = bare, .share_dir = "seeds"};
	struct loaded_map map = {0};
	struct diag diag;
	diag_init(&diag);
	assert_true(map_open(&map, "seeds/g60.yaml", text, length, &overrides, &diag));
	for (size_t version = 0; version < map.spec.version_count; version++) {
		struct map_scale scale;
		char what[80];
		snprintf(what, sizeof what, "%s %s%s", page, map.spec.versions[version].name, bare ? " bare" : "");
		assert_true(map_scale_read(&map, version, bare, &diag, &scale));
		struct lonlat_box frame = scale.bounds;
		assert_true(scale.denominator > 100000 && frame.west < frame.east && frame.south < frame.north);
		probe_edges(&map, frame, what);
	}
	map_close(&map);
	diag_clear(&diag);
}

static void check_page(const char *page)
{
	check_sheet(page, false);
	check_sheet(page, true);
}

static void every_named_page_is_filled(void **state)
{
	(void)state;
	assert_true(page_size_count >= 8);
	for (size_t i = 0; i < page_size_count; i++)
		check_page(page_sizes[i].name);
}

static void free_sizes_are_filled(void **state)
{
	(void)state;
	check_page("270x155mm");
	check_page("160x240mm");
}

static int read_map(void **state)
{
	(void)state;
	FILE *file = fopen("seeds/g60.yaml", "rb");
	if (!file)
		return 1;
	text = malloc(1 << 16);
	length = fread(text, 1, (1 << 16) - 1, file);
	text[length] = 0;
	return fclose(file);
}

static int forget_map(void **state)
{
	(void)state;
	free(text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_named_page_is_filled),
	        cmocka_unit_test(free_sizes_are_filled),
	};
	return cmocka_run_group_tests(tests, read_map, forget_map);
}
