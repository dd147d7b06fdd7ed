/* Chains: every piece is in one chain or repeats another, lengths are kept, and neither the order of the pieces nor
 * their directions count. */
#include "geometry/chains.h"
#include "geometry_random.h"
#include "test_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { most_pieces = 400 };

static struct polyline copy_line(const struct page_point *points, size_t count, bool reversed)
{
	struct polyline line = {ARENA_ARRAY(&arena, count, struct page_point), count};
	for (size_t i = 0; i < count; i++)
		line.points[i] = points[reversed ? count - 1 - i : i];
	return line;
}

static struct polyline segment(double from_x, double from_y, double to_x, double to_y)
{
	struct page_point ends[] = {{from_x, from_y}, {to_x, to_y}};
	return copy_line(ends, 2, false);
}

static void random_walk(struct random *random, struct page_point *out, size_t count)
{
	double direction = 0;
	out[0] = (struct page_point){100, 100};
	for (size_t i = 1; i < count; i++) {
		double step = random_between(random, 1, 5);
		direction += random_between(random, -0.8, 0.8);
		out[i] = (struct page_point){out[i - 1].x + step * cos(direction), out[i - 1].y + step * sin(direction)};
	}
}

static size_t below(struct random *random, size_t count)
{
	return (size_t)random_between(random, 0, (double)count - 1e-6);
}

static void shuffle(struct random *random, size_t *numbers, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t k = below(random, i), swap = numbers[i - 1];
		numbers[i - 1] = numbers[k];
		numbers[k] = swap;
	}
}

/* chain_of[piece]: its chain's least piece as `number` says, which is the same however the pieces are ordered;
 * SIZE_MAX: in no chain. Checks what holds of all chains. */
static void number_chains(const struct chain_piece *pieces, size_t count, const struct chains *chains,
                          const size_t *number, size_t *chain_of)
{
	for (size_t i = 0; i < count; i++)
		chain_of[i] = SIZE_MAX;
	for (size_t i = 0; i < chains->count; i++) {
		const struct chain *chain = &chains->items[i];
		size_t least = SIZE_MAX, at = 0;
		double length = 0;
		for (size_t k = 0; k < chain->link_count; k++) {
			const struct chain_link *link = &chain->links[k];
			const struct polyline *own = &pieces[link->piece].line;
			assert_int_equal(pieces[link->piece].look, pieces[chain->links[0].piece].look);
			assert_int_equal(link->first, at);
			assert_int_equal(link->count, own->count);
			at += link->count - 1;
			for (size_t p = 0; p < own->count; p++) {
				struct page_point there = chain->line.points[link->first + p];
				struct page_point here = own->points[link->is_reversed ? own->count - 1 - p : p];
				assert_true(hypot(there.x - here.x, there.y - here.y) <= 0.02);
			}
			length += polyline_length(own->points, own->count);
			least = number[link->piece] < least ? number[link->piece] : least;
		}
		assert_int_equal(chain->line.count, at + 1);
		assert_true(fabs(polyline_length(chain->line.points, chain->line.count) - length) < 1e-6 * (1 + length));
		for (size_t k = 0; k < chain->link_count; k++) {
			assert_int_equal(chain_of[number[chain->links[k].piece]], SIZE_MAX);
			chain_of[number[chain->links[k].piece]] = least;
		}
	}
}

/* A line cut anywhere, its pieces turned and mixed, comes back whole. */
static void a_cut_line_is_whole_again(void **state)
{
	(void)state;
	struct random random = random_start("cut");
	for (int round = 0; round < 200; round++) {
		enum { most = 300 };
		struct page_point points[most];
		struct chain_piece pieces[most] = {0};
		size_t count = 2 + below(&random, most - 2), piece_count = 0, order[most], chain_of[most];
		random_walk(&random, points, count);
		for (size_t from = 0, to; from + 1 < count; from = to) {
			to = from + 1 + below(&random, count - 1 - from < 9 ? count - 1 - from : 9);
			pieces[piece_count++].line =
			        copy_line(points + from, to - from + 1, random_between(&random, 0, 1) < 0.5);
		}
		struct chain_piece mixed[most];
		for (size_t i = 0; i < piece_count; i++)
			order[i] = i;
		shuffle(&random, order, piece_count);
		for (size_t i = 0; i < piece_count; i++)
			mixed[i] = pieces[order[i]];
		struct chains chains = {0};
		geometry_join_lines(&arena, mixed, piece_count, &chains);
		assert_int_equal(chains.count, 1);
		number_chains(mixed, piece_count, &chains, order, chain_of);
		assert_int_equal(chains.items[0].line.count, count);
		/* The piece with the lowest number has kept its direction. */
		for (size_t i = 0; i < chains.items[0].link_count; i++)
			assert_true(chains.items[0].links[i].piece > 0 || !chains.items[0].links[i].is_reversed);
	}
}

/* A net of roads between random places, each in one of two looks. */
static size_t random_net(struct random *random, struct chain_piece *pieces)
{
	enum { side = 12 };
	struct page_point places[side * side];
	size_t count = 0;
	for (size_t i = 0; i < side * side; i++)
		places[i] = (struct page_point){(double)(i % side) * 20 + random_between(random, -6, 6),
		                                (double)(i / side) * 20 + random_between(random, -6, 6)};
	for (size_t i = 0; i < side * side; i++)
		for (int down = 0; down < 2; down++) {
			size_t to = i + (down ? side : 1);
			if (to >= side * side || (!down && to % side == 0) || random_between(random, 0, 1) < 0.3)
				continue;
			pieces[count++] =
			        (struct chain_piece){.line = segment(places[i].x, places[i].y, places[to].x, places[to].y),
			                             .look = below(random, 2),
			                             .name = below(random, 3)};
		}
	return count;
}

static void nets_fall_into_the_same_chains_in_any_order(void **state)
{
	(void)state;
	struct random random = random_start("nets");
	for (int round = 0; round < 60; round++) {
		struct chain_piece pieces[most_pieces], mixed[most_pieces];
		size_t order[most_pieces], first[most_pieces], again[most_pieces], count = random_net(&random, pieces);
		struct chains chains = {0}, others = {0};
		assert_true(count < most_pieces);
		for (size_t i = 0; i < count; i++)
			order[i] = i;
		geometry_join_lines(&arena, pieces, count, &chains);
		number_chains(pieces, count, &chains, order, first);
		shuffle(&random, order, count);
		for (size_t i = 0; i < count; i++) {
			mixed[i] = pieces[order[i]];
			mixed[i].line = copy_line(mixed[i].line.points, 2, random_between(&random, 0, 1) < 0.5);
		}
		geometry_join_lines(&arena, mixed, count, &others);
		number_chains(mixed, count, &others, order, again);
		assert_true(chains.count < count && chains.count == others.count);
		for (size_t i = 0; i < count; i++) {
			assert_true(first[i] != SIZE_MAX);
			assert_int_equal(first[i], again[i]);
		}
	}
}

static size_t count_chains(const struct chain_piece *pieces, size_t count)
{
	size_t chain_of[64], number[64];
	struct chains chains = {0};
	for (size_t i = 0; i < count; i++)
		number[i] = i;
	geometry_join_lines(&arena, pieces, count, &chains);
	number_chains(pieces, count, &chains, number, chain_of);
	return chains.count;
}

static bool are_joined(const struct chain_piece *pieces, size_t count, size_t a, size_t b)
{
	struct chains chains = {0};
	geometry_join_lines(&arena, pieces, count, &chains);
	for (size_t i = 0; i < chains.count; i++) {
		int found = 0;
		for (size_t k = 0; k < chains.items[i].link_count; k++) {
			size_t piece = chains.items[i].links[k].piece;
			found += (piece == a) + (piece == b);
		}
		if (found)
			return found == 2;
	}
	return false;
}

static void the_straight_way_goes_on_at_a_junction(void **state)
{
	(void)state;
	struct chain_piece fork[] = {{segment(0, 0, 50, 0), 0, 0}, {segment(50, 0, 90, 35), 0, 0}, {segment(100, 5, 50, 0), 0, 0}};
	assert_true(are_joined(fork, 3, 0, 2));
	assert_int_equal(count_chains(fork, 3), 2);
	/* A name goes before the straight way; another look takes no part. */
	fork[0].name = fork[1].name = 7;
	assert_true(are_joined(fork, 3, 0, 1));
	fork[1].look = 1;
	assert_true(are_joined(fork, 3, 0, 2));
	/* Two that cross go straight on, both. */
	struct chain_piece cross[] = {{segment(0, 0, 50, 50), 0, 0},
	                              {segment(0, 100, 50, 50), 0, 0},
	                              {segment(50, 50, 100, 100), 0, 0},
	                              {segment(100, 0, 50, 50), 0, 0}};
	assert_true(are_joined(cross, 4, 0, 2) && are_joined(cross, 4, 1, 3));
	/* At a sharp bend of two the line goes on; but it does not run back along itself. */
	struct chain_piece bend[] = {{segment(0, 0, 50, 0), 0, 0}, {segment(50, 0, 0, 30), 0, 0}};
	assert_int_equal(count_chains(bend, 2), 1);
	bend[1].line = segment(50, 0, 0, 3);
	assert_int_equal(count_chains(bend, 2), 2);
}

static void ends_meet_within_a_fiftieth_of_a_point(void **state)
{
	(void)state;
	struct random random = random_start("ends");
	for (int round = 0; round < 1000; round++) {
		double x = random_between(&random, -300, 300), y = random_between(&random, -300, 300);
		double angle = random_between(&random, 0, 2 * M_PI);
		for (int far = 0; far < 2; far++) {
			double off = far ? 0.03 : 0.019;
			struct chain_piece pieces[] = {
			        {segment(x - 40, y, x, y), 0, 0},
			        {segment(x + off * cos(angle), y + off * sin(angle), x + 40, y), 0, 0}};
			struct chains chains = {0};
			geometry_join_lines(&arena, pieces, 2, &chains);
			assert_int_equal(chains.count, far ? 2 : 1);
		}
	}
}

static void closed_lines_stay_closed(void **state)
{
	(void)state;
	struct chain_piece ring[] = {{segment(0, 0, 30, 0), 0, 0}, {segment(30, 30, 30, 0), 0, 0}, {segment(30, 30, 0, 0), 0, 0}};
	struct chains chains = {0};
	geometry_join_lines(&arena, ring, 3, &chains);
	assert_int_equal(chains.count, 1);
	assert_int_equal(chains.items[0].line.count, 4);
	assert_true(chains.items[0].line.points[0].x == 0 && chains.items[0].line.points[3].x == 0);
	/* A ring that is one piece is joined to nothing that ends at its first point. */
	struct page_point corners[] = {{0, 0}, {30, 0}, {30, 30}, {0, 0}};
	struct chain_piece lasso[] = {{copy_line(corners, 4, false), 0, 0}, {segment(-40, -5, 0, 0), 0, 0}};
	assert_int_equal(count_chains(lasso, 2), 2);
}

/* How many pieces are left of some lines, in whatever chains. */
static size_t pieces_left(const struct polyline *lines, size_t count)
{
	struct chain_piece pieces[40] = {0};
	struct chains chains = {0};
	size_t left = 0;
	for (size_t i = 0; i < count; i++)
		pieces[i].line = lines[i];
	geometry_join_lines(&arena, pieces, count, &chains);
	for (size_t i = 0; i < chains.count; i++)
		left += chains.items[i].link_count;
	return left;
}

static void a_line_given_again_is_left_out(void **state)
{
	(void)state;
	struct random random = random_start("again");
	for (int round = 0; round < 100; round++) {
		struct page_point points[200];
		size_t count = 3 + below(&random, 197), cut = 1 + below(&random, count - 2);
		random_walk(&random, points, count);
		struct polyline line = copy_line(points, count, false), back = copy_line(points, count, true);
		struct polyline coarse = geometry_simplify_line(&arena, back.points, count, 0.4);
		struct polyline begin = copy_line(points, cut + 1, false);
		struct polyline end = copy_line(points + cut, count - cut, true);
		assert_int_equal(pieces_left((struct polyline[]){line, line, back, line}, 4), 1);
		assert_int_equal(pieces_left((struct polyline[]){coarse, line}, 2), 1);
		assert_int_equal(pieces_left((struct polyline[]){line, begin, end, line}, 4), 1);
		assert_int_equal(pieces_left((struct polyline[]){begin, back, end, begin, end}, 5), 2);
		/* The same places, another way between them. */
		struct polyline other = copy_line(points, count, false);
		struct page_point before = points[cut - 1], after = points[cut + 1];
		double chord = hypot(after.x - before.x, after.y - before.y);
		other.points[cut].x -= (after.y - before.y) / chord * 3;
		other.points[cut].y += (after.x - before.x) / chord * 3;
		assert_int_equal(pieces_left((struct polyline[]){line, other}, 2), 2);
	}
}

/* More lines than are compared or paired at one place: none is lost. */
static void hubs_lose_nothing(void **state)
{
	(void)state;
	enum { spokes = 3000 };
	struct chain_piece *pieces = ARENA_ARRAY(&arena, spokes, struct chain_piece);
	struct chains chains = {0};
	for (size_t i = 0; i < spokes; i++) {
		double angle = 2 * M_PI * (double)i / spokes;
		struct page_point points[] = {{0, 0}, {400 * cos(angle), 400 * sin(angle)}, {900, 900}};
		pieces[i].line = copy_line(points, i % 2 ? 2 : 3, i % 3 == 0);
	}
	geometry_join_lines(&arena, pieces, spokes, &chains);
	assert_int_equal(chains.count, spokes);
}

static void degenerate_pieces_are_chains_of_their_own(void **state)
{
	(void)state;
	struct page_point odd[] = {{NAN, 3}, {1e12, -1e300}};
	struct chain_piece pieces[] = {{{NULL, 0}, 0, 0},
	                               {copy_line((struct page_point[]){{5, 5}}, 1, false), 0, 0},
	                               {segment(5, 5, 5, 5), 0, 0},
	                               {copy_line(odd, 2, false), 0, 0},
	                               {copy_line(odd + 1, 1, false), 0, 0},
	                               {segment(0, 0, 5, 5), 0, 0},
	                               {segment(5, 5, 9, 7), 0, 0}};
	struct chains chains = {0};
	geometry_join_lines(&arena, pieces, 7, &chains);
	assert_int_equal(chains.count, 6);
	chains = (struct chains){0};
	geometry_join_lines(&arena, pieces, 0, &chains);
	assert_int_equal(chains.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(a_cut_line_is_whole_again, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(nets_fall_into_the_same_chains_in_any_order, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(the_straight_way_goes_on_at_a_junction, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(ends_meet_within_a_fiftieth_of_a_point, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(closed_lines_stay_closed, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(a_line_given_again_is_left_out, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(hubs_lose_nothing, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(degenerate_pieces_are_chains_of_their_own, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
