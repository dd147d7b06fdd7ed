/* Names of areas of every shape: at the edge where nothing fits inside, and along the spine of a bent one. In: areas in
 * page points. Judged by the distances of the names' own corners, not by the room's. */
#include "labels_judged.h"

#include "geometry/ring_index.h"
#include "labels/labels.h"

#define MOST_POINTS 400

struct area {
	struct page_point points[8][MOST_POINTS];
	struct polyline rings[8];
	size_t count;
};

static void add_ring(struct area *area, const double *coordinates, size_t count)
{
	struct polyline *ring = &area->rings[area->count];
	ring->points = area->points[area->count++];
	ring->count = count;
	for (size_t i = 0; i < count; i++)
		ring->points[i] = (struct page_point){coordinates[2 * i], coordinates[2 * i + 1]};
}

/* A strip of that width along an arc, degrees clockwise from the right. */
static void add_arc(struct area *area, struct page_point centre, double radius, double width, double from, double to)
{
	struct polyline *ring = &area->rings[area->count];
	ring->points = area->points[area->count++];
	ring->count = 160;
	for (size_t i = 0; i < 160; i++) {
		double share = (double)(i < 80 ? i : 159 - i) / 79, angle = (from + (to - from) * share) * M_PI / 180;
		double reach = radius + (i < 80 ? width / 2 : -width / 2);
		ring->points[i] = (struct page_point){centre.x + reach * cos(angle), centre.y + reach * sin(angle)};
	}
}

static struct label_request named(struct area *area, struct label_form *form, struct label_piece *piece)
{
	struct label_request request = plain_request(form, piece, "label-a", 0, 0);
	request.kind = LABEL_AREA;
	request.parts = area->rings;
	request.part_count = area->count;
	return request;
}

/* The name touches nothing of the area, and stands next to it. */
static void check_beside(struct area *area, const char *shape)
{
	struct arena arena;
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct label_request request = named(area, &form, &piece);
	request.beside = true;
	struct placement *placed = place(&arena, &request, 1, NULL, 0, FRAME);
	if (!placed[0].kept)
		fail_msg("%s goes unnamed: %s", shape, placed[0].reason);
	const struct label_place *at = &placed[0].places[0];
	struct ring_index *index = ring_index_build(&arena, area->rings, area->count);
	double nearest = INFINITY;
	for (double x = 0; x <= form.width; x += 0.5)
		for (double y = 0; y <= form.height; y += 0.5) {
			double depth = ring_index_depth(index, (struct page_point){at->origin.x + x, at->origin.y + y});
			nearest = fmin(nearest, -depth);
		}
	if (nearest < 1 || nearest > 4)
		fail_msg("the name of %s is %.2f points from its edge", shape, nearest);
	assert_string_equal(at->where, "at its edge");
	assert_true(at->origin.x >= 0 && at->origin.y >= 0 && at->origin.x + form.width <= FRAME.right &&
	            at->origin.y + form.height <= FRAME.bottom);
	arena_clear(&arena);
}

static void areas_of_any_shape_are_named_at_their_edge(void **unused)
{
	(void)unused;
	struct area crescent = {0}, ring = {0}, isles = {0}, cross = {0}, slip = {0}, dot = {0};
	add_arc(&crescent, (struct page_point){280, 280}, 220, 4, 200, 350);
	check_beside(&crescent, "a large thin crescent");
	add_arc(&ring, (struct page_point){280, 280}, 200, 0, 0, 360);
	add_arc(&ring, (struct page_point){280, 280}, 203, 0, 0, 360);
	ring.rings[0].count = ring.rings[1].count = 80;
	check_beside(&ring, "a ring");
	for (int i = 0; i < 8; i++)
		add_arc(&isles, (struct page_point){60 + 60 * i, 100 + 37 * (i % 3)}, 2, 3, 0, 300);
	check_beside(&isles, "an archipelago");
	add_ring(&cross, (const double[]){0, 270, 270, 270, 270, 0, 274, 0, 274, 270, 575, 270, 575, 274, 274, 274, 274, 546, 270, 546, 270, 274, 0, 274}, 12);
	check_beside(&cross, "a cross that reaches out of the frame");
	add_ring(&slip, (const double[]){571, 0, 575, 0, 575, 546, 571, 546}, 4);
	check_beside(&slip, "what is left of an area at the frame");
	add_ring(&dot, (const double[]){100, 100, 100.1, 100, 100.1, 100.1}, 3);
	check_beside(&dot, "a speck");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(areas_of_any_shape_are_named_at_their_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
