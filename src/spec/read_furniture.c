/* `furniture:` of a map file: the elements of the sheet, on, off or with options; among them the frames. */
#include "spec/map_reader.h"

#define ELEMENTS_MAX 20 /* entries of `furniture:` */

/* What every element has; one that is fixed has no place to choose. */
static const struct option element_options[] = {
        {"kind", OPTION_SECTION, 0, NULL, "which, in a list", .choices = "text"},
        {"show", OPTION_BOOL, offsetof(struct element_spec, shown), "yes", "whether it is drawn"},
        {"at", OPTION_SECTION, 0, NULL,
         "corner of the map: top-left, top-right, bottom-left, bottom-right; map: the corner from which it takes "
         "least, for what else stands in the panel",
         .choices = "corner"},
        {"offset", OPTION_SECTION, 0, NULL, "from that corner: [4mm, 4mm], 8pt", .choices = "offset"},
};
const struct kind map_element_options = {"element", "every element", element_options, 4, 0};
const struct kind map_fixed_element_options = {"element", "credits and graticule", element_options, 2, 0};

/* `entry`: on, off, keys with values; or nothing, as it stands by itself. */
static void read_element(struct map_reader *map, const struct kind *kind, struct node_entry entry)
{
	struct element_spec *element = &map->out->elements[map->out->element_count++];
	*element = (struct element_spec){.kind = kind, .shown = true, .place = entry.key_place};
	enum element_places places = map->catalogue->places(kind);
	const struct kind *common = places == ELEMENT_FIXED ? &map_fixed_element_options : &map_element_options;
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
		map_read_anchor(map, entry.value, places == ELEMENT_IN_PANEL, &element->anchor);
	element->options = map_read_kind_options(map, kind, common, &entry, map->catalogue->elements.what);
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

/* The entries of that kind; where there is none, the kind as it stands by itself, or, with `others`, as that says. */
static void read_elements(struct map_reader *map, const struct kind *kind, const struct node *node,
                          const struct kind *const *found, struct node *others)
{
	size_t before = map->out->element_count;
	for (size_t i = 0; node && i < node->count; i++) {
		struct node_entry entry = node->entries[i];
		if (found[i] != kind)
			continue;
		if (node->type == NODE_LIST && entry.value->type == NODE_TEXT) /* its name alone */
			entry.value = NULL;
		read_element(map, kind, entry);
	}
	map_read_frames(map, kind);
	if (map->out->element_count == before && !kind->on_request)
		read_element(map, kind,
		             (struct node_entry){.key_place = {.source = map->in.top->place.source}, .value = others});
}

/* `furniture:` is a map {kind: value} or, so that a kind can appear twice, a list of items. Kinds that it does not name
 * stand as they do by themselves. */
void map_read_furniture(struct map_reader *map)
{
	const struct kind_list *kinds = &map->catalogue->elements, *frames = &map->catalogue->frames;
	struct node *written = node_get(map->in.top, "furniture"), *none = node_is_none(written) ? written : NULL;
	const struct node *node = written;
	bool list = node && node->type == NODE_LIST;
	node = map_section(map, "furniture", list ? NODE_LIST : NODE_MAP, ELEMENTS_MAX);
	size_t count = node ? node->count : 0;
	const struct kind **found = ARENA_ARRAY(map->in.arena, count + 1, const struct kind *);
	for (size_t i = 0; i < count; i++)
		found[i] = list ? item_kind(map, node->entries[i].value)
		                : map_read_kind(map, kinds, node->entries[i].key, node->entries[i].key_place);
	map_read_frame_kinds(map);
	count += kinds->count + (map->frames ? map->frames->count : 0);
	map->out->elements = ARENA_ARRAY(map->in.arena, count + 1, struct element_spec);
	for (size_t k = 0; k < frames->count; k++)
		if (kind_find(kinds, frames->kinds[k]->name) == NULL)
			map_read_frames(map, frames->kinds[k]);
	for (size_t k = 0; k < kinds->count; k++)
		read_elements(map, kinds->kinds[k], node, found, none);
}
