/* Lines by their status on a sheet of several years: what the shared legend says and the captions show. */
#include "page_texts.h"
#include "rendered_map.h"

static const char dated[] =
        "corridor: 1\nid: dated\ntitle: Dated\nlanguages: [en, zh]\npage: a4\n"
        "data:\n  areas: {file: ../../geodata/admin/prefectures.shp, key: adcode}\n"
        "  rail: {file: ../../geodata/intercity-railway.csv, as: line}\n"
        "layers:\n  - {id: members, kind: members, data: areas}\n"
        "  - {id: rail, kind: railway, data: rail, started: construction_start, opened: opened, legend: Railway}\n"
        "members: {areas: areas, list: {a: 330100, b: 330500}}\n"
        "versions:\n  \"1\": {year: 2010, members: [a], routes: [rail]}\n  \"2\": {year: 2022, members: [b]}\n";

/* To be cleared. */
static void draw_dated(struct rendered_map *drawn, const char *set)
{
	render_map_text(drawn, "tests/maps/dated.yaml", dated,
	                &(struct map_overrides){.sets = &set, .set_count = set ? 1 : 0}, NULL, true);
	assert_drawn(drawn);
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
static size_t count_strokes_below(const struct rendered_map *drawn)
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
	struct rendered_map drawn;
	struct buffer said;
	buffer_init(&said);
	draw_dated(&drawn, NULL);
	page_texts_say(find_group(drawn.page.root, "panel"), &said);
	assert_non_null(strstr(said.bytes, "Railway\n已开通\nin service\n在建\nunder construction\n规划中\nplanned\n"));
	assert_int_equal(count_strokes_below(&drawn), 1);
	rendered_map_clear(&drawn);
	buffer_clear(&said);
	draw_dated(&drawn, "as_of=2018");
	page_texts_say(find_group(drawn.page.root, "panel"), &said);
	assert_non_null(strstr(said.bytes, "under construction in 2018,"));
	assert_null(strstr(said.bytes, "under construction\n"));
	assert_int_equal(count_strokes_below(&drawn), 2);
	rendered_map_clear(&drawn);
	buffer_clear(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_of_several_years_share_a_legend),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
