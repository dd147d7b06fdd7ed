/* The timeline of 1 to 14 versions, in widths that panels have: every version is named, no word is broken, nothing
 * overlaps, nothing leaves the panel; neither does the name in the version's badge. Languages: English, Chinese, German with its long words. */
#include "furniture/element.h"
#include "render/drawn_sheet.h"
#define SMALL_FOLDER "/tmp/corridor-timeline"
#include "small_map.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define VERSIONS_MOST 14

static const struct wording {
	const char *language, *name, *noun;
	const char *count; /* of every version; "": none */
} wordings[] = {
        {"en", "%d.0", "[city, cities]", ""},
        {"zh", "%d.0", "城市", ""},
        {"zh", "第%d版", "城市", "一区二市三县"},
        {"en", "Edition %d", "[municipality, municipalities]", ""},
        {"en", "%d.0", "[city, cities]", "one district and eleven independent cities"},
        {"de", "Verwaltungsgemeinschaft %d", "[Gebietskörperschaft, Gebietskörperschaften]", ""},
        {"de", "Grundsteinlegungsvereinbarung für Abschnitt %d", "[Stadt, Städte]", ""},
};
static const double widths[] = {125, 142, 158, 176, 198, 232, 290, 520}; /* columns of 44 to 180 mm */

static void write_text(struct buffer *out, const struct wording *wording, int versions)
{
	buffer_printf(out,
	              "corridor: 1\nid: small\ntitle: {%s: Small}\nlanguages: [%s]\nextent: [110, 20, 125, 29]\n"
	              "noun: {%s: %s}\nmessages: {de: " SMALL_FOLDER "/de.yaml}\n"
	              "data:\n  places: {file: " SMALL_FOLDER "/places.csv, key: id}\nlayers:\n"
	              "  - {id: a, kind: marker, data: places}\nmembers:\n  points: places\n  list:\n",
	              wording->language, wording->language, wording->language, wording->noun);
	for (int i = 0; i < versions; i++)
		buffer_printf(out, "    m%d: {key: m%d}\n", i, i);
	buffer_printf(out, "versions:\n");
	for (int i = 0; i < versions; i++) {
		buffer_printf(out, "  \"");
		buffer_printf(out, wording->name, i + 1);
		buffer_printf(out, "\": {year: %d, members: [m%d]", 2001 + i, i);
		if (*wording->count)
			buffer_printf(out, ", count: {%s: %s}", wording->language, wording->count);
		buffer_printf(out, "}\n");
	}
}

static void write_places(void)
{
	struct buffer csv;
	buffer_init(&csv);
	buffer_printf(&csv, "id,lon,lat\n");
	for (int i = 0; i < VERSIONS_MOST; i++)
		buffer_printf(&csv, "m%d,%d,25\n", i, 111 + i);
	write_file(SMALL_FOLDER "/places.csv", csv.bytes);
	buffer_clear(&csv);
}

/* The English words under another language's name. */
static void write_messages(void)
{
	static char text[1 << 15];
	FILE *file = fopen("seeds/messages/en.yaml", "rb");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	char *language = strstr(text, "language: en");
	assert_non_null(language);
	memcpy(language + strlen("language: "), "de", 2);
	write_file(SMALL_FOLDER "/de.yaml", text);
}

/* All texts of the block in its order, blanks between them. */
static void join_texts(const struct block *block, struct buffer *out)
{
	for (size_t i = 0; i < block->count; i++)
		if (block->items[i].kind == ITEM_TEXT)
			buffer_printf(out, "%s ", block->items[i].text.run.text);
	buffer_text(out, "");
}

static bool has_chinese(const char *word)
{
	for (; *word; word++)
		if ((unsigned char)*word >= 0xE0)
			return true;
	return false;
}

static bool is_word_edge(char c)
{
	return c == '\0' || c == ' ';
}

/* Every word that is set is a whole word of the map file or of the messages: none of the long ones in pieces. */
static void check_words(const char *set, const char *source, const char *where)
{
	char word[200];
	for (const char *at = set; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		snprintf(word, sizeof word, "%.*s", (int)length, at);
		at += length;
		if (has_chinese(word) || strspn(word, "+0123456789.") == length || !strcmp(word, "member"))
			continue; /* Chinese may be broken anywhere */
		const char *found = strstr(source, word);
		while (found && !(strchr(" [\"", found[-1]) && strchr(" ,]\"}", found[length])))
			found = strstr(found + 1, word);
		if (!found)
			fail_msg("%s: '%s' is no whole word: %s", where, word, set);
	}
}

static void check_names(const struct map_spec *spec, const char *set, const char *where)
{
	for (size_t v = 0; v < spec->version_count; v++) {
		const char *name = spec->versions[v].name, *at = strstr(set, name);
		while (at && !is_word_edge(at[strlen(name)]))
			at = strstr(at + 1, name);
		if (!at)
			fail_msg("%s: version '%s' is not named: %s", where, name, set);
	}
}

static void check_places(const struct block *block, const char *where)
{
	struct box most = {-2, -2, block->form.box.right + 1, block->height + 2.5};
	for (size_t i = 0; i < block->count; i++) {
		const struct block_item *item = &block->items[i];
		if (!box_holds(most, item->box))
			fail_msg("%s: '%s' leaves the timeline: %.1f %.1f %.1f %.1f of %.1f x %.1f", where,
			         item->kind == ITEM_TEXT ? item->text.run.text : "a path", item->box.left,
			         item->box.top, item->box.right, item->box.bottom, block->form.box.right, block->height);
		for (size_t k = 0; item->kind == ITEM_TEXT && k < i; k++) {
			const struct block_item *other = &block->items[k];
			struct box ink = box_moved(item->text.run.ink, item->text.origin.x, item->text.origin.y);
			struct box other_ink = other->kind == ITEM_TEXT ? box_moved(other->text.run.ink, other->text.origin.x,
			                                                            other->text.origin.y)
			                                                : other->box;
			if (box_overlaps(box_grow(ink, -0.2), other_ink))
				fail_msg("%s: '%s' lies on %s", where, item->text.run.text,
				         other->kind == ITEM_TEXT ? other->text.run.text : "a path");
		}
	}
}

static size_t element_index(const struct map_spec *spec, const struct element *element)
{
	size_t index = 0;
	while (spec->elements[index].kind != &element->kind)
		index++;
	return index;
}

static void check_version(const struct loaded_map *map, size_t version, const char *source, const char *wording)
{
	struct diag diag;
	struct arena arena;
	diag_init(&diag);
	arena_init(&arena);
	struct scene_input scene = drawn_sheet_input(map, &(struct render_options){.version = version}, &diag);
	struct furniture_input input = {.scene = &scene, .arena = &arena};
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		char where[160];
		struct buffer set;
		snprintf(where, sizeof where, "%s, version %zu of %zu, %.0f pt", wording, version + 1,
		         map->spec.version_count, widths[w]);
		struct element_form form = {.box = {0, 0, widths[w], 1e4}};
		struct block block = element_measure(&input, element_index(&map->spec, &timeline_element), &form);
		struct block badge = element_measure(&input, element_index(&map->spec, &badge_element), &form);
		if (block_box(&badge).right > widths[w] + 1)
			fail_msg("%s: the badge leaves the panel", where);
		buffer_init(&set);
		join_texts(&block, &set);
		check_words(set.bytes, source, where);
		check_names(&map->spec, set.bytes, where);
		check_places(&block, where);
		buffer_clear(&set);
	}
	arena_clear(&arena);
	diag_clear(&diag);
}

static void serves_all_numbers_of_versions(void **state)
{
	(void)state;
	write_places();
	write_messages();
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
		for (int versions = 1; versions <= VERSIONS_MOST; versions++) {
			struct diag diag;
			struct loaded_map map;
			struct buffer text;
			struct map_overrides overrides = {.share_dir = "seeds"};
			diag_init(&diag);
			buffer_init(&text);
			write_text(&text, &wordings[i], versions);
			buffer_text(&text, "");
			if (!map_open(&map, "test.yaml", text.bytes, text.length, &overrides, &diag))
				fail_msg("%s\n%s", diag.entries[0].message, text.bytes);
			check_version(&map, 0, text.bytes, wordings[i].name);
			check_version(&map, map.spec.version_count / 2, text.bytes, wordings[i].name);
			check_version(&map, map.spec.version_count - 1, text.bytes, wordings[i].name);
			map_close(&map);
			buffer_clear(&text);
			diag_clear(&diag);
		}
}

/* Versions may add nothing but routes: "0 members" would be no news. */
static void counts_no_members_where_there_are_none(void **state)
{
	(void)state;
	static const char text[] =
	        "title: Small\nextent: [110, 20, 125, 29]\ndata: {places: {file: " SMALL_FOLDER "/places.csv, as: line}}\n"
	        "layers:\n  - {id: a, kind: line, data: places}\n  - {id: b, kind: line, data: places}\n"
	        "versions: {'1': {year: 2001, routes: [a]}, '2': {year: 2005, routes: [b]}}\n";
	struct diag diag;
	struct loaded_map map;
	struct arena arena;
	struct buffer set;
	struct map_overrides overrides = {.share_dir = "seeds"};
	write_places();
	diag_init(&diag);
	arena_init(&arena);
	buffer_init(&set);
	if (!map_open(&map, "test.yaml", text, strlen(text), &overrides, &diag))
		fail_msg("%s", diag.entries[0].message);
	struct scene_input scene = drawn_sheet_input(&map, &(struct render_options){.version = 1}, &diag);
	struct furniture_input input = {.scene = &scene, .arena = &arena};
	const struct element_form form = {.box = {0, 0, 290, 1e4}};
	struct block block = element_measure(&input, element_index(&map.spec, &timeline_element), &form);
	join_texts(&block, &set);
	assert_string_equal(set.bytes, "1 2001 2 2005 ");
	buffer_clear(&set);
	map_close(&map);
	arena_clear(&arena);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(serves_all_numbers_of_versions),
	                                   cmocka_unit_test(counts_no_members_where_there_are_none)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
