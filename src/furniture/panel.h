/* Panel: how its elements share columns, and what gives way where there is no room. Private to the room. */
#pragma once

#include "furniture/element.h"

enum { PANEL_ELEMENTS = 32, PANEL_COLUMNS = 4, COLUMN_FORMS = 32 };

#define PANEL_SHRUNK 0.42 /* what an element that grows keeps of its own height where it has to shrink */

/* What a panel gives up; each step keeps what the ones above gave up. */
struct panel_giving {
	double gap; /* the least between two elements */
	bool shrunk;
	bool tight;        /* lines closer to each other */
	bool brief;        /* the legend without symbols and plain lines */
	bool one_language; /* of facts and legend */
	int dropped;       /* elements that give way up to this number */
	unsigned back;     /* numbers that stay all the same, one bit each: what gave way later left room */
	double cost;       /* as a share of the map's scale that the sheet would rather lose */
};
extern const struct panel_giving panel_giving_steps[];
extern const size_t panel_giving_step_count;

/* Heights of the elements in a column of one width, each measured when it is first asked for. */
struct column_heights {
	const struct furniture_input *input;
	double width;
	bool without_strips; /* they stand below the map */
	double measured[COLUMN_FORMS]
	               [PANEL_ELEMENTS]; /* by locator, language, rows, leading and size; negative: not yet */
};
void column_heights_init(struct column_heights *heights, const struct furniture_input *input, double width);

/* The elements, by their numbers in the map file's list, and where the columns are cut. */
struct panel_cut {
	size_t elements[PANEL_ELEMENTS];
	double heights[PANEL_ELEMENTS];
	size_t count;
	size_t cuts[PANEL_COLUMNS + 1]; /* column c holds elements cuts[c] .. cuts[c + 1] */
	double tallest;                 /* of the columns, with the least gaps */
};
/* Makes the tallest column as short as can be, among equals the more even ones. */
void panel_cut_read(struct column_heights *heights, size_t columns, const struct panel_giving *giving,
                    struct panel_cut *out);
/* The first step at which the columns are no taller than `height`, the last where none is, less what need not be given
 * up after all. Returns the step's cost. */
double panel_fit(struct column_heights *heights, size_t columns, double height, struct panel_giving *giving,
                 struct panel_cut *out);
bool panel_giving_drops(const struct panel_giving *giving, const struct element *element);
/* Height of a column of the cut, with the least gaps. */
double panel_cut_height(const struct panel_cut *cut, const struct panel_giving *giving, size_t column);

/* Height of all strips, one below the other, in a column of that width. */
double furniture_strips_height(const struct furniture_input *input, double width);
/* Measures an element for a column of that width; `scale`: times its own height, if it grows. */
struct block furniture_panel_measure(const struct furniture_input *input, size_t element, double width,
                                     const struct panel_giving *giving, double scale);
