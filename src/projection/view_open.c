/* Opens a view: chooses the projection, fits the frame, finds the bounds. A view never changes, but its grid learns. */
#include "projection/view_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool choose_projection(const struct view_request *request, char *out, size_t size, struct diag *diag)
{
	const char *text = request->projection;
	if (text != NULL && strcasecmp(text, "auto") != 0) {
		if (strlen(text) < size) {
			strcpy(out, text);
			return true;
		}
		diag_error(diag, OVER_LIMIT, request->place, NULL, "the projection's text is too long");
		return false;
	}
	if (projection_fit(request->points, request->point_count, out, size))
		return true;
	diag_error(diag, BAD_CRS, request->place, NULL, "there is no point on the globe to fit the projection to");
	return false;
}

struct view *view_open(const struct view_request *request, struct diag *diag)
{
	struct view *view = calloc(1, sizeof *view);
	if (view == NULL)
		BUG("out of memory");
	char text[sizeof view->description.proj_string];
	view->grid = projection_grid_new();
	arena_init(&view->memory);
	view->frame = request->frame;
	view->middle = (struct page_point){(request->frame.left + request->frame.right) / 2,
	                                   (request->frame.top + request->frame.bottom) / 2};
	if (choose_projection(request, text, sizeof text, diag) &&
	    transform_open(&view->transform, text, TRANSFORM_VIEW, request->place, diag) &&
	    projection_fit_frame(view, request, diag)) {
		projection_describe(view, text);
		view->aspect = view_aspect_of(&view->memory, &view->transform, projection_middle(view));
		projection_find_bounds(view);
		return view;
	}
	view_close(view);
	return NULL;
}

double view_request_aspect(const struct view_request *request)
{
	struct transform transform = {0};
	struct diag unheard;
	double aspect = NAN;
	char text[sizeof((struct view_projection *)0)->proj_string];
	diag_init(&unheard);
	if (choose_projection(request, text, sizeof text, &unheard) &&
	    transform_open(&transform, text, TRANSFORM_VIEW, request->place, &unheard)) {
		struct ground_extent extent = projection_ground_extent(&transform, request);
		double wide = extent.high.east - extent.low.east, tall = extent.high.north - extent.low.north;
		if (extent.count > 0 && wide > 0 && tall > 0)
			aspect = wide / tall;
	}
	transform_close(&transform);
	diag_clear(&unheard);
	return aspect;
}

void view_close(struct view *view)
{
	if (view == NULL)
		return;
	transform_close(&view->transform);
	projection_grid_free(view->grid);
	arena_clear(&view->memory);
	free(view);
}
