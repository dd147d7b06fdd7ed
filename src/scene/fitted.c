/* What `extent: fit` frames where it is not members.
 * In: the layers' features that pass their filters, degrees. Out: places: all points, or edges of boxes where only the
 * shape is asked for or the points are too many. Why so: a box of a whole layer would be wrong over the date line, and
 * in a conic its corners are not its extremes. */
#include "scene/fitted.h"

#include "geometry/sphere.h"
#include "scene/parts_group.h"
#include "scene/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_POINTS  400000
#define MOST_EXACT   20000 /* places; of more, the outermost are enough */
#define BANDS        4096
#define COLUMNS      128 /* of cells */
#define ROWS         64
#define SMALL        10    /* degrees: the edges of a smaller box are as good as straight */
#define SINGLE_PLACE 0.001 /* degrees, 110 m: what is no larger is one place */
#define REACH        0.1   /* degrees of latitude round a single place */
#define EDGE_STEP    5     /* degrees: longer edges bend on the page between their ends */

struct fitting {
	struct places *places;
	const struct map_spec *spec;
	const struct dataset *datasets;
	size_t version;
	struct lonlat_box group; /* only what lies in it; empty: all */
	struct lonlat_box round; /* of what goes all round the globe; empty: nothing does */
	bool by_boxes;
	size_t point_count;
	struct parts_groups *groups;
};

static bool is_named(const struct texts *names, const char *name)
{
	bool any = false;
	for (size_t i = 0; i < names->count; i++)
		any |= strcmp(names->items[i], name) == 0;
	return any;
}

bool scene_fits_layers(const struct map_spec *spec)
{
	return spec->extent_mode != EXTENT_BOX && (!spec->member_count || spec->fit.layers.count);
}

bool scene_fits_layer(const struct map_spec *spec, const struct layer_spec *layer)
{
	return scene_fits_layers(spec) && layer->data &&
	       (spec->fit.layers.count ? is_named(&spec->fit.layers, layer->id) : !layer->is_context);
}

bool scene_draws_feature(const struct layer_spec *layer, const struct dataset *dataset, const struct feature *feature)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	return (style->any_geometry || feature->type == style->geometry) &&
	       feature_matches(dataset, feature, map_spec_filter(layer));
}

static bool is_enough(const struct places *places)
{
	return places->one_will_do && places->count;
}

static void for_each_feature(struct fitting *fitting,
                             void (*visit)(struct fitting *fitting, const struct dataset *dataset,
                                           const struct feature *feature))
{
	const struct map_spec *spec = fitting->spec;
	for (size_t i = 0; i < spec->layer_count; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		if (!scene_fits_layer(spec, layer) || !map_spec_layer_shown(spec, i, fitting->version))
			continue;
		const struct dataset *dataset = scene_layer_dataset(spec, fitting->datasets, layer);
		for (size_t k = 0; k < dataset->feature_count && !is_enough(fitting->places); k++)
			if (scene_draws_feature(layer, dataset, &dataset->features[k]))
				visit(fitting, dataset, &dataset->features[k]);
	}
}

static void count_points(struct fitting *fitting, const struct dataset *dataset, const struct feature *feature)
{
	(void)dataset;
	for (size_t i = 0; i < feature->part_count; i++)
		fitting->point_count += feature_part(feature, i).count;
}

static struct lonlat_box part_box(const struct lonlat *points, size_t count)
{
	struct lonlat_box box = lonlat_box_empty;
	for (size_t i = 0; i < count; i++)
		lonlat_box_add(&box, points[i]);
	return box;
}

/* Points have no size by which the largest group could be told. */
static void group_parts(struct fitting *fitting, const struct dataset *dataset, const struct feature *feature)
{
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < feature->part_count && feature->type != GEOMETRY_POINTS; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), &scratch, &count);
		parts_groups_add(fitting->groups, part_box(points, count));
	}
	arena_clear(&scratch);
}

/* Of the parts of this feature alone. */
static void group_feature(struct fitting *fitting, const struct dataset *dataset, const struct feature *feature)
{
	struct parts_groups groups = {.count = 0};
	fitting->groups = &groups;
	group_parts(fitting, dataset, feature);
	fitting->group = parts_groups_largest(&groups);
}

static void add_small_box(struct places *places, struct lonlat_box box)
{
	double lons[] = {box.west, (box.west + box.east) / 2, box.east};
	double lats[] = {box.south, (box.south + box.north) / 2, box.north};
	bool is_point = box.west == box.east && box.south == box.north;
	for (int i = 0; i < (is_point ? 1 : 9); i++)
		scene_places_add_point(places, (struct lonlat){lons[i % 3], lats[i / 3]});
}

static void add_box(struct places *places, struct lonlat_box box)
{
	if (box.west > box.east)
		return;
	if (fmax(box.east - box.west, box.north - box.south) > SMALL)
		scene_places_add_box(places, box);
	else
		add_small_box(places, box);
}

/* Nothing that lies outside the group, unless there is none. */
static bool is_in_group(const struct fitting *fitting, struct lonlat_box box)
{
	return fitting->group.west > fitting->group.east || parts_group_holds(fitting->group, box);
}

/* The short way, as it is drawn. */
static void add_edge(struct places *places, struct lonlat from, struct lonlat to)
{
	double east = to.lon - from.lon, north = to.lat - from.lat;
	if (fabs(east) > 180)
		east -= copysign(360, east);
	int pieces = (int)ceil(fmax(fabs(east), fabs(north)) / EDGE_STEP);
	for (int i = 1; i < pieces && places->count < 2 * MOST_POINTS; i++)
		scene_places_add_point(places,
		                       (struct lonlat){from.lon + east * i / pieces, from.lat + north * i / pieces});
}

/* What goes round the globe from 180 to -180 has both ends in view, which are one place on the globe. */
static void add_part(struct fitting *fitting, enum geometry_type type, const struct lonlat *points, size_t count)
{
	struct places *places = fitting->places;
	struct lonlat_box box = part_box(points, count);
	for (size_t k = 0; k < count; k++) {
		scene_places_add_point(places, points[k]);
		if (k && type != GEOMETRY_POINTS)
			add_edge(places, points[k - 1], points[k]);
	}
	if (type != GEOMETRY_POINTS && box.east - box.west > 360 - 1e-6 &&
	    !geometry_steps_over_date_line(points, count, type == GEOMETRY_POLYGONS)) {
		lonlat_box_add(&fitting->round, (struct lonlat){box.west, box.south});
		lonlat_box_add(&fitting->round, (struct lonlat){box.east, box.north});
	}
}

/* Of parts on both sides of the date line, or of one that steps over it, the box says nothing. */
static bool has_plain_box(const struct fitting *fitting, struct lonlat_box box)
{
	return fitting->by_boxes && box.east - box.west <= 180;
}

static void add_feature(struct fitting *fitting, const struct dataset *dataset, const struct feature *feature)
{
	struct places *places = fitting->places;
	if (fitting->spec->fit.largest_part && fitting->spec->fit.each)
		group_feature(fitting, dataset, feature);
	struct lonlat_box whole_box = feature_box(dataset, feature);
	bool whole = is_in_group(fitting, whole_box);
	if (whole && has_plain_box(fitting, whole_box)) {
		add_box(places, whole_box);
		return;
	}
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, feature_part(feature, i), &scratch, &count);
		struct lonlat_box box = part_box(points, count);
		if (!whole && !is_in_group(fitting, box))
			continue;
		if (has_plain_box(fitting, box))
			add_box(places, box);
		else
			add_part(fitting, feature->type, points, count);
	}
	arena_clear(&scratch);
}

/* Of the places in each band of longitude the southernmost and northernmost, and of each band of latitude the
 * westernmost and easternmost: where north is up, a frame round these holds the others to a 4,096th of its side. Where
 * it is not, and at a seam amid the places, others are outermost: so the ends of each cell are kept as well. */
struct bands {
	struct lonlat ends[2][BANDS][2]; /* by longitude, by latitude; NaN: none */
	struct lonlat cells[ROWS * COLUMNS][2][2];
};

static void add_to_band(struct lonlat ends[2], struct lonlat place, bool by_lon)
{
	double value = by_lon ? place.lat : place.lon;
	if (isnan(ends[0].lon) || value < (by_lon ? ends[0].lat : ends[0].lon))
		ends[0] = place;
	if (isnan(ends[1].lon) || value > (by_lon ? ends[1].lat : ends[1].lon))
		ends[1] = place;
}

/* Of a value between them. */
static size_t band_of(double value, double low, double high, size_t count)
{
	size_t band = high > low ? (size_t)((value - low) / (high - low) * (double)count) : 0;
	return band < count ? band : count - 1;
}

static void add_to_bands(struct bands *bands, struct lonlat place, struct lonlat_box box)
{
	size_t row = band_of(place.lat, box.south, box.north, ROWS);
	size_t column = band_of(place.lon, box.west, box.east, COLUMNS);
	add_to_band(bands->ends[0][band_of(place.lon, box.west, box.east, BANDS)], place, true);
	add_to_band(bands->ends[1][band_of(place.lat, box.south, box.north, BANDS)], place, false);
	add_to_band(bands->cells[row * COLUMNS + column][0], place, true);
	add_to_band(bands->cells[row * COLUMNS + column][1], place, false);
}

/* Keeps the ends of the bands only where places are many: finding a frame projects and sorts them all. */
static void thin_places(struct places *places)
{
	size_t count = places->count;
	if (count <= MOST_EXACT)
		return;
	struct lonlat_box box = part_box(places->points, count);
	struct bands *bands = malloc(sizeof *bands);
	if (!bands)
		BUG("out of memory");
	struct lonlat *ends = &bands->ends[0][0][0];
	const size_t end_count = sizeof *bands / sizeof *ends;
	for (size_t i = 0; i < end_count; i++)
		ends[i] = (struct lonlat){NAN, NAN};
	for (size_t i = 0; i < count; i++) {
		struct lonlat place = places->points[i];
		if (!isfinite(place.lon) || !isfinite(place.lat))
			continue;
		add_to_bands(bands, place, box);
	}
	places->count = 0;
	for (size_t i = 0; i < end_count; i++)
		if (!isnan(ends[i].lon))
			scene_places_add_point(places, ends[i]);
	free(bands);
}

static void widen_single_place(struct places *places)
{
	struct lonlat_box box = part_box(places->points, places->count);
	if (box.west > box.east || fmax(box.east - box.west, box.north - box.south) > SINGLE_PLACE)
		return;
	double east = REACH / fmax(0.1, cos(box.south * acos(-1) / 180));
	scene_places_add_box(places, (struct lonlat_box){box.west - east, fmax(-90, box.south - REACH), box.east + east,
	                                                 fmin(90, box.north + REACH)});
}

void scene_places_add_layers(struct places *places, const struct map_spec *spec, const struct dataset *datasets,
                             size_t version)
{
	struct parts_groups groups = {.count = 0};
	struct arena scratch;
	struct places found = {.arena = &scratch, .by_boxes = places->by_boxes, .one_will_do = places->one_will_do};
	struct fitting fitting = {.places = &found,
	                          .spec = spec,
	                          .datasets = datasets,
	                          .version = version,
	                          .group = lonlat_box_empty,
	                          .round = lonlat_box_empty,
	                          .groups = &groups};
	arena_init(&scratch);
	if (!places->by_boxes)
		for_each_feature(&fitting, count_points);
	fitting.by_boxes = places->by_boxes || fitting.point_count > MOST_POINTS;
	if (spec->fit.largest_part && !spec->fit.each) {
		for_each_feature(&fitting, group_parts);
		fitting.group = parts_groups_largest(&groups);
	}
	for_each_feature(&fitting, add_feature);
	thin_places(&found);
	if (fitting.round.west < fitting.round.east) /* not thinned: any of its places may be the outermost */
		scene_places_add_box(&found, fitting.round);
	widen_single_place(&found);
	for (size_t i = 0; i < found.count; i++)
		scene_places_add_point(places, found.points[i]);
	arena_clear(&scratch);
}
