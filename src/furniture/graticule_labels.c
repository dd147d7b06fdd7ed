/* Neatline, and the graticule's labels round it with their ticks.
 * In: the view and its graticule; the frame, page points. Out: marks outside the frame.
 * Why so: a label stands where its line, bent as the projection bends it, meets the neatline. Meridians are labelled at
 * top and bottom, parallels at left and right; on a side where a line of the other family ends that has no label yet (a
 * polar or a wide conic map), it gets one there. A line that meets the neatline at a small angle has none, and of two
 * labels that would touch, corners included, the later is dropped; on a globe only every second or third meridian has
 * one then. */
#include "furniture/element.h"
#include "scene/graticule.h"

#include <math.h>
#include <stddef.h>

enum side { LEFT, BOTTOM, RIGHT, TOP };

struct graticule_labels_options {
	unsigned sides;
	double ticks;
};

#define FIELD(name) offsetof(struct graticule_labels_options, name)
static const struct option options[] = {
        {"sides", OPTION_CHOICES, FIELD(sides), "left bottom", "where labels stand",
         .choices = "left|bottom|right|top"},
        {"ticks", OPTION_LENGTH, FIELD(ticks), "2pt", "from the neatline outwards, at each label", 0, 20},
};

#define AT_OUTLINE     0.5 /* points */
#define MERIDIANS_MOST 3   /* of which one has a label */

static const double least_sine = 0.4; /* of the angle between line and neatline: 24° */
static const double label_gap = 3, text_distance = 2.2;

struct crossing {
	bool meridian;
	double degrees;
	enum side side;
	struct page_point at, outwards; /* the line's direction there, of length 1 */
	bool on_outline;                /* the line ends at the globe's outline inside the frame: the label is level */
};

struct labelling {
	struct block *block;
	const struct furniture_input *input;
	const struct graticule_labels_options *options;
	struct graticule graticule;
	struct box frame;
	struct polylines globe; /* its outline; none: the frame shows nothing else */
	struct crossing *crossings;
	size_t crossing_count, crossing_capacity;
	struct path ticks;
};

/* "120°30′E" in the map's language; nothing but the angle at 0° and 180°. */
static const char *angle_text(const struct furniture_input *input, bool meridian, double degrees)
{
	double wrapped = meridian ? remainder(degrees, 360) : degrees;
	const struct messages *messages = input->scene->messages[0];
	char plain[32];
	const char *angle = messages_digits(input->arena, messages, graticule_text(plain, wrapped));
	if (fabs(wrapped) < 1e-9 || fabs(wrapped) > 180 - 1e-9)
		return angle;
	const char *key = meridian ? (wrapped < 0 ? "longitude_west" : "longitude_east")
	                           : (wrapped < 0 ? "latitude_south" : "latitude_north");
	return messages_fill(input->arena, messages, key, "angle", angle, (char *)NULL);
}

static bool is_level(enum side side)
{
	return side == BOTTOM || side == TOP;
}

static double edge_of(struct box frame, enum side side)
{
	return side == LEFT ? frame.left : side == RIGHT ? frame.right : side == TOP ? frame.top : frame.bottom;
}

static void add_crossing(struct labelling *labelling, struct crossing crossing)
{
	labelling->crossings = arena_grow(labelling->input->arena, labelling->crossings, labelling->crossing_count,
	                                  &labelling->crossing_capacity, sizeof *labelling->crossings);
	labelling->crossings[labelling->crossing_count++] = crossing;
}

/* Where segment a..b passes a side of the frame outwards or inwards. */
static void cross_side(struct labelling *labelling, struct crossing crossing, struct page_point a, struct page_point b)
{
	struct box frame = labelling->frame;
	bool level = is_level(crossing.side);
	double edge = edge_of(frame, crossing.side), from = (level ? a.y : a.x) - edge, to = (level ? b.y : b.x) - edge;
	if (!isfinite(from) || !isfinite(to) || (from < 0) == (to < 0))
		return;
	double t = from / (from - to), length = hypot(b.x - a.x, b.y - a.y);
	crossing.at = (struct page_point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
	if (level ? crossing.at.x < frame.left || crossing.at.x > frame.right
	          : crossing.at.y < frame.top || crossing.at.y > frame.bottom)
		return;
	bool low = crossing.side == LEFT || crossing.side == TOP;
	double sign = (to < 0) == low ? 1 : -1;
	crossing.outwards = (struct page_point){(b.x - a.x) / length * sign, (b.y - a.y) / length * sign};
	if (fabs(level ? crossing.outwards.y : crossing.outwards.x) < least_sine)
		return;
	add_crossing(labelling, crossing);
}

static double segment_distance(struct page_point at, struct page_point a, struct page_point b)
{
	double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	double t = square > 0 ? ((at.x - a.x) * dx + (at.y - a.y) * dy) / square : 0;
	t = fmin(fmax(t, 0), 1);
	return hypot(a.x + dx * t - at.x, a.y + dy * t - at.y);
}

/* The outline's direction where a line ends at it, of length 1; none where it does not. */
static bool outline_at(const struct labelling *labelling, struct page_point at, struct page_point *along)
{
	double nearest = AT_OUTLINE;
	for (size_t i = 0; i < labelling->globe.count; i++) {
		struct polyline ring = labelling->globe.items[i];
		for (size_t k = 0; k < ring.count; k++) {
			struct page_point a = ring.points[k], b = ring.points[(k + 1) % ring.count];
			double length = hypot(b.x - a.x, b.y - a.y), distance = segment_distance(at, a, b);
			if (distance >= nearest || length < 1e-6)
				continue;
			nearest = distance;
			*along = (struct page_point){(b.x - a.x) / length, (b.y - a.y) / length};
		}
	}
	return nearest < AT_OUTLINE;
}

/* The end of a line at the outline of the globe; the label of a meridian stands square to that. */
static void add_outline_end(struct labelling *labelling, bool meridian, double degrees, struct page_point end,
                            struct page_point before)
{
	double dx = end.x - before.x, dy = end.y - before.y;
	struct page_point along;
	if (!box_contains(box_grow(labelling->frame, -1), end) || !outline_at(labelling, end, &along))
		return;
	double across = dx * along.y - dy * along.x, sign = across < 0 ? -1 : 1;
	struct page_point outwards = {along.y * sign, -along.x * sign};
	enum side side = outwards.x < 0 ? LEFT : RIGHT;
	if (!meridian) /* its label stands at its height */
		outwards = (struct page_point){side == LEFT ? -1 : 1, 0};
	else if (fabs(outwards.y) >= fabs(outwards.x))
		side = outwards.y < 0 ? TOP : BOTTOM;
	if (fabs(across) >= least_sine * hypot(dx, dy))
		add_crossing(labelling, (struct crossing){meridian, degrees, side, end, outwards, true});
}

/* Whether all meridians run together there: in a pole that is one point. */
static bool is_pole(const struct labelling *labelling, double lon, struct page_point end)
{
	const struct view *view = labelling->graticule.view;
	for (double lat = -90; lat <= 90; lat += 180) {
		struct page_point pole = view_forward_one(view, (struct lonlat){lon, lat});
		struct page_point again = view_forward_one(view, (struct lonlat){lon + 1, lat});
		if (page_point_distance(pole, end) < 2 * AT_OUTLINE && page_point_distance(pole, again) < AT_OUTLINE)
			return true;
	}
	return false;
}

/* Of a line in several parts, the ends that lie furthest to either side. */
static void find_outline_ends(struct labelling *labelling, bool meridian, double degrees, const struct polylines *lines)
{
	struct page_point ends[2] = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}}, before[2] = {{0, 0}, {0, 0}};
	for (size_t i = 0; i < 2 * lines->count; i++) {
		struct polyline line = lines->items[i / 2];
		if (line.count < 2)
			continue;
		struct page_point end = line.points[i % 2 ? line.count - 1 : 0];
		struct page_point next = line.points[i % 2 ? line.count - 2 : 1];
		double along = meridian ? end.y : end.x;
		if (along < (meridian ? ends[0].y : ends[0].x))
			ends[0] = end, before[0] = next;
		if (along > (meridian ? ends[1].y : ends[1].x))
			ends[1] = end, before[1] = next;
	}
	for (int i = 0; i < 2; i++)
		if (isfinite(ends[i].x) && !(meridian && is_pole(labelling, degrees, ends[i])))
			add_outline_end(labelling, meridian, degrees, ends[i], before[i]);
}

static void find_crossings(void *user, bool meridian, double degrees)
{
	struct labelling *labelling = user;
	struct polylines lines = {0};
	graticule_line(&labelling->graticule, labelling->input->arena, meridian, degrees, &lines);
	if (labelling->globe.count)
		find_outline_ends(labelling, meridian, degrees, &lines);
	for (size_t k = 0; k < lines.count; k++)
		for (enum side side = LEFT; side <= TOP; side++)
			for (size_t i = 1; (labelling->options->sides & 1u << side) && i < lines.items[k].count; i++)
				cross_side(labelling, (struct crossing){meridian, degrees, side, {0, 0}, {0, 0}, false},
				           lines.items[k].points[i - 1], lines.items[k].points[i]);
}

/* Stands the label on its side: level below and above, reading upwards at left and downwards at right. */
static void stand_label(const struct labelling *labelling, const struct crossing *crossing, struct text_mark *label)
{
	static const double quarter = 1.5707963267948966;
	double away = labelling->options->ticks + text_distance;
	double capitals = labelling->input->scene->theme->style[STYLE_GRATICULE]->size * 0.73;
	struct page_point anchor = crossing->at;
	double align = 0.5;
	if (crossing->on_outline) {
		align = (1 - crossing->outwards.x) / 2;
		anchor.x += crossing->outwards.x * away;
		anchor.y += crossing->outwards.y * away + (1 + crossing->outwards.y) * capitals / 2;
	} else if (crossing->side == TOP)
		anchor.y -= away;
	else if (crossing->side == BOTTOM)
		anchor.y += away + capitals;
	else if (crossing->side == LEFT)
		anchor.x -= away, label->angle = -quarter;
	else
		anchor.x += away, label->angle = quarter;
	label->origin = (struct page_point){anchor.x - label->run.width * align * cos(label->angle),
	                                    anchor.y - label->run.width * align * sin(label->angle)};
}

/* Insets and other furniture stand before what is within the frame. */
static bool is_covered(const struct obstacles *obstacles, struct box box)
{
	bool found = false;
	for (size_t i = 0; obstacles && i < obstacles->count && !found; i++)
		found = obstacles->items[i].kind == OBSTACLE_BOX && box_overlaps(obstacles->items[i].box, box);
	return found;
}

static bool has_room(const struct labelling *labelling, const struct crossing *crossing, struct box box)
{
	enum side side = crossing->side;
	const struct page_spec *page = &labelling->input->scene->spec->page;
	struct box frame = labelling->frame, strip = labelling->input->sheet->strip;
	if (!box_holds((struct box){0, 0, page->width / page->type_scale, page->height / page->type_scale}, box) ||
	    (!box_is_empty(strip) && box_overlaps(strip, box)))
		return false;
	if (crossing->on_outline ? !box_holds(frame, box) || is_covered(labelling->block->form.avoided, box)
	    : is_level(side)     ? box.left < frame.left - 1 || box.right > frame.right + 1
	                         : box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
		return false;
	for (size_t i = 0; i < labelling->block->count; i++) {
		const struct block_item *item = &labelling->block->items[i];
		if (item->kind == ITEM_TEXT && box_overlaps(box_grow(text_mark_box(&item->text), label_gap), box))
			return false;
	}
	return true;
}

static void add_tick(struct labelling *labelling, const struct crossing *crossing)
{
	double across = fabs(is_level(crossing->side) ? crossing->outwards.y : crossing->outwards.x);
	double length = labelling->options->ticks / across;
	path_move(&labelling->ticks, crossing->at.x, crossing->at.y);
	path_line(&labelling->ticks, crossing->at.x + crossing->outwards.x * length,
	          crossing->at.y + crossing->outwards.y * length);
}

static bool place_label(struct labelling *labelling, const struct crossing *crossing)
{
	struct text_mark label;
	const char *text = angle_text(labelling->input, crossing->meridian, crossing->degrees);
	if (!block_set(labelling->block, STYLE_GRATICULE, 0, text, &label))
		return false;
	stand_label(labelling, crossing, &label);
	struct box box = text_mark_box(&label);
	if (!has_room(labelling, crossing, box))
		return false;
	block_mark(labelling->block, &label);
	if (crossing->on_outline) {
		obstacles_add_box(&labelling->block->obstacles, OBSTACLE_BOX, box, "the graticule");
		block_stand_out(labelling->block, labelling->block->count - 1);
	} else if (labelling->options->ticks > 0)
		add_tick(labelling, crossing);
	return true;
}

/* On the sides of its family; round a globe, on those that are asked for. */
static bool is_usual(const struct labelling *labelling, const struct crossing *crossing)
{
	bool is_asked = labelling->options->sides & 1u << crossing->side;
	return crossing->meridian == is_level(crossing->side) && (is_asked || !crossing->on_outline);
}

static bool is_labelled(const struct labelling *labelling, const struct crossing *crossing, int every)
{
	return !crossing->meridian || fabs(remainder(crossing->degrees, labelling->graticule.lon_step * every)) < 1e-6;
}

/* Whether the labels of every so many meridians keep apart along the sides that are theirs. */
static bool keeps_apart(const struct labelling *labelling, int every)
{
	struct box last[TOP + 1] = {box_empty, box_empty, box_empty, box_empty};
	for (size_t i = 0; i < labelling->crossing_count; i++) {
		const struct crossing *crossing = &labelling->crossings[i];
		struct text_mark label;
		if (!crossing->meridian || !is_usual(labelling, crossing) || !is_labelled(labelling, crossing, every) ||
		    !block_set(labelling->block, STYLE_GRATICULE, 0,
		               angle_text(labelling->input, true, crossing->degrees), &label))
			continue;
		stand_label(labelling, crossing, &label);
		struct box box = text_mark_box(&label), *before = &last[crossing->side];
		if (box_overlaps(box_grow(*before, label_gap), box))
			return false;
		*before = box;
	}
	return true;
}

/* First each family on its own sides; then, where a line is without a label, on the others. */
static void place_labels(struct labelling *labelling)
{
	int every = 1;
	while (labelling->globe.count && every < MERIDIANS_MOST && !keeps_apart(labelling, every))
		every++;
	bool *labelled = ARENA_ARRAY(labelling->input->arena, labelling->crossing_count + 1, bool);
	for (int usual = 1; usual >= 0; usual--) {
		for (size_t i = 0; i < labelling->crossing_count; i++) {
			const struct crossing *crossing = &labelling->crossings[i];
			if (is_usual(labelling, crossing) != usual || !is_labelled(labelling, crossing, every))
				continue;
			bool has = false;
			for (size_t k = 0; !usual && k < labelling->crossing_count; k++)
				has |= labelled[k] && labelling->crossings[k].meridian == crossing->meridian &&
				       labelling->crossings[k].degrees == crossing->degrees;
			labelled[i] = !has && place_label(labelling, crossing);
		}
	}
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	struct labelling labelling = {.block = block,
	                              .input = block->input,
	                              .options = block->spec->options,
	                              .graticule = graticule_of(scene),
	                              .frame = block->form.box,
	                              .ticks = path_new(arena)};
	struct stroke stroke = {.colour = scene->theme->colour[COLOUR_NEATLINE],
	                        .width = scene->theme->measure[MEASURE_NEATLINE]};
	labelling.globe = scene_globe(scene->view, arena);
	stroke.join = labelling.globe.count ? JOIN_ROUND : stroke.join;
	block_path(block, scene_globe_path(scene->view, arena, &labelling.globe), (struct colour){0}, stroke);
	graticule_each(&labelling.graticule, find_crossings, &labelling);
	place_labels(&labelling);
	stroke.width *= 0.6;
	if (!path_is_empty(&labelling.ticks))
		block_path(block, labelling.ticks, (struct colour){0}, stroke);
}

const struct element graticule_labels_element = {
        .kind = {"graticule", "the neatline, with degrees along it", options, sizeof options / sizeof *options,
                 sizeof(struct graticule_labels_options)},
        .on_map = true,
        .is_fixed = true,
        .measure = measure,
};
