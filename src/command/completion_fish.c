/* The completion of fish. In: the tables. Out: a `complete` for each word. */
#include "command/completion.h"

#include <string.h>

static void add_help(const char *help, struct buffer *out)
{
	buffer_text(out, " -d ");
	command_quote(help, "\\", "\\", "\\'", out);
	buffer_char(out, '\n');
}

/* ` -x -a '…'`; `is_value`: of an option, which needs one. */
static void add_words(const struct word_list *list, bool is_value, struct buffer *out)
{
	if (list->any_file) {
		buffer_text(out, " -r -F");
		return;
	}
	buffer_printf(out, "%s -a '", is_value ? " -x" : "");
	if (list->words.count)
		buffer_text(out, list->is_joined ? "(__fish_append ," : "");
	for (size_t i = 0; i < list->words.count; i++)
		buffer_printf(out, "%s%s", i || list->is_joined ? " " : "", list->words.items[i]);
	buffer_text(out, list->words.count && list->is_joined ? ")" : "");
	for (size_t i = 0; i < 2 && list->suffixes[i]; i++)
		buffer_printf(out, "%s(__fish_complete_suffix %s)", i || list->words.count ? " " : "",
		              list->suffixes[i]);
	buffer_text(out, list->folders ? "(__fish_complete_directories)'" : "'");
}

static void add_flag(struct arena *arena, const struct command *command, const struct flag *flag, struct buffer *out)
{
	struct word_list list;
	command_words(arena, flag->words, flag->argument, &list);
	buffer_printf(out, "complete -c corridor -n '__fish_seen_subcommand_from %s' -l %s", command->name,
	              flag->name + strlen("--"));
	if (flag->shorter)
		buffer_printf(out, " -s %s", flag->shorter + 1);
	if (flag->argument && *flag->argument != '[')
		add_words(&list, true, out);
	add_help(flag->help, out);
}

static void add_command(struct arena *arena, const struct command *command, struct buffer *out)
{
	const struct flag_table *table = command->table;
	struct word_list operands;
	buffer_printf(out, "complete -c corridor -n __fish_use_subcommand -a %s", command->name);
	add_help(command->help, out);
	for (size_t i = 0; i < table->count; i++)
		if (flag_is_for(&table->flags[i], command->user))
			add_flag(arena, command, &table->flags[i], out);
	buffer_printf(out, "complete -c corridor -n '__fish_seen_subcommand_from %s' -l help", command->name);
	add_help("its options", out);
	if (table->operand_words == WORDS_NONE)
		return;
	command_words(arena, table->operand_words, NULL, &operands);
	buffer_printf(out, "complete -c corridor -n '__fish_seen_subcommand_from %s'", command->name);
	add_words(&operands, false, out);
	add_help(table->operand_name, out);
}

void command_complete_fish(struct arena *arena, struct buffer *out)
{
	buffer_text(out, "# fish completion of corridor, made by: corridor completion fish\ncomplete -c corridor -f\n"
	                 "complete -c corridor -n __fish_use_subcommand -l help -d 'what there is'\n"
	                 "complete -c corridor -n __fish_use_subcommand -l version -d 'of the program'\n");
	for (size_t i = 0; i < command_count; i++)
		add_command(arena, commands[i], out);
}
