/* Lines by their status on a sheet of several years: what the shared legend says and the captions show. */
#include "page_groups.h"
#include "page_texts.h"
#include "render/render.h"

#include <string.h>

struct drawn {
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct page page;
};

static const char dated[] =
        "corridor: 1\nid: dated\ntitle: Dated\nlanguages: [en, zh]\npage: a4\n"
        "data:\n  areas: {file: ../../geodata/admin/prefectures.shp, key: adcode}\n"
        "  rail: {file: ../../geodata/intercity-railway.csv, as: line}\n"
        "layers:\n  - {id: members, kind: members, data: areas}\n"
        "  - {id: rail, kind: railway, data: rail, started: construction_start, opened: opened, legend: Railway}\n"
        "members: {areas: areas, list: {a: 330100, b: 330500}}\n"
        "versions:\n  \"1\": {year: 2010, members: [a], routes: [rail]}\n  \"2\": {year: 2022, members: [b]}\n";

/* To be closed. */
static void draw_dated(struct drawn *drawn, const char *set)
{
	struct label_report report;
	*drawn = (struct drawn){0};
	diag_init(&drawn->diag);
	arena_init(&drawn->arena);
	assert_true(map_open(&drawn->map, "tests/maps/dated.yaml", dated, strlen(dated),
	                     &(struct map_overrides){.sets = &set, .set_count = set ? 1 : 0, .share_dir = "seeds"},
	                     &drawn->diag));
	assert_true(map_render_multiples(&drawn->map, &(struct render_options){0}, &drawn->arena, &drawn->diag, &drawn->page,
	                                 &report));
}

static void close_drawn(struct drawn *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

/* Adds the texts in their order, each on a line. */
static void add_lines(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			add_lines(group->marks[i].group, out);
		else if (group->marks[i].type == MARK_TEXT)
			buffer_printf(out, "%s\n", group->marks[i].text->run.text);
}

static size_t count_strokes(const struct group *group)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++)
		count += group->marks[i].type == MARK_GROUP ? count_strokes(group->marks[i].group)
		                                            : group->marks[i].type == MARK_PATH;
	return count;
}

/* Of the line in the caption below the first version's frame. */
static size_t count_strokes_below(const struct drawn *drawn)
{
	const struct group *group = find_group(drawn->page.root, "version-1");
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP && group->marks[i].group->id &&
		    !strncmp(group->marks[i].group->id, "part-caption-steps", 18))
			count += count_strokes(group->marks[i].group);
	return count;
}

/* A year is one frame's: the legend of all names the states, in their order. The caption shows the line as most of it
 * is in its year: a planned one has one stroke, one that is built two. */
static void lines_of_several_years_share_a_legend(void **state)
{
	(void)state;
	struct drawn drawn;
	struct buffer said;
	buffer_init(&said);
	draw_dated(&drawn, NULL);
	add_lines(find_group(drawn.page.root, "panel"), &said);
	assert_non_null(strstr(said.bytes, "Railway\n已开通\nin service\n在建\nunder construction\n规划中\nplanned\n"));
	assert_int_equal(count_strokes_below(&drawn), 1);
	close_drawn(&drawn);
	buffer_clear(&said);
	draw_dated(&drawn, "as_of=2018");
	add_lines(find_group(drawn.page.root, "panel"), &said);
	assert_non_null(strstr(said.bytes, "under construction in 2018,"));
	assert_null(strstr(said.bytes, "under construction\n"));
	assert_int_equal(count_strokes_below(&drawn), 2);
	close_drawn(&drawn);
	buffer_clear(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_of_several_years_share_a_legend),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
