/* Placing: what stands on the map. Elements at a corner are stacked there, away from it, in the order of the list;
 * panel elements get a plate. Scale bar and north arrow without a corner stand where they choose, unless something
 * stands there already. In: the elements and the scene, whose routes and dots the scale bar avoids. Out: marks, and
 * obstacles for shields and labels. Every element is drawn once to be measured, then for good in a box moved to its
 * place, so that what depends on the place, as the arrow's angle does, is right. */
#include "furniture/furniture.h"

#include <math.h>

#define TAKEN_MAX      32
#define INSET          8.0 /* of an element from the frame, when no offset is given */
#define PLATE_PAD      7.0
#define STACK_GAP      8.0
#define WIDEST         0.6 /* part of the frame that a plate may be wide */
#define PLATE_WIDTH    190.0
#define LABEL_DISTANCE 2.0

struct placing {
	const struct furniture_input *input;
	struct obstacles *obstacles;
	struct group *group;
	struct box frame;
	struct box taken[TAKEN_MAX];
	size_t count;
};

static void take(struct placing *placing, struct box box)
{
	if (placing->count < TAKEN_MAX)
		placing->taken[placing->count++] = box;
}

/* The first taken box that is in the way; NULL: none. */
static const struct box *in_the_way(const struct placing *placing, struct box box)
{
	for (size_t i = 0; i < placing->count; i++)
		if (box_overlaps(box, placing->taken[i]))
			return &placing->taken[i];
	return NULL;
}

static struct box box_moved(struct box box, double x, double y)
{
	return (struct box){box.left + x, box.top + y, box.right + x, box.bottom + y};
}

/* Moves a box of this size to the corner, and away from it along the side until it is free. False: there is no room. */
static bool find_place(const struct placing *placing, struct anchor anchor, struct box *box)
{
	struct box frame = placing->frame;
	double x = anchor.has_offset ? anchor.x : INSET, y = anchor.has_offset ? anchor.y : INSET;
	*box = box_moved(*box, anchor.right ? frame.right - x - box->right : frame.left + x - box->left,
	                 anchor.bottom ? frame.bottom - y - box->bottom : frame.top + y - box->top);
	for (const struct box *other; (other = in_the_way(placing, *box)) && box_holds(frame, *box);)
		*box = box_moved(*box, 0,
		                 anchor.bottom ? other->top - STACK_GAP - box->bottom
		                               : other->bottom + STACK_GAP - box->top);
	return box_holds(frame, *box);
}

/* Draws into a group that is thrown away; errors are said when the element is drawn for good. Returns the height. */
static double try_draw(const struct furniture_input *input, size_t index, struct box box, struct obstacles *obstacles,
                       struct group *scratch)
{
	struct furniture_input quiet = *input;
	struct diag unheard;
	diag_init(&unheard);
	quiet.diag = &unheard;
	double height = element_draw(&quiet, index, box, scratch, obstacles);
	diag_clear(&unheard);
	return height;
}

static void warn_no_room(const struct placing *placing, size_t index, struct anchor anchor)
{
	diag_warning(placing->input->diag, NO_ROOM, placing->input->scene->spec->elements[index].place,
	             "choose another corner or a larger page", "the map has no room for '%s' at its %s %s corner",
	             element_at(placing->input->scene->spec, index)->kind.name, anchor.bottom ? "bottom" : "top",
	             anchor.right ? "right" : "left");
}

/* A mark of the map at a corner. Its own search for a place sees no obstacles: it is moved anyway. */
static void place_mark(struct placing *placing, size_t index, struct anchor anchor)
{
	struct group scratch = {0};
	struct obstacles unseen = {.arena = placing->input->arena};
	try_draw(placing->input, index, placing->frame, &unseen, &scratch);
	struct box drawn = group_box(&scratch), box = drawn;
	if (!find_place(placing, anchor, &box)) {
		warn_no_room(placing, index, anchor);
		return;
	}
	unseen.count = 0;
	element_draw(placing->input, index, box_moved(placing->frame, box.left - drawn.left, box.top - drawn.top),
	             placing->group, &unseen);
	for (size_t i = 0; i < unseen.count; i++)
		obstacles_add_box(placing->obstacles, OBSTACLE_BOX, unseen.items[i].box, unseen.items[i].name);
	take(placing, box);
}

/* A mark where it chooses to stand; when that is taken, at the corner next to it. */
static void place_free(struct placing *placing, size_t index)
{
	struct group scratch = {0};
	struct obstacles seen = *placing->obstacles; /* what it adds at the end of the list is not counted there */
	try_draw(placing->input, index, placing->frame, &seen, &scratch);
	struct box box = group_box(&scratch), frame = placing->frame;
	if (in_the_way(placing, box)) {
		struct anchor anchor = {.given = true,
		                        .right = box.left + box.right > frame.left + frame.right,
		                        .bottom = box.top + box.bottom > frame.top + frame.bottom};
		place_mark(placing, index, anchor);
		return;
	}
	element_draw(placing->input, index, frame, placing->group, placing->obstacles);
	take(placing, box);
}

static void join_texts(const struct group *group, struct box *box)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_TEXT)
			box_join(box, text_mark_box(group->marks[i].text));
		else if (group->marks[i].type == MARK_GROUP)
			join_texts(group->marks[i].group, box);
	}
}

/* Width and height of a panel element that need be no wider than its texts; the locator's picture counts too. */
static struct box measure_plate(const struct furniture_input *input, size_t index, double most)
{
	struct group scratch = {0};
	try_draw(input, index, (struct box){0, 0, most, 1e4}, NULL, &scratch);
	struct box texts = box_empty;
	join_texts(&scratch, &texts);
	bool ruled = element_at(input->scene->spec, index) == &title_element; /* its rule is as wide as the box */
	struct box whole = ruled && !box_is_empty(texts) ? texts : group_box(&scratch);
	double width = fmin(most, whole.right + 0.5);
	struct group again = {0};
	return (struct box){0, 0, width, try_draw(input, index, (struct box){0, 0, width, 1e4}, NULL, &again)};
}

static void draw_plate(const struct placing *placing, struct group *group, struct box box)
{
	const struct scene_input *scene = placing->input->scene;
	struct path path = path_new(placing->input->arena);
	path_rect(&path, box);
	struct path_mark *mark = group_path(placing->input->arena, group, path);
	mark->fill = scene->theme->colour[COLOUR_PANEL];
	mark->stroke = (struct stroke){.colour = scene->theme->colour[COLOUR_NEATLINE], .width = 0.5};
}

/* An element of the panel on a plate of its own. */
static void place_plate(struct placing *placing, size_t index, struct anchor anchor)
{
	struct furniture_input input = *placing->input;
	input.on_plate = true;
	struct box inside = measure_plate(&input, index, fmin(PLATE_WIDTH, box_width(placing->frame) * WIDEST));
	struct box plate = box_grow(inside, PLATE_PAD);
	if (box_height(inside) <= 0)
		return;
	if (!find_place(placing, anchor, &plate)) {
		warn_no_room(placing, index, anchor);
		return;
	}
	draw_plate(placing, group_add(input.arena, placing->group, NULL, "plate"), plate);
	element_draw(&input, index, box_grow(plate, -PLATE_PAD), placing->group, NULL);
	obstacles_add_box(
	        placing->obstacles, OBSTACLE_BOX, box_grow(plate, LABEL_DISTANCE),
	        arena_printf(input.arena, "the %s", element_at(placing->input->scene->spec, index)->kind.name));
	take(placing, plate);
}

void furniture_draw_map(const struct furniture_input *input, struct obstacles *obstacles, struct group *group)
{
	struct placing placing = {.input = input, .obstacles = obstacles, .group = group, .frame = input->sheet->frame};
	const struct map_spec *spec = input->scene->spec;
	const struct element_spec *specs = spec->elements;
	for (size_t i = 0; i < spec->element_count; i++) { /* what has a corner before what looks for one */
		const struct element *element = element_at(spec, i);
		if (specs[i].shown && specs[i].anchor.given && element->on_map)
			place_mark(&placing, i, specs[i].anchor);
		else if (specs[i].shown && specs[i].anchor.given)
			place_plate(&placing, i, specs[i].anchor);
	}
	for (size_t i = 0; i < spec->element_count; i++) {
		if (!specs[i].shown || specs[i].anchor.given || !element_at(spec, i)->on_map)
			continue;
		if (element_at(spec, i) == &graticule_labels_element) /* outside the frame */
			element_draw(input, i, input->sheet->frame, group, obstacles);
		else
			place_free(&placing, i);
	}
}

enum element_places furniture_places(const struct kind *kind)
{
	const struct element *element = (const struct element *)kind;
	if (element == &graticule_labels_element || element == &credits_element)
		return ELEMENT_FIXED;
	return element->on_map ? ELEMENT_ON_MAP : ELEMENT_IN_PANEL;
}
