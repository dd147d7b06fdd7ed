/* Areas that share borders. In: features of a layer. Out: rings, and a mark below them.
 * Why so: a layer of unknown size is drawn feature by feature, but borders can only be kept common by who knows all
 * areas. Where neighbours share points, up to MOST_POINTS are read before the first area is drawn; land of islands, and
 * what has more points, is simplified area by area, which takes a quarter of the time. */
#include "scene/area_mesh.h"

#include "base/hash_table.h"
#include "geometry/mesh.h"
#include "scene/project.h"

#include <string.h>

#define MOST_POINTS 1000000
#define COVERING    0.3 /* points */

/* The points of features looked at so far, to find one that two of them have. */
struct point_sample {
	struct hash_table features; /* number of the feature, by the point */
	uint64_t mask;              /* only points whose hash has none of these bits; widens as the table fills */
	size_t looked;              /* points looked at, in the sample or not */
};
enum { SAMPLE_FULL = 8192, SAMPLE_MASK = 15, SAMPLE_MOST = 200000 };

static uint64_t mixed(struct stored_point point)
{
	uint64_t lon, lat;
	memcpy(&lon, &point.lon, sizeof lon);
	memcpy(&lat, &point.lat, sizeof lat);
	uint64_t mix = lon * 0x9E3779B97F4A7C15 ^ (lat + 0x7F4A7C159E3779B9) * 0xC2B2AE3D27D4EB4F;
	return (mix ^ mix >> 29) * 0x94D049BB133111EB;
}

/* Adds the feature's points; true if one of them is another feature's. */
static bool sample_feature(struct point_sample *sample, const struct dataset *dataset, const struct feature *feature,
                           size_t number)
{
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t got;
		for (size_t done = 0; done < feature_part(feature, i).count; done += got) {
			const struct stored_point *points =
			        dataset_points(dataset, feature_part(feature, i), done, &got);
			if (!points)
				return false;
			sample->looked += got;
			for (size_t k = 0; k < got; k++) {
				uint64_t mix = mixed(points[k]);
				if (mix >> 40 & sample->mask)
					continue;
				bool is_new;
				size_t *owner = hash_table_add(&sample->features, (struct hash){mix, 0}, &is_new);
				if (is_new)
					*owner = number;
				else if (*owner != number)
					return true;
				sample->mask = sample->features.count > SAMPLE_FULL ? SAMPLE_MASK : 0;
			}
		}
	}
	return false;
}

/* Whether any two of the features share a point, as neighbours do; looked for among the first SAMPLE_MOST points. */
static bool has_neighbours(const struct scene_input *input, const struct dataset *dataset,
                           const struct expression *where)
{
	struct arena arena;
	struct point_sample sample = {.mask = 0};
	struct visible_features visible;
	bool found = false;
	size_t number = 0;
	arena_init(&arena);
	hash_table_init(&sample.features, &arena, sizeof(size_t));
	visible_features_begin(input, dataset, &visible);
	for (const struct feature *feature;
	     !found && sample.looked <= SAMPLE_MOST && (feature = visible_features_next(&visible)); number++)
		found = feature_matches(dataset, feature, where) && sample_feature(&sample, dataset, feature, number);
	visible_features_end(&visible);
	arena_clear(&arena);
	return found;
}

static size_t points_of(const struct polylines *rings)
{
	size_t count = 0;
	for (size_t i = 0; i < rings->count; i++)
		count += rings->items[i].count;
	return count;
}

/* Adds the rings of all features that `input` shows with all their points; false if there are too many. */
static bool read_areas(const struct scene_input *input, const struct dataset *dataset, const struct expression *where,
                       bool keeps_tiny, struct arena *arena, struct area_mesh *out)
{
	size_t capacity = 0, points = 0;
	struct scene_input exact = *input;
	struct visible_features visible;
	exact.detail = 0;
	visible_features_begin(input, dataset, &visible);
	visible.keeps_tiny = keeps_tiny;
	for (const struct feature *feature; points <= MOST_POINTS && (feature = visible_features_next(&visible));) {
		struct polylines rings = {0};
		if (!feature_matches(dataset, feature, where))
			continue;
		scene_project_rings(&exact, arena, dataset, feature, &rings);
		points += points_of(&rings);
		out->areas = arena_grow(arena, out->areas, out->count, &capacity, sizeof *out->areas);
		out->areas[out->count++] = rings;
	}
	visible_features_end(&visible);
	return points <= MOST_POINTS && out->count > 1;
}

void area_mesh_read(const struct layer_drawing *drawing, const struct expression *where, bool keeps_tiny,
                    struct arena *arena, struct area_mesh *out)
{
	const struct dataset *dataset = drawing->dataset;
	struct diag unheard;
	struct scene_input input = *drawing->input;
	*out = (struct area_mesh){0};
	diag_init(&unheard);
	input.diag = &unheard;
	out->is_read = has_neighbours(&input, dataset, where);
	diag_clear(&unheard);
	out->is_read = out->is_read && read_areas(&input, dataset, where, keeps_tiny, arena, out);
	if (out->is_read)
		geometry_simplify_mesh(arena, out->areas, out->count, drawing->input->detail);
	/* What is not read here is read, and told, area by area. */
	for (size_t i = 0; out->is_read && i < unheard.count; i++)
		diag_repeat(drawing->input->diag, &unheard.entries[i], unheard.entries[i].place);
	diag_clear(&unheard);
}

bool area_mesh_is_covered(struct stroke edge)
{
	return edge.colour.opacity == 1 && edge.width >= COVERING;
}

void area_mesh_bed(const struct layer_drawing *drawing, const char *id, const struct polylines *areas, size_t count,
                   struct colour fill)
{
	struct arena *arena = drawing->scene->arena;
	struct polylines rings = {0};
	if (fill.opacity < 1)
		return;
	geometry_unite_mesh(arena, areas, count, &rings);
	if (!rings.count)
		return;
	struct group *bed = group_add(arena, drawing->group, id, "bed");
	bed->hidden_from_readers = true;
	group_path(arena, bed, polylines_path(arena, &rings, true))->fill = fill;
}
