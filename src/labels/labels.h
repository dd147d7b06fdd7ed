/* Labels: decides which names fit where: candidates for each request, conflicts between them, and the best choice.
 * In: requests and obstacles in page points. Out: one placement per request, in the requests' order. */
#pragma once

#include "scene/label_request.h"

/* Where and how a name stands, or may stand. */
struct label_place {
	const struct label_form *form;
	double alignment;         /* of its lines: 0 flush left, 0.5 centred, 1 flush right */
	struct page_point origin; /* of the form's top left corner */
	double angle;             /* radians clockwise, about origin */
	double spacing;           /* extra points after each character (stretch), 0 otherwise */
	double bend; /* of the middle line, along an area's spine: radians a point, clockwise; 0: straight */
	bool has_leader;
	struct page_point leader_from, leader_to;
	bool on_one_backdrop;   /* text and halo follow the colour of that backdrop */
	struct colour backdrop; /* the commonest colour under it */
	bool needs_halo;      /* of every text: hatch lines lie under a part, or a backdrop on which it is unreadable */
	double contrast;      /* that the text should have with the backdrop, WCAG; 0: not known */
	double cost;          /* in all; the next two are parts of it */
	double crossing;      /* of soft obstacles and other dots nearby */
	double backdrop_cost; /* of its backdrop */
	const char *where;    /* "above-right", "inside", "along the line" */
};

struct placement {
	const struct label_request *request;
	bool kept;
	struct label_place *places; /* one; more for a repeated line label */
	size_t place_count;
	bool pinned, hidden; /* by the author */
	bool has_no_room;    /* dropped: there is no place for it even with nothing else on the map */
	const char *problem; /* pinned: what it collides with; NULL: nothing */
	const char *reason;  /* dropped: "overlaps Suzhou (12 places), would cross G60 (4)"; kept: "" */
	const char *better;  /* kept: a cheaper place and what took it: "right: overlaps Wuxi"; "": none */
};

struct label_report {
	size_t requests, kept;      /* hidden names are requests, but not kept */
	size_t pinned, hidden;      /* by the author */
	double weight, kept_weight; /* of the requests and of those kept */
	size_t overlaps;            /* of kept names with each other: 0, or it is a bug */
	double cost;                /* of the solution: dropped weights and position costs */
	double bound;               /* proved lower bound of any solution's cost */
	bool optimal;               /* cost == bound */
	size_t candidates, groups;
	size_t nodes, work; /* of the solver, in all rounds; see solver.h */
};

struct label_input {
	const struct label_request *requests;
	size_t request_count;
	const struct obstacle *obstacles;
	size_t obstacle_count;
	const struct label_backdrop *backdrops; /* in the order of painting; none: names are judged without */
	size_t backdrop_count;
	double least_contrast; /* of a text with its backdrop, WCAG: below it the text's colour is changed */
	struct box frame;      /* labels stay inside */
	bool unexplained;      /* nobody asks for reasons but those of required names: the others stay empty */
	/* Weights and costs have one unit: the best place costs 0, the worst beside its dot 6, one near another dot up
	 * to 6 more, a leader line 15 to 30. A request is dropped if it weighs less than any place costs. Required
	 * requests weigh 10,000 more. */
};

/* Places all requests. The placements live in `arena`, one per request, and do not depend on the order of requests or
 * obstacles. */
void labels_place(struct arena *arena, const struct label_input *input, struct placement **out,
                  struct label_report *report);
/* Draws the kept labels into `parent`, each a group with its leader and texts. `outline`: every text gets its outline.
 */
void labels_draw(struct arena *arena, struct text_context *text, const struct placement *placements, size_t count,
                 bool outline, struct colour leader, struct group *parent);
