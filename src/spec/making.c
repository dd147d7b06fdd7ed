/* Making: what a map file says in short becomes nodes of the long form before its sections are read.
 * In: the tree, the world's places. Out: data entries, layers, credit lines in the tree, each at the place of what the
 * author wrote, so that messages and --set find it there. How they look is data: seeds/base/places.yaml. */
#include "spec/making.h"

#include "spec/seed_file.h"
#include "spec/yaml.h"

#include <math.h>
#include <string.h>

struct node *making_copy(struct making *making, const struct node *node, struct place place)
{
	struct arena *arena = making->map->in.arena;
	struct node *copy = node_new(arena, node->type, place);
	copy->text = node->text;
	copy->quoted = node->quoted;
	copy->is_made = true;
	for (size_t i = 0; i < node->count; i++)
		node_add(arena, copy, node->entries[i].key, place, making_copy(making, node->entries[i].value, place));
	return copy;
}

static const struct node *read_forms(struct making *making)
{
	struct reader *in = &making->map->in;
	const struct place nowhere = {0};
	if (making->forms)
		return making->forms;
	const char *path = arena_printf(in->arena, "%s/base/places.yaml", making->map->share_dir);
	const struct source *source = seed_file_read(in->arena, path, nowhere, in->diag);
	const struct node *forms = source ? spec_yaml_read(in, source) : NULL;
	making->forms = forms ? forms : node_new(in->arena, NODE_MAP, nowhere);
	return making->forms;
}

struct node *making_form(struct making *making, const char *section, const char *name, struct place place)
{
	const struct node *form = node_get(node_get(read_forms(making), section), name);
	return form ? making_copy(making, form, place) : NULL;
}

struct texts making_form_names(struct making *making, const char *section)
{
	const struct node *forms = node_get(read_forms(making), section);
	struct texts names = {ARENA_ARRAY(making->map->in.arena, forms ? forms->count + 1 : 1, const char *), 0};
	for (size_t i = 0; forms && i < forms->count; i++)
		names.items[names.count++] = forms->entries[i].key;
	return names;
}

void making_add(struct making *making, struct node *node, const char *key, struct node *value)
{
	node_add(making->map->in.arena, node, key, value->place, value);
}

void making_add_text(struct making *making, struct node *node, const char *key, const char *text)
{
	struct node *value = node_new_text(making->map->in.arena, text, node->place);
	value->lines = value->text;
	value->quoted = value->is_made = true;
	making_add(making, node, key, value);
}

struct node *making_section(struct making *making, const char *key, enum node_type type, struct place place)
{
	struct node_entry *entry = node_entry_find(making->top, key);
	if (entry && node_is_nothing(entry->value))
		entry->value = node_new(making->map->in.arena, type, place);
	if (!entry) {
		struct node *made = node_new(making->map->in.arena, type, place);
		made->is_made = true;
		making_add(making, making->top, key, made);
		return made;
	}
	return entry->value->type == type ? entry->value : NULL;
}

/* What was made before the command line changed the tree is made of what is there now; what it has set stays. */
static void make_anew(struct node *old, const struct node *now)
{
	for (size_t i = 0; i < now->count; i++) {
		struct node_entry *was = node_entry_find(old, now->entries[i].key);
		if (was && was->value->is_made && now->entries[i].value->is_made)
			was->value = now->entries[i].value;
	}
}

void making_put_data(struct making *making, const char *id, struct node *entry)
{
	struct node *data = making_section(making, "data", NODE_MAP, entry->place);
	struct node_entry *old = data ? node_entry_find(data, id) : NULL;
	entry->is_made = true;
	if (old && !old->value->is_made)
		diag_error(making->map->in.diag, DUPLICATE_ENTRY, old->key_place, "give one of the two another name",
		           "data '%s': what is made of line %d has that id", id, entry->place.line);
	else if (old)
		make_anew(old->value, entry);
	else if (data)
		making_add(making, data, id, entry);
}

static struct node *find_layer(const struct node *layers, const char *id)
{
	for (size_t i = 0; i < layers->count; i++) {
		const struct node *written = node_get(layers->entries[i].value, "id");
		if (written && written->type == NODE_TEXT && !strcmp(written->text, id))
			return layers->entries[i].value;
	}
	return NULL;
}

void making_put_layer(struct making *making, const char *id, struct node *layer, bool at_bottom)
{
	struct node *layers = making_section(making, "layers", NODE_LIST, layer->place);
	struct node *old = layers ? find_layer(layers, id) : NULL;
	layer->is_made = true;
	if (old && !old->is_made)
		diag_error(making->map->in.diag, DUPLICATE_ENTRY, old->place, "give one of the two another id",
		           "layer '%s': what is made of line %d has that id", id, layer->place.line);
	else if (old)
		make_anew(old, layer);
	if (old || !layers)
		return;
	making_add_text(making, layer, "id", id);
	making_add(making, layers, NULL, layer);
	if (!at_bottom)
		return;
	struct node_entry last = layers->entries[layers->count - 1];
	memmove(layers->entries + 1, layers->entries, sizeof last * (layers->count - 1));
	layers->entries[0] = last;
}

void making_put_source(struct making *making, const char *id, struct place place)
{
	struct node *sources = making_section(making, "sources", NODE_MAP, place);
	struct node *source =
	        sources && !node_entry_find(sources, id) ? making_form(making, "sources", id, place) : NULL;
	if (source)
		making_add(making, sources, id, source);
}

void *making_finder(struct making *making, struct place place)
{
	const struct place_finder *calls = making->map->catalogue->finder;
	if (!calls || making->finder || making->has_failed)
		return making->finder;
	const char *file = arena_printf(making->map->in.arena, "%s/" MAP_BASE_FILE, making->map->share_dir);
	making->finder = calls->open(file, place, making->map->in.diag);
	making->has_failed = !making->finder;
	return making->finder;
}

const char *making_key(struct making *making, const char *name)
{
	const struct place_finder *calls = making->map->catalogue->finder;
	return calls ? calls->key(making->map->in.arena, name) : name;
}

void making_cell(struct buffer *csv, const char *text)
{
	buffer_char(csv, '"');
	for (; *text; text++) {
		if (*text == '"')
			buffer_char(csv, '"');
		buffer_char(csv, *text);
	}
	buffer_char(csv, '"');
}

struct place_item {
	struct localized name, label;
	struct numbers at;
};
#define FIELD(name) offsetof(struct place_item, name)
static const struct option options[] = {
        {"name", OPTION_LOCALIZED, FIELD(name), option_required,
         "in any language, as corridor find knows it; beside at: what the map calls it"},
        {"at", OPTION_NUMBERS, FIELD(at), NULL, "[longitude, latitude] in degrees: no name is looked up then", -360,
         360},
        {"label", OPTION_LOCALIZED, FIELD(label), NULL, "what the map calls it, in place of its names"},
};
#undef FIELD
const struct kind map_place_options = {"place", "an item of places:, or of through: of a route", OPTION_ROWS(options),
                                       sizeof(struct place_item)};

/* Asks the finder. What it says of a name in the map file it has said before, unless that is an error. */
static bool ask_finder(struct making *making, void *finder, const char *name, struct place place,
                       struct found_place *found)
{
	const struct place_finder *calls = making->map->catalogue->finder;
	struct arena *arena = making->map->in.arena;
	struct diag *diag = making->map->in.diag, heard;
	if (!making->is_again || place.source != making->map->in.top->place.source)
		return calls->place(finder, arena, name, place, diag, found);
	diag_init(&heard);
	bool is_found = calls->place(finder, arena, name, place, &heard, found);
	for (size_t i = 0; i < heard.count; i++)
		if (heard.entries[i].severity == DIAG_ERROR)
			diag_repeat(diag, &heard.entries[i], place);
	diag_clear(&heard);
	return is_found;
}

static bool look_up(struct making *making, const char *name, struct place place, struct made_place *out)
{
	struct found_place found = {.name = name, .country = ""};
	void *finder = making_finder(making, place);
	if (making->has_failed)
		return false;
	if (finder && !ask_finder(making, finder, name, place, &found))
		return false;
	making_put_source(making, "gazetteer", place);
	out->name = found.name;
	out->names = found.names;
	out->at = found.at;
	out->country = found.country;
	out->population = found.population;
	return true;
}

/* [longitude, latitude]; false with an error. */
static bool take_position(struct making *making, const struct node *item, const struct numbers *at,
                          struct made_place *out)
{
	if (at->count == 2 && fabs(at->values[1]) <= 90) {
		out->at = (struct lonlat){at->values[0], at->values[1]};
		return true;
	}
	diag_error(making->map->in.diag, WRONG_VALUE, node_get(item, "at")->place,
	           "in degrees, for example [2.35, 48.85]", "at: expected [longitude, latitude]%s",
	           at->count == 2 ? ": the second is no latitude" : "");
	return false;
}

const struct made_place *making_find_place(struct making *making, const char *name)
{
	const char *key = making_key(making, name);
	for (size_t i = 0; i < making->place_count; i++) {
		const struct made_place *place = &making->places[i];
		bool is_it = !strcmp(place->id, name) || !strcmp(making_key(making, place->written), key) ||
		             !strcmp(making_key(making, place->name), key);
		for (size_t k = 0; k < place->names.count && !is_it; k++)
			is_it = !strcmp(making_key(making, place->names.entries[k].text), key);
		if (is_it)
			return place;
	}
	return NULL;
}

/* A place that is written as its name alone. */
static bool read_name(struct making *making, const struct node *item, struct made_place *out)
{
	const struct made_place *known;
	if (!node_expect(&making->map->in, item, NODE_TEXT, "a place"))
		return false;
	out->written = item->text;
	known = making_find_place(making, item->text);
	if (!known)
		return look_up(making, item->text, item->place, out);
	*out = *known;
	out->place = item->place;
	return true;
}

bool making_read_place(struct making *making, const struct node *item, struct made_place *out)
{
	struct reader *in = &making->map->in;
	struct place_item read = {0};
	*out = (struct made_place){.place = item->place, .country = ""};
	if (item->type != NODE_MAP)
		return read_name(making, item, out);
	const struct node_entry entry = {NULL, item->place, (struct node *)item};
	size_t errors = in->diag->errors;
	if (!options_read(in, &map_place_options, &entry, true, &read) || in->diag->errors > errors)
		return false;
	const char *name = localized_any(&read.name, "");
	out->written = name;
	if (!*name) {
		diag_error(in->diag, EMPTY_VALUE, item->place, NULL, "a place has no name");
		return false;
	}
	bool is_found = node_get(item, "at") ? take_position(making, item, &read.at, out)
	                                     : look_up(making, name, node_get(item, "name")->place, out);
	const struct localized *own = read.label.count ? &read.label : node_get(item, "at") ? &read.name : NULL;
	if (own) {
		out->name = localized_any(own, "");
		out->names = *own;
	}
	return is_found;
}
