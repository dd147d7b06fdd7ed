/* Sheets with a frame for every version: each version once, all frames of one size, extent and scale, none on another,
 * captions on the page and on no frame, ids that are unique; what cannot be drawn says why. */
#include "page_texts.h"
#include "rendered_map.h"

/* To be cleared in any case. */
static void draw_text(struct rendered_map *drawn, const char *name, const char *text, const struct map_overrides *overrides,
                      bool bare)
{
	render_map_text(drawn, name, text, overrides, &(struct render_options){.bare = bare}, true);
}

static void draw(struct rendered_map *drawn, const char *name, const char *page, const char *languages)
{
	char *text = map_file_text(name);
	draw_text(drawn, name, text,
	          &(struct map_overrides){.page = page, .languages = languages}, false);
	assert_drawn(drawn);
	free(text);
}

static const struct group *version_group(const struct rendered_map *drawn, size_t version, const char *part)
{
	char id[100];
	snprintf(id, sizeof id, "version-%s%s", drawn->map.spec.versions[version].id, part);
	const struct group *group = find_group(drawn->page.root, id);
	if (!group)
		fail_msg("no group %s", id);
	return group;
}

static struct box frame_of(const struct rendered_map *drawn, size_t version)
{
	const struct group *map = version_group(drawn, version, "-map");
	assert_true(map->clipped);
	return map->clip;
}

static bool is_same(double a, double b)
{
	return fabs(a - b) < 0.01;
}

/* Where the first version's first member lies in its frame: in every later frame at the same place, if extent and scale
 * are the same. */
static struct box first_member(const struct rendered_map *drawn, size_t version)
{
	char part[100];
	const struct map_spec *spec = &drawn->map.spec;
	snprintf(part, sizeof part, "-member-%s", spec->members[spec->versions[0].members[0]].id);
	struct box frame = frame_of(drawn, version), box = box_empty;
	const struct group *group = version_group(drawn, version, part);
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_PATH && group->marks[i].path->fill.opacity > 0)
			box_join(&box, path_bounds(&group->marks[i].path->path));
	assert_false(box_is_empty(box));
	return box_moved(box, -frame.left, -frame.top);
}

static void check_frames(const struct rendered_map *drawn, const char *where)
{
	const struct map_spec *spec = &drawn->map.spec;
	struct box first = frame_of(drawn, 0), member = first_member(drawn, 0);
	struct box sheet = {0, 0, drawn->page.width, drawn->page.height};
	for (size_t i = 0; i < spec->version_count; i++) {
		struct box frame = frame_of(drawn, i), again = first_member(drawn, i);
		assert_true(box_holds(sheet, frame));
		if (!is_same(box_width(frame), box_width(first)) || !is_same(box_height(frame), box_height(first)))
			fail_msg("%s: frame %zu has another size", where, i);
		if (!is_same(member.left, again.left) || !is_same(member.top, again.top) ||
		    !is_same(member.right, again.right) || !is_same(member.bottom, again.bottom))
			fail_msg("%s: frame %zu shows another extent", where, i);
		for (size_t k = 0; k < i; k++)
			if (box_overlaps(frame, frame_of(drawn, k)))
				fail_msg("%s: frames %zu and %zu overlap", where, k, i);
	}
}

/* What stands outside the frames: on the page, and on none of them. */
static void check_box_outside(const struct rendered_map *drawn, const struct group *group, const char *where)
{
	struct box box = group_box(group), sheet = {0, 0, drawn->page.width, drawn->page.height};
	if (!box_holds(sheet, box))
		fail_msg("%s: %s leaves the page", where, group->id);
	for (size_t i = 0; i < drawn->map.spec.version_count; i++)
		if (box_overlaps(box_grow(box, -SLACK), frame_of(drawn, i)))
			fail_msg("%s: %s lies on frame %zu", where, group->id, i);
}

static void check_captions(const struct rendered_map *drawn, const char *where)
{
	for (size_t i = 0; i < drawn->map.spec.version_count; i++) {
		const struct group *version = version_group(drawn, i, "");
		size_t captions = 0;
		for (size_t k = 0; k < version->mark_count; k++) {
			const struct group *group =
			        version->marks[k].type == MARK_GROUP ? version->marks[k].group : NULL;
			if (!group || !group->id || strncmp(group->id, "part-caption", 12) != 0)
				continue;
			check_box_outside(drawn, group, where);
			captions++;
		}
		assert_true(captions >= 1);
	}
	const struct group *panel = find_group(drawn->page.root, "panel");
	assert_non_null(panel);
	for (size_t i = 0; i < panel->mark_count; i++) {
		check_box_outside(drawn, panel->marks[i].group, where);
		/* The scale bar may stand beside the legend's heading. */
		bool is_bar = !strcmp(panel->marks[i].group->id, "part-scale-bar");
		for (size_t k = 0; k < i && !is_bar; k++)
			if (box_overlaps(box_grow(group_box(panel->marks[i].group), -SLACK), group_box(panel->marks[k].group)))
				fail_msg("%s: %s lies on %s", where, panel->marks[i].group->id, panel->marks[k].group->id);
	}
}

static void add_ids(const struct group *group, const char **ids, size_t *count)
{
	for (size_t i = 0; group->id && i < *count; i++)
		if (!strcmp(group->id, ids[i]))
			fail_msg("the id %s stands twice", group->id);
	assert_true(*count < 20000);
	if (group->id)
		ids[(*count)++] = group->id;
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			add_ids(group->marks[i].group, ids, count);
}

static const char *const maps[] = {"seeds/g60.yaml", "tests/maps/multiples-2.yaml", "tests/maps/multiples-5.yaml",
                                   "tests/maps/multiples-12.yaml"};
static const char *const pages[] = {"a4", "a4-portrait", "a3", "slide", "square", "320x140mm"};
static const char *const languages[] = {"en", "en,zh"};

static void every_version_in_one_extent(void **state)
{
	(void)state;
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
		for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
			for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
				struct rendered_map drawn;
				char where[200];
				snprintf(where, sizeof where, "%s %s %s", maps[m], pages[p], languages[l]);
				draw(&drawn, maps[m], pages[p], languages[l]);
				struct page_texts texts = {.arena = &drawn.arena};
				page_texts_find(&texts, drawn.page.root);
				page_texts_check(&texts, &drawn.page, where);
				check_frames(&drawn, where);
				check_captions(&drawn, where);
				if (p == 0 && l == 1) {
					size_t count = 0;
					add_ids(drawn.page.root, ARENA_ARRAY(&drawn.arena, 20000, const char *), &count);
				}
				for (size_t i = 0; i < drawn.diag.count; i++)
					if (drawn.diag.entries[i].severity == DIAG_WARNING)
						fail_msg("%s: %s", where, drawn.diag.entries[i].message);
				rendered_map_clear(&drawn);
			}
}

/* With the latitude at which it holds below it, it is higher than the legend's heading beside it. */
static void a_scale_bar_with_a_note_keeps_off_the_legend(void **state)
{
	(void)state;
	static const char *const sets[] = {"furniture.scale_bar.latitude=31"};
	char *text = map_file_text("seeds/g60.yaml");
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
		struct rendered_map drawn;
		draw_text(&drawn, "seeds/g60.yaml", text,
		          &(struct map_overrides){
		                  .page = pages[p], .sets = sets, .set_count = 1},
		          false);
		assert_drawn(&drawn);
		struct page_texts texts = {.arena = &drawn.arena};
		page_texts_find(&texts, drawn.page.root);
		page_texts_check(&texts, &drawn.page, pages[p]);
		rendered_map_clear(&drawn);
	}
	free(text);
}

static bool says(const struct group *group, const char *text)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text)) ||
		    (mark->type == MARK_GROUP && says(mark->group, text)))
			return true;
	}
	return false;
}

/* What the caption below the version's frame says. */
static bool says_below(const struct rendered_map *drawn, size_t version, const char *text)
{
	const struct group *group = version_group(drawn, version, "");
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP && group->marks[i].group->id &&
		    !strncmp(group->marks[i].group->id, "part-caption-steps", 18) && says(group->marks[i].group, text))
			return true;
	return false;
}

/* Members are named in words below the frame in which they join, and there alone; a route likewise. */
static void captions_tell_what_each_version_added(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "seeds/g60.yaml", "a4", "en,zh");
	static const char *const told[3][3] = {{"1", "Songjiang", "G60 Shanghai–Kunming Expressway"},
	                                       {"+2", "Jiaxing and Hangzhou", "嘉兴和杭州"},
	                                       {"+6", "Jinhua, Suzhou, Huzhou, Xuancheng, Wuhu and Hefei", "沪苏湖合城际铁路"}};
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			for (size_t v = 0; v < 3; v++)
				if (says_below(&drawn, v, told[i][k]) != (v == i))
					fail_msg("version %zu and '%s'", v, told[i][k]);
	assert_true(strstr(drawn.page.description, "Version 2.0 of 2017.") &&
	            strstr(drawn.page.description, "New in this version are Jiaxing and Hangzhou.") &&
	            strstr(drawn.page.description, "in 3 maps"));
	assert_string_equal(drawn.page.id, "g60-evolution");
	assert_non_null(strstr(drawn.page.title, "1.0–3.0"));
	rendered_map_clear(&drawn);
	/* A summary, else the facts that the version is the first to have; one that holds for all is no news. */
	draw(&drawn, "tests/maps/multiples-2.yaml", "a4", "en,zh");
	assert_true(says(version_group(&drawn, 0, ""), "One member begins."));
	assert_true(says(version_group(&drawn, 1, ""), "A fact without a figure."));
	assert_false(says(drawn.page.root, "holds for all versions"));
	rendered_map_clear(&drawn);
}

static const char small[] = "corridor: 1\nid: small\ntitle: Small\n%s"
                            "data: {areas: {file: ../../geodata/admin/prefectures.shp, key: adcode}}\n"
                            "layers:\n  - {id: members, kind: members, data: areas}\n"
                            "members: {areas: areas, list: {a: 330100, b: 330700, c: 330400}}\nversions:\n%s";
static const char three[] = "  \"1\": {members: [a], extent: [119, 29, 120, 30]}\n  \"2\": {members: [b]}\n"
                            "  \"3\": {members: [c]}\n";

static void draw_small(struct rendered_map *drawn, const char *head, const char *versions, const struct map_overrides *overrides)
{
	char text[2000];
	snprintf(text, sizeof text, small, head, versions);
	draw_text(drawn, "tests/maps/small.yaml", text, overrides, false);
}

static void the_map_file_sets_page_title_and_columns(void **state)
{
	(void)state;
	static const char head[] = "page: a4\nmultiples: {title: Growth, page: 300x400mm, columns: 1, without: [members]}\n";
	struct rendered_map drawn;
	draw_small(&drawn, head, three, NULL);
	assert_true(drawn.drawn);
	assert_true(is_same(drawn.page.height / drawn.page.width, 4 / 3.0));
	assert_true(says(drawn.page.root, "Growth") && !says(drawn.page.root, "Small"));
	assert_null(find_group(drawn.page.root, "version-1-members"));
	for (size_t i = 1; i < 3; i++)
		assert_true(frame_of(&drawn, i).top > frame_of(&drawn, i - 1).bottom);
	rendered_map_clear(&drawn);
	/* The command line means this sheet, too. */
	draw_small(&drawn, head, three, &(struct map_overrides){.page = "500x200mm"});
	assert_true(drawn.drawn);
	assert_true(is_same(drawn.page.width / drawn.page.height, 2.5));
	rendered_map_clear(&drawn);
	draw_small(&drawn, head, three, &(struct map_overrides){.width = "150mm"});
	assert_true(drawn.drawn);
	assert_true(is_same(drawn.page.width, 150 * 72 / 25.4) && is_same(drawn.page.height, 200 * 72 / 25.4));
	rendered_map_clear(&drawn);
}

static void what_cannot_be_drawn_says_why(void **state)
{
	(void)state;
	static const struct {
		const char *page, *versions, *said;
	} cases[] = {
	        {"a4", "  \"1\": {members: [a, b, c]}\n", "the map has one version; side by side stand two or more"},
	        {"a4", "  none\n", "the map has no versions; side by side stand two or more"},
	        {"60x40mm", three, "the page, 60 x 40 mm, is too small for 3 maps: in this form they take "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map drawn;
		draw_small(&drawn, "", cases[i].versions,
		           &(struct map_overrides){.page = cases[i].page});
		assert_false(drawn.drawn);
		assert_int_equal(drawn.diag.errors, 1);
		bool said = false;
		for (size_t k = 0; k < drawn.diag.count; k++)
			said |= strstr(drawn.diag.entries[k].message, cases[i].said) != NULL;
		assert_true(said);
		rendered_map_clear(&drawn);
	}
}

/* A page that leaves no room for words says so. */
static void captions_that_give_way_are_told(void **state)
{
	(void)state;
	static const char *const both[] = {"a4", "slide"};
	for (size_t i = 0; i < 2; i++) {
		struct rendered_map drawn;
		size_t told = 0;
		draw(&drawn, "seeds/g60.yaml", both[i], "en,zh");
		for (size_t k = 0; k < drawn.diag.count; k++)
			told += strstr(drawn.diag.entries[k].message, "the captions of 3 maps have no room for ") != NULL;
		assert_int_equal(told, i);
		rendered_map_clear(&drawn);
	}
}

/* Frames and captions alone. */
static void a_bare_sheet_has_no_panel(void **state)
{
	(void)state;
	struct rendered_map drawn;
	char *text = map_file_text("seeds/g60.yaml");
	draw_text(&drawn, "seeds/g60.yaml", text, NULL, true);
	assert_true(drawn.drawn);
	check_frames(&drawn, "bare");
	assert_int_equal(find_group(drawn.page.root, "panel")->mark_count, 0);
	rendered_map_clear(&drawn);
	free(text);
}

static size_t count_texts(const struct group *group, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			count += count_texts(group->marks[i].group, text);
		else if (group->marks[i].type == MARK_TEXT)
			count += !strcmp(group->marks[i].text->run.text, text);
	return count;
}

static void a_title_of_all_languages_stands_once(void **state)
{
	(void)state;
	static const char *const sets[] = {"multiples.title=Growth"};
	struct rendered_map drawn;
	char *text = map_file_text("seeds/g60.yaml");
	draw_text(&drawn, "seeds/g60.yaml", text,
	          &(struct map_overrides){.sets = sets, .set_count = 1}, false);
	assert_drawn(&drawn);
	assert_int_equal(count_texts(drawn.page.root, "Growth"), 1);
	rendered_map_clear(&drawn);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_version_in_one_extent),
	        cmocka_unit_test(captions_tell_what_each_version_added),
	        cmocka_unit_test(the_map_file_sets_page_title_and_columns),
	        cmocka_unit_test(what_cannot_be_drawn_says_why),
	        cmocka_unit_test(captions_that_give_way_are_told),
	        cmocka_unit_test(a_bare_sheet_has_no_panel),
	        cmocka_unit_test(a_title_of_all_languages_stands_once),
	        cmocka_unit_test(a_scale_bar_with_a_note_keeps_off_the_legend),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
