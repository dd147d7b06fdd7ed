/* `labels:` of a map file: names that the author puts in their place or hides, instead of the program.
 * In: name -> position word, "hide", or {right: 8mm, above: 4mm, leader: no, layer: …, versions: […]}, of a name along
 * a line {along: 0.3} or {near: [lon, lat]}; a list of those for a name that several layers hold. Out: pins, lengths in
 * points. Whether anything has such a name, the data tell.
 */
#include "spec/map_reader.h"

#include "base/units.h"

#include <math.h>

#define LABELS_MAX      1000
#define PIN_OFFSET_MOST (1000 * POINTS_PER_MM)

const char *const label_pin_positions[] = {
        "above-right", "right-high", "right",           "right-low",      "below-right",     "above-left",
        "left-high",   "left",       "left-low",        "above",          "above-and-right", "above-and-left",
        "below-left",  "below",      "below-and-right", "below-and-left", "centre",          "hide"};
const size_t label_pin_position_count = sizeof label_pin_positions / sizeof *label_pin_positions;

static void read_position(struct map_reader *map, const struct node *node, struct label_pin *pin)
{
	size_t chosen = label_pin_position_count - 1;
	bool is_none = node_is_none(node); /* as everywhere: hide */
	const char *what = arena_printf(map->in.arena, "the label '%s'", pin->name);
	if (!is_none && !node_choice(&map->in, node, what, label_pin_positions, label_pin_position_count, &chosen))
		return;
	pin->hide = chosen == label_pin_position_count - 1;
	pin->position = pin->hide ? NULL : label_pin_positions[chosen];
}

/* What is written for a pin; distances not given are NAN. */
struct pin_options {
	double right, left, above, below, along;
	struct numbers near;
	bool leader;
	const char *layer;
	struct texts versions;
};

#define FIELD(name)          offsetof(struct pin_options, name)
#define DISTANCE(name, help) #name, OPTION_LENGTH, FIELD(name), NULL, help, -PIN_OFFSET_MOST, PIN_OFFSET_MOST
static const struct option options[] = {
        {"position", OPTION_SECTION, 0, NULL, "place beside the point: right, above-left, …; hide",
         .choices = "position"},
        {DISTANCE(right, "from the point to the name's left edge")},
        {DISTANCE(left, "from the point to the name's right edge")},
        {DISTANCE(above, "from the point to the name's lower edge")},
        {DISTANCE(below, "from the point to the name's upper edge")},
        {"along", OPTION_NUMBER, FIELD(along), NULL,
         "of a name along a line: share of its longest piece seen, from the left end", 0, 1},
        {"near", OPTION_NUMBERS, FIELD(near), NULL,
         "of a name along a line: [longitude, latitude] that it stands nearest to", -360, 360},
        {"leader", OPTION_BOOL, FIELD(leader), NULL, "line to the point"},
        {"layer", OPTION_REFERENCE, FIELD(layer), NULL, "only of this layer", .choices = "layers"},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
};
#undef FIELD
const struct kind map_label_options = {"label", "an entry of labels:", OPTION_ROWS(options), 0};

/* Two keys for one direction: {right: 8mm} or {left: 8mm}. True when one is given. */
static bool join_distances(struct map_reader *map, const struct node *node, const char *forth, double forth_by,
                           const char *back, double back_by, double *out)
{
	if (!isnan(forth_by) && !isnan(back_by))
		diag_error(map->in.diag, CONTRADICTION, node_get(node, back)->place, NULL,
		           "'%s' and '%s' contradict each other", forth, back);
	*out = !isnan(back_by) ? -back_by : !isnan(forth_by) ? forth_by : 0;
	return !isnan(forth_by) || !isnan(back_by);
}

/* Where along a line. True when that is given. */
static bool read_way(struct map_reader *map, const struct node *node, const struct pin_options *written,
                     struct label_pin *pin)
{
	const struct node *near = node_get(node, "near");
	pin->along = written->along;
	if (near && written->near.count == 2 && fabs(written->near.values[1]) <= 90)
		pin->near = (struct lonlat){written->near.values[0], written->near.values[1]};
	else if (written->near.count)
		diag_error(map->in.diag, OUT_OF_RANGE, near->place, "for example near: [119.4, 32.2]",
		           "the label '%s': near is a longitude and a latitude", pin->name);
	if (near && !isnan(written->along))
		diag_error(map->in.diag, CONTRADICTION, near->place, "remove one of them",
		           "'along' and 'near' contradict each other");
	return near || !isnan(written->along);
}

static void read_detail(struct map_reader *map, const struct node_entry *entry, struct label_pin *pin)
{
	const struct node *node = entry->value, *position = node_get(node, "position");
	size_t errors = map->in.diag->errors;
	struct pin_options written = {.right = NAN, .left = NAN, .above = NAN, .below = NAN, .along = NAN};
	options_read(&map->in, &map_label_options, entry, true, &written);
	if (position)
		read_position(map, position, pin);
	bool beside = join_distances(map, node, "right", written.right, "left", written.left, &pin->right);
	bool over = join_distances(map, node, "above", written.above, "below", written.below, &pin->above);
	bool on_line = read_way(map, node, &written, pin);
	pin->by_offset = beside || over;
	if (node_get(node, "leader"))
		pin->leader = written.leader ? PIN_LEADER_YES : PIN_LEADER_NO;
	pin->versions = written.versions;
	pin->layer = written.layer ? map_spec_layer(map->out, written.layer) : NULL;
	if (pin->by_offset && position)
		diag_error(map->in.diag, CONTRADICTION, position->place, "remove one of them",
		           "the label '%s' has both a position and distances", pin->name);
	else if (pin->by_offset && on_line)
		diag_error(map->in.diag, CONTRADICTION, pin->place, "write position: above or below, or nothing",
		           "the label '%s' has both distances and a place along a line", pin->name);
	else if (!pin->by_offset && !position && !on_line && map->in.diag->errors == errors)
		diag_error(map->in.diag, MISSING_KEY, pin->place,
		           "for example {right: 8mm, above: 4mm} or {position: left}",
		           "the label '%s' is told no place", pin->name);
}

/* `node`: the entry's value, or one of the list that it is. */
static void read_pin(struct map_reader *map, const struct node_entry *entry, struct node *node)
{
	struct map_spec *out = map->out;
	struct label_pin *pin = &out->pins[out->pin_count++];
	*pin = (struct label_pin){.name = entry->key, .place = entry->key_place, .along = NAN, .near = {NAN, NAN}};
	if (node->type == NODE_MAP)
		read_detail(map, &(struct node_entry){entry->key, entry->key_place, node}, pin);
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
		bool list = entry->value->type == NODE_LIST;
		for (size_t k = 0; k < (list ? entry->value->count : 1); k++)
			read_pin(map, entry, list ? entry->value->entries[k].value : entry->value);
	}
}
