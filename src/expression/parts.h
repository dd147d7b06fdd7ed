/* Parts of an expression, and the tokens of its text. Private to the room. */
#pragma once

#include "expression/expression.h"

enum expression_kind {
	EXPRESSION_COLUMN,
	EXPRESSION_LITERAL, /* a text; a number if is_number */
	EXPRESSION_JOIN,
	EXPRESSION_COMPARISON,
	EXPRESSION_IN,    /* the first part equals one of the others */
	EXPRESSION_MATCH, /* the first part, a column, holds one of the others: expression_match() */
	EXPRESSION_EMPTY,
	EXPRESSION_LIKE,
	EXPRESSION_NOT,
	EXPRESSION_AND,
	EXPRESSION_OR,
};

enum expression_relation { IS_EQUAL, IS_OTHER, IS_LESS, IS_LESS_OR_EQUAL, IS_GREATER, IS_GREATER_OR_EQUAL };

struct expression {
	enum expression_kind kind;
	enum expression_relation relation; /* of a comparison */
	const char *text;                  /* of a literal as it is written; a column's name */
	double number;
	bool is_number;
	bool is_truth; /* of a literal: true or false, not in quotes */
	const struct expression **parts;
	size_t count;
	struct place place; /* of a column */
};

enum token_kind {
	TOKEN_END,
	TOKEN_COLUMN, /* a name, a quoted name */
	TOKEN_TEXT,
	TOKEN_NUMBER,
	TOKEN_RELATION,
	TOKEN_PLUS,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_IN,
	TOKEN_IS,
	TOKEN_EMPTY,
	TOKEN_LIKE,
	TOKEN_FAULT,
};

struct token {
	enum token_kind kind;
	size_t start, length; /* in the text, bytes */
	const char *text;     /* a name or a literal without its quotes; what is wrong */
	const char *hint;     /* of a fault */
	double number;
	bool is_truth; /* of a text: true or false, not in quotes */
	enum expression_relation relation;
};

/* The token that begins at or behind byte `at`. */
struct token expression_token(struct arena *arena, const char *text, size_t at);

/* like.c: `%` and `*` stand for any characters, `_` for one; a backslash takes the next as it is. */
bool expression_is_like(const char *text, const char *pattern);
