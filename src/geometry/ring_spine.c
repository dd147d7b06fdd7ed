/* Spine of an area: a line from end to end along its middle, as far as it is wide enough.
 * In: an index of rings and a place deep inside, page points. Out: the line. From that place it is walked both ways,
 * each step to the place ahead that is deepest inside; where that lies hard aside, there is no way on but an open
 * space. */
#include "geometry/ring_index.h"

#include <math.h>

#define MOST_STEPS 100  /* each way */
#define STEP       0.75 /* of the depth where it begins */
#define LEAST_STEP 3.0  /* points */
#define AHEAD      4    /* directions tried to either side of the one so far */
#define TURN       0.2  /* radians between two of them */

static struct page_point step_on(struct page_point from, double angle, double step)
{
	return (struct page_point){from.x + step * cos(angle), from.y + step * sin(angle)};
}

/* Turns *angle to the way on that leads deepest inside, at most `most` turns off. False where no way is so deep as
 * `least`, or the best is the last to either side. */
static bool find_way(const struct ring_index *index, struct page_point from, double step, double least, int most,
                     double *angle)
{
	double best = -INFINITY, straight = *angle;
	int way = 0;
	for (int k = 0; k <= 2 * most; k++) {
		int turn = k % 2 ? (k + 1) / 2 : -k / 2;
		double depth = ring_index_depth(index, step_on(from, straight + turn * TURN, step));
		if (depth > best + 1e-9) {
			best = depth;
			way = turn;
		}
	}
	*angle = straight + way * TURN;
	return best >= least && way < most && way > -most;
}

static void walk(const struct ring_index *index, double step, double least, double angle, struct polyline *spine)
{
	for (int i = 0; i < MOST_STEPS; i++) {
		struct page_point at = spine->points[spine->count - 1];
		if (!find_way(index, at, step, least, AHEAD, &angle))
			return;
		spine->points[spine->count++] = step_on(at, angle, step);
	}
}

struct polyline ring_index_spine(struct arena *arena, const struct ring_index *index, struct page_point start,
                                 double least)
{
	struct polyline spine = {ARENA_ARRAY(arena, 2 * MOST_STEPS + 1, struct page_point), 1};
	double step = fmax(ring_index_depth(index, start) * STEP, LEAST_STEP), angle = 0;
	spine.points[0] = start;
	find_way(index, start, step, least, (int)(M_PI / TURN), &angle);
	walk(index, step, least, angle, &spine);
	for (size_t i = 0; i < spine.count / 2; i++) {
		struct page_point swap = spine.points[i];
		spine.points[i] = spine.points[spine.count - 1 - i];
		spine.points[spine.count - 1 - i] = swap;
	}
	angle += M_PI;
	if (find_way(index, start, step, least, AHEAD, &angle))
		walk(index, step, least, angle, &spine);
	return spine;
}
