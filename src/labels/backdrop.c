/* Backdrop: a raster of the colours of the filled areas, and how a name reads on them.
 * In: areas in the order of painting, page points. Out: costs and text colours. A name across two backdrops looks
 * untidy; one whose colour is too near its backdrop's cannot be read and is darkened or lightened, as an engraver
 * would. */
#include "labels/backdrop.h"

#include "geometry/cell_raster.h"

#include <math.h>
#include <stdint.h>
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
	struct cell_raster raster;
	uint8_t *cells;   /* indices of colours */
	uint8_t *hatched; /* 1: lines lie over the colour; NULL: nowhere */
	struct colour colours[MOST_COLOURS + 1];
	size_t colour_count;
	double least_contrast; /* of a text with its backdrop; below it the text's colour is changed */
	struct contrast contrasts[MOST_CONTRASTS];
};

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

/* A hatch keeps the colour below it; a fill covers both. */
static void paint_backdrop(struct arena *arena, struct backdrop_map *map, const struct label_backdrop *backdrop)
{
	struct box bounds = box_empty;
	for (size_t r = 0; r < backdrop->ring_count; r++)
		for (size_t i = 0; i < backdrop->rings[r].count; i++)
			box_add(&bounds, backdrop->rings[r].points[i]);
	struct cell_range range = cell_raster_range(&map->raster, bounds);
	const uint8_t *covered = cell_raster_cover(arena, &map->raster, range, backdrop->rings, backdrop->ring_count);
	uint8_t index = backdrop->hatched ? 0 : colour_index(map, backdrop->colour);
	for (size_t row = range.top; row < range.bottom; row++)
		for (size_t column = range.left; column < range.right; column++) {
			size_t cell = row * map->raster.columns + column;
			if (!*covered++)
				continue;
			if (!backdrop->hatched)
				map->cells[cell] = index;
			if (map->hatched)
				map->hatched[cell] = backdrop->hatched;
		}
}

struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_backdrop *backdrops, size_t count,
                                        struct box frame, double least_contrast)
{
	if (count == 0 || box_is_empty(frame))
		return NULL;
	struct backdrop_map *map = ARENA_NEW(arena, struct backdrop_map);
	map->least_contrast = least_contrast;
	map->raster = (struct cell_raster){.start = {frame.left, frame.top}, .cell = CELL};
	map->raster.columns = (size_t)fmin(ceil(box_width(frame) / CELL) + 1, 8192);
	map->raster.rows = (size_t)fmin(ceil(box_height(frame) / CELL) + 1, 8192);
	size_t cells = map->raster.columns * map->raster.rows;
	map->cells = ARENA_ARRAY(arena, cells, uint8_t);
	for (size_t i = 0; i < count && !map->hatched; i++)
		if (backdrops[i].hatched)
			map->hatched = ARENA_ARRAY(arena, cells, uint8_t);
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
	const struct cell_raster *raster = &map->raster;
	return cell_along(y - raster->start.y, raster->rows) * raster->columns +
	       cell_along(x - raster->start.x, raster->columns);
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
