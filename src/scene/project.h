/* Features brought to the page: cut to the view in degrees, projected with long segments bent,
 * cut to the frame, simplified. */
#pragma once

#include "scene/scene.h"

/* What is looked at to draw a view, degrees: its bounds and some more. */
struct lonlat_box scene_project_bounds(const struct view *view);
/* Rings of a polygon feature, closed along the frame, ready to fill. */
void scene_project_rings(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out);
/* The outlines of a polygon feature, or a line feature, as lines inside the frame. */
void scene_project_lines(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, struct polylines *out);
/* Outlines of such rings (`closed`: whole ones) as lines inside the frame, without what runs along it. */
void scene_project_inside(const struct scene_input *input, struct arena *arena, const struct polylines *outlines,
                          bool closed, struct polylines *out);
/* Whether a feature with this box may reach the seam, the horizon or the date line, along which its outline is not
 * drawn. */
bool scene_project_is_cut(const struct scene_input *input, struct lonlat_box box);
/* One line feature part, whole: not cut, not simplified. */
struct polyline scene_project_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                                   struct part part);
/* A line of these points, in the same way. */
struct polyline scene_project_points(const struct scene_input *input, struct arena *arena, const struct lonlat *points,
                                     size_t count);
/* Whether anything of such a box can be in the frame grown by `margin` points. */
bool scene_project_sees_near(const struct scene_input *input, struct lonlat_box box, double margin);
/* All polylines as one path. */
struct path polylines_path(struct arena *arena, const struct polylines *lines, bool closed);
/* A box as one ring. */
struct polylines box_ring(struct arena *arena, struct box box);

/* The features of a layer's data that the view shows, one after the other in the order of their file. What is too small
 * to be drawn is skipped before its points are read. */
struct visible_features {
	const struct scene_input *input;
	struct feature_walk walk;
	enum profile_stage before;
	bool keeps_tiny; /* to be set behind visible_features_begin(): what is too small is not skipped */
};
void visible_features_begin(const struct scene_input *input, const struct dataset *dataset,
                            struct visible_features *out);
/* The next feature, valid until the next call; NULL at the end. */
const struct feature *visible_features_next(struct visible_features *visible);
/* False with errors in input->diag. */
bool visible_features_end(struct visible_features *visible);
