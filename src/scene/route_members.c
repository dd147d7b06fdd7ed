/* Where a route runs between the members: a search along its course, from both ends, for the first place in the area of
 * a member that has joined. What lies between two members counts as between them, whoever's land it is. */
#include "scene/route_members.h"

#include "scene/member_records.h"
#include "scene/project.h"

#include <math.h>

#define STEP    2.0 /* points between the places that are tried */
#define HALVING 24  /* of a step, to find the outline in it */

struct member_areas {
	struct polylines *records; /* the rings of each, even-odd */
	struct box *boxes;
	size_t count;
};

static void add_area(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                     const struct feature *feature, struct member_areas *areas)
{
	struct polylines *rings = &areas->records[areas->count];
	struct box *box = &areas->boxes[areas->count++];
	*box = box_empty;
	for (size_t i = 0; i < feature->part_count; i++) {
		struct polyline ring = scene_project_part(input, arena, dataset, feature_part(feature, i));
		polylines_add(arena, rings, ring);
		for (size_t k = 0; k < ring.count; k++)
			box_add(box, ring.points[k]);
	}
}

static struct member_areas joined_areas(const struct scene_input *input, struct arena *arena)
{
	const struct map_spec *spec = input->spec;
	const struct data_spec *data = spec->member_areas;
	const struct dataset *dataset = scene_dataset_of(input, data, GEOMETRY_POLYGONS);
	struct member_areas areas = {ARENA_ARRAY(arena, dataset->feature_count + 1, struct polylines),
	                             ARENA_ARRAY(arena, dataset->feature_count + 1, struct box), 0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		const struct member_spec *member = scene_member_of(spec, data, dataset, feature);
		if (member && map_spec_has_joined(spec, (size_t)(member - spec->members), input->version))
			add_area(input, arena, dataset, feature, &areas);
	}
	return areas;
}

static bool is_inside(const struct member_areas *areas, struct page_point at)
{
	for (size_t i = 0; i < areas->count; i++) {
		bool inside = false;
		for (size_t k = 0; box_contains(areas->boxes[i], at) && k < areas->records[i].count; k++)
			inside ^= geometry_ring_contains(areas->records[i].items[k].points,
			                                 areas->records[i].items[k].count, at);
		if (inside)
			return true;
	}
	return false;
}

static struct page_point between(struct page_point a, struct page_point b, double share)
{
	return (struct page_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/* The share of the way from a to b at which the first place inside an area lies; 0: a itself; above 1: there is none.
 */
static double entrance(const struct member_areas *areas, struct page_point a, struct page_point b)
{
	if (is_inside(areas, a))
		return 0;
	size_t steps = (size_t)fmin(ceil(hypot(b.x - a.x, b.y - a.y) / STEP), 10000);
	for (size_t i = 1; i <= steps; i++) {
		double inside = (double)i / (double)steps, outside = (double)(i - 1) / (double)steps;
		if (!is_inside(areas, between(a, b, inside)))
			continue;
		for (int k = 0; k < HALVING; k++) {
			double middle = (inside + outside) / 2;
			*(is_inside(areas, between(a, b, middle)) ? &inside : &outside) = middle;
		}
		return inside;
	}
	return 2;
}

/* Puts a vertex behind number `index`. */
static void insert(struct arena *arena, struct route_course *course, size_t index, struct page_point at)
{
	size_t count = course->line.count;
	struct page_point *points = ARENA_ARRAY(arena, count + 1, struct page_point);
	struct route_dates *dates = course->dates ? ARENA_ARRAY(arena, count + 1, struct route_dates) : NULL;
	for (size_t i = 0; i <= count; i++) {
		points[i] = i == index + 1 ? at : course->line.points[i - (i > index)];
		if (dates)
			dates[i] = course->dates[i - (i > index)];
	}
	course->line = (struct polyline){points, count + 1};
	course->dates = dates;
}

struct members_stretch route_members_cut(const struct layer_drawing *drawing, struct route_course *course)
{
	const struct scene_input *input = drawing->input;
	struct arena *arena = drawing->scene->arena;
	struct members_stretch out = {0, course->line.count};
	if (!input->spec->member_areas)
		return out;
	const struct member_areas areas = joined_areas(input, arena);
	double share = 2;
	for (out.first = 0; out.first + 1 < course->line.count; out.first++) {
		const struct page_point *at = &course->line.points[out.first];
		if ((share = entrance(&areas, at[0], at[1])) <= 1)
			break;
	}
	if (share > 1) /* it meets no member */
		return (struct members_stretch){course->line.count, 0};
	if (share > 0) {
		const struct page_point *at = &course->line.points[out.first];
		insert(arena, course, out.first++, between(at[0], at[1], share));
	}
	for (out.last = course->line.count - 1; out.last > out.first; out.last--) {
		const struct page_point *at = &course->line.points[out.last];
		share = entrance(&areas, at[0], at[-1]);
		if (share > 0 && share <= 1)
			insert(arena, course, out.last - 1, between(at[0], at[-1], share));
		if (share <= 1)
			break;
	}
	return out;
}
