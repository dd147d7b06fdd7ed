/* The text room's own state: the fonts offered to Pango, and the faces opened so far. */
#pragma once

#include "text/font.h"
#include "text/fonts.h"
#include "text/kept.h"

#include <hb.h>
#include <pango/pango.h>

#define OUTLINE_BUCKETS 256

/* In font units, y up; the box holds controls, too. */
struct glyph_outline {
	uint32_t glyph;
	struct path path;
	struct box box;
	struct glyph_outline *next;
};

struct open_face {
	struct font_face face;
	hb_font_t *font;   /* scaled to font units */
	double units;      /* per em */
	double cap_height; /* em */
	struct glyph_outline *outlines[OUTLINE_BUCKETS];
	struct open_face *next;
};

/* Fonts that a language's message file names. */
struct language_fonts {
	const char *language, *families; /* comma-separated */
	struct language_fonts *next;     /* in the order added */
};

struct text_context {
	struct arena arena;
	struct fonts installed;
	char *families; /* comma-separated, for Pango */
	struct language_fonts *fonts;
	struct open_face *faces;
	struct arena store; /* of glyph outlines and kept texts */
	size_t store_bytes;
	struct hash_table kept;
};

/* The face of a Pango font, which shares what is known of the font file with it. */
struct open_face *text_face(struct text_context *context, PangoFont *font);
/* The theme's fonts, those of the text's language, then those of the other languages in the map's order: fontconfig
 * is left with characters that none of these has. */
char *text_families(struct text_context *context, struct arena *arena, const char *language);
/* Stretches of one font and direction in a text that is one line, in logical order; list and items to be freed by the
 * caller. */
GList *text_items(struct text_context *context, struct arena *arena, const char *text, const char *language,
                  const struct text_style *style);
/* A layout of one paragraph with the style applied, broken at `width` points; to be unreferenced by the caller. */
PangoLayout *text_layout(struct text_context *context, struct arena *arena, const char *text, const char *language,
                         const struct text_style *style, double width);

/* Forgets glyph outlines and kept texts when they have become many. */
void text_trim(struct text_context *context);
/* The box of a run's outlines; 0, 0, 0, 0 when it has none. */
struct box text_ink(struct text_context *context, const struct text_run *run);
