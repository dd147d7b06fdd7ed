/* Text runs: a line of text is cut into items of one font and direction, these are put in their order from left to
 * right and shaped by Pango and HarfBuzz, as pango_layout does it for a paragraph that needs no breaking.
 * In: any text. Out: faces, glyph numbers and positions in points, which own nothing of Pango's.
 * A layout would also measure the heights of lines, which here come from the capitals: for that Pango sets a sample of
 * the language in each font and size, and asks fontconfig for it, 0.1 of a sheet's 1.4 G instructions. */
#include "base/utf8.h"
#include "text/context.h"
#include "text/missing.h"

#include <math.h>
#include <string.h>
#include <unicode/uchar.h>

#define SHOWN_TEXT 40 /* characters of a text that is too long, in messages */

/* Boxes of text are made of the capital height and a usual descender, not of the ink, so that lines and
 * labels stand evenly whatever letters they hold. In em. */
#define LATIN_DESCENT 0.21
#define CJK_ASCENT    0.86
#define CJK_DESCENT   0.10

#define GAP_EM     0.09 /* between Chinese and Latin; 0.1 em is taken for a blank by those who read PDFs */
#define WRAP_TRIES 16

/* How a text is to be set, in all its lines. */
struct setting {
	struct text_context *context;
	struct arena *arena;
	const char *language;
	const struct text_style *style;
	bool from_right;
};

/* A shaped stretch of one font and direction. */
struct line_item {
	PangoItem *item;
	PangoGlyphString *glyphs;
};

struct line {
	struct line_item *items; /* from left to right */
	size_t count;
	const uint32_t *letters; /* per byte of the text: where the letter with its marks begins */
};

/* HarfBuzz may give a mark a cluster of its own; spacing, and copying out of a PDF, go by whole letters. */
static const uint32_t *find_letters(struct arena *arena, GList *items, const char *text)
{
	size_t length = strlen(text), taken, characters = base_utf8_length(text);
	PangoLogAttr *attributes = ARENA_ARRAY(arena, characters + 1, PangoLogAttr);
	pango_default_break(text, (int)length, NULL, attributes, (int)characters + 1);
	PangoLogAttr *own = attributes;
	for (const GList *at = items; at; at = at->next) {
		PangoItem *item = at->data;
		pango_tailor_break(text + item->offset, item->length, &item->analysis, item->offset, own,
		                   item->num_chars + 1);
		own += item->num_chars;
	}
	uint32_t *letters = ARENA_ARRAY(arena, length + 1, uint32_t), start = 0;
	size_t character = 0;
	for (size_t i = 0; i < length; i += taken, character++) {
		base_utf8_decode(text + i, length - i, &taken);
		if (attributes[character].is_cursor_position)
			start = (uint32_t)i;
		for (size_t k = i; k < i + taken; k++)
			letters[k] = start;
	}
	return letters;
}

static struct line line_open(const struct setting *setting, const char *text)
{
	int length = (int)strlen(text);
	GList *items = text_items(setting->context, setting->arena, text, setting->language, setting->style,
	                          setting->from_right);
	struct line line = {.letters = find_letters(setting->arena, items, text)};
	GList *visual = pango_reorder_items(items);
	line.items = ARENA_ARRAY(setting->arena, g_list_length(visual) + 1, struct line_item);
	for (const GList *at = visual; at; at = at->next) {
		struct line_item *shaped = &line.items[line.count++];
		shaped->item = at->data;
		shaped->glyphs = pango_glyph_string_new();
		pango_shape_with_flags(text + shaped->item->offset, shaped->item->length, text, length,
		                       &shaped->item->analysis, shaped->glyphs, PANGO_SHAPE_NONE);
	}
	g_list_free(visual);
	g_list_free(items);
	return line;
}

static void line_close(struct line *line)
{
	for (size_t i = 0; i < line->count; i++) {
		pango_glyph_string_free(line->items[i].glyphs);
		pango_item_free(line->items[i].item);
	}
}

struct run_builder {
	struct text_context *context;
	struct arena *arena;
	struct text_run *run;
	double x;                /* pen */
	double spacing;          /* points */
	const uint32_t *letters; /* as in struct line */
	struct missing_characters *missing;
	bool is_incomplete; /* the run lacks some */
};

static void add_glyphs(struct run_builder *builder, const struct line_item *item, struct glyph_span *span)
{
	struct text_run *run = builder->run;
	uint32_t *clusters = ARENA_ARRAY(builder->arena, (size_t)item->glyphs->num_glyphs, uint32_t);
	uint32_t last = UINT32_MAX;
	for (int i = 0; i < item->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &item->glyphs->glyphs[i];
		uint32_t letter = builder->letters[item->item->offset + item->glyphs->log_clusters[i]];
		bool starts_letter = letter != last;
		last = letter;
		if (letter < (uint32_t)item->item->offset) /* a letter cut by a change of font */
			letter = (uint32_t)item->item->offset;
		if (starts_letter && run->glyph_count)
			builder->x += builder->spacing;
		if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG && info->glyph != PANGO_GLYPH_EMPTY) {
			text_missing_add(builder->arena, builder->missing, info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
			builder->is_incomplete = true;
		}
		struct glyph *glyph = &run->glyphs[run->glyph_count++];
		glyph->id = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : info->glyph;
		glyph->x = builder->x + info->geometry.x_offset / (double)PANGO_SCALE;
		glyph->y = info->geometry.y_offset / (double)PANGO_SCALE;
		builder->x += info->geometry.width / (double)PANGO_SCALE;
		clusters[i] = letter;
		if (info->glyph == PANGO_GLYPH_EMPTY)
			run->glyph_count--; /* default ignorable: it advances but is not drawn */
		else
			clusters[span->count++] = clusters[i];
	}
	span->clusters = clusters;
}

static bool is_ideograph(uint32_t character)
{
	return (character >= 0x3041 && character < 0x3100) || (character >= 0x3400 && character < 0xA000) ||
	       (character >= 0xF900 && character < 0xFB00) || (character >= 0x20000 && character < 0x3FFFE);
}

static bool is_western(uint32_t character)
{
	return character < 0x590 && g_unichar_isalnum(character);
}

/* Between Chinese and Latin letters or digits stands a little room, as is the custom in Chinese and Japanese print. */
static void add_gap(struct run_builder *builder, const char *at)
{
	struct text_run *run = builder->run;
	if (run->spacing > 0 || at == run->text)
		return;
	uint32_t before = g_utf8_get_char(g_utf8_prev_char(at)), after = g_utf8_get_char(at);
	if ((!is_ideograph(before) || !is_western(after)) && (!is_western(before) || !is_ideograph(after)))
		return;
	builder->x += GAP_EM * run->size;
	run->has_gaps = true;
}

static void add_span(struct run_builder *builder, const struct line_item *item)
{
	struct text_run *run = builder->run;
	if (run->span_count && !(item->item->analysis.level & 1))
		add_gap(builder, run->text + item->item->offset);
	struct open_face *face = text_face(builder->context, item->item->analysis.font);
	struct glyph_span *span = &run->spans[run->span_count++];
	span->face = &face->face;
	span->first = run->glyph_count;
	span->text_start = (size_t)item->item->offset;
	span->text_end = span->text_start + (size_t)item->item->length;
	span->right_to_left = item->item->analysis.level & 1;
	add_glyphs(builder, item, span);
	size_t taken;
	bool cjk = base_utf8_is_cjk(
	        base_utf8_decode(run->text + span->text_start, span->text_end - span->text_start, &taken));
	run->ascent = fmax(run->ascent, run->size * (cjk ? CJK_ASCENT : face->cap_height));
	run->descent = fmax(run->descent, run->size * (cjk ? CJK_DESCENT : LATIN_DESCENT));
}

static void build_run(struct run_builder *builder, const struct line *line)
{
	size_t glyphs = 0;
	for (size_t i = 0; i < line->count; i++)
		glyphs += (size_t)line->items[i].glyphs->num_glyphs;
	builder->run->spans = ARENA_ARRAY(builder->arena, line->count, struct glyph_span);
	builder->run->glyphs = ARENA_ARRAY(builder->arena, glyphs, struct glyph);
	for (size_t i = 0; i < line->count; i++)
		add_span(builder, &line->items[i]);
	builder->run->width = builder->x;
}

static bool has_character(const char *text, bool (*is_of)(uint32_t character))
{
	size_t length = strlen(text), taken;
	for (size_t i = 0; i < length; i += taken)
		if (is_of(base_utf8_decode(text + i, length - i, &taken)))
			return true;
	return false;
}

static bool has_italics(uint32_t character)
{
	return character != ' ' && !base_utf8_is_upright(character);
}

static bool is_tall(uint32_t character)
{
	return base_utf8_is_upright(character) && !base_utf8_is_cjk(character);
}

/* Marks above and below the letters, as in Thai and Hindi, reach far beyond capitals. */
static void enclose_marks(struct text_run *run)
{
	if (!has_character(run->text, is_tall))
		return;
	run->ascent = fmax(run->ascent, -run->ink.top);
	run->descent = fmax(run->descent, run->ink.bottom);
}

/* Sets one line of a text that is prepared already; false if a character is missing. */
static bool set_line(const struct setting *setting, const char *set, struct missing_characters *missing,
                     struct text_run *out)
{
	const struct text_style *style = setting->style;
	*out = (struct text_run){
	        .text = set,
	        .language = arena_text(setting->arena, setting->language),
	        .size = style->size,
	        .weight = style->weight ? style->weight : 400,
	        .italic = style->italic && has_character(set, has_italics),
	        .joined = has_character(set, base_utf8_is_joined),
	        .right_to_left = setting->from_right,
	};
	out->spacing = out->joined ? 0 : style->spacing;
	struct setting brief = *setting;
	brief.arena = &setting->context->brief;
	arena_reset(brief.arena);
	struct line line = line_open(&brief, set);
	struct run_builder builder = {setting->context,           setting->arena, out,    0,
	                              out->spacing * style->size, line.letters,   missing};
	build_run(&builder, &line);
	line_close(&line);
	if (builder.is_incomplete)
		return false;
	out->ink = text_ink(setting->context, out);
	enclose_marks(out);
	return true;
}

static struct hash kept_key(const struct setting *setting, const char *set, double width)
{
	return text_kept_key(set, setting->language, setting->style, setting->from_right, width);
}

/* The line as it was kept; else it is set, and kept if no character is missing. */
static bool find_line(const struct setting *setting, const char *set, struct missing_characters *missing,
                      struct text_run *out)
{
	struct hash key = kept_key(setting, set, 0);
	struct text_run *line;
	size_t count;
	if (text_kept_find(setting->context, key, setting->arena, &line, &count)) {
		*out = *line;
		return true;
	}
	if (!set_line(setting, set, missing, out))
		return false;
	text_kept_add(setting->context, key, out, 1);
	return true;
}

static bool check_length(const char *set, struct place place, struct diag *diag)
{
	if (base_utf8_length(set) <= TEXT_LONGEST)
		return true;
	diag_error(diag, OVER_LIMIT, place, "shorten it",
	           "a text of %zu characters is too long to set (at most %d): '%s'", base_utf8_length(set),
	           TEXT_LONGEST, base_utf8_shorten(&diag->arena, set, SHOWN_TEXT));
	return false;
}

/* The direction of a whole text: its language's, or in the others that of its first letter. */
static bool runs_from_right(const char *text, const char *language)
{
	size_t length = strlen(text), taken;
	UCharDirection direction = U_OTHER_NEUTRAL;
	for (size_t i = 0; i < length && direction != U_LEFT_TO_RIGHT; i += taken) {
		direction = u_charDirection((UChar32)base_utf8_decode(text + i, length - i, &taken));
		if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
			return true;
	}
	return text_is_right_to_left(language);
}

static const char *apply_capitals(const struct setting *setting, const char *clean)
{
	return setting->style->capitals ? text_capitals(setting->arena, clean, setting->language) : clean;
}

/* Sets a text as one line. Where fonts lack capitals, as most lack Georgian ones, small letters stand in. */
static bool find_text(const struct setting *setting, const char *clean, struct missing_characters *missing,
                      struct text_run *out)
{
	struct missing_characters small = {0};
	text_trim(setting->context);
	*missing = (struct missing_characters){0};
	return find_line(setting, apply_capitals(setting, clean), missing, out) ||
	       (setting->style->capitals && find_line(setting, clean, &small, out));
}

bool text_shape(struct text_context *context, struct arena *arena, const char *text, const char *language,
                const struct text_style *style, struct place place, struct diag *diag, struct text_run *out)
{
	const char *clean = base_utf8_clean(arena, text, strlen(text));
	const struct setting setting = {context, arena, language, style, runs_from_right(clean, language)};
	struct missing_characters missing;
	if (!check_length(clean, place, diag))
		return false;
	if (find_text(&setting, clean, &missing, out))
		return true;
	text_missing_report(context, &missing, text, place, diag);
	return false;
}

bool text_shape_known(struct text_context *context, struct arena *arena, const char *text, const char *language,
                      const struct text_style *style, struct text_run *out, uint32_t *first_missing)
{
	const char *clean = base_utf8_clean(arena, text, strlen(text));
	const struct setting setting = {context, arena, language, style, runs_from_right(clean, language)};
	struct missing_characters missing;
	*first_missing = 0;
	if (find_text(&setting, clean, &missing, out))
		return true;
	*first_missing = missing.characters[0];
	clean = text_missing_remove(arena, &missing, clean);
	return clean && find_text(&setting, clean, &missing, out);
}

/* Breaks at a width and sets the lines, those without missing characters; *widest is the width of the widest. */
static size_t wrap_at(const struct setting *setting, const char *text, double width, PangoWrapMode mode,
                      struct missing_characters *missing, struct text_run **lines, double *widest)
{
	PangoLayout *layout = text_layout(setting->context, setting->arena, text, setting->language, setting->style,
	                                  setting->from_right, fmax(width, 1.0 / PANGO_SCALE));
	pango_layout_set_wrap(layout, mode);
	size_t count = (size_t)pango_layout_get_line_count(layout), kept = 0;
	*lines = ARENA_ARRAY(setting->arena, count, struct text_run);
	*widest = 0;
	for (size_t i = 0; i < count; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, (int)i);
		const char *start = text + line->start_index;
		size_t length = (size_t)line->length;
		while (length && start[length - 1] == ' ')
			length--;
		if (!find_line(setting, arena_text_n(setting->arena, start, length), missing, &(*lines)[kept]))
			continue;
		*widest = fmax(*widest, (*lines)[kept++].width);
	}
	g_object_unref(layout);
	return kept;
}

/* Text that fits the width needs no line breaking. */
static bool fits_one_line(const struct setting *setting, const char *set, double width, struct text_run *line)
{
	size_t length = strlen(set);
	struct missing_characters missing = {0};
	if (!length || set[length - 1] == ' ' || setting->style->spacing < 0)
		return false;
	return find_line(setting, set, &missing, line) && line->width * PANGO_SCALE <= floor(width * PANGO_SCALE);
}

size_t text_wrap(struct text_context *context, struct arena *arena, const char *text, const char *language,
                 const struct text_style *style, double width, struct place place, struct diag *diag,
                 struct text_run **lines)
{
	const char *clean = base_utf8_clean(arena, text, strlen(text));
	const struct setting setting = {context, arena, language, style, runs_from_right(clean, language)};
	const char *set = apply_capitals(&setting, clean);
	struct hash key = kept_key(&setting, set, fmax(width, 1.0 / PANGO_SCALE));
	struct missing_characters missing = {0};
	double broken_at = width, widest;
	size_t count = 0;
	*lines = ARENA_NEW(arena, struct text_run);
	text_trim(context);
	if (!check_length(set, place, diag))
		return 0;
	if (text_kept_find(context, key, arena, lines, &count))
		return count;
	if (fits_one_line(&setting, set, width, *lines))
		return 1;
	for (int tries = 0; tries < WRAP_TRIES; tries++) { /* Pango knows nothing of spacing and gaps */
		count = wrap_at(&setting, set, broken_at, PANGO_WRAP_WORD_CHAR, &missing, lines, &widest);
		if (widest <= width || broken_at <= width / 2)
			break;
		broken_at -= fmax(widest - width, GAP_EM * style->size);
	}
	if (missing.count)
		text_missing_report(context, &missing, text, place, diag);
	else
		text_kept_add(context, key, *lines, count);
	return count;
}

double text_widest_word(struct text_context *context, struct arena *arena, const char *text, const char *language,
                        const struct text_style *style)
{
	const char *clean = base_utf8_clean(arena, text, strlen(text));
	const struct setting setting = {context, arena, language, style, runs_from_right(clean, language)};
	struct missing_characters missing = {0};
	struct text_run *lines;
	double widest;
	wrap_at(&setting, apply_capitals(&setting, clean), 0, PANGO_WRAP_WORD, &missing, &lines, &widest);
	return widest;
}
