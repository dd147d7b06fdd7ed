/* Ground: names stand on the land they belong to when it has room, on a callout where it has none, and are readable on
 * what lies below them. Maps of a few straight-edged lands, judged with plain geometry. */
#include "labels/backdrop.h"
#include "labels_judged.h"
#include "labels_random.h"

#define LAND(number) (LAND_FIRST + (number))
#define MOST_LANDS   6

struct lands {
	struct page_point corners[MOST_LANDS][4];
	struct polyline rings[MOST_LANDS];
	struct label_backdrop backdrops[MOST_LANDS];
	size_t count;
	bool unexplained; /* nobody asks why places are refused */
};

/* `number` 0: a lake. */
static void add_land(struct lands *lands, struct box box, unsigned number, struct colour colour)
{
	size_t i = lands->count++;
	struct page_point corners[] = {
	        {box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
	memcpy(lands->corners[i], corners, sizeof corners);
	lands->rings[i] = (struct polyline){lands->corners[i], 4};
	lands->backdrops[i] = (struct label_backdrop){&lands->rings[i], 1, colour, false, number ? LAND(number) : LAND_COVERED};
}

static const struct colour pale = {0.9, 0.9, 0.8, 1}, dark = {0.05, 0.3, 0.4, 1}, water = {0.8, 0.9, 1, 1};

static struct placement *place_on(struct arena *arena, struct lands *lands, struct label_request *requests, size_t count)
{
	struct placement *placements;
	struct label_report report;
	struct label_input input = {.requests = requests,
	                            .request_count = count,
	                            .backdrops = lands->backdrops,
	                            .backdrop_count = lands->count,
	                            .least_contrast = 4.5,
	                            .frame = FRAME,
	                            .unexplained = lands->unexplained};
	labels_place(arena, &input, &placements, &report);
	return placements;
}

/* The part of the name's block that lies in the box. */
static double share_in(const struct label_place *place, struct box box)
{
	double width = fmin(place->origin.x + place->form->width, box.right) - fmax(place->origin.x, box.left);
	double height = fmin(place->origin.y + place->form->height, box.bottom) - fmax(place->origin.y, box.top);
	return fmax(width, 0) * fmax(height, 0) / (place->form->width * place->form->height);
}

static void cost_grows_with_the_share_and_is_bounded(void **unused)
{
	(void)unused;
	uint64_t seed = 11;
	assert_true(ground_shares_cost((struct ground_shares){0}, 1000) == 0);
	for (int i = 0; i < 500; i++) {
		double a = random_share(&seed), rest = 1 - a, weight = random_share(&seed) * 2000;
		struct ground_shares shares = {a, rest * random_share(&seed), 0, random_share(&seed) < 0.5};
		shares.nobodys = (rest - shares.covered) * random_share(&seed);
		double cost = ground_shares_cost(shares, weight);
		assert_true(cost >= 0 && cost <= weight / 4);
		shares.abroad += 0.1;
		assert_true(ground_shares_cost(shares, weight) > cost);
		/* What lies abroad costs more than what lies on water or on land of nobody. */
		struct ground_shares abroad = {a, 0, 0, true}, covered = {0, a, 0, true}, nobodys = {0, 0, a, true};
		assert_true(ground_shares_cost(abroad, weight) > ground_shares_cost(covered, weight) &&
		            ground_shares_cost(abroad, weight) > ground_shares_cost(nobodys, weight));
	}
}

/* The short way of upright boxes gives the cells under the same points as the long way of turned and bent ones. */
static void cells_under_a_box_are_those_of_its_points(void **unused)
{
	(void)unused;
	const struct cell_raster raster = {{10, 20}, 1.5, 60, 40};
	uint64_t seed = 5;
	for (int n = 0; n < 300; n++) {
		struct page_point origin = {120 * random_share(&seed) - 10, 90 * random_share(&seed)};
		struct turned_box box = turned_box_new(origin, 5 + 50 * random_share(&seed), 3 + 15 * random_share(&seed),
		                                       n % 3 == 1 ? random_share(&seed) : 0);
		if (n % 3 == 2)
			turned_box_bend(&box, 0.01);
		size_t cells[BLOCK_SAMPLES];
		turned_box_cells(&box, &raster, cells);
		for (int i = 0; i < 12; i++)
			for (int j = 0; j < 3; j++) {
				struct page_point point = turned_box_point(&box, box.half_width * (2.0 / 11 * i - 1),
				                                           box.half_height * 0.8 * (j - 1));
				assert_int_equal(cells[3 * i + j], cell_raster_at(&raster, point));
			}
	}
}

/* Two members, a border upright between them: right of its dot and above is a name's best place, and abroad. */
static void name_stays_on_its_members_land(void **unused)
{
	(void)unused;
	for (int with_home = 0; with_home < 2; with_home++) {
		struct arena arena;
		struct lands lands = {0};
		struct label_form form;
		struct label_piece piece;
		arena_init(&arena);
		struct box left = {0, 0, 300, 546}, right = {300, 0, 575, 546};
		add_land(&lands, left, 1, pale);
		add_land(&lands, right, 2, dark);
		struct label_request request = plain_request(&form, &piece, "a", 290, 200);
		request.weight = 1000;
		request.home = with_home ? LAND(1) : 0;
		const struct placement *placement = place_on(&arena, &lands, &request, 1);
		assert_true(placement->kept && !placement->places[0].has_leader);
		assert_float_equal(share_in(&placement->places[0], left), 1, 1e-9);
		/* Nobody's land costs far less: there the usual place is right. */
		lands.backdrops[1].land = LAND_COVERED;
		request.home = 0;
		assert_string_equal(place_on(&arena, &lands, &request, 1)->places[0].where, "above-right");
		arena_clear(&arena);
	}
}

/* Random dots near random borders: where one of the plain bearings keeps to the land, so does the name. */
static void names_are_at_home_where_home_has_room(void **unused)
{
	(void)unused;
	size_t moved = 0;
	for (uint64_t start = 1; start <= 60; start++) {
		struct arena arena;
		struct lands lands = {0};
		struct label_form form;
		struct label_piece piece;
		uint64_t seed = start * 37;
		arena_init(&arena);
		double border = 150 + 200 * random_share(&seed), away = 2 + 20 * random_share(&seed);
		bool upright = random_share(&seed) < 0.5, first = random_share(&seed) < 0.5;
		struct box near = {0, 0, upright ? border : 575, upright ? 546 : border};
		struct box far = {upright ? border : 0, upright ? 0 : border, 575, 546};
		add_land(&lands, near, 1, pale);
		add_land(&lands, far, 2, dark);
		struct box home = first ? near : far;
		double at = border + (first ? -away : away), along = 100 + 300 * random_share(&seed);
		struct label_request request =
		        plain_request(&form, &piece, "a", upright ? at : along, upright ? along : at);
		request.weight = 1000;
		request.home = LAND(first ? 1 : 2);
		const struct placement *placement = place_on(&arena, &lands, &request, 1);
		print_message("seed %llu: %s\n", (unsigned long long)(start * 37), placement->places[0].where);
		assert_true(placement->kept && share_in(&placement->places[0], home) > 0.9);
		moved += strcmp(placement->places[0].where, "above-right") != 0;
		arena_clear(&arena);
	}
	assert_true(moved > 10);
}

/* A name that must stand far off its dot keeps off other named dots, which it would seem to name. */
static void a_callout_keeps_off_the_dots_of_others(void **unused)
{
	(void)unused;
	for (int is_named = 0; is_named < 2; is_named++) {
		struct arena arena;
		struct label_form form;
		struct label_piece piece;
		arena_init(&arena);
		struct label_request request = plain_request(&form, &piece, "a", 250, 200);
		request.weight = 5000;
		/* Ways out to the right, which is preferred, where another dot is, and to the left. */
		struct obstacle obstacles[] = {{.kind = OBSTACLE_BOX, .box = {232, 150, 268, 198}},
		                               {.kind = OBSTACLE_BOX, .box = {232, 202, 268, 250}},
		                               {.kind = OBSTACLE_DOT, .box = {283, 209, 287, 213}, .is_named = is_named}};
		const struct label_place *found = place(&arena, &request, 1, obstacles, 3, FRAME)->places;
		assert_true(found->has_leader);
		assert_int_equal(found->origin.x < 250, is_named);
		arena_clear(&arena);
	}
}

static void name_keeps_out_of_the_lake(void **unused)
{
	(void)unused;
	struct arena arena;
	struct lands lands = {0};
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct box lake = {255, 100, 400, 195};
	add_land(&lands, FRAME, 1, pale);
	add_land(&lands, lake, 0, water);
	struct label_request request = plain_request(&form, &piece, "a", 250, 200);
	request.weight = 1000;
	request.home = LAND(1);
	assert_true(share_in(&place_on(&arena, &lands, &request, 1)->places[0], lake) < 0.1);
	/* A dot that the lake covers is at home on the land below it: its name may stand in the water. */
	request.anchor = (struct page_point){330, 150};
	assert_string_equal(place_on(&arena, &lands, &request, 1)->places[0].where, "above-right");
	arena_clear(&arena);
}

/* The land is wide enough for either language, not for both beside each other. */
static void languages_stack_to_stay_at_home(void **unused)
{
	(void)unused;
	struct arena arena;
	struct lands lands = {0};
	arena_init(&arena);
	struct box home = {200, 0, 260, 546};
	add_land(&lands, FRAME, 2, dark);
	add_land(&lands, home, 1, pale);
	struct label_request request = {.id = "a", .title = "a", .weight = 1000, .anchor = {205, 200}, .radius = 2};
	add_forms(&arena, &request, 44, 8);
	request.forms[0].cost = 6; /* one line is preferred */
	request.forms[1].cost = 0;
	lands.backdrops[0].land = lands.backdrops[1].land = LAND_AS_BELOW;
	assert_int_equal(place_on(&arena, &lands, &request, 1)->places[0].form->cost, 0);
	lands.backdrops[0].land = LAND(2), lands.backdrops[1].land = LAND(1);
	request.home = LAND(1);
	const struct label_place *place = place_on(&arena, &lands, &request, 1)->places;
	assert_int_equal(place->form->cost, 6);
	assert_false(place->has_leader);
	assert_float_equal(share_in(place, home), 1, 1e-9);
	arena_clear(&arena);
}

/* A member too small for its name between another and a lake: it is called out on the lake, by a line that begins at
 * the rim of its dot and knows what it lies on. */
static void a_name_without_room_is_called_out(void **unused)
{
	(void)unused;
	struct arena arena;
	struct lands lands = {0};
	struct label_form form;
	struct label_piece piece;
	arena_init(&arena);
	struct box land = {0, 0, 575, 190}, lake = {0, 190, 575, 546};
	add_land(&lands, lake, 0, water);
	add_land(&lands, land, 2, pale);
	add_land(&lands, (struct box){254, 165, 262, 195}, 1, dark);
	struct label_request requests[] = {plain_request(&form, &piece, "a", 258, 175),
	                                   plain_request(&form, &piece, "b", 230, 160)};
	requests[0].weight = requests[1].weight = 1000;
	requests[0].home = LAND(1);
	requests[1].home = LAND(2);
	const struct label_place *place = place_on(&arena, &lands, requests, 2)->places;
	assert_true(place->has_leader && share_in(place, lake) > 0.9);
	assert_float_equal(hypot(place->leader_from.x - 258, place->leader_from.y - 175), 2, 1e-9);
	arena_clear(&arena);
}

/* A country too small for its name, all within another: a line leads from the name well into it. */
static void a_land_without_room_is_called_out(void **unused)
{
	(void)unused;
	struct arena arena;
	struct lands lands = {0};
	arena_init(&arena);
	struct box small = {250, 250, 262, 262};
	add_land(&lands, FRAME, 2, pale);
	add_land(&lands, small, 1, dark);
	struct label_request requests[2] = {{.id = "a", .home = LAND(1)}, {.id = "b", .home = LAND(2)}};
	for (int i = 0; i < 2; i++) {
		requests[i].kind = LABEL_AREA;
		requests[i].title = requests[i].class_name = "countries";
		requests[i].parts = &lands.rings[1 - i];
		requests[i].part_count = 1;
		requests[i].weight = 60;
		requests[i].upright = requests[i].beside = true;
		add_forms(&arena, &requests[i], 44, 8);
	}
	for (int i = 0; i < 2; i++) {
		lands.unexplained = i;
		const struct placement *placements = place_on(&arena, &lands, requests, 2);
		const struct label_place *place = placements[0].places;
		assert_true(placements[0].kept && place->has_leader && share_in(place, small) == 0);
		assert_true(box_contains(box_grow(small, -3), place->leader_from));
		assert_true(!box_contains(small, place->leader_to));
	}
	arena_clear(&arena);
}

/* What lies abroad never costs a name its place: it rather stands there than nowhere. */
static void no_name_is_dropped_for_its_ground(void **unused)
{
	(void)unused;
	struct arena arena;
	struct lands lands = {0};
	arena_init(&arena);
	add_land(&lands, FRAME, 2, pale);
	for (int i = 0; i < 20; i++) {
		struct label_form form;
		struct label_piece piece;
		lands.count = 1;
		add_land(&lands, (struct box){200, 200, 203, 203}, 1, dark);
		struct label_request request = plain_request(&form, &piece, "a", 201.5, 201.5);
		request.weight = 1 + i;
		request.home = LAND(1);
		assert_true(place_on(&arena, &lands, &request, 1)->kept);
	}
	arena_clear(&arena);
}

/* Every text has the contrast asked for with its halo, or with the one colour it stands on. */
static void every_name_reads_on_its_ground(void **unused)
{
	(void)unused;
	size_t on_one = 0, haloed = 0;
	for (uint64_t start = 1; start <= 10; start++) {
		struct arena arena;
		struct lands lands = {0};
		uint64_t seed = start * 4409;
		print_message("seed %llu\n", (unsigned long long)seed);
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, 60, FRAME, false);
		for (uint64_t i = 0; i < MOST_LANDS; i++) {
			double x = i ? 500 * random_share(&seed) : 0, y = i ? 500 * random_share(&seed) : 0;
			struct colour colour = {random_share(&seed), random_share(&seed), random_share(&seed), 1};
			add_land(&lands, (struct box){x, y, i ? x + 150 : 575, i ? y + 150 : 546}, i, colour);
		}
		struct placement *placements = place_on(&arena, &lands, made.requests, 60);
		for (size_t i = 0; i < 60; i++)
			for (size_t s = 0; s < placements[i].place_count; s++) {
				const struct label_place *place = &placements[i].places[s];
				struct colour fill = backdrop_fill(place, &place->form->pieces[0]), halo;
				bool has_halo = backdrop_halo(place, &place->form->pieces[0], &halo) > 0;
				struct colour below = has_halo ? halo : place->backdrop;
				assert_true(colour_contrast(fill, below) >= 4.5 || colour_contrast(fill, place->backdrop) >= 4.5);
				on_one += place->on_one_backdrop;
				haloed += has_halo && !place->on_one_backdrop;
			}
		arena_clear(&arena);
	}
	assert_true(on_one > 100 && haloed > 5);
}

/* As dark as is just needed, a light name on a bright fill would be grey; a dark one that has to be darker would not. */
static void a_light_name_turns_dark_not_grey(void **unused)
{
	(void)unused;
	const struct label_place place = {.backdrop = {0.35, 0.7, 0.8, 1}, .contrast = 4.5, .on_one_backdrop = true};
	const struct label_piece light = {.fill = {0.95, 0.95, 0.95, 1}}, grey = {.fill = {0.4, 0.4, 0.4, 1}};
	const struct colour turned = backdrop_fill(&place, &light), darker = backdrop_fill(&place, &grey);
	assert_true(colour_luminance(turned) < colour_luminance(place.backdrop));
	assert_true(colour_contrast(turned, place.backdrop) >= 7);
	assert_true(colour_contrast(darker, place.backdrop) >= 4.5 && colour_contrast(darker, place.backdrop) < 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(cost_grows_with_the_share_and_is_bounded),
	        cmocka_unit_test(cells_under_a_box_are_those_of_its_points),
	        cmocka_unit_test(name_stays_on_its_members_land),
	        cmocka_unit_test(names_are_at_home_where_home_has_room),
	        cmocka_unit_test(a_callout_keeps_off_the_dots_of_others),
	        cmocka_unit_test(name_keeps_out_of_the_lake),
	        cmocka_unit_test(languages_stack_to_stay_at_home),
	        cmocka_unit_test(a_name_without_room_is_called_out),
	        cmocka_unit_test(a_land_without_room_is_called_out),
	        cmocka_unit_test(no_name_is_dropped_for_its_ground),
	        cmocka_unit_test(every_name_reads_on_its_ground),
	        cmocka_unit_test(a_light_name_turns_dark_not_grey),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
