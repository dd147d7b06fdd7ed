/* Scale bar: a bar of round length, true on the ellipsoid at its stated place.
 * In: the view; the frame, page points. Out: the bar, its figures, and where the scale varies over the frame the
 * latitude at which it holds; an obstacle for labels.
 * Why so: the two ends of a level line through the stated place lie the bar's length apart as a geodesic, so that no
 * scale factor comes between. The bar stands for the frame's middle wherever it is drawn: that is what the
 * representative fraction holds for, too. Beside a globe, where it would hold hardly anywhere, it stands only where the
 * map file asks for it. */
#include "furniture/element.h"

#include <math.h>
#include <stddef.h>

#define CLEAR 4.0 /* points kept free round it */
#define RISE  4.0 /* points at a time */

struct scale_bar_options {
	int units;
	struct numbers latitude; /* none: the frame's middle */
	bool ratio;
};

#define FIELD(name) offsetof(struct scale_bar_options, name)
static const struct option options[] = {
        {"units", OPTION_CHOICE, FIELD(units), "km",
         "kilometres, statute or nautical miles; metres and feet for short bars", .choices = "km|mi|nmi"},
        {"latitude", OPTION_NUMBERS, FIELD(latitude), NULL,
         "where the bar is true, on the middle meridian; default: in the frame's middle", -90, 90},
        {"ratio", OPTION_BOOL, FIELD(ratio), "no", "the representative fraction below the bar"},
};

struct unit {
	double metres, least; /* shorter than `least` of it, the next unit of the row */
	const char *message;
};
static const struct unit units[][2] = {
        {{1000, 2, "length_km"}, {1, 0, "length_m"}},
        {{1609.344, 1, "length_mi"}, {0.3048, 0, "length_ft"}},
        {{1852, 1, "length_nmi"}, {1, 0, "length_m"}},
};

/* Round lengths from the best. With these, whatever the scale, one lies between 1/6 and 1/4 of the frame. */
static const struct round {
	double lead;
	int pieces, labelled; /* every so many pieces */
} rounds[] = {{1, 4, 2}, {2, 4, 2}, {5, 5, 1}, {3, 3, 1}, {4, 4, 2}, {1.5, 3, 1}, {6, 3, 1}, {8, 4, 2}};
#define ROUND_COUNT (sizeof rounds / sizeof *rounds)

struct bar {
	const struct unit *unit;
	double length, width; /* in units, points */
	int pieces, labelled;
};

/* Where on the page the bar holds: the frame's middle, or the asked latitude above or below it. */
static struct page_point stated_place(const struct block *block, const struct scale_bar_options *o)
{
	const struct view *view = block->input->scene->view;
	struct box frame = view_frame(view); /* the form's box is moved when the bar has a corner */
	struct page_point middle = box_middle(frame);
	struct lonlat place;
	if (!o->latitude.count || !view_inverse(view, middle, &place))
		return middle;
	double latitude = o->latitude.values[0];
	struct page_point stated = view_forward_one(view, (struct lonlat){place.lon, latitude});
	if (isfinite(stated.x) && isfinite(stated.y) && box_contains(frame, stated))
		return stated;
	if (block->form.in_inset) /* the latitude is the map's, which has its own bar for it */
		return middle;
	char degrees[48];
	diag_warning(block->diag, OUT_OF_RANGE, block->spec->place, "leave it out for the frame's middle",
	             "the scale bar's latitude %s is not in the frame", base_number_text(degrees, latitude, 2));
	return middle;
}

/* The first of the round lengths that takes a sixth to a quarter of `whole`; where the scale changes so fast that none
 * does, the one that comes next to that. False if none lies on the globe there. */
static bool choose_length(const struct view *view, struct page_point place, double whole, int row, struct bar *bar)
{
	double quarter = view_scale_at(view, place) * 0.0254 / 72 * whole / 4, least = INFINITY;
	for (size_t i = 0; i < 2 * ROUND_COUNT && least > 0; i++) {
		const struct unit *unit = &units[row][i / ROUND_COUNT];
		const struct round *round = &rounds[i % ROUND_COUNT];
		double power = pow(10, floor(log10(quarter / unit->metres / round->lead)));
		for (int k = 0; k < 2; k++, power *= 10) { /* the geodesic may be longer than the local scale says */
			struct bar found = {unit, round->lead * power, 0, round->pieces, round->labelled};
			found.width = view_width_of(view, place, found.length * unit->metres);
			double off = fmax(0, fmax(log(whole / 6 / found.width), log(found.width / (whole / 4))));
			if (found.width > 0 && found.length >= unit->least && off < least)
				least = off, *bar = found;
		}
	}
	return isfinite(least);
}

static const char *latitude_note(const struct furniture_input *input, struct page_point place)
{
	struct lonlat at;
	const struct messages *messages = input->scene->messages[0];
	if (!view_inverse(input->scene->view, place, &at))
		return NULL;
	const char *degrees = messages_number(input->arena, messages, fabs(at.lat), 1);
	if (fabs(at.lat) < 0.05)
		return messages_text(messages, "scale_at_equator");
	return messages_fill(input->arena, messages, at.lat > 0 ? "scale_at_north" : "scale_at_south", "degrees",
	                     degrees, (char *)NULL);
}

static const char *bar_note(const struct furniture_input *input, const struct scale_bar_options *o,
                            struct page_point place)
{
	double smallest, largest;
	view_scale_range(input->scene->view, &smallest, &largest);
	bool varies = largest - smallest > SCALE_VARIATION_NOTICED || o->latitude.count;
	const char *latitude = varies ? latitude_note(input, place) : NULL;
	double here = view_scale_at(input->scene->view, place) / view_scale(input->scene->view);
	const char *ratio = o->ratio ? furniture_ratio_text(input->arena, input->scene->messages[0],
	                                                    scene_scale(input->scene) * here)
	                             : NULL;
	return ratio && latitude ? arena_printf(input->arena, "%s %s", ratio, latitude) : ratio ? ratio : latitude;
}

static void add_pieces(struct block *block, const struct bar *bar)
{
	const struct colour *colours = block->input->scene->theme->colour;
	double step = bar->width / bar->pieces;
	for (int i = 0; i < bar->pieces; i++) {
		struct path path = path_new(block->input->arena);
		path_rect(&path, (struct box){step * i, 0, step * (i + 1), 3});
		block_path(block, path, colours[i % 2 ? COLOUR_PAGE : COLOUR_INK],
		           (struct stroke){.colour = colours[COLOUR_INK], .width = 0.5});
	}
}

/* The figures every `every` pieces, above the bar that begins at the origin. False, with nothing added, when two would
 * meet. */
static bool add_figures(struct block *block, const struct bar *bar, int every)
{
	const struct messages *messages = block->input->scene->messages[0];
	struct arena *arena = block->input->arena;
	double step = bar->width / bar->pieces, free_from = -INFINITY;
	const char **numbers = ARENA_ARRAY(arena, (size_t)bar->pieces + 1, const char *);
	double *widths = ARENA_ARRAY(arena, (size_t)bar->pieces + 1, double);
	for (int i = 0; i <= bar->pieces; i += every) {
		numbers[i] = messages_number(arena, messages, bar->length * i / bar->pieces, 2);
		widths[i] = block_text_width(block, STYLE_SCALE, 0, numbers[i]);
		double left = step * i - (i ? widths[i] / 2 : 0);
		if (left < free_from + 2)
			return false;
		free_from = left + widths[i];
	}
	for (int i = 0; i <= bar->pieces; i += every) {
		const char *text = numbers[i];
		if (i == bar->pieces) /* the unit hangs over: the figure stands under its end of the bar */
			text = messages_fill(arena, messages, bar->unit->message, "number", text, (char *)NULL);
		block_text(block, STYLE_SCALE, 0, text, (struct page_point){step * i - (i ? widths[i] / 2 : 0), -4}, 0);
	}
	return true;
}

/* Where the bar may stand: in the frame, or in a globe that fills its part of it, as a cylindrical world does. */
static struct box room_of(const struct block *block, const struct polylines *globe)
{
	static const double filled = 0.95;
	struct box box = box_empty;
	double area = 0;
	for (size_t i = 0; i < globe->count; i++) {
		box_join(&box, polyline_bounds(globe->items[i]));
		area += fabs(geometry_ring_area(globe->items[i].points, globe->items[i].count));
	}
	return globe->count && area > filled * box_width(box) * box_height(box) ? box : block->form.box;
}

/* The block, laid out from the origin, moved to the foot of the box: at the left, or at the right where that lies
 * freer. Where it would cover something at both sides it rises, to the middle of the box at most. */
static void choose_place(struct block *block, const struct polylines *globe)
{
	struct box box = room_of(block, globe), size = block_box(block), chosen = box_empty;
	double foot = box.bottom - 14 - fmax(4, size.bottom), least = INFINITY;
	const double sides[] = {box.left + 16 - size.left, box.right - 16 - size.right};
	for (double rise = 0; least >= CROWDING_COVERED && rise < box_height(box) / 2; rise += RISE)
		for (int i = 0; i < 2; i++) {
			struct box place = box_grow(box_moved(size, sides[i], foot - rise), CLEAR);
			double crowding = (double)element_crowding(block->form.avoided, place);
			if (crowding < least)
				least = crowding, chosen = place;
		}
	block_move(block, chosen.left + CLEAR - size.left, chosen.top + CLEAR - size.top);
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, chosen, "the scale bar");
}

static void measure(struct block *block)
{
	const struct scale_bar_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	struct polylines globe = scene_globe(scene->view, block->input->arena);
	if (!block->spec->place.line && globe.count)
		return;
	struct page_point place = stated_place(block, o);
	struct bar bar;
	double whole = box_width(view_frame(scene->view)) * (block->form.scale > 0 ? block->form.scale : 1);
	if (!choose_length(scene->view, place, whole, o->units, &bar)) {
		diag_note(block->diag, OUT_OF_RANGE, block->spec->place, "write scale_bar: no",
		          "the scale bar is left out: there is no globe in the frame's middle");
		return;
	}
	add_pieces(block, &bar);
	if (!add_figures(block, &bar, bar.labelled))
		add_figures(block, &bar, bar.pieces);
	const char *note = bar_note(block->input, o, place);
	if (note)
		block_text(block, STYLE_SCALE, 0, note, (struct page_point){0, 10.5}, 0);
	choose_place(block, &globe);
	block_stand_out(block, 0);
}

const struct element scale_bar_element = {
        .kind = {"scale_bar", "a bar of round length", options, sizeof options / sizeof *options,
                 sizeof(struct scale_bar_options)},
        .on_map = true,
        .measure = measure,
};
