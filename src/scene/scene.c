/* Scene: walks the layers from the bottom and hands each to its style.
 * In: the spec, the datasets, a view. Out: styled marks, label requests, obstacles, legend entries. */
#include "scene/scene.h"

#include "scene/classes.h"
#include "scene/member_records.h"
#include "scene/project.h"
#include "scene/route_course.h"
#include "spec/theme_judge.h"

#include <math.h>
#include <string.h>

/* Points of a layer from which on cairo's fast antialiasing does: measured on coasts of 26,000 points and more, on
 * which it spoils fewer pixels than MapServer's drawing does. */
#define CROWDED_POINTS 20000
#define GLOBE_COST     60 /* per 10 points */

const struct layer_style *scene_style_find(const struct kind *kind)
{
	return (const struct layer_style *)kind;
}

struct label_request *scene_request(struct scene *scene)
{
	scene->requests = arena_grow(scene->arena, scene->requests, scene->request_count, &scene->request_capacity,
	                             sizeof *scene->requests);
	struct label_request *request = &scene->requests[scene->request_count++];
	*request = (struct label_request){0};
	return request;
}

struct legend_entry *scene_legend(struct scene *scene)
{
	scene->legend = arena_grow(scene->arena, scene->legend, scene->legend_count, &scene->legend_capacity,
	                           sizeof *scene->legend);
	struct legend_entry *entry = &scene->legend[scene->legend_count++];
	*entry = (struct legend_entry){0};
	return entry;
}

struct legend_entry *scene_layer_entry(const struct layer_drawing *drawing, const char *end)
{
	const struct layer_spec *layer = drawing->layer;
	struct legend_entry *entry = scene_legend(drawing->scene);
	*entry = (struct legend_entry){.id = layer->id, .text = layer->title, .input = drawing->input, .layer = layer};
	if (layer->whole)
		entry->id = arena_printf(drawing->scene->arena, "%s-class-%zu", entry->id, layer->number);
	if (end)
		entry->id = arena_printf(drawing->scene->arena, "%s-%s", entry->id, end);
	return entry;
}

void scene_layer_legend(const struct layer_drawing *drawing,
                        void (*draw)(struct arena *, struct group *, const struct legend_entry *, struct box))
{
	if (drawing->layer->title.count)
		scene_layer_entry(drawing, NULL)->draw = draw;
}

void scene_layer_heading(const struct layer_drawing *drawing)
{
	if (drawing->layer->title.count)
		scene_layer_entry(drawing, NULL)->is_heading = true;
}

void scene_stroke_lines(struct arena *arena, struct group *group, const struct polylines *lines, struct stroke stroke)
{
	group_path(arena, group, polylines_path(arena, lines, false))->stroke = stroke;
}

static void add_backdrop(struct scene *scene, struct label_backdrop backdrop)
{
	if (!backdrop.ring_count)
		return;
	scene->backdrops = arena_grow(scene->arena, scene->backdrops, scene->backdrop_count, &scene->backdrop_capacity,
	                              sizeof *scene->backdrops);
	scene->backdrops[scene->backdrop_count++] = backdrop;
}

unsigned scene_land(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct map_spec *spec = drawing->input->spec;
	const struct data_spec *data = drawing->layer->data;
	struct hash_table *lands = &drawing->scene->lands;
	const struct member_spec *member = scene_member_of(spec, data, drawing->dataset, feature);
	const char *key = member      ? member->key
	                  : data->key ? feature_key(drawing->dataset, feature, data->key, drawing->scene->arena)
	                              : NULL;
	if (!key || !*key)
		return LAND_COVERED;
	if (data == spec->member_points && spec->member_areas)
		data = spec->member_areas;
	unsigned *land = hash_table_add(lands, hash_join(hash_text(data->id), hash_text(key)), NULL);
	if (*land == 0)
		*land = lands->count <= LAND_LAST - LAND_FIRST ? LAND_FIRST + (unsigned)lands->count - 1 : LAND_COVERED;
	return *land;
}

void scene_backdrop(struct scene *scene, const struct polylines *rings, struct colour fill, unsigned land)
{
	if (fill.opacity == 1)
		add_backdrop(scene, (struct label_backdrop){rings->items, rings->count, fill, false, land});
}

void scene_tint(struct scene *scene, const struct polylines *rings, struct colour fill)
{
	if (fill.opacity > 0 && fill.opacity < 1)
		add_backdrop(scene, (struct label_backdrop){rings->items, rings->count, fill, false, LAND_AS_BELOW});
}

void scene_hatched_backdrop(struct scene *scene, const struct polylines *rings)
{
	add_backdrop(scene,
	             (struct label_backdrop){.rings = rings->items, .ring_count = rings->count, .hatched = true});
}

struct colour scene_colour(const struct scene_input *input, const char *name)
{
	struct colour colour;
	if (!name || !theme_colour(input->theme, name, &colour))
		BUG("a colour that the spec has not checked");
	return colour;
}

const struct dataset *scene_dataset(const struct scene_input *input, const struct data_spec *data)
{
	return &input->datasets[data - input->spec->data];
}

const struct dataset *scene_dataset_of(const struct scene_input *input, const struct data_spec *data,
                                       enum geometry_type type)
{
	return dataset_of_type(scene_dataset(input, data), type);
}

const struct dataset *scene_layer_dataset(const struct map_spec *spec, const struct dataset *datasets,
                                          const struct layer_spec *layer)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	const struct dataset *dataset = layer->data ? &datasets[layer->data - spec->data] : NULL;
	bool has_own = dataset && (!style->any_geometry || dataset_has(dataset, style->geometry));
	return dataset ? dataset_of_type(dataset, has_own ? style->geometry : GEOMETRY_POLYGONS) : NULL;
}

/* Whether the layer and the one drawn next are of the same kind and cased. */
static bool joins_next(const struct scene_input *input, size_t layer)
{
	const struct kind *kind = input->layers[layer]->kind;
	return layer + 1 < input->layer_count && input->layers[layer + 1]->kind == kind &&
	       scene_style_find(kind)->cased;
}

/* Reports call obstacles by name; one without a name of its own has its layer's. */
static void name_obstacles(const struct scene_input *input, const struct layer_spec *layer, size_t first,
                           struct scene *scene)
{
	const char *title = localized_any(&layer->title, input->languages[0]);
	for (size_t i = first; i < scene->obstacles.count; i++)
		if (!scene->obstacles.items[i].name)
			scene->obstacles.items[i].name = *title ? title : layer->id;
}

static void judge_layer(const struct map_spec *spec, const struct layer_spec *layer, size_t version, bool all_eyes,
                        struct diag *diag)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	if (style->judge)
		style->judge(spec, layer, version, diag);
	if (layer->class_count)
		theme_judge_layer(spec->theme, layer, all_eyes, diag);
}

/* The layer's text above those of its classes that are in the legend; without any, nothing. */
static void add_heading(const struct layer_drawing *whole)
{
	const struct scene *scene = whole->scene;
	for (size_t i = 0; i < scene->legend_count; i++)
		if (scene->legend[i].layer->whole == whole->layer) {
			scene_layer_heading(whole);
			return;
		}
}

static void build_look(const struct layer_drawing *drawing)
{
	struct scene *scene = drawing->scene;
	size_t obstacles = scene->obstacles.count;
	if (!scene_shows_at(drawing->layer, scene_scale(drawing->input)))
		return;
	scene_style_find(drawing->layer->kind)->build(drawing);
	drawing->group->crowded = group_points(drawing->group) >= CROWDED_POINTS;
	name_obstacles(drawing->input, drawing->layer, obstacles, scene);
}

/* The last class lies below, as in the legend. */
static void build_classes(const struct layer_drawing *drawing)
{
	struct arena *arena = drawing->scene->arena;
	const char *id = drawing->group->id;
	for (size_t i = drawing->layer->class_count; i > 0; i--) {
		struct layer_drawing own = scene_class_drawing(drawing, i);
		own.group = group_add(arena, drawing->group, arena_printf(arena, "%s-class-%zu", id, i),
		                      arena_printf(arena, "class class-%zu", i));
		build_look(&own);
		if (!own.group->mark_count)
			drawing->group->mark_count--; /* it was added last */
	}
	add_heading(drawing);
}

/* Where roads of neighbouring layers meet, no casing may cut the other's line: the casings of all go into a group below
 * the first of them. Gives the layer's group; NULL: it is none of the map file. */
static struct group *build_layer(const struct scene_input *input, size_t index, struct scene *scene)
{
	const struct layer_spec *layer = input->layers[index];
	bool joins = joins_next(input, index);
	bool is_cased = scene_style_find(layer->kind)->cased;
	size_t rows = scene->legend_count;
	if ((joins || (is_cased && layer->class_count)) && !scene->casings) {
		scene->casings = group_add(
		        scene->arena, scene->layers,
		        arena_printf(scene->arena, "%s-casings", page_id_from(scene->arena, layer->id)), "casings");
		scene->casings->hidden_from_readers = true;
	}
	struct layer_drawing drawing = {input, layer, scene_layer_dataset(input->spec, input->datasets, layer),
	                                scene->layers, scene};
	if (!layer->id) { /* of a frame that the sheet adds */
		scene_style_find(layer->kind)->build(&drawing);
		return NULL;
	}
	drawing.group = group_add(scene->arena, scene->layers, page_id_from(scene->arena, layer->id),
	                          arena_printf(scene->arena, "layer %s", layer->kind->name));
	drawing.group->passes_pointer = scene_style_find(layer->kind)->geometry == GEOMETRY_LINES;
	judge_layer(input->spec, layer, input->version, false, input->diag);
	if (layer->class_count)
		build_classes(&drawing);
	else
		build_look(&drawing);
	if (layer->is_unlisted)
		scene->legend_count = rows;
	if (!joins)
		scene->casings = NULL;
	return drawing.group;
}

static bool has_marks(const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_TEXT || (mark->type == MARK_SYMBOLS && mark->symbols->count) ||
		    (mark->type == MARK_PATH && !path_is_empty(&mark->path->path)) ||
		    (mark->type == MARK_GROUP && has_marks(mark->group)))
			return true;
	}
	return false;
}

/* Builds it, and remembers what came of it. */
static void trace_layer(const struct scene_input *input, size_t index, struct scene *scene)
{
	struct layer_trace *trace = &scene->traces[index];
	size_t requests = scene->request_count, shields = scene->shield_count;
	trace->backdrops = scene->backdrop_count;
	if (!input->layers[index]->is_context || scene_layer_shows_at(input->layers[index], scene_scale(input)))
		trace->group = build_layer(input, index, scene);
	trace->backdrops_end = scene->backdrop_count;
	trace->names = scene->request_count > requests || scene->shield_count > shields;
	trace->shows = trace->names || (trace->group && has_marks(trace->group));
}

static void expect_legend(const struct layer_drawing *drawing)
{
	const struct layer_style *style = scene_style_find(drawing->layer->kind);
	if (style->legend)
		style->legend(drawing);
	else
		scene_layer_legend(drawing, NULL);
}

const struct legend_entry *scene_expected_legend(struct arena *arena, const struct scene_input *input, size_t *count)
{
	struct scene scene = {.arena = arena};
	for (size_t i = 0; i < input->layer_count; i++) {
		const struct layer_spec *layer = input->layers[i];
		const struct layer_drawing drawing = {.input = input, .layer = layer, .scene = &scene};
		if (layer->is_unlisted)
			continue;
		for (size_t k = layer->class_count; k > 0; k--) {
			const struct layer_drawing own = scene_class_drawing(&drawing, k);
			expect_legend(&own);
		}
		if (layer->class_count)
			add_heading(&drawing);
		else
			expect_legend(&drawing);
	}
	struct legend_entry *entries = ARENA_ARRAY(arena, scene.legend_count + 1, struct legend_entry);
	*count = 0;
	for (size_t i = 0; i < scene.legend_count; i++)
		scene_legend_add(entries, count, &scene.legend[i]);
	return entries;
}

void scene_judge(const struct map_spec *spec, size_t version, struct diag *diag)
{
	for (size_t i = 0; i < spec->layer_count; i++)
		if (map_spec_layer_shown(spec, i, version))
			judge_layer(spec, &spec->layers[i], version, true, diag);
}

static bool has_name(const struct label_request *request, const char *name)
{
	for (size_t i = 0; i < request->name_count; i++)
		if (!strcmp(request->names[i], name))
			return true;
	return false;
}

static bool is_meant(const struct label_pin *pin, const struct label_request *request)
{
	bool layer = !pin->layer || (request->class_name && !strcmp(pin->layer->id, request->class_name));
	return layer && has_name(request, pin->name);
}

/* Whether a pin that no name asks for is to be told of: the names of context are not known before they are drawn. Other
 * frames show a part of the map, or what other versions have. */
static bool misses_names(const struct scene_input *input, const struct label_pin *pin)
{
	bool has_context = false;
	for (size_t i = 0; i < input->layer_count; i++)
		has_context |= input->layers[i]->is_context &&
		               input->layers[i] == map_spec_layer(input->spec, input->layers[i]->id);
	return has_context && !input->is_part && !input->is_series && pin->versions.count == 0;
}

/* Hands the author's pins to the requests of their names. A pin whose name several labels have, without a layer,
 * moves them all, which is seldom meant: that is reported. */
static void apply_pins(const struct scene_input *input, struct scene *scene)
{
	const char *version = input->spec->versions[input->version].name;
	for (size_t p = 0; p < input->spec->pin_count; p++) {
		const struct label_pin *pin = &input->spec->pins[p];
		const char *first = NULL, *second = NULL;
		for (size_t i = 0; map_spec_applies(&pin->versions, version) && i < scene->request_count; i++) {
			struct label_request *request = &scene->requests[i];
			if (!is_meant(pin, request) || !map_spec_layer(input->spec, request->class_name))
				continue;
			request->pin = pin;
			if (request->kind == LABEL_LINE && !isnan(pin->near.lon))
				request->anchor = view_forward_one(input->view, pin->near);
			*(first ? &second : &first) = request->class_name;
		}
		if (!first && misses_names(input, pin))
			diag_note(input->diag, UNKNOWN_NAME, pin->place, "look how the map writes it",
			          "labels: nothing on the map has the name '%s'", pin->name);
		if (second && !pin->hide && !pin->layer && strcmp(first, second) != 0)
			diag_warning(input->diag, PIN_CONFLICT, pin->place, "add layer: to the one that is meant",
			             "several labels have the name '%s', in the layers '%s' and '%s': all are pinned",
			             pin->name, first, second);
	}
}

/* Whether `other` has the title of `request`, near enough and with more weight, or comes first with the same. */
static bool repeats(const struct label_request *other, const struct label_request *request)
{
	double distance = hypot(other->anchor.x - request->anchor.x, other->anchor.y - request->anchor.y);
	return other->kind == LABEL_POINT && distance <= request->once && !strcmp(other->title, request->title) &&
	       (other->weight > request->weight || (other->weight == request->weight && other < request));
}

/* Takes out the names that layers want no more than once. */
static void drop_repeated(struct scene *scene)
{
	size_t count = scene->request_count;
	struct arena *arena = scene->arena;
	struct hash_table last; /* by title: number of the last request, from 1 */
	size_t *before = ARENA_ARRAY(arena, count + 1, size_t);
	bool *redundant = ARENA_ARRAY(arena, count + 1, bool);
	hash_table_init(&last, arena, sizeof(size_t));
	for (size_t i = 0; i < count; i++) {
		size_t *head = hash_table_add(&last, hash_text(scene->requests[i].title), NULL);
		before[i] = *head;
		*head = i + 1;
	}
	for (size_t i = 0; i < count; i++) {
		const struct label_request *request = &scene->requests[i];
		size_t k = request->once > 0 && !request->pin
		                   ? *(size_t *)hash_table_find(&last, hash_text(request->title))
		                   : 0;
		for (; k && !redundant[i]; k = before[k - 1])
			redundant[i] = repeats(&scene->requests[k - 1], request);
	}
	scene->request_count = 0;
	for (size_t i = 0; i < count; i++)
		if (!redundant[i])
			scene->requests[scene->request_count++] = scene->requests[i];
}

static bool wants_names_once(const struct scene *scene)
{
	for (size_t i = 0; i < scene->request_count; i++)
		if (scene->requests[i].once > 0)
			return true;
	return false;
}

/* Names and furniture stand beside the globe's edge, not across it. */
static void add_globe_edge(struct scene *scene)
{
	struct polylines edge = {0};
	for (size_t i = 0; i < scene->globe.count; i++)
		polylines_add(scene->arena, &edge, polyline_closed(scene->arena, scene->globe.items[i]));
	obstacles_add_lines(&scene->obstacles, OBSTACLE_EDGE, &edge, 0.5, GLOBE_COST);
}

bool scene_build(struct arena *arena, const struct scene_input *input, struct scene *out)
{
	*out = (struct scene){.arena = arena, .layers = ARENA_NEW(arena, struct group), .obstacles = {.arena = arena}};
	size_t errors = input->diag->errors;
	out->traces = ARENA_ARRAY(arena, input->layer_count + 1, struct layer_trace);
	hash_table_init(&out->lands, arena, sizeof(unsigned));
	hash_table_init(&out->stops, arena, sizeof(struct route_stop));
	struct polylines land = box_ring(arena, view_frame(input->view)); /* under all layers */
	out->globe = scene_globe(input->view, arena);
	if (out->globe.count) {
		scene_backdrop(out, &land, input->theme->colour[COLOUR_PAGE], LAND_AS_BELOW);
		land = out->globe;
		add_globe_edge(out);
	}
	scene_backdrop(out, &land, scene_ground(input, &out->globe), LAND_AS_BELOW);
	for (size_t i = 0; i < input->layer_count; i++) {
		profile_tell(input->profile, input->layers[i]->id, i + 1, input->layer_count);
		trace_layer(input, i, out);
	}
	profile_tell(input->profile, NULL, 0, 0);
	apply_pins(input, out);
	if (wants_names_once(out))
		drop_repeated(out);
	return input->diag->errors == errors;
}
