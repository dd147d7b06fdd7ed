/* Outlines of runs as paths, through FreeType at font units: no hinting, no rounding. Quadratic
 * curves of TrueType faces become cubic ones. A glyph is read from its font once and kept in font units: a text is
 * measured, drawn and given a halo, and most letters stand in many texts. */
#include "text/context.h"

#include FT_OUTLINE_H
#include <math.h>
#include <string.h>

struct outline_sink {
	struct path *path;   /* font units, y up */
	double pen_x, pen_y; /* font units */
	bool open;
};

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
	path_move(sink->path, (double)to->x, (double)to->y);
	set_pen(sink, to);
	return 0;
}

static int line_to(const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	path_line(sink->path, (double)to->x, (double)to->y);
	set_pen(sink, to);
	return 0;
}

static int cubic_to(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	path_curve(sink->path, (double)a->x, (double)a->y, (double)b->x, (double)b->y, (double)to->x, (double)to->y);
	set_pen(sink, to);
	return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
	struct outline_sink *sink = user;
	double cx = (double)control->x, cy = (double)control->y;
	double x1 = sink->pen_x + (cx - sink->pen_x) * 2 / 3, y1 = sink->pen_y + (cy - sink->pen_y) * 2 / 3;
	double x2 = (double)to->x + (cx - (double)to->x) * 2 / 3, y2 = (double)to->y + (cy - (double)to->y) * 2 / 3;
	path_curve(sink->path, x1, y1, x2, y2, (double)to->x, (double)to->y);
	set_pen(sink, to);
	return 0;
}

/* Empty when the face has no outline for it, as for a blank. */
static struct path read_glyph(FT_Face ft, uint32_t glyph, struct arena *arena)
{
	static const FT_Outline_Funcs functions = {move_to, line_to, conic_to, cubic_to, 0, 0};
	struct path path = path_new(arena);
	if (FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) || ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return path;
	struct outline_sink sink = {&path, 0, 0, false};
	FT_Outline_Decompose(&ft->glyph->outline, &functions, &sink);
	if (sink.open)
		path_close(&path);
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
	struct path path = read_glyph(face->ft, glyph, &scratch);
	struct glyph_outline *outline = ARENA_NEW(&context->store, struct glyph_outline);
	outline->glyph = glyph;
	outline->path = path_new(&context->store);
	path_reserve(&outline->path, path.verb_count, path.point_count);
	path_append(&outline->path, &path);
	outline->box = path_is_empty(&path) ? box_empty : path_bounds(&path);
	outline->next = *bucket;
	*bucket = outline;
	context->store_bytes += sizeof *outline + path.verb_count + path.point_count * sizeof(struct spot);
	arena_clear(&scratch);
	return outline;
}

static struct open_face *find_face(const struct text_context *context, const struct font_face *face)
{
	for (struct open_face *open = context->faces; open; open = open->next)
		if (&open->face == face || (open->face.index == face->index && !strcmp(open->face.file, face->file)))
			return open->ft && open->ft->units_per_EM ? open : NULL;
	return NULL;
}

static void append_glyph(struct path *path, const struct path *outline, const struct glyph *glyph, double scale)
{
	size_t first = path->point_count;
	path_append(path, outline);
	for (size_t i = first; i < path->point_count; i++)
		path->points[i] =
		        (struct spot){glyph->x + path->points[i].x * scale, glyph->y - path->points[i].y * scale};
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
					append_glyph(path, outline, glyph, run->size / face->ft->units_per_EM);
			}
		}
		if (counting)
			path_reserve(path, verbs, points);
	}
}

/* Adding and multiplying keep the order of numbers, so a glyph's box need not be found from its points again. */
struct box context_ink(struct text_context *context, const struct text_run *run)
{
	struct box ink = box_empty;
	bool any = false;
	for (size_t s = 0; s < run->span_count; s++) {
		const struct glyph_span *span = &run->spans[s];
		struct open_face *face = find_face(context, span->face);
		for (size_t i = span->first; face && i < span->first + span->count; i++) {
			const struct glyph *glyph = &run->glyphs[i];
			const struct glyph_outline *outline = find_outline(context, face, glyph->id);
			double scale = run->size / face->ft->units_per_EM;
			if (path_is_empty(&outline->path))
				continue;
			struct box box = outline->box;
			any = true;
			box_add(&ink, (struct spot){glyph->x + box.left * scale, glyph->y - box.bottom * scale});
			box_add(&ink, (struct spot){glyph->x + box.right * scale, glyph->y - box.top * scale});
		}
	}
	return any ? ink : (struct box){0, 0, 0, 0};
}
