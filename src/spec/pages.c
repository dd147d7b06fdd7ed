/* Page sizes by name, free sizes ("180x120mm", "8x6in", "1600x1200px"), and widths alone ("600px", "89mm"). Out:
 * points. The widths of columns are Nature's (guide to authors: 89 and 183 mm, texts of 5 to 7 points), which fit into
 * those of other publishers, too (Elsevier: 90 and 190 mm). */
#include "spec/map_reader.h"

#include "base/buffer.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

#define MM(value) ((value)*POINTS_PER_MM)

#define PRINT_LEAST  6.0                           /* points: least text of a column */
#define SCREEN_LEAST (11 * 72.0 / PIXELS_PER_INCH) /* 11 pixels */
#define NOMINAL      0.7                           /* times the width: a height that is not known yet */

const struct page_size page_sizes[] = {
        {"a4", MM(297), MM(210), 0, 1, "A4 landscape, 297 x 210 mm"},
        {"a4-portrait", MM(210), MM(297), 0, 1, "A4 portrait, 210 x 297 mm"},
        {"a3", MM(420), MM(297), 0, 1, "A3 landscape, 420 x 297 mm"},
        {"a3-portrait", MM(297), MM(420), 0, 1, "A3 portrait, 297 x 420 mm"},
        {"a5", MM(210), MM(148), 0, 1, "A5 landscape, 210 x 148 mm"},
        {"letter", 792, 612, 0, 1, "US letter landscape, 11 x 8.5 in"},
        {"slide", 960, 540, 12, 1.5, "slide 16:9, 13.333 x 7.5 in"},
        {"square", MM(210), MM(210), 0, 1, "square, 210 x 210 mm"},
        {"column", MM(89), 0, PRINT_LEAST, 1, "a journal's single column, 89 mm wide, as high as the map takes"},
        {"double-column", MM(183), 0, PRINT_LEAST, 1, "a journal's two columns, 183 mm wide, as high as the map takes"},
};
const size_t page_size_count = sizeof page_sizes / sizeof *page_sizes;

/* PDF viewers stop at 200 in; below 20 mm nothing can be read. */
#define SIDE_MIN MM(20)
#define SIDE_MAX MM(5000)

#define GROWTH     0.65 /* of type with the page: a large sheet is read from further away, but not in proportion */
#define LARGEST    8.0
#define SMALLEST   0.5
#define LEAST_TEXT 5.0 /* points */

/* Type and symbols by the page's size against A4, never smaller than there: A3 1.25, a poster 1189 x 841 mm 2.45. A
 * long strip counts by its short side. */
static double type_scale(const struct page_spec *page, double distance)
{
	double shorter = fmin(page->width, page->height);
	double size = fmin(sqrt(page->width * page->height / (MM(297) * MM(210))), shorter * 1.2 / MM(210));
	return fmin(LARGEST, fmax(1, round(pow(size, GROWTH) * 20) / 20 * distance));
}

static bool check_side(struct reader *reader, struct place place, double side)
{
	if (side >= SIDE_MIN && side <= SIDE_MAX)
		return true;
	diag_error(reader->diag, OUT_OF_RANGE, place, NULL, "a page side must be between 20 mm and 5000 mm");
	return false;
}

static void make_to_follow(struct page_spec *page, bool follows)
{
	page->follows = follows;
	if (follows)
		page->height = NOMINAL * page->width;
}

static bool find_named(const char *text, struct page_spec *out)
{
	for (size_t i = 0; i < page_size_count; i++) {
		if (strcmp(page_sizes[i].name, text) == 0) {
			*out = (struct page_spec){page_sizes[i].name, page_sizes[i].width, page_sizes[i].height,
			                          page_sizes[i].distance, page_sizes[i].least_text};
			out->is_afar = page_sizes[i].distance > 1;
			make_to_follow(out, page_sizes[i].height == 0);
			return true;
		}
	}
	return false;
}

/* The length or size is one but for its unit. */
static void report_unit(struct reader *reader, const struct node *node, const char *key)
{
	diag_error(reader->diag, WRONG_VALUE, node->place,
	           arena_printf(reader->arena, "write %smm, for example; units: " UNITS_OF_LENGTH, node->text),
	           "%s: '%s' has no unit", key, node->text);
}

static void report_page(struct reader *reader, const struct node *node)
{
	double side;
	if (base_number_parse(node->text, &side) ||
	    units_parse_size(arena_printf(reader->arena, "%smm", node->text), &side, &side)) {
		report_unit(reader, node, "page");
		return;
	}
	const char *nearest = option_suggest(node->text, &page_sizes[0].name, sizeof *page_sizes, page_size_count);
	const char *hint = arena_printf(
	        reader->arena,
	        "a free size is written 180x120mm, 8x6in, 1600x1200px, a width alone 600px or 89mm; names: %s",
	        page_sizes[0].name);
	for (size_t i = 1; i < page_size_count; i++)
		hint = arena_printf(reader->arena, "%s, %s", hint, page_sizes[i].name);
	if (nearest)
		hint = arena_printf(reader->arena, "did you mean '%s'?", nearest);
	diag_error(reader->diag, UNKNOWN_NAME, node->place, hint, "unknown page '%s'", node->text);
}

/* --width: the height goes with it. */
static void scale_to_width(struct reader *reader, const struct node *node, struct page_spec *page)
{
	double width;
	if (!node_expect(reader, node, NODE_TEXT, "width"))
		return;
	if (base_number_parse(node->text, &width)) {
		report_unit(reader, node, "width");
		return;
	}
	if (!units_parse_length(node->text, &width)) {
		diag_error(reader->diag, WRONG_VALUE, node->place, "for example 180mm, 7in, 1600px",
		           "width: '%s' is not a length", node->text);
		return;
	}
	double height = page->height * width / page->width;
	if (!check_side(reader, node->place, width) || !check_side(reader, node->place, height))
		return;
	if (page->in_pixels)
		page->least_text = page->follows ? PRINT_LEAST : 0;
	else if (!page->follows)
		page->least_text *= width / page->width;
	page->width = width;
	page->height = height;
	page->in_pixels = units_are_pixels(node->text);
	if (page->in_pixels)
		page->least_text = SCREEN_LEAST;
}

double page_spec_dpi(const struct page_spec *page)
{
	return page->in_pixels ? PIXELS_PER_INCH : 300;
}

/* A width and a height, or a width alone. */
static bool read_size(const char *text, struct page_spec *out)
{
	double number;
	bool is_size = units_parse_size(text, &out->width, &out->height);
	if (!is_size && (base_number_parse(text, &number) || !units_parse_length(text, &out->width)))
		return false;
	out->least_text = out->in_pixels ? SCREEN_LEAST : is_size ? 0 : PRINT_LEAST;
	make_to_follow(out, !is_size);
	return true;
}

void page_spec_read(struct reader *reader, const struct node *page, const struct node *width, struct page_spec *out)
{
	find_named("a4", out);
	if (page && node_expect(reader, page, NODE_TEXT, "page")) {
		struct page_spec size = {
		        .name = page->text, .type_scale = 1, .in_pixels = units_are_pixels(page->text)};
		if (find_named(page->text, &size))
			*out = size;
		else if (!read_size(page->text, &size))
			report_page(reader, page);
		else if (check_side(reader, page->place, size.width) && check_side(reader, page->place, size.height))
			*out = size;
	}
	if (width)
		scale_to_width(reader, width, out);
	out->type_scale = type_scale(out, out->type_scale);
}

/* Smallest text of the theme; 0 when it has none. */
static double smallest_text(const struct theme *theme, const char **name)
{
	const struct theme_style *styles = theme->styles.items;
	double smallest = 0;
	for (size_t i = 0; i < theme->styles.count; i++)
		if (!smallest || styles[i].style.size < smallest) {
			smallest = styles[i].style.size;
			*name = styles[i].entry.name;
		}
	return smallest;
}

void page_spec_read_type_scale(struct reader *reader, const struct node *node, const struct theme *theme,
                               struct page_spec *out)
{
	const char *name = "";
	double scale, smallest = smallest_text(theme, &name);
	char number[48], least[48];
	if (!node || !node_number(reader, node, "type_scale", SMALLEST, LARGEST, &scale))
		return;
	out->type_scale = scale;
	if (smallest * scale < LEAST_TEXT - 1e-9)
		diag_error(reader->diag, OUT_OF_RANGE, node->place,
		           arena_printf(reader->arena, "type_scale: %s or more",
		                        base_number_text(least, ceil(LEAST_TEXT / smallest * 100) / 100, 2)),
		           "type_scale: '%s' of theme '%s' would be set in %s pt; below 5 pt nobody reads", name,
		           theme->name, base_number_text(number, smallest * scale, 2));
}
