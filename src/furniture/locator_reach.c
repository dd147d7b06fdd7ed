/* How far the locator reaches. In: the map's view, label points of countries and seas. Out: what it shows. Why so: a
 * place is told by what a stranger knows: a large country, its neighbour, a sea. Where the usual reach shows none, as
 * round an island, it grows until one is seen, in the end to the globe. */
#include "furniture/locator.h"

#include <math.h>

#define LEAST_TIMES       2.5 /* the map's larger side */
#define REGION_MOST       80.0
#define WIDEST            180.0 /* degrees of arc: a map that shows more has nothing round it */
#define TALLEST           120.0
#define POLAR             55.0 /* latitude from which the flat world draws a map out */
#define GLOBE_MOST        80.0 /* degrees from the middle that a globe shows well */
#define SAMPLES           17
#define METRES_PER_DEGREE 111195.0

#define USUAL     22.0 /* degrees */
#define NEAR      12.0 /* times the map's larger side: where a town's map lies is told by the land round the town */
#define NEAREST   5.0
#define WIDER     1.4 /* times as far, until what is seen tells where it is */
#define KNOWN     2.0 /* rank of a country of which a stranger knows where it lies, or less */
#define LAND_SEEN 0.4 /* part of a country's radius, as if it were round, that must lie in the picture */

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

static struct locator_reach reach_find(const struct view *view, double span)
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
	reach.side = fmax(width, height);
	if (width > WIDEST || height > TALLEST)
		return reach;
	reach.degrees = fmax(span, LEAST_TIMES * reach.side);
	reach.form = reach.degrees <= REGION_MOST            ? LOCATOR_REGION
	             : hypot(width, height) / 2 < GLOBE_MOST ? LOCATOR_GLOBE
	             : fabs(reach.middle.lat) < POLAR        ? LOCATOR_WORLD
	                                                     : LOCATOR_NONE;
	return reach;
}

/* A number in a column of a label point; 0: none. */
static double number_in(const struct dataset *dataset, const struct feature *feature, const char *column)
{
	double number = 0;
	const char *text = feature_value(dataset, feature, column);
	return text && dataset_number_parse(dataset, text, &number) ? number : 0;
}

/* How many of the points lie within `metres` of the middle; those of countries by as much as `LAND_SEEN` of their land
 * nearer. *known: of these the known ones. */
static size_t count_seen(const struct dataset *points, struct lonlat middle, double metres, size_t *known)
{
	size_t count = 0;
	*known = 0;
	for (size_t i = 0; i < points->feature_count; i++) {
		const struct feature *feature = &points->features[i];
		double radius = sqrt(number_in(points, feature, "km2") / M_PI) * 1000;
		struct lonlat at = dataset_first_point(points, feature_part(feature, 0));
		if (!(geodesic_distance(middle, at) < metres + LAND_SEEN * radius))
			continue;
		count++;
		*known += number_in(points, feature, "rank") <= KNOWN;
	}
	return count;
}

/* Whether a known country is seen, and another one or a sea. */
static bool tells(const struct block *block, const struct locator_reach *reach)
{
	const struct locator_options *o = block->spec->options;
	const struct scene_input *scene = block->input->scene;
	double metres = reach->degrees / 2 * METRES_PER_DEGREE;
	size_t known = 0, lands = 0, waters = 0, some;
	for (size_t i = 0; i < o->countries.count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, o->countries.items[i]);
		lands += count_seen(scene_dataset(scene, data), reach->middle, metres, &some);
		known += some;
	}
	for (size_t i = 0; i < o->waters.count; i++) {
		const struct data_spec *data = map_spec_data(scene->spec, o->waters.items[i]);
		waters += count_seen(scene_dataset(scene, data), reach->middle, metres, &some);
	}
	return known && lands + waters > 1;
}

struct locator_reach locator_reach_of(const struct block *block)
{
	const struct locator_options *o = block->spec->options;
	const struct view *view = block->input->scene->view;
	double span = o->span ? o->span : USUAL;
	struct locator_reach reach = reach_find(view, span);
	if (o->span || !o->countries.count)
		return reach;
	span = fmin(USUAL, fmax(NEAREST, NEAR * reach.side));
	reach = reach_find(view, span);
	while (reach.form == LOCATOR_REGION && !tells(block, &reach))
		reach = reach_find(view, reach.degrees * WIDER);
	return reach;
}
