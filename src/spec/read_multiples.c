/* `multiples:` of a map file: the sheet with a frame for every version. What it does not say is as on the sheets of the
 * single versions. */
#include "spec/map_reader.h"

#include "base/units.h"

#include <math.h>

#define UPRIGHT (200 * POINTS_PER_MM)

#define FIELD(name) offsetof(struct multiples_spec, name)
static const struct option options[] = {
        {"title", OPTION_LOCALIZED, FIELD(title), NULL, "of the sheet [the map's]"},
        {"page", OPTION_SECTION, 0, NULL, "a4, slide, 180x120mm [the map's]", .choices = "page"},
        {"width", OPTION_SECTION, 0, NULL, "of the page, the height in proportion", .choices = "side"},
        {"without", OPTION_REFERENCES, FIELD(without), NULL, "layers that its frames do not show", 1, 1000,
         .choices = "layers"},
        {"columns", OPTION_WHOLE, FIELD(columns), "0", "of frames; 0: as many as give the largest maps", 0, 50},
};
#undef FIELD
const struct kind multiples_spec_options = {"multiples", "the sheet with a frame for every version",
                                            OPTION_ROWS(options), sizeof(struct multiples_spec)};

/* On a narrow page whose height nobody says frames stand one below the other. */
static void stand_upright(struct page_spec *page)
{
	if (page->follows && page->width < UPRIGHT)
		page->height = M_SQRT2 * page->width;
}

static void read_page(struct map_reader *map, const struct node *node, struct multiples_spec *out)
{
	const struct node *top = map->in.top, *own = node_get(node, "page"), *width = node_get(node, "width");
	out->page = map->out->page;
	out->theme = map->out->theme;
	if (!own && !width) {
		stand_upright(&out->page);
		return;
	}
	page_spec_read(&map->in, own ? own : node_get(top, "page"), width ? width : node_get(top, "width"), &out->page);
	stand_upright(&out->page);
	if (map->theme)
		out->theme = map_read_type_scale(map, &out->page);
}

void map_read_multiples(struct map_reader *map)
{
	struct multiples_spec *out = &map->out->multiples;
	const struct node *node = map_section(map, "multiples", NODE_MAP, 100);
	const struct node_entry section = {NULL, node ? node->place : no_place, (struct node *)node};
	if (node)
		options_read(&map->in, &multiples_spec_options, &section, true, out);
	if (!out->title.count)
		out->title = map->out->title;
	read_page(map, node, out);
}
