/* Pipeline: one version of a loaded map to a page. */
#include "render/compose.h"
#include "render/drawn_sheet.h"
#include "render/region.h"

/* The request lies in `scratch`: it ends with the opening of the view. */
static struct frame map_frame(struct drawn_sheet *drawn, struct box box)
{
	const struct map_spec *spec = &drawn->map->spec;
	size_t version = drawn->options->version;
	struct frame frame = {.request = map_view_request(drawn->map, version, box, &drawn->scratch),
	                      .version = version,
	                      .detail = FRAME_DETAIL / spec->page.type_scale,
	                      .group = group_new(drawn->arena, "map", "map"),
	                      .labels = group_new(drawn->arena, "labels", "labels")};
	frame.layers = scene_layers(drawn->arena, spec, version, &frame.layer_count);
	return frame;
}

/* Some frames of the sheet. */
struct drawn_frames {
	struct drawn_frame **items;
	size_t count;
};

/* Opens the frames that elements have shown, and empties the list. Those with errors are passed over. */
static void open_frames(struct drawn_sheet *drawn, struct frames *shown, struct drawn_frames *out)
{
	out->items = ARENA_ARRAY(drawn->arena, shown->count + 1, struct drawn_frame *);
	for (size_t i = 0; i < shown->count; i++)
		if ((out->items[out->count] = drawn_sheet_add(drawn, &shown->items[i])))
			out->count++;
	shown->count = 0;
}

static void finish_frames(struct drawn_sheet *drawn, const struct drawn_frames *frames,
                          const struct furniture_input *furniture)
{
	for (size_t i = 0; i < frames->count; i++) {
		struct drawn_frame *frame = frames->items[i];
		struct furniture_input input = *furniture;
		input.scene = &frame->input;
		input.backdrops = frame->scene.backdrops;
		input.backdrop_count = frame->scene.backdrop_count;
		if (frame->frame.furniture)
			furniture_draw_frame(&input, &frame->frame, &frame->obstacles);
		drawn_frame_finish(frame, drawn->options);
	}
}

/* Insets, the other furniture on the map, its shields and names, each in the room that the ones before leave; then the
 * panel, whose legend tells what the insets draw, too; last the frames that furniture shows. */
static void draw(struct drawn_sheet *drawn, const struct sheet *sheet, struct drawn_frame *map,
                 struct page_parts *parts)
{
	struct profile *profile = drawn->options->profile;
	struct arena *arena = drawn->arena;
	struct frames shown = {.arena = arena};
	struct drawn_frames insets = {0}, others = {0};
	struct occupied_boxes occupied = {0};
	struct furniture_input furniture = {.scene = &map->input,
	                                    .sheet = sheet,
	                                    .backdrops = map->scene.backdrops,
	                                    .backdrop_count = map->scene.backdrop_count,
	                                    .traces = map->scene.traces,
	                                    .bare = sheet_is_bare(&drawn->map->spec, drawn->options->bare),
	                                    .arena = arena,
	                                    .frames = &shown};
	profile_enter(profile, PROFILE_FURNITURE);
	parts->ties = group_new(arena, "ties", "ties");
	parts->furniture = group_new(arena, "map-furniture", "furniture");
	furniture_draw_map_frames(&furniture, &occupied, &map->obstacles, parts->furniture);
	drawn->input.is_on_sea = scene_has_sea(&map->input, &map->scene.globe);
	open_frames(drawn, &shown, &insets);
	drawn->input.is_on_sea = false;
	struct box *covers = ARENA_ARRAY(arena, insets.count + 1, struct box);
	for (size_t i = 0; i < insets.count; i++) {
		furniture_occupy_tie(&occupied, render_draw_tie(map, insets.items[i], parts->ties));
		covers[map->cover_count++] = insets.items[i]->frame.plate;
	}
	map->covers = covers;
	furniture.legend = drawn_sheet_legend(drawn, &furniture.legend_count);
	furniture_draw_map(&furniture, &occupied, &map->obstacles, parts->furniture);
	furniture_draw_notes(&furniture, &occupied, &map->obstacles, parts->furniture);
	drawn_frame_finish(map, drawn->options);
	finish_frames(drawn, &insets, &furniture);
	profile_enter(profile, PROFILE_FURNITURE);
	if (!box_is_empty(sheet->panel) || !box_is_empty(sheet->strip) || !box_is_empty(sheet->foot))
		furniture_draw_panel(&furniture, parts->panel = group_new(arena, "panel", "panel"));
	open_frames(drawn, &shown, &others);
	finish_frames(drawn, &others, &furniture);
}

bool map_render(struct loaded_map *map, const struct render_options *options, struct arena *arena, struct diag *diag,
                struct page *out, struct label_report *report)
{
	size_t errors = diag->errors;
	struct drawn_sheet drawn;
	struct page_parts parts = {0};
	struct sheet sheet;
	drawn_sheet_open(&drawn, map, options, arena, diag);
	profile_enter(options->profile, PROFILE_FURNITURE);
	if (map_sheet_check(map, &drawn.input, options->bare, arena, &sheet)) {
		const struct frame frame = map_frame(&drawn, sheet.frame);
		struct drawn_frame *shown = drawn_sheet_add(&drawn, &frame);
		if (shown) {
			render_tell_unseen(shown);
			draw(&drawn, &sheet, shown, &parts);
			drawn_sheet_report(&drawn, report);
			render_compose_page(map, shown, &parts, arena, out);
		}
	}
	drawn_sheet_close(&drawn);
	return diag->errors == errors;
}
