/* PNG: the page as pixels at the options' resolution.
 * In: a page in points, dots per inch. Out: 8-bit RGB, RGBA where the page is not opaque, or a palette, with
 * pHYs, sRGB and the map's title, description and subject as iTXt.
 * libpng writes it, since cairo's own writer knows neither resolution nor text; libdeflate packs the pixels. */
#include "draw/formats.h"
#include "draw/paint.h"
#include "draw/png_palette.h"

#include "base/utf8.h"

#include <libdeflate.h>
#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_SIDE 16384
#define HIGHEST_DPI  100000

/* Measured on the A4 map at 300 dpi: no filter and libdeflate's level 1 give 1415 kB in 0.06 s of processor time, level
 * 6 gives 1349 kB in 0.11 s, level 9 1317 kB in 0.50 s; zlib's level 6 took twice as long as libdeflate's. Filters make
 * flat colour larger (Up: 1643 kB in 0.09 s at level 1). */
#define PACK_LEVEL 1
#define CHUNK_MOST (1 << 24)

struct picture {
	const struct page *page;
	const struct draw_options *options;
	struct buffer *out;
	cairo_surface_t *surface;
	int width, height; /* pixels */
	uint32_t *pixels;  /* the surface's, row by row */
	size_t count;
	bool opaque;
	struct png_palette palette; /* count 0: none */
	unsigned char *packed;      /* the pixels as they stand in the file */
	size_t packed_length;
	struct arena arena;
	char message[100];
};

static void png_failed(png_structp png, png_const_charp message)
{
	struct picture *picture = png_get_error_ptr(png);
	strncpy(picture->message, message, sizeof picture->message - 1);
	png_longjmp(png, 1);
}

static void png_warned(png_structp png, png_const_charp message)
{
	(void)png, (void)message;
}

static void png_bytes(png_structp png, png_bytep bytes, size_t length)
{
	struct picture *picture = png_get_io_ptr(png);
	buffer_add(picture->out, bytes, length);
}

static void png_flush_nothing(png_structp png)
{
	(void)png;
}

static void add_text(struct picture *picture, png_text *texts, int *count, const char *key, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	char *text = base_utf8_clean(&picture->arena, value, strlen(value));
	texts[(*count)++] = (png_text){
	        .compression = PNG_ITXT_COMPRESSION_NONE,
	        .key = arena_text(&picture->arena, key),
	        .text = text,
	        .itxt_length = strlen(text),
	        .lang = arena_text(&picture->arena, picture->page->language ? picture->page->language : ""),
	        .lang_key = arena_text(&picture->arena, ""),
	};
}

/* Opaque colours come last, so that the list of opacities can end before them. */
static void set_palette(const struct picture *picture, png_structp png, png_infop info)
{
	png_color colours[PALETTE_MOST];
	png_byte opacities[PALETTE_MOST];
	int count = (int)picture->palette.count, seen_through = 0;
	for (int i = 0; i < count; i++) {
		uint32_t colour = picture->palette.colours[i];
		colours[i] = (png_color){(png_byte)(colour >> 16), (png_byte)(colour >> 8), (png_byte)colour};
		opacities[i] = (png_byte)(colour >> 24);
		if (opacities[i] < 255)
			seen_through = i + 1;
	}
	png_set_PLTE(png, info, colours, count);
	if (seen_through > 0)
		png_set_tRNS(png, info, opacities, seen_through, NULL);
}

static void write_header(struct picture *picture, png_structp png, png_infop info)
{
	png_set_IHDR(png, info, (png_uint_32)picture->width, (png_uint_32)picture->height, 8,
	             picture->palette.count ? PNG_COLOR_TYPE_PALETTE
	             : picture->opaque      ? PNG_COLOR_TYPE_RGB
	                                    : PNG_COLOR_TYPE_RGBA,
	             PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
	if (picture->palette.count)
		set_palette(picture, png, info);
	png_uint_32 per_metre = (png_uint_32)(picture->options->dpi / 0.0254 + 0.5);
	png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_text texts[4];
	int count = 0;
	add_text(picture, texts, &count, "Title", picture->page->title);
	add_text(picture, texts, &count, "Description", picture->page->description);
	add_text(picture, texts, &count, "Author", picture->page->author);
	add_text(picture, texts, &count, "Source", picture->page->subject);
	png_set_text(png, info, texts, count);
	png_write_info(png, info);
}

/* cairo's pixel is one native 32-bit word, its colours multiplied by its opacity. */
static uint32_t unmultiplied(uint32_t pixel)
{
	uint32_t alpha = pixel >> 24;
	if (alpha == 255)
		return pixel;
	if (alpha == 0)
		return 0;
	uint32_t colour = alpha << 24;
	for (int shift = 0; shift < 24; shift += 8)
		colour |= ((pixel >> shift & 255) * 255 + alpha / 2) / alpha << shift;
	return colour;
}

/* Divides the colours of all pixels by their opacity. In an opaque picture cairo leaves the byte for opacity undefined.
 */
static void unmultiply(const struct picture *picture)
{
	for (size_t i = 0; i < picture->count; i++)
		picture->pixels[i] =
		        picture->opaque ? picture->pixels[i] | 0xFF000000u : unmultiplied(picture->pixels[i]);
}

static void pack_indices(const struct png_palette *palette, const uint32_t *row, size_t count, unsigned char *out)
{
	uint32_t last = 0;
	uint8_t index = 0;
	for (size_t x = 0; x < count; x++) {
		if (x == 0 || row[x] != last)
			index = png_palette_find(palette, last = row[x]);
		out[x] = index;
	}
}

/* A pixel is read before it is written, since `out` may overlap the row. */
static void pack_colours(const uint32_t *row, size_t count, bool opaque, unsigned char *out)
{
	for (size_t x = 0; x < count; x++) {
		uint32_t pixel = row[x];
		*out++ = (unsigned char)(pixel >> 16);
		*out++ = (unsigned char)(pixel >> 8);
		*out++ = (unsigned char)pixel;
		if (!opaque)
			*out++ = (unsigned char)(pixel >> 24);
	}
}

/* A row of PNG is the filter's byte, 0 for none, and the pixels. Rows of at most three bytes a pixel overwrite the
 * surface's four, so that a large page is not held twice. A row never reaches beyond the pixels that it was made from;
 * its first byte may be one of theirs and is written last. */
static unsigned char *pack_rows(struct picture *picture, size_t *length)
{
	size_t width = (size_t)picture->width, height = (size_t)picture->height;
	size_t pixel_bytes = picture->palette.count ? 1 : picture->opaque ? 3 : 4, row_bytes = 1 + width * pixel_bytes;
	*length = row_bytes * height;
	unsigned char *rows =
	        pixel_bytes < 4 ? (unsigned char *)picture->pixels : arena_alloc(&picture->arena, row_bytes * height);
	for (size_t y = 0; y < height; y++) {
		unsigned char *out = rows + y * row_bytes;
		if (picture->palette.count)
			pack_indices(&picture->palette, picture->pixels + y * width, width, out + 1);
		else
			pack_colours(picture->pixels + y * width, width, picture->opaque, out + 1);
		*out = 0;
	}
	return rows;
}

/* The pixels as a zlib stream in picture->packed; the surface's are spoilt. */
static bool pack_pixels(struct picture *picture)
{
	if (picture->options->palette || !picture->opaque)
		unmultiply(picture);
	if (picture->options->palette &&
	    !png_palette_build(&picture->arena, picture->pixels, picture->count, &picture->palette))
		return false;
	size_t length;
	const unsigned char *rows = pack_rows(picture, &length);
	struct libdeflate_compressor *packer = libdeflate_alloc_compressor(PACK_LEVEL);
	if (packer == NULL)
		return false;
	size_t most = libdeflate_zlib_compress_bound(packer, length);
	picture->packed = arena_alloc(&picture->arena, most);
	picture->packed_length = libdeflate_zlib_compress(packer, rows, length, picture->packed, most);
	libdeflate_free_compressor(packer);
	return picture->packed_length > 0;
}

static void write_pixels(const struct picture *picture, png_structp png)
{
	for (size_t at = 0; at < picture->packed_length; at += CHUNK_MOST) {
		size_t left = picture->packed_length - at;
		png_write_chunk(png, (png_const_bytep) "IDAT", picture->packed + at,
		                left < CHUNK_MOST ? left : CHUNK_MOST);
	}
	png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
}

/* Nothing after the setjmp may leave a local variable that is needed after the jump. */
static bool write_document(struct picture *picture)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, picture, png_failed, png_warned);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (info == NULL || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, picture, png_bytes, png_flush_nothing);
	write_header(picture, png, info);
	write_pixels(picture, png);
	png_destroy_write_struct(&png, &info);
	return true;
}

static bool find_size(struct picture *picture, struct diag *diag)
{
	double dpi = picture->options->dpi;
	char number[3][48];
	if (!(dpi > 0 && dpi <= HIGHEST_DPI)) {
		diag_error(diag, OUT_OF_RANGE, no_place, NULL,
		           "the resolution must be above 0 and at most %d dots per inch", HIGHEST_DPI);
		return false;
	}
	double width = round(picture->page->width * dpi / 72), height = round(picture->page->height * dpi / 72);
	if (!(width <= LARGEST_SIDE && height <= LARGEST_SIDE)) {
		diag_error(diag, OVER_LIMIT, no_place, "lower the resolution or the page size, or draw SVG or PDF",
		           "at %s dpi the picture would have %s x %s pixels; the largest side is %d",
		           base_number_text(number[0], dpi, 2), base_number_text(number[1], width, 0),
		           base_number_text(number[2], height, 0), LARGEST_SIDE);
		return false;
	}
	picture->width = (int)fmax(width, 1);
	picture->height = (int)fmax(height, 1);
	return true;
}

static void paint_surface(struct picture *picture, struct diag *diag)
{
	picture->opaque = !picture->options->transparent && picture->page->background.opacity >= 1;
	picture->count = (size_t)picture->width * (size_t)picture->height;
	picture->pixels = calloc(picture->count, sizeof *picture->pixels);
	if (!picture->pixels) {
		diag_error(diag, OVER_LIMIT, no_place, "lower the resolution or the page size, or draw SVG or PDF",
		           "there is no memory for a picture of %d x %d pixels", picture->width, picture->height);
		return;
	}
	picture->surface = cairo_image_surface_create_for_data(
	        (unsigned char *)picture->pixels, picture->opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
	        picture->width, picture->height, picture->width * (int)sizeof *picture->pixels);
	struct paint_options how = {.format = "PNG",
	                            .background = !picture->options->transparent,
	                            .pixels_per_point = picture->options->dpi / 72};
	draw_paint_page(picture->surface, picture->page, &how, diag);
	cairo_surface_flush(picture->surface);
}

static bool draw_png(const struct page *page, const struct draw_options *options, struct buffer *out, struct diag *diag)
{
	struct picture picture = {.page = page, .options = options, .out = out};
	if (!find_size(&picture, diag))
		return false;
	arena_init(&picture.arena);
	size_t errors = diag->errors;
	paint_surface(&picture, diag);
	profile_enter(options->profile, PROFILE_ENCODE);
	if (diag->errors == errors && !(pack_pixels(&picture) && write_document(&picture)))
		diag_error(diag, CANNOT_DRAW, no_place, NULL, "cannot write PNG: %s",
		           picture.message[0] ? picture.message : "no memory");
	cairo_surface_destroy(picture.surface);
	free(picture.pixels);
	arena_clear(&picture.arena);
	return diag->errors == errors;
}

const struct draw_format draw_format_png = {
        .name = "png",
        .ending = ".png",
        .help = "pixels at --dpi, with the resolution and the title inside",
        .uses = DRAW_DPI | DRAW_PALETTE,
        .draw = draw_png,
};
