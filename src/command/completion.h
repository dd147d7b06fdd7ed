/* What the completions of all shells propose, and one file for each shell. Private to command/. */
#pragma once

#include "command/command.h"

struct word_list {
	struct texts words;
	const char *suffixes[2]; /* and files that end so; NULL: no more */
	bool any_file;           /* files of whatever name */
	bool folders;            /* folders alone */
	bool is_joined;          /* several with commas between them */
	bool is_open;            /* what follows belongs to the word: "layout=" */
};

/* `argument`: of the option, NULL for an operand. */
void command_words(struct arena *arena, enum word_kind kind, const char *argument, struct word_list *out);
/* A text in single quotes; each letter of `special` gets `before`, and a quotation mark becomes `quote`. */
void command_quote(const char *text, const char *special, const char *before, const char *quote, struct buffer *out);

enum { COMMAND_SHELLS = 3 };
extern const char *const command_shells[COMMAND_SHELLS];

/* The scripts. */
void command_complete_bash(struct arena *arena, struct buffer *out);
void command_complete_zsh(struct arena *arena, struct buffer *out);
void command_complete_fish(struct arena *arena, struct buffer *out);
