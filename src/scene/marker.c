/* Marker style: points with a symbol and a name beside it. Every symbol is an obstacle, named or not. */
#include "base/confined.h"
#include "scene/crowd.h"
#include "scene/member_records.h"
#include "scene/name_key.h"
#include "scene/names.h"
#include "scene/project.h"
#include "scene/route_course.h"
#include "scene/route_legend.h"
#include "scene/spread.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum symbol { SYMBOL_DOT, SYMBOL_RING, SYMBOL_SQUARE, SYMBOL_DIAMOND, SYMBOL_NONE };
enum gives_way { GIVES_WAY_TOUCHING, GIVES_WAY_NAMED };
enum nameless { NAMELESS_KEEP, NAMELESS_DROP };
enum membership { MEMBERS_ALL, MEMBERS_JOINED, MEMBERS_LATER, MEMBERS_OTHERS };

struct marker_options {
	int symbol, membership;
	double size, ring_width;
	const char *fill, *ring;
	const struct expression *where, *except;
	struct label_options label;
	double label_weight;
	struct scale_options scale;
	const char *weight_by;
	bool required;
	int nameless;       /* what becomes of a dot whose name finds no place */
	int gives_way;      /* to the author's points */
	double apart;       /* points between its symbols, at least; 0: any */
	double once;        /* points within which another label of the name is enough */
	const char *opened; /* column of years or dates; "": none */
};

#define FIELD(name) offsetof(struct marker_options, name)
static const struct option options[] = {
        {"symbol", OPTION_CHOICE, FIELD(symbol), "dot", "shape", .choices = "dot|ring|square|diamond|none"},
        {"size", OPTION_LENGTH, FIELD(size), "3.6pt", "diameter", 0, 100, .needs = "symbol"},
        {"fill", OPTION_COLOUR, FIELD(fill), "ink", "colour of the shape", .needs = "symbol"},
        {"ring", OPTION_COLOUR, FIELD(ring), "casing", "colour of its rim", .alias = "edge", .needs = "symbol"},
        {"ring_width", OPTION_LENGTH, FIELD(ring_width), "0.9pt", "width of the rim", 0, 20, .alias = "edge_width",
         .needs = "ring"},
        {"members", OPTION_CHOICE, FIELD(membership), "all",
         "all points, members that have joined, members that will join later (see show_later), or those that are none",
         .choices = "all|joined|later|others"},
        {"where", OPTION_FILTER, FIELD(where), NULL,
         "only features that pass this condition: rank <= 3, or {kind: station}"},
        {"except", OPTION_MATCH, FIELD(except), NULL, "not the features that pass this condition"},
        LABEL_OPTION_ROWS(struct marker_options, label, "no"),
        {"label_weight", OPTION_NUMBER, FIELD(label_weight), "50", "how much a name is worth", 0, 100000,
         .needs = "label"},
        {"weight_by", OPTION_COLUMN, FIELD(weight_by), "", "column, such as population, that makes a name worth more",
         .choices = "numbers", .needs = "label"},
        {"dot_without_label", OPTION_CHOICE, FIELD(nameless), "keep",
         "what becomes of a symbol whose name finds no place", .choices = "keep|drop", .needs = "label"},
        {"required", OPTION_BOOL, FIELD(required), "no", "warn when a name finds no place", .needs = "label"},
        {"label_once", OPTION_LENGTH, FIELD(once), "0",
         "no name where a weightier one with the same text stands within this distance on paper", 0, 1000,
         .needs = "label"},
        {"apart", OPTION_LENGTH, FIELD(apart), "0",
         "least distance on paper between two symbols, of which the weightier stays, and from those of the layers "
         "below",
         0, 1000},
        {"gives_way", OPTION_CHOICE, FIELD(gives_way), "touching",
         "of context, to named points of other layers: where its symbol would all but touch theirs, or only where they "
         "have its name; capitals of the base do the latter",
         .choices = "touching|named"},
        {"opened", OPTION_COLUMN, FIELD(opened), "",
         "column of the year or date of opening: what opens later is drawn as a ring; see as_of"},
        SCALE_OPTION_ROWS(struct marker_options, scale),
};

/* Added to the weight of a name with a symbol: a dot without a name puzzles, a name in a worse place does not. */
#define NAMELESS_COST 12.0
/* Points between the frame and the symbols of context: nobody misses a town that is all but cut off. */
#define CONTEXT_MARGIN 5.0

static void symbol_path(struct path *path, int symbol, struct page_point centre, double radius)
{
	if (symbol == SYMBOL_SQUARE) {
		path_rect(path, box_at(centre, radius * 1.8, radius * 1.8));
	} else if (symbol == SYMBOL_DIAMOND) {
		path_move(path, centre.x, centre.y - radius * 1.2);
		path_line(path, centre.x + radius * 1.2, centre.y);
		path_line(path, centre.x, centre.y + radius * 1.2);
		path_line(path, centre.x - radius * 1.2, centre.y);
		path_close(path);
	} else {
		path_circle(path, centre, radius);
	}
}

static void draw_symbol(const struct scene_input *input, struct arena *arena, const struct marker_options *o,
                        struct page_point centre, struct group *group)
{
	if (o->symbol == SYMBOL_NONE)
		return;
	struct colour fill = scene_colour(input, o->fill), ring = scene_colour(input, o->ring);
	double radius = o->size / 2, rim_width = ring.opacity > 0 ? o->ring_width : 0;
	struct path rim = path_new(arena), body = path_new(arena);
	if (o->symbol == SYMBOL_DOT && ring.opacity >= 1) { /* a stroke as rim: of 100,000 dots, half the paths */
		symbol_path(&body, o->symbol, centre, radius + rim_width / 2);
		struct path_mark *dot = group_path(arena, group, body);
		dot->fill = fill;
		dot->stroke = (struct stroke){.colour = ring, .width = rim_width};
		return;
	}
	symbol_path(&rim, o->symbol, centre, radius + o->ring_width);
	symbol_path(&body, o->symbol, centre, radius);
	if (rim_width > 0)
		group_path(arena, group, rim)->fill = ring;
	struct path_mark *mark = group_path(arena, group, body);
	if (o->symbol == SYMBOL_RING) { /* a light disc with a coloured circle */
		mark->fill = ring;
		mark->stroke = (struct stroke){.colour = fill, .width = o->size * 0.24};
	} else {
		mark->fill = fill;
	}
}

/* The options of what has not opened yet. */
static struct marker_options unopened_options(const struct marker_options *o)
{
	struct marker_options unopened = *o;
	if (o->symbol != SYMBOL_NONE)
		unopened.symbol = SYMBOL_RING;
	return unopened;
}

static bool is_unopened(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct marker_options *o = drawing->layer->options;
	int year = map_spec_as_of(drawing->input->spec, drawing->input->version);
	const char *text = *o->opened ? feature_value(drawing->dataset, feature, o->opened) : NULL;
	int opened = text ? scene_route_year(text) : 0;
	if (opened < 0)
		diag_warning(drawing->input->diag, WRONG_VALUE, drawing->dataset->place,
		             "write a year or a date: 2020 or 2020-06-28", "%s:%zu: column %s holds '%s'",
		             drawing->dataset->file, feature->record, o->opened, base_quotable(text));
	return year && opened > year;
}

/* Where the point stands in the region's story. */
static enum membership feature_membership(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct scene_input *input = drawing->input;
	const struct dataset *dataset = drawing->dataset;
	const char *column = drawing->layer->data->key;
	int key = column ? dataset_column(dataset, column) : -1;
	enum membership membership = MEMBERS_OTHERS;
	for (size_t i = 0; key >= 0 && i < input->spec->member_count; i++) {
		int version = map_spec_joined(input->spec, i);
		if (version < 0 ||
		    !dataset_value_is(dataset, (size_t)key, feature_value_at(dataset, feature, (size_t)key),
		                      scene_member_key(input->spec, drawing->layer->data, &input->spec->members[i])))
			continue;
		if ((size_t)version <= input->version)
			return MEMBERS_JOINED;
		membership = MEMBERS_LATER;
	}
	return membership;
}

static bool is_wanted(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct marker_options *o = drawing->layer->options;
	if (!feature_matches(drawing->dataset, feature, o->where) ||
	    (o->except && feature_matches(drawing->dataset, feature, o->except)))
		return false;
	return o->membership == MEMBERS_ALL || feature_membership(drawing, feature) == (enum membership)o->membership;
}

static double name_weight(const struct marker_options *o, const struct dataset *dataset, const struct feature *feature)
{
	double weight = o->label_weight, value;
	const char *text = *o->weight_by ? feature_value(dataset, feature, o->weight_by) : NULL;
	if (text && dataset_number_parse(dataset, text, &value) && value > 1)
		weight += log10(value) * o->label_weight / 10;
	return weight;
}

/* On a small map a point that is no member is there for its name. */
static bool drops_without_name(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct marker_options *o = drawing->layer->options;
	bool is_small = drawing->input->name_distance > 0 && !o->required;
	return o->nameless == NAMELESS_DROP || (is_small && feature_membership(drawing, feature) != MEMBERS_JOINED);
}

static double symbol_radius(const struct marker_options *o)
{
	return o->symbol == SYMBOL_NONE ? 0 : o->size / 2 + o->ring_width;
}

static double largest_radius(const struct layer_spec *layer)
{
	double radius = symbol_radius(layer->options);
	for (size_t i = 0; i < layer->class_count; i++)
		radius = fmax(radius, symbol_radius(layer->classes[i].options));
	return radius;
}

static void add_name(const struct layer_drawing *drawing, const struct feature *feature, const struct names *names,
                     const struct group *symbol, struct page_point centre)
{
	const struct marker_options *o = drawing->layer->options;
	const struct name_style style = scene_label_style(drawing);
	bool has_symbol = o->symbol != SYMBOL_NONE;
	struct label_request request = {
	        .id = arena_printf(drawing->scene->arena, "label-%s", symbol->id),
	        .owner = symbol->id,
	        .home = drawing->layer->data == drawing->input->spec->member_points ? scene_land(drawing, feature) : 0,
	        .link = symbol->link,
	        .kind = LABEL_POINT,
	        .weight = name_weight(o, drawing->dataset, feature) + (has_symbol ? NAMELESS_COST : 0),
	        .symbol = has_symbol && drops_without_name(drawing, feature) ? symbol : NULL,
	        .required = o->required,
	        .once = o->once,
	        .anchor = centre,
	        .radius = symbol_radius(o),
	};
	scene_request_name(drawing, names, &style, request);
}

static void add_symbol(const struct layer_drawing *drawing, const struct marker_options *look, struct page_point centre,
                       struct group *group, const char *name)
{
	struct scene *scene = drawing->scene;
	double across = look->size + 2 * look->ring_width;
	draw_symbol(drawing->input, scene->arena, look, centre, group);
	if (look->symbol != SYMBOL_NONE)
		obstacles_add_box(&scene->obstacles, OBSTACLE_DOT, box_at(centre, across, across), name);
}

/* `unopened`: what it stands for has not opened yet. */
static void add_point(const struct layer_drawing *drawing, const struct found_point *found, bool unopened)
{
	const struct layer_spec *layer = drawing->layer;
	const struct marker_options *o = layer->options;
	const struct feature *feature = &found->feature;
	struct scene *scene = drawing->scene;
	struct names names = scene_label_names(drawing, feature);
	bool is_named = scene_label_is_asked(layer) && names.first;
	struct group *own =
	        feature_group(drawing, feature, feature_id(scene->arena, layer, drawing->dataset, feature), &names);
	const struct marker_options ring = unopened_options(o), *look = unopened ? &ring : o;
	for (size_t i = 0; i < found->other_count; i++)
		add_symbol(drawing, look, found->others[i], own, names.first);
	add_symbol(drawing, look, found->centre, own, names.first);
	if (o->symbol != SYMBOL_NONE && is_named) {
		struct obstacle *dot = &scene->obstacles.items[scene->obstacles.count - 1];
		dot->is_named = true;
		dot->is_required = o->required;
		dot->is_context = layer->is_context;
	}
	if (is_named)
		add_name(drawing, feature, &names, own, found->centre);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	struct page_point centre = {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
	const struct marker_options *o = entry->layer->options, unopened = unopened_options(o);
	if (o->symbol == SYMBOL_NONE && scene_label_is_asked(entry->layer))
		scene_name_key(arena, parent, entry, box);
	else
		draw_symbol(entry->input, arena, entry->look ? &unopened : o, centre, parent);
}

/* An entry for what has opened, and one for what has not. */
static void add_legend(const struct layer_drawing *drawing, bool any_open, bool any_unopened)
{
	const struct layer_spec *layer = drawing->layer;
	if (any_open)
		scene_layer_legend(drawing, draw_key);
	if (!any_unopened || !layer->title.count)
		return;
	struct legend_entry *entry = scene_layer_entry(drawing, "unopened");
	entry->text = scene_route_unopened_texts(drawing, !any_open);
	entry->draw = draw_key;
	entry->look = true;
}

/* Leaves out points that stand too near to weightier ones; a member never. */
static void spread(const struct layer_drawing *drawing, struct found_point *points, size_t count)
{
	const struct scene_input *input = drawing->input;
	const struct marker_options *o = drawing->layer->options;
	bool thins = input->name_distance > 0 && scene_label_is_asked(drawing->layer);
	if (!thins && o->apart <= 0)
		return;
	for (size_t i = 0; i < count; i++) {
		bool member = feature_membership(drawing, &points[i].feature) == MEMBERS_JOINED;
		points[i].weight = member ? INFINITY : name_weight(o, drawing->dataset, &points[i].feature);
		points[i].stays = member || o->required;
		points[i].radius = symbol_radius(o);
		points[i].gives_way = o->gives_way == GIVES_WAY_TOUCHING;
	}
	size_t left_out = scene_spread(drawing, points, count, fmax(thins ? input->name_distance : 0, o->apart));
	drawing->scene->left_out += drawing->layer->is_context ? 0 : left_out;
}

/* Where the feature stands on the page: a stop of a route above which it is drawn follows the smoothed line; NaN: the
 * line ends before it. */
static struct page_point place_of(const struct layer_drawing *drawing, struct lonlat at)
{
	const struct hash_table *stops = &drawing->scene->stops;
	const struct route_stop *stop =
	        stops->count ? hash_table_find(stops, route_stop_key(drawing->layer->data, at)) : NULL;
	if (stop)
		return stop->is_hidden ? (struct page_point){NAN, NAN} : stop->at;
	return view_forward_one(drawing->input->view, at);
}

/* `inside`: where its centre has to be; the frame cuts a symbol at its edge. */
static void find_point(const struct layer_drawing *drawing, struct box inside, struct lonlat at,
                       const struct feature *feature, struct found_point *found)
{
	struct page_point centre = place_of(drawing, at);
	if (!box_contains(inside, centre))
		return;
	if (!found->is_found) {
		found->is_found = true;
		found->feature = *feature;
		found->centre = centre;
		return;
	}
	found->others = arena_grow(drawing->scene->arena, found->others, found->other_count, &found->other_capacity,
	                           sizeof *found->others);
	found->others[found->other_count++] = centre;
}

/* All points of the feature; most have one, which is read without a copy. */
static struct found_point find_feature(const struct layer_drawing *drawing, struct box inside,
                                       const struct feature *feature)
{
	struct found_point found = {0};
	for (size_t i = 0; i < feature->part_count; i++) {
		struct part part = feature_part(feature, i);
		size_t count = part.count;
		if (count == 1) {
			find_point(drawing, inside, dataset_first_point(drawing->dataset, part), feature, &found);
			continue;
		}
		const struct lonlat *points = dataset_part(drawing->dataset, part, drawing->scene->arena, &count);
		for (size_t k = 0; k < count; k++)
			find_point(drawing, inside, points[k], feature, &found);
	}
	return found;
}

static struct found_point *find_points(const struct layer_drawing *drawing, size_t *count)
{
	const struct scene_input *input = drawing->input;
	const struct dataset *dataset = drawing->dataset;
	double margin = drawing->layer->is_context ? CONTEXT_MARGIN : 0;
	struct box inside = box_grow(view_point_frame(input->view), -margin);
	struct found_point *points = NULL;
	struct visible_features visible;
	size_t capacity = 0;
	*count = 0;
	visible_features_begin(input, dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));) {
		if (!is_wanted(drawing, feature))
			continue;
		struct found_point found = find_feature(drawing, inside, feature);
		if (!found.is_found)
			continue;
		points = arena_grow(drawing->scene->arena, points, *count, &capacity, sizeof *points);
		points[(*count)++] = found;
	}
	visible_features_end(&visible);
	return points;
}

/* Whether no reader of the map asks for one of the points: it has no name, key, link or attribute. */
static bool may_be_crowd(const struct layer_drawing *drawing)
{
	const struct marker_options *o = drawing->layer->options;
	const struct data_spec *data = drawing->layer->data;
	return o->symbol != SYMBOL_NONE && !*o->opened && !scene_label_is_asked(drawing->layer) && !data->key &&
	       !data->url && !data->attributes.count;
}

/* Draws so many points that nobody looks for one of them as one mark; false if they are not so many. */
static bool draw_crowd(const struct layer_drawing *drawing)
{
	const struct marker_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	if (!may_be_crowd(drawing))
		return false;
	struct group *form = group_new(arena, NULL, NULL);
	draw_symbol(drawing->input, arena, o, (struct page_point){0, 0}, form);
	return scene_crowd_draw(drawing, is_wanted, form, o->size + 2 * o->ring_width);
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct marker_options *o = drawing->layer->options;
	size_t count;
	if (o->membership == MEMBERS_LATER && !input->spec->show_later)
		return;
	if (draw_crowd(drawing)) {
		add_legend(drawing, true, false);
		return;
	}
	struct found_point *points = find_points(drawing, &count);
	spread(drawing, points, count);
	bool drawn[2] = {false, false}; /* opened, not opened */
	for (size_t i = 0; i < count; i++)
		if (!points[i].is_left_out) {
			bool unopened = is_unopened(drawing, &points[i].feature); /* may warn: asked once */
			add_point(drawing, &points[i], unopened);
			drawn[unopened] = true;
		}
	add_legend(drawing, drawn[false], drawn[true]);
}

static void expect_legend(const struct layer_drawing *drawing)
{
	const struct marker_options *o = drawing->layer->options;
	add_legend(drawing, true, *o->opened && map_spec_as_of(drawing->input->spec, drawing->input->version));
}

const struct layer_style marker_style = {
        .kind = {"marker", "points with a symbol and a name", options, sizeof options / sizeof *options,
                 sizeof(struct marker_options)},
        .geometry = GEOMETRY_POINTS,
        .needs_data = true,
        .legend = expect_legend,
        .is_detail = true,
        .label_style = "city_other",
        .few_style = "city",
        .radius = largest_radius,
        .build = build,
};
