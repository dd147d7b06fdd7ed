/* Kept views: what maps of one process that look at the same ground share: the view, opened, and the features brought
 * to its page. A batch draws jobs that differ in theme, language or format one after the other and projects once. */
#pragma once

#include "scene/scene.h"

enum shape_kind { SHAPE_RINGS, SHAPE_LINES };

struct kept_shapes;

/* A view to draw with. */
struct taken_view {
	struct view *view;
	struct scale_bounds scale_bounds;
	struct kept_shapes *shapes; /* shapes projected for this view; NULL if it is not shared */
};

/* `bytes_limit`: of projected geometry; the rest is projected again each time. */
struct kept_views *scene_kept_views_open(size_t bytes_limit);
void scene_kept_views_close(struct kept_views *views);
/* Whether what is projected from now on will be asked for again; what is kept already serves in either case. */
void scene_kept_views_expect(struct kept_views *views, bool again);
/* Closes all views. Call it before a dataset is closed, because shapes are found by the addresses of features. */
void scene_kept_views_forget(struct kept_views *views);
/* Bytes of projected geometry. */
size_t scene_kept_views_bytes(const struct kept_views *views);

/* The view asked for: kept, where an equal request (points, frame, padding, scale, projection) has been met, or opened.
 * `views` NULL: opened. False with errors. To be given back. */
bool view_take(struct kept_views *views, const struct view_request *request, struct diag *diag, struct taken_view *out);
void view_give_back(struct taken_view *taken);

/* The state before a feature is projected, for scene_shapes_keep(). */
struct shapes_mark {
	size_t first; /* of the list, that the feature adds */
	size_t said;  /* entries of input->diag */
};
/* For project.c. Adds copies of the feature's shapes to *out; false when they are not kept. */
bool scene_shapes_recall(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                         const struct feature *feature, enum shape_kind kind, struct polylines *out);
/* Keeps copies of the items since the mark, which are the whole feature. Features that were reported on are not kept,
 * so every map reports them. */
void scene_shapes_keep(const struct scene_input *input, const struct dataset *dataset, const struct feature *feature,
                       enum shape_kind kind, const struct polylines *list, struct shapes_mark mark);
