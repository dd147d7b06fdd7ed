/* Ring index: a grid whose cells list the edges that touch them and know whether their middles are inside.
 * In: rings, page points. Out: answers about one place, exact but for rounding. A place is inside as its cell's middle
 * is, if an even number of the cell's edges parts the two. Why so: a scan of all edges for each of a thousand places
 * takes seconds on a coast of 20,000 vertices. */
#include "geometry/ring_index.h"

#include <math.h>

#define MOST_CELLS 64    /* along the longer side */
#define SHIFT_X    0.371 /* of a cell: no middle comes to lie on an edge of a symmetrical area, slanted ones included */
#define SHIFT_Y    0.283
#define ROUNDING   1e-9 /* of the page's points: an edge is listed in cells that it may just touch */

struct ring_edge {
	struct page_point a, b;
};

struct ring_index {
	struct box bounds;
	struct cell_raster raster;
	struct ring_edge *edges;
	size_t edge_count;
	uint8_t *inside;  /* per cell: its middle */
	uint32_t *starts; /* per cell, and one more */
	uint32_t *members;
};

static bool is_finite(struct page_point point)
{
	return isfinite(point.x) && isfinite(point.y);
}

/* The ring's finite points, copied where some are not. */
static struct polyline finite_ring(struct arena *arena, const struct polyline *ring)
{
	size_t count = 0;
	for (size_t i = 0; i < ring->count; i++)
		count += is_finite(ring->points[i]);
	if (count == ring->count)
		return *ring;
	struct polyline out = {ARENA_ROOM(arena, count + 1, struct page_point), 0};
	for (size_t i = 0; i < ring->count; i++)
		if (is_finite(ring->points[i]))
			out.points[out.count++] = ring->points[i];
	return out;
}

static void add_edges(struct ring_index *index, const struct polyline *ring)
{
	for (size_t i = 0; i < ring->count; i++) {
		box_add(&index->bounds, ring->points[i]);
		index->edges[index->edge_count++] =
		        (struct ring_edge){ring->points[i], ring->points[i + 1 < ring->count ? i + 1 : 0]};
	}
}

static struct cell_raster raster_for(struct box bounds, size_t edge_count)
{
	double width = box_width(bounds), height = box_height(bounds), longer = fmax(fmax(width, height), 1);
	double along = fmin(ceil(sqrt((double)edge_count)) + 1, MOST_CELLS);
	struct cell_raster raster = {.cell = longer / along};
	raster.start = (struct page_point){bounds.left - SHIFT_X * raster.cell, bounds.top - SHIFT_Y * raster.cell};
	raster.columns = (size_t)ceil(width / raster.cell) + 2;
	raster.rows = (size_t)ceil(height / raster.cell) + 2;
	return raster;
}

/* The number of the cell that holds a distance from the start; the nearest for one outside. */
static size_t cell_of(double distance, double cell, size_t count)
{
	double number = floor(distance / cell);
	if (!(number > 0))
		return 0;
	return number < (double)count ? (size_t)number : count - 1;
}

static size_t column_of(const struct ring_index *index, double x)
{
	return cell_of(x - index->raster.start.x, index->raster.cell, index->raster.columns);
}

static size_t row_of(const struct ring_index *index, double y)
{
	return cell_of(y - index->raster.start.y, index->raster.cell, index->raster.rows);
}

/* Where the edge is within a row, as a range of x. */
static void cut_to_row(const struct ring_index *index, struct ring_edge edge, size_t row, double *left, double *right)
{
	double from = 0, to = 1, rise = edge.b.y - edge.a.y, run = edge.b.x - edge.a.x;
	if (rise != 0) {
		double top = index->raster.start.y + (double)row * index->raster.cell - ROUNDING - edge.a.y;
		double start = top / rise, end = (top + index->raster.cell + 2 * ROUNDING) / rise;
		double early = start < end ? start : end, late = start < end ? end : start;
		from = early < 0 ? 0 : early > 1 ? 1 : early;
		to = late < 0 ? 0 : late > 1 ? 1 : late;
	}
	double first = edge.a.x + run * from, second = edge.a.x + run * to;
	*left = (first < second ? first : second) - ROUNDING;
	*right = (first < second ? second : first) + ROUNDING;
}

/* Counts (members NULL) or fills in the cells that the edge touches, row by row; ends[] moves back as it fills. */
static void visit_cells(struct ring_index *index, size_t number, uint32_t *ends, uint32_t *members)
{
	struct ring_edge edge = index->edges[number];
	size_t last = row_of(index, fmax(edge.a.y, edge.b.y) + ROUNDING);
	for (size_t row = row_of(index, fmin(edge.a.y, edge.b.y) - ROUNDING); row <= last; row++) {
		double left, right;
		cut_to_row(index, edge, row, &left, &right);
		for (size_t column = column_of(index, left), end = column_of(index, right); column <= end; column++) {
			size_t cell = row * index->raster.columns + column;
			if (members)
				members[--ends[cell]] = (uint32_t)number;
			else
				ends[cell]++;
		}
	}
}

/* The counts become ends, and, as the cells are filled from their ends, starts. */
static void fill_cells(struct arena *arena, struct ring_index *index)
{
	size_t cells = index->raster.columns * index->raster.rows;
	index->starts = ARENA_ARRAY(arena, cells + 1, uint32_t);
	for (size_t i = 0; i < index->edge_count; i++)
		visit_cells(index, i, index->starts, NULL);
	for (size_t i = 1; i <= cells; i++)
		index->starts[i] += index->starts[i - 1];
	index->members = ARENA_ROOM(arena, index->starts[cells] + 1, uint32_t);
	for (size_t i = 0; i < index->edge_count; i++)
		visit_cells(index, i, index->starts, index->members);
}

struct ring_index *ring_index_build(struct arena *arena, const struct polyline *rings, size_t count)
{
	struct ring_index *index = ARENA_NEW(arena, struct ring_index);
	struct polyline *finite = ARENA_ARRAY(arena, count + 1, struct polyline);
	size_t points = 0;
	for (size_t r = 0; r < count; r++)
		points += rings[r].count;
	index->bounds = box_empty;
	index->edges = ARENA_ROOM(arena, points + 1, struct ring_edge);
	for (size_t r = 0; r < count; r++) {
		finite[r] = finite_ring(arena, &rings[r]);
		add_edges(index, &finite[r]);
	}
	if (index->edge_count == 0)
		return index;
	index->raster = raster_for(index->bounds, index->edge_count);
	struct cell_range all = {0, 0, index->raster.columns, index->raster.rows};
	index->inside = cell_raster_cover(arena, &index->raster, all, finite, count);
	fill_cells(arena, index);
	return index;
}

struct box ring_index_bounds(const struct ring_index *index)
{
	return index->bounds;
}

static double side(struct page_point a, struct page_point b, struct page_point point)
{
	return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

bool ring_index_holds(const struct ring_index *index, struct page_point point)
{
	if (index->edge_count == 0 || !box_contains(index->bounds, point))
		return false;
	size_t column = column_of(index, point.x), row = row_of(index, point.y);
	size_t cell = row * index->raster.columns + column;
	struct page_point middle = cell_raster_middle(&index->raster, column, row);
	bool inside = index->inside[cell];
	for (size_t i = index->starts[cell]; i < index->starts[cell + 1]; i++) {
		struct ring_edge edge = index->edges[index->members[i]];
		inside ^= (side(middle, point, edge.a) > 0) != (side(middle, point, edge.b) > 0) &&
		          (side(edge.a, edge.b, middle) > 0) != (side(edge.a, edge.b, point) > 0);
	}
	return inside;
}

/* The square of the distance to the nearest edge of a cell, if there is such a cell and that is less. */
static double nearest_in(const struct ring_index *index, size_t column, size_t row, struct page_point point,
                         double least)
{
	if (column >= index->raster.columns || row >= index->raster.rows)
		return least;
	size_t cell = row * index->raster.columns + column;
	for (size_t i = index->starts[cell]; i < index->starts[cell + 1]; i++) {
		const struct ring_edge *edge = &index->edges[index->members[i]];
		double square = geometry_segment_distance_square(edge->a, edge->b, point);
		least = square < least ? square : least;
	}
	return least;
}

double ring_index_depth(const struct ring_index *index, struct page_point point)
{
	const struct cell_raster *raster = &index->raster;
	double least = INFINITY;
	if (index->edge_count == 0)
		return -INFINITY;
	/* Squares of cells round the point's, each larger by one, until no edge further out can be nearer. Columns left
	 * of the first come out as numbers beyond the last. */
	size_t column = column_of(index, point.x), row = row_of(index, point.y);
	struct page_point middle = cell_raster_middle(raster, column, row);
	double off = fmax(fabs(point.x - middle.x), fabs(point.y - middle.y));
	double to_border = fmax(raster->cell / 2 - off, 0); /* of its own cell */
	for (size_t reach = 0; reach <= raster->columns + raster->rows; reach++) {
		double nearest = ((double)reach - 1) * raster->cell + to_border;
		if (reach > 0 && least <= nearest * nearest)
			break;
		for (size_t r = 0; r <= 2 * reach; r++)
			for (size_t c = 0; c <= 2 * reach; c += r == 0 || r == 2 * reach ? 1 : 2 * reach)
				least = nearest_in(index, column - reach + c, row - reach + r, point, least);
	}
	double distance = sqrt(least);
	return ring_index_holds(index, point) ? distance : -distance;
}

bool ring_index_any(const struct ring_index *index, struct box box, ring_index_test *test, const void *context)
{
	if (!box_overlaps(box, index->bounds))
		return false;
	for (size_t row = row_of(index, box.top); row <= row_of(index, box.bottom); row++)
		for (size_t column = column_of(index, box.left); column <= column_of(index, box.right); column++) {
			size_t cell = row * index->raster.columns + column;
			for (size_t i = index->starts[cell]; i < index->starts[cell + 1]; i++) {
				const struct ring_edge *edge = &index->edges[index->members[i]];
				if (test(context, edge->a, edge->b))
					return true;
			}
		}
	return false;
}
