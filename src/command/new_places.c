/* The map of places that `corridor new` writes. In: their names, parted by commas or semicolons. Out: a map file with
 * these places, each as it has to be written to be the one that was found. */
#include "command/new.h"

#include "data/gazetteer.h"

#include <string.h>

/* "US-TX", "CI": what stands behind the comma of a place's name, and no name. */
static bool is_code(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *unit = text + 3;
	return letters == 2 && (!text[2] || (text[2] == '-' && *unit && strlen(unit) <= 3 &&
	                                     strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(unit)));
}

static const char *without_blanks(struct arena *arena, const char *text, size_t length)
{
	while (length && *text == ' ')
		text++, length--;
	while (length && text[length - 1] == ' ')
		length--;
	return arena_text_n(arena, text, length);
}

/* A list's names: one with a semicolon is parted by these alone. */
static struct texts read_names(struct arena *arena, const char *list)
{
	const char *mark = strchr(list, ';') ? ";" : ",";
	struct texts names = {ARENA_ARRAY(arena, strlen(list) + 1, const char *), 0};
	for (const char *at = list; *at;) {
		size_t length = strcspn(at, mark);
		const char *name = without_blanks(arena, at, length);
		if (is_code(name) && names.count)
			names.items[names.count - 1] =
			        arena_printf(arena, "%s, %s", names.items[names.count - 1], name);
		else if (*name)
			names.items[names.count++] = name;
		at += length + (at[length] != '\0');
	}
	return names;
}

/* Looks them up. One that is meant by the country of the others is written with its code. */
static bool check_names(struct new_map *new, struct texts *names)
{
	struct diag *diag = &new->line.diag;
	size_t errors = diag->errors;
	const char *file = command_gazetteer_path(&diag->arena);
	struct gazetteer *gazetteer = gazetteer_open(file, file, no_place, diag);
	if (gazetteer)
		gazetteer_among(gazetteer, names);
	for (size_t i = 0; gazetteer && i < names->count; i++) {
		size_t messages = diag->count;
		const struct gazetteer_place *place =
		        gazetteer_place(gazetteer, &diag->arena, names->items[i], no_place, diag);
		if (place && diag->count > messages && !place->is_shared)
			names->items[i] = place->written;
	}
	if (names->count == 0)
		diag_error(diag, WRONG_USAGE, no_place, "--places \"Abidjan, Accra, Lomé\"", "--places names no place");
	gazetteer_close(gazetteer);
	return diag->errors == errors;
}

/* The names, from that one on up to another, as a list. */
static void add_list(struct buffer *out, const struct texts *names, size_t from, size_t to)
{
	buffer_char(out, '[');
	for (size_t i = from; i < to; i++) {
		buffer_text(out, i > from ? ", " : "");
		new_map_scalar(out, names->items[i], true);
	}
	buffer_char(out, ']');
}

/* Without what stands behind a comma. */
static const char *short_name(struct arena *arena, const char *name)
{
	return arena_text_n(arena, name, strcspn(name, ","));
}

bool new_map_of_places(struct new_map *new)
{
	struct arena *arena = &new->line.diag.arena;
	struct texts names = read_names(arena, new->places);
	struct buffer *out = &new->text;
	if (!check_names(new, &names))
		return false;
	const char *first = short_name(arena, names.items[0]), *last = short_name(arena, names.items[names.count - 1]);
	new_map_head(new, names.count > 1 ? arena_printf(arena, "%s–%s", first, last) : first, "en");
	buffer_text(out, "# Names of the gazetteer, in any language (corridor find NAME). Where several places have "
	                 "one, with a code:\n"
	                 "# \"Paris, US-TX\". A place that it does not have: {name: Site A, at: [1.22, 6.13]}, "
	                 "longitude first.\n"
	                 "places: ");
	add_list(out, &names, 0, names.count);
	buffer_text(out, "\n");
	if (names.count < 2)
		return true;
	buffer_text(out,
	            "\n# Schematic lines through places: style is line, road, expressway, railway or ferry.\nroutes:\n"
	            "  route:\n    through: ");
	add_list(out, &names, 0, names.count);
	buffer_text(
	        out,
	        "\n    style: line\n    # legend: Road corridor    # its text in the legend\n"
	        "    # looseness: 0            # straight from place to place\n\n"
	        "# A map with a history: each version adds to the one before.\n# versions:\n#   \"2014\": {places: ");
	add_list(out, &names, 0, names.count / 2);
	buffer_text(out, ", routes: [route]}\n#   \"2022\": {places: ");
	add_list(out, &names, names.count / 2, names.count);
	buffer_text(out, "}\n");
	return true;
}
