/* YAML files as node trees, from libyaml's events; the only file that includes <yaml.h>.
 * In: a source (UTF-8). Out: nodes with places counted in characters from 1, in the reader's arena.
 * Why events: the library's own documents resolve aliases and lose the places of keys. What it leaves to its user
 * is checked here: encoding, doubled keys, aliases, anchors, tags, depth, one document. */
#include "spec/yaml.h"

#include "base/utf8.h"
#include "spec/yaml_problem.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct parse {
	struct reader *reader;
	const struct source *source;
	const char **lines; /* start of each line */
	int line_count;
	int shift; /* characters of the source's first line before the parsed piece */
	yaml_parser_t parser;
	bool stopped; /* after an error that leaves nothing to go on with */
};

const struct source *yaml_source(struct arena *arena, const char *name, const char *text, size_t length)
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

/* False with an error at the first byte that is not text. */
static bool check_characters(struct reader *reader, const struct source *source)
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

/* Characters from a place to the end of its line, at least 1. */
static int rest_of_line(const struct parse *parse, struct place place)
{
	if (place.line > parse->line_count)
		return 1;
	const char *start = parse->lines[place.line - 1];
	int characters = 0;
	for (; *start && *start != '\n'; start++)
		characters += ((unsigned char)*start & 0xC0) != 0x80;
	return characters >= place.column ? characters - place.column + 1 : 1;
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

static void stop(struct parse *parse)
{
	yaml_parser_t *parser = &parse->parser;
	parse->stopped = true;
	struct yaml_problem problem = {
	        .words = parser->problem ? parser->problem : "",
	        .context = parser->context ? parser->context : "",
	        .place = place_of(parse, parser->problem_mark, parser->problem_mark),
	        .context_place = place_of(parse, parser->context_mark, parser->context_mark),
	};
	if (problem.place.line <= parse->line_count && problem.place.line > 0) {
		const char *at = parse->lines[problem.place.line - 1];
		for (int column = 1; column < problem.place.column && *at && *at != '\n'; at++)
			column += ((unsigned char)at[1] & 0xC0) != 0x80;
		problem.character = *at;
	}
	if (problem.place.line > parse->line_count) { /* the end of a text whose last line is not ended */
		problem.place.line = parse->line_count;
		problem.place.column = 1;
		problem.place.column += rest_of_line(parse, problem.place);
	}
	yaml_problem_report(parse->reader, &problem);
}

/* Next event; false when there is none any more. */
static bool next(struct parse *parse, yaml_event_t *event)
{
	if (parse->stopped)
		return false;
	if (yaml_parser_parse(&parse->parser, event))
		return true;
	stop(parse);
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
	node->text = base_utf8_clean(parse->reader->arena, value, length);
	node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	refuse_marks(parse, node->place, event->data.scalar.anchor, event->data.scalar.tag);
	return node;
}

static bool has_room(struct parse *parse, const struct node *node)
{
	if (node->count < YAML_ENTRIES_MAX)
		return true;
	diag_error(parse->reader->diag, OVER_LIMIT, node->place, NULL, "more than %d entries", YAML_ENTRIES_MAX);
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

/* The writer forgot the blank in `{en:Songjiang}`. */
static bool lacks_blank(const struct node *key, const struct node *value)
{
	return !key->quoted && strchr(key->text, ':') && value->type == NODE_TEXT && !value->quoted && !*value->text;
}

static void add_entry(struct parse *parse, struct node *map, const struct node *key, struct node *value, bool flow)
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
	if (value->type == NODE_TEXT && !value->quoted && !*value->text)
		value->place = key->place; /* nothing: it has no place of its own */
	else if (!flow)
		value->place = key->place;
	node_add(reader->arena, map, key->text, key->place, value);
}

static bool build_value(struct parse *parse, struct node *map, const struct node *key, int depth)
{
	yaml_event_t event;
	if (!next(parse, &event))
		return false;
	bool flow = !((event.type == YAML_MAPPING_START_EVENT &&
	               event.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE) ||
	              (event.type == YAML_SEQUENCE_START_EVENT &&
	               event.data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE));
	struct node *value = build(parse, &event, depth + 1);
	yaml_event_delete(&event);
	if (!value || !has_room(parse, map))
		return false;
	add_entry(parse, map, key, value, flow);
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

static int compare_keys(const void *a, const void *b)
{
	const struct node_entry *first = *(const struct node_entry *const *)a;
	const struct node_entry *second = *(const struct node_entry *const *)b;
	int order = strcmp(first->key, second->key);
	return order ? order : (first > second) - (first < second);
}

/* Sorted, because a map of thousands of keys must not take their square. */
static void check_doubled(struct parse *parse, const struct node *map)
{
	struct node_entry **sorted = ARENA_ARRAY(parse->reader->arena, map->count + 1, struct node_entry *);
	for (size_t i = 0; i < map->count; i++)
		sorted[i] = &map->entries[i];
	qsort(sorted, map->count, sizeof *sorted, compare_keys);
	for (size_t i = 1, first = 0; i < map->count; i++) {
		if (strcmp(sorted[first]->key, sorted[i]->key) != 0) {
			first = i;
			continue;
		}
		diag_error(parse->reader->diag, DUPLICATE_ENTRY, sorted[i]->key_place, NULL,
		           "'%s' is written a second time", sorted[i]->key);
		diag_note(parse->reader->diag, DUPLICATE_ENTRY, sorted[first]->key_place, NULL,
		          "the first '%s' is here", sorted[first]->key);
	}
}

static bool too_deep(struct parse *parse, struct place place, int depth)
{
	if (depth <= YAML_DEPTH_MAX)
		return false;
	diag_error(parse->reader->diag, OVER_LIMIT, place, NULL, "more than %d levels inside each other",
	           YAML_DEPTH_MAX);
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
		if (too_deep(parse, place, depth))
			return NULL;
		node = node_new(parse->reader->arena, NODE_LIST, place);
		refuse_marks(parse, place, event->data.sequence_start.anchor, event->data.sequence_start.tag);
		build_items(parse, node, depth);
		break;
	case YAML_MAPPING_START_EVENT:
		if (too_deep(parse, place, depth))
			return NULL;
		node = node_new(parse->reader->arena, NODE_MAP, place);
		refuse_marks(parse, place, event->data.mapping_start.anchor, event->data.mapping_start.tag);
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

static struct node *parse_piece(struct reader *reader, const struct source *source, size_t from)
{
	struct parse parse = {.reader = reader, .source = source};
	if (!check_characters(reader, source))
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

struct node *yaml_read_value(struct reader *reader, const struct source *source, size_t from)
{
	return parse_piece(reader, source, from);
}

struct node *yaml_read(struct reader *reader, const struct source *source)
{
	struct place whole = {.source = source};
	if (source->length > YAML_BYTES_MAX) {
		diag_error(reader->diag, OVER_LIMIT, whole, NULL, "the file is larger than %d bytes", YAML_BYTES_MAX);
		return NULL;
	}
	size_t errors = reader->diag->errors;
	struct node *top = parse_piece(reader, source, 0);
	if (reader->diag->errors > errors && !top)
		return NULL;
	if (!top || node_is_nothing(top)) {
		diag_error(reader->diag, EMPTY_VALUE, whole, NULL, "the file is empty");
		return NULL;
	}
	return node_expect(reader, top, NODE_MAP, "the file") ? top : NULL;
}
