/* The shapes of sections as JSON Schema. In: a shape, as schema_parts.h tells them. Out: members of a schema's object.
 */
#include "spec/schema_parts.h"

#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

/* What the keys of a section look like; a number is a key, too. */
static const struct {
	const char *name, *pattern;
} keys[] = {
        {"id", "^[a-z0-9_-]+$"}, {"file", "^[^ .,#]+$"},        {"version", "^[^/]+$"},
        {"name", "."},           {"language", SCHEMA_LANGUAGE},
};

static const char *add_shape(const char *shape, struct buffer *out);

/* The word at `*at`, which moves behind it and what follows of `after`. */
static int word_at(const char **at, const char *ends, const char *after)
{
	int length = (int)strcspn(*at, ends);
	*at += length;
	*at += strspn(*at, after);
	return length;
}

static const char *add_literal(const char *at, struct buffer *out)
{
	char text[48];
	double number;
	const char *from = at;
	snprintf(text, sizeof text, "%.*s", word_at(&at, "'", "'"), from);
	if (base_number_parse(text, &number)) {
		buffer_number_after(out, "\"enum\": [", number, 6);
		buffer_json_after(out, ", ", text);
		buffer_char(out, ']');
	} else {
		buffer_json_after(out, "\"const\": ", text);
	}
	return at;
}

static const char *end_group(const char *at, const char *least, struct buffer *out)
{
	at += *at != '\0';
	if (*at == '+')
		buffer_printf(out, ", \"%s\": 1", least);
	return at + (*at == '+');
}

static const char *add_list(const char *at, struct buffer *out)
{
	buffer_text(out, "\"type\": \"array\", \"items\": {");
	at = add_shape(at, out);
	buffer_char(out, '}');
	return end_group(at, "minItems", out);
}

static const char *add_map(const char *at, struct buffer *out)
{
	const char *key = at;
	size_t length = (size_t)word_at(&at, ":", ": ");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i].name) == length && !strncmp(keys[i].name, key, length))
			buffer_printf(out, "\"type\": \"object\", \"propertyNames\": {\"pattern\": \"%s\"}, ",
			              keys[i].pattern);
	buffer_text(out, "\"additionalProperties\": {");
	at = add_shape(at, out);
	buffer_char(out, '}');
	return end_group(at, "minProperties", out);
}

static const char *add_alternative(const char *at, struct buffer *out)
{
	const char *name = at;
	if (*at == '\'')
		return add_literal(at + 1, out);
	if (*at == '[')
		return add_list(at + 1, out);
	if (*at == '{')
		return add_map(at + 1, out);
	int length = word_at(&at, "|]}", "");
	buffer_printf(out, "\"allOf\": [{\"$ref\": \"#/definitions/%.*s\"}]", length, name);
	return at;
}

/* Whether a | parts the shape itself, not what is in its brackets. */
static bool has_alternatives(const char *at)
{
	int depth = 0;
	for (; *at && depth >= 0; at++) {
		if (*at == '|' && !depth)
			return true;
		depth += (*at == '[' || *at == '{') - (*at == ']' || *at == '}');
	}
	return false;
}

static const char *add_shape(const char *shape, struct buffer *out)
{
	if (!has_alternatives(shape))
		return add_alternative(shape, out);
	buffer_text(out, "\"anyOf\": [{");
	while (*(shape = add_alternative(shape, out)) == '|') {
		buffer_text(out, "}, {");
		shape++;
	}
	buffer_text(out, "}]");
	return shape;
}

void spec_schema_shape(const char *shape, struct buffer *out)
{
	add_shape(shape, out);
}
