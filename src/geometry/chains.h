/* Chains: lines that data hold in pieces, joined end to end. Page points. */
#pragma once

#include "geometry/polyline.h"

struct chain_piece {
	struct polyline line;
	size_t look; /* only pieces of one look are joined */
	size_t name; /* where more than two meet, those of one name are joined first */
};

/* A piece in its chain. */
struct chain_link {
	size_t piece;
	bool is_reversed;
	size_t first, count; /* its points in the chain's line; the first is the last of the link before */
};
struct chain {
	struct polyline line; /* of a single piece: the piece's own points */
	const struct chain_link *links;
	size_t link_count;
};
struct chains {
	struct chain *items;
	size_t count, capacity;
};

/* Joins the pieces where two ends of one look meet, and the straightest pair where more do; no line turns back on
 * itself. A piece is in one chain, or in none if it repeats another: then the other lies within half a point of it from
 * end to end, in either direction. Chains that repeat each other, cut in other places, are treated likewise. A chain
 * has the direction of its piece with the lowest number, and chains come in the order of these. Appends. */
void geometry_join_lines(struct arena *arena, const struct chain_piece *pieces, size_t count, struct chains *out);
