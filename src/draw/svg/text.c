/* SVG, its text: runs as <text>, which can be searched, read aloud and edited; or as outlines.
 * In: shaped runs. Out: one <text> a run, with a <tspan> for every span whose font is not the first of the text's
 * family list: viewers go on in the list as they like. Halos are outlines under the text: paint-order fails in office
 * programs. Letterspaced text also says where each letter stands, since office programs know no letter-spacing;
 * librsvg, which takes but the first of the places, knows it. Every place is a left end, whichever way the text runs:
 * not all programs know `direction`, so stretches from right to left stand between marks of Unicode that say so. */
#include "draw/path_limit.h"
#include "draw/svg/writer.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

#define MOST_FAMILIES 8

bool text_mark_has_halo(const struct text_mark *mark)
{
	return mark->halo.opacity > 0 && mark->halo_width > 0 && !path_is_empty(&mark->outline);
}

static bool is_upright_or_blank(uint32_t character)
{
	return character == ' ' || character == 0xA0 || base_utf8_is_upright(character);
}

/* Whether all characters of the span are of that sort. */
static bool span_is_all(const struct text_run *run, const struct glyph_span *span, bool (*is_of)(uint32_t character))
{
	size_t length;
	for (size_t i = span->text_start; i < span->text_end; i += length) {
		if (!is_of(base_utf8_decode(run->text + i, span->text_end - i, &length)))
			return false;
	}
	return true;
}

static bool runs_both_ways(const struct text_run *run)
{
	for (size_t i = 1; i < run->span_count; i++) {
		if (run->spans[i].right_to_left != run->spans[0].right_to_left)
			return true;
	}
	return false;
}

static uint32_t last_character(const char *text, size_t bytes)
{
	size_t last = bytes - 1, length;
	while (last > 0 && ((unsigned char)text[last] & 0xC0) == 0x80)
		last--;
	return base_utf8_decode(text + last, bytes - last, &length);
}

#define EMBED_RIGHT_TO_LEFT 0x202B /* RLE, to EMBED_END, PDF */
#define EMBED_END           0x202C
#define RIGHT_TO_LEFT_MARK  0x200F

/* Bytes start..end of the run's text, of one direction, as programs must read them. These go by Unicode's bidirectional
 * algorithm, some for each place by itself, some for the whole text. Either way what begins and ends with a letter
 * comes out right; brackets, dashes and blanks at an end are told where they belong. */
static void write_directed(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                           size_t end)
{
	const char *text = arena_text_n(&svg->arena, run->text + start, end - start);
	size_t length;
	uint32_t first = base_utf8_decode(text, end - start, &length);
	uint32_t last = end > start ? last_character(text, end - start) : 0;
	bool is_told = span->right_to_left && (!base_utf8_is_right_to_left(first) || !base_utf8_is_right_to_left(last));
	if (is_told)
		svg_character(svg, EMBED_RIGHT_TO_LEFT);
	svg_content(svg, text);
	if (is_told && last == ' ') /* else the algorithm moves it to the end of the line */
		svg_character(svg, RIGHT_TO_LEFT_MARK);
	if (is_told)
		svg_character(svg, EMBED_END);
}

/* Left end of bytes start..end of the run's text, points from its origin: that of the leftmost letter without its
 * marks, which may reach to its left. */
static double left_end(const struct text_run *run, size_t start, size_t end)
{
	const uint32_t *leftmost = NULL;
	double left = 0;
	for (const struct glyph_span *span = run->spans; span < run->spans + run->span_count; span++) {
		for (size_t i = 0; i < span->count; i++) {
			if (span->clusters[i] < start || span->clusters[i] >= end)
				continue;
			double x = run->glyphs[span->first + i].x;
			left = leftmost && span->clusters[i] == *leftmost ? fmin(left, x) : leftmost ? left : x;
			leftmost = leftmost ? leftmost : &span->clusters[i];
		}
	}
	return left;
}

/* Whether glyph `i` of the span is the first that shows the character at byte `at`, and alone does so. */
static bool shows_character(const struct glyph_span *span, size_t i, size_t at)
{
	return i < span->count && span->clusters[i] == at && (i + 1 >= span->count || span->clusters[i + 1] != at);
}

/* The places of the letters of bytes start..end, "12.3 20.1 …": NULL when they are not spaced, or when letters and
 * characters do not go one to one, for viewers count characters. */
static const char *span_places(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                               size_t end, double origin)
{
	if (run->spacing <= 0 || span->right_to_left)
		return NULL;
	size_t i = 0, length;
	while (i < span->count && span->clusters[i] < start)
		i++;
	struct buffer places;
	buffer_init(&places);
	bool fit = true;
	for (size_t at = start; at < end && fit; at += length, i++) {
		uint32_t character = base_utf8_decode(run->text + at, end - at, &length);
		fit = at < span->text_end && character < 0x10000 && shows_character(span, i, at);
		if (fit) {
			buffer_text(&places, at > start ? " " : "");
			buffer_number(&places, (origin + run->glyphs[span->first + i].x) * SVG_UNITS_PER_POINT, 1);
		}
	}
	const char *text = fit && places.length ? arena_text(&svg->arena, places.bytes) : NULL;
	buffer_clear(&places);
	return text;
}

/* Whether bytes start..end are spaced but have no list of places: then each letter is written by itself. */
static bool span_needs_letters(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                               size_t end)
{
	return run->spacing > 0 && !span_places(svg, run, span, start, end, 0);
}

static bool span_is_cjk(const struct text_run *run, const struct glyph_span *span)
{
	return span_is_all(run, span, base_utf8_is_cjk);
}

static void add_family(const char **families, size_t *count, const char *family)
{
	for (size_t i = 0; i < *count; i++) {
		if (strcmp(families[i], family) == 0)
			return;
	}
	if (*count < MOST_FAMILIES)
		families[(*count)++] = family;
}

/* Families of the run; those that set only Chinese and the like last, since their fonts hold Latin
 * letters too and would take these from the Latin font. */
static size_t list_families(const struct text_run *run, const char **families)
{
	size_t count = 0;
	for (size_t i = 0; i < run->span_count; i++) {
		if (!span_is_cjk(run, &run->spans[i]))
			add_family(families, &count, run->spans[i].face->family);
	}
	for (size_t i = 0; i < run->span_count; i++)
		add_family(families, &count, run->spans[i].face->family);
	return count;
}

/* Whether the name can stand unquoted: words of letters, digits and '-', each beginning with a letter. */
static bool is_plain_family(const char *family)
{
	bool word_start = true;
	for (; *family; family++) {
		bool letter = (*family >= 'a' && *family <= 'z') || (*family >= 'A' && *family <= 'Z');
		bool digit = (*family >= '0' && *family <= '9') || *family == '-';
		if (*family != ' ' && !letter && !(digit && !word_start))
			return false;
		word_start = *family == ' ';
	}
	return true;
}

static void add_family_text(struct buffer *text, const char *family)
{
	if (is_plain_family(family)) {
		buffer_text(text, family);
		return;
	}
	buffer_char(text, '\'');
	for (; *family; family++) {
		if (*family == '\'' || *family == '\\')
			buffer_char(text, '\\');
		buffer_char(text, *family);
	}
	buffer_char(text, '\'');
}

static const char *families_text(struct svg *svg, const char *const *families, size_t count)
{
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < count; i++) {
		add_family_text(&text, families[i]);
		buffer_char(&text, ',');
	}
	buffer_text(&text, "sans-serif");
	char *result = arena_text(&svg->arena, text.bytes);
	buffer_clear(&text);
	return result;
}

/* Fonts of scripts without italics would be slanted by the viewer. */
static bool span_is_italic(const struct text_run *run, const struct glyph_span *span)
{
	return run->italic && !span_is_all(run, span, is_upright_or_blank);
}

static bool run_is_italic(const struct text_run *run)
{
	for (size_t i = 0; i < run->span_count; i++) {
		if (span_is_italic(run, &run->spans[i]))
			return true;
	}
	return false;
}

struct style svg_style_of_text(struct svg *svg, const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	const char *families[MOST_FAMILIES];
	size_t count = list_families(run, families);
	struct style style = {0};
	svg_style_set_fill(svg, &style, mark->fill);
	style.values[STROKE] = "none";
	style.values[FONT_FAMILY] = families_text(svg, families, count);
	style.values[FONT_SIZE] = svg_length(svg, run->size, 2);
	style.values[FONT_WEIGHT] = svg_number(svg, run->weight, 0);
	style.values[FONT_STYLE] = run_is_italic(run) ? "italic" : "normal";
	style.values[LETTER_SPACING] = svg_length(svg, run->spacing * run->size, 2);
	return style;
}

/* Whether the family list by itself gives the span its face: only its first family is sure to be asked. */
static bool span_follows_list(const struct glyph_span *span, const char *first_family)
{
	return strcmp(span->face->family, first_family) == 0;
}

static bool needs_spans(const struct text_run *run, const char *first_family)
{
	if (run->has_gaps || runs_both_ways(run))
		return true;
	for (size_t i = 0; i < run->span_count; i++) {
		const struct glyph_span *span = &run->spans[i];
		if (!span_follows_list(span, first_family) || span_is_italic(run, span) != run_is_italic(run))
			return true;
	}
	return false;
}

static double text_origin(const struct text_mark *mark)
{
	return mark->angle == 0 ? mark->origin.x : 0; /* a turned text is moved by its transform */
}

/* Bytes start..end of the run as a <tspan> in `span`'s font, with the blanks after them. It says where it begins, since
 * viewers do not agree on letter spacing between spans. */
static void write_span(struct svg *svg, const struct text_mark *mark, const struct glyph_span *span, size_t start,
                       size_t end, const char *first_family)
{
	const struct text_run *run = &mark->run;
	size_t after = end + strspn(run->text + end, " ");
	const char *places = span_places(svg, run, span, start, after, text_origin(mark));
	svg_begin(svg, "tspan");
	svg_attribute(svg, "x", places ? places : svg_length(svg, left_end(run, start, end) + text_origin(mark), 1));
	if (span->right_to_left && run->spacing > 0) /* of letters alone: between marks it would be room as well */
		svg_attribute(svg, "letter-spacing", "0");
	if (!span_follows_list(span, first_family))
		svg_attribute(svg, "font-family", families_text(svg, &span->face->family, 1));
	if (span_is_italic(run, span) != run_is_italic(run))
		svg_attribute(svg, "font-style", "normal");
	write_directed(svg, run, span, start, end);
	svg_content(svg, arena_text_n(&svg->arena, run->text + end, after - end));
	svg_end(svg);
}

/* The same letter by letter, where letters are of several characters and spaced. */
static void write_letters(struct svg *svg, const struct text_mark *mark, const struct glyph_span *span, size_t start,
                          size_t end, const char *first_family)
{
	while (start < end) {
		size_t next = end;
		for (size_t i = 0; i < span->count; i++) {
			if (span->clusters[i] > start && span->clusters[i] < next)
				next = span->clusters[i];
		}
		write_span(svg, mark, span, start, next < end ? next : end, first_family);
		start = next + strspn(mark->run.text + next, " ");
	}
}

/* The first span in the order of the text that reaches beyond byte `at`; NULL at the end. */
static const struct glyph_span *next_span(const struct text_run *run, size_t at)
{
	const struct glyph_span *next = NULL;
	for (size_t i = 0; i < run->span_count; i++) {
		const struct glyph_span *span = &run->spans[i];
		if (span->text_end > at && (next == NULL || span->text_start < next->text_start))
			next = span;
	}
	return next;
}

/* True if span b can share a's <tspan>: it looks the same, and goes on where a ends. */
static bool shares_element(const struct text_run *run, const struct glyph_span *a, const struct glyph_span *b)
{
	return a->face == b->face && a->right_to_left == b->right_to_left && b == (a->right_to_left ? a - 1 : a + 1) &&
	       span_is_italic(run, a) == span_is_italic(run, b);
}

/* In the order of the text, not of the glyphs, so that right-to-left text stays readable. Blanks go with
 * what stands before them: viewers drop them at the beginning of a <tspan> with a place. */
static void write_spans(struct svg *svg, const struct text_mark *mark, const char *first_family)
{
	const struct text_run *run = &mark->run;
	size_t start = 0;
	for (const struct glyph_span *span = next_span(run, 0), *last, *after; span; span = after) {
		size_t end = span->text_end;
		for (last = span; (after = next_span(run, end)) != NULL && shares_element(run, last, after);
		     last = after)
			end = after->text_end;
		size_t blanks = strspn(run->text + end, " ");
		if (span_needs_letters(svg, run, span, start, end + blanks))
			write_letters(svg, mark, span, start, end, first_family);
		else
			write_span(svg, mark, span, start, end, first_family);
		start = end + blanks;
		after = next_span(run, start);
	}
}

static void write_content(struct svg *svg, const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	const char *families[MOST_FAMILIES];
	bool letters = run->span_count == 1 && span_needs_letters(svg, run, &run->spans[0], 0, strlen(run->text));
	if (list_families(run, families) == 0 || (!letters && !needs_spans(run, families[0]))) {
		if (run->span_count)
			write_directed(svg, run, run->spans, 0, strlen(run->text));
		else
			svg_content(svg, run->text);
		return;
	}
	/* A line break before a tspan would be drawn as a blank. */
	svg->in_text = true;
	write_spans(svg, mark, families[0]);
	svg->in_text = false;
}

static void write_position(struct svg *svg, const struct text_mark *mark)
{
	const struct text_run *run = &mark->run;
	const char *places = NULL; /* of a run of several spans, their <tspan>s say it */
	if (run->span_count == 1)
		places = span_places(svg, run, &run->spans[0], 0, strlen(run->text), text_origin(mark));
	const char *y = svg_length(svg, mark->origin.y, 1);
	if (mark->angle == 0) {
		svg_attribute(svg, "x", places ? places : svg_length(svg, mark->origin.x, 1));
		svg_attribute(svg, "y", y);
		return;
	}
	const char *x = svg_length(svg, mark->origin.x, 1), *degrees = svg_number(svg, mark->angle * 180 / M_PI, 3);
	svg_attribute(svg, "transform", arena_printf(&svg->arena, "translate(%s %s) rotate(%s)", x, y, degrees));
	if (places)
		svg_attribute(svg, "x", places);
}

static bool has_outer_blanks(const char *text)
{
	size_t length = strlen(text);
	return length > 0 && (text[0] == ' ' || text[length - 1] == ' ' || strstr(text, "  "));
}

static void write_language(struct svg *svg, const struct text_run *run)
{
	const char *page_language = svg->page->language ? svg->page->language : "";
	if (run->language && strcmp(run->language, page_language) != 0)
		svg_attribute(svg, "xml:lang", run->language);
}

static void write_text(struct svg *svg, const struct text_mark *mark, const struct style *inherited)
{
	struct style style = svg_style_of_text(svg, mark);
	svg_begin(svg, "text");
	write_position(svg, mark);
	svg_style_write(svg, &style, inherited);
	write_language(svg, &mark->run);
	if (has_outer_blanks(mark->run.text))
		svg_attribute(svg, "xml:space", "preserve");
	write_content(svg, mark);
	svg_end(svg);
}

static void write_halo(struct svg *svg, const struct text_mark *mark, const struct style *inherited)
{
	struct style style = svg_style_of_halo(svg, mark);
	svg_begin(svg, "path");
	svg_path_attribute(svg, &mark->outline, SVG_HALO);
	svg_style_write(svg, &style, inherited);
	svg_attribute(svg, "aria-hidden", "true");
	svg_end(svg);
}

static void write_outline(struct svg *svg, const struct text_mark *mark, const struct style *inherited)
{
	if (path_is_empty(&mark->outline)) {
		if (box_width(mark->run.ink) > 0) {
			diag_error(svg->diag, CANNOT_DRAW, no_place, NULL, "the text '%s' has no outline",
			           mark->run.text);
		}
		return;
	}
	struct style style = svg_style_of_outline(svg, mark);
	svg_begin(svg, "path");
	svg_path_attribute(svg, &mark->outline, SVG_EXACT);
	svg_style_write(svg, &style, inherited);
	svg_attribute(svg, "aria-label", mark->run.text);
	write_language(svg, &mark->run);
	svg_end(svg);
}

void svg_text(struct svg *svg, const struct text_mark *mark, const struct style *inherited)
{
	if (!text_mark_is_drawable(mark)) {
		diag_error(svg->diag, CANNOT_DRAW, no_place, NULL,
		           "the text '%s' cannot be placed: a coordinate is not a number or too large", mark->run.text);
		return;
	}
	if (text_mark_has_halo(mark))
		write_halo(svg, mark, inherited);
	if (svg->options->outline_text)
		write_outline(svg, mark, inherited);
	else
		write_text(svg, mark, inherited);
}
