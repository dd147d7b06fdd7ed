/* JSON: yajl behind a plain function. The only file that includes yajl.
 *
 * In: bytes through a read buffer. Out: events, or the first fault with line and column.
 * Why so: yajl is the one streaming parser in C that Debian has, and reads a file in pieces of any size. What it lets
 * through is refused here: form feeds between values, UTF-8 that is overlong or of surrogates, any depth of nesting.
 * Escapes of half a surrogate pair, which it would turn into `?` or into invalid UTF-8, become "\uFFFD", of the same
 * length, before it sees them. */
#include "data/json.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#define PIECE       ((size_t)1 << 16)
#define UTF8_HINT   "save it as UTF-8 or name its encoding in the data entry, for example encoding: gbk"
#define ESCAPE      6 /* bytes of \uD83D */
#define MOST_DIGITS 400

static int refuse(struct json_parser *parser, const char *fault, const char *hint)
{
	parser->fault = fault;
	parser->hint = hint;
	return 0;
}

static int on_scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
	struct json_parser *parser = context;
	return parser->events->scalar(parser->context, kind, text, length);
}

static int on_null(void *context)
{
	return on_scalar(context, JSON_NULL, "", 0);
}

static int on_boolean(void *context, int value)
{
	return value ? on_scalar(context, JSON_TRUE, "true", 4) : on_scalar(context, JSON_FALSE, "false", 5);
}

static int on_number(void *context, const char *text, size_t length)
{
	return on_scalar(context, JSON_NUMBER, text, length);
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
	if (!base_utf8_valid((const char *)text, length))
		return refuse(context, "a text is not UTF-8", UTF8_HINT);
	return on_scalar(context, JSON_STRING, (const char *)text, length);
}

static int on_key(void *context, const unsigned char *text, size_t length)
{
	struct json_parser *parser = context;
	if (!base_utf8_valid((const char *)text, length))
		return refuse(parser, "a key is not UTF-8", UTF8_HINT);
	return parser->events->key(parser->context, (const char *)text, length);
}

static int on_begin(struct json_parser *parser, bool is_array)
{
	if (++parser->depth > JSON_DEPTH)
		return refuse(parser, "values are nested too deep", NULL);
	return parser->events->begin(parser->context, is_array);
}

static int on_begin_object(void *context)
{
	return on_begin(context, false);
}

static int on_begin_array(void *context)
{
	return on_begin(context, true);
}

static int on_end(void *context)
{
	struct json_parser *parser = context;
	parser->depth--;
	return parser->events->end(parser->context);
}

static const yajl_callbacks callbacks = {.yajl_null = on_null,
                                         .yajl_boolean = on_boolean,
                                         .yajl_number = on_number,
                                         .yajl_string = on_string,
                                         .yajl_start_map = on_begin_object,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = on_end,
                                         .yajl_start_array = on_begin_array,
                                         .yajl_end_array = on_end};

/* The code unit of an escape \uXXXX; -1 if it is none. */
static int code_unit(const char *at)
{
	int unit = 0;
	if (at[0] != '\\' || at[1] != 'u')
		return -1;
	for (int i = 2; i < ESCAPE; i++) {
		int digit = base_hex_digit(at[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static void count_lines(struct json_parser *parser, size_t until)
{
	const char *at = parser->piece + parser->counted, *end = parser->piece + until;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		parser->line++;
		parser->line_start = parser->piece_start + (size_t)(at - parser->piece);
	}
	parser->counted = until > parser->counted ? until : parser->counted;
}

static void mend_surrogate(struct json_parser *parser, char *at)
{
	memcpy(at, "\\uFFFD", ESCAPE);
	if (parser->half_pairs++ == 0) {
		count_lines(parser, (size_t)(at - parser->piece));
		parser->first_half_pair = parser->line;
	}
}

/* Mends surrogates in `length` bytes. Returns how many can be parsed: an escape that is cut stays for the next piece,
 * if there is one. */
static size_t mend_escapes(struct json_parser *parser, char *bytes, size_t length, bool is_last)
{
	char *end = bytes + length, *at = bytes;
	while ((at = memchr(at, '\\', (size_t)(end - at)))) {
		size_t left = (size_t)(end - at);
		if (left < 2 * ESCAPE && !is_last)
			return length - left;
		int unit = left >= ESCAPE ? code_unit(at) : -1;
		bool is_high = unit >= 0xD800 && unit < 0xDC00, is_low = unit >= 0xDC00 && unit < 0xE000;
		int next = is_high && left >= 2 * ESCAPE ? code_unit(at + ESCAPE) : -1;
		bool is_pair = is_high && next >= 0xDC00 && next < 0xE000;
		if ((is_high || is_low) && !is_pair)
			mend_surrogate(parser, at);
		size_t taken = is_pair ? 2 * ESCAPE : unit >= 0 ? ESCAPE : 2;
		at += taken < left ? taken : left;
	}
	return length;
}

/* What yajl found, in words of its own without its prefix and line end. */
static const char *yajl_words(yajl_handle handle, struct json_parser *parser)
{
	static const char *const known[][2] = {
	        {"premature EOF", "the text ends in the middle of a value"},
	        {"trailing garbage", "there is more text after the end of the value"},
	        {"comment found", "comments are not allowed"},
	        {"invalid char in json text", "this character is not allowed here"},
	        {"invalid string in json text", "this word is not allowed here"},
	        {"'\\' occurs before", "a backslash stands before a character that it may not"},
	        {"invalid character inside string", "a line end, tab or other control character stands in a text"},
	        {"non-hex", "four hexadecimal digits must follow \\u"},
	        {"after the minus sign", "a number has no digit after its minus sign"},
	        {"after the decimal point", "a number has no digit after its decimal point"},
	        {"after the exponent", "a number has no digit in its exponent"},
	        {"object key must be", "a key must be a text in double quotes"},
	        {"invalid object key", "a key must be a text in double quotes"},
	        {"separated by a colon", "a colon is missing after a key"},
	        {"inside map, I expect", "a comma or } is missing after a value"},
	        {"after array element", "a comma or ] is missing after a value"},
	        {"unallowed token", "a value is missing, or there is a comma or bracket too many"},
	};
	const char *words = "it is no JSON";
	unsigned char *said = yajl_get_error(handle, 0, NULL, 0);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strstr((const char *)said, known[i][0]))
			words = known[i][1];
	yajl_free_error(handle, said);
	const char *last = parser->piece + parser->read - 1;
	if (parser->read && (*last == 'N' || *last == 'I'))
		parser->hint = "NaN and Infinity are no JSON: write null";
	return words;
}

/* Parses bytes of the piece; false at a fault or when an event ends the reading. */
static bool parse(struct json_parser *parser, size_t length, bool is_last)
{
	const char *odd = memchr(parser->piece, '\f', length);
	odd = odd ? odd : memchr(parser->piece, '\v', length);
	size_t good = odd ? (size_t)(odd - parser->piece) : length;
	yajl_status status = yajl_parse(parser->handle, (const unsigned char *)parser->piece, good);
	parser->read = yajl_get_bytes_consumed(parser->handle);
	if (status == yajl_status_ok && odd) {
		parser->read++;
		return refuse(parser, "a form feed or vertical tab is not allowed", NULL);
	}
	if (status == yajl_status_ok && is_last)
		status = yajl_complete_parse(parser->handle);
	if (status == yajl_status_error)
		parser->fault = yajl_words(parser->handle, parser);
	return status == yajl_status_ok;
}

/* Fills the piece behind the `held` bytes that were left of the last one; how many it then has. */
static size_t fill(struct json_parser *parser, char *piece, size_t held, size_t *at)
{
	size_t wanted = parser->to - *at < PIECE - held ? parser->to - *at : PIECE - held;
	const char *bytes = read_buffer_at(parser->buffer, *at, wanted);
	if (!bytes) {
		refuse(parser, "the file has changed while it was read", NULL);
		return 0;
	}
	memcpy(piece + held, bytes, wanted);
	*at += wanted;
	return held + wanted;
}

static size_t after_mark(struct json_parser *parser)
{
	const char *mark = parser->from == 0 && parser->to >= 3 ? read_buffer_at(parser->buffer, 0, 3) : NULL;
	return mark && memcmp(mark, "\xEF\xBB\xBF", 3) == 0 ? 3 : parser->from;
}

static void place_at(struct json_parser *parser, size_t read)
{
	count_lines(parser, read);
	size_t column = parser->piece_start + read - parser->line_start;
	parser->column = column ? column : 1;
}

static bool read_pieces(struct json_parser *parser, char *piece)
{
	size_t at = after_mark(parser), held = 0;
	bool good = true, is_last = false;
	parser->piece = piece;
	parser->piece_start = parser->line_start = at;
	while (good && !is_last) {
		size_t filled = fill(parser, piece, held, &at);
		if (parser->fault)
			return false;
		is_last = at == parser->to;
		parser->counted = 0;
		parser->read = 0;
		size_t ready = mend_escapes(parser, piece, filled, is_last);
		good = parse(parser, ready, is_last);
		if (!good || is_last)
			break;
		count_lines(parser, ready);
		held = filled - ready;
		memmove(piece, piece + ready, held);
		parser->piece_start += ready;
	}
	place_at(parser, parser->read);
	return good;
}

bool json_parser_read(struct json_parser *parser)
{
	char *piece = malloc(PIECE + 1);
	parser->handle = yajl_alloc(&callbacks, NULL, parser);
	if (!piece || !parser->handle)
		BUG("out of memory");
	yajl_config(parser->handle, yajl_dont_validate_strings, 1);
	bool good = read_pieces(parser, piece);
	yajl_free(parser->handle);
	parser->handle = NULL;
	parser->piece = NULL;
	free(piece);
	return good;
}

void json_parser_place(struct json_parser *parser)
{
	if (parser->piece)
		place_at(parser, yajl_get_bytes_consumed(parser->handle));
}

void json_parser_report(struct json_parser *parser, const char *file, struct place place, struct diag *diag)
{
	diag_error(diag, BAD_SYNTAX, place, parser->hint, "%s:%zu:%zu: %s", file, parser->line, parser->column,
	           parser->fault);
}

double json_parser_number(const char *text, size_t length)
{
	char digits[MOST_DIGITS];
	double value;
	if (length >= sizeof digits)
		return NAN;
	memcpy(digits, text, length);
	digits[length] = '\0';
	return base_number_parse(digits, &value) ? value : INFINITY;
}
