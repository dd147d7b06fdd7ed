/* `layers:` and `furniture:` of a map file: entries of a kind, with the kind's options. */
#include "spec/map_reader.h"

#include <string.h>

#define LAYERS_MAX   1000
#define ELEMENTS_MAX 20 /* entries of `furniture:` */

static const char *const layer_keys[] = {"id", "kind", "data", "legend", "versions"};
static const size_t layer_key_count = sizeof layer_keys / sizeof *layer_keys;

static void read_layer_id(struct map_reader *map, const struct node *node, struct layer_spec *layer)
{
	const char *id = node_need_text(&map->in, node, "id", node->place, "the layer");
	layer->id = id ? id : "";
	if (!id || !node_is_id(&map->in, id, node_get(node, "id")->place, "layer"))
		return;
	for (size_t i = 0; i + 1 < map->out->layer_count; i++) {
		if (strcmp(map->out->layers[i].id, id) == 0) {
			diag_error(map->in.diag, DUPLICATE_ENTRY, node_get(node, "id")->place, NULL,
			           "a second layer '%s'", id);
			diag_note(map->in.diag, DUPLICATE_ENTRY, map->out->layers[i].place, NULL, "the first is here");
			return;
		}
	}
}

static void read_layer(struct map_reader *map, const struct node *node, struct layer_spec *layer)
{
	layer->place = node->place;
	layer->id = "";
	if (!node_expect(&map->in, node, NODE_MAP, "a layer"))
		return;
	read_layer_id(map, node, layer);
	const struct node *data = node_get(node, "data");
	int index = data ? map_read_reference(map, data, "data", "data") : -1;
	if (index >= 0 && (size_t)index < map->out->data_count)
		layer->data = &map->out->data[index];
	map_read_localized_key(map, node, "legend", &layer->title);
	map_read_version_names(map, node, &layer->versions, &layer->version_count);
	const char *name = node_need_text(&map->in, node, "kind", node->place, "the layer");
	if (!name)
		return;
	const struct node *kind = node_get(node, "kind");
	layer->kind = map_read_kind(map, &map->catalogue->layers, name, kind->place);
	if (layer->kind)
		layer->options = map_read_options(map, layer->kind, node, layer_keys, layer_key_count,
		                                  arena_printf(map->in.arena, "layer kind '%s'", name), kind->place);
}

void map_read_layers(struct map_reader *map)
{
	const struct node *node = map_required_section(map, "layers", NODE_LIST, LAYERS_MAX);
	if (!node)
		return;
	if (node->count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, NULL, "layers: the list is empty");
	map->out->layers = ARENA_ARRAY(map->in.arena, node->count + 1, struct layer_spec);
	for (size_t i = 0; i < node->count; i++) {
		struct layer_spec *layer = &map->out->layers[map->out->layer_count++];
		read_layer(map, node->entries[i].value, layer);
	}
}

static const char *const element_keys[] = {"kind", "show", "at", "offset"}; /* a fixed one has no place to choose */

/* `node`: on, off, keys with values, or NULL: as it stands by itself. */
static void read_element(struct map_reader *map, const struct kind *kind, const struct node *node, struct place owner)
{
	struct element_spec *element = &map->out->elements[map->out->element_count++];
	*element = (struct element_spec){.kind = kind, .shown = true, .place = owner};
	if (node_is_nothing(node)) {
		node = NULL;
	} else if (node->type == NODE_TEXT) {
		node_bool(&map->in, node, kind->name, &element->shown);
		node = NULL;
	} else if (node->type == NODE_LIST) {
		diag_error(map->in.diag, WRONG_TYPE, node->place,
		           "for an element twice write furniture: [{kind: …}, {kind: …}]",
		           "%s: expected on, off or keys with values, found a list", kind->name);
		node = NULL;
	}
	enum element_places places = map->catalogue->places(kind);
	const struct node *show = node_get(node, "show");
	if (show)
		node_bool(&map->in, show, "show", &element->shown);
	if (node && places != ELEMENT_FIXED)
		map_read_anchor(map, node, places == ELEMENT_IN_PANEL, &element->anchor);
	element->options = map_read_options(
	        map, kind, node, element_keys, places == ELEMENT_FIXED ? 2 : 4,
	        arena_printf(map->in.arena, "%s '%s'", map->catalogue->elements.what, kind->name), owner);
}

/* Kind of an item of the list form: {kind: scale_bar, …}, or the name alone. */
static const struct kind *item_kind(struct map_reader *map, const struct node *item)
{
	const struct kind_list *kinds = &map->catalogue->elements;
	if (item->type == NODE_TEXT && !node_is_nothing(item))
		return map_read_kind(map, kinds, item->text, item->place);
	if (!node_expect(&map->in, item, NODE_MAP, kinds->what))
		return NULL;
	const char *name =
	        node_need_text(&map->in, item, "kind", item->place, arena_printf(map->in.arena, "the %s", kinds->what));
	return name ? map_read_kind(map, kinds, name, node_get(item, "kind")->place) : NULL;
}

/* `furniture:` is a map {kind: value} or, so that a kind can appear twice, a list of items. Kinds that it does not name
 * stand as they do by themselves. */
void map_read_furniture(struct map_reader *map)
{
	const struct kind_list *kinds = &map->catalogue->elements;
	const struct node *node = node_get(map->top, "furniture");
	bool list = node && node->type == NODE_LIST;
	node = map_section(map, "furniture", list ? NODE_LIST : NODE_MAP, ELEMENTS_MAX);
	size_t count = node ? node->count : 0;
	const struct kind **found = ARENA_ARRAY(map->in.arena, count + 1, const struct kind *);
	for (size_t i = 0; i < count; i++)
		found[i] = list ? item_kind(map, node->entries[i].value)
		                : map_read_kind(map, kinds, node->entries[i].key, node->entries[i].key_place);
	map->out->elements = ARENA_ARRAY(map->in.arena, kinds->count + count + 1, struct element_spec);
	for (size_t k = 0; k < kinds->count; k++) {
		size_t before = map->out->element_count;
		for (size_t i = 0; i < count; i++) {
			const struct node_entry *entry = &node->entries[i];
			if (found[i] != kinds->kinds[k])
				continue;
			bool named_only = list && entry->value->type == NODE_TEXT;
			read_element(map, found[i], named_only ? NULL : entry->value,
			             list ? entry->value->place : entry->key_place);
		}
		if (map->out->element_count == before)
			read_element(map, kinds->kinds[k], NULL, (struct place){.source = map->top->place.source});
	}
}
