/* Candidates: where a name may stand. point_candidates.c, area_candidates.c and line_candidates.c offer candidates;
 * each is kept only when it is in the frame, covers nothing hard and costs less than to leave the name out. Costs: 0 is
 * the best place; the worst beside a dot 6, a line from LEADER_COST. */
#pragma once

#include "labels/backdrop.h"
#include "labels/labels.h"
#include "labels/obstacle_index.h"

#define LEADER_COST     15.0 /* of the shortest leader line */
#define REQUIRED_WEIGHT 1e4  /* added to the weight of a required request */

struct candidate {
	struct label_place place;
	struct turned_box block;
	struct box bounds; /* of block and leader */
	bool is_promise; /* stands for all leader positions not yet made: no place of its own, conflicts with nothing */
};

/* Why places were refused, told apart by what stood in the way. */
enum refusal_cause { REFUSED_FRAME, REFUSED_BLOCK, REFUSED_LEADER, REFUSED_COST };
struct refusal {
	enum refusal_cause cause;
	struct blocker blocker; /* BLOCK and LEADER */
	size_t places;
	double least; /* COST: of the cheapest such place */
};

/* One place that is wanted: a request has one, a repeated line label one per repeat. */
struct slot {
	size_t request; /* canonical index */
	const struct label_request *source;
	double weight; /* the request's, shared out among its slots */
	struct ground_home home;
	struct candidate *candidates; /* cheapest first once slot_sort() was called */
	size_t count, capacity;
	struct box reach;   /* of all candidates */
	size_t withheld;    /* candidates kept back by a crowd or not made yet */
	bool quiet;         /* nobody asks why places were refused: refusals are not noted */
	bool is_obstructed; /* something else than the frame's end refused a place */
	struct refusal *refusals;
	size_t refusal_count, refusal_capacity;
};

struct candidate_maker {
	struct arena *arena;
	struct arena brief; /* what ends with the places of one name; begins zeroed */
	struct obstacle_index *obstacles;
	struct backdrop_map *backdrop;               /* NULL: none known */
	struct ground_map *ground;                   /* NULL: nobody's land is known */
	const struct label_request *const *requests; /* all, for names that must not be taken for another's */
	size_t request_count;
	struct box frame;
	struct shores *shores; /* of all areas, for beside_candidates.c; NULL: not asked for yet */
};

/* The place with its block, `width` wide as labels_form_width() tells, and bounds. */
struct candidate candidate_new(struct label_place place, double width);
/* Whether it is inside the frame. Here and below: what cannot stand is noted as refused. */
bool candidate_fits(struct candidate_maker *maker, struct slot *slot, const struct candidate *candidate);
/* Adds what its backdrop costs: whose land it is, and its colours. */
void candidate_rate_backdrop(struct candidate_maker *maker, const struct slot *slot, struct candidate *candidate);
/* Adds what it covers, and puts its cost on the lattice; false when it covers something hard or costs as much as to
 * leave the name out. */
bool candidate_rate_obstacles(struct candidate_maker *maker, struct slot *slot, struct candidate *candidate);
/* Adds the place to the slot's candidates if it can stand there. */
void slot_offer(struct candidate_maker *maker, struct slot *slot, struct label_place place);
void slot_add(struct arena *arena, struct slot *slot, const struct candidate *candidate);
/* Cheapest first; equal costs keep the order of their offering. */
void slot_sort(struct candidate_maker *maker, struct slot *slot);

/* Notes a refused place. */
void slot_refuse(struct arena *arena, struct slot *slot, enum refusal_cause cause, struct blocker blocker, double cost);
/* Positions round the dot without leader. */
void point_candidates(struct candidate_maker *maker, struct slot *slot);
/* The place at the dot that an author calls by that name; false when it is none of those. */
bool labels_point_candidate_at(const struct label_request *request, const struct label_form *form, const char *position,
                               struct label_place *out);
/* A line from the dot to the place's block; false when they are too near for one. */
bool place_add_leader(struct label_place *place, const struct label_request *request);
struct box labels_area_bounds(const struct label_request *request);
/* The widest place of an area. */
struct page_point labels_area_pole(struct arena *arena, const struct label_request *request);
/* Leader positions; a lower bound of their cost. */
void labels_point_leader_candidates(struct candidate_maker *maker, struct slot *slot);
double labels_point_leader_bound(const struct label_request *request);
/* Positions at the edge of an area that holds no name, `extra` added to their cost. */
struct place_list;
void beside_candidates(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                       struct page_point pole, double extra);
/* An area's name as it is set in the room there is. */
struct setting {
	double width, spacing;
	double extra; /* cost of not reaching as far as it could */
};
/* Bent positions along the spine of an area, clear inside it. `deepest`: no place is further from its edge. */
#define AREA_CLEARANCE 0.8 /* points between a block and the area's edge */
#define AREA_AWAY_COST 8.0 /* half the area's size away from its middle */
void bent_candidates(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                     const struct ring_index *index, struct page_point pole, double deepest);
void area_candidates(struct candidate_maker *maker, struct slot *slot);
/* Notes anew why each of its places was refused: area_candidates() looks at no more of them than it needs. */
void labels_area_refusals(struct candidate_maker *maker, struct slot *slot);

/* A part of a line where one repeat goes: from..to are lengths along part `part`. */
struct line_stretch {
	size_t part;
	double from, to;
	bool is_repeat; /* has a slot of its own */
};
/* The stretches of a line request: one per repeat, or, where no part is long enough to repeat the name, one per part
 * (then one slot for all). */
size_t line_stretches(struct arena *arena, const struct label_request *request, struct line_stretch **out);
/* The name above or below the line, or on it, where its pin puts it. */
struct label_place labels_line_pinned(struct arena *arena, const struct label_request *request,
                                      const struct label_form *form, bool below);
void line_candidates(struct candidate_maker *maker, struct slot *slot, const struct line_stretch *stretch,
                     double extra);

/* The form as wide as it should be in `room` points if it may be stretched, then narrower; as it is otherwise. Returns
 * the number of settings. */
#define MOST_SETTINGS 5
size_t labels_form_settings(const struct label_form *form, bool stretch, double room, struct setting *settings);
/* Size of a form when `spacing` points are added between its characters; offset of a piece in it, one of form->pieces.
 */
double labels_form_width(const struct label_form *form, double spacing);
/* The spacing that makes the form at most `width` wide, and no character's, the style's included, above `most` em. */
double labels_form_spacing(const struct label_form *form, double width, double most);
struct page_point labels_form_piece_offset(const struct label_form *form, const struct label_piece *piece,
                                           double spacing);
/* The form with its lines flush left (0), centred (0.5) or flush right (1); a form of one line as it is. */
const struct label_form *labels_form_aligned(struct arena *arena, const struct label_form *form, double share);
/* Whether an earlier, no dearer form of the request is the same but for the alignment of its lines. */
bool labels_form_is_repeated(const struct label_request *request, size_t index);
