/* What the map files of `corridor new` begin with, and how their texts are written. */
#include "command/new.h"

#include <string.h>

/* Written by `corridor schema`, beside the map. */
#define SCHEMA_NAME "map.schema.json"

void new_map_scalar(struct buffer *out, const char *text, bool in_list)
{
	bool plain = *text && !strchr("-?:,[]{}#&*!|>'\"%@`~ 0123456789.+", *text) && text[strlen(text) - 1] != ' ';
	for (const char *c = text; *c && plain; c++)
		plain = (unsigned char)*c >= ' ' && !(in_list && strchr(",[]{}", *c)) &&
		        !(*c == ':' && (c[1] == ' ' || !c[1])) && !(*c == '#' && c[-1] == ' ');
	static const char *const words[] = {"yes", "no", "on", "off", "true", "false", "null", "none"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		plain = plain && strcmp(text, words[i]) != 0;
	if (plain)
		buffer_text(out, text);
	else
		buffer_json(out, text);
}

void new_map_head(struct new_map *new, const char *title, const char *languages)
{
	struct buffer *out = &new->text;
	const struct kind *keys = kind_find(&map_tables, "map");
	buffer_text(out,
	            "# yaml-language-server: $schema=" SCHEMA_NAME "\n"
	            "# `corridor render " MAP_NAME "` draws this map, `corridor check " MAP_NAME
	            "` says what is wrong with "
	            "it. An editor\n# that knows YAML checks it while you type, once `corridor schema -o " SCHEMA_NAME
	            "` has been run here.\n\ntitle: ");
	new_map_scalar(out, title, false);
	const char *list = arena_printf(&new->line.diag.arena, "[%s]", languages);
	buffer_printf(out, "\nlanguages: %-17s # the first leads; names are set in each: [en, zh]\n", list);
	buffer_text(out,
	            "page: a4                     # a4-portrait, slide, 180x120mm, 1200x800px: corridor list pages\n"
	            "theme: daylight              # corridor list themes\n");
	if (option_find(keys, "base"))
		buffer_text(out, "base: world                  # land, sea, borders, rivers, lakes, towns\n");
	buffer_char(out, '\n');
}
