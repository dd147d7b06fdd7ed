/* Unseen members: a map whose extent was given may show nothing of what it is about, and then says so.
 * In: a frame that is drawn for a version. Out: a warning at the line of the extent. */
#include "render/compose.h"
#include "scene/joined.h"

/* A map of something else names members because every map does. */
static bool draws_members(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->layer_count; i++)
		if (spec->layers[i].data &&
		    (spec->layers[i].data == spec->member_areas || spec->layers[i].data == spec->member_points))
			return true;
	return false;
}

void render_tell_unseen(const struct drawn_frame *drawn)
{
	const struct scene_input *input = &drawn->input;
	const struct map_spec *spec = input->spec;
	const struct version_spec *version = &spec->versions[input->version];
	bool has_own = version->has_extent && spec->extent_mode != EXTENT_COMMON;
	size_t count;
	if ((!has_own && spec->extent_mode != EXTENT_BOX) || !draws_members(spec))
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
