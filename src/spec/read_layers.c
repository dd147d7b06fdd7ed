/* `layers:` and `furniture:` of a map file: entries of a kind, with the kind's options. */
#include "spec/map_reader.h"

#include <string.h>

#define LAYERS_MAX 1000

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
			diag_error(map->in.diag, node_get(node, "id")->place, NULL, "a second layer '%s'", id);
			diag_note(map->in.diag, map->out->layers[i].place, NULL, "the first is here");
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
		diag_error(map->in.diag, node->place, NULL, "layers: the list is empty");
	map->out->layers = ARENA_ARRAY(map->in.arena, node->count + 1, struct layer_spec);
	for (size_t i = 0; i < node->count; i++) {
		struct layer_spec *layer = &map->out->layers[map->out->layer_count++];
		read_layer(map, node->entries[i].value, layer);
	}
}

static const char *const element_keys[] = {"show", "at", "offset"}; /* a fixed one has the first alone */

static void read_element(struct map_reader *map, const struct node_entry *entry, struct element_spec *element)
{
	struct place owner = entry ? entry->key_place : (struct place){.source = map->top->place.source};
	const struct node *node = entry ? entry->value : NULL;
	element->place = owner;
	element->shown = true;
	if (node_is_nothing(node)) {
		node = NULL;
	} else if (node->type == NODE_TEXT) {
		node_bool(&map->in, node, entry->key, &element->shown);
		node = NULL;
	} else if (node->type == NODE_LIST) {
		diag_error(map->in.diag, node->place, NULL, "%s: expected on, off or keys with values, found a list",
		           entry->key);
		node = NULL;
	}
	enum element_places places = map->catalogue->places(element->kind);
	const struct node *show = node_get(node, "show");
	if (show)
		node_bool(&map->in, show, "show", &element->shown);
	if (node && places != ELEMENT_FIXED)
		map_read_anchor(map, node, places == ELEMENT_IN_PANEL, &element->anchor);
	element->options = map_read_options(
	        map, element->kind, node, element_keys, places == ELEMENT_FIXED ? 1 : 3,
	        arena_printf(map->in.arena, "%s '%s'", map->catalogue->elements.what, element->kind->name), owner);
}

void map_read_furniture(struct map_reader *map)
{
	const struct kind_list *kinds = &map->catalogue->elements;
	const struct node *node = map_section(map, "furniture", NODE_MAP, 1000);
	for (size_t i = 0; node && i < node->count; i++)
		map_read_kind(map, kinds, node->entries[i].key, node->entries[i].key_place);
	map->out->elements = ARENA_ARRAY(map->in.arena, kinds->count + 1, struct element_spec);
	for (size_t i = 0; i < kinds->count; i++) {
		struct element_spec *element = &map->out->elements[map->out->element_count++];
		element->kind = kinds->kinds[i];
		read_element(map, node_entry_find(node, element->kind->name), element);
	}
}
