/* `classes:` of a layer: looks by class, in one layer.
 * In: a list of classes, `{where: …, …}` and last `{else: yes, …}`, or a map that makes them of a column: `{by: pop,
 * breaks: […], …}`, `{by: type, values: […], …}`, where a list gives one value for each. Out: a layer_spec a class: the
 * layer with the class's options over its own. The first class that a feature passes is its own: the condition of each
 * excludes those before it, so that each is drawn like a layer of its own. */
#include "expression/expression.h"
#include "spec/map_reader.h"

#include <math.h>
#include <string.h>

#define CLASSES_MAX 100

/* What every class has beside the options of the layer's kind. */
struct class_common {
	bool is_else;
	struct localized legend;
};
#define FIELD(name) offsetof(struct class_common, name)
static const struct option class_options[] = {
        {"else", OPTION_BOOL, FIELD(is_else), "no", "yes: whatever is in no class before it"},
        {"legend", OPTION_LOCALIZED, FIELD(legend), NULL, "its text in the legend"},
};
#undef FIELD
const struct kind map_class_options = {"class", "every class of a layer", OPTION_ROWS(class_options), 0};

/* What the classes of a layer are made with. */
struct class_reader {
	struct map_reader *map;
	struct layer_spec *layer;
	const struct option *filter; /* `where` of the layer's kind */
	/* The layer's own condition, and that a feature is in none of the classes so far. */
	const struct expression **before;
	size_t before_count;
	bool is_closed; /* there has been an else */
};

/* The condition field of an option struct. */
static const struct expression **filter_of(const struct class_reader *reader, void *options)
{
	return (const struct expression **)((char *)options + reader->filter->offset);
}

/* The layer's options, and over them those that the class's node writes. */
static struct layer_spec *add_look(struct class_reader *reader, const struct node *node,
                                   const struct class_common *common)
{
	struct map_reader *map = reader->map;
	struct layer_spec *layer = reader->layer;
	const struct kind *kind = layer->kind;
	const struct node_entry entry = {NULL, node->place, (struct node *)node};
	struct layer_spec *look = &layer->classes[layer->class_count++];
	*look = *layer;
	look->classes = NULL;
	look->class_count = 0;
	look->whole = layer;
	look->number = layer->class_count;
	look->title = common->legend;
	look->place = node->place;
	look->options = arena_alloc(map->in.arena, kind->size + 1);
	memcpy(look->options, layer->options, kind->size);
	options_read_known(&map->in, kind, &entry, false, look->options);
	options_check_theme(&map->in, kind, &entry, map->out->theme, look->options);
	return look;
}

/* The class takes what passes `own`, NULL: everything (or the condition is no good), and is in no class before. */
static void close_look(struct class_reader *reader, struct layer_spec *look, const struct expression *own, bool is_else)
{
	struct arena *arena = reader->map->in.arena;
	size_t count = reader->before_count;
	reader->before[count] = own;
	*filter_of(reader, look->options) = expression_all(arena, reader->before, count + (own != NULL));
	look->is_else = is_else;
	reader->is_closed = reader->is_closed || is_else;
	if (own)
		reader->before[reader->before_count++] = expression_not(arena, own);
}

static bool report(const struct class_reader *reader, enum diag_code code, struct place place, const char *hint,
                   const char *message)
{
	diag_error(reader->map->in.diag, code, place, hint, "%s", message);
	return false;
}

/* Whether the class says what belongs to it. */
static bool has_condition(const struct class_reader *reader, const struct node *node, bool is_else)
{
	const struct node *where = node_get(node, "where");
	if (reader->is_closed)
		return report(reader, CONTRADICTION, node->place, "move it before the one with else: yes",
		              "no feature comes to this class: the one before it takes all others");
	if (where && is_else)
		return report(reader, CONTRADICTION, where->place, "leave one of them out",
		              "a class has where:, or else: yes");
	if (!where && !is_else)
		return report(reader, MISSING_KEY, node->place,
		              "write where: and a condition, or else: yes for all others",
		              "a class does not say which features it takes");
	return true;
}

static void read_listed(struct class_reader *reader, const struct node *node)
{
	struct reader *in = &reader->map->in;
	struct class_common common = {0};
	const struct node_entry entry = {NULL, node->place, (struct node *)node};
	if (!node_expect(in, node, NODE_MAP, "a class"))
		return;
	options_check_keys(in, reader->layer->kind, &map_class_options, &entry,
	                   arena_printf(in->arena, "a class of layer kind '%s'", reader->layer->kind->name));
	options_read_known(in, &map_class_options, &entry, true, &common);
	if (!has_condition(reader, node, common.is_else))
		return;
	void *own = reader->layer->options;
	const struct expression *of_layer = *filter_of(reader, own);
	*filter_of(reader, own) = NULL;
	struct layer_spec *look = add_look(reader, node, &common);
	*filter_of(reader, own) = of_layer;
	close_look(reader, look, *filter_of(reader, look->options), common.is_else);
}

/* The keys of the map form, without those of the layer's kind. */
struct class_map {
	const char *by;
	struct numbers breaks;
	struct texts values;
};
#define FIELD(name) offsetof(struct class_map, name)
static const struct option map_options[] = {
        {"by", OPTION_TEXT, FIELD(by), option_required, "column whose values make the classes"},
        {"breaks", OPTION_NUMBERS, FIELD(breaks), NULL, "numbers, rising, at which the next class begins"},
        {"values", OPTION_TEXTS, FIELD(values), NULL, "values, each of which is a class"},
        {"legend", OPTION_SECTION, 0, NULL, "texts in the legend, one a class; else the values are",
         .choices = "localized|[localized]"},
        {"else", OPTION_SECTION, 0, NULL, "look of what is in no class", .choices = "class"},
};
#undef FIELD
const struct kind map_classes_options = {"map of classes", "classes by a column", OPTION_ROWS(map_options), 0};

static bool check_map(struct class_reader *reader, const struct node *node, const struct class_map *map)
{
	const struct node *breaks = node_get(node, "breaks"), *where = node_get(node, "where");
	if (!map->by)
		return false;
	if (where)
		return report(reader, CONTRADICTION, where->place, "write it beside classes:, for the whole layer",
		              "classes by a column have no condition of their own");
	if ((map->breaks.count > 0) == (map->values.count > 0))
		return report(reader, MISSING_KEY, node->place,
		              "for example {by: pop, breaks: [1e4, 1e6], size: [2pt, 3pt, 4pt]}",
		              "classes by a column need breaks or values, one of the two");
	if (map->breaks.count >= CLASSES_MAX || map->values.count > CLASSES_MAX)
		return report(reader, OVER_LIMIT, node->place, NULL, "a layer has at most 100 classes");
	for (size_t i = 1; i < map->breaks.count; i++)
		if (!(map->breaks.values[i] > map->breaks.values[i - 1]))
			return report(reader, WRONG_VALUE, breaks->place, NULL, "the breaks are to rise");
	return true;
}

/* The node of class number `index` of `count`: of each list, its item; false with an error if it has another length. */
static bool pick(struct class_reader *reader, const struct node *node, size_t index, size_t count, struct node **out)
{
	struct reader *in = &reader->map->in;
	*out = node_new(in->arena, NODE_MAP, node->place);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct node *value = entry->value;
		bool own = option_find(&map_classes_options, entry->key) && strcmp(entry->key, "legend") != 0;
		if (own)
			continue;
		if (value->type == NODE_LIST && value->count != count) {
			diag_error(in->diag, WRONG_VALUE, value->place, "n breaks make n + 1 classes, n values n",
			           "%s: %zu values for %zu classes", entry->key, value->count, count);
			return false;
		}
		node_add(in->arena, *out, entry->key, entry->key_place,
		         value->type == NODE_LIST ? value->entries[index].value : value);
	}
	return true;
}

static bool read_class_of_column(struct class_reader *reader, const struct node *node, const struct class_map *map,
                                 size_t index, size_t count)
{
	struct reader *in = &reader->map->in;
	struct class_common common = {0};
	struct node *picked;
	if (!pick(reader, node, index, count, &picked))
		return false;
	const struct node_entry entry = {NULL, node->place, picked};
	const struct place place = node_get(node, "by")->place;
	bool has_text = node_get(picked, "legend") != NULL;
	options_read_known(in, &map_class_options, &entry, true, &common);
	struct layer_spec *look = add_look(reader, picked, &common);
	if (map->values.count) {
		close_look(reader, look, expression_match(in->arena, map->by, place, &map->values.items[index], 1),
		           false);
		struct localized_entry *text = ARENA_NEW(in->arena, struct localized_entry);
		*text = (struct localized_entry){"", map->values.items[index]};
		look->title = has_text ? common.legend : (struct localized){text, 1};
		return true;
	}
	look->low = index ? map->breaks.values[index - 1] : -INFINITY;
	look->high = index < map->breaks.count ? map->breaks.values[index] : INFINITY;
	look->is_range = !has_text;
	close_look(reader, look, expression_range(in->arena, map->by, place, look->low, look->high), false);
	return true;
}

static void read_map(struct class_reader *reader, const struct node *node)
{
	struct reader *in = &reader->map->in;
	struct class_map map = {0};
	struct class_common common = {0};
	const struct node_entry entry = {NULL, node->place, (struct node *)node}, *rest = node_entry_find(node, "else");
	options_check_keys(in, reader->layer->kind, &map_classes_options, &entry, "classes");
	options_read_known(in, &map_classes_options, &entry, true, &map);
	if (!check_map(reader, node, &map))
		return;
	size_t count = map.values.count ? map.values.count : map.breaks.count + 1;
	for (size_t i = 0; i < count; i++)
		if (!read_class_of_column(reader, node, &map, i, count))
			return;
	if (!rest || !node_expect(in, rest->value, NODE_MAP, "else"))
		return;
	options_check_keys(in, reader->layer->kind, &map_class_options, rest, "else");
	options_read_known(in, &map_class_options, rest, true, &common);
	close_look(reader, add_look(reader, rest->value, &common), NULL, true);
}

void map_read_classes(struct map_reader *map, const struct node *node, struct layer_spec *layer)
{
	struct class_reader reader = {.map = map, .layer = layer};
	for (size_t i = 0; i < layer->kind->option_count; i++)
		if (layer->kind->options[i].type == OPTION_FILTER)
			reader.filter = &layer->kind->options[i];
	if (!reader.filter) {
		diag_error(map->in.diag, UNUSED_ENTRY, node->place, NULL, "a layer of kind '%s' has no classes",
		           layer->kind->name);
		return;
	}
	if (node->type == NODE_TEXT || node->count == 0 || node->count > CLASSES_MAX) {
		diag_error(map->in.diag, node->count > CLASSES_MAX ? OVER_LIMIT : WRONG_TYPE, node->place,
		           "for example [{where: pop >= 1e6, size: 4pt}, {else: yes}]",
		           "classes: expected a list of one to %d classes, or {by: column, …}", CLASSES_MAX);
		return;
	}
	layer->classes = ARENA_ARRAY(map->in.arena, CLASSES_MAX + 1, struct layer_spec);
	reader.before = ARENA_ARRAY(map->in.arena, CLASSES_MAX + 2, const struct expression *);
	const struct expression *of_layer = *filter_of(&reader, layer->options);
	if (of_layer)
		reader.before[reader.before_count++] = of_layer;
	if (node->type == NODE_MAP)
		read_map(&reader, node);
	for (size_t i = 0; node->type == NODE_LIST && i < node->count; i++)
		read_listed(&reader, node->entries[i].value);
}
