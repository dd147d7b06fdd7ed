/* Words of a sheet: none is broken, sentences begin with a capital, credits of any length are set, and members have the
 * name of whatever language there is. */
#include "page_texts.h"
#include "rendered_map.h"

static const char head[] =
        "corridor: 1\nid: words\ntitle: {en: Words, zh: 区域}\nlanguages: [%s]\npage: slide\n"
        "data: {areas: {file: ../../geodata/admin/prefectures.shp, key: adcode%s}}\n"
        "layers:\n  - {id: members, kind: members, data: areas}\n"
        "members: {areas: areas, list: {a: 330100, b: {key: 330500, name: {en: Luxembourgia, zh: 湖州}}, c: 330400}}\n"
        "versions:\n  \"1\": {year: 2010, members: [a]}\n  \"2\": {members: [b]}\n"
        "  Supercalifragilisticexpialidocious: {members: [c]}\n";

/* All versions, or the last alone. To be cleared. */
static void draw(struct rendered_map *drawn, const char *languages, const char *names, const char *sources, bool multiples)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, head, languages, names);
	buffer_text(&text, sources);
	render_map_text(drawn, "tests/maps/words.yaml", text.bytes, NULL, &(struct render_options){.version = 2}, multiples);
	assert_drawn(drawn);
	buffer_clear(&text);
}

static void assert_has(const struct rendered_map *drawn, const char *text)
{
	struct buffer texts;
	buffer_init(&texts);
	page_texts_say(drawn->page.root, &texts);
	if (!strstr(texts.bytes, text))
		fail_msg("'%s' is not in: %s", text, texts.bytes);
	buffer_clear(&texts);
}

static void a_long_version_stands_whole_in_the_badge(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "en, zh", "", "", false);
	struct buffer badge;
	buffer_init(&badge);
	page_texts_say(find_group(drawn.page.root, "part-badge"), &badge);
	assert_string_equal(badge.bytes, "Supercalifragilisticexpialidocious\n");
	buffer_clear(&badge);
	rendered_map_clear(&drawn);
}

static void names_in_narrow_captions_stand_whole(void **state)
{
	(void)state;
	static const char *const sheets[] = {"multiples: {columns: 3, page: 180x200mm}\n",
	                                     "multiples: {columns: 3, page: 120x160mm}\n",
	                                     "multiples: {columns: 3, page: 100x160mm}\n"};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct rendered_map drawn;
		draw(&drawn, "en, zh", "", sheets[i], true);
		assert_has(&drawn, "Luxembourgia\n");
		rendered_map_clear(&drawn);
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
	struct rendered_map drawn;
	draw(&drawn, "en, zh", "", sources.bytes, false);
	assert_int_equal(drawn.diag.errors, 0);
	struct buffer credits, letters;
	buffer_init(&credits);
	buffer_init(&letters);
	page_texts_say(find_group(drawn.page.root, "part-credits"), &credits);
	for (char *c = credits.bytes; *c; c++)
		buffer_printf(&letters, "%c", *c == '\n' ? ' ' : *c);
	for (int i = 0; i < 12; i++)
		assert_non_null(strstr(letters.bytes, arena_printf(&drawn.arena, " number %d”, %d.", i, 2000 + i)));
	assert_non_null(strstr(letters.bytes, "2000. Special report “A long"));
	assert_null(strstr(letters.bytes, "special"));
	buffer_clear(&credits);
	buffer_clear(&letters);
	buffer_clear(&sources);
	rendered_map_clear(&drawn);
}

/* The data have names in the second of the map's languages alone, or in none of them. */
static void members_are_named_in_any_of_the_languages(void **state)
{
	(void)state;
	static const char *const languages[] = {"zh, en", "zh"};
	for (size_t i = 0; i < 2; i++) {
		struct rendered_map drawn;
		draw(&drawn, languages[i], ", names: {en: name_en}", "", true);
		assert_has(&drawn, "Hangzhou\n");
		assert_has(&drawn, "Jiaxing\n");
		assert_non_null(strstr(drawn.page.description, "Hangzhou"));
		rendered_map_clear(&drawn);
	}
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
