/* How layers of the locator's frame are made of the styles of map files, and those of an author's own names.
 * In: data and options. Out: layers. */
#include "furniture/locator.h"

#include "expression/expression.h"
#include "scene/names.h"

static const struct place nowhere = {0};

void locator_layers_add(struct locator_layers *list, const char *id, const struct layer_style *style,
                        const struct data_spec *data, void *options)
{
	struct layer_spec *layer = ARENA_NEW(list->arena, struct layer_spec);
	*layer = (struct layer_spec){
	        .id = id, .kind = &style->kind, .data = data, .options = options, .is_context = list->is_context};
	list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = layer;
}

/* A layer's options: its defaults, then pairs of key and value, up to a NULL. */
static void *new_options(struct arena *arena, const struct kind *kind, const char *const *pairs)
{
	struct diag diag;
	void *base = arena_alloc(arena, kind->size);
	option_defaults(arena, kind, base);
	diag_init(&diag);
	for (; *pairs; pairs += 2)
		if (!option_set(arena, option_find(kind, pairs[0]), base, pairs[1], nowhere, &diag))
			BUG("an option of the locator is not valid");
	diag_clear(&diag);
	return base;
}

void *locator_layers_add_where(struct locator_layers *list, const char *id, const struct layer_style *style,
                               const struct data_spec *data, const struct expression *where, const char *const *pairs)
{
	void *options = new_options(list->arena, &style->kind, pairs);
	*(const struct expression **)((char *)options + option_find(&style->kind, "where")->offset) = where;
	locator_layers_add(list, id, style, data, options);
	struct label_options *label = (struct label_options *)scene_label_options(list->items[list->count - 1]);
	if (label)
		label->alone = list->is_context;
	return options;
}

const char *locator_style(const struct theme *theme, const char *name)
{
	return theme_style(theme, name) ? name : "locator";
}

void locator_layers_add_author_names(struct locator_layers *list, const struct theme *theme,
                                     const struct data_spec *data)
{
	list->is_context = false; /* what is left out of the author's own is told */
	static const char *const categories[] = {"sea", "country", "city"};
	const struct expression *of[3];
	const char *const sea[] = {"label_style", locator_style(theme, "water"), "label_weight", "20", "reach", "20pt",
	                           NULL};
	const char *const country[] = {
	        "label_style", locator_style(theme, "province"), "label_weight", "30", "reach", "12pt", NULL};
	const char *const city[] = {
	        "label_style", "locator", "size",         "2.2pt", "ring_width",        "0.4pt", "ring", "page",
	        "fill",        "ink",     "label_weight", "40",    "dot_without_label", "drop",  NULL};
	for (int i = 0; i < 3; i++)
		of[i] = expression_match(list->arena, LOCATOR_CATEGORY, nowhere, &categories[i], 1);
	locator_layers_add_where(list, "named-seas", &name_style_kind, data, of[0], sea);
	locator_layers_add_where(list, "named-countries", &name_style_kind, data, of[1], country);
	locator_layers_add_where(list, "named-cities", &marker_style, data, of[2], city);
}
