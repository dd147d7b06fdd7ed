/* PNG palette: 256 colours by libimagequant. In: pixels. Out: a palette and each colour's index in it.
 * Why the library sees a histogram and not the picture: above 2000 colours it adds up in as many threads as
 * there are cores, and the last bit of a sum, and so the bytes, would depend on the machine. A map's colours
 * are few and flat, with many rare mixtures at edges, so its 2000 commonest tell all. No dithering: it would
 * spot flat areas and double the file. */
#include "draw/png_palette.h"

#include <libimagequant.h>

#include <stdlib.h>
#include <string.h>

#define HISTOGRAM_MOST 2000
#define FLAT_MOST      64    /* colours kept exactly */
#define FLAT_SHARE     0.001 /* of the pixels: what counts as a flat area */

struct colour_count {
	uint32_t colour, index;
	size_t count;
};

static struct hash key_of(uint32_t colour)
{
	return (struct hash){0, colour};
}

/* Neighbouring pixels are mostly equal, and are counted at once. */
static void count_colours(const uint32_t *pixels, size_t count, struct hash_table *found)
{
	for (size_t i = 0, next; i < count; i = next) {
		for (next = i + 1; next < count && pixels[next] == pixels[i]; next++)
			;
		struct colour_count *colour = hash_table_add(found, key_of(pixels[i]), NULL);
		colour->colour = pixels[i];
		colour->count += next - i;
	}
}

static int by_count(const void *a, const void *b)
{
	const struct colour_count *one = a, *two = b;
	if (one->count != two->count)
		return one->count < two->count ? 1 : -1;
	return one->colour < two->colour ? -1 : one->colour > two->colour;
}

/* The colours found, the commonest first. */
static struct colour_count *sorted(struct arena *arena, const struct hash_table *found)
{
	struct colour_count *list = ARENA_ARRAY(arena, found->count, struct colour_count);
	for (size_t i = 0; i < found->count; i++)
		list[i] = *(struct colour_count *)hash_table_value(found, i);
	qsort(list, found->count, sizeof *list, by_count);
	return list;
}

static liq_color as_liq(uint32_t colour)
{
	return (liq_color){.r = (unsigned char)(colour >> 16),
	                   .g = (unsigned char)(colour >> 8),
	                   .b = (unsigned char)colour,
	                   .a = (unsigned char)(colour >> 24)};
}

static bool fill_histogram(liq_histogram *histogram, liq_attr *attributes, const struct colour_count *list,
                           size_t count, size_t pixel_count)
{
	static const double srgb = 0;
	liq_histogram_entry entries[HISTOGRAM_MOST];
	bool good = true;
	for (size_t i = 0; i < count; i++) {
		entries[i] = (liq_histogram_entry){as_liq(list[i].colour), (unsigned)list[i].count};
		if (i < FLAT_MOST && (double)list[i].count > FLAT_SHARE * (double)pixel_count)
			good &= liq_histogram_add_fixed_color(histogram, entries[i].color, srgb) == LIQ_OK;
	}
	return good && liq_histogram_add_colors(histogram, attributes, entries, (int)count, srgb) == LIQ_OK;
}

static void take_palette(const liq_palette *from, struct png_palette *out)
{
	out->count = from->count;
	for (unsigned i = 0; i < from->count; i++) {
		liq_color c = from->entries[i];
		out->colours[i] = (uint32_t)c.a << 24 | (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
	}
}

static bool quantise(const struct colour_count *list, size_t count, size_t pixel_count, struct png_palette *out)
{
	liq_attr *attributes = liq_attr_create();
	liq_histogram *histogram = attributes ? liq_histogram_create(attributes) : NULL;
	liq_result *result = NULL;
	bool good = histogram && liq_set_max_colors(attributes, PALETTE_MOST) == LIQ_OK &&
	            fill_histogram(histogram, attributes, list, count, pixel_count) &&
	            liq_histogram_quantize(histogram, attributes, &result) == LIQ_OK;
	if (good)
		take_palette(liq_get_palette(result), out);
	if (result)
		liq_result_destroy(result);
	if (histogram)
		liq_histogram_destroy(histogram);
	if (attributes)
		liq_attr_destroy(attributes);
	return good;
}

/* Square of how differently two colours look on black or on white, whichever is more, channel by channel. */
static int64_t difference(uint32_t a, uint32_t b)
{
	int64_t alpha_a = a >> 24, alpha_b = b >> 24, sum = 0;
	for (int shift = 0; shift < 24; shift += 8) {
		int64_t on_black = ((a >> shift & 255) * alpha_a - (b >> shift & 255) * alpha_b) / 255;
		int64_t on_white = on_black + alpha_b - alpha_a;
		int64_t one = on_black * on_black, two = on_white * on_white;
		sum += one > two ? one : two;
	}
	return sum;
}

static uint32_t nearest(const struct png_palette *palette, uint32_t colour)
{
	uint32_t best = 0;
	int64_t least = INT64_MAX;
	for (uint32_t i = 0; i < palette->count; i++) {
		if (palette->colours[i] == colour)
			return i;
		int64_t distance = difference(palette->colours[i], colour);
		if (distance < least) {
			least = distance;
			best = i;
		}
	}
	return best;
}

static int by_opacity(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
	return one < two ? -1 : one > two;
}

bool png_palette_build(struct arena *arena, const uint32_t *pixels, size_t count, struct png_palette *out)
{
	*out = (struct png_palette){0};
	hash_table_init(&out->found, arena, sizeof(struct colour_count));
	count_colours(pixels, count, &out->found);
	size_t different = out->found.count;
	struct colour_count *list = sorted(arena, &out->found);
	if (different <= PALETTE_MOST) {
		out->count = different;
		for (size_t i = 0; i < different; i++)
			out->colours[i] = list[i].colour;
	} else if (!quantise(list, different < HISTOGRAM_MOST ? different : HISTOGRAM_MOST, count, out)) {
		return false;
	}
	qsort(out->colours, out->count, sizeof *out->colours, by_opacity);
	for (size_t i = 0; i < different; i++) {
		struct colour_count *colour = hash_table_value(&out->found, i);
		colour->index = nearest(out, colour->colour);
	}
	return true;
}

uint8_t png_palette_find(const struct png_palette *palette, uint32_t pixel)
{
	const struct colour_count *colour = hash_table_find(&palette->found, key_of(pixel));
	return (uint8_t)colour->index;
}
