/* `places:` of a map file: a table of them as a data entry, and layers that draw it; where versions name them, they are
 * the map's members. */
#include "spec/making.h"

#include <string.h>

#define PLACES_MOST    1000
#define LANGUAGES_MOST 100

/* The languages in which any of the places has a name of its own. */
struct languages {
	const char *items[LANGUAGES_MOST];
	size_t count;
};

static bool id_is_taken(const struct making *making, const char *id)
{
	bool any = false;
	for (size_t i = 0; i < making->place_count; i++)
		any |= !strcmp(making->places[i].id, id);
	return any;
}

/* The key of its name in Latin letters, or else its number. */
static const char *place_id(struct making *making, const char *name)
{
	struct arena *arena = making->map->in.arena;
	char *id = arena_text(arena, making_key(making, name));
	bool is_id = *id;
	for (char *c = id; *c; c++) {
		if (*c == ' ')
			*c = '-';
		is_id = is_id && node_is_id_character(*c);
	}
	const char *first = is_id ? id : arena_printf(arena, "place-%zu", making->place_count + 1), *chosen = first;
	for (int i = 2; id_is_taken(making, chosen); i++)
		chosen = arena_printf(arena, "%s-%d", first, i);
	return chosen;
}

static void add_languages(struct languages *languages, const struct localized *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *language = names->entries[i].language;
		if (*language && languages->count < LANGUAGES_MOST &&
		    !node_is_among(language, languages->items, languages->count))
			languages->items[languages->count++] = language;
	}
}

/* Adds a place, unless one before it stands there. */
static void add_place(struct making *making, const struct made_place *place)
{
	for (size_t i = 0; i < making->place_count; i++) {
		const struct made_place *other = &making->places[i];
		if (other->at.lon != place->at.lon || other->at.lat != place->at.lat)
			continue;
		diag_warning(making->map->in.diag, DUPLICATE_ENTRY, place->place, NULL,
		             "places: '%s' is the same place as '%s'", place->written, other->written);
		return;
	}
	const char *id = place_id(making, place->name);
	struct made_place *added = &making->places[making->place_count++];
	*added = *place;
	added->id = id;
}

/* Tells the finder all names, so that one of them may say in which country another is meant. */
static void tell_names(struct making *making, const struct node *list)
{
	const struct place_finder *calls = making->map->catalogue->finder;
	struct texts names = {ARENA_ARRAY(making->map->in.arena, list->count + 1, const char *), 0};
	for (size_t i = 0; i < list->count; i++) {
		const struct node *item = list->entries[i].value, *name = node_get(item, "name");
		if (item->type == NODE_TEXT)
			names.items[names.count++] = item->text;
		else if (name && name->type == NODE_TEXT && !node_get(item, "at"))
			names.items[names.count++] = name->text;
	}
	void *finder = calls && calls->among && names.count > 1 ? making_finder(making, list->place) : NULL;
	if (finder)
		calls->among(finder, &names);
}

void making_places_read(struct making *making)
{
	const struct node *list = node_get(making->top, "places");
	if (!list || node_is_none(list) || !node_expect(&making->map->in, list, NODE_LIST, "places"))
		return;
	if (list->count == 0 || list->count > PLACES_MOST) {
		diag_error(making->map->in.diag, list->count ? OVER_LIMIT : EMPTY_VALUE, list->place, NULL,
		           list->count ? "places: at most %d; more of them are data" : "places: the list is empty",
		           PLACES_MOST);
		return;
	}
	struct made_place *places = ARENA_ARRAY(making->map->in.arena, list->count, struct made_place);
	making->places = places;
	tell_names(making, list);
	for (size_t i = 0; i < list->count; i++) {
		struct made_place place;
		if (making_read_place(making, list->entries[i].value, &place))
			add_place(making, &place);
	}
}

/* Name by name in each language; where a place has none in one, the one for all. */
static const char *places_csv(const struct making *making)
{
	struct buffer csv;
	struct languages languages = {.count = 0};
	for (size_t i = 0; i < making->place_count; i++)
		add_languages(&languages, &making->places[i].names);
	buffer_init(&csv);
	buffer_text(&csv, "id,lon,lat,country,population,name");
	for (size_t i = 0; i < languages.count; i++)
		buffer_printf(&csv, ",name_%s", languages.items[i]);
	buffer_char(&csv, '\n');
	for (size_t i = 0; i < making->place_count; i++) {
		const struct made_place *place = &making->places[i];
		buffer_printf(&csv, "%s,%.6f,%.6f,%s,%.0f,", place->id, place->at.lon, place->at.lat, place->country,
		              place->population);
		making_cell(&csv, place->name);
		for (size_t k = 0; k < languages.count; k++) {
			const char *name = localized_get(&place->names, languages.items[k]);
			buffer_char(&csv, ',');
			making_cell(&csv, name ? name : place->name);
		}
		buffer_char(&csv, '\n');
	}
	const char *text = arena_text(making->map->in.arena, csv.bytes);
	buffer_clear(&csv);
	return text;
}

/* The place that a version names; NULL with an error. */
static const struct made_place *find_place(struct making *making, const struct node *item)
{
	if (!node_expect(&making->map->in, item, NODE_TEXT, "places"))
		return NULL;
	const struct made_place *found = making_find_place(making, item->text);
	if (found)
		return found;
	const char **names = ARENA_ARRAY(making->map->in.arena, making->place_count + 1, const char *);
	for (size_t i = 0; i < making->place_count; i++)
		names[i] = making->places[i].written;
	node_unknown(&making->map->in, item->place, "place", item->text, names, making->place_count);
	return NULL;
}

/* The members that join in a version: its places. */
static void join_version(struct making *making, struct node *version)
{
	const struct node *named = node_get(version, "places");
	struct node_entry *members = node_entry_find(version, "members");
	if (!named || node_is_none(named) || !node_expect(&making->map->in, named, NODE_LIST, "places"))
		return;
	struct node *joining = node_new(making->map->in.arena, NODE_LIST, named->place);
	joining->is_made = true;
	for (size_t i = 0; i < named->count; i++) {
		const struct node *item = named->entries[i].value;
		const struct made_place *place = find_place(making, item);
		if (place)
			node_add(making->map->in.arena, joining, NULL, item->place,
			         node_new_text(making->map->in.arena, place->id, item->place));
	}
	if (members)
		members->value = joining;
	else
		making_add(making, version, "members", joining);
}

static bool versions_name_places(const struct node *versions)
{
	bool any = false;
	for (size_t i = 0; versions && versions->type == NODE_MAP && i < versions->count; i++)
		any |= node_get(versions->entries[i].value, "places") != NULL;
	return any;
}

/* A series of places that join is seen in one frame, unless the author says otherwise. */
static void share_frame(struct making *making, const struct node *versions, struct place place)
{
	bool has_own = node_entry_find(making->top, "extent") || node_entry_find(making->top, "fit");
	for (size_t i = 0; i < versions->count; i++)
		has_own |= node_entry_find(versions->entries[i].value, "extent") != NULL;
	if (!has_own)
		making_add(making, making->top, "extent", node_new_text(making->map->in.arena, "common", place));
}

/* Makes the places members; false if they are drawn as they are. */
static bool make_members(struct making *making, const struct node *written)
{
	struct node *versions = node_get(making->top, "versions"), *members = node_get(making->top, "members");
	if (!versions_name_places(versions))
		return false;
	if (members && (making->has_areas || !members->is_made)) {
		diag_error(making->map->in.diag, CONTRADICTION, node_entry_find(making->top, "members")->key_place,
		           "draw the areas as a layer of their own, kind: area",
		           "versions name places, which are then the map's members: it cannot have others");
		return false;
	}
	members = making_section(making, "members", NODE_MAP, written->place);
	members->count = 0;
	struct node *list = node_new(making->map->in.arena, NODE_MAP, written->place);
	for (size_t i = 0; i < making->place_count; i++) {
		const struct made_place *place = &making->places[i];
		node_add(making->map->in.arena, list, place->id, place->place,
		         node_new_text(making->map->in.arena, place->id, place->place));
	}
	making_add_text(making, members, "points", "places");
	making_add(making, members, "list", list);
	for (size_t i = 0; i < versions->count; i++)
		join_version(making, versions->entries[i].value);
	share_frame(making, versions, written->place);
	struct node *noun = making_form(making, "words", "noun", written->place);
	if (noun && !node_entry_find(making->top, "noun"))
		making_add(making, making->top, "noun", noun);
	return true;
}

static void put_layer(struct making *making, const char *id, const char *form, const struct node *written)
{
	struct node *layer = making_form(making, "places", form, written->place);
	if (!layer)
		return;
	making_add_text(making, layer, "data", "places");
	making_put_layer(making, id, layer, false);
}

/* Above a base the frame of places leaves room for what lies round them. */
static void put_padding(struct making *making, struct place place)
{
	struct node *padding = making_form(making, "sheet", "padding", place);
	if (padding && node_get(making->top, "base") && !node_entry_find(making->top, "padding"))
		making_add(making, making->top, "padding", padding);
}

void making_places(struct making *making)
{
	const struct node *written = node_get(making->top, "places");
	if (!making->place_count)
		return;
	struct node *data = node_new(making->map->in.arena, NODE_MAP, written->place);
	making_add_text(making, data, "text", places_csv(making));
	making_add_text(making, data, "key", "id");
	making_put_data(making, "places", data);
	bool join = make_members(making, written);
	if (join && node_get(making->top, "versions")->count > 1)
		put_layer(making, "places-later", "later", written);
	put_layer(making, "places", join ? "joined" : "all", written);
	put_padding(making, written->place);
}
