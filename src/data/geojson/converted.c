/* Texts of JSON in other encodings. In: a file. Out: its text as UTF-8, as a whole: such files are small and rare, and
 * the parser reads nothing else. */
#include "data/geojson/converted.h"

#include "data/encoding.h"

#include <stdint.h>
#include <string.h>

const char *geojson_encoding(struct read_buffer *buffer, const char *authors)
{
	const char *mark = buffer->length >= 2 ? read_buffer_at(buffer, 0, 2) : NULL;
	bool is_wide = mark && (memcmp(mark, "\xFF\xFE", 2) == 0 || memcmp(mark, "\xFE\xFF", 2) == 0);
	return is_wide ? "UTF-16" : authors;
}

/* The whole text; without a start if the file has changed. */
static struct bytes load(struct read_buffer *buffer, struct arena *arena)
{
	char *bytes = ARENA_ROOM(arena, buffer->length + 1, char);
	for (size_t at = 0, piece; at < buffer->length; at += piece) {
		piece = buffer->length - at < READ_BUFFER_SIZE ? buffer->length - at : READ_BUFFER_SIZE;
		const char *from = read_buffer_at(buffer, at, piece);
		if (!from)
			return (struct bytes){NULL, 0};
		memcpy(bytes + at, from, piece);
	}
	return (struct bytes){bytes, buffer->length};
}

/* The decoder of an encoding, which is named in an error if nobody knows it. */
static bool open_decoder(const char *named, struct place place, struct diag *diag, struct decoder *out)
{
	struct arena scratch;
	arena_init(&scratch);
	const char *encoding = encoding_known(&scratch, named);
	bool good = encoding && decoder_open(out, encoding);
	if (!good)
		diag_error(diag, UNKNOWN_NAME, place, "for example utf-8, gbk, big5, cp1252",
		           "unknown text encoding %s", named);
	arena_clear(&scratch);
	return good;
}

bool geojson_convert(struct read_buffer *buffer, const char *encoding, const char *file, struct place place,
                     struct diag *diag, struct buffer *out)
{
	struct arena scratch;
	struct decoder decoder;
	arena_init(&scratch);
	struct bytes text = load(buffer, &scratch);
	if (!text.start)
		diag_error(diag, CANNOT_READ, place, NULL, "%s has changed while it was read", file);
	bool good = text.start && open_decoder(encoding, place, diag, &decoder);
	if (good && decoder_add(&decoder, text.start, text.length, out) != SIZE_MAX)
		diag_warning(diag, BAD_ENCODING, place, NULL, "%s: some bytes are not %s text", file, encoding);
	if (good)
		decoder_close(&decoder);
	arena_clear(&scratch);
	return good;
}
