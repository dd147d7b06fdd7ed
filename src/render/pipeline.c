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

/* Furniture on the map, shields and names, each in the room that the ones before leave; then the panel; then the
 * frames that elements show. */
static void draw(struct drawn_sheet *drawn, const struct sheet *sheet, struct drawn_frame *map,
                 struct page_parts *parts)
{
	struct profile *profile = drawn->options->profile;
	struct arena *arena = drawn->arena;
	struct frames shown = {.arena = arena};
	const struct furniture_input furniture = {.scene = &map->input,
	                                          .sheet = sheet,
	                                          .legend = map->scene.legend,
	                                          .legend_count = map->scene.legend_count,
	                                          .backdrops = map->scene.backdrops,
	                                          .backdrop_count = map->scene.backdrop_count,
	                                          .arena = arena,
	                                          .frames = &shown};
	profile_enter(profile, PROFILE_FURNITURE);
	parts->furniture = group_new(arena, "map-furniture", "furniture");
	furniture_draw_map(&furniture, &map->obstacles, parts->furniture);
	drawn_frame_finish(map, drawn->options);
	profile_enter(profile, PROFILE_FURNITURE);
	if (!box_is_empty(sheet->panel) || !box_is_empty(sheet->strip))
		furniture_draw_panel(&furniture, parts->panel = group_new(arena, "panel", "panel"));
	for (size_t i = 0; i < shown.count; i++) {
		struct drawn_frame *frame = drawn_sheet_add(drawn, &shown.items[i]);
		if (frame)
			drawn_frame_finish(frame, drawn->options);
	}
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
			draw(&drawn, &sheet, shown, &parts);
			drawn_sheet_report(&drawn, report);
			render_compose_page(map, shown, &parts, arena, out);
		}
	}
	drawn_sheet_close(&drawn);
	return diag->errors == errors;
}
