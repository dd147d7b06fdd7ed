/* The characters of YAML files: what is read of a file's bytes, and which characters are refused.
 * In: bytes. Out: a source in UTF-8 with lines that end alike; errors at what no editor shows. */
#include "spec/yaml.h"

#include "base/utf8.h"
#include "spec/yaml_text.h"

#include <string.h>

const struct source *spec_yaml_source(struct arena *arena, const char *name, const char *text, size_t length)
{
	if (length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) {
		text += 3;
		length -= 3;
	}
	char *copy = arena_alloc(arena, length + 1);
	size_t used = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\r') {
			copy[used++] = '\n';
			i += i + 1 < length && text[i + 1] == '\n';
		} else {
			copy[used++] = text[i];
		}
	}
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){arena_text(arena, name), copy, used, 1};
	return source;
}

/* Characters that no editor shows and that would shift lines and columns. */
static bool is_refused(uint32_t character)
{
	return (character < 0x20 && character != '\t' && character != '\n') ||
	       (character >= 0x7F && character < 0xA0) || character == 0x2028 || character == 0x2029 ||
	       character == 0xFEFF || character == 0xFFFE || character == 0xFFFF;
}

bool yaml_text_check(struct reader *reader, const struct source *source)
{
	struct place place = {source, 1, 1, 1};
	for (size_t i = 0, taken; i < source->length; i += taken) {
		uint32_t character = base_utf8_decode(source->text + i, source->length - i, &taken);
		if (!base_utf8_valid(source->text + i, taken)) {
			diag_error(reader->diag, BAD_ENCODING, place, "save the file as UTF-8",
			           "this byte (0x%02X) is not UTF-8 text", (unsigned)(unsigned char)source->text[i]);
			return false;
		}
		if (is_refused(character)) {
			diag_error(reader->diag, BAD_ENCODING, place, "delete it",
			           "an invisible control character (U+%04X) stands here", (unsigned)character);
			return false;
		}
		place.column++;
		if (character == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return true;
}

void yaml_text_check_value(struct reader *reader, struct place place, const char *text, size_t length)
{
	for (size_t i = 0, taken; i < length; i += taken) {
		uint32_t character = base_utf8_decode(text + i, length - i, &taken);
		if (is_refused(character)) {
			diag_error(reader->diag, BAD_ENCODING, place, "delete the escape",
			           "this text has an invisible control character (U+%04X)", (unsigned)character);
			return;
		}
		if (base_utf8_is_direction(character)) {
			diag_warning(reader->diag, BAD_ENCODING, place, "delete it; U+200E and U+200F may stand",
			             "this text would be turned by an invisible character (U+%04X), which is left out",
			             (unsigned)character);
			return;
		}
	}
}
