/* Bits: what C11 has no words for and both gcc and clang know. The only file that names their builtins. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The number of the lowest bit that is set, 0 to 63. `bits` must not be 0. */
static inline uint32_t bits_lowest(uint64_t bits)
{
	return (uint32_t)__builtin_ctzll(bits);
}

/* How many bits are set. */
static inline uint32_t bits_count(uint64_t bits)
{
	return (uint32_t)__builtin_popcountll(bits);
}

/* Multiplies *value by `factor`; false when the product does not fit: *value is then of no use. */
static inline bool bits_multiply(size_t *value, size_t factor)
{
	return !__builtin_mul_overflow(*value, factor, value);
}
