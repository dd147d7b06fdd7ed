/* The state of drawing a sheet, whatever frames it has. */
#include "render/drawn_sheet.h"

#include "render/compose.h"
#include "render/layer_use.h"

#include <string.h>

struct scene_input drawn_sheet_input(const struct loaded_map *map, const struct render_options *options,
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

void drawn_sheet_open(struct drawn_sheet *sheet, const struct loaded_map *map, const struct render_options *options,
                      struct arena *arena, struct diag *diag)
{
	*sheet = (struct drawn_sheet){
	        .map = map, .options = options, .arena = arena, .input = drawn_sheet_input(map, options, diag)};
	arena_init(&sheet->scratch);
	sheet->input.scratch = &sheet->scratch;
	sheet->input.room = &sheet->room;
}

struct drawn_frame *drawn_sheet_add(struct drawn_sheet *sheet, const struct frame *frame)
{
	struct drawn_frame *drawn = ARENA_NEW(sheet->arena, struct drawn_frame);
	sheet->frames = arena_grow(sheet->arena, sheet->frames, sheet->frame_count, &sheet->frame_capacity,
	                           sizeof *sheet->frames);
	sheet->frames[sheet->frame_count++] = drawn;
	struct frame own = *frame;
	if (own.detail <= 0)
		own.detail = FRAME_DETAIL / sheet->map->spec.page.type_scale;
	if (!drawn_frame_open(sheet->map, &sheet->input, &own, sheet->arena, drawn))
		return NULL;
	layer_uses_look_at_scene(sheet->map, &drawn->input, &drawn->scene);
	return drawn;
}

const struct legend_entry *drawn_sheet_legend(const struct drawn_sheet *sheet, size_t *count)
{
	size_t most = 0;
	*count = 0;
	for (size_t i = 0; i < sheet->frame_count; i++)
		most += sheet->frames[i]->scene.legend_count;
	struct legend_entry *entries = ARENA_ARRAY(sheet->arena, most + 1, struct legend_entry);
	for (size_t i = 0; i < sheet->frame_count; i++)
		for (size_t k = 0; k < sheet->frames[i]->scene.legend_count; k++)
			scene_legend_add(entries, count, &sheet->frames[i]->scene.legend[k]);
	return entries;
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

void drawn_sheet_report(const struct drawn_sheet *sheet, struct label_report *report)
{
	const struct render_options *options = sheet->options;
	*report = (struct label_report){.optimal = true};
	for (size_t i = 0; i < sheet->frame_count; i++)
		if (sheet->frames[i]->placements)
			add_report(report, &sheet->frames[i]->report);
	if (options->explain)
		render_explain_names(sheet->frames, sheet->frame_count, report, options->explain_json,
		                     options->explain);
}

void drawn_sheet_close_frames(struct drawn_sheet *sheet)
{
	for (size_t i = 0; i < sheet->frame_count; i++)
		drawn_frame_close(sheet->frames[i]);
	sheet->frame_count = 0;
}

void drawn_sheet_close(struct drawn_sheet *sheet)
{
	drawn_sheet_close_frames(sheet);
	fetch_room_clear(&sheet->room);
	arena_clear(&sheet->scratch);
}
