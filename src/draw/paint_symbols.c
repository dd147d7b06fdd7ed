/* Paint symbols: one form at many places. In pixels, the form is drawn once for each of a few shares of a pixel by
 * which it may be off the pixels' grid, and these pictures are put where they belong; those that nobody sees are left
 * out. */
#include "draw/covered.h"
#include "draw/paint.h"
#include "draw/path_limit.h"

#include <math.h>

#define SHARES          4    /* of a pixel, each way */
#define SAMPLES_A_PIXEL 2    /* each way */
#define VECTOR_SAMPLES  8.34 /* a point, each way: 600 to an inch */

struct stamps {
	cairo_surface_t *pictures[SHARES * SHARES];
	int side, middle; /* pixels */
};

static struct box forms_box(const struct symbols_mark *symbols)
{
	struct box box = box_empty;
	for (size_t i = 0; i < symbols->form_count; i++) {
		const struct path_mark *form = &symbols->forms[i];
		box_join(&box,
		         box_grow(path_bounds(&form->path), stroke_is_visible(&form->stroke) ? form->stroke.width : 0));
	}
	return box;
}

static void paint_forms(struct painter *painter, const struct symbols_mark *symbols)
{
	for (size_t i = 0; i < symbols->form_count; i++)
		painter_path(painter, &symbols->forms[i]);
}

static cairo_surface_t *make_stamp(struct painter *painter, const struct symbols_mark *symbols,
                                   const struct stamps *stamps, int share)
{
	cairo_t *outer = painter->cairo;
	double scale = painter->options->pixels_per_point;
	cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, stamps->side, stamps->side);
	painter->cairo = cairo_create(picture);
	cairo_translate(painter->cairo, stamps->middle + (double)(share % SHARES) / SHARES,
	                stamps->middle + (double)(share / SHARES) / SHARES);
	cairo_scale(painter->cairo, scale, scale);
	paint_forms(painter, symbols);
	cairo_destroy(painter->cairo);
	painter->cairo = outer;
	return picture;
}

/* Puts the picture of the nearest share of a pixel there; `at` in pixels. */
static void put_stamp(struct painter *painter, const struct symbols_mark *symbols, struct stamps *stamps,
                      struct page_point at)
{
	double x = floor(at.x * SHARES + 0.5), y = floor(at.y * SHARES + 0.5);
	double column = floor(x / SHARES), row = floor(y / SHARES);
	int share = (int)(x - column * SHARES) + SHARES * (int)(y - row * SHARES);
	if (!stamps->pictures[share])
		stamps->pictures[share] = make_stamp(painter, symbols, stamps, share);
	cairo_set_source_surface(painter->cairo, stamps->pictures[share], column - stamps->middle,
	                         row - stamps->middle);
	cairo_pattern_set_filter(cairo_get_source(painter->cairo), CAIRO_FILTER_NEAREST);
	cairo_rectangle(painter->cairo, column - stamps->middle, row - stamps->middle, stamps->side, stamps->side);
	cairo_fill(painter->cairo);
}

static void paint_pixels(struct painter *painter, const struct symbols_mark *symbols, const bool *hidden)
{
	double scale = painter->options->pixels_per_point;
	struct box box = forms_box(symbols);
	double reach = fmax(fmax(-box.left, box.right), fmax(-box.top, box.bottom)) * scale;
	struct stamps stamps = {.middle = (int)ceil(reach) + 1};
	stamps.side = 2 * stamps.middle + 1;
	cairo_save(painter->cairo);
	cairo_identity_matrix(painter->cairo);
	cairo_set_antialias(painter->cairo, CAIRO_ANTIALIAS_NONE); /* the pictures have it */
	for (size_t i = 0; i < symbols->count; i++)
		if (!hidden[i])
			put_stamp(painter, symbols, &stamps,
			          (struct page_point){symbols->places[i].x * scale, symbols->places[i].y * scale});
	cairo_restore(painter->cairo);
	for (int i = 0; i < SHARES * SHARES; i++)
		if (stamps.pictures[i])
			cairo_surface_destroy(stamps.pictures[i]);
}

static bool are_drawable(const struct symbols_mark *symbols)
{
	for (size_t i = 0; i < symbols->count; i++)
		if (!draw_is_drawable(symbols->places[i].x) || !draw_is_drawable(symbols->places[i].y))
			return false;
	return true;
}

void painter_symbols(struct painter *painter, const struct symbols_mark *symbols)
{
	double scale = painter->options->pixels_per_point;
	struct arena arena;
	if (!are_drawable(symbols)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "a symbol in '%s' has a coordinate that is not a number or too large", painter->group);
		return;
	}
	arena_init(&arena);
	const bool *hidden = draw_find_covered(&arena, symbols, scale > 0 ? scale * SAMPLES_A_PIXEL : VECTOR_SAMPLES);
	if (scale > 0) {
		paint_pixels(painter, symbols, hidden);
	} else {
		for (size_t i = 0; i < symbols->count; i++) {
			if (hidden[i])
				continue;
			cairo_save(painter->cairo);
			cairo_translate(painter->cairo, symbols->places[i].x, symbols->places[i].y);
			paint_forms(painter, symbols);
			cairo_restore(painter->cairo);
		}
	}
	arena_clear(&arena);
}
