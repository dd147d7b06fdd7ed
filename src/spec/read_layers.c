/* `layers:` and `furniture:` of a map file: entries of a kind, with the kind's options. */
#include "spec/map_reader.h"

#include <string.h>

#define LAYERS_MAX   1000
#define ELEMENTS_MAX 20     /* entries of `furniture:` */
#define OFFSET_MOST  2000.0 /* points */

/* What every layer has beside the options of its kind. */
struct layer_common {
	const char *id, *kind, *data;
	struct localized legend;
	struct texts translated, versions;
};
#define FIELD(name) offsetof(struct layer_common, name)
static const struct option layer_options[] = {
        {"id", OPTION_ID, FIELD(id), option_required, "its name"},
        {"kind", OPTION_TEXT, FIELD(kind), option_required, "how its features are drawn"},
        {"data", OPTION_REFERENCE, FIELD(data), NULL, "what is drawn", .choices = "data"},
        {"legend", OPTION_LOCALIZED, FIELD(legend), NULL, "its text in the legend"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which that is your own translation", 1, 8},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
};
#undef FIELD
static const struct kind layer_kind = {"layer", "every layer", OPTION_ROWS(layer_options), 0};

static void check_layer_id(struct map_reader *map, const struct node *node, const struct layer_spec *layer)
{
	const struct layer_spec *first = map_spec_layer(map->out, layer->id);
	if (first == layer || !*layer->id)
		return;
	diag_error(map->in.diag, DUPLICATE_ENTRY, node_get(node, "id")->place, NULL, "a second layer '%s'", layer->id);
	diag_note(map->in.diag, DUPLICATE_ENTRY, first->place, NULL, "the first is here");
}

/* The option struct of a kind, from the keys that are not `common`. */
static void *read_kind(struct map_reader *map, const struct kind *kind, const struct kind *common,
                       const struct node_entry *entry, const char *what)
{
	void *base = arena_alloc(map->in.arena, kind->size + 1);
	options_check_keys(&map->in, kind, common, entry, arena_printf(map->in.arena, "%s '%s'", what, kind->name));
	options_read_known(&map->in, kind, entry, true, base);
	/* Elsewhere a key with nothing behind it counts as absent; a half-written `where:` would draw everything.
	 * Colours have been reported by now. */
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct node_entry *written = node_entry_find(entry->value, kind->options[i].key);
		if (written && node_is_nothing(written->value) && kind->options[i].type != OPTION_COLOUR)
			options_read_value(&map->in, &kind->options[i], written->value,
			                   (char *)base + kind->options[i].offset);
	}
	options_check_theme(&map->in, kind, entry, map->out->theme, base);
	return base;
}

static void read_layer(struct map_reader *map, const struct node_entry *entry, struct layer_spec *layer)
{
	struct layer_common common = {.id = ""};
	const struct node *node = entry->value, *kind = node_get(node, "kind");
	layer->place = node->place;
	layer->id = "";
	if (!node_expect(&map->in, node, NODE_MAP, "a layer"))
		return;
	options_read_known(&map->in, &layer_kind, entry, true, &common);
	layer->id = common.id;
	layer->data = common.data ? map_spec_data(map->out, common.data) : NULL;
	layer->title = common.legend;
	layer->translated = common.translated;
	map_check_translated(map, node, &layer->translated, &layer->title, NULL);
	layer->versions = common.versions;
	check_layer_id(map, node, layer);
	if (common.kind && (layer->kind = map_read_kind(map, &map->catalogue->layers, common.kind, kind->place))) {
		const struct node_entry own = {NULL, kind->place,
		                               (struct node *)node}; /* its defaults are of the kind */
		layer->options = read_kind(map, layer->kind, &layer_kind, &own, map->catalogue->layers.what);
	}
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
		read_layer(map, &node->entries[i], layer);
	}
}

/* What every element has; one that is fixed has no place to choose. */
static const struct option element_options[] = {
        {"kind", OPTION_SECTION, 0, NULL, "which, in a list"},
        {"show", OPTION_BOOL, offsetof(struct element_spec, shown), "yes", "whether it is drawn"},
        {"at", OPTION_SECTION, 0, NULL, "corner of the map: top-left, top-right, bottom-left, bottom-right"},
        {"offset", OPTION_SECTION, 0, NULL, "from that corner: [4mm, 4mm], 8pt"},
};
static const struct kind element_kind = {"element", "every element", element_options, 4, 0},
                         fixed_element_kind = {"element", "credits and graticule", element_options, 2, 0};

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

/* `at:` and `offset:` of a map element; `in_panel`: by itself it stands in the panel. */
static void read_anchor(struct map_reader *map, const struct node *node, bool in_panel, struct anchor *out)
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

/* `entry`: on, off, keys with values; or nothing, as it stands by itself. */
static void read_element(struct map_reader *map, const struct kind *kind, struct node_entry entry)
{
	struct element_spec *element = &map->out->elements[map->out->element_count++];
	*element = (struct element_spec){.kind = kind, .shown = true, .place = entry.key_place};
	enum element_places places = map->catalogue->places(kind);
	const struct kind *common = places == ELEMENT_FIXED ? &fixed_element_kind : &element_kind;
	const struct option shown = {.key = kind->name, .type = OPTION_BOOL};
	if (!node_is_nothing(entry.value) && entry.value->type == NODE_TEXT)
		options_read_value(&map->in, &shown, entry.value, &element->shown);
	else if (entry.value && entry.value->type == NODE_LIST)
		diag_error(map->in.diag, WRONG_TYPE, entry.value->place,
		           "for an element twice write furniture: [{kind: …}, {kind: …}]",
		           "%s: expected on, off or keys with values, found a list", kind->name);
	if (!entry.value || entry.value->type != NODE_MAP)
		entry.value = node_new(map->in.arena, NODE_MAP, entry.key_place);
	else
		options_read_known(&map->in, common, &entry, true, element);
	if (places != ELEMENT_FIXED)
		read_anchor(map, entry.value, places == ELEMENT_IN_PANEL, &element->anchor);
	element->options = read_kind(map, kind, common, &entry, map->catalogue->elements.what);
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
	const struct node *node = node_get(map->in.top, "furniture");
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
			struct node_entry entry = node->entries[i];
			if (found[i] != kinds->kinds[k])
				continue;
			if (list && entry.value->type == NODE_TEXT) /* its name alone */
				entry.value = NULL;
			read_element(map, found[i], entry);
		}
		if (map->out->element_count == before && !kinds->kinds[k]->on_request)
			read_element(map, kinds->kinds[k],
			             (struct node_entry){.key_place = {.source = map->in.top->place.source}});
	}
}
