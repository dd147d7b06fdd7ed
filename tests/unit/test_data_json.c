/* JSON: the grammar held strictly, in whole and across the pieces in which it is read, and where a fault is. */
#include "data_files.h"

#include "data/json_tree.h"

struct json_reading {
	struct json_parser parser;
	struct json_tree tree;
	bool good;
};

static bool on_scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
	json_tree_scalar(context, kind, text, length);
	return true;
}

static bool on_key(void *context, const char *text, size_t length)
{
	json_tree_key(context, text, length);
	return true;
}

static bool on_begin(void *context, bool is_array)
{
	json_tree_begin(context, is_array);
	return true;
}

static bool on_end(void *context)
{
	json_tree_end(context);
	return true;
}

static const struct json_events events = {on_scalar, on_key, on_begin, on_end};

static void read_json(struct json_reading *reading, const char *text, size_t length)
{
	/* A block of exactly that size, so that a sanitizer sees a read past the end. */
	char *copy = malloc(length ? length : 1);
	memcpy(copy, text, length);
	struct read_buffer *buffer = read_buffer_of((struct bytes){copy, length});
	json_tree_init(&reading->tree);
	reading->parser = (struct json_parser){
	        .events = &events, .context = &reading->tree, .buffer = buffer, .to = length, .line = 1};
	reading->good = json_parser_read(&reading->parser);
	assert_int_equal(reading->good, reading->parser.fault == NULL);
	read_buffer_close(buffer);
	free(copy);
}

static void accept(const char *text, const char *wanted)
{
	struct json_reading reading;
	struct buffer out;
	buffer_init(&out);
	read_json(&reading, text, strlen(text));
	if (!reading.good)
		fail_msg("%s: %s", text, reading.parser.fault);
	json_value_write(reading.tree.values, &out);
	assert_string_equal(out.bytes, wanted);
	buffer_clear(&out);
	json_tree_clear(&reading.tree);
}

static void refuse_n(const char *text, size_t length, const char *fault, size_t line, size_t column)
{
	struct json_reading reading;
	read_json(&reading, text, length);
	if (reading.good)
		fail_msg("accepted: %s", text);
	if (strcmp(reading.parser.fault, fault) != 0 || reading.parser.line != line || reading.parser.column != column)
		fail_msg("%s: %s at %zu:%zu", text, reading.parser.fault, reading.parser.line, reading.parser.column);
	json_tree_clear(&reading.tree);
}

static void refuse(const char *text, const char *fault, size_t line, size_t column)
{
	refuse_n(text, strlen(text), fault, line, column);
}

static void values(void **state)
{
	(void)state;
	accept(" {\"id\": [1.50, -0, 1e5, \"a\\u00e9\\n\\\"\", null, true, false, {}, [], {\"b\":{\"c\":[[1]]}}]}\n",
	       "{\"id\":[1.50,-0,1e5,\"aé\\u000a\\\"\",null,true,false,{},[],{\"b\":{\"c\":[[1]]}}]}");
	accept("\xEF\xBB\xBF\"x\"", "\"x\"");
	accept("12", "12");
	accept("\"\\ud83d\\ude00\\/\"", "\"😀/\"");
}

static void faults(void **state)
{
	(void)state;
	refuse("", "the text ends in the middle of a value", 1, 1);
	refuse("{\"a\":\n [1, 2", "the text ends in the middle of a value", 2, 6);
	refuse("[1]]", "there is more text after the end of the value", 1, 4);
	refuse("[1,]", "a value is missing, or there is a comma or bracket too many", 1, 4);
	refuse("{\"a\":1,}", "a key must be a text in double quotes", 1, 8);
	refuse("{'a':1}", "this character is not allowed here", 1, 2);
	refuse("[1 // x\n]", "comments are not allowed", 1, 3);
	refuse("[NaN]", "this character is not allowed here", 1, 2);
	refuse("title: A", "this word is not allowed here", 1, 1);
	refuse("[tru]", "this word is not allowed here", 1, 4);
	refuse("[01]", "a comma or ] is missing after a value", 1, 3);
	refuse("[1.]", "a number has no digit after its decimal point", 1, 3);
	refuse("[\"a\tb\"]", "a line end, tab or other control character stands in a text", 1, 3);
	refuse("[\"\\x\"]", "a backslash stands before a character that it may not", 1, 3);
	refuse("[1,\n\f2]", "a form feed or vertical tab is not allowed", 2, 1);
	refuse("[\"\xB9\xFA\"]", "a text is not UTF-8", 1, 5);
	refuse("[\"\xED\xA0\x80\"]", "a text is not UTF-8", 1, 6);
	refuse("{\"\xC0\x80\":1}", "a key is not UTF-8", 1, 5);
	refuse("[\"\\u12G4\"]", "four hexadecimal digits must follow \\u", 1, 6);
	refuse_n("[1]\0", 4, "there is more text after the end of the value", 1, 4);
}

static void depth(void **state)
{
	(void)state;
	char text[2 * 600 + 1] = {0};
	for (size_t deep = 512; deep <= 513; deep++) {
		memset(text, '[', deep);
		memset(text + deep, ']', deep);
		if (deep == 512)
			accept(text, text);
		else
			refuse_n(text, 2 * deep, "values are nested too deep", 1, 513);
	}
}

static void half_pairs(void **state)
{
	(void)state;
	struct json_reading reading;
	static const char text[] = "[\"\\ud83d\",\n\"\\\\ud83d\\ude00x\\uD83Dy\",\"\\ud83d\\ud83d\\ude00\",\"\\ud83d\\u0041\"]";
	read_json(&reading, text, strlen(text));
	assert_true(reading.good);
	struct buffer out;
	buffer_init(&out);
	json_value_write(reading.tree.values, &out);
	assert_string_equal(out.bytes, "[\"\uFFFD\",\"\\\\ud83d\uFFFDx\uFFFDy\",\"\uFFFD😀\",\"\uFFFDA\"]");
	assert_int_equal(reading.parser.half_pairs, 5);
	assert_int_equal(reading.parser.first_half_pair, 1);
	buffer_clear(&out);
	json_tree_clear(&reading.tree);
}

/* Whatever stands where a piece ends reads as it does elsewhere. */
static void across_pieces(void **state)
{
	(void)state;
	static const char core[] = "\"\\ud83d\\ude00 \\ud83d \\\\\",-12.5e3,\"é\",true]";
	size_t length = strlen(core);
	char *text = malloc((1 << 16) + 100);
	for (size_t before = (1 << 16) - length - 2; before <= 1 << 16; before++) {
		struct json_reading reading;
		memset(text, '\n', before);
		text[0] = '[';
		memcpy(text + before, core, length);
		read_json(&reading, text, before + length);
		if (!reading.good)
			fail_msg("%zu: %s", before, reading.parser.fault);
		const struct json_value *value = json_value_first(reading.tree.values);
		assert_string_equal(value->text, "😀 \uFFFD \\");
		value = json_value_next(value);
		assert_true(value->number == -12500);
		value = json_value_next(value);
		assert_string_equal(value->text, "é");
		assert_int_equal(reading.parser.half_pairs, 1);
		assert_int_equal(reading.parser.first_half_pair, before);
		assert_int_equal(reading.parser.line, before);
		json_tree_clear(&reading.tree);
	}
	free(text);
}

static void numbers(void **state)
{
	(void)state;
	struct json_reading reading;
	static const char text[] = "{\"a\":[[1,2.5,1e999],[3,\"x\"],[]],\"properties\":{\"a\":[1.0]},\"b\":[7]}";
	read_json(&reading, text, strlen(text));
	assert_true(reading.good);
	const struct json_value *root = reading.tree.values, *a = json_value_member(root, "a");
	assert_int_equal(a->length, 3);
	const struct json_value *first = json_value_first(a), *second = json_value_next(first);
	assert_int_equal(first->kind, JSON_IS_NUMBERS);
	assert_int_equal(first->length, 3);
	assert_true(json_value_numbers(first)[1] == 2.5 && json_value_numbers(first)[2] > 1e308);
	assert_int_equal(second->kind, JSON_IS_ARRAY);
	assert_true(json_value_first(second)->number == 3);
	assert_string_equal(json_value_text(json_value_next(json_value_first(second))), "x");
	assert_int_equal(json_value_next(second)->length, 0);
	const struct json_value *written = json_value_member(json_value_member(root, "properties"), "a");
	assert_string_equal(json_value_first(written)->text, "1.0");
	assert_true(json_value_numbers(json_value_member(root, "b"))[0] == 7);
	assert_null(json_value_member(root, "c"));
	json_tree_clear(&reading.tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(values),     cmocka_unit_test(faults),        cmocka_unit_test(depth),
	        cmocka_unit_test(half_pairs), cmocka_unit_test(across_pieces), cmocka_unit_test(numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
