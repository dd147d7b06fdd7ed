/* Looking up in a theme by name. */
#include "spec/theme_file.h"

#include <math.h>
#include <string.h>
#include <strings.h>

struct theme_list *theme_list_of(const struct theme *theme, enum option_type type)
{
	const struct theme_list *list = type == OPTION_COLOUR   ? &theme->colours
	                                : type == OPTION_SHIELD ? &theme->shields
	                                : type == OPTION_HATCH  ? &theme->hatches
	                                                        : &theme->styles;
	return (struct theme_list *)list;
}

void *theme_find(const struct theme *theme, enum option_type type, const char *name)
{
	const struct theme_list *in = theme_list_of(theme, type);
	for (size_t i = 0; i < in->count; i++) {
		struct theme_entry *entry = (struct theme_entry *)((char *)in->items + i * in->stride);
		if (strcmp(entry->name, name) == 0)
			return entry;
	}
	return NULL;
}

struct texts theme_names(struct arena *arena, const struct theme *theme, enum option_type type)
{
	const struct theme_list *in = theme_list_of(theme, type);
	struct texts names = {ARENA_ARRAY(arena, in->count + 1, const char *), in->count};
	for (size_t i = 0; i < in->count; i++)
		names.items[i] = ((const struct theme_entry *)((const char *)in->items + i * in->stride))->name;
	return names;
}

bool theme_colour(const struct theme *theme, const char *name, struct colour *out)
{
	/* Asked for every feature: what begins so is a colour itself, and the list need not be gone through. */
	const struct theme_colour *found = *name == '#' ? NULL : theme_find(theme, OPTION_COLOUR, name);
	if (found)
		*out = found->colour;
	return found || colour_parse(name, out);
}

const struct text_style *theme_style(const struct theme *theme, const char *name)
{
	const struct theme_style *found = theme_find(theme, OPTION_STYLE, name);
	return found ? &found->style : NULL;
}

const struct theme_shield *theme_shield(const struct theme *theme, const char *name)
{
	return theme_find(theme, OPTION_SHIELD, name);
}

const struct theme_hatch *theme_find_hatch(const struct theme *theme, const char *name)
{
	return theme_find(theme, OPTION_HATCH, name);
}

const struct theme_hatch *theme_hatch(const struct theme *theme, const char *name)
{
	const struct theme_hatch *hatch = theme_find_hatch(theme, name);
	struct colour colour;
	bool is_seen = hatch && theme_colour(theme, hatch->colour, &colour) && colour.opacity > 0;
	return is_seen ? hatch : NULL;
}

bool theme_has(const struct theme *theme, enum option_type type, const char *name)
{
	struct colour colour;
	if (type == OPTION_COLOUR)
		return theme_colour(theme, name, &colour);
	return (type == OPTION_HATCH && strcasecmp(name, "none") == 0) || theme_find(theme, type, name);
}

static void *copy_of(struct arena *arena, const struct theme_list *list)
{
	void *items = arena_alloc(arena, list->count * list->stride + 1);
	if (list->count)
		memcpy(items, list->items, list->count * list->stride);
	return items;
}

const struct theme *theme_raise_text(struct arena *arena, const struct theme *theme, double least)
{
	if (least <= 0)
		return theme;
	struct theme *raised = ARENA_NEW(arena, struct theme);
	*raised = *theme;
	struct theme_style *styles = copy_of(arena, &theme->styles);
	const char *before = theme->styles.items;
	for (size_t i = 0; i < theme->styles.count; i++)
		styles[i].style.size = fmax(styles[i].style.size, least);
	for (size_t i = 0; i < THEME_OWN_STYLES; i++)
		raised->style[i] = (const void *)((char *)styles + ((const char *)theme->style[i] - before));
	raised->styles.items = styles;
	struct theme_shield *shields = copy_of(arena, &theme->shields);
	for (size_t i = 0; i < theme->shields.count; i++)
		if (shields[i].size > 0)
			shields[i].size = fmax(shields[i].size, least);
	raised->shields.items = shields;
	return raised;
}

const struct theme_hatch *theme_class_hatch(const struct theme *theme, size_t step)
{
	const struct texts *names = &theme->class_hatches;
	if (names->count == 0)
		return NULL;
	return theme_hatch(theme, names->items[step < names->count ? step : names->count - 1]);
}
