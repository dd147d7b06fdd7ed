/* Messages: reading messages/LANG.yaml and filling {names} in.
 * In: the seeds folder and a language. Out: key and text pairs in the arena. en.yaml is the measure: what another
 * language lacks is a warning and the English text stands in, so that message() always has one; what en.yaml does
 * not know is an error. */
#include "spec/messages.h"

#include "spec/languages.h"
#include "spec/seed_file.h"
#include "spec/yaml.h"

#include <stdarg.h>
#include <string.h>

struct messages {
	const char *tag;
	const struct node *texts;       /* NODE_MAP of texts */
	const struct messages *english; /* NULL in English itself */
};

bool language_known(struct reader *reader, const char *language, const char *share_dir, struct place place)
{
	const char *folder = arena_printf(reader->arena, "%s/messages", share_dir);
	size_t count;
	const char **names = seed_file_names(reader->arena, folder, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], language) == 0)
			return true;
	if (count == 0)
		diag_error(reader->diag, place, NULL, "no languages found in '%s'", folder);
	else
		node_unknown(reader, place, "language", language, names, count);
	return false;
}

static const char *find_text(const struct node *texts, const char *key)
{
	const struct node *node = node_get(texts, key);
	return node ? node->text : NULL;
}

static bool read_texts(struct reader *reader, const struct node *top, struct messages *out)
{
	const struct node *texts = node_get(top, "messages");
	struct place whole = {.source = top->place.source};
	if (!texts) {
		diag_error(reader->diag, whole, NULL, "the file has no 'messages'");
		return false;
	}
	if (!node_expect(reader, texts, NODE_MAP, "messages"))
		return false;
	bool fine = true;
	for (size_t i = 0; i < texts->count; i++)
		fine = node_expect(reader, texts->entries[i].value, NODE_TEXT, texts->entries[i].key) && fine;
	out->texts = texts;
	return fine;
}

static struct messages *read_file(struct reader *reader, const char *language, const char *share_dir,
                                  struct place place)
{
	static const char *const keys[] = {"language", "tag", "name", "messages"};
	const char *path = arena_printf(reader->arena, "%s/messages/%s.yaml", share_dir, language);
	const struct source *source = seed_file_read(reader->arena, path, place, reader->diag);
	const struct node *top = source ? yaml_read(reader, source) : NULL;
	if (!top)
		return NULL;
	size_t errors = reader->diag->errors;
	struct place whole = {.source = source};
	node_check_keys(reader, top, "the messages file", keys, sizeof keys / sizeof *keys);
	const char *named = node_need_text(reader, top, "language", whole, "the file");
	if (named && strcmp(named, language) != 0)
		diag_error(reader->diag, node_get(top, "language")->place, NULL, "the file is named after '%s'",
		           language);
	struct messages *messages = ARENA_NEW(reader->arena, struct messages);
	messages->tag = node_need_text(reader, top, "tag", whole, "the file");
	read_texts(reader, top, messages);
	return reader->diag->errors == errors ? messages : NULL;
}

/* The same keys in both, whatever the order. */
static void compare_with_english(struct reader *reader, const struct messages *messages)
{
	const struct node *english = messages->english->texts, *own = messages->texts;
	const char **names = ARENA_ARRAY(reader->arena, english->count + 1, const char *);
	for (size_t i = 0; i < english->count; i++)
		names[i] = english->entries[i].key;
	node_check_keys(reader, own, "the messages", names, english->count);
	for (size_t i = 0; i < english->count; i++)
		if (!find_text(own, names[i]))
			diag_warning(reader->diag, (struct place){.source = own->place.source}, NULL,
			             "the message '%s' is missing; the English one is used", names[i]);
}

const struct messages *messages_read(struct arena *arena, const char *language, const char *share_dir,
                                     struct place place, struct diag *diag)
{
	struct reader reader = {arena, diag};
	size_t errors = diag->errors;
	const char *folder = share_dir ? share_dir : ".";
	if (!language_known(&reader, language, folder, place))
		return NULL;
	struct messages *messages = read_file(&reader, language, folder, place);
	if (!messages)
		return NULL;
	if (strcmp(language, "en") != 0) {
		messages->english = read_file(&reader, "en", folder, place);
		if (!messages->english)
			return NULL;
		compare_with_english(&reader, messages);
	}
	return diag->errors == errors ? messages : NULL;
}

const char *message(const struct messages *messages, const char *key)
{
	for (; messages; messages = messages->english) {
		const char *text = find_text(messages->texts, key);
		if (text)
			return text;
	}
	BUG(key);
}

const char *messages_tag(const struct messages *messages)
{
	return messages->tag;
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

char *message_fill(struct arena *arena, const struct messages *messages, const char *key, ...)
{
	va_list arguments;
	va_start(arguments, key);
	struct buffer buffer;
	buffer_init(&buffer);
	buffer_text(&buffer, "");
	for (const char *at = message(messages, key); *at;) {
		const char *close = *at == '{' ? strchr(at, '}') : NULL;
		const char *value = close ? fill_value(at + 1, (size_t)(close - at - 1), arguments) : NULL;
		if (value) {
			buffer_text(&buffer, value);
			at = close + 1;
		} else {
			buffer_char(&buffer, *at++);
		}
	}
	va_end(arguments);
	char *text = buffer.bytes ? arena_text_n(arena, buffer.bytes, buffer.length) : arena_text(arena, "");
	buffer_clear(&buffer);
	return text;
}
