/* Path limit: cairo draws nothing, and says nothing, once a path reaches 2^23 pixels or holds NaN; so
 * a path far outside the page is cut in double precision first. Page points in and out.
 * The scene clips its geometry, so this is the second fence and its slow path hardly ever runs. */
#include "draw/path_limit.h"

#include "geometry/polyline.h"

#include <math.h>

#define CURVE_STEPS 32

struct cutter {
	struct arena *arena;
	struct box box;
	struct page_point *points; /* of the subpath under way */
	size_t count, capacity;
	struct path *out;
};

static bool points_are_finite(const struct path *path)
{
	for (size_t i = 0; i < path->point_count; i++) {
		if (!isfinite(path->points[i].x) || !isfinite(path->points[i].y))
			return false;
	}
	return true;
}

static void add_point(struct cutter *cutter, struct page_point point)
{
	cutter->points =
	        arena_grow(cutter->arena, cutter->points, cutter->count, &cutter->capacity, sizeof *cutter->points);
	cutter->points[cutter->count++] = point;
}

static void add_curve(struct cutter *cutter, const struct page_point *control)
{
	struct page_point start = cutter->count > 0 ? cutter->points[cutter->count - 1] : control[0];
	for (int i = 1; i <= CURVE_STEPS; i++)
		add_point(cutter, path_curve_at(start, control, (double)i / CURVE_STEPS));
}

static void end_subpath(struct cutter *cutter, bool closed)
{
	if (cutter->count > 1 && closed) {
		struct polyline ring = geometry_clip_ring(cutter->arena, cutter->points, cutter->count, cutter->box);
		if (ring.count > 0)
			path_polyline(cutter->out, ring.points, ring.count, true);
	} else if (cutter->count > 1) {
		struct polylines parts = {0};
		geometry_clip_line(cutter->arena, cutter->points, cutter->count, false, cutter->box, &parts);
		for (size_t i = 0; i < parts.count; i++)
			path_polyline(cutter->out, parts.items[i].points, parts.items[i].count, false);
	}
	cutter->count = 0;
}

static void cut(struct cutter *cutter, const struct path *path)
{
	const struct page_point *point = path->points;
	struct page_point start = {0, 0};
	for (size_t i = 0; i < path->verb_count; i++) {
		if (cutter->count == 0 && path->verbs[i] != PATH_MOVE && path->verbs[i] != PATH_CLOSE)
			add_point(cutter, start);
		switch (path->verbs[i]) {
		case PATH_MOVE:
			end_subpath(cutter, false);
			start = *point;
			add_point(cutter, *point++);
			break;
		case PATH_LINE:
			add_point(cutter, *point++);
			break;
		case PATH_CURVE:
			add_curve(cutter, point);
			point += 3;
			break;
		case PATH_CLOSE:
			end_subpath(cutter, true);
			break;
		}
	}
	end_subpath(cutter, false);
}

bool path_limit(struct arena *arena, const struct page *page, const struct path *path, struct path *out)
{
	*out = *path;
	if (path_is_empty(path))
		return true;
	if (!points_are_finite(path))
		return false;
	struct box box = box_grow((struct box){0, 0, page->width, page->height}, 4 * fmax(page->width, page->height));
	if (box_holds(box, path_bounds(path)))
		return true;
	*out = path_new(arena);
	struct cutter cutter = {.arena = arena, .box = box, .out = out};
	cut(&cutter, path);
	return true;
}

bool draw_is_drawable(double value)
{
	return fabs(value) < 1e6; /* false for NaN */
}

bool box_is_drawable(struct box box)
{
	return draw_is_drawable(box.left) && draw_is_drawable(box.top) && draw_is_drawable(box.right) &&
	       draw_is_drawable(box.bottom);
}

bool stroke_is_drawable(const struct stroke *stroke)
{
	double sum = 0;
	for (size_t i = 0; i < stroke->dash_count; i++) {
		if (!(stroke->dashes[i] >= 0))
			return false;
		sum += stroke->dashes[i];
	}
	return draw_is_drawable(stroke->width) && draw_is_drawable(stroke->dash_offset) && draw_is_drawable(sum) &&
	       (sum > 0 || stroke->dash_count == 0);
}

bool text_mark_is_drawable(const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	bool drawable = draw_is_drawable(mark->origin.x) && draw_is_drawable(mark->origin.y) &&
	                draw_is_drawable(mark->angle) && draw_is_drawable(run->size) && run->size > 0 &&
	                draw_is_drawable(2 * mark->halo_width);
	for (size_t i = 0; drawable && i < run->glyph_count; i++)
		drawable = draw_is_drawable(run->glyphs[i].x) && draw_is_drawable(run->glyphs[i].y);
	return drawable;
}
