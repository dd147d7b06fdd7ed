/* Paint: walks the page's groups in draw order onto a cairo context whose unit is the point.
 * In: a Page. Out: the cairo context's drawing; errors for what cannot be drawn.
 * PNG, PDF and the cairo SVG come from this one walk, so that they cannot differ. */
#include "draw/paint.h"

#include "draw/path_limit.h"

#include <math.h>
#include <string.h>

/* SVG's initial value, so that the pictures agree with the SVG. */
#define MITER_LIMIT 4

#define SPECK        1.5 /* pixels */
#define SPECK_POINTS 32  /* a path of more is not asked for its box */

void paint_colour(struct painter *painter, struct colour colour)
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

bool paint_outline(struct painter *painter, const struct path *path)
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

static void set_stroke(struct painter *painter, const struct stroke *stroke)
{
	static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
	static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND, CAIRO_LINE_JOIN_BEVEL};
	cairo_set_line_width(painter->cairo, stroke->width);
	cairo_set_line_cap(painter->cairo, caps[stroke->cap]);
	/* No join is seen in so thin a line; a mitre has the fewest corners. */
	bool plain = painter->coarse && is_thinner_than_a_pixel(painter, stroke->width);
	cairo_set_line_join(painter->cairo, plain ? CAIRO_LINE_JOIN_MITER : joins[stroke->join]);
	cairo_set_dash(painter->cairo, stroke->dashes, (int)stroke->dash_count, stroke->dash_offset);
}

static void fill_box(struct painter *painter, struct box box, struct colour colour)
{
	cairo_rectangle(painter->cairo, box.left, box.top, box_width(box), box_height(box));
	paint_colour(painter, colour);
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

/* As boxes, which cairo fills exactly: nearer to the true picture than the outline is with coarse antialiasing, for a
 * fifth of the time. */
static void paint_speck(struct painter *painter, const struct path_mark *mark, struct box box)
{
	double edge = mark->stroke.width / 2;
	struct box inner = box_grow(box, -edge);
	cairo_new_path(painter->cairo);
	fill_box(painter, box_grow(box, edge), mark->stroke.colour);
	if (inner.left < inner.right && inner.top < inner.bottom)
		fill_box(painter, inner, mark->fill);
}

static bool paint_path(struct painter *painter, const struct path_mark *mark)
{
	bool filled = mark->fill.opacity > 0;
	bool stroked = mark->stroke.width > 0 && mark->stroke.colour.opacity > 0;
	if (path_is_empty(&mark->path) || (!filled && !stroked))
		return true;
	if (stroked && !stroke_is_drawable(&mark->stroke)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "a line in '%s' has an impossible width or dashes", painter->group);
		return false;
	}
	struct box speck;
	if (is_speck(painter, mark, &speck)) {
		paint_speck(painter, mark, speck);
		return true;
	}
	if (!paint_outline(painter, &mark->path))
		return false;
	if (filled) {
		paint_colour(painter, mark->fill);
		cairo_set_fill_rule(painter->cairo, CAIRO_FILL_RULE_EVEN_ODD);
		cairo_fill_preserve(painter->cairo);
	}
	if (stroked) {
		paint_colour(painter, mark->stroke.colour);
		set_stroke(painter, &mark->stroke);
		cairo_stroke_preserve(painter->cairo);
	}
	cairo_new_path(painter->cairo);
	return true;
}

/* cairo writes the address into the PDF as it stands, so all but plain URL characters go as %XX. */
static char *link_attributes(struct painter *painter, const char *link)
{
	static const char plain[] =
	        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&*+,;=%";
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "uri='");
	for (; *link; link++) {
		if (strchr(plain, *link))
			buffer_char(&text, *link);
		else
			buffer_printf(&text, "%%%02X", (unsigned)(unsigned char)*link);
	}
	buffer_char(&text, '\'');
	char *result = arena_text(&painter->arena, text.bytes);
	buffer_clear(&text);
	return result;
}

static bool paint_group(struct painter *painter, const struct group *group);

static bool paint_mark(struct painter *painter, const struct mark *mark)
{
	switch (mark->type) {
	case MARK_PATH:
		return paint_path(painter, mark->path);
	case MARK_TEXT:
		return paint_text(painter, mark->text);
	case MARK_GROUP:
		return paint_group(painter, mark->group);
	}
	return true;
}

static bool clip_to(struct painter *painter, struct box box)
{
	if (!box_is_drawable(box)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL, "the clip of '%s' is not a number or too large",
		           painter->group);
		return false;
	}
	cairo_rectangle(painter->cairo, box.left, box.top, fmax(box_width(box), 0), fmax(box_height(box), 0));
	cairo_clip(painter->cairo);
	return true;
}

static bool paint_group(struct painter *painter, const struct group *group)
{
	const char *outer = painter->group;
	bool outer_coarse = painter->coarse;
	bool linked = painter->options->links && group->link && !box_is_empty(group_box(group));
	if (group->id)
		painter->group = group->id;
	cairo_save(painter->cairo);
	painter->coarse |= group->crowded && painter->options->pixels;
	if (painter->coarse)
		cairo_set_antialias(painter->cairo, CAIRO_ANTIALIAS_FAST);
	bool painted = !group->clipped || clip_to(painter, group->clip);
	if (linked)
		cairo_tag_begin(painter->cairo, CAIRO_TAG_LINK, link_attributes(painter, group->link));
	for (size_t i = 0; i < group->mark_count; i++)
		painted &= paint_mark(painter, &group->marks[i]);
	if (linked)
		cairo_tag_end(painter->cairo, CAIRO_TAG_LINK);
	cairo_restore(painter->cairo);
	painter->group = outer;
	painter->coarse = outer_coarse;
	return painted;
}

/* Text looks the same at every size and position only without hinting. */
static cairo_font_options_t *unhinted(void)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	return options;
}

void painter_open(struct painter *painter, const struct paint_options *options, struct diag *diag)
{
	*painter = (struct painter){.options = options, .diag = diag, .group = "page"};
	arena_init(&painter->arena);
	painter->font_options = unhinted();
}

bool painter_page(struct painter *painter, cairo_t *cairo, const struct page *page)
{
	painter->cairo = cairo;
	painter->page = page;
	cairo_set_miter_limit(cairo, MITER_LIMIT);
	if (painter->options->background && page->background.opacity > 0) {
		paint_colour(painter, page->background);
		cairo_paint(cairo);
	}
	return paint_group(painter, page->root);
}

void painter_close(struct painter *painter)
{
	painter_faces_close(painter);
	cairo_font_options_destroy(painter->font_options);
	arena_clear(&painter->arena);
}

bool paint_page(cairo_t *cairo, const struct page *page, const struct paint_options *options, struct diag *diag)
{
	struct painter painter;
	painter_open(&painter, options, diag);
	bool painted = painter_page(&painter, cairo, page);
	painter_close(&painter);
	return painted;
}

cairo_status_t paint_to_buffer(void *buffer, const unsigned char *bytes, unsigned int length)
{
	buffer_add(buffer, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

static bool status_is_good(cairo_status_t status, const char *format, struct diag *diag)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return true;
	diag_error(diag, CANNOT_DRAW, no_place, NULL, "cannot draw %s: %s", format, cairo_status_to_string(status));
	return false;
}

bool paint_end(cairo_t *cairo, const char *format, struct diag *diag)
{
	cairo_show_page(cairo);
	cairo_status_t status = cairo_status(cairo);
	cairo_destroy(cairo);
	return status_is_good(status, format, diag);
}

bool paint_close(cairo_surface_t *surface, const char *format, struct diag *diag)
{
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status_is_good(status, format, diag);
}
