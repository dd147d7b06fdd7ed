/* What completions propose: names from the tables and from what is installed, and kinds of files. */
#include "command/completion.h"

#include "projection/list.h"
#include "spec/seed_file.h"

#include <string.h>

const char *const command_shells[COMMAND_SHELLS] = {"bash", "zsh", "fish"};

/* The names that each begin `stride` bytes after the one before. */
static struct texts names_of(struct arena *arena, const void *first, size_t stride, size_t count)
{
	struct texts names = {ARENA_ARRAY(arena, count + 1, const char *), count};
	for (size_t i = 0; i < count; i++)
		names.items[i] = *(const char *const *)((const char *)first + i * stride);
	return names;
}

static void add_word(struct arena *arena, struct texts *words, size_t *capacity, const char *word)
{
	words->items = arena_grow(arena, words->items, words->count, capacity, sizeof *words->items);
	words->items[words->count++] = word;
}

/* "text|json", "[=text|json]" */
static struct texts choices_of(struct arena *arena, const char *argument)
{
	struct texts words = {0};
	size_t capacity = 0, length = 0;
	const char *at =
	        arena_text_n(arena, argument + strspn(argument, "[="), strcspn(argument + strspn(argument, "[="), "]"));
	while ((at = option_choice_next(at, &length)))
		add_word(arena, &words, &capacity, arena_text_n(arena, at, length));
	return words;
}

static struct texts files_of(struct arena *arena, const char *folder)
{
	struct texts names = {0};
	seed_file_names(arena, arena_printf(arena, "%s/%s", command_share_dir(), folder), &names);
	return names;
}

/* The keys of a map file that hold one value, and the values where there are some to choose from. */
static struct texts settings(struct arena *arena)
{
	const struct kind *map = kind_find(&map_tables, "map");
	struct texts words = {0};
	size_t capacity = 0, count;
	const struct projection_words *projections = projection_list(arena, &count);
	for (size_t i = 0; i < map->option_count; i++) {
		const struct option *option = &map->options[i];
		bool has_choices = option->type == OPTION_CHOICE;
		const struct texts choices = has_choices ? choices_of(arena, option->choices) : (struct texts){0};
		for (size_t k = 0; k < choices.count; k++)
			add_word(arena, &words, &capacity, arena_printf(arena, "%s=%s", option->key, choices.items[k]));
		if (!has_choices)
			add_word(arena, &words, &capacity, arena_printf(arena, "%s=", option->key));
	}
	add_word(arena, &words, &capacity, "projection=auto");
	for (size_t i = 0; i < count; i++)
		if (!strchr(projections[i].text, ' '))
			add_word(arena, &words, &capacity, arena_printf(arena, "projection=%s", projections[i].text));
	return words;
}

/* Words of an option or operand that are names. */
static struct texts words_of(struct arena *arena, enum word_kind kind, const char *argument)
{
	struct texts words = {0};
	if (kind == WORDS_OF_ARGUMENT)
		return choices_of(arena, argument);
	if (kind == WORDS_FORMATS) {
		words = (struct texts){ARENA_ARRAY(arena, draw_format_count, const char *), draw_format_count};
		for (size_t i = 0; i < draw_format_count; i++)
			words.items[i] = draw_formats[i]->name;
	} else if (kind == WORDS_LANGUAGES || kind == WORDS_THEMES) {
		words = files_of(arena, kind == WORDS_THEMES ? "themes" : "messages");
	} else if (kind == WORDS_PAGES) {
		words = names_of(arena, &page_sizes[0].name, sizeof *page_sizes, page_size_count);
	} else if (kind == WORDS_SETTINGS) {
		words = settings(arena);
	} else if (kind == WORDS_TOPICS) {
		command_list_topics(arena, &words);
	} else if (kind == WORDS_SHELLS) {
		words = names_of(arena, command_shells, sizeof *command_shells, COMMAND_SHELLS);
	}
	return words;
}

void command_words(struct arena *arena, enum word_kind kind, const char *argument, struct word_list *out)
{
	static const char *const suffixes[][2] = {[WORDS_MAPS] = {".yaml"},
	                                          [WORDS_THEMES] = {".yaml"},
	                                          [WORDS_MANIFESTS] = {".yaml", ".csv"},
	                                          [WORDS_SHAPEFILES] = {".shp"},
	                                          [WORDS_SHELLS] = {NULL}};
	*out = (struct word_list){.words = words_of(arena, kind, argument),
	                          .suffixes = {suffixes[kind][0], suffixes[kind][1]},
	                          .any_file = kind == WORDS_FILES,
	                          .folders = kind == WORDS_FOLDERS,
	                          .is_joined = kind == WORDS_FORMATS || kind == WORDS_LANGUAGES,
	                          .is_open = kind == WORDS_SETTINGS};
}

void command_quote(const char *text, const char *special, const char *before, const char *quote, struct buffer *out)
{
	buffer_char(out, '\'');
	for (; *text; text++) {
		if (*text == '\'') {
			buffer_text(out, quote);
			continue;
		}
		if (strchr(special, *text))
			buffer_text(out, before);
		buffer_char(out, *text);
	}
	buffer_char(out, '\'');
}
