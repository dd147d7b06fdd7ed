/* Line records: the lines of a layer that need to be known together, since records and their parts may be pieces of one
 * line: dashes go on from piece to piece, a line given twice is drawn once. */
#pragma once

#include "scene/scene.h"

struct line_record {
	struct group *group; /* its own; NULL: the record is not drawn */
	double width;        /* points; records of one width look alike */
	size_t name;         /* number of its name; 0: none */
	bool is_labelled;
	struct polylines lines; /* inside the frame */
};
struct line_records {
	struct line_record *items;
	size_t count, capacity;
};

/* Cuts outlines of areas where they part, so that the border between two is drawn once. They are not simplified yet,
 * which would set each other's points apart. */
void line_records_cut(struct arena *arena, struct line_records *records);
void line_records_simplify(struct arena *arena, struct line_records *records, double detail);
/* Draws every record into its group with the stroke in its width, and adds it as an obstacle that costs `cost`. What
 * repeats another record is left out. */
void line_records_draw(struct scene *scene, const struct line_records *records, struct stroke stroke, double cost);
/* The labelled records' lines by name, joined where pieces of one name meet: an array indexed by the number of a name,
 * up to the highest, `most`. */
struct polylines *line_records_by_name(struct arena *arena, const struct line_records *records, size_t most);
