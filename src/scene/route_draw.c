/* Drawing routes: what roads and railways do alike with their runs. */
#include "scene/project.h"
#include "scene/route.h"

#define MUTED       0.45 /* of the way to the land's colour */
#define MUTED_WIDTH 0.65

struct polylines scene_route_pick(struct arena *arena, const struct route_lines *lines, enum route_status status,
                                  bool is_beyond)
{
	struct polylines out = {0};
	for (size_t i = 0; i < lines->count; i++)
		for (size_t k = 0; k < lines->runs[i].lines.count; k++)
			if (lines->runs[i].status == status && lines->runs[i].is_beyond == is_beyond)
				polylines_add(arena, &out, lines->runs[i].lines.items[k]);
	return out;
}

struct route_look scene_route_muted(const struct scene_input *input, const struct route_look *look)
{
	struct route_look muted = *look;
	muted.colour = colour_mix(look->colour, scene_colour(input, "land"), MUTED);
	muted.width *= MUTED_WIDTH;
	return muted;
}

void scene_route_casing(const struct layer_drawing *drawing, const struct route_lines *lines,
                        const struct route_look *look)
{
	struct scene *scene = drawing->scene;
	struct group *group = scene->casings ? scene->casings : drawing->group;
	const struct route_look muted = scene_route_muted(drawing->input, look);
	struct polylines by_place[2] = {{0}, {0}};
	for (size_t i = 0; i < lines->count; i++)
		for (size_t k = 0; k < lines->runs[i].lines.count; k++)
			polylines_add(scene->arena, &by_place[lines->runs[i].is_beyond], lines->runs[i].lines.items[k]);
	for (int beyond = 1; beyond >= 0; beyond--) {
		double width = beyond ? muted.width : look->width;
		if (by_place[beyond].count)
			scene_stroke_lines(scene->arena, group, &by_place[beyond],
			                   (struct stroke){.colour = look->casing,
			                                   .width = width + 2 * look->casing_width,
			                                   .cap = CAP_ROUND,
			                                   .join = JOIN_ROUND});
	}
}

struct path scene_route_key(struct arena *arena, struct box box)
{
	struct path path = path_new(arena);
	path_move(&path, box.left, (box.top + box.bottom) / 2);
	path_line(&path, box.right, (box.top + box.bottom) / 2);
	return path;
}

void scene_route_name_group(const struct layer_drawing *drawing)
{
	drawing->group->title = localized_any(&drawing->layer->title, drawing->input->languages[0]);
	group_attribute(drawing->scene->arena, drawing->group, "key", drawing->layer->id);
}
