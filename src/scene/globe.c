/* Globe style: the edge of the globe in a frame that shows all that can be seen of it; not for map files.
 * In: a ring of places along the edge. Out: its sea, with a line round it. */
#include "scene/styles.h"

static void build(const struct layer_drawing *drawing)
{
	const struct globe_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct page_point *points = ARENA_ARRAY(arena, o->edge.count + 1, struct page_point);
	struct path path = path_new(arena);
	view_forward(drawing->input->view, o->edge.points, points, o->edge.count);
	path_polyline(&path, points, o->edge.count, true);
	struct path_mark *mark = group_path(arena, drawing->group, path);
	mark->fill = o->sea;
	mark->stroke = (struct stroke){.colour = o->line, .width = o->width, .join = JOIN_ROUND};
}

const struct layer_style globe_style = {
        .kind = {"globe", "the globe's edge", NULL, 0, sizeof(struct globe_options)},
        .any_geometry = true,
        .build = build,
};
