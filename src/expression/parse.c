/* Parser of expressions: recursive descent, one function a level of binding, from `or`, which binds least, to a value.
 * In: a text and where it stands. Out: the expression, or one error at the character that does not fit.
 * What is a condition and what a value is known while parsing, so that `rank and name` is refused before any data. */
#include "base/utf8.h"
#include "expression/parts.h"

#include <math.h>
#include <string.h>

struct parser {
	struct arena *arena;
	const char *text;
	struct place place;
	size_t lead; /* characters from the place to the text: a quote */
	bool is_verbatim;
	struct diag *diag;
	struct token token; /* the next one */
	int depth;
	bool failed;
};

/* The source's text from the place on; NULL if it is not kept. */
static const char *text_at(struct place place)
{
	const char *at = place.source && place.line > 0 ? place.source->text : NULL;
	for (int line = place.source && place.source->first_line ? place.source->first_line : 1;
	     at && line < place.line; line++)
		at = (at = strchr(at, '\n')) ? at + 1 : NULL;
	size_t taken;
	for (int i = 1; at && *at && i < place.column; i++, at += taken)
		base_utf8_decode(at, strlen(at) < 4 ? strlen(at) : 4, &taken);
	return at;
}

static void find_text(struct parser *parser)
{
	const char *at = text_at(parser->place);
	parser->lead = at && (*at == '"' || *at == '\'') && *at != *parser->text;
	parser->is_verbatim = at && !strncmp(at + parser->lead, parser->text, strlen(parser->text));
}

static struct place place_of(const struct parser *parser, size_t start, size_t length)
{
	struct place place = parser->place;
	if (!parser->is_verbatim)
		return place;
	for (size_t i = 0; i < start; i++)
		place.column += ((unsigned char)parser->text[i] & 0xC0) != 0x80;
	place.column += (int)parser->lead;
	place.length = 0;
	for (size_t i = start; i < start + length; i++)
		place.length += ((unsigned char)parser->text[i] & 0xC0) != 0x80;
	place.length += !place.length;
	return place;
}

/* Always NULL. Only the first fault is reported: the others would follow from it. */
static struct expression *fail_at(struct parser *parser, size_t start, size_t length, const char *hint,
                                  const char *message)
{
	if (parser->failed)
		return NULL;
	parser->failed = true;
	struct place place = place_of(parser, start, length);
	if (parser->is_verbatim || !parser->text[start])
		diag_error(parser->diag, BAD_SYNTAX, place, hint, "%s", message);
	else
		diag_error(parser->diag, BAD_SYNTAX, place, hint, "at '%s': %s",
		           base_utf8_shorten(parser->arena, parser->text + start, 20), message);
	return NULL;
}

/* A fault at the next token. */
static struct expression *fail(struct parser *parser, const char *hint, const char *message)
{
	const struct token *token = &parser->token;
	bool is_fault = token->kind == TOKEN_FAULT;
	return fail_at(parser, token->start, token->length, is_fault ? token->hint : hint,
	               is_fault ? token->text : message);
}

static void advance(struct parser *parser)
{
	parser->token = expression_token(parser->arena, parser->text, parser->token.start + parser->token.length);
}

static bool take(struct parser *parser, enum token_kind kind)
{
	if (parser->token.kind != kind)
		return false;
	advance(parser);
	return true;
}

static struct expression *make(struct arena *arena, enum expression_kind kind, size_t most)
{
	struct expression *out = ARENA_NEW(arena, struct expression);
	out->kind = kind;
	out->parts = ARENA_ARRAY(arena, most, const struct expression *);
	return out;
}

static void add_part(struct parser *parser, struct expression *whole, size_t *capacity, const struct expression *part)
{
	whole->parts = arena_grow(parser->arena, whole->parts, whole->count, capacity, sizeof *whole->parts);
	whole->parts[whole->count++] = part;
}

static bool is_condition(const struct expression *expression)
{
	return expression->kind >= EXPRESSION_COMPARISON;
}

static bool names_column(const struct expression *expression)
{
	bool names = expression->kind == EXPRESSION_COLUMN;
	for (size_t i = 0; i < expression->count; i++)
		names |= names_column(expression->parts[i]);
	return names;
}

/* The expression if it is of that type; an error at `start` if not. */
static struct expression *expect_type(struct parser *parser, struct expression *found, size_t start,
                                      enum expression_type type)
{
	if (!found || is_condition(found) == (type == EXPRESSION_CONDITION))
		return found;
	size_t end = parser->token.start;
	while (end > start + 1 && strchr(" \t\r\n", parser->text[end - 1]))
		end--;
	if (type == EXPRESSION_CONDITION)
		return fail_at(parser, start, end - start, "compare it, for example: rank <= 3, name is not empty",
		               "this is a value, where a condition is expected");
	return fail_at(parser, start, end - start, NULL, "this is a condition, where a value is expected");
}

static struct expression *parse_or(struct parser *parser);

static struct expression *parse_brackets(struct parser *parser)
{
	size_t start = parser->token.start;
	if (++parser->depth > EXPRESSION_DEEPEST)
		return fail(parser, NULL, "too many brackets inside each other");
	advance(parser);
	struct expression *inside = parse_or(parser);
	parser->depth--;
	if (!inside || take(parser, TOKEN_CLOSE))
		return inside;
	if (parser->token.kind == TOKEN_END)
		return fail_at(parser, start, 1, NULL, "this bracket is never closed");
	return fail(parser, NULL, "a closing bracket is expected here");
}

/* A column, a literal, or what stands in brackets. */
static struct expression *parse_value(struct parser *parser)
{
	const struct token token = parser->token;
	if (token.kind == TOKEN_OPEN)
		return parse_brackets(parser);
	if (token.kind != TOKEN_COLUMN && token.kind != TOKEN_TEXT && token.kind != TOKEN_NUMBER)
		return fail(
		        parser,
		        "a column, a number, a text in quotes; the language's own words stand in backticks as columns",
		        token.kind == TOKEN_END ? "something is missing at the end" : "a value is expected here");
	bool is_column = token.kind == TOKEN_COLUMN;
	struct expression *value = make(parser->arena, is_column ? EXPRESSION_COLUMN : EXPRESSION_LITERAL, 0);
	value->text = token.text;
	value->number = token.number;
	value->is_number = token.kind == TOKEN_NUMBER;
	value->is_truth = token.is_truth;
	value->place = place_of(parser, token.start, token.length);
	advance(parser);
	return value;
}

/* Operands of one sign; of a single one itself. */
static struct expression *parse_chain(struct parser *parser, enum expression_kind kind, enum token_kind between,
                                      enum expression_type type, struct expression *(*operand)(struct parser *))
{
	struct expression *whole = NULL;
	size_t start = parser->token.start, capacity = 0;
	struct expression *found = operand(parser);
	while (found && parser->token.kind == between) {
		if (!(found = expect_type(parser, found, start, type)))
			return NULL;
		advance(parser);
		start = parser->token.start;
		if (!whole)
			whole = make(parser->arena, kind, 0);
		add_part(parser, whole, &capacity, found);
		found = operand(parser);
	}
	if (whole && (found = expect_type(parser, found, start, type)))
		add_part(parser, whole, &capacity, found);
	return found ? whole ? whole : found : NULL;
}

static struct expression *parse_join(struct parser *parser)
{
	return parse_chain(parser, EXPRESSION_JOIN, TOKEN_PLUS, EXPRESSION_TEXT, parse_value);
}

/* A value where a condition makes no sense. */
static struct expression *parse_operand(struct parser *parser)
{
	size_t start = parser->token.start;
	return expect_type(parser, parse_join(parser), start, EXPRESSION_TEXT);
}

/* `(value, value)` behind `in`. */
static bool parse_list(struct parser *parser, struct expression *in, size_t *capacity)
{
	if (!take(parser, TOKEN_OPEN)) {
		fail(parser, "for example: kind in (\"station\", \"stop\")", "a list in brackets is expected here");
		return false;
	}
	do {
		struct expression *value = parse_operand(parser);
		if (!value)
			return false;
		add_part(parser, in, capacity, value);
	} while (take(parser, TOKEN_COMMA));
	if (!take(parser, TOKEN_CLOSE))
		fail(parser, NULL, "a comma or a closing bracket is expected here");
	return !parser->failed;
}

static struct expression *negate(struct arena *arena, const struct expression *condition)
{
	struct expression *out = make(arena, EXPRESSION_NOT, 1);
	out->parts[out->count++] = condition;
	return out;
}

/* What stands behind the left side of a condition. */
static struct expression *parse_right(struct parser *parser, const struct expression *left)
{
	bool negated = take(parser, TOKEN_NOT);
	const struct token token = parser->token;
	enum expression_kind kind = token.kind == TOKEN_IN     ? EXPRESSION_IN
	                            : token.kind == TOKEN_IS   ? EXPRESSION_EMPTY
	                            : token.kind == TOKEN_LIKE ? EXPRESSION_LIKE
	                                                       : EXPRESSION_COMPARISON;
	struct expression *out = make(parser->arena, kind, 0), *right = NULL;
	size_t capacity = 0;
	if (negated && kind != EXPRESSION_IN && kind != EXPRESSION_LIKE)
		return fail(parser, "not stands before a condition: not (rank = 1)", "in or like is expected here");
	add_part(parser, out, &capacity, left);
	out->relation = token.relation;
	advance(parser);
	if (kind == EXPRESSION_EMPTY) {
		negated = take(parser, TOKEN_NOT);
		if (!take(parser, TOKEN_EMPTY))
			return fail(parser, "write: name is empty, name is not empty, name = \"…\"",
			            "empty or not empty is expected here");
	} else if (kind == EXPRESSION_IN) {
		if (!parse_list(parser, out, &capacity))
			return NULL;
	} else {
		if (!(right = parse_operand(parser)))
			return NULL;
		add_part(parser, out, &capacity, right);
	}
	return negated ? negate(parser->arena, out) : out;
}

static struct expression *parse_condition(struct parser *parser)
{
	size_t start = parser->token.start;
	struct expression *left = parse_join(parser);
	enum token_kind next = parser->token.kind;
	if (!left ||
	    (next != TOKEN_RELATION && next != TOKEN_IN && next != TOKEN_IS && next != TOKEN_LIKE && next != TOKEN_NOT))
		return left;
	if (!(left = expect_type(parser, left, start, EXPRESSION_TEXT)))
		return NULL;
	struct expression *whole = parse_right(parser, left);
	if (whole && !names_column(whole))
		return fail_at(parser, start, parser->token.start - start,
		               "a column stands without quotes, or in backticks if its name is odd: `my column`",
		               "nothing here is a column");
	return whole;
}

static struct expression *parse_not(struct parser *parser)
{
	if (parser->token.kind != TOKEN_NOT)
		return parse_condition(parser);
	if (++parser->depth > EXPRESSION_DEEPEST)
		return fail(parser, NULL, "too many negations of each other");
	advance(parser);
	size_t start = parser->token.start;
	struct expression *inside = expect_type(parser, parse_not(parser), start, EXPRESSION_CONDITION);
	parser->depth--;
	return inside ? negate(parser->arena, inside) : NULL;
}

static struct expression *parse_and(struct parser *parser)
{
	return parse_chain(parser, EXPRESSION_AND, TOKEN_AND, EXPRESSION_CONDITION, parse_not);
}

static struct expression *parse_or(struct parser *parser)
{
	return parse_chain(parser, EXPRESSION_OR, TOKEN_OR, EXPRESSION_CONDITION, parse_and);
}

const struct expression *expression_parse(struct arena *arena, const char *text, struct place place,
                                          enum expression_type type, struct diag *diag)
{
	struct parser parser = {.arena = arena, .text = text, .place = place, .diag = diag};
	if (strlen(text) > EXPRESSION_LONGEST) {
		diag_error(diag, OVER_LIMIT, place, NULL, "an expression has at most %d bytes", EXPRESSION_LONGEST);
		return NULL;
	}
	find_text(&parser);
	advance(&parser);
	size_t start = parser.token.start;
	struct expression *found = parse_or(&parser);
	if (found && parser.token.kind != TOKEN_END)
		found = fail(&parser,
		             is_condition(found) ? "conditions are joined by and, or"
		                                 : "a column with a blank in its name stands in backticks: `my column`",
		             is_condition(found) ? "and, or, or the end is expected here"
		                                 : "a comparison, or the end, is expected here");
	return expect_type(&parser, found, start, type);
}

static struct expression *make_column(struct arena *arena, const char *name, struct place place)
{
	struct expression *column = make(arena, EXPRESSION_COLUMN, 0);
	column->text = name;
	column->place = place;
	return column;
}

static struct expression *make_comparison(struct arena *arena, const struct expression *left,
                                          enum expression_relation relation, double number)
{
	struct expression *out = make(arena, EXPRESSION_COMPARISON, 2), *right = make(arena, EXPRESSION_LITERAL, 0);
	char text[48];
	right->number = number;
	right->is_number = true;
	right->text = arena_text(arena, base_number_text(text, number, 9));
	out->relation = relation;
	out->parts[0] = left;
	out->parts[1] = right;
	out->count = 2;
	return out;
}

const struct expression *expression_of_column(struct arena *arena, const char *name, struct place place)
{
	return make_column(arena, name, place);
}

const struct expression *expression_match(struct arena *arena, const char *column, struct place place,
                                          const char *const *values, size_t count)
{
	struct expression *out = make(arena, EXPRESSION_MATCH, count + 1);
	out->parts[out->count++] = make_column(arena, column, place);
	for (size_t i = 0; i < count; i++) {
		struct expression *value = make(arena, EXPRESSION_LITERAL, 0);
		value->text = values[i];
		out->parts[out->count++] = value;
	}
	return out;
}

const struct expression *expression_all(struct arena *arena, const struct expression *const *conditions, size_t count)
{
	if (count <= 1)
		return count ? conditions[0] : NULL;
	struct expression *out = make(arena, EXPRESSION_AND, count);
	for (size_t i = 0; i < count; i++)
		out->parts[out->count++] = conditions[i];
	return out;
}

const struct expression *expression_not(struct arena *arena, const struct expression *condition)
{
	return negate(arena, condition);
}

const struct expression *expression_range(struct arena *arena, const char *column, struct place place, double low,
                                          double high)
{
	const struct expression *name = make_column(arena, column, place), *bounds[2];
	size_t count = 0;
	if (isfinite(low))
		bounds[count++] = make_comparison(arena, name, IS_GREATER_OR_EQUAL, low);
	if (isfinite(high))
		bounds[count++] = make_comparison(arena, name, IS_LESS, high);
	return expression_all(arena, bounds, count);
}
