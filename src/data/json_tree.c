/* JSON tree: events become values that lie one after the other. In: events. Out: values to walk along.
 * Why so: a feature's value is made, read and forgotten, so memory follows the largest feature and not the file. */
#include "data/json_tree.h"

#include <stdlib.h>
#include <string.h>

void json_tree_init(struct json_tree *tree)
{
	*tree = (struct json_tree){0};
	arena_init(&tree->texts);
}

void json_tree_reset(struct json_tree *tree)
{
	arena_reset(&tree->texts);
	tree->count = tree->depth = tree->written_depth = 0;
}

void json_tree_clear(struct json_tree *tree)
{
	arena_clear(&tree->texts);
	free(tree->values);
	json_tree_init(tree);
}

static struct json_value *add(struct json_tree *tree, enum json_kind kind)
{
	if (tree->count == tree->capacity) {
		tree->capacity = tree->capacity ? tree->capacity * 2 : 64;
		tree->values = realloc(tree->values, tree->capacity * sizeof *tree->values);
		if (!tree->values)
			BUG("out of memory");
	}
	struct json_value *value = &tree->values[tree->count++];
	*value = (struct json_value){.kind = (unsigned char)kind};
	return value;
}

/* Counts a value in what it stands in. */
static void count_in_parent(struct json_tree *tree)
{
	if (tree->depth)
		tree->values[tree->open[tree->depth - 1]].length++;
}

static void set_text(struct json_tree *tree, struct json_value *value, const char *text, size_t length)
{
	value->text = arena_text_n(&tree->texts, text, length);
	value->length = (uint32_t)length;
}

void json_tree_scalar(struct json_tree *tree, enum json_scalar kind, const char *text, size_t length)
{
	bool in_array = tree->depth && tree->values[tree->open[tree->depth - 1]].kind == JSON_IS_ARRAY;
	count_in_parent(tree);
	if (kind == JSON_NUMBER && in_array && !tree->written_depth) {
		add(tree, JSON_IS_DOUBLE)->number = json_parser_number(text, length);
		return;
	}
	struct json_value *value = add(tree, JSON_IS_SCALAR);
	value->scalar = (unsigned char)kind;
	set_text(tree, value, text, length);
}

static bool is_shown(const char *key, size_t length)
{
	return (length == 10 && (memcmp(key, "properties", 10) == 0 || memcmp(key, "attributes", 10) == 0)) ||
	       (length == 2 && memcmp(key, "id", 2) == 0);
}

void json_tree_key(struct json_tree *tree, const char *text, size_t length)
{
	if (tree->depth <= tree->written_depth)
		tree->written_depth = 0;
	if (!tree->written_depth && is_shown(text, length))
		tree->written_depth = tree->depth;
	set_text(tree, add(tree, JSON_IS_KEY), text, length);
}

void json_tree_begin(struct json_tree *tree, bool is_array)
{
	count_in_parent(tree);
	tree->open[tree->depth++] = tree->count;
	add(tree, is_array ? JSON_IS_ARRAY : JSON_IS_OBJECT);
}

/* Turns an array of numbers alone into one that holds nothing else. */
static bool pack_numbers(struct json_tree *tree, struct json_value *array)
{
	struct json_value *end = tree->values + tree->count;
	if (array->kind != JSON_IS_ARRAY || array->length == 0 || array + 1 + array->length != end)
		return false;
	for (const struct json_value *value = array + 1; value < end; value++)
		if (value->kind != JSON_IS_DOUBLE)
			return false;
	double *numbers = (double *)(array + 1); /* a number is written before or where the next is read */
	for (size_t i = 0; i < array->length; i++)
		memmove(&numbers[i], &array[1 + i].number, sizeof *numbers);
	array->kind = JSON_IS_NUMBERS;
	tree->count = (size_t)(array - tree->values) + 1 + (array->length + 1) / 2;
	return true;
}

void json_tree_end(struct json_tree *tree)
{
	struct json_value *value = tree->values + tree->open[--tree->depth];
	if (tree->depth < tree->written_depth)
		tree->written_depth = 0;
	if (!pack_numbers(tree, value))
		value->span = tree->count - tree->open[tree->depth];
}

const struct json_value *json_value_next(const struct json_value *value)
{
	if (value->kind == JSON_IS_NUMBERS)
		return value + 1 + (value->length + 1) / 2;
	return value->kind == JSON_IS_ARRAY || value->kind == JSON_IS_OBJECT ? value + value->span : value + 1;
}

const struct json_value *json_value_first(const struct json_value *value)
{
	return value + 1;
}

const double *json_value_numbers(const struct json_value *value)
{
	return (const double *)(value + 1);
}

const struct json_value *json_value_member(const struct json_value *object, const char *key)
{
	const struct json_value *found = NULL;
	if (!object || object->kind != JSON_IS_OBJECT)
		return NULL;
	const struct json_value *at = json_value_first(object);
	for (uint32_t i = 0; i < object->length; i++, at = json_value_next(at + 1))
		if (strcmp(at->text, key) == 0 && strlen(key) == at->length)
			found = at + 1;
	return found;
}

bool json_value_is_array(const struct json_value *value)
{
	return value && (value->kind == JSON_IS_ARRAY || value->kind == JSON_IS_NUMBERS);
}

bool json_value_is(const struct json_value *value, enum json_scalar kind)
{
	return value && value->kind == JSON_IS_SCALAR && value->scalar == kind;
}

const char *json_value_text(const struct json_value *value)
{
	return json_value_is(value, JSON_STRING) ? value->text : NULL;
}

/* As deep as the text is nested, which is bounded. */
static void write_list(const struct json_value *list, struct buffer *out)
{
	bool is_array = list->kind == JSON_IS_ARRAY;
	const struct json_value *at = json_value_first(list);
	buffer_char(out, is_array ? '[' : '{');
	for (uint32_t i = 0; i < list->length; i++) {
		buffer_text(out, i ? "," : "");
		if (!is_array) {
			buffer_json(out, at->text);
			buffer_char(out, ':');
			at++;
		}
		json_value_write(at, out);
		at = json_value_next(at);
	}
	buffer_char(out, is_array ? ']' : '}');
}

void json_value_write(const struct json_value *value, struct buffer *out)
{
	if (json_value_is(value, JSON_NULL))
		buffer_text(out, "null");
	else if (json_value_is(value, JSON_STRING))
		buffer_json(out, value->text);
	else if (value->kind == JSON_IS_SCALAR)
		buffer_text(out, value->text);
	else
		write_list(value, out);
}
