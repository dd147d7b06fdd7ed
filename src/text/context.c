/* Text context: fonts found through fontconfig by name, hinting and rounding switched off, so that
 * positions are the font's own at any resolution and every writer agrees with every other. */
#include "text/context.h"

#include "base/utf8.h"

#include FT_TRUETYPE_TABLES_H
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <string.h>

static void without_hinting(FcPattern *pattern, gpointer unused)
{
	(void)unused;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_ANTIALIAS);
	FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

static bool family_present(PangoFontMap *map, const char *family)
{
	PangoFontFamily *found = pango_font_map_get_family(map, family);
	return found != NULL;
}

static bool check_families(PangoFontMap *map, const char *const *families, size_t count, struct diag *diag)
{
	size_t present = 0;
	for (size_t i = 0; i < count; i++) {
		if (family_present(map, families[i]))
			present++;
		else
			diag_warning(diag, no_place,
			             "install it (Debian: fonts-inter, fonts-noto-core, fonts-noto-cjk) or name "
			             "another in the theme",
			             "font family '%s' is not installed", families[i]);
	}
	if (!present)
		diag_error(diag, no_place, "Debian: apt-get install fonts-inter fonts-noto-core fonts-noto-cjk",
		           "none of the theme's fonts is installed");
	return present > 0;
}

struct text_context *text_open(const char *const *families, size_t count, struct diag *diag)
{
	PangoFontMap *map = pango_ft2_font_map_new();
	if (!check_families(map, families, count, diag)) {
		g_object_unref(map);
		return NULL;
	}
	struct arena arena;
	arena_init(&arena);
	struct text_context *context = ARENA_NEW(&arena, struct text_context);
	struct buffer list;
	buffer_init(&list);
	for (size_t i = 0; i < count; i++) {
		buffer_text(&list, i ? "," : "");
		buffer_text(&list, families[i]);
	}
	context->families = arena_text(&arena, list.bytes ? list.bytes : "sans-serif");
	buffer_clear(&list);
	context->map = map;
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), without_hinting, NULL, NULL);
	context->pango = pango_font_map_create_context(map);
	pango_context_set_round_glyph_positions(context->pango, FALSE);
	if (FT_Init_FreeType(&context->freetype))
		BUG("FreeType does not start");
	context->arena = arena;
	return context;
}

void text_close(struct text_context *context)
{
	if (!context)
		return;
	for (struct open_face *face = context->faces; face; face = face->next)
		if (face->ft)
			FT_Done_Face(face->ft);
	FT_Done_FreeType(context->freetype);
	g_object_unref(context->pango);
	g_object_unref(context->map);
	struct arena arena = context->arena; /* the context lies in its own arena */
	arena_clear(&arena);
}

static double face_cap_height(FT_Face ft)
{
	TT_OS2 *table = ft ? FT_Get_Sfnt_Table(ft, FT_SFNT_OS2) : NULL;
	if (table && table->version >= 2 && table->sCapHeight > 0 && ft->units_per_EM)
		return (double)table->sCapHeight / ft->units_per_EM;
	return 0.72;
}

struct open_face *context_face(struct text_context *context, PangoFont *font)
{
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcChar8 *file = NULL, *family = NULL;
	int index = 0;
	FcPatternGetString(pattern, FC_FILE, 0, &file);
	FcPatternGetString(pattern, FC_FAMILY, 0, &family);
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	const char *path = file ? (const char *)file : "";
	for (struct open_face *face = context->faces; face; face = face->next)
		if (face->face.index == index && !strcmp(face->face.file, path))
			return face;
	struct open_face *face = ARENA_NEW(&context->arena, struct open_face);
	face->face.file = arena_text(&context->arena, path);
	face->face.family = arena_text(&context->arena, family ? (const char *)family : "sans-serif");
	face->face.index = index;
	if (FT_New_Face(context->freetype, path, index, &face->ft))
		face->ft = NULL;
	face->cap_height = face_cap_height(face->ft);
	face->next = context->faces;
	context->faces = face;
	return face;
}

/* Han and kana have no italics; slanting them by machine is not done in print. One attribute per
 * stretch: an attribute per character would cut the text into as many runs. */
static void upright_cjk(PangoAttrList *attributes, const char *text)
{
	size_t length = strlen(text), start = 0;
	bool inside = false;
	for (size_t i = 0, taken = 0; i <= length; i += taken) {
		bool cjk = i < length && utf8_is_cjk(utf8_decode(text + i, length - i, &taken));
		if (inside && !cjk) {
			PangoAttribute *upright = pango_attr_style_new(PANGO_STYLE_NORMAL);
			upright->start_index = (guint)start;
			upright->end_index = (guint)i;
			pango_attr_list_insert(attributes, upright);
		} else if (!inside && cjk) {
			start = i;
		}
		inside = cjk;
		if (i == length)
			break;
	}
}

/* fontconfig knows Chinese by country only: zh-hans gets it the Japanese face. */
static PangoLanguage *pango_language_of(const char *language)
{
	if (!strncasecmp(language, "zh-hant", 7) || !strcasecmp(language, "zh-tw"))
		return pango_language_from_string("zh-tw");
	if (!strncasecmp(language, "zh", 2))
		return pango_language_from_string("zh-cn");
	return pango_language_from_string(language);
}

PangoLayout *context_layout(struct text_context *context, const char *text, const char *language,
                            const struct text_style *style)
{
	PangoLayout *layout = pango_layout_new(context->pango);
	PangoFontDescription *description = pango_font_description_new();
	pango_font_description_set_family(description, context->families);
	pango_font_description_set_absolute_size(description, round(style->size * PANGO_SCALE));
	pango_font_description_set_weight(description, (PangoWeight)(style->weight ? style->weight : 400));
	pango_font_description_set_style(description, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_layout_set_font_description(layout, description);
	pango_font_description_free(description);
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_of(language)));
	if (style->italic)
		upright_cjk(attributes, text);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_text(layout, text, -1);
	return layout;
}
