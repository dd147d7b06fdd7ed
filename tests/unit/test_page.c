/* The page's tree: order, ids, attributes, boxes, and the dump that the golden tests read. */
#include "page/page.h"

#include "base/buffer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena arena;
	struct page page;
};

static int set_up(void **state)
{
	struct fixture *fixture = test_calloc(1, sizeof *fixture);
	arena_init(&fixture->arena);
	page_init(&fixture->page, &fixture->arena, 300, 200);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_clear(&fixture->arena);
	test_free(fixture);
	return 0;
}

static struct path_mark *add_rect(struct fixture *fixture, struct group *group, struct box box)
{
	struct path path = path_new(&fixture->arena);
	path_rect(&path, box);
	return group_path(&fixture->arena, group, path);
}

static void assert_box(struct box box, double left, double top, double right, double bottom)
{
	assert_float_equal(box.left, left, 1e-9);
	assert_float_equal(box.top, top, 1e-9);
	assert_float_equal(box.right, right, 1e-9);
	assert_float_equal(box.bottom, bottom, 1e-9);
}

static void marks_keep_their_order(void **state)
{
	struct fixture *fixture = *state;
	struct group *root = fixture->page.root;
	struct path_mark *marks[50];
	for (int i = 0; i < 50; i++)
		marks[i] = add_rect(fixture, root, (struct box){i, 0, i + 1, 1});
	struct group *group = group_add(&fixture->arena, root, "last", "a b");
	assert_int_equal(root->mark_count, 51);
	for (int i = 0; i < 50; i++) {
		assert_int_equal(root->marks[i].type, MARK_PATH);
		assert_ptr_equal(root->marks[i].path, marks[i]);
	}
	assert_ptr_equal(root->marks[50].group, group);
	assert_string_equal(group->id, "last");
}

static void later_attribute_wins(void **state)
{
	struct fixture *fixture = *state;
	struct group *group = fixture->page.root;
	group_attribute(&fixture->arena, group, "code", "1");
	group_attribute(&fixture->arena, group, "Year Joined", "2016");
	group_attribute(&fixture->arena, group, "code", "2");
	assert_int_equal(group->attribute_count, 2);
	assert_string_equal(group->attributes[0].value, "2");
	assert_string_equal(group->attributes[1].name, "year-joined");
}

static void ids_from_any_text(void **state)
{
	struct fixture *fixture = *state;
	static const char *const pairs[][2] = {
	        {"Songjiang", "songjiang"},
	        {"G60 High-Tech  Corridor!", "g60-high-tech-corridor"},
	        {"  --x--  ", "x"},
	        {"松江", "u677e-u6c5f"},
	        {"G60科", "g60-u79d1"},
	        {"科G60", "u79d1-g60"},
	        {"", "x"},
	        {"<&\"']]>", "x"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(page_id_from(&fixture->arena, pairs[i][0]), pairs[i][1]);
}

static void box_holds_strokes_and_cuts_at_clips(void **state)
{
	struct fixture *fixture = *state;
	struct group *outer = group_add(&fixture->arena, fixture->page.root, NULL, NULL);
	assert_true(box_is_empty(group_box(outer)));
	struct path_mark *mark = add_rect(fixture, outer, (struct box){10, 10, 50, 30});
	assert_box(group_box(outer), 10, 10, 50, 30);
	mark->stroke = (struct stroke){.colour = {0, 0, 0, 1}, .width = 4};
	assert_box(group_box(outer), 8, 8, 52, 32);
	outer->clipped = true;
	outer->clip = (struct box){0, 0, 20, 100};
	assert_box(group_box(fixture->page.root), 8, 8, 20, 32);
	outer->clip = (struct box){100, 100, 120, 120};
	assert_true(box_is_empty(group_box(fixture->page.root)));
}

static void text_box_turns(void **state)
{
	struct fixture *fixture = *state;
	struct text_run run = {.text = "x", .size = 10, .width = 40, .ascent = 7, .descent = 2, .ink = box_empty};
	struct text_mark *mark = group_text(&fixture->arena, fixture->page.root, &run, (struct page_point){100, 50},
	                                    (struct colour){0, 0, 0, 1});
	assert_box(text_mark_box(mark), 100, 43, 140, 52);
	mark->angle = M_PI / 2; /* clockwise: runs down the page, its top to the right */
	assert_box(text_mark_box(mark), 98, 50, 107, 90);
	mark->halo = (struct colour){1, 1, 1, 1};
	mark->halo_width = 3;
	assert_box(group_box(fixture->page.root), 95, 47, 110, 93);
}

/* Two marks with one path, and two with one run, grow once each. */
static void page_grows_with_all_its_lengths(void **state)
{
	struct fixture *fixture = *state;
	static const double dashes[] = {3, 1};
	struct path path = path_new(&fixture->arena);
	path_rect(&path, (struct box){10, 20, 30, 40});
	struct group *group = group_add(&fixture->arena, fixture->page.root, NULL, NULL);
	group->clipped = true;
	group->clip = (struct box){0, 0, 100, 50};
	struct path_mark *rim = group_path(&fixture->arena, group, path);
	struct path_mark *plate = group_path(&fixture->arena, group, path);
	rim->stroke = (struct stroke){.width = 2, .dashes = dashes, .dash_count = 2, .dash_offset = 1};
	struct glyph glyphs[] = {{7, 0, 0}, {8, 6, 0}};
	struct text_run run = {.size = 8,
	                       .glyphs = glyphs,
	                       .glyph_count = 2,
	                       .width = 12,
	                       .ascent = 6,
	                       .descent = 2,
	                       .ink = {1, -5, 11, 1},
	                       .spacing = 0.1};
	struct text_mark *first = group_text(&fixture->arena, group, &run, (struct page_point){50, 60}, (struct colour){0});
	struct text_mark *second = group_text(&fixture->arena, group, &run, (struct page_point){5, 6}, (struct colour){0});
	first->halo_width = 1;
	page_scale(&fixture->page, 1.5);
	assert_float_equal(fixture->page.width, 450, 1e-9);
	assert_box(group->clip, 0, 0, 150, 75);
	assert_box(path_bounds(&rim->path), 15, 30, 45, 60);
	assert_box(path_bounds(&plate->path), 15, 30, 45, 60);
	assert_float_equal(rim->stroke.width, 3, 1e-9);
	assert_float_equal(rim->stroke.dashes[0], 4.5, 1e-9);
	assert_float_equal(rim->stroke.dash_offset, 1.5, 1e-9);
	assert_null(plate->stroke.dashes);
	assert_float_equal(first->run.glyphs[1].x, 9, 1e-9);
	assert_float_equal(second->run.glyphs[1].x, 9, 1e-9);
	assert_float_equal(glyphs[1].x, 6, 1e-9);
	assert_float_equal(second->run.size, 12, 1e-9);
	assert_float_equal(second->run.spacing, 0.1, 1e-9); /* in em */
	assert_float_equal(first->halo_width, 1.5, 1e-9);
	assert_box(second->run.ink, 1.5, -7.5, 16.5, 1.5);
	assert_box(text_mark_box(first), 75, 81, 93, 93);
}

static void dump_says_all(void **state)
{
	struct fixture *fixture = *state;
	struct page *page = &fixture->page;
	page->title = "A \"title\"\nwith\x01";
	struct group *group = group_add(&fixture->arena, page->root, "g", "a b");
	group->title = "T";
	group->clipped = true;
	group->clip = (struct box){0, 0, 1.006, 2};
	add_rect(fixture, group, (struct box){1.0 / 3, 0, 2, 2})->fill = (struct colour){1, 0, 0, 0.5};
	struct buffer text;
	buffer_init(&text);
	page_dump(page, &text);
	assert_string_equal(text.bytes, "page 300 200 background none\n"
	                                "  title \"A \\\"title\\\"\\nwith\\x01\"\n"
	                                "group\n"
	                                "  group #g .a.b title \"T\" clip 0 0 1.01 2\n"
	                                "    path fill #ff0000/0.5 : M 0.33 0 L 2 0 L 2 2 L 0.33 2 Z\n");
	buffer_clear(&text);
}

static void dump_wraps_long_paths(void **state)
{
	struct fixture *fixture = *state;
	struct path path = path_new(&fixture->arena);
	path_move(&path, 0, 0);
	for (int i = 1; i < 200; i++)
		path_line(&path, i, NAN);
	group_path(&fixture->arena, fixture->page.root, path);
	struct buffer text;
	buffer_init(&text);
	page_dump(&fixture->page, &text);
	assert_non_null(strstr(text.bytes, "1 moves 199 lines"));
	assert_non_null(strstr(text.bytes, " L 199 NOT-A-NUMBER\n"));
	for (char *line = strtok(text.bytes, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 112);
	buffer_clear(&text);
}

static void repeated_ids_are_numbered(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page page;
	page_init(&page, &arena, 100, 100);
	struct group *first = group_add(&arena, page.root, "a", NULL), *second = group_add(&arena, first, "a", NULL);
	struct group *taken = group_add(&arena, page.root, "a-2", NULL),
	             *third = group_add(&arena, page.root, "a", NULL);
	page_unique_ids(&page);
	const char *ids[] = {first->id, second->id, taken->id, third->id};
	assert_string_equal(ids[0], "a");
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(ids[i], ids[k]);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(repeated_ids_are_numbered),
	        cmocka_unit_test_setup_teardown(marks_keep_their_order, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(later_attribute_wins, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(ids_from_any_text, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(box_holds_strokes_and_cuts_at_clips, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(text_box_turns, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(page_grows_with_all_its_lengths, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(dump_says_all, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(dump_wraps_long_paths, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
