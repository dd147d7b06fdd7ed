/* Candidates: which places of a name lie where it says, and how each is written.
 * In: the places of a name; what stands behind its comma. Out: those that lie there, each with what a map file writes.
 */
#include "data/file.h"
#include "data/gazetteer.h"
#include "data/geopackage/gazetteer_parts.h"
#include "data/place_key.h"

#include <string.h>

bool gazetteer_region_is_named(const struct gazetteer_region *region, const char *key)
{
	struct arena scratch;
	arena_init(&scratch);
	bool is_named = false;
	for (size_t i = 0; *key && i < region->names.count && !is_named; i++)
		is_named = !strcmp(data_place_key(&scratch, region->names.entries[i].text), key);
	arena_clear(&scratch);
	return is_named;
}

/* Commas of the scripts that have one of their own. */
static size_t comma_length(const char *text)
{
	static const char *const commas[] = {",", "，", "、", "،"};
	for (size_t i = 0; i < sizeof commas / sizeof *commas; i++)
		if (!strncmp(text, commas[i], strlen(commas[i])))
			return strlen(commas[i]);
	return 0;
}

size_t gazetteer_name_length(const char *name)
{
	size_t length = 0;
	while (name[length] && !comma_length(name + length))
		length++;
	return length;
}

/* Whether the region is called so, by its code, the part of it behind the country's, or a name. */
static bool is_called(const char *code, const struct localized *names, const char *word, const char *key)
{
	const struct gazetteer_region region = {code, *names};
	const char *hyphen = strchr(code, '-');
	return (*word && data_ascii_same(code, word)) || (hyphen && *word && data_ascii_same(hyphen + 1, word)) ||
	       gazetteer_region_is_named(&region, key);
}

/* Leaves those in the country or unit of that name. */
static void narrow_by(struct arena *arena, const char *word, struct gazetteer_places *places)
{
	const char *key = data_place_key(arena, word);
	size_t kept = 0;
	for (size_t i = 0; i < places->count; i++) {
		const struct gazetteer_place *place = &places->items[i];
		if (is_called(place->unit, &place->units, word, key) ||
		    is_called(place->country, &place->countries, word, key))
			places->items[kept++] = *place;
	}
	places->count = kept;
}

void gazetteer_narrow(struct arena *arena, const char *behind, struct gazetteer_places *places)
{
	while (*behind) {
		behind += comma_length(behind);
		behind += strspn(behind, " ");
		size_t length = gazetteer_name_length(behind), word = length;
		while (word && behind[word - 1] == ' ')
			word--;
		narrow_by(arena, arena_text_n(arena, behind, word), places);
		behind += length;
	}
}

void gazetteer_write(struct arena *arena, struct gazetteer_places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		struct gazetteer_place *place = &places->items[i];
		place->written =
		        arena_printf(arena, "%s, %s", place->name, *place->unit ? place->unit : place->country);
		for (size_t k = 0; k < i; k++)
			if (!strcmp(places->items[k].written, place->written))
				places->items[k].is_shared = place->is_shared = true;
	}
}
