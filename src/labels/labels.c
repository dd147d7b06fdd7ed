/* Labels: from requests to placements: candidates, conflicts, choice, leaders where they are needed, reasons.
 * In: requests and obstacles in page points. Out: a placement per request. Requests are put in the order of their
 * weights and ids first, so that the result does not depend on the caller's order. Leader lines are made late: a slot
 * first holds a promise (a state as cheap as any leader, in nobody's way); only slots whose promise is chosen
 * get real leader positions. When no promise is left the solution is the best of all candidates, made or not. */
#include "labels/labels.h"

#include "labels/chosen.h"
#include "labels/conflicts.h"
#include "labels/crowd.h"
#include "labels/pins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_PART 3.0 /* cost of naming a line at a short part of it */
#define MANY_SLOTS 600 /* from here on fewer rounds: seconds matter more than the last leader */
#define ROUNDS     6
#define FEW_ROUNDS 2
#define FAR        0.05 /* gap, as a share of the cost, from which on there are no more rounds; with many slots: any */

struct placer {
	struct arena *out;    /* results */
	struct arena scratch; /* everything else, but: */
	struct arena brief;   /* the candidates of the name at hand, until the last of them is made */
	const struct label_input *input;
	const struct label_request **requests; /* those not fixed by a pin, in canonical order */
	size_t request_count;
	size_t *given;      /* place in the input of each */
	size_t *first_slot; /* per request, and one more */
	struct slot *slots;
	size_t slot_count, slot_capacity;
	struct candidate_maker maker;
	struct label_crowd crowd;
	struct fixed *pins; /* in canonical order */
	size_t pin_count, pin_capacity;
	struct solution solution; /* of the last round, of the slots that have candidates */
	uint32_t *states;         /* per slot: as many as there are candidates: dropped */
	double bound;
	size_t candidates;  /* in the last round */
	size_t nodes, work; /* of all rounds */
};

struct ordered_request {
	const struct label_request *request;
	size_t given;
};

static double effective_weight(const struct label_request *request)
{
	return fmax(request->weight, 0) + (request->required ? REQUIRED_WEIGHT : 0);
}

static int compare_requests(const void *first, const void *second)
{
	const struct label_request *a = ((const struct ordered_request *)first)->request,
	                           *b = ((const struct ordered_request *)second)->request;
	double weights[] = {effective_weight(a), effective_weight(b)};
	int order = (weights[0] < weights[1]) - (weights[0] > weights[1]);
	order = order ? order : strcmp(a->id ? a->id : "", b->id ? b->id : "");
	order = order ? order : strcmp(a->title ? a->title : "", b->title ? b->title : "");
	order = order ? order : (a->anchor.x > b->anchor.x) - (a->anchor.x < b->anchor.x);
	return order ? order : (a->anchor.y > b->anchor.y) - (a->anchor.y < b->anchor.y);
}

static void order_requests(struct placer *placer)
{
	size_t count = placer->input->request_count, free_count = 0;
	struct ordered_request *ordered = ARENA_ARRAY(&placer->scratch, count + 1, struct ordered_request);
	placer->requests = ARENA_ARRAY(&placer->scratch, count + 1, const struct label_request *);
	placer->given = ARENA_ARRAY(&placer->scratch, count + 1, size_t);
	for (size_t i = 0; i < count; i++)
		ordered[i] = (struct ordered_request){&placer->input->requests[i], i};
	qsort(ordered, count, sizeof *ordered, compare_requests);
	for (size_t i = 0; i < count; i++) {
		if (pin_fixes(ordered[i].request)) {
			placer->pins = arena_grow(&placer->scratch, placer->pins, placer->pin_count,
			                          &placer->pin_capacity, sizeof *placer->pins);
			placer->pins[placer->pin_count++] =
			        (struct fixed){.request = ordered[i].request, .given = ordered[i].given};
			continue;
		}
		placer->requests[free_count] = ordered[i].request;
		placer->given[free_count++] = ordered[i].given;
	}
	placer->request_count = free_count;
}

static bool is_explained(const struct placer *placer, const struct label_request *request)
{
	return !placer->input->unexplained || request->required;
}

static struct slot *add_slot(struct placer *placer, size_t request, double weight)
{
	placer->slots = arena_grow(&placer->scratch, placer->slots, placer->slot_count, &placer->slot_capacity,
	                           sizeof *placer->slots);
	struct slot *slot = &placer->slots[placer->slot_count++];
	*slot = (struct slot){.request = request,
	                      .source = placer->requests[request],
	                      .weight = solver_round_cost(weight),
	                      .home = ground_map_home(placer->maker.ground, placer->requests[request])};
	slot->reach = box_empty;
	slot->quiet = !is_explained(placer, slot->source) || slot->source->kind == LABEL_POINT;
	return slot;
}

/* What is made of candidates from here on, those known included, lies in memory for this name alone. */
static void begin_candidates(struct placer *placer, struct slot *slot)
{
	const struct candidate *known = slot->candidates;
	size_t count = slot->count;
	placer->maker.arena = &placer->brief;
	arena_reset(&placer->brief);
	slot->candidates = NULL;
	slot->count = slot->capacity = 0;
	for (size_t i = 0; i < count; i++)
		if (!known[i].is_promise)
			slot_add(&placer->brief, slot, &known[i]);
}

/* Keeps what is left of them. */
static void end_candidates(struct placer *placer, struct slot *slot)
{
	slot_sort(&placer->maker, slot);
	placer->maker.arena = &placer->scratch;
	const struct candidate *sorted = slot->candidates;
	slot->candidates = ARENA_ROOM(&placer->scratch, slot->count, struct candidate);
	for (size_t i = 0; i < slot->count; i++)
		slot->candidates[i] = sorted[i];
}

static void add_point(struct placer *placer, size_t request)
{
	struct slot *slot = add_slot(placer, request, effective_weight(placer->requests[request]));
	double promise = solver_round_cost(labels_point_leader_bound(slot->source));
	if (label_crowd_has_failed(&placer->crowd, slot->source)) {
		slot->withheld++; /* all places of the name, unseen */
		placer->crowd.slackness += slot->weight;
		return;
	}
	begin_candidates(placer, slot);
	point_candidates(&placer->maker, slot);
	label_crowd_admit(&placer->crowd, slot, 0);
	if (slot->count == 0) {
		labels_point_leader_candidates(&placer->maker, slot);
		label_crowd_admit(&placer->crowd, slot, 0);
		if (slot->count == 0)
			label_crowd_note_failed(&placer->crowd, slot->source);
	} else if (promise < slot->weight) {
		slot_add(&placer->brief, slot, &(struct candidate){.place.cost = promise, .is_promise = true});
		slot->withheld++;
	}
	end_candidates(placer, slot);
}

/* A repeated name gets a slot per repeat that can hold it; any other one slot for all its parts. */
static void add_line(struct placer *placer, size_t index)
{
	const struct label_request *request = placer->requests[index];
	struct line_stretch *stretches;
	double weight = effective_weight(request), longest = 0;
	size_t count = line_stretches(&placer->scratch, request, &stretches), first = placer->slot_count;
	for (size_t i = 0; i < count; i++)
		longest = fmax(longest, stretches[i].to - stretches[i].from);
	for (size_t i = 0; i < count; i++) {
		if (stretches[i].is_repeat || i == 0)
			add_slot(placer, index, weight);
		struct slot *slot = &placer->slots[placer->slot_count - 1];
		double length = stretches[i].to - stretches[i].from;
		line_candidates(&placer->maker, slot, &stretches[i],
		                stretches[i].is_repeat ? 0 : SHORT_PART * (1 - length / fmax(longest, 1)));
		if (stretches[i].is_repeat && slot->count == 0 && placer->slot_count > first + 1)
			placer->slot_count--;
	}
	if (count == 0)
		add_slot(placer, index, weight);
	for (size_t i = first; i < placer->slot_count; i++)
		placer->slots[i].weight = solver_round_cost(weight / (double)(placer->slot_count - first));
}

static void make_slots(struct placer *placer)
{
	size_t count = placer->request_count;
	placer->first_slot = ARENA_ARRAY(&placer->scratch, count + 1, size_t);
	placer->slot_capacity = count; /* names along lines may take more */
	placer->slots = ARENA_ROOM(&placer->scratch, count, struct slot);
	for (size_t i = 0; i < count; i++) {
		placer->first_slot[i] = placer->slot_count;
		if (placer->requests[i]->kind == LABEL_POINT) {
			add_point(placer, i);
			continue;
		}
		if (placer->requests[i]->kind == LABEL_AREA)
			area_candidates(&placer->maker, add_slot(placer, i, effective_weight(placer->requests[i])));
		else
			add_line(placer, i);
		for (size_t k = placer->first_slot[i]; k < placer->slot_count; k++)
			label_crowd_admit(&placer->crowd, &placer->slots[k], 0);
	}
	placer->first_slot[count] = placer->slot_count;
	placer->states = ARENA_ARRAY(&placer->scratch, placer->slot_count, uint32_t);
}

static void drop_promise(struct slot *slot)
{
	size_t kept = 0;
	for (size_t i = 0; i < slot->count; i++)
		if (!slot->candidates[i].is_promise)
			slot->candidates[kept++] = slot->candidates[i];
	slot->count = kept;
}

/* Real leaders for the slots whose promise was chosen; `last`: no promises any more. Returns how many changed. */
static size_t make_good(struct placer *placer, bool last)
{
	size_t changed = 0;
	for (size_t i = 0; i < placer->slot_count; i++) {
		struct slot *slot = &placer->slots[i];
		uint32_t state = placer->states[i];
		bool promised = state < slot->count && slot->candidates[state].is_promise;
		if (promised || last)
			drop_promise(slot);
		if (!promised)
			continue;
		size_t first = slot->count;
		slot->withheld--;
		begin_candidates(placer, slot);
		labels_point_leader_candidates(&placer->maker, slot);
		label_crowd_admit(&placer->crowd, slot, first);
		end_candidates(placer, slot);
		changed++;
	}
	return changed;
}

/* Names without candidates are dropped before there is anything to choose. */
static void choose_all(struct placer *placer, struct arena *arena)
{
	const struct slot **open = ARENA_ROOM(arena, placer->slot_count, const struct slot *);
	size_t count = 0;
	double lost = 0;
	placer->candidates = 0;
	for (size_t i = 0; i < placer->slot_count; i++) {
		placer->states[i] = 0;
		placer->candidates += placer->slots[i].count;
		if (placer->slots[i].count)
			open[count++] = &placer->slots[i];
		else
			lost += placer->slots[i].weight;
	}
	struct problem *problem = conflicts_build(arena, open, count);
	solver_solve(problem, solver_usual_work(problem), &placer->solution);
	placer->solution.cost += lost;
	placer->solution.bound += lost;
	for (size_t k = 0; k < count; k++)
		placer->states[open[k] - placer->slots] = placer->solution.states[k];
	placer->work += placer->solution.work;
	placer->nodes += placer->solution.nodes;
}

/* Where so much is open, more rounds of leaders take seconds, and the choice among more of them hardly gets better. */
static bool is_far_from_proved(const struct placer *placer)
{
	double share = placer->slot_count > MANY_SLOTS ? 0 : FAR;
	return placer->solution.cost - placer->solution.bound > share * placer->solution.cost;
}

/* The last round's solution stays in `arena`. */
static void choose_in_rounds(struct placer *placer, struct arena *arena)
{
	int rounds = placer->slot_count > MANY_SLOTS ? FEW_ROUNDS : ROUNDS;
	for (int round = 1;; round++) {
		choose_all(placer, arena);
		/* With promises left the problem is a relaxation: its bound holds. The last has none, nor all leaders.
		 */
		if (round <= rounds)
			placer->bound = fmax(placer->bound, placer->solution.bound);
		if (round < rounds && is_far_from_proved(placer))
			rounds = round;
		if (round > rounds || make_good(placer, round == rounds) == 0)
			return;
		arena_clear(arena);
		arena_init(arena);
	}
}

static bool has_no_room(const struct placer *placer, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (placer->slots[i].count || placer->slots[i].is_obstructed)
			return false;
	return true;
}

/* A dropped name tries all its places once more, those too that were never made or given to the choice: one may be left
 * that no other name has taken. */
static void place_in_room_left(struct placer *placer, struct chosen *chosen, size_t index)
{
	struct slot *slot = &placer->slots[index];
	slot->count = 0;
	slot->quiet = !is_explained(placer, slot->source);
	begin_candidates(placer, slot);
	point_candidates(&placer->maker, slot);
	labels_point_leader_candidates(&placer->maker, slot);
	slot_sort(&placer->maker, slot);
	placer->maker.arena = &placer->scratch;
	uint32_t state = 0;
	while (state < slot->count && chosen_rival(chosen, slot, &slot->candidates[state]))
		state++;
	chosen->states[index] = state;
	if (state == slot->count) {
		label_crowd_note_failed(&placer->crowd, slot->source);
		return;
	}
	struct candidate *taken = ARENA_NEW(&placer->scratch, struct candidate);
	*taken = slot->candidates[state];
	slot->candidates = taken;
	slot->count = 1;
	chosen->states[index] = 0;
	chosen_add(chosen, index);
	placer->solution.cost -= slot->weight - taken->place.cost;
}

static void fill_placement(struct placer *placer, struct chosen *chosen, size_t index, struct placement *placement)
{
	size_t first = placer->first_slot[index], end = placer->first_slot[index + 1];
	*placement = (struct placement){.request = placer->requests[index], .reason = "", .better = ""};
	if (placement->request->kind == LABEL_POINT && !chosen_candidate(chosen, first) &&
	    (is_explained(placer, placement->request) ||
	     (placer->slots[first].withheld && !label_crowd_has_failed(&placer->crowd, placement->request))))
		place_in_room_left(placer, chosen, first);
	for (size_t i = first; i < end; i++) {
		const struct candidate *candidate = chosen_candidate(chosen, i);
		if (!candidate)
			continue;
		if (!placement->places)
			placement->places = ARENA_ARRAY(placer->out, end - first, struct label_place);
		struct label_place *place = &placement->places[placement->place_count++];
		*place = candidate->place;
		place->form = labels_form_aligned(placer->out, place->form, place->alignment);
	}
	placement->kept = placement->place_count > 0;
	placement->has_no_room = !placement->kept && has_no_room(placer, first, end);
	if (!is_explained(placer, placement->request))
		return;
	if (!placement->kept && placement->request->kind == LABEL_AREA)
		labels_area_refusals(&placer->maker, &placer->slots[first]);
	if (placement->kept)
		placement->better = labels_reason_better(placer->out, chosen, first);
	else
		placement->reason = labels_reason_dropped(placer->out, chosen, first, end);
}

static void fill_pinned(struct placer *placer, const struct fixed *pin, struct placement *placement)
{
	bool hidden = pin->request->pin->hide;
	*placement = (struct placement){.request = pin->request,
	                                .kept = !hidden,
	                                .pinned = !hidden,
	                                .hidden = hidden,
	                                .reason = hidden ? "hidden by the map file" : "",
	                                .better = ""};
	if (hidden)
		return;
	placement->problem = pin->problem ? arena_text(placer->out, pin->problem) : NULL;
	placement->places = ARENA_NEW(placer->out, struct label_place);
	placement->place_count = 1;
	struct label_place *place = placement->places;
	*place = pin->candidate.place;
	place->form = labels_form_aligned(placer->out, place->form, place->alignment);
}

/* Pinned names first: where they stand, the others cannot. */
static void place_pins(struct placer *placer)
{
	const struct label_input *input = placer->input;
	struct candidate_maker *maker = &placer->maker;
	const struct obstacle *obstacles = input->obstacles;
	size_t count = input->obstacle_count;
	if (placer->pin_count) {
		maker->obstacles = obstacle_index_build(&placer->scratch, obstacles, count, input->frame);
		for (size_t i = 0; i < placer->pin_count; i++)
			pin_place(maker, &placer->pins[i]);
		pin_compare(&placer->scratch, placer->pins, placer->pin_count);
		obstacles = pin_obstacles(&placer->scratch, input, placer->pins, placer->pin_count, &count);
	}
	maker->obstacles = obstacle_index_build(&placer->scratch, obstacles, count, input->frame);
}

static void fill_report(const struct placer *placer, const struct placement *placements, const struct chosen *chosen,
                        struct label_report *report)
{
	*report = (struct label_report){.requests = placer->input->request_count, .cost = placer->solution.cost};
	for (size_t i = 0; i < placer->input->request_count; i++) {
		report->kept += placements[i].kept;
		report->pinned += placements[i].pinned;
		report->hidden += placements[i].hidden;
		report->weight += placements[i].hidden ? 0 : fmax(placements[i].request->weight, 0);
		report->kept_weight += placements[i].kept ? fmax(placements[i].request->weight, 0) : 0;
	}
	report->overlaps = chosen_overlaps(chosen); /* none, or the choice is wrong */
	report->candidates = placer->candidates;
	report->bound = fmin(fmax(placer->bound - placer->crowd.slackness, 0), report->cost);
	report->optimal = report->cost - report->bound < COST_LATTICE / 2;
	report->groups = placer->solution.components;
	report->nodes = placer->nodes;
	report->work = placer->work;
	if (report->optimal)
		report->bound = report->cost;
}

void labels_place(struct arena *arena, const struct label_input *input, struct placement **out,
                  struct label_report *report)
{
	struct placer placer = {.out = arena, .input = input};
	struct arena rounds;
	arena_init(&placer.scratch);
	arena_init(&placer.brief);
	arena_init(&rounds);
	order_requests(&placer);
	placer.maker.arena = &placer.scratch;
	placer.maker.frame = input->frame;
	placer.maker.backdrop = backdrop_map_build(&placer.scratch, input, &placer.maker.ground);
	placer.maker.requests = placer.requests;
	placer.maker.request_count = placer.request_count;
	place_pins(&placer);
	placer.crowd = label_crowd_new(&placer.scratch, input->frame);
	make_slots(&placer);
	choose_in_rounds(&placer, &rounds);
	label_crowd_forget_failed(&placer.crowd);
	struct chosen chosen =
	        chosen_new(&placer.scratch, input->frame, placer.slots, placer.slot_count, placer.states);
	*out = ARENA_ARRAY(arena, input->request_count + 1, struct placement);
	for (size_t i = 0; i < placer.request_count; i++)
		fill_placement(&placer, &chosen, i, &(*out)[placer.given[i]]);
	for (size_t i = 0; i < placer.pin_count; i++)
		fill_pinned(&placer, &placer.pins[i], &(*out)[placer.pins[i].given]);
	fill_report(&placer, *out, &chosen, report);
	arena_clear(&rounds);
	arena_clear(&placer.maker.brief);
	arena_clear(&placer.brief);
	arena_clear(&placer.scratch);
}
