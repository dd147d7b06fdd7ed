/* Edges of members. In: outlines on the page, in which neighbours share points. Out: path marks, obstacles.
 * Why so: two outlines stroked along one border lie beside each other where they were simplified apart, and the later
 * member's colour covers the earlier one's. Outlines are cut where they part, and what two of them share is taken once.
 */
#include "scene/member_edges.h"

#include "geometry/line_arcs.h"
#include "geometry/ring_index.h"
#include "scene/outlines.h"

#define ON_EDGE     0.6     /* points: the member's area is simplified, its outline is not */
#define SHARED_COST 2       /* of outer edges: a name across one seems to be both members' */
#define MOST_EXACT  1000000 /* points that are cut; more are drawn outline by outline */

/* A stretch of outline, of one member or between two. */
struct edge_arc {
	struct polyline line;
	const struct member_outline *first; /* that it is of */
	bool is_new, is_shared;
	bool is_inner;     /* between two records of one member */
	bool has_siblings; /* its member has several records */
};

static size_t count_points(const struct polylines *lines)
{
	size_t count = 0;
	for (size_t i = 0; i < lines->count; i++)
		count += lines->items[i].count;
	return count;
}

/* A key that is the same in either direction of the line. */
static struct hash arc_key(struct polyline line)
{
	struct hash key = {line.count, 0};
	for (size_t i = 0; i < line.count; i++) {
		struct hash point = page_point_hash(line.points[i]);
		key.low += point.low;
		key.high += point.high;
	}
	return key;
}

static void add_arcs(struct hash_table *arcs, const struct polylines *pieces, const struct member_outline *outline,
                     bool has_siblings)
{
	for (size_t i = 0; i < pieces->count; i++) {
		bool is_first;
		struct edge_arc *arc = hash_table_add(arcs, arc_key(pieces->items[i]), &is_first);
		if (is_first) {
			arc->line = pieces->items[i];
			arc->first = outline;
			arc->has_siblings = has_siblings;
		}
		arc->is_shared = !is_first;
		arc->is_inner |= arc->first != outline && arc->first->member == outline->member;
		arc->is_new |= outline->is_new;
	}
}

/* All stretches of the outlines, each once. */
static void collect_arcs(struct arena *arena, const struct member_outline *outlines, size_t count,
                         struct hash_table *arcs)
{
	size_t points = 0;
	struct arena scratch;
	struct line_arcs parted;
	arena_init(&scratch);
	line_arcs_init(&parted, &scratch);
	for (size_t i = 0; i < count; i++)
		points += count_points(&outlines[i].lines);
	bool is_cut = points <= MOST_EXACT;
	for (size_t i = 0; i < count && is_cut; i++)
		for (size_t k = 0; k < outlines[i].lines.count; k++)
			line_arcs_add(&parted, outlines[i].lines.items[k]);
	for (size_t i = 0; i < count; i++) {
		struct polylines pieces = {0};
		for (size_t k = 0; k < outlines[i].lines.count && is_cut; k++)
			line_arcs_cut(&parted, arena, outlines[i].lines.items[k], &pieces);
		add_arcs(arcs, is_cut ? &pieces : &outlines[i].lines, &outlines[i],
		         (i > 0 && outlines[i - 1].member == outlines[i].member) ||
		                 (i + 1 < count && outlines[i + 1].member == outlines[i].member));
	}
	arena_clear(&scratch);
}

/* An area's edges, found again for the next arc of the same member. */
struct area_edges {
	struct arena arena;
	const struct polylines *area;
	struct ring_index *index;
};

static bool is_near(const void *context, struct page_point a, struct page_point b)
{
	return geometry_segment_distance(a, b, *(const struct page_point *)context) <= ON_EDGE;
}

/* Whether it lies between records of one member, also where their common border has other points in each. */
static bool is_inner(struct area_edges *edges, const struct edge_arc *arc)
{
	if (arc->is_inner || !arc->has_siblings)
		return arc->is_inner;
	if (edges->area != arc->first->area) {
		arena_reset(&edges->arena);
		edges->area = arc->first->area;
		edges->index = ring_index_build(&edges->arena, edges->area->items, edges->area->count);
	}
	double length = polyline_length(arc->line.points, arc->line.count);
	struct page_point middle = polyline_at(arc->line.points, arc->line.count, length / 2, NULL);
	struct box around = box_grow((struct box){middle.x, middle.y, middle.x, middle.y}, ON_EDGE);
	return !ring_index_any(edges->index, around, is_near, &middle);
}

static void draw_lines(const struct layer_drawing *drawing, struct group *group, const struct polylines *lines,
                       struct stroke stroke)
{
	if (!lines->count || stroke.colour.opacity == 0 || stroke.width == 0)
		return;
	scene_stroke_lines(drawing->scene->arena, group, lines, stroke);
	if (scene_outlines_are_wanted(drawing))
		scene_outlines_add(drawing, lines);
}

void member_edges_draw(const struct layer_drawing *drawing, const struct member_outline *outlines, size_t count,
                       struct stroke edge, struct stroke new_edge, double cost)
{
	struct scene *scene = drawing->scene;
	struct arena *arena = scene->arena;
	struct hash_table arcs;
	struct area_edges edges = {.area = NULL};
	struct polylines plain = {0}, fresh = {0}, outer = {0}, shared = {0};
	arena_init(&edges.arena);
	hash_table_init(&arcs, arena, sizeof(struct edge_arc));
	collect_arcs(arena, outlines, count, &arcs);
	for (size_t i = 0; i < arcs.count; i++) {
		const struct edge_arc *arc = hash_table_value(&arcs, i);
		if (is_inner(&edges, arc))
			continue;
		struct polyline line =
		        geometry_simplify_line(arena, arc->line.points, arc->line.count, drawing->input->detail);
		polylines_add(arena, arc->is_new ? &fresh : &plain, line);
		polylines_add(arena, arc->is_shared ? &shared : &outer, line);
	}
	arena_clear(&edges.arena);
	struct group *group =
	        group_add(arena, drawing->group,
	                  arena_printf(arena, "%s-edges", page_id_from(arena, drawing->layer->id)), "edges");
	group->hidden_from_readers = true;
	draw_lines(drawing, group, &plain, edge);
	draw_lines(drawing, group, &fresh, new_edge);
	obstacles_add_lines(&scene->obstacles, OBSTACLE_EDGE, &outer, edge.width / 2, cost);
	obstacles_add_lines(&scene->obstacles, OBSTACLE_EDGE, &shared, edge.width / 2, SHARED_COST * cost);
}
