/* Conditions and labels of a file. In: nodes. Out: expressions, with errors at their characters. */
#include "expression/expression.h"
#include "spec/read_options.h"

#include <string.h>

#define SIGNS "\"'`+()=<>,!" /* a text with one of them is meant as an expression */

/* {column: value, column: [value, value]} */
static const struct expression *read_matches(struct reader *reader, const struct node *node)
{
	const struct expression **matches = ARENA_ARRAY(reader->arena, node->count + 1, const struct expression *);
	size_t count = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct texts values;
		if (!node_texts(reader, entry->value, entry->key, &values))
			continue;
		if (values.count == 0)
			diag_error(reader->diag, EMPTY_VALUE, entry->value->place, NULL, "%s: the list is empty",
			           entry->key);
		matches[count++] =
		        expression_match(reader->arena, entry->key, entry->key_place, values.items, values.count);
	}
	return expression_all(reader->arena, matches, count);
}

bool options_read_condition(struct reader *reader, const char *what, const struct node *node,
                            const struct expression **field)
{
	size_t errors = reader->diag->errors;
	if (node->type == NODE_MAP)
		*field = read_matches(reader, node);
	else if (node->type == NODE_TEXT)
		*field = expression_parse(reader->arena, node->text, node->place, EXPRESSION_CONDITION, reader->diag);
	else
		diag_error(reader->diag, WRONG_TYPE, node->place, "for example rank <= 3, or {kind: station}",
		           "%s: expected a condition, found a list", what);
	return reader->diag->errors == errors;
}

static bool add_label(struct reader *reader, const char *language, const char *text, struct place place,
                      struct diag *diag, struct label *label)
{
	const struct expression *parsed = expression_parse(reader->arena, text, place, EXPRESSION_TEXT, diag);
	if (parsed)
		label->entries[label->count++] = (struct label_entry){language, parsed};
	return parsed;
}

bool options_read_label(struct reader *reader, const struct node *node, const struct localized *texts,
                        struct label *label)
{
	*label = (struct label){.place = node->place,
	                        .entries = ARENA_ARRAY(reader->arena, node->count + 1, struct label_entry)};
	if (node->type == NODE_TEXT) {
		struct diag unused;
		label->written = *node->text ? node->text : NULL;
		diag_init(&unused);
		bool is_parsed = !label->written || add_label(reader, "", node->text, node->place, &unused, label);
		if (!is_parsed && !strpbrk(node->text, SIGNS)) /* many tables have "Place name" */
			label->entries[label->count++] =
			        (struct label_entry){"", expression_of_column(reader->arena, node->text, node->place)};
		diag_clear(&unused);
		return true;
	}
	for (size_t i = 0; i < texts->count; i++)
		add_label(reader, texts->entries[i].language, texts->entries[i].text, node->entries[i].value->place,
		          reader->diag, label);
	return label->count == texts->count;
}

void options_check_label(struct reader *reader, const struct theme *theme, const struct label *label)
{
	if (label->written && !label->count && !theme_has(theme, OPTION_STYLE, label->written))
		expression_parse(reader->arena, label->written, label->place, EXPRESSION_TEXT, reader->diag);
}

void options_check_text_or_column(struct reader *reader, const struct label *label)
{
	if (label->written && !label->count && strpbrk(label->written, "\"`"))
		expression_parse(reader->arena, label->written, label->place, EXPRESSION_TEXT, reader->diag);
}
