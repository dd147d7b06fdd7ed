/* XML as a stream of elements, read in pieces. Private to the data room.
 *
 * Names come without their prefix: files declare prefixes as they like, or not at all. Entities that a file declares
 * are refused, external ones are never opened, and elements are nested at most XML_DEPTH deep. */
#pragma once

#include "base/buffer.h"
#include "base/diag.h"
#include "data/read_buffer.h"

#define XML_DEPTH 200

/* What happens in a file. Texts are valid UTF-8, valid during the call. */
struct xml_events {
	/* `attributes`: names and values in turn, NULL at the end. */
	void (*begin)(void *context, const char *name, const char *const *attributes);
	/* `text`: the characters since the last begin or end, without blanks around them. */
	void (*end)(void *context, const char *name, const char *text, size_t length);
};

struct xml_reader {
	const struct xml_events *events;
	void *context;
	struct read_buffer *buffer;
	const char *encoding; /* that the author names; NULL: as the file says */
	size_t line;          /* of the current event, from 1 */
	/* Why the reading ended early, and where; NULL: it did not. */
	const char *fault, *hint;
	size_t fault_line, fault_column;
	/* Of the parser: */
	void *handle;
	size_t depth;
	struct buffer text;
};

/* Reads the file with the fields of the first half set and the others zero. False with a fault. */
bool xml_reader_read(struct xml_reader *reader);
/* The attribute's value, whatever its prefix; NULL when there is none. */
const char *xml_reader_attribute(const char *const *attributes, const char *name);
