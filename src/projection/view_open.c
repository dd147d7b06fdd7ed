/* Opens a view: chooses the projection, fits the frame, finds the bounds. A view never changes, but its grid learns. */
#include "projection/definition.h"
#include "projection/view_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Takes the word out of a PROJ string, if it is there. */
static bool drop_word(char *text, const char *word)
{
	bool found = false;
	size_t length = strlen(word);
	for (char *p = text; *p;) {
		size_t size = strcspn(p, " \t\r\n");
		char *start = p + (*p == '+');
		bool is_it = strncmp(start, word, length) == 0 && (start + length == p + size || start[length] == '=');
		size += strspn(p + size, " \t\r\n");
		if (is_it)
			memmove(p, p + size, strlen(p + size) + 1);
		else
			p += size;
		found |= is_it;
	}
	return found;
}

/* With +over PROJ brings no longitude into its turn: the plane goes on east and west, and no shape knows which turn it
 * is on. */
static void drop_over(char *text, const struct view_request *request, struct diag *diag)
{
	if (strstr(text, "proj=") && drop_word(text, "over"))
		diag_note(diag, BAD_PROJECTION, request->place,
		          "leave it out; +lon_0 says which meridian the map is centred on",
		          "+over is not used: a map shows each place once");
}

static bool choose_projection(const struct view_request *request, char *out, size_t size, struct diag *diag)
{
	const char *text = request->projection;
	if (text != NULL && strcasecmp(text, "auto") != 0) {
		if (strlen(text) < size) {
			strcpy(out, text);
			drop_over(out, request, diag);
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

/* Opens the transform; its axes are turned to east and north, as national systems are drawn; a plane of longitude and
 * latitude is centred on what must be seen. */
static bool open_transform(struct transform *transform, const struct view_request *request, const char *text,
                           struct diag *diag)
{
	struct projection_definition *definition;
	struct arena arena;
	if (!transform_open(transform, text, TRANSFORM_VIEW, request->place, diag))
		return false;
	arena_init(&arena);
	definition = ARENA_NEW(&arena, struct projection_definition);
	projection_definition_read(definition, transform);
	transform->axes = projection_definition_axes(definition);
	if (strcmp(definition->id, "longlat") == 0)
		transform_centre_degrees(transform,
		                         projection_middle_of_degrees(request->points, request->point_count));
	bool goes_on = projection_definition_text(definition, "over");
	if (goes_on)
		diag_error(diag, BAD_PROJECTION, request->place, "use a coordinate system without +over",
		           "the projection goes on beyond once round the globe");
	arena_clear(&arena);
	return !goes_on;
}

static void find_better_middle(struct view *view, const struct view_request *request)
{
	const struct view_aspect *aspect = &view->aspect;
	view->better_middle = NAN;
	if (aspect->is_known && !aspect->frame.is_tilted && !aspect->windows[0].is_disc)
		view->better_middle =
		        projection_middle_beside(request->points, request->point_count, aspect->frame.middle + 180);
}

bool view_is_divided(const struct view *view, double *middle)
{
	*middle = view->better_middle;
	return isfinite(view->better_middle);
}

/* What an operation makes of its axes by steps that are not read. */
static void tell_turned(const struct view *view, const struct view_request *request, struct diag *diag)
{
	static const double most_turn = 60 * RADIANS_PER_DEGREE;
	const char *definition = proj_pj_info(view->transform.operation).definition;
	struct lonlat middle;
	struct stretch stretch;
	if (!view_inverse(view, view->middle, &middle) || !projection_stretch_at(&view->transform, middle, &stretch))
		return;
	if (stretch.is_mirrored)
		diag_warning(
		        diag, BAD_PROJECTION, request->place,
		        "a pipeline starts from longitude, then latitude, and leads to east, then north: leave out "
		        "the step that swaps or flips them",
		        "the projection shows the map mirrored");
	else if (definition && strstr(definition, "proj=affine") &&
	         fabs(atan2(stretch.north_east, stretch.north_north)) > most_turn)
		diag_warning(diag, BAD_PROJECTION, request->place, "leave out the affine step if this is not meant",
		             "the projection turns the map: north is not up");
}

/* Finds what the map shows, and fits the frame to it. */
static bool open_aspect(struct view *view, const struct view_request *request, struct diag *diag)
{
	struct view_aspect *aspect = &view->aspect;
	*aspect = view_aspect_of(&view->memory, &view->transform);
	struct view_request shown = projection_limit(aspect, &view->memory, &view->transform, request);
	if (shown.points != request->points)
		diag_note(diag, LEFT_OUT, request->place, "choose another projection for so large a part of the globe",
		          "the projection cannot show far places well: the map ends before them");
	if (!projection_fit_frame(view, &shown, diag))
		return false;
	if (!aspect->is_known)
		view_aspect_find_disc(aspect, &view->memory, &view->transform, projection_middle(view));
	return projection_keep_to_hemisphere(view, &shown, diag);
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
	    open_transform(&view->transform, request, text, diag) && open_aspect(view, request, diag)) {
		projection_describe(view, text);
		find_better_middle(view, request);
		view->knows_seam = projection_knows_seam(view);
		projection_find_bounds(view);
		tell_turned(view, request, diag);
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
	    open_transform(&transform, request, text, &unheard)) {
		struct arena arena;
		arena_init(&arena);
		struct view_aspect shape = view_aspect_of(&arena, &transform);
		struct view_request shown = projection_limit(&shape, &arena, &transform, request);
		struct ground_extent extent = projection_ground_extent(&shape, &transform, &shown);
		arena_clear(&arena);
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
