/* Line style: rivers, borders and other plain lines; width by a rank column, dashes, names along
 * the line. */
#include "scene/names.h"
#include "scene/project.h"
#include "scene/route.h"
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

static void add_name(const struct layer_drawing *drawing, const struct course *course)
{
	const struct line_options *o = drawing->layer->options;
	const struct name_style style = {o->label, o->label_second, o->stacked};
	struct label_request request = {.id = arena_printf(drawing->scene->arena, "label-%s", course->id),
	                                .owner =
	                                        scene_colour(drawing->input, o->colour).opacity > 0 ? course->id : NULL,
	                                .link = course->link,
	                                .kind = LABEL_LINE,
	                                .weight = o->label_weight + sqrt(course->length),
	                                .parts = course->lines.items,
	                                .part_count = course->lines.count,
	                                .on_line = o->on_line,
	                                .repeat = o->repeat};
	scene_request_name(drawing, &course->names, &style, request);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct line_options *o = entry->layer->options;
	group_path(arena, parent, scene_route_key(arena, box))->stroke =
	        stroke_of(entry->input, o, o->widths.values[0]);
}

static void draw_line(const struct layer_drawing *drawing, const struct polylines *lines, double width,
                      struct group *own)
{
	const struct line_options *o = drawing->layer->options;
	struct scene *scene = drawing->scene;
	scene_stroke_lines(scene->arena, own, lines, stroke_of(drawing->input, o, width));
	if (o->cost > 0)
		obstacles_add_lines(&scene->obstacles, OBSTACLE_LINE, lines, width / 2, o->cost);
}

static void add_line(const struct layer_drawing *drawing, const struct feature *feature, struct courses *courses)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	const struct dataset *dataset = drawing->dataset;
	const struct line_options *o = layer->options;
	struct arena *arena = drawing->scene->arena;
	struct polylines lines = {0};
	if (!feature_matches(dataset, feature, &o->where))
		return;
	scene_project_lines(input, arena, dataset, feature, &lines);
	double width = by_rank(o, &o->widths, dataset, feature);
	if (!lines.count || width <= 0)
		return;
	char *id = scene_record_id(arena, layer, feature);
	struct names names = feature_names(input, layer->data, dataset, feature);
	if (scene_colour(input, o->colour).opacity > 0)
		draw_line(drawing, &lines, width, feature_group(drawing, feature, id, &names));
	if (*o->label && names.first && scene_scale_allows(input, by_rank(o, &o->label_below, dataset, feature)))
		add_course(arena, courses, &names, id, feature_link(input, layer->data, dataset, feature), &lines);
}

static void build(const struct layer_drawing *drawing)
{
	const struct line_options *o = drawing->layer->options;
	struct courses courses = {0};
	if (!scene_scale_allows(drawing->input, o->below))
		return;
	struct visible_features visible;
	visible_features_begin(drawing->input, drawing->dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));)
		add_line(drawing, feature, &courses);
	visible_features_end(&visible);
	for (size_t i = 0; i < courses.count; i++)
		add_name(drawing, &courses.items[i]);
	if (drawing->group->mark_count > 0)
		scene_layer_legend(drawing, draw_key);
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
