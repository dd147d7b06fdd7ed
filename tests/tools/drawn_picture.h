/* For the tools that measure pictures: a page as pixels, and files as text. Faults end the tool. */
#pragma once

#include "draw/draw.h"
#include "render/render.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

struct picture {
	int width, height;
	unsigned char *pixels; /* RGB */
};

static void *must_have(void *memory)
{
	if (memory == NULL) {
		fputs("out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

/* The page as the PNG writer draws it. */
static struct picture draw_picture(const struct page *page, double dpi, struct diag *diag)
{
	struct buffer png;
	buffer_init(&png);
	struct draw_options options = {.dpi = dpi};
	if (!draw_format_find("png")->draw(page, &options, &png, diag))
		exit(2);
	png_image image = {.version = PNG_IMAGE_VERSION};
	if (!png_image_begin_read_from_memory(&image, png.bytes, png.length))
		exit(2);
	image.format = PNG_FORMAT_RGB;
	struct picture picture = {(int)image.width, (int)image.height, must_have(malloc(PNG_IMAGE_SIZE(image)))};
	png_color white = {255, 255, 255};
	if (!png_image_finish_read(&image, &white, picture.pixels, 0, NULL))
		exit(2);
	buffer_clear(&png);
	return picture;
}

static struct colour colour_at(const struct picture *picture, int x, int y)
{
	const unsigned char *pixel = picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 3;
	return (struct colour){pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0, 1};
}

static char *read_file(const char *name, size_t *length)
{
	FILE *file = fopen(name, "rb");
	if (!file) {
		fprintf(stderr, "cannot read %s\n", name);
		exit(2);
	}
	char *text = must_have(malloc(1 << 20));
	*length = fread(text, 1, (1 << 20) - 1, file);
	text[*length] = '\0';
	fclose(file);
	return text;
}

/* The map at `name`, opened. Returns its text, to be freed when the map is closed. */
static char *open_map_file(const char *name, const struct map_overrides *overrides, struct loaded_map *map,
                           struct diag *diag)
{
	size_t length;
	char *text = read_file(name, &length);
	diag_init(diag);
	if (!map_open(map, name, text, length, overrides, diag)) {
		fprintf(stderr, "%s cannot be opened\n", name);
		exit(2);
	}
	return text;
}
