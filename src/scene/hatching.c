/* Hatching: a theme's hatch as marks. In: rings on the page. Out: one path of lines, or of dots (lines of no length
 * with round caps), cut to the rings by geometry/hatch.c; ordinary marks, which every program shows alike. */
#include "scene/hatching.h"

#include "geometry/hatch.h"
#include "scene/project.h"

#include <math.h>

static void draw(const struct scene_input *input, struct arena *arena, const struct theme_hatch *hatch,
                 const struct polylines *rings, struct page_point anchor, struct group *group)
{
	if (!hatch)
		return;
	struct hatch_segments segments = {0};
	for (size_t i = 0; i < hatch->angles.count; i++) {
		struct hatch_pattern pattern = {-hatch->angles.values[i] * M_PI / 180, hatch->spacing, anchor,
		                                hatch->dots, hatch->width / 2};
		geometry_hatch(arena, rings->items, rings->count, pattern, &segments);
	}
	if (!segments.count)
		return;
	struct path path = path_new(arena);
	for (size_t i = 0; i < segments.count; i++) {
		path_move(&path, segments.items[i].from.x, segments.items[i].from.y);
		path_line(&path, segments.items[i].to.x, segments.items[i].to.y);
	}
	group_path(arena, group, path)->stroke = (struct stroke){.colour = scene_colour(input, hatch->colour),
	                                                         .width = hatch->width,
	                                                         .cap = hatch->dots ? CAP_ROUND : CAP_BUTT,
	                                                         .join = JOIN_ROUND};
}

void scene_hatching_draw(const struct scene_input *input, struct scene *scene, const struct theme_hatch *hatch,
                         const struct polylines *rings, struct group *group)
{
	if (!hatch)
		return;
	draw(input, scene->arena, hatch, rings, (struct page_point){0, 0}, group);
	scene_hatched_backdrop(scene, rings);
}

void scene_hatching_key(const struct scene_input *input, struct arena *arena, const struct theme_hatch *hatch,
                        struct box box, struct group *group)
{
	struct polylines ring = box_ring(arena, box);
	struct page_point middle = {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
	draw(input, arena, hatch, &ring, middle, group);
}
