/* Multiples: all versions of a map on one sheet, a frame for each, drawn by the steps of any frame.
 * In: a loaded map. Out: a page. Why so: one extent and one scale for all, so that what is seen to change has changed.
 */
#include "render/compose.h"
#include "render/drawn_sheet.h"
#include "render/region.h"

#include <math.h>
#include <string.h>

#define PADDING       0.045 /* of a frame's smaller side, at most */
#define ASPECT_MOST   3.0   /* of a region, for frames that are no strips */
#define TURNS         3     /* of dividing the page */
#define NAME_DISTANCE 55.0  /* points */

/* The legend of all frames. */
struct shared_legend {
	const struct legend_entry *entries;
	size_t count;
};

/* The map as this sheet shows it: its page, type and title, and one extent for all versions. */
static struct loaded_map map_for_sheet(const struct loaded_map *map, struct arena *arena)
{
	struct loaded_map shown = *map;
	struct map_spec *spec = &shown.spec;
	spec->page = spec->multiples.page;
	spec->theme = spec->multiples.theme;
	spec->title = spec->multiples.title;
	if (spec->extent_mode == EXTENT_FIT)
		spec->extent_mode = EXTENT_COMMON;
	spec->versions = ARENA_ARRAY(arena, spec->version_count, struct version_spec);
	for (size_t i = 0; i < spec->version_count; i++) {
		spec->versions[i] = map->spec.versions[i];
		spec->versions[i].has_extent = false;
	}
	return shown;
}

static size_t last_version(const struct loaded_map *map)
{
	return map->spec.version_count - 1;
}

static bool texts_hold(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (!strcmp(texts->items[i], text))
			return true;
	return false;
}

static struct furniture_input furniture_of(const struct drawn_frame *frame, struct arena *arena)
{
	return (struct furniture_input){.scene = &frame->input,
	                                .legend = frame->scene.legend,
	                                .legend_count = frame->scene.legend_count,
	                                .traces = frame->scene.traces,
	                                .arena = arena};
}

static const struct layer_spec *const *shown_layers(const struct map_spec *spec, size_t version, struct arena *arena,
                                                    size_t *count)
{
	size_t all;
	const struct layer_spec *const *layers = scene_layers(arena, spec, version, &all);
	const struct layer_spec **shown = ARENA_ARRAY(arena, all + 1, const struct layer_spec *);
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (!texts_hold(&spec->multiples.without, layers[i]->id))
			shown[(*count)++] = layers[i];
	return shown;
}

static struct frame version_frame(const struct drawn_sheet *drawn, const struct view_request *request, struct box box,
                                  size_t version)
{
	const struct map_spec *spec = &drawn->map->spec;
	struct arena *arena = drawn->arena;
	struct frame frame = {.name = arena_printf(arena, "version-%s", spec->versions[version].id),
	                      .is_version = true,
	                      .request = *request,
	                      .version = version,
	                      .detail = FRAME_DETAIL / spec->page.type_scale,
	                      .name_distance = NAME_DISTANCE,
	                      .group = group_new(arena, "map", "map"),
	                      .labels = group_new(arena, "labels", "labels")};
	frame.request.frame = box;
	frame.request.padding = fmin(request->padding, PADDING * fmin(box_width(box), box_height(box)));
	frame.layers = shown_layers(spec, version, arena, &frame.layer_count);
	return frame;
}

static struct group *neatline(const struct drawn_frame *frame, struct arena *arena)
{
	struct group *group = group_new(arena, NULL, "furniture");
	const struct theme *theme = frame->input.theme;
	struct path path = scene_globe_path(frame->input.view, arena, &frame->scene.globe);
	group_path(arena, group, path)->stroke =
	        (struct stroke){.colour = theme->colour[COLOUR_NEATLINE], .width = theme->measure[MEASURE_NEATLINE]};
	return group;
}

static void compose_version(const struct drawn_sheet *drawn, const struct multiples *multiples, size_t version,
                            struct page *page)
{
	const struct drawn_frame *frame = drawn->frames[version];
	struct group *group = group_add(drawn->arena, page->root, frame->frame.name, "version");
	const struct furniture_input furniture = furniture_of(frame, drawn->arena);
	const struct page_parts parts = {.furniture = neatline(frame, drawn->arena)};
	group->title = drawn->map->spec.versions[version].name;
	group->language = drawn->map->tags[0];
	group_attribute(drawn->arena, group, "version", drawn->map->spec.versions[version].name);
	render_compose_frame(frame, &parts, drawn->arena, group);
	furniture_multiples_captions(&furniture, multiples, group);
}

static void compose(const struct drawn_sheet *drawn, const struct multiples *multiples, struct page *page)
{
	const struct loaded_map *map = drawn->map;
	struct arena *arena = drawn->arena;
	const struct version_spec *versions = map->spec.versions;
	const char *range = arena_printf(arena, "%s–%s", versions[0].name, versions[last_version(map)].name);
	render_compose_start(map, "evolution", range, map_multiples_words(map, arena), arena, page);
	for (size_t i = 0; i < drawn->frame_count; i++)
		compose_version(drawn, multiples, i, page);
	struct furniture_input furniture = furniture_of(drawn->frames[last_version(map)], arena);
	furniture.legend = drawn_sheet_legend(drawn, &furniture.legend_count);
	furniture_multiples_rest(&furniture, multiples, group_add(arena, page->root, "panel", "panel"));
	render_compose_finish(page, map->spec.page.type_scale);
}

static bool open_frames(struct drawn_sheet *drawn, const struct multiples *multiples)
{
	const struct view_request request =
	        map_view_request(drawn->map, last_version(drawn->map), multiples->frames[0], drawn->arena);
	for (size_t i = 0; i < drawn->map->spec.version_count; i++) {
		const struct frame frame = version_frame(drawn, &request, multiples->frames[i], i);
		if (!drawn_sheet_add(drawn, &frame))
			return false;
	}
	return true;
}

static bool layout(const struct drawn_sheet *drawn, const struct shared_legend *legend, struct multiples *multiples)
{
	const struct furniture_input furniture = {.scene = &drawn->input,
	                                          .legend = legend->entries,
	                                          .legend_count = legend->count,
	                                          .arena = drawn->arena};
	profile_enter(drawn->options->profile, PROFILE_FURNITURE);
	double aspect = map_region_shape(drawn->map, last_version(drawn->map), drawn->arena).aspect;
	return furniture_multiples_layout(&furniture, fmin(ASPECT_MOST, fmax(1 / ASPECT_MOST, aspect)),
	                                  drawn->options->bare, multiples);
}

/* What the last version's layers may have in the legend, whatever is seen of them. */
static struct shared_legend expected_legend(const struct drawn_sheet *drawn)
{
	struct shared_legend legend;
	struct scene_input input = drawn->input;
	input.is_series = true;
	input.layers = shown_layers(input.spec, input.version, drawn->arena, &input.layer_count);
	legend.entries = scene_expected_legend(drawn->arena, &input, &legend.count);
	return legend;
}

/* Divides the page and opens the frames; once more, if the legend that they have takes another room than was left for
 * it. False with errors. */
static bool open_sheet(struct drawn_sheet *drawn, struct multiples *multiples)
{
	struct shared_legend legend = expected_legend(drawn);
	*multiples = (struct multiples){0};
	for (int turn = 0; turn < TURNS; turn++) {
		if (turn > 0)
			drawn_sheet_close_frames(drawn);
		if (!layout(drawn, &legend, multiples) || !open_frames(drawn, multiples))
			return false;
		struct furniture_input furniture = furniture_of(drawn->frames[0], drawn->arena);
		legend.entries = furniture.legend = drawn_sheet_legend(drawn, &legend.count);
		furniture.legend_count = legend.count;
		if (furniture_multiples_legend_fits(&furniture, multiples))
			break;
	}
	return true;
}

static void note_left_out(const struct drawn_sheet *drawn)
{
	size_t count = 0;
	for (size_t i = 0; i < drawn->frame_count; i++)
		count += drawn->frames[i]->scene.left_out;
	if (count)
		diag_note(drawn->input.diag, NAME_DROPPED, no_place, NULL,
		          "%zu points that stand near weightier ones are left out of %zu small maps", count,
		          drawn->frame_count);
}

bool map_render_multiples(struct loaded_map *map, const struct render_options *options, struct arena *arena,
                          struct diag *diag, struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct loaded_map shown = map_for_sheet(map, arena);
	struct drawn_sheet drawn;
	struct multiples multiples;
	if (shown.spec.version_count < 2) {
		diag_error(diag, MISSING_KEY, (struct place){.source = &map->spec.source},
		           "add a version, or draw the map without --multiples",
		           "the map has %s; side by side stand two or more",
		           map->spec.has_versions ? "one version" : "no versions");
		return false;
	}
	drawn_sheet_open(&drawn, &shown, options, arena, diag);
	drawn.input.version = last_version(&shown);
	if (open_sheet(&drawn, &multiples)) {
		for (size_t i = 0; i < drawn.frame_count; i++) {
			render_tell_unseen(drawn.frames[i]);
			drawn_frame_finish(drawn.frames[i], options);
		}
		profile_enter(options->profile, PROFILE_FURNITURE);
		note_left_out(&drawn);
		drawn_sheet_report(&drawn, report);
		compose(&drawn, &multiples, out);
	}
	drawn_sheet_close(&drawn);
	return diag->errors == errors;
}
