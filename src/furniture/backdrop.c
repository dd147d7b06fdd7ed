/* Backdrop: gives what an element has on the map colours in which it reads on whatever lies below.
 * In: the block, laid out where it will stand; the filled areas of the map, in the order of painting. Out: the theme's
 * ink and page colour exchanged, darkened or lightened; where no colour stands out from all that is met, or a road is,
 * ink on a halo. Why so: a scale bar is read against a sea, a dark member, or the border of both; a plate would hide
 * the map. The same rule colours names (labels/backdrop.c), place by place. */
#include "furniture/element.h"

#include "geometry/cell_raster.h"

#include <math.h>

#define CELL           1.5  /* points */
#define MOST_COLOURS   64   /* told apart below one element */
#define LEAST_SHARE    0.04 /* of a colour that matters */
#define MARGIN         0.1  /* above the least contrast: colours are written in 256 steps */
#define LIGHT_CONTRAST 7    /* of light on dark, whose strokes look thinner */
#define HALO_WIDTH     0.7  /* points */

/* The colours that matter below a box, first that of most of it. */
struct backdrop {
	struct colour colours[MOST_COLOURS];
	size_t count;
	bool crossed; /* by lines of a hatch, a road or a dot */
};

struct inks {
	struct colour ink, paper;
	bool haloed;
};

/* Cells of a box by their colour; opacity 0: nothing is painted there. */
struct painted_cells {
	struct cell_raster raster;
	struct colour *colours;
	bool *hatched;
};

static void paint(struct arena *arena, struct painted_cells *cells, const struct label_backdrop *area)
{
	struct box bounds = box_empty;
	for (size_t r = 0; r < area->ring_count; r++)
		box_join(&bounds, polyline_bounds(area->rings[r]));
	struct cell_range range = cell_raster_range(&cells->raster, bounds);
	if (range.left >= range.right || range.top >= range.bottom)
		return;
	const uint8_t *covered = cell_raster_cover(arena, &cells->raster, range, area->rings, area->ring_count);
	for (size_t row = range.top; row < range.bottom; row++)
		for (size_t column = range.left; column < range.right; column++) {
			size_t cell = row * cells->raster.columns + column;
			if (!*covered++)
				continue;
			struct colour *colour = &cells->colours[cell];
			bool shows_through = area->colour.opacity < 1 && colour->opacity > 0;
			if (area->hatched || !shows_through)
				cells->hatched[cell] = area->hatched;
			if (!area->hatched)
				*colour = shows_through ? colour_over(area->colour, *colour) : area->colour;
		}
}

static struct backdrop count_colours(const struct painted_cells *cells)
{
	struct backdrop all = {.count = 0}, out = {.count = 0};
	size_t counts[MOST_COLOURS] = {0}, cell_count = cells->raster.columns * cells->raster.rows;
	for (size_t i = 0; i < cell_count; i++) {
		out.crossed |= cells->hatched[i];
		struct colour colour = cells->colours[i];
		if (colour.opacity == 0)
			continue;
		size_t index = 0;
		while (index < all.count && !colour_equal(all.colours[index], colour))
			index++;
		if (index == all.count && all.count < MOST_COLOURS)
			all.colours[all.count++] = colour;
		if (index < all.count)
			counts[index]++;
	}
	size_t most = 0;
	for (size_t i = 0; i < all.count; i++) {
		if ((double)counts[i] <= LEAST_SHARE * (double)cell_count)
			continue;
		out.colours[out.count++] = all.colours[i];
		if (counts[i] <= most)
			continue;
		most = counts[i];
		out.colours[out.count - 1] = out.colours[0];
		out.colours[0] = all.colours[i];
	}
	return out;
}

/* Whether a road or a dot lies below the box. */
static bool is_crossed(const struct obstacles *obstacles, struct box box)
{
	bool crossed = false;
	for (size_t i = 0; obstacles && !crossed && i < obstacles->count; i++) {
		const struct obstacle *obstacle = &obstacles->items[i];
		bool is_route = obstacle->kind == OBSTACLE_ROUTE;
		struct box near = box_grow(box, is_route ? obstacle->half_width : 0);
		if (!box_overlaps(obstacle->box, box))
			continue;
		crossed = obstacle->kind == OBSTACLE_DOT;
		for (size_t k = 1; is_route && !crossed && k < obstacle->count; k++)
			crossed = geometry_segment_hits_box(obstacle->points[k - 1], obstacle->points[k], near);
	}
	return crossed;
}

static struct backdrop backdrop_below(const struct furniture_input *input, struct box box)
{
	struct arena scratch;
	struct painted_cells cells = {.raster = {.start = {box.left, box.top}, .cell = CELL}};
	cells.raster.columns = (size_t)ceil(box_width(box) / CELL);
	cells.raster.rows = (size_t)ceil(box_height(box) / CELL);
	arena_init(&scratch);
	cells.colours = ARENA_ARRAY(&scratch, cells.raster.columns * cells.raster.rows + 1, struct colour);
	cells.hatched = ARENA_ARRAY(&scratch, cells.raster.columns * cells.raster.rows + 1, bool);
	for (size_t i = 0; i < input->backdrop_count; i++)
		paint(&scratch, &cells, &input->backdrops[i]);
	struct backdrop backdrop = count_colours(&cells);
	arena_clear(&scratch);
	return backdrop;
}

/* Whether the colour stands out from all of the backdrop, a lighter one by more; *worst: where it does so least. */
static bool stands_out(struct colour colour, const struct backdrop *backdrop, double contrast, struct colour *worst)
{
	bool fine = true;
	double least = INFINITY;
	for (size_t i = 0; i < backdrop->count; i++) {
		struct colour below = backdrop->colours[i];
		bool is_light = colour_luminance(colour) > colour_luminance(below);
		double found = colour_contrast(colour, below), needed = is_light ? LIGHT_CONTRAST : contrast;
		fine &= found >= fmax(contrast, needed);
		if (found < least)
			*worst = below;
		least = fmin(least, found);
	}
	return fine;
}

/* Mixed with black or white until it stands out where it does so least. */
static struct colour changed(struct colour colour, const struct backdrop *backdrop, double contrast)
{
	struct colour worst = colour;
	stands_out(colour, backdrop, contrast, &worst);
	bool is_light = colour_luminance(colour) > colour_luminance(worst);
	return colour_readable(colour, worst, fmax(contrast, is_light ? LIGHT_CONTRAST : 0) + MARGIN);
}

/* The ink, else the page's colour, else one of them changed; else the ink on a halo. */
static struct inks choose_inks(const struct theme *theme, const struct backdrop *backdrop)
{
	double contrast = theme->measure[MEASURE_LEAST_CONTRAST];
	struct colour ink = theme->colour[COLOUR_INK], page = theme->colour[COLOUR_PAGE], worst;
	struct colour inks[] = {ink, page, changed(ink, backdrop, contrast), changed(page, backdrop, contrast)};
	for (int i = 0; i < 4 && !backdrop->crossed; i++)
		if (stands_out(inks[i], backdrop, contrast, &worst)) {
			bool is_page = colour_contrast(inks[i], page) > colour_contrast(inks[i], ink);
			return (struct inks){inks[i], is_page ? page : ink, false};
		}
	return (struct inks){ink, page, true};
}

static struct colour inked(const struct theme *theme, const struct inks *inks, struct colour colour)
{
	return colour_equal(colour, theme->colour[COLOUR_INK])    ? inks->ink
	       : colour_equal(colour, theme->colour[COLOUR_PAGE]) ? inks->paper
	                                                          : colour;
}

static void ink_text(struct text_mark *text, const struct inks *inks, const struct backdrop *backdrop, double contrast)
{
	struct colour worst;
	if (inks->haloed || !stands_out(text->fill, backdrop, contrast, &worst))
		text->fill = inks->ink;
	if (!inks->haloed)
		return;
	text->halo = inks->paper;
	text->halo_width = HALO_WIDTH;
}

/* Casings below all of them, so that none covers another's line. */
static void add_casings(struct block *block, size_t first, struct colour colour)
{
	size_t count = block->count;
	struct block_item *items = ARENA_ARRAY(block->input->arena, 2 * count, struct block_item);
	size_t added = 0;
	for (size_t i = 0; i < count; i++) {
		if (i == first)
			for (size_t k = first; k < count; k++) {
				if (block->items[k].kind != ITEM_PATH)
					continue;
				struct block_item casing = block->items[k];
				casing.path.fill.opacity = 0;
				casing.path.stroke.colour = colour;
				casing.path.stroke.width += 2 * HALO_WIDTH;
				items[added++] = casing;
			}
		items[added++] = block->items[i];
	}
	block->items = items;
	block->count = block->capacity = added;
}

void block_stand_out(struct block *block, size_t first)
{
	const struct theme *theme = block->input->scene->theme;
	struct box box = box_empty;
	for (size_t i = first; i < block->count; i++)
		box_join(&box, block->items[i].box);
	if (box_is_empty(box) || !block->input->backdrop_count)
		return;
	struct backdrop backdrop = backdrop_below(block->input, box);
	backdrop.crossed |= is_crossed(block->form.avoided ? block->form.avoided : block->form.below, box);
	struct inks inks = choose_inks(theme, &backdrop);
	for (size_t i = first; i < block->count; i++) {
		struct block_item *item = &block->items[i];
		item->path.fill = inked(theme, &inks, item->path.fill);
		item->path.stroke.colour = inked(theme, &inks, item->path.stroke.colour);
		if (item->kind == ITEM_TEXT)
			ink_text(&item->text, &inks, &backdrop, theme->measure[MEASURE_LEAST_CONTRAST]);
	}
	if (inks.haloed)
		add_casings(block, first, inks.paper);
}

struct colour block_ground(const struct block *block, struct box box)
{
	const struct backdrop backdrop = backdrop_below(block->input, box);
	return backdrop.count ? backdrop.colours[0] : block->input->scene->theme->colour[COLOUR_GROUND];
}

const struct furniture_input *backdrop_page(const struct furniture_input *input)
{
	struct box box = view_frame(input->scene->view);
	struct furniture_input *on_page = ARENA_NEW(input->arena, struct furniture_input);
	struct label_backdrop *page = ARENA_NEW(input->arena, struct label_backdrop);
	struct polyline *ring = ARENA_NEW(input->arena, struct polyline);
	*ring = (struct polyline){.points = ARENA_ARRAY(input->arena, 4, struct page_point), .count = 4};
	ring->points[0] = (struct page_point){box.left, box.top};
	ring->points[1] = (struct page_point){box.right, box.top};
	ring->points[2] = (struct page_point){box.right, box.bottom};
	ring->points[3] = (struct page_point){box.left, box.bottom};
	*page = (struct label_backdrop){
	        .rings = ring, .ring_count = 1, .colour = input->scene->theme->colour[COLOUR_PAGE]};
	*on_page = *input;
	on_page->backdrops = page;
	on_page->backdrop_count = 1;
	return on_page;
}
