/* Pictures for tests: PNG in memory or in a file to RGBA, one pixel of it, and how far two are apart. */
#ifndef CORRIDOR_TESTS_PICTURE_H
#define CORRIDOR_TESTS_PICTURE_H

#include "base/buffer.h"

#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct picture {
	int width, height;
	unsigned char *pixels; /* RGBA, NULL when it could not be read */
};

static inline struct picture picture_finish(png_image *image)
{
	struct picture picture = {(int)image->width, (int)image->height, NULL};
	image->format = PNG_FORMAT_RGBA;
	picture.pixels = malloc(PNG_IMAGE_SIZE(*image));
	if (!png_image_finish_read(image, NULL, picture.pixels, 0, NULL)) {
		free(picture.pixels);
		picture.pixels = NULL;
	}
	return picture;
}

static inline struct picture picture_of(const struct buffer *png)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	if (!png_image_begin_read_from_memory(&image, png->bytes, png->length))
		return (struct picture){0};
	return picture_finish(&image);
}

static inline struct picture picture_read(const char *file)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	if (!png_image_begin_read_from_file(&image, file))
		return (struct picture){0};
	return picture_finish(&image);
}

static inline const unsigned char *picture_pixel(const struct picture *picture, int x, int y)
{
	return picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4;
}

/* Mean difference of the colours, 0..255; 255 when the pictures do not match in size. */
static inline double picture_distance(const struct picture *a, const struct picture *b)
{
	if (!a->pixels || !b->pixels || a->width != b->width || a->height != b->height)
		return 255;
	double sum = 0;
	size_t bytes = (size_t)a->width * (size_t)a->height * 4;
	for (size_t i = 0; i < bytes; i++)
		sum += abs(a->pixels[i] - b->pixels[i]);
	return sum / (double)bytes;
}

static inline bool write_bytes(const char *file, const struct buffer *bytes)
{
	mkdir("build", 0777);
	mkdir("build/test-draw", 0777);
	FILE *out = fopen(file, "wb");
	if (out == NULL)
		return false;
	bool written = fwrite(bytes->bytes, 1, bytes->length, out) == bytes->length;
	return fclose(out) == 0 && written;
}

static inline bool has_program(const char *name)
{
	char command[200];
	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
	return system(command) == 0;
}

/* What a command prints; the caller clears it. */
static inline struct buffer output_of(const char *command)
{
	struct buffer out;
	buffer_init(&out);
	FILE *pipe = popen(command, "r");
	char bytes[4096];
	size_t count;
	while (pipe && (count = fread(bytes, 1, sizeof bytes, pipe)) > 0)
		buffer_add(&out, bytes, count);
	if (pipe)
		pclose(pipe);
	buffer_char(&out, '\n');
	return out;
}

#endif
