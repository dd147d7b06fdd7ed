/* The fonts offered to Pango: those of the families that theme and messages name, and all that are installed for
 * texts with a character that these lack. A font is chosen as it would be from all of them. */
#pragma once

#include "base/arena.h"

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>
#include <stdbool.h>

/* The last family in each of our lists, which no font has: it distinguishes our lists from Pango's own. */
#define FONTS_MARK "corridor-families"

/* Fonts as Pango sees them; NULL until a text asks for them. */
struct font_offer {
	PangoFontMap *map;
	PangoContext *pango;
};

struct fonts {
	struct arena arena;
	FcConfig *config, *full;              /* full: NULL until asked for; config: it, or the plain one */
	FcPattern **installed, **named_fonts; /* config's, in fontconfig's order; named_fonts: NULL until chosen */
	int installed_count, named_count;
	const char **names; /* of the families named */
	size_t name_count, name_capacity;
	struct font_offer named, all;
	bool always_all; /* a rule of fontconfig's prefers others to those named */
};

/* False: fontconfig does not start. fonts_close() also after false. */
bool fonts_open(struct fonts *fonts);
void fonts_close(struct fonts *fonts);
/* Call it before fonts_name(). A family that is not in the usual places is looked for in all that fontconfig knows. */
bool fonts_have_family(struct fonts *fonts, const char *family);
/* Comma-separated. Texts set later are set anew. */
void fonts_name(struct fonts *fonts, const char *families);
/* The named fonts if they have every character of the text, else all. Valid until fonts_name() or fonts_close(). */
PangoContext *fonts_for_text(struct fonts *fonts, const char *text);
/* True if a text that was set with `used` must be set again, with what fonts_for_text() then returns. */
bool fonts_were_wrong(const struct fonts *fonts, const PangoContext *used);
