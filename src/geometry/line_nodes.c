/* Nodes and repetitions. In: ends and lines, page points. Out: numbers of places; whether a line was there before.
 * Why so: ends that meet in the data are equal to the last bit after projecting, others are off by what a file format
 * rounds; a grid finds either in a look at one cell, seldom at more. Lines on each other are simplified from different
 * sides and share few points: they are walked along together, each point of the one against the other's segments. */
#include "geometry/line_nodes.h"

#include <math.h>

#define SAME_PLACE    0.02 /* points */
#define CELL          0.1  /* points: so small that few nodes share one */
#define SAME_LINE     0.5  /* points: twice the usual detail */
#define MOST_COMPARED 16   /* lines between the same two nodes */

struct line_node {
	struct page_point at;
	size_t next; /* in its cell; from 1; 0: none */
};

struct repeated_line {
	struct polyline line;
	size_t from;
	size_t next; /* between the same nodes; from 1; 0: none */
};

void line_nodes_init(struct line_nodes *nodes, struct arena *arena)
{
	*nodes = (struct line_nodes){0};
	hash_table_init(&nodes->cells, arena, sizeof(size_t));
}

static struct hash cell_key(size_t look, double x, double y)
{
	const double numbers[] = {(double)look, x, y};
	return hash_bytes(numbers, sizeof numbers);
}

static double cell_of(double coordinate)
{
	return floor(coordinate / CELL) + 0.0; /* never -0 */
}

static size_t find_in_cell(const struct line_nodes *nodes, struct hash key, struct page_point at)
{
	const size_t *head = hash_table_find(&nodes->cells, key);
	for (size_t i = head ? *head : 0; i; i = nodes->items[i - 1].next)
		if (hypot(nodes->items[i - 1].at.x - at.x, nodes->items[i - 1].at.y - at.y) <= SAME_PLACE)
			return i;
	return 0;
}

size_t line_nodes_at(struct line_nodes *nodes, size_t look, struct page_point at)
{
	double east = cell_of(at.x + SAME_PLACE), south = cell_of(at.y + SAME_PLACE);
	for (double x = cell_of(at.x - SAME_PLACE); x <= east; x++)
		for (double y = cell_of(at.y - SAME_PLACE); y <= south; y++) {
			size_t found = find_in_cell(nodes, cell_key(look, x, y), at);
			if (found)
				return found - 1;
		}
	size_t *head = hash_table_add(&nodes->cells, cell_key(look, cell_of(at.x), cell_of(at.y)), NULL);
	nodes->items =
	        arena_grow(nodes->cells.arena, nodes->items, nodes->count, &nodes->capacity, sizeof *nodes->items);
	nodes->items[nodes->count] = (struct line_node){at, *head};
	*head = nodes->count + 1;
	return nodes->count++;
}

void line_repeats_init(struct line_repeats *repeats, struct arena *arena)
{
	*repeats = (struct line_repeats){0};
	hash_table_init(&repeats->pairs, arena, sizeof(size_t));
}

/* Whether all points of a line, in their order or from the last, are near the other as it goes on. */
static bool lies_along(struct polyline line, struct polyline other, bool reversed)
{
	size_t at = 1;
	for (size_t i = 0; i < line.count; i++) {
		struct page_point point = line.points[reversed ? line.count - 1 - i : i];
		while (geometry_segment_distance_square(other.points[at - 1], other.points[at], point) >
		       SAME_LINE * SAME_LINE)
			if (++at == other.count)
				return false;
	}
	return true;
}

static bool is_same_line(struct polyline a, struct polyline b, bool reversed)
{
	return lies_along(a, b, reversed) && lies_along(b, a, reversed);
}

bool line_repeats_add(struct line_repeats *repeats, size_t from, size_t to, struct polyline line)
{
	if (line.count < 2)
		return false;
	struct hash key = {from < to ? from : to, from < to ? to : from};
	size_t *head = hash_table_add(&repeats->pairs, key, NULL), compared = 0;
	for (size_t i = *head; i && compared < MOST_COMPARED; i = repeats->items[i - 1].next, compared++) {
		const struct repeated_line *other = &repeats->items[i - 1];
		if ((other->from == from && is_same_line(other->line, line, false)) ||
		    ((other->from != from || from == to) && is_same_line(other->line, line, true)))
			return true;
	}
	repeats->items = arena_grow(repeats->pairs.arena, repeats->items, repeats->count, &repeats->capacity,
	                            sizeof *repeats->items);
	repeats->items[repeats->count] = (struct repeated_line){line, from, *head};
	*head = ++repeats->count;
	return false;
}
