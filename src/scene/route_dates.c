/* Dates of routes: years as data hold them, the status of a stretch in a year, and how much of a route has which. */
#include "scene/route_course.h"

#include <stdlib.h>
#include <string.h>

/* Whether two digits are a number from 1 to `most`: a month or a day. */
static bool is_part_of_date(const char *digits, int most)
{
	int value = (digits[0] - '0') * 10 + digits[1] - '0';
	return value >= 1 && value <= most;
}

int scene_route_year(const char *text)
{
	static const char *const digits = "0123456789";
	size_t length = strlen(text);
	bool good = strspn(text, digits) == 4 && (length == 4 || length == 7 || length == 10);
	for (size_t i = 4; good && i < length; i += 3)
		good = text[i] == '-' && strspn(text + i + 1, digits) == 2 &&
		       is_part_of_date(text + i + 1, i == 4 ? 12 : 31);
	return length == 0 ? 0 : good ? atoi(text) : -1;
}

enum route_status route_dates_status(const struct route_dates *dates, int year)
{
	bool known = dates->started || dates->opened;
	return !known || !year || (dates->opened && dates->opened <= year) ? ROUTE_OPEN
	       : dates->started && dates->started <= year                  ? ROUTE_BUILDING
	                                                                   : ROUTE_PLANNED;
}

static int year_in(const char *values, int column)
{
	int year = column >= 0 ? scene_route_year(value_rows_at(values, (size_t)column)) : 0;
	return year > 0 ? year : 0;
}

int route_dates_column(const struct dataset *dataset, const char *name)
{
	return name && *name ? dataset_column(dataset, name) : -1;
}

bool route_dates_are_asked(const struct route_options *options)
{
	return (options->started && *options->started) || (options->opened && *options->opened);
}

static void add_part(const struct dataset *dataset, const struct route_options *options, int year,
                     const struct feature *feature, struct part part, double metres[ROUTE_STATUSES])
{
	int started = route_dates_column(dataset, options->started),
	    opened = route_dates_column(dataset, options->opened);
	struct route_dates dates = {0, 0};
	struct arena scratch;
	size_t count;
	arena_init(&scratch);
	const struct lonlat *points = dataset_part(dataset, part, &scratch, &count);
	for (size_t i = 0; i + 1 < count; i++) {
		struct point_row row = dataset_point_row(dataset, feature, part, i);
		const struct route_dates here = {year_in(row.values, started), year_in(row.values, opened)};
		if (here.started || here.opened)
			dates = here;
		metres[route_dates_status(&dates, year)] += geodesic_distance(points[i], points[i + 1]);
	}
	arena_clear(&scratch);
}

bool scene_route_lengths(const struct dataset *dataset, const struct route_options *options, int year,
                         double metres[ROUTE_STATUSES])
{
	bool asked = year && route_dates_are_asked(options);
	for (int i = 0; i < ROUTE_STATUSES; i++)
		metres[i] = 0;
	struct dataset alike = *dataset;
	struct arena scratch;
	arena_init(&scratch);
	if (asked)
		dataset_find_twins(&scratch, &alike);
	for (size_t i = 0; asked && i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!feature_matches(dataset, feature, options->where) ||
		    feature_is_repeated(dataset, alike.twins, feature, options->where))
			continue;
		for (size_t k = 0; k < feature->part_count; k++)
			add_part(dataset, options, year, feature, feature_part(feature, k), metres);
	}
	arena_clear(&scratch);
	return asked;
}

size_t scene_route_redated(const struct dataset *dataset, const struct route_options *options, size_t *record)
{
	int started = route_dates_column(dataset, options->started),
	    opened = route_dates_column(dataset, options->opened);
	struct dataset alike = *dataset;
	struct arena scratch;
	size_t count = 0;
	arena_init(&scratch);
	if (!dataset->rows && (started >= 0 || opened >= 0))
		dataset_find_twins(&scratch, &alike);
	for (size_t i = 0; alike.twins && i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		const struct feature *other = alike.twins[i] ? &dataset->features[alike.twins[i] - 1] : NULL;
		if (!other || !feature_matches(dataset, feature, options->where) ||
		    !feature_matches(dataset, other, options->where))
			continue;
		const char *values = feature_row(dataset, feature), *others = feature_row(dataset, other);
		if (year_in(values, started) == year_in(others, started) &&
		    year_in(values, opened) == year_in(others, opened))
			continue;
		*record = count++ ? *record : feature->record;
	}
	arena_clear(&scratch);
	return count;
}
