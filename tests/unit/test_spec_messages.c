/* Messages: filling in, fallbacks and errors; and that the delivered languages have the same keys and {names}. */
#include "spec_reading.h"

#include "spec/check_file.h"

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

static int open_clean(void **state)
{
	static const char *const languages[] = {"en", "zh", "fr", "pl", "hi"};
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		char path[200];
		snprintf(path, sizeof path, FOLDER "/messages/%s.yaml", languages[i]);
		unlink(path);
	}
	return open_reading(state);
}

static const struct messages *messages_of(struct reading *reading, const char *language, const char *share_dir)
{
	char path[200];
	snprintf(path, sizeof path, "%s/messages/%s.yaml", share_dir, language);
	return messages_read(&reading->arena, language, path, share_dir, no_place, &reading->diag);
}

static void test_read_and_fill(void **state)
{
	struct reading *reading = *state;
	const struct messages *english = messages_of(reading, "en", SHARE),
	                      *chinese = messages_of(reading, "zh", SHARE);
	assert_said(reading, "");
	assert_string_equal(messages_tag(english), "en");
	assert_string_equal(messages_tag(chinese), "zh-Hans");
	assert_string_equal(messages_text(chinese, "legend"), "图例");
	struct arena *arena = &reading->arena;
	assert_string_equal(messages_fill(arena, english, "since", "version", "1.0", "year", "2016", NULL),
	                    "Since 1.0 (2016)");
	/* A value that looks like a name is not filled again; a name without a value stays. */
	assert_string_equal(messages_fill(arena, english, "since", "version", "{year}", NULL), "Since {year} ({year})");
	assert_string_equal(messages_fill(arena, english, "since", "versio", "1", "versions", "2", NULL),
	                    "Since {version} ({year})");
	assert_string_equal(messages_fill(arena, english, "north", NULL), "N");
}

/* A map of one member whose `languages` and `messages` are the given lines. */
static bool read_in(struct reading *reading, const char *lines)
{
	char text[2000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: t\ntitle: T\n%s\ndata: {land: {file: land.shp, key: code}}\nlayers: [{id: land, "
	         "kind: area, data: "
	         "land}]\nmembers: {areas: land, list: {a: {key: x}}}\nversions: {\"1\": {members: [a]}}\n",
	         lines);
	return map_spec_read(&reading->arena, FOLDER "/test.yaml", text, strlen(text), &test_catalogue,
	                     &reading->overrides, &reading->diag, &reading->spec);
}

/* Named in the map file, beside it, or delivered: in this order. */
static void test_where_files_are(void **state)
{
	struct reading *reading = *state;
	write_messages("zh", "language: zh\ntag: zh-Hant\nname: 中文\nmessages: {legend: 圖例, since: x, north: 北}\n");
	write_messages("fr", "language: fr\ntag: fr\nname: Français\nmessages: {legend: L, since: x, north: N}\n");
	read_in(reading, "languages: [en, zh, fr]");
	assert_string_equal(reading->spec.message_files[0].path, SHARE "/messages/en.yaml");
	assert_string_equal(reading->spec.message_files[1].path, FOLDER "/messages/zh.yaml");
	assert_string_equal(reading->spec.message_files[2].path, FOLDER "/messages/fr.yaml");
	read_in(reading, "languages: [de, zh]\nmessages: {de: my/de.yaml, zh: /else/zh.yaml}");
	assert_string_equal(reading->spec.message_files[0].path, FOLDER "/my/de.yaml");
	assert_string_equal(reading->spec.message_files[1].path, "/else/zh.yaml");
}

static void test_unknown_language(void **state)
{
	struct reading *reading = *state;
	assert_false(read_in(reading, "languages: [de, ../messages/en, en]"));
	assert_said(reading,
	            FOLDER "/test.yaml:4:13: error: unknown language 'de' [unknown-name]\n"
	                   "    4 | languages: [de, ../messages/en, en]\n"
	                   "      |             ^~\n"
	                   "      = hint: known here: en, zh; a new language is a file " FOLDER
	                   "/messages/de.yaml\n" FOLDER "/test.yaml:4:17: error: unknown language '../messages/en' [unknown-name]\n"
	                   "    4 | languages: [de, ../messages/en, en]\n"
	                   "      |                 ^~~~~~~~~~~~~~\n"
	                   "      = hint: known here: en, zh; a new language is a file " FOLDER
	                   "/messages/../messages/en.yaml\n");
	diag_clear(&reading->diag);
	assert_false(read_in(reading, "languages: [en]\nmessages: {en: [x]}"));
	assert_said(reading, FOLDER "/test.yaml:5:16: error: en: expected a text, found a list [wrong-type]\n"
	                            "    5 | messages: {en: [x]}\n"
	                            "      |                ^~~\n");
}

static const char *const counting = "language: en\ntag: en\nname: English\n"
                                    "messages: {legend: Legend, north: N, since: 'Since {version}',"
                                    " members: {one: '{count} member', other: '{count} members'}}\n";

/* What a file must have: every message, every {name}, every plural form. */
static const struct {
	const char *text, *said;
} faults[] = {
        {"messages:\n  since: 'Od {version}'\n  members: {one: a, few: b, many: c, other: d}\n",
         "pl.yaml:4:1: error: 2 messages are missing: legend, north [missing-key]\n    4 | messages:\n      | ^~~~~~~~\n"
         "      = hint: for the English text in their place write extends: en\n"},
        {"extends: en\nmessages:\n  legnd: L\n",
         "pl.yaml:6:3: error: unknown key 'legnd' in the messages [unknown-key]\n    6 |   legnd: L\n      |   ^~~~~\n"
         "      = hint: did you mean 'legend'?\n"},
        {"extends: en\nmessages:\n  since: 'Od {wersion}'\n",
         "pl.yaml:6:10: error: since: nothing fills {wersion} in [unknown-name]\n    6 |   since: 'Od {wersion}'\n"
         "      |          ^~~~~~~~~~~~~~\n      = hint: did you mean 'version'?\n"
         "pl.yaml:6:10: error: since: {version} does not occur [missing-key]\n    6 |   since: 'Od {wersion}'\n"
         "      |          ^~~~~~~~~~~~~~\n"},
        {"extends: en\nmessages:\n  members: {one: członek, many: '{count} członków'}\n",
         "pl.yaml:6:12: error: members: numbers in 'pl' also need the plural form few, other [missing-key]\n"
         "    6 |   members: {one: członek, many: '{count} członków'}\n      |            ^\n"
         "      = hint: write {one: …, other: …}\n"},
        {"extends: en\nmessages:\n  members: '{count} członków'\n",
         "pl.yaml:6:12: error: members: numbers in 'pl' also need the plural form one, few, many [missing-key]\n"
         "    6 |   members: '{count} członków'\n      |            ^~~~~~~~~~~~~~~~~~\n"
         "      = hint: write {one: …, other: …}\n"},
        {"extends: en\nnumbers: {digits: '012', grouping: [0]}\nmessages: {legend: L}\n",
         "pl.yaml:5:19: error: digits: ten characters are needed, from the one for 0 to the one for 9, found "
         "3 [wrong-value]\n"
         "    5 | numbers: {digits: '012', grouping: [0]}\n      |                   ^~~~~\n"
         "      = hint: for example \"0123456789\"\n"
         "pl.yaml:5:37: error: 'grouping' must lie between 1 and 9, not 0 [out-of-range]\n"
         "    5 | numbers: {digits: '012', grouping: [0]}\n      |                                     ^\n"},
        {"extends: pl\nmessages: {legend: L}\n",
         "pl.yaml:4:10: error: a file that is extended cannot extend another [contradiction]\n    4 | extends: pl\n"
         "      |          ^~\n"},
        {"extends: en\nplurals: {fewe: [2]}\nmessages: {legend: L}\n",
         "pl.yaml:5:11: error: unknown key 'fewe' in plurals [unknown-key]\n    5 | plurals: {fewe: [2]}\n"
         "      |           ^~~~\n      = hint: did you mean 'few'?\n"},
        {"extends: en\nplurals: {few: [2, x]}\nmessages: {legend: L}\n",
         "pl.yaml:5:20: error: few: 'x' is not a number [wrong-value]\n    5 | plurals: {few: [2, x]}\n"
         "      |                    ^\n"},
        {"extends: en\nplurals: {few: [2]}\nmessages:\n  members: {one: a, other: b}\n",
         "pl.yaml:7:12: error: members: numbers in 'pl' also need the plural form few [missing-key]\n"
         "    7 |   members: {one: a, other: b}\n      |            ^\n"
         "      = hint: write {one: …, other: …}\n"},
        {"mesages: {}\n", "pl.yaml:4:1: error: unknown key 'mesages' in the message file [unknown-key]\n    4 | mesages: {}\n"
                          "      | ^~~~~~~\n      = hint: did you mean 'messages'?\n"
                          "pl.yaml: error: the file has no 'messages' [missing-key]\n"},
};

static void test_faults(void **state)
{
	struct reading *reading = *state;
	write_messages("en", counting);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		char text[1000], expected[2000] = "", *end = expected;
		snprintf(text, sizeof text, "language: pl\ntag: pl\nname: polski\n%s", faults[i].text);
		write_messages("pl", text);
		assert_null(messages_of(reading, "pl", FOLDER));
		for (const char *at = faults[i].said; *at;) { /* the folder before each file name */
			const char *next = strstr(at + 1, "\npl.yaml");
			int length = next ? (int)(next + 1 - at) : (int)strlen(at);
			end += sprintf(end, FOLDER "/messages/%.*s", length, at);
			at += length;
		}
		assert_said(reading, expected);
		diag_clear(&reading->diag);
	}
	write_messages("pl", "language: de\ntag: pl\nname: x\nextends: en\nmessages: {}\n");
	assert_null(messages_of(reading, "pl", FOLDER));
	assert_int_equal(reading->diag.errors, 1);
}

static void test_plural_forms_and_numbers(void **state)
{
	struct reading *reading = *state;
	struct arena *arena = &reading->arena;
	write_messages("en", counting);
	write_messages("pl",
	               "language: pl\ntag: pl\nname: polski\nextends: en\nnumbers: {decimal: ',', group: '.'}\n"
	               "messages: {members: {one: '{count} a', few: '{count} b', many: '{count} c', other: d}}\n");
	write_messages("hi", "language: hi\ntag: hi\nname: हिन्दी\nextends: en\n"
	                     "numbers: {digits: ०१२३४५६७८९, group: ',', grouping: [3, 2]}\nmessages: {legend: x}\n");
	const struct messages *polish = messages_of(reading, "pl", FOLDER), *hindi = messages_of(reading, "hi", FOLDER);
	assert_said(reading, "");
	static const struct {
		size_t number;
		const char *text;
	} counts[] = {{1, "1 a"}, {2, "2 b"}, {5, "5 c"}, {12, "12 c"}, {22, "22 b"}, {1000, "1.000 c"}};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		assert_string_equal(messages_count(arena, polish, "members", counts[i].number, NULL), counts[i].text);
	assert_string_equal(messages_count(arena, hindi, "members", 1, NULL), "१ member");
	assert_string_equal(messages_text(polish, "legend"), "Legend");
	assert_string_equal(messages_number(arena, polish, 1234567.25, 1), "1.234.567,3");
	assert_string_equal(messages_number(arena, polish, -120, 0), "−120");
	assert_string_equal(messages_number(arena, hindi, 12345678, 0), "१,२३,४५,६७८");
	assert_string_equal(messages_number(arena, hindi, 999, 0), "९९९");
	assert_string_equal(messages_number(arena, polish, 17794800000000.5, 9), "17.794.800.000.000,5");
	assert_string_equal(messages_number(arena, polish, 123456789.1, 9), "123.456.789,1");
	assert_string_equal(messages_number(arena, polish, -1.5e300, 6), "−1,5e300");
	assert_string_equal(messages_number(arena, polish, 1e19, 0), "1e19");
	assert_string_equal(messages_number(arena, polish, 1.23456789e-7, 9), "1,23456789e−7");
	assert_string_equal(messages_number(arena, polish, 0.00000123, 9), "0,00000123");
	assert_string_equal(messages_digits(arena, hindi, "120°30′"), "१२०°३०′");
}

/* What a map's members are called where they are counted, as `noun:` says it; NULL with what is said of it. */
static char *counted(struct reading *reading, const char *noun, const char *language, size_t number)
{
	char lines[300];
	snprintf(lines, sizeof lines, "languages: [%s]\nmessages: {pl: messages/pl.yaml}\n%s%s", language,
	         *noun ? "noun: " : "", noun);
	reading->overrides.share_dir = "seeds";
	assert_true(read_in(reading, lines));
	const char *folder = strcmp(language, "pl") ? "seeds" : FOLDER;
	const struct messages *messages = messages_of(reading, language, folder);
	const struct node *read = reading->spec.message_files[0].noun;
	assert_non_null(messages);
	if (read)
		messages = messages_with_noun(&reading->arena, messages, read, &reading->diag);
	return messages ? messages_counted(&reading->arena, messages, number) : NULL;
}

/* The message file's neutral word unless the map has its own, in the forms of each language. */
static void test_noun(void **state)
{
	struct reading *reading = *state;
	static const struct {
		const char *noun, *language;
		size_t number;
		const char *text;
	} cases[] = {
	        {"", "en", 1, "1 member"},
	        {"", "en", 20, "20 members"},
	        {"", "zh", 20, "20个成员"},
	        {"{en: [country, countries], zh: 国}", "en", 1, "1 country"},
	        {"{en: [country, countries], zh: 国}", "en", 20, "20 countries"},
	        {"{en: [country, countries], zh: 国}", "zh", 20, "20国"},
	        {"[sheep, sheep]", "en", 0, "0 sheep"},
	        {"{one: country, other: countries}", "en", 2, "2 countries"},
	        {"{pl: {one: kraj, few: kraje, many: krajów, other: kraju}}", "pl", 22, "22 kraje"},
	        {"{pl: {one: kraj, few: kraje, many: krajów, other: kraju}}", "pl", 5, "5 krajów"},
	};
	write_messages("en", "language: en\ntag: en\nname: English\nmessages: {noun: {one: a, other: b},"
	                     " counted: {one: '{count} {noun}', other: '{count} {noun}'}}\n");
	write_messages("pl", "language: pl\ntag: pl\nname: polski\nmessages:\n"
	                     "  noun: {one: a, few: b, many: c, other: d}\n"
	                     "  counted: {one: '{count} {noun}', few: '{count} {noun}', many: '{count} {noun}',"
	                     " other: '{count} {noun}'}\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = counted(reading, cases[i].noun, cases[i].language, cases[i].number);
		assert_said(reading, "");
		assert_string_equal(text, cases[i].text);
	}
	assert_null(counted(reading, "country", "en", 1));
	assert_null(counted(reading, "{one: kraj, other: kraju}", "pl", 1));
	assert_null(counted(reading, "[kraj, kraje]", "pl", 1));
	assert_int_equal(reading->diag.errors, 3);
	assert_string_equal(reading->diag.entries[0].message, "noun: numbers in 'en' also need the plural form one");
	assert_string_equal(reading->diag.entries[1].message,
	                    "noun: numbers in 'pl' also need the plural form few, many");
}

static void test_lists(void **state)
{
	struct reading *reading = *state;
	const struct messages *english = messages_of(reading, "en", "seeds"),
	                      *chinese = messages_of(reading, "zh", "seeds");
	const char *const items[] = {"a", "b", "c"};
	static const char *const expected[] = {"", "a", "a and b", "a, b and c"};
	for (size_t i = 0; i <= 3; i++)
		assert_string_equal(messages_list(&reading->arena, english, items, i), expected[i]);
	assert_string_equal(messages_list(&reading->arena, chinese, items, 3), "a、b和c");
}

/* What a file says of its language's plural forms is believed, but for a check of the file. */
static void test_plurals_said(void **state)
{
	struct reading *reading = *state;
	static const char text[] = "language: pl\ntag: pl\nname: polski\nextends: en\nplurals: {one: [1]}\n"
	                           "messages:\n  members: {one: '{count} a', other: '{count} b'}\n";
	write_messages("en", counting);
	write_messages("pl", text);
	assert_non_null(messages_of(reading, "pl", FOLDER));
	assert_said(reading, "");
	assert_true(spec_check_file(&reading->arena, FOLDER "/messages/pl.yaml", FOLDER, &reading->diag));
	assert_int_equal(reading->diag.errors, 1);
	assert_non_null(strstr(reading->diag.entries[0].message, "0 takes the form 'many' in 'pl', not 'other'"));
}

static const struct node *texts_of(struct reading *reading, const char *language)
{
	char path[200], *text = calloc(1, 1 << 16);
	snprintf(path, sizeof path, "seeds/messages/%s", language);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t length = fread(text, 1, (1 << 16) - 1, file);
	fclose(file);
	struct reader reader = {.arena = &reading->arena, .diag = &reading->diag};
	struct node *top = spec_yaml_read(&reader, spec_yaml_source(&reading->arena, path, text, length));
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
		if (a->entries[i].value->type == NODE_TEXT && other->value->type == NODE_TEXT &&
		    !has_names(a->entries[i].value->text, other->value->text))
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
		char path[100]; /* by its plural forms too */
		snprintf(path, sizeof path, "seeds/messages/%s.yaml", language);
		assert_true(spec_check_file(&reading->arena, path, "seeds", &reading->diag));
		count++;
	}
	closedir(folder);
	assert_true(count >= 20);
	assert_said(reading, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_clean, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_read_and_fill), TEST(test_where_files_are),          TEST(test_unknown_language),
	        TEST(test_faults),        TEST(test_plurals_said), TEST(test_plural_forms_and_numbers), TEST(test_noun), TEST(test_lists),
	        TEST(test_delivered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
