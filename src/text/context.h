/* The text room's own state: the fonts offered to Pango, and the faces opened so far. */
#pragma once

#include "base/hash_table.h"
#include "text/font.h"
#include "text/fonts.h"

#include <hb.h>
#include <pango/pango.h>

struct open_face {
	struct font_face face; /* the first member, so that a span's face leads here */
	hb_font_t *font;       /* scaled to font units */
	double units;          /* per em */
	double cap_height;     /* em */
	struct open_face *next;
};

/* Fonts that a language's message file names. */
struct language_fonts {
	const char *language, *families; /* comma-separated */
	struct language_fonts *next;     /* in the order added */
};

/* In font units, y up; the box holds controls, too. */
struct glyph_outline {
	struct path path;
	struct box box;
};

/* The lines that a text was set as. */
struct kept_text {
	const struct text_run *lines;
	size_t line_count;
};

struct text_context {
	struct arena arena;
	struct fonts installed;
	char *families; /* comma-separated, for Pango */
	struct language_fonts *fonts;
	struct open_face *faces;
	struct arena brief; /* what ends with the setting of one line */
	struct arena store; /* of the two tables */
	size_t store_bytes;
	struct hash_table outlines; /* struct glyph_outline by face and glyph */
	struct hash_table kept;     /* struct kept_text: a text is measured, often more than once, and then drawn */
};

/* The face of a Pango font, which shares what is known of the font file with it. */
struct open_face *text_face(struct text_context *context, PangoFont *font);
/* The theme's fonts, those of the text's language, then those of the other languages in the map's order: fontconfig
 * is left with characters that none of these has. */
char *text_families(struct text_context *context, struct arena *arena, const char *language);
/* Stretches of one font and direction in a text that is one line, in logical order; list and items to be freed by the
 * caller. */
GList *text_items(struct text_context *context, struct arena *arena, const char *text, const char *language,
                  const struct text_style *style, bool from_right);
/* A layout of one paragraph with the style applied, broken at `width` points; to be unreferenced by the caller. */
PangoLayout *text_layout(struct text_context *context, struct arena *arena, const char *text, const char *language,
                         const struct text_style *style, bool from_right, double width);

/* Forgets glyph outlines and kept texts when they have become many. */
void text_trim(struct text_context *context);
/* The box of a run's outlines; 0, 0, 0, 0 when it has none. */
struct box text_ink(struct text_context *context, const struct text_run *run);

/* capitals.c: the text in capitals, by the rules of its language (a BCP 47 tag, or none). In `arena`, or the text
 * itself. */
const char *text_capitals(struct arena *arena, const char *text, const char *language);

/* kept.c: the key of all that decides how a text is set, besides the fonts: the text with its capitals applied,
 * its direction, and the width of its lines, 0 for one line. */
struct hash text_kept_key(const char *text, const char *language, const struct text_style *style, bool from_right,
                          double width);
/* Copies of the lines, in `arena`; false: this has not been set before. */
bool text_kept_find(const struct text_context *context, struct hash key, struct arena *arena, struct text_run **lines,
                    size_t *count);
/* Keeps copies of the lines. */
void text_kept_add(struct text_context *context, struct hash key, const struct text_run *lines, size_t count);
