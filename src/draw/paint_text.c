/* Paint text: glyphs of shaped runs through cairo, from the very font files that shaped them.
 * In: runs with glyph positions in points. Out: halo and glyphs on the painter's context.
 * The reader of a PDF gets the text back, because glyphs go with their UTF-8 and clusters. */
#include "draw/paint.h"
#include "draw/path_limit.h"

#include "base/utf8.h"

#include <cairo-ft.h>
#include <string.h>

struct painter_face {
	const struct font_face *face;
	cairo_font_face_t *cairo;
};

static void close_library(void *library)
{
	FT_Done_FreeType(library);
}

/* cairo may keep a face beyond our drawing and drop it in another thread, so each has a FreeType library of its own,
 * which ends together with it. NULL: it cannot be opened. */
static cairo_font_face_t *open_face(const struct font_face *face)
{
	static const cairo_user_data_key_t key;
	FT_Library library = NULL;
	FT_Face opened;
	cairo_font_face_t *cairo = NULL;
	if (FT_Init_FreeType(&library) == 0 && FT_New_Face(library, face->file, face->index, &opened) == 0)
		cairo = cairo_ft_font_face_create_for_ft_face(opened, 0);
	if (cairo && cairo_font_face_status(cairo) == CAIRO_STATUS_SUCCESS &&
	    cairo_font_face_set_user_data(cairo, &key, library, close_library) == CAIRO_STATUS_SUCCESS)
		return cairo;
	cairo_font_face_destroy(cairo);
	FT_Done_FreeType(library);
	return NULL;
}

static cairo_font_face_t *find_face(struct painter *painter, const struct font_face *face)
{
	for (size_t i = 0; i < painter->face_count; i++) {
		if (painter->faces[i].face == face)
			return painter->faces[i].cairo;
	}
	cairo_font_face_t *cairo = open_face(face);
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

/* Whether the span has letters of a script whose marks leave gaps between glyphs: Hindi, Khmer, Tibetan. */
static bool has_marks(const struct text_run *run, const struct glyph_span *span)
{
	size_t length;
	for (size_t i = span->text_start; i < span->text_end; i += length) {
		uint32_t character = base_utf8_decode(run->text + i, span->text_end - i, &length);
		if (base_utf8_is_upright(character) && !base_utf8_is_cjk(character))
			return true;
	}
	return false;
}

/* A span that is spaced or has marks is one cluster: then the PDF says its text as it is (ActualText). Else whoever
 * searches or copies would find blanks in the gaps. */
static void show_span(struct painter *painter, const struct text_run *run, const struct glyph_span *span,
                      cairo_glyph_t *glyphs)
{
	cairo_text_cluster_t *clusters = ARENA_ARRAY(&painter->arena, span->count, cairo_text_cluster_t);
	int bytes = (int)(span->text_end - span->text_start);
	size_t cluster_count = 1;
	if (run->said) {
		clusters[0] =
		        (cairo_text_cluster_t){.num_bytes = (int)strlen(run->said), .num_glyphs = (int)span->count};
		cairo_show_text_glyphs(painter->cairo, run->said, clusters[0].num_bytes, glyphs, (int)span->count,
		                       clusters, 1, 0);
		return;
	}
	if ((run->spacing > 0 || has_marks(run, span)) &&
	    !span->right_to_left) /* readers turn these round themselves */
		clusters[0] = (cairo_text_cluster_t){.num_bytes = bytes, .num_glyphs = (int)span->count};
	else
		cluster_count = build_clusters(span, clusters);
	if (cluster_count == 0) {
		cairo_show_glyphs(painter->cairo, glyphs, (int)span->count);
		return;
	}
	cairo_text_cluster_flags_t flags = span->right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
	cairo_show_text_glyphs(painter->cairo, run->text + span->text_start, bytes, glyphs, (int)span->count, clusters,
	                       (int)cluster_count, flags);
}

enum glyph_use { SHOW_GLYPHS, ADD_OUTLINES };

static void paint_span(struct painter *painter, const struct text_run *run, const struct glyph_span *span,
                       enum glyph_use use)
{
	cairo_font_face_t *face = span->count ? find_face(painter, span->face) : NULL;
	if (face == NULL)
		return;
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
}

static void paint_spans(struct painter *painter, const struct text_run *run, enum glyph_use use)
{
	cairo_new_path(painter->cairo);
	for (size_t i = 0; i < run->span_count; i++)
		paint_span(painter, run, &run->spans[i], use);
}

/* Halo and text by the mark's outline, which is in page coordinates already: no font is opened. */
static void paint_traced(struct painter *painter, const struct text_mark *mark, const struct stroke *halo)
{
	if (!painter_outline(painter, &mark->outline))
		return;
	if (stroke_is_visible(halo))
		painter_stroke(painter, halo);
	if (mark->fill.opacity > 0)
		painter_fill(painter, mark->fill, CAIRO_FILL_RULE_WINDING);
}

/* Halo, where the mark has no outline, and text, from the fonts. */
static void paint_glyphs(struct painter *painter, const struct text_mark *mark, const struct stroke *halo)
{
	cairo_save(painter->cairo);
	cairo_translate(painter->cairo, mark->origin.x, mark->origin.y);
	cairo_rotate(painter->cairo, mark->angle);
	if (stroke_is_visible(halo) && path_is_empty(&mark->outline)) {
		paint_spans(painter, &mark->run, ADD_OUTLINES);
		painter_stroke(painter, halo);
	}
	if (mark->fill.opacity > 0 && painter->options->pixels_per_point > 0) {
		/* cairo 1.16 sets glyphs on whole pixels of an image, which shows in small and in turned text; outlines
		 * stand where they belong. */
		paint_spans(painter, &mark->run, ADD_OUTLINES);
		painter_fill(painter, mark->fill, CAIRO_FILL_RULE_WINDING);
	} else if (mark->fill.opacity > 0) {
		painter_colour(painter, mark->fill);
		paint_spans(painter, &mark->run, SHOW_GLYPHS);
	}
	cairo_restore(painter->cairo);
}

void painter_text(struct painter *painter, const struct text_mark *mark)
{
	const struct stroke halo = {
	        .colour = mark->halo, .width = 2 * mark->halo_width, .cap = CAP_ROUND, .join = JOIN_ROUND};
	bool outlined = !path_is_empty(&mark->outline);
	if (!text_mark_is_drawable(mark)) {
		diag_error(painter->diag, CANNOT_DRAW, no_place, NULL,
		           "the text '%s' cannot be placed: a coordinate is not a number or too large", mark->run.text);
	} else if (outlined && painter->options->pixels_per_point > 0) {
		paint_traced(painter, mark, &halo);
	} else {
		if (outlined && stroke_is_visible(&halo) && painter_outline(painter, &mark->outline))
			painter_stroke(painter, &halo);
		paint_glyphs(painter, mark, &halo);
	}
	cairo_new_path(painter->cairo);
}
