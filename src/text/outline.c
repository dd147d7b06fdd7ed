/* Outlines of runs as paths, from the font that HarfBuzz has shaped with, in font units: no hinting, no rounding.
 * Quadratic curves of TrueType faces become cubic ones. A glyph is read from its font once and kept in font units: a
 * text is measured, drawn and given a halo, and most letters stand in many texts. */
#include "text/context.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#if !HB_VERSION_ATLEAST(7, 0, 0)
#define hb_font_draw_glyph hb_font_get_glyph_shape /* its name until then */
#endif

static void move_to(hb_draw_funcs_t *functions, void *path, hb_draw_state_t *state, float x, float y, void *unused)
{
	(void)functions, (void)state, (void)unused;
	path_move(path, (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *functions, void *path, hb_draw_state_t *state, float x, float y, void *unused)
{
	(void)functions, (void)state, (void)unused;
	path_line(path, (double)x, (double)y);
}

static void cubic_to(hb_draw_funcs_t *functions, void *path, hb_draw_state_t *state, float ax, float ay, float bx,
                     float by, float x, float y, void *unused)
{
	(void)functions, (void)state, (void)unused;
	path_curve(path, (double)ax, (double)ay, (double)bx, (double)by, (double)x, (double)y);
}

static void conic_to(hb_draw_funcs_t *functions, void *path, hb_draw_state_t *state, float cx, float cy, float x,
                     float y, void *unused)
{
	(void)functions, (void)unused;
	double from_x = (double)state->current_x, from_y = (double)state->current_y;
	double x1 = from_x + ((double)cx - from_x) * 2 / 3, y1 = from_y + ((double)cy - from_y) * 2 / 3;
	double x2 = (double)x + ((double)cx - (double)x) * 2 / 3, y2 = (double)y + ((double)cy - (double)y) * 2 / 3;
	path_curve(path, x1, y1, x2, y2, (double)x, (double)y);
}

static void close_contour(hb_draw_funcs_t *functions, void *path, hb_draw_state_t *state, void *unused)
{
	(void)functions, (void)state, (void)unused;
	path_close(path);
}

static hb_draw_funcs_t *draw_functions;
static pthread_once_t draw_functions_made = PTHREAD_ONCE_INIT;

static void make_draw_functions(void)
{
	draw_functions = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(draw_functions, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(draw_functions, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(draw_functions, conic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(draw_functions, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(draw_functions, close_contour, NULL, NULL);
	hb_draw_funcs_make_immutable(draw_functions);
}

static const struct glyph_outline *find_outline(struct text_context *context, const struct open_face *face,
                                                uint32_t glyph)
{
	bool is_new;
	struct hash key = {(uintptr_t)face, glyph};
	struct glyph_outline *outline = hash_table_add(&context->outlines, key, &is_new);
	if (!is_new)
		return outline;
	struct arena scratch; /* a growing path leaves its smaller arrays behind */
	arena_init(&scratch);
	struct path path = path_new(&scratch);
	pthread_once(&draw_functions_made, make_draw_functions);
	hb_font_draw_glyph(face->font, glyph, draw_functions, &path);
	outline->path = path_new(&context->store);
	path_append(&outline->path, &path);
	outline->box = path_bounds(&path);
	context->store_bytes += context->outlines.stride + path.verb_count + path.point_count * sizeof *path.points;
	arena_clear(&scratch);
	return outline;
}

static void append_glyph(struct path *path, const struct path *outline, const struct glyph *glyph, double scale)
{
	size_t first = path->point_count;
	path_append(path, outline);
	for (size_t i = first; i < path->point_count; i++)
		path->points[i] =
		        (struct page_point){glyph->x + path->points[i].x * scale, glyph->y - path->points[i].y * scale};
}

void text_outline(struct text_context *context, const struct text_run *run, struct path *path)
{
	for (const struct glyph_span *span = run->spans; span < run->spans + run->span_count; span++) {
		const struct open_face *face = (const struct open_face *)span->face;
		for (size_t i = span->first; i < span->first + span->count; i++)
			append_glyph(path, &find_outline(context, face, run->glyphs[i].id)->path, &run->glyphs[i],
			             run->size / face->units);
	}
}

/* Adding and multiplying keep the order of numbers, so the box of a glyph's outline gives that of the glyph. */
struct box text_ink(struct text_context *context, const struct text_run *run)
{
	struct box ink = box_empty;
	for (const struct glyph_span *span = run->spans; span < run->spans + run->span_count; span++) {
		const struct open_face *face = (const struct open_face *)span->face;
		double scale = run->size / face->units;
		for (size_t i = span->first; i < span->first + span->count; i++) {
			const struct glyph *glyph = &run->glyphs[i];
			const struct glyph_outline *outline = find_outline(context, face, glyph->id);
			struct box box = outline->box;
			if (path_is_empty(&outline->path))
				continue;
			box_add(&ink, (struct page_point){glyph->x + box.left * scale, glyph->y - box.bottom * scale});
			box_add(&ink, (struct page_point){glyph->x + box.right * scale, glyph->y - box.top * scale});
		}
	}
	return box_is_empty(ink) ? (struct box){0, 0, 0, 0} : ink;
}
