/* What the locator names. In: label points and towns, the countries that the map lies in. Out: layers.
 * Why so: it is what tells a stranger where the map lies, and no more than a small picture holds. Near by these are the
 * map's country, the capital, neighbours and the sea; on the globe continents, oceans, its country and the largest
 * others. Each kind is found by its rank and how near it lies, since a layer knows no number of names. */
#include "furniture/locator.h"

#include "base/utf8.h"
#include "expression/expression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define METRES_PER_DEGREE 111195.0
#define WIDE              1.15 /* a picture is wider than high: times half its height */
#define CONTINENTS_SEEN   72.0
#define GLOBE_SEEN        62.0 /* degrees from the middle of a globe: further out names lie askew */
#define LARGE_CAPITAL     250000.0
#define CAPITAL_TIMES     10.0 /* as well known as a town with so many times its people */
#define LARGE_TOWN        1000000.0
#define VERY_LARGE        7e6 /* square kilometres */
#define TOWNS_REACH       9.0 /* degrees up to which large towns are named */
#define CAPITALS_REACH    50.0
#define LAND_DEGREES      9.0 /* half the radius of a large country, as if it were round */
#define RING_SIDE         9.0 /* points: of a frame that has a ring (scene/extent.c) */
#define RING_RADIUS       6.0
#define LAKE              "lake"

enum { WATERS = 3, COUNTRIES = 6, FAR_COUNTRIES = 3, CAPITALS = 4, TOWNS = 3, MOST = 8 };

static const struct place nowhere = {0};

struct candidate {
	const char *value; /* by which a layer finds it */
	double cost;       /* the least are taken */
};

/* What a kind of names is worth: infinity: it is not named. */
struct choice {
	const struct block *block;
	const struct locator_reach *reach;
	struct locator_own *own;
	double metres; /* from the middle to what is seen */
	double height; /* of the picture, points */
};
typedef double cost_of(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                       double distance);

static double number_in(const struct dataset *points, const struct feature *feature, const char *column)
{
	double number = 0;
	const char *text = feature_value(points, feature, column);
	return text && dataset_number_parse(points, text, &number) ? number : 0;
}

static const char *text_in(const struct dataset *points, const struct feature *feature, const char *column)
{
	const char *text = feature_value(points, feature, column);
	return text ? text : "";
}

static bool is_own(const struct choice *choice, const char *country)
{
	for (size_t i = 0; i < choice->own->count; i++)
		if (!strcmp(choice->own->codes[i], country))
			return true;
	return false;
}

static double sea_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                       double distance)
{
	double rank = number_in(points, feature, "rank");
	if (!strcmp(text_in(points, feature, "kind"), LAKE) || (choice->reach->form != LOCATOR_REGION && rank > 0))
		return INFINITY;
	return rank + 3 * distance / choice->metres;
}

/* The area of a country reaches further than its label point. */
static double country_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                           double distance)
{
	if (is_own(choice, text_in(points, feature, LOCATOR_COUNTRY)))
		return INFINITY;
	return number_in(points, feature, "rank") + 4 * distance / choice->metres;
}

static double capital_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                           double distance)
{
	double people = number_in(points, feature, "population");
	if (number_in(points, feature, "capital") != 1 || people < LARGE_CAPITAL ||
	    is_own(choice, text_in(points, feature, LOCATOR_COUNTRY)))
		return INFINITY;
	return 3 * distance / choice->metres - log10(people);
}

static double town_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                        double distance)
{
	double people = number_in(points, feature, "population");
	if (number_in(points, feature, "capital") == 1 || people < LARGE_TOWN)
		return INFINITY;
	return distance / choice->metres - 2 * log10(people);
}

static int by_cost(const void *a, const void *b)
{
	const struct candidate *one = a, *other = b;
	return one->cost != other->cost ? (one->cost < other->cost ? -1 : 1) : strcmp(one->value, other->value);
}

/* What may be seen, in degrees: all round where a pole, the date line or most of the globe is near. Areas of countries
 * reach further than their label points. */
static struct lonlat_box box_near(const struct choice *choice)
{
	struct lonlat middle = choice->reach->middle;
	double high = choice->metres / METRES_PER_DEGREE + LAND_DEGREES;
	struct lonlat_box box = {-180, fmax(-90, middle.lat - high), 180, fmin(90, middle.lat + high)};
	double wide = high / fmax(0.01, cos((fabs(middle.lat) + high) * M_PI / 180));
	if (fabs(middle.lat) + high < 85 && middle.lon - wide > -180 && middle.lon + wide < 180) {
		box.west = middle.lon - wide;
		box.east = middle.lon + wide;
	}
	return box;
}

/* The condition that the best `most` of the points pass, by their values in a column; NULL: there is none. */
static const struct expression *best_of(const struct choice *choice, const struct data_spec *data, cost_of *cost,
                                        const char *column, size_t most, struct arena *arena)
{
	const struct dataset *points = scene_dataset(choice->block->input->scene, data);
	const char *values[MOST];
	struct candidate *found = NULL;
	size_t count = 0, capacity = 0;
	struct feature_walk walk;
	dataset_walk(points, box_near(choice), choice->block->input->scene->diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk));) {
		struct lonlat at = dataset_first_point(points, feature_part(feature, 0));
		double distance = geodesic_distance(choice->reach->middle, at);
		double radius = sqrt(number_in(points, feature, "km2") / M_PI) * 1000;
		double costs =
		        distance < choice->metres + radius / 2 ? cost(choice, points, feature, distance) : INFINITY;
		if (!isfinite(costs))
			continue;
		found = arena_grow(arena, found, count, &capacity, sizeof *found);
		found[count++] = (struct candidate){arena_text(arena, text_in(points, feature, column)), costs};
	}
	feature_walk_end(&walk);
	if (count)
		qsort(found, count, sizeof *found, by_cost);
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++)
		values[i] = found[i].value;
	return count ? expression_match(arena, column, nowhere, values, count) : NULL;
}

static void add_waters(struct locator_layers *list, const struct choice *choice, const struct data_spec *data)
{
	const char *const look[] = {"label_style",
	                            locator_style(choice->block->input->scene->theme, "water"),
	                            "label_weight",
	                            "20",
	                            "reach",
	                            "10pt",
	                            "prefer",
	                            "locator_sea",
	                            "avoid",
	                            "locator_land",
	                            NULL};
	const struct expression *seas = best_of(choice, data, sea_cost, "name", WATERS, list->arena);
	if (seas)
		locator_layers_add_where(list, "named-seas", &name_style_kind, data, seas, look);
}

/* On the globe continents say more: of countries only the largest are named beside them. */
static double far_country_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                               double distance)
{
	return number_in(points, feature, "km2") < VERY_LARGE ? INFINITY
	                                                      : country_cost(choice, points, feature, distance);
}

static double continent_cost(const struct choice *choice, const struct dataset *points, const struct feature *feature,
                             double distance)
{
	(void)points, (void)feature;
	return distance / choice->metres;
}

static void add_continents(struct locator_layers *list, const struct choice *choice, const struct data_spec *data)
{
	const char *const look[] = {"label_style", "locator", "label_weight", "30", "reach",
	                            "10pt",        "prefer",  "locator_land", NULL};
	struct choice further = *choice;
	further.metres = METRES_PER_DEGREE * CONTINENTS_SEEN;
	const struct expression *seen = best_of(&further, data, continent_cost, "name", MOST, list->arena);
	if (seen)
		locator_layers_add_where(list, "named-continents", &name_style_kind, data, seen, look);
}

static const struct expression *countries_named(struct arena *arena, const char *const *codes, size_t count)
{
	return count ? expression_match(arena, LOCATOR_COUNTRY, nowhere, codes, count) : NULL;
}

static const char *country_style(const struct choice *choice)
{
	return locator_style(choice->block->input->scene->theme, "locator_country");
}

/* Of these conditions and that the country is, or is not, so large that its name is likely to fit into it; the name
 * beside it would stand on a neighbour. */
static const struct expression *by_size(const struct choice *choice, const struct data_spec *points, bool is_large,
                                        const struct expression *countries, struct arena *arena)
{
	const struct scene_input *scene = choice->block->input->scene;
	const struct dataset *labels = scene_dataset(scene, points);
	double km_per_point = choice->reach->degrees * METRES_PER_DEGREE / 1000 / choice->height;
	const char **codes = ARENA_ARRAY(arena, labels->feature_count + 1, const char *);
	size_t count = 0;
	for (size_t i = 0; i < labels->feature_count; i++) {
		const struct feature *feature = &labels->features[i];
		double radius = sqrt(number_in(labels, feature, "km2") / M_PI) / km_per_point;
		double letters = (double)base_utf8_length(text_in(labels, feature, "name"));
		if (is_large == (radius > LOCATOR_LETTER / 2 * letters))
			codes[count++] = text_in(labels, feature, LOCATOR_COUNTRY);
	}
	const struct expression *const both[] = {countries, countries_named(arena, codes, count)};
	return count && countries ? expression_all(arena, both, 2) : NULL;
}

/* The map's own in any case, as far as there is room, and the most known others: the large inside, the small beside
 * them on the sea. */
static void add_countries(struct locator_layers *list, const struct choice *choice, const struct data_spec *points,
                          const struct data_spec *land)
{
	const char *style = country_style(choice);
#define LOOK(weight) "fill", "none", "edge", "none", "label_style", style, "label_weight", weight
	const char *const inside[] = {LOOK("12"), NULL}, *const own_inside[] = {LOOK("80"), "beside", "yes", NULL};
	const char *const at_sea[] = {LOOK("9"), "beside", "yes", "avoid", "locator_land", NULL};
#undef LOOK
	const struct locator_own *own = choice->own;
	struct arena *arena = list->arena;
	const struct expression *other = best_of(choice, points, country_cost, LOCATOR_COUNTRY, COUNTRIES, arena);
	const struct expression *first = countries_named(arena, own->codes, own->count ? 1 : 0), *of_size;
	const struct expression *further =
	        own->count > 1 ? countries_named(arena, own->codes + 1, own->count - 1) : NULL;
	if ((of_size = by_size(choice, points, true, other, arena)))
		locator_layers_add_where(list, "named-areas", &area_style, land, of_size, inside);
	if ((of_size = by_size(choice, points, false, other, arena)))
		locator_layers_add_where(list, "named-islands", &area_style, land, of_size, at_sea);
	if ((of_size = by_size(choice, points, true, further, arena)))
		locator_layers_add_where(list, "named-further", &area_style, land, of_size, inside);
	if ((of_size = by_size(choice, points, true, first, arena)))
		locator_layers_add_where(list, "named-own", &area_style, land, of_size, own_inside);
	struct locator_small small = {choice->block, choice->reach,    points,        land,
	                              style,         box_near(choice), choice->height};
	for (size_t i = 0; i < own->count; i++)
		choice->own->without_capital[i] = locator_layers_add_small(list, &small, own->codes[i], i == 0);
}

/* On the globe a country is smaller than its name, which stands at its label point. */
static void add_far_countries(struct locator_layers *list, const struct choice *choice, const struct data_spec *points)
{
	const char *style = country_style(choice);
	const char *const others[] = {"label_style", style,    "label_weight", "24", "reach",
	                              "10pt",        "prefer", "locator_land", NULL};
	const char *const owns[] = {"label_style", style, "label_weight", "60", "reach", "14pt", NULL};
	const struct locator_own *own = choice->own;
	const struct expression *other =
	        best_of(choice, points, far_country_cost, LOCATOR_COUNTRY, FAR_COUNTRIES, list->arena);
	const struct expression *main = countries_named(list->arena, own->codes, own->main_count);
	if (other)
		locator_layers_add_where(list, "named-countries", &name_style_kind, points, other, others);
	if (main)
		locator_layers_add_where(list, "named-own", &name_style_kind, points, main, owns);
}

/* Whether a country of the map has this name, as Singapore. */
static bool is_own_name(const struct choice *choice, const char *name)
{
	const struct locator_options *o = choice->block->spec->options;
	const struct scene_input *scene = choice->block->input->scene;
	const struct dataset *points = scene_dataset(scene, map_spec_data(scene->spec, o->countries.items[0]));
	bool is_own = false;
	for (size_t i = 0; i < choice->own->count; i++) {
		const struct feature *own = dataset_find(points, LOCATOR_COUNTRY, choice->own->codes[i]);
		is_own |= own && !strcmp(text_in(points, own, "name"), name);
	}
	return is_own;
}

/* The largest town where the map's frame is so small that it has a ring, which would hide the town's dot; NULL: none.
 * *is_country: the map's country has its name. */
static const struct expression *town_in_ring(const struct choice *choice, const struct data_spec *data,
                                             struct arena *arena, bool *is_country)
{
	const struct dataset *points = scene_dataset(choice->block->input->scene, data);
	double metres_per_point = choice->reach->degrees * METRES_PER_DEGREE / choice->height, most = 0;
	const char *found = NULL;
	if (choice->reach->side * METRES_PER_DEGREE > RING_SIDE * metres_per_point)
		return NULL;
	struct feature_walk walk;
	dataset_walk(points, box_near(choice), choice->block->input->scene->diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk));) {
		struct lonlat at = dataset_first_point(points, feature_part(feature, 0));
		double people = number_in(points, feature, "population") *
		                (number_in(points, feature, "capital") == 1 ? CAPITAL_TIMES : 1);
		if (people <= most || geodesic_distance(choice->reach->middle, at) > RING_RADIUS * metres_per_point)
			continue;
		most = people;
		found = arena_text(arena, text_in(points, feature, "name"));
	}
	feature_walk_end(&walk);
	*is_country = found && is_own_name(choice, found);
	return found ? expression_match(arena, "name", nowhere, &found, 1) : NULL;
}

static const struct expression *own_with_capitals(const struct choice *choice, struct arena *arena)
{
	const struct locator_own *own = choice->own;
	const char *codes[LOCATOR_OWN_MOST];
	size_t count = 0;
	for (size_t i = 0; i < own->count; i++)
		if (!own->without_capital[i])
			codes[count++] = own->codes[i];
	return countries_named(arena, codes, count);
}

/* Capitals and, near by, large towns. */
static void add_towns(struct locator_layers *list, const struct choice *choice, const struct data_spec *data)
{
	static const char *const yes = "1";
	struct arena *arena = list->arena;
	double degrees = choice->reach->degrees;
	bool is_country = false;
#define TOWN(dot, weight)                                                                                              \
	{                                                                                                              \
		"label_style", "locator", "size", dot, "ring_width", "0.4pt", "ring", "page", "fill", "ink", "label",  \
		        "name", "label_weight", weight, "dot_without_label", "drop", NULL                              \
	}
	const char *const first[] = TOWN("2.4pt", "50"), *const second[] = TOWN("2pt", "16"),
	                  *const third[] = TOWN("2pt", "8");
#undef TOWN
	const char *const ringed[] = {"label_style", "locator", "label", "name", "label_weight",
	                              "70",          "reach",   "20pt",  NULL};
	const struct expression *own = own_with_capitals(choice, arena);
	const struct expression *in_ring = town_in_ring(choice, data, arena, &is_country), *is_capital, *parts[3];
	const struct expression *outside = in_ring ? expression_not(arena, in_ring) : NULL;
	size_t some = outside ? 1 : 0; /* conditions that all have */
	is_capital = expression_match(arena, "capital", nowhere, &yes, 1);
	parts[0] = outside;
	if (in_ring && !is_country)
		locator_layers_add_where(list, "named-town", &name_style_kind, data, in_ring, ringed);
	parts[some] = is_capital;
	if ((parts[some + 1] = own))
		locator_layers_add_where(list, "named-capitals-own", &marker_style, data,
		                         expression_all(arena, parts, some + 2), first);
	if (degrees <= CAPITALS_REACH &&
	    (parts[some + 1] = best_of(choice, data, capital_cost, "name", CAPITALS, arena)))
		locator_layers_add_where(list, "named-capitals", &marker_style, data,
		                         expression_all(arena, parts, some + 2), second);
	parts[some] = expression_not(arena, is_capital);
	if (degrees <= TOWNS_REACH && (parts[some + 1] = best_of(choice, data, town_cost, "name", TOWNS, arena)))
		locator_layers_add_where(list, "named-towns", &marker_style, data,
		                         expression_all(arena, parts, some + 2), third);
}

void locator_layers_add_names(struct locator_layers *list, const struct block *block, const struct locator_reach *reach,
                              const struct texts *lands, double height)
{
	const struct locator_options *o = block->spec->options;
	const struct map_spec *spec = block->input->scene->spec;
	bool is_region = reach->form == LOCATOR_REGION;
	struct locator_own own = {0};
	const struct choice choice = {block, reach, &own,
	                              METRES_PER_DEGREE * (is_region ? WIDE * reach->degrees / 2 : GLOBE_SEEN), height};
	const struct data_spec *countries = o->countries.count ? map_spec_data(spec, o->countries.items[0]) : NULL;
	if (countries && lands->count)
		own = locator_own_find(block->input->scene, map_spec_data(spec, lands->items[0]), countries,
		                       list->arena);
	for (size_t i = 0; i < o->waters.count; i++)
		add_waters(list, &choice, map_spec_data(spec, o->waters.items[i]));
	if (countries && !is_region)
		add_far_countries(list, &choice, countries);
	for (size_t i = 0; countries && is_region && i < lands->count; i++)
		add_countries(list, &choice, countries, map_spec_data(spec, lands->items[i]));
	for (size_t i = 0; !is_region && i < o->continents.count; i++)
		add_continents(list, &choice, map_spec_data(spec, o->continents.items[i]));
	for (size_t i = 0; countries && is_region && i < o->towns.count; i++)
		add_towns(list, &choice, map_spec_data(spec, o->towns.items[i]));
	for (size_t i = 0; i < o->names.count; i++)
		locator_layers_add_author_names(list, block->input->scene->theme,
		                                map_spec_data(spec, o->names.items[i]));
}
