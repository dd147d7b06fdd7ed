/* The completion of zsh. In: the tables. Out: a function that _arguments is asked by. */
#include "command/completion.h"

static const char beginning[] = "#compdef corridor\n"
                                "# zsh completion of corridor, made by: corridor completion zsh\n"
                                "_corridor() {\n"
                                "\tlocal context state state_descr line\n"
                                "\tlocal -a commands\n"
                                "\ttypeset -A opt_args\n"
                                "\tcommands=(\n";
static const char middle[] = "\t)\n"
                             "\t_arguments -C '(- *)--help[what there is]' '(- *)--version[of the program]' "
                             "'1: :->command' '*:: :->rest'\n"
                             "\tif [[ $state == command ]]; then\n"
                             "\t\t_describe command commands\n"
                             "\t\treturn\n"
                             "\tfi\n"
                             "\tcase $words[1] in\n";
static const char end[] =
        "\tesac\n"
        "}\n"
        "if [[ $funcstack[1] == _corridor ]]; then _corridor \"$@\"; else compdef _corridor corridor; fi\n";

/* What _arguments does for the value, after its colon. */
static void add_action(const struct word_list *list, struct buffer *out)
{
	if (list->is_joined)
		buffer_text(out, "_values -s , value");
	else if (list->words.count)
		buffer_text(out, list->is_open       ? "compadd -S \"\" -"
		                 : list->suffixes[0] ? "_alternative \"words\\:word\\:("
		                                     : "(");
	for (size_t i = 0; i < list->words.count; i++) {
		buffer_text(out, i || list->is_joined || list->is_open ? " " : "");
		for (const char *at = list->words.items[i]; *at; at++) {
			buffer_text(out, *at == ':' ? "\\" : "");
			buffer_char(out, *at);
		}
	}
	if (list->words.count && !list->is_joined && !list->is_open)
		buffer_text(out, list->suffixes[0] ? ")\" \"files\\:file\\:_files -g \\*" : ")");
	else if (list->suffixes[0])
		buffer_printf(out, "_files -g \"*%s", list->suffixes[1] ? "(" : "");
	else if (list->any_file || list->folders)
		buffer_text(out, list->folders ? "_files -/" : "_files");
	if (list->suffixes[0])
		buffer_text(out, list->suffixes[0]);
	if (list->suffixes[0] && list->suffixes[1])
		buffer_printf(out, "|%s)", list->suffixes[1]);
	buffer_text(out, list->suffixes[0] ? "\"" : "");
}

/* '(-f --format)'{-f,--format=}'[help]:LIST:action' */
static void add_flag(struct arena *arena, const struct flag *flag, struct buffer *out)
{
	struct word_list list;
	bool may_be_left_out = flag->argument && *flag->argument == '[';
	const char *joint = may_be_left_out ? "=-" : flag->argument ? "=" : "";
	command_words(arena, flag->words, flag->argument, &list);
	buffer_text(out, " \\\n\t\t\t");
	if (flag->repeats)
		buffer_printf(out, "'*'");
	if (flag->shorter)
		buffer_printf(out, "'(%s %s)'{%s%s,%s%s}", flag->shorter, flag->name, flag->shorter,
		              flag->argument ? "+" : "", flag->name, joint);
	else
		buffer_printf(out, "%s%s", flag->name, joint);
	command_quote(arena_printf(arena, "[%s]", flag->help), ":", "\\", "'\\''", out);
	if (!flag->argument)
		return;
	buffer_text(out, may_be_left_out ? "'::value:" : "':value:");
	add_action(&list, out);
	buffer_char(out, '\'');
}

static void add_command(struct arena *arena, const struct command *command, struct buffer *out)
{
	const struct flag_table *table = command->table;
	struct word_list operands;
	command_words(arena, table->operand_words, NULL, &operands);
	buffer_printf(out, "\t%s)\n\t\t_arguments -s -S '(- *)--help[its options]'", command->name);
	for (size_t i = 0; i < table->count; i++)
		if (flag_is_for(&table->flags[i], command->user))
			add_flag(arena, &table->flags[i], out);
	if (table->operand_name) {
		buffer_printf(out, " \\\n\t\t\t'*:%s:", table->operand_name);
		add_action(&operands, out);
		buffer_char(out, '\'');
	}
	buffer_text(out, " ;;\n");
}

void command_complete_zsh(struct arena *arena, struct buffer *out)
{
	buffer_text(out, beginning);
	for (size_t i = 0; i < command_count; i++) {
		buffer_text(out, "\t\t");
		command_quote(arena_printf(arena, "%s:%s", commands[i]->name, commands[i]->help), "", "", "'\\''", out);
		buffer_char(out, '\n');
	}
	buffer_text(out, middle);
	for (size_t i = 0; i < command_count; i++)
		add_command(arena, commands[i], out);
	buffer_text(out, end);
}
