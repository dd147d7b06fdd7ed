/* contact_sheet OUT.png COLUMNS CELL a.png b.png …
 * Pictures side by side, each fitted into a square of CELL pixels with its file's name below, so that a whole matrix of
 * maps is looked at in one go. A row is as high as its highest picture. Exit 2 when a picture cannot be read or the sheet not be written. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 10, CAPTION = 14 };

static void draw_caption(cairo_t *sheet, const char *file, double x, double y)
{
	const char *name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	char text[128];
	snprintf(text, sizeof text, "%.*s", (int)(strlen(name) - 4), name);
	cairo_set_source_rgb(sheet, 0.2, 0.2, 0.2);
	cairo_set_font_size(sheet, 11);
	cairo_move_to(sheet, x, y);
	cairo_show_text(sheet, text);
}

static int draw_picture(cairo_t *sheet, const char *file, double x, double y, int cell)
{
	cairo_surface_t *picture = cairo_image_surface_create_from_png(file);
	int width = cairo_image_surface_get_width(picture), height = cairo_image_surface_get_height(picture);
	if (cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS || width < 1 || height < 1) {
		fprintf(stderr, "contact_sheet: cannot read %s\n", file);
		return 2;
	}
	double scale = (double)cell / (width > height ? width : height);
	cairo_save(sheet);
	cairo_translate(sheet, x, y);
	cairo_scale(sheet, scale, scale);
	cairo_set_source_surface(sheet, picture, 0, 0);
	cairo_paint(sheet);
	cairo_restore(sheet);
	cairo_surface_destroy(picture);
	draw_caption(sheet, file, x, y + height * scale + CAPTION - 3);
	return 0;
}

/* The height to which a picture is fitted; CELL where it cannot be read, which is reported when it is drawn. */
static int fitted_height(const char *file, int cell)
{
	cairo_surface_t *picture = cairo_image_surface_create_from_png(file);
	int width = cairo_image_surface_get_width(picture), height = cairo_image_surface_get_height(picture);
	cairo_surface_destroy(picture);
	return width > height ? cell * height / width + 1 : cell;
}

int main(int argc, char **argv)
{
	int columns = argc > 4 ? atoi(argv[2]) : 0, cell = argc > 4 ? atoi(argv[3]) : 0, count = argc - 4, status = 0;
	if (columns < 1 || cell < 16) {
		fputs("usage: contact_sheet OUT.png COLUMNS CELL a.png …\n", stderr);
		return 2;
	}
	int *tops = calloc((size_t)(count + columns) / (size_t)columns + 1, sizeof *tops), row = 0;
	if (!tops)
		return 2;
	tops[0] = GAP;
	for (int i = 0; i < count; i++) {
		int bottom = tops[i / columns] + fitted_height(argv[4 + i], cell) + GAP + CAPTION;
		row = i / columns + 1;
		tops[row] = bottom > tops[row] ? bottom : tops[row];
	}
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns * (cell + GAP) + GAP, tops[row]);
	cairo_t *sheet = cairo_create(surface);
	cairo_set_source_rgb(sheet, 0.86, 0.86, 0.86);
	cairo_paint(sheet);
	for (int i = 0; i < count && status == 0; i++)
		status = draw_picture(sheet, argv[4 + i], GAP + i % columns * (cell + GAP), tops[i / columns], cell);
	free(tops);
	cairo_destroy(sheet);
	if (status == 0 && cairo_surface_write_to_png(surface, argv[1]) != CAIRO_STATUS_SUCCESS) {
		fprintf(stderr, "contact_sheet: cannot write %s\n", argv[1]);
		status = 2;
	}
	cairo_surface_destroy(surface);
	return status;
}
