/* Layers of a base. In: those of its file, what the map file asks for. Out: the layers of the map file, with those of
 * the base at each scale, and what the map file says of them, below its own. */
#include "spec/base_parts.h"

#include <string.h>

/* Keys of the file's layers that are read here and by no kind. */
static const char *const own_keys[] = {"scales", "labels", "where_viewed", "unless_viewed"};

void spec_base_drop(struct node *map, const char *key)
{
	struct node_entry *entry = node_entry_find(map, key);
	if (entry)
		memmove(entry, entry + 1, sizeof *entry * (size_t)(map->entries + --map->count - entry));
}

static bool holds_text(const struct node *list, const char *text)
{
	bool any = list && list->type == NODE_TEXT && !strcmp(list->text, text);
	for (size_t i = 0; list && list->type == NODE_LIST && i < list->count; i++)
		any |= list->entries[i].value->type == NODE_TEXT && !strcmp(list->entries[i].value->text, text);
	return any;
}

static bool is_shown(const struct base *base, const struct node *layer)
{
	const struct base_options *o = &base->options;
	static const char *const labels[] = {"sparse", "full", "none"};
	const struct node *only = node_get(layer, "labels");
	if (o->layers.count && !node_is_among(spec_base_group(base->arena, layer), o->layers.items, o->layers.count))
		return false;
	if (o->viewpoint && *spec_base_text(layer, "unless_viewed"))
		return false;
	return !only || holds_text(only, labels[o->labels]);
}

/* The options that the map file gives the layers of a group. */
static void apply_style(const struct base *base, struct node *layer, const char *group)
{
	const struct node *style = node_get(node_get(base->asked, "style"), group);
	for (size_t i = 0; style && style->type == NODE_MAP && i < style->count; i++)
		spec_base_set(base->arena, layer, style->entries[i].key, style->entries[i].key_place,
		              style->entries[i].value);
}

/* Where no names are asked for, a layer is drawn without its own. */
static void drop_names(const struct base *base, struct node *layer)
{
	static const char *const keys[] = {"label",    "label_style",  "label_weight", "label_below",
	                                   "smallest", "label_second", "repeat",       "on_line",
	                                   "follow",   "beside",       "avoid",        "prefer"};
	for (size_t i = 0; base->options.labels == LABELS_NONE && i < sizeof keys / sizeof *keys; i++)
		spec_base_drop(layer, keys[i]);
}

/* The narrower of a limit of the layer's own and of its scale: `below` the smaller, `above` the larger. */
static void limit(const struct base *base, struct node *layer, const char *key, const struct node *scale)
{
	struct node *of_scale = node_get(scale, key), *own = node_get(layer, key);
	double one = 0, other = 0;
	if (!of_scale || !node_number(&base->map->in, of_scale, key, 0, 1e12, &one) ||
	    (own && !node_number(&base->map->in, own, key, 0, 1e12, &other)))
		return;
	if (!own || other == 0 || (one < other) == (*key == 'b'))
		spec_base_set(base->arena, layer, key, of_scale->place, of_scale);
}

/* The layer as it is drawn at a scale; NULL: at all. */
static struct node *layer_at(const struct base *base, const struct node *from, const struct node_entry *scale)
{
	struct arena *arena = base->arena;
	struct node *layer = spec_base_copy(arena, from), *viewed = node_get(from, "where_viewed");
	for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++)
		spec_base_drop(layer, own_keys[i]);
	if (viewed && base->options.viewpoint)
		spec_base_set(arena, layer, "where", viewed->place,
		              node_new_text(arena,
		                            spec_base_replaced(arena, spec_base_text(from, "where_viewed"), '$',
		                                               base->options.viewpoint),
		                            viewed->place));
	if (scale) {
		struct node *data = node_get(layer, "data");
		const char *id = spec_base_text(layer, "id");
		if (*id)
			spec_base_set(arena, layer, "id", node_get(layer, "id")->place,
			              node_new_text(arena, arena_printf(arena, "%s-%s", id, scale->key),
			                            node_get(layer, "id")->place));
		spec_base_set(
		        arena, layer, "data", data->place,
		        node_new_text(arena, spec_base_replaced(arena, data->text, '*', scale->key), data->place));
		if (!strcmp(base->options.scale, BASE_ALL_SCALES)) {
			limit(base, layer, "below", scale->value);
			limit(base, layer, "above", scale->value);
		}
	}
	drop_names(base, layer);
	apply_style(base, layer, spec_base_group(arena, from));
	return layer;
}

/* Whether the layer, or an entry of data, stands for one at the scale. */
static bool is_at_scale(const struct base *base, const struct node *layer, const struct node_entry *scale)
{
	const struct node *only = node_get(layer, "scales");
	return (!strcmp(base->options.scale, BASE_ALL_SCALES) || !strcmp(base->options.scale, scale->key)) &&
	       (!only || holds_text(only, scale->key));
}

static void add_layer(const struct base *base, const struct node *from, struct node *layers)
{
	struct arena *arena = base->arena;
	if (from->type != NODE_MAP || !is_shown(base, from))
		return;
	if (!strchr(spec_base_text(from, "data"), '*')) {
		node_add(arena, layers, NULL, from->place, layer_at(base, from, NULL));
		return;
	}
	for (size_t i = 0; base->scales && i < base->scales->count; i++)
		if (is_at_scale(base, from, &base->scales->entries[i]))
			node_add(arena, layers, NULL, from->place, layer_at(base, from, &base->scales->entries[i]));
}

/* The areas that are made of a list of members. */
static bool are_made_areas(const struct node *layer)
{
	return layer->is_made && !strcmp(spec_base_text(layer, "id"), MAP_MADE_AREAS);
}

/* Puts them among the base's layers, with the keys of the entry that stands for them. */
static void add_made_areas(const struct base *base, const struct node *own, const struct node *entry,
                           struct node *layers)
{
	for (size_t i = 0; own && i < own->count; i++) {
		struct node *layer = own->entries[i].value;
		if (!are_made_areas(layer))
			continue;
		for (size_t k = 1; k < entry->count; k++)
			spec_base_set(base->arena, layer, entry->entries[k].key, entry->entries[k].key_place,
			              entry->entries[k].value);
		node_add(base->arena, layers, NULL, own->entries[i].key_place, layer);
	}
}

void spec_base_add_layers(const struct base *base)
{
	struct arena *arena = base->arena;
	const struct node *from = spec_base_section(base, "layers", NODE_LIST);
	struct node *own = node_get(base->top, "layers"), *layers = node_new(arena, NODE_LIST, base->asked->place);
	bool has_place = false;
	for (size_t i = 0; i < from->count; i++) {
		const struct node *layer = from->entries[i].value;
		bool is_place = layer->type == NODE_MAP && layer->count && !strcmp(layer->entries[0].key, "areas");
		if (is_place) {
			add_made_areas(base, own, layer, layers);
			base->map->base_areas_at = layers->count;
		} else {
			add_layer(base, layer, layers);
		}
		has_place |= is_place;
	}
	base->map->base_layer_count = layers->count;
	for (size_t i = 0; own && i < own->count; i++)
		if (!has_place || !are_made_areas(own->entries[i].value))
			node_add(arena, layers, NULL, own->entries[i].key_place, own->entries[i].value);
	if (own)
		layers->place = own->place;
	spec_base_set(arena, base->top, "layers", layers->place, layers);
}
