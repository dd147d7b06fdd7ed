/* Real towns as label requests: names in the map's font round dots, as a marker layer with weight_by makes them.
 * In: a CSV with name, lon, lat, population, the most populous first. Out: requests and dots in page points. */
#ifndef CORRIDOR_TESTS_TOWNS_H
#define CORRIDOR_TESTS_TOWNS_H

#include "base/ranked.h"
#include "base/units.h"
#include "data/dataset.h"
#include "labels/conflicts.h"
#include "labels/solver/problem.h"
#include "projection/view.h"
#include "text/font.h"

#include <math.h>

#define TOWN_SIZE   7.0  /* points, of the text */
#define TOWN_RADIUS 1.3  /* of the dot */
#define TOWN_WEIGHT 15.0 /* of a name; a tenth more for every power of ten of its town's people */

/* The map frame of an A4 sheet, from 0, 0. */
static const struct box towns_frame = {0, 0, 203 * POINTS_PER_MM, 194 * POINTS_PER_MM};

struct towns {
	struct label_input input;
	struct label_request *requests;
	struct obstacle *dots;
};

static bool town_request(struct arena *arena, struct text_context *text, const struct dataset *data, size_t index,
                      struct page_point at, struct diag *diag, struct label_request *request)
{
	static const struct text_style style = {.size = TOWN_SIZE, .weight = 400};
	const struct feature *feature = &data->features[index];
	double people = 0;
	base_number_parse(feature_value(data, feature, "population"), &people);
	struct label_form *form = ARENA_NEW(arena, struct label_form);
	struct label_piece *piece = ARENA_NEW(arena, struct label_piece);
	*request = (struct label_request){.id = arena_printf(arena, "town-%04zu", index),
	                            .title = feature_value(data, feature, "name"),
	                            .forms = form,
	                            .form_count = 1,
	                            .anchor = at,
	                            .radius = TOWN_RADIUS,
	                            .weight = TOWN_WEIGHT + TOWN_WEIGHT / 10 * (people > 1 ? log10(people) : 0)};
	if (!text_shape(text, arena, request->title, "en", &style, no_place, diag, &piece->run))
		return false;
	piece->offset = (struct page_point){0, piece->run.ascent};
	*form = (struct label_form){piece, 1, piece->run.width, piece->run.ascent + piece->run.descent, 0};
	return true;
}

/* The `count` first towns of the file, in the frame that shows them all. False with errors. */
static inline bool towns_read(struct arena *arena, struct text_context *text, const char *file, size_t count,
                              struct diag *diag, struct towns *out)
{
	struct dataset data;
	struct dataset_request request = {.file = file, .shown = file};
	if (!dataset_read(arena, &request, diag, &data))
		return false;
	count = count < data.feature_count ? count : data.feature_count;
	struct view_request frame = {
	        .points = data.points, .point_count = data.point_count, .frame = towns_frame, .padding = 6};
	struct view *view = view_open(&frame, diag);
	if (!view)
		return false;
	out->requests = ARENA_ARRAY(arena, count + 1, struct label_request);
	out->dots = ARENA_ARRAY(arena, count + 1, struct obstacle);
	bool good = true;
	for (size_t i = 0; i < count && good; i++) {
		struct page_point at = view_forward_one(view, data.points[feature_part(&data.features[i], 0).first]);
		good = town_request(arena, text, &data, i, at, diag, &out->requests[i]);
		out->dots[i] =
		        (struct obstacle){.kind = OBSTACLE_DOT, .box = box_at(at, 2 * TOWN_RADIUS, 2 * TOWN_RADIUS)};
	}
	view_close(view);
	out->input = (struct label_input){.requests = out->requests,
	                                  .request_count = count,
	                                  .obstacles = out->dots,
	                                  .obstacle_count = count,
	                                  .frame = towns_frame};
	return good;
}

/* The choice among all candidates of the towns, leader lines included; *slots, if asked for: the candidates. */
static inline struct problem *towns_problem(struct arena *arena, const struct towns *towns, struct slot **slots)
{
	const struct label_input *input = &towns->input;
	struct slot *made = ARENA_ARRAY(arena, input->request_count + 1, struct slot);
	const struct label_request **requests = ARENA_ARRAY(arena, input->request_count + 1, const struct label_request *);
	for (size_t i = 0; i < input->request_count; i++)
		requests[i] = &input->requests[i];
	struct candidate_maker maker = {
	        .arena = arena, .requests = requests, .request_count = input->request_count, .frame = input->frame};
	maker.obstacles = obstacle_index_build(arena, input->obstacles, input->obstacle_count, input->frame);
	for (size_t i = 0; i < input->request_count; i++) {
		made[i] = (struct slot){
		        .request = i, .source = &input->requests[i], .weight = solver_round_cost(input->requests[i].weight)};
		point_candidates(&maker, &made[i]);
		labels_point_leader_candidates(&maker, &made[i]);
		slot_sort(&maker, &made[i]);
	}
	arena_clear(&maker.brief);
	if (slots)
		*slots = made;
	const struct slot **all = ARENA_ARRAY(arena, input->request_count + 1, const struct slot *);
	for (size_t i = 0; i < input->request_count; i++)
		all[i] = &made[i];
	return conflicts_build(arena, all, input->request_count);
}

/* The weightiest first, each in its cheapest state that is free. Fills `states` and returns their cost. */
static inline double choose_greedily(struct arena *arena, struct problem *problem, uint32_t *states)
{
	struct ranked *turns = ARENA_ARRAY(arena, problem->variable_count + 1, struct ranked);
	double cost = 0;
	problem_link(problem);
	bool *excluded = ARENA_ARRAY(arena, problem_state_count(problem) + 1, bool);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		turns[i] = (struct ranked){-problem->costs[problem_last(problem, i)], i};
	ranked_sort(turns, problem->variable_count);
	for (uint32_t n = 0; n < problem->variable_count; n++) {
		uint32_t i = (uint32_t)turns[n].index, state = problem->first[i];
		while (excluded[state])
			state++;
		for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++)
			excluded[problem->rivals[k]] = true;
		states[i] = state - problem->first[i];
		cost += problem->costs[state];
	}
	return cost;
}

/* What the usual way gives: the weightiest first, each into its cheapest place that is left, none ever moved again. Its
 * cost; *kept and *value: how many names it keeps and what they weigh. */
static inline double towns_greedy(struct arena *arena, const struct towns *towns, size_t *kept, double *value)
{
	struct slot *slots;
	struct problem *problem = towns_problem(arena, towns, &slots);
	uint32_t *states = ARENA_ARRAY(arena, towns->input.request_count + 1, uint32_t);
	double cost = choose_greedily(arena, problem, states);
	*kept = 0;
	*value = 0;
	for (size_t i = 0; i < towns->input.request_count; i++) {
		if (states[i] >= slots[i].count)
			continue;
		++*kept;
		*value += slots[i].weight;
	}
	return cost;
}

static struct box town_block(const struct label_place *spot)
{
	return (struct box){spot->origin.x, spot->origin.y, spot->origin.x + spot->form->width,
	                    spot->origin.y + spot->form->height};
}

/* Names that lie over each other, over a dot, or out of the frame. Blocks are upright here. */
static inline size_t towns_overlaps(const struct towns *towns, const struct placement *placements)
{
	size_t overlaps = 0;
	for (size_t i = 0; i < towns->input.request_count; i++) {
		if (!placements[i].kept)
			continue;
		struct box block = town_block(&placements[i].places[0]);
		overlaps += !box_holds(towns->input.frame, block);
		for (size_t k = 0; k < towns->input.request_count; k++) {
			if (k < i && placements[k].kept)
				overlaps += box_overlaps(block, town_block(&placements[k].places[0]));
			struct page_point dot = towns->requests[k].anchor;
			double x = fmax(fmax(block.left - dot.x, dot.x - block.right), 0);
			double y = fmax(fmax(block.top - dot.y, dot.y - block.bottom), 0);
			overlaps += hypot(x, y) < towns->requests[k].radius;
		}
	}
	return overlaps;
}

#endif
