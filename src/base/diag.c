/* Diagnostics: collected entries, and their forms: the one that compilers use, file:line:col: severity: message [code],
 * the source line, a caret, a hint; and JSON. */
#include "base/diag.h"

#include "base/confined.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* docs/corridor.1 lists them too; tests/unit/test_base_diag.c compares. */
const struct diag_code_words diag_codes[DIAG_CODES] = {
        [BAD_SYNTAX] = {"bad-syntax", "a file is not the YAML or CSV that is read"},
        [BAD_ENCODING] = {"bad-encoding", "bytes are not text in the encoding that is stated or assumed"},
        [UNKNOWN_KEY] = {"unknown-key", "nothing reads this key"},
        [UNKNOWN_NAME] = {"unknown-name", "nothing has this name: a theme, page, language, version, layer, colour"},
        [UNKNOWN_COLUMN] = {"unknown-column", "the data has no such column"},
        [UNKNOWN_FORMAT] = {"unknown-format", "a file is in a format, or a version of it, that is not read"},
        [MISSING_KEY] = {"missing-key", "an entry that is needed is not there"},
        [EMPTY_VALUE] = {"empty-value", "a key or a list with nothing in it"},
        [WRONG_TYPE] = {"wrong-type", "a text where a list is expected, and the like"},
        [WRONG_VALUE] = {"wrong-value", "not a value of this key: no number, no length, none of its words"},
        [OUT_OF_RANGE] = {"out-of-range", "a number that is too small or too large"},
        [OVER_LIMIT] = {"over-limit", "more or larger than the program takes"},
        [DUPLICATE_ENTRY] = {"duplicate-entry", "the same is written, named or written to twice"},
        [CONTRADICTION] = {"contradiction", "two entries that exclude each other"},
        [UNUSED_ENTRY] = {"unused-entry", "an entry without effect"},
        [OLD_SPELLING] = {"old-spelling", "written as in older map files, and read as it was meant there"},
        [UNTRANSLATED] = {"untranslated", "a text is missing in one of the map's languages"},
        [BAD_LINK] = {"bad-link", "a link that a document may not hold"},
        [CANNOT_READ] = {"cannot-read", "a file that is missing or cannot be read"},
        [DAMAGED_FILE] = {"damaged-file", "a data file is cut short or contradicts itself"},
        [SIDE_FILE] = {"side-file", "a .shx, .dbf, .cpg, .prj or .qix beside a shapefile is missing, or not used"},
        [DATE_LINE] = {"date-line", "shapes step over the date line"},
        [LEFT_OUT] = {"left-out", "a part of the data is not drawn"},
        [NO_FEATURES] = {"no-features", "a data file or a layer without a feature"},
        [WRONG_GEOMETRY] = {"wrong-geometry", "points where lines are needed, and the like"},
        [BAD_CRS] = {"bad-crs", "a coordinate system that cannot be used, or does not fit the data"},
        [BAD_PROJECTION] = {"bad-projection", "a projection that cannot show what is asked for"},
        [SCALE_VARIES] = {"scale-varies", "the scale bar is true in a part of the map only"},
        [SCALE_UNSUITED] = {"scale-unsuited", "a width or an interval that does not suit the map's scale"},
        [NO_ROOM] = {"no-room", "the page has no room for an element"},
        [NAME_DROPPED] = {"name-dropped", "a name finds no place"},
        [PIN_CONFLICT] = {"pin-conflict", "a pinned name covers something, or cannot be pinned"},
        [HARD_TO_SEE] = {"hard-to-see", "two colours of a theme that are too much alike"},
        [MISSING_FONT] = {"missing-font", "a font, or a character in the fonts, is missing"},
        [CANNOT_DRAW] = {"cannot-draw", "a drawing library gave up"},
        [CANNOT_WRITE] = {"cannot-write", "a file that cannot be written"},
        [WRONG_USAGE] = {"wrong-usage", "the command line or the environment"},
        [WRITTEN] = {"written", "a file that was drawn"},
};

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

static bool same_place(const struct place *a, const struct place *b)
{
	return a->source == b->source && a->line == b->line && a->column == b->column;
}

/* The entry that `entry` repeats, or NULL. A note belongs to what it follows, and repeats only with it. */
static struct diag_entry *find_same(const struct diag *diag, const struct diag_entry *entry)
{
	bool is_note = entry->severity == DIAG_NOTE;
	for (size_t i = is_note ? diag->last : 0; i < diag->count && (!is_note || i <= diag->last + 1); i++) {
		struct diag_entry *other = &diag->entries[i];
		if (other->format == entry->format && other->severity == entry->severity &&
		    same_place(&other->place, &entry->place) && !strcmp(other->message, entry->message))
			return other;
	}
	return NULL;
}

/* Its texts are copied. */
static void diag_add_entry(struct diag *diag, struct diag_entry entry)
{
	size_t times = entry.times ? entry.times : 1;
	entry.message = base_utf8_clean(&diag->arena, entry.message, strlen(entry.message));
	entry.times = 0;
	diag->errors += entry.severity == DIAG_ERROR ? times : 0;
	diag->warnings += entry.severity == DIAG_WARNING ? times : 0;
	struct diag_entry *same = find_same(diag, &entry);
	if (!same) {
		diag->entries =
		        arena_grow(&diag->arena, diag->entries, diag->count, &diag->capacity, sizeof *diag->entries);
		same = &diag->entries[diag->count++];
		*same = entry;
		same->hint = entry.hint ? base_utf8_clean(&diag->arena, entry.hint, strlen(entry.hint)) : NULL;
	}
	same->times += times;
	diag->last = (size_t)(same - diag->entries);
}

static void diag_add(struct diag *diag, struct diag_entry entry, va_list arguments)
{
	char message[2048];
	vsnprintf(message, sizeof message, entry.format, arguments);
	entry.message = message;
	diag_add_entry(diag, entry);
}

#define DIAG_FUNCTION(name, severity)                                                                                  \
	void name(struct diag *diag, enum diag_code code, struct place place, const char *hint, const char *format,    \
	          ...)                                                                                                 \
	{                                                                                                              \
		va_list arguments;                                                                                     \
		va_start(arguments, format);                                                                           \
		diag_add(diag, (struct diag_entry){severity, code, place, .hint = hint, .format = format}, arguments); \
		va_end(arguments);                                                                                     \
	}

void diag_repeat(struct diag *diag, const struct diag_entry *entry, struct place place)
{
	struct diag_entry copy = *entry;
	copy.place = place;
	diag_add_entry(diag, copy);
}

DIAG_FUNCTION(diag_error, DIAG_ERROR)
DIAG_FUNCTION(diag_warning, DIAG_WARNING)
DIAG_FUNCTION(diag_note, DIAG_NOTE)

void diag_make_strict(struct diag *diag)
{
	for (size_t i = 0; i < diag->count; i++)
		if (diag->entries[i].severity == DIAG_WARNING)
			diag->entries[i].severity = DIAG_ERROR;
	diag->errors += diag->warnings;
	diag->warnings = 0;
}

static const char *line_start(const struct source *source, int line)
{
	const char *at = source->text;
	for (int i = source->first_line ? source->first_line : 1; i < line && at; i++)
		if ((at = strchr(at, '\n')))
			at++;
	return at;
}

/* As it may reach a terminal. */
static void add_clean(struct buffer *out, const char *text, size_t length)
{
	struct arena scratch;
	arena_init(&scratch);
	buffer_text(out, base_utf8_clean(&scratch, text, length));
	arena_clear(&scratch);
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
	add_clean(out, start, length);
	buffer_printf(out, "\n%*s | ", width, "");
	/* Wide characters take two cells of a terminal. */
	size_t at = 0;
	for (int column = 1; column < place.column && at < length; column++) {
		size_t taken;
		uint32_t character = base_utf8_decode(start + at, length - at, &taken);
		buffer_text(out, base_utf8_is_cjk(character) ? "  " : " ");
		at += taken;
	}
	buffer_char(out, '^');
	for (int i = 1; i < place.length && at < length; i++)
		buffer_char(out, '~');
	buffer_char(out, '\n');
}

static const char *const severity_words[] = {"note", "warning", "error"};

/* file:line:col: severity: message. `message` may stand for the entry's own. */
static void format_message(const struct diag_entry *entry, const char *message, bool colour, struct buffer *out)
{
	static const char *const colours[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
	const struct place *place = &entry->place;
	if (colour)
		buffer_text(out, "\033[1m");
	if (place->source) {
		add_clean(out, place->source->name, strlen(place->source->name));
		buffer_char(out, ':');
		if (place->line > 0)
			buffer_printf(out, "%d:%d:", place->line, place->column);
		buffer_char(out, ' ');
	} else {
		buffer_text(out, "corridor: ");
	}
	if (colour)
		buffer_text(out, colours[entry->severity]);
	buffer_printf(out, "%s: ", severity_words[entry->severity]);
	if (colour)
		buffer_text(out, "\033[0m");
	buffer_text(out, message);
	if (entry->times > 1)
		buffer_printf(out, " (%zu times)", entry->times);
	buffer_printf(out, " [%s]\n", diag_codes[entry->code].word);
}

static void format_entry(const struct diag *diag, const struct diag_entry *entry, bool colour, struct buffer *out)
{
	/* Confined, a file may be somebody else's. */
	bool may_quote = !diag->quotes_no_lines && !base_is_confined();
	format_message(entry, entry->message, colour, out);
	if (may_quote && entry->place.source && entry->place.line > 0)
		format_excerpt(entry->place, out);
	if (entry->hint)
		buffer_printf(out, "%7s hint: %s\n", "=", entry->hint);
}

static void format_json(const struct diag_entry *entry, struct buffer *out)
{
	const struct place *place = &entry->place;
	buffer_printf(out, "{\"severity\": \"%s\", \"code\": \"%s\"", severity_words[entry->severity],
	              diag_codes[entry->code].word);
	if (place->source)
		buffer_json_after(out, ", \"file\": ", place->source->name);
	if (place->source && place->line > 0)
		buffer_printf(out, ", \"line\": %d, \"column\": %d, \"length\": %d", place->line, place->column,
		              place->length);
	buffer_json_after(out, ", \"message\": ", entry->message);
	if (entry->hint)
		buffer_json_after(out, ", \"hint\": ", entry->hint);
	buffer_printf(out, ", \"times\": %zu}\n", entry->times);
}

/* How many of the entries [from, to) differ from entry `index` in a name or a number alone. */
static size_t count_alike(const struct diag *diag, size_t index, size_t from, size_t to)
{
	const struct diag_entry *entry = &diag->entries[index];
	size_t alike = 0;
	for (size_t i = from; i < to; i++)
		alike += diag->entries[i].format == entry->format &&
		         same_place(&diag->entries[i].place, &entry->place) &&
		         diag->entries[i].severity == entry->severity;
	return alike;
}

/* Shows the first ALIKE_SHOWN of the entries that are alike; the rest is a line, if it is more than one. */
static void format_text(const struct diag *diag, size_t index, bool colour, struct buffer *out)
{
	enum { ALIKE_SHOWN = 20 };
	size_t before = index < ALIKE_SHOWN ? 0 : count_alike(diag, index, 0, index);
	size_t left = before < ALIKE_SHOWN ? 0 : count_alike(diag, index, index, diag->count);
	if (before < ALIKE_SHOWN || (before == ALIKE_SHOWN && left == 1)) {
		format_entry(diag, &diag->entries[index], colour, out);
	} else if (before == ALIKE_SHOWN) {
		char message[48];
		snprintf(message, sizeof message, "and %zu more like it", left);
		format_message(&diag->entries[index], message, colour, out);
	}
}

void diag_format(const struct diag *diag, unsigned flags, struct buffer *out)
{
	for (size_t i = 0; i < diag->count; i++)
		if (flags & DIAG_QUIET && diag->entries[i].severity != DIAG_ERROR)
			continue;
		else if (flags & DIAG_JSON)
			format_json(&diag->entries[i], out);
		else
			format_text(diag, i, flags & DIAG_COLOUR, out);
}
