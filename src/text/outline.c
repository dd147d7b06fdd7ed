/* Outlines of runs as paths, through FreeType at font units: no hinting, no rounding. Quadratic
 * curves of TrueType faces become cubic ones. */
#include "text/context.h"

#include FT_OUTLINE_H
#include <string.h>

struct outline_sink {
	struct path *path;
	double x, y, scale;  /* glyph origin in points, points per font unit */
	double pen_x, pen_y; /* font units */
	bool open;
};

static double page_x(const struct outline_sink *sink, double x)
{
	return sink->x + x * sink->scale;
}

static double page_y(const struct outline_sink *sink, double y)
{
	return sink->y - y * sink->scale;
}

static void set_pen(struct outline_sink *sink, const FT_Vector *to)
{
	sink->pen_x = (double)to->x;
	sink->pen_y = (double)to->y;
}

static int move_to(const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	if (sink->open)
		path_close(sink->path);
	sink->open = true;
	path_move(sink->path, page_x(sink, (double)to->x), page_y(sink, (double)to->y));
	set_pen(sink, to);
	return 0;
}

static int line_to(const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	path_line(sink->path, page_x(sink, (double)to->x), page_y(sink, (double)to->y));
	set_pen(sink, to);
	return 0;
}

static int cubic_to(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	path_curve(sink->path, page_x(sink, (double)a->x), page_y(sink, (double)a->y), page_x(sink, (double)b->x),
	           page_y(sink, (double)b->y), page_x(sink, (double)to->x), page_y(sink, (double)to->y));
	set_pen(sink, to);
	return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	double cx = (double)control->x, cy = (double)control->y;
	double x1 = sink->pen_x + (cx - sink->pen_x) * 2 / 3, y1 = sink->pen_y + (cy - sink->pen_y) * 2 / 3;
	double x2 = (double)to->x + (cx - (double)to->x) * 2 / 3, y2 = (double)to->y + (cy - (double)to->y) * 2 / 3;
	path_curve(sink->path, page_x(sink, x1), page_y(sink, y1), page_x(sink, x2), page_y(sink, y2),
	           page_x(sink, (double)to->x), page_y(sink, (double)to->y));
	set_pen(sink, to);
	return 0;
}

static FT_Face find_face(const struct text_context *context, const struct font_face *face)
{
	for (const struct open_face *open = context->faces; open; open = open->next)
		if (&open->face == face || (open->face.index == face->index && !strcmp(open->face.file, face->file)))
			return open->ft;
	return NULL;
}

void text_outline(struct text_context *context, const struct text_run *run, struct path *path)
{
	static const FT_Outline_Funcs functions = {move_to, line_to, conic_to, cubic_to, 0, 0};
	for (size_t s = 0; s < run->span_count; s++) {
		const struct glyph_span *span = &run->spans[s];
		FT_Face ft = find_face(context, span->face);
		if (!ft || !ft->units_per_EM)
			continue;
		for (size_t i = span->first; i < span->first + span->count; i++) {
			const struct glyph *glyph = &run->glyphs[i];
			if (FT_Load_Glyph(ft, glyph->id, FT_LOAD_NO_SCALE) ||
			    ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
				continue;
			struct outline_sink sink = {path, glyph->x, glyph->y, run->size / ft->units_per_EM,
			                            0,    0,        false};
			FT_Outline_Decompose(&ft->glyph->outline, &functions, &sink);
			if (sink.open)
				path_close(path);
		}
	}
}
