/* Paint symbols: one form at many places. In pixels, the form is drawn once for each of a few shares of a pixel by
 * which it may be off the pixels' grid, and these pictures are put where they belong; those that nobody sees are left
 * out. On paper, the places are sorted into layers in which no two symbols touch, each of which is one path: cairo
 * takes kilobytes for each path of a PDF. */
#include "draw/covered.h"
#include "draw/paint.h"
#include "draw/path_limit.h"

#include <math.h>
#include <string.h>

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

static void add_shape(struct path *path, const struct path *shape, struct page_point place)
{
	size_t first = path->point_count;
	path_append(path, shape);
	for (size_t i = first; i < path->point_count; i++) {
		path->points[i].x += place.x;
		path->points[i].y += place.y;
	}
}

/* Dots as lines of no length with round ends, which take a sixth of the bytes of circles. */
static void paint_dots(struct painter *painter, const struct page_point *places, size_t count, double radius,
                       struct colour colour)
{
	const struct stroke stroke = {.colour = colour, .width = 2 * radius, .cap = CAP_ROUND};
	cairo_new_path(painter->cairo);
	for (size_t i = 0; i < count; i++) {
		cairo_move_to(painter->cairo, places[i].x, places[i].y);
		cairo_line_to(painter->cairo, places[i].x, places[i].y);
	}
	painter_stroke(painter, &stroke);
	cairo_new_path(painter->cairo);
}

/* Whether the path is a circle about the origin: four curves as far from it on all sides. */
static bool is_disc(const struct path *path)
{
	static const uint8_t verbs[] = {PATH_MOVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CLOSE};
	struct box box = path_bounds(path);
	return path->verb_count == sizeof verbs && memcmp(path->verbs, verbs, sizeof verbs) == 0 &&
	       box.left == -box.right && box.top == -box.right && box.bottom == box.right;
}

/* False if the shape is no disc about its place, or its rim cannot be a larger disc below it. */
static bool paint_as_dots(struct painter *painter, const struct path_mark *shape, const struct page_point *places,
                          size_t count)
{
	double radius = path_bounds(&shape->path).right;
	double rim = stroke_is_visible(&shape->stroke) ? shape->stroke.width / 2 : 0;
	if (!painter->options->dots || !is_disc(&shape->path) || rim >= radius || shape->fill.opacity <= 0 ||
	    (rim > 0 && (shape->fill.opacity < 1 || shape->stroke.colour.opacity < 1)))
		return false;
	if (rim > 0)
		paint_dots(painter, places, count, radius + rim, shape->stroke.colour);
	paint_dots(painter, places, count, radius - rim, shape->fill);
	return true;
}

/* The symbol at places where no two of it touch. */
static void paint_apart(struct painter *painter, const struct symbols_mark *mark, const struct page_point *places,
                        size_t count)
{
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < mark->form_count; i++) {
		struct path_mark all = mark->forms[i];
		if (count > 1 && paint_as_dots(painter, &mark->forms[i], places, count))
			continue;
		all.path = path_new(&scratch);
		path_reserve(&all.path, count * mark->forms[i].path.verb_count,
		             count * mark->forms[i].path.point_count);
		for (size_t k = 0; k < count; k++)
			add_shape(&all.path, &mark->forms[i].path, places[k]);
		painter_path(painter, &all);
	}
	arena_clear(&scratch);
}

/* The layers' heights so far, on a grid of cells as large as the symbol. */
struct heights {
	struct box box;
	double width, height; /* of a cell */
	size_t columns, rows;
	uint32_t *highest;
};

static void make_heights(struct heights *heights, struct arena *arena, const struct symbols_mark *mark)
{
	struct box shape = forms_box(mark), box = box_empty;
	for (size_t i = 0; i < mark->count; i++)
		box_add(&box, mark->places[i]);
	*heights = (struct heights){.box = box,
	                            .width = fmax(box_width(shape), box_width(box) / 4000),
	                            .height = fmax(box_height(shape), box_height(box) / 4000)};
	heights->columns = (size_t)(box_width(box) / heights->width) + 3;
	heights->rows = (size_t)(box_height(box) / heights->height) + 3;
	heights->highest = ARENA_ARRAY(arena, heights->columns * heights->rows, uint32_t);
}

/* Puts a symbol on top of all that it may touch. Returns its layer, from 0. */
static uint32_t add_height(struct heights *heights, struct page_point place)
{
	size_t column = (size_t)((place.x - heights->box.left) / heights->width);
	size_t row = (size_t)((place.y - heights->box.top) / heights->height);
	uint32_t height = 0;
	for (size_t y = row; y < row + 3; y++)
		for (size_t x = column; x < column + 3; x++) {
			uint32_t other = heights->highest[y * heights->columns + x];
			height = other > height ? other : height;
		}
	heights->highest[(row + 1) * heights->columns + column + 1] = height + 1;
	return height;
}

static void paint_layers(struct painter *painter, const struct symbols_mark *mark)
{
	struct arena scratch;
	struct heights heights;
	arena_init(&scratch);
	make_heights(&heights, &scratch, mark);
	uint32_t *layers = ARENA_ROOM(&scratch, mark->count, uint32_t), top = 0;
	for (size_t i = 0; i < mark->count; i++) {
		layers[i] = add_height(&heights, mark->places[i]);
		top = layers[i] > top ? layers[i] : top;
	}
	size_t *starts = ARENA_ARRAY(&scratch, (size_t)top + 3, size_t); /* of each layer, two further on at first */
	struct page_point *sorted = ARENA_ROOM(&scratch, mark->count, struct page_point);
	for (size_t i = 0; i < mark->count; i++)
		starts[layers[i] + 2]++;
	for (uint32_t layer = 2; layer < top + 3; layer++)
		starts[layer] += starts[layer - 1];
	for (size_t i = 0; i < mark->count; i++)
		sorted[starts[layers[i] + 1]++] = mark->places[i];
	for (uint32_t layer = 0; layer <= top; layer++)
		paint_apart(painter, mark, sorted + starts[layer], starts[layer + 1] - starts[layer]);
	arena_clear(&scratch);
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
		struct symbols_mark seen = *symbols;
		seen.places = ARENA_ARRAY(&arena, symbols->count + 1, struct page_point);
		seen.count = 0;
		for (size_t i = 0; i < symbols->count; i++)
			if (!hidden[i])
				seen.places[seen.count++] = symbols->places[i];
		if (seen.count)
			paint_layers(painter, &seen);
	}
	arena_clear(&arena);
}
