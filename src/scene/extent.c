/* Extent style: the rectangle of one frame as another frame sees it; not for map files.
 * In: the view of the frame that is shown. Out: a path, bent as the two projections bend it. */
#include "scene/styles.h"

#include <math.h>

#define STEPS 8 /* of a side */

static void add_point(const struct view *shown, const struct view *view, struct page_point at, struct path *path)
{
	struct lonlat place;
	if (!view_inverse(shown, at, &place))
		return;
	struct page_point point = view_forward_one(view, place);
	if (!isfinite(point.x) || !isfinite(point.y))
		return;
	if (path_is_empty(path))
		path_move(path, point.x, point.y);
	else
		path_line(path, point.x, point.y);
}

static void build(const struct layer_drawing *drawing)
{
	const struct extent_options *o = drawing->layer->options;
	struct box box = view_frame(o->shown);
	const struct page_point corners[] = {{box.left, box.top},
	                                     {box.right, box.top},
	                                     {box.right, box.bottom},
	                                     {box.left, box.bottom},
	                                     {box.left, box.top}};
	struct path path = path_new(drawing->scene->arena);
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < STEPS; k++) {
			double t = k / (double)STEPS;
			add_point(o->shown, drawing->input->view,
			          (struct page_point){corners[i].x + (corners[i + 1].x - corners[i].x) * t,
			                              corners[i].y + (corners[i + 1].y - corners[i].y) * t},
			          &path);
		}
	if (path_is_empty(&path))
		return;
	path_close(&path);
	struct path_mark *mark = group_path(drawing->scene->arena, drawing->group, path);
	mark->fill = o->colour;
	mark->stroke = (struct stroke){.colour = mark->fill, .width = o->width, .join = JOIN_MITER};
	mark->fill.opacity = 0.15;
}

const struct layer_style extent_style = {
        .kind = {"extent", "where a frame lies", NULL, 0, sizeof(struct extent_options)},
        .any_geometry = true,
        .build = build,
};
