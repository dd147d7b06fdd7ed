/* Courses of routes: a route's lines joined, whole and smoothed, on the page, with what is known of their stretches. */
#pragma once

#include "scene/route.h"

/* A stop on the page: a place that the data state, where the drawn line has it. */
struct route_stop {
	struct page_point at;
	bool is_hidden; /* the line ends before it, in an arrow */
};
/* The key of a stop in struct scene's `stops`. */
struct hash route_stop_key(const struct data_spec *stops, struct lonlat at);

/* The year of "2020", "2020-06" or "2020-06-28"; 0: the text is empty; -1: it is something else. */
int scene_route_year(const char *text);

/* Index of the column that an option names; -1: it names none. */
int route_dates_column(const struct dataset *dataset, const char *name);
/* Whether the layer's options name a column of dates. */
bool route_dates_are_asked(const struct route_options *options);
/* How many features repeat the shape of one before them, which is drawn in their place, with other dates; *record gets
 * the first. 0 where rows make the lines: their dates are those of points. */
size_t scene_route_redated(const struct dataset *dataset, const struct route_options *options, size_t *record);

/* When a stretch was begun and opened: years. */
struct route_dates {
	int started, opened; /* 0: not known */
};

enum route_status route_dates_status(const struct route_dates *dates, int year);

struct route_course {
	struct polyline line;
	const struct route_dates *dates; /* of the stretch that begins at each vertex; NULL: the data have none */
};
struct route_courses {
	struct route_course *items;
	size_t count, capacity;
};

/* The courses of the features that lie within `margin` points of the frame. Notes in `stops`, if not NULL, where the
 * route's stops have come to lie. */
void route_courses_read(const struct scene_input *input, const struct dataset *dataset,
                        const struct route_options *options, const struct route_choice *choice, double margin,
                        struct arena *arena, struct hash_table *stops, struct route_courses *out);
