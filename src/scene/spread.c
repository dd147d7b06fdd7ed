/* Spread. In: points of a layer on the page, with weights. Out: which of them are left out.
 * Why so: towns that are chosen by their population alone crowd where a country is populous and leave the rest empty;
 * a distance on paper fills every sheet alike, whatever its scale. */
#include "scene/spread.h"

#include "data/place_key.h"
#include "scene/names.h"
#include "scene/project.h"
#include "scene/styles.h"

#include <math.h>
#include <stdlib.h>

#define SAME_NAME  24.0 /* points: sources place a town's middle so far from each other */
#define SAME_PLACE 0.25 /* points: of one source, whatever its names are */
#define TOUCHING   4.0  /* points between two symbols that the eye takes for one */

static int compare_weights(const void *a, const void *b)
{
	const struct found_point *const *one = a, *const *other = b;
	double difference = (*other)->weight - (*one)->weight;
	return difference > 0 ? 1 : difference < 0 ? -1 : (*one > *other) - (*one < *other);
}

static bool is_near(const struct page_points *points, struct page_point at, double distance)
{
	for (size_t i = 0; i < points->count; i++) {
		double x = points->items[i].x - at.x, y = points->items[i].y - at.y;
		if (x * x + y * y < distance * distance)
			return true;
	}
	return false;
}

static void add_point(struct arena *arena, struct page_points *points, struct page_point at)
{
	points->items = arena_grow(arena, points->items, points->count, &points->capacity, sizeof *points->items);
	points->items[points->count++] = at;
}

static bool share_name(const struct named_feature *other, const struct names *names)
{
	for (size_t k = 0; k < other->name_count; k++)
		if (scene_names_look_alike(names->all, names->all_count, other->names[k]))
			return true;
	return false;
}

/* Whether the author's name stands in the other: "Delhi" in New Delhi. */
static bool stands_in(const struct named_feature *other, const struct names *names)
{
	for (size_t k = 0; k < other->name_count; k++)
		for (size_t i = 0; i < names->all_count; i++)
			if (data_place_name_within(other->names[k], names->all[i]))
				return true;
	return false;
}

/* Whether the layer gives way to what the author names there. */
static bool gives_way(const struct layer_spec *layer, const struct named_feature *other)
{
	return layer->is_context && (layer->is_base || !other->is_context);
}

/* Whether what stands there is the author's already. */
static bool is_kept_clear(const struct layer_drawing *drawing, const struct found_point *point)
{
	const struct named_features *authors = &drawing->scene->authors;
	struct names names = {0};
	for (size_t i = 0; drawing->layer->is_context && i < authors->count; i++) {
		const struct named_feature *other = &authors->items[i];
		double away =
		        other->is_area ? INFINITY : hypot(other->at.x - point->centre.x, other->at.y - point->centre.y);
		bool touch = away < other->radius + point->radius + TOUCHING;
		if (!gives_way(drawing->layer, other) || (!touch && away > SAME_NAME))
			continue;
		if (touch && (point->gives_way || away < SAME_PLACE))
			return true;
		if (!names.all_count)
			names = scene_label_names(drawing, &point->feature);
		if (share_name(other, &names) || (touch && stands_in(other, &names)))
			return true;
	}
	return false;
}

static void keep_clear(const struct layer_drawing *drawing)
{
	const struct dataset *dataset = drawing->dataset;
	struct scene *scene = drawing->scene;
	struct named_features *authors = &scene->authors;
	const struct layer_style *style = scene_style_find(drawing->layer->kind);
	struct visible_features visible;
	visible_features_begin(drawing->input, dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));) {
		if (!feature->part_count || !feature_matches(dataset, feature, map_spec_filter(drawing->layer)))
			continue;
		const struct names names = scene_label_names(drawing, feature);
		const char **all = ARENA_ARRAY(scene->arena, names.all_count + 1, const char *);
		for (size_t i = 0; i < names.all_count; i++)
			all[i] = names.all[i];
		struct named_feature named = {
		        .is_area = feature->type == GEOMETRY_POLYGONS,
		        .is_context = drawing->layer->is_context,
		        .radius = style->radius ? style->radius(drawing->layer) : 0,
		        .box = feature_box(dataset, feature),
		        .names = all,
		        .name_count = names.all_count,
		};
		if (!named.is_area)
			named.at = view_forward_one(drawing->input->view,
			                            dataset_first_point(dataset, feature_part(feature, 0)));
		authors->items = arena_grow(scene->arena, authors->items, authors->count, &authors->capacity,
		                            sizeof *authors->items);
		authors->items[authors->count++] = named;
	}
	visible_features_end(&visible);
}

/* Collects the points and areas that the author's layers name. */
static void find_authors(const struct scene_input *input, struct scene *scene)
{
	if (scene->authors.is_known)
		return;
	scene->authors.is_known = true;
	for (size_t i = 0; i < input->layer_count; i++) {
		const struct layer_spec *layer = input->layers[i];
		bool are_areas = scene_style_find(layer->kind)->geometry == GEOMETRY_POLYGONS;
		if (layer->is_base || !layer->data || !(are_areas || layer->kind == &marker_style.kind) ||
		    !scene_label_is_asked(layer))
			continue;
		keep_clear(&(struct layer_drawing){
		        .input = input,
		        .layer = layer,
		        .dataset = scene_layer_dataset(input->spec, input->datasets, layer),
		        .scene = scene,
		});
	}
}

bool scene_is_named_already(const struct layer_drawing *drawing, const struct names *names, struct lonlat at)
{
	const struct named_features *authors = &drawing->scene->authors;
	if (drawing->layer->is_context)
		find_authors(drawing->input, drawing->scene);
	for (size_t i = 0; drawing->layer->is_context && i < authors->count; i++) {
		const struct named_feature *other = &authors->items[i];
		bool is_there = other->is_area && at.lon >= other->box.west && at.lon <= other->box.east &&
		                at.lat >= other->box.south && at.lat <= other->box.north;
		if (is_there && gives_way(drawing->layer, other) && share_name(other, names))
			return true;
	}
	return false;
}

size_t scene_spread(const struct layer_drawing *drawing, struct found_point *points, size_t count, double distance)
{
	struct scene *scene = drawing->scene;
	struct found_point **order = ARENA_ARRAY(scene->arena, count + 1, struct found_point *);
	size_t left_out = 0;
	if (drawing->layer->is_context)
		find_authors(drawing->input, scene);
	for (size_t i = 0; i < count; i++)
		order[i] = &points[i];
	qsort(order, count, sizeof *order, compare_weights);
	for (size_t i = 0; i < count; i++) {
		struct page_point at = order[i]->centre;
		order[i]->is_left_out =
		        !order[i]->stays && (is_near(&scene->spread, at, distance) || is_kept_clear(drawing, order[i]));
		left_out += order[i]->is_left_out;
		if (!order[i]->is_left_out)
			add_point(scene->arena, &scene->spread, at);
	}
	return left_out;
}
