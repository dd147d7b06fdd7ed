/* Interpolates the projection. In: lon/lat degrees; out: page points, at most GRID_BOUND points from PROJ's own.
 * Why so: PROJ takes 300 to 3000 instructions a point, a polynomial takes 60. The view's bounds are divided into cells
 * of 5 degrees; 5 because Robinson's table has a kink there. A cell that a point falls into gets a polynomial of third
 * degree each way through 4 x 4 places (Robinson's own degree: its cells need no quarters), and PROJ is asked at 12
 * others where its error is greatest (Newton's remainder: at (1 +- sqrt(5)/3) / 2 between four even nodes). A cell that
 * is off by more than 0.4 of the bound anywhere is quartered; the smallest (along a cut, at the end of the globe) are
 * left to PROJ. A position depends on its place alone, not on what was asked before: neighbours keep meeting, and a map
 * is the same alone and in a batch. */
#include "projection/view_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	cell_nodes = 4,   /* each way */
	cell_deepest = 7, /* quarterings, to 0.04 degrees */
};
static const double widest_step = 5; /* degrees */
/* What the tested places may be off: beside a kink, the worst place is off by 2.2 times as much. */
static const double accepted = 0.4 * GRID_BOUND;
/* As a share of a cell: what lies so near to its edge is left to PROJ, since a cut may run there. */
static const double edge_share = 1e-9;
/* Of the bounds' span: scene/ asks for a little more than the bounds. */
static const double grid_margin = 0.1;

enum cell_state {
	CELL_NEW, /* no point has come yet */
	CELL_READY,
	CELL_QUARTERED,
	CELL_EXACT, /* PROJ's own */
};

struct cell {
	enum cell_state state;
	int depth;
	struct cell *quarters; /* four: 2 * east + north */
	struct lonlat corner;
	double step; /* degrees, its width and height */
	/* Coefficients: power of u, power of v */
	struct page_point c[cell_nodes][cell_nodes];
};

struct grid {
	double west, south;
	size_t columns, rows;
	struct cell **cells; /* columns x rows; NULL: no point has come yet. Seas have no cells */
	struct arena arena;
};

struct grid *projection_grid_new(void)
{
	struct grid *grid = calloc(1, sizeof *grid);
	if (grid == NULL)
		BUG("out of memory");
	arena_init(&grid->arena);
	return grid;
}

void projection_grid_free(struct grid *grid)
{
	if (grid == NULL)
		return;
	arena_clear(&grid->arena);
	free(grid);
}

/* values[0] + t * (values[1] + t * (values[2] + t * values[3])), x and y alike. */
static inline struct page_point evaluate_cubic(const struct page_point values[cell_nodes], double t)
{
	return (struct page_point){values[0].x + t * (values[1].x + t * (values[2].x + t * values[3].x)),
	                           values[0].y + t * (values[1].y + t * (values[2].y + t * values[3].y))};
}

static inline struct page_point evaluate(const struct cell *cell, double u, double v)
{
	struct page_point rows[cell_nodes];
	for (int i = 0; i < cell_nodes; i++)
		rows[i] = evaluate_cubic(cell->c[i], v);
	return evaluate_cubic(rows, u);
}

/* Values at 0, 1/3, 2/3, 1 to coefficients of 1, t, t^2, t^3. */
static void to_coefficients(double *a, double *b, double *c, double *d)
{
	double second = *b, third = *c, last = *d;
	*b = -5.5 * *a + 9 * second - 4.5 * third + last;
	*c = 9 * *a - 22.5 * second + 18 * third - 4.5 * last;
	*d = 4.5 * (last - *a) + 13.5 * (second - third);
}

static void fit_line(struct page_point *a, struct page_point *b, struct page_point *c, struct page_point *d)
{
	to_coefficients(&a->x, &b->x, &c->x, &d->x);
	to_coefficients(&a->y, &b->y, &c->y, &d->y);
}

static void fit_polynomial(struct page_point c[cell_nodes][cell_nodes])
{
	for (size_t i = 0; i < cell_nodes; i++)
		fit_line(&c[i][0], &c[i][1], &c[i][2], &c[i][3]);
	for (size_t i = 0; i < cell_nodes; i++)
		fit_line(&c[0][i], &c[1][i], &c[2][i], &c[3][i]);
}

static bool is_near_enough(const struct view *view, const struct cell *cell)
{
	static const double low = 0.12732200375003505, high = 0.872677996249965;
	const double tested[][2] = {{low, low}, {low, high}, {high, low}, {high, high}, {low, 0}, {high, 0},
	                            {low, 1},   {high, 1},   {0, low},    {0, high},    {1, low}, {1, high}};
	for (size_t i = 0; i < sizeof tested / sizeof *tested; i++) {
		double u = tested[i][0], v = tested[i][1];
		struct page_point real = view_forward_one(
		        view, (struct lonlat){cell->corner.lon + u * cell->step, cell->corner.lat + v * cell->step});
		struct page_point found = evaluate(cell, u, v);
		if (!(hypot(found.x - real.x, found.y - real.y) <= accepted))
			return false;
	}
	return true;
}

/* False where the cell has a place that does not project: its corner lies beyond the globe, say. */
static bool sample_cell(const struct view *view, struct cell *cell)
{
	double third = cell->step / 3;
	for (int i = 0; i < cell_nodes; i++) {
		for (int j = 0; j < cell_nodes; j++) {
			struct page_point spot = view_forward_one(
			        view, (struct lonlat){cell->corner.lon + third * i, cell->corner.lat + third * j});
			if (!isfinite(spot.x) || !isfinite(spot.y))
				return false;
			cell->c[i][j] = spot;
		}
	}
	fit_polynomial(cell->c);
	return true;
}

static void start(struct grid *grid, const struct view *view)
{
	struct lonlat_box box = view->bounds;
	double by = fmax(box.east - box.west, box.north - box.south) * grid_margin;
	double west = floor((box.west - by) / widest_step), east = ceil((box.east + by) / widest_step);
	double south = floor(fmax(box.south - by, -90) / widest_step),
	       north = ceil(fmin(box.north + by, 90) / widest_step);
	grid->west = west * widest_step;
	grid->south = south * widest_step;
	grid->columns = (size_t)fmax(east - west, 1);
	grid->rows = (size_t)fmax(north - south, 1);
	grid->cells = ARENA_ARRAY(&grid->arena, grid->columns * grid->rows, struct cell *);
}

static struct cell *add_cell(struct grid *grid, size_t column, size_t row)
{
	struct cell *cell = ARENA_NEW(&grid->arena, struct cell);
	cell->corner =
	        (struct lonlat){grid->west + (double)column * widest_step, grid->south + (double)row * widest_step};
	cell->step = widest_step;
	return cell;
}

static void quarter(struct grid *grid, struct cell *cell)
{
	if (cell->depth == cell_deepest) {
		cell->state = CELL_EXACT;
		return;
	}
	cell->state = CELL_QUARTERED;
	cell->quarters = ARENA_ARRAY(&grid->arena, 4, struct cell);
	double half = cell->step / 2;
	for (int east = 0; east < 2; east++) {
		for (int north = 0; north < 2; north++) {
			struct cell *part = &cell->quarters[2 * east + north];
			part->corner = (struct lonlat){cell->corner.lon + half * east, cell->corner.lat + half * north};
			part->step = half;
			part->depth = cell->depth + 1;
		}
	}
}

static void learn(struct grid *grid, const struct view *view, struct cell *cell)
{
	if (sample_cell(view, cell) && is_near_enough(view, cell))
		cell->state = CELL_READY;
	else
		quarter(grid, cell);
}

/* The ready cell that holds the place, with the place in it, or NULL: then PROJ is to be asked. */
static inline const struct cell *find_ready(struct grid *grid, const struct view *view, struct lonlat place, double *u,
                                            double *v)
{
	double s = (place.lon - grid->west) * (1 / widest_step), t = (place.lat - grid->south) * (1 / widest_step);
	/* NaN fails it too. */
	if (!(s >= 0 && t >= 0 && s < (double)grid->columns && t < (double)grid->rows))
		return NULL;
	int column = (int)s, row = (int)t;
	*u = s - column;
	*v = t - row;
	struct cell **found = &grid->cells[(size_t)row * grid->columns + (size_t)column], *cell = *found;
	if (cell == NULL)
		cell = *found = add_cell(grid, (size_t)column, (size_t)row);
	for (;;) {
		if (cell->state == CELL_NEW)
			learn(grid, view, cell);
		if (cell->state != CELL_QUARTERED)
			break;
		int east = *u >= 0.5, north = *v >= 0.5;
		*u = 2 * *u - east;
		*v = 2 * *v - north;
		cell = &cell->quarters[2 * east + north];
	}
	bool inside = fabs(*u - 0.5) < 0.5 - edge_share && fabs(*v - 0.5) < 0.5 - edge_share;
	return inside && cell->state == CELL_READY ? cell : NULL;
}

void view_forward_many(const struct view *view, const struct lonlat *in, struct page_point *out, size_t count)
{
	struct grid *grid = view->grid;
	if (grid->cells == NULL)
		start(grid, view);
	for (size_t i = 0; i < count; i++) {
		double u, v;
		const struct cell *cell = find_ready(grid, view, in[i], &u, &v);
		out[i] = cell != NULL ? evaluate(cell, u, v) : view_forward_one(view, in[i]);
	}
}
