/* Divide: how a loaded map's page is divided, from the shape of what each of its versions shows. In: a loaded map. Out:
 * boxes in points. */
#include "render/drawn_sheet.h"
#include "render/region.h"

static const struct region_shape *region_shapes(const struct loaded_map *map, struct arena *arena)
{
	struct region_shape *shapes = ARENA_ARRAY(arena, map->spec.version_count, struct region_shape);
	for (size_t v = 0; v < map->spec.version_count; v++)
		shapes[v] = map_region_shape(map, v, arena);
	return shapes;
}

struct sheet map_sheet(const struct loaded_map *map, bool bare, struct arena *arena)
{
	struct diag unheard;
	diag_init(&unheard);
	struct scene_input scene = drawn_sheet_input(map, &(struct render_options){0}, &unheard);
	struct sheet sheet = sheet_layout(&(struct layout_request){
	        &(struct furniture_input){.scene = &scene, .arena = arena, .bare = sheet_is_bare(&map->spec, bare)},
	        region_shapes(map, arena), bare});
	diag_clear(&unheard);
	return sheet;
}

bool map_sheet_check(const struct loaded_map *map, const struct scene_input *input, bool bare, struct arena *arena,
                     struct sheet *out)
{
	return sheet_layout_check(
	        &(struct layout_request){&(struct furniture_input){.scene = input,
	                                                           .arena = arena,
	                                                           .bare = sheet_is_bare(&map->spec, bare)},
	                                 region_shapes(map, arena), bare},
	        out);
}

double map_page_height(const struct loaded_map *map, bool bare, struct arena *arena)
{
	struct diag unheard;
	diag_init(&unheard);
	struct scene_input scene = drawn_sheet_input(map, &(struct render_options){0}, &unheard);
	double height = sheet_layout_height(&(struct layout_request){
	        &(struct furniture_input){.scene = &scene, .arena = arena, .bare = sheet_is_bare(&map->spec, bare)},
	        region_shapes(map, arena), bare});
	diag_clear(&unheard);
	return height;
}

struct view *map_view(const struct loaded_map *map, size_t version, bool bare, struct arena *arena, struct diag *diag)
{
	struct view_request request = map_view_request(map, version, map_sheet(map, bare, arena).frame, arena);
	return view_open(&request, diag);
}
