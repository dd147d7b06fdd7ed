/* A theme's tree into a theme: fonts, colours, classes, text styles, measures.
 * In: the tree of themes/NAME.yaml; sizes and widths in points, spacing in em. Out: struct theme, in the order of
 * the file; an entry with a known name replaces that one, so that a theme which extends another states only what
 * differs. */
#include "spec/theme_file.h"

#include "base/buffer.h"

#include <string.h>

#define TEXT_SIZE_MAX 200.0

static void read_fonts(struct reader *reader, const struct node *node, struct theme *theme)
{
	const char **families;
	size_t count;
	if (!node || !node_texts(reader, node, "fonts", &families, &count))
		return;
	if (count == 0) {
		diag_error(reader->diag, EMPTY_VALUE, node->place, NULL, "fonts: the list is empty");
	} else {
		theme->families = families;
		theme->family_count = count;
	}
}

static bool read_colour(struct reader *reader, const struct node *node, const char *what, struct colour *out)
{
	if (node_is_nothing(node)) {
		diag_error(reader->diag, EMPTY_VALUE, node->place, "a colour needs quotes: \"#rrggbb\"",
		           "%s: nothing is written here", what);
		return false;
	}
	if (!node_expect(reader, node, NODE_TEXT, what))
		return false;
	if (colour_parse(node->text, out))
		return true;
	diag_error(reader->diag, WRONG_VALUE, node->place, "a colour is written \"#rrggbb\", in quotes",
	           "%s: '%s' is not a colour", what, node->text);
	return false;
}

size_t theme_find_name(const void *items, size_t stride, size_t count, const char *name)
{
	size_t i = 0;
	while (i < count && strcmp(*(const char *const *)((const char *)items + i * stride), name) != 0)
		i++;
	return i;
}

void *theme_widened(struct arena *arena, const void *items, size_t stride, size_t count, size_t more)
{
	void *copy = arena_array(arena, count + more + 1, stride);
	if (count)
		memcpy(copy, items, count * stride);
	return copy;
}

static void read_colours(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (!node || !node_expect(reader, node, NODE_MAP, "colours"))
		return;
	theme->colours =
	        theme_widened(reader->arena, theme->colours, sizeof *theme->colours, theme->colour_count, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct theme_colour colour = {.name = entry->key, .place = entry->value->place};
		read_colour(reader, entry->value, entry->key, &colour.colour); /* wrong: known nevertheless */
		size_t at = theme_find_name(theme->colours, sizeof *theme->colours, theme->colour_count, entry->key);
		theme->colours[at] = colour;
		theme->colour_count += at == theme->colour_count;
	}
}

static void read_classes(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (!node || !node_expect(reader, node, NODE_LIST, "classes"))
		return;
	theme->classes = ARENA_ARRAY(reader->arena, node->count + 1, struct colour);
	theme->class_count = 0;
	theme->class_place = node->place;
	if (node->count == 0)
		diag_error(reader->diag, EMPTY_VALUE, node->place, NULL, "classes: the list is empty");
	for (size_t i = 0; i < node->count; i++)
		if (read_colour(reader, node->entries[i].value, "classes", &theme->classes[theme->class_count]))
			theme->class_count++;
}

static void read_style_number(struct reader *reader, const struct node *style, const char *key, double minimum,
                              double maximum, double *out)
{
	const struct node *node = node_get(style, key);
	if (node)
		node_number(reader, node, key, minimum, maximum, out);
}

static void read_style_size(struct reader *reader, const struct node_entry *entry, struct text_style *style)
{
	const struct node *node = node_get(entry->value, "size");
	double size;
	if (!node) {
		if (style->size == 0)
			diag_error(reader->diag, MISSING_KEY, entry->key_place, NULL, "text style '%s' has no 'size'",
			           entry->key);
		return;
	}
	if (!node_number(reader, node, "size", 0, TEXT_SIZE_MAX, &size))
		return;
	if (size < TEXT_SIZE_MIN)
		diag_error(reader->diag, OUT_OF_RANGE, node->place, NULL,
		           "size: %s points cannot be read, the least is 5", node->text);
	else
		style->size = size;
}

static void read_style(struct reader *reader, const struct node_entry *entry, struct text_style *style)
{
	static const char *const keys[] = {"size",     "weight", "italic", "spacing",
	                                   "capitals", "colour", "halo",   "halo_width"};
	const struct node *node = entry->value;
	if (!node_expect(reader, node, NODE_MAP, entry->key))
		return;
	node_check_keys(reader, node, "a text style", keys, sizeof keys / sizeof *keys);
	double weight = style->weight;
	read_style_size(reader, entry, style);
	read_style_number(reader, node, "weight", 100, 900, &weight);
	read_style_number(reader, node, "spacing", -0.2, 2, &style->spacing);
	read_style_number(reader, node, "halo_width", 0, 10, &style->halo_width);
	style->weight = (int)weight;
	const struct node *italic = node_get(node, "italic"), *capitals = node_get(node, "capitals");
	if (italic)
		node_bool(reader, italic, "italic", &style->italic);
	if (capitals)
		node_bool(reader, capitals, "capitals", &style->capitals);
	const char *colour = node_text(reader, node, "colour"), *halo = node_text(reader, node, "halo");
	if (colour)
		style->colour = colour;
	if (halo)
		style->halo = halo;
}

static void read_styles(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (!node || !node_expect(reader, node, NODE_MAP, "text"))
		return;
	theme->styles =
	        theme_widened(reader->arena, theme->styles, sizeof *theme->styles, theme->style_count, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		size_t at = theme_find_name(theme->styles, sizeof *theme->styles, theme->style_count, entry->key);
		if (at == theme->style_count) {
			theme->styles[at].name = entry->key;
			theme->styles[at].style = (struct text_style){.weight = 400, .colour = "ink", .halo = "none"};
			theme->style_count++;
		}
		theme->styles[at].place = entry->key_place;
		read_style(reader, entry, &theme->styles[at].style);
	}
}

static void read_measures(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (!node || !node_expect(reader, node, NODE_MAP, "measures"))
		return;
	for (size_t i = 0; i < theme_own_measures.option_count; i++) {
		const struct option *row = &theme_own_measures.options[i];
		const struct node *value = node_get(node, row->key);
		if (value)
			node_number(reader, value, row->key, row->minimum, row->maximum,
			            (double *)((char *)theme->measure + row->offset));
	}
}

void theme_fill(struct reader *reader, const struct node *top, struct theme *theme)
{
	static const char *const keys[] = {"theme", "extends",  "fonts",   "colours", "classes",
	                                   "text",  "measures", "shields", "hatches", "class_hatches"};
	node_check_keys(reader, top, "the theme", keys, sizeof keys / sizeof *keys);
	struct place first = top->count ? top->entries[0].key_place : top->place;
	const char *name = node_need_text(reader, top, "theme", first, "the theme");
	theme->name = name ? name : "";
	theme->place = name ? node_get(top, "theme")->place : first;
	read_fonts(reader, node_get(top, "fonts"), theme);
	read_colours(reader, node_get(top, "colours"), theme);
	read_classes(reader, node_get(top, "classes"), theme);
	read_styles(reader, node_get(top, "text"), theme);
	read_measures(reader, node_get(top, "measures"), theme);
	theme_fill_symbols(reader, top, theme);
}

static void check_style_colour(struct reader *reader, const struct node *style, const char *key, const char *name,
                               struct place owner, const struct theme *theme)
{
	struct colour colour;
	if (theme_colour(theme, name, &colour))
		return;
	size_t count;
	const char **names = theme_names(reader->arena, theme, OPTION_COLOUR, &count);
	const struct node *node = node_get(style, key);
	node_unknown(reader, node ? node->place : owner, "colour", name, names, count);
}

void theme_check(struct reader *reader, const struct node *top, const struct theme *theme)
{
	struct place whole = theme->place;
	if (theme->family_count == 0 && !node_get(top, "fonts"))
		diag_error(reader->diag, MISSING_KEY, whole, NULL, "the theme has no 'fonts'");
	if (theme->class_count == 0 && !node_get(top, "classes"))
		diag_error(reader->diag, MISSING_KEY, whole, NULL, "the theme has no 'classes'");
	const struct node *styles = node_get(top, "text");
	for (size_t i = 0; i < theme->style_count; i++) {
		const struct theme_style *style = &theme->styles[i];
		const struct node_entry *entry = node_entry_find(styles, style->name);
		struct place owner = entry ? entry->key_place : whole;
		const struct node *node = entry ? entry->value : NULL;
		check_style_colour(reader, node, "colour", style->style.colour, owner, theme);
		check_style_colour(reader, node, "halo", style->style.halo, owner, theme);
	}
	theme_check_symbols(reader, top, theme);
}
