/* The countries that the map lies in. In: the map's view, land with a column of codes. Out: codes. Why so: places all
 * over the frame are looked up in the land, since a frame's middle may lie in a lake, and a label point far away. */
#include "furniture/locator.h"
#include "geometry/sphere.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIDE       7   /* places looked up, along and across the map */
#define SHARE      0.2 /* of those on land */
#define MAIN_SHARE 0.2
#define CIRCLES    3
#define ROUND      16

struct tally {
	const char *code;
	size_t count;
};

struct lookup {
	struct lonlat places[SIDE * SIDE];
	size_t weights[SIDE * SIDE]; /* the nearer the middle, the more */
	size_t count;
	struct tally *tallies;
	size_t tally_count, tally_capacity;
	struct arena *arena;
};

/* The part of the frame that the map's author asks for: an extent that is high or wide leaves much of the page to what
 * lies beside it. */
static struct box asked_box(const struct scene_input *scene)
{
	const struct version_spec *version = &scene->spec->versions[scene->version];
	struct box frame = view_frame(scene->view), asked = box_empty;
	if (!version->has_extent && scene->spec->extent_mode != EXTENT_BOX)
		return frame;
	struct lonlat_box extent = version->has_extent ? version->extent : scene->spec->extent;
	for (int i = 0; i < SIDE * SIDE; i++) {
		struct lonlat at = {extent.west + (extent.east - extent.west) * (i % SIDE) / (SIDE - 1),
		                    extent.south + (extent.north - extent.south) * (i / SIDE) / (SIDE - 1)};
		struct page_point spot = view_forward_one(scene->view, at);
		if (isfinite(spot.x) && isfinite(spot.y) && box_contains(frame, spot))
			box_add(&asked, spot);
	}
	return box_is_empty(asked) ? frame : asked;
}

static void spread_places(struct lookup *lookup, const struct scene_input *scene)
{
	struct box box = asked_box(scene);
	for (int i = 0; i < SIDE * SIDE; i++) {
		const struct page_point at = {box.left + box_width(box) * (i % SIDE + 0.5) / SIDE,
		                              box.top + box_height(box) * (i / SIDE + 0.5) / SIDE};
		int aside = abs(i % SIDE - SIDE / 2), above = abs(i / SIDE - SIDE / 2);
		lookup->weights[lookup->count] = (size_t)(1 + SIDE / 2 - (aside > above ? aside : above));
		lookup->count += view_inverse(scene->view, at, &lookup->places[lookup->count]);
	}
}

static bool box_of_degrees_holds(struct lonlat_box box, struct lonlat place)
{
	return place.lon >= box.west && place.lon <= box.east && place.lat >= box.south && place.lat <= box.north;
}

/* How many of the places the feature holds, even-odd. */
static size_t places_held(const struct lookup *lookup, const struct dataset *land, const struct feature *feature)
{
	struct lonlat_box box = feature_box(land, feature);
	bool inside[SIDE * SIDE] = {false}, any = false;
	size_t held = 0;
	for (size_t k = 0; k < lookup->count; k++)
		any |= box_of_degrees_holds(box, lookup->places[k]);
	for (size_t i = 0; any && i < feature->part_count; i++) {
		struct arena arena;
		size_t count;
		arena_init(&arena);
		const struct lonlat *points = dataset_part(land, feature_part(feature, i), &arena, &count);
		struct sphere_path ring =
		        sphere_path_of(&arena, (struct lonlats){(struct lonlat *)points, count}, true);
		for (size_t k = 0; k < lookup->count; k++)
			inside[k] ^= box_of_degrees_holds(box, lookup->places[k]) &&
			             sphere_path_contains(&ring, lookup->places[k]);
		arena_clear(&arena);
	}
	for (size_t k = 0; k < lookup->count; k++)
		held += (size_t)inside[k] * lookup->weights[k];
	return held;
}

/* A country may be of several features. */
static void add_land(struct lookup *lookup, const char *code, size_t held)
{
	size_t i = 0;
	while (i < lookup->tally_count && strcmp(lookup->tallies[i].code, code) != 0)
		i++;
	if (i == lookup->tally_count) {
		lookup->tallies =
		        arena_grow(lookup->arena, lookup->tallies, i, &lookup->tally_capacity, sizeof *lookup->tallies);
		lookup->tallies[lookup->tally_count++] = (struct tally){arena_text(lookup->arena, code), 0};
	}
	lookup->tallies[i].count += held;
}

/* The walk is over the smallest box that holds the places, or all round where they lie on both sides of the date line.
 */
static struct lonlat_box box_of_places(const struct lookup *lookup)
{
	struct lonlat_box box = lonlat_box_empty;
	for (size_t k = 0; k < lookup->count; k++)
		lonlat_box_add(&box, lookup->places[k]);
	if (box.east - box.west > 180) {
		box.west = -180;
		box.east = 180;
	}
	return box;
}

static int by_count(const void *a, const void *b)
{
	const struct tally *one = a, *other = b;
	return one->count != other->count ? (one->count < other->count ? 1 : -1) : strcmp(one->code, other->code);
}

static bool is_within(const struct scene_input *scene, struct box box, const struct dataset *points,
                      const struct feature *feature)
{
	struct page_point spot = view_forward_one(scene->view, dataset_first_point(points, feature_part(feature, 0)));
	return isfinite(spot.x) && isfinite(spot.y) && box_contains(box, spot);
}

static bool shows_label(const struct scene_input *scene, const struct data_spec *countries, const char *code)
{
	const struct dataset *points = scene_dataset(scene, countries);
	const struct feature *feature = dataset_find(points, LOCATOR_COUNTRY, code);
	return feature && is_within(scene, view_frame(scene->view), points, feature);
}

static size_t thousands_of_people(const struct dataset *points, const struct feature *feature)
{
	double people = 0;
	const char *text = feature_value(points, feature, "population");
	return text && dataset_number_parse(points, text, &people) && people > 0 ? (size_t)(people / 1000) : 0;
}

/* Among islands: the countries whose label points the map shows, by their people, in thousands. */
static void add_shown(struct lookup *lookup, const struct scene_input *scene, const struct data_spec *countries)
{
	const struct dataset *points = scene_dataset(scene, countries);
	struct box box = asked_box(scene);
	for (size_t i = 0; i < points->feature_count; i++) {
		const char *code = feature_value(points, &points->features[i], LOCATOR_COUNTRY);
		if (code && *code && is_within(scene, box, points, &points->features[i]))
			add_land(lookup, code, 1 + thousands_of_people(points, &points->features[i]));
	}
}

static void add_held(struct lookup *lookup, const struct scene_input *scene, const struct dataset *land)
{
	struct feature_walk walk;
	dataset_walk(land, box_of_places(lookup), scene->diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk));) {
		size_t held = places_held(lookup, walk.dataset, feature);
		const char *code = held ? feature_value(walk.dataset, feature, LOCATOR_COUNTRY) : NULL;
		if (code && *code)
			add_land(lookup, code, held);
	}
	feature_walk_end(&walk);
}

struct locator_own locator_own_find(const struct scene_input *scene, const struct data_spec *land,
                                    const struct data_spec *countries, struct arena *arena)
{
	const struct dataset *areas = scene_dataset_of(scene, land, GEOMETRY_POLYGONS);
	struct lookup lookup = {.arena = arena};
	struct locator_own own = {0};
	size_t all = 0;
	spread_places(&lookup, scene);
	if (lookup.count && dataset_column(areas, LOCATOR_COUNTRY) >= 0)
		add_held(&lookup, scene, areas);
	if (!lookup.tally_count)
		add_shown(&lookup, scene, countries);
	for (size_t i = 0; i < lookup.tally_count; i++)
		all += lookup.tallies[i].count;
	if (lookup.tally_count)
		qsort(lookup.tallies, lookup.tally_count, sizeof *lookup.tallies, by_count);
	for (size_t i = 0; i < lookup.tally_count && own.count < LOCATOR_OWN_MOST; i++) {
		const struct tally *tally = &lookup.tallies[i];
		own.main_count += own.main_count == i && (double)tally->count >= MAIN_SHARE * (double)all &&
		                  shows_label(scene, countries, tally->code);
		if ((double)tally->count >= SHARE * (double)all)
			own.codes[own.count++] = tally->code;
	}
	return own;
}

double locator_own_land_round(const struct scene_input *scene, const struct data_spec *land, const char *code,
                              struct lonlat middle, double radius, double metres)
{
	struct arena arena;
	arena_init(&arena);
	struct lookup lookup = {.arena = &arena};
	size_t held = 0;
	for (int i = 0; i < CIRCLES * ROUND; i++) {
		lookup.weights[lookup.count] = 1;
		lookup.places[lookup.count++] = geodesic_direct(middle, 360.0 * (i % ROUND) / ROUND,
		                                                radius + metres * (i / ROUND + 1) / CIRCLES);
	}
	add_held(&lookup, scene, scene_dataset_of(scene, land, GEOMETRY_POLYGONS));
	for (size_t i = 0; i < lookup.tally_count; i++)
		held += strcmp(lookup.tallies[i].code, code) != 0 ? lookup.tallies[i].count : 0;
	arena_clear(&arena);
	return (double)held / (CIRCLES * ROUND);
}
