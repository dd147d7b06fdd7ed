/* PDF: pages through cairo's PDF surface, fonts embedded, text searchable, links live, pages, versions and members as
 * bookmarks. In: pages in points. Out: the document's bytes, the same on every run: the only things in it that would
 * change are its dates, and those come from the options. */
#include "draw/formats.h"
#include "draw/paint.h"
#include "draw/path_limit.h"

#include "base/utf8.h"

#include <cairo-pdf.h>
#include <string.h>
#include <time.h>

static void set_property(cairo_surface_t *surface, struct arena *arena, cairo_pdf_metadata_t property, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(surface, property, base_utf8_clean(arena, text, strlen(text)));
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

static void set_properties(cairo_surface_t *surface, struct arena *arena, const struct page *page, const char *title,
                           const struct draw_options *options)
{
	set_property(surface, arena, CAIRO_PDF_METADATA_TITLE, title);
	set_property(surface, arena, CAIRO_PDF_METADATA_AUTHOR, page->author);
	set_property(surface, arena, CAIRO_PDF_METADATA_SUBJECT, page->subject ? page->subject : page->description);
	set_property(surface, arena, CAIRO_PDF_METADATA_KEYWORDS, page->keywords);
	set_property(surface, arena, CAIRO_PDF_METADATA_CREATOR, "corridor");
	const char *date = date_text(arena, options->date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* Where bookmarks are being added: below `parent`, to places on page `number`. */
struct bookmarks {
	cairo_surface_t *surface;
	struct arena *arena;
	int parent;
	size_t number; /* from 1 */
};

static int add_bookmark(const struct bookmarks *at, const char *text, struct page_point spot)
{
	struct buffer place;
	buffer_init(&place);
	buffer_printf(&place, "page=%zu pos=[", at->number);
	buffer_number(&place, spot.x, 2);
	buffer_char(&place, ' ');
	buffer_number(&place, spot.y, 2);
	buffer_char(&place, ']');
	int id = cairo_pdf_surface_add_outline(at->surface, at->parent, base_utf8_clean(at->arena, text, strlen(text)),
	                                       place.bytes, 0);
	buffer_clear(&place);
	return id;
}

/* A member is what the map is about; all else that has a title would make a list of hundreds. */
static bool is_member(const struct group *group)
{
	return group->title && group->class_name && strncmp(group->class_name, "member ", 7) == 0;
}

/* One of several maps on the page. */
static bool is_version(const struct group *group)
{
	return group->title && group->class_name && strcmp(group->class_name, "version") == 0;
}

static void add_members(const struct bookmarks *at, const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type != MARK_GROUP)
			continue;
		const struct group *inner = group->marks[i].group;
		struct bookmarks below = *at;
		struct box box = group_box(inner);
		bool is_marked = (is_member(inner) || is_version(inner)) && box_is_drawable(box);
		if (is_marked)
			below.parent = add_bookmark(at, inner->title, (struct page_point){box.left, box.top});
		/* What stands on the map may show a member again: in an inset. */
		bool is_furniture = inner->class_name && !strcmp(inner->class_name, "furniture");
		if (!is_furniture && (!is_marked || is_version(inner)))
			add_members(&below, inner);
	}
}

/* The page, and below it its members. */
static void add_bookmarks(cairo_surface_t *surface, struct arena *arena, const struct page *page, size_t number)
{
	struct bookmarks at = {surface, arena, CAIRO_PDF_OUTLINE_ROOT, number};
	if (page->title == NULL || *page->title == '\0')
		return;
	at.parent = add_bookmark(&at, page->title, (struct page_point){0, 0});
	add_members(&at, page->root);
}

static bool draw_pages(const struct page *pages, size_t count, const struct draw_options *options, struct buffer *out,
                       struct diag *diag)
{
	struct arena arena;
	arena_init(&arena);
	cairo_surface_t *surface =
	        cairo_pdf_surface_create_for_stream(draw_to_buffer, out, pages->width, pages->height);
	const char *title = count > 1 && pages->series ? pages->series : pages->title;
	set_properties(surface, &arena, pages, title, options);
	struct painter painter;
	struct paint_options how = {.format = "PDF", .background = !options->transparent, .links = true, .dots = true};
	painter_open(&painter, &how, diag);
	size_t errors = diag->errors;
	for (size_t i = 0; i < count && diag->errors == errors; i++) {
		cairo_pdf_surface_set_size(surface, pages[i].width, pages[i].height);
		add_bookmarks(surface, &arena, &pages[i], i + 1);
		painter_page(&painter, surface, &pages[i]);
	}
	painter_close(&painter);
	draw_close_surface(surface, "PDF", diag);
	arena_clear(&arena);
	return diag->errors == errors;
}

static bool draw_pdf(const struct page *page, const struct draw_options *options, struct buffer *out, struct diag *diag)
{
	return draw_pages(page, 1, options, out, diag);
}

const struct draw_format draw_format_pdf = {
        .name = "pdf",
        .ending = ".pdf",
        .help = "PDF with embedded fonts and searchable text",
        .draw = draw_pdf,
        .draw_pages = draw_pages,
};
