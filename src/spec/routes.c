/* `routes:` of a map file: smooth lines through places, each a data entry and a layer.
 * In: names of places, how loose the line is. Out: points on the globe along a curve through the places. The curve is a
 * cubic Hermite spline of unit vectors, brought back to the sphere: its tangents are those of a Catmull-Rom spline by
 * chord length (Barry & Goldman 1988), times the looseness, so that a place beside a long leg makes no loop. */
#include "spec/making.h"

#include <math.h>
#include <string.h>

#define THROUGH_MOST 500
#define STEPS        32 /* pieces of a leg */

struct route_item {
	const char *style;
	double looseness;
	struct localized label;
};
#define FIELD(name) offsetof(struct route_item, name)
static const struct option options[] = {
        {"through", OPTION_SECTION, 0, option_required,
         "the places in order, as places: names them, and [longitude, latitude] of what has no name",
         .choices = "[text|place|point]+"},
        {"style", OPTION_TEXT, FIELD(style), "line",
         "how it is drawn: expressway, road, railway, ferry, line, or road-building, road-planned, railway-building, "
         "railway-planned, line-planned; further keys are those of its kind of layer"},
        {"looseness", OPTION_NUMBER, FIELD(looseness), "1",
         "how far the schematic line swings at its places; 0: straight from place to place", 0, 2},
        {"label", OPTION_LOCALIZED, FIELD(label), NULL, "its name, along a line or ferry; others have a shield"},
};
#undef FIELD
const struct kind map_route_options = {"route", "an entry of routes:", OPTION_ROWS(options), sizeof(struct route_item)};

struct vector {
	double x, y, z;
};

static struct vector on_globe(struct lonlat at)
{
	double lon = at.lon * M_PI / 180, lat = at.lat * M_PI / 180;
	return (struct vector){cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)};
}

static struct vector sum(struct vector a, double times_a, struct vector b, double times_b)
{
	return (struct vector){a.x * times_a + b.x * times_b, a.y * times_a + b.y * times_b,
	                       a.z * times_a + b.z * times_b};
}

static double distance(struct vector a, struct vector b)
{
	struct vector d = sum(a, 1, b, -1);
	return sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
}

/* The direction of the curve at a place, per unit of chord. */
static struct vector tangent(const struct vector *at, size_t count, size_t i)
{
	const struct vector none = {0};
	size_t before = i ? i - 1 : i, after = i + 1 < count ? i + 1 : i;
	double d0 = distance(at[before], at[i]), d1 = distance(at[i], at[after]);
	struct vector in = d0 > 0 ? sum(at[i], 1 / d0, at[before], -1 / d0) : none,
	              out = d1 > 0 ? sum(at[after], 1 / d1, at[i], -1 / d1) : none;
	return d0 + d1 > 0 ? sum(in, d1 / (d0 + d1), out, d0 / (d0 + d1)) : none;
}

/* The tangent at an end, where the curve bends no further. */
static struct vector end_tangent(struct vector end, struct vector next, struct vector at_next, double direction)
{
	double d = distance(end, next);
	struct vector chord = sum(next, direction / d, end, -direction / d);
	return d > 0 ? sum(chord, 1.5, at_next, -0.5) : chord;
}

static struct lonlat position(struct vector at)
{
	double length = sqrt(at.x * at.x + at.y * at.y + at.z * at.z);
	return (struct lonlat){atan2(at.y, at.x) * 180 / M_PI, asin(fmax(-1, fmin(1, at.z / length))) * 180 / M_PI};
}

static void add_leg(struct lonlat *out, struct vector a, struct vector b, struct vector from_a, struct vector to_b,
                    double looseness)
{
	double d = distance(a, b) * looseness;
	for (int i = 0; i < STEPS; i++) {
		double t = (double)i / STEPS, t2 = t * t, t3 = t2 * t;
		struct vector ends = sum(a, 2 * t3 - 3 * t2 + 1, b, 3 * t2 - 2 * t3),
		              bend = sum(from_a, d * (t3 - 2 * t2 + t), to_b, d * (t3 - t2));
		out[i] = position(sum(ends, 1, bend, 1));
	}
}

/* Lets longitudes go on over the date line, where they stay within -180 to 180 or 0 to 360. */
static void unroll(struct arena *arena, struct lonlat *points, size_t count)
{
	double *lon = ARENA_ARRAY(arena, count, double), west = points[0].lon, east = west;
	lon[0] = points[0].lon;
	for (size_t i = 1; i < count; i++) {
		lon[i] = points[i].lon + 360 * round((lon[i - 1] - points[i].lon) / 360);
		west = fmin(west, lon[i]);
		east = fmax(east, lon[i]);
	}
	double shift = west < -180 ? 360 : 0;
	for (size_t i = 0; i < count && west + shift >= -180 && east + shift <= 360; i++)
		points[i].lon = lon[i] + shift;
}

/* The columns of its name, after those of its points; then the same of a row. */
static const char *name_columns(struct arena *arena, const struct localized *label, bool is_head)
{
	struct buffer cells;
	buffer_init(&cells);
	for (size_t i = 0; i < label->count; i++) {
		const struct localized_entry *name = &label->entries[i];
		if (is_head)
			buffer_printf(&cells, *name->language ? ",name_%s" : ",name", name->language);
		else
			buffer_char(&cells, ','), making_cell(&cells, name->text);
	}
	const char *text = arena_text(arena, cells.bytes ? cells.bytes : "");
	buffer_clear(&cells);
	return text;
}

static const char *route_csv(struct arena *arena, const struct made_place *places, size_t count,
                             const struct route_item *read)
{
	struct vector *at = ARENA_ARRAY(arena, count, struct vector), *bend = ARENA_ARRAY(arena, count, struct vector);
	size_t point_count = (count - 1) * STEPS + 1;
	struct lonlat *points = ARENA_ARRAY(arena, point_count, struct lonlat);
	struct buffer csv;
	for (size_t i = 0; i < count; i++)
		at[i] = on_globe(places[i].at);
	for (size_t i = 0; i < count; i++)
		bend[i] = tangent(at, count, i);
	if (count > 2) {
		bend[0] = end_tangent(at[0], at[1], bend[1], 1);
		bend[count - 1] = end_tangent(at[count - 1], at[count - 2], bend[count - 2], -1);
	}
	for (size_t i = 0; i + 1 < count; i++)
		add_leg(points + i * STEPS, at[i], at[i + 1], bend[i], bend[i + 1], read->looseness);
	points[point_count - 1] = position(at[count - 1]);
	unroll(arena, points, point_count);
	buffer_init(&csv);
	const char *names = name_columns(arena, &read->label, false);
	buffer_printf(&csv, "lon,lat%s\n", name_columns(arena, &read->label, true));
	for (size_t i = 0; i < point_count; i++)
		buffer_printf(&csv, "%.6f,%.6f%s\n", points[i].lon, points[i].lat, names);
	const char *text = arena_text(arena, csv.bytes);
	buffer_clear(&csv);
	return text;
}

/* A place, or [longitude, latitude]. False with an error. */
static bool read_stop(struct making *making, const struct node *item, struct made_place *out)
{
	struct reader *in = &making->map->in;
	if (item->type != NODE_LIST)
		return making_read_place(making, item, out);
	*out = (struct made_place){.place = item->place, .country = "", .written = "", .name = ""};
	if (item->count == 2) {
		bool has_lon = node_number(in, item->entries[0].value, "longitude", -360, 360, &out->at.lon);
		return node_number(in, item->entries[1].value, "latitude", -90, 90, &out->at.lat) && has_lon;
	}
	diag_error(in->diag, WRONG_VALUE, item->place, "in degrees, for example [2.35, 48.85]",
	           "through: expected a place or [longitude, latitude], found a list of %zu", item->count);
	return false;
}

/* The places of `through:`, *count of them; NULL with errors. */
static struct made_place *read_through(struct making *making, const struct node_entry *route, size_t *count)
{
	struct reader *in = &making->map->in;
	const struct node *through = node_get(route->value, "through");
	*count = 0;
	if (!through) {
		diag_error(in->diag, MISSING_KEY, route->key_place, "through: [Abidjan, Accra, Lomé]",
		           "route '%s' has no 'through'", route->key);
		return NULL;
	}
	if (!node_expect(in, through, NODE_LIST, "through"))
		return NULL;
	if (through->count < 2 || through->count > THROUGH_MOST) {
		diag_error(in->diag, WRONG_VALUE, through->place, "through: [Abidjan, Accra, Lomé]",
		           "through: a route has 2 to %d places, found %zu", THROUGH_MOST, through->count);
		return NULL;
	}
	struct made_place *places = ARENA_ARRAY(in->arena, through->count, struct made_place);
	for (size_t i = 0; i < through->count; i++)
		*count += read_stop(making, through->entries[i].value, &places[*count]);
	return *count == through->count ? places : NULL;
}

/* The look of the style, with the keys that the author adds. */
static struct node *route_layer(struct making *making, const struct node_entry *route, const char *style)
{
	struct texts styles = making_form_names(making, "routes");
	const struct node *named = node_get(route->value, "style");
	struct node *layer = making_form(making, "routes", style, route->key_place);
	if (!layer) {
		node_unknown(&making->map->in, named ? named->place : route->key_place, "route style", style,
		             styles.items, styles.count);
		return NULL;
	}
	for (size_t i = 0; i < route->value->count; i++) {
		const struct node_entry *own = &route->value->entries[i];
		struct node_entry *usual = node_entry_find(layer, own->key);
		if (option_find(&map_route_options, own->key))
			continue;
		if (usual)
			*usual = *own;
		else
			node_add(making->map->in.arena, layer, own->key, own->key_place, own->value);
	}
	return layer;
}

/* A name stands along a plain line; false with an error where there is none. */
static bool add_label(struct making *making, const struct node_entry *route, struct node *layer)
{
	const struct node *label = node_get(route->value, "label"), *kind = node_get(layer, "kind");
	if (!label)
		return true;
	if (!kind || strcmp(kind->text, "line") != 0) {
		diag_error(making->map->in.diag, CONTRADICTION, label->place,
		           "write shield: A1, or legend: its name, or style: line",
		           "label: a route of this style has no name along it");
		return false;
	}
	if (!node_entry_find(layer, "label_style"))
		making_add_text(making, layer, "label_style", "town");
	return true;
}

static void make_route(struct making *making, const struct node_entry *route)
{
	struct route_item read = {.style = ""};
	struct reader *in = &making->map->in;
	size_t count, errors = in->diag->errors;
	if (!node_expect(in, route->value, NODE_MAP, route->key) ||
	    !node_is_id(in, route->key, route->key_place, "route"))
		return;
	for (size_t i = 0; i < map_route_options.option_count; i++) {
		const struct option *option = &options[i];
		const struct node *own = node_get(route->value, option->key);
		if (option->type == OPTION_SECTION)
			continue;
		if (own)
			options_read_value(in, option, own, (char *)&read + option->offset);
		else if (option->fallback)
			option_set(in->arena, option, &read, option->fallback, route->key_place, in->diag);
	}
	const struct made_place *places = read_through(making, route, &count);
	struct node *layer = in->diag->errors == errors ? route_layer(making, route, read.style) : NULL;
	if (!places || !layer || !add_label(making, route, layer))
		return;
	struct node *data = node_new(in->arena, NODE_MAP, route->key_place);
	making_add_text(making, data, "text", route_csv(in->arena, places, count, &read));
	making_add_text(making, data, "as", "line");
	making_add_text(making, data, "schematic", "yes");
	making_put_data(making, route->key, data);
	making_add_text(making, layer, "data", route->key);
	making_put_layer(making, route->key, layer, false);
	making_put_source(making, "schematic", route->key_place);
}

void making_routes(struct making *making)
{
	const struct node *routes = node_get(making->top, "routes");
	if (!routes || node_is_none(routes) || !node_expect(&making->map->in, routes, NODE_MAP, "routes"))
		return;
	for (size_t i = 0; i < routes->count; i++)
		make_route(making, &routes->entries[i]);
}
