/* PDF: the page through cairo's PDF surface, fonts embedded, text searchable, links live.
 * In: a page in points. Out: the document's bytes, the same on every run: the only things in it that
 * would change are its dates, and those come from the options. */
#include "draw/formats.h"
#include "draw/paint.h"

#include "base/utf8.h"

#include <cairo-pdf.h>
#include <string.h>
#include <time.h>

static void set_property(cairo_surface_t *surface, struct arena *arena, cairo_pdf_metadata_t property, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(surface, property, utf8_clean(arena, text, strlen(text)));
}

/* A date outside the years that PDF can write becomes 1970. */
static const char *date_text(struct arena *arena, long long date)
{
	time_t seconds = (time_t)date;
	struct tm utc;
	if (gmtime_r(&seconds, &utc) == NULL || utc.tm_year < -1899 || utc.tm_year > 9999 - 1900)
		return "1970-01-01T00:00:00Z";
	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
	                    utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static void set_properties(cairo_surface_t *surface, const struct page *page, const struct draw_options *options)
{
	struct arena arena;
	arena_init(&arena);
	set_property(surface, &arena, CAIRO_PDF_METADATA_TITLE, page->title);
	set_property(surface, &arena, CAIRO_PDF_METADATA_AUTHOR, page->author);
	set_property(surface, &arena, CAIRO_PDF_METADATA_SUBJECT, page->subject ? page->subject : page->description);
	set_property(surface, &arena, CAIRO_PDF_METADATA_KEYWORDS, page->keywords);
	set_property(surface, &arena, CAIRO_PDF_METADATA_CREATOR, "corridor");
	const char *date = date_text(&arena, options->date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
	if (page->title && *page->title)
		cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT,
		                              utf8_clean(&arena, page->title, strlen(page->title)), "page=1",
		                              CAIRO_PDF_OUTLINE_FLAG_OPEN);
	arena_clear(&arena);
}

static bool draw_pdf(const struct page *page, const struct draw_options *options, struct buffer *out, struct diag *diag)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(paint_to_buffer, out, page->width, page->height);
	set_properties(surface, page, options);
	cairo_t *cairo = cairo_create(surface);
	struct paint_options how = {.background = !options->transparent, .links = true};
	bool painted = paint_page(cairo, page, &how, diag);
	painted &= paint_end(cairo, "PDF", diag);
	return paint_close(surface, "PDF", diag) && painted;
}

const struct draw_format format_pdf = {
        .name = "pdf",
        .extension = "pdf",
        .help = "PDF with embedded fonts and searchable text",
        .draw = draw_pdf,
};
