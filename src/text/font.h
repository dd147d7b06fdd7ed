/* Text: shaping by Pango and HarfBuzz, given out as plain glyph data. The only room that includes
 * Pango. Unhinted, unrounded positions, so that PNG, PDF and SVG agree. */
#pragma once

#include "base/diag.h"
#include "geometry/path.h"

#include <stdbool.h>
#include <stdint.h>

/* A face in a font file; lives as long as the text_context. */
struct font_face {
	const char *file;   /* absolute path */
	int index;          /* face number in a collection */
	const char *family; /* the family found, e.g. "Noto Sans CJK SC" */
};

struct text_style {
	double size;        /* points */
	int weight;         /* 100..900 */
	bool italic;        /* scripts without italics stay upright */
	double spacing;     /* extra advance after each character, in em */
	bool capitals;      /* set in upper case */
	const char *colour; /* theme colour name or #rrggbb */
	const char *halo;   /* theme colour name, "none" */
	double halo_width;  /* points, on each side */
};

struct glyph {
	uint32_t id; /* in the face */
	double x, y; /* points from the run's origin on the baseline */
};

/* Glyphs in one face; `text_start..text_end` are bytes of the run's text. */
struct glyph_span {
	const struct font_face *face;
	size_t first, count; /* in run.glyphs */
	size_t text_start, text_end;
	const uint32_t
	        *clusters; /* per glyph: where its letter (with all marks) begins, byte offset in the run's text */
	bool right_to_left;
};

struct text_run {
	const char *text;     /* as set (capitals applied), valid UTF-8 */
	const char *said;     /* what a PDF says in place of the text, for a part of a longer run; NULL: the text */
	const char *language; /* BCP 47 for xml:lang, e.g. "en", "zh-Hans" */
	double size;          /* points */
	int weight;
	bool italic;
	double spacing;     /* em */
	bool right_to_left; /* the whole: what is read first stands at the right */
	bool joined;        /* letters join: no spacing may come between them */
	bool has_gaps;      /* there is a little room between Chinese and Latin */
	struct glyph *glyphs;
	size_t glyph_count;
	struct glyph_span *spans;
	size_t span_count;
	double width;           /* advance, points, without trailing spacing */
	double ascent, descent; /* of capitals/CJK squares: points above and below the baseline, both >= 0 */
	struct box ink;         /* of the outlines, relative to the origin */
};

struct text_context;

#define TEXT_LONGEST 1000 /* characters; a longer name is a mistake in the data */

/* `families` in order of preference. An absent family is a warning that names it; none present is an error. */
struct text_context *text_open(const char *const *families, size_t count, struct diag *diag);
/* Fonts for what the theme's lack in texts of this language, before those of languages added later. An absent one is a
 * warning. Before the first text is shaped. */
void text_add_fonts(struct text_context *context, const char *language, const char *const *families, size_t count,
                    struct diag *diag);
/* Whether the language is written from right to left, by its tag ("ar", "he", "az-Arab"). */
bool text_is_right_to_left(const char *language);
void text_close(struct text_context *context);

/* Shapes one line. In a right-to-left language that is the direction of the whole, whatever it begins with; in another
 * it is that of the first letter. A character that no font has is an error that names it, the text and a package; in a
 * place without a line, the text is looked for in the place's source. The run lives in `arena`, its faces in the
 * context. */
bool text_shape(struct text_context *context, struct arena *arena, const char *text, const char *language,
                const struct text_style *style, struct place place, struct diag *diag, struct text_run *out);
/* The same for a name in data, of at most TEXT_LONGEST characters: what no font has is left out. *missing gets the
 * first such character, 0 if there is none. False without an error if no letter or digit is left. */
bool text_shape_known(struct text_context *context, struct arena *arena, const char *text, const char *language,
                      const struct text_style *style, struct text_run *out, uint32_t *missing);
/* capitals.c: the text with a capital at its beginning, by the rules of its language (a BCP 47 tag, or none). In
 * `arena`, or the text itself. */
const char *text_sentence(struct arena *arena, const char *text, const char *language);
/* missing.c: a character for messages: its number, name and script. */
const char *text_character_words(struct arena *arena, uint32_t character);
/* What to do about a character that no font has: the package to install. */
const char *text_font_hint(struct text_context *context, struct arena *arena, uint32_t character);
/* The run's outlines, origin at 0,0, page points (y down); appended to path. */
void text_outline(struct text_context *context, const struct text_run *run, struct path *path);
/* cut.c: characters that letterspacing moves apart (glyph clusters; characters when there are no glyphs). */
size_t text_cluster_count(const struct text_run *run);
/* The run with `spacing` points added after each of them, in the order seen. */
struct text_run text_spaced(struct arena *arena, const struct text_run *run, double spacing);
/* Parts of a run that can be turned by themselves: letters with their marks, or words and blanks where letters join.
 * The end is one past the last glyph of the part that begins at glyph `first` of the span. */
size_t text_unit_end(const struct text_run *run, const struct glyph_span *span, size_t first);
size_t text_unit_count(const struct text_run *run);
/* Such a part as a run of its own, which begins at *left of the whole. */
struct text_run text_cut(struct arena *arena, const struct text_run *run, const struct glyph_span *span, size_t first,
                         size_t end, double *left);
/* Breaks `text` into lines no wider than `width` points (CJK anywhere allowed by Unicode line breaking,
 * else at blanks) and shapes each. Returns the number of lines (runs in `arena`). */
size_t text_wrap(struct text_context *context, struct arena *arena, const char *text, const char *language,
                 const struct text_style *style, double width, struct place place, struct diag *diag,
                 struct text_run **lines);
/* Width of the widest part that text_wrap() breaks only where the lines are narrower: a word, a Chinese character. */
double text_widest_word(struct text_context *context, struct arena *arena, const char *text, const char *language,
                        const struct text_style *style);
