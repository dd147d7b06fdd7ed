/* corridor find: the gazetteer. */
#include "base/utf8.h"
#include "command/command.h"
#include "data/gazetteer.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct find_line {
	const char *name, *language;
	bool json;
	struct command_line line;
};

static const struct flag flags[] = {
        {"--lang", NULL, "LANG", flag_read_text, offsetof(struct find_line, language),
         "names in this language: en, zh, ar; default: as each country writes them"},
        {"--json", NULL, NULL, flag_read_switch, offsetof(struct find_line, json), "as JSON"},
};
static const struct flag_table table = {flags, sizeof flags / sizeof *flags, offsetof(struct find_line, name), "name"};

/* In the language asked for, else the one for all, else English. */
static const char *name_in(const struct localized *names, const char *language, const char *otherwise)
{
	const char *found = localized_get(names, language ? language : "en");
	return found ? found : names->count ? localized_any(names, "en") : otherwise;
}

static const char *shown_name(const struct find_line *find, const struct gazetteer_place *place)
{
	const char *found = find->language ? localized_get(&place->names, find->language) : NULL;
	return found ? found : place->name;
}

/* Columns that a text takes on a terminal. */
static int width_of(const char *text)
{
	int width = 0;
	for (size_t length = strlen(text), taken; length; length -= taken, text += taken) {
		uint32_t character = base_utf8_decode(text, length, &taken);
		width += base_utf8_is_cjk(character) ? 2 : 1;
	}
	return width;
}

static void add_padded(struct buffer *out, const char *text, int width)
{
	buffer_text(out, text);
	for (int i = width_of(text); i < width; i++)
		buffer_char(out, ' ');
}

enum { PLACE, NAME, WHERE, PEOPLE, AT, COLUMNS };

static void fill_row(const struct find_line *find, const struct gazetteer_place *place, struct arena *arena,
                     const char *row[COLUMNS])
{
	static const char *const ranks[] = {"", ", capital", ", seat"};
	const char *unit = name_in(&place->units, find->language, ""),
	           *country = name_in(&place->countries, find->language, place->country),
	           *people = gazetteer_population_text(arena, place->population);
	row[PLACE] = place->written;
	row[NAME] = shown_name(find, place);
	row[WHERE] = arena_printf(arena, "%s%s%s%s", unit, *unit ? ", " : "", country, ranks[place->capital % 3]);
	row[PEOPLE] = *people ? people : "-";
	row[AT] = arena_printf(arena, "[%.5f, %.5f]", place->at.lon, place->at.lat);
}

static void print_table(const struct find_line *find, const struct gazetteer_places *places, struct arena *arena,
                        struct buffer *out)
{
	const char *(*rows)[COLUMNS] = arena_array(arena, places->count, sizeof *rows);
	int widths[COLUMNS] = {0};
	for (size_t i = 0; i < places->count; i++) {
		fill_row(find, &places->items[i], arena, rows[i]);
		for (int k = 0; k < COLUMNS; k++)
			widths[k] = width_of(rows[i][k]) > widths[k] ? width_of(rows[i][k]) : widths[k];
	}
	for (size_t i = 0; i < places->count; i++) {
		for (int k = 0; k < AT; k++) {
			if (k == NAME && !find->language)
				continue; /* it is a part of what is written */
			if (k == PEOPLE)
				buffer_printf(out, "%*s", widths[k] - width_of(rows[i][k]), "");
			add_padded(out, rows[i][k], k == PEOPLE ? 0 : widths[k]);
			buffer_text(out, "  ");
		}
		buffer_printf(out, "%s\n", rows[i][AT]);
	}
}

static void print_json(const struct find_line *find, const struct gazetteer_places *places, struct buffer *out)
{
	buffer_text(out, "[");
	for (size_t i = 0; i < places->count; i++) {
		const struct gazetteer_place *place = &places->items[i];
		buffer_json_after(out, i ? ",\n {\"place\": " : "\n {\"place\": ", place->written);
		buffer_json_after(out, ", \"name\": ", shown_name(find, place));
		buffer_json_after(out, ", \"country\": ", place->country);
		buffer_json_after(out,
		                  ", \"country_name\": ", name_in(&place->countries, find->language, place->country));
		buffer_json_after(out, ", \"unit\": ", place->unit);
		buffer_json_after(out, ", \"unit_name\": ", name_in(&place->units, find->language, ""));
		buffer_printf(out,
		              ", \"capital\": %s, \"population\": %.0f, \"lon\": %.5f, \"lat\": %.5f, \"names\": {",
		              place->capital == 1   ? "\"country\""
		              : place->capital == 2 ? "\"unit\""
		                                    : "null",
		              place->population, place->at.lon, place->at.lat);
		bool any = false;
		for (size_t k = 0; k < place->names.count; k++) {
			const struct localized_entry *name = &place->names.entries[k];
			if (!*name->language)
				continue;
			buffer_json_after(out, any ? ", " : "", name->language);
			buffer_json_after(out, ": ", name->text);
			any = true;
		}
		buffer_text(out, "}}");
	}
	buffer_text(out, places->count ? "\n]\n" : "]\n");
}

/* Prints what is found; false with an error when nothing is. */
static bool find_places(struct find_line *find)
{
	struct diag *diag = &find->line.diag;
	const char *file = command_gazetteer_path(&diag->arena);
	struct gazetteer *gazetteer = gazetteer_open(file, file, no_place, diag);
	struct gazetteer_places places;
	if (!gazetteer)
		return false;
	bool good = gazetteer_find(gazetteer, &diag->arena, find->name, diag, &places);
	if (good && !places.count) {
		gazetteer_place(gazetteer, &diag->arena, find->name, no_place, diag); /* says what is near */
		good = false;
	}
	struct buffer out;
	buffer_init(&out);
	if (good && find->json)
		print_json(find, &places, &out);
	else if (good)
		print_table(find, &places, &diag->arena, &out);
	if (good)
		good = command_write(&find->line, "-", &out);
	buffer_clear(&out);
	gazetteer_close(gazetteer); /* whose names were printed */
	return good;
}

static int run_find(int count, char **arguments)
{
	struct find_line find = {0};
	diag_init(&find.line.diag);
	bool good = flag_table_read(&table, count, arguments, &find, &find.line.given, &find.line.diag);
	if (good && !find.name)
		diag_error(&find.line.diag, WRONG_USAGE, no_place, "corridor find 'Paris, US'", "find which place?");
	if (!good || !find.name)
		return command_end(&find.line, EXIT_USAGE);
	return command_end(&find.line, find_places(&find) ? EXIT_DRAWN : EXIT_MAP_WRONG);
}

const struct command find_command = {"find", "NAME [options]",
                                     "the gazetteer: places of that name in any language, most populous first",
                                     run_find, &table};
