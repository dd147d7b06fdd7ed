/* SVG through cairo: the page by cairo's own SVG writer, outlines and all, for programs that know little of SVG.
 * In: a page in points. Out: cairo's document with a size in millimetres and every id renamed: cairo counts some of
 * them through the life of the process, and none is unique on a web page. */
#include "draw/formats.h"
#include "draw/paint.h"
#include "draw/svg/writer.h"

#include "base/hash_table.h"
#include "base/units.h"

#include <cairo-svg.h>
#include <string.h>

struct renamer {
	struct arena arena;
	const char *prefix;
	struct hash_table names; /* the new one, by the old one */
	struct buffer *out;
};

/* "glyph0-3" becomes "prefix-glyph-1": the kind stays readable, the number is ours. */
static const char *new_name(struct renamer *renamer, const char *old, size_t length)
{
	bool is_new;
	const char **name = hash_table_add(&renamer->names, hash_bytes(old, length), &is_new);
	int stem = (int)strspn(old, "abcdefghijklmnopqrstuvwxyz");
	if (is_new)
		*name = arena_printf(&renamer->arena, "%s-%.*s-%zu", renamer->prefix, stem, old, renamer->names.count);
	return *name;
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

static size_t name_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
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

/* cairo's root element says width="...pt" height="...pt" and then the viewBox. */
static const char *replace_size(struct buffer *out, const char *text, const struct page *page, bool responsive)
{
	const char *size = strstr(text, " width=\""), *rest = size ? strstr(size, " viewBox=") : NULL;
	const char *end = strstr(text, "<svg");
	end = end ? strchr(end, '>') : NULL;
	if (rest == NULL || end == NULL || rest > end)
		return text;
	buffer_add(out, text, (size_t)(size - text));
	char width[48], height[48];
	if (!responsive)
		buffer_printf(out, " width=\"%smm\" height=\"%smm\"",
		              base_number_text(width, page->width / POINTS_PER_MM, 2),
		              base_number_text(height, page->height / POINTS_PER_MM, 2));
	return rest;
}

static void draw_by_cairo(const struct page *page, const struct draw_options *options, struct buffer *out,
                          struct diag *diag)
{
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(draw_to_buffer, out, page->width, page->height);
	struct paint_options how = {.format = "SVG", .background = !options->transparent};
	draw_paint_page(surface, page, &how, diag);
	draw_close_surface(surface, "SVG", diag);
}

static bool draw_svg_cairo(const struct page *page, const struct draw_options *options, struct buffer *out,
                           struct diag *diag)
{
	size_t errors = diag->errors;
	struct renamer renamer = {.out = out};
	struct buffer raw;
	arena_init(&renamer.arena);
	hash_table_init(&renamer.names, &renamer.arena, sizeof(char *));
	buffer_init(&raw);
	renamer.prefix = svg_prefix(&renamer.arena, page, options, diag);
	if (renamer.prefix)
		draw_by_cairo(page, options, &raw, diag);
	if (diag->errors == errors && raw.bytes)
		rename_ids(&renamer, replace_size(out, raw.bytes, page, options->responsive));
	buffer_clear(&raw);
	arena_clear(&renamer.arena);
	return diag->errors == errors;
}

const struct draw_format draw_format_svg_cairo = {
        .name = "svg-cairo",
        .ending = "-cairo.svg",
        .help = "SVG with every glyph as an outline, by cairo's writer",
        .uses = DRAW_RESPONSIVE | DRAW_ID_PREFIX,
        .draw = draw_svg_cairo,
};
