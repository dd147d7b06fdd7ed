/* WKT: geometries written out, as tables hold them.
 *
 * In: text, valid or not. Out: parts and points of a feature. A geometry is a word, dimensions ("Z", "M", "ZM") and
 * lists in brackets, as deep as the word says; the innermost are sequences of points. Of a point's numbers only the
 * first two are taken, whatever the dimensions say. Source: OGC 06-103r4, chapter 7; PostGIS, "EWKT". */
#include "data/well_known/well_known.h"

#include "base/buffer.h"

#include <string.h>

#define DEPTH_MAX  32
#define NUMBER_MAX 64

/* What a word says: how deep the lists of points lie, and what the innermost are. */
struct wkt_word {
	const char *word;
	int lists; /* 0: a list of geometries with words of their own; -1: curves */
	enum geometry_type type;
};

/* The longer word first where one is the beginning of the other. */
static const struct wkt_word words[] = {
        {"POINT", 1, GEOMETRY_POINTS},
        {"LINESTRING", 1, GEOMETRY_LINES},
        {"LINEARRING", 1, GEOMETRY_LINES},
        {"POLYGON", 2, GEOMETRY_POLYGONS},
        {"TRIANGLE", 2, GEOMETRY_POLYGONS},
        {"MULTIPOINT", 1, GEOMETRY_POINTS},
        {"MULTILINESTRING", 2, GEOMETRY_LINES},
        {"MULTIPOLYGON", 3, GEOMETRY_POLYGONS},
        {"GEOMETRYCOLLECTION", 0, GEOMETRY_POINTS},
        {"POLYHEDRALSURFACE", 3, GEOMETRY_POLYGONS},
        {"TIN", 3, GEOMETRY_POLYGONS},
        {"MULTICURVE", 0, GEOMETRY_LINES},
        {"MULTISURFACE", 0, GEOMETRY_POLYGONS},
        {"CURVEPOLYGON", 0, GEOMETRY_POLYGONS},
        {"CIRCULARSTRING", -1, GEOMETRY_LINES},
        {"COMPOUNDCURVE", -1, GEOMETRY_LINES},
};

struct wkt_reader {
	const char *at, *end;
	struct feature_builder *builder;
};

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static void skip_blanks(struct wkt_reader *reader)
{
	while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
		reader->at++;
}

/* The next character that is no blank, 0 at the end. */
static char peek(struct wkt_reader *reader)
{
	skip_blanks(reader);
	return reader->at < reader->end ? *reader->at : '\0';
}

static bool take(struct wkt_reader *reader, char wanted)
{
	bool there = peek(reader) == wanted;
	reader->at += there;
	return there;
}

/* Steps over a word, if it is the next; `whole`: no letter may follow it. */
static bool take_word(struct wkt_reader *reader, const char *word, bool whole)
{
	skip_blanks(reader);
	size_t length = strlen(word), left = (size_t)(reader->end - reader->at);
	if (length > left)
		return false;
	for (size_t i = 0; i < length; i++)
		if (upper(reader->at[i]) != word[i])
			return false;
	if (whole && length < left && is_letter(reader->at[length]))
		return false;
	reader->at += length;
	return true;
}

static const struct wkt_word *take_type(struct wkt_reader *reader)
{
	static const char *const dimensions[] = {"ZM", "Z", "M"};
	const struct wkt_word *found = NULL;
	for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
		if (take_word(reader, words[i].word, false))
			found = &words[i];
	for (size_t i = 0; found && i < sizeof dimensions / sizeof *dimensions; i++)
		if (take_word(reader, dimensions[i], true))
			break;
	return found;
}

static bool read_number(struct wkt_reader *reader, double *value)
{
	char text[NUMBER_MAX];
	size_t length = 0;
	skip_blanks(reader);
	while (reader->at < reader->end && *reader->at && !strchr(" \t\r\n,()", *reader->at)) {
		if (length + 1 == NUMBER_MAX)
			return false;
		text[length++] = *reader->at++;
	}
	text[length] = '\0';
	return base_number_parse(text, value);
}

/* Two numbers, and others that are left out. */
static bool read_point(struct wkt_reader *reader)
{
	double x, y, other;
	if (!read_number(reader, &x) || !read_number(reader, &y))
		return false;
	for (int i = 0; i < 2 && peek(reader) != ',' && peek(reader) != ')'; i++)
		if (!read_number(reader, &other))
			return false;
	feature_builder_point(reader->builder, x, y);
	return true;
}

/* "(1 2, 3 4)"; the points of a multipoint may have brackets of their own. */
static bool read_sequence(struct wkt_reader *reader, enum geometry_type type)
{
	if (!take(reader, '('))
		return false;
	feature_builder_part(reader->builder, type);
	do {
		if (type == GEOMETRY_POINTS && take_word(reader, "EMPTY", true))
			continue;
		bool bracket = type == GEOMETRY_POINTS && take(reader, '(');
		if (!read_point(reader) || (bracket && !take(reader, ')')))
			return false;
	} while (take(reader, ','));
	return take(reader, ')');
}

/* Lists in lists, as deep as the type says. */
static bool read_lists(struct wkt_reader *reader, enum geometry_type type, int depth)
{
	if (take_word(reader, "EMPTY", true))
		return true;
	if (depth == 1)
		return read_sequence(reader, type);
	if (!take(reader, '('))
		return false;
	if (depth == 2 && type == GEOMETRY_POLYGONS)
		feature_builder_polygon(reader->builder);
	do {
		if (!read_lists(reader, type, depth - 1))
			return false;
	} while (take(reader, ','));
	return take(reader, ')');
}

static const struct record_fault *read_geometry(struct wkt_reader *reader, int depth);

/* "(POINT (1 2), LINESTRING (…))"; where the words are left out, `type` says what they would be. */
static const struct record_fault *read_collection(struct wkt_reader *reader, const struct wkt_word *word, int depth)
{
	const struct record_fault *fault = NULL;
	int lists = strcmp(word->word, "MULTISURFACE") == 0 ? 2 : 1;
	if (take_word(reader, "EMPTY", true))
		return NULL;
	if (depth >= DEPTH_MAX || !take(reader, '('))
		return &well_known_damaged;
	if (word->type == GEOMETRY_POLYGONS && lists == 1)
		feature_builder_polygon(reader->builder);
	do {
		bool is_ring = word->type == GEOMETRY_POLYGONS && lists == 1 && take_word(reader, "LINESTRING", true);
		if (is_ring || peek(reader) == '(')
			fault = read_lists(reader, word->type, lists) ? NULL : &well_known_damaged;
		else
			fault = read_geometry(reader, depth + 1);
	} while (!fault && take(reader, ','));
	return fault || take(reader, ')') ? fault : &well_known_damaged;
}

static const struct record_fault *read_geometry(struct wkt_reader *reader, int depth)
{
	const struct wkt_word *word = take_type(reader);
	if (!word)
		return &well_known_damaged;
	if (word->lists < 0)
		return &well_known_curved;
	if (word->lists == 0)
		return read_collection(reader, word, depth);
	return read_lists(reader, word->type, word->lists) ? NULL : &well_known_damaged;
}

/* The bytes that pairs of hexadecimal digits say; of no length if they are none. */
static struct bytes hex_bytes(struct bytes text, struct arena *arena)
{
	if (text.length % 2)
		return (struct bytes){NULL, 0};
	char *bytes = ARENA_ROOM(arena, text.length / 2 + 1, char);
	for (size_t i = 0; i < text.length; i += 2) {
		int high = base_hex_digit(text.start[i]), low = base_hex_digit(text.start[i + 1]);
		if (high < 0 || low < 0)
			return (struct bytes){NULL, 0};
		bytes[i / 2] = (char)(high << 4 | low);
	}
	return (struct bytes){bytes, text.length / 2};
}

static struct bytes without_blanks(struct bytes text)
{
	while (text.length && strchr(" \t\r\n\"", *text.start) && *text.start)
		text = (struct bytes){text.start + 1, text.length - 1};
	while (text.length && strchr(" \t\r\n\"", text.start[text.length - 1]) && text.start[text.length - 1])
		text.length--;
	return text;
}

#define POINT_DIGITS 42 /* of the shortest geometry */

/* Whether the text is WKB: its first digits are the byte order and a type. */
static bool is_hex(struct bytes text)
{
	if (text.length < POINT_DIGITS || text.start[0] != '0' || (text.start[1] != '0' && text.start[1] != '1'))
		return false;
	uint32_t code = 0;
	for (int i = 0; i < 4; i++) {
		const char *digits = text.start + 2 + 2 * (text.start[1] == '1' ? 3 - i : i);
		int high = base_hex_digit(digits[0]), low = base_hex_digit(digits[1]);
		if (high < 0 || low < 0)
			return false;
		code = code << 8 | (uint32_t)(high << 4 | low);
	}
	code &= 0x0FFFFFFF;
	return code / 1000 <= 3 && code % 1000 >= 1 && code % 1000 <= 17;
}

/* "SRID=4326;" */
static bool take_srid(struct wkt_reader *reader, uint32_t *srid)
{
	double number;
	char text[NUMBER_MAX];
	size_t length = 0;
	if (!take_word(reader, "SRID", false) || !take(reader, '='))
		return false;
	while (reader->at < reader->end && *reader->at != ';' && length + 1 < NUMBER_MAX)
		text[length++] = *reader->at++;
	text[length] = '\0';
	if (!take(reader, ';') || !base_number_parse(text, &number) || number < 0 || number > UINT32_MAX)
		return false;
	*srid = (uint32_t)number;
	return true;
}

bool well_known_text_is_likely(struct bytes text)
{
	text = without_blanks(text);
	struct wkt_reader reader = {text.start, text.start + text.length, NULL};
	uint32_t srid;
	if (take_srid(&reader, &srid) || is_hex(text))
		return true;
	const struct wkt_word *word = take_type(&reader);
	if (!word || take_word(&reader, "EMPTY", true))
		return word;
	/* "Tin (metal)" is none. */
	bool bracket = take(&reader, '('), number = strchr("0123456789+-.(", peek(&reader)) && peek(&reader);
	return bracket && (number || word->lists < 1);
}

const struct record_fault *well_known_text_read(struct bytes text, struct feature_builder *builder, uint32_t *srid)
{
	text = without_blanks(text);
	*srid = 0;
	if (text.length == 0)
		return &well_known_empty;
	if (is_hex(text)) {
		struct arena scratch;
		arena_init(&scratch);
		const struct record_fault *fault = well_known_binary_read(hex_bytes(text, &scratch), builder, srid);
		arena_clear(&scratch);
		return fault;
	}
	struct wkt_reader reader = {text.start, text.start + text.length, builder};
	struct wkt_reader start = reader;
	if (!take_srid(&reader, srid))
		reader = start;
	const struct record_fault *fault = read_geometry(&reader, 0);
	if (!fault && peek(&reader) != '\0')
		return &well_known_damaged;
	return fault || builder->part_count ? fault : &well_known_empty;
}
