/* Template: {columns} of the row and {page}, {theme} and the like of the job, filled into file names and overrides. */
#include "batch/template.h"

#include "base/options.h"

#include <string.h>

bool template_next(const char *text, size_t from, size_t *name, size_t *length)
{
	for (const char *at = text + from; (at = strchr(at, '{')); at++) {
		size_t inside = strcspn(at + 1, "{}\":,");
		if (inside == 0 || at[1 + inside] != '}')
			continue;
		*name = (size_t)(at + 1 - text);
		*length = inside;
		return true;
	}
	return false;
}

static bool same(const char *text, size_t length, const char *name)
{
	return strlen(name) == length && !memcmp(text, name, length);
}

bool template_has(const char *text, const char *name)
{
	for (size_t at = 0, length; template_next(text, at, &at, &length); at += length)
		if (same(text + at, length, name))
			return true;
	return false;
}

/* NULL when there is no such value, or the manifest does not give it. */
static const char *value_of(const struct template_values *values, const char *name, size_t length)
{
	bool is_own = values->own && same(name, length, values->own);
	for (size_t i = 0; values->table && i < values->table->column_count && !is_own; i++)
		if (same(name, length, values->table->columns[i]))
			return values->cells ? values->cells[i].text : "";
	for (size_t i = 0; i < values->count; i++)
		if (same(name, length, values->names[i]))
			return values->value(values->context, i);
	return NULL;
}

static const char *name_hint(const struct template_values *values, const char *name, struct arena *arena)
{
	size_t count = values->table ? values->table->column_count : 0, all = 0;
	const char **names = ARENA_ARRAY(arena, count + values->count + 1, const char *);
	for (size_t i = 0; i < count; i++)
		names[all++] = values->table->columns[i];
	for (size_t i = 0; i < values->count; i++) {
		if (!strcmp(values->names[i], name))
			return arena_printf(arena, "say '%s' in the manifest", name);
		names[all++] = values->names[i];
	}
	const char *near = option_suggest(name, names, sizeof *names, all);
	if (near)
		return arena_printf(arena, "did you mean {%s}?", near);
	const char *list = all ? names[0] : "none";
	for (size_t i = 1; i < all && i < 16; i++)
		list = arena_printf(arena, "%s, %s", list, names[i]);
	return arena_printf(arena, "known here: %s", list);
}

bool template_check(const char *text, struct place place, const struct template_values *values, struct arena *arena,
                    struct diag *diag)
{
	bool good = true;
	for (size_t at = 0, length; template_next(text, at, &at, &length); at += length) {
		if (value_of(values, text + at, length))
			continue;
		const char *name = arena_text_n(arena, text + at, length);
		diag_error(diag, UNKNOWN_NAME, place, name_hint(values, name, arena), "'{%s}' has no value", name);
		good = false;
	}
	return good;
}

static void add_value(const char *value, enum template_form form, struct buffer *out)
{
	if (form == TEMPLATE_FILE && (!strcmp(value, ".") || !strcmp(value, "..")))
		value = "_"; /* would lead out of the folder */
	for (; *value; value++) {
		if (form == TEMPLATE_QUOTED && (*value == '"' || *value == '\\'))
			buffer_char(out, '\\');
		bool joint = form == TEMPLATE_FILE && (*value == '/' || *value == ',' || (unsigned char)*value < ' ');
		buffer_char(out, joint ? '-' : *value);
	}
}

const char *template_fill(const char *text, const struct template_values *values, enum template_form form,
                          struct arena *arena, const char **empty)
{
	struct buffer out;
	buffer_init(&out);
	size_t from = 0;
	if (empty)
		*empty = NULL;
	for (size_t at = 0, length; template_next(text, at, &at, &length); from = at = at + length + 1) {
		buffer_add(&out, text + from, at - 1 - from);
		const char *value = value_of(values, text + at, length);
		if (empty && !*empty && (!value || !*value))
			*empty = arena_text_n(arena, text + at, length);
		add_value(value ? value : "", form, &out);
	}
	buffer_text(&out, text + from);
	const char *filled = arena_text_n(arena, out.bytes, out.length);
	buffer_clear(&out);
	return filled;
}
