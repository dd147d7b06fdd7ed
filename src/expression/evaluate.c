/* Evaluation of expressions. In: an expression, a record. Out: whether a condition holds, what a text reads.
 * A comparison is one of numbers if either side is a number by its type: a number in the expression, a column of
 * numbers. What is then no number equals nothing, and is neither less nor greater; so is an empty value. Otherwise
 * texts are compared, letter by letter. With true and false whatever files write for them is equal. There is no third
 * truth: `not` turns everything round. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "expression/parts.h"

#include <string.h>
#include <strings.h>

struct value {
	const char *text;
	double number;
	bool is_number; /* has one */
	bool is_typed;  /* as a number */
	bool is_truth;  /* true or false, in whatever words */
};

/* What evaluating works with. */
struct evaluation {
	const struct expression_record *record;
	struct arena *arena;
};

static const char *text_of(const struct evaluation *own, const struct expression *expression);

static const char *column_text(const struct evaluation *own, const struct expression *column, bool *is_number)
{
	*is_number = false;
	const char *text = own->record->value(own->record, column->text, is_number);
	return text ? text : "";
}

static struct value value_of(const struct evaluation *own, const struct expression *expression)
{
	struct value value = {.number = expression->number, .is_number = expression->is_number};
	value.is_typed = expression->is_number;
	value.is_truth = expression->is_truth;
	if (expression->kind != EXPRESSION_COLUMN) {
		value.text = text_of(own, expression);
		if (!value.is_number)
			value.is_number = base_number_parse(value.text, &value.number);
		return value;
	}
	value.text = column_text(own, expression, &value.is_typed);
	value.is_number = value.is_typed
	                          ? base_number_parse(value.text, &value.number)
	                          : base_number_parse_cell(value.text, own->record->decimal_comma, &value.number);
	return value;
}

/* A number of a column of numbers without needless digits: 110000 for 1.10000000000e+005. */
static const char *text_of_column(const struct evaluation *own, const struct expression *column)
{
	char digits[48];
	double number;
	bool is_number;
	const char *text = column_text(own, column, &is_number);
	if (!is_number || !base_number_parse(text, &number) || !base_number_is_exact(number))
		return text;
	return arena_text(own->arena, base_number_text(digits, number, 9));
}

static const char *text_of(const struct evaluation *own, const struct expression *expression)
{
	if (expression->kind == EXPRESSION_COLUMN)
		return text_of_column(own, expression);
	if (expression->kind == EXPRESSION_LITERAL)
		return expression->text;
	size_t length = 0;
	const char **texts = ARENA_ARRAY(own->arena, expression->count, const char *);
	for (size_t i = 0; i < expression->count; i++)
		length += strlen(texts[i] = text_of(own, expression->parts[i]));
	char *whole = arena_alloc(own->arena, length + 1), *at = whole;
	for (size_t i = 0; i < expression->count; i++) {
		size_t bytes = strlen(texts[i]);
		memcpy(at, texts[i], bytes);
		at += bytes;
	}
	return whole;
}

/* Whether the text is a way to write true or false, and which: JSON's, 1 and 0 of a GeoPackage, T and F of a .dbf. */
static bool take_truth(const struct value *value, bool *truth)
{
	static const char *const words[] = {"true", "false", "t", "f", "yes", "no", "y", "n"};
	*truth = value->number == 1;
	if (value->is_number)
		return value->number == 0 || value->number == 1;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i], value->text) == 0) {
			*truth = i % 2 == 0;
			return true;
		}
	return false;
}

static bool are_equal(const struct value *a, const struct value *b)
{
	bool first, second;
	if (a->is_truth || b->is_truth)
		return take_truth(a, &first) && take_truth(b, &second) && first == second;
	if (a->is_number && b->is_number && (a->is_typed || b->is_typed))
		return a->number == b->number;
	return !strcmp(a->text, b->text);
}

/* *order: below, at or above 0; false if the two have none. */
static bool find_order(const struct value *a, const struct value *b, int *order)
{
	if (a->is_typed || b->is_typed) {
		*order = (a->number > b->number) - (a->number < b->number);
		return a->is_number && b->is_number;
	}
	*order = strcmp(a->text, b->text);
	return *a->text && *b->text;
}

static bool compare(const struct value *a, const struct value *b, enum expression_relation relation)
{
	int order;
	if (relation == IS_EQUAL || relation == IS_OTHER)
		return are_equal(a, b) == (relation == IS_EQUAL);
	if (!find_order(a, b, &order))
		return false;
	return relation == IS_LESS            ? order < 0
	       : relation == IS_LESS_OR_EQUAL ? order <= 0
	       : relation == IS_GREATER       ? order > 0
	                                      : order >= 0;
}

/* A number as one writes it: 010 and +1 are codes. */
static bool is_plain(const struct value *value)
{
	const char *at = value->text + (*value->text == '-');
	return value->is_number && *at != '+' && !(*at == '0' && at[1] >= '0' && at[1] <= '9');
}

/* What the map file wants may be YAML's true or false, too. */
static bool matches(const struct value *value, const struct value *wanted)
{
	bool is_truth = !strcasecmp(wanted->text, "true") || !strcasecmp(wanted->text, "false");
	bool truth, wanted_truth;
	if (is_truth && take_truth(value, &truth) && take_truth(wanted, &wanted_truth))
		return truth == wanted_truth;
	return are_equal(value, wanted) || (is_plain(value) && is_plain(wanted) && value->number == wanted->number);
}

static bool is_one_of(const struct evaluation *own, const struct expression *in)
{
	const struct value value = value_of(own, in->parts[0]);
	for (size_t i = 1; i < in->count; i++) {
		const struct value other = value_of(own, in->parts[i]);
		if (in->kind == EXPRESSION_MATCH ? matches(&value, &other) : are_equal(&value, &other))
			return true;
	}
	return false;
}

static bool holds(const struct evaluation *own, const struct expression *condition)
{
	const struct expression *const *parts = condition->parts;
	if (condition->kind == EXPRESSION_AND || condition->kind == EXPRESSION_OR) {
		bool all = condition->kind == EXPRESSION_AND;
		for (size_t i = 0; i < condition->count; i++)
			if (holds(own, parts[i]) != all)
				return !all;
		return all;
	}
	if (condition->kind == EXPRESSION_NOT)
		return !holds(own, parts[0]);
	if (condition->kind == EXPRESSION_EMPTY)
		return base_utf8_is_blank(text_of(own, parts[0]));
	if (condition->kind == EXPRESSION_LIKE)
		return expression_is_like(text_of(own, parts[0]), text_of(own, parts[1]));
	if (condition->kind != EXPRESSION_COMPARISON)
		return is_one_of(own, condition);
	const struct value a = value_of(own, parts[0]), b = value_of(own, parts[1]);
	return compare(&a, &b, condition->relation);
}

bool expression_holds(const struct expression *condition, const struct expression_record *record)
{
	struct arena arena;
	const struct evaluation own = {record, &arena};
	if (!condition)
		return true;
	arena_init(&arena);
	bool result = holds(&own, condition);
	arena_clear(&arena);
	return result;
}

const char *expression_text(const struct expression *text, const struct expression_record *record, struct arena *arena)
{
	const struct evaluation own = {record, arena};
	return text_of(&own, text);
}

/* Whether the part of a comparison or a list faces a number. */
static bool faces_number(const struct expression *whole, size_t part)
{
	bool compares = whole->kind == EXPRESSION_COMPARISON || whole->kind == EXPRESSION_IN;
	for (size_t i = 0; compares && i < whole->count; i++)
		if (i != part && (part == 0 || i == 0) && whole->parts[i]->is_number)
			return true;
	return false;
}

/* `out` may be NULL: they are counted. `faced`: those alone that face a number. */
static size_t add_columns(const struct expression *expression, bool faced, struct expression_column *out)
{
	size_t count = 0;
	for (size_t i = 0; i < expression->count; i++) {
		const struct expression *part = expression->parts[i];
		if (part->kind != EXPRESSION_COLUMN) {
			count += add_columns(part, faced, out ? out + count : NULL);
		} else if (!faced || faces_number(expression, i)) {
			if (out)
				out[count] = (struct expression_column){part->text, part->place};
			count++;
		}
	}
	return count;
}

static struct expression_column *find_columns(const struct expression *expression, bool faced, struct arena *arena,
                                              size_t *count)
{
	struct expression whole = {.kind = EXPRESSION_JOIN, .parts = &expression, .count = expression != NULL};
	*count = add_columns(&whole, faced, NULL);
	struct expression_column *columns = ARENA_ARRAY(arena, *count + 1, struct expression_column);
	add_columns(&whole, faced, columns);
	return columns;
}

struct expression_column *expression_columns(const struct expression *expression, struct arena *arena, size_t *count)
{
	return find_columns(expression, false, arena, count);
}

struct expression_column *expression_number_columns(const struct expression *expression, struct arena *arena,
                                                    size_t *count)
{
	return find_columns(expression, true, arena, count);
}

const char *expression_only_column(const struct expression *expression)
{
	return expression->kind == EXPRESSION_COLUMN ? expression->text : NULL;
}

bool expression_has_literal(const struct expression *expression)
{
	bool has = expression->kind == EXPRESSION_LITERAL;
	for (size_t i = 0; i < expression->count; i++)
		has |= expression_has_literal(expression->parts[i]);
	return has;
}
