/* PNG: the page as pixels at the options' resolution.
 * In: a page in points, dots per inch. Out: 8-bit RGB, or RGBA where the page is not opaque, with pHYs,
 * sRGB and the map's title and description as iTXt.
 * libpng writes it, since cairo's own writer knows neither resolution nor text. */
#include "draw/formats.h"
#include "draw/paint.h"

#include "base/utf8.h"

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define LARGEST_SIDE 16384
#define HIGHEST_DPI  100000

/* Measured on an A4 map at 300 dpi: no filter and level 4 give 734 kB in 0.11 s. Any filter makes flat
 * colour larger (cairo's writer: 923 kB in 0.24 s), level 9 takes four times as long for 6 % less. */
#define PNG_LEVEL 4

struct png_job {
	const struct page *page;
	const struct draw_options *options;
	struct buffer *out;
	cairo_surface_t *surface;
	int width, height; /* pixels */
	bool opaque;
	struct arena arena;
	char message[100];
};

static void png_failed(png_structp png, png_const_charp message)
{
	struct png_job *job = png_get_error_ptr(png);
	strncpy(job->message, message, sizeof job->message - 1);
	png_longjmp(png, 1);
}

static void png_warned(png_structp png, png_const_charp message)
{
	(void)png, (void)message;
}

static void png_bytes(png_structp png, png_bytep bytes, size_t length)
{
	struct png_job *job = png_get_io_ptr(png);
	buffer_add(job->out, bytes, length);
}

static void png_flush_nothing(png_structp png)
{
	(void)png;
}

static void add_text(struct png_job *job, png_text *texts, int *count, const char *key, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	char *text = utf8_clean(&job->arena, value, strlen(value));
	texts[(*count)++] = (png_text){
	        .compression = PNG_ITXT_COMPRESSION_NONE,
	        .key = arena_text(&job->arena, key),
	        .text = text,
	        .itxt_length = strlen(text),
	        .lang = arena_text(&job->arena, job->page->language ? job->page->language : ""),
	        .lang_key = arena_text(&job->arena, ""),
	};
}

static void write_header(struct png_job *job, png_structp png, png_infop info)
{
	png_set_IHDR(png, info, (png_uint_32)job->width, (png_uint_32)job->height, 8,
	             job->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
	png_uint_32 per_metre = (png_uint_32)(job->options->dpi / 0.0254 + 0.5);
	png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_text texts[4];
	int count = 0;
	add_text(job, texts, &count, "Title", job->page->title);
	add_text(job, texts, &count, "Description", job->page->description);
	add_text(job, texts, &count, "Author", job->page->author);
	add_text(job, texts, &count, "Source", job->page->subject);
	png_set_text(png, info, texts, count);
	png_write_info(png, info);
}

/* cairo's pixel is one native 32-bit word, its colours multiplied by its opacity. */
static void convert_row(const uint32_t *pixels, int width, bool opaque, unsigned char *row)
{
	for (int x = 0; x < width; x++) {
		uint32_t pixel = pixels[x], alpha = pixel >> 24;
		uint32_t colours[3] = {pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255};
		if (opaque) {
			for (int i = 0; i < 3; i++)
				*row++ = (unsigned char)colours[i];
			continue;
		}
		for (int i = 0; i < 3; i++)
			*row++ = (unsigned char)(alpha ? (colours[i] * 255 + alpha / 2) / alpha : 0);
		*row++ = (unsigned char)alpha;
	}
}

static void write_pixels(struct png_job *job, png_structp png)
{
	const unsigned char *data = cairo_image_surface_get_data(job->surface);
	int stride = cairo_image_surface_get_stride(job->surface);
	unsigned char *row = arena_alloc(&job->arena, (size_t)job->width * 4);
	for (int y = 0; y < job->height; y++) {
		convert_row((const uint32_t *)(const void *)(data + (size_t)y * (size_t)stride), job->width,
		            job->opaque, row);
		png_write_row(png, row);
	}
}

/* Nothing after the setjmp may leave a local variable that is needed after the jump. */
static bool write_document(struct png_job *job)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, job, png_failed, png_warned);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (info == NULL || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, job, png_bytes, png_flush_nothing);
	png_set_compression_level(png, PNG_LEVEL);
	png_set_compression_mem_level(png, MAX_MEM_LEVEL);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	write_header(job, png, info);
	write_pixels(job, png);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return true;
}

static bool find_size(struct png_job *job, struct diag *diag)
{
	double dpi = job->options->dpi;
	char number[3][48];
	if (!(dpi > 0 && dpi <= HIGHEST_DPI)) {
		diag_error(diag, no_place, NULL, "the resolution must be above 0 and at most %d dots per inch",
		           HIGHEST_DPI);
		return false;
	}
	double width = round(job->page->width * dpi / 72), height = round(job->page->height * dpi / 72);
	if (!(width <= LARGEST_SIDE && height <= LARGEST_SIDE)) {
		diag_error(diag, no_place, "lower the resolution or the page size, or draw SVG or PDF",
		           "at %s dpi the picture would have %s x %s pixels; the largest side is %d",
		           number_text(number[0], dpi, 2), number_text(number[1], width, 0),
		           number_text(number[2], height, 0), LARGEST_SIDE);
		return false;
	}
	job->width = (int)fmax(width, 1);
	job->height = (int)fmax(height, 1);
	return true;
}

static bool paint_surface(struct png_job *job, struct diag *diag)
{
	job->opaque = !job->options->transparent && job->page->background.opacity >= 1;
	job->surface = cairo_image_surface_create(job->opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, job->width,
	                                          job->height);
	cairo_t *cairo = cairo_create(job->surface);
	cairo_scale(cairo, job->options->dpi / 72, job->options->dpi / 72);
	struct paint_options how = {.background = !job->options->transparent, .glyphs_as_paths = true};
	bool painted = paint_page(cairo, job->page, &how, diag);
	painted &= paint_end(cairo, "PNG", diag);
	cairo_surface_flush(job->surface);
	return painted;
}

static bool draw_png(const struct page *page, const struct draw_options *options, struct buffer *out, struct diag *diag)
{
	struct png_job job = {.page = page, .options = options, .out = out};
	if (!find_size(&job, diag))
		return false;
	arena_init(&job.arena);
	bool drawn = paint_surface(&job, diag);
	if (drawn && !write_document(&job)) {
		diag_error(diag, no_place, NULL, "cannot write PNG: %s", job.message[0] ? job.message : "no memory");
		drawn = false;
	}
	cairo_surface_destroy(job.surface);
	arena_clear(&job.arena);
	return drawn;
}

const struct draw_format format_png = {
        .name = "png",
        .extension = "png",
        .help = "pixels at --dpi, with the resolution and the title inside",
        .draw = draw_png,
};
