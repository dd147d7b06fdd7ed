/* XML: expat behind a plain function. The only file that includes expat.
 *
 * In: bytes through a read buffer. Out: elements with their attributes and texts, or the first fault with its line.
 * Why so: a file of a stranger may ask for more than it holds. Entities are refused where they are declared, whatever
 * the release of expat guards against; a tag or comment of megabytes ends the reading, since expat before 2.6 begins
 * such a token anew with every piece. */
#include "data/xml.h"

#include "base/utf8.h"
#include "data/encoding.h"

#include <expat.h>
#include <string.h>

#define LONGEST_TOKEN ((size_t)4 << 20)

static const char *without_prefix(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon ? colon + 1 : name;
}

const char *xml_reader_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(without_prefix(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

static void stop(struct xml_reader *reader, const char *fault, const char *hint)
{
	if (reader->fault)
		return;
	reader->fault = fault;
	reader->hint = hint;
	reader->fault_line = XML_GetCurrentLineNumber(reader->handle);
	reader->fault_column = XML_GetCurrentColumnNumber(reader->handle) + 1;
	XML_StopParser(reader->handle, XML_FALSE);
}

static void on_begin(void *context, const char *name, const char **attributes)
{
	struct xml_reader *reader = context;
	if (++reader->depth > XML_DEPTH) {
		stop(reader, "elements are nested too deep", NULL);
		return;
	}
	reader->line = XML_GetCurrentLineNumber(reader->handle);
	reader->text.length = 0;
	reader->events->begin(reader->context, without_prefix(name), (const char *const *)attributes);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void on_end(void *context, const char *name)
{
	struct xml_reader *reader = context;
	size_t length = reader->text.length, from = 0;
	if (reader->fault) /* expat ends an empty element even after it was stopped */
		return;
	while (length > 0 && is_blank(reader->text.bytes[length - 1]))
		length--;
	while (from < length && is_blank(reader->text.bytes[from]))
		from++;
	reader->line = XML_GetCurrentLineNumber(reader->handle);
	reader->events->end(reader->context, without_prefix(name), length ? reader->text.bytes + from : "",
	                    length - from);
	reader->text.length = 0;
	reader->depth--;
}

static void on_text(void *context, const char *text, int length)
{
	struct xml_reader *reader = context;
	buffer_add(&reader->text, text, (size_t)length);
}

static void on_entity(void *context, const char *name, int is_parameter, const char *value, int length,
                      const char *base, const char *system, const char *public, const char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public,
	        (void)notation;
	stop(context, "it declares an entity, and these are not read", "write the entity's text where it is used");
}

/* The code point of a byte in an encoding, -1 if it is none by itself. */
static int byte_character(struct decoder *decoder, char byte)
{
	struct buffer text;
	int character = -1;
	buffer_init(&text);
	if (decoder_add(decoder, &byte, 1, &text) == SIZE_MAX && text.length > 0) {
		size_t length;
		uint32_t decoded = base_utf8_decode(text.bytes, text.length, &length);
		if (length == text.length && decoded < 0xFFFE)
			character = (int)decoded;
	}
	buffer_clear(&text);
	return character;
}

/* Makes an encoding of one byte a character known to expat, by the decoder. */
static int on_encoding(void *context, const char *name, XML_Encoding *out)
{
	enum { most_invalid = 64 }; /* more, and its characters take several bytes */
	struct arena scratch;
	struct decoder decoder;
	int invalid = 0;
	(void)context;
	arena_init(&scratch);
	const char *encoding = encoding_known(&scratch, name);
	bool known = encoding && decoder_open(&decoder, encoding);
	for (int i = 0; known && i < 256; i++) {
		out->map[i] = i < 128 ? i : byte_character(&decoder, (char)i);
		invalid += out->map[i] < 0;
	}
	if (known)
		decoder_close(&decoder);
	arena_clear(&scratch);
	out->data = NULL;
	out->convert = NULL;
	out->release = NULL;
	return known && invalid <= most_invalid ? XML_STATUS_OK : XML_STATUS_ERROR;
}

static void report_parser(struct xml_reader *reader)
{
	enum XML_Error error = XML_GetErrorCode(reader->handle);
	if (error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INCORRECT_ENCODING)
		stop(reader, "it is in an encoding that is not read", "save it as UTF-8");
	else if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN)
		stop(reader,
		     reader->depth || error == XML_ERROR_UNCLOSED_TOKEN ? "it ends in the middle of an element"
		                                                        : "there is no element in it",
		     NULL);
	else if (error == XML_ERROR_UNDEFINED_ENTITY)
		stop(reader, "it uses an entity that XML does not know",
		     "write & as &amp;, and other characters as such");
	else
		stop(reader, XML_ErrorString(error), NULL);
}

static bool read_pieces(struct xml_reader *reader)
{
	size_t length = reader->buffer->length;
	for (size_t at = 0, piece; at < length && !reader->fault; at += piece) {
		piece = length - at < READ_BUFFER_SIZE ? length - at : READ_BUFFER_SIZE;
		const char *bytes = read_buffer_at(reader->buffer, at, piece);
		if (!bytes)
			stop(reader, "it has changed while it was read", NULL);
		else if (XML_Parse(reader->handle, bytes, (int)piece, 0) == XML_STATUS_ERROR)
			report_parser(reader);
		else if (at + piece > (size_t)XML_GetCurrentByteIndex(reader->handle) + LONGEST_TOKEN)
			stop(reader, "it has a tag or a comment of megabytes", NULL);
	}
	if (!reader->fault && XML_Parse(reader->handle, "", 0, 1) == XML_STATUS_ERROR)
		report_parser(reader);
	return !reader->fault;
}

bool xml_reader_read(struct xml_reader *reader)
{
	XML_Parser parser = XML_ParserCreate(reader->encoding);
	if (!parser)
		BUG("out of memory");
	reader->handle = parser;
	buffer_init(&reader->text);
	XML_SetUserData(parser, reader);
	XML_SetElementHandler(parser, on_begin, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetEntityDeclHandler(parser, on_entity);
	XML_SetUnknownEncodingHandler(parser, on_encoding, NULL);
	bool good = read_pieces(reader);
	XML_ParserFree(parser);
	buffer_clear(&reader->text);
	return good;
}
