/* What a message file holds after reading. Private to spec/. */
#pragma once

#include "base/options.h"
#include "spec/messages.h"
#include "spec/node.h"

struct number_style {
	const char *digits[10]; /* one character each */
	const char *decimal, *group;
	struct numbers grouping; /* sizes from the right; the last holds for all further ones */
};

/* A number that takes another form than "other", as the file says. */
struct said_plural {
	size_t form;
	double number;
};

struct messages {
	const char *tag;
	const struct node *texts;    /* NODE_MAP of texts, or of maps plural form -> text */
	const struct messages *base; /* the language it `extends`; NULL */
	struct number_style numbers;
	struct texts fonts;
	bool says_plurals; /* in the list below; otherwise ICU is asked */
	struct said_plural *plurals;
	size_t plural_count;
};

/* messages/LANGUAGE.yaml beside the map file, else in share_dir; NULL with an error that lists the languages there are.
 */
const char *messages_path(struct reader *reader, const char *language, const char *map_file, const char *share_dir,
                          struct place place);
/* The keys of a message file. */
extern const struct kind message_file_options;
/* Checks the file whose tree this is against the English one, by the language that it states. */
void messages_check(struct arena *arena, const struct node *top, const char *share_dir, struct diag *diag);

/* False, with an error, if the text lacks one of the plural forms that the language has. */
bool messages_check_forms(struct reader *reader, const struct node *text, const char *key,
                          const struct messages *messages);

/* Plural forms by Unicode's rules (CLDR), from ICU. */
enum { PLURAL_FORMS = 6 };
extern const char *const messages_plural_names[PLURAL_FORMS]; /* zero, one, two, few, many, other */
/* Index of the form for a whole number; "other" for a language that is not known. */
size_t messages_plural_by_rules(const char *tag, double number);
/* The same in the messages' language, by what their file says where it says so. */
size_t messages_plural_form(const struct messages *messages, double number);
/* Which forms the numbers from 0 to 1000 take in it. */
void messages_plurals_used(const struct messages *messages, bool used[PLURAL_FORMS]);
