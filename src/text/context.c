/* Text context: fonts found through fontconfig by name, hinting and rounding switched off, so that
 * positions are the font's own at any resolution and every writer agrees with every other. */
#include "text/context.h"

#include "base/utf8.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <math.h>
#include <pango/pangofc-font.h>
#include <string.h>
#include <strings.h>

#define STORE_MOST (8 << 20) /* bytes; a map of many names takes two million */

static size_t count_present(struct fonts *installed, const char *const *families, size_t count, const char *who,
                            struct diag *diag)
{
	size_t present = 0;
	for (size_t i = 0; i < count; i++) {
		if (fonts_have_family(installed, families[i]))
			present++;
		else
			diag_warning(
			        diag, MISSING_FONT, no_place,
			        arena_printf(&diag->arena,
			                     "install it (Debian: fonts-inter, fonts-noto-core, fonts-noto-cjk) or "
			                     "name another in the %s",
			                     who),
			        "font family '%s' is not installed", families[i]);
	}
	return present;
}

static bool check_families(struct fonts *installed, const char *const *families, size_t count, struct diag *diag)
{
	if (count_present(installed, families, count, "theme", diag))
		return true;
	diag_error(diag, MISSING_FONT, no_place, "Debian: apt-get install fonts-inter fonts-noto-core fonts-noto-cjk",
	           "none of the theme's fonts is installed");
	return false;
}

static char *join_families(struct arena *arena, const char *const *families, size_t count)
{
	char *list = arena_text(arena, count ? families[0] : "");
	for (size_t i = 1; i < count; i++)
		list = arena_printf(arena, "%s,%s", list, families[i]);
	return list;
}

static void forget(struct text_context *context)
{
	arena_clear(&context->store);
	hash_table_init(&context->outlines, &context->store, sizeof(struct glyph_outline));
	hash_table_init(&context->kept, &context->store, sizeof(struct kept_text));
	context->store_bytes = 0;
}

void text_add_fonts(struct text_context *context, const char *language, const char *const *families, size_t count,
                    struct diag *diag)
{
	if (!count)
		return;
	count_present(&context->installed, families, count, "message file", diag);
	struct language_fonts *added = ARENA_NEW(&context->arena, struct language_fonts), **end = &context->fonts;
	added->language = arena_text(&context->arena, language);
	added->families = join_families(&context->arena, families, count);
	while (*end)
		end = &(*end)->next;
	*end = added;
	fonts_name(&context->installed, added->families);
	forget(context);
}

struct text_context *text_open(const char *const *families, size_t count, struct diag *diag)
{
	struct arena arena;
	arena_init(&arena);
	struct text_context *context = ARENA_NEW(&arena, struct text_context);
	context->arena = arena;
	if (!fonts_open(&context->installed) || !check_families(&context->installed, families, count, diag)) {
		text_close(context);
		return NULL;
	}
	context->families = join_families(&context->arena, families, count);
	fonts_name(&context->installed, context->families);
	forget(context);
	return context;
}

void text_trim(struct text_context *context)
{
	if (context->store_bytes > STORE_MOST)
		forget(context);
}

void text_close(struct text_context *context)
{
	if (!context)
		return;
	for (struct open_face *face = context->faces; face; face = face->next)
		hb_font_destroy(face->font);
	fonts_close(&context->installed);
	arena_clear(&context->store);
	arena_clear(&context->brief);
	struct arena arena = context->arena; /* the context lies in its own arena */
	arena_clear(&arena);
}

static double face_cap_height(hb_font_t *font, double units)
{
	hb_position_t height;
	bool known = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height) && height > 0;
	return known ? height / units : 0.72;
}

/* In font units, of the same instance of a variable font. */
static hb_font_t *open_font(PangoFont *shaping)
{
	hb_font_t *shaped = pango_font_get_hb_font(shaping), *font = hb_font_create(hb_font_get_face(shaped));
	unsigned count;
	const int *instance = hb_font_get_var_coords_normalized(shaped, &count);
	if (count > 0)
		hb_font_set_var_coords_normalized(font, instance, count);
	return font;
}

struct open_face *text_face(struct text_context *context, PangoFont *font)
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
	face->font = open_font(font);
	face->units = hb_face_get_upem(hb_font_get_face(face->font));
	face->cap_height = face_cap_height(face->font, face->units);
	face->next = context->faces;
	context->faces = face;
	return face;
}

/* Blanks, and the marks that join and part letters, take the style of what stands beside them. */
static bool is_between(uint32_t character)
{
	return character == ' ' || character == 0xA0 || (character >= 0x200B && character <= 0x200F);
}

/* Many scripts have no italics; slanting them by machine is not done in print. One attribute per stretch: an attribute
 * per character would cut the text into as many runs. */
static void upright_scripts(PangoAttrList *attributes, const char *text)
{
	size_t length = strlen(text), start = 0;
	bool inside = false;
	for (size_t i = 0, taken = 0; i <= length; i += taken) {
		uint32_t character = i < length ? base_utf8_decode(text + i, length - i, &taken) : 0;
		bool upright = base_utf8_is_upright(character) || (inside && is_between(character));
		if (inside && !upright) {
			PangoAttribute *attribute = pango_attr_style_new(PANGO_STYLE_NORMAL);
			attribute->start_index = (guint)start;
			attribute->end_index = (guint)i;
			pango_attr_list_insert(attributes, attribute);
		} else if (!inside && upright) {
			start = i;
		}
		inside = upright;
		if (i == length)
			break;
	}
}

bool text_is_right_to_left(const char *language)
{
	static const char *const scripts[] = {"-arab", "-hebr", "-syrc", "-thaa", "-nkoo", "-adlm"};
	char lower[40];
	size_t length = 0;
	for (; language[length] && length < sizeof lower - 1; length++)
		lower[length] = g_ascii_tolower(language[length]);
	lower[length] = '\0';
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (strstr(lower, scripts[i]))
			return true;
	if (strstr(lower, "-latn") || strstr(lower, "-cyrl"))
		return false;
	int count;
	const PangoScript *found = pango_language_get_scripts(pango_language_from_string(lower), &count);
	return found && count &&
	       (*found == PANGO_SCRIPT_ARABIC || *found == PANGO_SCRIPT_HEBREW || *found == PANGO_SCRIPT_SYRIAC ||
	        *found == PANGO_SCRIPT_THAANA || *found == PANGO_SCRIPT_NKO);
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

char *text_families(struct text_context *context, struct arena *arena, const char *language)
{
	char *list = arena_text(arena, context->families);
	for (int own = 1; own >= 0; own--)
		for (const struct language_fonts *fonts = context->fonts; fonts; fonts = fonts->next)
			if ((strcmp(fonts->language, language) == 0) == own)
				list = arena_printf(arena, "%s,%s", list, fonts->families);
	return list;
}

static PangoAttrList *attributes_for(struct text_context *context, struct arena *arena, const char *text,
                                     const char *language, const struct text_style *style)
{
	PangoFontDescription *font = pango_font_description_new();
	const char *families = arena_printf(arena, "%s," FONTS_MARK, text_families(context, arena, language));
	pango_font_description_set_family(font, families);
	pango_font_description_set_absolute_size(font, round(style->size * PANGO_SCALE));
	pango_font_description_set_weight(font, (PangoWeight)(style->weight ? style->weight : 400));
	pango_font_description_set_style(font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_font_desc_new(font));
	pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_of(language)));
	if (style->italic)
		upright_scripts(attributes, text);
	pango_font_description_free(font);
	return attributes;
}

static PangoDirection direction_of(bool from_right)
{
	return from_right ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
}

GList *text_items(struct text_context *context, struct arena *arena, const char *text, const char *language,
                  const struct text_style *style, bool from_right)
{
	PangoContext *pango = fonts_for_text(&context->installed, text);
	PangoAttrList *attributes = attributes_for(context, arena, text, language, style);
	GList *items = pango_itemize_with_base_dir(pango, direction_of(from_right), text, 0, (int)strlen(text),
	                                           attributes, NULL);
	pango_attr_list_unref(attributes);
	if (!fonts_were_wrong(&context->installed, pango))
		return items;
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
	return text_items(context, arena, text, language, style, from_right);
}

PangoLayout *text_layout(struct text_context *context, struct arena *arena, const char *text, const char *language,
                         const struct text_style *style, bool from_right, double width)
{
	PangoContext *pango = fonts_for_text(&context->installed, text);
	pango_context_set_base_dir(pango, direction_of(from_right));
	PangoLayout *layout = pango_layout_new(pango);
	PangoAttrList *attributes = attributes_for(context, arena, text, language, style);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_get_line_count(layout); /* only now are fonts looked for */
	if (!fonts_were_wrong(&context->installed, pango))
		return layout;
	g_object_unref(layout);
	return text_layout(context, arena, text, language, style, from_right, width);
}
