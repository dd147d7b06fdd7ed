/* Kept views: an equal request gets the view that is open already, with what was projected into it; nothing else does. */
#include "scene/kept.h"
#include "scene/project.h"
#include "single_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct setting {
	struct arena arena;
	struct diag diag;
	struct kept_views *views;
	struct lonlat ring[4];
	struct feature feature;
	struct dataset dataset;
};

static const struct lonlat shown[2] = {{119, 29}, {122, 32}};

static int open_setting(void **state)
{
	struct setting *setting = calloc(1, sizeof *setting);
	arena_init(&setting->arena);
	diag_init(&setting->diag);
	setting->views = scene_kept_views_open(1 << 20);
	scene_kept_views_expect(setting->views, true);
	const struct lonlat ring[4] = {{120, 30}, {121, 30}, {121, 31}, {120, 31}};
	memcpy(setting->ring, ring, sizeof ring);
	const struct lonlat_box box = {120, 30, 121, 31};
	setting->feature = (struct feature){.record = 1,
	                                    .shape = single_part(&setting->arena, (struct part){0, 4}, box),
	                                    .part_count = 1};
	setting->dataset = (struct dataset){.file = "test",
	                                    .type = GEOMETRY_POLYGONS,
	                                    .features = &setting->feature,
	                                    .feature_count = 1,
	                                    .points = setting->ring,
	                                    .point_count = 4,
	                                    .borrowed = true};
	*state = setting;
	return 0;
}

static int close_setting(void **state)
{
	struct setting *setting = *state;
	scene_kept_views_close(setting->views);
	diag_clear(&setting->diag);
	arena_clear(&setting->arena);
	free(setting);
	return 0;
}

static struct view_request request_of(double padding)
{
	return (struct view_request){
	        .points = shown, .point_count = 2, .frame = {20, 20, 420, 320}, .padding = padding};
}

static struct taken_view take(struct setting *setting, const struct view_request *request)
{
	struct taken_view taken;
	assert_true(view_take(setting->views, request, &setting->diag, &taken));
	return taken;
}

static struct polylines rings(struct setting *setting, const struct taken_view *taken, double detail)
{
	struct scene_input input = {.view = taken->view,
	                            .scale_bounds = &taken->scale_bounds,
	                            .shapes = taken->shapes,
	                            .detail = detail,
	                            .diag = &setting->diag};
	struct polylines out = {0};
	scene_project_rings(&input, &setting->arena, &setting->dataset, &setting->feature, &out);
	return out;
}

static void assert_equal_lines(struct polylines a, struct polylines b)
{
	assert_int_equal(a.count, b.count);
	for (size_t i = 0; i < a.count; i++) {
		assert_int_equal(a.items[i].count, b.items[i].count);
		assert_ptr_not_equal(a.items[i].points, b.items[i].points);
		assert_memory_equal(a.items[i].points, b.items[i].points, a.items[i].count * sizeof(struct page_point));
	}
}

static void test_equal_requests_share(void **state)
{
	struct setting *setting = *state;
	struct view_request request = request_of(10), wider = request_of(30), stated = request_of(10);
	stated.scale = 2e6;
	struct taken_view first = take(setting, &request);
	struct view *view = first.view;
	view_give_back(&first);
	struct taken_view again = take(setting, &request), other = take(setting, &wider), third = take(setting, &stated);
	assert_ptr_equal(again.view, view);
	assert_ptr_not_equal(other.view, view);
	assert_ptr_not_equal(third.view, view);
	view_give_back(&again);
	view_give_back(&other);
	view_give_back(&third);
}

/* What is recalled is told from what is projected by altering the data in between. */
static void test_projected_once(void **state)
{
	struct setting *setting = *state;
	struct view_request request = request_of(10);
	struct taken_view taken = take(setting, &request);
	struct polylines once = rings(setting, &taken, 0.23);
	assert_int_equal(once.count, 1);
	setting->ring[0].lon = 119.5;
	assert_equal_lines(rings(setting, &taken, 0.23), once);
	assert_false(rings(setting, &taken, 0.3).items[0].points[0].x == once.items[0].points[0].x);
	view_give_back(&taken);
	scene_kept_views_forget(setting->views);
	taken = take(setting, &request);
	assert_false(rings(setting, &taken, 0.23).items[0].points[0].x == once.items[0].points[0].x);
	view_give_back(&taken);
}

/* A locator's scene begins as a copy of the map's. */
static void test_other_view_is_not_answered(void **state)
{
	struct setting *setting = *state;
	struct view_request request = request_of(10), wider = request_of(60);
	struct taken_view map = take(setting, &request), locator = take(setting, &wider);
	struct polylines large = rings(setting, &map, 0.23);
	struct taken_view mixed = {locator.view, locator.scale_bounds, map.shapes};
	assert_false(rings(setting, &mixed, 0.23).items[0].points[0].x == large.items[0].points[0].x);
	view_give_back(&map);
	view_give_back(&locator);
}

static void test_data_of_one_map_is_not_kept(void **state)
{
	struct setting *setting = *state;
	struct view_request request = request_of(10);
	struct taken_view taken = take(setting, &request);
	setting->dataset.borrowed = false;
	rings(setting, &taken, 0.23);
	assert_int_equal(scene_kept_views_bytes(setting->views), 0);
	setting->dataset.borrowed = true;
	rings(setting, &taken, 0.23);
	assert_true(scene_kept_views_bytes(setting->views) > 0);
	view_give_back(&taken);
}

static void test_nothing_is_kept_for_nobody(void **state)
{
	struct setting *setting = *state;
	struct view_request request = request_of(10);
	scene_kept_views_expect(setting->views, false);
	struct taken_view taken = take(setting, &request);
	rings(setting, &taken, 0.23);
	assert_null(taken.shapes);
	assert_int_equal(scene_kept_views_bytes(setting->views), 0);
	view_give_back(&taken);
}

static void test_memory_is_bounded(void **state)
{
	struct setting *setting = *state;
	struct taken_view held[3];
	for (int i = 0; i < 40; i++) {
		struct view_request request = request_of(i);
		struct taken_view taken = take(setting, &request);
		for (int k = 0; k < 30; k++)
			rings(setting, &taken, 0.2 + k / 100.0);
		if (i < 3)
			held[i] = taken; /* views that are drawn with stay */
		else
			view_give_back(&taken);
		assert_true(scene_kept_views_bytes(setting->views) <= 4 * 30 * 256);
	}
	for (int i = 0; i < 3; i++) {
		struct view_request request = request_of(i);
		struct taken_view again = take(setting, &request);
		assert_ptr_equal(again.view, held[i].view);
		view_give_back(&again);
		view_give_back(&held[i]);
	}
	scene_kept_views_close(setting->views);
	setting->views = scene_kept_views_open(1000);
	scene_kept_views_expect(setting->views, true);
	struct view_request request = request_of(10);
	struct taken_view taken = take(setting, &request);
	for (int k = 0; k < 30; k++)
		rings(setting, &taken, 0.2 + k / 100.0);
	assert_in_range(scene_kept_views_bytes(setting->views), 1, 1000);
	view_give_back(&taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_equal_requests_share, open_setting, close_setting),
	        cmocka_unit_test_setup_teardown(test_projected_once, open_setting, close_setting),
	        cmocka_unit_test_setup_teardown(test_other_view_is_not_answered, open_setting, close_setting),
	        cmocka_unit_test_setup_teardown(test_data_of_one_map_is_not_kept, open_setting, close_setting),
	        cmocka_unit_test_setup_teardown(test_nothing_is_kept_for_nobody, open_setting, close_setting),
	        cmocka_unit_test_setup_teardown(test_memory_is_bounded, open_setting, close_setting),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
