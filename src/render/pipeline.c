/* Pipeline: one version of a loaded map to a page. */
#include "render/compose.h"
#include "render/region.h"
#include "scene/fetch.h"
#include "scene/kept.h"
#include "scene/shield.h"

#define DETAIL 0.23 /* points: 0.08 mm, under what the eye or a printer resolves */

static void count_names(struct profile *profile, const struct placement *placements, size_t count)
{
	profile_count(profile, PROFILE_NAMES_WANTED, count);
	for (size_t i = 0; i < count; i++)
		profile_count(profile, PROFILE_NAMES_PLACED, placements[i].kept);
}

/* Names in the room that layers, furniture and shields leave. One placement for each request. */
static const struct placement *place_labels(const struct scene_input *input, const struct scene *scene,
                                            const struct obstacles *obstacles, const struct render_options *options,
                                            struct label_report *report, struct group *labels)
{
	const struct label_input asked = {.requests = scene->requests,
	                                  .request_count = scene->request_count,
	                                  .obstacles = obstacles->items,
	                                  .obstacle_count = obstacles->count,
	                                  .backdrops = scene->backdrops,
	                                  .backdrop_count = scene->backdrop_count,
	                                  .least_contrast = input->theme->measure[MEASURE_LEAST_CONTRAST],
	                                  .frame = box_grow(view_frame(input->view), -2),
	                                  .unexplained = !options->explain};
	struct placement *placements;
	labels_place(scene->arena, &asked, &placements, report);
	count_names(options->profile, placements, scene->request_count);
	if (options->explain)
		render_explain_names(placements, scene->request_count, report, options->explain_json, input->enlarged,
		                     options->explain);
	render_tell_dropped(input, placements, scene->request_count, options);
	labels_draw(scene->arena, input->text, placements, scene->request_count, input->outline_text,
	            input->theme->colour[COLOUR_LEADER], labels);
	return placements;
}

/* What is known of a sheet before any of its frames has a view. */
static struct scene_input sheet_input(const struct loaded_map *map, const struct render_options *options,
                                      struct diag *diag)
{
	return (struct scene_input){.spec = &map->spec,
	                            .version = options->version,
	                            .datasets = map->datasets,
	                            .names = map->names,
	                            .theme = map->spec.theme,
	                            .text = map->text,
	                            .languages = map->spec.languages,
	                            .tags = map->tags,
	                            .messages = map->messages,
	                            .language_count = map->spec.language_count,
	                            .outline_text = options->outline_text,
	                            .enlarged = map->spec.page.type_scale,
	                            .diag = diag,
	                            .profile = options->profile,
	                            .views = map->views};
}

/* A frame that is drawn: its view, and the scene in it. */
struct open_frame {
	struct taken_view taken;
	struct scene_input input;
	struct scene scene;
};

/* View, then scene. False with errors; to be closed in either case. */
static bool frame_open(const struct scene_input *sheet, const struct frame *frame, struct arena *arena,
                       struct open_frame *out)
{
	*out = (struct open_frame){.input = *sheet};
	profile_enter(sheet->profile, PROFILE_PROJECT);
	if (!view_take(sheet->views, &frame->request, sheet->diag, &out->taken))
		return false;
	fetch_room_forget(sheet->room);
	out->input.view = out->taken.view;
	out->input.scale_bounds = &out->taken.scale_bounds;
	out->input.shapes = out->taken.shapes;
	out->input.layers = frame->layers;
	out->input.layer_count = frame->layer_count;
	out->input.detail = frame->detail;
	profile_enter(sheet->profile, PROFILE_SCENE);
	return scene_build(arena, &out->input, &out->scene);
}

static void frame_close(struct open_frame *frame)
{
	if (frame->taken.view)
		view_give_back(&frame->taken);
}

/* A frame that an element shows: layers alone. */
static bool draw_frame(const struct scene_input *sheet, const struct frame *frame, struct arena *arena)
{
	struct open_frame open;
	bool good = frame_open(sheet, frame, arena, &open);
	if (good)
		render_compose_layers(arena, &open.scene, NULL, frame);
	frame_close(&open);
	return good;
}

/* The map: furniture, shields and labels, each in the room that the ones before leave; then the panel. */
static struct page_parts draw_map(const struct open_frame *map, const struct frame *frame, const struct sheet *sheet,
                                  const struct render_options *options, struct frames *frames,
                                  struct label_report *report)
{
	const struct scene_input *input = &map->input;
	const struct scene *scene = &map->scene;
	struct arena *arena = scene->arena;
	struct obstacles obstacles = scene->obstacles;
	struct page_parts parts = {.map = frame->group,
	                           .furniture = group_new(arena, "map-furniture", "furniture"),
	                           .labels = group_new(arena, "labels", "labels")};
	struct group *shields = group_new(arena, "shields", "shields");
	struct furniture_input furniture = {.scene = input,
	                                    .sheet = sheet,
	                                    .legend = scene->legend,
	                                    .legend_count = scene->legend_count,
	                                    .arena = arena,
	                                    .frames = frames};
	profile_enter(options->profile, PROFILE_FURNITURE);
	furniture_draw_map(&furniture, &obstacles, parts.furniture);
	profile_enter(options->profile, PROFILE_LABEL);
	shields_place(input, scene, &obstacles, shields);
	render_compose_layers(arena, scene, place_labels(input, scene, &obstacles, options, report, parts.labels),
	                      frame);
	if (shields->mark_count)
		group_adopt(arena, frame->group, shields);
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!box_is_empty(sheet->panel))
		furniture_draw_panel(&furniture, parts.panel = group_new(arena, "panel", "panel"));
	return parts;
}

/* The request lies in `scratch`: it ends with the opening of the view. */
static struct frame map_frame(const struct loaded_map *map, size_t version, struct box box, struct arena *arena,
                              struct arena *scratch)
{
	struct frame frame = {.request = map_view_request(map, version, box, scratch),
	                      .detail = DETAIL / map->spec.page.type_scale,
	                      .group = group_new(arena, "map", "map")};
	frame.layers = scene_layers(arena, &map->spec, version, &frame.layer_count);
	return frame;
}

bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct fetch_room room = {0};
	struct arena scratch;
	struct open_frame open = {0};
	struct sheet sheet = sheet_layout(&map->spec, options->bare);
	struct scene_input input = sheet_input(map, options, diag);
	struct frames frames = {.arena = arena};
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!furniture_check_page(&(struct furniture_input){.scene = &input, .arena = arena}, options->bare))
		return false;
	arena_init(&scratch);
	input.scratch = &scratch;
	input.room = &room;
	struct frame frame = map_frame(map, options->version, sheet.frame, arena, &scratch);
	if (frame_open(&input, &frame, arena, &open)) {
		struct page_parts parts = draw_map(&open, &frame, &sheet, options, &frames, report);
		for (size_t i = 0; i < frames.count; i++)
			draw_frame(&input, &frames.items[i], arena);
		render_compose_page(map, &open.input, &parts, arena, out);
		page_unique_ids(out);
		if (map->spec.page.type_scale != 1)
			page_scale(out, map->spec.page.type_scale);
		if (options->profile)
			profile_count(options->profile, PROFILE_VERTICES_DRAWN, group_points(open.scene.layers));
	}
	frame_close(&open);
	fetch_room_clear(&room);
	arena_clear(&scratch);
	return diag->errors == errors;
}
