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
#define NAME_DISTANCE 55.0  /* points */

/* The map as this sheet shows it: its page and title, and one extent for all versions. */
static struct loaded_map map_for_sheet(const struct loaded_map *map, struct arena *arena)
{
	struct loaded_map shown = *map;
	struct map_spec *spec = &shown.spec;
	spec->page = spec->multiples.page;
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

static struct localized joined_text(const struct loaded_map *map, size_t version, struct arena *arena)
{
	size_t count = map->spec.language_count;
	const struct version_spec *joined = &map->spec.versions[version];
	struct localized text = {ARENA_ARRAY(arena, count, struct localized_entry), count};
	for (size_t i = 0; i < count; i++)
		text.entries[i] = (struct localized_entry){
		        map->spec.languages[i],
		        messages_fill(arena, map->messages[i], "joined", "version", joined->name, "year",
		                      arena_printf(arena, "%d", joined->year), (char *)NULL)};
	return text;
}

/* What the legend will hold, as far as that is known before anything is drawn. */
static struct legend_entry *expected_legend(const struct loaded_map *map, struct arena *arena, size_t *count)
{
	const struct map_spec *spec = &map->spec;
	struct legend_entry *entries = ARENA_ARRAY(arena, spec->layer_count + spec->version_count, struct legend_entry);
	*count = 0;
	for (size_t i = 0; i < spec->version_count; i++)
		if (spec->versions[i].member_count)
			entries[(*count)++].text = joined_text(map, i, arena);
	for (size_t i = 0; i < spec->layer_count; i++)
		if (spec->layers[i].title.count && !texts_hold(&spec->multiples.without, spec->layers[i].id) &&
		    map_spec_layer_shown(spec, i, last_version(map)))
			entries[(*count)++].text = spec->layers[i].title;
	return entries;
}

static bool has_entry(const struct legend_entry *entries, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(entries[i].id, id))
			return true;
	return false;
}

/* The entries of all frames: the last version's, then what only earlier ones have. */
static struct legend_entry *shared_legend(const struct drawn_sheet *drawn, size_t *count)
{
	size_t most = 0;
	for (size_t i = 0; i < drawn->frame_count; i++)
		most += drawn->frames[i]->scene.legend_count;
	struct legend_entry *entries = ARENA_ARRAY(drawn->arena, most + 1, struct legend_entry);
	*count = 0;
	for (size_t i = drawn->frame_count; i-- > 0;) {
		const struct scene *scene = &drawn->frames[i]->scene;
		for (size_t k = 0; k < scene->legend_count; k++)
			if (!has_entry(entries, *count, scene->legend[k].id))
				entries[(*count)++] = scene->legend[k];
	}
	return entries;
}

static struct furniture_input furniture_of(const struct drawn_frame *frame, struct arena *arena)
{
	return (struct furniture_input){.scene = &frame->input,
	                                .legend = frame->scene.legend,
	                                .legend_count = frame->scene.legend_count,
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
	struct path path = path_new(arena);
	path_rect(&path, view_frame(frame->input.view));
	group_path(arena, group, path)->stroke =
	        (struct stroke){.colour = theme->colour[COLOUR_NEATLINE], .width = theme->measure[MEASURE_NEATLINE]};
	return group;
}

static void compose_version(const struct drawn_sheet *drawn, const struct multiples *sheet, size_t version,
                            struct page *page)
{
	const struct drawn_frame *frame = drawn->frames[version];
	struct group *group = group_add(drawn->arena, page->root, frame->frame.name, "version");
	const struct furniture_input furniture = furniture_of(frame, drawn->arena);
	const struct page_parts parts = {.furniture = neatline(frame, drawn->arena)};
	group_attribute(drawn->arena, group, "version", drawn->map->spec.versions[version].name);
	render_compose_frame(frame, &parts, drawn->arena, group);
	multiples_draw_captions(&furniture, sheet, group);
}

static void compose(const struct drawn_sheet *drawn, const struct multiples *sheet, struct page *page)
{
	const struct loaded_map *map = drawn->map;
	struct arena *arena = drawn->arena;
	const struct version_spec *versions = map->spec.versions;
	const char *range = arena_printf(arena, "%s–%s", versions[0].name, versions[last_version(map)].name);
	render_compose_start(map, "evolution", range, map_multiples_words(map, arena), arena, page);
	for (size_t i = 0; i < drawn->frame_count; i++)
		compose_version(drawn, sheet, i, page);
	struct furniture_input furniture = furniture_of(drawn->frames[last_version(map)], arena);
	furniture.legend = shared_legend(drawn, &furniture.legend_count);
	multiples_draw_rest(&furniture, sheet, group_add(arena, page->root, "panel", "panel"));
	render_compose_finish(page, map->spec.page.type_scale);
}

/* Opens and finishes all frames. False with errors. */
static bool draw_frames(struct drawn_sheet *drawn, const struct multiples *sheet)
{
	const struct view_request request =
	        map_view_request(drawn->map, last_version(drawn->map), sheet->frames[0], drawn->arena);
	for (size_t i = 0; i < drawn->map->spec.version_count; i++) {
		const struct frame frame = version_frame(drawn, &request, sheet->frames[i], i);
		struct drawn_frame *opened = drawn_sheet_add(drawn, &frame);
		if (!opened)
			return false;
		drawn_frame_finish(opened, drawn->options);
	}
	return true;
}

static bool layout(const struct drawn_sheet *drawn, struct multiples *sheet)
{
	struct furniture_input furniture = {.scene = &drawn->input, .arena = drawn->arena};
	furniture.legend = expected_legend(drawn->map, drawn->arena, &furniture.legend_count);
	profile_enter(drawn->options->profile, PROFILE_FURNITURE);
	double aspect = map_region_shape(drawn->map, last_version(drawn->map), drawn->arena).aspect;
	return multiples_layout(&furniture, fmin(ASPECT_MOST, fmax(1 / ASPECT_MOST, aspect)), drawn->options->bare,
	                        sheet);
}

bool map_render_multiples(struct loaded_map *map, const struct render_options *options, struct arena *arena,
                          struct diag *diag, struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct loaded_map shown = map_for_sheet(map, arena);
	struct drawn_sheet drawn;
	struct multiples sheet;
	if (shown.spec.version_count < 2) {
		diag_error(diag, MISSING_KEY, (struct place){.source = &map->spec.source},
		           "add a version, or draw the map without --multiples",
		           "the map has one version; side by side stand two or more");
		return false;
	}
	drawn_sheet_open(&drawn, &shown, options, arena, diag);
	drawn.input.version = last_version(&shown);
	if (layout(&drawn, &sheet) && draw_frames(&drawn, &sheet)) {
		profile_enter(options->profile, PROFILE_FURNITURE);
		drawn_sheet_report(&drawn, report);
		compose(&drawn, &sheet, out);
	}
	drawn_sheet_close(&drawn);
	return diag->errors == errors;
}
