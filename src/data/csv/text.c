/* Text of a CSV: finds its encoding and converts it.
 *
 * In: bytes. Out: UTF-8. Spreadsheets write a byte order mark or none, in UTF-8, UTF-16 or the code page of the country
 * of the machine; a table in a code page that nobody names is still drawn, since its coordinates are digits in all of
 * them, and the warning says how its names were read. */
#include "data/csv/text.h"

#include "base/utf8.h"
#include "data/encoding.h"

#include <stdint.h>
#include <string.h>

struct byte_order_mark {
	const char *bytes;
	size_t length;
	const char *encoding;
};

/* The longer marks first: that of UTF-16 is the beginning of that of UTF-32. */
static const struct byte_order_mark marks[] = {
        {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xEF\xBB\xBF", 3, "UTF-8"},
        {"\xFF\xFE", 2, "UTF-16LE"},     {"\xFE\xFF", 2, "UTF-16BE"},
};

/* Takes the mark off; NULL if there is none. */
static const char *take_mark(struct bytes *text)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const struct byte_order_mark *mark = &marks[i];
		if (text->length < mark->length || memcmp(text->start, mark->bytes, mark->length) != 0)
			continue;
		*text = (struct bytes){text->start + mark->length, text->length - mark->length};
		return mark->encoding;
	}
	return NULL;
}

/* UTF-16 without a mark: every other byte of digits, commas and Latin letters is 0, which no other text holds. */
static const char *wide_encoding(struct bytes text)
{
	size_t zeros[2] = {0, 0}, length = text.length < 4096 ? text.length : 4096;
	for (size_t i = 0; i < length; i++)
		zeros[i % 2] += text.start[i] == '\0';
	if (zeros[0] + zeros[1] < length / 8 + 4)
		return NULL;
	return zeros[0] == 0 ? "UTF-16LE" : zeros[1] == 0 ? "UTF-16BE" : NULL;
}

static size_t line_of(const char *text, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
	return line;
}

/* What the bytes of a text that is not ASCII say of its encoding. */
struct byte_survey {
	size_t first_fault;   /* offset of the first byte that is not UTF-8; SIZE_MAX: none */
	size_t faults;        /* such bytes */
	size_t characters;    /* of UTF-8, with more than one byte */
	size_t pairs;         /* of bytes that are a Han character or a sign of GB 2312 */
	bool has_single_byte; /* a byte above 7F that does not belong to such a pair */
};

static bool is_gb2312(unsigned char lead, unsigned char trail)
{
	return trail >= 0xA1 && trail <= 0xFE && ((lead >= 0xB0 && lead <= 0xF7) || (lead >= 0xA1 && lead <= 0xA9));
}

static struct byte_survey survey(struct bytes text)
{
	struct byte_survey found = {.first_fault = SIZE_MAX};
	const unsigned char *bytes = (const unsigned char *)text.start;
	for (size_t i = 0, length; i < text.length; i += length) {
		base_utf8_decode(text.start + i, text.length - i, &length);
		if (length > 1) {
			found.characters++;
		} else if (bytes[i] >= 0x80) {
			if (found.faults++ == 0)
				found.first_fault = i;
		}
	}
	for (size_t i = 0; found.faults && i < text.length; i++) {
		if (bytes[i] < 0x80)
			continue;
		if (i + 1 < text.length && is_gb2312(bytes[i], bytes[i + 1])) {
			found.pairs++;
			i++;
		} else {
			found.has_single_byte = true;
		}
	}
	return found;
}

/* The encoding of a text without mark or name, as the bytes let guess it, with a warning if they are not UTF-8. */
static const char *guessed_encoding(const struct dataset_request *request, struct bytes text, struct diag *diag)
{
	const char *wide = wide_encoding(text);
	if (wide) {
		diag_warning(diag, BAD_ENCODING, request->place, "name it in the data entry, encoding: utf-16le",
		             "%s has no byte order mark, and is read as %s", request->shown, wide);
		return wide;
	}
	if (base_utf8_valid(text.start, text.length))
		return "UTF-8";
	struct byte_survey found = survey(text);
	if (!found.faults || found.characters > found.faults)
		return "UTF-8";
	bool chinese = found.pairs && !found.has_single_byte;
	diag_warning(diag, BAD_ENCODING, request->place,
	             "save it as UTF-8 or name its encoding in the data entry, for example encoding: gbk",
	             "%s:%zu: the text is not UTF-8, and is read as %s", request->shown,
	             line_of(text.start, found.first_fault), chinese ? "gbk" : "cp1252");
	return chinese ? "GB18030" : "CP1252";
}

static bool convert(struct arena *arena, const char *encoding, const struct dataset_request *request, const char *said,
                    struct diag *diag, struct bytes *text)
{
	struct decoder decoder;
	if (!decoder_open(&decoder, encoding))
		return false;
	struct buffer converted;
	buffer_init(&converted);
	size_t damage = decoder_add(&decoder, text->start, text->length, &converted);
	decoder_close(&decoder);
	if (damage != SIZE_MAX)
		diag_warning(diag, BAD_ENCODING, request->place, NULL, "%s:%zu: some bytes are not %s text",
		             request->shown, line_of(converted.bytes, damage), said);
	*text = (struct bytes){arena_text_n(arena, converted.length ? converted.bytes : "", converted.length),
	                       converted.length};
	buffer_clear(&converted);
	return true;
}

bool csv_text_prepare(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct bytes *text)
{
	struct bytes whole = *text;
	const char *encoding = take_mark(text), *said = encoding;
	if (!encoding && request->encoding) {
		encoding = encoding_known(arena, request->encoding);
		said = request->encoding;
	} else if (!encoding) {
		encoding = said = guessed_encoding(request, whole, diag);
	}
	if (encoding && strcmp(encoding, "UTF-8") == 0 && base_utf8_valid(text->start, text->length))
		return true;
	if (!encoding || !convert(arena, encoding, request, said, diag, text)) {
		diag_error(diag, UNKNOWN_NAME, request->place, "for example utf-8, gbk, big5, cp1252",
		           "unknown text encoding %s", said);
		return false;
	}
	take_mark(text);
	return true;
}
