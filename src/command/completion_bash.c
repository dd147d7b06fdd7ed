/* The completion of bash, 3.2 and later. In: the tables. Out: a script that sets COMPREPLY.
 * The words are taken from the line itself: bash parts them at = and : as well, and replaces only what stands behind.
 */
#include "command/completion.h"

#include <stdio.h>

static const char functions[] =
        "# bash completion of corridor, made by: corridor completion bash\n"
        "_corridor_reply() { # a word that may stand there whole\n"
        "\t[[ $1 == \"$word\"* ]] && { local whole=$before_word$1; COMPREPLY+=(\"${whole#\"$cut\"}\"); }\n"
        "}\n"
        "_corridor_words() { local one; for one; do _corridor_reply \"$one\"; done; }\n"
        "_corridor_joined() { # words with commas between them\n"
        "\tlocal one done=''\n"
        "\t[[ $word == *,* ]] && done=${word%,*},\n"
        "\tfor one; do [[ ,$done == *,$one,* ]] || _corridor_reply \"$done$one\"; done\n"
        "}\n"
        "_corridor_open() { compopt -o nospace 2>/dev/null; _corridor_words \"$@\"; }\n"
        "_corridor_files() { # files with one of these suffixes, and folders\n"
        "\tlocal path suffix\n"
        "\tcompopt -o filenames 2>/dev/null\n"
        "\twhile IFS= read -r path; do\n"
        "\t\t[[ -d ${path/#~/$HOME} ]] && _corridor_reply \"$path\" && continue\n"
        "\t\tfor suffix; do [[ $path == *\"$suffix\" ]] && _corridor_reply \"$path\"; done\n"
        "\tdone < <(compgen -f -- \"$word\")\n"
        "}\n";

static const char beginning[] =
        "_corridor() {\n"
        "\tlocal line=${COMP_LINE:0:COMP_POINT} word before joint='' before_word='' cut='' sign last\n"
        "\tlocal -a words\n"
        "\tCOMPREPLY=()\n"
        "\tread -a words <<<\"$line\"\n"
        "\t[[ $line == *[[:blank:]] ]] && words+=('')\n"
        "\tlast=$((${#words[@]} - 1))\n"
        "\t((last > 0)) || return\n"
        "\tword=${words[last]} before=${words[last - 1]}\n"
        "\tfor sign in = :; do # what stands before these is not replaced\n"
        "\t\t[[ $COMP_WORDBREAKS == *$sign* && ${word#\"$cut\"} == *$sign* ]] && cut=${word%\"${word##*$sign}\"}\n"
        "\tdone\n"
        "\t[[ $word == --*=* ]] && joint== before=${word%%=*} before_word=${word%%=*}= word=${word#*=}\n";

static void add_call(const struct word_list *list, struct buffer *out)
{
	if (list->words.count) {
		buffer_text(out, list->is_joined ? "_corridor_joined"
		                 : list->is_open ? "_corridor_open"
		                                 : "_corridor_words");
		for (size_t i = 0; i < list->words.count; i++) {
			buffer_char(out, ' ');
			command_quote(list->words.items[i], "", "", "'\\''", out);
		}
	}
	if (!list->suffixes[0] && !list->any_file && !list->folders)
		return;
	buffer_text(out, list->words.count ? "; _corridor_files" : "_corridor_files");
	if (list->any_file)
		buffer_text(out, " ''");
	for (size_t i = 0; i < 2 && list->suffixes[i]; i++)
		buffer_printf(out, " %s", list->suffixes[i]);
}

/* The values of an option, behind it or joined by =; where it may be left out, only joined. */
static void add_values(struct arena *arena, const struct command *command, const struct flag *flag, struct buffer *out)
{
	struct word_list list;
	bool may_be_left_out = *flag->argument == '[';
	command_words(arena, flag->words, flag->argument, &list);
	buffer_printf(out, "\t'%s %s='", command->name, flag->name);
	if (!may_be_left_out)
		buffer_printf(out, " | '%s %s'", command->name, flag->name);
	if (flag->shorter)
		buffer_printf(out, " | '%s %s'", command->name, flag->shorter);
	buffer_text(out, ") ");
	add_call(&list, out);
	buffer_text(out, "; return ;;\n");
}

static void add_options(struct arena *arena, const struct command *command, struct buffer *out)
{
	struct word_list operands;
	command_words(arena, command->table->operand_words, NULL, &operands);
	buffer_printf(out, "\t%s)\n\t\tif [[ $word == -?* ]]; then _corridor_words --help", command->name);
	for (size_t i = 0; i < command->table->count; i++)
		if (flag_is_for(&command->table->flags[i], command->user))
			buffer_printf(out, " %s", command->table->flags[i].name);
	buffer_text(out, "; return; fi\n\t\t");
	add_call(&operands, out);
	buffer_text(out, " ;;\n");
}

void command_complete_bash(struct arena *arena, struct buffer *out)
{
	buffer_text(out, functions);
	buffer_text(out, beginning);
	buffer_text(out, "\tif ((last == 1)); then _corridor_words");
	for (size_t i = 0; i < command_count; i++)
		buffer_printf(out, " %s", commands[i]->name);
	buffer_text(out, " --help --version; return; fi\n\tcase \"${words[1]} $before$joint\" in\n");
	for (size_t i = 0; i < command_count; i++)
		for (size_t k = 0; k < commands[i]->table->count; k++) {
			const struct flag *flag = &commands[i]->table->flags[k];
			if (flag_is_for(flag, commands[i]->user) && flag->words)
				add_values(arena, commands[i], flag, out);
		}
	buffer_text(out, "\tesac\n\tcase ${words[1]} in\n");
	for (size_t i = 0; i < command_count; i++)
		add_options(arena, commands[i], out);
	buffer_text(out, "\tesac\n}\ncomplete -F _corridor corridor\n");
}
