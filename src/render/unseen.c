/* Unseen members and layers: a map whose extent was given may show nothing of what it is about, and then says so.
 * In: a frame that is drawn for a version. Out: a warning at the line of the extent, or of the layer. */
#include "render/compose.h"
#include "scene/joined.h"
#include "scene/project.h"

/* A map of something else names members because every map does. */
static bool draws_members(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->layer_count; i++)
		if (spec->layers[i].data &&
		    (spec->layers[i].data == spec->member_areas || spec->layers[i].data == spec->member_points))
			return true;
	return false;
}

static bool any_in(const struct dataset *dataset, struct lonlat_box box, bool swapped)
{
	for (size_t i = 0; i < dataset->feature_count; i++) {
		struct lonlat_box bounds = dataset->features[i].bounds;
		if (swapped)
			bounds = (struct lonlat_box){bounds.south, bounds.west, bounds.north, bounds.east};
		if (lonlat_box_overlaps(box, bounds))
			return true;
	}
	return false;
}

/* A layer none of whose features lies in the frame: often longitude and latitude are swapped. Of data that are read by
 * view nobody knows the others. */
static void tell_empty_layer(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct dataset *dataset = &input->datasets[layer->data - input->spec->data];
	struct lonlat_box box = scene_project_bounds(input->view);
	if (dataset->by_view || dataset->feature_count == 0 || any_in(dataset, box, false))
		return;
	diag_warning(input->diag, OUT_OF_RANGE, layer->place,
	             any_in(dataset, box, true) ? "longitude and latitude look swapped"
	                                        : "check the extent, west, south, east and north, and the data's crs",
	             "layer '%s' draws nothing: all of %s lies outside the map", layer->id, dataset->file);
}

static void tell_empty_layers(const struct scene_input *input)
{
	for (size_t i = 0; i < input->spec->layer_count; i++) {
		const struct layer_spec *layer = &input->spec->layers[i];
		if (layer->data && map_spec_layer_shown(input->spec, i, input->version))
			tell_empty_layer(input, layer);
	}
}

void render_tell_unseen(const struct drawn_frame *drawn)
{
	const struct scene_input *input = &drawn->input;
	const struct map_spec *spec = input->spec;
	const struct version_spec *version = &spec->versions[input->version];
	bool has_own = version->has_extent && spec->extent_mode != EXTENT_COMMON;
	size_t count;
	if (!has_own && spec->extent_mode != EXTENT_BOX)
		return;
	tell_empty_layers(input);
	if (!draws_members(spec))
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
