/* Path data: as short as expected, and read back it gives every point to half a hundredth. */
#include "draw/svg/writer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena arena;
	struct path path;
	struct buffer data;
};

static int set_up(void **state)
{
	struct fixture *fixture = test_calloc(1, sizeof *fixture);
	arena_init(&fixture->arena);
	fixture->path = path_new(&fixture->arena);
	buffer_init(&fixture->data);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	buffer_clear(&fixture->data);
	arena_clear(&fixture->arena);
	test_free(fixture);
	return 0;
}

static const char *data_of(struct fixture *fixture)
{
	fixture->data.length = 0;
	buffer_text(&fixture->data, "");
	svg_path_data(&fixture->path, &fixture->data);
	return fixture->data.bytes;
}

static void rectangle_is_short(void **state)
{
	struct fixture *fixture = *state;
	path_rect(&fixture->path, (struct box){20, 20, 120, 100});
	assert_string_equal(data_of(fixture), "m200 200h1000v800h-1000z");
}

static void numbers_share_separators(void **state)
{
	struct fixture *fixture = *state;
	path_move(&fixture->path, 0.5, -0.25);
	path_line(&fixture->path, 1, 0.25);
	path_line(&fixture->path, 11, 0.5);
	path_line(&fixture->path, 10.9, 10.55);
	assert_string_equal(data_of(fixture), "m5-2.5 5 5 100 2.5-1 100.5");
}

static void ring_is_closed_by_z(void **state)
{
	struct fixture *fixture = *state;
	path_move(&fixture->path, 1, 1);
	path_line(&fixture->path, 5, 2);
	path_line(&fixture->path, 3, 6);
	path_line(&fixture->path, 1.004, 0.996);
	path_close(&fixture->path);
	path_move(&fixture->path, 2, 2);
	path_line(&fixture->path, 4, 3);
	assert_string_equal(data_of(fixture), "m10 10 40 10-20 40zm10 10 20 10");
}

static void nothing_is_drawn_for_nothing(void **state)
{
	struct fixture *fixture = *state;
	assert_string_equal(data_of(fixture), "");
	path_move(&fixture->path, 9, 9);
	path_move(&fixture->path, 1, 1);
	path_line(&fixture->path, 1.001, 1); /* a dot with round caps */
	path_move(&fixture->path, 5, 5);
	assert_string_equal(data_of(fixture), "m10 10h0");
}

static void repeated_points_go(void **state)
{
	struct fixture *fixture = *state;
	path_move(&fixture->path, 0, 0);
	path_line(&fixture->path, 0, 0);
	path_line(&fixture->path, 3, 4);
	path_line(&fixture->path, 3, 4.001);
	path_line(&fixture->path, 6, 5);
	assert_string_equal(data_of(fixture), "m0 0 30 40 30 10");
}

/* A small reader of relative path data: ends of all lines and curves, absolute. */
struct reader {
	const char *at;
	double x, y, start_x, start_y;
};

static double read_number(struct reader *reader)
{
	while (*reader->at == ' ')
		reader->at++;
	double sign = 1, value = 0, unit = 1;
	if (*reader->at == '-')
		sign = -1, reader->at++;
	for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++)
		value = value * 10 + (*reader->at - '0');
	if (*reader->at == '.') {
		for (reader->at++; *reader->at >= '0' && *reader->at <= '9'; reader->at++)
			value += (*reader->at - '0') * (unit /= 10);
	}
	return sign * value;
}

static size_t read_ends(const char *data, struct page_point *ends)
{
	struct reader reader = {.at = data};
	size_t count = 0;
	for (char command = 0; *reader.at;) {
		if (strchr("mlhvcz", *reader.at))
			command = *reader.at++;
		if (command == 'c') {
			for (int i = 0; i < 4; i++)
				read_number(&reader);
		}
		if (command == 'z') {
			reader.x = reader.start_x, reader.y = reader.start_y;
			continue;
		}
		reader.x += command == 'v' ? 0 : read_number(&reader);
		reader.y += command == 'h' ? 0 : read_number(&reader);
		if (command == 'm')
			reader.start_x = reader.x, reader.start_y = reader.y, command = 'l';
		ends[count++] = (struct page_point){reader.x / 10, reader.y / 10}; /* tenths of a point */
	}
	return count;
}

static double random_coordinate(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)(*seed >> 8) / (1 << 24) * 900 - 50;
}

static void reads_back_without_drift(void **state)
{
	struct fixture *fixture = *state;
	static struct page_point expected[6000], ends[6000];
	unsigned seed = 20180719;
	size_t count = 0;
	print_message("seed %u\n", seed);
	for (int part = 0; part < 20; part++) {
		for (int i = 0; i < 100; i++) {
			double x = random_coordinate(&seed), y = random_coordinate(&seed);
			if (i == 0)
				path_move(&fixture->path, x, y);
			else if (i % 7 == 0)
				path_curve(&fixture->path, y, x, x + 1, y + 1, x, y);
			else
				path_line(&fixture->path, x, y);
			expected[count++] = (struct page_point){x, y};
		}
		if (part % 2)
			path_close(&fixture->path);
	}
	assert_int_equal(read_ends(data_of(fixture), ends), count);
	for (size_t i = 0; i < count; i++) {
		assert_true(fabs(ends[i].x - expected[i].x) < 0.00501);
		assert_true(fabs(ends[i].y - expected[i].y) < 0.00501);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(rectangle_is_short, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(numbers_share_separators, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(ring_is_closed_by_z, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(nothing_is_drawn_for_nothing, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(repeated_points_go, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(reads_back_without_drift, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
