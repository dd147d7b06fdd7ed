/* Thinning: what is written lies within the bound of what was asked, both ways, on whole steps, and is shorter. */
#include "draw/svg/thin.h"
#include "draw/svg/writer.h"
#include "geometry/polyline.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct svg_thinning plain = {.grid = 0.1, .tolerance = SVG_TOLERANCE};
static const struct svg_thinning fine = {.grid = 0.01, .tolerance = SVG_TOLERANCE};
static const struct svg_thinning halo = {.grid = 0.2, .tolerance = SVG_HALO_TOLERANCE, .flatten = true};

static double random_step(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)(*seed >> 8) / (1 << 24) - 0.5;
}

/* A coast: long bends with small ones on them. */
static struct path coast(struct arena *arena, unsigned seed, size_t count, double roughness, bool closed)
{
	struct path path = path_new(arena);
	double radius = 100;
	for (size_t i = 0; i < count; i++) {
		double angle = 2 * M_PI * (double)i / (double)(count + 1);
		double r = radius + 20 * sin(5 * angle) + roughness * random_step(&seed);
		double x = 200 + r * cos(angle), y = 200 + r * sin(angle);
		if (i == 0)
			path_move(&path, x, y);
		else
			path_line(&path, x, y);
	}
	if (closed)
		path_close(&path);
	return path;
}

/* The furthest that a vertex of `from` lies from the line `to`; rings are closed first. */
static double furthest(struct arena *arena, const struct path *from, const struct path *to, bool closed)
{
	size_t count = to->point_count;
	struct page_point *line = ARENA_ARRAY(arena, count + 1, struct page_point);
	for (size_t i = 0; i < count; i++)
		line[i] = to->points[i];
	if (closed)
		line[count++] = to->points[0];
	double worst = 0;
	for (size_t i = 0; i < from->point_count; i++)
		worst = fmax(worst, polyline_distance(line, count, from->points[i]));
	return worst;
}

static void check_bound(const struct svg_thinning *how, double roughness, bool closed)
{
	/* A halo's contours begin on steps of 0.1, half a diagonal of which comes on top. */
	double most = how->tolerance + (how->flatten ? 0.0708 : 1e-9), grid = how->flatten ? 0.1 : how->grid;
	struct arena arena;
	arena_init(&arena);
	for (unsigned seed = 1; seed <= 20; seed++) {
		struct path asked = coast(&arena, seed, 700, roughness, closed), written = svg_thin(&arena, &asked, how);
		double skipped = furthest(&arena, &asked, &written, closed);
		double moved = furthest(&arena, &written, &asked, closed);
		if (skipped > most || moved > most)
			fail_msg("seed %u: %.4f and %.4f points off, not %.4f", seed, skipped, moved, most);
		for (size_t i = 0; i < written.point_count; i++) {
			double x = written.points[i].x / grid, y = written.points[i].y / grid;
			assert_true(fabs(x - round(x)) < 1e-6 && fabs(y - round(y)) < 1e-6);
		}
	}
	arena_clear(&arena);
}

static void stays_within_the_bound(void **state)
{
	(void)state;
	const double roughness[] = {0, 0.05, 0.3, 3};
	for (size_t i = 0; i < sizeof roughness / sizeof *roughness; i++) {
		for (int closed = 0; closed < 2; closed++) {
			check_bound(&plain, roughness[i], closed);
			check_bound(&fine, roughness[i], closed);
			check_bound(&halo, roughness[i], closed);
		}
	}
}

static size_t data_length(const struct path *path)
{
	struct buffer data;
	buffer_init(&data);
	svg_path_data(path, &data);
	size_t length = data.length;
	buffer_clear(&data);
	return length;
}

static void is_shorter(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path smooth = coast(&arena, 7, 700, 0, true), rough = coast(&arena, 7, 700, 1, true);
	struct path thin_smooth = svg_thin(&arena, &smooth, &plain), thin_rough = svg_thin(&arena, &rough, &plain);
	print_message("smooth %zu -> %zu bytes, rough %zu -> %zu\n", data_length(&smooth), data_length(&thin_smooth),
	              data_length(&rough), data_length(&thin_rough));
	assert_true(data_length(&thin_smooth) * 4 < data_length(&smooth));
	assert_true(data_length(&thin_rough) * 10 < data_length(&rough) * 8);
	arena_clear(&arena);
}

static void assert_same(const struct path *a, const struct path *b)
{
	assert_int_equal(a->verb_count, b->verb_count);
	assert_int_equal(a->point_count, b->point_count);
	assert_memory_equal(a->verbs, b->verbs, a->verb_count);
	assert_memory_equal(a->points, b->points, a->point_count * sizeof *a->points);
}

/* Frames, circles, islands of less than a step, lines of no length: as they were. */
static void small_things_stay(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	path_rect(&path, (struct box){1.234, 2.345, 30.456, 40.567});
	path_circle(&path, (struct page_point){5.55, 6.66}, 1.11);
	path_move(&path, 1, 1);
	path_line(&path, 1, 1);
	path_move(&path, 2, 2);
	for (int i = 1; i <= 8; i++)
		path_line(&path, 2 + 0.01 * cos(i), 2 + 0.01 * sin(i));
	path_close(&path);
	path_move(&path, 9, 9);
	struct path thin = svg_thin(&arena, &path, &plain);
	assert_same(&path, &thin);
	struct path nothing = path_new(&arena), none = svg_thin(&arena, &nothing, &plain);
	assert_true(path_is_empty(&none));
	arena_clear(&arena);
}

static void halos_are_flat(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	path_circle(&path, (struct page_point){50, 50}, 10);
	struct path thin = svg_thin(&arena, &path, &halo);
	assert_true(thin.point_count >= 8 && thin.point_count <= 40);
	for (size_t i = 0; i < thin.point_count; i++) {
		double off = hypot(thin.points[i].x - 50, thin.points[i].y - 50) - 10;
		assert_true(fabs(off) < SVG_HALO_TOLERANCE + 0.0708);
	}
	arena_clear(&arena);
}

/* A letter has the same numbers wherever it stands, which packs well. */
static void halos_repeat(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path one = path_new(&arena), two = path_new(&arena);
	path_ellipse(&one, (struct page_point){50.031, 50.077}, 1.9, 2.6);
	path_ellipse(&two, (struct page_point){317.713, 99.248}, 1.9, 2.6);
	struct path thin_one = svg_thin(&arena, &one, &halo), thin_two = svg_thin(&arena, &two, &halo);
	assert_int_equal(thin_one.point_count, thin_two.point_count);
	for (size_t i = 0; i < thin_one.point_count; i++) {
		double x = thin_one.points[i].x - thin_one.points[0].x, y = thin_one.points[i].y - thin_one.points[0].y;
		assert_true(fabs(thin_two.points[i].x - thin_two.points[0].x - x) < 1e-6);
		assert_true(fabs(thin_two.points[i].y - thin_two.points[0].y - y) < 1e-6);
	}
	arena_clear(&arena);
}

static void circles_are_known(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	struct page_point centre;
	double radius;
	path_circle(&path, (struct page_point){50.5, -3}, 2.5);
	assert_true(path_is_circle(&path, &centre, &radius));
	assert_true(fabs(centre.x - 50.5) < 1e-9 && fabs(centre.y + 3) < 1e-9 && fabs(radius - 2.5) < 1e-9);
	path.points[4].x += 0.01;
	assert_false(path_is_circle(&path, &centre, &radius));
	struct path oval = path_new(&arena), two = path_new(&arena), odd = path_new(&arena);
	path_ellipse(&oval, (struct page_point){5, 5}, 3, 2);
	assert_false(path_is_circle(&oval, &centre, &radius));
	path_circle(&two, (struct page_point){5, 5}, 3);
	path_circle(&two, (struct page_point){5, 5}, 2);
	assert_false(path_is_circle(&two, &centre, &radius));
	path_circle(&odd, (struct page_point){NAN, 5}, 3);
	assert_false(path_is_circle(&odd, &centre, &radius));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(stays_within_the_bound), cmocka_unit_test(is_shorter),
	        cmocka_unit_test(small_things_stay),      cmocka_unit_test(halos_are_flat),
	        cmocka_unit_test(halos_repeat),           cmocka_unit_test(circles_are_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
