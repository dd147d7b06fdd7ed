/* Ties: how the map shows what an inset on it shows: its rectangle, and lines from there to the inset.
 * In: the views of both. Out: marks between the map's layers and its furniture, and obstacles: like a road, a tie lies
 * below no name, and a scale bar or a note stands on it only where there is no other place. */
#include "render/compose.h"
#include "scene/project.h"
#include "scene/styles.h"

#define WIDTH      0.8
#define LINE_WIDTH 0.5
#define CASING     1.0 /* in the page's colour, on either side */

struct tie {
	struct drawn_frame *map;
	struct group *group;
	struct polylines lines;
};

static void draw_line(struct tie *tie, const struct polyline *line, bool closed, double width)
{
	struct arena *arena = tie->map->scene.arena;
	const struct colour *colours = tie->map->input.theme->colour;
	for (int i = 0; i < 2; i++) { /* the casing first */
		struct path path = path_new(arena);
		path_polyline(&path, line->points, line->count, closed);
		group_path(arena, tie->group, path)->stroke =
		        (struct stroke){.colour = colours[i ? COLOUR_INK : COLOUR_PAGE],
		                        .width = width + (i ? 0 : 2 * CASING),
		                        .join = JOIN_MITER};
	}
	if (closed)
		polylines_add(arena, &tie->lines, polyline_closed(arena, *line));
	else
		polylines_add_copy(arena, &tie->lines, *line);
}

/* Corner to like corner, those two or three that cross neither rectangle. */
static void draw_joins(struct tie *tie, const struct polyline *ring, struct box plate)
{
	struct box shown = polyline_bounds(*ring);
	const struct page_point from[] = {{shown.left, shown.top},
	                                  {shown.right, shown.top},
	                                  {shown.right, shown.bottom},
	                                  {shown.left, shown.bottom}};
	const struct page_point to[] = {{plate.left, plate.top},
	                                {plate.right, plate.top},
	                                {plate.right, plate.bottom},
	                                {plate.left, plate.bottom}};
	for (int i = 0; i < 4; i++) {
		struct page_point ends[] = {from[i], to[i]};
		if (!geometry_segment_hits_box(from[i], to[i], box_grow(shown, -0.5)) &&
		    !geometry_segment_hits_box(from[i], to[i], box_grow(plate, -0.5)))
			draw_line(tie, &(struct polyline){ends, 2}, false, LINE_WIDTH);
	}
}

struct box render_draw_tie(struct drawn_frame *map, const struct drawn_frame *inset, struct group *group)
{
	struct arena *arena = map->scene.arena;
	struct polyline ring = scene_extent_ring(arena, inset->input.view, map->input.view);
	if (inset->frame.tie == FRAME_TIE_NONE || ring.count < 3)
		return box_empty;
	struct tie tie = {map, group_add(arena, group, arena_printf(arena, "tie-%s", inset->frame.name), "tie"), {0}};
	tie.group->hidden_from_readers = true;
	tie.group->clipped = true;
	tie.group->clip = map->frame.request.frame;
	if (inset->frame.tie == FRAME_TIE_LINES)
		draw_joins(&tie, &ring, inset->frame.plate);
	draw_line(&tie, &ring, true, WIDTH);
	size_t first = map->obstacles.count;
	const char *name = arena_printf(arena, "the tie of the inset %s", inset->frame.name);
	obstacles_add_lines(&map->obstacles, OBSTACLE_ROUTE, &tie.lines, WIDTH / 2 + CASING, 0);
	for (size_t i = first; i < map->obstacles.count; i++)
		map->obstacles.items[i].name = name;
	return polyline_bounds(ring);
}
