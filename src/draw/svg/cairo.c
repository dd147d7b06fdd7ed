/* SVG through cairo: the page by cairo's own SVG writer, outlines and all, for programs that know
 * little of SVG. In: a page in points. Out: cairo's document with a size in millimetres and every id
 * renamed: cairo counts some of them through the life of the process, and none is unique on a web page. */
#include "draw/formats.h"
#include "draw/paint.h"
#include "draw/svg/prefix.h"

#include "base/units.h"

#include <cairo-svg.h>
#include <string.h>

struct renamed {
	const char *old;
	size_t old_length;
	char *name;
};

struct renamer {
	struct arena arena;
	const char *prefix;
	struct renamed *names; /* in order of first appearance */
	size_t count, capacity;
	struct buffer *out;
};

static bool is_name_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       c == '.';
}

static size_t name_length(const char *text)
{
	size_t length = 0;
	while (is_name_character(text[length]))
		length++;
	return length;
}

/* "glyph0-3" becomes "prefix-glyph-1": the kind stays readable, the number is ours. */
static const char *new_name(struct renamer *renamer, const char *old, size_t length)
{
	for (size_t i = renamer->count; i-- > 0;) {
		struct renamed *known = &renamer->names[i];
		if (known->old_length == length && memcmp(known->old, old, length) == 0)
			return known->name;
	}
	size_t stem = 0;
	while (stem < length && old[stem] >= 'a' && old[stem] <= 'z')
		stem++;
	renamer->names =
	        arena_grow(&renamer->arena, renamer->names, renamer->count, &renamer->capacity, sizeof *renamer->names);
	struct renamed *added = &renamer->names[renamer->count++];
	*added = (struct renamed){old, length, NULL};
	added->name = arena_printf(&renamer->arena, "%s-%.*s-%zu", renamer->prefix, (int)stem, old, renamer->count);
	return added->name;
}

/* The length of what introduces an id at `text`, in its definition or in a reference; 0: nothing does. */
static size_t id_introduction(const char *text)
{
	static const char *const introductions[] = {" id=\"", "href=\"#", "url(#"};
	for (size_t i = 0; i < 3; i++) {
		size_t length = strlen(introductions[i]);
		if (strncmp(text, introductions[i], length) == 0)
			return length;
	}
	return 0;
}

static void rename_ids(struct renamer *renamer, const char *text)
{
	const char *copied = text;
	for (; *text; text++) {
		if (*text != ' ' && *text != 'h' && *text != 'u')
			continue;
		size_t introduction = id_introduction(text);
		size_t length = introduction ? name_length(text + introduction) : 0;
		if (length == 0)
			continue;
		text += introduction;
		buffer_add(renamer->out, copied, (size_t)(text - copied));
		buffer_text(renamer->out, new_name(renamer, text, length));
		copied = text + length;
		text = copied - 1;
	}
	buffer_text(renamer->out, copied);
}

static void write_size(struct buffer *out, const struct page *page)
{
	buffer_text(out, " width=\"");
	buffer_number(out, page->width / POINTS_PER_MM, 2);
	buffer_text(out, "mm\" height=\"");
	buffer_number(out, page->height / POINTS_PER_MM, 2);
	buffer_text(out, "mm\"");
}

/* cairo's root element says width="...pt" height="...pt" and then the viewBox. */
static const char *replace_size(struct buffer *out, const char *text, const struct page *page, bool responsive)
{
	const char *size = strstr(text, " width=\""), *rest = size ? strstr(size, " viewBox=") : NULL;
	const char *end = strstr(text, "<svg");
	end = end ? strchr(end, '>') : NULL;
	if (rest == NULL || end == NULL || rest > end)
		return text;
	buffer_add(out, text, (size_t)(size - text));
	if (!responsive)
		write_size(out, page);
	return rest;
}

static bool draw_by_cairo(const struct page *page, const struct draw_options *options, struct buffer *out,
                          struct diag *diag)
{
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(draw_to_buffer, out, page->width, page->height);
	cairo_t *cairo = cairo_create(surface);
	struct paint_options how = {.background = !options->transparent};
	bool painted = draw_paint_page(cairo, page, &how, diag);
	painted &= draw_end_context(cairo, "SVG", diag);
	return draw_close_surface(surface, "SVG", diag) && painted;
}

static bool draw_svg_cairo(const struct page *page, const struct draw_options *options, struct buffer *out,
                           struct diag *diag)
{
	struct renamer renamer = {.out = out};
	arena_init(&renamer.arena);
	renamer.prefix = svg_prefix(&renamer.arena, page, options, diag);
	struct buffer raw;
	buffer_init(&raw);
	bool drawn = renamer.prefix && draw_by_cairo(page, options, &raw, diag);
	if (drawn && raw.bytes)
		rename_ids(&renamer, replace_size(out, raw.bytes, page, options->responsive));
	buffer_clear(&raw);
	arena_clear(&renamer.arena);
	return drawn;
}

const struct draw_format draw_format_svg_cairo = {
        .name = "svg-cairo",
        .ending = "-cairo.svg",
        .help = "SVG with every glyph as an outline, by cairo's writer",
        .draw = draw_svg_cairo,
};
