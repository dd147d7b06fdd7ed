/* Area style: polygons with a fill and an edge, each feature a group, and names inside them.
 * One path per feature: one path per layer draws up to twice as slowly. */
#include "geometry/mesh.h"
#include "scene/area_mesh.h"
#include "scene/fetch.h"
#include "scene/hatching.h"
#include "scene/name_key.h"
#include "scene/names.h"
#include "scene/outlines.h"
#include "scene/project.h"
#include "scene/spread.h"
#include "scene/styles.h"

#include "base/units.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define EDGE_INK     0.45 /* of the ink in the edges that a plain map has by itself */
#define KEY_CONTRAST 1.1  /* that a fill has with the page, or its key gets an edge */
#define KEY_EDGE     0.5  /* points */
#define COAST_WIDTH  0.35 /* points, beside the land */
#define LEAST_SEEN   0.25 /* points each way that a fill without an edge must have to be seen */

struct area_options {
	const char *fill, *edge, *hatch;
	double edge_width, edge_cost;
	const struct expression *where;
	struct label_options label;
	const char *avoid, *prefer;
	double label_weight;
	double smallest; /* square millimetres on the page that a named area must have */
	struct scale_options scale;
	double label_below;
	bool stretch, follow, beside;
};

#define FIELD(name) offsetof(struct area_options, name)
static const struct option options[] = {
        {"fill", OPTION_COLOUR, FIELD(fill), "",
         "fill colour [none; in a map without versions a class of the theme, unless there is an edge or a hatch]"},
        {"edge", OPTION_COLOUR, FIELD(edge), "", "outline colour [none; round such a class a darker one]"},
        {"edge_width", OPTION_LENGTH, FIELD(edge_width), "0.4pt", "outline width", 0, 50, .needs = "edge"},
        {"edge_cost", OPTION_NUMBER, FIELD(edge_cost), "0",
         "what a label pays to lie across the outline, per 10 points", 0, 1000},
        {"hatch", OPTION_HATCH, FIELD(hatch), "none",
         "hatch over the fill: a name in the theme's or the map's hatches"},
        {"where", OPTION_FILTER, FIELD(where), NULL,
         "only features that pass this condition: rank <= 3, or {kind: station}"},
        LABEL_OPTION_ROWS(struct area_options, label, "no"),
        {"avoid", OPTION_COLOUR, FIELD(avoid), "none",
         "colour of the fills that the names keep off, as a province's name keeps off lakes", .needs = "label"},
        {"prefer", OPTION_COLOUR, FIELD(prefer), "none",
         "colour of the fill that the names rather stand on, as a province's name on bare land", .needs = "label"},
        {"label_weight", OPTION_NUMBER, FIELD(label_weight), "20", "how much a name is worth", 0, 100000,
         .needs = "label"},
        {"smallest", OPTION_NUMBER, FIELD(smallest), "0", "smallest area that is named, square millimetres on the page",
         0, 1000000, .needs = "label"},
        SCALE_OPTION_ROWS(struct area_options, scale),
        {"label_below", OPTION_NUMBER, FIELD(label_below), "0", "names only at scales larger than 1:label_below", 0,
         1e12, .needs = "label"},
        {"stretch", OPTION_BOOL, FIELD(stretch), "no", "letterspace the name to the area's extent", .needs = "label"},
        {"follow", OPTION_BOOL, FIELD(follow), "no", "the name may lie along a long area, on an arc along a bent one",
         .needs = "label"},
        {"beside", OPTION_BOOL, FIELD(beside), "no", "a name that does not fit into the area may stand at its edge",
         .needs = "label"},
};

/* Whether the author of a plain map has left the look to the program: drawn as in an old map, the layer would be
 * unseen. */
static bool has_own_look(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct area_options *o = layer->options;
	return !input->spec->has_versions && !*o->fill && !*o->edge && !theme_hatch(input->theme, o->hatch);
}

/* How many of the layer's looks are left to the program, of those that lie below the one with these options: the last
 * class is the lowest. */
static size_t own_looks(const struct scene_input *input, const struct layer_spec *layer, const void *below)
{
	size_t count, own = 0;
	const struct layer_spec *looks = map_spec_looks(layer, &count);
	while (count > 0 && looks[count - 1].options != below)
		own += has_own_look(input, &looks[--count]);
	return own;
}

/* Each further layer or class that has its look from the program has the next of the theme's classes, the most muted
 * first; if there are more than classes, as where each district is a file, all have the most muted: colours that come
 * again would say that some belong together. */
static struct colour fill_of(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct area_options *o = layer->options;
	const struct layer_spec *whole = map_spec_whole(layer);
	if (!has_own_look(input, layer))
		return scene_colour(input, *o->fill ? o->fill : "none");
	size_t taken = own_looks(input, whole, o), all = 0, count = input->theme->class_count;
	for (size_t i = 0; i < input->spec->layer_count; i++) {
		const struct layer_spec *other = &input->spec->layers[i];
		size_t own = other->kind == layer->kind ? own_looks(input, other, NULL) : 0;
		all += own;
		taken += other < whole ? own : 0;
	}
	return input->theme->classes[all > count ? count - 1 : count - 1 - taken];
}

static struct colour edge_of(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct area_options *o = layer->options;
	if (!has_own_look(input, layer))
		return scene_colour(input, *o->edge ? o->edge : "none");
	/* Not the ground's: islands that are smaller than their edge would be unseen. */
	return colour_mix(fill_of(input, layer), input->theme->colour[COLOUR_INK], EDGE_INK);
}

static double rings_area(const struct polylines *rings)
{
	double area = 0;
	for (size_t i = 0; i < rings->count; i++)
		area += geometry_ring_area(rings->items[i].points, rings->items[i].count);
	return fabs(area) / (POINTS_PER_MM * POINTS_PER_MM);
}

static void add_name(const struct layer_drawing *drawing, const struct feature *feature, const struct names *names,
                     const struct group *own, const struct polylines *rings)
{
	const struct area_options *o = drawing->layer->options;
	const struct name_style style = scene_label_style(drawing);
	struct label_request request = {
	        .id = arena_printf(drawing->scene->arena, "label-%s", own->id),
	        .owner = own->id,
	        .home = scene_land(drawing, feature),
	        .link = own->link,
	        .kind = LABEL_AREA,
	        .weight = o->label_weight + sqrt(rings_area(rings)),
	        .parts = rings->items,
	        .part_count = rings->count,
	        .upright = !o->follow,
	        .stretch = o->stretch,
	        .beside = o->beside,
	        .avoid = scene_colour(drawing->input, o->avoid),
	        .prefer = scene_colour(drawing->input, o->prefer),
	};
	scene_request_name(drawing, names, &style, request);
}

/* What build() works with. */
struct areas {
	const struct layer_drawing *drawing;
	struct colour fill, edge; /* as the options name them: not looked up for each of 200,000 features */
	struct group *coast;      /* below the fills, so that no border between neighbours has one; NULL: none */
	const struct theme_hatch *hatch;
	bool lends_edges;   /* a layer above leaves out what runs along them */
	bool counts_tiny;   /* the reader looks for each feature: those that nobody can see are counted */
	size_t drawn, tiny; /* features in the frame */
	struct arena rings; /* of one feature, until they are in its path */
	struct area_mesh mesh;
	struct arena meshed; /* the mesh's */
	bool edges_once;     /* two strokes of an edge that lets light through would be seen */
};

/* The rings as a path, on whose points they come to lie: a country's coast is held once. */
static struct path take_rings(struct arena *arena, struct polylines *rings)
{
	struct path path = polylines_path(arena, rings, true);
	struct polyline *items = ARENA_ARRAY(arena, rings->count, struct polyline);
	struct page_point *points = path.points;
	for (size_t i = 0; i < rings->count; i++) {
		items[i] = (struct polyline){points, rings->items[i].count};
		points += rings->items[i].count;
	}
	*rings = (struct polylines){items, rings->count, rings->count};
	return path;
}

/* A group below all features for the line between land and the sea that a globe has by itself: in some themes the two
 * hardly differ. */
static struct group *coast_group(const struct layer_drawing *drawing)
{
	const struct area_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	if (*o->edge || strcmp(o->fill, "land") != 0 || !scene_has_sea(drawing->input, &drawing->scene->globe))
		return NULL;
	struct group *group =
	        group_new(arena, arena_printf(arena, "%s-coast", page_id_from(arena, drawing->layer->id)), "edges");
	group->hidden_from_readers = true;
	return group;
}

/* Its inner half will lie below the fills. */
static void draw_coast(const struct areas *areas, struct path area, bool whole, const struct feature *feature)
{
	const struct scene_input *input = areas->drawing->input;
	struct stroke stroke = {.width = 2 * COAST_WIDTH, .join = JOIN_ROUND, .cap = CAP_BUTT};
	struct arena *arena = areas->drawing->scene->arena;
	struct polylines lines = {0};
	theme_colour(input->theme, "coast", &stroke.colour);
	if (whole) {
		group_path(arena, areas->coast, area)->stroke = stroke;
		return;
	}
	scene_project_lines(input, arena, areas->drawing->dataset, feature, &lines);
	if (lines.count)
		scene_stroke_lines(arena, areas->coast, &lines, stroke);
}

static void draw_feature(const struct areas *areas, struct path area, const struct polylines *rings,
                         const struct feature *feature, struct group *group)
{
	const struct scene_input *input = areas->drawing->input;
	struct scene *scene = areas->drawing->scene;
	const struct area_options *o = areas->drawing->layer->options;
	struct stroke stroke = {.colour = areas->edge, .width = o->edge_width, .join = JOIN_ROUND, .cap = CAP_ROUND};
	/* Cut by the frame, the ring runs along it, where no edge is to be drawn; whole, one path serves both. */
	bool whole = box_holds(view_frame(input->view), path_bounds(&area)) &&
	             !scene_project_is_cut(input, feature_box(areas->drawing->dataset, feature));
	struct path_mark *mark = NULL;
	if (areas->coast)
		draw_coast(areas, area, whole, feature);
	if (areas->fill.opacity > 0) {
		mark = group_path(scene->arena, group, area);
		mark->fill = areas->fill;
	}
	scene_backdrop(scene, rings, areas->fill, scene_land(areas->drawing, feature));
	scene_tint(scene, rings, areas->fill);
	scene_hatching_draw(input, scene, areas->hatch, rings, group);
	bool edged = areas->edge.opacity > 0;
	bool edged_by_fill = edged && mark && whole && !areas->hatch && !areas->lends_edges && !areas->edges_once;
	struct polylines lines = {0};
	bool wants_lines = (edged && !edged_by_fill) || o->edge_cost > 0;
	if (wants_lines && areas->mesh.is_read &&
	    !scene_project_is_cut(input, feature_box(areas->drawing->dataset, feature)))
		scene_project_inside(input, scene->arena, rings, true, &lines);
	else if (wants_lines) /* reads and projects the feature again */
		scene_project_lines(input, scene->arena, areas->drawing->dataset, feature, &lines);
	if (edged_by_fill)
		mark->stroke = stroke;
	else if (edged && !areas->edges_once && lines.count)
		scene_stroke_lines(scene->arena, group, &lines, stroke);
	if (edged && areas->lends_edges)
		scene_outlines_add(areas->drawing, &lines);
	if (o->edge_cost > 0)
		obstacles_add_lines(&scene->obstacles, OBSTACLE_EDGE, &lines, o->edge_width / 2, o->edge_cost);
}

/* Whether a key of that fill would not be seen in the legend. */
static bool is_like_page(const struct theme *theme, struct colour fill)
{
	struct colour page = theme->colour[COLOUR_PAGE];
	return fill.opacity > 0 && colour_contrast(colour_over(fill, page), page) < KEY_CONTRAST;
}

static bool draws_names_alone(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct area_options *o = layer->options;
	return scene_label_is_asked(layer) && fill_of(input, layer).opacity == 0 &&
	       edge_of(input, layer).opacity == 0 && !theme_hatch(input->theme, o->hatch);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct area_options *o = entry->layer->options;
	if (draws_names_alone(entry->input, entry->layer)) {
		scene_name_key(arena, parent, entry, box);
		return;
	}
	struct path path = path_new(arena);
	path_rect(&path, box);
	struct path_mark *mark = group_path(arena, parent, path);
	mark->fill = fill_of(entry->input, entry->layer);
	scene_hatching_key(entry->input, arena, theme_hatch(entry->input->theme, o->hatch), box, parent);
	struct stroke edge = {.colour = edge_of(entry->input, entry->layer), .width = o->edge_width};
	if (edge.colour.opacity == 0 && is_like_page(entry->input->theme, mark->fill))
		edge = (struct stroke){.colour = entry->input->theme->colour[COLOUR_RULE], .width = KEY_EDGE};
	if (edge.colour.opacity > 0)
		group_path(arena, parent, path)->stroke = edge;
}

/* Whether the reader of the map looks for each feature: the layer is told of in the legend, or has the look that a map
 * gives to data of which its author has said nothing else. An inset's are seen in the map. */
static bool is_about_features(const struct scene_input *input, const struct layer_spec *layer)
{
	return !input->is_part && input->scale_bounds &&
	       (layer->title.count || layer->whole || has_own_look(input, layer));
}

/* Whether the middle of a feature of which nothing can be drawn lies in the frame. */
static bool is_in_frame(const struct view *view, struct lonlat_box bounds)
{
	struct page_point middle = view_forward_one(
	        view, (struct lonlat){(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2});
	struct box frame = view_frame(view);
	return middle.x >= frame.left && middle.x <= frame.right && middle.y >= frame.top && middle.y <= frame.bottom;
}

/* Counts a feature with these bounds whose fill is `box` on the page: empty where it is too small even for a path. */
static void count_tiny(struct areas *areas, struct lonlat_box bounds, struct box box)
{
	bool has_path = box.left <= box.right;
	if (!areas->counts_tiny || (!has_path && (!scene_fetch_box_is_too_small(areas->drawing->input, bounds) ||
	                                          !is_in_frame(areas->drawing->input->view, bounds))))
		return;
	areas->drawn++;
	bool has_edge = areas->edge.opacity > 0 || areas->coast;
	areas->tiny += !has_path || (!has_edge && fmax(box_width(box), box_height(box)) < LEAST_SEEN);
}

static void tell_tiny(const struct areas *areas)
{
	const struct layer_spec *layer = areas->drawing->layer;
	struct diag *diag = areas->drawing->input->diag;
	if (areas->tiny)
		diag_note(diag, LEFT_OUT, layer->place,
		          areas->edge.opacity > 0 ? "an inset, frames:, shows them larger"
		                                  : "edge: and a colour shows most of them as dots; an inset, frames:, "
		                                    "shows them larger",
		          "%s'%s': %zu of %zu areas are too small to be seen at this scale",
		          layer->whole ? arena_printf(&diag->arena, "class %zu of layer ", layer->number) : "layer ",
		          layer->id, areas->tiny, areas->drawn);
}

static void draw_area(struct areas *areas, const struct feature *feature)
{
	const struct layer_drawing *drawing = areas->drawing;
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	const struct area_options *o = layer->options;
	struct arena *arena = drawing->scene->arena;
	struct polylines rings = {0};
	if (!feature_matches(drawing->dataset, feature, o->where))
		return;
	arena_reset(&areas->rings);
	if (areas->mesh.is_read && areas->mesh.next < areas->mesh.count)
		rings = areas->mesh.areas[areas->mesh.next++];
	else
		scene_project_rings(input, &areas->rings, drawing->dataset, feature, &rings);
	if (!rings.count) {
		count_tiny(areas, feature_box(areas->drawing->dataset, feature), box_empty);
		return;
	}
	struct path area = take_rings(arena, &rings);
	count_tiny(areas, feature_box(areas->drawing->dataset, feature), path_bounds(&area));
	struct names names = scene_label_names(drawing, feature);
	struct group *own =
	        feature_group(drawing, feature, feature_id(arena, layer, drawing->dataset, feature), &names);
	draw_feature(areas, area, &rings, feature, own);
	if (scene_label_is_asked(layer) && names.first && rings_area(&rings) >= o->smallest &&
	    scene_scale_allows(input, o->label_below) &&
	    !scene_is_named_already(drawing, &names, dataset_first_point(drawing->dataset, feature_part(feature, 0))))
		add_name(drawing, feature, &names, own, &rings);
}

/* Brings neighbours to the page together, and lays what hides the seams between their fills. */
static void begin_mesh(struct areas *areas)
{
	const struct layer_drawing *drawing = areas->drawing;
	const struct area_options *o = drawing->layer->options;
	arena_init(&areas->meshed);
	area_mesh_read(drawing, o->where, areas->counts_tiny, &areas->meshed, &areas->mesh);
	areas->edges_once = areas->mesh.is_read && areas->edge.opacity > 0 && areas->edge.opacity < 1;
	bool is_covered = area_mesh_is_covered((struct stroke){.colour = areas->edge, .width = o->edge_width});
	if (areas->mesh.is_read && !is_covered)
		area_mesh_bed(drawing,
		              arena_printf(drawing->scene->arena, "%s-bed",
		                           page_id_from(drawing->scene->arena, drawing->layer->id)),
		              areas->mesh.areas, areas->mesh.count, areas->fill);
}

/* The edges of all areas, each once. */
static void draw_edges_once(const struct areas *areas)
{
	const struct layer_drawing *drawing = areas->drawing;
	const struct area_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct polylines all = {0}, lines = {0};
	geometry_mesh_lines(arena, areas->mesh.areas, areas->mesh.count, &all);
	scene_project_inside(drawing->input, arena, &all, false, &lines);
	if (!lines.count)
		return;
	struct group *group =
	        group_add(arena, drawing->group,
	                  arena_printf(arena, "%s-edges", page_id_from(arena, drawing->layer->id)), "edges");
	group->hidden_from_readers = true;
	scene_stroke_lines(
	        arena, group, &lines,
	        (struct stroke){.colour = areas->edge, .width = o->edge_width, .join = JOIN_ROUND, .cap = CAP_BUTT});
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct area_options *o = drawing->layer->options;
	struct areas areas = {.drawing = drawing,
	                      .fill = fill_of(input, drawing->layer),
	                      .edge = edge_of(input, drawing->layer),
	                      .coast = coast_group(drawing),
	                      .hatch = theme_hatch(input->theme, o->hatch),
	                      .lends_edges = scene_outlines_are_wanted(drawing),
	                      .counts_tiny = is_about_features(input, drawing->layer)};
	arena_init(&areas.rings);
	begin_mesh(&areas);
	struct visible_features visible;
	visible_features_begin(input, drawing->dataset, &visible);
	visible.keeps_tiny = areas.counts_tiny;
	for (const struct feature *feature; (feature = visible_features_next(&visible));)
		draw_area(&areas, feature);
	visible_features_end(&visible);
	if (areas.edges_once)
		draw_edges_once(&areas);
	if (areas.coast && areas.coast->mark_count) {
		group_adopt(drawing->scene->arena, drawing->group, areas.coast);
		group_lower_last(drawing->group);
	}
	tell_tiny(&areas);
	arena_clear(&areas.rings);
	arena_clear(&areas.meshed);
	if (drawing->group->mark_count > 0)
		scene_layer_legend(drawing, draw_key);
}

const struct layer_style area_style = {
        .kind = {"area", "filled polygons with names", options, sizeof options / sizeof *options,
                 sizeof(struct area_options)},
        .geometry = GEOMETRY_POLYGONS,
        .needs_data = true,
        .within_view = true,
        .label_style = "province",
        .build = build,
};
