/* Tokens of an expression. In: its text, UTF-8. Out: one token after the other, quotes taken off.
 * A name is letters, digits and '_', with '.', ':' or '-' inside, so that OpenStreetMap's name:en needs no quotes: the
 * language has no subtraction. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "expression/parts.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *text;
	enum token_kind kind;
} words[] = {
        {"and", TOKEN_AND}, {"or", TOKEN_OR},       {"not", TOKEN_NOT},   {"in", TOKEN_IN},
        {"is", TOKEN_IS},   {"empty", TOKEN_EMPTY}, {"like", TOKEN_LIKE},
};

/* Longer before shorter. */
static const struct {
	const char *text;
	enum token_kind kind;
	enum expression_relation relation;
	const char *hint; /* the language writes it so; NULL: it does */
} signs[] = {
        {"==", TOKEN_FAULT, 0, "write = for 'is equal to'"},
        {"!=", TOKEN_RELATION, IS_OTHER, NULL},
        {"<>", TOKEN_FAULT, 0, "write != for 'is not equal to'"},
        {"<=", TOKEN_RELATION, IS_LESS_OR_EQUAL, NULL},
        {">=", TOKEN_RELATION, IS_GREATER_OR_EQUAL, NULL},
        {"&&", TOKEN_FAULT, 0, "write and"},
        {"||", TOKEN_FAULT, 0, "write +, which joins texts, or the word or"},
        {"=~", TOKEN_FAULT, 0, "write like, with % for any characters"},
        {"=", TOKEN_RELATION, IS_EQUAL, NULL},
        {"<", TOKEN_RELATION, IS_LESS, NULL},
        {">", TOKEN_RELATION, IS_GREATER, NULL},
        {"+", TOKEN_PLUS, 0, NULL},
        {"(", TOKEN_OPEN, 0, NULL},
        {")", TOKEN_CLOSE, 0, NULL},
        {",", TOKEN_COMMA, 0, NULL},
        {"!", TOKEN_FAULT, 0, "write not"},
        {"[", TOKEN_FAULT, 0, "a column with an odd name stands in backticks: `my column`"},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* Bytes of the name at the beginning of the text. */
static size_t name_length(const char *text)
{
	size_t length = 0;
	for (;;) {
		if (begins_name(text[length]) || is_digit(text[length]))
			length++;
		else if (text[length] && strchr(".:-", text[length]) &&
		         (begins_name(text[length + 1]) || is_digit(text[length + 1])))
			length += 2;
		else
			return length;
	}
}

static size_t number_length(const char *text)
{
	size_t length = text[0] == '-';
	length += strspn(text + length, "0123456789.");
	size_t sign = (text[length] == 'e' || text[length] == 'E') && strchr("+-", text[length + 1]) ? 2 : 1;
	if ((text[length] == 'e' || text[length] == 'E') && is_digit(text[length + sign]))
		length += sign + strspn(text + length + sign, "0123456789");
	return length;
}

static struct token read_name(struct arena *arena, const char *text, struct token token)
{
	token.length = name_length(text);
	token.kind = TOKEN_COLUMN;
	token.text = arena_text_n(arena, text, token.length);
	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcasecmp(token.text, words[i].text))
			token.kind = words[i].kind;
	if (!strcasecmp(token.text, "true") || !strcasecmp(token.text, "false")) {
		token.kind = TOKEN_TEXT;
		token.is_truth = true;
	}
	return token;
}

static struct token read_number(struct arena *arena, const char *text, struct token token)
{
	token.length = number_length(text);
	token.kind = TOKEN_NUMBER;
	token.text = arena_text_n(arena, text, token.length);
	size_t more = name_length(text + token.length);
	if (more || !base_number_parse(token.text, &token.number)) {
		token.kind = TOKEN_FAULT;
		token.length += more;
		token.text = "this is neither a number nor a column";
		token.hint = "a column whose name begins with a digit stands in backticks: `2010 pop`";
	}
	return token;
}

/* A quote inside is written twice. */
static struct token read_quoted(struct arena *arena, const char *text, struct token token)
{
	const char quote = *text, *at = text + 1;
	char *out = arena_alloc(arena, strlen(text) + 1);
	size_t count = 0;
	token.text = out;
	token.kind = quote == '`' ? TOKEN_COLUMN : TOKEN_TEXT;
	for (; *at && (*at != quote || at[1] == quote); at++) {
		at += *at == quote;
		out[count++] = *at;
	}
	token.length = (size_t)(at - text) + (*at == quote);
	if (*at == quote && (count || quote != '`'))
		return token;
	token.kind = TOKEN_FAULT;
	token.text = *at ? "the name of a column is missing" : "the closing quote is missing";
	token.hint = *at ? NULL
	                 : "a quote inside is written twice; what YAML would cut off, such as ' #', needs quotes round "
	                   "the whole expression";
	return token;
}

static struct token read_sign(struct arena *arena, const char *text, struct token token)
{
	size_t taken;
	for (size_t i = 0; i < COUNT(signs); i++) {
		token.length = strlen(signs[i].text);
		if (strncmp(text, signs[i].text, token.length) != 0)
			continue;
		token.kind = signs[i].kind;
		token.relation = signs[i].relation;
		token.hint = signs[i].hint;
		token.text = signs[i].text;
		if (token.kind == TOKEN_FAULT)
			token.text = arena_printf(arena, "'%s' has no meaning here", signs[i].text);
		return token;
	}
	base_utf8_decode(text, strlen(text), &taken);
	token.kind = TOKEN_FAULT;
	token.length = taken;
	token.text = arena_printf(arena, "'%.*s' has no meaning here", (int)taken, text);
	token.hint = "a column with an odd name stands in backticks, a text in quotes";
	return token;
}

struct token expression_token(struct arena *arena, const char *text, size_t at)
{
	at += strspn(text + at, " \t\r\n");
	struct token token = {.kind = TOKEN_END, .start = at};
	text += at;
	if (!*text)
		return token;
	if (begins_name(*text))
		return read_name(arena, text, token);
	bool signed_number = *text == '-' && (is_digit(text[1]) || (text[1] == '.' && is_digit(text[2])));
	if (is_digit(*text) || (*text == '.' && is_digit(text[1])) || signed_number)
		return read_number(arena, text, token);
	if (strchr("\"'`", *text))
		return read_quoted(arena, text, token);
	return read_sign(arena, text, token);
}
