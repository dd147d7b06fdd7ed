/* YAML files as node trees, from libyaml's events; the only file that includes <yaml.h>.
 * In: a source (UTF-8). Out: nodes with places counted in characters from 1, in the reader's arena.
 * Why events: the library's own documents resolve aliases and lose the places of keys. What it leaves to its user
 * is checked here: encoding, doubled keys, aliases, anchors, tags, depth, one document. */
#include "spec/yaml.h"

#include "base/buffer.h"
#include "base/hash_table.h"
#include "base/utf8.h"
#include "spec/yaml_text.h"

#include <string.h>
#include <yaml.h>

/* The library's complaints and ours in plain words: "could not find expected ':' while scanning a simple key" helps
 * nobody who writes a map file. The first row that fits counts; other complaints stay in the library's own words. */
struct complaint {
	const char *words, *context; /* parts of the library's texts */
	bool at_context;             /* the place is where the construct began */
	const char *message, *hint;
	const char *note; /* at the construct's beginning; NULL: none */
};

static const struct complaint complaints[] = {
        {"found a tab character", "", false, "a tab stands where the line is indented", "indent with blanks", NULL},
        {"end of stream", "quoted scalar", true, "the quotation mark that opens here is never closed", NULL, NULL},
        {"document indicator", "quoted scalar", true, "the quotation mark that opens here is never closed", NULL, NULL},
        {"unknown escape", "", false, "unknown escape after '\\' in a text in double quotes",
         "write '\\\\' for a backslash, or use single quotes", NULL},
        {"hexdecimal", "", false, "an escape in a text in double quotes lacks digits", NULL, NULL},
        {"Unicode character escape", "", false, "this escape names no character", NULL, NULL},
        {"expected ',' or '}'", "", false, "expected ',' or '}' here",
         "close with '}'; put a text with special characters in quotes", "the '{' is here"},
        {"expected ',' or ']'", "", false, "expected ',' or ']' here",
         "close with ']'; put a text with special characters in quotes", "the '[' is here"},
        {"could not find expected ':'", "", true, "expected 'key: value'", "a key is followed by a colon and a blank",
         NULL},
        {"did not find expected key", "block mapping", false, "this line does not fit the keys above it",
         "check its indentation, and that the text before it is complete", "the keys it should stand with begin here"},
        {"expected '-' indicator", "", false, "this line does not fit the list above it",
         "check its indentation; every item begins with '- '", "the list begins here"},
        {"mapping values are not allowed", "", false, "a ':' cannot stand here",
         "put a text that contains ': ' in quotes, or check the indentation", NULL},
        {"found unexpected ':'", "", false, "a ':' cannot stand here", "put a text that contains ':' in quotes", NULL},
        {"block sequence entries", "", false, "a list item '- ' cannot begin here",
         "begin the list on a line of its own, or put the text in quotes", NULL},
        {"mapping keys are not allowed", "", false, "a '?' cannot stand here", "put the text in quotes", NULL},
        {"", "scanning an anchor", true, "'&' begins an anchor, which is not read", "put the text in quotes", NULL},
        {"", "scanning an alias", true, "'*' begins an alias, which is not read", "put the text in quotes", NULL},
        {"", "a tag", true, "'!' begins a tag, which is not read", "put the text in quotes", NULL},
        {"undefined tag handle", "", false, "'!' begins a tag, which is not read", "put the text in quotes", NULL},
        {"", "block scalar", true, "after '|' or '>' the text begins on the next line, further in",
         "put a text that begins with '|' or '>' in quotes", NULL},
        {"", "directive", true, "'%' at the beginning of a line is not read", "put the text in quotes", NULL},
        {"directive", "", false, "'%' at the beginning of a line is not read", "put the text in quotes", NULL},
        {"expected node content", "", false, "a value is missing here", NULL, NULL},
        {"<document start>", "", false, "this cannot follow what stands before it", "check the indentation of the line",
         NULL},
};

struct parse {
	struct reader *reader;
	const struct source *source;
	const char **lines; /* start of each line */
	int line_count;
	int shift; /* characters of the source's first line before the parsed piece */
	yaml_parser_t parser;
	bool stopped; /* after an error that leaves nothing to go on with */
};

static void find_lines(struct parse *parse)
{
	size_t capacity = 0, count = 0;
	const char *end = parse->source->text + parse->source->length;
	for (const char *at = parse->source->text; at; at = memchr(at, '\n', (size_t)(end - at))) {
		at += count > 0;
		parse->lines = arena_grow(parse->reader->arena, parse->lines, count, &capacity, sizeof *parse->lines);
		parse->lines[count++] = at;
	}
	parse->line_count = (int)count;
}

/* The byte where a place begins; the end of its line when it is behind it. */
static const char *character_at(const struct parse *parse, struct place place)
{
	const char *at = parse->lines[place.line - 1];
	for (int column = 1; column < place.column && *at && *at != '\n'; at++)
		column += ((unsigned char)at[1] & 0xC0) != 0x80;
	return at;
}

/* Characters from a place to the end of its line, at least 1. */
static int rest_of_line(const struct parse *parse, struct place place)
{
	int characters = 0;
	if (place.line <= parse->line_count)
		for (const char *at = character_at(parse, place); *at && *at != '\n'; at++)
			characters += ((unsigned char)*at & 0xC0) != 0x80;
	return characters > 0 ? characters : 1;
}

static struct place place_of(const struct parse *parse, yaml_mark_t start, yaml_mark_t end)
{
	struct place place = {parse->source, (int)start.line + 1, (int)start.column + 1, 1};
	if (start.line == end.line && end.column > start.column)
		place.length = (int)(end.column - start.column);
	else if (end.line > start.line)
		place.length = rest_of_line(parse, place);
	if (start.line == 0)
		place.column += parse->shift;
	return place;
}

/* Where the library stopped; the end of a text whose last line is not ended is behind that line. */
static struct place problem_place(const struct parse *parse, yaml_mark_t mark)
{
	struct place place = place_of(parse, mark, mark);
	if (place.line > parse->line_count) {
		place.line = parse->line_count;
		place.column = 1;
		place.column += rest_of_line(parse, place);
	}
	return place;
}

/* Length of a colour without quotes, "#cc0000", which YAML takes for a comment on the rest of the line; 0: none stands
 * there. */
static int bare_colour(const char *at)
{
	int digits = (int)strspn(at + 1, "0123456789abcdefABCDEF");
	bool is_colour = *at == '#' && (digits == 3 || digits == 4 || digits == 6 || digits == 8);
	return is_colour && strchr(" ,]}\n", at[1 + digits]) ? 1 + digits : 0;
}

/* Whether an error between two lines comes of such a colour, which is reported then. */
static bool report_bare_colour(struct parse *parse, int first, int last)
{
	for (int line = first < 1 ? 1 : first; line <= last && line <= parse->line_count; line++) {
		const char *start = parse->lines[line - 1];
		struct place place = {parse->source, line, 1, 1};
		for (const char *at = start; *at && *at != '\n'; at++) {
			place.length = at > start + 1 && at[-1] == ' ' && strchr(":,[", at[-2]) ? bare_colour(at) : 0;
			if (place.length) {
				diag_error(parse->reader->diag, BAD_SYNTAX, place,
				           arena_printf(parse->reader->arena, "write \"%.*s\"", place.length, at),
				           "a colour needs quotes: without them, the rest of the line is a comment");
				return true;
			}
			place.column += ((unsigned char)at[1] & 0xC0) != 0x80;
		}
	}
	return false;
}

/* One error, with a note where the construct began that it is about. */
static void report_problem(struct parse *parse)
{
	struct diag *diag = parse->reader->diag;
	const yaml_parser_t *parser = &parse->parser;
	const char *words = parser->problem ? parser->problem : "", *context = parser->context ? parser->context : "";
	struct place place = problem_place(parse, parser->problem_mark),
	             begun = place_of(parse, parser->context_mark, parser->context_mark);
	const struct complaint *row = complaints, *end = complaints + sizeof complaints / sizeof *complaints;
	char first = *character_at(parse, place);
	bool no_token = strstr(words, "cannot start any token");
	if (report_bare_colour(parse, begun.line < place.line - 1 ? begun.line : place.line - 1, place.line))
		return;
	if (no_token && first == '\t')
		words = complaints[0].words;
	while (row < end && !(strstr(words, row->words) && strstr(context, row->context)))
		row++;
	if (row == end && no_token)
		diag_error(diag, BAD_SYNTAX, place, "put the text in quotes", "a text cannot begin with '%c'", first);
	else if (row == end)
		diag_error(diag, BAD_SYNTAX, place, NULL, "this is not YAML: %s", words);
	else
		diag_error(diag, BAD_SYNTAX, row->at_context ? begun : place, row->hint, "%s", row->message);
	if (row < end && row->note)
		diag_note(diag, BAD_SYNTAX, begun, NULL, "%s", row->note);
}

/* Next event; false when there is none any more. */
static bool next(struct parse *parse, yaml_event_t *event)
{
	if (parse->stopped)
		return false;
	if (yaml_parser_parse(&parse->parser, event))
		return true;
	parse->stopped = true;
	report_problem(parse);
	return false;
}

static void refuse_marks(struct parse *parse, struct place place, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		diag_error(parse->reader->diag, BAD_SYNTAX, place, "put a text that begins with '&' in quotes",
		           "anchors (&name) are not read: write the value where it is used");
	if (tag)
		diag_error(parse->reader->diag, BAD_SYNTAX, place, "put a text that begins with '!' in quotes",
		           "tags (!name) are not read");
}

/* A block text as its lines are. */
static const char *text_lines(struct arena *arena, const char *value, size_t length)
{
	struct buffer lines;
	buffer_init(&lines);
	for (size_t from = 0; from < length;) {
		const char *stop = memchr(value + from, '\n', length - from);
		size_t bytes = stop ? (size_t)(stop - value) - from : length - from;
		buffer_printf(&lines, "%s\n", base_utf8_clean(arena, value + from, bytes));
		from += bytes + 1;
	}
	const char *text = arena_text(arena, lines.bytes ? lines.bytes : "");
	buffer_clear(&lines);
	return text;
}

static struct node *scalar_node(struct parse *parse, const yaml_event_t *event)
{
	struct node *node =
	        node_new(parse->reader->arena, NODE_TEXT, place_of(parse, event->start_mark, event->end_mark));
	size_t length = event->data.scalar.length;
	const char *value = (const char *)event->data.scalar.value;
	yaml_scalar_style_t style = event->data.scalar.style;
	bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
	while (block && length > 0 && (value[length - 1] == '\n' || value[length - 1] == ' '))
		length--;
	yaml_text_check_value(parse->reader, node->place, value, length);
	node->text = base_utf8_clean(parse->reader->arena, value, length);
	if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		node->lines = text_lines(parse->reader->arena, value, length);
	node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	refuse_marks(parse, node->place, event->data.scalar.anchor, event->data.scalar.tag);
	return node;
}

static bool has_room(struct parse *parse, const struct node *node)
{
	if (node->count < SPEC_YAML_ENTRIES_MAX)
		return true;
	diag_error(parse->reader->diag, OVER_LIMIT, node->place, NULL, "more than %d entries", SPEC_YAML_ENTRIES_MAX);
	parse->stopped = true;
	return false;
}

static struct node *build(struct parse *parse, yaml_event_t *event, int depth);

static void build_items(struct parse *parse, struct node *list, int depth)
{
	yaml_event_t event;
	while (next(parse, &event)) {
		bool ends = event.type == YAML_SEQUENCE_END_EVENT;
		if (ends && list->place.line == (int)event.end_mark.line + 1 &&
		    event.end_mark.column > event.start_mark.column)
			list->place.length = (int)event.end_mark.column + 1 - (list->place.column - parse->shift);
		struct node *item = ends ? NULL : build(parse, &event, depth + 1);
		yaml_event_delete(&event);
		if (!item || !has_room(parse, list))
			return;
		node_add(parse->reader->arena, list, NULL, item->place, item);
	}
}

static bool is_blank(const struct node *value)
{
	return value->type == NODE_TEXT && !value->quoted && !*value->text;
}

/* The writer forgot the blank in `{en:Songjiang}`. */
static bool lacks_blank(const struct node *key, const struct node *value)
{
	return !key->quoted && strchr(key->text, ':') && is_blank(value);
}

static void add_entry(struct parse *parse, struct node *map, const struct node *key, struct node *value, bool block)
{
	struct reader *reader = parse->reader;
	if (key->type != NODE_TEXT) {
		diag_error(reader->diag, BAD_SYNTAX, key->place, NULL, "a key must be a text");
		return;
	}
	if (lacks_blank(key, value)) {
		diag_error(reader->diag, BAD_SYNTAX, key->place, NULL, "'%s': put a blank after the colon", key->text);
		return;
	}
	if (block || is_blank(value))
		value->place = key->place; /* what is blank has no place of its own */
	node_add(reader->arena, map, key->text, key->place, value);
}

static bool build_value(struct parse *parse, struct node *map, const struct node *key, int depth)
{
	yaml_event_t event;
	if (!next(parse, &event))
		return false;
	bool block = event.type == YAML_MAPPING_START_EVENT
	                     ? event.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE
	                     : event.type == YAML_SEQUENCE_START_EVENT &&
	                               event.data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE;
	struct node *value = build(parse, &event, depth + 1);
	yaml_event_delete(&event);
	if (!value || !has_room(parse, map))
		return false;
	add_entry(parse, map, key, value, block);
	return true;
}

static void build_entries(struct parse *parse, struct node *map, int depth)
{
	yaml_event_t event;
	while (next(parse, &event)) {
		struct node *key = event.type == YAML_MAPPING_END_EVENT ? NULL : build(parse, &event, depth + 1);
		yaml_event_delete(&event);
		if (!key || !build_value(parse, map, key, depth))
			return;
	}
}

/* By a table, because a map of thousands of keys must not take their square. */
static void check_doubled(struct parse *parse, const struct node *map)
{
	struct hash_table keys;
	hash_table_init(&keys, parse->reader->arena, sizeof(struct node_entry *));
	for (size_t i = 0; i < map->count; i++) {
		bool is_new;
		const struct node_entry *entry = &map->entries[i];
		const struct node_entry **first = hash_table_add(&keys, hash_text(entry->key), &is_new);
		if (is_new) {
			*first = entry;
			continue;
		}
		diag_error(parse->reader->diag, DUPLICATE_ENTRY, entry->key_place, NULL,
		           "'%s' is written a second time", entry->key);
		diag_note(parse->reader->diag, DUPLICATE_ENTRY, (*first)->key_place, NULL, "the first '%s' is here",
		          entry->key);
	}
}

static bool too_deep(struct parse *parse, struct place place, int depth)
{
	if (depth <= SPEC_YAML_DEPTH_MAX)
		return false;
	diag_error(parse->reader->diag, OVER_LIMIT, place, NULL, "more than %d levels inside each other",
	           SPEC_YAML_DEPTH_MAX);
	parse->stopped = true;
	return true;
}

/* The node that begins with this event. NULL when parsing has stopped. */
static struct node *build(struct parse *parse, yaml_event_t *event, int depth)
{
	struct place place = place_of(parse, event->start_mark, event->end_mark);
	struct node *node;
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return scalar_node(parse, event);
	case YAML_ALIAS_EVENT:
		diag_error(parse->reader->diag, BAD_SYNTAX, place, "put a text that begins with '*' in quotes",
		           "aliases (*name) are not read: write the value again");
		node = node_new_text(parse->reader->arena, "", place);
		node->quoted = true;
		return node;
	case YAML_SEQUENCE_START_EVENT:
		node = node_new(parse->reader->arena, NODE_LIST, place);
		refuse_marks(parse, place, event->data.sequence_start.anchor, event->data.sequence_start.tag);
		if (!too_deep(parse, place, depth))
			build_items(parse, node, depth);
		break;
	case YAML_MAPPING_START_EVENT:
		node = node_new(parse->reader->arena, NODE_MAP, place);
		refuse_marks(parse, place, event->data.mapping_start.anchor, event->data.mapping_start.tag);
		if (!too_deep(parse, place, depth))
			build_entries(parse, node, depth);
		check_doubled(parse, node);
		break;
	default:
		BUG("an event of the YAML library in the wrong place");
	}
	return parse->stopped ? NULL : node;
}

/* Everything between the start of the stream and its end. */
static struct node *build_document(struct parse *parse)
{
	struct node *top = NULL;
	yaml_event_t event;
	while (next(parse, &event)) {
		yaml_event_type_t type = event.type;
		struct place place = place_of(parse, event.start_mark, event.end_mark);
		if (type == YAML_DOCUMENT_START_EVENT && top) {
			diag_error(parse->reader->diag, DUPLICATE_ENTRY, place, "one file holds one document",
			           "a second document begins here");
			parse->stopped = true;
		} else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
		           type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT) {
			top = build(parse, &event, 1);
		}
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			break;
	}
	return parse->stopped ? NULL : top;
}

struct node *spec_yaml_read_value(struct reader *reader, const struct source *source, size_t from)
{
	struct parse parse = {.reader = reader, .source = source};
	if (!yaml_text_check(reader, source))
		return NULL;
	find_lines(&parse);
	for (size_t i = 0; i < from; i++)
		parse.shift += ((unsigned char)source->text[i] & 0xC0) != 0x80;
	if (!yaml_parser_initialize(&parse.parser))
		BUG("out of memory");
	yaml_parser_set_encoding(&parse.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parse.parser, (const unsigned char *)source->text + from, source->length - from);
	struct node *top = build_document(&parse);
	yaml_parser_delete(&parse.parser);
	return top;
}

struct node *spec_yaml_read(struct reader *reader, const struct source *source)
{
	struct place whole = {.source = source};
	if (source->length > SPEC_YAML_BYTES_MAX) {
		diag_error(reader->diag, OVER_LIMIT, whole, NULL, "the file is larger than %d bytes",
		           SPEC_YAML_BYTES_MAX);
		return NULL;
	}
	size_t errors = reader->diag->errors;
	struct node *top = spec_yaml_read_value(reader, source, 0);
	if (reader->diag->errors > errors && !top)
		return NULL;
	if (!top || node_is_nothing(top)) {
		diag_error(reader->diag, EMPTY_VALUE, whole, NULL, "the file is empty");
		return NULL;
	}
	return node_expect(reader, top, NODE_MAP, "the file") ? top : NULL;
}
