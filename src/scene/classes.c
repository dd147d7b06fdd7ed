/* Classes of a layer. In: the layer, the number of a class. Out: drawings of the class's look.
 * A range is written as numbers are in each language: "< 1 000", "1 000–10 000" and "10 000+" need no word. */
#include "scene/classes.h"

#include <math.h>
#include <string.h>

#define DECIMALS 9 /* of a break, in the legend: as many as messages write */

static const char *range_text(struct arena *arena, const struct messages *messages, const struct layer_spec *look)
{
	const char *low = isfinite(look->low) ? messages_number(arena, messages, look->low, DECIMALS) : NULL;
	const char *high = isfinite(look->high) ? messages_number(arena, messages, look->high, DECIMALS) : NULL;
	return !low    ? arena_printf(arena, "< %s", high)
	       : !high ? arena_printf(arena, "%s+", low)
	               : arena_printf(arena, "%s–%s", low, high);
}

static struct localized range_texts(const struct scene_input *input, struct arena *arena, const struct layer_spec *look)
{
	struct localized texts = {ARENA_ARRAY(arena, input->language_count + 1, struct localized_entry), 0};
	for (size_t i = 0; i < input->language_count; i++)
		texts.entries[texts.count++] =
		        (struct localized_entry){input->languages[i], range_text(arena, input->messages[i], look)};
	return texts;
}

/* Entries are in the order of their layers, and of one layer in that of their classes and looks. */
static bool is_behind(const struct legend_entry *entry, const struct legend_entry *other)
{
	const struct layer_spec *layer = map_spec_whole(entry->layer), *others = map_spec_whole(other->layer);
	if (layer != others)
		return layer > others;
	return entry->layer->number != other->layer->number ? entry->layer->number > other->layer->number
	                                                    : entry->look > other->look;
}

void scene_legend_add(struct legend_entry *entries, size_t *count, const struct legend_entry *entry)
{
	size_t at = *count;
	for (size_t i = 0; i < *count; i++)
		if (!strcmp(entries[i].id, entry->id))
			return;
	for (; at > 0 && is_behind(&entries[at - 1], entry); at--)
		entries[at] = entries[at - 1];
	entries[at] = *entry;
	++*count;
}

struct layer_drawing scene_class_drawing(const struct layer_drawing *whole, size_t number)
{
	struct arena *arena = whole->scene->arena;
	struct layer_drawing own = *whole;
	struct layer_spec *look = ARENA_NEW(arena, struct layer_spec);
	*look = whole->layer->classes[number - 1];
	if (look->is_range)
		look->title = range_texts(whole->input, arena, look);
	own.layer = look;
	return own;
}
