/* Scale bar: a bar of round length, true on the ellipsoid at its stated place.
 * In: the view; the frame, page points. Out: the bar, its figures, and where the scale varies over the frame the
 * latitude at which it holds; an obstacle for labels.
 * Why so: the two ends of a level line through the stated place lie the bar's length apart as a geodesic, so that no
 * scale factor comes between. The bar stands for the frame's middle wherever it is drawn: that is what the
 * representative fraction holds for, too. */
#include "furniture/furniture.h"

#include <math.h>
#include <stddef.h>

struct scale_bar_options {
	int units;
	struct numbers latitude; /* none: the frame's middle */
	bool ratio;
};

static const struct option options[] = {
        {"units", OPTION_CHOICE, offsetof(struct scale_bar_options, units), "km", "km|mi|nmi", 0, 0,
         "kilometres, statute or nautical miles; metres and feet for short bars"},
        {"latitude", OPTION_NUMBERS, offsetof(struct scale_bar_options, latitude), NULL, NULL, -90, 90,
         "where the bar is true, on the middle meridian; default: in the frame's middle"},
        {"ratio", OPTION_BOOL, offsetof(struct scale_bar_options, ratio), "no", NULL, 0, 0,
         "the representative fraction below the bar"},
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

struct bar {
	const struct unit *unit;
	double length, width; /* in units, points */
	int pieces, labelled;
	const char *note; /* below the bar; NULL */
};

/* Where on the page the bar holds: the frame's middle, or the asked latitude above or below it. */
static struct page_point stated_spot(const struct furniture_input *input, const struct scale_bar_options *o,
                                     struct box frame)
{
	struct page_point middle = {(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2};
	struct lonlat place;
	if (!o->latitude.count || !view_inverse(input->scene->view, middle, &place))
		return middle;
	double latitude = o->latitude.values[0];
	struct page_point spot = view_forward_one(input->scene->view, (struct lonlat){place.lon, latitude});
	if (isfinite(spot.x) && isfinite(spot.y) && box_contains(frame, spot))
		return spot;
	char degrees[48];
	diag_warning(input->diag, OUT_OF_RANGE, furniture_place(input, &scale_bar_element),
	             "leave it out for the frame's middle", "the scale bar's latitude %s is not in the frame",
	             base_number_text(degrees, latitude, 2));
	return middle;
}

/* Points of a length at the place; by the nominal scale where the line leaves the globe. */
static double width_of(const struct view *view, struct page_point place, double metres)
{
	double width = view_width_of(view, place, metres);
	return width > 0 ? width : metres / (view_scale_at(view, place) * 0.0254 / 72);
}

static bool try_round(const struct view *view, struct page_point place, struct box frame, const struct round *round,
                      struct bar *bar)
{
	double quarter = view_scale_at(view, place) * 0.0254 / 72 * box_width(frame) / 4;
	double power = pow(10, floor(log10(quarter / bar->unit->metres / round->lead)));
	for (int i = 0; i < 2; i++, power *= 10) { /* the geodesic may be longer than the local scale says */
		bar->length = round->lead * power;
		bar->width = width_of(view, place, bar->length * bar->unit->metres);
		bar->pieces = round->pieces;
		bar->labelled = round->labelled;
		if (bar->width >= box_width(frame) / 6 && bar->width <= box_width(frame) / 4)
			return true;
	}
	return false;
}

static void choose_length(const struct view *view, struct page_point place, struct box frame, int row, struct bar *bar)
{
	for (int k = 0; k < 2; k++) {
		bar->unit = &units[row][k];
		for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++)
			if (try_round(view, place, frame, &rounds[i], bar) && bar->length >= bar->unit->least)
				return;
	}
	try_round(view, place, frame, &rounds[0], bar);
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
	const char *ratio =
	        o->ratio ? ratio_text(input->arena, input->scene->messages[0], scene_scale(input->scene) * here) : NULL;
	return ratio && latitude ? arena_printf(input->arena, "%s %s", ratio, latitude) : ratio ? ratio : latitude;
}

static void draw_pieces(const struct furniture_input *input, const struct bar *bar, struct page_point at,
                        struct group *group)
{
	double step = bar->width / bar->pieces;
	for (int i = 0; i < bar->pieces; i++) {
		struct path path = path_new(input->arena);
		path_rect(&path, (struct box){at.x + step * i, at.y, at.x + step * (i + 1), at.y + 3});
		struct path_mark *mark = group_path(input->arena, group, path);
		mark->fill = input->scene->theme->colour[i % 2 ? COLOUR_PAGE : COLOUR_INK];
		mark->stroke = (struct stroke){.colour = input->scene->theme->colour[COLOUR_INK], .width = 0.5};
	}
}

/* The figures every `every` pieces. False, with nothing drawn, when two would meet. */
static bool draw_figures(const struct furniture_input *input, const struct bar *bar, int every, struct page_point at,
                         struct group *group)
{
	struct group scratch = {0};
	const struct messages *messages = input->scene->messages[0];
	double step = bar->width * every / bar->pieces, free_from = -INFINITY;
	for (int i = 0; i <= bar->pieces; i += every) {
		const char *number = messages_number(input->arena, messages, bar->length * i / bar->pieces, 2);
		double x = at.x + step * i / every;
		double wide = put_text(input, &scratch, STYLE_SCALE, 0, number, (struct page_point){x, at.y}, 0.5);
		if (x - (i ? wide / 2 : 0) < free_from + 2)
			return false;
		free_from = x + (i ? wide / 2 : wide);
	}
	for (int i = 0; i <= bar->pieces; i += every) {
		const char *number = messages_number(input->arena, messages, bar->length * i / bar->pieces, 2);
		double x = at.x + step * i / every;
		double wide = put_text(input, &scratch, STYLE_SCALE, 0, number, (struct page_point){x, at.y}, 0.5);
		const char *text = number;
		if (i == bar->pieces) /* the unit hangs over: the figure stands under its end of the bar */
			text = messages_fill(input->arena, messages, bar->unit->message, "number", number,
			                     (char *)NULL);
		put_text(input, group, STYLE_SCALE, 0, text, (struct page_point){i ? x - wide / 2 : x, at.y - 4}, 0);
	}
	return true;
}

static void draw_bar(const struct furniture_input *input, const struct bar *bar, struct page_point at,
                     struct group *group)
{
	draw_pieces(input, bar, at, group);
	if (!draw_figures(input, bar, bar->labelled, at, group))
		draw_figures(input, bar, bar->pieces, at, group);
	if (bar->note)
		put_text(input, group, STYLE_SCALE, 0, bar->note, (struct page_point){at.x, at.y + 10.5}, 0);
}

static double draw(const struct furniture_input *input, const void *given, struct box frame, struct group *group,
                   struct obstacles *obstacles)
{
	const struct scale_bar_options *o = given;
	struct page_point place = stated_spot(input, o, frame);
	struct bar bar = {0};
	choose_length(input->scene->view, place, frame, o->units, &bar);
	bar.note = bar_note(input, o, place);
	struct group scratch = {0};
	draw_bar(input, &bar, (struct page_point){0, 0}, &scratch);
	struct box size = group_box(&scratch);
	double y = frame.bottom - 14 - fmax(4, size.bottom), left = frame.left + 16 - size.left;
	double right = frame.right - 16 - size.right;
	struct box here = box_grow((struct box){left + size.left, y + size.top, left + size.right, y + size.bottom}, 4);
	struct box there = {here.left + right - left, here.top, here.right + right - left, here.bottom};
	bool moves = furniture_crowding(obstacles, there) < furniture_crowding(obstacles, here);
	draw_bar(input, &bar, (struct page_point){moves ? right : left, y}, group);
	obstacles_add_box(obstacles, OBSTACLE_BOX, moves ? there : here, "the scale bar");
	return 0;
}

const struct element scale_bar_element = {.kind = {"scale_bar", "a bar of round length", options,
                                                   sizeof options / sizeof *options, sizeof(struct scale_bar_options)},
                                          .on_map = true,
                                          .draw = draw};
