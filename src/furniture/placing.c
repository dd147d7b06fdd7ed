/* Placing: what stands on the map. Elements at a corner are stacked there, away from it, in the order of the list;
 * panel elements get a plate. Scale bar and north arrow without a corner stand where they choose, unless something
 * stands there already. In: the elements and the scene, whose routes and dots the scale bar avoids. Out: marks, and
 * obstacles for shields and labels. */
#include "furniture/element.h"
#include "scene/joined.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define EDGE_GAP       8.0 /* of an element from the frame, when no offset is given */
#define PLATE_PAD      7.0
#define STACK_GAP      8.0
#define WIDEST         0.6 /* part of the frame that a plate may be wide */
#define PLATE_WIDTH    190.0
#define LABEL_DISTANCE 2.0
#define TIE_AIR        3.0   /* round the place of an inset, whose outline has a casing */
#define DOT_AIR        10.0  /* for the names of dots */
#define DOT_LOSS       20.0  /* of a dot that is no context, of a route's piece */
#define LINE_LOSS      0.025 /* of a point of a line, times what names pay to lie across it */
#define NOTE_AIR       3.0
#define NOTE_SHARE     0.04 /* of the map that a note may take */
#define NOTE_WIDEST    0.3  /* of its width */

struct placing {
	const struct furniture_input *input;
	struct obstacles *obstacles;
	struct group *group;
	struct box frame;
	struct occupied_boxes *occupied;
};

static void occupy(struct placing *placing, struct box box)
{
	struct occupied_boxes *occupied = placing->occupied;
	if (occupied->count < OCCUPIED_BOXES_MAX)
		occupied->boxes[occupied->count++] = box;
}

/* The first occupied box that is in the way; NULL: none. */
static const struct box *in_the_way(const struct placing *placing, struct box box)
{
	for (size_t i = 0; i < placing->occupied->count; i++)
		if (box_overlaps(box, placing->occupied->boxes[i]))
			return &placing->occupied->boxes[i];
	return NULL;
}

/* Moves a box of this size to the corner, and away from it along the side until it is free. False: there is no room. */
static bool find_place(const struct placing *placing, struct anchor anchor, struct box *box)
{
	struct box frame = placing->frame;
	double x = anchor.has_offset ? anchor.x : EDGE_GAP, y = anchor.has_offset ? anchor.y : EDGE_GAP;
	*box = box_moved(*box, anchor.right ? frame.right - x - box->right : frame.left + x - box->left,
	                 anchor.bottom ? frame.bottom - y - box->bottom : frame.top + y - box->top);
	for (const struct box *other; (other = in_the_way(placing, *box)) && box_holds(frame, *box);)
		*box = box_moved(*box, 0,
		                 anchor.bottom ? other->top - STACK_GAP - box->bottom
		                               : other->bottom + STACK_GAP - box->top);
	return box_holds(frame, *box);
}

static void warn_no_room(const struct placing *placing, size_t index, struct anchor anchor)
{
	diag_warning(placing->input->scene->diag, NO_ROOM, placing->input->scene->spec->elements[index].place,
	             "choose another corner or a larger page", "the map has no room for '%s' at its %s %s corner",
	             element_at(placing->input->scene->spec, index)->kind.name, anchor.bottom ? "bottom" : "top",
	             anchor.right ? "right" : "left");
}

/* A map beside the map has a corner of its author's choice: it may hide what the map is about, but not in silence. */
static void warn_hidden(const struct placing *placing, size_t index, struct box box)
{
	const struct scene_input *scene = placing->input->scene;
	const struct element_spec *element = &scene->spec->elements[index];
	const char *ids = "";
	size_t count;
	if (!element->frame && element->kind != &locator_element.kind)
		return;
	const struct joined_member *members = scene_joined(placing->input->arena, scene, &count);
	for (size_t i = 0; i < count; i++)
		if (scene_joined_part(&members[i], box) > JOINED_HIDDEN)
			ids = arena_printf(&scene->diag->arena, "%s%s%s", ids, *ids ? ", " : "", members[i].member->id);
	if (*ids)
		diag_warning(scene->diag, CONTRADICTION, element->place,
		             "choose another corner with at:, or a smaller size", "'%s' covers members: %s",
		             element->frame ? element->frame->id : element->kind->name, ids);
}

/* Where it was measured. */
static void draw_mark(struct placing *placing, const struct block *block)
{
	element_draw(block, (struct page_point){block->form.box.left, block->form.box.top}, placing->group)
	        ->passes_pointer = true;
	obstacles_add_all(placing->obstacles, &block->obstacles);
}

/* A mark of the map at a corner. It is measured again in a frame moved with it, so that what depends on the place, as
 * the arrow's angle does, is right; it steps aside for nothing. */
static void place_mark(struct placing *placing, size_t index, struct anchor anchor)
{
	struct element_form form = {.box = placing->frame, .below = placing->obstacles};
	struct block block = element_measure(placing->input, index, &form);
	struct box measured = block_box(&block), box = measured;
	if (box_is_empty(measured)) {
		element_report(&block);
		return;
	}
	if (!find_place(placing, anchor, &box)) {
		warn_no_room(placing, index, anchor);
		return;
	}
	form.box = box_moved(placing->frame, box.left - measured.left, box.top - measured.top);
	block = element_measure(placing->input, index, &form);
	warn_hidden(placing, index, box);
	draw_mark(placing, &block);
	occupy(placing, box);
}

void furniture_occupy_tie(struct occupied_boxes *occupied, struct box tie)
{
	if (!box_is_empty(tie) && occupied->tie_count < OCCUPIED_BOXES_MAX)
		occupied->ties[occupied->tie_count++] = box_grow(tie, TIE_AIR);
}

/* Takes the ties whose edges run through the box as occupied. Returns how many. */
static size_t occupy_ties(struct placing *placing, struct box box)
{
	size_t before = placing->occupied->count;
	for (size_t i = 0; i < placing->occupied->tie_count; i++) {
		struct box tie = placing->occupied->ties[i];
		if (box_overlaps(tie, box) && !box_holds(tie, box))
			occupy(placing, tie);
	}
	return placing->occupied->count - before;
}

static void free_boxes(struct placing *placing, size_t first, size_t count)
{
	struct occupied_boxes *occupied = placing->occupied;
	memmove(occupied->boxes + first, occupied->boxes + first + count,
	        (occupied->count - first - count) * sizeof *occupied->boxes);
	occupied->count -= count;
}

/* A mark where it chooses to stand; when that is occupied, or a tie runs through it, at the corner next to it. */
static void place_free(struct placing *placing, size_t index)
{
	struct box frame = placing->frame;
	struct block block = element_measure(placing->input, index,
	                                     &(struct element_form){.box = frame, .avoided = placing->obstacles});
	struct box box = block_box(&block);
	if (box_is_empty(box)) {
		element_report(&block);
		return;
	}
	size_t before = placing->occupied->count, ties = occupy_ties(placing, box);
	if (in_the_way(placing, box)) {
		place_mark(placing, index,
		           (struct anchor){.given = true,
		                           .right = box.left + box.right > frame.left + frame.right,
		                           .bottom = box.top + box.bottom > frame.top + frame.bottom});
		free_boxes(placing, before, ties);
		return;
	}
	draw_mark(placing, &block);
	occupy(placing, box);
}

/* A panel element that is no wider than its texts and pictures ask for. */
static struct block measure_plate(const struct placing *placing, size_t index)
{
	double most = fmin(PLATE_WIDTH, box_width(placing->frame) * WIDEST);
	struct element_form form = {.box = {0, 0, most, 1e4}, .on_plate = true};
	struct block block = element_measure(placing->input, index, &form);
	struct box texts = block_text_box(&block);
	bool ruled = element_at(placing->input->scene->spec, index)->is_ruled && !box_is_empty(texts);
	struct box used = ruled ? texts : block_box(&block); /* at the right of the form in a script from the right */
	form.box.right = fmin(most, (block.form.mirrored ? most - used.left : used.right) + 0.5);
	return element_measure(placing->input, index, &form);
}

/* What the map loses below the box. */
static double loss_of(const struct placing *placing, struct box box)
{
	double loss = 0;
	for (size_t i = 0; i < placing->obstacles->count; i++) {
		const struct obstacle *obstacle = &placing->obstacles->items[i];
		if (obstacle->kind == OBSTACLE_DOT && box_overlaps(obstacle->box, box_grow(box, DOT_AIR)))
			loss += obstacle->is_context ? 1 : DOT_LOSS;
		bool is_route = obstacle->kind == OBSTACLE_ROUTE, is_line = obstacle->kind == OBSTACLE_LINE;
		for (size_t k = 1; (is_route || is_line) && box_overlaps(obstacle->box, box) && k < obstacle->count;
		     k++) {
			struct page_point a = obstacle->points[k - 1], b = obstacle->points[k];
			double length = fmin(hypot(b.x - a.x, b.y - a.y), box_width(box) + box_height(box));
			if (geometry_segment_hits_box(a, b, box))
				loss += is_route ? DOT_LOSS : obstacle->cost * length * LINE_LOSS;
		}
	}
	return loss;
}

/* The corner where a box of this size takes least from the map; of several that are alike the first. */
static struct anchor free_corner(const struct placing *placing, struct anchor anchor, struct box size)
{
	static const bool corners[][2] = {
	        {true, true}, {true, false}, {false, true}, {false, false}}; /* bottom, right */
	double least = INFINITY;
	struct anchor best = anchor;
	for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
		struct box box = size;
		anchor.bottom = corners[i][0];
		anchor.right = corners[i][1];
		double loss = find_place(placing, anchor, &box) ? loss_of(placing, box) : INFINITY;
		if (loss < least) {
			least = loss;
			best = anchor;
		}
	}
	return best;
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
	struct arena *arena = placing->input->arena;
	struct block block = measure_plate(placing, index);
	struct box plate = box_grow((struct box){0, 0, box_width(block.form.box), block.height}, PLATE_PAD);
	if (block.height <= 0) {
		element_report(&block);
		return;
	}
	if (anchor.is_free)
		anchor = free_corner(placing, anchor, plate);
	if (!find_place(placing, anchor, &plate)) {
		warn_no_room(placing, index, anchor);
		return;
	}
	warn_hidden(placing, index, plate);
	draw_plate(placing, group_add(arena, placing->group, NULL, "plate"), plate);
	element_draw(&block, (struct page_point){plate.left + PLATE_PAD, plate.top + PLATE_PAD}, placing->group);
	obstacles_add_box(placing->obstacles, OBSTACLE_BOX, box_grow(plate, LABEL_DISTANCE),
	                  arena_printf(arena, "the %s", block.spec->kind->name));
	occupy(placing, plate);
}

static bool is_placed(const struct placing *placing, size_t index, bool frames)
{
	const struct element_spec *element = &placing->input->scene->spec->elements[index];
	return element->shown && frames == (element->frame != NULL);
}

/* The edge of a globe runs through the map's corners, where insets stand. */
static bool lies_below_insets(const struct placing *placing, const struct element *element)
{
	return element == &graticule_labels_element && placing->group->mark_count > 0 &&
	       scene_globe(placing->input->scene->view, placing->input->arena).count > 0;
}

/* What has a corner, or is to have the best of them. */
static void place_anchored(struct placing *placing, bool frames, bool is_free)
{
	const struct map_spec *spec = placing->input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++) {
		struct anchor anchor = spec->elements[i].anchor;
		if (is_placed(placing, i, frames) && anchor.given && anchor.is_free == is_free)
			(element_at(spec, i)->on_map ? place_mark : place_plate)(placing, i, anchor);
	}
}

/* What has a corner before what looks for one. */
static void place_elements(struct placing *placing, bool frames)
{
	const struct map_spec *spec = placing->input->scene->spec;
	place_anchored(placing, frames, false);
	for (size_t i = 0; i < spec->element_count; i++) {
		const struct element *element = element_at(spec, i);
		if (!is_placed(placing, i, frames) || spec->elements[i].anchor.given || !element->on_map)
			continue;
		if (element->is_fixed) {
			const struct element_form form = {.box = placing->frame, .avoided = placing->obstacles};
			struct block block = element_measure(placing->input, i, &form);
			draw_mark(placing, &block);
			if (lies_below_insets(placing, element))
				group_lower_last(placing->group);
		} else {
			place_free(placing, i);
		}
	}
	place_anchored(placing, frames, true);
}

void furniture_draw_map_frames(const struct furniture_input *input, struct occupied_boxes *occupied,
                               struct obstacles *obstacles, struct group *group)
{
	struct placing placing = {input, obstacles, group, input->sheet->frame, occupied};
	place_elements(&placing, true);
}

void furniture_draw_map(const struct furniture_input *input, struct occupied_boxes *occupied,
                        struct obstacles *obstacles, struct group *group)
{
	struct placing placing = {input, obstacles, group, input->sheet->frame, occupied};
	place_elements(&placing, false);
}

static void warn_note(const struct placing *placing, const struct note_spec *note, enum diag_code code, const char *why)
{
	diag_warning(placing->input->scene->diag, code, note->place,
	             "choose another place with at:", "the note '%s' is left out: %s", note->id, why);
}

/* Beside the point: where the least is covered, there the nearest. False: there is no room. */
static bool find_beside(const struct placing *placing, struct page_point point, struct box *box)
{
	struct box boxes[NOTE_BOXES];
	size_t count = furniture_note_boxes(*box, point, boxes), least = SIZE_MAX;
	for (size_t i = 0; i < count && least > 0; i++) {
		if (!box_holds(placing->frame, box_grow(boxes[i], EDGE_GAP)) || in_the_way(placing, boxes[i]))
			continue;
		size_t crowding = element_crowding(placing->obstacles, box_grow(boxes[i], NOTE_AIR));
		if (crowding < least)
			least = crowding, *box = boxes[i];
	}
	return least < SIZE_MAX;
}

/* With its middle at the point, but within the frame. False: something else stands there. */
static bool find_at(const struct placing *placing, struct page_point point, struct box *box)
{
	struct box in = box_grow(placing->frame, -EDGE_GAP);
	*box = box_at(point, box_width(*box), box_height(*box));
	*box = box_moved(*box, fmax(0, in.left - box->left) - fmax(0, box->right - in.right),
	                 fmax(0, in.top - box->top) - fmax(0, box->bottom - in.bottom));
	return box_holds(placing->frame, *box) && !in_the_way(placing, *box);
}

/* Whether there is a place for the note; says why not. */
static bool find_note_place(const struct placing *placing, const struct note_spec *note, struct box *box)
{
	struct page_point point = furniture_note_point(placing->input->scene, &note->at);
	bool found = note->anchor.given;
	if (!found && !box_contains(placing->frame, point)) {
		warn_note(placing, note, OUT_OF_RANGE, "its place lies outside the map");
		return false;
	}
	found = found                          ? find_place(placing, note->anchor, box)
	        : note->at.kind == NOTE_MEMBER ? find_beside(placing, point, box)
	                                       : find_at(placing, point, box);
	if (!found)
		warn_note(placing, note, NO_ROOM, "the map has no room for it there");
	return found;
}

/* On a small map a note would take the room of the members' names. */
static bool is_too_large(const struct placing *placing, const struct note_spec *note, struct box box)
{
	double width = box_width(box), all = box_width(placing->frame);
	bool large =
	        width > NOTE_WIDEST * all || width * box_height(box) > NOTE_SHARE * all * box_height(placing->frame);
	if (large)
		diag_note(placing->input->scene->diag, NO_ROOM, note->place, "choose a larger page",
		          "the note '%s' is left out: the map is too small for it", note->id);
	return large;
}

/* A point whose name is wanted and that the note would cover; NULL: none. On a small map a note that is wide against
 * the ground meets what it keeps clear of on a larger one. */
static const struct obstacle *covered_dot(const struct placing *placing, struct box box)
{
	for (size_t i = 0; i < placing->obstacles->count; i++) {
		const struct obstacle *dot = &placing->obstacles->items[i];
		if (dot->kind == OBSTACLE_DOT && dot->is_named && box_overlaps(dot->box, box))
			return dot;
	}
	return NULL;
}

static bool covers_dot(const struct placing *placing, const struct note_spec *note, struct box box)
{
	const struct obstacle *dot = covered_dot(placing, box);
	if (dot)
		diag_note(placing->input->scene->diag, NO_ROOM, note->place,
		          "choose another place with at:, or a larger page",
		          "the note '%s' is left out: it would cover %s", note->id, dot->name ? dot->name : "a symbol");
	return dot != NULL;
}

static void place_note(struct placing *placing, const struct note_spec *note)
{
	const struct furniture_input *input = placing->input;
	struct element_spec *spec = ARENA_NEW(input->arena, struct element_spec);
	*spec = (struct element_spec){
	        .kind = &note_element.kind, .shown = true, .options = (void *)note, .place = note->place};
	struct element_form form = {.box = {0, 0, fmin(note->width, box_width(placing->frame) * WIDEST), 1e4}};
	struct block block = element_measure_spec(input, spec, &form);
	struct box measured = block_box(&block), box = measured;
	if (box_is_empty(measured)) {
		element_report(&block);
		return;
	}
	if (is_too_large(placing, note, box) || !find_note_place(placing, note, &box) || covers_dot(placing, note, box))
		return;
	form.box = box_moved(form.box, box.left - measured.left, box.top - measured.top);
	form.below = placing->obstacles;
	block = element_measure_spec(input, spec, &form);
	draw_mark(placing, &block);
	occupy(placing, box);
}

void furniture_draw_notes(const struct furniture_input *input, struct occupied_boxes *occupied,
                          struct obstacles *obstacles, struct group *group)
{
	struct placing placing = {input, obstacles, group, input->sheet->frame, occupied};
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->note_count; i++)
		if (spec->notes[i].shown &&
		    map_spec_applies(&spec->notes[i].versions, spec->versions[input->scene->version].name))
			place_note(&placing, &spec->notes[i]);
}
