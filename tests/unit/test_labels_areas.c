/* Names of areas of every shape: at the edge where nothing fits inside, and along the spine of a bent one. In: areas in
 * page points. Judged by the distances of the names' own corners, not by the room's. */
#include "labels_judged.h"

#include "geometry/ring_index.h"
#include "labels/candidates.h"

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

/* A name of so many letters, 5 points each. */
struct lettered {
	struct label_form form;
	struct label_piece piece;
	struct glyph glyphs[20];
	uint32_t clusters[20];
	struct glyph_span span;
};

static struct label_request lettered(struct area *area, struct lettered *name, size_t letters)
{
	struct label_request request = named(area, &name->form, &name->piece);
	for (uint32_t i = 0; i < letters; i++) {
		name->glyphs[i] = (struct glyph){1, 5.0 * i, 0};
		name->clusters[i] = i;
	}
	name->span = (struct glyph_span){.count = letters, .text_end = letters, .clusters = name->clusters};
	name->form.width = name->piece.run.width = 5.0 * (double)letters;
	name->piece.run.text = &"ABCDEFGHIJKLMNOPQRST"[20 - letters];
	name->piece.run.glyphs = name->glyphs;
	name->piece.run.glyph_count = letters;
	name->piece.run.spans = &name->span;
	name->piece.run.span_count = 1;
	return request;
}

/* A point of the block, by going along its middle line in small steps. */
static struct page_point walk(const struct label_place *at, double width, double along, double below)
{
	double height = at->form->height, c = cos(at->angle), s = sin(at->angle), step = along / 500, angle = at->angle;
	struct page_point p = {at->origin.x + width / 2 * c - height / 2 * s, at->origin.y + width / 2 * s + height / 2 * c};
	for (int i = 0; i < 500; i++) {
		angle += at->bend * step / 2;
		p = (struct page_point){p.x + step * cos(angle), p.y + step * sin(angle)};
		angle += at->bend * step / 2;
	}
	return (struct page_point){p.x - below * sin(angle), p.y + below * cos(angle)};
}

/* All of the name lies inside; no letter is turned by more than 75 degrees, the first and the last differ by 60 at most. */
static void check_inside(const struct area *area, const struct label_place *at)
{
	struct arena arena;
	arena_init(&arena);
	struct ring_index *index = ring_index_build(&arena, area->rings, area->count);
	double width = labels_form_width(at->form, at->spacing), sweep = fabs(at->bend) * width;
	for (double along = -width / 2; along <= width / 2; along += 1)
		for (double below = -at->form->height / 2; below <= at->form->height / 2; below += 1)
			assert_true(ring_index_depth(index, walk(at, width, along, below)) > 0.5);
	assert_true(sweep < 61 * M_PI / 180 && fabs(at->angle) + sweep / 2 < 76 * M_PI / 180);
	arena_clear(&arena);
}

static void a_bent_area_is_named_along_its_spine(void **unused)
{
	(void)unused;
	for (int turn = -40; turn <= 40; turn += 10)
		for (int hangs = 0; hangs < 2; hangs++) {
			struct arena arena;
			struct area area = {0};
			struct lettered name;
			double middle = hangs ? 90 + turn : 270 + turn;
			arena_init(&arena);
			add_arc(&area, (struct page_point){280, 270}, 130, 14, middle - 50, middle + 50);
			struct label_request request = lettered(&area, &name, 20);
			struct placement *placed = place(&arena, &request, 1, NULL, 0, FRAME);
			if (!placed[0].kept)
				fail_msg("%d %d: %s", turn, hangs, placed[0].reason);
			const struct label_place *at = &placed[0].places[0];
			assert_string_equal(at->where, "along its spine");
			assert_true(hangs ? at->bend < 0 : at->bend > 0);
			check_inside(&area, at);
			/* Upright ones stay straight: here there is no room for that. */
			request.upright = true;
			assert_false(place(&arena, &request, 1, NULL, 0, FRAME)[0].kept);
			arena_clear(&arena);
		}
}

static void a_stretched_name_spreads_along_the_spine(void **unused)
{
	(void)unused;
	struct arena arena;
	struct area area = {0};
	struct lettered name;
	arena_init(&arena);
	add_arc(&area, (struct page_point){280, 400}, 250, 24, 225, 315);
	struct label_request request = lettered(&area, &name, 12);
	request.stretch = true;
	const struct label_place *at = &place(&arena, &request, 1, NULL, 0, FRAME)[0].places[0];
	assert_true(at->bend > 0 && at->spacing > 3);
	check_inside(&area, at);
	arena_clear(&arena);
}

static void an_area_with_room_keeps_its_name_straight(void **unused)
{
	(void)unused;
	for (int kind = 0; kind < 3; kind++) {
		struct arena arena;
		struct area area = {0};
		struct lettered name;
		arena_init(&arena);
		if (kind == 0) /* round, and its name nearly as wide */
			add_arc(&area, (struct page_point){280, 280}, 56, 0, 0, 360), area.rings[0].count = 80;
		else if (kind == 1) /* straight and sloped */
			add_ring(&area, (const double[]){100, 100, 400, 220, 392, 240, 92, 120}, 4);
		else /* bent, but wide */
			add_arc(&area, (struct page_point){280, 400}, 250, 80, 225, 315);
		struct label_request request = lettered(&area, &name, 18);
		const struct label_place *at = &place(&arena, &request, 1, NULL, 0, FRAME)[0].places[0];
		assert_string_equal(at->where, "inside");
		assert_true(at->bend == 0);
		check_inside(&area, at);
		arena_clear(&arena);
	}
}

/* A town in the bay of a crescent is named there, one on the crescent's name moves either. */
static void bent_names_and_others_keep_apart(void **unused)
{
	(void)unused;
	for (double y = 130; y < 200; y += 3) {
		struct arena arena;
		struct area area = {0};
		struct lettered name;
		struct label_form form;
		struct label_piece piece;
		arena_init(&arena);
		add_arc(&area, (struct page_point){280, 270}, 130, 14, 220, 320);
		struct label_request requests[] = {lettered(&area, &name, 20), plain_request(&form, &piece, "town", 280, y)};
		struct placement *placed = place(&arena, requests, 2, NULL, 0, FRAME);
		assert_true(placed[0].kept && placed[1].kept);
		const struct label_place *at = &placed[0].places[0];
		struct quad town = quad_of(&placed[1].places[0]);
		for (double along = -50; at->bend != 0 && along <= 50; along += 1)
			for (double below = -4.5; below <= 4.5; below += 1)
				assert_false(quad_holds(&town, walk(at, 100, along, below)));
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_bent_area_is_named_along_its_spine),
	        cmocka_unit_test(a_stretched_name_spreads_along_the_spine),
	        cmocka_unit_test(an_area_with_room_keeps_its_name_straight),
	        cmocka_unit_test(bent_names_and_others_keep_apart),
	        cmocka_unit_test(areas_of_any_shape_are_named_at_their_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
