/* Random shapes for property tests. The seed is printed; CORRIDOR_TEST_SEED=n repeats a run or tries another. */
#ifndef CORRIDOR_TESTS_GEOMETRY_RANDOM_H
#define CORRIDOR_TESTS_GEOMETRY_RANDOM_H

#include "geometry/points.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct random {
	uint64_t state;
};

static inline struct random random_start(const char *name)
{
	const char *given = getenv("CORRIDOR_TEST_SEED");
	uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : 20240607;
	printf("%s: CORRIDOR_TEST_SEED=%llu\n", name, (unsigned long long)seed);
	return (struct random){seed * 2 + 1};
}

/* splitmix64, as a number in low..high */
static inline double random_between(struct random *random, double low, double high)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	z ^= z >> 31;
	return low + (high - low) * ((double)(z >> 11) / 9007199254740992.0);
}

static inline struct page_point random_spot(struct random *random, double low, double high)
{
	double x = random_between(random, low, high);
	return (struct page_point){x, random_between(random, low, high)};
}

/* A ring that does not cross itself: a star around `centre`. */
static inline void random_star(struct random *random, struct page_point centre, double low, double high, struct page_point *out,
                               size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double angle = 2 * M_PI * (double)i / (double)count, radius = random_between(random, low, high);
		out[i] = (struct page_point){centre.x + radius * cos(angle), centre.y + radius * sin(angle)};
	}
}

#endif
