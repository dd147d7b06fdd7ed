/* Paint paths: fills and strokes through cairo, with its path limits kept. In crowded groups drawn in pixels, areas
 * that are smaller than a pixel or two become boxes, and no joins are made that nobody sees. */
#include "draw/paint.h"
#include "draw/path_limit.h"

#include <math.h>

#define SPECK        1.5 /* pixels */
#define SPECK_POINTS 32  /* a path of more is not asked for its box */

void painter_colour(struct painter *painter, struct colour colour)
{
	cairo_set_source_rgba(painter->cairo, colour.red, colour.green, colour.blue, colour.opacity);
}

static void add_path(cairo_t *cairo, const struct path *path)
{
	const struct page_point *point = path->points;
	cairo_new_path(cairo);
	for (size_t i = 0; i < path->verb_count; i++) {
		switch (path->verbs[i]) {
		case PATH_MOVE:
			cairo_move_to(cairo, point->x, point->y);
			point++;
			break;
		case PATH_LINE:
			cairo_line_to(cairo, point->x, point->y);
			point++;
			break;
		case PATH_CURVE:
			cairo_curve_to(cairo, point[0].x, point[0].y, point[1].x, point[1].y, point[2].x, point[2].y);
			point += 3;
			break;
		case PATH_CLOSE:
			cairo_close_path(cairo);
			break;
		}
	}
}

bool painter_outline(struct painter *painter, const struct path *path)
{
	struct path limited;
	if (!path_limit(&painter->arena, painter->page, path, &limited)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "a path in '%s' has a coordinate that is not a number", painter->group);
		return false;
	}
	add_path(painter->cairo, &limited);
	return true;
}

static bool is_thinner_than_a_pixel(struct painter *painter, double width)
{
	double x = width, y = 0;
	cairo_user_to_device_distance(painter->cairo, &x, &y);
	return x * x + y * y < 1;
}

void painter_fill(struct painter *painter, struct colour colour, cairo_fill_rule_t rule)
{
	painter_colour(painter, colour);
	cairo_set_fill_rule(painter->cairo, rule);
	cairo_fill_preserve(painter->cairo);
}

void painter_stroke(struct painter *painter, const struct stroke *stroke)
{
	static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
	static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND, CAIRO_LINE_JOIN_BEVEL};
	cairo_set_line_width(painter->cairo, stroke->width);
	cairo_set_line_cap(painter->cairo, caps[stroke->cap]);
	/* No join is seen in so thin a line; a mitre has the fewest corners. */
	bool plain = painter->coarse && is_thinner_than_a_pixel(painter, stroke->width);
	cairo_set_line_join(painter->cairo, plain ? CAIRO_LINE_JOIN_MITER : joins[stroke->join]);
	cairo_set_dash(painter->cairo, stroke->dashes, (int)stroke->dash_count, stroke->dash_offset);
	painter_colour(painter, stroke->colour);
	cairo_stroke_preserve(painter->cairo);
}

static void fill_box(struct painter *painter, struct box box, struct colour colour)
{
	cairo_rectangle(painter->cairo, box.left, box.top, box_width(box), box_height(box));
	painter_colour(painter, colour);
	cairo_fill(painter->cairo);
}

/* Whether it is an area of a crowded group, opaque with a plain edge, and its box is smaller than SPECK pixels. */
static bool is_speck(struct painter *painter, const struct path_mark *mark, struct box *box)
{
	if (!painter->coarse || mark->path.point_count > SPECK_POINTS || mark->fill.opacity < 1 ||
	    mark->stroke.colour.opacity < 1 || mark->stroke.width <= 0 || mark->stroke.dash_count)
		return false;
	double x = SPECK, y = SPECK;
	cairo_device_to_user_distance(painter->cairo, &x, &y);
	*box = path_bounds(&mark->path);
	return box_width(*box) <= fabs(x) && box_height(*box) <= fabs(y);
}

/* cairo fills boxes exactly: nearer to the true picture than the outline is with coarse antialiasing, for a fifth of
 * the time. */
static void paint_speck(struct painter *painter, const struct path_mark *mark, struct box box)
{
	double edge = mark->stroke.width / 2;
	struct box inner = box_grow(box, -edge);
	cairo_new_path(painter->cairo);
	fill_box(painter, box_grow(box, edge), mark->stroke.colour);
	if (inner.left < inner.right && inner.top < inner.bottom)
		fill_box(painter, inner, mark->fill);
}

void painter_path(struct painter *painter, const struct path_mark *mark)
{
	bool filled = mark->fill.opacity > 0, stroked = stroke_is_visible(&mark->stroke);
	struct box speck;
	if (path_is_empty(&mark->path) || (!filled && !stroked))
		return;
	if (stroked && !stroke_is_drawable(&mark->stroke)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "a line in '%s' has an impossible width or dashes", painter->group);
	} else if (is_speck(painter, mark, &speck)) {
		paint_speck(painter, mark, speck);
	} else if (painter_outline(painter, &mark->path)) {
		if (filled)
			painter_fill(painter, mark->fill, CAIRO_FILL_RULE_EVEN_ODD);
		if (stroked)
			painter_stroke(painter, &mark->stroke);
		cairo_new_path(painter->cairo);
	}
}
