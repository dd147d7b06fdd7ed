/* Diagnostics: collected entries and their one text form, the one compilers use:
 * file:line:col: severity: message, the source line, a caret, a hint. */
#include "base/diag.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct place no_place = {0};

void diag_init(struct diag *diag)
{
	*diag = (struct diag){0};
	arena_init(&diag->arena);
}

void diag_clear(struct diag *diag)
{
	arena_clear(&diag->arena);
	diag_init(diag);
}

static void diag_add(struct diag *diag, enum severity severity, struct place place, const char *hint,
                     const char *format, va_list arguments)
{
	char message[2048];
	vsnprintf(message, sizeof message, format, arguments);
	diag->entries = arena_grow(&diag->arena, diag->entries, diag->count, &diag->capacity, sizeof *diag->entries);
	diag->entries[diag->count++] = (struct diag_entry){
	        .severity = severity,
	        .place = place,
	        .message = utf8_clean(&diag->arena, message, strlen(message)),
	        .hint = hint ? utf8_clean(&diag->arena, hint, strlen(hint)) : NULL,
	};
	diag->errors += severity == DIAG_ERROR;
	diag->warnings += severity == DIAG_WARNING;
}

#define DIAG_FUNCTION(name, severity)                                                                                  \
	void name(struct diag *diag, struct place place, const char *hint, const char *format, ...)                    \
	{                                                                                                              \
		va_list arguments;                                                                                     \
		va_start(arguments, format);                                                                           \
		diag_add(diag, severity, place, hint, format, arguments);                                              \
		va_end(arguments);                                                                                     \
	}

DIAG_FUNCTION(diag_error, DIAG_ERROR)
DIAG_FUNCTION(diag_warning, DIAG_WARNING)
DIAG_FUNCTION(diag_note, DIAG_NOTE)

static const char *line_start(const struct source *source, int line)
{
	const char *at = source->text;
	for (int i = source->first_line ? source->first_line : 1; i < line && at; i++) {
		at = strchr(at, '\n');
		if (at)
			at++;
	}
	return at;
}

/* The source line with tabs as blanks, and a caret under the place. */
static void format_excerpt(struct place place, struct buffer *out)
{
	const char *start = place.source->text ? line_start(place.source, place.line) : NULL;
	if (!start)
		return;
	size_t length = strcspn(start, "\r\n");
	if (length > 400) /* a line nobody could read on a terminal */
		return;
	char number[16];
	int width = snprintf(number, sizeof number, "%5d", place.line);
	buffer_printf(out, "%s | ", number);
	for (size_t i = 0; i < length; i++)
		buffer_char(out, start[i] == '\t' ? ' ' : start[i]);
	buffer_printf(out, "\n%*s | ", width, "");
	/* Wide characters take two cells of a terminal. */
	size_t at = 0;
	for (int column = 1; column < place.column && at < length; column++) {
		size_t taken;
		uint32_t character = utf8_decode(start + at, length - at, &taken);
		buffer_text(out, utf8_is_cjk(character) ? "  " : " ");
		at += taken;
	}
	buffer_char(out, '^');
	for (int i = 1; i < place.length && at < length; i++)
		buffer_char(out, '~');
	buffer_char(out, '\n');
}

static void format_entry(const struct diag_entry *entry, bool colour, struct buffer *out)
{
	static const char *const names[] = {"note", "warning", "error"};
	static const char *const colours[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
	const struct place *place = &entry->place;
	if (colour)
		buffer_text(out, "\033[1m");
	if (place->source) {
		buffer_printf(out, "%s:", place->source->name);
		if (place->line > 0)
			buffer_printf(out, "%d:%d:", place->line, place->column);
		buffer_char(out, ' ');
	} else {
		buffer_text(out, "corridor: ");
	}
	if (colour)
		buffer_text(out, colours[entry->severity]);
	buffer_printf(out, "%s: ", names[entry->severity]);
	if (colour)
		buffer_text(out, "\033[0m");
	buffer_printf(out, "%s\n", entry->message);
	if (place->source && place->line > 0)
		format_excerpt(*place, out);
	if (entry->hint)
		buffer_printf(out, "%7s hint: %s\n", "=", entry->hint);
}

void diag_format(const struct diag *diag, bool colour, struct buffer *out)
{
	for (size_t i = 0; i < diag->count; i++)
		format_entry(&diag->entries[i], colour, out);
}
