/* Pipeline: one version of a loaded map to a page. */
#include "render/compose.h"
#include "render/region.h"
#include "scene/fetch.h"

#define DETAIL 0.23 /* points: 0.08 mm, under what the eye or a printer resolves */

/* A sheet as it is drawn. */
struct drawing {
	const struct loaded_map *map;
	const struct render_options *options;
	struct arena *arena;
	struct sheet sheet;
	struct scene_input input;    /* what its frames have in common: no view, no layers */
	struct drawn_frame **frames; /* all, in the order of opening: the first is the map */
	size_t frame_count, frame_capacity;
};

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

/* NULL with errors. */
static struct drawn_frame *open_frame(struct drawing *drawing, const struct frame *frame)
{
	struct drawn_frame *drawn = ARENA_NEW(drawing->arena, struct drawn_frame);
	drawing->frames = arena_grow(drawing->arena, drawing->frames, drawing->frame_count, &drawing->frame_capacity,
	                             sizeof *drawing->frames);
	drawing->frames[drawing->frame_count++] = drawn;
	return drawn_frame_open(&drawing->input, frame, drawing->arena, drawn) ? drawn : NULL;
}

/* The request lies in `scratch`: it ends with the opening of the view. */
static struct frame map_frame(const struct drawing *drawing, struct arena *scratch)
{
	const struct map_spec *spec = &drawing->map->spec;
	size_t version = drawing->options->version;
	struct frame frame = {.request = map_view_request(drawing->map, version, drawing->sheet.frame, scratch),
	                      .version = version,
	                      .detail = DETAIL / spec->page.type_scale,
	                      .group = group_new(drawing->arena, "map", "map"),
	                      .labels = group_new(drawing->arena, "labels", "labels")};
	frame.layers = scene_layers(drawing->arena, spec, version, &frame.layer_count);
	return frame;
}

/* Furniture on the map, shields and names, each in the room that the ones before leave; then the panel; then the
 * frames that elements show. */
static void draw(struct drawing *drawing, struct drawn_frame *map, struct page_parts *parts)
{
	struct profile *profile = drawing->options->profile;
	struct arena *arena = drawing->arena;
	struct frames shown = {.arena = arena};
	const struct furniture_input furniture = {.scene = &map->input,
	                                          .sheet = &drawing->sheet,
	                                          .legend = map->scene.legend,
	                                          .legend_count = map->scene.legend_count,
	                                          .arena = arena,
	                                          .frames = &shown};
	profile_enter(profile, PROFILE_FURNITURE);
	parts->furniture = group_new(arena, "map-furniture", "furniture");
	furniture_draw_map(&furniture, &map->obstacles, parts->furniture);
	drawn_frame_finish(map, drawing->options);
	profile_enter(profile, PROFILE_FURNITURE);
	if (!box_is_empty(drawing->sheet.panel))
		furniture_draw_panel(&furniture, parts->panel = group_new(arena, "panel", "panel"));
	for (size_t i = 0; i < shown.count; i++) {
		struct drawn_frame *frame = open_frame(drawing, &shown.items[i]);
		if (frame)
			drawn_frame_finish(frame, drawing->options);
	}
}

static void add_report(struct label_report *sum, const struct label_report *report)
{
	sum->requests += report->requests;
	sum->kept += report->kept;
	sum->pinned += report->pinned;
	sum->hidden += report->hidden;
	sum->weight += report->weight;
	sum->kept_weight += report->kept_weight;
	sum->overlaps += report->overlaps;
	sum->cost += report->cost;
	sum->bound += report->bound;
	sum->optimal = sum->optimal && report->optimal;
	sum->candidates += report->candidates;
	sum->groups += report->groups;
	sum->nodes += report->nodes;
	sum->work += report->work;
}

/* What became of the names of all frames. */
static void report_names(const struct drawing *drawing, struct label_report *report)
{
	const struct render_options *options = drawing->options;
	*report = (struct label_report){.optimal = true};
	for (size_t i = 0; i < drawing->frame_count; i++)
		if (drawing->frames[i]->placements)
			add_report(report, &drawing->frames[i]->report);
	if (options->explain)
		render_explain_names(drawing->frames, drawing->frame_count, report, options->explain_json,
		                     options->explain);
}

static void close_frames(struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->frame_count; i++)
		drawn_frame_close(drawing->frames[i]);
}

bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct fetch_room room = {0};
	struct arena scratch;
	struct page_parts parts = {0};
	struct drawing drawing = {
	        map,  options, arena, sheet_layout(&map->spec, options->bare), sheet_input(map, options, diag),
	        NULL, 0,       0};
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (!furniture_check_page(&(struct furniture_input){.scene = &drawing.input, .arena = arena}, options->bare))
		return false;
	arena_init(&scratch);
	drawing.input.scratch = &scratch;
	drawing.input.room = &room;
	const struct frame frame = map_frame(&drawing, &scratch);
	struct drawn_frame *shown = open_frame(&drawing, &frame);
	if (shown) {
		draw(&drawing, shown, &parts);
		report_names(&drawing, report);
		render_compose_page(map, shown, &parts, arena, out);
		page_unique_ids(out);
		if (map->spec.page.type_scale != 1)
			page_scale(out, map->spec.page.type_scale);
	}
	close_frames(&drawing);
	fetch_room_clear(&room);
	arena_clear(&scratch);
	return diag->errors == errors;
}
