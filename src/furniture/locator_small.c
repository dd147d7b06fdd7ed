/* The locator's names of the map's own countries that are too small for them. In: a country's label point, its capital.
 * Out: a layer. Why so: a name that stands in another country is taken for that one's, so it may move from its label
 * point no further than its land reaches. */
#include "furniture/locator.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "expression/expression.h"

#include <math.h>
#include <string.h>

#define KM_PER_DEGREE 111.195
#define DOT_RADIUS    2.5 /* points: of a country that counts as a dot, as if it were round */
#define BESIDE_DOT    14.0
#define ON_LAND       0.6 /* of a country's radius: so far from its label point it is still its land */
#define NAME_HIGH     9.0
#define DOT_AIR       3.0  /* round the middle of a dot */
#define FIRST_AT_SEA  "32" /* less than what a name pays on another's land */
#define AT_SEA        "14"
#define ISLAND        0.05 /* less land round it is none */
#define ISLAND_REACH  24.0
#define SHORE         8.0
#define LANDLOCKED    0.7 /* more land round it hardly leaves room on the sea */

static const struct place nowhere = {0};

static double number_in(const struct dataset *points, const struct feature *feature, const char *column)
{
	double number = 0;
	const char *text = feature_value(points, feature, column);
	return text && dataset_number_parse(points, text, &number) ? number : 0;
}

static bool is_capital_of(const struct dataset *towns, const struct feature *town, const char *code)
{
	const char *country = feature_value(towns, town, LOCATOR_COUNTRY);
	return country && !strcmp(country, code) && number_in(towns, town, "capital") == 1;
}

/* Whether the dot of the country's capital keeps the name off the land. `half`: of the name's width; `high`: half of
 * its height less what it may move, points. */
static bool capital_in_way(const struct locator_small *small, struct lonlat label, const char *code, double half,
                           double high)
{
	const struct scene_input *scene = small->block->input->scene;
	const struct locator_options *o = small->block->spec->options;
	double degrees_per_point = small->reach->degrees / small->height;
	bool found = false;
	for (size_t i = 0; i < o->towns.count; i++) {
		const struct dataset *towns = scene_dataset(scene, map_spec_data(scene->spec, o->towns.items[i]));
		struct feature_walk walk;
		dataset_walk(towns, small->near, scene->diag, &walk);
		for (const struct feature *town; (town = feature_walk_next(&walk));) {
			struct lonlat at = dataset_first_point(towns, feature_part(town, 0));
			double x = fabs(remainder(at.lon - label.lon, 360)) * cos(label.lat * M_PI / 180);
			double y = fabs(at.lat - label.lat);
			found |= x / degrees_per_point < half + DOT_AIR && y / degrees_per_point < high + DOT_AIR &&
			         is_capital_of(towns, town, code);
		}
		feature_walk_end(&walk);
	}
	return found;
}

/* The part of what lies round a country, up to `points` beyond its radius (points), that is land. */
static double land_round(const struct locator_small *small, const char *code, struct lonlat label, double radius,
                         double points)
{
	double metres_per_point = small->reach->degrees * KM_PER_DEGREE * 1000 / small->height;
	return locator_own_land_round(small->block->input->scene, small->land, code, label, radius * metres_per_point,
	                              points * metres_per_point);
}

bool locator_layers_add_small(struct locator_layers *list, const struct locator_small *small, const char *code,
                              bool is_first)
{
	const struct dataset *labels = scene_dataset(small->block->input->scene, small->points);
	const struct feature *feature = dataset_find(labels, LOCATOR_COUNTRY, code);
	const char *name = feature ? feature_value(labels, feature, "name") : NULL;
	if (!name)
		return false;
	double km_per_point = small->reach->degrees * KM_PER_DEGREE / small->height;
	double radius = sqrt(number_in(labels, feature, "km2") / M_PI) / km_per_point;
	double wide = number_in(labels, feature, "reach_km") / km_per_point; /* to either side of the label point */
	double half = LOCATOR_LETTER / 2 * (double)base_utf8_length(name);
	if (radius > half)
		return false;
	double land_reach = radius < DOT_RADIUS ? BESIDE_DOT : ON_LAND * (wide > 0 ? fmin(wide, radius) : radius);
	const char *id = is_first ? "named-own" : "named-further";
	struct lonlat label = dataset_first_point(labels, feature_part(feature, 0));
	double island = land_round(small, code, label, radius, ISLAND_REACH);
	double reach = island < ISLAND ? ISLAND_REACH : land_reach;
	bool in_way = radius >= DOT_RADIUS && capital_in_way(small, label, code, half, NAME_HIGH / 2 - reach);
	bool at_sea = in_way && land_round(small, code, label, radius, SHORE) < LANDLOCKED;
	char number[48];
	const char *text = arena_printf(list->arena, "%spt", base_number_text(number, reach, 1));
	const char *const on_land[] = {"label_style", small->style, "label_weight", is_first ? "80" : "40", "reach",
	                               text,          NULL};
	const char *const beside[] = {"fill",        "none",       "edge",         "none",
	                              "label_style", small->style, "label_weight", is_first ? FIRST_AT_SEA : AT_SEA,
	                              "beside",      "yes",        "avoid",        "locator_land",
	                              NULL};
	const struct expression *this_one = expression_match(list->arena, LOCATOR_COUNTRY, nowhere, &code, 1);
	if (at_sea)
		locator_layers_add_where(list, id, &area_style, small->land, this_one, beside);
	else
		locator_layers_add_where(list, id, &name_style_kind, small->points, this_one, on_land);
	return in_way && !at_sea;
}
