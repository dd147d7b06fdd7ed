/* corridor list: what there is to choose from. */
#include "projection/list.h"
#include "base/utf8.h"
#include "command/command.h"
#include "data/dataset.h"
#include "scene/scene.h"
#include "spec/seed_file.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void list_kinds(const struct kind_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		printf("%-14s %s\n", list->kinds[i]->name, list->kinds[i]->help);
		for (size_t k = 0; k < list->kinds[i]->option_count; k++) {
			const struct option *option = &list->kinds[i]->options[k];
			printf("  %-16s %s%s%s%s\n", option->key, option->help, option->fallback ? " [" : "",
			       option->fallback ? option->fallback : "", option->fallback ? "]" : "");
		}
	}
}

/* What every element takes, then each with its own. */
static void list_elements(struct command_line *line)
{
	(void)line;
	const struct catalogue catalogue = map_catalogue();
	list_kinds(&catalogue.elements);
	printf("every element\n  %-16s whether it is drawn [yes]\n", "show");
	printf("all but");
	for (size_t i = 0; i < catalogue.elements.count; i++)
		if (catalogue.places(catalogue.elements.kinds[i]) == ELEMENT_FIXED)
			printf(" %s", catalogue.elements.kinds[i]->name);
	printf("\n  %-16s corner of the map: top-left, top-right, bottom-left, bottom-right\n", "at");
	printf("  %-16s from that corner, as [4mm, 4mm] [8pt]\n", "offset");
}

/* Each kind with its own options, then what every frame takes. */
static void list_frames(struct command_line *line)
{
	(void)line;
	const struct catalogue catalogue = map_catalogue();
	const struct kind *const every[] = {kind_find(&map_tables, "frame")};
	list_kinds(&catalogue.frames);
	list_kinds(&(struct kind_list){"table", every, 1});
}

static void list_layer_kinds(struct command_line *line)
{
	(void)line;
	const struct catalogue catalogue = map_catalogue();
	list_kinds(&catalogue.layers);
}

static void list_map_keys(struct command_line *line)
{
	(void)line;
	list_kinds(&map_tables);
}

static void list_theme_keys(struct command_line *line)
{
	(void)line;
	list_kinds(&theme_tables);
}

static void list_pages(struct command_line *line)
{
	(void)line;
	for (size_t i = 0; i < page_size_count; i++)
		printf("%-14s %s\n", page_sizes[i].name, page_sizes[i].help);
}

static void list_formats(struct command_line *line)
{
	const char *const *suffixes, *name;
	size_t most;
	puts("written:");
	for (size_t i = 0; i < draw_format_count; i++)
		printf("%-14s %s\n", draw_formats[i]->name, draw_formats[i]->help);
	puts("read:");
	for (size_t i = 0; (name = dataset_format_name(i, &suffixes, &most)); i++) {
		const char *all = "";
		for (size_t k = 0; k < most && suffixes[k]; k++)
			all = arena_printf(&line->diag.arena, "%s%s%s", all, k ? " " : "", suffixes[k]);
		printf("%-14s %s\n", all, name);
	}
}

static void list_themes(struct command_line *line)
{
	struct texts names = {0};
	seed_file_names(&line->diag.arena, arena_printf(&line->diag.arena, "%s/themes", line->overrides.share_dir),
	                &names);
	for (size_t i = 0; i < names.count; i++)
		puts(base_utf8_clean(&line->diag.arena, names.items[i], strlen(names.items[i])));
}

static void list_projections(struct command_line *line)
{
	size_t count;
	const struct projection_words *list = projection_list(&line->diag.arena, &count);
	printf("%-32s %s\n%-32s %s\n", "auto", "a projection that fits what is shown", "EPSG:32651",
	       "any projected system that PROJ knows by such a code");
	for (size_t i = 0; i < count; i++)
		printf("%-32s %s\n", list[i].text, list[i].help);
}

/* The theme that the command line names, or the default one; NULL with an error. */
static const struct theme *theme_asked_for(struct command_line *line)
{
	const char *name = line->overrides.theme ? line->overrides.theme : THEME_DEFAULT;
	return theme_read(&line->diag.arena, name, line->overrides.share_dir, no_place, &line->diag);
}

static void list_colours(struct command_line *line)
{
	const struct theme *theme = theme_asked_for(line);
	struct texts names = {0};
	if (theme)
		names = theme_names(&line->diag.arena, theme, OPTION_COLOUR);
	for (size_t i = 0; i < names.count; i++) {
		char hex[8] = "none";
		struct colour colour;
		if (theme_colour(theme, names.items[i], &colour) && colour.opacity > 0)
			colour_hex(colour, hex);
		printf("%-20s %s\n", names.items[i], hex);
	}
	if (theme)
		puts("and #rrggbb, #rgb, #rrggbbaa, rgb(…), hsl(…), and the colours that CSS names");
}

static void list_text_styles(struct command_line *line)
{
	const struct theme *theme = theme_asked_for(line);
	struct texts names = {0};
	if (theme)
		names = theme_names(&line->diag.arena, theme, OPTION_STYLE);
	for (size_t i = 0; i < names.count; i++) {
		char size[48];
		const struct text_style *style = theme_style(theme, names.items[i]);
		printf("%-20s %s pt, weight %d%s\n", names.items[i], base_number_text(size, style->size, 2),
		       style->weight, style->italic ? ", italic" : "");
	}
}

/* Symbols of a theme that layers name, and what they look like. */
static void list_shields(struct command_line *line)
{
	static const char *const forms[] = {"plate", "oval", "interstate"};
	const struct theme *theme = theme_asked_for(line);
	struct texts names = {0};
	if (theme)
		names = theme_names(&line->diag.arena, theme, OPTION_SHIELD);
	for (size_t i = 0; i < names.count; i++) {
		const struct theme_shield *shield = theme_shield(theme, names.items[i]);
		char height[48];
		printf("%-26s %s, %s pt high, plate %s, edge %s\n", names.items[i], forms[shield->form],
		       base_number_text(height, shield->height, 2), shield->plate, shield->edge);
	}
	if (theme)
		puts("and those under shields: in a map file");
}

static void list_hatches(struct command_line *line)
{
	const struct theme *theme = theme_asked_for(line);
	struct texts names = {0};
	if (theme)
		names = theme_names(&line->diag.arena, theme, OPTION_HATCH);
	for (size_t i = 0; i < names.count; i++) {
		const struct theme_hatch *hatch = theme_find_hatch(theme, names.items[i]);
		char spacing[48], width[48];
		printf("%-20s %s every %s pt, %s pt wide%s\n", names.items[i], hatch->dots ? "dots" : "lines",
		       base_number_text(spacing, hatch->spacing, 2), base_number_text(width, hatch->width, 2),
		       theme_hatch(theme, names.items[i]) ? "" : "; without colour in this theme, and not drawn");
	}
	if (theme)
		puts("and those under hatches: in a map file");
}

/* What there is to list: a line each. */
static const struct topic {
	const char *name, *help;
	void (*print)(struct command_line *line);
} topics[] = {
        {"layers", "kinds of layers, each with its options", list_layer_kinds},
        {"elements", "parts of the sheet, with their options", list_elements},
        {"frames", "kinds of further maps on the sheet, with their options", list_frames},
        {"map", "keys of a map file", list_map_keys},
        {"theme", "keys of a theme file", list_theme_keys},
        {"themes", "themes that are installed", list_themes},
        {"colours", "a theme's colours; --theme T", list_colours},
        {"text-styles", "a theme's text styles; --theme T", list_text_styles},
        {"shields", "a theme's road shields; --theme T", list_shields},
        {"hatches", "a theme's hatches; --theme T", list_hatches},
        {"pages", "pages by name", list_pages},
        {"projections", "projections, as projection: takes them", list_projections},
        {"formats", "formats that are written, and those that are read", list_formats},
};
static const size_t topic_count = sizeof topics / sizeof *topics;

static void print_topics(void)
{
	for (size_t i = 0; i < topic_count; i++)
		printf("  %-14s %s\n", topics[i].name, topics[i].help);
}

static const struct topic *find_topic(const char *name, struct diag *diag)
{
	for (size_t i = 0; i < topic_count; i++)
		if (!strcmp(topics[i].name, name))
			return &topics[i];
	const char *near = option_suggest(name, topics, sizeof *topics, topic_count);
	diag_error(diag, WRONG_USAGE, no_place,
	           near ? arena_printf(&diag->arena, "did you mean '%s'?", near) : "see corridor list --help",
	           "there is no list of '%s'", name);
	return NULL;
}

static const struct flag list_flags[] = {
        {"--theme", NULL, "T", flag_read_text, offsetof(struct command_line, overrides.theme),
         "whose colours, text styles, shields, hatches; default: " THEME_DEFAULT, .words = WORDS_THEMES},
};
static const struct flag_table list_table = {list_flags, 1, offsetof(struct command_line, map), "topic", WORDS_TOPICS};

void command_list_topics(struct arena *arena, struct texts *out)
{
	*out = (struct texts){ARENA_ARRAY(arena, topic_count, const char *), topic_count};
	for (size_t i = 0; i < topic_count; i++)
		out->items[i] = topics[i].name;
}

static int run_list(int count, char **arguments)
{
	struct command_line line = {.overrides.share_dir = command_share_dir()};
	diag_init(&line.diag);
	const struct topic *topic = NULL;
	if (flag_table_read(&list_table, count, arguments, &line, &line.given, &line.diag)) {
		if (line.map)
			topic = find_topic(line.map, &line.diag);
		else
			diag_error(&line.diag, WRONG_USAGE, no_place, "see corridor list --help", "list what?");
	}
	if (topic)
		topic->print(&line);
	return command_end(&line, topic ? EXIT_DRAWN : EXIT_USAGE);
}

const struct command list_command = {
        "list", "TOPIC",     "what there is to choose from: layers, themes, colours, …", run_list, &list_table,
        0,      print_topics};
