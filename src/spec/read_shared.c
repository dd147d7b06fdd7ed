/* What several sections of a map file have: their own type and size, boxes, names of kinds. */
#include "spec/map_reader.h"

#include "spec/seed_file.h"

const char *map_file_path(struct map_reader *map, struct place place, const char *path)
{
	bool in_map = place.source == map->in.top->place.source,
	     is_aside = map->in.aside && place.source == map->in.aside;
	return seed_file_beside(map->in.arena,
	                        in_map     ? map->out->source.name
	                        : is_aside ? map->in.aside->name
	                                   : "",
	                        path);
}

static const struct node *checked_section(struct map_reader *map, const struct node *node, const char *key,
                                          enum node_type type, size_t most)
{
	if (!node_expect(&map->in, node, type, key))
		return NULL;
	if (node->count <= most)
		return node;
	diag_error(map->in.diag, OVER_LIMIT, node->place, NULL, "%s: at most %zu entries, found %zu", key, most,
	           node->count);
	return NULL;
}

const struct node *map_section(struct map_reader *map, const char *key, enum node_type type, size_t most)
{
	const struct node *node = node_get(map->in.top, key);
	return node && !node_is_none(node) ? checked_section(map, node, key, type, most) : NULL;
}

const struct node *map_required_section(struct map_reader *map, const char *key, enum node_type type, size_t most)
{
	const struct node_entry *entry = node_entry_find(map->in.top, key);
	if (entry)
		return checked_section(map, entry->value, key, type, most);
	diag_error(map->in.diag, MISSING_KEY, (struct place){.source = map->in.top->place.source}, NULL,
	           "the map has no '%s'", key);
	return NULL;
}

/* Longitudes of a box so that west is within -180..180 and east follows it: 170 to -170 is 20 degrees over the date
 * line. More than half round the globe from a larger number to a smaller one is a mistake. */
static void turn_box(double edges[4])
{
	if (edges[0] > edges[2] && edges[2] + 360 - edges[0] <= 180)
		edges[2] += 360;
	if (edges[0] >= 180) {
		edges[0] -= 360;
		edges[2] -= 360;
	}
}

bool map_read_box(struct map_reader *map, const struct node *node, const char *what, struct lonlat_box *out)
{
	static const char *const hint = "[west, south, east, north] in degrees, for example [118, 28, 122, 33]; "
	                                "over the date line [175, -22, -175, -14]";
	double edges[4];
	if (!node_expect(&map->in, node, NODE_LIST, what))
		return false;
	if (node->count != 4) {
		diag_error(map->in.diag, WRONG_TYPE, node->place, hint, "%s: expected four numbers, found %zu", what,
		           node->count);
		return false;
	}
	bool fine = true;
	for (size_t i = 0; i < 4; i++) {
		double limit = i % 2 ? 90 : 180;
		fine = node_number(&map->in, node->entries[i].value, what, -limit, i % 2 ? limit : 360, &edges[i]) &&
		       fine;
	}
	if (fine)
		turn_box(edges);
	if (fine && edges[2] - edges[0] > 360) {
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, hint, "%s: more than once round the globe", what);
		fine = false;
	}
	if (fine && (edges[0] >= edges[2] || edges[1] >= edges[3])) {
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, hint, "%s: %s must be less than %s", what,
		           edges[0] >= edges[2] ? "west" : "south", edges[0] >= edges[2] ? "east" : "north");
		fine = false;
	}
	if (fine)
		*out = (struct lonlat_box){edges[0], edges[1], edges[2], edges[3]};
	return fine;
}

void map_check_translated(struct map_reader *map, const struct node *entry, const struct texts *languages,
                          const struct localized *text, const struct localized *other)
{
	const struct node *node = node_get(entry, "translated"), *all = node_get(map->in.top, "languages");
	for (size_t i = 0; i < languages->count; i++) {
		const char *language = languages->items[i];
		struct place place = node_item_place(node, i);
		if (!localized_get(text, language) && !(other && localized_get(other, language)))
			diag_error(map->in.diag, UNKNOWN_NAME, place, NULL, "translated: there is no text in '%s'",
			           language);
		else if (all && all->place.source == node->place.source && /* not of the command line */
		         !node_is_among(language, map->out->languages, map->out->language_count))
			diag_warning(map->in.diag, UNKNOWN_NAME, place, "add it to languages:, or leave it out",
			             "translated: '%s' is not one of the map's languages", language);
	}
}

const struct kind *map_read_kind(struct map_reader *map, const struct kind_list *list, const char *name,
                                 struct place place)
{
	const struct kind *kind = kind_find(list, name);
	if (kind)
		return kind;
	const char **names = ARENA_ARRAY(map->in.arena, list->count + 1, const char *);
	for (size_t i = 0; i < list->count; i++)
		names[i] = list->kinds[i]->name;
	node_unknown(&map->in, place, list->what, name, names, list->count);
	return NULL;
}
