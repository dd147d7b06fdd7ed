/* `at:` and `offset:` of a map element: a corner of the map and the distance from it.
 * In: "top-left" or "map top-left", "4mm" or "[4mm, 6mm]". Out: struct anchor, points. */
#include "spec/map_reader.h"

#include "base/units.h"

#include <string.h>

#define OFFSET_MOST 2000.0 /* points */

static const char *const corners[] = {"top-left", "top-right", "bottom-left", "bottom-right"};

/* "auto" and "panel": where the element stands by itself. */
static void read_at(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out)
{
	const char *words[] = {in_panel ? "panel" : "auto", corners[0], corners[1], corners[2], corners[3]};
	struct node corner = *node;
	size_t chosen = 0;
	if (node->type == NODE_TEXT && !strncmp(node->text, "map ", 4))
		corner.text = node->text + 4;
	if (!node_choice(&map->in, &corner, "at", words, sizeof words / sizeof *words, &chosen) || chosen == 0)
		return;
	out->given = true;
	out->right = chosen == 2 || chosen == 4;
	out->bottom = chosen >= 3;
}

static bool read_length(struct map_reader *map, const struct node *node, double *out)
{
	if (!node_expect(&map->in, node, NODE_TEXT, "offset"))
		return false;
	if (!units_parse_length(node->text, out)) {
		diag_error(map->in.diag, WRONG_VALUE, node->place, "for example [4mm, 4mm]",
		           "offset: '%s' is not a length", node->text);
		return false;
	}
	if (*out >= 0 && *out <= OFFSET_MOST)
		return true;
	diag_error(map->in.diag, OUT_OF_RANGE, node->place, "it is measured from the corner into the map",
	           "offset: must be between 0 and %.0f points", OFFSET_MOST);
	return false;
}

static void read_offset(struct map_reader *map, const struct node *node, struct anchor *out)
{
	bool list = node->type == NODE_LIST;
	if (list && node->count != 2) {
		diag_error(map->in.diag, WRONG_TYPE, node->place, "for example [4mm, 4mm]",
		           "offset: expected two lengths, found %zu", node->count);
		return;
	}
	const struct node *across = list ? node->entries[0].value : node, *down = list ? node->entries[1].value : node;
	out->has_offset = read_length(map, across, &out->x) && (!list || read_length(map, down, &out->y));
	if (!list)
		out->y = out->x;
}

void map_read_anchor(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out)
{
	const struct node *at = node_get(node, "at"), *offset = node_get(node, "offset");
	size_t errors = map->in.diag->errors;
	if (at)
		read_at(map, at, in_panel, out);
	if (offset)
		read_offset(map, offset, out);
	if (offset && !out->given && map->in.diag->errors == errors)
		diag_error(map->in.diag, CONTRADICTION, offset->place,
		           "write at: top-left, top-right, bottom-left or bottom-right as well",
		           "offset: the element stands at no corner of the map");
}
