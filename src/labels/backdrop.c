/* Backdrop: a raster of the colours of the filled areas, and how a name reads on them.
 * In: areas in the order of painting, page points. Out: costs and text colours. A name across two backdrops looks
 * untidy; one whose colour is too near its backdrop's cannot be read and is darkened or lightened, as an engraver
 * would. */
#include "labels/backdrop.h"

#include "geometry/cell_raster.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define CELL           1.5 /* points */
#define MOST_COLOURS   255
#define ONE_BACKDROP   0.92 /* share of the samples from which a block counts as lying on one backdrop */
#define LEAST_SHARE    0.04 /* of a backdrop that matters */
#define MARGIN         0.1  /* above the least contrast, for a changed text: colours are written in 256 steps */
#define LIGHT_CONTRAST 7    /* of a text changed to a light one, whose strokes look thinner, or from light to dark */
#define CHANGED_COST   2.0  /* a text whose colour has to be changed */
#define MIXED_COST     8.0  /* half on another backdrop */
#define AVOID_COST     24.0 /* wholly on backdrop to keep off */
#define PREFER_COST    8.0  /* wholly on another backdrop than the one preferred */
#define HALOED_COST    8.0  /* unreadable on a part of the backdrop but for its halo */
#define AT_DOT_COST    3.0  /* of a name at a dot, which has less choice, unreadable on a part but for a halo */
#define HALO_WIDTH     0.7  /* points, of a text that has none but needs one */
#define HIDDEN_SHARE   0.5  /* of a name along a line: what lies over the line there hides it */
#define LOST_COST      24.0 /* unreadable on a part of the backdrop, without a halo of its own */

#define MOST_CONTRASTS 64 /* remembered */

struct contrast {
	struct colour text;
	size_t colour;
	double value; /* 0: none yet */
};

struct backdrop_map {
	struct cell_raster raster;
	struct ground_map *ground; /* NULL: nobody owns land */
	uint8_t *cells;            /* indices of colours */
	uint8_t *hatched;          /* 1: lines lie over the colour; NULL: nowhere */
	uint32_t *top;             /* which backdrop lies on top, from 1; NULL: none lies above a line with a name */
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

/* What a backdrop makes of each colour below it. */
struct tint {
	struct colour colour;
	int indices[MOST_COLOURS + 1]; /* of the colours that came of it; -1: not met yet */
};

static uint8_t tinted(struct backdrop_map *map, struct tint *tint, uint8_t below)
{
	if (tint->colour.opacity < 1 && tint->indices[below] < 0 && map->colour_count > 0)
		tint->indices[below] = colour_index(map, colour_over(tint->colour, map->colours[below]));
	else if (tint->indices[below] < 0)
		tint->indices[below] = colour_index(map, tint->colour);
	return (uint8_t)tint->indices[below];
}

/* A hatch keeps the colour below it, a fill that lets it show through tints it; another fill covers both.
 * `number`: of the backdrop, from 1. */
static void paint_backdrop(struct arena *arena, struct backdrop_map *map, const struct label_backdrop *backdrop,
                           size_t number)
{
	struct box bounds = box_empty;
	for (size_t r = 0; r < backdrop->ring_count; r++)
		for (size_t i = 0; i < backdrop->rings[r].count; i++)
			box_add(&bounds, backdrop->rings[r].points[i]);
	struct cell_range range = cell_raster_range(&map->raster, bounds);
	const uint8_t *covered = cell_raster_cover(arena, &map->raster, range, backdrop->rings, backdrop->ring_count);
	struct tint tint = {.colour = backdrop->colour};
	bool is_opaque = backdrop->hatched || backdrop->colour.opacity == 1;
	for (size_t i = 0; i <= MOST_COLOURS; i++)
		tint.indices[i] = -1;
	if (map->ground)
		ground_map_cover(map->ground, backdrop->land, range, covered);
	for (size_t row = range.top; row < range.bottom; row++)
		for (size_t column = range.left; column < range.right; column++) {
			size_t cell = row * map->raster.columns + column;
			if (!*covered++)
				continue;
			if (!backdrop->hatched)
				map->cells[cell] = tinted(map, &tint, map->cells[cell]);
			if (map->hatched && is_opaque)
				map->hatched[cell] = backdrop->hatched;
			if (map->top && is_opaque && !backdrop->hatched)
				map->top[cell] = (uint32_t)number;
		}
}

static bool hides_lines(const struct label_input *input)
{
	bool any = false;
	for (size_t i = 0; i < input->request_count; i++)
		any |= input->requests[i].kind == LABEL_LINE &&
		       input->requests[i].backdrops_below < input->backdrop_count;
	return any;
}

struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_input *input,
                                        struct ground_map **ground)
{
	const struct label_backdrop *backdrops = input->backdrops;
	size_t count = input->backdrop_count;
	struct box frame = input->frame;
	if (count == 0 || box_is_empty(frame))
		return NULL;
	struct backdrop_map *map = ARENA_NEW(arena, struct backdrop_map);
	map->least_contrast = input->least_contrast;
	map->raster = (struct cell_raster){.start = {frame.left, frame.top}, .cell = CELL};
	map->raster.columns = (size_t)fmin(ceil(box_width(frame) / CELL) + 1, 8192);
	map->raster.rows = (size_t)fmin(ceil(box_height(frame) / CELL) + 1, 8192);
	size_t cells = map->raster.columns * map->raster.rows;
	map->cells = ARENA_ARRAY(arena, cells, uint8_t);
	map->ground = *ground = ground_map_new(arena, input, &map->raster);
	for (size_t i = 0; i < count && !map->hatched; i++)
		if (backdrops[i].hatched)
			map->hatched = ARENA_ARRAY(arena, cells, uint8_t);
	if (hides_lines(input))
		map->top = ARENA_ARRAY(arena, cells, uint32_t);
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < count; i++) {
		arena_reset(&scratch);
		paint_backdrop(&scratch, map, &backdrops[i], i + 1);
	}
	arena_clear(&scratch);
	return map;
}

/* How often each backdrop is met. Returns the most frequent. *on_hatch: lines are met. */
static size_t count_backdrops(const struct backdrop_map *map, const struct turned_box *block, unsigned *counts,
                              bool *on_hatch)
{
	size_t main = 0, cells[BLOCK_SAMPLES];
	/* Cells that nothing covers are of the first colour, even when hatches alone are known. */
	memset(counts, 0, (map->colour_count > 0 ? map->colour_count : 1) * sizeof *counts);
	if (map->colour_count <= 1 && !map->hatched) {
		counts[0] = BLOCK_SAMPLES;
		return 0;
	}
	turned_box_cells(block, &map->raster, cells);
	for (int i = 0; i < BLOCK_SAMPLES; i++) {
		*on_hatch |= map->hatched && map->hatched[cells[i]];
		if (++counts[map->cells[cells[i]]] > counts[main])
			main = map->cells[cells[i]];
	}
	return main;
}

/* Whether fills that are painted over the request's line lie under most of the place. */
static bool is_hidden(const struct backdrop_map *map, const struct turned_box *block,
                      const struct label_request *request)
{
	size_t cells[BLOCK_SAMPLES], hidden = 0;
	if (request->kind != LABEL_LINE || !map->top)
		return false;
	turned_box_cells(block, &map->raster, cells);
	for (int i = 0; i < BLOCK_SAMPLES; i++)
		hidden += map->top[cells[i]] > request->backdrops_below;
	return (double)hidden > HIDDEN_SHARE * BLOCK_SAMPLES;
}

/* Of a text's colour with one of the map's. The same few are asked for thousands of places. */
static double contrast_of(struct backdrop_map *map, struct colour text, size_t colour)
{
	double shade = 255 * (text.red + 3 * text.green + 9 * text.blue);
	struct contrast *known = &map->contrasts[((size_t)shade + colour) % MOST_CONTRASTS];
	if (known->value == 0 || !colour_equal(known->text, text) || known->colour != colour)
		*known = (struct contrast){text, colour, colour_contrast(text, map->colours[colour])};
	return known->value;
}

static double least_contrast(struct backdrop_map *map, const struct label_form *form, size_t colour)
{
	double least = INFINITY;
	for (size_t i = 0; i < form->piece_count; i++)
		least = fmin(least, contrast_of(map, form->pieces[i].fill, colour));
	return least;
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
	size_t main = count_backdrops(map, block, counts, &place->needs_halo);
	place->backdrop = map->colours[main];
	place->contrast = map->least_contrast;
	double share = counts[main] / (double)BLOCK_SAMPLES, readable = INFINITY;
	double avoided = is_hidden(map, block, request) ? request->weight : 0;
	for (size_t i = 0; i < map->colour_count; i++) {
		double part = counts[i] / (double)BLOCK_SAMPLES;
		if (request->avoid.opacity > 0 && colour_equal(map->colours[i], request->avoid))
			avoided += AVOID_COST * part;
		if (request->prefer.opacity > 0 && !colour_equal(map->colours[i], request->prefer))
			avoided += PREFER_COST * part;
	}
	if (share >= ONE_BACKDROP) {
		place->on_one_backdrop = true;
		if (request->kind == LABEL_POINT)
			return 0;
		bool is_changed = least_contrast(map, place->form, main) < place->contrast;
		return avoided + (is_changed ? CHANGED_COST : 0) + MIXED_COST * (1 - share);
	}
	for (size_t i = 0; i < map->colour_count; i++)
		if (counts[i] > LEAST_SHARE * BLOCK_SAMPLES)
			readable = fmin(readable, least_contrast(map, place->form, i));
	bool is_readable = readable >= map->least_contrast, is_haloed = has_halo(place->form);
	place->needs_halo |= !is_readable && !is_haloed;
	double lost = is_readable ? 0 : is_haloed ? HALOED_COST : LOST_COST;
	if (request->kind == LABEL_POINT)
		return is_readable ? 0 : AT_DOT_COST;
	return avoided + MIXED_COST * 2 * (1 - share) + lost;
}

static bool has_own_halo(const struct label_piece *piece)
{
	return piece->halo_width > 0 && piece->halo.opacity > 0;
}

struct colour backdrop_fill(const struct label_place *place, const struct label_piece *piece)
{
	bool is_on_own_halo = !place->on_one_backdrop && has_own_halo(piece);
	if (is_on_own_halo || colour_contrast(piece->fill, place->backdrop) >= place->contrast)
		return piece->fill;
	struct colour readable = colour_readable(piece->fill, place->backdrop, place->contrast + MARGIN);
	double backdrop = colour_luminance(place->backdrop);
	bool is_light = colour_luminance(readable) > backdrop;
	bool is_turned =
	        is_light != (colour_luminance(piece->fill) > backdrop); /* as little as is needed would be grey */
	return is_light || is_turned ? colour_readable(readable, place->backdrop, LIGHT_CONTRAST) : readable;
}

double backdrop_halo(const struct label_place *place, const struct label_piece *piece, struct colour *halo)
{
	bool is_own = has_own_halo(piece);
	if (!is_own && !place->needs_halo)
		return 0;
	*halo = place->on_one_backdrop || !is_own ? place->backdrop : piece->halo;
	halo->opacity = is_own ? piece->halo.opacity : 1;
	return is_own ? piece->halo_width : HALO_WIDTH;
}
