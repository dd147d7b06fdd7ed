/* `base:` of a map file: what lies below the map's own layers, from a file of data, layers and sources in the grammar
 * of map files. In: the tree of the map file, the base's file. Out: the tree with the base's entries in it, which keep
 * their places, so that paths are seen from that file's folder and errors name it. Why so: no other room knows a base,
 * and what a base shows is text that anybody can read.
 *
 * Beside the three sections the file has `scales`, from a name to its limits: an entry of `data` whose id ends in `-*`,
 * and a layer that draws it, stand for one of each scale; and `viewpoints`, for which a layer's `where_viewed` replaces
 * its `where`, `$` in it the viewpoint; without a viewpoint `unless_viewed` layers are drawn, too. `labels`
 * of a layer says with which labels it is drawn. An entry `areas: members` of the layers is where the map's own areas
 * lie, and which keys those of a list of members get there. */
#include "spec/base_parts.h"

#include "spec/seed_file.h"
#include "spec/yaml.h"

#include <string.h>

#define MENTION_DEEP 64
#define WORLD        "world"

#define FIELD(name) offsetof(struct base_options, name)
static const struct option options[] = {
        {"name", OPTION_TEXT, FIELD(name), WORLD, "world, or a file of one's own"},
        {"layers", OPTION_TEXTS, FIELD(layers), NULL, "only these of its layers [all]", 1, 100},
        {"scale", OPTION_TEXT, FIELD(scale), BASE_ALL_SCALES, "auto, or the data for one scale alone: 10m, 50m, 110m"},
        {"viewpoint", OPTION_TEXT, FIELD(viewpoint), NULL,
         "country by whose view disputed boundaries are drawn: cn, in [none: they are dashed]"},
        {"labels", OPTION_CHOICE, FIELD(labels), "sparse", "how many names it has", .choices = "sparse|full|none"},
        {"style", OPTION_SECTION, 0, NULL, "options of its layers: {land: {fill: white}, rivers: {width: 1pt}}",
         .choices = "{id: any}|'none'"},
};
#undef FIELD
const struct kind map_base_options = {"base", "what lies below the map's layers", OPTION_ROWS(options),
                                      sizeof(struct base_options)};

static struct texts groups(const struct base *base)
{
	const struct node *layers = spec_base_section(base, "layers", NODE_LIST);
	struct texts names = {.items = ARENA_ARRAY(base->arena, layers->count + 1, const char *)};
	for (size_t i = 0; i < layers->count; i++) {
		const char *name = spec_base_group(base->arena, layers->entries[i].value);
		if (*name && !node_is_among(name, names.items, names.count))
			names.items[names.count++] = name;
	}
	return names;
}

static struct texts keys_of(struct arena *arena, const struct node *node)
{
	struct texts keys = {.items = ARENA_ARRAY(arena, (node ? node->count : 0) + 2, const char *)};
	for (size_t i = 0; node && i < node->count; i++)
		keys.items[keys.count++] = node->type == NODE_MAP                      ? node->entries[i].key
		                           : node->entries[i].value->type == NODE_TEXT ? node->entries[i].value->text
		                                                                       : "";
	return keys;
}

static void check_name(const struct base *base, const struct node *node, const char *what, const char *name,
                       struct texts known)
{
	if (name && !node_is_among(name, known.items, known.count))
		node_unknown(&base->map->in, node->place, what, name, known.items, known.count);
}

/* Whether what the map file asks for is there. */
static void check_options(const struct base *base)
{
	const struct base_options *o = &base->options;
	const struct node *asked = base->asked, *layers = node_get(asked, "layers"), *style = node_get(asked, "style");
	struct texts known = groups(base), scales = keys_of(base->arena, base->scales);
	scales.items[scales.count++] = BASE_ALL_SCALES;
	for (size_t i = 0; i < o->layers.count; i++) {
		const struct node at = {.place = node_item_place(layers, i)};
		check_name(base, &at, "layer of the base", o->layers.items[i], known);
	}
	check_name(base, node_get(asked, "scale"), "scale", node_get(asked, "scale") ? o->scale : NULL, scales);
	check_name(base, node_get(asked, "viewpoint"), "viewpoint", o->viewpoint,
	           keys_of(base->arena, node_get(base->file, "viewpoints")));
	if (style && node_expect(&base->map->in, style, NODE_MAP, "style"))
		for (size_t i = 0; i < style->count; i++) {
			const struct node at = {.place = style->entries[i].key_place};
			check_name(base, &at, "layer of the base", style->entries[i].key, known);
			node_expect(&base->map->in, style->entries[i].value, NODE_MAP, style->entries[i].key);
		}
}

/* Ids of the base's are no others'. */
static void check_ids(const struct base *base, const struct node *entries, const char *what)
{
	for (size_t i = 0; entries && entries->type != NODE_TEXT && i < entries->count; i++) {
		const struct node_entry *entry = &entries->entries[i];
		const char *id = entry->key ? entry->key : spec_base_text(entry->value, "id");
		if (strncmp(id, BASE_PREFIX, strlen(BASE_PREFIX)) == 0)
			diag_error(base->map->in.diag, DUPLICATE_ENTRY,
			           entry->key ? entry->key_place : entry->value->place, "choose another id",
			           "%s '%s': ids that begin with " BASE_PREFIX " are the base's", what, id);
	}
}

/* Whether any text below the node is this one. */
static bool mentions(const struct node *node, const char *text, int deep)
{
	bool any = node->type == NODE_TEXT && !strcmp(node->text, text);
	for (size_t i = 0; !any && deep < MENTION_DEEP && i < node->count; i++)
		any = mentions(node->entries[i].value, text, deep + 1);
	return any;
}

/* The section of the map file with that key, which is made where there is none; NULL: it is no map, and is reported. */
static struct node *own_section(const struct base *base, const char *key)
{
	struct node *own = node_get(base->top, key);
	if (!own)
		spec_base_set(base->arena, base->top, key, base->asked->place,
		              own = node_new(base->arena, NODE_MAP, base->asked->place));
	return own->type == NODE_MAP ? own : NULL;
}

static void add_data(const struct base *base, const char *key, const struct node_entry *from, const char *scale)
{
	struct arena *arena = base->arena;
	struct node *own = own_section(base, "data"), *entry = spec_base_copy(arena, from->value);
	struct node *layer = node_get(entry, "layer");
	if (!own || !mentions(base->top, key, 0))
		return;
	if (layer && layer->type == NODE_TEXT && scale)
		spec_base_set(arena, entry, "layer", layer->place,
		              node_new_text(arena, spec_base_replaced(arena, layer->text, '*', scale), layer->place));
	node_add(arena, own, key, from->key_place, entry);
}

/* The data and sources that the tree names. */
static void add_named(const struct base *base)
{
	const struct node *data = spec_base_section(base, "data", NODE_MAP),
	                  *sources = spec_base_section(base, "sources", NODE_MAP);
	for (size_t i = 0; i < data->count; i++) {
		const struct node_entry *from = &data->entries[i];
		bool by_scale = strchr(from->key, '*');
		for (size_t k = 0; by_scale && base->scales && k < base->scales->count; k++) {
			const char *scale = base->scales->entries[k].key;
			add_data(base, spec_base_replaced(base->arena, from->key, '*', scale), from, scale);
		}
		if (!by_scale)
			add_data(base, from->key, from, NULL);
	}
	for (size_t i = 0; i < sources->count; i++) {
		const struct node_entry *from = &sources->entries[i];
		struct node *own = mentions(base->top, from->key, 0) ? own_section(base, "sources") : NULL;
		if (own)
			node_add(base->arena, own, from->key, from->key_place, from->value);
	}
}

/* Below the base's land is the sea. */
static void add_background(const struct base *base)
{
	const struct node *ground = node_get(base->file, "background");
	const struct texts *shown = &base->options.layers;
	if (ground && !node_entry_find(base->top, "background") &&
	    (!shown->count || node_is_among("land", shown->items, shown->count)))
		node_add(base->arena, base->top, "background", ground->place, (struct node *)ground);
}

/* `base: world` or `base: {…}`; false with errors. */
static bool read_options(struct base *base)
{
	const struct node_entry entry = {NULL, base->asked->place, (struct node *)base->asked};
	if (base->asked->type != NODE_TEXT)
		return options_read(&base->map->in, &map_base_options, &entry, true, &base->options);
	option_defaults(base->arena, &map_base_options, &base->options);
	base->options.name = base->asked->text;
	return true;
}

/* A name of the seeds' bases, or a file. NULL with an error. */
static const struct source *read_file(const struct base *base)
{
	struct map_reader *map = base->map;
	const char *name = base->options.name, *folder = arena_printf(base->arena, "%s/base", map->share_dir);
	const struct node *written = base->asked->type == NODE_TEXT ? base->asked : node_get(base->asked, "name");
	struct place place = written ? written->place : base->asked->place;
	struct texts names = {0};
	if (seed_file_is_yaml(name))
		return seed_file_read(base->arena, map_file_path(map, place, name), place, map->in.diag);
	seed_file_names(base->arena, folder, &names);
	if (node_is_among(name, names.items, names.count))
		return seed_file_read(base->arena, arena_printf(base->arena, "%s/%s.yaml", folder, name), place,
		                      map->in.diag);
	node_unknown(&map->in, place, "base", name, names.items, names.count);
	return NULL;
}

/* The base's file and its scales; false with errors. */
static bool open_file(struct base *base)
{
	struct map_reader *map = base->map;
	map->in.aside = read_file(base);
	base->file = map->in.aside ? spec_yaml_read(&map->in, map->in.aside) : NULL;
	if (!base->file)
		return false;
	base->scales = node_get(base->file, "scales");
	if (base->scales && !node_expect(&map->in, base->scales, NODE_MAP, "scales"))
		return false;
	map->out->base_file = map->in.aside->name;
	return true;
}

/* A map without a base may have its locator. */
static void add_locator_alone(struct base *base)
{
	const struct place *place = spec_base_asks_for_locator(base->top);
	if (!place)
		return;
	base->asked = node_new_text(base->arena, WORLD, *place);
	if (!read_options(base) || !open_file(base))
		return;
	spec_base_add_locator(base, node_get(base->top, "versions") != NULL);
	add_named(base);
}

void map_add_base(struct map_reader *map, struct node *top)
{
	struct base base = {.map = map, .arena = map->in.arena, .top = top, .asked = node_get(top, "base")};
	const struct node *layers = node_get(top, "layers");
	size_t errors = map->in.diag->errors;
	if (!base.asked || node_is_none(base.asked)) {
		add_locator_alone(&base);
		return;
	}
	check_ids(&base, node_get(top, "data"), "data");
	check_ids(&base, layers, "layer");
	check_ids(&base, node_get(top, "sources"), "source");
	if (!read_options(&base) || !open_file(&base))
		return;
	check_options(&base);
	if (map->in.diag->errors > errors || (layers && layers->type != NODE_LIST))
		return;
	add_background(&base);
	spec_base_add_layers(&base);
	spec_base_add_locator(&base, false);
	add_named(&base);
}
