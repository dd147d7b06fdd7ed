/* Messages: looking up, choosing the plural form, filling {names} in, writing numbers and lists in the language's way.
 * In: a message file that was read and checked. Out: texts in the caller's arena. A sentence is always one message:
 * joining words by code would be grammar of one language. */
#include "spec/message_file.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>

static const struct node *find_message(const struct messages *messages, const char *key)
{
	for (; messages; messages = messages->base) {
		const struct node *node = node_get(messages->texts, key);
		if (node)
			return node;
	}
	return NULL;
}

bool messages_have(const struct messages *messages, const char *key)
{
	return find_message(messages, key) != NULL;
}

const char *messages_text(const struct messages *messages, const char *key)
{
	const struct node *node = find_message(messages, key);
	if (!node || node->type != NODE_TEXT)
		BUG(key);
	return node->text;
}

const char *messages_tag(const struct messages *messages)
{
	return messages->tag;
}

const char *const *messages_fonts(const struct messages *messages, size_t *count)
{
	*count = messages->fonts.count;
	return messages->fonts.items;
}

/* Value of the name between the braces at `at`; NULL when it is not among the arguments. */
static const char *fill_value(const char *at, size_t length, va_list arguments)
{
	va_list copy;
	va_copy(copy, arguments);
	const char *value = NULL;
	for (const char *name; !value && (name = va_arg(copy, const char *));) {
		const char *candidate = va_arg(copy, const char *);
		if (strlen(name) == length && memcmp(at, name, length) == 0)
			value = candidate;
	}
	va_end(copy);
	return value;
}

static char *fill(struct arena *arena, const char *pattern, const char *count, va_list arguments)
{
	struct buffer buffer;
	buffer_init(&buffer);
	buffer_text(&buffer, "");
	for (const char *at = pattern; *at;) {
		const char *close = *at == '{' ? strchr(at, '}') : NULL;
		size_t length = close ? (size_t)(close - at - 1) : 0;
		const char *value = close ? fill_value(at + 1, length, arguments) : NULL;
		if (close && !value && count && length == strlen("count") && memcmp(at + 1, "count", length) == 0)
			value = count;
		if (value) {
			buffer_text(&buffer, value);
			at = close + 1;
		} else {
			buffer_char(&buffer, *at++);
		}
	}
	char *text = arena_text_n(arena, buffer.bytes ? buffer.bytes : "", buffer.length);
	buffer_clear(&buffer);
	return text;
}

char *messages_fill(struct arena *arena, const struct messages *messages, const char *key, ...)
{
	va_list arguments;
	va_start(arguments, key);
	char *text = fill(arena, messages_text(messages, key), NULL, arguments);
	va_end(arguments);
	return text;
}

static const char *counting_text(const struct messages *messages, const char *key, size_t number)
{
	const struct node *node = find_message(messages, key);
	if (!node)
		BUG(key);
	if (node->type == NODE_TEXT)
		return node->text;
	const struct node *form = node_get(node, messages_plural_names[messages_plural_form(messages, (double)number)]);
	if (!form)
		form = node_get(node, "other");
	if (!form)
		BUG(key);
	return form->text;
}

char *messages_count(struct arena *arena, const struct messages *messages, const char *key, size_t number, ...)
{
	va_list arguments;
	va_start(arguments, number);
	char *text = fill(arena, counting_text(messages, key, number),
	                  messages_number(arena, messages, (double)number, 0), arguments);
	va_end(arguments);
	return text;
}

/* Whether a group of digits ends `left` digits before the point. */
static bool group_ends(const struct number_style *style, size_t left)
{
	size_t end = 0;
	for (size_t i = 0; end < left; i++)
		end += (size_t)style->grouping.values[i < style->grouping.count ? i : style->grouping.count - 1];
	return end == left;
}

char *messages_number(struct arena *arena, const struct messages *messages, double value, int decimals)
{
	const struct number_style *style = &messages->numbers;
	char plain[48];
	base_number_text(plain, value, decimals);
	size_t whole = strcspn(plain, ".e"), start = *plain == '-';
	struct buffer out;
	buffer_init(&out);
	for (size_t i = 0; plain[i]; i++) {
		if (i > start && i < whole && group_ends(style, whole - i))
			buffer_text(&out, style->group);
		if (plain[i] >= '0' && plain[i] <= '9')
			buffer_text(&out, style->digits[plain[i] - '0']);
		else if (plain[i] == 'e')
			buffer_char(&out, 'e');
		else
			buffer_text(&out, plain[i] == '.' ? style->decimal : "\u2212");
	}
	char *text = arena_text(arena, out.bytes);
	buffer_clear(&out);
	return text;
}

char *messages_digits(struct arena *arena, const struct messages *messages, const char *text)
{
	struct buffer out;
	buffer_init(&out);
	buffer_text(&out, "");
	for (; *text; text++) {
		if (*text >= '0' && *text <= '9')
			buffer_text(&out, messages->numbers.digits[*text - '0']);
		else
			buffer_char(&out, *text);
	}
	char *result = arena_text_n(arena, out.bytes ? out.bytes : "", out.length);
	buffer_clear(&out);
	return result;
}

char *messages_list(struct arena *arena, const struct messages *messages, const char *const *items, size_t count)
{
	char *list = arena_text(arena, count ? items[0] : "");
	for (size_t i = 1; i < count; i++)
		list = messages_fill(arena, messages, i + 1 < count ? "list_more" : "list_last", "list", list, "item",
		                     items[i], (char *)NULL);
	return list;
}
