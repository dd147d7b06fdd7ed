/* Insets that cannot be drawn whatever the page, since the map does not hold what they show: for `check`, which draws
 * nothing. In: a version's view. Out: warnings at the insets. */
#include "furniture/furniture.h"
#include "render/render.h"

void map_check_insets(const struct loaded_map *map, size_t version, bool bare, struct diag *diag)
{
	struct arena arena;
	arena_init(&arena);
	struct view *view = map_view(map, version, bare, &arena, diag);
	const struct scene_input scene = {.spec = &map->spec,
	                                  .version = version,
	                                  .view = view,
	                                  .datasets = map->datasets,
	                                  .names = map->names,
	                                  .diag = diag};
	const struct furniture_input input = {.scene = &scene, .arena = &arena};
	if (view)
		furniture_check_insets(&input);
	view_close(view);
	arena_clear(&arena);
}
