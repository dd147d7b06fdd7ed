/* A theme's road shields and hatches, by name.
 * In: the `shields:`, `hatches:` and `class_hatches:` of a theme, or the first two of a map file; lengths in points.
 * Out: struct theme, where an entry with a known name changes only what it states. A map file's entries go over its
 * theme's the same way, so that a map can bring its own shield without a theme of its own. */
#include "spec/theme_file.h"

#include <string.h>

#define LENGTH_MAX    200
#define HATCH_ANGLES  4
#define HATCH_SPACING 0.8 /* points: closer lines are a tone, and a slow one */

static void read_number(struct reader *reader, const struct node *parent, const char *key, double minimum,
                        double maximum, double *out)
{
	const struct node *node = node_get(parent, key);
	if (node)
		node_number(reader, node, key, minimum, maximum, out);
}

static void read_name(struct reader *reader, const struct node *parent, const char *key, const char **out)
{
	const char *text = node_text(reader, parent, key);
	if (text)
		*out = text;
}

static void read_shield(struct reader *reader, const struct node *node, struct theme_shield *shield)
{
	static const char *const keys[] = {"form",        "plate",       "band",   "edge",   "text",
	                                   "text_colour", "size",        "height", "radius", "rule",
	                                   "edge_width",  "band_height", "padding"};
	static const char *const forms[] = {"plate", "oval", "interstate"};
	size_t form = shield->form;
	node_check_keys(reader, node, "a shield", keys, sizeof keys / sizeof *keys);
	if (node_get(node, "form") && node_choice(reader, node_get(node, "form"), "form", forms, 3, &form))
		shield->form = (enum shield_form)form;
	read_name(reader, node, "plate", &shield->plate);
	read_name(reader, node, "band", &shield->band);
	read_name(reader, node, "edge", &shield->edge);
	read_name(reader, node, "text", &shield->text);
	read_name(reader, node, "text_colour", &shield->text_colour);
	read_number(reader, node, "size", TEXT_SIZE_MIN, LENGTH_MAX, &shield->size);
	read_number(reader, node, "height", 1, LENGTH_MAX, &shield->height);
	read_number(reader, node, "band_height", 0, LENGTH_MAX, &shield->band_height);
	read_number(reader, node, "rule", 0, LENGTH_MAX, &shield->rule);
	read_number(reader, node, "radius", 0, LENGTH_MAX, &shield->radius);
	read_number(reader, node, "edge_width", 0, LENGTH_MAX, &shield->edge_width);
	read_number(reader, node, "padding", 0, LENGTH_MAX, &shield->padding);
}

static void read_shields(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (!node || !node_expect(reader, node, NODE_MAP, "shields"))
		return;
	theme->shields =
	        theme_widened(reader->arena, theme->shields, sizeof *theme->shields, theme->shield_count, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		size_t at = theme_find_name(theme->shields, sizeof *theme->shields, theme->shield_count, entry->key);
		if (!node_expect(reader, entry->value, NODE_MAP, entry->key))
			continue;
		if (at == theme->shield_count) {
			theme->shields[at] = (struct theme_shield){.name = entry->key,
			                                           .plate = "none",
			                                           .band = "none",
			                                           .edge = "none",
			                                           .text = "shield",
			                                           .height = 11.5,
			                                           .radius = 1.6,
			                                           .edge_width = 1,
			                                           .padding = 3.5};
			theme->shield_count++;
		}
		read_shield(reader, entry->value, &theme->shields[at]);
	}
}

static void read_angles(struct reader *reader, const struct node *node, struct theme_hatch *hatch)
{
	bool is_list = node->type == NODE_LIST;
	size_t count = is_list ? node->count : 1;
	if (count == 0 || count > HATCH_ANGLES) {
		diag_error(reader->diag, OVER_LIMIT, node->place, "for example [45, 135]",
		           "angles: one to %d are possible", HATCH_ANGLES);
		return;
	}
	double *angles = ARENA_ARRAY(reader->arena, count, double);
	for (size_t i = 0; i < count; i++)
		if (!node_number(reader, is_list ? node->entries[i].value : node, "angles", -180, 180, &angles[i]))
			return;
	hatch->angles = angles;
	hatch->angle_count = count;
}

static void read_hatch(struct reader *reader, const struct node *node, struct theme_hatch *hatch)
{
	static const char *const keys[] = {"form", "angles", "spacing", "width", "colour"};
	static const char *const forms[] = {"lines", "dots"};
	size_t form = hatch->dots;
	node_check_keys(reader, node, "a hatch", keys, sizeof keys / sizeof *keys);
	if (node_get(node, "form") && node_choice(reader, node_get(node, "form"), "form", forms, 2, &form))
		hatch->dots = form == 1;
	if (node_get(node, "angles"))
		read_angles(reader, node_get(node, "angles"), hatch);
	read_number(reader, node, "spacing", HATCH_SPACING, LENGTH_MAX, &hatch->spacing);
	read_number(reader, node, "width", 0.05, 20, &hatch->width);
	read_name(reader, node, "colour", &hatch->colour);
	if (hatch->width >= hatch->spacing)
		diag_error(reader->diag, WRONG_VALUE, node->place,
		           "the spacing is from the middle of a line to the next",
		           "the lines of hatch '%s' are as wide as their spacing", hatch->name);
}

static void read_hatches(struct reader *reader, const struct node *node, struct theme *theme)
{
	static const double rising[] = {45};
	if (!node || !node_expect(reader, node, NODE_MAP, "hatches"))
		return;
	theme->hatches =
	        theme_widened(reader->arena, theme->hatches, sizeof *theme->hatches, theme->hatch_count, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		size_t at = theme_find_name(theme->hatches, sizeof *theme->hatches, theme->hatch_count, entry->key);
		if (strcmp(entry->key, "none") == 0)
			diag_error(reader->diag, WRONG_VALUE, entry->key_place, NULL, "'none' stands for no hatch");
		if (!node_expect(reader, entry->value, NODE_MAP, entry->key))
			continue;
		if (at == theme->hatch_count) {
			theme->hatches[at] = (struct theme_hatch){.name = entry->key,
			                                          .angles = rising,
			                                          .angle_count = 1,
			                                          .spacing = 4,
			                                          .width = 0.35,
			                                          .colour = "ink"};
			theme->hatch_count++;
		}
		read_hatch(reader, entry->value, &theme->hatches[at]);
	}
}

static void read_class_hatches(struct reader *reader, const struct node *node, struct theme *theme)
{
	if (node)
		node_texts(reader, node, "class_hatches", &theme->class_hatches, &theme->class_hatch_count);
}

void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme)
{
	read_shields(reader, node_get(top, "shields"), theme);
	read_hatches(reader, node_get(top, "hatches"), theme);
	read_class_hatches(reader, node_get(top, "class_hatches"), theme);
}

static void check_colour(struct reader *reader, const struct node_entry *entry, const char *key, const char *name,
                         const struct theme *theme)
{
	struct colour colour;
	if (!name || theme_colour(theme, name, &colour))
		return;
	size_t count;
	const char **names = theme_names(reader->arena, theme, OPTION_COLOUR, &count);
	const struct node *node = node_get(entry->value, key);
	node_unknown(reader, node ? node->place : entry->key_place, "colour", name, names, count);
}

static void check_shield(struct reader *reader, const struct node_entry *entry, const struct theme *theme)
{
	const struct theme_shield *shield = theme_shield(theme, entry->key);
	if (!shield)
		return;
	check_colour(reader, entry, "plate", shield->plate, theme);
	check_colour(reader, entry, "band", shield->band, theme);
	check_colour(reader, entry, "edge", shield->edge, theme);
	check_colour(reader, entry, "text_colour", shield->text_colour, theme);
	if (theme_style(theme, shield->text))
		return;
	size_t count;
	const char **names = theme_names(reader->arena, theme, OPTION_STYLE, &count);
	const struct node *node = node_get(entry->value, "text");
	node_unknown(reader, node ? node->place : entry->key_place, "text style", shield->text, names, count);
}

static void check_class_hatches(struct reader *reader, const struct node *node, const struct theme *theme)
{
	for (size_t i = 0; node && i < theme->class_hatch_count; i++) {
		const char *name = theme->class_hatches[i];
		size_t count;
		const char **names = theme_names(reader->arena, theme, OPTION_HATCH, &count);
		if (strcmp(name, "none") != 0 && !theme_hatch(theme, name))
			node_unknown(reader, node_item_place(node, i), "hatch", name, names, count);
	}
}

void theme_check_symbols(struct reader *reader, const struct node *top, const struct theme *theme)
{
	const struct node *hatches = node_get(top, "hatches");
	for (size_t i = 0; hatches && hatches->type == NODE_MAP && i < hatches->count; i++) {
		const struct theme_hatch *hatch = theme_hatch(theme, hatches->entries[i].key);
		if (hatch)
			check_colour(reader, &hatches->entries[i], "colour", hatch->colour, theme);
	}
	check_class_hatches(reader, node_get(top, "class_hatches"), theme);
	const struct node *shields = node_get(top, "shields");
	for (size_t i = 0; shields && shields->type == NODE_MAP && i < shields->count; i++)
		check_shield(reader, &shields->entries[i], theme);
}
