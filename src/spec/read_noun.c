/* `noun:` of a map file: what its members are called where they are counted, in every plural form of each language.
 * In: a word, a list [one, other] or the forms by Unicode's names, for all languages or for each its own. Out: per
 * language a message that takes the place of the message file's neutral word.
 * Why so: "1 country, 20 countries" is grammar that only the author's language knows, as it is in every other message
 * that counts. */
#include "spec/map_reader.h"
#include "spec/message_file.h"

#include "base/utf8.h"

/* [country, countries] as {one: country, other: countries}; NULL with an error. */
static const struct node *list_forms(struct reader *reader, const struct node *list)
{
	static const char *const keys[] = {"one", "other"};
	if (list->count != 2) {
		diag_error(reader->diag, WRONG_TYPE, list->place, "write [country, countries] or {one: …, other: …}",
		           "noun: a list has the forms for one and for others, found %zu", list->count);
		return NULL;
	}
	struct node *forms = node_new(reader->arena, NODE_MAP, list->place);
	for (size_t i = 0; i < 2; i++)
		node_add(reader->arena, forms, keys[i], list->entries[i].value->place, list->entries[i].value);
	return forms;
}

static void check_form(struct reader *reader, const struct node *form)
{
	if (node_expect(reader, form, NODE_TEXT, "noun") && base_utf8_is_blank(form->text))
		diag_error(reader->diag, EMPTY_VALUE, form->place, NULL, "noun: nothing is written here");
}

/* A text, or a map plural form -> text; NULL with errors. */
static const struct node *noun_forms(struct reader *reader, const struct node *node)
{
	size_t errors = reader->diag->errors;
	if (node->type == NODE_LIST)
		node = list_forms(reader, node);
	if (node && node->type == NODE_MAP)
		node_check_keys(reader, node, "noun", messages_plural_names, PLURAL_FORMS);
	for (size_t i = 0; node && node->type == NODE_MAP && i < node->count; i++)
		check_form(reader, node->entries[i].value);
	if (node && node->type == NODE_TEXT)
		check_form(reader, node);
	return reader->diag->errors == errors ? node : NULL;
}

/* {one: country, other: countries}, and not {en: …, zh: …}. */
static bool is_forms(const struct node *node)
{
	bool any = false;
	for (size_t i = 0; node->type == NODE_MAP && i < node->count; i++)
		any |= node_is_among(node->entries[i].key, messages_plural_names, PLURAL_FORMS);
	return any;
}

static void read_by_language(struct map_reader *map, const struct node *node)
{
	struct map_spec *out = map->out;
	for (size_t i = 0; i < node->count; i++)
		options_check_language(&map->in, &node->entries[i], "noun");
	for (size_t i = 0; i < out->language_count; i++) {
		const struct node *own = node_get(node, out->languages[i]);
		if (own)
			out->message_files[i].noun = noun_forms(&map->in, own);
		else if (!node->is_made)
			diag_warning(map->in.diag, UNTRANSLATED, node->place, NULL,
			             "noun: no word in '%s', that of its message file is used", out->languages[i]);
	}
}

void map_read_noun(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "noun");
	if (node && node->type == NODE_MAP && !is_forms(node)) {
		read_by_language(map, node);
		return;
	}
	const struct node *forms = node ? noun_forms(&map->in, node) : NULL;
	for (size_t i = 0; i < map->out->language_count; i++)
		map->out->message_files[i].noun = forms;
}

const struct messages *messages_with_noun(struct arena *arena, const struct messages *messages, const struct node *noun,
                                          struct diag *diag)
{
	struct reader reader = {.arena = arena, .diag = diag};
	struct messages *own = ARENA_NEW(arena, struct messages);
	struct node *texts = node_new(arena, NODE_MAP, noun->place);
	node_add(arena, texts, "noun", noun->place, (struct node *)noun);
	*own = *messages;
	own->texts = texts;
	own->base = messages;
	return messages_check_forms(&reader, noun, "noun", messages) ? own : NULL;
}

char *messages_counted(struct arena *arena, const struct messages *messages, size_t number)
{
	const char *noun = messages_count(arena, messages, "noun", number, (char *)NULL);
	return messages_count(arena, messages, "counted", number, "noun", noun, (char *)NULL);
}
