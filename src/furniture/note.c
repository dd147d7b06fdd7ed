/* Note: a text on the map with a leader to what it speaks of.
 * In: a note of the map file, where its text begins, page points. Out: its lines, evened out, in the first two
 * languages; the leader; obstacles for names. Why so: a sheet has one thing to say, and says it where it is. */
#include "furniture/element.h"

#include "geometry/polyline.h"
#include "geometry/ring_index.h"
#include "scene/member_records.h"
#include "scene/places.h"

#include <math.h>

#define EVENING        0.04 /* by how much the lines are made shorter at a time, as a part of their width */
#define PLATE_PAD      5.0
#define LABEL_DISTANCE 3.0
#define LEADER_GAP     3.0 /* from the text */
#define LEADER_WIDTH   0.5
#define LEADER_LEAST   4.0
#define LEADER_AIR     1.0 /* to names, on both sides */
#define MEMBER_GAP     4.5 /* from a member's point, which has a dot */
#define BORDER_HALO    0.8
#define DOT_RADIUS     1.2
#define ARROW_LENGTH   5.0
#define ARROW_HALF     1.7
#define DIRECTIONS     12
#define POLE_TOLERANCE 1.0

/* Deep inside what the frame holds of a member: the middle of all its parts may lie between them. */
static struct page_point area_point(const struct scene_input *scene, const struct dataset *dataset,
                                    const struct feature *feature)
{
	struct page_point point = {NAN, NAN};
	struct box frame = view_frame(scene->view);
	struct arena scratch;
	double deepest;
	arena_init(&scratch);
	struct polyline *rings = ARENA_ARRAY(&scratch, feature->part_count, struct polyline);
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *ring = dataset_part(dataset, feature_part(feature, i), &scratch, &count);
		struct page_point *points = ARENA_ARRAY(&scratch, count, struct page_point);
		view_forward_many(scene->view, ring, points, count);
		rings[i] = geometry_clip_ring(&scratch, points, count, frame);
	}
	ring_index_pole(ring_index_build(&scratch, rings, feature->part_count), POLE_TOLERANCE, &point, &deepest);
	arena_clear(&scratch);
	return point;
}

/* Of a member's records, the one with the largest box; the first of those of points. */
static const struct feature *largest_record(const struct scene_input *scene, const struct data_spec *data,
                                            const struct member_spec *member)
{
	const struct dataset *dataset = data ? scene_dataset(scene, data) : NULL;
	const struct feature *largest = NULL, *record = NULL;
	double most = -1;
	while ((record = scene_member_record(scene->spec, data, dataset, member, record))) {
		struct lonlat_box box = feature_box(dataset, record);
		double size = (box.east - box.west) * (box.north - box.south);
		if (size <= most)
			continue;
		largest = record;
		most = size;
	}
	return largest;
}

/* The first of its points that the frame shows; without one, the first. */
static struct page_point member_point(const struct scene_input *scene, const struct data_spec *data,
                                      const struct member_spec *member)
{
	const struct dataset *dataset = scene_dataset(scene, data);
	const struct feature *first = scene_member_record(scene->spec, data, dataset, member, NULL), *record = first;
	struct lonlat at;
	for (; record; record = scene_member_record(scene->spec, data, dataset, member, record))
		if (dataset_find_point(dataset, record, scene_point_is_shown, scene->view, &at))
			return view_forward_one(scene->view, at);
	return view_forward_one(scene->view, dataset_first_point(dataset, feature_part(first, 0)));
}

struct page_point furniture_note_point(const struct scene_input *scene, const struct note_place *place)
{
	const struct map_spec *spec = scene->spec;
	const struct data_spec *const sources[] = {spec->member_points, spec->member_areas};
	if (place->kind == NOTE_POINT)
		return view_forward_one(scene->view, place->point);
	for (int i = 0; i < 2 && place->kind == NOTE_MEMBER; i++) {
		const struct dataset *dataset = sources[i] ? scene_dataset(scene, sources[i]) : NULL;
		const struct feature *feature = largest_record(scene, sources[i], &spec->members[place->member]);
		if (!feature || !feature->part_count)
			continue;
		return i == 0 ? member_point(scene, sources[i], &spec->members[place->member])
		              : area_point(scene, dataset, feature);
	}
	return (struct page_point){NAN, NAN};
}

size_t furniture_note_boxes(struct box size, struct page_point point, struct box out[NOTE_BOXES])
{
	static const double distances[] = {12, 20, 30, 42, 56, 72, 92, 116};
	double width = box_width(size), height = box_height(size), turn = 2 * acos(-1) / DIRECTIONS;
	size_t count = 0;
	for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
		for (int k = 0; k < DIRECTIONS && count < NOTE_BOXES; k++) {
			double x = cos(turn * k), y = -sin(turn * k);
			double away = distances[i] + (fabs(x) * width + fabs(y) * height) / 2;
			struct page_point middle = {point.x + x * away, point.y + y * away};
			out[count++] = box_at(middle, width, height);
		}
	return count;
}

/* Both languages from the top of the box. Returns the height. */
static double add_lines(struct block *block, struct box box)
{
	const struct note_spec *note = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	const char *first = localized_any(&note->text, scene->languages[0]);
	const char *second = block_second_text(block, &note->text);
	double top = box.top;
	box.top += block_styled_paragraph(block, theme_style(scene->theme, note->style), 0, first, box);
	if (second)
		box.top += block_paragraph(block, STYLE_TIMELINE, 1, second, box);
	return box.top - top;
}

/* As high as the lines are at that width, and how wide they are. */
static double lines_height(const struct block *block, double width, double *widest)
{
	struct block trial = block_trial(block);
	struct diag unheard;
	diag_init(&unheard);
	trial.diag = &unheard;
	double height = add_lines(&trial, (struct box){0, 0, width, 1e4});
	*widest = box_width(block_text_box(&trial));
	diag_clear(&unheard);
	return height;
}

/* The least width that needs no line more: lines of much the same length look set, not broken. */
static double even_width(const struct block *block, double most)
{
	double widest, best = most, height = lines_height(block, most, &widest);
	for (double width = most * (1 - EVENING); width > most / 3; width -= most * EVENING) {
		if (lines_height(block, width, &widest) > height || widest > width + 0.01)
			break;
		best = width;
	}
	lines_height(block, best, &widest);
	return fmin(best, widest + 0.01);
}

/* The text, with its plate. Returns what they take. */
static struct box add_text(struct block *block)
{
	const struct note_spec *note = block->spec->options;
	const struct colour *colours = block->input->scene->theme->colour;
	double pad = note->ground == NOTE_PLATE ? PLATE_PAD : 0;
	struct box box = block->form.box, plate;
	box = (struct box){box.left + pad, box.top + pad, box.left + pad + even_width(block, box_width(box) - 2 * pad),
	                   1e4};
	double widest;
	box.bottom = box.top + lines_height(block, box_width(box), &widest);
	plate = box_grow(box, pad);
	if (pad > 0) {
		struct path path = path_new(block->input->arena);
		path_rect(&path, plate);
		block_path(block, path, colours[COLOUR_PANEL],
		           (struct stroke){.colour = colours[COLOUR_NEATLINE], .width = 0.4, .join = JOIN_MITER});
	}
	struct box whole = block->form.box;
	block->form.box = box; /* that a text from right to left is mirrored in */
	block->form.mirrored = text_is_right_to_left(block->input->scene->tags[0]);
	add_lines(block, box);
	block->form.mirrored = false;
	block->form.box = whole;
	return plate;
}

/* Draws the end of a leader that runs in the direction x, y, a unit vector: an arrow or a dot. */
static void add_tip(struct block *block, struct page_point end, double x, double y)
{
	const struct note_spec *note = block->spec->options;
	struct path path = path_new(block->input->arena);
	if (note->leader == NOTE_LEADER_ARROW) {
		struct page_point foot = {end.x - x * ARROW_LENGTH, end.y - y * ARROW_LENGTH};
		path_move(&path, end.x, end.y);
		path_line(&path, foot.x - y * ARROW_HALF, foot.y + x * ARROW_HALF);
		path_line(&path, foot.x + y * ARROW_HALF, foot.y - x * ARROW_HALF);
		path_close(&path);
	} else {
		path_circle(&path, end, DOT_RADIUS);
	}
	block_path(block, path, block->input->scene->theme->colour[COLOUR_INK], (struct stroke){0});
}

/* From the text's nearest edge to the place; a member has a dot of its own. */
static void add_leader(struct block *block, struct box text, struct page_point target)
{
	const struct note_spec *note = block->spec->options;
	struct box from = box_grow(text, LEADER_GAP);
	struct page_point start = {fmin(from.right, fmax(from.left, target.x)),
	                           fmin(from.bottom, fmax(from.top, target.y))};
	double length = hypot(target.x - start.x, target.y - start.y);
	double gap = note->to.kind == NOTE_MEMBER ? MEMBER_GAP : 0;
	if (length < gap + LEADER_LEAST)
		return;
	double x = (target.x - start.x) / length, y = (target.y - start.y) / length;
	struct page_point end = {target.x - x * gap, target.y - y * gap};
	double short_of = note->leader == NOTE_LEADER_ARROW ? ARROW_LENGTH / 2 : 0;
	struct path path = path_new(block->input->arena);
	struct page_point *ends = ARENA_ARRAY(block->input->arena, 2, struct page_point);
	struct polyline line = {ends, 2};
	ends[0] = start;
	ends[1] = end;
	obstacles_add_lines(&block->obstacles, OBSTACLE_ROUTE, &(struct polylines){&line, 1, 1}, LEADER_AIR, 0);
	path_move(&path, start.x, start.y);
	path_line(&path, end.x - x * short_of, end.y - y * short_of);
	block_path(block, path, (struct colour){0},
	           (struct stroke){.colour = block->input->scene->theme->colour[COLOUR_INK], .width = LEADER_WIDTH});
	if (note->leader == NOTE_LEADER_ARROW || note->to.kind == NOTE_POINT)
		add_tip(block, end, x, y);
}

static bool is_bordered(const struct obstacles *obstacles, struct box box)
{
	bool found = false;
	for (size_t i = 0; !found && i < obstacles->count; i++) {
		const struct obstacle *line = &obstacles->items[i];
		bool is_line = line->kind == OBSTACLE_EDGE || line->kind == OBSTACLE_LINE;
		for (size_t k = 1; is_line && !found && k < line->count; k++)
			found = geometry_segment_hits_box(line->points[k - 1], line->points[k], box);
	}
	return found;
}

/* Gives the texts, which stand where they are, colours that read there; where borders and rivers run below them, a halo
 * of the colour of most of what they stand on. */
static void stand_out(struct block *texts, struct box box)
{
	const struct theme *theme = texts->input->scene->theme;
	bool bordered = is_bordered(texts->form.below, box);
	const struct colour ground = block_ground(texts, box);
	block_stand_out(texts, 0);
	for (size_t i = 0; i < texts->count; i++) {
		struct text_mark *text = &texts->items[i].text;
		if (bordered && text->halo_width <= 0 &&
		    colour_contrast(text->fill, ground) >= theme->measure[MEASURE_LEAST_CONTRAST]) {
			text->halo = ground;
			text->halo_width = BORDER_HALO;
		}
	}
}

static void measure(struct block *block)
{
	const struct note_spec *note = block->spec->options;
	struct box text = add_text(block);
	if (!block->count || !block->form.below)
		return;
	struct arena *arena = block->input->arena;
	struct block_item *lines = block->items;
	size_t line_count = block->count;
	struct page_point target = furniture_note_point(block->input->scene, &note->to);
	block->items = NULL;
	block->count = block->capacity = 0;
	if (note->leader != NOTE_LEADER_NONE && note->to.kind != NOTE_NOWHERE) {
		if (box_contains(view_point_frame(block->input->scene->view), target))
			add_leader(block, text, target);
		else
			diag_warning(block->diag, OUT_OF_RANGE, note->place,
			             "write leader: none, or another place after to:",
			             "the note '%s' points to a place outside the map", note->id);
		block_stand_out(block, 0);
	}
	struct block texts = *block; /* the leader crosses other ground than the text stands on */
	texts.items = lines;
	texts.count = texts.capacity = line_count;
	if (note->ground == NOTE_HALO)
		stand_out(&texts, text);
	block_append(block, &texts);
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, box_grow(text, LABEL_DISTANCE),
	                  arena_printf(arena, "the note '%s'", note->id));
}

const struct element note_element = {
        .kind = {"note", "a text on the map", NULL, 0, 0},
        .on_map = true,
        .measure = measure,
};
