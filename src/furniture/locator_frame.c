/* The locator's frame: its view and its layers but for names.
 * In: the map's view. Out: a frame whose view is centred on the map's middle. Why so: an azimuthal projection about
 * the middle has no cut and no pole that could come in the map's way. A map too large for its region is shown on the
 * globe as it is seen from afar, one that hardly fits on its near side on the flat world. */
#include "furniture/locator.h"
#include "scene/places.h"

#include "base/buffer.h"
#include "base/units.h"

#define DETAIL            0.3 /* points */
#define FAR               40.0
#define HORIZON           89.5 /* degrees from the middle; at 90 a place has no image */
#define HORIZON_POINTS    180
#define EDGE_STEP         2.0 /* degrees */
#define METRES_PER_DEGREE 111195.0

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

/* Lines between the countries; those of which it is disputed whether they are some are dashed. */
static void add_borders(struct locator_layers *list, const struct scene_input *scene, const struct locator_options *o,
                        const struct texts *borders)
{
	const char *const line[] = {"colour", "panel", "width", "0.5pt", NULL};
	static double dash[] = {1.2, 1}; /* points */
	for (size_t i = 0; i < borders->count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, borders->items[i]);
		locator_layers_add_where(list, "borders", &line_style, data, o->borders_where, line);
		if (!o->disputed)
			continue;
		void *dashed = locator_layers_add_where(list, "disputed", &line_style, data, o->disputed, line);
		*(struct numbers *)((char *)dashed + option_find(&line_style.kind, "dash")->offset) =
		        (struct numbers){dash, 2};
	}
}

/* From the bottom: sea where the globe has an edge, land, borders, the map's extent, names. */
static void add_layers(struct locator_layers *list, const struct block *block, const struct locator_reach *reach,
                       struct lonlats edge, double height)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	const struct theme *theme = scene->theme;
	const char *const filled[] = {"fill", "locator_land", "edge", "none", NULL};
	bool is_far = reach->form != LOCATOR_REGION || reach->degrees > FAR;
	const struct texts *lands = is_far && o->far.count ? &o->far : &o->data;
	struct globe_options *globe = ARENA_NEW(list->arena, struct globe_options);
	struct land_options *land = ARENA_NEW(list->arena, struct land_options);
	struct extent_options *extent = ARENA_NEW(list->arena, struct extent_options);
	*globe = (struct globe_options){edge, theme->colour[COLOUR_LOCATOR_SEA], theme->colour[COLOUR_NEATLINE], 0.5};
	*land = (struct land_options){theme->colour[COLOUR_LOCATOR_LAND]};
	*extent = (struct extent_options){scene->view, theme->colour[COLOUR_LOCATOR_FRAME],
	                                  theme->measure[MEASURE_LOCATOR_FRAME]};
	if (reach->form != LOCATOR_REGION)
		locator_layers_add(list, "globe", &globe_style, NULL, globe);
	for (size_t i = 0; i < lands->count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, lands->items[i]);
		if (o->countries.count) /* areas tell names whose land they stand on */
			locator_layers_add_where(list, "land", &area_style, data, NULL, filled);
		else
			locator_layers_add(list, "land", &land_style, data, land);
	}
	if (reach->form == LOCATOR_REGION) /* on a globe they would only blur it */
		add_borders(list, scene, o, is_far && o->far_borders.count ? &o->far_borders : &o->borders);
	locator_layers_add(list, "extent", &extent_style, NULL, extent);
	locator_layers_add_names(list, block, reach, lands, height);
}

struct frame locator_frame(const struct block *block, struct box box, struct group *group)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	struct locator_reach reach = locator_reach_of(block);
	struct lonlats edge = globe_edge(arena, &reach);
	struct locator_layers layers = {.arena = arena, .is_context = true};
	add_layers(&layers, block, &reach, edge, box_height(box));
	return (struct frame){
	        .name = block->spec->frame ? block->spec->frame->id : "locator",
	        .version = scene->version,
	        .request = locator_request(arena, &reach, edge, box),
	        .layers = layers.items,
	        .layer_count = layers.count,
	        .detail = DETAIL,
	        .ground = scene->theme->colour[COLOUR_LOCATOR_SEA],
	        .group = group_add(arena, group, NULL, "land"),
	        .labels = o->names.count || o->countries.count ? group_add(arena, group, "labels", "labels") : NULL,
	};
}
