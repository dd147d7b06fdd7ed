/* Message files: reading LANG.yaml and checking it.
 * In: a path and the folder of the delivered files. Out: struct messages. en.yaml is the measure: another language has
 * the same keys and in each the same {names}, with a text for each plural form that the language has. What is missing
 * or unknown is an error, since a sheet half in another language would be printed before anybody sees it. */
#include "spec/message_file.h"

#include "spec/read_options.h"
#include "spec/seed_file.h"
#include "spec/yaml.h"

#include "base/utf8.h"

#include <string.h>

#define MOST_NAMES      16
#define PLURALS_LARGEST 1000

static bool texts_have(const struct texts *texts, const char *text)
{
	return node_is_among(text, texts->items, texts->count);
}

static const char *delivered_path(struct arena *arena, const char *share_dir, const char *language)
{
	return arena_printf(arena, "%s/messages/%s.yaml", share_dir, language);
}

const char *messages_path(struct reader *reader, const char *language, const char *map_file, const char *share_dir,
                          struct place place)
{
	const char *beside = seed_file_beside(reader->arena, map_file ? map_file : "", "messages");
	const char *delivered = arena_printf(reader->arena, "%s/messages", share_dir);
	struct texts names = {0};
	seed_file_names(reader->arena, beside, &names);
	if (texts_have(&names, language))
		return arena_printf(reader->arena, "%s/%s.yaml", beside, language);
	seed_file_names(reader->arena, delivered, &names);
	if (texts_have(&names, language))
		return delivered_path(reader->arena, share_dir, language);
	const char *known = node_hint(reader, language, names.items, names.count);
	if (names.count == 0)
		diag_error(reader->diag, UNKNOWN_NAME, place, NULL, "no languages found in '%s'", delivered);
	else
		diag_error(reader->diag, UNKNOWN_NAME, place,
		           arena_printf(reader->arena, "%s%s new language is a file %s/%s.yaml", known ? known : "",
		                        known && known[strlen(known) - 1] == '?' ? " A"
		                        : known                                  ? "; a"
		                                                                 : "a",
		                        beside, language),
		           "unknown language '%s'", language);
	return NULL;
}

static double thousands[] = {3};
static const struct number_style plain_numbers = {
        {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, ".", "\u00a0", {thousands, 1}};

static void read_digits(struct reader *reader, const struct node *node, struct number_style *style)
{
	size_t length = strlen(node->text), taken;
	if (base_utf8_length(node->text) != 10) {
		diag_error(reader->diag, WRONG_VALUE, node->place, "for example \"0123456789\"",
		           "digits: ten characters are needed, from the one for 0 to the one for 9, found %zu",
		           base_utf8_length(node->text));
		return;
	}
	for (size_t i = 0, k = 0; i < length; i += taken) {
		base_utf8_decode(node->text + i, length - i, &taken);
		style->digits[k++] = arena_text_n(reader->arena, node->text + i, taken);
	}
}

#define FIELD(name) offsetof(struct number_style, name)
static const struct option number_options[] = {
        {"digits", OPTION_SECTION, 0, NULL, "ten characters, from 0 to 9"},
        {"decimal", OPTION_TEXT, FIELD(decimal), NULL, "before the decimals"},
        {"group", OPTION_TEXT, FIELD(group), NULL, "between groups of digits"},
        {"grouping", OPTION_NUMBERS, FIELD(grouping), NULL, "sizes of the groups, from the right", 1, 9},
};
#undef FIELD
static const struct kind number_kind = {"section", "numbers:", OPTION_ROWS(number_options), 0};

static void read_number_style(struct reader *reader, const struct node *top, struct number_style *style)
{
	const struct node_entry *entry = node_entry_find(top, "numbers");
	const struct node *digits = entry ? node_get(entry->value, "digits") : NULL;
	if (digits && node_expect(reader, digits, NODE_TEXT, "digits"))
		read_digits(reader, digits, style);
	if (entry)
		options_read(reader, &number_kind, entry, false, style);
}

static const struct node *read_texts(struct reader *reader, const struct node *top)
{
	const struct node *texts = node_get(top, "messages");
	if (!texts) {
		diag_error(reader->diag, MISSING_KEY, (struct place){.source = top->place.source}, NULL,
		           "the file has no 'messages'");
		return NULL;
	}
	if (!node_expect(reader, texts, NODE_MAP, "messages"))
		return NULL;
	for (size_t i = 0; i < texts->count; i++) {
		const struct node_entry *entry = &texts->entries[i];
		if (entry->value->type != NODE_MAP)
			node_expect(reader, entry->value, NODE_TEXT, entry->key);
		for (size_t k = 0; entry->value->type == NODE_MAP && k < entry->value->count; k++)
			node_expect(reader, entry->value->entries[k].value, NODE_TEXT, entry->key);
	}
	return texts;
}

static void read_plural(struct reader *reader, const struct node_entry *entry, struct messages *messages,
                        size_t *capacity)
{
	size_t form = 0;
	while (form < PLURAL_FORMS && strcmp(messages_plural_names[form], entry->key) != 0)
		form++;
	if (form == PLURAL_FORMS || !node_expect(reader, entry->value, NODE_LIST, entry->key))
		return;
	for (size_t i = 0; i < entry->value->count; i++) {
		double number;
		if (!node_number(reader, entry->value->entries[i].value, entry->key, 0, PLURALS_LARGEST, &number))
			return;
		messages->plurals = arena_grow(reader->arena, messages->plurals, messages->plural_count, capacity,
		                               sizeof *messages->plurals);
		messages->plurals[messages->plural_count++] = (struct said_plural){form, number};
	}
}

/* Said by the delivered files, so that ICU need not be opened for them. */
static void read_plurals(struct reader *reader, const struct node *top, struct messages *messages)
{
	const struct node *node = node_get(top, "plurals");
	size_t capacity = 0;
	if (!node || !node_expect(reader, node, NODE_MAP, "plurals"))
		return;
	node_check_keys(reader, node, "plurals", messages_plural_names, PLURAL_FORMS);
	messages->says_plurals = true;
	for (size_t i = 0; i < node->count; i++)
		read_plural(reader, &node->entries[i], messages, &capacity);
}

#define FIELD(name) offsetof(struct messages, name)
static const struct option file_options[] = {
        {"language", OPTION_SECTION, 0, option_required, "as map files name it"},
        {"tag", OPTION_TEXT, FIELD(tag), option_required, "BCP 47: zh-Hans"},
        {"name", OPTION_SECTION, 0, NULL, "of the language"},
        {"extends", OPTION_SECTION, 0, NULL, "language whose texts stand for those that are missing"},
        {"plurals", OPTION_SECTION, 0, NULL, "numbers by plural form"},
        {"fonts", OPTION_TEXTS, FIELD(fonts), NULL, "families for its script, in order of preference"},
        {"numbers", OPTION_SECTION, 0, NULL, "how it writes numbers"},
        {"messages", OPTION_SECTION, 0, NULL, "the texts"},
};
#undef FIELD
const struct kind message_file_options = {"message file", "the keys of a message file", OPTION_ROWS(file_options), 0};

static struct messages *read_message_file(struct reader *reader, const char *language, const char *path,
                                          const char *share_dir, struct place place, bool may_extend)
{
	const struct source *source = seed_file_read(reader->arena, path, place, reader->diag);
	const struct node *top = source ? spec_yaml_read(reader, source) : NULL;
	if (!top)
		return NULL;
	size_t errors = reader->diag->errors;
	const struct node_entry file = {NULL, {.source = source}, (struct node *)top};
	struct messages *messages = ARENA_NEW(reader->arena, struct messages);
	options_read(reader, &message_file_options, &file, true, messages);
	const char *extends = node_text(reader, top, "extends");
	if (extends && !may_extend)
		diag_error(reader->diag, CONTRADICTION, node_get(top, "extends")->place, NULL,
		           "a file that is extended cannot extend another");
	else if (extends)
		messages->base = read_message_file(reader, extends, delivered_path(reader->arena, share_dir, extends),
		                                   share_dir, node_get(top, "extends")->place, false);
	const char *named = node_text(reader, top, "language");
	if (named && strcmp(named, language) != 0)
		diag_error(reader->diag, MISSING_KEY, node_get(top, "language")->place, NULL,
		           "the file is asked for '%s'", language);
	messages->numbers = messages->base ? messages->base->numbers : plain_numbers;
	read_number_style(reader, top, &messages->numbers);
	read_plurals(reader, top, messages);
	messages->texts = read_texts(reader, top);
	return reader->diag->errors == errors ? messages : NULL;
}

/* Adds the {names} of a message in all its forms. */
static void collect_names(struct arena *arena, const struct node *node, struct texts *names)
{
	for (size_t i = 0; node->type == NODE_MAP && i < node->count; i++)
		collect_names(arena, node->entries[i].value, names);
	const char *open = node->type == NODE_TEXT ? strchr(node->text, '{') : NULL;
	for (const char *close; open && (close = strchr(open, '}')) != NULL; open = strchr(close, '{')) {
		const char *name = arena_text_n(arena, open + 1, (size_t)(close - open - 1));
		if (names->count < MOST_NAMES && !texts_have(names, name))
			names->items[names->count++] = name;
	}
}

/* One text of a message against the {names} that the English message has. */
static void check_filled_names(struct reader *reader, const struct node *text, const char *key, bool counts,
                               const struct texts *wanted)
{
	struct texts names = {(const char *[MOST_NAMES]){0}, 0};
	collect_names(reader->arena, text, &names);
	for (size_t i = 0; i < names.count; i++)
		if (!texts_have(wanted, names.items[i]))
			diag_error(reader->diag, UNKNOWN_NAME, text->place,
			           node_hint(reader, names.items[i], wanted->items, wanted->count),
			           "%s: nothing fills {%s} in", key, names.items[i]);
	for (size_t i = 0; i < wanted->count; i++)
		if (!texts_have(&names, wanted->items[i]) && !(counts && strcmp(wanted->items[i], "count") == 0))
			diag_error(reader->diag, MISSING_KEY, text->place, NULL, "%s: {%s} does not occur", key,
			           wanted->items[i]);
}

/* A text for each form of the language; a plain text where it has but one. */
bool messages_check_forms(struct reader *reader, const struct node *node, const char *key,
                          const struct messages *messages)
{
	bool used[PLURAL_FORMS];
	const char *lacking = NULL;
	messages_plurals_used(messages, used);
	if (node->type == NODE_MAP)
		node_check_keys(reader, node, key, messages_plural_names, PLURAL_FORMS);
	for (size_t i = 0; i < PLURAL_FORMS; i++) {
		bool there = node->type == NODE_MAP ? node_get(node, messages_plural_names[i]) != NULL
		                                    : i + 1 == PLURAL_FORMS;
		if (used[i] && !there)
			lacking = lacking ? arena_printf(reader->arena, "%s, %s", lacking, messages_plural_names[i])
			                  : messages_plural_names[i];
	}
	if (lacking)
		diag_error(reader->diag, MISSING_KEY, node->place, "write {one: …, other: …}",
		           "%s: numbers in '%s' also need the plural form %s", key, messages->tag, lacking);
	return !lacking;
}

static void check_message(struct reader *reader, const struct messages *messages, const struct node_entry *entry,
                          const struct node *english)
{
	struct texts wanted = {(const char *[MOST_NAMES]){0}, 0};
	collect_names(reader->arena, english, &wanted);
	bool counts = english->type == NODE_MAP;
	const struct node *own = entry->value;
	if (counts)
		messages_check_forms(reader, own, entry->key, messages);
	else if (!node_expect(reader, own, NODE_TEXT, entry->key))
		return;
	if (own->type == NODE_TEXT)
		check_filled_names(reader, own, entry->key, counts, &wanted);
	for (size_t i = 0; own->type == NODE_MAP && i < own->count; i++)
		check_filled_names(reader, own->entries[i].value, entry->key, counts, &wanted);
}

static void check_against_english(struct reader *reader, const struct messages *messages, const struct node *english)
{
	const struct node *own = messages->texts;
	const char **names = ARENA_ARRAY(reader->arena, english->count + 1, const char *), *lacking = NULL;
	size_t lacking_count = 0;
	for (size_t i = 0; i < english->count; i++)
		names[i] = english->entries[i].key;
	node_check_keys(reader, own, "the messages", names, english->count);
	for (size_t i = 0; i < english->count; i++) {
		const struct node_entry *entry = node_entry_find(own, names[i]);
		if (entry && !node_is_nothing(entry->value)) {
			check_message(reader, messages, entry, english->entries[i].value);
		} else if (!messages_have(messages->base, names[i])) {
			lacking = lacking ? arena_printf(reader->arena, "%s, %s", lacking, names[i]) : names[i];
			lacking_count++;
		}
	}
	if (lacking)
		diag_error(reader->diag, MISSING_KEY, own->place,
		           "for the English text in their place write extends: en", "%zu message%s missing: %s",
		           lacking_count, lacking_count == 1 ? " is" : "s are", lacking);
}

const struct messages *messages_read(struct arena *arena, const char *language, const char *path, const char *share_dir,
                                     struct place place, struct diag *diag)
{
	struct reader reader = {.arena = arena, .diag = diag};
	size_t errors = diag->errors;
	const char *folder = share_dir ? share_dir : ".";
	struct messages *messages = read_message_file(&reader, language, path, folder, place, true);
	const char *measure = delivered_path(arena, folder, "en");
	if (!messages || strcmp(path, measure) == 0)
		return messages;
	const struct messages *english = read_message_file(&reader, "en", measure, folder, place, false);
	if (english)
		check_against_english(&reader, messages, english->texts);
	return diag->errors == errors ? messages : NULL;
}

/* Whether what the file says of its language's plural forms is so. */
static void check_plurals(struct reader *reader, const struct messages *messages, struct place place)
{
	for (int number = 0; number <= PLURALS_LARGEST; number++) {
		size_t real = messages_plural_by_rules(messages->tag, number),
		       said = messages_plural_form(messages, number);
		if (real == said)
			continue;
		diag_error(reader->diag, WRONG_VALUE, place, "leave it out for a language with such rules",
		           "plurals: %d takes the form '%s' in '%s', not '%s'", number, messages_plural_names[real],
		           messages->tag, messages_plural_names[said]);
		return;
	}
}

void messages_check(struct arena *arena, const struct node *top, const char *share_dir, struct diag *diag)
{
	struct reader reader = {.arena = arena, .diag = diag};
	const struct source *source = top->place.source;
	const char *language = node_need_text(&reader, top, "language", (struct place){.source = source}, "the file");
	const struct messages *messages =
	        language ? messages_read(arena, language, source->name, share_dir, no_place, diag) : NULL;
	if (messages && messages->says_plurals)
		check_plurals(&reader, messages, node_get(top, "plurals")->place);
}
