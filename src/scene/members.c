/* Members style: the polygons of the members that have joined by this version. What is new in it has the strongest
 * fill, and may have an edge of its own; what joined earlier recedes, step by step. */
#include "geometry/mesh.h"
#include "scene/area_mesh.h"
#include "scene/hatching.h"
#include "scene/member_edges.h"
#include "scene/member_records.h"
#include "scene/member_shape.h"
#include "scene/names.h"
#include "scene/project.h"
#include "scene/styles.h"
#include "spec/member_classes.h"
#include "spec/theme_judge.h"

#include <stddef.h>
#include <string.h>

struct members_options {
	const char *edge, *new_edge;
	double edge_width, new_edge_width, edge_cost;
	double opacity;
	const char *hatch;
};

#define FIELD(name) offsetof(struct members_options, name)
static const struct option options[] = {
        {"edge", OPTION_COLOUR, FIELD(edge), "member_edge", "colour of the boundaries between members"},
        {"edge_width", OPTION_LENGTH, FIELD(edge_width), "0.7pt", "width of those boundaries", 0, 50, .needs = "edge"},
        {"new_edge", OPTION_COLOUR, FIELD(new_edge), "none",
         "outline colour of the members that are new in this version"},
        {"new_edge_width", OPTION_LENGTH, FIELD(new_edge_width), "1pt", "width of that outline", 0, 50,
         .needs = "new_edge"},
        {"edge_cost", OPTION_NUMBER, FIELD(edge_cost), "3", "what a label pays to lie across a boundary, per 10 points",
         0, 1000},
        {"opacity", OPTION_NUMBER, FIELD(opacity), "1", "opacity of the fills", 0.05, 1},
        {"hatch", OPTION_HATCH, FIELD(hatch), "",
         "hatch of all members, in place of the theme's class_hatches; none: no hatch"},
};

/* The values of columns on which the member's records agree, or that are numbers and add up. */
static void add_attributes(const struct layer_drawing *drawing, const struct data_spec *data,
                           const struct member_spec *member, struct group *group)
{
	const struct scene_input *input = drawing->input;
	struct arena *arena = drawing->scene->arena;
	for (size_t i = 0; data && i < data->attributes.count; i++) {
		const char *column = data->attributes.items[i];
		const char *value =
		        scene_member_value(arena, input->spec, data, scene_dataset(input, data), member, column);
		if (value && *value)
			group_attribute(arena, group, column, value);
	}
}

/* What the data call it, if they do not call its records by several names. */
static const char *name_in_data(const struct layer_drawing *drawing, const struct member_spec *member,
                                const struct feature *first)
{
	const struct scene_input *input = drawing->input;
	const struct data_spec *data = drawing->layer->data;
	struct names names = feature_names(input, data, drawing->dataset, first);
	bool is_single = !scene_member_record(input->spec, data, drawing->dataset, member, first);
	return is_single ? names.text[0] : scene_member_name(input, member, input->languages[0]);
}

static void describe_group(const struct layer_drawing *drawing, size_t member, const struct feature *feature,
                           struct group *group)
{
	const struct scene_input *input = drawing->input;
	const struct data_spec *data = drawing->layer->data;
	struct arena *arena = drawing->scene->arena;
	const struct map_spec *spec = input->spec;
	const struct member_spec *who = &spec->members[member];
	const struct version_spec *joined = &spec->versions[map_spec_joined(spec, member)];
	const char *own = localized_get(&who->name, input->languages[0]);
	group->title = own ? own : name_in_data(drawing, who, feature);
	group->language = input->tags[0];
	group->class_name = spec->has_versions ? arena_printf(arena, "member since-%s", joined->id) : "member";
	group->link = who->url ? who->url : feature_link(input, data, drawing->dataset, feature);
	group->is_whole = true;
	group_attribute(arena, group, "member", who->id);
	group_attribute(arena, group, "key", who->key);
	if (spec->has_versions)
		group_attribute(arena, group, "since", joined->name);
	if (group->title)
		group_attribute(arena, group, "name", group->title);
	add_attributes(drawing, data, who, group);
	add_attributes(drawing, spec->member_points, who, group);
}

static const struct theme_hatch *hatch_of(const struct scene_input *input, const struct members_options *o, size_t step)
{
	return *o->hatch ? theme_hatch(input->theme, o->hatch) : theme_class_hatch(input->theme, step);
}

static struct colour fill_of(const struct scene_input *input, const struct members_options *o, size_t step)
{
	struct colour fill = input->theme->classes[step];
	fill.opacity *= o->opacity;
	return fill;
}

static struct stroke stroke_of(const struct scene_input *input, const char *colour, double width)
{
	return (struct stroke){
	        .colour = scene_colour(input, colour), .width = width, .join = JOIN_ROUND, .cap = CAP_ROUND};
}

static struct stroke edge_of(const struct scene_input *input, const struct members_options *o)
{
	return stroke_of(input, o->edge, o->edge_width);
}

/* That of new members; the same as the others' where the map names none. */
static struct stroke new_edge_of(const struct scene_input *input, const struct members_options *o)
{
	bool has_own = scene_colour(input, o->new_edge).opacity > 0;
	return has_own ? stroke_of(input, o->new_edge, o->new_edge_width) : edge_of(input, o);
}

/* A map of one version has no news. */
static bool is_new(const struct scene_input *input, size_t joined)
{
	return joined == input->version && input->spec->version_count > 1;
}

/* Outlines of members as they are drawn. */
struct outlines {
	struct member_outline *items;
	size_t count, capacity;
};

/* Adds those of the member's records, with all their points. */
static void add_outlines(const struct layer_drawing *drawing, size_t member, bool is_new, const struct polylines *area,
                         struct outlines *outlines)
{
	struct arena *arena = drawing->scene->arena;
	struct scene_input input = *drawing->input;
	const struct feature *record = NULL;
	input.detail = 0;
	while ((record = scene_member_record(input.spec, drawing->layer->data, drawing->dataset,
	                                     &input.spec->members[member], record))) {
		outlines->items = arena_grow(arena, outlines->items, outlines->count, &outlines->capacity,
		                             sizeof *outlines->items);
		struct member_outline *outline = &outlines->items[outlines->count++];
		*outline = (struct member_outline){.is_new = is_new, .member = member, .area = area};
		scene_project_lines(&input, arena, drawing->dataset, record, &outline->lines);
	}
}

static size_t step_of(const struct scene_input *input, size_t member)
{
	return member_class_step(input->spec, (size_t)map_spec_joined(input->spec, member), input->version);
}

static void draw_member(const struct layer_drawing *drawing, size_t member, const struct polylines *rings,
                        struct outlines *outlines)
{
	const struct members_options *o = drawing->layer->options;
	const struct scene_input *input = drawing->input;
	struct scene *scene = drawing->scene;
	const struct member_spec *who = &input->spec->members[member];
	size_t joined = (size_t)map_spec_joined(input->spec, member), step = step_of(input, member);
	const struct feature *first =
	        scene_member_record(input->spec, drawing->layer->data, drawing->dataset, who, NULL);
	if (!rings->count)
		return;
	struct group *own =
	        group_add(scene->arena, drawing->group,
	                  arena_printf(scene->arena, "member-%s", page_id_from(scene->arena, who->id)), "member");
	describe_group(drawing, member, first, own);
	struct colour fill = fill_of(input, o, step);
	group_path(scene->arena, own, polylines_path(scene->arena, rings, true))->fill = fill;
	scene_backdrop(scene, rings, fill, scene_land(drawing, first));
	scene_hatching_draw(input, scene, hatch_of(input, o, step), rings, own);
	add_outlines(drawing, member, is_new(input, joined), rings, outlines);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct scene_input *input = entry->input;
	struct path path = path_new(arena);
	path_rect(&path, box);
	group_path(arena, parent, path)->fill = entry->colour;
	scene_hatching_key(input, arena, entry->hatch, box, parent);
	if (entry->edge.width > 0 && entry->edge.colour.opacity > 0)
		group_path(arena, parent, path)->stroke = entry->edge;
}

/* The key of a map without versions. */
static void draw_members_key(struct arena *arena, struct group *parent, const struct legend_entry *entry,
                             struct box box)
{
	const struct members_options *o = entry->layer->options;
	struct legend_entry own = *entry;
	own.colour = fill_of(entry->input, o, 0);
	own.hatch = hatch_of(entry->input, o, 0);
	own.edge = edge_of(entry->input, o);
	draw_key(arena, parent, &own, box);
}

/* The message for a class without a year: one with a year has the key up to "_plain". */
static const char *class_message(const struct map_spec *spec, const struct member_class *class, size_t version)
{
	if (class->first != class->last)
		return "joined_range_plain";
	if (class->last == version && spec->version_count > 1)
		return "new_in_plain";
	return class->last == 0 ? "since_plain" : "joined_plain";
}

/* "Joined in 2.0 (2017)" */
static char *version_text(const struct scene_input *input, struct arena *arena, const struct messages *messages,
                          const struct member_class *class)
{
	const struct version_spec *first = &input->spec->versions[class->first],
	                          *last = &input->spec->versions[class->last];
	const char *key = class_message(input->spec, class, input->version);
	const char *from = messages_digits(arena, messages, arena_printf(arena, "%d", first->year));
	const char *to = messages_digits(arena, messages, arena_printf(arena, "%d", last->year));
	if (map_spec_year_beside(first) && map_spec_year_beside(last))
		key = arena_text_n(arena, key, strlen(key) - strlen("_plain"));
	return messages_fill(arena, messages, key, "version", last->name, "year", to, "first", first->name, "last",
	                     last->name, "first_year", from, "last_year", to, (char *)NULL);
}

/* What a class means in every frame of a series: "Joined one version before" */
static char *step_text(const struct scene_input *input, struct arena *arena, const struct messages *messages,
                       size_t step)
{
	if (step == 0)
		return messages_fill(arena, messages, "series_new", (char *)NULL);
	if (step + 1 == input->theme->class_count)
		return messages_fill(arena, messages, "series_earlier", (char *)NULL);
	if (step == 1)
		return messages_fill(arena, messages, "series_previous", (char *)NULL);
	return messages_count(arena, messages, "series_before", step, (char *)NULL);
}

static struct localized class_text(const struct scene_input *input, struct arena *arena,
                                   const struct member_class *class)
{
	struct localized text = {ARENA_ARRAY(arena, input->language_count, struct localized_entry), 0};
	for (size_t i = 0; i < input->language_count; i++) {
		const struct messages *messages = input->messages[i];
		text.entries[text.count++] = (struct localized_entry){
		        input->languages[i], input->is_series ? step_text(input, arena, messages, class->step)
		                                              : version_text(input, arena, messages, class)};
	}
	return text;
}

/* The layer's own text heads the rows of a map with a history; where there is none, it is the only row's. */
static void add_legend(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct map_spec *spec = input->spec;
	const struct members_options *o = drawing->layer->options;
	struct scene *scene = drawing->scene;
	bool is_named = drawing->layer->title.count > 0, has_history = spec->version_count > 1;
	if (!spec->has_versions) { /* all members are of one class, for which the author has the word */
		scene_layer_legend(drawing, draw_members_key);
		return;
	}
	const struct member_classes classes = member_classes_of(scene->arena, spec, input->version);
	if (has_history && classes.count > 0)
		scene_layer_heading(drawing);
	for (size_t i = 0; i < classes.count; i++) {
		const struct member_class *class = &classes.items[i];
		bool has_edge = is_new(input, class->last) && scene_colour(input, o->new_edge).opacity > 0;
		*scene_legend(scene) = (struct legend_entry){
		        .id = input->is_series ? arena_printf(scene->arena, "step-%zu", class->step)
		                               : arena_printf(scene->arena, "since-%s", spec->versions[class->last].id),
		        .text = is_named && !has_history ? drawing->layer->title
		                                         : class_text(input, scene->arena, class),
		        .draw = draw_key,
		        .input = input,
		        .layer = drawing->layer,
		        .colour = fill_of(input, o, class->step),
		        .edge = has_edge ? new_edge_of(input, o) : (struct stroke){.width = 0},
		        .hatch = hatch_of(input, o, class->step)};
	}
}

/* What hides the seams between members of one class, whose rings are simplified together for it. */
static void lay_beds(const struct layer_drawing *drawing, struct polylines *shapes)
{
	const struct scene_input *input = drawing->input;
	const struct members_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	size_t count = input->spec->member_count;
	struct polylines *alike = ARENA_ARRAY(arena, count + 1, struct polylines);
	geometry_simplify_mesh(arena, shapes, count, input->detail);
	for (size_t step = 0; step < input->theme->class_count; step++) {
		size_t found = 0;
		for (size_t i = 0; i < count; i++)
			if (shapes[i].count && step_of(input, i) == step)
				alike[found++] = shapes[i];
		area_mesh_bed(drawing, arena_printf(arena, "%s-bed-%zu", page_id_from(arena, drawing->layer->id), step),
		              alike, found, fill_of(input, o, step));
	}
}

/* The rings of each member, none of those that have not joined. */
static struct polylines *read_shapes(const struct layer_drawing *drawing, bool is_covered)
{
	struct scene_input input = *drawing->input;
	struct layer_drawing exact = *drawing;
	struct polylines *shapes = ARENA_ARRAY(drawing->scene->arena, input.spec->member_count + 1, struct polylines);
	if (!is_covered)
		input.detail = 0;
	exact.input = &input;
	for (size_t i = 0; i < input.spec->member_count; i++)
		if (map_spec_has_joined(input.spec, i, input.version))
			member_shape_read(&exact, &input.spec->members[i], &shapes[i]);
	return shapes;
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct map_spec *spec = input->spec;
	const struct members_options *o = drawing->layer->options;
	struct outlines outlines = {0};
	bool is_covered = area_mesh_is_covered(edge_of(input, o));
	struct polylines *shapes = read_shapes(drawing, is_covered);
	if (!is_covered)
		lay_beds(drawing, shapes);
	for (size_t i = 0; i < spec->member_count; i++)
		if (map_spec_has_joined(spec, i, input->version))
			draw_member(drawing, i, &shapes[i], &outlines);
	member_edges_draw(drawing, outlines.items, outlines.count, edge_of(input, o), new_edge_of(input, o),
	                  o->edge_cost);
	add_legend(drawing);
}

/* Classes are judged as they are drawn: no more of them than the version has. */
static void judge(const struct map_spec *spec, const struct layer_spec *layer, size_t version, struct diag *diag)
{
	const struct members_options *o = layer->options;
	const struct theme *theme = spec->theme;
	size_t count = 0, earlier = 0;
	for (size_t i = 0; i <= version; i++) {
		size_t step = member_class_step(spec, i, version);
		if (!spec->versions[i].member_count)
			continue;
		count = step >= count ? step + 1 : count;
		earlier += i < version;
	}
	if (spec->version_count > 1)
		theme_judge_news(theme, o->opacity, diag);
	if (earlier > 0 && spec->versions[version].member_count > 0 && theme->class_count == 1)
		diag_warning(diag, HARD_TO_SEE, theme->class_place, "give a second class: members who joined earlier",
		             "the theme has one class: new members look like those who joined earlier");
	theme_judge_classes(theme, count, o->opacity, *o->hatch, diag);
}

const struct layer_style members_style = {
        .kind = {"members", "the members' areas: new ones stand out, those who joined earlier recede", options,
                 sizeof options / sizeof *options, sizeof(struct members_options)},
        .geometry = GEOMETRY_POLYGONS,
        .needs_data = true,
        .legend = add_legend,
        .judge = judge,
        .build = build,
};
