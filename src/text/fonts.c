/* Fonts offered to Pango: only those of the families that theme and messages name. In: family names, a text. Out: a
 * Pango context. Fontconfig would compare every installed font with every style, size and language of a map, a quarter
 * of the work of drawing it. The result is the same: a family that the map names is a strong match, which counts before
 * all that rules and languages add (fontconfig 2.14, fcmatch.c), and the order among the named fonts does not change. A
 * text with a character that no named font has is set from all fonts. */
#include "text/fonts.h"

#include "base/utf8.h"

#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>
#include <string.h>

#define STRONG_MAX 64

/* Fontconfig compares families without regard to case and blanks. */
static char *without_blanks(struct arena *arena, const char *name, size_t length)
{
	char *out = arena_alloc(arena, length + 1), *end = out;
	for (size_t i = 0; i < length; i++)
		if (name[i] != ' ')
			*end++ = name[i];
	*end = '\0';
	return out;
}

static bool is_same_family(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " ");
		b += strspn(b, " ");
		if ((unsigned char)*a >= 0x80 || (unsigned char)*b >= 0x80)
			break;
		if (g_ascii_tolower(*a) != g_ascii_tolower(*b))
			return false;
		if (!*a)
			return true;
	}
	struct arena arena; /* letters of other scripts have cases as well */
	arena_init(&arena);
	const char *rest_of_a = without_blanks(&arena, a, strlen(a)), *rest_of_b = without_blanks(&arena, b, strlen(b));
	bool same = FcStrCmpIgnoreCase((const FcChar8 *)rest_of_a, (const FcChar8 *)rest_of_b) == 0;
	arena_clear(&arena);
	return same;
}

static bool is_among(const char *const *families, size_t count, const char *family)
{
	for (size_t i = 0; i < count; i++)
		if (is_same_family(families[i], family))
			return true;
	return false;
}

static bool is_named(const struct fonts *fonts, const char *family)
{
	return is_among(fonts->names, fonts->name_count, family);
}

static bool font_is_named(const struct fonts *fonts, FcPattern *font)
{
	FcChar8 *family;
	for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &family) == FcResultMatch; i++)
		if (is_named(fonts, (const char *)family))
			return true;
	return false;
}

/* Pango sets text in no other format. */
static bool font_is_usable(FcPattern *font)
{
	FcChar8 *format;
	return FcPatternGetString(font, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
	       (!g_ascii_strcasecmp((const char *)format, "TrueType") ||
	        !g_ascii_strcasecmp((const char *)format, "CFF"));
}

static bool find_family(const struct fonts *fonts, const char *family)
{
	for (int i = 0; i < fonts->installed_count; i++) {
		FcChar8 *found;
		for (int k = 0; FcPatternGetString(fonts->installed[i], FC_FAMILY, k, &found) == FcResultMatch; k++)
			if (!strcmp((const char *)found, family) && font_is_usable(fonts->installed[i]))
				return true;
	}
	return false;
}

/* From now on the fonts of this configuration count as installed. */
static bool take_fonts(struct fonts *fonts, FcConfig *config)
{
	FcFontSet *set = config ? FcConfigGetFonts(config, FcSetSystem) : NULL;
	if (!set)
		return false;
	fonts->config = config;
	fonts->installed_count = set->nfont;
	fonts->installed = ARENA_ARRAY(&fonts->arena, (size_t)set->nfont + 1, FcPattern *);
	memcpy(fonts->installed, set->fonts, (size_t)set->nfont * sizeof(FcPattern *));
	/* Else Pango's first font map would read a configuration of its own that nobody needs. */
	FcConfigSetCurrent(config);
	return true;
}

/* Texts are drawn by their outlines, which pictures of emoji have not. */
#define NO_COLOUR_FONTS                                                                                                \
	"<selectfont><rejectfont><pattern><patelt name=\"color\"><bool>true</bool></patelt></pattern></rejectfont>"    \
	"</selectfont>"
static const char colour_rule[] = "<fontconfig>" NO_COLOUR_FONTS "</fontconfig>";

/* As in fontconfig's own fonts.conf. */
static const char usual_places[] = "<fontconfig>" NO_COLOUR_FONTS "<dir>/usr/share/fonts</dir>"
                                   "<dir>/usr/local/share/fonts</dir>"
                                   "<dir prefix=\"xdg\">fonts</dir>"
                                   "<dir>~/.fonts</dir>"
                                   "<cachedir>/var/cache/fontconfig</cachedir>"
                                   "<cachedir prefix=\"xdg\">fontconfig</cachedir>"
                                   "<cachedir>~/.fontconfig</cachedir>"
                                   "</fontconfig>";

/* fonts-conf(5), "ENVIRONMENT VARIABLES". */
static bool user_says_where_fonts_lie(void)
{
	static const char *const variables[] = {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"};
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		if (getenv(variables[i]))
			return true;
	return false;
}

/* The fonts in the places that every system has, without rules, which say what to take for a family that is not there:
 * nothing to maps that find theirs. The rules of a Debian system are 49 files; reading them was 25 of the 300 million
 * instructions of an empty map, following them for each style, size and language 32 of the 3.0 sheet's 710.
 * NULL: the user has said where fonts lie, or fontconfig does not start. */
static FcConfig *plain_config(void)
{
	FcConfig *config = user_says_where_fonts_lie() ? NULL : FcConfigCreate();
	if (!config)
		return NULL;
	if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)usual_places, FcTrue) && FcConfigBuildFonts(config))
		return config;
	FcConfigDestroy(config);
	return NULL;
}

static FcConfig *full_config(struct fonts *fonts)
{
	if (fonts->full)
		return fonts->full;
	fonts->full = FcInitLoadConfig();
	if (fonts->full) {
		FcConfigParseAndLoadFromMemory(fonts->full, (const FcChar8 *)colour_rule, FcTrue);
		FcConfigBuildFonts(fonts->full);
	}
	return fonts->full;
}

bool fonts_open(struct fonts *fonts)
{
	*fonts = (struct fonts){0};
	arena_init(&fonts->arena);
	return take_fonts(fonts, plain_config()) || take_fonts(fonts, full_config(fonts));
}

/* Pango 1.50 never releases the configuration of a font map that ends, so the map gets one without fonts first. */
static void take_back_configuration(PangoFontMap *map)
{
	FcConfig *empty = FcConfigCreate();
	if (!empty)
		return;
	FcConfigBuildFonts(empty);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), empty);
	FcConfigDestroy(empty);
}

static void close_offer(struct font_offer *offer)
{
	if (offer->map) {
		take_back_configuration(offer->map);
		g_object_unref(offer->pango);
		g_object_unref(offer->map);
	}
	*offer = (struct font_offer){0};
}

static void destroy_plain(struct fonts *fonts)
{
	if (fonts->config && fonts->config != fonts->full)
		FcConfigDestroy(fonts->config);
	fonts->config = NULL;
}

void fonts_close(struct fonts *fonts)
{
	close_offer(&fonts->named);
	close_offer(&fonts->all);
	destroy_plain(fonts);
	if (fonts->full)
		FcConfigDestroy(fonts->full);
	arena_clear(&fonts->arena);
}

/* From now on fonts are found as fontconfig does for all programs; false when it does not start. */
static bool follow_rules(struct fonts *fonts)
{
	FcConfig *full = full_config(fonts);
	if (!full)
		return false;
	close_offer(&fonts->named);
	fonts->named_fonts = NULL;
	destroy_plain(fonts);
	return take_fonts(fonts, full);
}

static bool is_generic(const char *family)
{
	static const char *const generic[] = {"Sans", "Serif", "Monospace", "System-ui"};
	for (size_t i = 0; i < sizeof generic / sizeof *generic; i++)
		if (!strcmp(family, generic[i]))
			return true;
	return false;
}

bool fonts_have_family(struct fonts *fonts, const char *family)
{
	if (find_family(fonts, family))
		return true;
	if (fonts->config != fonts->full && !follow_rules(fonts))
		return false;
	return is_generic(family) || find_family(fonts, family);
}

void fonts_name(struct fonts *fonts, const char *families)
{
	close_offer(&fonts->named);
	fonts->named_fonts = NULL;
	for (const char *at = families; *at;) {
		size_t length = strcspn(at, ",");
		const char *name = arena_text_n(&fonts->arena, at, length);
		at += length + (at[length] == ',');
		if (is_named(fonts, name))
			continue;
		fonts->names = arena_grow(&fonts->arena, fonts->names, fonts->name_count, &fonts->name_capacity,
		                          sizeof *fonts->names);
		fonts->names[fonts->name_count++] = name;
	}
}

static void prepare_all(FcPattern *pattern, gpointer unused)
{
	(void)unused;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_ANTIALIAS);
	FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

static bool is_installed(const struct fonts *fonts, const char *family)
{
	for (int i = 0; i < fonts->installed_count; i++) {
		FcChar8 *found;
		for (int k = 0; FcPatternGetString(fonts->installed[i], FC_FAMILY, k, &found) == FcResultMatch; k++)
			if (is_same_family(family, (const char *)found))
				return true;
	}
	return false;
}

/* What fontconfig compares before a family. */
static bool asks_for_more_than_families(FcPattern *pattern)
{
	static const char *const before[] = {FC_FILE,  "fontwrapper", FC_FONTFORMAT, "namedinstance", FC_SCALABLE,
	                                     FC_COLOR, FC_FOUNDRY,    FC_CHARSET,    "genericfamily"};
	FcValue value;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (FcPatternGet(pattern, before[i], 0, &value) == FcResultMatch)
			return true;
	return false;
}

/* The families that count before languages; returns how many there are. */
static size_t strong_families(FcPattern *pattern, const char **families)
{
	FcValue value;
	FcValueBinding binding;
	size_t count = 0;
	for (int i = 0; FcPatternGetWithBinding(pattern, FC_FAMILY, i, &value, &binding) == FcResultMatch; i++)
		if (binding != FcValueBindingWeak && count < STRONG_MAX)
			families[count++] = (const char *)value.u.s;
	return count;
}

/* A rule of this system may put another installed family before those named, as it does for emoji, or take one away.
 * Pango also asks for one family alone, to measure the height of lines, which nobody needs. */
static bool is_answered_by_named(struct fonts *fonts, FcPattern *pattern)
{
	const char *strong[STRONG_MAX];
	size_t count = strong_families(pattern, strong);
	if (count == STRONG_MAX || asks_for_more_than_families(pattern))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!is_named(fonts, strong[i]) && strcmp(strong[i], FONTS_MARK) != 0 && is_installed(fonts, strong[i]))
			return false;
	if (!is_among(strong, count, FONTS_MARK))
		return true;
	for (size_t i = 0; i < fonts->name_count; i++)
		if (!is_among(strong, count, fonts->names[i]))
			return false;
	return true;
}

static void prepare_named(FcPattern *pattern, gpointer user)
{
	struct fonts *fonts = user;
	prepare_all(pattern, NULL);
	FcDefaultSubstitute(pattern); /* as Pango does after this */
	if (!is_answered_by_named(fonts, pattern))
		fonts->always_all = true;
}

static void choose_named(struct fonts *fonts)
{
	fonts->named_fonts = ARENA_ARRAY(&fonts->arena, (size_t)fonts->installed_count + 1, FcPattern *);
	fonts->named_count = 0;
	for (int i = 0; i < fonts->installed_count; i++)
		if (font_is_named(fonts, fonts->installed[i]) && font_is_usable(fonts->installed[i]))
			fonts->named_fonts[fonts->named_count++] = fonts->installed[i];
}

static void open_offer(struct fonts *fonts, struct font_offer *offer, FcConfig *config, PangoFcSubstituteFunc prepare)
{
	offer->map = pango_ft2_font_map_new();
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(offer->map), config);
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(offer->map), 72, 72);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(offer->map), prepare, fonts, NULL);
	offer->pango = pango_font_map_create_context(offer->map);
	pango_context_set_round_glyph_positions(offer->pango, FALSE);
}

static void show(struct fonts *fonts, FcPattern *const *shown, int count)
{
	FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
	memcpy(set->fonts, shown, (size_t)count * sizeof(FcPattern *));
	set->nfont = count;
}

/* Fontconfig has no call that replaces the fonts of a configuration. The list in ours holds only the named ones while
 * Pango copies it, and all of them afterwards. */
static void open_named(struct fonts *fonts)
{
	show(fonts, fonts->named_fonts, fonts->named_count);
	open_offer(fonts, &fonts->named, fonts->config, prepare_named);
	PangoFontFamily **families;
	int count;
	pango_font_map_list_families(fonts->named.map, &families, &count); /* makes Pango copy the list */
	g_free(families);
	show(fonts, fonts->installed, fonts->installed_count);
}

/* Pango chooses no font for these. */
static bool is_like_blank(uint32_t character)
{
	return character <= ' ' || character == 0xA0 || (character >= 0x200B && character <= 0x200F);
}

static bool named_have(const struct fonts *fonts, uint32_t character)
{
	for (int i = 0; i < fonts->named_count; i++) {
		FcCharSet *characters;
		if (FcPatternGetCharSet(fonts->named_fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
		    FcCharSetHasChar(characters, character))
			return true;
	}
	return false;
}

static bool named_suffice(const struct fonts *fonts, const char *text)
{
	size_t length = strlen(text), taken;
	for (size_t i = 0; i < length; i += taken) {
		uint32_t character = base_utf8_decode(text + i, length - i, &taken);
		if (!is_like_blank(character) && !named_have(fonts, character))
			return false;
	}
	return true;
}

PangoContext *fonts_for_text(struct fonts *fonts, const char *text)
{
	if (!fonts->named_fonts)
		choose_named(fonts);
	if (!fonts->always_all && fonts->named_count && named_suffice(fonts, text)) {
		if (!fonts->named.map)
			open_named(fonts);
		return fonts->named.pango;
	}
	if (!fonts->all.map) {
		FcConfig *full = full_config(fonts);
		open_offer(fonts, &fonts->all, full ? full : fonts->config, prepare_all);
	}
	return fonts->all.pango;
}

bool fonts_were_wrong(const struct fonts *fonts, const PangoContext *used)
{
	return fonts->always_all && used == fonts->named.pango;
}
