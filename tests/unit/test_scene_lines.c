/* Lines in pieces: rows of 7 to 56 records, or of one record in 56 parts, are dashed, named and given shields as the same
 * rows in one piece are, whatever the order and the direction of the pieces. */
#include "line_rows.h"
#include "page_groups.h"
#include "render/render.h"

#include <math.h>

struct drawn {
	struct arena arena;
	struct diag diag;
	struct loaded_map map;
	struct page page;
	const struct group *layer;
};

static void draw(struct drawn *drawn, enum cut cut, const char *layer)
{
	static const char form[] = "corridor: 1\nid: t\ntitle: T\nlanguages: [en]\npage: 120x110mm\npadding: 0\n"
	                           "extent: [-1, 49, 8, 56]\n"
	                           "data: {m: {file: " FOLDER "/m.csv, key: id}, l: {file: " FOLDER "/l.shp}}\n"
	                           "layers: [{id: l, data: l, %s}]\n"
	                           "members: {points: m, list: {a: {key: a}}}\n"
	                           "versions: {\"1\": {members: [a]}}\n"
	                           "furniture: {scale_bar: off, north_arrow: off}\n";
	char text[1000];
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = true};
	struct label_report report = {0};
	write_rows(cut);
	*drawn = (struct drawn){0};
	arena_init(&drawn->arena);
	diag_init(&drawn->diag);
	snprintf(text, sizeof text, form, layer);
	if (!map_open(&drawn->map, "test.yaml", text, strlen(text), &overrides, &drawn->diag) ||
	    !map_render(&drawn->map, &options, &drawn->arena, &drawn->diag, &drawn->page, &report))
		fail_msg("%s", drawn->diag.count ? drawn->diag.entries[0].message : "not drawn");
	drawn->layer = find_group(drawn->page.root, "l");
	assert_non_null(drawn->layer);
}

static void close_drawn(struct drawn *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

/* Stretches of a row that are drawn, by their x; from the left when sorted. */
struct stretch {
	double from, to, y;
};
struct stretches {
	struct stretch items[2 * most_dashes];
	size_t count;
};

static void add_stretch(struct stretches *stretches, struct page_point a, struct page_point b)
{
	assert_true(stretches->count < 2 * most_dashes);
	stretches->items[stretches->count++] = (struct stretch){fmin(a.x, b.x), fmax(a.x, b.x), a.y};
}

static struct page_point between(struct page_point a, struct page_point b, double share)
{
	return (struct page_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/* What a dashed segment shows; *phase: how far it begins into the pattern. */
static void add_segment(struct stretches *stretches, struct page_point a, struct page_point b, const double *dashes,
                        double *phase)
{
	double length = hypot(b.x - a.x, b.y - a.y), done = 0;
	while (done < length) {
		bool is_on = *phase < dashes[0];
		double step = fmin((is_on ? dashes[0] : dashes[0] + dashes[1]) - *phase, length - done);
		if (is_on)
			add_stretch(stretches, between(a, b, done / length), between(a, b, (done + step) / length));
		done += fmax(step, 1e-9);
		*phase += fmax(step, 1e-9);
		if (*phase >= dashes[0] + dashes[1])
			*phase = 0;
	}
}

static void add_dashes(struct stretches *stretches, const struct path_mark *mark)
{
	const struct page_point *points = mark->path.points;
	double phase = 0;
	for (size_t i = 0; i < mark->path.verb_count; i++) {
		if (mark->path.verbs[i] == PATH_MOVE)
			phase = fmod(mark->stroke.dash_offset, mark->stroke.dashes[0] + mark->stroke.dashes[1]);
		else
			add_segment(stretches, points[i - 1], points[i], mark->stroke.dashes, &phase);
	}
}

/* By rows, which are far apart, then from the left. */
static int compare(const void *a, const void *b)
{
	const struct stretch *first = a, *second = b;
	if (fabs(first->y - second->y) > 16)
		return first->y < second->y ? -1 : 1;
	return (first->from > second->from) - (first->from < second->from);
}

static void find_dashes(const struct group *group, struct stretches *stretches)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_GROUP)
			find_dashes(group->marks[i].group, stretches);
		else if (group->marks[i].path->stroke.dash_count)
			add_dashes(stretches, group->marks[i].path);
	}
}

/* The dashes of the layer as they show: those that touch or lie over each other are one. Without the rest of a dash
 * that may be left at the end of a row. */
static struct stretches dashes_of(const struct drawn *drawn)
{
	static struct stretches found;
	struct stretches joined = {0};
	found.count = 0;
	find_dashes(drawn->layer, &found);
	qsort(found.items, found.count, sizeof *found.items, compare);
	for (size_t i = 0; i < found.count; i++) {
		struct stretch *last = joined.count ? &joined.items[joined.count - 1] : NULL;
		if (last && fabs(last->y - found.items[i].y) < 16 && found.items[i].from < last->to + 1e-3)
			last->to = fmax(last->to, found.items[i].to);
		else
			joined.items[joined.count++] = found.items[i];
	}
	size_t kept = 0;
	for (size_t i = 0; i < joined.count; i++)
		if (joined.items[i].to - joined.items[i].from > 0.1)
			joined.items[kept++] = joined.items[i];
	joined.count = kept;
	return joined;
}

static void assert_same_dashes(const char *layer, enum cut cut)
{
	struct drawn whole, other;
	draw(&whole, WHOLE, layer);
	draw(&other, cut, layer);
	struct stretches expected = dashes_of(&whole), got = dashes_of(&other);
	assert_true(expected.count > 10 * row_count);
	assert_int_equal(got.count, expected.count);
	for (size_t i = 0; i < got.count; i++)
		if (fabs(got.items[i].from - expected.items[i].from) > 0.02 ||
		    fabs(got.items[i].to - expected.items[i].to) > 0.02)
			fail_msg("dash %zu of cut %d: from %g to %g, not %g to %g", i, (int)cut, got.items[i].from,
			         got.items[i].to, expected.items[i].from, expected.items[i].to);
	close_drawn(&whole);
	close_drawn(&other);
}

static size_t count_paths(const struct group *group)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_GROUP)
			count += count_paths(group->marks[i].group);
		for (size_t k = 0; group->marks[i].type == MARK_PATH && k < group->marks[i].path->path.verb_count; k++)
			count += group->marks[i].path->path.verbs[k] == PATH_MOVE;
	}
	return count;
}

static const char dashed[] = "kind: line, colour: ink, widths: [1.2, 2], dash: [6, 4]";

static void dashes_run_through_all_pieces(void **state)
{
	(void)state;
	assert_same_dashes(dashed, PIECES);
	assert_same_dashes(dashed, PARTS);
	assert_same_dashes(dashed, TURNED);
	assert_same_dashes(dashed, TWICE);
}

/* In the outlines of both areas: were it drawn twice, the dashes of the one would lie in the gaps of the other. */
static void a_border_between_areas_is_dashed_once(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, AREAS, dashed);
	static struct stretches found;
	size_t dashes = 0;
	found = dashes_of(&drawn);
	for (size_t i = 0; i < found.count; i++) {
		assert_true(found.items[i].to - found.items[i].from < 6.1);
		dashes += found.items[i].to - found.items[i].from > 5;
	}
	assert_true(dashes > 50);
	for (size_t i = 0; i < 2; i++)
		assert_true(count_paths(drawn.layer->marks[i].group) > 0);
	close_drawn(&drawn);
}

static void a_railway_is_dashed_as_one_line(void **state)
{
	(void)state;
	assert_same_dashes("kind: railway", PIECES);
	assert_same_dashes("kind: railway", PARTS);
	assert_same_dashes("kind: railway", TURNED);
	assert_same_dashes("kind: railway", TWICE);
	assert_same_dashes("kind: railway, style: planned", TURNED);
}

/* Degrees by which a path under the group turns at most from one segment to the next. */
static double sharpest_turn(const struct group *group)
{
	const struct path *path = &group->marks[group->mark_count - 1].path->path;
	double sharpest = 0;
	for (size_t i = 2; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE || path->verbs[i - 1] == PATH_MOVE)
			continue;
		struct page_point a = path->points[i - 2], b = path->points[i - 1], c = path->points[i];
		double turn = atan2(c.y - b.y, c.x - b.x) - atan2(b.y - a.y, b.x - a.x);
		sharpest = fmax(sharpest, fabs(remainder(turn, 2 * M_PI)) * 180 / M_PI);
	}
	return sharpest;
}

/* A smooth curve bends where pieces meet as it does elsewhere, instead of in a corner. */
static void a_railway_is_smoothed_as_one_line(void **state)
{
	(void)state;
	static const enum cut cuts_tried[] = {WHOLE, PIECES, PARTS, TURNED};
	for (size_t i = 0; i < 4; i++) {
		struct drawn drawn, plain;
		draw(&drawn, cuts_tried[i], "kind: railway, smooth: 3");
		draw(&plain, cuts_tried[i], "kind: railway");
		assert_true(sharpest_turn(plain.layer) > 30);
		assert_true(sharpest_turn(drawn.layer) < 21);
		close_drawn(&drawn);
		close_drawn(&plain);
	}
}

/* Each record keeps its group, with its name, and in it its own path. */
static void records_keep_their_groups(void **state)
{
	(void)state;
	static const char *const layers[] = {dashed, "kind: line, colour: ink, label_style: river"};
	for (int i = 0; i < 2; i++)
		for (enum cut cut = PIECES; cut <= TWICE; cut++) {
			struct drawn drawn;
			size_t records = 0, drawn_records = 0;
			draw(&drawn, cut, layers[i]);
			for (int row = 0; row < row_count; row++)
				records += cut == PARTS ? 1 : (size_t)cuts[row] + (cut == TWICE);
			assert_int_equal(drawn.layer->mark_count, records);
			for (size_t k = 0; k < records; k++) {
				const struct group *own = drawn.layer->marks[k].group;
				char id[32];
				snprintf(id, sizeof id, "l-%zu", k + 1);
				assert_string_equal(own->id, id);
				assert_memory_equal(own->title, "Row ", 4);
				drawn_records += count_paths(own) > 0;
			}
			/* A line given twice is drawn once. */
			assert_int_equal(drawn_records, cut == TWICE ? row_count : records);
			if (cut == TWICE)
				assert_int_equal(count_paths(drawn.layer), row_count);
			close_drawn(&drawn);
		}
}

/* The third piece of each row is wider: what comes after it is another line. */
static void what_looks_different_is_not_joined(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn, RANKED, dashed);
	for (size_t record = 1; record <= 7; record++) {
		const struct group *own = drawn.layer->marks[record].group;
		double expected = record == 3 || record == 4 || record == 1 ? 0 : -1;
		assert_int_equal(own->mark_count, 1);
		assert_true(own->marks[0].path->stroke.width == (record == 3 ? 2 : 1.2));
		assert_true(expected == 0 ? own->marks[0].path->stroke.dash_offset == 0
		                          : own->marks[0].path->stroke.dash_offset > 0);
	}
	close_drawn(&drawn);
}

static size_t count_texts(const struct group *group, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_GROUP)
			count += count_texts(group->marks[i].group, text);
		else if (group->marks[i].type == MARK_TEXT)
			count += !strcmp(group->marks[i].text->run.text, text);
	}
	return count;
}

static void assert_names(enum cut cut, const char *layer, size_t times)
{
	struct drawn drawn;
	draw(&drawn, cut, layer);
	for (int row = 0; row < row_count; row++) {
		char name[32];
		snprintf(name, sizeof name, "Row %d", row);
		if (count_texts(drawn.page.root, name) != times)
			fail_msg("cut %d: '%s' is there %zu times, not %zu", (int)cut, name,
			         count_texts(drawn.page.root, name), times);
	}
	close_drawn(&drawn);
}

static void each_row_is_named_once(void **state)
{
	(void)state;
	for (enum cut cut = WHOLE; cut <= RANKED; cut++) {
		assert_names(cut, "kind: line, colour: river, label_style: river", 1);
		/* Repeats are counted along the whole line, too. */
		assert_names(cut, "kind: line, colour: river, label_style: river, repeat: 80pt", 2);
	}
}

/* The middles of the shields' plates. */
static size_t find_plates(const struct drawn *drawn, struct page_point *out)
{
	const struct group *shields = find_group(drawn->page.root, "shield-l");
	size_t count = 0;
	assert_non_null(shields);
	for (size_t i = 0; i < shields->mark_count; i++) {
		if (shields->marks[i].type != MARK_TEXT)
			continue;
		assert_true(count < 64);
		struct box box = text_mark_box(shields->marks[i].text);
		out[count++] = (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
	}
	return count;
}

static void shields_are_spaced_along_the_whole_line(void **state)
{
	(void)state;
	static const char road[] = "kind: expressway, shield: G60, shield_every: 60pt";
	struct drawn whole;
	struct page_point expected[64], got[64];
	draw(&whole, WHOLE, road);
	size_t count = find_plates(&whole, expected);
	assert_true(count > row_count);
	for (enum cut cut = PIECES; cut <= TWICE; cut++) {
		struct drawn drawn;
		draw(&drawn, cut, road);
		assert_int_equal(find_plates(&drawn, got), count);
		for (size_t i = 0; i < count; i++)
			assert_true(hypot(got[i].x - expected[i].x, got[i].y - expected[i].y) < 0.1);
		close_drawn(&drawn);
	}
	close_drawn(&whole);
}

static int make_folder(void **state)
{
	(void)state;
	data_folder(FOLDER);
	data_write_text(FOLDER "/m.csv", "id,name,lon,lat\na,Anchor,7.9,55.9\n");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(dashes_run_through_all_pieces),
	        cmocka_unit_test(a_border_between_areas_is_dashed_once),
	        cmocka_unit_test(a_railway_is_dashed_as_one_line),
	        cmocka_unit_test(a_railway_is_smoothed_as_one_line),
	        cmocka_unit_test(records_keep_their_groups),
	        cmocka_unit_test(what_looks_different_is_not_joined),
	        cmocka_unit_test(each_row_is_named_once),
	        cmocka_unit_test(shields_are_spaced_along_the_whole_line),
	};
	return cmocka_run_group_tests(tests, make_folder, NULL);
}
