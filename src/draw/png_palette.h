/* PNG palette: at most 256 colours in which a picture looks the same. Seen only inside the draw room. */
#pragma once

#include "base/hash_table.h"

#include <stdbool.h>
#include <stdint.h>

#define PALETTE_MOST 256

struct png_palette {
	uint32_t colours[PALETTE_MOST]; /* AARRGGBB, not multiplied by their opacity; the opaque ones last */
	size_t count;
	struct hash_table found; /* every colour of the picture with its index in the palette */
};

/* Colours for `count` pixels, AARRGGBB, not multiplied. With at most 256 colours the picture stays exact, else large
 * flat areas do. The same on every run and any number of cores. False: out of memory. */
bool png_palette_build(struct arena *arena, const uint32_t *pixels, size_t count, struct png_palette *out);
/* Index in the palette of a colour of the picture. */
uint8_t png_palette_find(const struct png_palette *palette, uint32_t pixel);
