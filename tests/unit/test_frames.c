/* Frames on a map: insets and their rectangles. tests/maps/frames.yaml, drawn with settings: what an inset draws lies in
 * its rectangle, the map's names and its scale bar keep off it and its tie, and the tie stands where the inset's corners
 * are on the map. */
#include "rendered_map.h"
#include "scene/places.h"
#include "scene/styles.h"

#include <math.h>

static void draw_frames(struct rendered_map *drawn, const char *const *sets)
{
	render_map_file(drawn, "tests/maps/frames.yaml", sets);
	assert_drawn(drawn);
}

static bool is_said(const struct rendered_map *drawn, const char *text)
{
	return strstr(drawn->said.bytes, text) != NULL;
}

static void inset_is_drawn_in_its_rectangle(void **state)
{
	(void)state;
	static const char *const names[] = {"songjiang", "bay"};
	struct rendered_map drawn;
	draw_frames(&drawn, NULL);
	struct box map = part(&drawn, "map")->clip;
	for (int i = 0; i < 2; i++) {
		char id[64];
		snprintf(id, sizeof id, "%s-map", names[i]);
		const struct group *inset = part(&drawn, id);
		assert_true(inset->clipped && inset->mark_count > 0);
		assert_true(box_holds(map, inset->clip));
		snprintf(id, sizeof id, "%s-labels", names[i]);
		const struct group *labels = part(&drawn, id);
		assert_true(labels->mark_count > 0);
		assert_true(box_holds(inset->clip, group_box(labels)));
		snprintf(id, sizeof id, "%s-part-scale-bar", names[i]);
		assert_true(box_holds(inset->clip, group_box(part(&drawn, id))));
	}
	rendered_map_clear(&drawn);
}

static bool is_crossed(struct box box, const struct group *lines)
{
	bool crossed = false;
	for (size_t i = 0; i < lines->mark_count; i++) {
		const struct path *path = &lines->marks[i].path->path;
		for (size_t k = 1; k < path->point_count; k++)
			crossed |= geometry_segment_hits_box(path->points[k - 1], path->points[k], box);
	}
	return crossed;
}

/* Whether a tie runs over a text of the group, or close by it. */
static bool is_tied_over(const struct rendered_map *drawn, const struct group *group)
{
	bool tied = false;
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_TEXT) {
			struct box text = box_grow(text_mark_box(group->marks[i].text), 1);
			tied |= is_crossed(text, part(drawn, "tie-songjiang")) || is_crossed(text, part(drawn, "tie-bay"));
		}
	return tied;
}

/* Every name of the map against both insets and their ties, whatever corner they stand at. */
static void names_of_the_map_keep_off(void **state)
{
	(void)state;
	static const char *const corners[][5] = {
	        {NULL},
	        {"frames.songjiang.at=bottom-left", "frames.bay.at=bottom-left", NULL},
	        {"frames.songjiang.at=top-left", "frames.bay.at=bottom-left", "frames.bay.offset=30mm", NULL},
	};
	for (int i = 0; i < 3; i++) {
		struct rendered_map drawn;
		draw_frames(&drawn, corners[i]);
		const struct group *labels = part(&drawn, "labels");
		struct box insets[] = {part(&drawn, "songjiang-map")->clip, part(&drawn, "bay-map")->clip};
		assert_false(box_overlaps(insets[0], insets[1]));
		for (size_t k = 0; k < labels->mark_count; k++)
			for (int n = 0; n < 2; n++)
				if (box_overlaps(group_box(labels->marks[k].group), insets[n]))
					fail_msg("%s lies on an inset", labels->marks[k].group->id);
		for (size_t k = 0; k < labels->mark_count; k++)
			if (is_tied_over(&drawn, labels->marks[k].group))
				fail_msg("%s lies on a tie", labels->marks[k].group->id);
		rendered_map_clear(&drawn);
	}
}

/* Where the inset's corners lie on the map, by two views that are opened here. */
static void tie_is_where_the_corners_are(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw_frames(&drawn, NULL);
	struct places places = {.arena = &drawn.arena};
	const struct map_spec *spec = &drawn.map.spec;
	scene_places_add_member(&places, spec, drawn.map.datasets, &spec->members[0]);
	struct box box = part(&drawn, "songjiang-map")->clip;
	const struct view_request request = {.projection = "auto",
	                                     .points = places.points,
	                                     .point_count = places.count,
	                                     .frame = box,
	                                     .padding = 2 * 72 / 25.4};
	struct view *inset = view_open(&request, &drawn.diag);
	struct view *map = map_view(&drawn.map, 0, false, &drawn.arena, &drawn.diag);
	assert_true(inset && map);
	const struct group *tie = part(&drawn, "tie-songjiang");
	const struct path *path = &tie->marks[tie->mark_count - 1].path->path;
	const struct page_point corners[] = {
	        {box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
	for (int i = 0; i < 4; i++) {
		struct lonlat place;
		assert_true(view_inverse(inset, corners[i], &place));
		struct page_point want = view_forward_one(map, place);
		double nearest = INFINITY;
		for (size_t k = 0; k < path->point_count; k++)
			nearest = fmin(nearest, hypot(path->points[k].x - want.x, path->points[k].y - want.y));
		if (!(nearest < 0.01))
			fail_msg("corner %d is %.3f points off", i, nearest);
	}
	view_close(inset);
	view_close(map);
	rendered_map_clear(&drawn);
}

static void own_scale_and_layers(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw_frames(&drawn, NULL);
	/* Towns are drawn at the inset's scale alone; their key stands in the legend, once. */
	assert_true(part(&drawn, "songjiang-towns")->mark_count > 5);
	assert_int_equal(part(&drawn, "towns")->mark_count, 0);
	assert_non_null(strstr(drawn.explained.bytes, " songjiang/towns  Zhujing 朱泾: "));
	assert_null(strstr(drawn.explained.bytes, "  towns  "));
	assert_null(find_group(drawn.page.root, "bay-road"));
	part(&drawn, "bay-seas");
	assert_int_equal(part(&drawn, "songjiang-labels")->mark_count + part(&drawn, "bay-labels")->mark_count +
	                         part(&drawn, "labels")->mark_count,
	                 drawn.report.kept);
	assert_int_equal(drawn.report.overlaps, 0);
	rendered_map_clear(&drawn);
}

static void an_inset_that_cannot_be_drawn_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *sets[3], *said;
	} cases[] = {
	        {{"frames.bay.extent=[10, 50, 11, 51]"}, "warning: the inset 'bay' is left out: the map does not hold"},
	        {{"frames.bay.extent=[118.4, 29.2, 122, 31.4]"}, "note: the inset 'bay' is left out: the map shows nearly"},
	        {{"frames.songjiang.size=300x30mm"}, "note: the inset 'songjiang' is left out: the map has no room"},
	        {{"frames.songjiang.at=top-right"}, "warning: the inset 'songjiang' covers what it shows on the map"},
	        {{"frames.songjiang.size=40x40mm", "frames.songjiang.zoom.padding=40mm"},
	         "warning: the inset 'songjiang' is left out: its padding leaves no room in its 40 x 40 mm"},
	        {{"extent=[100, -40, 150, -10]"}, "warning: version '1' shows none of its members"},
	        {{"frames.songjiang.zoom.to=[]"}, "error: to: the list is empty"},
	        {{"frames.songjing.show=no"}, "error: the frame 'songjing' is not told what it shows"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map drawn;
		render_map_file(&drawn, "tests/maps/frames.yaml", cases[i].sets);
		if (!is_said(&drawn, cases[i].said))
			fail_msg("'%s' is not said, but: %s", cases[i].said, drawn.said.bytes);
		rendered_map_clear(&drawn);
	}
	/* Within a member, of whose outline it shows nothing. */
	struct rendered_map drawn;
	render_map_file(&drawn, "tests/maps/frames.yaml",
	                (const char *const[]){"extent=[119.5, 29.85, 119.6, 29.92]", "frames.bay=off", "frames.songjiang=off", NULL});
	assert_drawn(&drawn);
	assert_false(is_said(&drawn, "shows none of its members"));
	rendered_map_clear(&drawn);
	/* Without a tie it may show a place that the map does not hold. */
	draw_frames(&drawn, (const char *const[]){"frames.bay.extent=[119, 25, 121, 26]", "frames.bay.tie=none", NULL});
	part(&drawn, "bay-map");
	assert_null(find_group(drawn.page.root, "tie-bay"));
	rendered_map_clear(&drawn);
}

static void switched_off(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw_frames(&drawn, (const char *const[]){"frames.bay=off", "frames.songjiang.show=no", NULL});
	assert_null(find_group(drawn.page.root, "bay-map"));
	assert_null(find_group(drawn.page.root, "songjiang-map"));
	assert_null(find_group(drawn.page.root, "ties"));
	/* Nothing but that the towns, which the scale keeps to the insets, are not seen any more. */
	assert_int_equal(drawn.diag.count, 1);
	assert_true(is_said(&drawn, "layer 'towns' draws nothing: it is drawn at scales larger than 1:1000000"));
	rendered_map_clear(&drawn);
}

/* A dot below an inset is not seen, and its name would point to nothing. */
static void covered_dots_have_no_names(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw_frames(&drawn, (const char *const[]){"frames.songjiang=off", "frames.bay.at=bottom-left", "frames.bay.width=100mm", "frames.bay.height=90mm", "frames.bay.offset=[20mm, 15mm]", NULL});
	struct box plate = group_box(part(&drawn, "part-inset"));
	const struct group *dot = part(&drawn, "cities-330100");
	assert_true(box_holds(plate, group_box(dot)));
	assert_null(find_group(drawn.page.root, "label-cities-330100"));
	if (!is_said(&drawn, "warning: the name 'Hangzhou' is left out: an inset covers its dot"))
		fail_msg("said: %s", drawn.said.bytes);
	assert_true(is_said(&drawn, "warning: 'bay' covers members: "));
	assert_false(is_said(&drawn, "larger than the map"));
	rendered_map_clear(&drawn);
	/* Names that were not asked for are counted, no more. */
	draw_frames(&drawn, (const char *const[]){"frames.songjiang=off", "frames.bay.at=bottom-left", "frames.bay.width=100mm",
	                                          "frames.bay.height=90mm", "frames.bay.offset=[20mm, 15mm]",
	                                          "layers.cities.required=no", NULL});
	assert_false(is_said(&drawn, "the name 'Hangzhou'"));
	rendered_map_clear(&drawn);
}

/* However large it is asked to be: it shrinks, or is left out. A small one stands, as small as it was asked to be. */
static void an_inset_without_a_corner_hides_no_member(void **state)
{
	(void)state;
	static const char *const sizes[] = {"25x20mm", "60x50mm", "80x60mm", "100x70mm", "140x90mm"};
	for (int i = 0; i < 5; i++) {
		char size[60];
		struct rendered_map drawn;
		snprintf(size, sizeof size, "frames.songjiang.size=%s", sizes[i]);
		draw_frames(&drawn, (const char *const[]){"frames.bay=off", "frames.songjiang.tie=none", size, NULL});
		const struct group *inset = find_group(drawn.page.root, "part-inset");
		assert_true(inset || (i > 0 && is_said(&drawn, "the inset 'songjiang' is left out")));
		for (int k = 0; inset && k < 3; k++) {
			static const char *const dots[] = {"cities-310117", "cities-330400", "cities-330100"};
			const struct group *dot = find_group(drawn.page.root, dots[k]);
			if (dot && box_overlaps(group_box(inset), group_box(dot)))
				fail_msg("%s: %s is covered", size, dots[k]);
		}
		rendered_map_clear(&drawn);
	}
}

#define BAR_MAP  "build/test-frames-bar.yaml"
#define BAR_DATA "build/test-frames-bar.csv"

/* At the foot of the map a member and a village at the left, an inset and its tie at the right. */
static void write_bar_map(void)
{
	FILE *map = fopen(BAR_MAP, "w"), *data = fopen(BAR_DATA, "w");
	assert_true(map && data);
	fputs("corridor: 1\nid: bar\ntitle: Bar\npage: 190x140mm\nextent: [0, 0, 10, 10]\n"
	      "data: {towns: {file: test-frames-bar.csv, key: id}}\n"
	      "layers:\n"
	      "  - {id: towns, kind: marker, data: towns, members: joined, label_style: city, required: yes}\n"
	      "  - {id: villages, kind: marker, data: towns, where: {id: c}}\n"
	      "members: {points: towns, list: {a: a, b: b}}\nversions: {\"1\": {members: [a, b]}}\n"
	      "frames:\n"
	      "  right: {zoom: {to: b}, at: bottom-right, size: 30x25mm, tie: lines}\n"
	      "  left: {zoom: {to: b}, at: bottom-left, size: 30x25mm, show: no}\n"
	      "furniture: {legend: no, timeline: no}\n",
	      map);
	fputs("id,name_en,lon,lat\na,Aba,1,-1.2\nb,Bebe,4,6\nc,Ce,1.8,-1.4\n", data);
	fclose(map);
	fclose(data);
}

/* Beside an inset the bar stands neither on a member's dot, whose name then has its place, nor on a tie. */
static void the_scale_bar_rises_above_what_it_would_cover(void **state)
{
	(void)state;
	static const char *const settings[][2] = {
	        {"layers.villages.where={id: a}"}, {"frames.left.show=no"}, {"frames.left.show=yes"}};
	write_bar_map();
	for (int i = 0; i < 3; i++) {
		struct rendered_map drawn;
		render_map_file(&drawn, BAR_MAP, settings[i]);
		assert_drawn(&drawn);
		struct box bar = group_box(part(&drawn, "part-scale-bar"));
		assert_false(box_overlaps(bar, group_box(part(&drawn, "towns-a"))));
		assert_false(box_overlaps(bar, part(&drawn, "right-map")->clip));
		assert_false(is_crossed(bar, part(&drawn, "tie-right")));
		if (i == 2)
			assert_false(box_overlaps(bar, part(&drawn, "left-map")->clip));
		else
			part(&drawn, "label-towns-a");
		rendered_map_clear(&drawn);
	}
}

/* On this page there is room for the inset, smaller, beside the words at the end of the road. */
static void an_inset_without_a_corner_hides_no_words_of_a_route(void **state)
{
	(void)state;
	struct rendered_map drawn;
	const char *const sets[] = {"page=a5", "languages=[en]"};
	char *text = map_file_text("seeds/g60.yaml");
	render_map_text(&drawn, "seeds/g60.yaml", text, &(struct map_overrides){.sets = sets, .set_count = 2},
	                &(struct render_options){.version = 2}, false);
	free(text);
	part(&drawn, "songjiang-map");
	part(&drawn, "label-g60-last");
	rendered_map_clear(&drawn);
}

/* A square frame round a world has the page above and below the globe: what it shows ends where the globe does. */
static void extent_ends_with_the_globe(void **state)
{
	(void)state;
	struct diag diag;
	struct arena arena;
	diag_init(&diag);
	arena_init(&arena);
	struct lonlat places[2 * 19];
	for (int i = 0; i < 19; i++) {
		places[i] = (struct lonlat){-179.9, -90 + 10 * i};
		places[19 + i] = (struct lonlat){179.9, -90 + 10 * i};
	}
	struct view_request request = {.projection = "+proj=robin", .points = places, .point_count = 38, .frame = {0, 0, 200, 200}};
	struct view *shown = view_open(&request, &diag);
	request.frame = (struct box){0, 0, 500, 300};
	struct view *map = view_open(&request, &diag);
	assert_true(shown && map);
	struct box box = polyline_bounds(scene_extent_ring(&arena, shown, map));
	assert_true(fabs(box.top - view_forward_one(map, (struct lonlat){0, 90}).y) < 1);
	assert_true(fabs(box.bottom - view_forward_one(map, (struct lonlat){0, -90}).y) < 1);
	assert_true(box.left < 2 && box.right > 498);
	view_close(shown);
	view_close(map);
	arena_clear(&arena);
	diag_clear(&diag);
}

/* A polar cap and what lies on the seam are drawn from edge to edge, so that the insets are smaller than the map; and
 * Fiji's scale bar stands for its middle, since its frame does not hold the map's latitude. */
static void insets_of_a_world_are_judged(void **state)
{
	(void)state;
	static const char text[] =
	        "title: Insets\nprojection: +proj=robin +lon_0=150\nextent: [-180, -90, 180, 90]\n"
	        "layers: [{kind: graticule}]\n"
	        "furniture: {scale_bar: {at: bottom-left, latitude: [60]}, north_arrow: {at: top-left}}\n"
	        "frames:\n"
	        "  fiji: {extent: [175, -22, -176, -14], at: bottom-right, size: 40x40mm, title: Fiji, tie: lines}\n"
	        "  pole: {extent: [-180, 75, 180, 90], at: top-right, size: 40x40mm, title: Pole, tie: rectangle}\n"
	        "  seam: {extent: [-40, 0, -20, 15], at: bottom-left, size: 40x30mm, title: Over the seam, tie: rectangle}\n";
	struct rendered_map drawn;
	render_map_text(&drawn, "build/test-frames/map.yaml", text, NULL, NULL, false);
	assert_drawn(&drawn);
	if (!is_said(&drawn, "the inset 'pole' is smaller than the map, 1 to 4.5") ||
	    !is_said(&drawn, "the inset 'seam' is smaller than the map, 1 to 6.6") || is_said(&drawn, "'fiji'") ||
	    is_said(&drawn, "scale bar's latitude"))
		fail_msg("%s", drawn.said.bytes);
	assert_non_null(part(&drawn, "fiji-part-scale-bar"));
	rendered_map_clear(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(inset_is_drawn_in_its_rectangle),
	        cmocka_unit_test(names_of_the_map_keep_off),
	        cmocka_unit_test(tie_is_where_the_corners_are),
	        cmocka_unit_test(extent_ends_with_the_globe),
	        cmocka_unit_test(own_scale_and_layers),
	        cmocka_unit_test(an_inset_that_cannot_be_drawn_is_told),
	        cmocka_unit_test(insets_of_a_world_are_judged),
	        cmocka_unit_test(switched_off),
	        cmocka_unit_test(covered_dots_have_no_names),
	        cmocka_unit_test(an_inset_without_a_corner_hides_no_member),
	        cmocka_unit_test(the_scale_bar_rises_above_what_it_would_cover),
	        cmocka_unit_test(an_inset_without_a_corner_hides_no_words_of_a_route),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
