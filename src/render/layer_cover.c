/* Which layers are covered: a grid of cells over the frame, in which opaque fills are entered from the top.
 * In: a scene's fills and marks. Out: the layer that covers each, or NULL.
 * Why so: a union of shapes would cost more than the drawing. A cell counts as covered if its middle lies in one fill
 * and no edge of it meets the cell, so that a layer that shows between two neighbours is never called covered, and one
 * that is covered by several together may be missed. */
#include "render/layer_cover.h"

#include <math.h>
#include <string.h>

#define CELL 2.0 /* points */

struct grid {
	struct box frame;
	int columns, rows;
	unsigned char
	        *crossed; /* CROSSED: an edge crosses the row here, or an odd number of them; MET: one meets the cell */
	const struct layer_spec **cover; /* of each cell */
	size_t covered;
};

enum { CROSSED = 1, MET = 2 };

static int cell_at(double at, double from, int count)
{
	double cell = floor((at - from) / CELL);
	return cell < 0 ? 0 : cell >= count ? count - 1 : (int)cell;
}

static struct box cells_of(const struct grid *grid, struct box box)
{
	return (struct box){
	        cell_at(box.left, grid->frame.left, grid->columns), cell_at(box.top, grid->frame.top, grid->rows),
	        cell_at(box.right, grid->frame.left, grid->columns), cell_at(box.bottom, grid->frame.top, grid->rows)};
}

/* Of a step along an edge, short enough to miss no more of a cell than a corner. */
static int steps_of(struct page_point a, struct page_point b)
{
	return (int)fmin(ceil(hypot(b.x - a.x, b.y - a.y) / (CELL / 2)), 1e5) + 1;
}

static void add_crossings(struct grid *grid, struct page_point a, struct page_point b)
{
	double top = fmin(a.y, b.y), bottom = fmax(a.y, b.y);
	int first = (int)fmax(ceil((top - grid->frame.top) / CELL - 0.5), 0);
	for (int row = first; row < grid->rows; row++) {
		double y = grid->frame.top + (row + 0.5) * CELL;
		if (y >= bottom)
			break;
		double x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
		double column = fmax(ceil((x - grid->frame.left) / CELL - 0.5), 0);
		if (column < grid->columns)
			grid->crossed[row * grid->columns + (int)column] ^= CROSSED;
	}
}

static void meet_cells(struct grid *grid, struct page_point a, struct page_point b)
{
	int steps = steps_of(a, b);
	for (int i = 0; i <= steps; i++) {
		struct page_point at = {a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps};
		if (box_contains(grid->frame, at))
			grid->crossed[cell_at(at.y, grid->frame.top, grid->rows) * grid->columns +
			              cell_at(at.x, grid->frame.left, grid->columns)] |= MET;
	}
}

static void add_ring(struct grid *grid, const struct polyline *ring)
{
	for (size_t i = 0; i < ring->count; i++) {
		struct page_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];
		struct box edge = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
		add_crossings(grid, a, b);
		if (edge.right >= grid->frame.left && edge.left <= grid->frame.right &&
		    edge.bottom >= grid->frame.top && edge.top <= grid->frame.bottom)
			meet_cells(grid, a, b);
	}
}

static void add_fill(struct grid *grid, const struct label_backdrop *fill, const struct layer_spec *layer)
{
	struct box box = box_empty;
	for (size_t i = 0; i < fill->ring_count; i++)
		for (size_t k = 0; k < fill->rings[i].count; k++)
			box_add(&box, fill->rings[i].points[k]);
	if (box_is_empty(box) || box.right - box.left < CELL || box.bottom - box.top < CELL)
		return;
	struct box cells = cells_of(grid, box);
	for (int row = (int)cells.top; row <= (int)cells.bottom; row++)
		memset(grid->crossed + row * grid->columns, 0, (size_t)grid->columns);
	for (size_t i = 0; i < fill->ring_count; i++)
		add_ring(grid, &fill->rings[i]);
	for (int row = (int)cells.top; row <= (int)cells.bottom; row++) {
		bool inside = false;
		for (int column = 0; column < grid->columns; column++) {
			size_t cell = (size_t)(row * grid->columns + column);
			inside ^= grid->crossed[cell] & CROSSED;
			if (!inside || grid->crossed[cell] & MET || grid->cover[cell])
				continue;
			grid->cover[cell] = layer;
			grid->covered++;
		}
	}
}

/* The layer that covers the cells of a box; NULL: they are seen. What lies beside the frame is not looked at. */
static const struct layer_spec *cover_of_box(const struct grid *grid, struct box box, const struct layer_spec *cover)
{
	struct box cells = cells_of(grid, box);
	for (int row = (int)cells.top; row <= (int)cells.bottom; row++)
		for (int column = (int)cells.left; column <= (int)cells.right; column++) {
			const struct layer_spec *own = grid->cover[row * grid->columns + column];
			if (!own)
				return NULL;
			cover = cover ? cover : own;
		}
	return cover;
}

static const struct layer_spec *cover_of_line(const struct grid *grid, const struct path_mark *mark,
                                              const struct layer_spec *cover)
{
	const struct path *path = &mark->path;
	double half = mark->stroke.width / 2;
	for (size_t i = 0; i + 1 < path->point_count; i++) {
		struct page_point a = path->points[i], b = path->points[i + 1];
		int steps = steps_of(a, b);
		for (int k = 0; k <= steps; k++) {
			struct page_point at = {a.x + (b.x - a.x) * k / steps, a.y + (b.y - a.y) * k / steps};
			if (box_contains(grid->frame, at) &&
			    !(cover = cover_of_box(grid, box_at(at, 2 * half, 2 * half), cover)))
				return NULL;
		}
	}
	return cover;
}

static const struct layer_spec *cover_of_symbols(const struct grid *grid, const struct symbols_mark *symbols,
                                                 const struct layer_spec *cover)
{
	double across = 0;
	for (size_t i = 0; i < symbols->form_count; i++)
		across = fmax(across, box_width(path_bounds(&symbols->forms[i].path)));
	for (size_t i = 0; i < symbols->count; i++)
		if (!(cover = cover_of_box(grid, box_at(symbols->places[i], across, across), cover)))
			return NULL;
	return cover;
}

/* Of a path that is both moved and drawn the steps between its lines are looked at, too, which finds less covered. */
static const struct layer_spec *cover_of_group(const struct grid *grid, const struct group *group,
                                               const struct layer_spec *cover)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP && !mark->group->mark_count)
			continue;
		const struct layer_spec *own = NULL;
		if (mark->type == MARK_GROUP)
			own = cover_of_group(grid, mark->group, cover);
		else if (mark->type == MARK_PATH && mark->path->fill.opacity <= 0)
			own = cover_of_line(grid, mark->path, cover);
		else if (mark->type == MARK_PATH)
			own = cover_of_box(grid, path_bounds(&mark->path->path), cover);
		else if (mark->type == MARK_SYMBOLS)
			own = cover_of_symbols(grid, mark->symbols, cover);
		if (!own)
			return NULL;
		cover = own;
	}
	return cover;
}

static bool has_fills(const struct scene *scene, size_t layer)
{
	return scene->traces[layer].backdrops_end > scene->traces[layer].backdrops;
}

void layer_covers_find(const struct scene_input *input, const struct scene *scene, const struct layer_spec **covers)
{
	struct grid grid = {.frame = view_frame(input->view)};
	size_t lowest = 0; /* that may be covered */
	while (lowest < input->layer_count && (!scene->traces[lowest].shows || scene->traces[lowest].names))
		lowest++;
	grid.columns = (int)ceil(box_width(grid.frame) / CELL);
	grid.rows = (int)ceil((grid.frame.bottom - grid.frame.top) / CELL);
	if (lowest + 1 >= input->layer_count || grid.columns < 1 || grid.rows < 1)
		return;
	struct arena arena;
	arena_init(&arena);
	size_t cells = (size_t)grid.columns * (size_t)grid.rows;
	grid.crossed = ARENA_ARRAY(&arena, cells, unsigned char);
	grid.cover = ARENA_ARRAY(&arena, cells, const struct layer_spec *);
	for (size_t i = input->layer_count; i-- > lowest;) {
		const struct layer_trace *trace = &scene->traces[i];
		if (grid.covered && trace->shows && !trace->names && trace->group)
			covers[i] = cover_of_group(&grid, trace->group, NULL);
		for (size_t k = trace->backdrops; i > lowest && has_fills(scene, i) && k < trace->backdrops_end; k++)
			if (!scene->backdrops[k].hatched && scene->backdrops[k].colour.opacity == 1)
				add_fill(&grid, &scene->backdrops[k], input->layers[i]);
	}
	arena_clear(&arena);
}
