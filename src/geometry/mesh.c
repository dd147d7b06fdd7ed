/* Areas that share borders. In: rings, whose shared points are equal. Out: rings.
 * Why so: simplified apart, neighbours leave gaps along their border, since each outline begins elsewhere. Outlines are
 * therefore cut where they part, and simplified piece by piece. Filled one by one, two areas let the ground shine
 * through where their border cuts a pixel, each covering its share of what is left; what is filled in one piece does
 * not. An edge that two areas share cancels out, and the others are walked to rings. */
#include "geometry/mesh.h"

#include "geometry/line_arcs.h"

#include <math.h>

#define STEPS_PER_POINT 4096 /* borders that were bent from either end differ in their last bits */

static struct page_point rounded(struct page_point point)
{
	return (struct page_point){round(point.x * STEPS_PER_POINT) / STEPS_PER_POINT,
	                           round(point.y * STEPS_PER_POINT) / STEPS_PER_POINT};
}

static struct polyline rounded_ring(struct arena *arena, struct polyline ring)
{
	struct polyline out = {ARENA_ROOM(arena, ring.count, struct page_point), ring.count};
	for (size_t i = 0; i < ring.count; i++)
		out.points[i] = rounded(ring.points[i]);
	return out;
}

/* The ring's pieces between the points where others leave it, each simplified. */
static struct polyline simplified(const struct line_arcs *parted, struct arena *arena, struct polyline ring,
                                  double tolerance)
{
	struct polylines pieces = {0};
	line_arcs_cut(parted, arena, polyline_closed(arena, ring), &pieces);
	if (pieces.count < 2)
		return geometry_simplify_ring(arena, ring.points, ring.count, tolerance);
	struct polyline out = {ARENA_ROOM(arena, ring.count + 1, struct page_point), 0};
	for (size_t i = 0; i < pieces.count; i++) {
		struct polyline piece =
		        geometry_simplify_line(arena, pieces.items[i].points, pieces.items[i].count, tolerance);
		for (size_t k = 0; k + 1 < piece.count; k++) /* its last point begins the next piece */
			out.points[out.count++] = piece.points[k];
	}
	return out;
}

void geometry_simplify_mesh(struct arena *arena, struct polylines *areas, size_t count, double tolerance)
{
	struct arena scratch;
	struct line_arcs parted;
	arena_init(&scratch);
	line_arcs_init(&parted, &scratch);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < areas[i].count; k++) {
			areas[i].items[k] = rounded_ring(arena, areas[i].items[k]);
			line_arcs_add(&parted, polyline_closed(&scratch, areas[i].items[k]));
		}
	for (size_t i = 0; i < count; i++) {
		size_t kept = 0;
		for (size_t k = 0; k < areas[i].count; k++) {
			struct polyline ring = simplified(&parted, arena, areas[i].items[k], tolerance);
			if (ring.count >= 3)
				areas[i].items[kept++] = ring;
		}
		areas[i].count = kept;
	}
	arena_clear(&scratch);
}

/* An edge between two points, in whichever direction areas have it. */
struct mesh_edge {
	struct page_point a, b;
	size_t area; /* the first that has it */
	bool is_odd; /* that an odd number of rings have it */
	bool is_walked;
};

/* A point where edges meet, the first area that has it, and the newest of its edges, from 1: twice the edge's number,
 * plus one at its end. */
struct mesh_vertex {
	size_t area, newest;
};

struct mesh {
	struct arena *arena;
	struct hash_table edges, vertices;
	bool *has_neighbour; /* of each area */
	size_t *next;        /* of each edge's ends: the next end at the same point */
};

/* A key that is the same in either direction of the edge. */
static struct hash edge_key(struct page_point a, struct page_point b)
{
	struct hash from = page_point_hash(a), to = page_point_hash(b);
	return (struct hash){from.high + to.high, from.low + to.low};
}

/* Areas of which one has a corner amid an edge of the other have no edge in common, but a point where the edge ends. */
static void add_vertex(struct mesh *mesh, size_t area, struct page_point point)
{
	bool is_new;
	struct mesh_vertex *vertex = hash_table_add(&mesh->vertices, page_point_hash(point), &is_new);
	if (is_new)
		*vertex = (struct mesh_vertex){.area = area};
	else if (vertex->area != area)
		mesh->has_neighbour[area] = mesh->has_neighbour[vertex->area] = true;
}

static void add_edge(struct mesh *mesh, size_t area, struct page_point a, struct page_point b)
{
	bool is_new;
	if (a.x == b.x && a.y == b.y)
		return;
	struct mesh_edge *edge = hash_table_add(&mesh->edges, edge_key(a, b), &is_new);
	if (is_new)
		*edge = (struct mesh_edge){.a = a, .b = b, .area = area};
	edge->is_odd = !edge->is_odd;
	add_vertex(mesh, area, a);
}

static void join_end(struct mesh *mesh, size_t end, struct page_point at)
{
	struct mesh_vertex *vertex = hash_table_add(&mesh->vertices, page_point_hash(at), NULL);
	mesh->next[end] = vertex->newest;
	vertex->newest = end + 1;
}

/* An edge at the point that is not yet walked; NULL: there is none. */
static struct mesh_edge *edge_at(struct mesh *mesh, struct page_point at)
{
	struct mesh_vertex *vertex = hash_table_find(&mesh->vertices, page_point_hash(at));
	while (vertex && vertex->newest) {
		struct mesh_edge *edge = hash_table_value(&mesh->edges, (vertex->newest - 1) / 2);
		vertex->newest = mesh->next[vertex->newest - 1];
		if (!edge->is_walked)
			return edge;
	}
	return NULL;
}

static struct polyline walk_ring(struct mesh *mesh, struct page_point start)
{
	struct polyline ring = {NULL, 0};
	size_t capacity = 0;
	struct page_point at = start;
	for (struct mesh_edge *edge; (edge = edge_at(mesh, at));) {
		if (ring.count == capacity)
			ring.points = arena_grow(mesh->arena, ring.points, ring.count, &capacity, sizeof *ring.points);
		ring.points[ring.count++] = at;
		edge->is_walked = true;
		at = edge->a.x == at.x && edge->a.y == at.y ? edge->b : edge->a;
	}
	return ring;
}

void geometry_unite_mesh(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct mesh mesh = {.arena = arena, .has_neighbour = ARENA_ARRAY(&scratch, count + 1, bool)};
	hash_table_init(&mesh.edges, &scratch, sizeof(struct mesh_edge));
	hash_table_init(&mesh.vertices, &scratch, sizeof(struct mesh_vertex));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < areas[i].count; k++) {
			const struct polyline *ring = &areas[i].items[k];
			for (size_t n = 0; n < ring->count; n++)
				add_edge(&mesh, i, ring->points[n], ring->points[n + 1 < ring->count ? n + 1 : 0]);
		}
	mesh.next = ARENA_ARRAY(&scratch, 2 * mesh.edges.count + 1, size_t);
	for (size_t i = 0; i < mesh.edges.count; i++) {
		struct mesh_edge *edge = hash_table_value(&mesh.edges, i);
		edge->is_walked = !edge->is_odd || !mesh.has_neighbour[edge->area];
		if (edge->is_walked)
			continue;
		join_end(&mesh, 2 * i, edge->a);
		join_end(&mesh, 2 * i + 1, edge->b);
	}
	for (size_t i = 0; i < mesh.edges.count; i++) {
		const struct mesh_edge *edge = hash_table_value(&mesh.edges, i);
		if (edge->is_walked)
			continue;
		struct polyline ring = walk_ring(&mesh, edge->a);
		if (ring.count >= 3)
			polylines_add(arena, out, ring);
	}
	arena_clear(&scratch);
}

static void add_line(struct arena *arena, const struct page_point *points, size_t count, struct polylines *out)
{
	if (count > 1)
		polylines_add_copy(arena, out, (struct polyline){(struct page_point *)points, count});
}

/* Adds the stretches of a closed line that no line before it has. */
static void add_unseen(struct hash_table *edges, struct arena *arena, struct polyline line, struct polylines *out)
{
	size_t first = 0;
	for (size_t i = 0; i + 1 < line.count; i++) {
		bool is_new;
		hash_table_add(edges, edge_key(line.points[i], line.points[i + 1]), &is_new);
		if (is_new)
			continue;
		add_line(arena, line.points + first, i - first + 1, out);
		first = i + 1;
	}
	add_line(arena, line.points + first, line.count - first, out);
}

void geometry_mesh_lines(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out)
{
	struct arena scratch, tables;
	struct hash_table edges;
	arena_init(&scratch);
	arena_init(&tables);
	hash_table_init(&edges, &tables, 0);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < areas[i].count; k++) {
			arena_reset(&scratch);
			add_unseen(&edges, arena, polyline_closed(&scratch, areas[i].items[k]), out);
		}
	arena_clear(&tables);
	arena_clear(&scratch);
}
