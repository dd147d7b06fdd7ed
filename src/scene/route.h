/* Routes: what expressways and railways share — the smoothed alignment, the status of its stretches, where it is beyond
 * the members, and where it goes on. */
#pragma once

#include "scene/scene.h"

enum route_side { ROUTE_FIRST, ROUTE_LAST, ROUTE_SIDES };

struct route_options {
	double smooth;        /* kilometres that the curve may leave the stated points */
	const char *accuracy; /* column of the same for each point; NULL or "": none */
	struct texts stops;   /* ids of data whose points stand on the line */
	const struct expression *stops_where;
	const struct expression *where; /* of the lines themselves */
	struct scale_options scale;
	/* Only of layers that draw the line itself: */
	const char *started, *opened; /* columns of years or dates; "": none */
	int beyond;                   /* 1: muted beyond the members */
	struct localized ends[ROUTE_SIDES];
	const char *end_label; /* text style of the ends */
};

/* Adds these rows to a style's table. */
/* clang-format off */
#define ROUTE_OPTION_ROWS(type, member) \
	{"smooth", OPTION_NUMBER, offsetof(type, member.smooth), "0", \
	 "how far, in kilometres, the smoothed line may leave the stated points; 0 without `accuracy`: not smoothed", 0, 10}, \
	{"accuracy", OPTION_COLUMN, offsetof(type, member.accuracy), "", \
	 "column that says so for each point, in kilometres; 0.4 mm on paper are always allowed"}, \
	{"stops", OPTION_DATA, offsetof(type, member.stops), NULL, \
	 "data of places on the line, whose symbols above it follow the smoothed line", .choices = "points"}, \
	{"stops_where", OPTION_MATCH, offsetof(type, member.stops_where), NULL, "only these of the stops", .choices = "stops", .needs = "stops"}, \
	{"where", OPTION_FILTER, offsetof(type, member.where), NULL, \
	 "only features that pass this condition: rank <= 3, or {kind: station}"}, \
	SCALE_OPTION_ROWS(type, member.scale)
/* Further rows for layers that draw the line itself. */
#define ROUTE_LINE_ROWS(type, member) \
	{"started", OPTION_COLUMN, offsetof(type, member.started), "", \
	 "column of the year or date in which each stretch was begun; see as_of"}, \
	{"opened", OPTION_COLUMN, offsetof(type, member.opened), "", \
	 "column of the year or date in which each stretch was opened; see as_of"}, \
	{"beyond_members", OPTION_CHOICE, offsetof(type, member.beyond), "same", \
	 "how the line looks before its first and behind its last place in the areas of members that have joined", \
	 .choices = "same|muted"}, \
	{"ends", OPTION_LOCALIZED_CHOICES, offsetof(type, member.ends), NULL, \
	 "{first, last}: where the line goes on at its ends, set beside an arrow", .choices = "first|last"}, \
	{"end_label", OPTION_STYLE, offsetof(type, member.end_label), "city_other", \
	 "text style of the ends; none: they are not named", .can_be_none = true, .needs = "ends"}
/* clang-format on */

/* Those of a layer; NULL when its kind has none. */
const struct route_options *route_options_of(const struct layer_spec *layer);

enum route_status { ROUTE_OPEN, ROUTE_BUILDING, ROUTE_PLANNED, ROUTE_STATUSES };

/* How much of a route has which status in a year, in metres along geodesics; false if the layer asks for no status. */
bool scene_route_lengths(const struct dataset *dataset, const struct route_options *options, int year,
                         double metres[ROUTE_STATUSES]);

/* A stretch of one look. */
struct route_run {
	struct polylines lines; /* cut to the frame */
	enum route_status status;
	bool is_beyond; /* the members, and to be muted there */
};

/* An end of the route that is seen: the line ends at the base of an arrow. */
struct route_end {
	bool is_seen;
	struct page_point base, tip;
	bool is_beyond;
};

/* A route on the page. */
struct route_lines {
	struct polylines all; /* of all runs */
	struct route_run *runs;
	size_t count, capacity;
	struct route_end ends[ROUTE_SIDES];
	int year;                              /* whose status is shown; 0: none is asked for */
	bool drawn[ROUTE_STATUSES];            /* what is seen of the statuses */
	struct numbers opened[ROUTE_STATUSES]; /* the years in which these stretches were opened, rising */
};

/* Colours and widths of a route. */
struct route_look {
	struct colour colour, casing;
	double width, casing_width;
};

/* Reads and cuts the route's lines; adds them as obstacles. False if nothing of it is seen. */
bool scene_route_lines(const struct layer_drawing *drawing, const struct route_options *options,
                       const struct route_look *look, struct route_lines *out);
/* Which features make a route's lines; all zero: all do. */
struct route_choice {
	const struct expression *where;
	const size_t *numbers; /* one for each feature of the data, of which `number` is chosen; NULL: any */
	size_t number;
};
/* Lines of a route cut to the frame grown by `margin` points, where features beyond the frame count too. */
void scene_route_project(const struct scene_input *input, const struct dataset *dataset,
                         const struct route_options *options, const struct route_choice *choice, double margin,
                         struct arena *arena, struct polylines *out);
/* The lines of all runs of one look. */
struct polylines scene_route_pick(struct arena *arena, const struct route_lines *lines, enum route_status status,
                                  bool is_beyond);
/* The casing below such lines: the layer's own, or in the group that neighbours share. */
void scene_route_casing(const struct layer_drawing *drawing, const struct route_lines *lines,
                        const struct route_look *look);
/* The look beyond the members: nearer to the land, and thinner. */
struct route_look scene_route_muted(const struct scene_input *input, const struct route_look *look);
/* Where the route goes: an arrow at each end that is seen, and a request for its words. */
void scene_route_ends(const struct layer_drawing *drawing, const struct route_options *options,
                      const struct route_lines *lines, const struct route_look *look);
/* An entry for each status that is seen, whose key `draw` finds in the entry's look; the usual one without statuses. */
void scene_route_legend(const struct layer_drawing *drawing, const struct route_lines *lines,
                        void (*draw)(struct arena *, struct group *, const struct legend_entry *, struct box));
/* The same without a view, as if stretches of every status were seen. */
void scene_route_expect_legend(const struct layer_drawing *drawing, const struct route_options *options);
/* Title and data-key of the layer's group: the route's, whose key is the layer's id. */
void scene_route_name_group(const struct layer_drawing *drawing);
/* A level line for the legend. */
struct path scene_route_key(struct arena *arena, struct box box);
