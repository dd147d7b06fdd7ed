/* Offers: the cheapest places of a name, found without rating the others.
 * In: offers with the cost of the place alone, page points. Out: candidates of the slot. An offer waits in a heap by
 * the least it can cost; when it comes first it is rated one step further (backdrop, then obstacles) and waits again.
 * What comes first fully rated is the cheapest left; whatever lies where enough are kept is never rated. The candidates
 * are those that rating, sorting and thinning all offers would give. */
#include "labels/offers.h"

#include "labels/solver/solver.h"

#include <math.h>

enum rated { RATED_NOT, RATED_BACKDROP, RATED_ALL };

struct waiting {
	double least; /* on the lattice, as costs are */
	size_t offer; /* equal costs: the first offered first */
	enum rated rated;
	struct candidate *candidate; /* RATED_NOT: none yet */
};

struct queue {
	struct waiting *heap;
	size_t count;
};

struct locality {
	long column, row;
	size_t count;
};

struct localities {
	struct locality *items;
	size_t count;
};

void offers_add(struct candidate_maker *maker, struct offers *offers, struct offer offer)
{
	if (offers->count >= offers->capacity)
		offers->items = arena_grow(&maker->brief, offers->items, offers->count, &offers->capacity,
		                           sizeof *offers->items);
	offers->items[offers->count++] = offer;
}

static bool comes_before(const struct waiting *a, const struct waiting *b)
{
	return a->least != b->least ? a->least < b->least : a->offer < b->offer;
}

/* The first of the heap, which may have become dearer, goes to its place. */
static void sink(struct queue *queue, size_t at)
{
	struct waiting moved = queue->heap[at];
	for (size_t child = 2 * at + 1; child < queue->count; child = 2 * at + 1) {
		if (child + 1 < queue->count && comes_before(&queue->heap[child + 1], &queue->heap[child]))
			child++;
		if (!comes_before(&queue->heap[child], &moved))
			break;
		queue->heap[at] = queue->heap[child];
		at = child;
	}
	queue->heap[at] = moved;
}

static void drop_first(struct queue *queue)
{
	queue->heap[0] = queue->heap[--queue->count];
	if (queue->count)
		sink(queue, 0);
}

static struct queue queue_of(struct candidate_maker *maker, const struct offers *offers)
{
	struct queue queue = {ARENA_ARRAY(&maker->brief, offers->count + 1, struct waiting), offers->count};
	for (size_t i = 0; i < offers->count; i++)
		queue.heap[i] = (struct waiting){.least = solver_round_cost(offers->items[i].cost), .offer = i};
	for (size_t i = queue.count / 2; i-- > 0;)
		sink(&queue, i);
	return queue;
}

static struct candidate candidate_of(const struct offer *offer)
{
	return candidate_new((struct label_place){.form = offer->form,
	                                          .origin = offer->origin,
	                                          .angle = offer->angle,
	                                          .spacing = offer->spacing,
	                                          .cost = offer->cost,
	                                          .where = offer->where},
	                     offer->width);
}

static struct locality *locality_of(struct localities *places, const struct turned_box *block)
{
	struct locality place = {lround(block->centre.x / fmax(block->half_height * 2, 1)),
	                         lround(block->centre.y / fmax(block->half_height, 1)), 0};
	size_t p = 0;
	while (p < places->count && (places->items[p].column != place.column || places->items[p].row != place.row))
		p++;
	if (p == places->count)
		places->items[places->count] = place;
	return &places->items[p];
}

/* One step further with the first of the queue; false when it cannot stand. */
static bool rate_first(struct candidate_maker *maker, struct slot *slot, struct queue *queue,
                       const struct candidate *start)
{
	struct waiting *first = &queue->heap[0];
	if (first->rated == RATED_NOT) {
		first->candidate = ARENA_NEW(&maker->brief, struct candidate);
		*first->candidate = *start;
		if (!candidate_fits(maker, slot, first->candidate))
			return false;
		candidate_rate_backdrop(maker, slot, first->candidate);
	} else if (!candidate_rate_obstacles(maker, slot, first->candidate, NULL)) {
		return false;
	}
	first->rated++;
	first->least = solver_round_cost(first->candidate->place.cost);
	sink(queue, 0);
	return true;
}

void offers_take(struct candidate_maker *maker, struct slot *slot, const struct offers *offers, size_t most,
                 size_t alike)
{
	struct queue queue = queue_of(maker, offers);
	struct localities places = {ARENA_ARRAY(&maker->brief, most + 1, struct locality), 0};
	slot->candidates = ARENA_ARRAY(maker->arena, most, struct candidate);
	slot->capacity = most;
	slot->reach = box_empty;
	while (queue.count && slot->count < most && queue.heap[0].least < slot->weight) {
		struct waiting *first = &queue.heap[0];
		struct candidate start =
		        first->candidate ? *first->candidate : candidate_of(&offers->items[first->offer]);
		struct locality *place = locality_of(&places, &start.block);
		bool is_full = place < places.items + places.count && place->count >= alike;
		if (!is_full && first->rated != RATED_ALL && rate_first(maker, slot, &queue, &start))
			continue;
		if (!is_full && first->rated == RATED_ALL) {
			places.count += place == places.items + places.count;
			place->count++;
			slot->candidates[slot->count++] = *first->candidate;
			box_join(&slot->reach, first->candidate->bounds);
		}
		drop_first(&queue);
	}
}

void offers_rate_all(struct candidate_maker *maker, struct slot *slot, const struct offers *offers)
{
	for (size_t i = 0; i < offers->count; i++) {
		struct candidate candidate = candidate_of(&offers->items[i]);
		slot_offer(maker, slot, candidate.place, NULL);
	}
}
