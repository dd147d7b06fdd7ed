/* Paint: walks the page's groups in draw order onto a cairo context whose unit is the point. PNG, PDF and the cairo SVG
 * come from this one walk, so that they cannot differ. */
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

static void clip_to(struct painter *painter, struct box box)
{
	if (!box_is_drawable(box)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL, "the clip of '%s' is not a number or too large",
		           painter->group);
		return;
	}
	cairo_rectangle(painter->cairo, box.left, box.top, fmax(box_width(box), 0), fmax(box_height(box), 0));
	cairo_clip(painter->cairo);
}

static void paint_group(struct painter *painter, const struct group *group)
{
	const char *outer = painter->group;
	bool outer_coarse = painter->coarse;
	bool linked = painter->options->links && group->link && !box_is_empty(group_box(group));
	if (group->id)
		painter->group = group->id;
	cairo_save(painter->cairo);
	painter->coarse |= group->crowded && painter->options->pixels_per_point > 0;
	if (painter->coarse)
		cairo_set_antialias(painter->cairo, CAIRO_ANTIALIAS_FAST);
	if (group->clipped)
		clip_to(painter, group->clip);
	if (linked)
		cairo_tag_begin(painter->cairo, CAIRO_TAG_LINK, link_attributes(painter, group->link));
	for (const struct mark *mark = group->marks; mark < group->marks + group->mark_count; mark++)
		if (mark->type == MARK_PATH)
			painter_path(painter, mark->path);
		else if (mark->type == MARK_TEXT)
			painter_text(painter, mark->text);
		else if (mark->type == MARK_SYMBOLS)
			painter_symbols(painter, mark->symbols);
		else
			paint_group(painter, mark->group);
	if (linked)
		cairo_tag_end(painter->cairo, CAIRO_TAG_LINK);
	cairo_restore(painter->cairo);
	painter->group = outer;
	painter->coarse = outer_coarse;
}

void painter_open(struct painter *painter, const struct paint_options *options, struct diag *diag)
{
	*painter = (struct painter){.options = options, .diag = diag, .group = "page"};
	arena_init(&painter->arena);
	/* Text looks the same at every size and position only without hinting. */
	painter->font_options = cairo_font_options_create();
	cairo_font_options_set_hint_style(painter->font_options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(painter->font_options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(painter->font_options, CAIRO_ANTIALIAS_GRAY);
}

static void check_status(cairo_status_t status, const char *format, struct diag *diag)
{
	if (status != CAIRO_STATUS_SUCCESS)
		diag_error(diag, CANNOT_DRAW, no_place, NULL, "cannot draw %s: %s", format,
		           cairo_status_to_string(status));
}

void painter_page(struct painter *painter, cairo_surface_t *surface, const struct page *page)
{
	double scale = painter->options->pixels_per_point;
	cairo_t *cairo = painter->cairo = cairo_create(surface);
	painter->page = page;
	if (scale > 0)
		cairo_scale(cairo, scale, scale);
	cairo_set_miter_limit(cairo, MITER_LIMIT);
	if (painter->options->background && page->background.opacity > 0) {
		painter_colour(painter, page->background);
		cairo_paint(cairo);
	}
	paint_group(painter, page->root);
	cairo_show_page(cairo);
	check_status(cairo_status(cairo), painter->options->format, painter->diag);
	cairo_destroy(cairo);
}

void painter_close(struct painter *painter)
{
	painter_faces_close(painter);
	cairo_font_options_destroy(painter->font_options);
	arena_clear(&painter->arena);
}

void draw_paint_page(cairo_surface_t *surface, const struct page *page, const struct paint_options *options,
                     struct diag *diag)
{
	struct painter painter;
	painter_open(&painter, options, diag);
	painter_page(&painter, surface, page);
	painter_close(&painter);
}

cairo_status_t draw_to_buffer(void *buffer, const unsigned char *bytes, unsigned int length)
{
	buffer_add(buffer, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

void draw_close_surface(cairo_surface_t *surface, const char *format, struct diag *diag)
{
	cairo_surface_finish(surface);
	check_status(cairo_surface_status(surface), format, diag);
	cairo_surface_destroy(surface);
}
