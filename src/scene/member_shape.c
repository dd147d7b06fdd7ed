/* The area of a member on the page.
 * In: the member's records. Out: rings in page points. Why so: records that share borders, such as provinces, are one
 * area. Simplified apart they would leave slivers along these borders, so their rings are cut where they part from each
 * other, simplified piece by piece, and united, since records may also overlap. */
#include "scene/member_shape.h"

#include "geometry/geos_ops.h"
#include "geometry/mesh.h"
#include "scene/member_records.h"
#include "scene/project.h"

#include <math.h>

#define MOST_EXACT   1000000 /* points that are cut; more are simplified record by record */
#define SLIVER_WIDTH 0.2     /* points */

/* The records' rings, those of each record apart. */
struct record_rings {
	struct polylines *items;
	size_t count, capacity, points;
};

static struct record_rings read_rings(const struct layer_drawing *drawing, const struct member_spec *member,
                                      double detail)
{
	const struct data_spec *data = drawing->layer->data;
	struct arena *arena = drawing->scene->arena;
	struct scene_input input = *drawing->input;
	struct record_rings rings = {0};
	const struct feature *record = NULL;
	input.detail = detail;
	while ((record = scene_member_record(input.spec, data, drawing->dataset, member, record))) {
		struct polylines own = {0};
		scene_project_rings(&input, arena, drawing->dataset, record, &own);
		if (!own.count)
			continue;
		rings.items = arena_grow(arena, rings.items, rings.count, &rings.capacity, sizeof *rings.items);
		rings.items[rings.count++] = own;
		for (size_t i = 0; i < own.count; i++)
			rings.points += own.items[i].count;
	}
	return rings;
}

/* Gaps between records whose common border has other points in each. */
static void drop_slivers(struct polylines *rings)
{
	size_t kept = 0;
	for (size_t i = 0; i < rings->count; i++) {
		const struct polyline *ring = &rings->items[i];
		double length = polyline_length(ring->points, ring->count);
		if (2 * fabs(geometry_ring_area(ring->points, ring->count)) > SLIVER_WIDTH * length)
			rings->items[kept++] = *ring;
	}
	rings->count = kept;
}

static bool has_one_record(const struct layer_drawing *drawing, const struct member_spec *member)
{
	const struct map_spec *spec = drawing->input->spec;
	const struct data_spec *data = drawing->layer->data;
	const struct feature *first = scene_member_record(spec, data, drawing->dataset, member, NULL);
	return first && !scene_member_record(spec, data, drawing->dataset, member, first);
}

void member_shape_read(const struct layer_drawing *drawing, const struct member_spec *member, struct polylines *out)
{
	struct arena *arena = drawing->scene->arena;
	double detail = drawing->input->detail;
	bool is_single = has_one_record(drawing, member);
	struct record_rings rings = read_rings(drawing, member, is_single ? detail : 0);
	if (!is_single && rings.points > MOST_EXACT)
		rings = read_rings(drawing, member, detail);
	else if (!is_single)
		geometry_simplify_mesh(arena, rings.items, rings.count, detail);
	if (rings.count > 1 && geometry_unite_areas(arena, rings.items, rings.count, out)) {
		drop_slivers(out);
		return;
	}
	for (size_t i = 0; i < rings.count; i++)
		for (size_t k = 0; k < rings.items[i].count; k++)
			polylines_add(arena, out, rings.items[i].items[k]);
}
