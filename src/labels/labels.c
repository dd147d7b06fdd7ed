/* Labels: from requests to placements: candidates, conflicts, choice, leaders where they are needed, reasons.
 * In: requests and obstacles in page points. Out: a placement per request. Wishes are put in the order of their
 * ids first, so that the result does not depend on the caller's order. Leader lines are made late: a slot
 * first holds a promise (a state as cheap as any leader, in nobody's way); only slots whose promise is chosen
 * get real leader positions. When no promise is left the solution is the best of all candidates, made or not. */
#include "labels/labels.h"

#include "labels/conflicts.h"
#include "labels/pins.h"
#include "labels/reasons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NODES      5000
#define WORK       50000000 /* per round; see solver.h */
#define SLOT_WORK  10000    /* more per slot, once there are so many that WORK would be less than that for each */
#define SHORT_PART 3.0      /* cost of naming a line at a short part of it */
#define MANY_SLOTS 600      /* from here on fewer rounds: seconds matter more than the last leader */
#define ROUNDS     6
#define FEW_ROUNDS 2
#define FAR        0.05 /* gap, as a share of the cost, from which on there are no more rounds; with many slots: any */

struct placing {
	struct arena *out;    /* results */
	struct arena scratch; /* everything else */
	const struct label_input *input;
	const struct label_request **requests; /* those not fixed by a pin, in canonical order */
	size_t request_count;
	size_t *given;      /* place in the input of each */
	size_t *first_slot; /* per request, and one more */
	struct slot *slots;
	size_t slot_count, slot_capacity;
	struct candidate_maker maker;
	struct fixed *pins; /* in canonical order */
	size_t pin_count;
	struct solution solution; /* of the last round */
	double bound;
	size_t nodes, work; /* of all rounds */
};

struct named {
	const struct label_request *request;
	size_t given;
};

static int compare_named(const void *first, const void *second)
{
	const struct label_request *a = ((const struct named *)first)->request,
	                           *b = ((const struct named *)second)->request;
	int order = strcmp(a->id ? a->id : "", b->id ? b->id : "");
	order = order ? order : strcmp(a->title ? a->title : "", b->title ? b->title : "");
	order = order ? order : (a->anchor.x > b->anchor.x) - (a->anchor.x < b->anchor.x);
	order = order ? order : (a->anchor.y > b->anchor.y) - (a->anchor.y < b->anchor.y);
	return order ? order : (a->weight > b->weight) - (a->weight < b->weight);
}

static void order_requests(struct placing *placing)
{
	size_t count = placing->input->request_count, free_count = 0;
	placing->pins = ARENA_ARRAY(&placing->scratch, count + 1, struct fixed);
	struct named *named = ARENA_ARRAY(&placing->scratch, count + 1, struct named);
	placing->requests = ARENA_ARRAY(&placing->scratch, count + 1, const struct label_request *);
	placing->given = ARENA_ARRAY(&placing->scratch, count + 1, size_t);
	for (size_t i = 0; i < count; i++)
		named[i] = (struct named){&placing->input->requests[i], i};
	qsort(named, count, sizeof *named, compare_named);
	for (size_t i = 0; i < count; i++) {
		if (pin_fixes(named[i].request)) {
			placing->pins[placing->pin_count++] =
			        (struct fixed){.request = named[i].request, .given = named[i].given};
			continue;
		}
		placing->requests[free_count] = named[i].request;
		placing->given[free_count++] = named[i].given;
	}
	placing->request_count = free_count;
}

static double effective_weight(const struct label_request *request)
{
	return fmax(request->weight, 0) + (request->required ? REQUIRED_WEIGHT : 0);
}

static struct slot *add_slot(struct placing *placing, size_t request, double weight)
{
	placing->slots = arena_grow(&placing->scratch, placing->slots, placing->slot_count, &placing->slot_capacity,
	                            sizeof *placing->slots);
	struct slot *slot = &placing->slots[placing->slot_count++];
	*slot = (struct slot){
	        .request = request, .source = placing->requests[request], .weight = solver_round_cost(weight)};
	slot->reach = box_empty;
	return slot;
}

static void add_point(struct placing *placing, size_t request)
{
	struct slot *slot = add_slot(placing, request, effective_weight(placing->requests[request]));
	point_candidates(&placing->maker, slot);
	double promise = solver_round_cost(point_leader_bound(slot->source));
	if (promise >= slot->weight)
		slot_refuse(&placing->scratch, slot, REFUSED_COST, (struct blocker){0}, promise);
	else
		slot_add(&placing->scratch, slot, &(struct candidate){.place.cost = promise, .is_promise = true});
	slot_sort(&placing->maker, slot);
}

/* A repeated name gets a slot per repeat that can hold it; any other one slot for all its parts. */
static void add_line(struct placing *placing, size_t index)
{
	const struct label_request *request = placing->requests[index];
	struct line_stretch *stretches;
	double weight = effective_weight(request), longest = 0;
	size_t count = line_stretches(&placing->scratch, request, &stretches), first = placing->slot_count;
	for (size_t i = 0; i < count; i++)
		longest = fmax(longest, stretches[i].to - stretches[i].from);
	for (size_t i = 0; i < count; i++) {
		if (stretches[i].is_repeat || i == 0)
			add_slot(placing, index, weight);
		struct slot *slot = &placing->slots[placing->slot_count - 1];
		double length = stretches[i].to - stretches[i].from;
		line_candidates(&placing->maker, slot, &stretches[i],
		                stretches[i].is_repeat ? 0 : SHORT_PART * (1 - length / fmax(longest, 1)));
		if (stretches[i].is_repeat && slot->count == 0 && placing->slot_count > first + 1)
			placing->slot_count--;
	}
	if (count == 0)
		add_slot(placing, index, weight);
	for (size_t i = first; i < placing->slot_count; i++)
		placing->slots[i].weight = solver_round_cost(weight / (double)(placing->slot_count - first));
}

static void make_slots(struct placing *placing)
{
	size_t count = placing->request_count;
	placing->first_slot = ARENA_ARRAY(&placing->scratch, count + 1, size_t);
	for (size_t i = 0; i < count; i++) {
		placing->first_slot[i] = placing->slot_count;
		if (placing->requests[i]->kind == LABEL_POINT)
			add_point(placing, i);
		else if (placing->requests[i]->kind == LABEL_AREA)
			area_candidates(&placing->maker, add_slot(placing, i, effective_weight(placing->requests[i])));
		else
			add_line(placing, i);
	}
	placing->first_slot[count] = placing->slot_count;
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
static size_t make_good(struct placing *placing, bool last)
{
	size_t changed = 0;
	for (size_t i = 0; i < placing->slot_count; i++) {
		struct slot *slot = &placing->slots[i];
		uint32_t state = placing->solution.states[i];
		bool promised = state < slot->count && slot->candidates[state].is_promise;
		if (promised || last)
			drop_promise(slot);
		if (!promised)
			continue;
		point_leader_candidates(&placing->maker, slot);
		slot_sort(&placing->maker, slot);
		changed++;
	}
	return changed;
}

static void choose_all(struct placing *placing, struct arena *arena)
{
	struct solver_limits limits = {WORK, NODES};
	if (placing->slot_count > WORK / SLOT_WORK)
		limits.work = placing->slot_count * SLOT_WORK;
	struct problem *problem = conflicts_build(arena, placing->slots, placing->slot_count);
	solver_solve(problem, limits, &placing->solution);
	placing->work += placing->solution.work;
	placing->nodes += placing->solution.nodes;
}

/* Where so much is open, more rounds of leaders take seconds, and the choice among more of them hardly gets better. */
static bool is_far_from_proved(const struct placing *placing)
{
	double share = placing->slot_count > MANY_SLOTS ? 0 : FAR;
	return placing->solution.cost - placing->solution.bound > share * placing->solution.cost;
}

/* The last round's solution stays in `arena`. */
static void choose_in_rounds(struct placing *placing, struct arena *arena)
{
	int rounds = placing->slot_count > MANY_SLOTS ? FEW_ROUNDS : ROUNDS;
	for (int round = 1;; round++) {
		choose_all(placing, arena);
		/* With promises left the problem is a relaxation: its bound holds. The last has none, nor all leaders.
		 */
		if (round <= rounds)
			placing->bound = fmax(placing->bound, placing->solution.bound);
		if (round < rounds && is_far_from_proved(placing))
			rounds = round;
		if (round > rounds || make_good(placing, round == rounds) == 0)
			return;
		arena_clear(arena);
		arena_init(arena);
	}
}

/* Forms aligned for the occasion live in scratch memory; the results need copies. */
static const struct label_form *keep_form(struct arena *arena, const struct label_request *request,
                                          const struct label_form *form)
{
	for (size_t i = 0; i < request->form_count; i++)
		if (form == &request->forms[i])
			return form;
	struct label_form *copy = ARENA_NEW(arena, struct label_form);
	*copy = *form;
	copy->pieces = ARENA_ARRAY(arena, form->piece_count, struct label_piece);
	memcpy(copy->pieces, form->pieces, form->piece_count * sizeof *form->pieces);
	return copy;
}

static void fill_placement(struct placing *placing, const struct chosen *chosen, size_t index,
                           struct placement *placement)
{
	size_t first = placing->first_slot[index], end = placing->first_slot[index + 1];
	*placement = (struct placement){.request = placing->requests[index], .reason = "", .better = ""};
	placement->places = ARENA_ARRAY(placing->out, end - first, struct label_place);
	for (size_t i = first; i < end; i++) {
		const struct candidate *candidate = chosen_candidate(chosen, i);
		if (!candidate)
			continue;
		struct label_place *place = &placement->places[placement->place_count++];
		*place = candidate->place;
		place->form = keep_form(placing->out, placement->request, place->form);
	}
	placement->kept = placement->place_count > 0;
	if (!placement->kept && placement->request->kind == LABEL_AREA)
		area_refusals(&placing->maker, &placing->slots[first]);
	if (placement->kept)
		placement->better = reason_better(placing->out, chosen, first);
	else
		placement->reason = reason_dropped(placing->out, chosen, first, end);
}

static void fill_pinned(struct placing *placing, const struct fixed *pin, struct placement *placement)
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
	placement->problem = pin->problem ? arena_text(placing->out, pin->problem) : NULL;
	placement->places = ARENA_NEW(placing->out, struct label_place);
	placement->place_count = 1;
	*placement->places = pin->candidate.place;
	placement->places->form = keep_form(placing->out, pin->request, pin->candidate.place.form);
}

/* Pinned names first: where they stand, the others cannot. */
static void place_pins(struct placing *placing)
{
	const struct label_input *input = placing->input;
	struct candidate_maker *maker = &placing->maker;
	const struct obstacle *obstacles = input->obstacles;
	size_t count = input->obstacle_count;
	if (placing->pin_count) {
		maker->obstacles = obstacle_index_build(&placing->scratch, obstacles, count, input->frame);
		for (size_t i = 0; i < placing->pin_count; i++) {
			size_t given = placing->pins[i].given;
			pin_place(maker, placing->pins[i].request, &placing->pins[i]);
			placing->pins[i].given = given;
		}
		pin_compare(&placing->scratch, placing->pins, placing->pin_count);
		obstacles = pin_obstacles(&placing->scratch, input, placing->pins, placing->pin_count, &count);
	}
	maker->obstacles = obstacle_index_build(&placing->scratch, obstacles, count, input->frame);
}

static void fill_report(const struct placing *placing, const struct placement *placements, const struct chosen *chosen,
                        struct label_report *report)
{
	*report = (struct label_report){.requests = placing->input->request_count, .cost = placing->solution.cost};
	for (size_t i = 0; i < placing->input->request_count; i++) {
		report->kept += placements[i].kept;
		report->pinned += placements[i].pinned;
		report->hidden += placements[i].hidden;
		report->weight += placements[i].hidden ? 0 : fmax(placements[i].request->weight, 0);
		report->kept_weight += placements[i].kept ? fmax(placements[i].request->weight, 0) : 0;
	}
	report->overlaps = chosen_overlaps(chosen); /* none, or the choice is wrong */
	for (size_t i = 0; i < placing->slot_count; i++)
		report->candidates += placing->slots[i].count;
	report->bound = fmin(placing->bound, report->cost);
	report->optimal = report->cost - report->bound < COST_LATTICE / 2;
	report->groups = placing->solution.components;
	report->nodes = placing->nodes;
	report->work = placing->work;
	if (report->optimal)
		report->bound = report->cost;
}

void labels_place(struct arena *arena, const struct label_input *input, struct placement **out,
                  struct label_report *report)
{
	struct placing placing = {.out = arena, .input = input};
	struct arena rounds;
	arena_init(&placing.scratch);
	arena_init(&rounds);
	order_requests(&placing);
	placing.maker.arena = &placing.scratch;
	placing.maker.frame = input->frame;
	placing.maker.backdrop = backdrop_map_build(&placing.scratch, input->backdrops, input->backdrop_count,
	                                            input->frame, input->least_contrast);
	placing.maker.requests = placing.requests;
	placing.maker.request_count = placing.request_count;
	place_pins(&placing);
	make_slots(&placing);
	choose_in_rounds(&placing, &rounds);
	struct chosen chosen = chosen_new(&placing.scratch, placing.slots, placing.slot_count, placing.solution.states);
	*out = ARENA_ARRAY(arena, input->request_count + 1, struct placement);
	for (size_t i = 0; i < placing.request_count; i++)
		fill_placement(&placing, &chosen, i, &(*out)[placing.given[i]]);
	for (size_t i = 0; i < placing.pin_count; i++)
		fill_pinned(&placing, &placing.pins[i], &(*out)[placing.pins[i].given]);
	fill_report(&placing, *out, &chosen, report);
	arena_clear(&rounds);
	arena_clear(&placing.maker.brief);
	arena_clear(&placing.scratch);
}
