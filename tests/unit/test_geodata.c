/* The committed geodata itself: no border at sea, stations within their stated accuracy, cities and members in
 * place, routes in order. Read through data/, as the program reads it. */
#include "data/dataset.h"
#include "projection/view.h"
#include "test_arena.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct dataset read_layer(const char *file)
{
	struct diag diag;
	diag_init(&diag);
	struct dataset dataset;
	struct dataset_request request = {.file = file, .shown = file};
	assert_true(dataset_read(&arena, &request, &diag, &dataset));
	assert_int_equal(diag.count, 0);
	diag_clear(&diag);
	return dataset;
}

/* Even-odd over all rings of a feature. */
static bool feature_contains(const struct dataset *dataset, const struct feature *feature, struct lonlat at)
{
	bool inside = false;
	for (size_t p = 0; p < feature->part_count; p++) {
		struct part part = feature_part(feature, p);
		const struct lonlat *ring = dataset->points + part.first;
		for (size_t i = 0, j = part.count - 1; i < part.count; j = i++)
			if ((ring[i].lat > at.lat) != (ring[j].lat > at.lat) &&
			    at.lon <
			            (ring[j].lon - ring[i].lon) * (at.lat - ring[i].lat) / (ring[j].lat - ring[i].lat) +
			                    ring[i].lon)
				inside = !inside;
	}
	return inside;
}

static bool any_contains(const struct dataset *dataset, struct lonlat at)
{
	for (size_t i = 0; i < dataset->feature_count; i++)
		if (feature_contains(dataset, &dataset->features[i], at))
			return true;
	return false;
}

/* Metres of a line, and how much of it lies at sea. */
static void add_length(const struct lonlat *points, size_t count, const struct dataset *sea, double *all, double *at_sea)
{
	for (size_t i = 1; i < count; i++) {
		struct lonlat a = points[i - 1], b = points[i];
		double length = geodesic_distance(a, b);
		*all += length;
		if (any_contains(sea, (struct lonlat){(a.lon + b.lon) / 2, (a.lat + b.lat) / 2}))
			*at_sea += length;
	}
}

static void no_border_runs_at_sea(void **state)
{
	(void)state;
	struct dataset borders = read_layer("geodata/osm/borders.shp"), sea = read_layer("geodata/osm/sea.shp");
	double at_sea = 0, all = 0;
	for (size_t i = 0; i < borders.feature_count; i++)
		for (size_t p = 0; p < borders.features[i].part_count; p++) {
			struct part part = feature_part(&borders.features[i], p);
			add_length(borders.points + part.first, part.count, &sea, &all, &at_sea);
		}
	print_message("borders: %.0f km, of them at sea %.2f km\n", all / 1000, at_sea / 1000);
	assert_true(all > 1e6);
	assert_true(at_sea < 500);
}

static double number_of(const struct dataset *dataset, const struct feature *feature, const char *column)
{
	double value;
	return base_number_parse(feature_value(dataset, feature, column), &value) ? value : NAN;
}

/* The residual is the distance from the sources named beside it; two stations never lie further apart on the
 * ground than along the line. */
static void stations_keep_within_0_6_km(void **state)
{
	(void)state;
	struct dataset railway = read_layer("geodata/intercity-railway.csv");
	size_t stations = 0;
	for (size_t i = 0; i < railway.feature_count; i++) {
		const struct feature *feature = &railway.features[i];
		const char *kind = feature_value(&railway, feature, "kind");
		if (kind[0] != 's')
			continue;
		stations++;
		assert_true(number_of(&railway, feature, "checked_residual_km") <= 0.6);
	}
	assert_int_equal(stations, 20);
}

/* A stretch runs from its first point to the first of the next one, and has one pair of dates. */
static void every_stretch_of_the_railway_has_its_dates(void **state)
{
	(void)state;
	struct dataset railway = read_layer("geodata/intercity-railway.csv");
	const char *stretch = "", *opened = "";
	size_t stretches = 0;
	double planned = 0, building = 0, open = 0; /* metres, in July 2018 */
	for (size_t i = 0; i < railway.feature_count; i++) {
		const struct feature *feature = &railway.features[i];
		const char *start = feature_value(&railway, feature, "construction_start");
		const char *here = feature_value(&railway, feature, "opened");
		assert_int_equal(strlen(start), strlen("2018-07-01"));
		assert_true(strcmp(start, here) < 0);
		if (strcmp(stretch, feature_value(&railway, feature, "stretch")) != 0)
			stretches++;
		else
			assert_string_equal(opened, here);
		stretch = feature_value(&railway, feature, "stretch");
		opened = here;
		if (i + 1 == railway.feature_count)
			break;
		double length = geodesic_distance(railway.points[i], railway.points[i + 1]);
		*(strcmp(here, "2018-07") <= 0 ? &open : strcmp(start, "2018-07") <= 0 ? &building : &planned) += length;
	}
	print_message("railway in July 2018: %.0f km planned, %.0f km under construction, %.0f km open\n",
	              planned / 1000, building / 1000, open / 1000);
	assert_int_equal(stretches, 6);
	assert_true(planned > 140e3 && building > 200e3 && open > 60e3);
}

/* The longest piece of a ring that keeps to one longitude or latitude, give or take 30 m; in metres. */
static double longest_axis_run(const struct lonlat *ring, size_t count, bool parallel)
{
	double longest = 0;
	for (size_t i = 0; i + 1 < count; i++) {
		double low = INFINITY, high = -INFINITY;
		double metres = parallel ? 110900 : 111320 * cos(ring[i].lat * M_PI / 180);
		for (size_t j = i; j < count; j++) {
			double value = parallel ? ring[j].lat : ring[j].lon;
			low = fmin(low, value);
			high = fmax(high, value);
			if ((high - low) * metres > 30)
				break;
			longest = fmax(longest, geodesic_distance(ring[i], ring[j]));
		}
	}
	return longest;
}

/* The water bodies come cut along a grid of tiles: Cheng Lake ended in a straight line at 31.1665 degrees north. */
static void no_lake_ends_in_a_straight_cut(void **state)
{
	(void)state;
	struct dataset lakes = read_layer("geodata/osm/lakes.shp");
	double longest = 0;
	for (size_t i = 0; i < lakes.feature_count; i++)
		for (size_t p = 0; p < lakes.features[i].part_count; p++) {
			struct part part = feature_part(&lakes.features[i], p);
			for (int parallel = 0; parallel < 2; parallel++) {
				double run = longest_axis_run(lakes.points + part.first, part.count, parallel);
				longest = fmax(longest, run);
			}
		}
	print_message("lakes: longest shore along a meridian or parallel %.0f m\n", longest);
	assert_true(lakes.feature_count == 31 && longest < 1000);
}

/* Every point states its accuracy, and either what it was checked against, with the distance found, or "none". */
static void every_point_of_a_route_states_its_accuracy(void **state)
{
	(void)state;
	static const char *const files[] = {"geodata/intercity-railway.csv", "geodata/g60-expressway.csv"};
	static const size_t most_unchecked[] = {1, 9};
	for (int f = 0; f < 2; f++) {
		struct dataset route = read_layer(files[f]);
		size_t unchecked = 0;
		for (size_t i = 0; i < route.feature_count; i++) {
			const struct feature *feature = &route.features[i];
			double accuracy = number_of(&route, feature, "accuracy_km");
			assert_true(accuracy > 0 && accuracy <= 2);
			assert_non_null(strstr("high medium low", feature_value(&route, feature, "confidence")));
			const char *sources = feature_value(&route, feature, "checked_sources");
			double residual = number_of(&route, feature, "checked_residual_km");
			if (strcmp(sources, "none") == 0)
				unchecked++;
			else
				assert_true(sources[0] != '\0' && residual >= 0 && residual <= 1);
		}
		assert_true(unchecked <= most_unchecked[f]);
	}
}

/* Degrees that a line turns by at its point i, to the left positive; the plane is good enough over a few kilometres. */
static double turn_at(const struct lonlat *points, size_t i)
{
	double shrink = cos(points[i].lat * M_PI / 180);
	double in = atan2(points[i].lat - points[i - 1].lat, (points[i].lon - points[i - 1].lon) * shrink);
	double out = atan2(points[i + 1].lat - points[i].lat, (points[i + 1].lon - points[i].lon) * shrink);
	return remainder((out - in) * 180 / M_PI, 360);
}

/* An expressway has no corner that a driver would notice, and no Z: two near points out of order gave one of -72 and
 * +60 degrees. */
static void the_expressway_has_no_z(void **state)
{
	(void)state;
	struct dataset road = read_layer("geodata/g60-expressway.csv");
	double before = 0, sharpest = 0;
	for (size_t i = 1; i + 1 < road.point_count; i++) {
		double turn = turn_at(road.points, i);
		assert_true(before * turn >= 0 || fmin(fabs(before), fabs(turn)) < 40);
		sharpest = fmax(sharpest, fabs(turn));
		before = turn;
	}
	print_message("expressway: sharpest turn at a point %.0f degrees\n", sharpest);
	assert_true(sharpest < 60);
}

static void routes_do_not_turn_back(void **state)
{
	(void)state;
	static const char *const files[] = {"geodata/intercity-railway.csv", "geodata/g60-expressway.csv"};
	for (int f = 0; f < 2; f++) {
		struct dataset route = read_layer(files[f]);
		for (size_t i = 0; i < route.feature_count; i++)
			assert_true(number_of(&route, &route.features[i], "seq") == (double)(i + 1));
		for (size_t i = 1; i < route.point_count; i++)
			assert_true(geodesic_distance(route.points[i - 1], route.points[i]) < 40000);
	}
}

static void cities_stand_in_their_members(void **state)
{
	(void)state;
	struct dataset cities = read_layer("geodata/cities.csv"), areas = read_layer("geodata/admin/prefectures.shp");
	assert_int_equal(cities.feature_count, 9);
	for (size_t i = 0; i < cities.feature_count; i++) {
		const char *key = feature_value(&cities, &cities.features[i], "adcode");
		const struct feature *area = dataset_find(&areas, "adcode", key);
		assert_non_null(area);
		assert_true(feature_contains(&areas, area, cities.points[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(no_border_runs_at_sea),
	        cmocka_unit_test(stations_keep_within_0_6_km),
	        cmocka_unit_test(every_stretch_of_the_railway_has_its_dates),
	        cmocka_unit_test(no_lake_ends_in_a_straight_cut),
	        cmocka_unit_test(every_point_of_a_route_states_its_accuracy),
	        cmocka_unit_test(the_expressway_has_no_z),
	        cmocka_unit_test(routes_do_not_turn_back),
	        cmocka_unit_test(cities_stand_in_their_members),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
