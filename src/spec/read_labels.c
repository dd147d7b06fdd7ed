/* `labels:` of a map file: names that the author puts in their place or hides, instead of the program.
 * In: name -> position word, "hide", or {right: 8mm, above: 4mm, leader: no, layer: …, versions: […]}; a list of those
 * for a name that several layers hold. Out: pins, lengths in points. Whether anything has such a name, the data tell.
 */
#include "spec/map_reader.h"

#include "base/units.h"

#include <string.h>

#define LABELS_MAX      1000
#define PIN_OFFSET_MOST (1000 * POINTS_PER_MM)

const char *const label_pin_positions[] = {
        "above-right", "right-high", "right",           "right-low",      "below-right",     "above-left",
        "left-high",   "left",       "left-low",        "above",          "above-and-right", "above-and-left",
        "below-left",  "below",      "below-and-right", "below-and-left", "centre",          "hide"};
const size_t label_pin_position_count = sizeof label_pin_positions / sizeof *label_pin_positions;

static void read_position(struct map_reader *map, const struct node *node, struct label_pin *pin)
{
	size_t chosen = 0;
	const char *what = arena_printf(map->in.arena, "the label '%s'", pin->name);
	if (!node_choice(&map->in, node, what, label_pin_positions, label_pin_position_count, &chosen))
		return;
	pin->hide = chosen == label_pin_position_count - 1;
	pin->position = pin->hide ? NULL : label_pin_positions[chosen];
}

static bool read_pin_offset(struct map_reader *map, const struct node *parent, const char *key, double *out)
{
	const struct node *node = node_get(parent, key);
	double length;
	if (!node || !node_expect(&map->in, node, NODE_TEXT, key))
		return false;
	if (!units_parse_length(node->text, &length)) {
		diag_error(map->in.diag, WRONG_VALUE, node->place, "for example 8mm, 0.3in, 24pt",
		           "%s: '%s' is not a length", key, node->text);
		return false;
	}
	if (length > PIN_OFFSET_MOST || length < -PIN_OFFSET_MOST) {
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, NULL, "%s: a name stands at most a metre away",
		           key);
		return false;
	}
	*out = length;
	return true;
}

/* Two keys for one direction: {right: 8mm} or {left: 8mm}. */
static bool read_axis(struct map_reader *map, const struct node *node, const char *forth, const char *back, double *out)
{
	double against;
	bool is_forth = read_pin_offset(map, node, forth, out), is_back = read_pin_offset(map, node, back, &against);
	if (is_forth && is_back)
		diag_error(map->in.diag, CONTRADICTION, node_get(node, back)->place, NULL,
		           "'%s' and '%s' contradict each other", forth, back);
	if (is_back)
		*out = -against;
	return is_forth || is_back;
}

static void read_leader(struct map_reader *map, const struct node *parent, struct label_pin *pin)
{
	const struct node *node = node_get(parent, "leader");
	bool leader;
	if (node && node_bool(&map->in, node, "leader", &leader))
		pin->leader = leader ? PIN_LEADER_YES : PIN_LEADER_NO;
}

/* Layers are a list, whose items have ids. */
static void read_pin_layer(struct map_reader *map, const struct node *parent, struct label_pin *pin)
{
	const struct node *node = node_get(parent, "layer");
	const struct map_spec *out = map->out;
	const char **ids = ARENA_ARRAY(map->in.arena, out->layer_count + 1, const char *);
	if (!node || !node_expect(&map->in, node, NODE_TEXT, "layer"))
		return;
	for (size_t i = 0; i < out->layer_count; i++) {
		ids[i] = out->layers[i].id ? out->layers[i].id : "";
		if (!strcmp(ids[i], node->text))
			pin->layer = &out->layers[i];
	}
	if (!pin->layer)
		node_unknown(&map->in, node->place, "layer", node->text, ids, out->layer_count);
}

static void read_detail(struct map_reader *map, const struct node *node, struct label_pin *pin)
{
	static const char *const keys[] = {"position", "right",  "left",  "above",
	                                   "below",    "leader", "layer", "versions"};
	const struct node *position = node_get(node, "position");
	size_t errors = map->in.diag->errors;
	node_check_keys(&map->in, node, "a label", keys, sizeof keys / sizeof *keys);
	if (position)
		read_position(map, position, pin);
	bool beside = read_axis(map, node, "right", "left", &pin->right);
	bool over = read_axis(map, node, "above", "below", &pin->above);
	pin->by_offset = beside || over;
	read_leader(map, node, pin);
	map_read_version_names(map, node, &pin->versions, &pin->version_count);
	read_pin_layer(map, node, pin);
	if (pin->by_offset && position)
		diag_error(map->in.diag, CONTRADICTION, position->place, "remove one of them",
		           "the label '%s' has both a position and distances", pin->name);
	else if (!pin->by_offset && !position && map->in.diag->errors == errors)
		diag_error(map->in.diag, EMPTY_VALUE, pin->place,
		           "for example {right: 8mm, above: 4mm} or {position: left}",
		           "the label '%s' is told no place", pin->name);
}

static void read_pin(struct map_reader *map, const struct node_entry *entry, const struct node *node)
{
	struct map_spec *out = map->out;
	struct label_pin *pin = &out->pins[out->pin_count++];
	*pin = (struct label_pin){.name = entry->key, .place = entry->key_place};
	if (node->type == NODE_MAP)
		read_detail(map, node, pin);
	else
		read_position(map, node, pin);
}

void map_read_labels(struct map_reader *map)
{
	const struct node *node = map_section(map, "labels", NODE_MAP, LABELS_MAX);
	size_t count = 0;
	if (!node)
		return;
	for (size_t i = 0; i < node->count; i++)
		count += node->entries[i].value->type == NODE_LIST ? node->entries[i].value->count : 1;
	map->out->pins = ARENA_ARRAY(map->in.arena, count + 1, struct label_pin);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		if (entry->value->type != NODE_LIST) {
			read_pin(map, entry, entry->value);
			continue;
		}
		for (size_t k = 0; k < entry->value->count; k++)
			read_pin(map, entry, entry->value->entries[k].value);
	}
}

bool label_pin_applies(const struct label_pin *pin, const char *version)
{
	for (size_t i = 0; i < pin->version_count; i++)
		if (!strcmp(pin->versions[i], version))
			return true;
	return pin->version_count == 0;
}
