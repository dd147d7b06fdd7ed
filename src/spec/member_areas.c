/* A list of `members:`: countries or units of countries, whose areas are in the world inside.
 * In: ISO 3166 codes or names: [FR, DE], [CI-01, CI-02]. Out: the long form: a data entry of their areas alone, members
 * with names in every language, layers that draw both. Countries are drawn as coarse as the map is small: of their
 * units, whose borders are the finest, or as a whole. */
#include "spec/making.h"

#include <math.h>
#include <string.h>

#define MEMBERS_MOST 1000
/* Degrees across: beyond, countries are taken from the layers of medium and of small scales. */
#define MEDIUM_SPAN 12.0
#define SMALL_SPAN  100.0

struct area {
	const char *written, *id;
	struct found_area found;
	struct place place;
};

struct areas {
	struct area *items;
	size_t count;
	bool are_units;
	struct lonlat_box box;
};

static bool is_named(struct making *making, const struct area *area, const char *key)
{
	bool is_it = !strcmp(making_key(making, area->written), key);
	for (size_t k = 0; k < area->found.names.count && !is_it; k++)
		is_it = !strcmp(making_key(making, area->found.names.entries[k].text), key);
	return is_it;
}

/* The area of that code, or else of that name in any language; NULL: it is no member. */
static const struct area *find_area(struct making *making, const struct areas *areas, const char *name)
{
	const char *id = node_lower_case(making->map->in.arena, name), *key = making_key(making, name);
	for (size_t i = 0; i < areas->count; i++)
		if (!strcmp(areas->items[i].id, id))
			return &areas->items[i];
	for (size_t i = 0; i < areas->count; i++)
		if (is_named(making, &areas->items[i], key))
			return &areas->items[i];
	return NULL;
}

static void add_area(struct making *making, struct areas *areas, const struct node *item)
{
	struct reader *in = &making->map->in;
	struct area area = {.written = item->text, .place = item->place};
	void *finder = node_expect(in, item, NODE_TEXT, "members") ? making_finder(making, item->place) : NULL;
	if (!finder ||
	    !making->map->catalogue->finder->area(finder, in->arena, item->text, item->place, in->diag, &area.found))
		return;
	area.id = node_lower_case(in->arena, area.found.code);
	for (size_t i = 0; i < areas->count; i++)
		if (!strcmp(areas->items[i].id, area.id)) {
			diag_error(in->diag, DUPLICATE_ENTRY, item->place, NULL,
			           "members: '%s' is '%s', written before", item->text, areas->items[i].written);
			return;
		}
	if (areas->count && areas->are_units != area.found.is_unit) {
		diag_error(in->diag, CONTRADICTION, item->place, "write all as countries, or all as units: CI-01",
		           "members: '%s' is a %s, and '%s' is none", item->text,
		           area.found.is_unit ? "unit of a country" : "country", areas->items[0].written);
		return;
	}
	areas->are_units = area.found.is_unit;
	lonlat_box_add(&areas->box, (struct lonlat){area.found.box.west, area.found.box.south});
	lonlat_box_add(&areas->box, (struct lonlat){area.found.box.east, area.found.box.north});
	areas->items[areas->count++] = area;
}

/* The layer of the world inside that fits the map's size. */
static const char *fitting_layer(const struct areas *areas)
{
	double height = areas->box.north - areas->box.south, middle = (areas->box.north + areas->box.south) / 2,
	       span = fmax(height, (areas->box.east - areas->box.west) * cos(middle * M_PI / 180));
	return areas->are_units || span <= MEDIUM_SPAN ? "units_10m"
	       : span <= SMALL_SPAN                    ? "countries_50m"
	                                               : "countries_110m";
}

static void put_data(struct making *making, const struct areas *areas, const char *id, const char *layer,
                     struct place place)
{
	struct arena *arena = making->map->in.arena;
	struct node *data = node_new(arena, NODE_MAP, place), *keys = node_new(arena, NODE_LIST, place);
	for (size_t i = 0; i < areas->count; i++)
		node_add(arena, keys, NULL, place, node_new_text(arena, areas->items[i].found.code, place));
	making_add_text(making, data, "file", arena_printf(arena, "%s/" MAP_BASE_FILE, making->map->share_dir));
	making_add_text(making, data, "layer", layer);
	making_add_text(making, data, "key", areas->are_units ? "iso" : "country");
	making_add_text(making, data, "names_from", areas->are_units ? "unit_labels" : "countries");
	keys->is_made = true;
	making_add(making, data, "keys", keys);
	making_put_data(making, id, data);
}

/* {key: FR, name: {en: France, zh: 法国, …}} */
static struct node *member_node(struct making *making, const struct area *area)
{
	struct arena *arena = making->map->in.arena;
	struct node *member = node_new(arena, NODE_MAP, area->place), *names = node_new(arena, NODE_MAP, area->place);
	const struct localized *found = &area->found.names;
	const char *english = localized_get(found, "en");
	names->is_made = true;
	making_add_text(making, names, "en", english ? english : localized_any(found, "en"));
	for (size_t i = 0; i < found->count; i++)
		if (*found->entries[i].language && strcmp(found->entries[i].language, "en") != 0)
			making_add_text(making, names, found->entries[i].language, found->entries[i].text);
	making_add_text(making, member, "key", area->found.code);
	making_add(making, member, "name", names);
	return member;
}

/* Versions name members as the list does, or by any name. */
static void name_members(struct making *making, const struct areas *areas)
{
	const struct node *versions = node_get(making->top, "versions");
	for (size_t i = 0; versions && versions->type == NODE_MAP && i < versions->count; i++) {
		const struct node *members = node_get(versions->entries[i].value, "members");
		for (size_t k = 0; members && members->type == NODE_LIST && k < members->count; k++) {
			struct node *item = members->entries[k].value;
			const struct area *area = item->type == NODE_TEXT ? find_area(making, areas, item->text) : NULL;
			if (area)
				item->text = area->id;
		}
	}
}

/* A layer as the form is, of that data; NULL: there is no such form. */
static struct node *form_layer(struct making *making, const char *form, const char *data, struct place place)
{
	struct node *layer = making_form(making, "members", form, place);
	if (layer)
		making_add_text(making, layer, "data", data);
	return layer;
}

/* {country: [FR, DE]}: those that have joined by a version (its number); NULL: none has. */
static struct node *joined_by(struct making *making, const struct areas *areas, const struct node *versions,
                              size_t version, struct place place)
{
	struct arena *arena = making->map->in.arena;
	struct node *where = node_new(arena, NODE_MAP, place), *codes = node_new(arena, NODE_LIST, place);
	for (size_t i = 0; i <= version; i++) {
		const struct node *members = node_get(versions->entries[i].value, "members");
		for (size_t k = 0; members && members->type == NODE_LIST && k < members->count; k++) {
			const struct node *item = members->entries[k].value;
			const struct area *area = item->type == NODE_TEXT ? find_area(making, areas, item->text) : NULL;
			if (area)
				node_add(arena, codes, NULL, place, node_new_text(arena, area->found.code, place));
		}
	}
	making_add(making, where, areas->are_units ? "iso" : "country", codes);
	where->is_made = true;
	return codes->count ? where : NULL;
}

/* The names of the members: of those that have joined in each version. They lie below the author's layers. */
static void put_names(struct making *making, const struct areas *areas, const char *data, struct place place)
{
	const struct node *versions = node_get(making->top, "versions");
	bool has_versions = versions && versions->type == NODE_MAP && versions->count;
	for (size_t i = has_versions ? versions->count : 1; i-- > 0;) {
		struct node *layer = form_layer(making, "names", data, place),
		            *where = has_versions ? joined_by(making, areas, versions, i, place) : NULL;
		if (!layer || (has_versions && !where))
			continue;
		if (has_versions) {
			making_add_text(making, layer, "versions", versions->entries[i].key);
			making_add(making, layer, "where", where);
		}
		making_put_layer(making,
		                 has_versions ? arena_printf(making->map->in.arena, "member-names-%zu", i + 1)
		                              : "member-names",
		                 layer, true);
	}
}

/* What lies overseas is not framed, unless the author says what is; `layer` NULL: of all layers. */
static void put_fit(struct making *making, const char *layer, struct place place)
{
	const struct node *extent = node_get(making->top, "extent");
	bool is_fitted = !extent || (extent->type == NODE_TEXT && !strcmp(extent->text, "fit"));
	struct node *fit =
	        is_fitted && !node_get(making->top, "fit") ? making_section(making, "fit", NODE_MAP, place) : NULL;
	if (!fit)
		return;
	if (layer) {
		struct node *layers = node_new(making->map->in.arena, NODE_LIST, place);
		node_add(making->map->in.arena, layers, NULL, place,
		         node_new_text(making->map->in.arena, layer, place));
		making_add(making, fit, "layers", layers);
	}
	making_add_text(making, fit, "largest_part", "yes");
	making_add_text(making, fit, "each", "yes");
}

static void put_areas(struct making *making, const struct areas *areas, const struct node *written)
{
	const char *layer = fitting_layer(areas), *named = "member-areas";
	struct node *members = node_new(making->map->in.arena, NODE_MAP, written->place),
	            *list = node_new(making->map->in.arena, NODE_MAP, written->place);
	put_data(making, areas, "member-areas", layer, written->place);
	if (!areas->are_units && !strcmp(layer, "units_10m")) { /* a name for each country, and none for its units */
		named = "member-names";
		put_data(making, areas, named, "countries_50m", written->place);
	}
	for (size_t i = 0; i < areas->count; i++)
		node_add(making->map->in.arena, list, areas->items[i].id, areas->items[i].place,
		         member_node(making, &areas->items[i]));
	making_add_text(making, members, "areas", "member-areas");
	making_add(making, members, "list", list);
	node_entry_find(making->top, "members")->value = members;
	name_members(making, areas);
	put_names(making, areas, named, written->place);
	struct node *drawn = form_layer(making, "areas", "member-areas", written->place);
	if (drawn)
		making_put_layer(making, MAP_MADE_AREAS, drawn, true);
	making_put_source(making, "areas", written->place);
	put_fit(making, MAP_MADE_AREAS, written->place);
}

void making_member_areas(struct making *making)
{
	struct node *written = node_get(making->top, "members");
	struct areas areas = {.box = lonlat_box_empty};
	if (!written || written->type != NODE_LIST)
		return;
	written->is_made = true; /* if none of it can be had, that is reported here */
	if (written->count == 0 || written->count > MEMBERS_MOST) {
		diag_error(making->map->in.diag, written->count ? OVER_LIMIT : EMPTY_VALUE, written->place, NULL,
		           written->count ? "members: at most %d" : "members: the list is empty", MEMBERS_MOST);
		return;
	}
	areas.items = ARENA_ARRAY(making->map->in.arena, written->count, struct area);
	for (size_t i = 0; i < written->count; i++)
		add_area(making, &areas, written->entries[i].value);
	making->has_areas = true;
	if (areas.count)
		put_areas(making, &areas, written);
}

void making_joined_areas(struct making *making)
{
	const struct node *data = node_get(making->top, "data");
	for (size_t i = 0; data && data->type == NODE_MAP && i < data->count; i++) {
		const struct node *entry = data->entries[i].value, *areas = node_get(entry, "areas");
		if (!areas || areas->type != NODE_TEXT)
			continue;
		const struct node *own = node_get(data, areas->text);
		bool are_countries = !strcmp(areas->text, AREAS_COUNTRIES);
		if ((own && own != entry) || (!are_countries && strcmp(areas->text, AREAS_UNITS) != 0))
			continue;
		making_put_source(making, "areas", areas->place);
		if (are_countries && !node_get(making->top, "members"))
			put_fit(making, NULL, areas->place);
	}
}
