/* corridor list: what there is to choose from. */
#include "command/command.h"
#include "scene/scene.h"

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
static void list_elements(const struct catalogue *catalogue)
{
	list_kinds(&catalogue->elements);
	printf("every element\n  %-16s whether it is drawn [yes]\n", "show");
	printf("all but");
	for (size_t i = 0; i < catalogue->elements.count; i++)
		if (catalogue->places(catalogue->elements.kinds[i]) == ELEMENT_FIXED)
			printf(" %s", catalogue->elements.kinds[i]->name);
	printf("\n  %-16s corner of the map: top-left, top-right, bottom-left, bottom-right\n", "at");
	printf("  %-16s from that corner, as [4mm, 4mm] [8pt]\n", "offset");
}

/* Each kind with its own options, then what every frame takes. */
static void list_frames(const struct catalogue *catalogue)
{
	const struct kind *const every[] = {kind_find(&map_tables, "frame")};
	list_kinds(&catalogue->frames);
	list_kinds(&(struct kind_list){"table", every, 1});
}

static int run_list(int count, char **arguments)
{
	const char *what = count ? arguments[0] : "";
	const struct catalogue catalogue = map_catalogue();
	if (!strcmp(what, "layers"))
		list_kinds(&catalogue.layers);
	else if (!strcmp(what, "elements"))
		list_elements(&catalogue);
	else if (!strcmp(what, "frames"))
		list_frames(&catalogue);
	else if (!strcmp(what, "map"))
		list_kinds(&map_tables);
	else if (!strcmp(what, "theme"))
		list_kinds(&theme_tables);
	else if (!strcmp(what, "pages"))
		for (size_t i = 0; i < page_size_count; i++)
			printf("%-14s %s\n", page_sizes[i].name, page_sizes[i].help);
	else if (!strcmp(what, "formats"))
		for (size_t i = 0; i < draw_format_count; i++)
			printf("%-14s %s\n", draw_formats[i]->name, draw_formats[i]->help);
	else {
		fputs("usage: corridor list layers|elements|frames|map|theme|pages|formats\n", stderr);
		return EXIT_USAGE;
	}
	return EXIT_DRAWN;
}

const struct command list_command = {"list", "layers|elements|frames|map|theme|pages|formats",
                                     "kinds with their options", run_list};
