/* SVG: the page as an SVG document for web pages, office programs and e-readers.
 * In: a page in points. Out: a small, valid, self-contained SVG with the page's groups, titles, data
 * and text as text; every id prefixed, so that many maps share one HTML page; no CSS, no prolog.
 * Written by hand, since cairo's writer has neither groups nor text, and XML needs a page of code. */
#include "draw/covered.h"
#include "draw/formats.h"
#include "draw/path_limit.h"
#include "draw/svg/writer.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define WIDE_LINE  1 /* points */
#define SMALL_FORM 8
/* A point, each way: 600 to an inch. What is hidden at all of them is left out. */
#define SYMBOL_SAMPLES 8.34

static void write_element(struct svg *svg, const char *element, const char *id, const char *language, const char *text)
{
	svg_begin(svg, element);
	if (id)
		svg_attribute(svg, "id", id);
	if (language && (svg->page->language == NULL || strcmp(language, svg->page->language) != 0))
		svg_attribute(svg, "xml:lang", language);
	svg_content(svg, text);
	svg_end(svg);
}

static void write_box(struct svg *svg, struct box box)
{
	svg_length_attribute(svg, "x", box.left);
	svg_length_attribute(svg, "y", box.top);
	svg_length_attribute(svg, "width", box_width(box) > 0 ? box_width(box) : 0);
	svg_length_attribute(svg, "height", box_height(box) > 0 ? box_height(box) : 0);
}

/* Returns the id to refer to. */
static const char *write_clip(struct svg *svg, struct box box)
{
	const char *id = svg_id(svg, "--", arena_printf(&svg->arena, "clip-%zu", ++svg->clip_count));
	if (!box_is_drawable(box)) {
		diag_error(svg->diag, CANNOT_DRAW, no_place, NULL, "a clip box is not a number or too large");
		return id;
	}
	svg_begin(svg, "clipPath");
	svg_attribute(svg, "id", id);
	svg_begin(svg, "rect");
	write_box(svg, box);
	svg_end(svg);
	svg_end(svg);
	return id;
}

static bool path_is_drawn(const struct path_mark *mark)
{
	return !path_is_empty(&mark->path) && (mark->fill.opacity > 0 || stroke_is_visible(&mark->stroke));
}

/* Nobody links to a feature without title and attributes, such as a border or an island. */
static bool is_nameless(const struct group *group)
{
	return group->class_name && strcmp(group->class_name, "feature") == 0 && !group->title &&
	       !group->attribute_count;
}

static bool is_one_path(const struct group *group)
{
	return !group->is_whole && group->mark_count == 1 && group->marks[0].type == MARK_PATH && !group->link &&
	       !group->clipped && path_is_drawn(group->marks[0].path);
}

/* Wide lines show their bends, and small forms their corners. */
static enum svg_detail detail_of(const struct path_mark *mark)
{
	struct box box = path_bounds(&mark->path);
	bool wide = stroke_is_visible(&mark->stroke) && mark->stroke.width >= WIDE_LINE;
	bool small = fmax(box_width(box), box_height(box)) < SMALL_FORM;
	return wide || small ? SVG_FINE : SVG_PLAIN;
}

static bool passes_pointer(const struct group *group)
{
	return group->passes_pointer || group->hidden_from_readers;
}

static void write_names(struct svg *svg, const struct group *group, bool nameless)
{
	if (group->id && !nameless)
		svg_attribute(svg, "id", svg_id(svg, "-", group->id));
	if (group->class_name && !nameless)
		svg_attribute(svg, "class", group->class_name);
	for (size_t i = 0; i < group->attribute_count; i++)
		svg_attribute(svg, arena_printf(&svg->arena, "data-%s", group->attributes[i].name),
		              group->attributes[i].value);
	if (group->hidden_from_readers)
		svg_attribute(svg, "aria-hidden", "true");
	if (passes_pointer(group) && !svg->passes_pointer)
		svg_attribute(svg, "pointer-events", "none");
}

/* Begins the element and writes its form. */
static void begin_form(struct svg *svg, const struct path_mark *mark)
{
	struct page_point centre;
	double radius;
	if (!path_is_circle(&mark->path, &centre, &radius) || !draw_is_drawable(centre.x) ||
	    !draw_is_drawable(centre.y) || !draw_is_drawable(radius)) {
		svg_begin(svg, "path");
		svg_path_attribute(svg, &mark->path, detail_of(mark));
		return;
	}
	svg_begin(svg, "circle");
	svg_length_attribute(svg, "cx", centre.x);
	svg_length_attribute(svg, "cy", centre.y);
	svg_length_attribute(svg, "r", radius);
}

/* `group`: the group that is nothing but this path, and which this element then stands for; else NULL. */
static void write_path(struct svg *svg, const struct path_mark *mark, const struct style *inherited,
                       const struct group *group)
{
	if (!path_is_drawn(mark))
		return;
	if (stroke_is_visible(&mark->stroke) && !stroke_is_drawable(&mark->stroke)) {
		diag_error(svg->diag, CANNOT_DRAW, no_place, NULL, "a line has an impossible width or dashes");
		return;
	}
	struct style style = svg_style_of_path(svg, mark);
	begin_form(svg, mark);
	if (group)
		write_names(svg, group, is_nameless(group));
	svg_style_write(svg, &style, inherited);
	if (group && group->title)
		write_element(svg, "title", NULL, group->language, group->title);
	svg_end(svg);
}

static void tell_nameless(struct svg *svg, const struct symbols_mark *symbols)
{
	if (symbols->named_layer)
		diag_note(svg->diag, LEFT_OUT, no_place,
		          "give its data a key: each point then has its name, and the file is larger",
		          "layer '%s': %zu points are one mark of the SVG, without their names as titles",
		          symbols->named_layer, symbols->count);
}

/* The symbol is written once, in a <defs>, and used at each place where anything of it is seen. */
static void write_symbols(struct svg *svg, const struct symbols_mark *symbols, const struct style *inherited)
{
	const char *id = svg_id(svg, "--", arena_printf(&svg->arena, "symbol-%zu", ++svg->symbol_count));
	const char *link = arena_printf(&svg->arena, "#%s", id);
	struct arena scratch;
	arena_init(&scratch);
	tell_nameless(svg, symbols);
	const bool *hidden = draw_find_covered(&scratch, symbols, SYMBOL_SAMPLES);
	svg_begin(svg, "defs");
	svg_begin(svg, "g");
	svg_attribute(svg, "id", id);
	for (size_t i = 0; i < symbols->form_count; i++)
		write_path(svg, &symbols->forms[i], inherited, NULL);
	svg_end(svg);
	svg_end(svg);
	for (size_t i = 0; i < symbols->count; i++) {
		if (hidden[i])
			continue;
		if (!draw_is_drawable(symbols->places[i].x) || !draw_is_drawable(symbols->places[i].y)) {
			diag_error(svg->diag, CANNOT_DRAW, no_place, NULL,
			           "a symbol's place is not a number or too large");
			break;
		}
		svg_begin(svg, "use");
		svg_attribute(svg, "xlink:href", link);
		svg_length_attribute(svg, "x", symbols->places[i].x);
		svg_length_attribute(svg, "y", symbols->places[i].y);
		svg_end(svg);
	}
	arena_clear(&scratch);
}

static void write_group(struct svg *svg, const struct group *group, const struct style *outer);

static void write_marks(struct svg *svg, const struct group *group, const struct style *inherited)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		switch (mark->type) {
		case MARK_PATH:
			write_path(svg, mark->path, inherited, NULL);
			break;
		case MARK_TEXT:
			svg_text(svg, mark->text, inherited);
			break;
		case MARK_SYMBOLS:
			write_symbols(svg, mark->symbols, inherited);
			break;
		case MARK_GROUP:
			write_group(svg, mark->group, inherited);
			break;
		}
	}
}

/* A link has a name, and of those to one address under one name, as a dot's and its name's, the tab key meets one. */
static void begin_link(struct svg *svg, const struct group *group)
{
	const char *name = group->title ? group->title : group->link;
	bool is_new;
	hash_table_add(&svg->links, hash_join(hash_text(group->link), hash_text(name)), &is_new);
	svg_begin(svg, "a");
	svg_attribute(svg, "xlink:href", group->link);
	svg_attribute(svg, "aria-label", name);
	if (!is_new)
		svg_attribute(svg, "tabindex", "-1");
	if (svg->passes_pointer)
		svg_attribute(svg, "pointer-events", "auto");
}

/* Outlined text is for programs that fail on clips; the geometry is cut to its frame anyway. */
static void write_group(struct svg *svg, const struct group *group, const struct style *outer)
{
	if (is_one_path(group)) {
		write_path(svg, group->marks[0].path, outer, group);
		return;
	}
	const char *clip = group->clipped && !svg->options->outline_text ? write_clip(svg, group->clip) : NULL;
	struct style inherited = svg_style_of_group(svg, group, outer);
	svg_begin(svg, "g");
	write_names(svg, group, false);
	if (clip)
		svg_attribute(svg, "clip-path", arena_printf(&svg->arena, "url(#%s)", clip));
	svg_style_write(svg, &inherited, outer);
	if (group->title)
		write_element(svg, "title", NULL, group->language, group->title);
	bool passed = svg->passes_pointer;
	svg->passes_pointer |= passes_pointer(group);
	if (group->link)
		begin_link(svg, group);
	svg->passes_pointer &= !group->link;
	write_marks(svg, group, &inherited);
	svg->passes_pointer = passed;
	if (group->link)
		svg_end(svg);
	svg_end(svg);
}

/* The root group is the page itself: it gets an element of its own only if it says something. */
static void write_root(struct svg *svg)
{
	const struct group *root = svg->page->root;
	const struct style nothing = {0};
	if (root->id || root->class_name || root->title || root->link || root->attribute_count || root->clipped)
		write_group(svg, root, &nothing);
	else
		write_marks(svg, root, &nothing);
}

static bool has_link(const struct group *group)
{
	bool found = group->link != NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++)
		found = group->marks[i].type == MARK_GROUP && has_link(group->marks[i].group);
	return found;
}

/* What is in an image is not told one by one: a map with links is a group. */
static void write_labels(struct svg *svg, const char *title, const char *description)
{
	svg_attribute(svg, "role", has_link(svg->page->root) ? "group" : "img");
	if (title)
		svg_attribute(svg, "aria-labelledby", title);
	if (description)
		svg_attribute(svg, "aria-describedby", description);
}

static void write_size(struct svg *svg)
{
	const struct page *page = svg->page;
	if (!svg->options->responsive) {
		svg_attribute(svg, "width",
		              arena_printf(&svg->arena, "%smm", svg_number(svg, page->width / POINTS_PER_MM, 2)));
		svg_attribute(svg, "height",
		              arena_printf(&svg->arena, "%smm", svg_number(svg, page->height / POINTS_PER_MM, 2)));
	}
	svg_attribute(svg, "viewBox",
	              arena_printf(&svg->arena, "0 0 %s %s", svg_length(svg, page->width, 1),
	                           svg_length(svg, page->height, 1)));
}

static void write_background(struct svg *svg)
{
	if (svg->options->transparent || svg->page->background.opacity <= 0)
		return;
	struct style style = {0}, nothing = {0};
	svg_style_set_fill(svg, &style, svg->page->background);
	svg_begin(svg, "rect");
	svg_length_attribute(svg, "width", svg->page->width);
	svg_length_attribute(svg, "height", svg->page->height);
	svg_style_write(svg, &style, &nothing);
	svg_end(svg);
}

static void write_document(struct svg *svg)
{
	const struct page *page = svg->page;
	const char *title = page->title ? svg_id(svg, "--", "title") : NULL;
	const char *description = page->description ? svg_id(svg, "--", "desc") : NULL;
	svg_begin(svg, "svg");
	svg_attribute(svg, "xmlns", "http://www.w3.org/2000/svg");
	svg_attribute(svg, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	write_size(svg);
	write_labels(svg, title, description);
	if (page->language)
		svg_attribute(svg, "xml:lang", page->language);
	if (title)
		write_element(svg, "title", title, NULL, page->title);
	if (description)
		write_element(svg, "desc", description, NULL, page->description);
	write_background(svg);
	write_root(svg);
	svg_end(svg);
}

static bool draw_svg(const struct page *page, const struct draw_options *options, struct buffer *out, struct diag *diag)
{
	struct svg svg = {.out = out, .page = page, .options = options, .diag = diag};
	size_t before = out->length, errors = diag->errors;
	arena_init(&svg.arena);
	arena_init(&svg.paths);
	hash_table_init(&svg.links, &svg.arena, sizeof(bool));
	svg.prefix = svg_prefix(&svg.arena, page, options, diag);
	if (svg.prefix)
		write_document(&svg);
	arena_clear(&svg.paths);
	arena_clear(&svg.arena);
	if (diag->errors > errors && out->bytes)
		out->bytes[out->length = before] = '\0';
	return diag->errors == errors;
}

const struct draw_format draw_format_svg = {
        .name = "svg",
        .ending = ".svg",
        .help = "SVG with groups, titles and text that stays text",
        .uses = DRAW_RESPONSIVE | DRAW_OUTLINES | DRAW_ID_PREFIX,
        .draw = draw_svg,
};
