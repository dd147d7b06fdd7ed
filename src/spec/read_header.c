/* The top of a map file: languages, title, page, theme, projection, extent, padding, margin, document properties. */
#include "spec/map_reader.h"

#include "base/units.h"
#include "spec/languages.h"
#include "spec/pages.h"
#include "spec/seed_file.h"
#include "spec/theme_file.h"

#include <math.h>
#include <string.h>

#define LANGUAGES_MAX 8
#define A4_SIDE       (210 * POINTS_PER_MM)

static struct place whole_file(const struct map_reader *map)
{
	return (struct place){.source = map->top->place.source};
}

static bool is_listed(const struct map_spec *spec, const char *language)
{
	for (size_t i = 0; i < spec->language_count; i++)
		if (strcmp(spec->languages[i], language) == 0)
			return true;
	return false;
}

/* The file that `messages:` names for the language; NULL. */
static const struct node *named_file(struct map_reader *map, const char *language)
{
	const struct node *files = node_get(map->top, "messages");
	const struct node *file = files && files->type == NODE_MAP ? node_get(files, language) : NULL;
	return file && file->type == NODE_TEXT ? file : NULL;
}

static void add_message_file(struct map_reader *map, const char *language, struct place place)
{
	struct map_spec *out = map->out;
	const struct node *named = named_file(map, language);
	bool in_map = named && named->place.source == map->top->place.source; /* else from the command line */
	const char *file = named ? seed_file_beside(map->in.arena, in_map ? out->source.name : "", named->text)
	                         : messages_path(&map->in, language, out->source.name, map->share_dir, place);
	if (!file)
		return;
	out->languages[out->language_count] = language;
	out->message_files[out->language_count++] = (struct message_file){file, named ? named->place : place};
}

static void check_message_files(struct map_reader *map)
{
	const struct node *files = node_get(map->top, "messages");
	if (!files || !node_expect(&map->in, files, NODE_MAP, "messages"))
		return;
	for (size_t i = 0; i < files->count; i++)
		node_expect(&map->in, files->entries[i].value, NODE_TEXT, files->entries[i].key);
}

static void add_language(struct map_reader *map, const char *language, struct place place)
{
	struct map_spec *out = map->out;
	if (is_listed(out, language))
		diag_error(map->in.diag, DUPLICATE_ENTRY, place, NULL, "languages: '%s' is written a second time",
		           language);
	else if (out->language_count == LANGUAGES_MAX)
		diag_error(map->in.diag, OVER_LIMIT, place, NULL, "languages: more than %d", LANGUAGES_MAX);
	else
		add_message_file(map, language, place);
}

void map_read_languages(struct map_reader *map)
{
	const struct node *node = node_get(map->top, "languages");
	const char **languages = NULL;
	size_t count = 0;
	map->out->languages = ARENA_ARRAY(map->in.arena, LANGUAGES_MAX, const char *);
	map->out->message_files = ARENA_ARRAY(map->in.arena, LANGUAGES_MAX, struct message_file);
	check_message_files(map);
	if (!node) {
		add_message_file(map, "en", whole_file(map));
		return;
	}
	if (!node_texts(&map->in, node, "languages", &languages, &count))
		return;
	if (count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, "for example [en]", "languages: the list is empty");
	for (size_t i = 0; i < count; i++)
		add_language(map, languages[i], node_item_place(node, i));
}

/* The map's own shields over the theme's. */
static void read_symbols(struct map_reader *map)
{
	struct theme *theme = ARENA_NEW(map->in.arena, struct theme);
	*theme = *map->out->theme;
	theme_fill_symbols(&map->in, map->top, theme);
	theme_check_symbols(&map->in, map->top, theme);
	map->out->theme = theme;
}

void map_read_theme(struct map_reader *map)
{
	const struct node *node = node_get(map->top, "theme");
	const char *name = "daylight";
	struct place place = whole_file(map);
	if (node) {
		if (!node_expect(&map->in, node, NODE_TEXT, "theme"))
			return;
		name = node->text;
		place = node->place;
		if (seed_file_is_yaml(name)) /* one from the command line: seen from the working folder */
			name = seed_file_beside(map->in.arena,
			                        place.source == map->top->place.source ? map->out->source.name : "",
			                        name);
	}
	map->out->theme_name = arena_text(map->in.arena, name);
	map->out->theme = theme_read(map->in.arena, name, map->share_dir, place, map->in.diag);
	if (!map->out->theme)
		return;
	read_symbols(map);
	page_spec_read_type_scale(&map->in, node_get(map->top, "type_scale"), map->out->theme, &map->out->page);
}

static void read_extent(struct map_reader *map)
{
	const struct node *node = node_get(map->top, "extent");
	static const char *const words[] = {"fit", "common"};
	size_t chosen = 0;
	if (!node)
		return;
	if (node->type == NODE_LIST) {
		if (map_read_box(map, node, "extent", &map->out->extent))
			map->out->extent_mode = EXTENT_BOX;
	} else if (node->type == NODE_MAP) {
		diag_error(map->in.diag, WRONG_TYPE, node->place, "write fit, common or [west, south, east, north]",
		           "extent: expected a text or a list, found keys with values");
	} else if (node_choice(&map->in, node, "extent", words, 2, &chosen)) {
		map->out->extent_mode = chosen == 0 ? EXTENT_FIT : EXTENT_COMMON;
	}
}

/* A length of the top's `key`, between 0 and a quarter of a side of the page; `otherwise` when not given or at fault.
 */
static double read_distance(struct map_reader *map, const char *key, double side, double otherwise)
{
	const struct node *node = node_get(map->top, key);
	double length;
	if (!node || !node_expect(&map->in, node, NODE_TEXT, key))
		return otherwise;
	if (!units_parse_length(node->text, &length))
		diag_error(map->in.diag, WRONG_VALUE, node->place, "for example 8mm, 0.3in, 24pt",
		           "%s: '%s' is not a length", key, node->text);
	else if (!(length >= 0 && length <= side / 4))
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, NULL,
		           "%s: must be between 0 and a quarter of the page's side", key);
	else
		return length;
	return otherwise;
}

static void read_distances(struct map_reader *map)
{
	const struct page_spec *page = &map->out->page;
	double smaller = fmin(page->width, page->height);
	/* On a small page the padding shrinks with the map. */
	map->out->padding = read_distance(map, "padding", fmax(smaller, A4_SIDE), 8 * POINTS_PER_MM);
	map->out->margin = read_distance(map, "margin", smaller, NAN);
}

static void read_projection(struct map_reader *map)
{
	const struct node *node = node_get(map->top, "projection");
	map->out->projection = "auto";
	map->out->projection_place = whole_file(map);
	if (!node || !node_expect(&map->in, node, NODE_TEXT, "projection"))
		return;
	map->out->projection = node->text;
	map->out->projection_place = node->place;
}

static void read_show_later(struct map_reader *map)
{
	const struct node *node = node_get(map->top, "show_later");
	static const char *const words[] = {"muted", "none"};
	size_t chosen = 0;
	if (node)
		node_choice(&map->in, node, "show_later", words, 2, &chosen);
	map->out->show_later = chosen == 0;
}

static void read_id(struct map_reader *map)
{
	const char *id = node_need_text(&map->in, map->top, "id", whole_file(map), "the map");
	map->out->id = id ? id : "";
	if (id)
		node_is_id(&map->in, id, node_get(map->top, "id")->place, "id");
}

static void read_title(struct map_reader *map)
{
	const struct node_entry *entry = node_entry_find(map->top, "title");
	if (!entry) {
		diag_error(map->in.diag, MISSING_KEY, whole_file(map), NULL, "the map has no 'title'");
	} else if (map_read_localized(map, entry->value, "title", &map->out->title) &&
	           localized_is_empty(&map->out->title)) {
		diag_error(map->in.diag, EMPTY_VALUE, entry->value->place, NULL, "title: nothing is written here");
	}
}

void map_read_header(struct map_reader *map)
{
	struct map_spec *out = map->out;
	read_id(map);
	read_title(map);
	page_spec_read(&map->in, node_get(map->top, "page"), node_get(map->top, "width"), &out->page);
	read_projection(map);
	read_extent(map);
	read_distances(map);
	read_show_later(map);
	out->author = node_text(&map->in, map->top, "author");
	out->subject = node_text(&map->in, map->top, "subject");
	out->keywords = node_text(&map->in, map->top, "keywords");
	out->approval = node_text(&map->in, map->top, "approval");
}
