/* Candidate queue and chosen: the shortcuts give what the long way gives. On random maps the candidates taken from places must
 * be those that rating, sorting and thinning all of them gives, to the last bit; and the rival looked up by place must
 * be the first of all slots in conflict. */
#include "labels_judged.h"
#include "labels_random.h"

#include "labels/chosen.h"
#include "labels/conflicts.h"
#include "labels/candidate_queue.h"

#define PLACES 600
#define MOST   48
#define ALIKE  2

static struct candidate_maker maker_of(struct arena *arena, const struct instance *made, struct label_backdrop *backdrops)
{
	static struct page_point left[] = {{0, 0}, {300, 0}, {260, 546}, {0, 546}},
	                   all[] = {{0, 0}, {575, 0}, {575, 546}, {0, 546}};
	static struct polyline rings[] = {{all, 4}, {left, 4}};
	backdrops[0] = (struct label_backdrop){&rings[0], 1, {1, 1, 1, 1}, false};
	backdrops[1] = (struct label_backdrop){&rings[1], 1, {0.2, 0.3, 0.4, 1}, false};
	struct candidate_maker maker = {.arena = arena, .frame = made->input.frame};
	maker.obstacles = obstacle_index_build(arena, made->obstacles, made->input.obstacle_count, maker.frame);
	const struct label_input input = {
	        .backdrops = backdrops, .backdrop_count = 2, .least_contrast = 4.5, .frame = maker.frame};
	maker.backdrop = backdrop_map_build(arena, &input, &maker.ground);
	return maker;
}

/* Crowded round some middles and with costs on few steps, so that places are alike and costs equal. */
static struct place_list make_places(struct candidate_maker *maker, const struct label_request *request, uint64_t *seed)
{
	struct place_list list = {0};
	for (int i = 0; i < PLACES; i++) {
		const struct label_form *form = &request->forms[random_next(seed) % request->form_count];
		struct label_place place = {.form = form, .where = "inside"};
		place.origin =
		        (struct page_point){(double)(random_next(seed) % 60) * 9, (double)(random_next(seed) % 25) * 21};
		place.angle = random_share(seed) < 0.3 ? random_share(seed) - 0.5 : 0;
		place.cost = (double)(random_next(seed) % 24) / 2;
		place_list_add(maker, &list, place);
	}
	return list;
}

static bool is_alike(const struct turned_box *a, const struct turned_box *b)
{
	return lround(a->centre.x / fmax(a->half_height * 2, 1)) == lround(b->centre.x / fmax(b->half_height * 2, 1)) &&
	       lround(a->centre.y / fmax(a->half_height, 1)) == lround(b->centre.y / fmax(b->half_height, 1));
}

/* The cheapest of `all` that is not taken and not alike to ALIKE of those taken; the count when there is none. */
static size_t next_best(const struct slot *all, const bool *taken)
{
	size_t best = all->count;
	for (size_t i = 0; i < all->count; i++) {
		size_t alike = 0;
		for (size_t k = 0; k < all->count; k++)
			alike += taken[k] && is_alike(&all->candidates[k].block, &all->candidates[i].block);
		if (!taken[i] && alike < ALIKE &&
		    (best == all->count || all->candidates[i].place.cost < all->candidates[best].place.cost))
			best = i;
	}
	return best;
}

static void check_taken(const struct slot *all, const struct slot *some)
{
	bool taken[PLACES] = {false};
	for (size_t k = 0; k < MOST; k++) {
		size_t best = next_best(all, taken);
		assert_int_equal(best < all->count, k < some->count);
		if (best == all->count)
			return;
		const struct label_place *one = &all->candidates[best].place, *other = &some->candidates[k].place;
		taken[best] = true;
		assert_true(one->cost == other->cost && one->backdrop_cost == other->backdrop_cost &&
		            one->crossing == other->crossing);
		assert_true(one->origin.x == other->origin.x && one->origin.y == other->origin.y &&
		            one->angle == other->angle && one->form == other->form);
		assert_true(one->on_one_backdrop == other->on_one_backdrop && colour_equal(one->backdrop, other->backdrop));
	}
	assert_int_equal(some->count, MOST);
}

static void the_cheapest_places_are_taken(void **unused)
{
	(void)unused;
	size_t full = 0, scarce = 0;
	for (uint64_t start = 1; start <= 24; start++) {
		struct arena arena;
		struct label_backdrop backdrops[2];
		uint64_t seed = start * 7177;
		print_message("seed %llu\n", (unsigned long long)seed);
		arena_init(&arena);
		struct instance made = instance_make(&arena, &seed, 40 + 10 * start, FRAME, false);
		struct candidate_maker maker = maker_of(&arena, &made, backdrops);
		struct place_list list = make_places(&maker, &made.requests[0], &seed);
		made.requests[0].kind = LABEL_AREA; /* rated by its backdrop as well */
		/* Every third name weighs so little that most of its places cost more. */
		double weight = start % 3 ? 60 : 3;
		struct slot all = {.source = &made.requests[0], .weight = weight};
		struct slot some = {.source = &made.requests[0], .weight = weight};
		candidate_queue_rate_all(&maker, &all, &list);
		candidate_queue_take(&maker, &some, &list, MOST, ALIKE);
		check_taken(&all, &some);
		full += some.count == MOST;
		scarce += some.count > 0 && some.count < MOST;
		arena_clear(&maker.brief);
		arena_clear(&arena);
	}
	assert_true(full > 3 && scarce > 0);
}

static void rivals_are_found_by_place(void **unused)
{
	(void)unused;
	size_t rivals = 0, overlaps = 0;
	struct arena arena;
	struct label_backdrop backdrops[2];
	uint64_t seed = 4243;
	arena_init(&arena);
	struct instance made = instance_make(&arena, &seed, 150, FRAME, false);
	struct candidate_maker maker = maker_of(&arena, &made, backdrops);
	struct slot *slots = ARENA_ARRAY(&arena, 150, struct slot);
	uint32_t *states = ARENA_ARRAY(&arena, 150, uint32_t);
	for (size_t i = 0; i < 150; i++) {
		slots[i] = (struct slot){.source = &made.requests[i], .weight = 60};
		point_candidates(&maker, &slots[i]);
		labels_point_leader_candidates(&maker, &slots[i]);
		states[i] = (uint32_t)(random_next(&seed) % (slots[i].count + 1));
	}
	struct chosen chosen = chosen_new(&arena, FRAME, slots, 150, states);
	for (size_t i = 0; i < 150; i++)
		for (size_t a = 0; a < slots[i].count; a++) {
			const struct slot *first = NULL;
			for (size_t k = 0; k < 150 && !first; k++)
				if (k != i && states[k] < slots[k].count &&
				    labels_candidates_conflict(&slots[i].candidates[a], &slots[k].candidates[states[k]]))
					first = &slots[k];
			assert_ptr_equal(chosen_rival(&chosen, &slots[i], &slots[i].candidates[a]), first);
			rivals += first != NULL;
		}
	for (size_t i = 0; i < 150; i++)
		overlaps += states[i] < slots[i].count &&
		            chosen_rival(&chosen, &slots[i], &slots[i].candidates[states[i]]);
	assert_int_equal(chosen_overlaps(&chosen), overlaps);
	assert_true(rivals > 100 && overlaps > 10);
	arena_clear(&maker.brief);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_cheapest_places_are_taken),
	        cmocka_unit_test(rivals_are_found_by_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
