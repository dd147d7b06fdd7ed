/* JSON: a text of RFC 8259 as a stream of events, read in pieces. Private to the data room.
 *
 * Strict: no comments, nothing after the value, valid UTF-8, no nesting beyond JSON_DEPTH. A byte order mark at the
 * beginning is skipped. An escape of half a surrogate pair stands for U+FFFD, and is counted. */
#pragma once

#include "base/diag.h"
#include "data/read_buffer.h"

#define JSON_DEPTH 512

enum json_scalar { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING };

/* What happens in the text. Texts are valid UTF-8 without a terminator, valid during the call; a number's is as the
 * file has it. False ends the reading. */
struct json_events {
	bool (*scalar)(void *context, enum json_scalar kind, const char *text, size_t length);
	bool (*key)(void *context, const char *text, size_t length);
	bool (*begin)(void *context, bool is_array); /* of an array or an object */
	bool (*end)(void *context);
};

struct json_parser {
	const struct json_events *events;
	void *context;
	/* The text: bytes `from` to `to`, which begin in line `line` (from 1) of a file. */
	struct read_buffer *buffer;
	size_t from, to, line;
	/* What was found. */
	const char *fault, *hint;           /* why the text is no JSON; NULL: it is, or an event ended the reading */
	size_t half_pairs, first_half_pair; /* surrogates, and the line of the first */
	/* Where the parser is: */
	void *handle;
	const char *piece;  /* the bytes that it works on */
	size_t piece_start; /* their first byte's place in the file */
	size_t read;        /* bytes of it that are parsed */
	size_t counted;     /* bytes of the piece whose lines have been counted */
	size_t line_start;  /* byte of the file where the current line begins */
	size_t column;      /* of the line, from 1, in bytes */
	size_t depth;
};

/* Reads the text with the fields above set and the others zero. True if it is one whole value. */
bool json_parser_read(struct json_parser *parser);
/* Brings parser->line up to where the reading is, or ended. */
void json_parser_place(struct json_parser *parser);
/* Reports the fault as an error: "towns.geojson:3:14: …". */
void json_parser_report(struct json_parser *parser, const char *file, struct place place, struct diag *diag);
/* A JSON number as a double; infinite if it is too large for one. */
double json_parser_number(const char *text, size_t length);
