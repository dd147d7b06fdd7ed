/* Symbols below others. In: places of one form, in draw order. Out: which of them leave no trace.
 * Why so: of a million dots on a sheet few are seen. From the last one down, the samples that a symbol covers are
 * marked in a bitmap; one whose samples are all marked already is hidden. Places are taken to the nearest sample. A
 * symbol is taken for a disc, or a square if it is one: exact for both; of other forms what is drawn lies within the
 * disc that has to be covered, and the disc that covers within the form. */
#include "draw/covered.h"

#include <math.h>
#include <string.h>

#define LEAST_RADIUS 4.0    /* samples: of a symbol with fewer, one that it only touches would count as covered by it */
#define MOST_SAMPLES 5.12e8 /* 64 MB */
#define BLOCK_ROWS   16     /* samples */

/* A form round the origin, in samples. */
struct solid {
	double outer,
	        inner; /* radii of what it touches at most, and of what it covers at least; half sides of a square */
	bool is_square;
};

struct bitmap {
	uint64_t *words;
	long left, top, columns, rows; /* in samples; words_per_row follows from columns */
	size_t row_words;
	bool *is_full; /* of each word and the BLOCK_ROWS - 1 below it: whether they are known to be marked */
};

static struct box places_box(const struct symbols_mark *symbols)
{
	struct box box = box_empty;
	for (size_t i = 0; i < symbols->count; i++)
		box_add(&box, symbols->places[i]);
	return box;
}

static bool is_opaque(const struct path_mark *form)
{
	return form->fill.opacity == 1 && (!stroke_is_visible(&form->stroke) || form->stroke.colour.opacity == 1);
}

static double stroke_half(const struct path_mark *form)
{
	return stroke_is_visible(&form->stroke) ? form->stroke.width / 2 : 0;
}

/* Square with sides along the axes. */
static bool is_square(const struct path *path)
{
	struct box box = path_bounds(path);
	bool all = path->point_count == 4;
	for (size_t i = 0; i < path->point_count; i++)
		all = all && fabs(fabs(path->points[i].x) - box.right) < 1e-6 &&
		      fabs(fabs(path->points[i].y) - box.right) < 1e-6;
	return all;
}

/* From the origin to the nearest edge of a convex form round it. */
static double inner_radius(const struct path *path)
{
	double least = INFINITY;
	for (size_t i = 0; i < path->point_count; i++) {
		struct page_point a = path->points[i], b = path->points[(i + 1) % path->point_count];
		double length = hypot(b.x - a.x, b.y - a.y);
		if (length > 0)
			least = fmin(least, fabs(a.x * b.y - a.y * b.x) / length);
	}
	return isfinite(least) ? least : 0;
}

static double outer_radius(const struct path *path)
{
	double most = 0;
	for (size_t i = 0; i < path->point_count; i++)
		most = fmax(most, hypot(path->points[i].x, path->points[i].y));
	return most;
}

/* In points. False if light passes through. */
static bool find_solid(const struct symbols_mark *symbols, struct solid *out)
{
	*out = (struct solid){.is_square = symbols->form_count == 1 && is_square(&symbols->forms[0].path)};
	for (size_t i = 0; i < symbols->form_count; i++) {
		const struct path_mark *form = &symbols->forms[i];
		bool is_round = form->path.verb_count > 1 && form->path.verbs[1] == PATH_CURVE;
		double half = stroke_half(form), side = path_bounds(&form->path).right;
		if (!is_opaque(form))
			return false;
		out->outer = fmax(out->outer, (is_round || out->is_square ? side : outer_radius(&form->path)) + half);
		out->inner = fmax(out->inner, (is_round || out->is_square ? side : inner_radius(&form->path)) + half);
	}
	return out->inner > 0;
}

/* Takes the solid to samples, of which small symbols need more. False if they would be too many. */
static bool choose_samples(const struct symbols_mark *symbols, struct solid *solid, double *per_point)
{
	struct box box = places_box(symbols);
	*per_point = fmax(*per_point, LEAST_RADIUS / solid->inner);
	solid->outer *= *per_point;
	solid->inner *= *per_point;
	return (box_width(box) * *per_point + 2 * solid->outer) * (box_height(box) * *per_point + 2 * solid->outer) <=
	       MOST_SAMPLES;
}

static uint64_t mask_of(long word, long first, long last)
{
	long from = first - word * 64, to = last - word * 64;
	uint64_t low = from > 0 ? ~(uint64_t)0 << from : ~(uint64_t)0;
	return to >= 63 ? low : low & (((uint64_t)2 << to) - 1);
}

/* Samples from `first` on, in one piece: whether a span crosses the end of a word cannot be foretold. */
static uint64_t samples_from(const uint64_t *words, long first)
{
	const uint64_t *word = words + first / 64;
	return word[0] >> first % 64 | word[1] << 1 << (63 - first % 64);
}

static bool span_is_marked(const struct bitmap *map, long row, long first, long last)
{
	const uint64_t *words = map->words + (size_t)row * map->row_words;
	for (; last - first > 63; first += 64)
		if (~samples_from(words, first))
			return false;
	return !(~samples_from(words, first) << (63 - (last - first)));
}

static void mark_span(struct bitmap *map, long row, long first, long last)
{
	uint64_t *words = map->words + (size_t)row * map->row_words;
	for (long word = first / 64; word <= last / 64; word++)
		words[word] |= mask_of(word, first, last);
}

/* Half the widths of a disc's or square's rows of samples, from `reach` rows above its middle to as many below. */
struct spans {
	long *half, reach;
};

static struct spans make_spans(struct arena *arena, const struct solid *solid, double radius)
{
	struct spans spans = {.reach = (long)floor(radius)};
	spans.half = ARENA_ARRAY(arena, 2 * (size_t)spans.reach + 1, long);
	for (long row = -spans.reach; row <= spans.reach; row++)
		spans.half[row + spans.reach] =
		        solid->is_square ? spans.reach
		                         : (long)floor(sqrt(fmax(radius * radius - (double)(row * row), 0)));
	return spans;
}

static bool block_is_full(struct bitmap *map, size_t word, size_t block_row)
{
	bool *is_full = &map->is_full[block_row * map->row_words + word];
	for (size_t i = 0; i < BLOCK_ROWS && !*is_full; i++)
		if (~map->words[(block_row * BLOCK_ROWS + i) * map->row_words + word])
			return false;
	return *is_full = true;
}

/* Whether the box round a symbol lies in blocks that are marked: most symbols of a dense crowd are found so. */
static bool is_in_full_blocks(struct bitmap *map, long reach, long column, long row)
{
	for (long y = (row - reach) / BLOCK_ROWS; y <= (row + reach) / BLOCK_ROWS; y++)
		for (long word = (column - reach) / 64; word <= (column + reach) / 64; word++)
			if (!block_is_full(map, (size_t)word, (size_t)y))
				return false;
	return true;
}

/* Whether all that the symbol touches is marked, in every second row of samples, and in the outermost. */
static bool is_hidden(struct bitmap *map, const struct spans *outer, long column, long row)
{
	if (is_in_full_blocks(map, outer->reach, column, row))
		return true;
	for (long i = 0; i <= 2 * outer->reach; i += 2)
		if (!span_is_marked(map, row - outer->reach + i, column - outer->half[i], column + outer->half[i]))
			return false;
	return true;
}

static void mark_symbol(struct bitmap *map, const struct spans *inner, long column, long row)
{
	for (long i = 0; i <= 2 * inner->reach; i++)
		mark_span(map, row - inner->reach + i, column - inner->half[i], column + inner->half[i]);
}

static struct bitmap make_bitmap(struct arena *arena, const struct symbols_mark *symbols, double per_point,
                                 double reach)
{
	struct box box = places_box(symbols);
	struct bitmap map = {.left = (long)floor(box.left * per_point - reach) - 1,
	                     .top = (long)floor(box.top * per_point - reach) - 1,
	                     .columns = (long)ceil(box_width(box) * per_point + 2 * reach) + 4,
	                     .rows = (long)ceil(box_height(box) * per_point + 2 * reach) + 4};
	map.row_words = (size_t)map.columns / 64 + 2; /* one is read beyond the last */
	size_t block_rows = (size_t)map.rows / BLOCK_ROWS + 1;
	map.words = ARENA_ARRAY(arena, block_rows * BLOCK_ROWS * map.row_words, uint64_t);
	map.is_full = ARENA_ARRAY(arena, block_rows * map.row_words, bool);
	return map;
}

bool *draw_find_covered(struct arena *arena, const struct symbols_mark *symbols, double per_point)
{
	bool *hidden = ARENA_ARRAY(arena, symbols->count + 1, bool);
	struct solid solid;
	struct arena own;
	if (symbols->count < 2 || !find_solid(symbols, &solid) || !choose_samples(symbols, &solid, &per_point))
		return hidden;
	arena_init(&own);
	struct bitmap map = make_bitmap(&own, symbols, per_point, solid.outer);
	struct spans outer = make_spans(&own, &solid, solid.outer), inner = make_spans(&own, &solid, solid.inner);
	for (size_t i = symbols->count; i-- > 0;) {
		long column = (long)floor(symbols->places[i].x * per_point) - map.left;
		long row = (long)floor(symbols->places[i].y * per_point) - map.top;
		hidden[i] = is_hidden(&map, &outer, column, row);
		if (!hidden[i])
			mark_symbol(&map, &inner, column, row);
	}
	arena_clear(&own);
	return hidden;
}
