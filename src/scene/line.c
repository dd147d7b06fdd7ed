/* Line style: rivers, borders and other plain lines; width by a rank column, dashes, names along the line. With dashes
 * or names a layer is drawn when all its records are known, since they may be pieces of one line. */
#include "base/hash_table.h"
#include "scene/line_records.h"
#include "scene/name_key.h"
#include "scene/names.h"
#include "scene/outlines.h"
#include "scene/project.h"
#include "scene/route.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>

#define MOST_EXACT 1000000 /* points of outlines that are held */

struct line_options {
	const char *colour;
	struct numbers width; /* by rank, the last for all further ranks */
	const char *rank;
	struct numbers dash;
	const struct expression *where, *except;
	struct label_options label;
	struct numbers label_below; /* by rank, as the width */
	struct texts except_along;
	double label_weight, repeat, cost;
	struct scale_options scale;
	bool on_line;
};

#define FIELD(name) offsetof(struct line_options, name)
static const struct option options[] = {
        {"colour", OPTION_COLOUR, FIELD(colour), "ink", "line colour; none: only names are set along the lines"},
        {"width", OPTION_LENGTHS, FIELD(width), "0.5pt",
         "line width; or those for rank 1, 2, …, of which the last holds for all further ranks", 0, 50,
         .alias = "widths"},
        {"rank", OPTION_COLUMN, FIELD(rank), "rank", "column that holds the rank", .choices = "numbers",
         .needs = "width"},
        {"dash", OPTION_LENGTHS, FIELD(dash), NULL, "dash pattern: dash, gap, …", 0, 100, .needs = "colour"},
        {"where", OPTION_FILTER, FIELD(where), NULL,
         "only features that pass this condition: rank <= 3, or {kind: station}"},
        {"except", OPTION_MATCH, FIELD(except), NULL, "not the features that pass this condition"},
        {"except_along", OPTION_REFERENCES, FIELD(except_along), NULL,
         "layers of areas, drawn below, along whose edges these lines are left out", 0, 1000, .choices = "layers"},
        LABEL_OPTION_ROWS(struct line_options, label, "no"),
        {"label_weight", OPTION_NUMBER, FIELD(label_weight), "8", "how much a name is worth", 0, 100000,
         .needs = "label"},
        {"repeat", OPTION_LENGTH, FIELD(repeat), "0", "distance between repeats of a name; 0: once", 0, 10000,
         .needs = "label"},
        {"on_line", OPTION_BOOL, FIELD(on_line), "no",
         "names may stand on the line itself, as on the course of a wide river", .needs = "label"},
        SCALE_OPTION_ROWS(struct line_options, scale),
        {"label_below", OPTION_NUMBERS, FIELD(label_below), "0",
         "names only at scales larger than 1:label_below, for rank 1, 2, …; the last holds for all further ranks", 0,
         1e12, .needs = "label"},
        {"cost", OPTION_NUMBER, FIELD(cost), "1", "what a label pays to lie across the line, per 10 points", 0, 1000},
};

/* The value for the feature's rank; the last holds for all further ranks. */
static double by_rank(const struct line_options *o, const struct numbers *numbers, const struct dataset *dataset,
                      const struct feature *feature)
{
	const char *rank = feature_value(dataset, feature, o->rank);
	double number;
	size_t index = rank && dataset_number_parse(dataset, rank, &number) && number >= 1 ? (size_t)number - 1 : 0;
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

/* The lines of one name, which share a request, or every piece of a river would be named. */
struct line_name {
	struct names names;
	const char *id;   /* of the first record */
	const char *link; /* of the first record; may be NULL */
	size_t number;    /* from 1 */
};

/* What build() works with. */
struct line_layer {
	const struct layer_drawing *drawing;
	struct line_records records;
	struct ring_index *outlines; /* along which the lines are left out; NULL: none */
	struct hash_table names;     /* struct line_name by the names' hash */
	bool is_cut;                 /* its outlines are to be cut */
	size_t exact_points;         /* of them */
};

static struct hash names_hash(const struct names *names)
{
	struct hash hash = {0};
	for (size_t i = 0; i < MOST_LANGUAGES; i++)
		hash = hash_join(hash, names->text[i] ? hash_text(names->text[i]) : (struct hash){0});
	return hash;
}

static size_t number_name(struct line_layer *layer, const struct names *names, const char *id, const char *link)
{
	bool is_new;
	struct line_name *name = hash_table_add(&layer->names, names_hash(names), &is_new);
	if (is_new)
		*name = (struct line_name){*names, id, link, layer->names.count};
	return name->number;
}

static void add_name(const struct layer_drawing *drawing, const struct line_name *name, const struct polylines *lines)
{
	const struct line_options *o = drawing->layer->options;
	const struct name_style style = scene_label_style(drawing);
	double length = 0;
	for (size_t i = 0; i < lines->count; i++)
		length += polyline_length(lines->items[i].points, lines->items[i].count);
	struct label_request request = {.id = arena_printf(drawing->scene->arena, "label-%s", name->id),
	                                .owner = scene_colour(drawing->input, o->colour).opacity > 0 ? name->id : NULL,
	                                .link = name->link,
	                                .kind = LABEL_LINE,
	                                .weight = o->label_weight + sqrt(length),
	                                .parts = lines->items,
	                                .part_count = lines->count,
	                                .on_line = o->on_line,
	                                .backdrops_below = drawing->scene->backdrop_count,
	                                .repeat = o->repeat};
	scene_request_name(drawing, &name->names, &style, request);
}

static void request_names(struct line_layer *layer)
{
	struct arena *arena = layer->drawing->scene->arena;
	const struct polylines *lines = line_records_by_name(arena, &layer->records, layer->names.count);
	for (size_t i = 0; i < layer->names.count; i++) {
		const struct line_name *name = hash_table_value(&layer->names, i);
		if (lines[name->number].count)
			add_name(layer->drawing, name, &lines[name->number]);
	}
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct line_options *o = entry->layer->options;
	if (scene_label_is_asked(entry->layer) && scene_colour(entry->input, o->colour).opacity == 0)
		scene_name_key(arena, parent, entry, box);
	else
		group_path(arena, parent, scene_route_key(arena, box))->stroke =
		        stroke_of(entry->input, o, o->width.values[0]);
}

/* Nothing else tells whether a line is in one piece. */
static bool needs_whole_lines(const struct layer_spec *layer)
{
	const struct line_options *o = layer->options;
	return o->dash.count || scene_label_is_asked(layer);
}

static void draw_line(const struct layer_drawing *drawing, const struct line_record *record)
{
	const struct line_options *o = drawing->layer->options;
	struct scene *scene = drawing->scene;
	scene_stroke_lines(scene->arena, record->group, &record->lines, stroke_of(drawing->input, o, record->width));
	if (o->cost > 0)
		obstacles_add_lines(&scene->obstacles, OBSTACLE_LINE, &record->lines, record->width / 2, o->cost);
}

/* Simplifies the records' outlines, and leaves out what runs along the edges of other layers. */
static void finish_outlines(struct line_layer *own)
{
	struct arena *arena = own->drawing->scene->arena;
	line_records_simplify(arena, &own->records, own->drawing->input->detail);
	for (size_t i = 0; i < own->records.count; i++)
		scene_outlines_leave_out(arena, own->outlines, &own->records.items[i].lines);
}

/* Borders between areas are in the outlines of both, whose dashes would not agree: outlines are taken with all their
 * points, to be cut where they part, unless they are too many to be held. */
static void project(struct line_layer *own, const struct feature *feature, struct polylines *out)
{
	const struct layer_drawing *drawing = own->drawing;
	struct arena *arena = drawing->scene->arena;
	struct scene_input input = *drawing->input;
	if (own->is_cut && own->exact_points > MOST_EXACT) {
		own->is_cut = false;
		finish_outlines(own);
	}
	if (own->is_cut)
		input.detail = 0;
	scene_project_lines(&input, arena, drawing->dataset, feature, out);
	for (size_t i = 0; i < out->count; i++)
		own->exact_points += out->items[i].count;
	if (!own->is_cut)
		scene_outlines_leave_out(arena, own->outlines, out);
}

static void add_line(struct line_layer *own, const struct feature *feature)
{
	const struct layer_drawing *drawing = own->drawing;
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	const struct dataset *dataset = drawing->dataset;
	const struct line_options *o = layer->options;
	struct arena *arena = drawing->scene->arena;
	struct line_record record = {0};
	if (!feature_matches(dataset, feature, o->where) || (o->except && feature_matches(dataset, feature, o->except)))
		return;
	project(own, feature, &record.lines);
	record.width = by_rank(o, &o->width, dataset, feature);
	if (!record.lines.count || record.width <= 0)
		return;
	char *id = scene_record_id(arena, layer, feature);
	struct names names = scene_label_names(drawing, feature);
	if (scene_colour(input, o->colour).opacity > 0)
		record.group = feature_group(drawing, feature, id, &names);
	if (!needs_whole_lines(layer)) {
		if (record.group)
			draw_line(drawing, &record);
		return;
	}
	if (names.first)
		record.name = number_name(own, &names, id, feature_link(input, layer->data, dataset, feature));
	record.is_labelled = scene_label_is_asked(layer) && names.first &&
	                     scene_scale_allows(input, by_rank(o, &o->label_below, dataset, feature));
	struct line_records *records = &own->records;
	records->items = arena_grow(arena, records->items, records->count, &records->capacity, sizeof record);
	records->items[records->count++] = record;
}

static void build(const struct layer_drawing *drawing)
{
	const struct line_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct line_layer layer = {.drawing = drawing,
	                           .is_cut = o->dash.count && dataset_has(drawing->dataset, GEOMETRY_POLYGONS)};
	layer.outlines = scene_outlines_index(drawing, &o->except_along);
	hash_table_init(&layer.names, arena, sizeof(struct line_name));
	struct visible_features visible;
	visible_features_begin(drawing->input, drawing->dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));)
		add_line(&layer, feature);
	visible_features_end(&visible);
	if (layer.is_cut) {
		line_records_cut(arena, &layer.records);
		finish_outlines(&layer);
	}
	line_records_draw(drawing->scene, &layer.records, stroke_of(drawing->input, o, 0), o->cost);
	size_t requests = drawing->scene->request_count;
	request_names(&layer);
	if (drawing->group->mark_count > 0 || drawing->scene->request_count > requests)
		scene_layer_legend(drawing, draw_key);
}

const struct layer_style line_style = {
        .kind = {"line", "plain lines: rivers, borders", options, sizeof options / sizeof *options,
                 sizeof(struct line_options)},
        .geometry = GEOMETRY_LINES,
        .any_geometry = true, /* polygons: their outlines */
        .needs_data = true,
        .within_view = true,
        .is_detail = true,
        .label_style = "town",
        .build = build,
};
