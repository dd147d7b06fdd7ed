/* Pipeline: one version of a loaded map to a page. */
#include "render/compose.h"
#include "render/view_request.h"
#include "scene/fetch.h"
#include "scene/kept.h"
#include "scene/shield.h"

#define DETAIL 0.23 /* points: 0.08 mm, under what the eye or a printer resolves */

static void warn_dropped(const struct placement *placements, size_t count, struct diag *diag)
{
	for (size_t i = 0; i < count; i++) {
		const struct label_request *request = placements[i].request;
		if (placements[i].problem)
			diag_warning(diag, PIN_CONFLICT, request->pin->place,
			             "it is drawn there all the same; move it, or what is in the way",
			             "the name '%s' is pinned where it %s", request->title, placements[i].problem);
		if (request->pin && request->kind == LABEL_LINE && !placements[i].hidden)
			diag_warning(diag, PIN_CONFLICT, request->pin->place, "write hide, or leave it out",
			             "the name '%s' runs along a line and cannot be pinned, only hidden",
			             request->title);
		if (!placements[i].kept && !placements[i].hidden && request->required)
			diag_warning(diag, NAME_DROPPED, no_place, "enlarge the page or pin the label",
			             "the name '%s' finds no place: %s", placements[i].request->title,
			             placements[i].reason);
	}
}

static void count_names(struct profile *profile, const struct placement *placements, size_t count)
{
	profile_count(profile, PROFILE_NAMES_WANTED, count);
	for (size_t i = 0; i < count; i++)
		profile_count(profile, PROFILE_NAMES_PLACED, placements[i].kept);
}

/* Names in the room that layers, furniture and shields leave. */
static void place_labels(const struct scene_input *input, const struct render_options *options,
                         const struct obstacles *obstacles, struct page_parts *parts, struct label_report *report)
{
	const struct scene *scene = parts->scene;
	const struct label_input asked = {.requests = scene->requests,
	                                  .request_count = scene->request_count,
	                                  .obstacles = obstacles->items,
	                                  .obstacle_count = obstacles->count,
	                                  .backdrops = scene->backdrops,
	                                  .backdrop_count = scene->backdrop_count,
	                                  .least_contrast = input->theme->measure[MEASURE_LEAST_CONTRAST],
	                                  .frame = box_grow(view_frame(input->view), -2)};
	struct placement *placements;
	labels_place(obstacles->arena, &asked, &placements, report);
	parts->placements = placements;
	parts->placement_count = scene->request_count;
	count_names(options->profile, placements, scene->request_count);
	if (options->explain)
		labels_explain(placements, scene->request_count, report, options->explain_json, input->enlarged,
		               options->explain);
	warn_dropped(placements, scene->request_count, input->diag);
	labels_draw(obstacles->arena, input->text, placements, scene->request_count, input->outline_text,
	            input->theme->colour[COLOUR_LEADER], parts->labels);
}

/* What is known of a sheet before any of its frames has a view. */
static struct scene_input sheet_input(const struct loaded_map *map, const struct render_options *options,
                                      struct diag *diag)
{
	return (struct scene_input){.spec = &map->spec,
	                            .version = options->version,
	                            .datasets = map->datasets,
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
static bool frame_open(const struct scene_input *sheet, const struct view_request *request, double detail,
                       struct arena *arena, struct open_frame *out)
{
	*out = (struct open_frame){.input = *sheet};
	profile_enter(sheet->profile, PROFILE_PROJECT);
	if (!view_take(sheet->views, request, sheet->diag, &out->taken))
		return false;
	out->input.view = out->taken.view;
	out->input.scale_bounds = &out->taken.scale_bounds;
	out->input.shapes = out->taken.shapes;
	out->input.detail = detail;
	profile_enter(sheet->profile, PROFILE_SCENE);
	return scene_build(arena, &out->input, sheet->diag, &out->scene);
}

static void frame_close(struct open_frame *frame)
{
	if (frame->taken.view)
		view_give_back(&frame->taken);
}

/* Furniture, shields and labels on the map's frame, each in the room that the ones before leave; then the panel. */
static void draw_sheet(const struct open_frame *frame, const struct sheet *sheet, const struct render_options *options,
                       struct arena *arena, struct page_parts *parts, struct label_report *report)
{
	struct obstacles obstacles = frame->scene.obstacles;
	struct furniture_input furniture = {.scene = &frame->input,
	                                    .sheet = sheet,
	                                    .legend = frame->scene.legend,
	                                    .legend_count = frame->scene.legend_count,
	                                    .arena = arena,
	                                    .diag = frame->input.diag};
	*parts = (struct page_parts){.input = &frame->input,
	                             .scene = &frame->scene,
	                             .shields = group_new(arena, "shields", "shields"),
	                             .furniture = group_new(arena, "map-furniture", "furniture"),
	                             .labels = group_new(arena, "labels", "labels")};
	profile_enter(options->profile, PROFILE_FURNITURE);
	furniture_draw_map(&furniture, &obstacles, parts->furniture);
	profile_enter(options->profile, PROFILE_LABEL);
	shields_place(&frame->input, &frame->scene, &obstacles, parts->shields);
	place_labels(&frame->input, options, &obstacles, parts, report);
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!box_is_empty(sheet->panel))
		furniture_draw_panel(&furniture, parts->panel = group_new(arena, "panel", "panel"));
}

bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct fetch_room room = {0};
	struct arena scratch;
	struct open_frame frame = {0};
	struct page_parts parts;
	struct sheet sheet = sheet_layout(&map->spec, options->bare);
	struct scene_input input = sheet_input(map, options, diag);
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!furniture_check_page(&(struct furniture_input){.scene = &input, .arena = arena, .diag = diag},
	                          options->bare))
		return false;
	arena_init(&scratch);
	input.scratch = &scratch;
	input.room = &room;
	struct view_request request = map_view_request(map, options->version, sheet.frame, &scratch);
	if (frame_open(&input, &request, DETAIL / map->spec.page.type_scale, arena, &frame)) {
		if (options->profile)
			profile_count(options->profile, PROFILE_VERTICES_DRAWN, group_points(frame.scene.layers));
		draw_sheet(&frame, &sheet, options, arena, &parts, report);
		page_compose(map, &parts, arena, out);
		page_unique_ids(out);
		if (map->spec.page.type_scale != 1)
			page_scale(out, map->spec.page.type_scale);
	}
	frame_close(&frame);
	fetch_room_clear(&room);
	arena_clear(&scratch);
	return diag->errors == errors;
}
