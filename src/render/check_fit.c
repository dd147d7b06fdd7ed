/* What a map that is fitted to its layers is fitted to. In: the map file and its datasets. Out: a warning where the
 * layers draw nothing, notes where little of what they draw takes most of the map. Why so: one wrong coordinate among
 * thousands makes a map of half the globe, in which nobody finds the others, or the wrong one. */
#include "render/check_data.h"

#include "base/buffer.h"
#include "scene/fitted.h"
#include "scene/scene.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_SHARE 0.04 /* of the box that a map is fitted to, that the largest part of it takes */

enum {
	least_places = 4,    /* of fewer nobody knows which lies far from the others */
	most_outliers = 16,  /* more are a part of the map */
	most_samples = 4096, /* by which the middle is found */
	places_named = 3,
};
static const double most_of_all = 0.05;   /* of the places may be outliers */
static const double further = 5;          /* times as far from the middle as the others */
static const double least_distance = 0.1; /* degrees, that the others are taken to reach */
static const double least_growth = 2;     /* of the map's longer side */
static const double degrees_per_radian = 57.29577951308232;

/* Square degrees of the box round all that the fitted layers draw, or round the largest part of it. */
static double fitted_area(const struct loaded_map *map, struct arena *arena, bool largest_part)
{
	struct map_spec spec = map->spec;
	struct places places = {.arena = arena, .by_boxes = true};
	struct lonlat_box box = lonlat_box_empty;
	spec.fit.largest_part = largest_part;
	for (size_t i = 0; i < spec.version_count; i++)
		scene_places_add_layers(&places, &spec, map->datasets, i);
	for (size_t i = 0; i < places.count; i++)
		lonlat_box_add(&box, places.points[i]);
	return places.count ? (box.east - box.west) * (box.north - box.south) : 0;
}

static bool fits_points(const struct map_spec *spec)
{
	bool any = false;
	for (size_t i = 0; i < spec->layer_count; i++)
		any |= scene_fits_layer(spec, &spec->layers[i]) &&
		       scene_style_find(spec->layers[i].kind)->geometry == GEOMETRY_POINTS;
	return any;
}

/* A country with land overseas is a few specks in a map of half the globe. */
static void note_scattered(const struct loaded_map *map, struct arena *arena, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	if (spec->has_versions || spec->fit.largest_part ||
	    fitted_area(map, arena, true) >= LEAST_SHARE * fitted_area(map, arena, false))
		return;
	diag_note(diag, OUT_OF_RANGE,
	          spec->extent_place.source ? spec->extent_place : (struct place){.source = &spec->source},
	          "write fit: {largest_part: yes} to leave out what lies overseas, or extent: [west, south, east, "
	          "north]",
	          "the map is fitted to parts that lie far apart: the largest takes a small part of it");
}

struct fitted_place {
	const struct data_spec *data;
	const struct feature *feature;
	struct lonlat_box box;
	double distance; /* degrees from the middle of all */
};

struct outlier_search {
	size_t count, seen;
	double *samples[3];
	size_t sample_count;
	double middle[3];
	struct fitted_place farthest[most_outliers + 1]; /* the farthest first */
	size_t farthest_count, farthest_wanted;
	double limit; /* degrees: what lies further from the middle is left out of `others` */
	struct lonlat_box all, others;
};

typedef void visit_place(struct outlier_search *search, struct fitted_place place);

/* Of several layers that draw the same data the first one. */
static bool draws_anew(const struct map_spec *spec, size_t layer)
{
	for (size_t i = 0; i < layer; i++)
		if (scene_fits_layer(spec, &spec->layers[i]) && spec->layers[i].data == spec->layers[layer].data)
			return false;
	return true;
}

static void visit_places(const struct loaded_map *map, struct outlier_search *search, visit_place *visit)
{
	const struct map_spec *spec = &map->spec;
	for (size_t i = 0; i < spec->layer_count; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		if (!scene_fits_layer(spec, layer) || !draws_anew(spec, i))
			continue;
		const struct dataset *dataset = scene_layer_dataset(spec, map->datasets, layer);
		for (size_t k = 0; k < dataset->feature_count; k++) {
			const struct feature *feature = &dataset->features[k];
			struct lonlat_box box = feature_box(dataset, feature);
			bool has_middle = box.west <= box.east && box.east - box.west <= 180; /* at no date line */
			if (has_middle && scene_draws_feature(layer, dataset, feature))
				visit(search, (struct fitted_place){layer->data, feature, box, 0});
		}
	}
}

static struct lonlat middle_of(struct lonlat_box box)
{
	return (struct lonlat){(box.west + box.east) / 2, (box.south + box.north) / 2};
}

static void direction_of(struct lonlat_box box, double out[3])
{
	struct lonlat at = middle_of(box);
	double lon = at.lon / degrees_per_radian, lat = at.lat / degrees_per_radian;
	out[0] = cos(lat) * cos(lon);
	out[1] = cos(lat) * sin(lon);
	out[2] = sin(lat);
}

static void count_place(struct outlier_search *search, struct fitted_place place)
{
	(void)place;
	search->count++;
}

static void sample_place(struct outlier_search *search, struct fitted_place place)
{
	double direction[3];
	if (search->seen++ % (search->count / most_samples + 1))
		return;
	direction_of(place.box, direction);
	for (int i = 0; i < 3; i++)
		search->samples[i][search->sample_count] = direction[i];
	search->sample_count++;
}

/* The median of each coordinate, which a few far places do not move. */
static bool find_middle(struct outlier_search *search)
{
	double length = 0;
	for (int i = 0; i < 3; i++) {
		qsort(search->samples[i], search->sample_count, sizeof(double), base_number_compare);
		search->middle[i] = search->samples[i][search->sample_count / 2];
		length = hypot(length, search->middle[i]);
	}
	for (int i = 0; i < 3; i++)
		search->middle[i] /= length;
	return length > 0.5; /* places all over the globe have no middle */
}

/* Straight through the globe, as degrees are to its radius. */
static double distance_from_middle(const struct outlier_search *search, struct lonlat_box box)
{
	double direction[3], sum = 0;
	direction_of(box, direction);
	for (int i = 0; i < 3; i++)
		sum += (direction[i] - search->middle[i]) * (direction[i] - search->middle[i]);
	return sqrt(sum) * degrees_per_radian;
}

static void keep_farthest(struct outlier_search *search, struct fitted_place place)
{
	struct fitted_place *kept = search->farthest;
	size_t at = search->farthest_count;
	place.distance = distance_from_middle(search, place.box);
	if (at == search->farthest_wanted && place.distance <= kept[at - 1].distance)
		return;
	at -= at == search->farthest_wanted;
	for (; at > 0 && kept[at - 1].distance < place.distance; at--)
		kept[at] = kept[at - 1];
	kept[at] = place;
	search->farthest_count += search->farthest_count < search->farthest_wanted;
}

static void add_to_boxes(struct outlier_search *search, struct fitted_place place)
{
	struct lonlat_box box = place.box;
	double middle = atan2(search->middle[1], search->middle[0]) * degrees_per_radian;
	double turn = middle_of(box).lon - middle;
	turn -= remainder(turn, 360);
	struct lonlat ends[] = {{box.west - turn, box.south}, {box.east - turn, box.north}};
	for (int i = 0; i < 2; i++) {
		lonlat_box_add(&search->all, ends[i]);
		if (distance_from_middle(search, place.box) <= search->limit)
			lonlat_box_add(&search->others, ends[i]);
	}
}

/* How many of the farthest places are outliers. */
static size_t count_outliers(const struct loaded_map *map, struct outlier_search *search)
{
	size_t count = search->farthest_wanted - 1;
	const struct fitted_place *farthest = search->farthest;
	while (count > 0 && farthest[count - 1].distance < further * fmax(farthest[count].distance, least_distance))
		count--;
	if (!count)
		return 0;
	search->limit = farthest[count].distance;
	visit_places(map, search, add_to_boxes);
	struct lonlat_box all = search->all, others = search->others;
	return fmax(all.east - all.west, all.north - all.south) >=
	                       least_growth * fmax(others.east - others.west, others.north - others.south)
	               ? count
	               : 0;
}

/* "record 7 (0, 0)"; further ones by their number. */
static const char *name_outliers(struct arena *arena, const struct fitted_place *outliers, size_t count)
{
	struct buffer text;
	char lon[48], lat[48];
	buffer_init(&text);
	for (size_t i = 0; i < count && i < places_named; i++) {
		struct lonlat at = middle_of(outliers[i].box);
		buffer_printf(&text, "%s%s, record %zu (%s, %s)", i ? "; " : "", outliers[i].data->shown,
		              outliers[i].feature->record, base_number_text(lon, at.lon, 2),
		              base_number_text(lat, at.lat, 2));
	}
	if (count > places_named)
		buffer_printf(&text, "; and %zu more", count - places_named);
	const char *kept = arena_text_n(arena, text.bytes, text.length);
	buffer_clear(&text);
	return kept;
}

/* One wrong coordinate makes a map of half the globe. */
static void note_outliers(const struct loaded_map *map, struct arena *arena, struct diag *diag)
{
	struct outlier_search *search = ARENA_NEW(arena, struct outlier_search);
	search->all = search->others = lonlat_box_empty;
	visit_places(map, search, count_place);
	if (search->count < least_places)
		return;
	for (int i = 0; i < 3; i++)
		search->samples[i] = ARENA_ARRAY(arena, most_samples, double);
	visit_places(map, search, sample_place);
	search->farthest_wanted = 1 + (size_t)fmin(fmax(1, most_of_all * (double)search->count), most_outliers);
	if (!find_middle(search))
		return;
	visit_places(map, search, keep_farthest);
	size_t count = count_outliers(map, search);
	if (count)
		diag_note(diag, OUT_OF_RANGE, search->farthest[0].data->place,
		          "put the coordinates right, leave them out (where:), or write extent: [west, south, east, "
		          "north]",
		          "%s: far from all other places, which take a small part of a map that is fitted to all",
		          name_outliers(arena, search->farthest, count));
}

/* A map that is fitted to what its layers draw has to draw something. */
void map_check_fit(const struct loaded_map *map, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	struct arena arena;
	if (!scene_fits_layers(spec))
		return;
	arena_init(&arena);
	struct places places = {.arena = &arena, .by_boxes = true, .one_will_do = true};
	for (size_t i = 0; i < spec->version_count && !places.count; i++)
		scene_places_add_layers(&places, spec, map->datasets, i);
	bool has_subject = false;
	for (size_t i = 0; i < spec->layer_count; i++)
		has_subject |= !spec->layers[i].is_context;
	if (!places.count && has_subject)
		diag_warning(diag, NO_FEATURES,
		             spec->extent_place.source ? spec->extent_place : (struct place){.source = &spec->source},
		             "write extent: [west, south, east, north] for the part of the globe that is meant",
		             "no layer draws anything that the map could be fitted to: the whole globe is shown");
	else if (places.count && fits_points(spec))
		note_outliers(map, &arena, diag);
	else if (places.count)
		note_scattered(map, &arena, diag);
	arena_clear(&arena);
}
