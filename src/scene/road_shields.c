/* Shields of roads. In: the roads of a layer, what their shields read. Out: a request for all roads, or one for each
 * number, whose roads are projected again: on the map they may be parts of longer lines. */
#include "scene/road_shields.h"

#include "base/hash_table.h"
#include "base/utf8.h"
#include "scene/names.h"
#include "scene/shield.h"

/* A number, and its own number among those of the layer, from 1. */
struct road_number {
	const char *text;
	size_t index;
};

static void request(const struct layer_drawing *drawing, const struct road_shields *shields,
                    const struct polylines *lines, const char *text, bool is_one_of_many)
{
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	struct arena *arena = scene->arena;
	const char *id = is_one_of_many ? arena_printf(arena, "%s-%s", layer->id, text) : layer->id;
	scene->shields =
	        arena_grow(arena, scene->shields, scene->shield_count, &scene->shield_capacity, sizeof *scene->shields);
	scene->shields[scene->shield_count++] =
	        (struct shield_request){.text = text,
	                                .style = theme_shield(drawing->input->theme, shields->style),
	                                .id = page_id_from(arena, id),
	                                .lines = *lines,
	                                .every = shields->every,
	                                .is_one_of_many = is_one_of_many,
	                                .place = layer->place};
}

/* The index of each feature's number; 0: it has none, or is not of the layer. */
static size_t *index_roads(const struct layer_drawing *drawing, const struct road_shields *shields,
                           struct hash_table *numbers)
{
	const struct dataset *dataset = drawing->dataset;
	struct arena *arena = drawing->scene->arena;
	size_t *indexes = ARENA_ARRAY(arena, dataset->feature_count + 1, size_t);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!feature_matches(dataset, feature, shields->route->where))
			continue;
		const char *text = feature_text(dataset, feature, shields->text->entries[0].text, arena);
		if (base_utf8_is_blank(text))
			continue;
		struct road_number *number = hash_table_add(numbers, hash_text(text), NULL);
		if (!number->index)
			*number = (struct road_number){text, numbers->count};
		indexes[i] = number->index;
	}
	return indexes;
}

static const char *request_for_each(const struct layer_drawing *drawing, const struct road_shields *shields)
{
	struct arena *arena = drawing->scene->arena;
	struct hash_table numbers;
	const char *first = NULL;
	hash_table_init(&numbers, arena, sizeof(struct road_number));
	struct route_choice choice = {.numbers = index_roads(drawing, shields, &numbers)};
	for (size_t i = 0; i < numbers.count; i++) {
		const struct road_number *number = hash_table_value(&numbers, i);
		struct polylines lines = {0};
		choice.number = number->index;
		scene_route_project(drawing->input, drawing->dataset, shields->route, &choice, 0, arena, &lines);
		if (!lines.count)
			continue;
		request(drawing, shields, &lines, number->text, true);
		first = first ? first : number->text;
	}
	return first;
}

const char *scene_road_shields(const struct layer_drawing *drawing, const struct road_shields *shields)
{
	const struct label *text = shields->text;
	if (scene_label_is_made(drawing->dataset, text))
		return request_for_each(drawing, shields);
	request(drawing, shields, &shields->lines, text->written, false);
	return text->written;
}
