/* Placing an inset: the corner of the map that it takes least from, and the size at which it fits there.
 * In: dots and routes as obstacles, the members' areas. Out: size and corner. Why so: a corner over a member costs more
 * than one over its neighbours, and a smaller inset beats one that covers what the map is about. */
#include "furniture/inset.h"

#include "scene/joined.h"

#include <math.h>

#define MOST_SHARE  0.45 /* of the map's sides */
#define LEAST_SIDE  62.0 /* points: a smaller one shows nothing */
#define SHRUNK_MOST 0.6  /* where it shrinks to keep off something */
#define STEP        0.1
#define AIR         6.0
#define NAME_ROOM   12.0 /* that members keep round them */

#define MEMBER_LOSS 100.0 /* of a box that lies on members */
#define ROUTE_LOSS  5.0   /* of each piece of a route */
#define NAME_LOSS   20.0  /* of a dot whose name is required */
#define TAKEN_LOSS  1000.0
#define LOSS_FELT   5.0 /* more than a few dots: rather a smaller inset */
#define LOSS_MOST   40.0
#define HIDDEN_LOSS LOSS_MOST /* of each member that the box hides */

struct joined {
	const struct joined_member *members;
	size_t count;
};

/* What the map loses below the box. */
static double loss_of(const struct furniture_input *input, const struct inset_request *request,
                      const struct joined *joined, struct box box)
{
	double loss = 0;
	for (size_t i = 0; i < joined->count; i++)
		loss += scene_joined_part(&joined->members[i], box) > JOINED_HIDDEN ? HIDDEN_LOSS : 0;
	for (size_t i = 0; i < request->shown_count; i++)
		loss += box_overlaps(box_grow(box, AIR), request->shown[i]) ? TAKEN_LOSS : 0;
	for (size_t i = 0; i < request->avoided->count; i++) {
		const struct obstacle *obstacle = &request->avoided->items[i];
		if (obstacle->kind == OBSTACLE_DOT && box_overlaps(obstacle->box, box))
			loss += obstacle->is_required && box_contains(box, box_middle(obstacle->box)) ? NAME_LOSS : 1;
		if (obstacle->kind == OBSTACLE_BOX) /* an inset that has its place */
			loss += box_overlaps(obstacle->box, box) ? TAKEN_LOSS : 0;
		for (size_t k = 1; obstacle->kind == OBSTACLE_ROUTE && k < obstacle->count; k++)
			if (geometry_segment_hits_box(obstacle->points[k - 1], obstacle->points[k], box))
				loss += ROUTE_LOSS;
	}
	return loss + MEMBER_LOSS * scene_joined_share(input->scene, box_grow(box, NAME_ROOM));
}

static struct box plate_at(const struct inset_request *request, double factor, bool right, bool bottom)
{
	double width = request->width * factor + 2 * request->border;
	double height = request->height * factor + request->caption + 2 * request->border;
	struct box in = box_grow(request->frame, -INSET_MARGIN);
	double left = right ? in.right - width : in.left, top = bottom ? in.bottom - height : in.top;
	return (struct box){left, top, left + width, top + height};
}

struct inset_form inset_form_choose(const struct furniture_input *input, const struct inset_request *request)
{
	struct inset_request asked = *request;
	struct inset_form best = {0};
	double least = HUGE_VAL, most_width = MOST_SHARE * box_width(request->frame);
	double most_height = MOST_SHARE * box_height(request->frame) - request->caption;
	double cap = fmin(1, fmin(most_width / request->width, most_height / request->height));
	double least_side = fmin(LEAST_SIDE, fmin(request->width, request->height));
	asked.width *= cap, asked.height *= cap;
	if (fmin(asked.width, asked.height) < least_side)
		return best;
	if (!request->avoided)
		return (struct inset_form){asked.width, asked.height, false, false};
	struct joined joined = {0};
	joined.members = scene_joined(input->arena, input->scene, &joined.count);
	for (double factor = 1; factor > SHRUNK_MOST - STEP / 2 && least > LOSS_FELT; factor -= STEP)
		for (int corner = 0; corner < 4; corner++) {
			bool right = corner % 2 == 0, bottom = corner < 2;
			double loss = loss_of(input, &asked, &joined, plate_at(&asked, factor, right, bottom));
			if (loss >= least || fmin(asked.width, asked.height) * factor < least_side)
				continue;
			least = loss;
			best = (struct inset_form){asked.width * factor, asked.height * factor, right, bottom};
		}
	return least < LOSS_MOST ? best : (struct inset_form){0};
}
