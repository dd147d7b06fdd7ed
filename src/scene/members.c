/* Members style: the polygons of the members that have joined by this version, filled by the
 * version in which they joined; what is new is edged so that it stands out. */
#include "scene/hatching.h"
#include "scene/names.h"
#include "scene/project.h"
#include "scene/styles.h"

#include <stddef.h>
#include <stdio.h>

struct members_options {
	const char *edge, *new_edge;
	double edge_width, new_edge_width, edge_cost;
	double opacity;
	const char *hatch;
};

#define FIELD(name) offsetof(struct members_options, name)
static const struct option options[] = {
        {"edge", OPTION_COLOUR, FIELD(edge), "member_edge", "colour of the boundaries between members"},
        {"edge_width", OPTION_LENGTH, FIELD(edge_width), "0.7pt", "width of those boundaries", 0, 50},
        {"new_edge", OPTION_COLOUR, FIELD(new_edge), "none",
         "outline colour of the members that are new in this version"},
        {"new_edge_width", OPTION_LENGTH, FIELD(new_edge_width), "1pt", "width of that outline", 0, 50},
        {"edge_cost", OPTION_NUMBER, FIELD(edge_cost), "3", "what a label pays to lie across a boundary, per 10 points",
         0, 1000},
        {"opacity", OPTION_NUMBER, FIELD(opacity), "1", "opacity of the fills", 0.05, 1},
        {"hatch", OPTION_HATCH, FIELD(hatch), "",
         "hatch of all members, in place of the theme's class_hatches; none: no hatch"},
};

static void describe_group(const struct layer_drawing *drawing, size_t member, const struct feature *feature,
                           struct group *group)
{
	const struct scene_input *input = drawing->input;
	const struct data_spec *data = drawing->layer->data;
	struct arena *arena = drawing->scene->arena;
	const struct map_spec *spec = input->spec;
	const struct member_spec *who = &spec->members[member];
	const struct version_spec *joined = &spec->versions[map_spec_joined(spec, member)];
	struct names names = feature_names(input, data, drawing->dataset, feature);
	const char *own = localized_get(&who->name, input->languages[0]);
	group->title = own ? own : names.text[0];
	group->language = input->tags[0];
	group->class_name = arena_printf(arena, "member since-%s", joined->id);
	group->link = who->url ? who->url : feature_link(input, data, drawing->dataset, feature);
	group_attribute(arena, group, "key", who->key);
	group_attribute(arena, group, "since", joined->name);
	if (group->title)
		group_attribute(arena, group, "name", group->title);
	feature_attributes(arena, group, data, drawing->dataset, feature);
	const struct data_spec *points = spec->member_points;
	const struct dataset *cities = points ? scene_dataset(input, points) : NULL;
	const struct feature *city = cities ? dataset_find(cities, points->key, who->key) : NULL;
	if (city)
		feature_attributes(arena, group, points, cities, city);
}

static const struct theme_hatch *hatch_of(const struct scene_input *input, const struct members_options *o,
                                          size_t version)
{
	return *o->hatch ? theme_hatch(input->theme, o->hatch)
	                 : theme_class_hatch(input->theme, version, input->spec->version_count);
}

static void draw_member(const struct layer_drawing *drawing, size_t member, const struct feature *feature)
{
	const struct scene_input *input = drawing->input;
	const struct members_options *o = drawing->layer->options;
	const struct dataset *dataset = drawing->dataset;
	struct scene *scene = drawing->scene;
	size_t joined = (size_t)map_spec_joined(input->spec, member);
	struct polylines rings = {0}, lines = {0};
	scene_project_rings(input, scene->arena, dataset, feature, &rings);
	if (!rings.count)
		return;
	scene_project_lines(input, scene->arena, dataset, feature, &lines);
	struct group *own = group_add(
	        scene->arena, drawing->group,
	        arena_printf(scene->arena, "member-%s", page_id_from(scene->arena, input->spec->members[member].id)),
	        "member");
	describe_group(drawing, member, feature, own);
	struct colour fill = theme_class(input->theme, joined, input->spec->version_count);
	fill.opacity *= o->opacity;
	bool fresh = joined == input->version && joined > 0 && scene_colour(input, o->new_edge).opacity > 0;
	struct stroke edge = {.colour = scene_colour(input, fresh ? o->new_edge : o->edge),
	                      .width = fresh ? o->new_edge_width : o->edge_width,
	                      .join = JOIN_ROUND,
	                      .cap = CAP_ROUND};
	struct path area = polylines_path(scene->arena, &rings, true);
	/* Cut by the frame, the ring runs along it, where no edge is to be drawn; whole, one path serves both. */
	bool whole = box_holds(view_frame(input->view), path_bounds(&area));
	struct path_mark *mark = group_path(scene->arena, own, area);
	mark->fill = fill;
	scene_backdrop(scene, &rings, fill, scene_land(drawing, feature));
	const struct theme_hatch *hatch = hatch_of(input, o, joined);
	scene_hatching_draw(input, scene, hatch, &rings, own);
	if (whole && !hatch)
		mark->stroke = edge;
	else
		scene_stroke_lines(scene->arena, own, &lines, edge);
	obstacles_add_lines(&scene->obstacles, OBSTACLE_EDGE, &lines, o->edge_width / 2, o->edge_cost);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	struct path path = path_new(arena);
	path_rect(&path, box);
	group_path(arena, parent, path)->fill = entry->colour;
	scene_hatching_key(entry->input, arena, entry->hatch, box, parent);
}

/* "Joined in 2.0 (2017)" in every language shown. */
static struct localized class_text(const struct scene_input *input, struct arena *arena, size_t version)
{
	const struct version_spec *v = &input->spec->versions[version];
	struct localized text = {ARENA_ARRAY(arena, input->language_count, struct localized_entry), 0};
	const char *key = version == 0 ? (v->year ? "since" : "since_plain") : v->year ? "joined" : "joined_plain";
	for (size_t i = 0; i < input->language_count; i++)
		text.entries[text.count++] = (struct localized_entry){
		        input->languages[i],
		        messages_fill(arena, input->messages[i], key, "version", v->name, "year",
		                      messages_digits(arena, input->messages[i], arena_printf(arena, "%d", v->year)),
		                      (char *)NULL)};
	return text;
}

static void add_legend(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	const struct members_options *o = layer->options;
	for (size_t v = 0; v <= input->version; v++) {
		if (!input->spec->versions[v].member_count)
			continue;
		struct colour colour = theme_class(input->theme, v, input->spec->version_count);
		colour.opacity *= o->opacity;
		*scene_legend(scene) =
		        (struct legend_entry){.id = arena_printf(scene->arena, "since-%s", input->spec->versions[v].id),
		                              .text = class_text(input, scene->arena, v),
		                              .draw = draw_key,
		                              .input = input,
		                              .layer = layer,
		                              .colour = colour,
		                              .hatch = hatch_of(input, o, v)};
	}
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct map_spec *spec = input->spec;
	for (size_t i = 0; i < spec->member_count; i++) {
		int joined = map_spec_joined(spec, i);
		if (joined < 0 || (size_t)joined > input->version)
			continue;
		const struct feature *feature =
		        dataset_find(drawing->dataset, drawing->layer->data->key, spec->members[i].key);
		if (feature)
			draw_member(drawing, i, feature);
	}
	add_legend(drawing);
}

const struct layer_style members_style = {
        .kind = {"members", "the members' areas, coloured by the version in which they joined", options,
                 sizeof options / sizeof *options, sizeof(struct members_options)},
        .geometry = GEOMETRY_POLYGONS,
        .needs_data = true,
        .legend = add_legend,
        .build = build,
};
