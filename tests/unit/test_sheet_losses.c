/* What a sheet leaves out for want of room it says: elements of the panel, and the second language. Large pages lose no
 * language, small ones keep their legend. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(losses_are_told)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
