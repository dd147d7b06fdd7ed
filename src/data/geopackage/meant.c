/* Meant: which of the places of one name a map file means.
 * In: a name. Out: the one that is meant if that is clear, else an error that lists them, each as it may be written.
 * Why so: a map that shows another Paris without a word is wrong in silence, and one that asks which Paris is meant, of
 * two million people, is a nuisance. */
#include "data/gazetteer.h"
#include "data/geopackage/gazetteer_parts.h"

#include <stdio.h>
#include <string.h>

#define CLEARLY_MORE 10 /* times as populous as the next is clear */
#define CAPITAL_MORE 3  /* the same of a country's capital */
#define LISTED       8  /* candidates in an error */

const struct gazetteer_place *gazetteer_chosen(const struct gazetteer_places *places)
{
	const struct gazetteer_place *first = places->items;
	size_t next = 1;
	while (next < places->count && first->is_own && !first[next].is_own)
		next++;
	if (next >= places->count)
		return places->count ? first : NULL;
	double more = first->capital == 1 ? CAPITAL_MORE : CLEARLY_MORE;
	return first->population > 0 && first->population >= more * first[next].population ? first : NULL;
}

const char *gazetteer_population_text(struct arena *arena, double population)
{
	char digits[32];
	int length = snprintf(digits, sizeof digits, "%.0f", population);
	char *text = arena_alloc(arena, 2 * sizeof digits), *end = text;
	for (int i = 0; population > 0 && i < length; i++) {
		if (i && (length - i) % 3 == 0)
			*end++ = ',';
		*end++ = digits[i];
	}
	*end = '\0';
	return text;
}

/* "'Paris, US-TX' (United States, 24,782)". Of places that are written alike only the position tells which it is. */
static const char *describe(struct arena *arena, const struct gazetteer_place *place)
{
	const char *population = gazetteer_population_text(arena, place->population);
	const char *country = localized_get(&place->countries, "en"), *unit = localized_get(&place->units, "en");
	unit = unit ? unit : localized_any(&place->units, "en");
	const char *where = arena_printf(arena, "%s%s%s%s%s", *unit ? unit : "", *unit ? ", " : "",
	                                 country ? country : place->country, *population ? ", " : "", population);
	if (!place->is_shared)
		return arena_printf(arena, "'%s' (%s)", place->written, where);
	return arena_printf(arena, "{name: %s, at: [%.2f, %.2f]} (%s)", place->name, place->at.lon, place->at.lat,
	                    where);
}

static void report_several(const struct gazetteer_places *places, const char *name, struct arena *arena,
                           struct place place, struct diag *diag)
{
	const char *list = describe(arena, &places->items[0]);
	for (size_t i = 1; i < places->count && i < LISTED; i++)
		list = arena_printf(arena, "%s, %s", list, describe(arena, &places->items[i]));
	if (places->count > LISTED)
		list = arena_printf(arena, "%s, and %zu more: corridor find", list, places->count - LISTED);
	diag_error(diag, CONTRADICTION, place, arena_printf(arena, "write %s", list), "%zu places are called '%s'",
	           places->count, name);
}

static void report_none(struct gazetteer *gazetteer, struct arena *arena, const char *name, struct place place,
                        struct diag *diag)
{
	static const char at[] = "a place that is not known is written {name: …, at: [longitude, latitude]}";
	struct diag unheard;
	struct gazetteer_places others;
	size_t length = gazetteer_name_length(name);
	const char *hint = at;
	diag_init(&unheard);
	if (name[length] && gazetteer_find(gazetteer, arena, arena_text_n(arena, name, length), &unheard, &others) &&
	    others.count) {
		const char *list = describe(arena, &others.items[0]);
		for (size_t i = 1; i < others.count && i < LISTED; i++)
			list = arena_printf(arena, "%s, %s", list, describe(arena, &others.items[i]));
		hint = arena_printf(arena, "there is %s", list);
	} else {
		const char *near = gazetteer_suggest(gazetteer, arena, name);
		hint = near ? arena_printf(arena, "did you mean '%s'? %s", near, at) : at;
	}
	diag_clear(&unheard);
	diag_error(diag, UNKNOWN_NAME, place, hint, "no place called '%s' is known", name);
}

static bool is_among(const struct texts *texts, const char *text)
{
	bool any = false;
	for (size_t i = 0; i < texts->count; i++)
		any |= !strcmp(texts->items[i], text);
	return any;
}

void gazetteer_among(struct gazetteer *gazetteer, const struct texts *names)
{
	struct texts *countries = gazetteer_countries(gazetteer);
	struct arena arena;
	struct diag unheard; /* what is wrong with a name is told when it is looked up */
	arena_init(&arena);
	diag_init(&unheard);
	*countries = (struct texts){ARENA_ARRAY(gazetteer_arena(gazetteer), names->count + 1, const char *), 0};
	for (size_t i = 0; i < names->count; i++) {
		struct gazetteer_places places = {0};
		const struct gazetteer_place *chosen =
		        gazetteer_find(gazetteer, &arena, names->items[i], &unheard, &places)
		                ? gazetteer_chosen(&places)
		                : NULL;
		if (chosen && *chosen->country && !is_among(countries, chosen->country))
			countries->items[countries->count++] = arena_text(gazetteer_arena(gazetteer), chosen->country);
		arena_reset(&arena);
	}
	diag_clear(&unheard);
	arena_clear(&arena);
}

/* The one that is clear among those in the countries of the map's other places; NULL: none is. */
static const struct gazetteer_place *chosen_among(struct gazetteer *gazetteer, struct arena *arena,
                                                  const struct gazetteer_places *places)
{
	struct gazetteer_places near = {ARENA_ARRAY(arena, places->count + 1, struct gazetteer_place), 0};
	for (size_t i = 0; i < places->count; i++)
		if (is_among(gazetteer_countries(gazetteer), places->items[i].country))
			near.items[near.count++] = places->items[i];
	return gazetteer_chosen(&near);
}

const struct gazetteer_place *gazetteer_place(struct gazetteer *gazetteer, struct arena *arena, const char *name,
                                              struct place place, struct diag *diag)
{
	struct gazetteer_places places;
	if (!gazetteer_find(gazetteer, arena, name, diag, &places))
		return NULL;
	const struct gazetteer_place *chosen = gazetteer_chosen(&places);
	if (!places.count)
		report_none(gazetteer, arena, name, place, diag);
	if (chosen || !places.count)
		return chosen;
	chosen = chosen_among(gazetteer, arena, &places);
	if (chosen)
		diag_note(
		        diag, CONTRADICTION, place,
		        arena_printf(arena, "write that, or another of the %zu: corridor find %s", places.count, name),
		        "'%s' is taken for %s, in a country of the other places", name, describe(arena, chosen));
	else
		report_several(&places, name, arena, place, diag);
	return chosen;
}
