/* Text in scripts beyond Latin and Chinese: letters that join, run from right to left, carry marks, or stand without
 * blanks between words; and which font sets what. Of the installed fonts, not of the tests' own. */
#include "base/utf8.h"
#include "text_setting.h"

#include <fontconfig/fontconfig.h>

static size_t place_of(const struct text_run *run, const char *part)
{
	return (size_t)(strstr(run->text, part) - run->text);
}

/* Leftmost x of the glyphs of the letter that begins at a byte. */
static double x_of(const struct text_run *run, size_t byte)
{
	double x = 1e9;
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t k = 0; k < run->spans[s].count; k++)
			if (run->spans[s].clusters[k] == byte && run->glyphs[run->spans[s].first + k].x < x)
				x = run->glyphs[run->spans[s].first + k].x;
	assert_true(x < 1e9);
	return x;
}

static void test_fonts_of_languages(void **state)
{
	struct setting *setting = *state;
	assert_string_equal(shape(setting, "دبي", "ar", plain).spans[0].face->family, "Noto Naskh Arabic");
	assert_string_equal(shape(setting, "دبی", "fa", plain).spans[0].face->family, "Noto Kufi Arabic");
	/* In a language without fonts of its own: those of the first language that was added. */
	assert_string_equal(shape(setting, "دبي", "en", plain).spans[0].face->family, "Noto Naskh Arabic");
	assert_string_equal(shape(setting, "เมือง", "th", plain).spans[0].face->family, "Noto Sans Thai");
	assert_string_equal(shape(setting, "दिल्ली", "hi", plain).spans[0].face->family, "Noto Sans Devanagari");
	assert_string_equal(shape(setting, "Dubai", "ar", plain).spans[0].face->family, "Inter");
	assert_string_equal(shape(setting, "松江", "ar", plain).spans[0].face->family, "Noto Sans CJK SC");
	static const char *const absent[] = {"No Such Font"};
	text_add_fonts(setting->text, "xx", absent, 1, &setting->diag);
	assert_int_equal(setting->diag.warnings, 1);
	diag_clear(&setting->diag);
	diag_init(&setting->diag);
}

/* What fontconfig gives among all installed fonts, in its order, to a text in these families and this language. */
static FcFontSet *fonts_in_order(const char *const *families, const char *language, const struct text_style *style)
{
	FcPattern *pattern = FcPatternBuild(
	        NULL, FC_WEIGHT, FcTypeDouble, FcWeightFromOpenTypeDouble(style->weight), FC_SLANT, FcTypeInteger,
	        style->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN, FC_WIDTH, FcTypeInteger, FC_WIDTH_NORMAL, FC_VARIABLE,
	        FcTypeBool, FcDontCare, FC_DPI, FcTypeDouble, 72.0, FC_SIZE, FcTypeDouble, style->size, FC_PIXEL_SIZE,
	        FcTypeDouble, style->size, FC_LANG, FcTypeString, language, NULL);
	for (; *families; families++)
		FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)*families);
	FcConfigSubstitute(NULL, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	FcResult result;
	FcFontSet *fonts = FcFontSort(NULL, pattern, FcTrue, NULL, &result);
	FcPatternDestroy(pattern);
	return fonts;
}

static FcPattern *first_with(const FcFontSet *fonts, uint32_t character)
{
	for (int i = 0; i < fonts->nfont; i++) {
		FcCharSet *characters;
		FcChar8 *format;
		if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
		    FcPatternGetString(fonts->fonts[i], FC_FONTFORMAT, 0, &format) == FcResultMatch &&
		    (!strcmp((char *)format, "TrueType") || !strcmp((char *)format, "CFF")) &&
		    FcCharSetHasChar(characters, character))
			return fonts->fonts[i];
	}
	return NULL;
}

static void assert_faces(const struct text_run *run, const FcFontSet *upright, const FcFontSet *slanted)
{
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t i = run->spans[s].text_start, taken; i < run->spans[s].text_end; i += taken) {
			uint32_t character = base_utf8_decode(run->text + i, run->spans[s].text_end - i, &taken);
			FcPattern *expected = first_with(base_utf8_is_upright(character) ? upright : slanted, character);
			FcChar8 *file;
			int index;
			if (character == ' ')
				continue;
			assert_non_null(expected);
			FcPatternGetString(expected, FC_FILE, 0, &file);
			FcPatternGetInteger(expected, FC_INDEX, 0, &index);
			if (strcmp((char *)file, run->spans[s].face->file) != 0 || index != run->spans[s].face->index)
				fail_msg("'%s': U+%04X from %s, not from %s", run->text, character,
				         run->spans[s].face->file, (char *)file);
		}
}

/* Pango is offered few fonts, and all for texts that need them: each character must come from the font that it would
 * come from if all were always offered. */
static void test_faces_are_those_among_all(void **state)
{
	struct setting *setting = *state;
	static const char *const families[] = {"Inter",
	                                       "Noto Sans CJK SC",
	                                       "Noto Naskh Arabic",
	                                       "Noto Sans Thai",
	                                       "Noto Sans Devanagari",
	                                       "Noto Kufi Arabic",
	                                       NULL};
	static const char *const texts[] = {
	        "Shanghai", "松江 G60", "دبي Dubai", "तेल अवीव", "กรุงเทพ",       "תל אביב", "Tel Aviv תל אביב 特拉维夫",
	        "სოხუმი",   "சென்னை",    "Ḁḁ Ĳ ǅ",    "አዲስ አበባ", "Ереван Երևան", "→ № 5",   "ᠬᠥᠬᠡᠬᠣᠲᠠ",
	        "Shanghai"};
	static const struct text_style bold = {.size = 7.5, .weight = 700};
	static const struct text_style *const styles[] = {&plain, &bold, &italic};
	static const char *const languages[][2] = {{"en", "en"}, {"zh-Hans", "zh-cn"}, {"vi", "vi"}};
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
		for (size_t k = 0; k < sizeof styles / sizeof *styles; k++) {
			FcFontSet *upright = fonts_in_order(families, languages[l][1], k == 2 ? &plain : styles[k]);
			FcFontSet *slanted = fonts_in_order(families, languages[l][1], styles[k]);
			for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
				struct text_run run = shape(setting, texts[i], languages[l][0], *styles[k]);
				assert_faces(&run, upright, slanted);
			}
			FcFontSetDestroy(upright);
			FcFontSetDestroy(slanted);
		}
}

static void test_direction(void **state)
{
	struct setting *setting = *state;
	static const char *const right[] = {"ar", "he", "fa", "ur", "az-Arab", "AR-eg", "dv"},
	                         *const left[] = {"en", "zh-Hans", "th", "hi", "", "ku-Latn", "nosuch"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_true(text_is_right_to_left(right[i]));
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		assert_false(text_is_right_to_left(left[i]));
	struct text_run run = shape(setting, "Dubai هي دبي", "ar", plain);
	assert_true(x_of(&run, place_of(&run, "D")) > x_of(&run, place_of(&run, "ه")));
	run = shape(setting, "Dubai هي دبي", "en", plain);
	assert_true(x_of(&run, place_of(&run, "D")) < x_of(&run, place_of(&run, "ه")));
	run = shape(setting, "(دبي)", "ar", plain); /* the opening bracket at the right */
	assert_true(x_of(&run, 0) > x_of(&run, place_of(&run, ")")));
	run = shape(setting, "مسقط", "ar", plain);
	assert_true(run.spans[0].right_to_left);
	for (size_t i = 1; i < run.glyph_count; i++)
		assert_true(run.spans[0].clusters[i] <= run.spans[0].clusters[i - 1]);
}

static void test_capitals_by_language(void **state)
{
	struct setting *setting = *state;
	static const char *const names[][3] = {
	        {"tr", "Iğdır ili", "IĞDIR İLİ"},     {"az", "Şirin", "ŞİRİN"},
	        {"en", "Iğdır ili", "IĞDIR ILI"},     {"de", "Großglockner", "GROẞGLOCKNER"},
	        {"en", "Großglockner", "GROẞGLOCKNER"}, {"el", "Αθήνα, Πειραιάς", "ΑΘΗΝΑ, ΠΕΙΡΑΙΑΣ"},
	        {"en", "Αθήνα", "ΑΘΗΝΑ"},             {"el", "ρολόι", "ΡΟΛΟΪ"},
	        {"nl", "ijsselmeer", "IJSSELMEER"},   {"lt", "i\u0307\u0301", "I\u0301"},
	        {"fr", "Île de la Cité", "ÎLE DE LA CITÉ"}, {"zh-Hans", "松江 g60", "松江 G60"},
	        {"", "ﬁn", "FIN"},                    {"vi", "ΐΐΐ", "ΪΪΪ"}};
	static const struct text_style capitals = {.size = 10, .weight = 400, .capitals = true};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(shape(setting, names[i][1], names[i][0], capitals).text, names[i][2]);
}

/* The same letter has another form at the beginning, in the middle, at the end and alone. */
static void test_letters_join(void **state)
{
	struct setting *setting = *state;
	struct text_run run = shape(setting, "ههه", "ar", plain), alone = shape(setting, "ه", "ar", plain);
	assert_int_equal(run.glyph_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_not_equal(run.glyphs[i].id, alone.glyphs[0].id);
		assert_int_not_equal(run.glyphs[i].id, run.glyphs[(i + 1) % 3].id);
	}
}

static void test_no_spacing_between_joined_letters(void **state)
{
	struct setting *setting = *state;
	static const char *const joined[][2] = {{"الخليج", "ar"}, {"बंगाल की खाड़ी", "hi"}};
	for (size_t i = 0; i < 2; i++) {
		struct text_run run = shape(setting, joined[i][0], joined[i][1], spaced);
		assert_true(run.joined);
		assert_true(run.spacing == 0);
		assert_true(run.width == shape(setting, joined[i][0], joined[i][1], plain).width);
	}
	struct text_run latin = shape(setting, "Gulf", "en", spaced);
	assert_true(latin.spacing == 0.5 && !latin.joined);
	assert_float_equal(latin.width - shape(setting, "Gulf", "en", plain).width, 3 * 5, 1e-6);
}

/* Spacing comes between letters, never between a letter and its marks. */
static void test_marks_stay_on_their_letters(void **state)
{
	struct setting *setting = *state;
	const char *word = "อ่าวไทย"; /* six letters, the first with a tone mark */
	struct text_run wide = shape(setting, word, "th", spaced), tight = shape(setting, word, "th", plain);
	assert_int_equal(wide.glyph_count, tight.glyph_count);
	assert_float_equal(wide.width - tight.width, 5 * 5, 1e-6);
	assert_int_equal(wide.spans[0].clusters[0], 0);
	assert_int_equal(wide.spans[0].clusters[1], 0); /* the mark */
	assert_float_equal(wide.glyphs[1].x, tight.glyphs[1].x, 1e-6);
	assert_true(wide.glyphs[2].x > tight.glyphs[2].x + 4.9);
	/* The box holds what stands above the letters. */
	assert_true(tight.ascent >= -tight.ink.top && tight.descent >= tight.ink.bottom);
	struct text_run hindi = shape(setting, "दिल्ली", "hi", plain);
	assert_true(hindi.ascent >= -hindi.ink.top);
	/* The short i is written before the letter after which it is spoken. */
	assert_true(hindi.glyphs[0].id != shape(setting, "द", "hi", plain).glyphs[0].id);
	assert_int_equal(hindi.spans[0].clusters[0], hindi.spans[0].clusters[1]);
}

static void test_no_italics(void **state)
{
	struct setting *setting = *state;
	static const char *const words[][2] = {
	        {"خليج عُمان", "ar"}, {"ทะเลอันดามัน", "th"}, {"अरब सागर", "hi"}, {"东海", "zh-Hans"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct text_run upright = shape(setting, words[i][0], words[i][1], plain),
		                slanted = shape(setting, words[i][0], words[i][1], italic);
		assert_int_equal(upright.span_count, slanted.span_count);
		assert_string_equal(upright.spans[0].face->file, slanted.spans[0].face->file);
		assert_true(upright.width == slanted.width);
	}
}

/* Thai has no blanks between words: a dictionary knows where one ends. */
static void test_thai_breaks_between_words(void **state)
{
	struct setting *setting = *state;
	const char *words[] = {"เมือง", "สำคัญ", "ของ", "ประเทศ", "ไทย"};
	struct text_run *lines;
	size_t count = wrap(setting, "เมืองสำคัญของประเทศไทย", "th", 40, &lines);
	assert_true(count >= 3);
	size_t word = 0;
	for (size_t i = 0; i < count; i++)
		for (const char *at = lines[i].text; *at; at += strlen(words[word++])) {
			assert_true(word < 5);
			assert_memory_equal(at, words[word], strlen(words[word]));
		}
	assert_int_equal(word, 5);
}

/* No line begins with what closes, or ends with what opens. */
static void test_chinese_punctuation(void **state)
{
	struct setting *setting = *state;
	static const char *const text =
	        "界线：来源一（许可），来源二（许可）。水系、河流；地点：“名录”！位置图，陆地。";
	static const char *const closing[] = {"：", "）", "，", "。", "、", "；", "”", "！"};
	for (double width = 42; width < 200; width += 3) {
		struct text_run *lines;
		size_t count = wrap(setting, text, "zh-Hans", width, &lines);
		for (size_t i = 0; i < count; i++) {
			size_t length = strlen(lines[i].text);
			for (size_t k = 0; k < sizeof closing / sizeof *closing; k++)
				if (!strncmp(lines[i].text, closing[k], strlen(closing[k])))
					fail_msg("at width %g line %zu begins with %s: %s", width, i, closing[k],
					         lines[i].text);
			assert_false(length >= 3 && (!strcmp(lines[i].text + length - 3, "（") ||
			                             !strcmp(lines[i].text + length - 3, "“")));
		}
	}
}

/* A little room between Chinese and Latin, none at punctuation; lines are no wider for it. */
static void test_gaps_at_latin(void **state)
{
	struct setting *setting = *state;
	double parts = shape(setting, "走廊", "zh-Hans", plain).width + shape(setting, "G60", "zh-Hans", plain).width;
	struct text_run run = shape(setting, "走廊G60", "zh-Hans", plain);
	assert_true(run.has_gaps);
	assert_float_equal(run.width - parts, 0.9, 0.02);
	assert_float_equal(shape(setting, "G60走廊", "zh-Hans", plain).width - parts, 0.9, 0.02);
	assert_false(shape(setting, "走廊（G60）", "zh-Hans", plain).has_gaps);
	assert_false(shape(setting, "走廊 G60", "zh-Hans", plain).has_gaps);
	for (double width = 60; width < 120; width += 1) {
		struct text_run *lines;
		size_t count = wrap(setting, "第1段G60公路和2号线，第3段S32公路和4号线", "zh-Hans", width, &lines);
		for (size_t i = 0; i < count; i++)
			if (lines[i].width > width + 1e-3)
				fail_msg("%g: %g %s", width, lines[i].width, lines[i].text);
	}
}

int main(void)
{
	unsetenv("FONTCONFIG_FILE");
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_setting, close_setting)
	const struct CMUnitTest tests[] = {
	        TEST(test_fonts_of_languages),
	        TEST(test_faces_are_those_among_all),
	        TEST(test_direction),
	        TEST(test_capitals_by_language),
	        TEST(test_letters_join),
	        TEST(test_no_spacing_between_joined_letters),
	        TEST(test_marks_stay_on_their_letters),
	        TEST(test_no_italics),
	        TEST(test_thai_breaks_between_words),
	        TEST(test_chinese_punctuation),
	        TEST(test_gaps_at_latin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
