/* Routes: what expressways and railways share — the alignment smoothed within its accuracy. */
#pragma once

#include "scene/scene.h"

struct route_options {
	double smooth;      /* kilometres that the curve may leave the stated points */
	struct texts stops; /* ids of data whose points the curve passes exactly */
	struct matches stops_where;
	double below;
};

/* Adds these rows to a style's table. */
/* clang-format off */
#define ROUTE_OPTION_ROWS(type, member) \
	{"smooth", OPTION_NUMBER, offsetof(type, member.smooth), "0", \
	 "how far, in kilometres, the smoothed line may leave the stated points", 0, 10}, \
	{"stops", OPTION_DATA, offsetof(type, member.stops), NULL, \
	 "data of the places that the smoothed line passes exactly", .choices = "points"}, \
	{"stops_where", OPTION_MATCH, offsetof(type, member.stops_where), NULL, "only these of the stops", .choices = "stops"}, \
	{"below", OPTION_NUMBER, offsetof(type, member.below), "0", "only at scales larger than 1:below", 0, 1e12}
/* clang-format on */

/* Those of a layer; NULL when its kind has none. */
const struct route_options *route_options_of(const struct layer_spec *layer);

/* The route's lines on the page, smoothed, cut to the frame. Adds them as obstacles of the given half width. */
void scene_route_lines(const struct layer_drawing *drawing, const struct route_options *options, double half_width,
                       struct polylines *out);
/* The same lines cut to the frame grown by `margin` points, where features beyond the frame count too. */
void scene_route_project(const struct scene_input *input, const struct dataset *dataset,
                         const struct route_options *options, const struct matches *where, double margin,
                         struct arena *arena, struct polylines *out);
/* The casing below such lines: the layer's own, or in the group that neighbours share. */
void scene_route_casing(const struct layer_drawing *drawing, const struct polylines *lines, struct colour colour,
                        double width);
/* A level line for the legend. */
struct path scene_route_key(struct arena *arena, struct box box);
