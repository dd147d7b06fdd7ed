/* Label requests: names that want a place on the map, measured, with what they name. Made by scene/, placed by
 * labels/. */
#pragma once

#include "geometry/polyline.h"
#include "page/page.h"
#include "scene/obstacles.h"
#include "spec/map_spec.h"

/* One way to set a name: one or more runs placed relative to the block's top left corner. */
struct label_piece {
	struct text_run run;
	struct page_point offset; /* of the baseline's start from the block's top left */
	struct colour fill;
	struct colour halo;
	double halo_width;
};
struct label_form {
	struct label_piece *pieces;
	size_t piece_count;
	double width, height;
	double cost; /* added when this form is chosen: the first form is the preferred one, 0 */
};

enum label_kind { LABEL_POINT, LABEL_AREA, LABEL_LINE };

struct label_request {
	const char *id; /* unique: "label-cities-330100" */
	const char *class_name;
	const struct group *symbol; /* left out when the name finds no place; NULL: stays */
	const char *title;          /* of the feature named */
	const char *link;           /* where the name leads; may be NULL */
	const char *owner;          /* id of the feature named, for data-for; may be NULL */
	const char *key, *member;   /* of the feature named, for data-key and data-member; may be NULL */
	unsigned home;              /* the land it belongs to, from LAND_FIRST on; 0: not known */
	enum label_kind kind;
	struct label_form *forms;
	size_t form_count;
	double weight;               /* what it costs to drop it: population, rank */
	bool required;               /* dropping it is reported as a warning */
	double once;                 /* LABEL_POINT: within this distance a weightier one with its title is enough; 0 */
	const struct label_pin *pin; /* where the author wants it; NULL: where it fits best */
	const char **names;          /* in all languages of the data, by which pins find it */
	size_t name_count;
	/* LABEL_POINT: the dot, with its radius. LABEL_LINE: the page's place of the pin's `near`. */
	struct page_point anchor;
	double radius;
	bool from_right; /* read from right to left: the dot stands where reading begins, at the right */
	/* LABEL_AREA: rings (even-odd), page points, clipped to the frame. LABEL_LINE: lines. */
	struct polyline *parts;
	size_t part_count;
	bool upright;         /* LABEL_AREA: only horizontal */
	bool stretch;         /* LABEL_AREA: letterspace to the area's extent */
	struct colour avoid;  /* LABEL_AREA: the backdrop that it keeps off, as a province its lakes; opacity 0: none */
	struct colour prefer; /* LABEL_AREA: the backdrop that it rather stands on; opacity 0: any */
	bool beside;          /* LABEL_AREA: where no name fits inside, it may stand at the area's edge */
	bool on_line;         /* LABEL_LINE: the name may stand on the line itself: the course of a wide river */
	size_t backdrops_below; /* LABEL_LINE: of the input's; those after them are painted over the line */
	double repeat;          /* LABEL_LINE: distance between repeats, points; 0: once */
};

enum land {
	LAND_AS_BELOW, /* whose it is stays as it was */
	LAND_COVERED,  /* nobody's, as a lake or the sea */
	LAND_FIRST,    /* that and higher numbers: of the owner with that number */
	LAND_LAST = 0x7fff,
};

/* A filled area under the labels, in the order of painting: the first covers the whole frame. */
struct label_backdrop {
	const struct polyline *rings; /* even-odd */
	size_t ring_count;
	struct colour colour; /* not used for a hatch */
	bool hatched;         /* lines over whatever lies below, which a text must not stand on */
	unsigned land;        /* whose land comes to lie there: of a member or country, or an enum land */
};
