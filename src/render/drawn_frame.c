/* Drawing a frame: the same steps for every map on the sheet. */
#include "render/drawn_frame.h"

#include "render/compose.h"
#include "render/deferred.h"
#include "scene/fetch.h"
#include "scene/shield.h"

bool drawn_frame_open(const struct loaded_map *map, const struct scene_input *sheet, const struct frame *frame,
                      struct arena *arena, struct drawn_frame *out)
{
	*out = (struct drawn_frame){.frame = *frame, .input = *sheet};
	profile_enter(sheet->profile, PROFILE_PROJECT);
	if (!view_take(sheet->views, &frame->request, sheet->diag, &out->taken))
		return false;
	fetch_room_forget(sheet->room);
	out->input.version = frame->version;
	out->input.is_series = frame->is_version;
	out->input.view = out->taken.view;
	out->input.scale_bounds = &out->taken.scale_bounds;
	out->input.shapes = out->taken.shapes;
	out->input.layers = frame->layers;
	out->input.layer_count = frame->layer_count;
	out->input.ground = frame->ground;
	out->input.is_part = frame->is_part;
	out->input.detail = frame->detail;
	out->input.name_distance = frame->name_distance;
	profile_enter(sheet->profile, PROFILE_READ);
	if (!map_open_shown(map, frame->layers, frame->layer_count, scene_scale(&out->input), sheet->diag))
		return false;
	profile_enter(sheet->profile, PROFILE_SCENE);
	if (!scene_build(arena, &out->input, &out->scene))
		return false;
	out->obstacles = out->scene.obstacles;
	return true;
}

static void count_names(struct profile *profile, const struct placement *placements, size_t count)
{
	profile_count(profile, PROFILE_NAMES_WANTED, count);
	for (size_t i = 0; i < count; i++)
		profile_count(profile, PROFILE_NAMES_PLACED, placements[i].kept);
}

static bool is_covered(const struct drawn_frame *drawn, const struct label_request *request)
{
	for (size_t i = 0; i < drawn->cover_count; i++)
		if (request->kind == LABEL_POINT && box_contains(drawn->covers[i], request->anchor))
			return true;
	return false;
}

/* The scene's requests; those for dots that an inset covers without a form in which they could stand. */
static const struct label_request *visible_requests(const struct drawn_frame *drawn)
{
	const struct scene *scene = &drawn->scene;
	if (!drawn->cover_count)
		return scene->requests;
	struct label_request *requests = ARENA_ARRAY(scene->arena, scene->request_count + 1, struct label_request);
	for (size_t i = 0; i < scene->request_count; i++) {
		requests[i] = scene->requests[i];
		if (!is_covered(drawn, &requests[i]))
			continue;
		if (requests[i].required)
			diag_warning(drawn->input.diag, NAME_DROPPED, no_place, "choose another corner for the inset",
			             "the name '%s' is left out: an inset covers its dot", requests[i].title);
		requests[i].required = false;
		requests[i].form_count = 0;
		requests[i].pin = NULL;
	}
	return requests;
}

/* Names in the room that layers, furniture and shields leave. */
static void place_names(struct drawn_frame *drawn, const struct render_options *options)
{
	const struct scene_input *input = &drawn->input;
	const struct scene *scene = &drawn->scene;
	const struct label_input asked = {.requests = visible_requests(drawn),
	                                  .request_count = scene->request_count,
	                                  .obstacles = drawn->obstacles.items,
	                                  .obstacle_count = drawn->obstacles.count,
	                                  .backdrops = scene->backdrops,
	                                  .backdrop_count = scene->backdrop_count,
	                                  .least_contrast = input->theme->measure[MEASURE_LEAST_CONTRAST],
	                                  .frame = box_grow(view_frame(input->view), -2),
	                                  .unexplained = !options->explain};
	struct placement *placements;
	labels_place(scene->arena, &asked, &placements, &drawn->report);
	drawn->placements = placements;
	count_names(options->profile, placements, scene->request_count);
	render_tell_dropped(drawn, options);
	render_tell_untranslated(drawn);
	labels_draw(scene->arena, input->text, placements, scene->request_count, input->outline_text,
	            input->theme->colour[COLOUR_LEADER], drawn->frame.labels);
}

void drawn_frame_finish(struct drawn_frame *drawn, const struct render_options *options)
{
	const struct frame *frame = &drawn->frame;
	struct arena *arena = drawn->scene.arena;
	struct group *shields = group_new(arena, "shields", "shields");
	profile_enter(options->profile, PROFILE_LABEL);
	shields_place(&drawn->input, &drawn->scene, &drawn->obstacles, shields);
	if (frame->labels)
		place_names(drawn, options);
	render_compose_layers(drawn);
	if (shields->mark_count)
		group_adopt(arena, frame->group, shields);
	if (frame->name) {
		group_prefix_ids(arena, frame->group, frame->name);
		if (frame->furniture)
			group_prefix_ids(arena, frame->furniture, frame->name);
		if (frame->labels)
			group_prefix_ids(arena, frame->labels, frame->name);
	}
	profile_count(options->profile, PROFILE_VERTICES_DRAWN, group_points(drawn->scene.layers));
}

void drawn_frame_close(struct drawn_frame *drawn)
{
	if (drawn->taken.view)
		view_give_back(&drawn->taken);
}
