/* Tables of options: from one the command line is read and --help is made. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

bool flag_read_switch(const char *text, void *field)
{
	*(bool *)field = true;
	return !text;
}

bool flag_read_text(const char *text, void *field)
{
	*(const char **)field = text;
	return *text;
}

bool flag_is_for(const struct flag *flag, unsigned user)
{
	return !user || !flag->users || flag->users & user;
}

void flag_table_help(const struct flag_table *table, unsigned user)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct flag *flag = &table->flags[i];
		if (!flag_is_for(flag, user))
			continue;
		const char *argument = flag->argument ? flag->argument : "";
		char left[64];
		snprintf(left, sizeof left, "%s%s%s%s%s", flag->name, flag->shorter ? ", " : "",
		         flag->shorter ? flag->shorter : "", *argument && *argument != '[' ? " " : "", argument);
		printf("  %-26s %s\n", left, flag->help);
	}
}

/* The flag that a word of the command line is, and what is joined to it: --name=value, -j4. */
static const struct flag *find_flag(const struct flag_table *table, const char *word, const char **joined)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct flag *flag = &table->flags[i];
		size_t length = strlen(flag->name);
		*joined = NULL;
		if (!strcmp(flag->name, word) || (flag->shorter && !strcmp(flag->shorter, word)))
			return flag;
		*joined = flag->argument ? word + (word[1] == '-' ? length + 1 : 2) : NULL;
		if (*joined && (word[1] == '-' ? !strncmp(word, flag->name, length) && word[length] == '='
		                               : flag->shorter && !strncmp(word, flag->shorter, 2)))
			return flag;
	}
	return NULL;
}

static bool report_unknown(const struct flag_table *table, const char *word, struct diag *diag)
{
	const char *joined, *name = arena_text_n(&diag->arena, word, strcspn(word, "="));
	const char *near = option_suggest(name, table->flags, sizeof *table->flags, table->count);
	if (find_flag(table, name, &joined))
		diag_error(diag, WRONG_USAGE, no_place, NULL, "%s takes no value: '%s'", name, word);
	else
		diag_error(diag, WRONG_USAGE, no_place,
		           near ? arena_printf(&diag->arena, "did you mean %s?", near) : NULL, "unknown option '%s'",
		           word);
	return false;
}

static bool read_word(const struct flag_table *table, int count, char **arguments, int *at, void *out,
                      unsigned long long *given, struct diag *diag)
{
	const char *word = arguments[*at], *value;
	const struct flag *flag = find_flag(table, word, &value);
	if (!flag)
		return report_unknown(table, word, diag);
	if (*given >> (flag - table->flags) & 1 && flag->argument && !flag->repeats)
		diag_warning(diag, UNUSED_ENTRY, no_place, NULL, "%s is given twice: the last counts", flag->name);
	*given |= 1ull << (flag - table->flags);
	if (flag->argument && *flag->argument != '[' && !value) {
		if (++*at >= count) {
			diag_error(diag, WRONG_USAGE, no_place, NULL, "%s needs a value: %s", flag->name,
			           flag->argument);
			return false;
		}
		value = arguments[*at];
	}
	if (flag->read(value, (char *)out + flag->offset))
		return true;
	diag_error(diag, WRONG_USAGE, no_place, flag->help, "%s takes %s, not '%s'", flag->name, flag->argument, value);
	return false;
}

bool flag_table_read(const struct flag_table *table, int count, char **arguments, void *out, unsigned long long *given,
                     struct diag *diag)
{
	const char **operand = (const char **)((char *)out + table->operand);
	bool flags_end = false; /* after "--" */
	*given = 0;
	for (int i = 0; i < count; i++) {
		bool is_flag = !flags_end && arguments[i][0] == '-' && arguments[i][1];
		if (is_flag && !strcmp(arguments[i], "--")) {
			flags_end = true;
			continue;
		}
		if (is_flag && !read_word(table, count, arguments, &i, out, given, diag))
			return false;
		if (!is_flag && !table->operand_name) {
			diag_error(diag, WRONG_USAGE, no_place, NULL, "nothing but options is read here, not '%s'",
			           arguments[i]);
			return false;
		}
		if (!is_flag && *operand) {
			diag_error(diag, WRONG_USAGE, no_place, NULL, "one %s at a time, not also '%s'",
			           table->operand_name, arguments[i]);
			return false;
		}
		if (!is_flag)
			*operand = arguments[i];
	}
	return true;
}
