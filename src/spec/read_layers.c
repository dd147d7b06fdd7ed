/* `layers:` of a map file: entries of a kind, with the kind's options. */
#include "spec/map_reader.h"

#include <string.h>

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
        {"legend", OPTION_LOCALIZED, FIELD(legend), NULL,
         "its text in the legend; of members a heading; none: it is left out"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which that is your own translation", 1, 8},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
        {"classes", OPTION_SECTION, 0, NULL,
         "looks by class, the first that fits: [{where: pop >= 1e6, size: 4pt, legend: …}, {else: yes}], or {by: pop, "
         "breaks: [1e4, 1e6], size: [2pt, 3pt, 4pt]}, {by: type, values: [canal, river], colour: [lake, river]}"},
};
#undef FIELD
const struct kind map_layer_options = {"layer", "every layer", OPTION_ROWS(layer_options), 0};

static void check_layer_id(struct map_reader *map, const struct node *node, const struct layer_spec *layer)
{
	const struct layer_spec *first = map_spec_layer(map->out, layer->id);
	if (first == layer || !*layer->id)
		return;
	diag_error(map->in.diag, DUPLICATE_ENTRY, node_get(node, "id")->place, NULL, "a second layer '%s'", layer->id);
	diag_note(map->in.diag, DUPLICATE_ENTRY, first->place, NULL, "the first is here");
}

void *map_read_kind_options(struct map_reader *map, const struct kind *kind, const struct kind *common,
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

/* `legend: none`, or no, as furniture is switched off. */
static bool is_unlisted(const struct node *legend)
{
	return legend && legend->type == NODE_TEXT && !legend->quoted &&
	       (!strcmp(legend->text, "none") || !strcmp(legend->text, "no") || !strcmp(legend->text, "off"));
}

static void read_layer(struct map_reader *map, const struct node_entry *entry, struct layer_spec *layer)
{
	struct layer_common common = {.id = ""};
	const struct node *node = entry->value, *kind = node_get(node, "kind");
	layer->place = node->place;
	layer->id = "";
	if (!node_expect(&map->in, node, NODE_MAP, "a layer"))
		return;
	options_read_known(&map->in, &map_layer_options, entry, true, &common);
	layer->id = common.id;
	layer->data = common.data ? map_spec_data(map->out, common.data) : NULL;
	layer->is_unlisted = is_unlisted(node_get(node, "legend"));
	layer->title = layer->is_unlisted ? (struct localized){0} : common.legend;
	layer->translated = common.translated;
	if (!layer->is_unlisted)
		map_check_translated(map, node, &layer->translated, &layer->title, NULL);
	layer->versions = common.versions;
	check_layer_id(map, node, layer);
	if (common.kind && (layer->kind = map_read_kind(map, &map->catalogue->layers, common.kind, kind->place))) {
		const struct node_entry own = {NULL, kind->place,
		                               (struct node *)node}; /* its defaults are of the kind */
		layer->options =
		        map_read_kind_options(map, layer->kind, &map_layer_options, &own, map->catalogue->layers.what);
		if (node_get(node, "classes"))
			map_read_classes(map, node_get(node, "classes"), layer);
	}
}

void map_read_layers(struct map_reader *map)
{
	const struct node *node = map_required_section(map, "layers", NODE_LIST, MAP_LAYERS_MAX);
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
