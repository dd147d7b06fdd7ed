/* The sheet over the matrix of pages, languages, versions and themes: every text on the page, no text on another,
 * none below 5 points, on a slide none below 12, no panel element on another, every panel element inside the panel. Pages are made, not painted.
 */
#include "page_texts.h"
#include "render/region.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct found {
	struct page_texts texts;
	const struct group *parts[64]; /* of the panel */
	size_t part_count;
};

static void find(struct found *found, const struct group *group, bool in_panel)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP) {
			bool panel = mark->group->id && !strcmp(mark->group->id, "panel");
			if (in_panel && found->part_count < 64)
				found->parts[found->part_count++] = mark->group;
			find(found, mark->group, panel);
		} else if (mark->type == MARK_TEXT) {
			page_texts_add(&found->texts, mark->text);
		}
	}
}

/* The dots of the timeline may stand a little out. */
static void check_parts(const struct found *found, struct sheet sheet, double scale, const char *where)
{
	for (size_t i = 0; i < found->part_count; i++) {
		struct box box = group_box(found->parts[i]);
		if (!box_holds(box_grow(sheet.panel, 2 * scale), box) && !box_holds(box_grow(sheet.strip, scale), box))
			fail_msg("%s: %s leaves the panel: %.1f %.1f %.1f %.1f", where, found->parts[i]->id, box.left,
			         box.top, box.right, box.bottom);
		for (size_t k = 0; k < i; k++)
			if (box_overlaps(box_grow(box, -SLACK), group_box(found->parts[k])))
				fail_msg("%s: %s and %s overlap", where, found->parts[k]->id, found->parts[i]->id);
	}
}

static struct box enlarged(struct box box, double scale)
{
	return (struct box){box.left * scale, box.top * scale, box.right * scale, box.bottom * scale};
}

/* On the finished page. */
static struct sheet finished_sheet(const struct loaded_map *map, struct arena *arena)
{
	struct sheet sheet = map_sheet(map, false, arena);
	double scale = map->spec.page.type_scale;
	sheet.panel = enlarged(sheet.panel, scale);
	sheet.strip = enlarged(sheet.strip, scale);
	return sheet;
}

struct sheet_case {
	const char *theme, *page, *languages;
};

static char *map_text;
static size_t map_length;

/* Draws the versions of one case from `first` on and checks them. `boxes`: the panel's boxes are written there, one
 * line each. */
static size_t check_case(struct sheet_case now, size_t first, struct buffer *boxes)
{
	struct diag diag;
	struct loaded_map map;
	diag_init(&diag);
	struct map_overrides overrides = {
	        .page = now.page, .languages = now.languages, .theme = now.theme, .share_dir = "seeds"};
	assert_true(map_open(&map, "seeds/g60.yaml", map_text, map_length, &overrides, &diag));
	for (size_t version = first; version < map.spec.version_count; version++) {
		struct arena arena;
		arena_init(&arena);
		struct page page;
		struct label_report report;
		struct render_options options = {.version = version};
		char where[128];
		snprintf(where, sizeof where, "%s %s %s %s", now.theme, now.page, now.languages,
		         map.spec.versions[version].name);
		assert_true(map_render(&map, &options, &arena, &diag, &page, &report));
		struct found found = {.texts = {.arena = &arena, .least = map.spec.page.least_text}};
		find(&found, page.root, false);
		assert_true(found.texts.least == (strcmp(now.page, "slide") ? 0 : 12) && found.part_count >= 3 && found.texts.count > 20);
		page_texts_check(&found.texts, &page, where);
		check_parts(&found, finished_sheet(&map, &arena), map.spec.page.type_scale, where);
		for (size_t i = 0; boxes && i < found.part_count; i++) {
			struct box box = group_box(found.parts[i]);
			buffer_printf(boxes, "%s %.2f %.2f %.2f %.2f\n", found.parts[i]->id, box.left, box.top,
			              box.right, box.bottom);
		}
		arena_clear(&arena);
	}
	size_t warnings = diag.warnings;
	map_close(&map);
	diag_clear(&diag);
	return warnings;
}

static const char *const pages[] = {"a4", "a4-portrait", "a3", "a5", "slide", "square"};
static const char *const languages[] = {"en", "zh", "en,zh", "zh,en"};
static const char *const themes[] = {"daylight", "night", "print", "contrast"};

static void every_page_and_language(void **state)
{
	(void)state;
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
		for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
			check_case((struct sheet_case){"daylight", pages[p], languages[l]}, 0, NULL);
}

/* Themes have type sizes of their own. */
static void every_slide(void **state)
{
	(void)state;
	for (size_t t = 1; t < sizeof themes / sizeof *themes; t++)
		for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
			check_case((struct sheet_case){themes[t], "slide", languages[l]}, 0, NULL);
}

/* A theme of colours leaves the panel where daylight has it, so that the other themes need no more than a part of the
 * matrix. */
static void every_theme(void **state)
{
	(void)state;
	struct buffer first, other;
	buffer_init(&first);
	check_case((struct sheet_case){"daylight", "a5", "en,zh"}, 2, &first);
	for (size_t t = 1; t < sizeof themes / sizeof *themes; t++) {
		buffer_init(&other);
		check_case((struct sheet_case){themes[t], "a5", "en,zh"}, 2, &other);
		assert_string_equal(first.bytes, other.bytes);
		buffer_clear(&other);
	}
	buffer_clear(&first);
}

/* Draws version `version` of the G60 map on A4 with settings and hands the page to a check. */
static void with_settings(const char *const *sets, size_t count, size_t version,
                          void (*check)(const struct page *page, struct sheet sheet, const struct diag *diag))
{
	struct diag diag;
	struct loaded_map map;
	struct arena arena;
	struct page page;
	struct label_report report;
	struct render_options options = {.version = version};
	struct map_overrides overrides = {.sets = sets, .set_count = count, .share_dir = "seeds"};
	diag_init(&diag);
	arena_init(&arena);
	assert_true(map_open(&map, "seeds/g60.yaml", map_text, map_length, &overrides, &diag));
	assert_true(map_render(&map, &options, &arena, &diag, &page, &report));
	struct found found = {.texts = {.arena = &arena}};
	find(&found, page.root, false);
	page_texts_check(&found.texts, &page, sets[0]);
	check(&page, map_sheet(&map, false, &arena), &diag);
	arena_clear(&arena);
	map_close(&map);
	diag_clear(&diag);
}

static const struct group *group_named(const struct group *group, const char *id)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type != MARK_GROUP)
			continue;
		const struct group *inner = group->marks[i].group;
		if (inner->id && !strcmp(inner->id, id))
			return inner;
		if ((inner = group_named(inner, id)))
			return inner;
	}
	return NULL;
}

static struct box part_box(const struct page *page, const char *id)
{
	const struct group *group = group_named(page->root, id);
	assert_non_null(group);
	return group_box(group);
}

/* Offsets are measured to the ink's box, but for a plate, which is 7 points larger than its element. */
static void stand_at_their_corners(const struct page *page, struct sheet sheet, const struct diag *diag)
{
	struct box frame = sheet.frame;
	struct box north = part_box(page, "part-north-arrow"), bar = part_box(page, "part-scale-bar");
	struct box legend = part_box(page, "part-legend"), badge = part_box(page, "part-badge");
	(void)diag;
	assert_float_equal(north.right, frame.right - 10, 0.05);
	assert_float_equal(north.top, frame.top + 20, 0.05);
	assert_float_equal(bar.left, frame.left + 8, 1e-3);
	assert_float_equal(bar.top, frame.top + 8, 1e-3);
	assert_true(legend.left >= frame.left + 13 && legend.bottom <= frame.bottom - 13);
	assert_true(badge.left >= frame.left + 14 && badge.bottom <= frame.bottom - 13);
	assert_false(box_overlaps(box_grow(legend, 7), box_grow(badge, 7)));
	assert_null(group_named(page->root, "part-timeline"));
	const struct group *shields = group_named(page->root, "shields");
	for (size_t i = 0; i < shields->mark_count; i++)
		assert_false(box_overlaps(group_box(shields->marks[i].group), box_grow(legend, 7)));
}

static void parts_stand_at_their_corners(void **state)
{
	(void)state;
	static const char *const sets[] = {"furniture.north_arrow={at: top-right, offset: [10pt, 20pt]}",
	                                   "furniture.scale_bar={at: map top-left}", "furniture.legend.at=bottom-left",
	                                   "furniture.badge.at=bottom-left", "furniture.timeline={show: no}"};
	with_settings(sets, 5, 0, stand_at_their_corners);
	with_settings(sets, 5, 2, stand_at_their_corners);
}

/* A plate where the scale bar or the arrow would stand moves them. */
static void keep_off_plates(const struct page *page, struct sheet sheet, const struct diag *diag)
{
	(void)sheet, (void)diag;
	struct box title = box_grow(part_box(page, "part-title"), 7), north = part_box(page, "part-north-arrow");
	assert_false(box_overlaps(title, north));
	assert_true(north.top >= title.bottom);
	struct box legend = box_grow(part_box(page, "part-legend"), 7), bar = part_box(page, "part-scale-bar");
	struct box locator = box_grow(part_box(page, "part-locator"), 7);
	assert_false(box_overlaps(legend, bar));
	assert_false(box_overlaps(locator, bar));
}

static void free_marks_keep_off_plates(void **state)
{
	(void)state;
	static const char *const sets[] = {"furniture.title.at=top-right", "furniture.legend.at=bottom-left",
	                                   "furniture.locator.at=bottom-right"};
	with_settings(sets, 3, 2, keep_off_plates);
}

static void take_the_whole_page(const struct page *page, struct sheet sheet, const struct diag *diag)
{
	assert_true(box_is_empty(sheet.panel) && box_is_empty(sheet.strip));
	assert_float_equal(sheet.frame.left, page->width - sheet.frame.right, 1e-3);
	assert_int_equal(diag->warnings, 0);
}

static void map_without_panel_takes_the_page(void **state)
{
	(void)state;
	static const char *const sets[] = {"furniture.title=off",  "furniture.badge=off",  "furniture.timeline=off",
	                                   "furniture.facts=off",  "furniture.legend=off", "furniture.locator=off",
	                                   "furniture.credits=off"};
	with_settings(sets, 7, 1, take_the_whole_page);
}

/* The frame's ground, the first mark of all, is the page itself, whatever the type scale. */
static void reach_the_edge(const struct page *page, struct sheet sheet, const struct diag *diag)
{
	(void)sheet, (void)diag;
	struct box ground = box_empty;
	const struct path *path = &page->root->marks[0].path->path;
	for (size_t i = 0; i < path->point_count; i++)
		box_add(&ground, path->points[i]);
	assert_true(fabs(ground.left) + fabs(ground.top) < 0.01);
	assert_true(fabs(ground.right - page->width) + fabs(ground.bottom - page->height) < 0.01);
}

static void map_without_margin_reaches_the_edge(void **state)
{
	(void)state;
	static const char *const sets[] = {"margin=0mm",           "page=a3",              "furniture.title=off",
	                                   "furniture.badge=off",  "furniture.timeline=off", "furniture.facts=off",
	                                   "furniture.legend=off", "furniture.locator=off", "furniture.credits=off",
	                                   "furniture.graticule=off"};
	with_settings(sets, sizeof sets / sizeof *sets, 1, reach_the_edge);
}

static void stand_in_a_strip(const struct page *page, struct sheet sheet, const struct diag *diag)
{
	struct box credits = part_box(page, "part-credits");
	assert_int_equal(diag->warnings, 0);
	assert_true(box_is_empty(sheet.panel) && box_holds(box_grow(sheet.strip, 2), credits));
	assert_true(box_width(sheet.frame) > page->width * 0.9 && box_height(sheet.frame) > page->height * 0.85);
}

static void credits_alone_stand_in_a_strip(void **state)
{
	(void)state;
	static const char *const sets[] = {
	        "furniture.title.at=top-left", "furniture.badge=off",   "furniture.timeline=off", "furniture.facts=off",
	        "furniture.legend=off",        "furniture.locator=off", "languages=[zh, en]"};
	with_settings(sets, 6, 1, stand_in_a_strip);
	with_settings(sets, 7, 1, stand_in_a_strip);
}

/* A page that is too small is told the least size of its form, and that size is enough. */
static bool is_drawn(const char *size, bool bare, size_t version, char said[64])
{
	struct diag diag;
	struct loaded_map map;
	struct arena arena;
	struct page page;
	struct label_report report;
	struct render_options options = {.version = version, .bare = bare};
	struct map_overrides overrides = {.page = size, .share_dir = "seeds"};
	diag_init(&diag);
	arena_init(&arena);
	bool fine = map_open(&map, "seeds/g60.yaml", map_text, map_length, &overrides, &diag) &&
	            map_render(&map, &options, &arena, &diag, &page, &report);
	if (fine) {
		struct found found = {.texts = {.arena = &arena}};
		find(&found, page.root, false);
		if (page.width > 200 && page.height > 200) /* a scale bar of a few points has no room for its figures */
			page_texts_check(&found.texts, &page, size);
		if (!bare)
			check_parts(&found, finished_sheet(&map, &arena), map.spec.page.type_scale, size);
	}
	said[0] = '\0';
	for (size_t i = 0; i < diag.count; i++)
		if (strstr(diag.entries[i].message, "in this form it takes "))
			snprintf(said, 64, "%s", strstr(diag.entries[i].message, "takes ") + 6);
	arena_clear(&arena);
	map_close(&map);
	diag_clear(&diag);
	return fine;
}

static void small_pages_name_the_least_size(void **state)
{
	(void)state;
	static const struct {
		const char *size;
		bool bare;
	} cases[] = {{"60x60mm", false}, {"30x200mm", false}, {"120x30mm", false}, {"20x20mm", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char said[64];
		unsigned width, height;
		assert_false(is_drawn(cases[i].size, cases[i].bare, 1, said));
		assert_int_equal(sscanf(said, "%u x %u mm", &width, &height), 2);
		char larger[32];
		snprintf(larger, sizeof larger, "%ux%umm", width, height);
		if (!is_drawn(larger, cases[i].bare, 1, said))
			fail_msg("%s was said to be enough for %s", larger, cases[i].size);
	}
}

static void odd_pages_are_drawn(void **state)
{
	(void)state;
	static const char *const sizes[] = {"100x300mm", "400x80mm", "8x6in", "1600x1200px", "150x150mm"};
	char said[64];
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		assert_true(is_drawn(sizes[i], false, 2, said));
}

static int read_map(void **state)
{
	(void)state;
	FILE *file = fopen("seeds/g60.yaml", "rb");
	if (!file)
		return -1;
	map_text = malloc(1 << 20);
	map_length = fread(map_text, 1, 1 << 20, file);
	fclose(file);
	return 0;
}

static int free_map(void **state)
{
	(void)state;
	free(map_text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_page_and_language),          cmocka_unit_test(every_theme), cmocka_unit_test(every_slide),
	        cmocka_unit_test(parts_stand_at_their_corners),     cmocka_unit_test(free_marks_keep_off_plates),
	        cmocka_unit_test(map_without_panel_takes_the_page), cmocka_unit_test(credits_alone_stand_in_a_strip),
	        cmocka_unit_test(small_pages_name_the_least_size),  cmocka_unit_test(odd_pages_are_drawn),
	        cmocka_unit_test(map_without_margin_reaches_the_edge)};
	return cmocka_run_group_tests(tests, read_map, free_map);
}
