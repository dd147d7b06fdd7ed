/* Notes of a map file as they are drawn: inside the frame, clear of each other, of the furniture and of every name; what
 * has no place is left out, and said. */
#include "page_groups.h"
#include "render/render.h"
#include "test_arena.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FILE_NAME   "tests/maps/notes.yaml"
#define MOST_BOXES  200
#define FRAME_GROUP "part-graticule"

static char text[1 << 14];

struct drawn {
	struct loaded_map map;
	struct diag diag;
	struct page page;
};

/* With one line in place of that which begins with `key`; NULL: as it is. */
static void draw(struct drawn *drawn, const char *key, const char *line)
{
	char changed[sizeof text + 500];
	const char *at = key ? strstr(text, key) : NULL;
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = true};
	struct label_report report = {0};
	*drawn = (struct drawn){0};
	diag_init(&drawn->diag);
	if (key)
		assert_non_null(at);
	snprintf(changed, sizeof changed, "%.*s%s%s", at ? (int)(at - text) : (int)strlen(text), text, at ? line : "",
	         at ? strchr(at, '\n') : "");
	bool fine = map_open(&drawn->map, FILE_NAME, changed, strlen(changed), &overrides, &drawn->diag) &&
	            map_render(&drawn->map, &options, &arena, &drawn->diag, &drawn->page, &report);
	if (!fine)
		fail_msg("%s", drawn->diag.entries[0].message);
	assert_int_equal(report.overlaps, 0);
}

static void close_drawn(struct drawn *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
}

struct boxes {
	struct box items[MOST_BOXES];
	size_t count;
};

/* The boxes of the texts in a group and below it; those of upright names only, as turned ones are larger than they look. */
static void add_texts(const struct group *group, struct boxes *boxes)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			add_texts(mark->group, boxes);
		else if (mark->type == MARK_TEXT && mark->text->angle == 0 && boxes->count < MOST_BOXES)
			boxes->items[boxes->count++] = text_mark_box(mark->text);
	}
}

/* The notes' groups are one behind the other in the furniture's. */
static size_t notes_of(const struct drawn *drawn, struct boxes out[8])
{
	const struct group *furniture = find_group(drawn->page.root, "map-furniture");
	size_t count = 0;
	assert_non_null(furniture);
	for (size_t i = 0; i < furniture->mark_count; i++) {
		const struct group *group = furniture->marks[i].type == MARK_GROUP ? furniture->marks[i].group : NULL;
		if (!group || !group->id || strncmp(group->id, "part-note", 9) != 0)
			continue;
		assert_true(count < 8);
		out[count] = (struct boxes){0};
		add_texts(group, &out[count++]);
	}
	return count;
}

static void assert_apart(const struct boxes *a, const struct boxes *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			assert_false(box_overlaps(a->items[i], b->items[k]));
}

static void notes_stand_clear_inside_the_frame(void **state)
{
	(void)state;
	struct drawn drawn;
	struct boxes notes[8], names = {0};
	draw(&drawn, NULL, NULL);
	struct box frame = path_bounds(&find_group(drawn.page.root, FRAME_GROUP)->marks[0].path->path);
	size_t count = notes_of(&drawn, notes);
	add_texts(find_group(drawn.page.root, "labels"), &names);
	assert_int_equal(count, 4);
	assert_true(names.count >= 6);
	for (size_t i = 0; i < count; i++) {
		assert_true(notes[i].count >= 2); /* two languages */
		for (size_t k = 0; k < notes[i].count; k++)
			assert_true(box_holds(frame, notes[i].items[k]));
		assert_apart(&notes[i], &names);
		for (size_t k = i + 1; k < count; k++)
			assert_apart(&notes[i], &notes[k]);
	}
	close_drawn(&drawn);
}

/* Most of Hangzhou and the middle of its bounds lie west of this map: the note speaks of what the map shows. */
static void a_member_shown_in_part_has_its_note(void **state)
{
	(void)state;
	static const char part[] = "corridor: 1\nid: part\ntitle: Part\npage: 120x120mm\nextent: [120.0, 30.1, 120.8, 30.7]\n"
	                           "data: {areas: {file: ../../geodata/admin/prefectures.shp, key: adcode}}\n"
	                           "layers: [{id: members, kind: members, data: areas}]\n"
	                           "members: {areas: areas, list: {hangzhou: \"330100\"}}\n"
	                           "versions: {\"1\": {members: [hangzhou]}}\n"
	                           "notes: {a: {text: A note on Hangzhou, at: hangzhou}}\n";
	struct drawn drawn = {0};
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = true};
	struct label_report report = {0};
	struct boxes notes[8];
	diag_init(&drawn.diag);
	assert_true(map_open(&drawn.map, FILE_NAME, part, strlen(part), &overrides, &drawn.diag));
	assert_true(map_render(&drawn.map, &options, &arena, &drawn.diag, &drawn.page, &report));
	for (size_t i = 0; i < drawn.diag.count; i++)
		fail_msg("%s", drawn.diag.entries[i].message);
	assert_int_equal(notes_of(&drawn, notes), 1);
	close_drawn(&drawn);
}

/* A text at a place keeps its middle there, but for the frame's edge. */
static void a_place_is_kept(void **state)
{
	(void)state;
	static const char *const at[] = {"[120.2, 30.0]", "[118.9, 31.5]"};
	for (int i = 0; i < 2; i++) {
		struct drawn drawn;
		struct boxes notes[8];
		char line[200];
		snprintf(line, sizeof line, "  border: {text: {en: Here, zh: 此}, at: %s}", at[i]);
		draw(&drawn, "  border:", line);
		assert_int_equal(notes_of(&drawn, notes), 4);
		struct box box = box_empty, frame = path_bounds(&find_group(drawn.page.root, FRAME_GROUP)->marks[0].path->path);
		for (size_t k = 0; k < notes[1].count; k++)
			box_join(&box, notes[1].items[k]);
		struct map_scale scale;
		assert_true(map_scale_read(&drawn.map, 0, true, &drawn.diag, &scale));
		struct view *view = map_view(&drawn.map, 0, true, &arena, &drawn.diag);
		struct page_point point = view_forward_one(view, i == 0 ? (struct lonlat){120.2, 30.0} : (struct lonlat){118.9, 31.5});
		view_close(view);
		assert_true(box_holds(frame, box));
		double off = hypot((box.left + box.right) / 2 - point.x, (box.top + box.bottom) / 2 - point.y);
		assert_true(i == 0 ? off < 3 : off < 40);
		close_drawn(&drawn);
	}
}

static void what_has_no_place_is_said(void **state)
{
	(void)state;
	static const struct {
		const char *line, *said;
		size_t notes;
		const char *noted;
	} cases[] = {
	        {"  border: {text: Far, at: [10, 50]}", "the note 'border' is left out: its place lies outside the map", 3},
	        {"  border: {text: Far, at: top-left, to: [10, 50]}", "the note 'border' points to a place outside the map",
	         4},
	        {"  other: {text: There, at: [120.2, 30]}\n  border: {text: Here, at: [120.2, 30]}",
	         "the note 'border' is left out: the map has no room for it there", 4},
	        {"  border: {text: Here, at: top-left, versions: [\"1\"]}", NULL, 4},
	        {"  border: off", NULL, 3},
	        {"  border: {text: A text of a hundred words takes far more room than a map of this size can give up to it "
	         "since the names of members come first, at: top-left, width: 60mm, style: badge}",
	         "", 3, "the note 'border' is left out: the map is too small for it"},
	        {"  border: {text: On Shaoxing, at: [120.58, 30.0]}", "", 3,
	         "the note 'border' is left out: it would cover Shaoxing"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct drawn drawn;
		struct boxes notes[8];
		size_t warnings = 0;
		bool noted = !cases[i].noted;
		draw(&drawn, "  border:", cases[i].line);
		for (size_t k = 0; k < drawn.diag.count; k++)
			noted |= cases[i].noted && !strcmp(drawn.diag.entries[k].message, cases[i].noted);
		assert_true(noted);
		for (size_t k = 0; k < drawn.diag.count; k++)
			if (drawn.diag.entries[k].severity == DIAG_WARNING) {
				warnings++;
				assert_string_equal(drawn.diag.entries[k].message, cases[i].said);
			}
		assert_int_equal(warnings, cases[i].said && *cases[i].said ? 1 : 0);
		assert_int_equal(notes_of(&drawn, notes), cases[i].notes);
		close_drawn(&drawn);
	}
}

static int read_map(void **state)
{
	FILE *file = fopen(FILE_NAME, "rb");
	if (!file || set_up(state) != 0)
		return -1;
	size_t length = fread(text, 1, sizeof text - 1, file);
	text[length] = '\0';
	fclose(file);
	return 0;
}

static void figures_tell_where_a_note_is_from(void **state)
{
	struct drawn drawn;
	struct buffer figures;
	(void)state;
	buffer_init(&figures);
	draw(&drawn, "  foot:",
	     "  foot: {text: {en: Foot, zh: 尺}, at: bottom-right, source: book, translated: [zh]}\nsources: {book: A book}");
	assert_true(map_figures(&drawn.map, 0, true, &drawn.diag, &figures));
	assert_non_null(strstr(figures.bytes, "{\"id\": \"foot\", \"text\": \"Foot\", \"source\": \"book\", "
	                                      "\"translated\": [\"zh\"]}],"));
	buffer_clear(&figures);
	close_drawn(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(notes_stand_clear_inside_the_frame),
	        cmocka_unit_test(a_place_is_kept), cmocka_unit_test(a_member_shown_in_part_has_its_note),
	        cmocka_unit_test(what_has_no_place_is_said),
	        cmocka_unit_test(figures_tell_where_a_note_is_from),
	};
	return cmocka_run_group_tests(tests, read_map, tear_down);
}
