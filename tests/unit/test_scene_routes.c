/* The routes of the built-in map on paper, in all versions, on several pages: bends that show no corner, stated points
 * left by no more than may be, stations on their line. */
#include "rendered_map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MM (72.0 / 25.4)

static char *text;
static struct arena text_arena;

/* The map file with what comes behind the first place of `after` in a line of its own. */
static void add_line(const char *after, const char *line)
{
	const char *at = strstr(text, after);
	assert_non_null(at);
	at = strchr(at + 1, '\n') + 1;
	text = arena_printf(&text_arena, "%.*s%s\n%s", (int)(at - text), text, line, at);
}

/* The built-in map, with every stated point of its routes as a dot where the data have it. */
static int read_map(void **state)
{
	(void)state;
	FILE *file = fopen("seeds/g60.yaml", "rb");
	assert_non_null(file);
	arena_init(&text_arena);
	char *all = arena_alloc(&text_arena, 100001);
	all[fread(all, 1, 100000, file)] = '\0';
	fclose(file);
	text = all;
	add_line("\ndata:", "  bare_g60: {file: ../geodata/g60-expressway.csv}\n"
	                    "  bare_intercity: {file: ../geodata/intercity-railway.csv}");
	add_line("\nlayers:", "  - {id: bare-g60, kind: marker, data: bare_g60, size: 0.1pt, ring: none}\n"
	                      "  - {id: bare-intercity, kind: marker, data: bare_intercity, size: 0.1pt, ring: none}");
	return 0;
}

static int forget_map(void **state)
{
	(void)state;
	arena_clear(&text_arena);
	return 0;
}

static void draw(struct rendered_map *drawn, const char *page, size_t version)
{
	render_map_text(drawn, "seeds/g60.yaml", text, &(struct map_overrides){.page = page},
	                &(struct render_options){.version = version}, false);
	assert_drawn(drawn);
}

static bool is_closed(const struct path *path)
{
	return path->verbs[path->verb_count - 1] == PATH_CLOSE;
}

/* Calls back with each line of the stroked paths right in the group. */
static void each_line(const struct group *group, void (*see)(void *, struct polyline), void *context)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type != MARK_PATH || !(group->marks[i].path->stroke.width > 0))
			continue;
		const struct path *path = &group->marks[i].path->path;
		if (is_closed(path)) /* an arrow's casing */
			continue;
		for (size_t first = 0, k = 1; k <= path->verb_count; k++)
			if (k == path->verb_count || path->verbs[k] == PATH_MOVE) {
				see(context, (struct polyline){path->points + first, k - first});
				first = k;
			}
	}
}

static void note_radius(void *context, struct polyline line)
{
	double *least = context;
	for (size_t i = 1; i + 1 < line.count; i++) {
		struct page_point a = line.points[i - 1], b = line.points[i], c = line.points[i + 1];
		double cross = fabs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
		double sides = hypot(b.x - a.x, b.y - a.y) * hypot(c.x - b.x, c.y - b.y) * hypot(a.x - c.x, a.y - c.y);
		*least = fmin(*least, cross > 0 ? sides / (2 * cross) : INFINITY);
	}
}

struct nearest {
	struct page_point from;
	double distance;
};

static void note_distance(void *context, struct polyline line)
{
	struct nearest *nearest = context;
	nearest->distance = fmin(nearest->distance, polyline_distance(line.points, line.count, nearest->from));
}

/* Of the arrow in which the line ends; empty: it has none. */
static struct box arrow_box(const struct group *layer)
{
	struct box box = box_empty;
	for (size_t i = 0; i < layer->mark_count; i++)
		if (layer->marks[i].type == MARK_PATH && is_closed(&layer->marks[i].path->path))
			box_join(&box, path_bounds(&layer->marks[i].path->path));
	return box;
}

static double distance_to(const struct group *layer, struct page_point from)
{
	struct nearest nearest = {from, INFINITY};
	each_line(layer, note_distance, &nearest);
	return nearest.distance;
}

static struct page_point middle_of(const struct group *symbol)
{
	struct box box = group_box(symbol);
	return (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

/* Stated points are left by no more than their accuracy or 0.4 mm. */
static void check_points(const struct rendered_map *drawn, size_t version, const char *route, double *furthest)
{
	const struct group *line = find_group(drawn->page.root, route);
	char id[64];
	snprintf(id, sizeof id, "bare-%s", route);
	const struct group *dots = find_group(drawn->page.root, id);
	snprintf(id, sizeof id, "bare_%s", route);
	const struct data_spec *data = map_spec_data(&drawn->map.spec, id);
	const struct dataset *dataset = &drawn->map.datasets[data - drawn->map.spec.data];
	struct map_scale scale;
	struct diag diag;
	diag_init(&diag);
	assert_true(map_scale_read(&drawn->map, version, false, &diag, &scale));
	diag_clear(&diag);
	const struct box inside = box_grow(find_group(drawn->page.root, "map")->clip, -6 * MM); /* up to an arrow */
	const struct box arrow = arrow_box(line);
	double point = scale.denominator * 0.0254 / 72; /* metres */
	for (size_t i = 0; i < dots->mark_count; i++) {
		size_t record = (size_t)atoi(strrchr(dots->marks[i].group->id, '-') + 1);
		const struct feature *feature = &dataset->features[record - 2];
		double accuracy = atof(feature_value(dataset, feature, "accuracy_km")) * 1000 / point;
		const struct page_point at = middle_of(dots->marks[i].group);
		double off = distance_to(line, at);
		assert_int_equal(feature->record, record);
		if (!box_contains(inside, at) || box_contains(arrow, at))
			continue;
		if (!(off <= fmax(accuracy * 1.01, 0.4 * MM) + 0.1))
			fail_msg("%s, record %zu: %.2f mm off, accurate to %.2f mm", route, record, off / MM, accuracy / MM);
		*furthest = fmax(*furthest, off);
	}
}

static void check_symbols(const struct rendered_map *drawn, const char *layer, const char *route)
{
	const struct group *symbols = find_group(drawn->page.root, layer), *line = find_group(drawn->page.root, route);
	for (size_t i = 0; symbols && i < symbols->mark_count; i++) {
		double off = distance_to(line, middle_of(symbols->marks[i].group));
		if (off > 0.1 * MM && symbols->marks[i].group->mark_count)
			fail_msg("%s stands %.2f mm beside its line", symbols->marks[i].group->id, off / MM);
	}
}

static void bends_show_no_corner_and_points_keep_their_accuracy(void **state)
{
	(void)state;
	static const char *const pages[] = {"a4", "a4-portrait", "a3", "slide"}, *const routes[] = {"g60", "intercity"};
	for (size_t p = 0; p < 4; p++)
		for (size_t version = 0; version < 3; version++) {
			struct rendered_map drawn;
			draw(&drawn, pages[p], version);
			for (size_t r = 0; r < 2; r++) {
				const struct group *route = find_group(drawn.page.root, routes[r]);
				double least = INFINITY, furthest = 0;
				if (!route)
					continue;
				each_line(route, note_radius, &least);
				check_points(&drawn, version, routes[r], &furthest);
				printf("%s, version %zu, %s: bends of %.2f mm and more, points left by at most %.2f mm\n",
				       pages[p], version, routes[r], least / MM, furthest / MM);
				assert_true(least > 1.4 * MM);
			}
			check_symbols(&drawn, "stations", "intercity");
			check_symbols(&drawn, "interchanges", "g60");
			rendered_map_clear(&drawn);
		}
}

/* Stroked as the road is between the members, of the full width. */
static double distance_to_core(const struct group *road, struct page_point from)
{
	double nearest = INFINITY;
	for (size_t i = 0; i < road->mark_count; i++) {
		const struct path_mark *mark = road->marks[i].path;
		if (fabs(mark->stroke.width - 2.2) < 0.01 && !mark->stroke.dash_count)
			nearest = fmin(nearest, polyline_distance(mark->path.points, mark->path.point_count, from));
	}
	return nearest;
}

static struct page_point stated(const struct rendered_map *drawn, const char *name)
{
	const struct data_spec *data = map_spec_data(&drawn->map.spec, "bare_g60");
	const struct feature *found = dataset_find(&drawn->map.datasets[data - drawn->map.spec.data], "name_en", name);
	char id[32];
	assert_non_null(found);
	snprintf(id, sizeof id, "bare-g60-%zu", found->record);
	assert_non_null(find_group(drawn->page.root, id));
	return middle_of(find_group(drawn->page.root, id));
}

/* Between the first and the last member the road keeps its look, across Zhuji too, which is none; beyond, it recedes. */
static void the_road_recedes_beyond_the_members(void **state)
{
	(void)state;
	static const struct {
		size_t version;
		const char *name;
		bool core;
	} cases[] = {{0, "Songjiang", true},  {0, "Jiashan", false},   {1, "Jiashan", true},     {1, "Zhuji", false},
	             {2, "Zhuji", true},      {2, "Jinhua", true},     {2, "Quzhou East", false}, {1, "Quzhou East", false},
	             {2, "Songjiang", true},  {2, "Jinhua West", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map drawn;
		draw(&drawn, "a4", cases[i].version);
		const struct group *road = find_group(drawn.page.root, "g60");
		double off = distance_to_core(road, stated(&drawn, cases[i].name));
		if ((off < 3 * MM) != cases[i].core)
			fail_msg("version %zu: %s is %.1f mm from the road's core", cases[i].version, cases[i].name, off / MM);
		rendered_map_clear(&drawn);
	}
}

static void add_colours(const struct group *group, struct buffer *colours)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			add_colours(mark->group, colours);
		if (mark->type == MARK_PATH)
			buffer_printf(colours, "%.4f %.4f %.4f\n", mark->path->stroke.colour.red, mark->path->stroke.colour.green,
			              mark->path->stroke.colour.blue);
	}
}

/* A road is on land, and what recedes of it goes towards the land's colour, also where the map's ground is the sea. */
static void it_recedes_to_land(void **state)
{
	(void)state;
	struct buffer colours[2];
	char *as_written = text;
	for (int i = 0; i < 2; i++) {
		struct rendered_map drawn;
		if (i)
			add_line("corridor: 1", "background: sea");
		draw(&drawn, "a4", 0);
		buffer_init(&colours[i]);
		add_colours(find_group(drawn.page.root, "g60"), &colours[i]);
		rendered_map_clear(&drawn);
	}
	text = as_written;
	assert_string_equal(colours[0].bytes, colours[1].bytes);
	buffer_clear(&colours[0]);
	buffer_clear(&colours[1]);
}

static double figure_after(const char *figures, const char *key)
{
	const char *at = strstr(figures, key);
	assert_non_null(at);
	return atof(at + strlen(key));
}

/* The railway of 2018 in words and in figures: its parts are the whole. */
static void a_description_says_how_much_is_open(void **state)
{
	(void)state;
	struct rendered_map drawn;
	struct buffer figures;
	draw(&drawn, "a4", 2);
	buffer_init(&figures);
	assert_true(map_figures(&drawn.map, 2, false, &drawn.diag, &figures));
	const char *railway = strstr(figures.bytes, "\"id\": \"intercity\"");
	assert_non_null(railway);
	double open = figure_after(railway, "\"open_km\": "), building = figure_after(railway, "\"construction_km\": ");
	double planned = figure_after(railway, "\"planned_km\": "), all = figure_after(railway, "\"length_km\": ");
	assert_true(figure_after(railway, "\"year\": ") == 2018);
	assert_true(open > 50 && building > 200 && planned > 100 && fabs(open + building + planned - all) < 0.2);
	char *said = arena_printf(&drawn.arena,
	                          "In 2018, %.0f km were open, %.0f km were under construction and %.0f km were planned.",
	                          open, building, planned);
	if (!strstr(map_words(&drawn.map, 2, 0, &drawn.arena), said))
		fail_msg("not said: %s", said);
	assert_null(strstr(map_words(&drawn.map, 1, 0, &drawn.arena), "were open")); /* no railway yet */
	buffer_clear(&figures);
	rendered_map_clear(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_description_says_how_much_is_open),
	        cmocka_unit_test(the_road_recedes_beyond_the_members),
	        cmocka_unit_test(it_recedes_to_land),
	        cmocka_unit_test(bends_show_no_corner_and_points_keep_their_accuracy),
	};
	return cmocka_run_group_tests(tests, read_map, forget_map);
}
