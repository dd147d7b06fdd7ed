/* Placing road shields: each goes where it has most room. Every few points along the route a place is scored by its
 * distance from dots, other roads and other shields; the best of each stretch wins, if the frame holds the whole plate.
 * In: the shield requests, the obstacles of all layers and of the furniture. Out: drawn shields, added to the obstacles
 * for the labels. */
#include "scene/shield.h"

#include "base/ranked.h"

#include <math.h>

#define STEP        3.0   /* points between tried places */
#define FRAME_ROOM  5.0   /* from the frame's edge */
#define ENOUGH_ROOM 34.0  /* more distance than this is no better */
#define OTHER_ROADS 12.0  /* a road as near as this counts like a dot */
#define SAME_LINE   0.5   /* a road may be drawn as a part of a longer line */
#define OFF_MIDDLE  0.008 /* how much a point away from the stretch's middle takes from a place */

struct placing {
	const struct scene_input *input;
	struct obstacles *obstacles;
	const struct shield_request *request;
	struct shield shield;
	struct box inner; /* where its centre may lie */
	bool *own;        /* of the obstacles before its shields: lines of the road itself */
	size_t own_count;
	struct page_point *placed;
	size_t placed_count, placed_capacity;
};

/* Distance between the plate about `centre` and a box; 0 when they touch. */
static double box_gap(const struct placing *placing, struct page_point centre, struct box box)
{
	double dx = fmax(box.left - centre.x, centre.x - box.right) - placing->shield.width / 2;
	double dy = fmax(box.top - centre.y, centre.y - box.bottom) - placing->shield.height / 2;
	return hypot(fmax(dx, 0), fmax(dy, 0));
}

/* Whether the gap is surely `within` or more: told without a square root, of nearly all things on the map. */
static bool is_off(const struct placing *placing, struct page_point centre, const struct box *box, double within)
{
	double x = within + placing->shield.width / 2, y = within + placing->shield.height / 2;
	return box->left - centre.x >= x || centre.x - box->right >= x || box->top - centre.y >= y ||
	       centre.y - box->bottom >= y;
}

/* Whether the line passes the middle of another and a place between its beginning and that. */
static bool runs_along(const struct obstacle *obstacle, const struct polyline *line)
{
	double length = polyline_length(line->points, line->count);
	for (int i = 1; i <= 2; i++) {
		struct page_point at = polyline_at(line->points, line->count, length * i / 4, NULL);
		if (!box_contains(box_grow(obstacle->box, SAME_LINE), at) ||
		    polyline_distance(obstacle->points, obstacle->count, at) > SAME_LINE)
			return false;
	}
	return true;
}

static bool is_own(const struct shield_request *request, const struct obstacle *obstacle)
{
	for (size_t i = 0; i < request->lines.count; i++) {
		const struct polyline *line = &request->lines.items[i];
		if (line->points == obstacle->points || (request->is_one_of_many && runs_along(obstacle, line)))
			return true;
	}
	return false;
}

static void find_own(struct placing *placing)
{
	const struct obstacles *obstacles = placing->obstacles;
	placing->own = ARENA_ARRAY(obstacles->arena, obstacles->count + 1, bool);
	placing->own_count = obstacles->count;
	for (size_t i = 0; i < obstacles->count; i++)
		placing->own[i] =
		        obstacles->items[i].kind == OBSTACLE_ROUTE && is_own(placing->request, &obstacles->items[i]);
}

/* Room round a place: the distance to the nearest thing that a shield must not touch; another road is no wall. */
static double room_at(const struct placing *placing, struct page_point centre)
{
	const struct box *in = &placing->inner;
	double edge =
	        fmin(fmin(centre.x - in->left, in->right - centre.x), fmin(centre.y - in->top, in->bottom - centre.y));
	double room = fmin(ENOUGH_ROOM, 2 + edge), reach = fmax(placing->shield.width, placing->shield.height) / 2;
	if (!box_contains(placing->inner, centre))
		return 0;
	for (size_t i = 0; i < placing->obstacles->count; i++) {
		const struct obstacle *obstacle = &placing->obstacles->items[i];
		if (is_off(placing, centre, &obstacle->box, fmax(room, OTHER_ROADS)))
			continue;
		if (obstacle->kind == OBSTACLE_DOT || obstacle->kind == OBSTACLE_BOX) {
			room = fmin(room, box_gap(placing, centre, obstacle->box));
		} else if (obstacle->kind == OBSTACLE_ROUTE && !(i < placing->own_count && placing->own[i]) &&
		           box_gap(placing, centre, obstacle->box) < OTHER_ROADS) {
			double gap = polyline_distance(obstacle->points, obstacle->count, centre) - reach;
			room = fmin(room, 1 + fmax(0, gap) / OTHER_ROADS * ENOUGH_ROOM);
		}
	}
	for (size_t i = 0; i < placing->placed_count; i++)
		if (hypot(centre.x - placing->placed[i].x, centre.y - placing->placed[i].y) <
		    placing->request->every / 2)
			return 0;
	return room;
}

/* The freest place between two distances along the line, rather in its middle; false when there is none. */
static bool best_place(const struct placing *placing, const struct polyline *line, double from, double to,
                       struct page_point *out)
{
	double best = 0, middle = (from + to) / 2;
	for (double at = from; at <= to; at += STEP) {
		struct page_point spot = polyline_at(line->points, line->count, at, NULL);
		double room = room_at(placing, spot), score = room / (1 + fabs(at - middle) * OFF_MIDDLE);
		if (score > best) {
			best = score;
			*out = spot;
		}
	}
	return best > 0;
}

static void place_along(struct placing *placing, const struct polyline *line, double length, struct group *group)
{
	struct arena *arena = placing->obstacles->arena;
	size_t count = (size_t)fmax(1, floor(length / placing->request->every));
	for (size_t i = 0; i < count; i++) {
		struct page_point spot;
		if (!best_place(placing, line, length * (double)i / (double)count,
		                length * (double)(i + 1) / (double)count, &spot))
			continue;
		shield_draw(placing->input, arena, group, &placing->shield, spot);
		placing->placed = arena_grow(arena, placing->placed, placing->placed_count, &placing->placed_capacity,
		                             sizeof *placing->placed);
		placing->placed[placing->placed_count++] = spot;
		obstacles_add_box(placing->obstacles, OBSTACLE_BOX,
		                  box_grow(box_at(spot, placing->shield.width, placing->shield.height), 1),
		                  arena_printf(arena, "the shield %s", placing->request->text));
	}
}

/* A road in many pieces gets its shields on the longest ones, a distance apart. False if it is long enough for one, and
 * none has a place. */
static bool place_request(const struct scene_input *input, const struct shield_request *request,
                          struct obstacles *obstacles, struct group *group)
{
	struct placing placing = {.input = input, .obstacles = obstacles, .request = request};
	if (!shield_measure(input, obstacles->arena, request->style, request->text, 0, request->place, input->diag,
	                    &placing.shield))
		return true;
	find_own(&placing);
	placing.inner = box_grow(view_frame(input->view), -FRAME_ROOM);
	placing.inner.left += placing.shield.width / 2, placing.inner.right -= placing.shield.width / 2;
	placing.inner.top += placing.shield.height / 2, placing.inner.bottom -= placing.shield.height / 2;
	size_t count = request->lines.count;
	struct ranked *pieces = ARENA_ARRAY(obstacles->arena, count + 1, struct ranked); /* by negative length */
	for (size_t i = 0; i < count; i++) {
		const struct polyline *line = &request->lines.items[i];
		pieces[i] = (struct ranked){-polyline_length(line->points, line->count), i};
	}
	ranked_sort(pieces, count);
	for (size_t i = 0; i < count && (i == 0 || -pieces[i].key > 2 * placing.shield.width); i++)
		place_along(&placing, &request->lines.items[pieces[i].index], -pieces[i].key, group);
	return placing.placed_count || input->is_part || !count || -pieces[0].key <= 2 * placing.shield.width;
}

static void report_dropped(const struct scene_input *input, const struct shield_request *request)
{
	bool is_small = input->name_distance > 0; /* where some names have no room */
	(is_small ? diag_note : diag_warning)(input->diag, NAME_DROPPED, request->place,
	                                      "enlarge the page, or leave it out",
	                                      "the shield '%s' finds no place along its road", request->text);
}

void shields_place(const struct scene_input *input, const struct scene *scene, struct obstacles *obstacles,
                   struct group *group)
{
	struct arena *arena = obstacles->arena;
	size_t many = 0, dropped = 0;
	group->hidden_from_readers = true;
	for (size_t i = 0; i < scene->shield_count; i++) {
		const struct shield_request *request = &scene->shields[i];
		char *id = arena_printf(arena, "shield-%s", request->id);
		bool is_placed = place_request(input, request, obstacles, group_add(arena, group, id, "shield"));
		if (!is_placed && !request->is_one_of_many)
			report_dropped(input, request);
		many += request->is_one_of_many;
		dropped += request->is_one_of_many && !is_placed;
	}
	if (dropped)
		diag_note(input->diag, NAME_DROPPED, no_place, "enlarge the page, or have fewer roads",
		          "%zu of %zu roads have no place for their shield", dropped, many);
}
