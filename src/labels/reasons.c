/* Reasons: what stood in the way of a name, counted by places, with its name.
 * In: slots with their candidates and refused places, and the states chosen. Out: texts such as
 * "overlaps Suzhou 苏州 (12 places), would cross G60 (4)". */
#include "labels/chosen.h"

#include <stdlib.h>
#include <string.h>

#define MOST_TOLD 4 /* causes of one dropped name */

struct cause {
	const char *text;
	size_t places, order;
};

struct causes {
	struct cause *items;
	size_t count, capacity;
};

static const char *label_title(const struct label_request *request)
{
	return request->title ? request->title : request->id ? request->id : "a name";
}

static void add_cause(struct arena *arena, struct causes *causes, const char *text, size_t places)
{
	for (size_t i = 0; i < causes->count; i++)
		if (!strcmp(causes->items[i].text, text)) {
			causes->items[i].places += places;
			return;
		}
	causes->items = arena_grow(arena, causes->items, causes->count, &causes->capacity, sizeof *causes->items);
	causes->items[causes->count] = (struct cause){text, places, causes->count};
	causes->count++;
}

static int most_frequent_first(const void *first, const void *second)
{
	const struct cause *a = first, *b = second;
	if (a->places != b->places)
		return a->places < b->places ? 1 : -1;
	return (a->order > b->order) - (a->order < b->order);
}

static const char *refusal_text(struct arena *arena, const struct refusal *refusal, const struct slot *slot)
{
	static const char *const kinds[] = {[OBSTACLE_DOT] = "a dot",
	                                    [OBSTACLE_ROUTE] = "a road",
	                                    [OBSTACLE_BOX] = "a thing on the map",
	                                    [OBSTACLE_EDGE] = "an edge",
	                                    [OBSTACLE_LINE] = "a line"};
	const char *name = refusal->blocker.name ? refusal->blocker.name : kinds[refusal->blocker.kind];
	bool is_dot = refusal->blocker.kind == OBSTACLE_DOT && refusal->blocker.name;
	char least[48], weight[48];
	switch (refusal->cause) {
	case REFUSED_FRAME:
		return "no room inside the frame";
	case REFUSED_COST:
		return arena_printf(arena, "would cost %s or more, but weighs %s",
		                    base_number_text(least, refusal->least, 1),
		                    base_number_text(weight, slot->weight, 1));
	case REFUSED_LEADER:
		return arena_printf(arena, "its leader would cross %s%s", is_dot ? "the dot of " : "", name);
	case REFUSED_BLOCK:
		break;
	}
	bool is_route = refusal->blocker.kind == OBSTACLE_ROUTE;
	return arena_printf(arena, "would %s %s%s", is_route ? "cross" : "cover", is_dot ? "the dot of " : "", name);
}

const char *labels_reason_refused(struct arena *arena, const struct slot *slot)
{
	if (slot->refusal_count && slot->refusals[0].cause == REFUSED_FRAME)
		return "reaches out of the frame";
	return slot->refusal_count ? refusal_text(arena, &slot->refusals[0], slot) : "finds no place";
}

static void add_rivals(struct arena *arena, const struct chosen *chosen, const struct slot *slot, struct causes *causes)
{
	for (size_t a = 0; a < slot->count; a++) {
		const struct slot *rival = chosen_rival(chosen, slot, &slot->candidates[a]);
		if (rival)
			add_cause(arena, causes, arena_printf(arena, "overlaps %s", label_title(rival->source)), 1);
	}
}

static const char *no_place_at_all(const struct slot *slot)
{
	switch (slot->source->kind) {
	case LABEL_AREA:
		return "no part of it inside the frame is wide enough";
	case LABEL_LINE:
		return "no calm stretch of it inside the frame is long enough";
	case LABEL_POINT:
		break;
	}
	return "no free position";
}

const char *labels_reason_dropped(struct arena *arena, const struct chosen *chosen, size_t first, size_t end)
{
	struct causes causes = {0};
	for (size_t i = first; i < end; i++) {
		const struct slot *slot = &chosen->slots[i];
		add_rivals(arena, chosen, slot, &causes);
		for (size_t k = 0; k < slot->refusal_count; k++)
			add_cause(arena, &causes, refusal_text(arena, &slot->refusals[k], slot),
			          slot->refusals[k].places);
	}
	if (!causes.count)
		return no_place_at_all(&chosen->slots[first]);
	qsort(causes.items, causes.count, sizeof *causes.items, most_frequent_first);
	const char *text = "";
	for (size_t i = 0; i < causes.count && i < MOST_TOLD; i++)
		text = arena_printf(arena, "%s%s%s (%zu %s)", text, i ? ", " : "", causes.items[i].text,
		                    causes.items[i].places, causes.items[i].places == 1 ? "place" : "places");
	return text;
}

const char *labels_reason_better(struct arena *arena, const struct chosen *chosen, size_t index)
{
	const struct slot *slot = &chosen->slots[index];
	if (!slot->count || chosen->states[index] >= slot->count ||
	    !(slot->candidates[0].place.cost < slot->candidates[chosen->states[index]].place.cost))
		return "";
	const struct slot *rival = chosen_rival(chosen, slot, &slot->candidates[0]);
	const char *where = slot->candidates[0].place.where ? slot->candidates[0].place.where : "a cheaper place";
	return rival ? arena_printf(arena, "%s: overlaps %s", where, label_title(rival->source)) : "";
}
