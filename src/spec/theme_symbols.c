/* A theme's road shields, by name.
 * In: the `shields:` of a theme or a map file; lengths in points. Out: struct theme, where an entry with a known name
 * changes only what it states. A map file's entries go over its theme's the same way, so that a map can bring its own
 * shield without a theme of its own. */
#include "spec/theme_file.h"

#define LENGTH_MAX 200

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

void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme)
{
	read_shields(reader, node_get(top, "shields"), theme);
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

void theme_check_symbols(struct reader *reader, const struct node *top, const struct theme *theme)
{
	const struct node *shields = node_get(top, "shields");
	for (size_t i = 0; shields && shields->type == NODE_MAP && i < shields->count; i++)
		check_shield(reader, &shields->entries[i], theme);
}
