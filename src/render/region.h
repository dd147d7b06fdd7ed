/* What the steps of drawing a map, and its descriptions, ask of the map and its data. Private to the render room. */
#pragma once

#include "furniture/furniture.h"
#include "render/render.h"

const struct dataset *region_dataset(const struct loaded_map *map, const struct data_spec *data);
/* The data's columns of names. */
const struct localized *region_names(const struct loaded_map *map, const struct data_spec *data);
/* In the leading language: the map file's own name, the data's, else the id. */
const char *region_member_name(const struct loaded_map *map, const struct member_spec *member);
/* The member's areas or points in the data one after the other (scene_member_record()); NULL: there is no further one,
 * or the map file names no such data. */
const struct feature *region_member_record(const struct loaded_map *map, const struct data_spec *data,
                                           const struct member_spec *member, const struct feature *after);
/* Of all its records, geodesic, square metres; false: it has none. */
bool region_member_area(const struct loaded_map *map, const struct member_spec *member, double *area);
/* A feature's name in the first of the map's languages that has one; "" without. */
const char *region_feature_name(const struct loaded_map *map, const struct data_spec *data,
                                const struct feature *feature);
/* Whether it is told of as a route: what a version names as one, without versions every expressway and railway. */
bool region_is_route(const struct loaded_map *map, const struct layer_spec *layer);
/* Whether the layer, or one of its classes, takes the feature. */
bool region_layer_shows(const struct layer_spec *layer, const struct dataset *dataset, const struct feature *feature);
/* Geodesic, metres. */
double region_layer_length(const struct loaded_map *map, const struct layer_spec *layer);

/* divide.c: how the map's page is divided. */
struct sheet map_sheet(const struct loaded_map *map, bool bare, struct arena *arena);
/* How high the page is, points, if only its width is given. */
double map_page_height(const struct loaded_map *map, bool bare, struct arena *arena);
/* The same as map_sheet(); false with an error when the page is too small. */
bool map_sheet_check(const struct loaded_map *map, const struct scene_input *input, bool bare, struct arena *arena,
                     struct sheet *out);

/* view_request.c: what a version takes on the plane. Members count by the boxes of their areas. */
struct region_shape map_region_shape(const struct loaded_map *map, size_t version, struct arena *arena);
/* The box of what a version shows; `is_given`: it is an extent of the map file, else the frame may reach further. */
struct lonlat_box map_region_bounds(const struct loaded_map *map, size_t version, struct arena *arena, bool *is_given);
/* What the version shows, in a frame of the page. The points lie in `arena`. */
struct view_request map_view_request(const struct loaded_map *map, size_t version, struct box frame,
                                     struct arena *arena);
