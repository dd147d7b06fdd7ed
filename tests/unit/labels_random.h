/* Random label instances that look like a region's towns: clusters along corridors, a few large names, most
 * small. In: a seed. Out: wishes and obstacles in page points. For the tests of labels/ alone. */
#ifndef CORRIDOR_TESTS_LABELS_RANDOM_H
#define CORRIDOR_TESTS_LABELS_RANDOM_H

#include "labels/labels.h"

#include <stdint.h>

struct instance {
	struct label_input input;
	struct label_wish *wishes;
	struct obstacle *obstacles;
};

uint64_t random_next(uint64_t *state);
double random_share(uint64_t *state);
/* `mixed`: with areas, lines and pins among the points. */
struct instance instance_make(struct arena *arena, uint64_t *seed, size_t points, struct box frame, bool mixed);
void instance_shuffle(struct instance *instance, uint64_t *seed);

#endif
