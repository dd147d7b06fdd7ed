/* Joined members on the page.
 * In: the version's members, their areas or points, the view. Out: points of their outlines on the page, and shares of
 * boxes that they cover. Why so: an outline of many points is sampled, since only shares are asked for. */
#include "scene/joined.h"

#include "scene/member_records.h"
#include "scene/places.h"

#include <math.h>

#define SAMPLES     6    /* along each side of a box */
#define MOST_POINTS 2000 /* of an outline */

/* Whether a member that has joined lies there. */
static bool joined_at(const struct scene_input *scene, struct page_point point, struct arena *arena)
{
	const struct map_spec *spec = scene->spec;
	const struct data_spec *areas = spec->member_areas;
	struct lonlat at;
	if (!areas || !view_inverse(scene->view, point, &at))
		return false;
	const struct dataset *dataset = scene_dataset_of(scene, areas, GEOMETRY_POLYGONS);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *area = &dataset->features[i];
		if (!scene_record_contains(dataset, area, at, arena))
			continue;
		const struct member_spec *member = scene_member_of(spec, areas, dataset, area);
		if (member && map_spec_has_joined(spec, (size_t)(member - spec->members), scene->version))
			return true;
	}
	return false;
}

double scene_joined_share(const struct scene_input *input, struct box box)
{
	int hits = 0;
	struct arena scratch;
	arena_init(&scratch);
	for (int i = 0; i < SAMPLES * SAMPLES; i++) {
		double x = (i % SAMPLES + 0.5) / SAMPLES, y = (i / SAMPLES + 0.5) / SAMPLES;
		hits += joined_at(input,
		                  (struct page_point){box.left + x * box_width(box), box.top + y * box_height(box)},
		                  &scratch);
	}
	arena_clear(&scratch);
	return hits / (double)(SAMPLES * SAMPLES);
}

double scene_joined_part(const struct joined_member *joined, struct box box)
{
	size_t inside = 0;
	for (size_t i = 0; i < joined->count; i++)
		inside += box_contains(box, joined->points[i]);
	return joined->count ? inside / (double)joined->count : 0;
}

static void add_points(const struct scene_input *input, struct arena *arena, struct joined_member *joined)
{
	struct arena scratch;
	arena_init(&scratch);
	struct places places = {.arena = &scratch};
	scene_places_add_member(&places, input->spec, input->datasets, joined->member);
	size_t step = places.count / MOST_POINTS + 1;
	joined->points = ARENA_ARRAY(arena, places.count / step + 1, struct page_point);
	for (size_t i = 0; i < places.count; i += step) {
		struct page_point point = view_forward_one(input->view, places.points[i]);
		if (isfinite(point.x) && isfinite(point.y) && box_contains(view_frame(input->view), point))
			joined->points[joined->count++] = point;
	}
	arena_clear(&scratch);
}

struct joined_member *scene_joined(struct arena *arena, const struct scene_input *input, size_t *count)
{
	const struct map_spec *spec = input->spec;
	struct joined_member *all = ARENA_ARRAY(arena, spec->member_count + 1, struct joined_member);
	*count = 0;
	for (size_t i = 0; i < spec->member_count; i++) {
		if (!map_spec_has_joined(spec, i, input->version))
			continue;
		all[*count] = (struct joined_member){.member = &spec->members[i]};
		add_points(input, arena, &all[(*count)++]);
	}
	return all;
}
