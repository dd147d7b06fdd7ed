/* Where lines end, and which of them lie on each other. Private to chains.c. Page points. */
#pragma once

#include "base/hash_table.h"
#include "geometry/polyline.h"

/* The places where lines end, numbered from 0. */
struct line_node;
struct line_nodes {
	struct hash_table cells; /* of a grid: number of their newest node, from 1 */
	struct line_node *items;
	size_t count, capacity;
};
void line_nodes_init(struct line_nodes *nodes, struct arena *arena);
/* The node of a look at a place, or near enough that no printer sets them apart; a new one where there is none.
 * Coordinates below 1e9. */
size_t line_nodes_at(struct line_nodes *nodes, size_t look, struct page_point at);

/* Lines by their nodes. */
struct repeated_line;
struct line_repeats {
	struct hash_table pairs; /* of nodes: number of the newest line between them, from 1 */
	struct repeated_line *items;
	size_t count, capacity;
};
void line_repeats_init(struct line_repeats *repeats, struct arena *arena);
/* True if a line that was added lies where this one does, in either direction; else adds it. A line of less than two
 * points repeats nothing. */
bool line_repeats_add(struct line_repeats *repeats, size_t from, size_t to, struct polyline line);
