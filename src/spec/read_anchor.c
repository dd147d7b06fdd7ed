/* `at:` and `offset:`, with which things stand at a corner of the map. In: a node. Out: a corner, points. */
#include "spec/map_reader.h"

#include <string.h>

#define OFFSET_MOST 2000.0 /* points */

const char *const map_corners[MAP_CORNERS] = {"top-left", "top-right", "bottom-left", "bottom-right"};

/* "auto" and "panel": where the element stands by itself. */
static void read_at(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out)
{
	const char *words[] = {
	        in_panel ? "panel" : "auto", map_corners[0], map_corners[1], map_corners[2], map_corners[3], "map"};
	struct node corner = *node;
	size_t chosen = 0;
	if (node->type == NODE_TEXT && !strncmp(node->text, "map ", 4))
		corner.text = node->text + 4;
	size_t count = sizeof words / sizeof *words - !in_panel;
	if (!node_choice(&map->in, &corner, "at", words, count, &chosen) || chosen == 0)
		return;
	out->given = true;
	out->is_free = chosen == 5;
	out->right = chosen == 2 || chosen == 4;
	out->bottom = chosen == 3 || chosen == 4;
}

static void read_offset(struct map_reader *map, const struct node *node, struct anchor *out)
{
	static const struct option option = {.key = "offset", .type = OPTION_LENGTHS};
	struct numbers lengths;
	if (!options_read_value(&map->in, &option, node, &lengths))
		return;
	if (node->type == NODE_LIST && lengths.count != 2) {
		diag_error(map->in.diag, WRONG_VALUE, node->place, "for example [4mm, 4mm]",
		           "offset: expected two lengths, found %zu", lengths.count);
		return;
	}
	for (size_t i = 0; i < lengths.count; i++)
		if (lengths.values[i] < 0 || lengths.values[i] > OFFSET_MOST) {
			diag_error(map->in.diag, OUT_OF_RANGE, node_item_place(node, i),
			           "it is measured from the corner into the map",
			           "offset: must be between 0 and %.0f points", OFFSET_MOST);
			return;
		}
	out->has_offset = true;
	out->x = lengths.values[0];
	out->y = lengths.values[lengths.count - 1];
}

bool map_names_corner(const char *text)
{
	return node_is_among(strncmp(text, "map ", 4) ? text : text + 4, map_corners, MAP_CORNERS);
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
