/* Pole of inaccessibility of an area: squares that may hold a deeper place than the best known are quartered, level by
 * level (after Agafonkin's polylabel, 2016, with lists in place of a queue).
 * In: an index of rings, page points. Out: the deepest place found and what no place exceeds. The number of squares is
 * bounded: on a tangle whose meshes are narrower than the tolerance, nothing better is to be found. */
#include "geometry/ring_index.h"

#include <math.h>

#define MOST_SQUARES 24000

struct square {
	struct page_point middle;
	double depth, score; /* of its middle */
};

struct pole_search {
	const struct ring_index *index;
	struct page_point centre; /* towards which the pole leans */
	double lean;              /* what a point of way from the centre takes off the score */
	double tolerance;         /* of the score */
	struct square best;
	double most; /* depth anywhere in the squares that were not quartered */
	size_t asked;
};

static struct square ask(struct pole_search *search, double x, double y)
{
	struct square square = {.middle = {x, y}};
	double off_x = x - search->centre.x, off_y = y - search->centre.y;
	square.depth = ring_index_depth(search->index, square.middle);
	square.score = square.depth - search->lean * sqrt(off_x * off_x + off_y * off_y);
	search->asked++;
	if (search->asked == 1 || square.score > search->best.score)
		search->best = square;
	return square;
}

/* The quarters of those squares, of that half side, that may hold a better place. */
static size_t quarter(struct pole_search *search, struct arena *arena, const struct square *squares, size_t count,
                      double half, struct square **out)
{
	size_t made = 0;
	double reach = half * sqrt(2);
	*out = ARENA_ROOM(arena, 4 * count + 1, struct square);
	for (size_t i = 0; i < count; i++) {
		const struct square *square = &squares[i];
		double score = square->score + reach * (1 + search->lean);
		if (score <= search->best.score + search->tolerance || search->asked >= MOST_SQUARES) {
			search->most = fmax(search->most, square->depth + reach);
			continue;
		}
		for (int k = 0; k < 4; k++)
			(*out)[made++] = ask(search, square->middle.x + (k & 1 ? half : -half) / 2,
			                     square->middle.y + (k & 2 ? half : -half) / 2);
	}
	return made;
}

bool ring_index_pole(const struct ring_index *index, double tolerance, struct page_point *pole, double *most)
{
	struct box bounds = ring_index_bounds(index);
	double half = fmax(box_width(bounds), box_height(bounds)) / 2;
	if (box_is_empty(bounds) || !(half > 0))
		return false;
	struct pole_search search = {.index = index, .tolerance = tolerance / 4, .lean = tolerance / 2 / half};
	search.centre = (struct page_point){(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2};
	struct arena arena;
	arena_init(&arena);
	struct square first = ask(&search, search.centre.x, search.centre.y), *squares = &first;
	for (size_t count = 1; count > 0; half /= 2)
		count = quarter(&search, &arena, squares, count, half, &squares);
	arena_clear(&arena);
	*pole = search.best.middle;
	*most = fmax(search.most, 0);
	return search.best.depth > 0;
}
