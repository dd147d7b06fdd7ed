/* What a sheet leaves out for want of room it says: elements of the panel, rows of the legend, and the second language.
 * Large pages lose no language, small ones keep their legend, slides in one language their facts. */
#include "page_groups.h"
#include "render/region.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct sheet_form {
	const char *page, *width;
	bool is_large;
} forms[] = {{"a4", NULL, true},        {"a4-portrait", NULL, true}, {"a3", NULL, true},
             {"square", NULL, true},    {"a5", NULL, false},         {"slide", NULL, false},
             {"a4", "160mm", false},    {"90x160mm", NULL, false},   {"120x120mm", NULL, false},
             {"300x100mm", NULL, false}};
static const char *const languages[] = {"en", "zh", "en,zh", "zh,en"};

static bool has_text(const struct group *group, const char *part)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && strstr(mark->text->run.text, part)) ||
		    (mark->type == MARK_GROUP && has_text(mark->group, part)))
			return true;
	}
	return false;
}

/* Whether one warning of want of room names it. */
static bool is_told(const struct diag *diag, const char *what)
{
	for (size_t i = 0; i < diag->count; i++)
		if (diag->entries[i].code == NO_ROOM && strstr(diag->entries[i].message, what))
			return true;
	return false;
}

/* Its entries of members, "New in 3.0 (2018)" and 3.0版新加入（2018年）, in both languages. */
static void check_legend(const struct group *legend, const char *shown, const struct sheet_form *form,
                         const struct diag *diag, const char *where)
{
	bool english = has_text(legend, "0 (201"), chinese = has_text(legend, "年）");
	const bool is_wanted[] = {strstr(shown, "en") != NULL, strstr(shown, "zh") != NULL};
	if (!english && !chinese)
		fail_msg("%s: the legend has neither language", where);
	if ((is_wanted[0] && !english) || (is_wanted[1] && !chinese)) {
		if (form->is_large)
			fail_msg("%s: a language is lost", where);
		if (!is_told(diag, "second language"))
			fail_msg("%s: a language is lost in silence", where);
	} else if (is_told(diag, "second language")) {
		fail_msg("%s: no language is lost", where);
	}
}

/* Rows of symbols and borders go before the facts, not in silence; those of members and routes stay. */
static void check_rows(const struct group *legend, const struct diag *diag, const char *where)
{
	static const char *const details[] = {"Province border", "省级界"};
	bool is_told_of = is_told(diag, "the legend has no room for: ");
	bool has_details = has_text(legend, details[0]) || has_text(legend, details[1]);
	if (has_details == is_told_of)
		fail_msg("%s: the province border's row is %s", where, has_details ? "not lost" : "lost in silence");
	if (!has_text(legend, "G60"))
		fail_msg("%s: the road's row is lost", where);
}

static void check_version(const struct loaded_map *map, size_t version, const char *shown,
                          const struct sheet_form *form)
{
	static const char *const parts[] = {"locator", "timeline", "facts"};
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report;
	char where[128], id[32];
	arena_init(&arena);
	diag_init(&diag);
	snprintf(where, sizeof where, "%s %s %s %s", form->page, form->width ? form->width : "", shown,
	         map->spec.versions[version].name);
	assert_true(map_render((struct loaded_map *)map, &(struct render_options){.version = version}, &arena, &diag, &page,
	                       &report));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(id, sizeof id, "part-%s", parts[i]);
		if (!find_group(page.root, id) != is_told(&diag, parts[i]))
			fail_msg("%s: the %s is %s", where, parts[i],
			         find_group(page.root, id) ? "not lost" : "lost in silence");
	}
	const struct group *legend = find_group(page.root, "part-legend");
	if (!legend)
		fail_msg("%s: the legend is lost", where);
	check_legend(legend, shown, form, &diag, where);
	check_rows(legend, &diag, where);
	if (!strcmp(form->page, "slide") && !strchr(shown, ',') && !find_group(page.root, "part-facts"))
		fail_msg("%s: the facts are lost", where);
	arena_clear(&arena);
	diag_clear(&diag);
}

static void losses_are_told(void **state)
{
	(void)state;
	static char text[1 << 16];
	FILE *file = fopen("seeds/g60.yaml", "rb");
	assert_non_null(file);
	size_t length = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
		for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
			struct diag diag;
			struct loaded_map map;
			struct map_overrides overrides = {.page = forms[f].page,
			                                  .width = forms[f].width,
			                                  .languages = languages[l],
			                                  .share_dir = "seeds"};
			diag_init(&diag);
			assert_true(map_open(&map, "seeds/g60.yaml", text, length, &overrides, &diag));
			for (size_t v = 0; v < map.spec.version_count; v++)
				check_version(&map, v, languages[l], &forms[f]);
			map_close(&map);
			diag_clear(&diag);
		}
}

/* A map with a fact and a legend of `rows` rows of one kind. Says which of the two stand on the sheet, and in how many
 * languages the fact does. */
static void draw_rows(const char *kind, int rows, bool *has_legend, int *fact_languages, size_t *legend_rows)
{
	struct diag diag;
	struct loaded_map map;
	struct arena arena;
	struct page page;
	struct label_report report;
	struct buffer text;
	diag_init(&diag);
	arena_init(&arena);
	buffer_init(&text);
	buffer_printf(&text, "corridor: 1\nid: rows\ntitle: Rows\nlanguages: [en, zh]\npage: a5\nextent: [118, 28, 121, 31]\n"
	                     "data: {land: {file: geodata/admin/prefectures.shp, key: adcode}}\nlayers:\n");
	for (int i = 0; i < rows; i++)
		buffer_printf(&text, "  - {id: l%d, kind: %s, data: land, legend: {en: Row %d, zh: 行}}\n", i, kind, i);
	buffer_printf(&text, "members: {areas: land, list: {a: 330100}}\nversions: {\"1\": {members: [a]}}\n"
	                     "facts:\n  - {text: {en: told, zh: 区}}\n");
	if (!map_open(&map, "test.yaml", text.bytes, text.length, &(struct map_overrides){.share_dir = "seeds"}, &diag))
		fail_msg("%s", diag.entries[0].message);
	assert_true(map_render(&map, &(struct render_options){0}, &arena, &diag, &page, &report));
	const struct group *facts = find_group(page.root, "part-facts"), *legend = find_group(page.root, "part-legend");
	*has_legend = legend != NULL;
	*fact_languages = facts ? has_text(facts, "told") + has_text(facts, "区") : 0;
	*legend_rows = 0;
	for (size_t i = 0; legend && i < legend->mark_count; i++)
		*legend_rows += legend->marks[i].type == MARK_GROUP;
	if (!facts != is_told(&diag, "facts"))
		fail_msg("the facts are %s", facts ? "not lost" : "lost in silence");
	arena_clear(&arena);
	map_close(&map);
	buffer_clear(&text);
	diag_clear(&diag);
}

/* Where the legend leaves the panel, the facts come back in both languages. */
static void a_legend_without_room_takes_no_language_with_it(void **state)
{
	(void)state;
	bool has_legend;
	int languages_told;
	size_t rows;
	draw_rows("area", 60, &has_legend, &languages_told, &rows);
	assert_false(has_legend);
	assert_int_equal(languages_told, 2);
}

static void a_legend_of_details_alone_keeps_them(void **state)
{
	(void)state;
	bool has_legend;
	int languages_told;
	size_t rows;
	for (int count = 5; count <= 30; count += 5) {
		draw_rows("line", count, &has_legend, &languages_told, &rows);
		if (has_legend)
			assert_int_equal(rows, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(losses_are_told),
	                                   cmocka_unit_test(a_legend_without_room_takes_no_language_with_it),
	                                   cmocka_unit_test(a_legend_of_details_alone_keeps_them)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
