/* Candidate queue: a heap of places.
 * In: places with their cost alone, page points. Out: candidates of the slot. A place waits in a heap by the least that
 * it can cost; when it comes first it is rated one step further (backdrop, then obstacles) and waits again. What comes
 * first fully rated is the cheapest left; what lies where enough are kept is never rated. The candidates are those that
 * rating, sorting and thinning all places would give. */
#include "labels/candidate_queue.h"

#include "labels/solver/solver.h"

#include <math.h>

enum rated { RATED_NOT, RATED_BACKDROP, RATED_ALL };

struct waiting {
	double least;  /* on the lattice, as costs are */
	size_t number; /* in the list: of equal costs the first comes first */
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

void place_list_add(struct candidate_maker *maker, struct place_list *list, struct label_place place)
{
	list->items = arena_grow(&maker->brief, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = place;
}

static bool comes_before(const struct waiting *a, const struct waiting *b)
{
	return a->least != b->least ? a->least < b->least : a->number < b->number;
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

static struct queue queue_of(struct candidate_maker *maker, const struct place_list *list)
{
	struct queue queue = {ARENA_ARRAY(&maker->brief, list->count + 1, struct waiting), list->count};
	for (size_t i = 0; i < list->count; i++)
		queue.heap[i] = (struct waiting){.least = solver_round_cost(list->items[i].cost), .number = i};
	for (size_t i = queue.count / 2; i-- > 0;)
		sink(&queue, i);
	return queue;
}

static struct candidate candidate_of(const struct label_place *place)
{
	return candidate_new(*place, labels_form_width(place->form, place->spacing));
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
	} else if (!candidate_rate_obstacles(maker, slot, first->candidate)) {
		return false;
	}
	first->rated++;
	first->least = solver_round_cost(first->candidate->place.cost);
	sink(queue, 0);
	return true;
}

void candidate_queue_take(struct candidate_maker *maker, struct slot *slot, const struct place_list *list, size_t most,
                          size_t alike)
{
	struct queue queue = queue_of(maker, list);
	struct localities places = {ARENA_ARRAY(&maker->brief, most + 1, struct locality), 0};
	if (slot->count == 0)
		slot->reach = box_empty;
	for (size_t end = slot->count + most; queue.count && slot->count < end && queue.heap[0].least < slot->weight;) {
		struct waiting *first = &queue.heap[0];
		struct candidate start =
		        first->candidate ? *first->candidate : candidate_of(&list->items[first->number]);
		struct locality *place = locality_of(&places, &start.block);
		bool is_full = place < places.items + places.count && place->count >= alike;
		if (!is_full && first->rated != RATED_ALL && rate_first(maker, slot, &queue, &start))
			continue;
		if (!is_full && first->rated == RATED_ALL) {
			places.count += place == places.items + places.count;
			place->count++;
			slot_add(maker->arena, slot, first->candidate);
			box_join(&slot->reach, first->candidate->bounds);
		}
		drop_first(&queue);
	}
}

void candidate_queue_rate_all(struct candidate_maker *maker, struct slot *slot, const struct place_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		slot_offer(maker, slot, list->items[i]);
}
