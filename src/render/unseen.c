/* Unseen members and layers: a map whose extent was given may show nothing of what it is about, and then says so.
 * In: a frame that is drawn for a version. Out: a warning at the line of the extent, or of the layer. */
#include "projection/seam.h"
#include "render/check_data.h"
#include "render/compose.h"
#include "render/deferred.h"
#include "render/layer_use.h"
#include "scene/fitted.h"
#include "scene/joined.h"
#include "scene/project.h"

#include <string.h>

/* A map of something else names members because every map does. */
static bool draws_members(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->layer_count; i++)
		if (spec->layers[i].data &&
		    (spec->layers[i].data == spec->member_areas || spec->layers[i].data == spec->member_points))
			return true;
	return false;
}

static bool has_given_extent(const struct map_spec *spec, size_t version)
{
	return spec->extent_mode == EXTENT_BOX ||
	       (spec->versions[version].has_extent && spec->extent_mode != EXTENT_COMMON);
}

/* The conditions of layers whose data are read by view are tried on what the view shows. */
static void check_seen(const struct map_spec *spec, const struct dataset *datasets, size_t version,
                       struct lonlat_box box, struct diag *diag)
{
	for (size_t i = 0; i < spec->layer_count; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		if (layer->data && !layer->is_context && datasets[layer->data - spec->data].by_view &&
		    map_spec_layer_shown(spec, i, version))
			map_check_conditions(layer, &datasets[layer->data - spec->data], box, diag);
	}
}

void map_look_at_layers(const struct loaded_map *map, size_t version, const struct map_scale *scale, struct diag *diag)
{
	struct arena arena;
	size_t count;
	arena_init(&arena);
	const struct layer_spec *const *layers = scene_layers(&arena, &map->spec, version, &count);
	map_open_shown(map, layers, count, scale->denominator, diag);
	arena_clear(&arena);
	layer_uses_look(map, version, scale->bounds, scale->denominator, diag);
	check_seen(&map->spec, map->datasets, version, scale->bounds, diag);
}

static void tell_unknown_seam(const struct map_spec *spec, const struct view *view, struct diag *diag)
{
	if (!view_knows_its_seam(view))
		diag_warning(diag, LEFT_OUT, spec->projection_place,
		             "choose another projection for so large a part of the globe",
		             "where this projection cuts the globe is not known: only what lies near the map's middle "
		             "is drawn");
}

static void tell_divided(const struct map_spec *spec, const struct view *view, struct arena *arena, struct diag *diag)
{
	double middle;
	if (!view_is_divided(view, &middle))
		return;
	bool is_string = spec->projection && strstr(spec->projection, "proj=");
	bool is_mercator = spec->projection && strcmp(spec->projection, "EPSG:3857") == 0;
	const char *hint = arena_printf(arena, "%s +lon_0=%.0f%s",
	                                is_string     ? "centre the projection there:"
	                                : is_mercator ? "write +proj=merc"
	                                              : "choose a projection that is centred there, as with",
	                                middle, is_mercator ? ", or for the Pacific EPSG:3832" : "");
	diag_note(diag, DATE_LINE, spec->projection_place, hint,
	          "the edge of this projection divides what the map shows: its parts stand on either side");
}

struct point_count {
	const struct view *view;
	struct box inside;
	size_t all, outside;
};

static void count_outside(struct point_count *count, const struct lonlat *points, size_t point_count)
{
	enum { many = 512 };
	struct page_point spots[many];
	for (size_t done = 0; done < point_count; done += many) {
		size_t n = point_count - done < many ? point_count - done : many;
		view_forward_many(count->view, points + done, spots, n);
		for (size_t i = 0; i < n; i++)
			count->outside += !box_contains(count->inside, spots[i]);
	}
	count->all += point_count;
}

static void count_points(const struct layer_spec *layer, const struct dataset *dataset, struct arena *arena,
                         struct point_count *count)
{
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (feature->type != GEOMETRY_POINTS || !scene_draws_feature(layer, dataset, feature))
			continue;
		for (size_t k = 0; k < feature->part_count; k++) {
			size_t point_count;
			const struct lonlat *points =
			        dataset_part(dataset, feature_part(feature, k), arena, &point_count);
			count_outside(count, points, point_count);
		}
	}
}

/* A map that is fitted to points shows all of them, but for those of which its projection has no picture. */
static void tell_points_outside(const struct drawn_frame *drawn)
{
	const struct scene_input *input = &drawn->input;
	const struct map_spec *spec = input->spec;
	for (size_t i = 0; i < input->layer_count && !spec->fit.largest_part; i++) {
		const struct layer_spec *layer = input->layers[i];
		const struct dataset *dataset =
		        scene_fits_layer(spec, layer) ? scene_layer_dataset(spec, input->datasets, layer) : NULL;
		struct point_count count = {input->view, view_point_frame(input->view), 0, 0};
		struct arena arena;
		if (!dataset || dataset->source)
			continue;
		arena_init(&arena);
		count_points(layer, dataset, &arena, &count);
		arena_clear(&arena);
		if (count.outside)
			diag_note(input->diag, LEFT_OUT, layer->place,
			          "choose a projection that shows the places where they lie, or write an extent",
			          "layer '%s': %zu of %zu points lie where this projection shows nothing", layer->id,
			          count.outside, count.all);
	}
}

void render_tell_unseen(const struct drawn_frame *drawn)
{
	const struct scene_input *input = &drawn->input;
	const struct map_spec *spec = input->spec;
	const struct version_spec *version = &spec->versions[input->version];
	bool has_own = version->has_extent && spec->extent_mode != EXTENT_COMMON;
	size_t count;
	tell_unknown_seam(spec, input->view, input->diag);
	tell_divided(spec, input->view, input->scratch, input->diag);
	if (!drawn->frame.name && !has_own)
		tell_points_outside(drawn);
	check_seen(spec, input->datasets, input->version, scene_project_bounds(input->view), input->diag);
	if (!has_given_extent(spec, input->version) || !draws_members(spec))
		return;
	const struct joined_member *members = scene_joined(drawn->scene.arena, input, &count);
	bool is_seen = count == 0 || scene_joined_share(input, view_frame(input->view)) > 0;
	for (size_t i = 0; i < count && !is_seen; i++)
		is_seen = members[i].count > 0;
	if (!is_seen)
		diag_warning(input->diag, OUT_OF_RANGE, has_own ? version->extent_place : spec->extent_place,
		             "check west, south, east and north, or write extent: fit",
		             "%s shows none of its members: all lie outside the extent",
		             spec->has_versions ? arena_printf(input->scratch, "version '%s'", version->name)
		                                : "the map");
}
