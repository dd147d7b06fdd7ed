/* Two numbers reckoned with together: every processor that the compiler knows can do that, and each result is what it
 * would be alone. For the few loops that a large map's time goes into. */
#ifndef CORRIDOR_GEOMETRY_PAIR_H
#define CORRIDOR_GEOMETRY_PAIR_H

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef double pair __attribute__((vector_size(16)));
typedef int64_t pair_bits __attribute__((vector_size(16)));
/* The x and y of a struct that begins with them, however it lies. */
typedef double stored_pair __attribute__((vector_size(16), aligned(4), may_alias));

/* Of a comparison: bit 0 for the first, bit 1 for the second of the two. */
static inline unsigned pair_lanes(pair_bits truth)
{
#ifdef __SSE2__
	return (unsigned)_mm_movemask_pd((__m128d)truth);
#else
	return (truth[0] ? 1u : 0u) | (truth[1] ? 2u : 0u);
#endif
}

/* The first numbers of two pairs, and the second ones. */
static inline pair pair_firsts(pair a, pair b)
{
	return (pair){a[0], b[0]};
}
static inline pair pair_seconds(pair a, pair b)
{
	return (pair){a[1], b[1]};
}

#endif
