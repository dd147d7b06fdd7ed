/* Layers of which a map shows nothing: looked for in every frame, told once.
 * In: the layers' features, what has been drawn, extents. Out: one warning for each such layer, with its cause.
 * Why so: a layer that the versions of a map share may well lie beside the frame of one of them, so that it is judged
 * over all that it is drawn in, and versions that are not drawn are asked where they lie. */
#include "render/layer_use.h"

#include "render/layer_cover.h"
#include "render/region.h"
#include "scene/places.h"

#include <math.h>
#include <string.h>

#define METRES_PER_DEGREE 111320.0
/* How much further a fitted frame may reach than what it is fitted to, as a multiple of its size: a page may be three
 * times as wide as high. */
#define FITTED_REACH 2

struct layer_use *layer_uses_new(struct arena *arena, const struct map_spec *spec)
{
	return ARENA_ARRAY(arena, spec->layer_count + 1, struct layer_use);
}

static struct lonlat_box grown(struct lonlat_box box, double lon, double lat)
{
	return (struct lonlat_box){box.west - lon, box.south - lat, box.east + lon, box.north + lat};
}

/* Frames over the date line reach beyond 180 degrees, features never do. */
static bool overlaps(struct lonlat_box frame, struct lonlat_box bounds)
{
	for (int turn = -360; turn <= 360; turn += 360) {
		struct lonlat_box moved = frame;
		moved.west += turn;
		moved.east += turn;
		if (lonlat_box_overlaps(moved, bounds))
			return true;
	}
	return false;
}

/* Whether the frame would show the box if longitude and latitude had been swapped in it. */
static bool overlaps_swapped(struct lonlat_box frame, struct lonlat_box box)
{
	return box.west >= -90 && box.east <= 90 &&
	       overlaps(frame, (struct lonlat_box){box.south, box.west, box.north, box.east});
}

/* Where features lie that pass the layer's condition. */
enum where { NOWHERE, ELSEWHERE, SWAPPED, INSIDE };

static enum where place_in_view(const struct layer_spec *layer, const struct dataset *dataset, struct lonlat_box frame,
                                struct diag *diag)
{
	struct feature_walk walk;
	const struct feature *feature;
	dataset_walk(dataset, frame, diag, &walk);
	while ((feature = feature_walk_next(&walk)) && !feature_matches(dataset, feature, map_spec_filter(layer)))
		;
	enum where place = feature ? INSIDE : ELSEWHERE;
	return feature_walk_end(&walk) ? place : INSIDE;
}

static enum where place_of(const struct map_spec *spec, const struct dataset *datasets, const struct layer_spec *layer,
                           struct lonlat_box frame, struct diag *diag)
{
	const struct dataset *dataset = scene_layer_dataset(spec, datasets, layer);
	const double *width = option_of_type(layer->kind, layer->options, OPTION_DISTANCE);
	double reach = width ? *width / METRES_PER_DEGREE : 0;
	double nearest_pole = fmin(fmax(fabs(frame.south), fabs(frame.north)) + reach, 89);
	enum where best = NOWHERE;
	frame = grown(frame, reach / cos(nearest_pole * acos(-1) / 180), reach);
	if (dataset->by_view)
		return place_in_view(layer, dataset, frame, diag);
	for (size_t i = 0; i < dataset->feature_count && best != INSIDE; i++) {
		const struct feature *feature = &dataset->features[i];
		enum where place = overlaps(frame, feature_box(dataset, feature))           ? INSIDE
		                   : overlaps_swapped(frame, feature_box(dataset, feature)) ? SWAPPED
		                                                                            : ELSEWHERE;
		if (place > best && feature_matches(dataset, feature, map_spec_filter(layer)))
			best = place;
	}
	return best;
}

static struct layer_use *note_frame(const struct loaded_map *map, size_t layer, size_t version)
{
	struct layer_use *use = &map->uses[layer];
	use->versions |= 1ull << (version < 63 ? version : 63);
	use->frames++;
	return use;
}

static void note_place(const struct loaded_map *map, const struct layer_spec *layer, struct lonlat_box bounds,
                       double denominator, struct diag *diag, struct layer_use *use)
{
	if (denominator > 0 && !scene_layer_shows_at(layer, denominator)) { /* else insets have scales of their own */
		use->denominator = use->out_of_scale ? fmin(use->denominator, denominator) : denominator;
		use->out_of_scale++;
		return;
	}
	enum where place = layer->data ? place_of(&map->spec, map->datasets, layer, bounds, diag) : INSIDE;
	use->outside += place == ELSEWHERE || place == SWAPPED;
	use->empty += place == NOWHERE;
	use->is_swapped |= place == SWAPPED;
}

/* Insets are of larger scales, which are known when they are drawn, and lie within the map. */
static bool has_insets(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->element_count; i++)
		if (spec->elements[i].frame && spec->elements[i].shown)
			return true;
	return false;
}

bool layer_may_show_at(const struct map_spec *spec, const struct layer_spec *layer, double denominator)
{
	return denominator <= 0 || has_insets(spec) || scene_layer_shows_at(layer, denominator);
}

void layer_uses_look(const struct loaded_map *map, size_t version, struct lonlat_box bounds, double denominator,
                     struct diag *diag)
{
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		if (!map_spec_layer_shown(&map->spec, i, version) || map->spec.layers[i].is_context)
			continue;
		struct layer_use *use = note_frame(map, i, version);
		size_t unseen = use->out_of_scale + use->outside + use->empty;
		note_place(map, &map->spec.layers[i], bounds, has_insets(&map->spec) ? 0 : denominator, diag, use);
		use->shown += use->out_of_scale + use->outside + use->empty == unseen;
	}
}

void layer_uses_look_at_scene(const struct loaded_map *map, const struct scene_input *input, const struct scene *scene)
{
	const struct layer_spec **covers = ARENA_ARRAY(scene->arena, input->layer_count + 1, const struct layer_spec *);
	layer_covers_find(input, scene, covers);
	for (size_t i = 0; i < input->layer_count; i++) {
		const struct layer_spec *layer = input->layers[i];
		if (layer < map->spec.layers || layer >= map->spec.layers + map->spec.layer_count)
			continue; /* of a frame that the sheet adds */
		if (layer->is_context)
			continue;
		struct layer_use *use = note_frame(map, (size_t)(layer - map->spec.layers), input->version);
		if (scene->traces[i].shows) {
			use->shown++;
			use->covered += covers[i] != NULL;
			use->cover = covers[i] ? covers[i] : use->cover;
		} else {
			note_place(map, layer, view_bounds(input->view), scene_scale(input), input->diag, use);
		}
	}
}

/* Where a version's frame may reach that has not been drawn. */
static struct lonlat_box reach_of_version(const struct loaded_map *map, size_t version, struct arena *arena)
{
	bool is_given;
	struct lonlat_box box = map_region_bounds(map, version, arena, &is_given);
	return is_given ? box
	                : grown(box, FITTED_REACH * (box.east - box.west), FITTED_REACH * (box.north - box.south));
}

/* Whether a version that has not been drawn may show the layer. */
static bool may_show_elsewhere(const struct loaded_map *map, size_t layer, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	const struct layer_use *use = &map->uses[layer];
	bool shown = false;
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < spec->version_count && !shown; i++)
		if (map_spec_layer_shown(spec, layer, i) && !(use->versions >> (i < 63 ? i : 63) & 1))
			shown = !use->outside || place_of(spec, map->datasets, &spec->layers[layer],
			                                  reach_of_version(map, i, &arena), diag) == INSIDE;
	arena_clear(&arena);
	return shown;
}

static void tell_outside(const struct layer_spec *layer, const struct layer_use *use, const char *file,
                         struct diag *diag)
{
	diag_warning(diag, OUT_OF_RANGE, layer->place,
	             use->is_swapped ? "longitude and latitude look swapped"
	                             : "check the extent, west, south, east and north, and the data's crs",
	             "layer '%s' draws nothing: all of %s%s lies outside the map", layer->id, file,
	             map_spec_filter(layer) ? " that passes its condition" : "");
}

static void tell_scale(const struct layer_spec *layer, const struct layer_use *use, struct diag *diag)
{
	double below = 0, above = INFINITY;
	char limit[48], scale[48];
	size_t count;
	const struct layer_spec *looks = map_spec_looks(layer, &count);
	for (size_t i = 0; i < count; i++) {
		const struct scale_options *options = scene_scale_options(&looks[i]);
		below = fmax(below, options->below);
		above = fmin(above, options->above);
	}
	bool is_too_near = use->denominator <= above;
	diag_warning(diag, SCALE_UNSUITED, layer->place,
	             is_too_near ? "lower 'above', take a larger extent, or leave the layer out"
	                         : "raise 'below', take a smaller extent, or leave the layer out",
	             is_too_near
	                     ? "layer '%s' draws nothing: it is drawn at scales smaller than 1:%s, and the map's is "
	                       "1:%s"
	                     : "layer '%s' draws nothing: it is drawn at scales larger than 1:%s, and the map's is "
	                       "1:%s",
	             layer->id, base_number_text(limit, is_too_near ? above : below, 0),
	             base_number_text(scale, use->denominator, 0));
}

static void tell_layer(const struct loaded_map *map, size_t index, struct diag *diag)
{
	const struct layer_spec *layer = &map->spec.layers[index];
	const struct layer_use *use = &map->uses[index];
	if (!use->frames)
		return;
	if (use->shown && use->covered == use->shown)
		diag_warning(
		        diag, HARD_TO_SEE, layer->place,
		        arena_printf(&diag->arena, "put it behind '%s' in layers:, or leave it out", use->cover->id),
		        "layer '%s' cannot be seen: layer '%s' covers all of it", layer->id, use->cover->id);
	if (use->shown || use->empty == use->frames || may_show_elsewhere(map, index, diag))
		return;
	if (use->outside && (use->is_swapped || use->outside == use->frames))
		tell_outside(layer, use, map->datasets[layer->data - map->spec.data].file, diag);
	else if (use->out_of_scale)
		tell_scale(layer, use, diag);
	else
		diag_warning(diag, NO_FEATURES, layer->place,
		             "look at its options, and at what of its data lies in the frame",
		             "layer '%s' draws nothing", layer->id);
}

static bool shows_any_data(const struct loaded_map *map)
{
	for (size_t i = 0; i < map->spec.layer_count; i++)
		if (map->spec.layers[i].data && map->uses[i].shown)
			return true;
	return false;
}

void map_tell_layers(const struct loaded_map *map, bool is_in_series, struct diag *diag)
{
	bool shares_layers = is_in_series && shows_any_data(map);
	for (size_t i = 0; i < map->spec.layer_count; i++)
		if (!shares_layers || map->uses[i].is_swapped)
			tell_layer(map, i, diag);
}
