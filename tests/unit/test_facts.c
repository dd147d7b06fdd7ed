/* The facts of the built-in map: seeds/ says what the source says and no more, and the sheets say what seeds/ says.
 * The source is the special report "Greater growth in high-tech corridor" (2018); below is what it states, by our
 * facts. Maps with a fact taken away, a figure added or a fact moved must fail. */
#include "page_groups.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct statement {
	const char *id, *versions, *figure, *numbers; /* `numbers`: all digits that its texts have */
	const char *words[6];                         /* that its English text has */
};

static const struct statement statements[] = {
        {"launch", "1.0", "", "2016",
         {"within Songjiang", "early 2016", "innovation", "industrial reconstruction", "advanced manufacturing",
          "regional leadership"}},
        {"mechanism", "2.0", "", "",
         {"With Hangzhou and Jiaxing", "explored how to set up a regional cooperative mechanism",
          "by connecting innovation, industrial and value chains"}},
        {"declaration", "3.0", "9", "", {"members in Shanghai and three provinces", "jointly published the Declaration"}},
        {"clusters", "3.0", "4", "5", {"world-renowned industrial clusters planned", "with 5 national and several leading ones"}},
        {"enterprises", "2.0 3.0", "118", "", {"high-tech enterprises set up in Songjiang"}},
        {"centres", "2.0", "", "60",
         {"Research centres such as", "Sadie Advanced Manufacturing Research Center",
          "Zhejiang-Tsinghua Yangtze River Delta Research Institute", "Shanghai Academy of Low Carbon Technologies",
          "Shanghai Stock Exchange Center G60 Branch"}},
        {"cooperation", "3.0", "", "",
         {"Signed: industrial cooperation and park projects", "planned: a coalition of industrial parks",
          "deeper enterprise cooperation"}},
};
#define STATEMENTS (sizeof statements / sizeof *statements)

static const struct {
	const char *tagline, *summary;
} versions[] = {
        {"Launched within Songjiang", "Songjiang launched it within the district in early 2016."},
        {"With Hangzhou and Jiaxing",
         "With Hangzhou and Jiaxing, Songjiang explored how to set up a regional cooperative mechanism."},
        {"Songjiang G60 High-Tech Corridor Declaration",
         "Nine members jointly published the Songjiang G60 High-Tech Corridor Declaration."},
};

static char *map_text;

static char *read_map(void)
{
	char *text = calloc(1, 1 << 16);
	FILE *file = fopen("seeds/g60.yaml", "rb");
	assert_non_null(file);
	assert_true(fread(text, 1, (1 << 16) - 1, file) > 1000);
	fclose(file);
	return text;
}

static bool same_digits(const char *text, const char *digits)
{
	for (; *text; text++)
		if (*text >= '0' && *text <= '9' && *digits++ != *text)
			return false;
	return !*digits;
}

static bool same_versions(const struct texts *named, const char *expected)
{
	char joined[64] = "";
	for (size_t i = 0; i < named->count; i++)
		snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%s", i ? " " : "",
		         named->items[i]);
	return !strcmp(joined, expected);
}

/* Whether Chinese, which the source does not have, is marked as our translation. */
static bool is_ours(const struct texts *translated)
{
	return translated->count == 1 && !strcmp(translated->items[0], "zh");
}

/* Whether the map's fact is what the source states; "" or what is wrong. */
static const char *fact_fault(const struct map_spec *spec, const struct fact_spec *fact)
{
	const struct statement *said = statements;
	while (said < statements + STATEMENTS && (!fact->id || strcmp(said->id, fact->id)))
		said++;
	if (said == statements + STATEMENTS)
		return "a fact that the source does not have";
	if (strcmp(localized_any(&fact->figure, "en"), said->figure) || fact->figure.count > 1)
		return "another figure";
	if (!same_versions(&fact->versions, said->versions))
		return "other versions";
	for (size_t i = 0; i < spec->language_count; i++)
		if (!localized_get(&fact->text, spec->languages[i]) ||
		    !same_digits(localized_get(&fact->text, spec->languages[i]), said->numbers))
			return "other numbers";
	for (size_t i = 0; i < 6 && said->words[i]; i++)
		if (!strstr(localized_get(&fact->text, "en"), said->words[i]))
			return "other words";
	if (!fact->source || strcmp(fact->source, "article"))
		return "no source";
	if (!is_ours(&fact->translated))
		return "not marked as our translation";
	return "";
}

/* The source itself, the facts, each of them once, and what versions are said to be: "" or what is wrong. */
static const char *map_fault(const struct map_spec *spec)
{
	const struct source_spec *source = &spec->sources[spec->source_count - 1];
	if (strcmp(source->id, "article") || source->year != 2018 || !source->kind.count ||
	    strcmp(localized_any(&source->title, "en"), "Greater growth in high-tech corridor"))
		return "the source cannot be found";
	if (spec->fact_count != STATEMENTS)
		return "a fact is missing";
	for (size_t i = 0; i < spec->fact_count; i++)
		if (*fact_fault(spec, &spec->facts[i]))
			return fact_fault(spec, &spec->facts[i]);
	for (size_t i = 0; i < spec->version_count; i++)
		if (strcmp(localized_get(&spec->versions[i].tagline, "en"), versions[i].tagline) ||
		    strcmp(localized_get(&spec->versions[i].summary, "en"), versions[i].summary))
			return "another tagline or summary";
	for (size_t i = 0; i < spec->version_count; i++)
		if (!is_ours(&spec->versions[i].translated))
			return "a version is not marked as our translation";
	return "";
}

struct opened {
	struct loaded_map map;
	struct diag diag;
	char *text;
};

/* The built-in map with the first `before` replaced. */
static void open_changed(struct opened *opened, const char *before, const char *after,
                         const struct map_overrides *overrides)
{
	const char *at = strstr(map_text, before);
	assert_non_null(at);
	opened->text = calloc(1, 1 << 17);
	sprintf(opened->text, "%.*s%s%s", (int)(at - map_text), map_text, after, at + strlen(before));
	diag_init(&opened->diag);
	assert_true(map_open(&opened->map, "seeds/g60.yaml", opened->text, strlen(opened->text), overrides,
	                     &opened->diag));
}

static void close_opened(struct opened *opened)
{
	map_close(&opened->map);
	diag_clear(&opened->diag);
	free(opened->text);
}

static void assert_fault(const char *before, const char *after, const char *fault)
{
	struct opened opened;
	open_changed(&opened, before, after, &(struct map_overrides){.share_dir = "seeds"});
	assert_string_equal(map_fault(&opened.map.spec), fault);
	close_opened(&opened);
}

/* The lines of a fact in the map file. */
static char *lines_of(const char *id)
{
	char head[64];
	snprintf(head, sizeof head, "  - id: %s\n", id);
	const char *from = strstr(map_text, head), *to = from ? strstr(from + 5, "    translated: [zh]\n") : NULL;
	assert_non_null(to);
	return strndup(from, (size_t)(to - from) + strlen("    translated: [zh]\n"));
}

static void test_seed(void **state)
{
	(void)state;
	assert_fault("", "", "");
	for (size_t i = 0; i < STATEMENTS; i++) {
		char *lines = lines_of(statements[i].id);
		assert_fault(lines, "", "a fact is missing");
		free(lines);
	}
	assert_fault("  - id: centres\n", "  - id: centres\n    figure: \"4\"\n", "another figure");
	assert_fault("figure: \"118\"", "figure: \"119\"", "another figure");
	assert_fault("[\"2.0\", \"3.0\"]", "[\"1.0\"]", "other versions");
	assert_fault("Research centres such as", "4 research centres:", "other numbers");
	assert_fault("explored how to set up a", "set up a", "another tagline or summary");
	assert_fault("explored how to set up a regional cooperative mechanism by", "set up a mechanism by", "other words");
	assert_fault("    source: article\n", "", "no source");
	assert_fault("  - id: launch\n", "  - id: start\n", "a fact that the source does not have");
	assert_fault("With Hangzhou and Jiaxing, zh", "Linking Hangzhou and Jiaxing, zh", "another tagline or summary");
	assert_fault("    translated: [zh]\n", "", "a version is not marked as our translation");
	assert_fault("    year: 2018\n", "    year: 2019\n", "the source cannot be found");
}

/* All of a text but its blanks, at which lines may be broken. */
static void add_solid(struct buffer *out, const char *text)
{
	for (; *text; text++)
		if (*text != ' ')
			buffer_char(out, *text);
}

/* The texts of each fact on the sheet, one after the other; a line for each fact. */
static void facts_drawn(const struct group *part, struct buffer *out)
{
	for (size_t i = 0; part && i < part->mark_count; i++) {
		const struct group *row = part->marks[i].group;
		for (size_t k = 0; k < row->mark_count; k++)
			if (row->marks[k].type == MARK_TEXT)
				add_solid(out, row->marks[k].text->run.text);
		buffer_char(out, '\n');
	}
	buffer_text(out, "");
}

/* What a sheet of the version must say in so many of its languages. */
static void facts_expected(const struct map_spec *spec, size_t version, size_t languages, struct buffer *out)
{
	for (size_t i = 0; i < spec->fact_count; i++) {
		const struct fact_spec *fact = &spec->facts[i];
		if (!map_spec_applies(&fact->versions, spec->versions[version].name))
			continue;
		add_solid(out, localized_any(&fact->figure, spec->languages[0]));
		for (size_t k = 0; k < languages; k++)
			add_solid(out, localized_get(&fact->text, spec->languages[k]));
		buffer_char(out, '\n');
	}
	buffer_text(out, "");
}

static void add_texts(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			add_texts(group->marks[i].group, out);
		else if (group->marks[i].type == MARK_TEXT)
			add_solid(out, group->marks[i].text->run.text);
}

/* The credits cite the source so that it can be found. */
static void check_credits(const struct page *page, const char *language)
{
	struct buffer credits, cited;
	buffer_init(&credits), buffer_init(&cited);
	add_texts(find_group(page->root, "part-credits"), &credits);
	add_solid(&cited, !strcmp(language, "zh")
	                          ? "事实：专题报道《Greater growth in high-tech corridor》，2018年。"
	                          : "Facts: special report “Greater growth in high-tech corridor”, 2018.");
	assert_non_null(strstr(credits.bytes, cited.bytes));
	buffer_clear(&credits), buffer_clear(&cited);
}

static bool is_warned(const struct diag *diag)
{
	for (size_t i = 0; i < diag->count; i++)
		if (diag->entries[i].severity == DIAG_WARNING && diag->entries[i].code == NO_ROOM)
			return true;
	return false;
}

/* What is drawn are the seed's facts, in all languages shown; a sheet without one of them warns, and one that must hold
 * them has all. */
static void check_sheet(struct loaded_map *map, size_t version, bool must_hold, const char *where)
{
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report = {0};
	struct buffer drawn, full, less;
	arena_init(&arena);
	diag_init(&diag);
	buffer_init(&drawn), buffer_init(&full), buffer_init(&less);
	if (!map_render(map, &(struct render_options){.version = version}, &arena, &diag, &page, &report))
		fail_msg("%s: %s", where, diag.entries[0].message);
	check_credits(&page, map->spec.languages[0]);
	facts_drawn(find_group(page.root, "part-facts"), &drawn);
	facts_expected(&map->spec, version, map->spec.language_count, &full);
	facts_expected(&map->spec, version, 1, &less);
	bool whole = !strcmp(drawn.bytes, full.bytes);
	if (!whole && (must_hold || !is_warned(&diag)))
		fail_msg("%s: facts are lost in silence:\n%sin place of\n%s", where, drawn.bytes, full.bytes);
	if (!whole && *drawn.bytes && strcmp(drawn.bytes, less.bytes))
		fail_msg("%s: other facts than the seed's:\n%sin place of\n%s", where, drawn.bytes, full.bytes);
	buffer_clear(&drawn), buffer_clear(&full), buffer_clear(&less);
	diag_clear(&diag);
	arena_clear(&arena);
}

static void test_sheets(void **state)
{
	(void)state;
	static const char *const pages[] = {"a4", "a3", "a4-portrait", "slide", "a5", "150x110mm"}, *const shown[] = {"en", "zh", "en,zh"};
	for (size_t p = 0; p < 6; p++)
		for (size_t l = 0; l < 3; l++) {
			struct opened opened;
			struct map_overrides overrides = {
			        .page = pages[p], .languages = shown[l], .share_dir = "seeds"};
			open_changed(&opened, "", "", &overrides);
			for (size_t version = 0; version < opened.map.spec.version_count; version++) {
				char where[64];
				snprintf(where, sizeof where, "%s %s %s", pages[p], shown[l],
				         opened.map.spec.versions[version].name);
				check_sheet(&opened.map, version, p < 3, where);
			}
			close_opened(&opened);
		}
}

static bool has_line(const struct group *group, const char *words)
{
	bool found = false;
	for (size_t i = 0; i < group->mark_count && !found; i++)
		found = group->marks[i].type == MARK_GROUP
		                ? has_line(group->marks[i].group, words)
		                : group->marks[i].type == MARK_TEXT && strstr(group->marks[i].text->run.text, words);
	return found;
}

/* A figure that takes most of the panel's width stands above its text, and leaves the others' texts their width. */
static void test_wide_figure(void **state)
{
	(void)state;
	static const char *const sets[] = {"facts.declaration.figure=123 456 789 012 345"};
	struct opened opened;
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report = {0};
	arena_init(&arena);
	diag_init(&diag);
	open_changed(&opened, "", "", &(struct map_overrides){.sets = sets, .set_count = 1, .share_dir = "seeds"});
	assert_true(map_render(&opened.map, &(struct render_options){.version = 2}, &arena, &diag, &page, &report));
	const struct group *facts = find_group(page.root, "part-facts");
	assert_non_null(facts);
	assert_true(has_line(facts, "123 456 789 012 345"));
	assert_true(has_line(facts, "members in Shanghai"));
	assert_true(has_line(facts, "high-tech enterprises set up"));
	diag_clear(&diag);
	arena_clear(&arena);
	close_opened(&opened);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_seed), cmocka_unit_test(test_sheets),
	                                   cmocka_unit_test(test_wide_figure)};
	map_text = read_map();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(map_text);
	return failed;
}
