/* Messages: filling in, fallbacks and errors; and that the delivered languages have the same keys and {names}. */
#include "spec_reading.h"

#include "spec/messages.h"
#include "spec/yaml.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "build/tmp-spec-messages"

static void write_messages(const char *language, const char *text)
{
	char path[200];
	mkdir("build", 0777);
	mkdir(FOLDER, 0777);
	mkdir(FOLDER "/messages", 0777);
	snprintf(path, sizeof path, FOLDER "/messages/%s.yaml", language);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static const struct messages *messages_of(struct reading *reading, const char *language, const char *share_dir)
{
	return messages_read(&reading->arena, language, share_dir, no_place, &reading->diag);
}

static void test_read_and_fill(void **state)
{
	struct reading *reading = *state;
	const struct messages *english = messages_of(reading, "en", SHARE),
	                      *chinese = messages_of(reading, "zh", SHARE);
	assert_said(reading, "");
	assert_string_equal(messages_tag(english), "en");
	assert_string_equal(messages_tag(chinese), "zh-Hans");
	assert_string_equal(message(chinese, "legend"), "图例");
	struct arena *arena = &reading->arena;
	assert_string_equal(message_fill(arena, english, "since", "version", "1.0", "year", "2016", NULL),
	                    "Since 1.0 (2016)");
	/* A value that looks like a name is not filled again; a name without a value stays. */
	assert_string_equal(message_fill(arena, english, "since", "version", "{year}", NULL), "Since {year} ({year})");
	assert_string_equal(message_fill(arena, english, "since", "versio", "1", "versions", "2", NULL),
	                    "Since {version} ({year})");
	assert_string_equal(message_fill(arena, english, "north", NULL), "N");
}

static void test_unknown_language(void **state)
{
	struct reading *reading = *state;
	assert_null(messages_of(reading, "de", SHARE));
	assert_null(messages_of(reading, "../messages/en", SHARE));
	assert_null(messages_of(reading, "", SHARE));
	assert_null(messages_of(reading, "en", "nowhere"));
	assert_said(reading, "corridor: error: unknown language 'de'\n"
	                     "      = hint: known here: en, zh\n"
	                     "corridor: error: unknown language '../messages/en'\n"
	                     "      = hint: known here: en, zh\n"
	                     "corridor: error: unknown language ''\n"
	                     "      = hint: known here: en, zh\n"
	                     "corridor: error: no languages found in 'nowhere/messages'\n");
}

static void test_incomplete_language(void **state)
{
	struct reading *reading = *state;
	write_messages("en", "language: en\ntag: en\nname: English\nmessages: {legend: Legend, north: N}\n");
	write_messages("fr", "language: fr\ntag: fr\nname: Français\nmessages: {legend: Légende}\n");
	const struct messages *french = messages_of(reading, "fr", FOLDER);
	assert_non_null(french);
	assert_string_equal(message(french, "legend"), "Légende");
	assert_string_equal(message(french, "north"), "N");
	assert_said(reading,
	            FOLDER "/messages/fr.yaml: warning: the message 'north' is missing; the English one is used\n");
}

static void test_wrong_files(void **state)
{
	struct reading *reading = *state;
	write_messages("en", "language: en\ntag: en\nname: English\nmessages: {legend: Legend, north: N}\n");
	write_messages("fr", "language: de\nname: Français\nmesages: {}\nmessages: {legnd: Légende, north: [N]}\n");
	assert_null(messages_of(reading, "fr", FOLDER));
	assert_said(reading,
	            FOLDER "/messages/fr.yaml:3:1: error: unknown key 'mesages' in the messages file\n"
	                   "    3 | mesages: {}\n"
	                   "      | ^~~~~~~\n"
	                   "      = hint: did you mean 'messages'?\n" FOLDER
	                   "/messages/fr.yaml:1:11: error: the file is named after 'fr'\n"
	                   "    1 | language: de\n"
	                   "      |           ^~\n" FOLDER "/messages/fr.yaml: error: the file has no 'tag'\n" FOLDER
	                   "/messages/fr.yaml:4:35: error: north: expected a text, found a list\n"
	                   "    4 | messages: {legnd: Légende, north: [N]}\n"
	                   "      |                                   ^~~\n");
	diag_clear(&reading->diag);
	write_messages("fr", "language: fr\ntag: fr\nname: Français\nmessages: {legnd: Légende, north: N}\n");
	assert_null(messages_of(reading, "fr", FOLDER));
	assert_int_equal(reading->diag.errors, 1);
}

static const struct node *texts_of(struct reading *reading, const char *language)
{
	char path[200], *text = calloc(1, 1 << 16);
	snprintf(path, sizeof path, "seeds/messages/%s", language);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t length = fread(text, 1, (1 << 16) - 1, file);
	fclose(file);
	struct reader reader = {&reading->arena, &reading->diag};
	struct node *top = yaml_read(&reader, yaml_source(&reading->arena, path, text, length));
	free(text);
	assert_non_null(top);
	return node_get(top, "messages");
}

/* Whether every {name} of `a` stands in `b`. */
static bool has_names(const char *a, const char *b)
{
	for (const char *open = strchr(a, '{'); open; open = strchr(open + 1, '{')) {
		char name[64];
		snprintf(name, sizeof name, "%.*s", (int)strcspn(open, "}") + 1, open);
		if (!strstr(b, name))
			return false;
	}
	return true;
}

static void compare(const struct node *a, const struct node *b, const char *language)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct node_entry *other = node_entry_find(b, a->entries[i].key);
		if (!other)
			fail_msg("%s: '%s' is in one language only", language, a->entries[i].key);
		if (!has_names(a->entries[i].value->text, other->value->text))
			fail_msg("%s: '%s' has other {names}", language, a->entries[i].key);
	}
}

static void test_delivered(void **state)
{
	struct reading *reading = *state;
	const struct node *english = texts_of(reading, "en.yaml");
	DIR *folder = opendir("seeds/messages");
	int count = 0;
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (*entry->d_name == '.')
			continue;
		const struct node *texts = texts_of(reading, entry->d_name);
		compare(english, texts, entry->d_name);
		compare(texts, english, entry->d_name);
		char language[64];
		snprintf(language, sizeof language, "%.*s", (int)strlen(entry->d_name) - 5, entry->d_name);
		assert_non_null(messages_of(reading, language, "seeds"));
		count++;
	}
	closedir(folder);
	assert_true(count >= 2);
	assert_said(reading, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_read_and_fill), TEST(test_unknown_language), TEST(test_incomplete_language),
	        TEST(test_wrong_files),   TEST(test_delivered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
