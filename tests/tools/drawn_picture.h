/* For the tools that measure pictures: the maps that their arguments name, drawn, and pages as pixels. Faults end the
 * tool. */
#pragma once

#include "draw/draw.h"
#include "render/render.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the tools' arguments say of the map. */
struct choice {
	const char *map, *version; /* version: NULL: each */
	struct map_overrides overrides;
};

struct drawn {
	struct arena arena;
	struct diag diag;
	struct page page;
};

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

/* False if the argument is none of the map. `name`: an option, or the map file. */
static bool choose(struct choice *choice, const char *name, const char *value)
{
	if (*name != '-')
		choice->map = name;
	else if (!strcmp(name, "--theme"))
		choice->overrides.theme = value;
	else if (!strcmp(name, "--page"))
		choice->overrides.page = value;
	else if (!strcmp(name, "--lang"))
		choice->overrides.languages = value;
	else if (!strcmp(name, "--version"))
		choice->version = value;
	else
		return false;
	return true;
}

/* To be closed. */
static void open_drawn(struct loaded_map *map, const struct render_options *options, struct drawn *out)
{
	struct label_report labels = {0};
	arena_init(&out->arena);
	diag_init(&out->diag);
	if (!map_render(map, options, &out->arena, &out->diag, &out->page, &labels))
		exit(2);
}

static void close_drawn(struct drawn *drawn)
{
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

/* Faults of a version. */
typedef size_t judge_version(const void *settings, struct loaded_map *map, size_t version);

/* Exit code: 0 if no chosen version has a fault. */
static int judge_versions(const struct choice *choice, judge_version *judge, const void *settings)
{
	size_t length, faults = 0;
	struct loaded_map map;
	struct diag diag;
	char *text = read_file(choice->map, &length);
	diag_init(&diag);
	if (!map_open(&map, choice->map, text, length, &choice->overrides, &diag)) {
		fprintf(stderr, "%s cannot be opened\n", choice->map);
		exit(2);
	}
	for (size_t i = 0; i < map.spec.version_count; i++)
		if (!choice->version || !strcmp(choice->version, map.spec.versions[i].name))
			faults += judge(settings, &map, i);
	map_close(&map);
	diag_clear(&diag);
	free(text);
	return faults ? 1 : 0;
}
