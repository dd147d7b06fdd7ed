/* Plural forms: which form of a counting message a number takes, by the rules of Unicode's CLDR.
 * In: a language tag and a number. Out: one of six names. The rules of some hundred languages are
 * ICU's data, which others keep, and a new message file needs none of its own. */
#include "spec/message_file.h"
#include <unicode/upluralrules.h>

#include <string.h>

const char *const messages_plural_names[PLURAL_FORMS] = {"zero", "one", "two", "few", "many", "other"};

#define OTHER_FORM (PLURAL_FORMS - 1)

static size_t select_form(const UPluralRules *rules, double number)
{
	UChar word[16];
	char plain[16] = "";
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = uplrules_select(rules, number, word, 16, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < length && i < 15; i++)
		plain[i] = (char)word[i];
	for (size_t i = 0; i < PLURAL_FORMS; i++)
		if (strcmp(plain, messages_plural_names[i]) == 0)
			return i;
	return OTHER_FORM;
}

static UPluralRules *open_rules(const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	UPluralRules *rules = uplrules_open(tag, &status);
	return U_SUCCESS(status) ? rules : NULL;
}

size_t messages_plural_by_rules(const char *tag, double number)
{
	UPluralRules *rules = open_rules(tag);
	size_t form = rules ? select_form(rules, number) : OTHER_FORM;
	uplrules_close(rules);
	return form;
}

size_t messages_plural_form(const struct messages *messages, double number)
{
	if (!messages->says_plurals)
		return messages_plural_by_rules(messages->tag, number);
	for (size_t i = 0; i < messages->plural_count; i++)
		if (messages->plurals[i].number == number)
			return messages->plurals[i].form;
	return OTHER_FORM;
}

void messages_plurals_used(const struct messages *messages, bool used[PLURAL_FORMS])
{
	UPluralRules *rules = messages->says_plurals ? NULL : open_rules(messages->tag);
	memset(used, 0, PLURAL_FORMS * sizeof *used);
	used[OTHER_FORM] = true;
	for (size_t i = 0; i < messages->plural_count; i++)
		used[messages->plurals[i].form] = true;
	for (int number = 0; rules && number <= 1000; number++)
		used[select_form(rules, number)] = true;
	uplrules_close(rules);
}
