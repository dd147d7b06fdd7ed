/* Joined members on the page.
 * In: the version's members, their areas or points, the view. Out: points of their outlines on the page, and shares of
 * boxes that they cover. Why so: an outline of many points is sampled, since only shares are asked for. */
#include "scene/joined.h"

#include "scene/places.h"

#include <math.h>

#define SAMPLES     6    /* along each side of a box */
#define MOST_POINTS 2000 /* of an outline */

static bool ring_contains(const struct lonlat *ring, size_t count, struct lonlat at)
{
	bool inside = false;
	for (size_t i = 0, k = count - 1; i < count; k = i++)
		if ((ring[i].lat > at.lat) != (ring[k].lat > at.lat) &&
		    at.lon < ring[i].lon +
		                     (ring[k].lon - ring[i].lon) * (at.lat - ring[i].lat) / (ring[k].lat - ring[i].lat))
			inside = !inside;
	return inside;
}

static bool feature_contains(const struct dataset *dataset, const struct feature *feature, struct lonlat at,
                             struct arena *arena)
{
	bool inside = false;
	if (!lonlat_box_holds(feature->bounds, (struct lonlat_box){at.lon, at.lat, at.lon, at.lat}))
		return false;
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, &feature->parts[i], arena, &count);
		inside ^= count > 2 && ring_contains(points, count, at);
	}
	return inside;
}

/* Whether a member that has joined lies there. */
static bool joined_at(const struct scene_input *scene, struct page_point point, struct arena *arena)
{
	const struct map_spec *spec = scene->spec;
	const struct data_spec *areas = spec->member_areas;
	struct lonlat at;
	if (!areas || !view_inverse(scene->view, point, &at))
		return false;
	const struct dataset *dataset = scene_dataset(scene, areas);
	for (size_t i = 0; i < spec->member_count; i++) {
		const struct feature *area = map_spec_has_joined(spec, i, scene->version)
		                                     ? dataset_find(dataset, areas->key, spec->members[i].key)
		                                     : NULL;
		if (area && feature_contains(dataset, area, at, arena))
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
