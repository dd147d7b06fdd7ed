/* Paint text: glyphs of shaped runs through cairo, from the very font files that shaped them.
 * In: runs with glyph positions in points. Out: halo and glyphs on the painter's context.
 * The reader of a PDF gets the text back, because glyphs go with their UTF-8 and clusters. */
#include "draw/paint.h"
#include "draw/path_limit.h"

#include <cairo-ft.h>
#include <stdlib.h>
#include <string.h>

struct painter_face {
	const struct font_face *face;
	cairo_font_face_t *cairo;
};

/* cairo may keep a face beyond our drawing and drop it in another thread, so each has a FreeType
 * library of its own and ends together with it. */
struct loaded_face {
	FT_Library library;
	FT_Face face;
};

static void loaded_face_close(void *data)
{
	struct loaded_face *open = data;
	if (open->face)
		FT_Done_Face(open->face);
	if (open->library)
		FT_Done_FreeType(open->library);
	free(open);
}

static struct loaded_face *loaded_face_open(const struct font_face *face)
{
	struct loaded_face *open = calloc(1, sizeof *open);
	if (open == NULL)
		BUG("out of memory");
	if (FT_Init_FreeType(&open->library) == 0 &&
	    FT_New_Face(open->library, face->file, face->index, &open->face) == 0)
		return open;
	loaded_face_close(open);
	return NULL;
}

static cairo_font_face_t *cairo_face_of(struct loaded_face *open)
{
	static const cairo_user_data_key_t key;
	cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(open->face, 0);
	if (cairo_font_face_status(face) == CAIRO_STATUS_SUCCESS &&
	    cairo_font_face_set_user_data(face, &key, open, loaded_face_close) == CAIRO_STATUS_SUCCESS)
		return face;
	cairo_font_face_destroy(face);
	loaded_face_close(open);
	return NULL;
}

static cairo_font_face_t *find_face(struct painter *painter, const struct font_face *face)
{
	for (size_t i = 0; i < painter->face_count; i++) {
		if (painter->faces[i].face == face)
			return painter->faces[i].cairo;
	}
	struct loaded_face *open = loaded_face_open(face);
	cairo_font_face_t *cairo = open ? cairo_face_of(open) : NULL;
	if (cairo == NULL) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL, "cannot open face %d of the font file %s",
		           face->index, face->file);
		return NULL;
	}
	painter->faces = arena_grow(&painter->arena, painter->faces, painter->face_count, &painter->face_capacity,
	                            sizeof *painter->faces);
	painter->faces[painter->face_count++] = (struct painter_face){face, cairo};
	return cairo;
}

void painter_faces_close(struct painter *painter)
{
	for (size_t i = 0; i < painter->face_count; i++)
		cairo_font_face_destroy(painter->faces[i].cairo);
	painter->face_count = 0;
}

/* Where in the run's text the span's n-th glyph stands, counted in the order of the text. */
static size_t cluster_at(const struct glyph_span *span, size_t n)
{
	if (n >= span->count)
		return span->text_end;
	return span->clusters[span->right_to_left ? span->count - 1 - n : n];
}

/* The span's glyphs grouped by the text they stand for, in the order of the text. A cluster's bytes reach to
 * the next cluster's start, so that bytes without a glyph go with the one before. Returns the number; 0 when
 * the span's data do not fit together. */
static size_t build_clusters(const struct glyph_span *span, cairo_text_cluster_t *clusters)
{
	size_t count = 0, start = span->text_start;
	for (size_t first = 0, end; first < span->count; first = end) {
		for (end = first + 1; end < span->count && cluster_at(span, end) == cluster_at(span, first); end++)
			;
		size_t next = cluster_at(span, end);
		if (next < start || next > span->text_end)
			return 0;
		clusters[count].num_glyphs = (int)(end - first);
		clusters[count++].num_bytes = (int)(next - start);
		start = next;
	}
	return count;
}

/* The whole span as one cluster: then the PDF says its text as it is (ActualText), and a widely spaced name is one name
 * to whoever searches or copies, where the gaps between single letters would be taken for blanks; as would be those
 * that marks leave in Hindi words. */
static size_t build_one_cluster(const struct glyph_span *span, cairo_text_cluster_t *clusters)
{
	clusters[0].num_glyphs = (int)span->count;
	clusters[0].num_bytes = (int)(span->text_end - span->text_start);
	return 1;
}

static void show_span(struct painter *painter, const struct text_run *run, const struct glyph_span *span,
                      cairo_glyph_t *glyphs)
{
	cairo_text_cluster_t *clusters = ARENA_ARRAY(&painter->arena, span->count, cairo_text_cluster_t);
	bool whole = (run->spacing > 0 || run->joined) && !span->right_to_left; /* readers turn it round themselves */
	size_t cluster_count = whole ? build_one_cluster(span, clusters) : build_clusters(span, clusters);
	if (cluster_count == 0) {
		cairo_show_glyphs(painter->cairo, glyphs, (int)span->count);
		return;
	}
	cairo_text_cluster_flags_t flags = span->right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
	cairo_show_text_glyphs(painter->cairo, run->text + span->text_start, (int)(span->text_end - span->text_start),
	                       glyphs, (int)span->count, clusters, (int)cluster_count, flags);
}

enum glyph_use { SHOW_GLYPHS, ADD_OUTLINES };

static bool paint_span(struct painter *painter, const struct text_run *run, const struct glyph_span *span,
                       enum glyph_use use)
{
	if (span->count == 0)
		return true;
	cairo_font_face_t *face = find_face(painter, span->face);
	if (face == NULL)
		return false;
	cairo_set_font_face(painter->cairo, face);
	cairo_set_font_size(painter->cairo, run->size);
	cairo_set_font_options(painter->cairo, painter->font_options);
	cairo_glyph_t *glyphs = ARENA_ARRAY(&painter->arena, span->count, cairo_glyph_t);
	for (size_t i = 0; i < span->count; i++) {
		const struct glyph *glyph = &run->glyphs[span->first + i];
		glyphs[i] = (cairo_glyph_t){.index = glyph->id, .x = glyph->x, .y = glyph->y};
	}
	if (use == ADD_OUTLINES)
		cairo_glyph_path(painter->cairo, glyphs, (int)span->count);
	else
		show_span(painter, run, span, glyphs);
	return true;
}

static bool paint_spans(struct painter *painter, const struct text_run *run, enum glyph_use use)
{
	cairo_new_path(painter->cairo);
	for (size_t i = 0; i < run->span_count; i++) {
		if (!paint_span(painter, run, &run->spans[i], use))
			return false;
	}
	return true;
}

/* cairo 1.16 sets glyphs on whole pixels of an image, which shows in small and in turned text; outlines
 * stand where they belong. */
static bool paint_glyphs(struct painter *painter, const struct text_mark *mark)
{
	painter_colour(painter, mark->fill);
	if (!painter->options->glyphs_as_paths)
		return paint_spans(painter, &mark->run, SHOW_GLYPHS);
	if (!paint_spans(painter, &mark->run, ADD_OUTLINES))
		return false;
	cairo_set_fill_rule(painter->cairo, CAIRO_FILL_RULE_WINDING);
	cairo_fill(painter->cairo);
	return true;
}

/* Strokes the path that was set before, and leaves it. */
static void stroke_halo(struct painter *painter, const struct text_mark *mark)
{
	cairo_set_line_width(painter->cairo, 2 * mark->halo_width);
	cairo_set_line_join(painter->cairo, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_cap(painter->cairo, CAIRO_LINE_CAP_ROUND);
	cairo_set_dash(painter->cairo, NULL, 0, 0);
	painter_colour(painter, mark->halo);
	cairo_stroke_preserve(painter->cairo);
}

/* Halo and text by the mark's outline, which is in page coordinates already: no font is opened. */
static bool paint_traced(struct painter *painter, const struct text_mark *mark, bool haloed)
{
	if (!painter_outline(painter, &mark->outline))
		return false;
	if (haloed)
		stroke_halo(painter, mark);
	if (mark->fill.opacity > 0) {
		painter_colour(painter, mark->fill);
		cairo_set_fill_rule(painter->cairo, CAIRO_FILL_RULE_WINDING);
		cairo_fill_preserve(painter->cairo);
	}
	cairo_new_path(painter->cairo);
	return true;
}

bool painter_text(struct painter *painter, const struct text_mark *mark)
{
	if (!text_mark_is_drawable(mark)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "the text '%s' cannot be placed: a coordinate is not a number or too large", mark->run.text);
		return false;
	}
	bool haloed = mark->halo.opacity > 0 && mark->halo_width > 0;
	bool outlined = !path_is_empty(&mark->outline);
	bool painted = true;
	if (outlined && painter->options->glyphs_as_paths)
		return paint_traced(painter, mark, haloed);
	if (haloed && outlined) {
		painted = painter_outline(painter, &mark->outline);
		stroke_halo(painter, mark);
	}
	cairo_save(painter->cairo);
	cairo_translate(painter->cairo, mark->origin.x, mark->origin.y);
	cairo_rotate(painter->cairo, mark->angle);
	if (haloed && !outlined) {
		painted &= paint_spans(painter, &mark->run, ADD_OUTLINES);
		stroke_halo(painter, mark);
	}
	if (painted && mark->fill.opacity > 0)
		painted = paint_glyphs(painter, mark);
	cairo_restore(painter->cairo);
	return painted;
}
