/* Lines and stops by their status in the year that the map shows: what is drawn how, and what the legend says of it. */
#define SMALL_FOLDER "build/test-route-status"
#include "page_groups.h"
#include "small_map.h"

#include <math.h>
#include <stdint.h>

/* Open from A to B, begun from B to C, planned from C to D; the row without dates goes on as the one before. */
static const char forward[] = "name,lon,lat,started,opened,station_opened,part\n"
                              "A,112,24,2010,2012,2012,1\n"
                              ",113,24.2,,,,1\n"
                              "B,114,24,2016,2020-06-28,2020-06-28,1\n"
                              "C,116,25,2021,2024-12,2024-12,1\n"
                              "D,118,24.5,,,2024,1\n";
/* The same line in two pieces, the second the other way round: a row speaks of the stretch that begins there. */
static const char turned[] = "name,lon,lat,started,opened,station_opened,part\n"
                             "A,112,24,2010,2012,2012,1\n"
                             ",113,24.2,,,,1\n"
                             "B,114,24,,,2020-06-28,1\n"
                             "D,118,24.5,2021,2024-12,2024,2\n"
                             "C,116,25,2016,2020-06-28,2024-12,2\n"
                             "B,114,24,,,2020-06-28,2\n";

#define LINES ", as: line, line_by: part}\n  stops: {file: places.csv"
#define RAIL  "  - {id: rail, kind: railway, data: names, started: started, opened: opened, legend: {en: Line, zh: 线路}}\n"
#define STOPS \
	"  - {id: stops, kind: marker, data: stops, symbol: dot, opened: station_opened, legend: {en: Station, zh: 车站}}\n"

static void render(struct rendered_map *small, const char *layers, const char *csv)
{
	small_map_render(small, "Small", LINES, layers, csv);
	if (!small->drawn)
		fail_msg("%s", small->said.bytes);
}

/* Adds the letters of the group's texts, without blanks, since lines are broken. */
static void add_letters(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			add_letters(group->marks[i].group, out);
		else if (group->marks[i].type == MARK_TEXT)
			for (const char *c = group->marks[i].text->run.text; *c; c++)
				buffer_printf(out, "%.*s", *c != ' ', c);
}

static void assert_texts(const struct rendered_map *small, const char *const *texts, bool wanted)
{
	struct buffer said, text;
	buffer_init(&said);
	add_letters(small->page.root, &said);
	for (; *texts; texts++) {
		buffer_init(&text);
		for (const char *c = *texts; *c; c++)
			buffer_printf(&text, "%.*s", *c != ' ', c);
		if ((strstr(said.bytes, text.bytes) != NULL) != wanted)
			fail_msg("%s: %s", wanted ? "not on the page" : "on the page", *texts);
		buffer_clear(&text);
	}
	buffer_clear(&said);
}

static void the_legend_says_each_status_and_its_years(void **state)
{
	(void)state;
	static const char *const now[] = {"opened 2012", "under construction in 2018, opens 2020",
	                                  "planned in 2018, opens 2024", "Line", "线路", "2012年开通", "2018年在建，2020年开通",
	                                  "2018年规划中，2024年开通", NULL};
	static const char *const named[] = {"Line:", NULL}; /* the name is a heading of several */
	static const char *const later[] = {"Line: opened 2012, 2020 and 2024", "线路：2012、2020和2024年开通", NULL};
	static const char *const plain[] = {"Line", "线路", NULL};
	static const char *const csvs[] = {forward, turned};
	for (int i = 0; i < 2; i++) {
		struct rendered_map small;
		render(&small, RAIL "as_of: 2018\n", csvs[i]);
		assert_texts(&small, now, true);
		assert_texts(&small, later, false);
		assert_texts(&small, named, false);
		rendered_map_clear(&small);
		render(&small, RAIL "as_of: 2026\n", csvs[i]);
		assert_texts(&small, later, true);
		assert_texts(&small, (const char *const[]){now[1], now[2], NULL}, false);
		rendered_map_clear(&small);
		render(&small, RAIL, csvs[i]); /* no year */
		assert_texts(&small, plain, true);
		assert_said(&small, (const char *const[]){"layer 'rail' has columns of dates, and the map shows no year",
		                                          "[unused-entry]", NULL});
		rendered_map_clear(&small);
	}
}

/* The boxes of the layer's strokes with and without dashes of a kind. */
static struct box stroked(const struct group *layer, double width, double dash)
{
	struct box box = box_empty;
	for (size_t i = 0; i < layer->mark_count; i++) {
		const struct stroke *stroke = &layer->marks[i].path->stroke;
		if (fabs(stroke->width - width) < 0.01 && fabs((stroke->dash_count ? stroke->dashes[0] : 0) - dash) < 0.01)
			box_join(&box, path_bounds(&layer->marks[i].path->path));
	}
	return box;
}

static void each_stretch_has_the_style_of_its_status(void **state)
{
	(void)state;
	static const char *const csvs[] = {forward, turned};
	for (int i = 0; i < 2; i++) {
		struct rendered_map small;
		render(&small, RAIL STOPS "as_of: 2018\n", csvs[i]);
		const struct group *rail = find_group(small.page.root, "rail");
		double stops[4];
		for (int k = 0; k < 4; k++) {
			static const char *const rows[2][4] = {{"stops-2", "stops-4", "stops-5", "stops-6"},
			                                       {"stops-2", "stops-4", "stops-6", "stops-5"}};
			struct box box = group_box(find_group(small.page.root, rows[i][k]));
			stops[k] = (box.left + box.right) / 2;
		}
		const struct box boxes[] = {stroked(rail, 2, 0), stroked(rail, 2, 6), stroked(rail, 1.2, 3)};
		for (int k = 0; k < 3; k++)
			if (!(fabs(boxes[k].left - stops[k]) < 0.1 && fabs(boxes[k].right - stops[k + 1]) < 0.1))
				fail_msg("rows %d, status %d: %g to %g, not %g to %g", i, k, boxes[k].left, boxes[k].right,
				         stops[k], stops[k + 1]);
		rendered_map_clear(&small);
	}
}

static void stops_are_hollow_until_they_open(void **state)
{
	(void)state;
	static const char *const both[] = {"Station", "车站", "not yet open in 2018", "2018年尚未开通", NULL};
	static const char *const none[] = {"Station: not yet open in 2000", "车站：2000年尚未开通", NULL};
	struct rendered_map small;
	render(&small, STOPS "as_of: 2018\n", forward);
	assert_texts(&small, both, true);
	/* An open one is one path with a rim, a hollow one a disc and a circle on it. */
	assert_int_equal(find_group(small.page.root, "stops-2")->mark_count, 1);
	assert_int_equal(find_group(small.page.root, "stops-5")->mark_count, 2);
	rendered_map_clear(&small);
	render(&small, STOPS "as_of: 2000\n", forward);
	assert_texts(&small, (const char *const[]){"Station", NULL}, true); /* the row without a date */
	rendered_map_clear(&small);
	render(&small,
	       "  - {id: stops, kind: marker, data: stops, where: {name: D}, opened: station_opened, "
	       "legend: {en: Station, zh: 车站}}\nas_of: 2000\n",
	       forward);
	assert_texts(&small, none, true);
	rendered_map_clear(&small);
}

static void values_that_are_none_are_told_with_their_row(void **state)
{
	(void)state;
	struct rendered_map small;
	render(&small,
	       "  - {id: rail, kind: railway, data: names, started: started, opened: opened, accuracy: acc}\n"
	       "  - {id: stops, kind: marker, data: stops, opened: opened}\nas_of: 2018\n",
	       "lon,lat,started,opened,acc,part\n112,24,soon,2012,0.5,1\n114,24,2012,12/2020,good,1\n116,24,,,-1,1\n"
	       "118,24,1999-13-01,2020-06-32,1,1\n120,24,,,1,1\n");
	assert_said(&small, (const char *const[]){"places.csv:2: column started holds 'soon'",
	                                          "places.csv:3: column opened holds '12/2020'",
	                                          "places.csv:3: column acc holds 'good'",
	                                          "places.csv:4: column acc holds '-1'",
	                                          "places.csv:5: column started holds '1999-13-01'",
	                                          "places.csv:5: column opened holds '2020-06-32'", "2020 or 2020-06-28",
	                                          "[wrong-value]", NULL});
	rendered_map_clear(&small);
}

static void a_stop_whose_date_is_none_is_told_once(void **state)
{
	(void)state;
	struct rendered_map small;
	render(&small, "  - {id: stops, kind: marker, data: stops, opened: opened}\nas_of: 2018\n",
	       "lon,lat,opened,part\n112,24,soon,1\n114,24,2012,1\n");
	assert_said(&small, (const char *const[]){"places.csv:2: column opened holds 'soon'", NULL});
	assert_null(strstr(small.said.bytes, "times)"));
	rendered_map_clear(&small);
}

static void an_end_says_where_it_goes(void **state)
{
	(void)state;
	static const char *const words[] = {"to Kunming", "昆明方向", NULL}, *const back[] = {"to the sea", NULL};
	struct rendered_map small;
	render(&small,
	       "  - {id: road, kind: expressway, data: names, "
	       "ends: {last: {en: to Kunming, zh: 昆明方向}, first: {en: to the sea, zh: to the sea}}}\n",
	       "lon,lat,part\n112,24,1\n114,24.5,1\n130,24,1\n");
	assert_texts(&small, words, true);
	assert_texts(&small, back, true);
	const struct box frame = find_group(small.page.root, "map")->clip;
	const struct group *road = find_group(small.page.root, "road"), *name = find_group(small.page.root, "label-road-last");
	size_t arrows = 0;
	for (size_t i = 0; i < road->mark_count; i++) {
		const struct path_mark *mark = road->marks[i].path;
		if (!(mark->fill.opacity > 0))
			continue;
		assert_true(box_holds(frame, path_bounds(&mark->path)));
		arrows++;
		if (arrows == 2) /* the last leaves the frame at the right: its tip stands there */
			assert_true(frame.right - path_bounds(&mark->path).right < 8);
	}
	assert_int_equal(arrows, 2);
	assert_true(box_holds(frame, group_box(name)));
	rendered_map_clear(&small);
}

/* On a closed line both arrows would stand at one point. */
static void a_closed_line_has_no_ends(void **state)
{
	(void)state;
	struct rendered_map small;
	render(&small, "  - {id: road, kind: expressway, data: names, ends: {first: to the start, last: to the end}}\n",
	       "lon,lat,part\n114,24,1\n118,24,1\n118,27,1\n114,27,1\n114,24,1\n");
	assert_said(&small, (const char *const[]){"layer 'road' has no ends: its line comes back", NULL});
	assert_null(find_group(small.page.root, "label-road-first"));
	assert_null(find_group(small.page.root, "label-road-last"));
	rendered_map_clear(&small);
}

static void wrong_ends_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *layer, *message;
	} cases[] = {
	        {"ends: {end: {en: x}}", "'ends' cannot be 'end'"},
	        {"ends: to Kunming", "ends: expected"},
	        {"ends: {last: [a, b]}", "ends: last: expected a text, or one per language, found a list"},
	        {"ends: {last: {english: x}}", "'english' is not a language"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layers[300];
		snprintf(layers, sizeof layers, "  - {id: road, kind: expressway, data: names, %s}\n", cases[i].layer);
		small_map_render(&small, "Small", LINES, layers, forward);
		assert_false(small.drawn);
		assert_said(&small, (const char *const[]){cases[i].message, NULL});
		rendered_map_clear(&small);
	}
}

static size_t count_text(const struct group *group, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		count += mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text);
		count += mark->type == MARK_GROUP ? count_text(mark->group, text) : 0;
	}
	return count;
}

static void a_name_stands_once_near_its_namesake(void **state)
{
	(void)state;
	static const struct {
		const char *once;
		size_t near, far;
	} cases[] = {{"0", 2, 2}, {"60pt", 1, 2}, {"900pt", 1, 1}};
	for (size_t i = 0; i < 3; i++) {
		struct rendered_map small;
		char layers[500];
		snprintf(layers, sizeof layers,
		         "  - {id: towns, kind: marker, data: names, where: {kind: town}, label_style: town, label_weight: 8}\n"
		         "  - {id: gates, kind: marker, data: names, where: {kind: gate}, label_style: town, label_weight: 4, "
		         "label_once: %s}\n",
		         cases[i].once);
		small_map_render(&small, "Small", "", layers,
		                 "name,lon,lat,kind\nNear,112,24,town\nNear,112.6,24.6,gate\n"
		                 "Far,118,27,town\nFar,118,22,gate\nLone,121,22,gate\n");
		const struct group *labels = find_group(small.page.root, "labels");
		assert_int_equal(count_text(labels, "Near"), cases[i].near);
		assert_int_equal(count_text(labels, "Far"), cases[i].far);
		assert_int_equal(count_text(labels, "Lone"), 1);
		assert_non_null(find_group(small.page.root, "gates-3")); /* its symbol stays */
		rendered_map_clear(&small);
	}
}

/* Of a stretch that the data hold twice the first record's dates are drawn; that others have other dates is told. */
static void a_stretch_with_two_dates_is_told(void **state)
{
	(void)state;
	static const char *const lines[] = {"k,opened,wkt\n1,2010,\"LINESTRING(0 0,1 0)\"\n2,2030,\"LINESTRING(1 0,0 0)\"\n",
	                                    "k,opened,wkt\n1,2010,\"LINESTRING(0 0,1 0)\"\n2,2010,\"LINESTRING(1 0,0 0)\"\n"};
	static const char said[] = "1 record of lines.csv repeats a stretch with other dates, such as ";
	for (int i = 0; i < 4; i++) {
		struct rendered_map map;
		char text[400];
		write_file(SMALL_FOLDER "/lines.csv", lines[i % 2]);
		snprintf(text, sizeof text,
		         "title: T\nas_of: 2020\ndata: {d: lines.csv}\nlayers:\n"
		         "  - {kind: railway, data: d, legend: R, opened: opened%s}\n",
		         i / 2 ? ", where: k = 2" : "");
		render_map_text(&map, SMALL_MAP, text, NULL, NULL, false);
		assert_drawn(&map);
		assert_int_equal(strstr(map.said.bytes, said) != NULL, i == 0);
		rendered_map_clear(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_stretch_with_two_dates_is_told),
	        cmocka_unit_test(the_legend_says_each_status_and_its_years),
	        cmocka_unit_test(each_stretch_has_the_style_of_its_status),
	        cmocka_unit_test(stops_are_hollow_until_they_open),
	        cmocka_unit_test(values_that_are_none_are_told_with_their_row),
	        cmocka_unit_test(a_stop_whose_date_is_none_is_told_once),
	        cmocka_unit_test(an_end_says_where_it_goes),
	        cmocka_unit_test(a_closed_line_has_no_ends),
	        cmocka_unit_test(wrong_ends_are_told),
	        cmocka_unit_test(a_name_stands_once_near_its_namesake),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
