/* Fuzz target: expressions. The first byte says what is asked for, a condition or a text; the rest is the text. What
 * parses has a value for a record, and the same one if it is denied twice. Corpus: tests/fuzz/corpus/expression/. */
#include "base/utf8.h"
#include "unit/expression_record.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What an equivalent text gives; one that is now too long or too deep says nothing. */
static void check_denied_twice(struct arena *arena, const char *text, bool holds)
{
	struct diag diag;
	diag_init(&diag);
	const char *twice = arena_printf(arena, "not (not (%s))", text);
	const struct expression *same = expression_parse(arena, twice, no_place, EXPRESSION_CONDITION, &diag);
	if (same && expression_holds(same, &test_record) != holds)
		abort();
	diag_clear(&diag);
}

static void check(struct arena *arena, const struct source *source, enum expression_type type, struct diag *diag)
{
	const struct place place = {source, 1, 1, 1};
	const struct expression *parsed = expression_parse(arena, source->text, place, type, diag);
	if (diag->errors != !parsed)
		abort();
	if (parsed && type == EXPRESSION_CONDITION)
		check_denied_twice(arena, source->text, expression_holds(parsed, &test_record));
	if (parsed && type == EXPRESSION_TEXT) {
		const char *out = expression_text(parsed, &test_record, arena);
		if (!base_utf8_valid(out, strlen(out)))
			abort();
	}
	size_t count = 0;
	const struct expression_column *columns = expression_columns(parsed, arena, &count);
	for (size_t i = 0; i < count; i++)
		if (!*columns[i].name || columns[i].place.column < 1)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct diag diag;
	struct buffer messages;
	if (size == 0)
		return 0;
	arena_init(&arena);
	diag_init(&diag);
	buffer_init(&messages);
	/* As map files are: no other text comes so far. */
	const char *text = base_utf8_clean(&arena, (const char *)data + 1, size - 1);
	const struct source source = {"fuzz.yaml", text, strlen(text), 1};
	check(&arena, &source, data[0] & 1 ? EXPRESSION_TEXT : EXPRESSION_CONDITION, &diag);
	diag_format(&diag, 0, &messages);
	if (messages.length && !base_utf8_valid(messages.bytes, messages.length))
		abort();
	buffer_clear(&messages);
	diag_clear(&diag);
	arena_clear(&arena);
	return 0;
}
