/* Paint: walks the page's groups in draw order onto a cairo context whose unit is the point.
 * In: a Page. Out: the cairo context's drawing; errors for what cannot be drawn.
 * PNG, PDF and the cairo SVG come from this one walk, so that they cannot differ. */
#include "draw/paint.h"

#include "draw/path_limit.h"

#include <math.h>
#include <string.h>

/* SVG's initial value, so that the pictures agree with the SVG. */
#define MITER_LIMIT 4

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
		return painter_text(painter, mark->text);
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
		painter_colour(painter, page->background);
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

bool draw_paint_page(cairo_t *cairo, const struct page *page, const struct paint_options *options, struct diag *diag)
{
	struct painter painter;
	painter_open(&painter, options, diag);
	bool painted = painter_page(&painter, cairo, page);
	painter_close(&painter);
	return painted;
}

cairo_status_t draw_to_buffer(void *buffer, const unsigned char *bytes, unsigned int length)
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

bool draw_end_context(cairo_t *cairo, const char *format, struct diag *diag)
{
	cairo_show_page(cairo);
	cairo_status_t status = cairo_status(cairo);
	cairo_destroy(cairo);
	return status_is_good(status, format, diag);
}

bool draw_close_surface(cairo_surface_t *surface, const char *format, struct diag *diag)
{
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status_is_good(status, format, diag);
}
