/* `layers:` of a map file: entries of a kind, with the kind's options. */
#include "expression/expression.h"
#include "spec/map_reader.h"

#include <string.h>

/* What every layer has beside the options of its kind. */
struct layer_common {
	const char *id, *kind, *data;
	struct localized legend;
	struct texts translated, versions;
	bool is_context;
};
#define FIELD(name) offsetof(struct layer_common, name)
static const struct option layer_options[] = {
        {"id", OPTION_ID, FIELD(id), option_required, "its name"},
        {"kind", OPTION_TEXT, FIELD(kind), NULL, "how its features are drawn [marker, line or area, as its data are]"},
        {"data", OPTION_REFERENCE, FIELD(data), NULL, "what is drawn", .choices = "data"},
        {"legend", OPTION_LOCALIZED, FIELD(legend), NULL,
         "its text in the legend; of members a heading; none: it is left out"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which that is your own translation", 1, 8},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
        {"context", OPTION_BOOL, FIELD(is_context), "no",
         "it shows what the map's subject lies in: no extent is fitted to it, and what is not seen of it is not "
         "reported"},
        {"classes", OPTION_SECTION, 0, NULL,
         "looks by class, the first that fits: [{where: pop >= 1e6, size: 4pt, legend: …}, {else: yes}], or {by: pop, "
         "breaks: [1e4, 1e6], size: [2pt, 3pt, 4pt]}, {by: type, values: [canal, river], colour: [lake, river]}",
         .choices = "classes|'none'"},
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
	return node_is_none(legend) || (legend && legend->type == NODE_TEXT && !legend->quoted &&
	                                (!strcmp(legend->text, "no") || !strcmp(legend->text, "off")));
}

/* The kind that the layer names, else the one that is natural for its data. NULL with errors. */
static const struct kind *find_kind(struct map_reader *map, const struct node *node, const struct layer_common *common)
{
	const struct node *kind = node_get(node, "kind");
	struct data_spec *data = common->data ? (struct data_spec *)map_spec_data(map->out, common->data) : NULL;
	if (common->kind)
		return map_read_kind(map, &map->catalogue->layers, common->kind, kind->place);
	if (kind || (node_get(node, "data") && !data))
		return NULL; /* reported */
	if (!data || !map->catalogue->look_into) {
		diag_error(map->in.diag, MISSING_KEY, node->place,
		           "kind: how its features are drawn; or data: what is drawn", "the layer has no 'kind'");
		return NULL;
	}
	if (!data->natural_kind && !map->catalogue->look_into(map->in.arena, data, map->in.diag))
		return NULL;
	if (data->other_kinds[0] && !map->has_made_layers) {
		diag_error(map->in.diag, MISSING_KEY, node->place, "add kind: marker, kind: line or kind: area",
		           "%s holds features of several types: the layer has to say what kind it draws", data->shown);
		return NULL;
	}
	return data->natural_kind;
}

/* Points of which the map file says nothing but where they are have their names. */
static void add_natural_label(struct map_reader *map, struct node *node, const struct layer_spec *layer)
{
	bool is_natural = layer->data && layer->kind == layer->data->natural_kind;
	if (map->has_made_layers && is_natural && layer->data->natural_label && !node_entry_find(node, "label"))
		node_add(map->in.arena, node, "label", node->place,
		         node_new_text(map->in.arena, layer->data->natural_label, node->place));
}

/* Joins the two conditions of a layer or a class. */
static void join_conditions(struct arena *arena, struct layer_spec *look)
{
	const struct option *option = option_find(look->kind, "except");
	if (!option || option->type != OPTION_MATCH)
		return;
	const struct expression *except = *(const struct expression *const *)option_field(option, look->options);
	const struct expression *where = map_spec_filter(look);
	const struct expression *both[] = {except ? expression_not(arena, except) : NULL, where};
	look->but = except ? expression_all(arena, both, 1 + (where != NULL)) : NULL;
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
	layer->is_context = common.is_context;
	layer->is_base = strncmp(layer->id, BASE_PREFIX, strlen(BASE_PREFIX)) == 0;
	check_layer_id(map, node, layer);
	layer->kind = find_kind(map, node, &common);
	add_natural_label(map, entry->value, layer);
	if (layer->kind) { /* its defaults are of the kind */
		const struct node_entry own = {NULL, kind ? kind->place : node->place, (struct node *)node};
		layer->options =
		        map_read_kind_options(map, layer->kind, &map_layer_options, &own, map->catalogue->layers.what);
		const struct node *classes = node_get(node, "classes");
		if (classes && !node_is_none(classes))
			map_read_classes(map, classes, layer);
		join_conditions(map->in.arena, layer);
		for (size_t i = 0; i < layer->class_count; i++)
			join_conditions(map->in.arena, &layer->classes[i]);
		map_warn_unused_options(map, node, layer);
	}
}

/* Number of the kind in the catalogue, whose list is in the usual order of drawing. */
static size_t kind_rank(const struct map_reader *map, const struct layer_spec *layer)
{
	size_t rank = 0;
	while (rank < map->catalogue->layers.count && map->catalogue->layers.kinds[rank] != layer->kind)
		rank++;
	return rank;
}

/* Exchanges a layer with the one before it. The nodes go with them, since references count those. */
static void move_down(struct layer_spec *layer, struct node_entry *entry)
{
	struct layer_spec lower = layer[-1];
	struct node_entry lower_entry = entry[-1];
	layer[-1] = *layer;
	entry[-1] = *entry;
	*layer = lower;
	*entry = lower_entry;
}

/* Layers that the program has made of the data entries are brought into the order of drawing: areas, lines, points. */
static void order_layers(struct map_reader *map, const struct node *node)
{
	struct layer_spec *layers = map->out->layers;
	for (size_t i = map->base_layer_count + 1; i < map->out->layer_count; i++)
		for (size_t k = i;
		     k > map->base_layer_count && kind_rank(map, &layers[k]) < kind_rank(map, &layers[k - 1]); k--)
			move_down(&layers[k], &node->entries[k]);
}

/* Whether the base draws the layer's data above the map's own areas, as its lakes: there the layer is not to be hidden.
 */
static bool is_drawn_above(const struct map_reader *map, const struct layer_spec *own)
{
	for (size_t i = map->base_areas_at; i < map->base_layer_count; i++)
		if (own->data && map->out->layers[i].data == own->data)
			return true;
	return false;
}

/* The areas with which the map's own layers begin lie on the land of the base: above its rivers and towns they would
 * hide these and leave their names. */
static void lay_areas_on_base(struct map_reader *map, const struct node *node)
{
	struct layer_spec *layers = map->out->layers;
	for (; map->base_areas_at && map->base_layer_count < map->out->layer_count; map->base_layer_count++) {
		const struct layer_spec *own = &layers[map->base_layer_count];
		bool is_area = own->kind && (!strcmp(own->kind->name, "area") || !strcmp(own->kind->name, "members"));
		if (!is_area || is_drawn_above(map, own))
			break;
		for (size_t k = map->base_layer_count; k > map->base_areas_at; k--)
			move_down(&layers[k], &node->entries[k]);
		map->base_areas_at++;
	}
}

/* Moves layer `from` above those up to `to`. */
static void move_layer(struct map_reader *map, const struct node *node, size_t from, size_t to)
{
	struct layer_spec *layers = map->out->layers, layer = layers[from];
	struct node_entry entry = node->entries[from];
	memmove(&layers[from], &layers[from + 1], sizeof layer * (to - from));
	memmove(&node->entries[from], &node->entries[from + 1], sizeof entry * (to - from));
	layers[to] = layer;
	node->entries[to] = entry;
}

/* Points of the base lie above the map's own areas and lines, as all names do: a town whose dot is hidden by a road is
 * a name of nothing. */
static void raise_points(struct map_reader *map, const struct node *node)
{
	const struct kind *marker = kind_find(&map->catalogue->layers, "marker");
	const struct layer_spec *layers = map->out->layers;
	size_t rank = 0, top = map->out->layer_count;
	while (rank < map->catalogue->layers.count && map->catalogue->layers.kinds[rank] != marker)
		rank++;
	while (top > map->base_layer_count && kind_rank(map, &layers[top - 1]) >= rank)
		top--;
	for (size_t i = map->base_layer_count, to = top; marker && top > map->base_layer_count && i-- > 0;)
		if (layers[i].kind == marker)
			move_layer(map, node, i, --to);
}

/* Adds layers for what a file of several types holds beside what the layer draws. */
static void make_other_layers(struct map_reader *map, struct node *layers, const struct layer_spec *layer)
{
	struct arena *arena = map->in.arena;
	const struct data_spec *data = layer->data;
	if (!data || layer->kind != data->natural_kind)
		return;
	for (size_t i = 0; i < 2 && data->other_kinds[i]; i++) {
		struct node *other = node_new(arena, NODE_MAP, data->place);
		const char *name = data->other_kinds[i]->name, *id = arena_printf(arena, "%s-%s", layer->id, name);
		const char *const texts[][2] = {{"data", data->id}, {"kind", name}, {"id", id}};
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			node_add(arena, other, texts[k][0], data->place,
			         node_new_text(arena, texts[k][1], data->place));
		node_add(arena, layers, NULL, data->place, other);
	}
}

void map_read_layers(struct map_reader *map)
{
	bool lacks_base =
	        node_get(map->in.top, "base") && !node_entry_find(map->in.top, "layers"); /* which is reported */
	const struct node *node = lacks_base ? NULL : map_required_section(map, "layers", NODE_LIST, MAP_LAYERS_MAX);
	if (!node)
		return;
	if (node->count == 0 && !node->is_made)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, NULL, "layers: the list is empty");
	size_t most = map->has_made_layers ? 3 * node->count : node->count; /* a layer for each type */
	map->out->layers = ARENA_ARRAY(map->in.arena, most + 1, struct layer_spec);
	for (size_t i = 0; i < node->count; i++) {
		struct layer_spec *layer = &map->out->layers[map->out->layer_count++];
		read_layer(map, &node->entries[i], layer);
		if (map->has_made_layers)
			make_other_layers(map, (struct node *)node, layer);
	}
	if (map->has_made_layers)
		order_layers(map, node);
	lay_areas_on_base(map, node);
	raise_points(map, node);
	for (size_t i = 0; i < map->out->layer_count; i++) /* where they lie now */
		for (size_t k = 0; k < map->out->layers[i].class_count; k++)
			map->out->layers[i].classes[k].whole = &map->out->layers[i];
}
