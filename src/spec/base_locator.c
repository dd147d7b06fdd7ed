/* The locator that a base gives. In: the tree of the map file, `locator` of the base's file. Out: each locator of the
 * map file that names no land of its own has the base's, whatever the map draws. */
#include "spec/base_parts.h"

#include <string.h>

#define LOCATOR        "locator"
#define BORDERS_VIEWED "borders_viewed"

static bool is_off(const struct node *node)
{
	static const char *const off[] = {"no", "off", "none", "false"};
	return node && node->type == NODE_TEXT && node_is_among(node->text, off, sizeof off / sizeof *off);
}

/* Whether the value of a locator's entry asks for one and names no land. */
static bool asks(const struct node *value)
{
	return value && value->type != NODE_LIST && !is_off(value) && !is_off(node_get(value, "show")) &&
	       !node_entry_find((struct node *)value, "data");
}

/* Calls `use` for each entry of the section that is a locator which asks for land: `locator: …` of furniture, `locator`
 * or `kind: locator` in a list of it, or `kind: locator` among the frames. */
static void visit(struct node *section, bool by_key, void (*use)(void *context, struct node_entry *entry),
                  void *context)
{
	for (size_t i = 0; section && section->type != NODE_TEXT && i < section->count; i++) {
		struct node_entry *entry = &section->entries[i];
		const struct node *value = entry->value;
		const char *kind = by_key && entry->key       ? entry->key
		                   : value->type == NODE_TEXT ? value->text
		                                              : spec_base_text(value, "kind");
		bool is_locator = !strcmp(kind, LOCATOR);
		if (is_locator && asks(entry->value))
			use(context, entry);
	}
}

static void visit_all(struct node *top, void (*use)(void *context, struct node_entry *entry), void *context)
{
	visit(node_get(top, "furniture"), true, use, context);
	visit(node_get(top, "frames"), false, use, context);
}

static void note_place(void *context, struct node_entry *entry)
{
	const struct place **place = context;
	*place = entry->key ? &entry->key_place : &entry->value->place;
}

const struct place *spec_base_asks_for_locator(struct node *top)
{
	const struct place *place = NULL;
	visit_all(top, note_place, &place);
	return place;
}

/* A viewpoint's borders are all that there are. */
static void view_borders(const struct base *base, struct node *locator, const struct node *given)
{
	const struct node *viewed = node_get(given, BORDERS_VIEWED);
	const char *text = spec_base_text(given, BORDERS_VIEWED), *viewpoint = base->options.viewpoint;
	if (!viewed || !viewpoint)
		return;
	spec_base_set(base->arena, locator, "borders_where", viewed->place,
	              node_new_text(base->arena, spec_base_replaced(base->arena, text, '$', viewpoint), viewed->place));
	spec_base_drop(locator, "disputed");
}

struct filling {
	const struct base *base;
	const struct node *given;
	bool in_panel;
};

/* What the map file says itself stays. */
static void fill(void *context, struct node_entry *entry)
{
	const struct filling *filling = context;
	const struct base *base = filling->base;
	struct node *locator = entry->value->type == NODE_MAP ? spec_base_copy(base->arena, entry->value)
	                                                      : node_new(base->arena, NODE_MAP, entry->key_place);
	for (size_t i = 0; i < filling->given->count; i++) {
		const struct node_entry *part = &filling->given->entries[i];
		if (strcmp(part->key, BORDERS_VIEWED) != 0 && !(filling->in_panel && !strcmp(part->key, "at")) &&
		    !node_entry_find(locator, part->key))
			node_add(base->arena, locator, part->key, part->key_place, part->value);
	}
	if (!entry->key && !node_entry_find(locator, "kind"))
		node_add(base->arena, locator, "kind", entry->value->place, entry->value);
	view_borders(base, locator, filling->given);
	entry->value = locator;
}

void spec_base_add_locator(const struct base *base, bool in_panel)
{
	struct filling filling = {base, node_get(base->file, LOCATOR), in_panel};
	if (filling.given && filling.given->type == NODE_MAP)
		visit_all(base->top, fill, &filling);
}
