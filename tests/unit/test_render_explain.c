/* What is told of every name: a crowded little map whose answers follow from its boxes.
 * One dot between two roads with names that fit only to its right; the lighter one must lose, and be told to whom. */
#include "render/compose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

struct little {
	struct arena arena;
	struct label_request requests[3];
	struct label_form forms[3];
	struct label_piece pieces[3];
	struct obstacle obstacles[8];
	size_t request_count, obstacle_count;
	struct placement *placements;
	struct label_report report;
};

static void add_request(struct little *map, const char *name, double x, double y, double weight)
{
	size_t i = map->request_count++;
	map->pieces[i] = (struct label_piece){.run = {.text = name, .width = 30, .size = 8}, .offset = {0, 7}};
	map->forms[i] = (struct label_form){&map->pieces[i], 1, 30, 9, 0};
	map->requests[i] = (struct label_request){.id = name,
	                                     .title = name,
	                                     .class_name = "towns",
	                                     .forms = &map->forms[i],
	                                     .form_count = 1,
	                                     .anchor = {x, y},
	                                     .radius = 1.5,
	                                     .weight = weight};
	map->obstacles[map->obstacle_count++] =
	        (struct obstacle){.kind = OBSTACLE_DOT, .box = {x - 1.5, y - 1.5, x + 1.5, y + 1.5}, .name = name};
}

static const char *explain(struct little *map, struct box frame, bool json)
{
	struct label_input input = {.requests = map->requests,
	                            .request_count = map->request_count,
	                            .obstacles = map->obstacles,
	                            .obstacle_count = map->obstacle_count,
	                            .frame = frame};
	struct buffer out;
	buffer_init(&out);
	labels_place(&map->arena, &input, &map->placements, &map->report);
	struct drawn_frame drawn = {
	        .input = {.enlarged = 1}, .scene = {.request_count = map->request_count}, .placements = map->placements};
	render_explain_names(&(struct drawn_frame *){&drawn}, 1, &map->report, json, &out);
	const char *text = arena_text(&map->arena, out.bytes);
	buffer_clear(&out);
	print_message("%s", text);
	return text;
}

static void two_names_for_one_room(void **unused)
{
	(void)unused;
	struct little map = {0};
	arena_init(&map.arena);
	add_request(&map, "Hefei", 5, 8, 10);
	add_request(&map, "Wuhu", 5, 10.5, 12);
	const char *text = explain(&map, (struct box){0, 0, 41, 18}, false);
	assert_non_null(strstr(text, "dropped  towns           Hefei: cost 10 = weight lost; "));
	assert_non_null(strstr(text, "no room inside the frame ("));
	assert_non_null(strstr(text, "overlaps Wuhu ("));
	assert_non_null(strstr(text, "\nkept     towns           Wuhu: "));
	assert_non_null(strstr(text, "\n1 of 2 names placed, 54.5 % of their weight, 0 overlaps; "));
	assert_non_null(strstr(text, "gap 0 %: proved optimal\n"));
	arena_clear(&map.arena);
}

static void alone_it_stands_where_it_likes(void **unused)
{
	(void)unused;
	struct little map = {0};
	arena_init(&map.arena);
	add_request(&map, "Wuhu", 100, 100, 12);
	const char *text = explain(&map, (struct box){0, 0, 200, 200}, false);
	/* The corner of the dot's square, 0.72 of radius and gap away: 101.944 pt = 36 mm; 100 - 1.944 - 9 = 31.4 mm.
	 */
	assert_non_null(strstr(text, "kept     towns           Wuhu: above-right at 36, 31.4 mm, cost 0\n"));
	const char *json = explain(&map, (struct box){0, 0, 200, 200}, true);
	assert_non_null(strstr(json, "{\"name\": \"Wuhu\", \"layer\": \"towns\", \"kept\": true, \"weight\": 12, "
	                             "\"places\": [{\"where\": \"above-right\", \"left_mm\": 35.96, "));
	assert_non_null(strstr(json, "\"placed\": 1, \"wanted\": 1, \"overlaps\": 0, \"weight\": 12, "));
	arena_clear(&map.arena);
}

/* A road on either side, near enough that no name fits between them; the leader costs more than the name. */
static void roads_are_told_by_name(void **unused)
{
	(void)unused;
	struct little map = {0};
	struct page_point left[] = {{95, 0}, {95, 200}}, right[] = {{105, 0}, {105, 200}};
	arena_init(&map.arena);
	add_request(&map, "Wuhu", 100, 100, 12);
	map.obstacles[map.obstacle_count++] = (struct obstacle){
	        .kind = OBSTACLE_ROUTE, .points = left, .count = 2, .half_width = 0.3, .name = "G60 expressway"};
	map.obstacles[map.obstacle_count++] = (struct obstacle){
	        .kind = OBSTACLE_ROUTE, .points = right, .count = 2, .half_width = 0.3, .name = "S32 expressway"};
	map.forms[0].width = 80;
	const char *text = explain(&map, (struct box){0, 0, 200, 200}, false);
	assert_non_null(strstr(text, "would cross G60 expressway ("));
	assert_non_null(strstr(text, "would cross S32 expressway ("));
	assert_non_null(strstr(text, "would cost 12 or more, but weighs 12 ("));
	map.requests[0].weight = 100;
	text = explain(&map, (struct box){0, 0, 200, 200}, false);
	assert_non_null(strstr(text, "kept     towns           Wuhu: "));
	assert_non_null(strstr(text, ", leader "));
	assert_non_null(strstr(text, " + crossing 20"));
	arena_clear(&map.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(two_names_for_one_room),
	        cmocka_unit_test(alone_it_stands_where_it_likes),
	        cmocka_unit_test(roads_are_told_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
