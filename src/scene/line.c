/* Line style: rivers, borders and other plain lines; width by a rank column, dashes, names along
 * the line. */
#include "scene/names.h"
#include "scene/project.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

struct line_options {
	const char *colour;
	struct numbers widths; /* by rank, the last for all further ranks */
	const char *rank;
	struct numbers dash;
	struct matches where;
	const char *label, *label_second;
	struct numbers label_below; /* by rank, as the widths */
	double label_weight, repeat, below, cost;
	bool on_line, stacked;
};

#define FIELD(name) offsetof(struct line_options, name)
static const struct option options[] = {
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "line colour; none: only names are set along the lines"},
        {"widths", OPTION_NUMBERS, FIELD(widths), "0.5",
         "line widths in points for rank 1, 2, …; the last holds for all further ranks", 0, 50},
        {"rank", OPTION_COLUMN, FIELD(rank), "rank", "column that holds the rank"},
        {"dash", OPTION_NUMBERS, FIELD(dash), NULL, "dash pattern in points", 0, 100},
        {"where", OPTION_FILTER, FIELD(where), NULL, "only features whose columns hold these values"},
        {"label", OPTION_LABEL, FIELD(label), "", "text style of the names"},
        {"label_second", OPTION_STYLE, FIELD(label_second), "", "text style of the second language"},
        {"label_weight", OPTION_NUMBER, FIELD(label_weight), "8", "how much a name is worth", 0, 100000},
        {"repeat", OPTION_LENGTH, FIELD(repeat), "0", "distance between repeats of a name; 0: once", 0, 10000},
        {"on_line", OPTION_BOOL, FIELD(on_line), "no",
         "names may stand on the line itself, as on the course of a wide river"},
        {"stacked", OPTION_BOOL, FIELD(stacked), "no", "the second language below the first"},
        {"below", OPTION_NUMBER, FIELD(below), "0", "only at scales larger than 1:below", 0, 1e12},
        {"label_below", OPTION_NUMBERS, FIELD(label_below), "0",
         "names only at scales larger than 1:label_below, for rank 1, 2, …; the last holds for all further ranks", 0,
         1e12},
        {"cost", OPTION_NUMBER, FIELD(cost), "1", "what a label pays to lie across the line, per 10 points", 0, 1000},
};

/* The value for the feature's rank; the last holds for all further ranks. */
static double by_rank(const struct line_options *o, const struct numbers *numbers, const struct dataset *dataset,
                      const struct feature *feature)
{
	const char *rank = feature_value(dataset, feature, o->rank);
	double number;
	size_t index = rank && base_number_parse(rank, &number) && number >= 1 ? (size_t)number - 1 : 0;
	return numbers->values[index < numbers->count ? index : numbers->count - 1];
}

static struct stroke stroke_of(const struct scene_input *input, const struct line_options *o, double width)
{
	return (struct stroke){.colour = scene_colour(input, o->colour),
	                       .width = width,
	                       .join = JOIN_ROUND,
	                       .cap = o->dash.count ? CAP_BUTT : CAP_ROUND,
	                       .dashes = o->dash.values,
	                       .dash_count = o->dash.count};
}

/* The lines of one name, which the data hold in pieces: they share one request, or every piece would be named. */
struct course {
	struct names names;
	const char *id;   /* of the first piece */
	const char *link; /* of the first piece; may be NULL */
	struct polylines lines;
	double length; /* points */
};
struct courses {
	struct course *items;
	size_t count, capacity;
};

static bool same_names(const struct names *a, const struct names *b)
{
	for (size_t i = 0; i < MOST_LANGUAGES; i++)
		if ((a->text[i] == NULL) != (b->text[i] == NULL) || (a->text[i] && strcmp(a->text[i], b->text[i])))
			return false;
	return true;
}

static void add_course(struct arena *arena, struct courses *courses, const struct names *names, const char *id,
                       const char *link, const struct polylines *lines)
{
	size_t at = 0;
	while (at < courses->count && !same_names(&courses->items[at].names, names))
		at++;
	if (at == courses->count) {
		courses->items =
		        arena_grow(arena, courses->items, courses->count, &courses->capacity, sizeof *courses->items);
		courses->items[courses->count++] = (struct course){.names = *names, .id = id, .link = link};
	}
	struct course *course = &courses->items[at];
	for (size_t i = 0; i < lines->count; i++) {
		polylines_add(arena, &course->lines, lines->items[i]);
		course->length += polyline_length(lines->items[i].points, lines->items[i].count);
	}
}

static void add_name(const struct scene_input *input, const struct layer_spec *layer, const struct course *course,
                     struct scene *scene)
{
	const struct line_options *o = layer->options;
	struct label_request request = {.id = arena_printf(scene->arena, "label-%s", course->id),
	                                .class_name = layer->id,
	                                .owner = scene_colour(input, o->colour).opacity > 0 ? course->id : NULL,
	                                .title = course->names.first,
	                                .link = course->link,
	                                .kind = LABEL_LINE,
	                                .weight = o->label_weight + sqrt(course->length),
	                                .parts = course->lines.items,
	                                .part_count = course->lines.count,
	                                .on_line = o->on_line,
	                                .repeat = o->repeat};
	struct name_style style = {o->label, o->label_second, o->stacked, false};
	if (scene_name_forms(input, scene, &course->names, &style, layer->place, &request))
		*scene_request(scene) = request;
}

static struct group *draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry,
                              struct box box)
{
	const struct line_options *o = entry->layer->options;
	struct path path = path_new(arena);
	path_move(&path, box.left, (box.top + box.bottom) / 2);
	path_line(&path, box.right, (box.top + box.bottom) / 2);
	group_path(arena, parent, path)->stroke = stroke_of(entry->input, o, o->widths.values[0]);
	return parent;
}

/* What build() works with. */
struct lines_layer {
	const struct scene_input *input;
	const struct layer_spec *layer;
	struct group *group;
	struct scene *scene;
	struct courses courses;
};

static void draw_line(struct lines_layer *layer, const struct dataset *dataset, const struct feature *feature,
                      const struct polylines *lines, double width, struct group *own)
{
	const struct scene_input *input = layer->input;
	const struct line_options *o = layer->layer->options;
	feature_attributes(layer->scene->arena, own, layer->layer->data, dataset, feature);
	group_path(layer->scene->arena, own, polylines_path(layer->scene->arena, lines, false))->stroke =
	        stroke_of(input, o, width);
	if (o->cost > 0)
		obstacles_add_lines(&layer->scene->obstacles, OBSTACLE_LINE, lines, width / 2, o->cost);
}

static void add_line(struct lines_layer *layer, const struct dataset *dataset, const struct feature *feature)
{
	const struct scene_input *input = layer->input;
	const struct line_options *o = layer->layer->options;
	struct arena *arena = layer->scene->arena;
	struct polylines lines = {0};
	if (!feature_matches(dataset, feature, &o->where))
		return;
	scene_project_lines(input, arena, dataset, feature, &lines);
	double width = by_rank(o, &o->widths, dataset, feature);
	if (!lines.count || width <= 0)
		return;
	char *id = scene_record_id(arena, layer->layer, feature);
	struct names names = feature_names(input, layer->layer->data, dataset, feature);
	const char *link = feature_link(input, layer->layer->data, dataset, feature);
	if (scene_colour(input, o->colour).opacity > 0) {
		struct group *own = group_add(arena, layer->group, id, "feature");
		own->title = names.first;
		own->link = link;
		draw_line(layer, dataset, feature, &lines, width, own);
	}
	if (*o->label && names.first && scene_scale_allows(input, by_rank(o, &o->label_below, dataset, feature)))
		add_course(arena, &layer->courses, &names, id, link, &lines);
}

static void build(const struct scene_input *input, const struct layer_spec *layer, struct group *group,
                  struct scene *scene)
{
	const struct line_options *o = layer->options;
	struct lines_layer lines = {.input = input, .layer = layer, .group = group, .scene = scene};
	if (!scene_scale_allows(input, o->below))
		return;
	struct visible_features visible;
	const struct dataset *dataset = scene_dataset(input, layer->data);
	visible_features_begin(input, dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));)
		add_line(&lines, dataset, feature);
	visible_features_end(&visible);
	for (size_t i = 0; i < lines.courses.count; i++)
		add_name(input, layer, &lines.courses.items[i], scene);
	if (group->mark_count > 0)
		scene_layer_legend(scene, input, layer, draw_key);
}

const struct layer_style line_style = {
        .kind = {"line", "plain lines: rivers, borders", options, sizeof options / sizeof *options,
                 sizeof(struct line_options)},
        .geometry = GEOMETRY_LINES,
        .any_geometry = true, /* polygons: their outlines */
        .needs_data = true,
        .within_view = true,
        .build = build,
};
