/* Node: one value of a YAML file with its place; and the getters with which every section is read. A getter
 * that finds the wrong thing adds an error and says so; a section goes on after it, so that one run reports
 * everything. Private to spec/. */
#pragma once

#include "base/options.h"

enum node_type { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node;

struct node_entry {
	const char *key; /* NULL in a list */
	struct place key_place;
	struct node *value;
};

struct node {
	enum node_type type;
	struct place place; /* a map or list in lines below its key: the key's place */
	const char *text;   /* NODE_TEXT: as written, quotes and escapes resolved, one line */
	const char *lines;  /* of a block text, with its line breaks; NULL */
	bool is_made;       /* by the program, of what the author wrote in a shorter form */
	bool quoted;        /* or a block text: never taken for "nothing" */
	struct node_entry *entries;
	size_t count, capacity;
};

/* Where results and errors go, and what the values of a map file refer to. */
struct reader {
	struct arena *arena;
	struct diag *diag;
	const struct node *top;       /* with the sections that OPTION_REFERENCE names; NULL: none */
	const char *const *languages; /* that a localized text should have */
	size_t language_count;
	const struct source *aside; /* a file of the program's whose texts the map shows beside its own, in languages
	                               that it need not have; NULL */
};

struct node *node_new(struct arena *arena, enum node_type type, struct place place);
struct node *node_new_text(struct arena *arena, const char *text, struct place place);
void node_add(struct arena *arena, struct node *parent, const char *key, struct place key_place, struct node *value);

/* Entry of a map, or NULL. */
struct node_entry *node_entry_find(const struct node *map, const char *key);
/* Value of a key; NULL when the key is absent or nothing stands behind it. */
struct node *node_get(const struct node *map, const char *key);
/* Nothing written: no text, "~" or "null" without quotes; also NULL. */
bool node_is_nothing(const struct node *node);

/* `none`, in any case, which is none of whatever the key takes; in quotes it is a text: a column may have that name. */
bool node_is_none(const struct node *node);

/* False with "WHAT: expected a list, found a text" when the node has another type. */
bool node_expect(struct reader *reader, const struct node *node, enum node_type type, const char *what);
/* Reports every key of the map that is not among `names`, with the nearest as a hint. */
void node_check_keys(struct reader *reader, const struct node *map, const char *what, const char *const *names,
                     size_t count);
bool node_is_among(const char *word, const char *const *names, size_t count);
/* "did you mean 'NAME'?" or the list of names; NULL when neither helps. */
const char *node_hint(struct reader *reader, const char *word, const char *const *names, size_t count);
/* Error "unknown WHAT 'WORD'" with that hint. */
void node_unknown(struct reader *reader, struct place place, const char *what, const char *word,
                  const char *const *names, size_t count);

/* Text behind a key; NULL when it is absent or (with an error) not a text. */
const char *node_text(struct reader *reader, const struct node *map, const char *key);
/* The same, but absence is an error at `owner`, which says what has no such key. */
const char *node_need_text(struct reader *reader, const struct node *map, const char *key, struct place owner,
                           const char *what);
/* Texts of a list; one text counts as a list of one. False with errors. */
bool node_texts(struct reader *reader, const struct node *node, const char *what, struct texts *out);
/* Place of the item with this index in a node read by node_texts(). */
struct place node_item_place(const struct node *node, size_t index);
/* A number between minimum and maximum (both 0: no limit). */
bool node_number(struct reader *reader, const struct node *node, const char *what, double minimum, double maximum,
                 double *out);
/* One of the words; *out is its index. */
bool node_choice(struct reader *reader, const struct node *node, const char *what, const char *const *words,
                 size_t count, size_t *out);
char *node_lower_case(struct arena *arena, const char *text); /* A to Z alone */
bool node_is_id_character(char c);                            /* a lower-case letter, a digit, '-' or '_' */
/* Whether the text is an id: lower-case letters, digits, '-' and '_'; an error if not. */
bool node_is_id(struct reader *reader, const char *text, struct place place, const char *what);

/* Sorts the diagnostics from `first` on by their place in `source`, as people repair a file from its top; those with
 * other places follow. A note stays behind its error. */
void reader_order(struct reader *reader, size_t first, const struct source *source);
