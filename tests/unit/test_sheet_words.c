/* Words of a sheet: none is broken, sentences begin with a capital, credits of any length are set, and members have the
 * name of whatever language there is. */
#include "page_groups.h"
#include "page_texts.h"
#include "render/render.h"

#include <string.h>

static const char head[] =
        "corridor: 1\nid: words\ntitle: {en: Words, zh: 区域}\nlanguages: [%s]\npage: slide\n"
        "data: {areas: {file: ../../geodata/admin/prefectures.shp, key: adcode%s}}\n"
        "layers:\n  - {id: members, kind: members, data: areas}\n"
        "members: {areas: areas, list: {a: 330100, b: {key: 330500, name: {en: Luxembourgia, zh: 湖州}}, c: 330400}}\n"
        "versions:\n  \"1\": {year: 2010, members: [a]}\n  \"2\": {members: [b]}\n"
        "  Supercalifragilisticexpialidocious: {members: [c]}\n";

struct drawn {
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct page page;
	struct buffer said;
};

/* Adds the texts, each on a line. */
static void add_lines(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			add_lines(group->marks[i].group, out);
		else if (group->marks[i].type == MARK_TEXT)
			buffer_printf(out, "%s\n", group->marks[i].text->run.text);
}

/* All versions, or the last alone. To be closed. */
static void draw(struct drawn *drawn, const char *languages, const char *names, const char *sources, bool multiples)
{
	struct label_report report;
	const struct map_overrides overrides = {.share_dir = "seeds"};
	const struct render_options options = {.version = 2};
	*drawn = (struct drawn){0};
	diag_init(&drawn->diag);
	arena_init(&drawn->arena);
	buffer_init(&drawn->said);
	const char *map = arena_printf(&drawn->arena, head, languages, names);
	const char *text = arena_printf(&drawn->arena, "%s%s", map, sources);
	assert_true(map_open(&drawn->map, "tests/maps/words.yaml", text, strlen(text), &overrides, &drawn->diag));
	bool fine = multiples ? map_render_multiples(&drawn->map, &options, &drawn->arena, &drawn->diag, &drawn->page, &report)
	                      : map_render(&drawn->map, &options, &drawn->arena, &drawn->diag, &drawn->page, &report);
	if (!fine)
		fail_msg("%s", drawn->diag.entries[0].message);
	add_lines(drawn->page.root, &drawn->said);
}

static void close_drawn(struct drawn *drawn)
{
	buffer_clear(&drawn->said);
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

static void assert_said(const struct drawn *drawn, const char *text)
{
	if (!strstr(drawn->said.bytes, text))
		fail_msg("'%s' is not in: %s", text, drawn->said.bytes);
}

static void a_long_version_stands_whole_in_the_badge(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, "en, zh", "", "", false);
	struct buffer badge;
	buffer_init(&badge);
	add_lines(find_group(drawn.page.root, "part-badge"), &badge);
	assert_string_equal(badge.bytes, "Supercalifragilisticexpialidocious\n");
	buffer_clear(&badge);
	close_drawn(&drawn);
}

static void names_in_narrow_captions_stand_whole(void **state)
{
	(void)state;
	static const char *const sheets[] = {"multiples: {columns: 3, page: 180x200mm}\n",
	                                     "multiples: {columns: 3, page: 120x160mm}\n",
	                                     "multiples: {columns: 3, page: 100x160mm}\n"};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct drawn drawn;
		draw(&drawn, "en, zh", "", sheets[i], true);
		assert_said(&drawn, "Luxembourgia\n");
		close_drawn(&drawn);
	}
}

static void long_credits_are_set_in_pieces(void **state)
{
	(void)state;
	struct buffer sources;
	buffer_init(&sources);
	buffer_printf(&sources, "sources:\n");
	for (int i = 0; i < 12; i++)
		buffer_printf(&sources,
		              "  s%d: {title: A long title of a report that fills one line or even more number %d, "
		              "kind: special report, year: %d}\n",
		              i, i, 2000 + i);
	struct drawn drawn;
	draw(&drawn, "en, zh", "", sources.bytes, false);
	assert_int_equal(drawn.diag.errors, 0);
	struct buffer credits, letters;
	buffer_init(&credits);
	buffer_init(&letters);
	add_lines(find_group(drawn.page.root, "part-credits"), &credits);
	for (char *c = credits.bytes; *c; c++)
		buffer_printf(&letters, "%c", *c == '\n' ? ' ' : *c);
	for (int i = 0; i < 12; i++)
		assert_non_null(strstr(letters.bytes, arena_printf(&drawn.arena, " number %d”, %d.", i, 2000 + i)));
	assert_non_null(strstr(letters.bytes, "2000. Special report “A long"));
	assert_null(strstr(letters.bytes, "special"));
	buffer_clear(&credits);
	buffer_clear(&letters);
	buffer_clear(&sources);
	close_drawn(&drawn);
}

/* The data have names in the second of the map's languages alone. */
static void members_are_named_in_any_of_the_languages(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, "zh, en", ", names: {en: name_en}", "", true);
	assert_said(&drawn, "Hangzhou\n");
	assert_said(&drawn, "Jiaxing\n");
	assert_non_null(strstr(drawn.page.description, "Hangzhou"));
	close_drawn(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_long_version_stands_whole_in_the_badge),
	        cmocka_unit_test(names_in_narrow_captions_stand_whole),
	        cmocka_unit_test(long_credits_are_set_in_pieces),
	        cmocka_unit_test(members_are_named_in_any_of_the_languages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
