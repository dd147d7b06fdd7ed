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

/* Empty when the face has no outline for it, as for a blank. */
static struct path read_glyph(hb_font_t *font, uint32_t glyph, struct arena *arena)
{
	struct path path = path_new(arena);
	pthread_once(&draw_functions_made, make_draw_functions);
	hb_font_draw_glyph(font, glyph, draw_functions, &path);
	return path;
}

static const struct glyph_outline *find_outline(struct text_context *context, struct open_face *face, uint32_t glyph)
{
	struct glyph_outline **bucket = &face->outlines[glyph % OUTLINE_BUCKETS];
	for (struct glyph_outline *kept = *bucket; kept; kept = kept->next)
		if (kept->glyph == glyph)
			return kept;
	struct arena scratch; /* a growing path leaves its smaller arrays behind */
	arena_init(&scratch);
	struct path path = read_glyph(face->font, glyph, &scratch);
	struct glyph_outline *outline = ARENA_NEW(&context->store, struct glyph_outline);
	outline->glyph = glyph;
	outline->path = path_new(&context->store);
	path_reserve(&outline->path, path.verb_count, path.point_count);
	path_append(&outline->path, &path);
	outline->box = path_is_empty(&path) ? box_empty : path_bounds(&path);
	outline->next = *bucket;
	*bucket = outline;
	context->store_bytes += sizeof *outline + path.verb_count + path.point_count * sizeof(struct page_point);
	arena_clear(&scratch);
	return outline;
}

static struct open_face *find_face(const struct text_context *context, const struct font_face *face)
{
	for (struct open_face *open = context->faces; open; open = open->next)
		if (&open->face == face || (open->face.index == face->index && !strcmp(open->face.file, face->file)))
			return open;
	return NULL;
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
	size_t verbs = 0, points = 0;
	for (int counting = 1; counting >= 0; counting--) {
		for (size_t s = 0; s < run->span_count; s++) {
			const struct glyph_span *span = &run->spans[s];
			struct open_face *face = find_face(context, span->face);
			for (size_t i = span->first; face && i < span->first + span->count; i++) {
				const struct glyph *glyph = &run->glyphs[i];
				const struct path *outline = &find_outline(context, face, glyph->id)->path;
				verbs += outline->verb_count;
				points += outline->point_count;
				if (!counting)
					append_glyph(path, outline, glyph, run->size / face->units);
			}
		}
		if (counting)
			path_reserve(path, verbs, points);
	}
}

/* Adding and multiplying keep the order of numbers, so a glyph's box need not be found from its points again. */
struct box text_ink(struct text_context *context, const struct text_run *run)
{
	struct box ink = box_empty;
	bool any = false;
	for (size_t s = 0; s < run->span_count; s++) {
		const struct glyph_span *span = &run->spans[s];
		struct open_face *face = find_face(context, span->face);
		for (size_t i = span->first; face && i < span->first + span->count; i++) {
			const struct glyph *glyph = &run->glyphs[i];
			const struct glyph_outline *outline = find_outline(context, face, glyph->id);
			double scale = run->size / face->units;
			if (path_is_empty(&outline->path))
				continue;
			struct box box = outline->box;
			any = true;
			box_add(&ink, (struct page_point){glyph->x + box.left * scale, glyph->y - box.bottom * scale});
			box_add(&ink, (struct page_point){glyph->x + box.right * scale, glyph->y - box.top * scale});
		}
	}
	return any ? ink : (struct box){0, 0, 0, 0};
}
