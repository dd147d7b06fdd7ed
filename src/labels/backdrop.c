/* Backdrop: a raster of the colours of the filled areas, and how a name reads on them.
 * In: areas in the order of painting, page points. Out: costs and text colours. A name across two backdrops looks
 * untidy; one whose colour is too near its backdrop's cannot be read and is darkened or lightened, as an engraver
 * would. */
#include "labels/backdrop.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CELL         1.5 /* points */
#define MOST_COLOURS 255
#define SAMPLES      12   /* along a block; three across */
#define ONE_BACKDROP 0.92 /* share of the samples from which a block counts as lying on one backdrop */
#define LEAST_SHARE  0.04 /* of a backdrop that matters */
#define MARGIN       0.1  /* above the least contrast, for a changed text: colours are written in 256 steps */
#define CHANGED_COST 2.0  /* a text whose colour has to be changed */
#define MIXED_COST   8.0  /* half on another backdrop */
#define AVOID_COST   24.0 /* wholly on backdrop to keep off */
#define PREFER_COST  8.0  /* wholly on another backdrop than the one preferred */
#define HALOED_COST  8.0  /* unreadable on a part of the backdrop but for its halo */
#define HATCH_HALO   0.7  /* points, of a text that has none but stands on lines */
#define LOST_COST    24.0 /* unreadable on a part of the backdrop, without a halo */

#define MOST_CONTRASTS 64 /* remembered */

struct contrast {
	const struct label_form *form; /* lives as long as the map */
	size_t colour;
	double least;
};

struct backdrop_map {
	struct box frame;
	size_t columns, rows;
	uint8_t *cells;   /* indices of colours */
	uint8_t *hatched; /* 1: lines lie over the colour; NULL: nowhere */
	struct colour colours[MOST_COLOURS + 1];
	size_t colour_count;
	double least_contrast; /* of a text with its backdrop; below it the text's colour is changed */
	struct contrast contrasts[MOST_CONTRASTS];
};

struct row_crossing {
	size_t row;
	double x;
};

static int compare_crossings(const void *first, const void *second)
{
	const struct row_crossing *a = first, *b = second;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->x > b->x) - (a->x < b->x);
}

static uint8_t colour_index(struct backdrop_map *map, struct colour colour)
{
	for (size_t i = 0; i < map->colour_count; i++)
		if (colour_equal(map->colours[i], colour))
			return (uint8_t)i;
	if (map->colour_count > MOST_COLOURS)
		return MOST_COLOURS;
	map->colours[map->colour_count] = colour;
	return (uint8_t)map->colour_count++;
}

/* Rows whose middles lie between two heights: first..end. */
static void rows_between(const struct backdrop_map *map, double top, double bottom, size_t *first, size_t *end)
{
	double low = ceil((top - map->frame.top) / CELL - 0.5), high = ceil((bottom - map->frame.top) / CELL - 0.5);
	*first = (size_t)fmin(fmax(low, 0), (double)map->rows);
	*end = (size_t)fmin(fmax(high, 0), (double)map->rows);
}

static size_t find_crossings(struct arena *arena, const struct backdrop_map *map, const struct label_backdrop *backdrop,
                             struct row_crossing **out)
{
	size_t count = 0, capacity = 0;
	*out = NULL;
	for (size_t r = 0; r < backdrop->ring_count; r++) {
		const struct polyline *ring = &backdrop->rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			struct page_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];
			size_t row, end;
			rows_between(map, fmin(a.y, b.y), fmax(a.y, b.y), &row, &end);
			for (; row < end; row++) {
				double y = map->frame.top + ((double)row + 0.5) * CELL;
				*out = arena_grow(arena, *out, count, &capacity, sizeof **out);
				(*out)[count++] =
				        (struct row_crossing){row, a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)};
			}
		}
	}
	return count;
}

static size_t column_of(const struct backdrop_map *map, double x)
{
	return (size_t)fmin(fmax(ceil((x - map->frame.left) / CELL - 0.5), 0), (double)map->columns);
}

/* A hatch keeps the colour below it; a fill covers both. */
static void paint_row(struct backdrop_map *map, const struct label_backdrop *backdrop, uint8_t index, size_t first,
                      size_t count)
{
	if (!backdrop->hatched)
		memset(map->cells + first, index, count);
	if (map->hatched)
		memset(map->hatched + first, backdrop->hatched, count);
}

/* Even-odd, row by row, between each odd crossing and the next. */
static void paint_backdrop(struct arena *arena, struct backdrop_map *map, const struct label_backdrop *backdrop)
{
	struct row_crossing *crossings;
	size_t count = find_crossings(arena, map, backdrop, &crossings);
	uint8_t index = backdrop->hatched ? 0 : colour_index(map, backdrop->colour);
	if (count)
		qsort(crossings, count, sizeof *crossings, compare_crossings);
	for (size_t i = 0; i + 1 < count;) {
		if (crossings[i].row != crossings[i + 1].row) {
			i++;
			continue;
		}
		size_t left = column_of(map, crossings[i].x), right = column_of(map, crossings[i + 1].x);
		if (right > left)
			paint_row(map, backdrop, index, crossings[i].row * map->columns + left, right - left);
		i += 2;
	}
}

struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_backdrop *backdrops, size_t count,
                                        struct box frame, double least_contrast)
{
	if (count == 0 || box_is_empty(frame))
		return NULL;
	struct backdrop_map *map = ARENA_NEW(arena, struct backdrop_map);
	map->frame = frame;
	map->least_contrast = least_contrast;
	map->columns = (size_t)fmin(ceil(box_width(frame) / CELL) + 1, 8192);
	map->rows = (size_t)fmin(ceil(box_height(frame) / CELL) + 1, 8192);
	map->cells = ARENA_ARRAY(arena, map->columns * map->rows, uint8_t);
	for (size_t i = 0; i < count && !map->hatched; i++)
		if (backdrops[i].hatched)
			map->hatched = ARENA_ARRAY(arena, map->columns * map->rows, uint8_t);
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < count; i++) {
		arena_reset(&scratch);
		paint_backdrop(&scratch, map, &backdrops[i]);
	}
	arena_clear(&scratch);
	return map;
}

static size_t cell_along(double distance, size_t count)
{
	double cell = distance / CELL;
	if (!(cell > 0))
		return 0;
	return cell < (double)count ? (size_t)cell : count - 1;
}

static size_t cell_at(const struct backdrop_map *map, double x, double y)
{
	return cell_along(y - map->frame.top, map->rows) * map->columns + cell_along(x - map->frame.left, map->columns);
}

/* How often each backdrop is met, at SAMPLES places along the block, three across. Returns the most frequent.
 * *on_hatch: lines are met. */
static size_t count_backdrops(const struct backdrop_map *map, const struct turned_box *block, unsigned *counts,
                              bool *on_hatch)
{
	size_t main = 0;
	for (int i = 0; i < SAMPLES; i++)
		for (int j = 0; j < 3; j++) {
			double x = block->half_width * (2.0 * i / (SAMPLES - 1) - 1);
			double y = block->half_height * 0.8 * (j - 1);
			size_t cell = cell_at(map, block->centre.x + x * block->cosine - y * block->sine,
			                      block->centre.y + x * block->sine + y * block->cosine);
			uint8_t backdrop = map->cells[cell];
			*on_hatch |= map->hatched && map->hatched[cell];
			if (++counts[backdrop] > counts[main])
				main = backdrop;
		}
	return main;
}

static double find_contrast(const struct label_form *form, struct colour backdrop)
{
	double least = INFINITY;
	for (size_t i = 0; i < form->piece_count; i++)
		least = fmin(least, colour_contrast(form->pieces[i].fill, backdrop));
	return least;
}

/* Of the form's texts with a colour of the map. The same few are asked for thousands of places. */
static double least_contrast(struct backdrop_map *map, const struct label_form *form, size_t colour)
{
	struct contrast *known = &map->contrasts[((uintptr_t)form / sizeof *form + colour) % MOST_CONTRASTS];
	if (known->form != form || known->colour != colour)
		*known = (struct contrast){form, colour, find_contrast(form, map->colours[colour])};
	return known->least;
}

static bool has_halo(const struct label_form *form)
{
	return form->piece_count && form->pieces[0].halo_width > 0 && form->pieces[0].halo.opacity > 0;
}

double backdrop_map_rate(struct backdrop_map *map, const struct turned_box *block, const struct label_request *request,
                         struct label_place *place)
{
	unsigned counts[MOST_COLOURS + 1];
	if (!map)
		return 0;
	/* Cells that nothing covers are of the first colour, even when hatches alone are known. */
	size_t known = map->colour_count > 0 ? map->colour_count : 1;
	memset(counts, 0, known * sizeof *counts);
	size_t main = count_backdrops(map, block, counts, &place->on_hatch);
	place->backdrop = map->colours[main];
	double share = counts[main] / (3.0 * SAMPLES), readable = INFINITY, avoided = 0;
	for (size_t i = 0; i < map->colour_count; i++) {
		double part = counts[i] / (3.0 * SAMPLES);
		if (request->avoid.opacity > 0 && colour_equal(map->colours[i], request->avoid))
			avoided += AVOID_COST * part;
		if (request->prefer.opacity > 0 && !colour_equal(map->colours[i], request->prefer))
			avoided += PREFER_COST * part;
	}
	if (share >= ONE_BACKDROP) {
		place->on_one_backdrop = true;
		place->contrast = map->least_contrast;
		bool is_changed = least_contrast(map, place->form, main) < place->contrast;
		return avoided + (is_changed ? CHANGED_COST : 0) + MIXED_COST * (1 - share);
	}
	for (size_t i = 0; i < map->colour_count; i++)
		if (counts[i] > LEAST_SHARE * 3 * SAMPLES)
			readable = fmin(readable, least_contrast(map, place->form, i));
	double lost = readable >= map->least_contrast ? 0 : has_halo(place->form) ? HALOED_COST : LOST_COST;
	return avoided + MIXED_COST * 2 * (1 - share) + lost;
}

struct colour backdrop_fill(const struct label_place *place, const struct label_piece *piece)
{
	if (!place->on_one_backdrop || colour_contrast(piece->fill, place->backdrop) >= place->contrast)
		return piece->fill;
	return colour_readable(piece->fill, place->backdrop, place->contrast + MARGIN);
}

double backdrop_halo(const struct label_place *place, const struct label_piece *piece, struct colour *halo)
{
	bool is_own = piece->halo_width > 0 && piece->halo.opacity > 0;
	if (!is_own && !place->on_hatch)
		return 0;
	*halo = place->on_one_backdrop || !is_own ? place->backdrop : piece->halo;
	halo->opacity = is_own ? piece->halo.opacity : 1;
	return is_own ? piece->halo_width : HATCH_HALO;
}
