/* The locator's frame: how far it reaches, and its layers.
 * In: the map's view. Out: a frame whose view is centred on the map's middle. Why so: an azimuthal projection about
 * the middle has no cut and no pole that could come in the map's way. A map too large for its region is shown on the
 * globe as it is seen from afar, one that hardly fits on its near side on the flat world. */
#include "furniture/locator.h"
#include "scene/places.h"
#include "scene/styles.h"

#include "base/buffer.h"
#include "base/units.h"
#include "expression/expression.h"

#include <math.h>

#define DETAIL            0.3 /* points */
#define LEAST_TIMES       2.5 /* the map's larger side */
#define FAR               40.0
#define REGION_MOST       80.0
#define WIDEST            180.0 /* degrees of arc: a map that shows more has nothing round it */
#define TALLEST           120.0
#define POLAR             55.0 /* latitude from which the flat world draws a map out */
#define GLOBE_MOST        80.0 /* degrees from the middle that a globe shows well */
#define SAMPLES           17
#define HORIZON           89.5 /* degrees from the middle; at 90 a place has no image */
#define HORIZON_POINTS    180
#define EDGE_STEP         2.0 /* degrees */
#define METRES_PER_DEGREE 111195.0

/* The length of a line across the map, in degrees of arc; places off the globe are passed over. */
static double line_degrees(const struct view *view, struct page_point from, struct page_point to)
{
	double metres = 0;
	struct lonlat before, at;
	bool has_before = false;
	for (int i = 0; i < SAMPLES; i++) {
		double t = i / (SAMPLES - 1.0);
		if (!view_inverse(view, (struct page_point){from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t},
		                  &at))
			continue;
		metres += has_before ? geodesic_distance(before, at) : 0;
		before = at;
		has_before = true;
	}
	return metres / METRES_PER_DEGREE;
}

struct locator_reach locator_reach_find(const struct view *view, double span)
{
	struct locator_reach reach = {0};
	struct box box = view_frame(view);
	double x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2, width = 0, height = 0;
	if (!view_inverse(view, (struct page_point){x, y}, &reach.middle))
		return reach;
	for (int i = 0; i <= 2; i++) { /* edges and middle: a conic's parallels differ */
		double row = box.top + box_height(box) * i / 2, column = box.left + box_width(box) * i / 2;
		width = fmax(width, line_degrees(view, (struct page_point){box.left, row},
		                                 (struct page_point){box.right, row}));
		height = fmax(height, line_degrees(view, (struct page_point){column, box.top},
		                                   (struct page_point){column, box.bottom}));
	}
	if (width > WIDEST || height > TALLEST)
		return reach;
	reach.degrees = fmax(span, LEAST_TIMES * fmax(width, height));
	reach.form = reach.degrees <= REGION_MOST            ? LOCATOR_REGION
	             : hypot(width, height) / 2 < GLOBE_MOST ? LOCATOR_GLOBE
	             : fabs(reach.middle.lat) < POLAR        ? LOCATOR_WORLD
	                                                     : LOCATOR_NONE;
	return reach;
}

static const char *degrees_text(struct arena *arena, double degrees)
{
	char number[48];
	return arena_text(arena, base_number_text(number, degrees, 4));
}

/* The edge of what is seen of the globe, clockwise. */
static struct lonlats globe_edge(struct arena *arena, const struct locator_reach *reach)
{
	struct places edge = {.arena = arena};
	if (reach->form == LOCATOR_GLOBE) {
		edge.points = ARENA_ARRAY(arena, HORIZON_POINTS, struct lonlat);
		edge.count = HORIZON_POINTS;
		for (int i = 0; i < HORIZON_POINTS; i++)
			edge.points[i] =
			        geodesic_direct(reach->middle, 360.0 * i / HORIZON_POINTS, HORIZON * METRES_PER_DEGREE);
	} else {
		size_t side = (size_t)(180 / EDGE_STEP) + 1;
		edge.points = ARENA_ARRAY(arena, 2 * side, struct lonlat);
		edge.count = 2 * side;
		for (size_t i = 0; i < side; i++) {
			double lat = -90 + EDGE_STEP * (double)i;
			edge.points[i] = (struct lonlat){reach->middle.lon - 180 + 1e-6, lat};
			edge.points[2 * side - 1 - i] = (struct lonlat){reach->middle.lon + 180 - 1e-6, lat};
		}
	}
	return (struct lonlats){edge.points, edge.count};
}

static struct view_request locator_request(struct arena *arena, const struct locator_reach *reach, struct lonlats edge,
                                           struct box box)
{
	const char *lon = degrees_text(arena, reach->middle.lon), *lat = degrees_text(arena, reach->middle.lat);
	struct lonlat *middle = ARENA_NEW(arena, struct lonlat);
	struct view_request request = {.points = edge.points, .point_count = edge.count, .frame = box, .padding = 1};
	*middle = reach->middle;
	if (reach->form == LOCATOR_REGION) {
		request.points = middle;
		request.point_count = 1;
		request.padding = 0;
		request.scale = reach->degrees * METRES_PER_DEGREE / (box_height(box) * METRES_PER_POINT);
	}
	request.projection =
	        reach->form == LOCATOR_WORLD
	                ? arena_printf(arena, "+proj=eqearth +lon_0=%s +datum=WGS84 +units=m +no_defs", lon)
	                : arena_printf(arena, "+proj=%s +lat_0=%s +lon_0=%s +datum=WGS84 +units=m +no_defs",
	                               reach->form == LOCATOR_GLOBE ? "ortho" : "laea", lat, lon);
	return request;
}

struct layer_list {
	struct arena *arena;
	const struct layer_spec **items;
	size_t count;
};

static void add_layer(struct layer_list *list, const char *id, const struct layer_style *style,
                      const struct data_spec *data, void *layer_options)
{
	struct layer_spec *layer = ARENA_NEW(list->arena, struct layer_spec);
	*layer = (struct layer_spec){.id = id,
	                             .kind = &style->kind,
	                             .data = data,
	                             .options = layer_options,
	                             .is_context = style == &area_style};
	list->items[list->count++] = layer;
}

/* A layer's options: its defaults, then pairs of key and value, up to a NULL. */
static void *new_options(struct arena *arena, const struct kind *kind, const char *const *pairs)
{
	struct diag diag;
	void *base = arena_alloc(arena, kind->size);
	option_defaults(arena, kind, base);
	diag_init(&diag);
	for (; *pairs; pairs += 2)
		if (!option_set(arena, option_find(kind, pairs[0]), base, pairs[1], no_place, &diag))
			BUG("an option of the locator is not valid");
	diag_clear(&diag);
	return base;
}

/* Only the places of a category. */
static void set_category(struct arena *arena, const struct kind *kind, void *base, const char *category)
{
	*(const struct expression **)((char *)base + option_find(kind, "where")->offset) =
	        expression_match(arena, LOCATOR_CATEGORY, no_place, &category, 1);
}

/* A text style of the theme that no theme need have, else the locator's own. */
static const char *style_name(const struct theme *theme, const char *name)
{
	return theme_style(theme, name) ? name : "locator";
}

static void add_names(struct layer_list *list, const struct theme *theme, const struct data_spec *data)
{
	const struct kind *name = &name_style_kind.kind, *marker = &marker_style.kind;
	const char *const sea[] = {"label_style", style_name(theme, "water"), "label_weight", "20", "reach", "20pt",
	                           NULL};
	const char *const country[] = {
	        "label_style", style_name(theme, "province"), "label_weight", "30", "reach", "12pt", NULL};
	const char *const city[] = {
	        "label_style", "locator", "size",         "2.2pt", "ring_width",        "0.4pt", "ring", "page",
	        "fill",        "ink",     "label_weight", "40",    "dot_without_label", "drop",  NULL};
	void *seas = new_options(list->arena, name, sea), *countries = new_options(list->arena, name, country);
	void *cities = new_options(list->arena, marker, city);
	set_category(list->arena, name, seas, "sea");
	set_category(list->arena, name, countries, "country");
	set_category(list->arena, marker, cities, "city");
	add_layer(list, "named-seas", &name_style_kind, data, seas);
	add_layer(list, "named-countries", &name_style_kind, data, countries);
	add_layer(list, "named-cities", &marker_style, data, cities);
}

/* Edges and names of the areas that are land. */
static void add_areas(struct layer_list *list, const struct data_spec *data)
{
	const struct kind *area = &area_style.kind;
	const char *const options[] = {"fill",     "none",        "edge",    "panel",        "edge_width",
	                               "0.4pt",    "label_style", "locator", "label_weight", "10",
	                               "smallest", "4",           "beside",  "yes",          NULL};
	add_layer(list, "named-areas", &area_style, data, new_options(list->arena, area, options));
}

/* From the bottom: sea where the globe has an edge, land, the map's extent, names. */
static void add_layers(struct layer_list *list, const struct block *block, const struct locator_reach *reach,
                       struct lonlats edge)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	const struct theme *theme = scene->theme;
	bool is_far = reach->form != LOCATOR_REGION || reach->degrees > FAR;
	const struct texts *lands = is_far && o->far.count ? &o->far : &o->data;
	struct globe_options *globe = ARENA_NEW(list->arena, struct globe_options);
	struct land_options *land = ARENA_NEW(list->arena, struct land_options);
	struct extent_options *extent = ARENA_NEW(list->arena, struct extent_options);
	list->items = ARENA_ARRAY(list->arena, 2 * lands->count + 3 * o->names.count + 2, const struct layer_spec *);
	*globe = (struct globe_options){edge, theme->colour[COLOUR_LOCATOR_SEA], theme->colour[COLOUR_NEATLINE], 0.5};
	*land = (struct land_options){theme->colour[COLOUR_LOCATOR_LAND]};
	*extent = (struct extent_options){scene->view, theme->colour[COLOUR_LOCATOR_FRAME],
	                                  theme->measure[MEASURE_LOCATOR_FRAME]};
	if (reach->form != LOCATOR_REGION)
		add_layer(list, "globe", &globe_style, NULL, globe);
	for (size_t i = 0; i < lands->count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, lands->items[i]);
		add_layer(list, "land", &land_style, data, land);
		if (o->named)
			add_areas(list, data);
	}
	add_layer(list, "extent", &extent_style, NULL, extent);
	for (size_t i = 0; i < o->names.count; i++)
		add_names(list, theme, map_spec_data(scene->spec, o->names.items[i]));
}

struct frame locator_frame(const struct block *block, struct box box, struct group *group)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	struct locator_reach reach = locator_reach_find(scene->view, o->span);
	struct lonlats edge = globe_edge(arena, &reach);
	struct layer_list layers = {.arena = arena};
	add_layers(&layers, block, &reach, edge);
	return (struct frame){
	        .name = block->spec->frame ? block->spec->frame->id : "locator",
	        .version = scene->version,
	        .request = locator_request(arena, &reach, edge, box),
	        .layers = layers.items,
	        .layer_count = layers.count,
	        .detail = DETAIL,
	        .ground = scene->theme->colour[COLOUR_LOCATOR_SEA],
	        .group = group_add(arena, group, NULL, "land"),
	        .labels = o->names.count || o->named ? group_add(arena, group, "labels", "labels") : NULL,
	};
}
