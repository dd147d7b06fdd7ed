/* reference LAND.shp PROJ XMIN YMIN XMAX YMAX OUT.png - the land from every vertex, 1600 x 1200: what heavy.sh holds the programs against.
 * In: polygons in degrees, the frame in metres of the projection. Each record is one path of all its vertices, projected by PROJ one by
 * one, filled and stroked half a pixel wide by cairo at its default antialiasing: nothing is thinned, cut or rounded. A record whose box
 * lies outside the frame is left out, and one that has no place in the projection (Antarctica, in a northern conic). Why a program of its own: it shares no code with corridor that could hide corridor's faults. */
#include <cairo.h>
#include <math.h>
#include <proj.h>
#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1600, HEIGHT = 1200 };

struct frame {
	double xmin, ymin, xmax, ymax;
};

static void fail(const char *what, const char *which)
{
	fprintf(stderr, "reference: %s: %s\n", which, what);
	exit(1);
}

static PJ *open_projection(const char *text)
{
	PJ *given = proj_create_crs_to_crs(PJ_DEFAULT_CTX, "EPSG:4326", text, NULL);
	PJ *usual = given ? proj_normalize_for_visualization(PJ_DEFAULT_CTX, given) : NULL;
	if (!usual)
		fail("PROJ does not know this projection", text);
	proj_destroy(given);
	return usual;
}

/* To pixels, y down; false when the record cannot be seen or projected. */
static int to_pixels(PJ *projection, const struct frame *frame, SHPObject *record)
{
	size_t count = (size_t)record->nVertices, step = sizeof(double);
	proj_trans_generic(projection, PJ_FWD, record->padfX, step, count, record->padfY, step, count, NULL, 0, 0, NULL, 0, 0);
	double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
	int lost = 0, seen = 0;
	for (size_t i = 0; i < count; i++) {
		double *x = &record->padfX[i], *y = &record->padfY[i];
		*x = (*x - frame->xmin) / (frame->xmax - frame->xmin) * WIDTH;
		*y = (frame->ymax - *y) / (frame->ymax - frame->ymin) * HEIGHT;
		if (!isfinite(*x) || !isfinite(*y)) {
			lost = 1;
			continue;
		}
		seen |= *x > -1 && *x < WIDTH + 1 && *y > -1 && *y < HEIGHT + 1;
		left = fmin(left, *x), right = fmax(right, *x);
		top = fmin(top, *y), bottom = fmax(bottom, *y);
	}
	if (lost && seen)
		fail("a record that is seen has a vertex that cannot be projected", "LAND.shp");
	return !lost && right > -1 && left < WIDTH + 1 && bottom > -1 && top < HEIGHT + 1;
}

static void draw_record(cairo_t *cairo, const SHPObject *record)
{
	for (int part = 0; part < record->nParts; part++) {
		int end = part + 1 < record->nParts ? record->panPartStart[part + 1] : record->nVertices;
		cairo_new_sub_path(cairo);
		for (int i = record->panPartStart[part]; i < end; i++)
			cairo_line_to(cairo, record->padfX[i], record->padfY[i]);
		cairo_close_path(cairo);
	}
	cairo_set_source_rgb(cairo, 0x6C / 255.0, 0x7A / 255.0, 0x86 / 255.0);
	cairo_fill_preserve(cairo);
	cairo_set_source_rgb(cairo, 0x1D / 255.0, 0x2A / 255.0, 0x35 / 255.0);
	cairo_stroke(cairo);
}

int main(int count, char **arguments)
{
	if (count != 8)
		fail("LAND.shp PROJ XMIN YMIN XMAX YMAX OUT.png", "usage");
	struct frame frame = {atof(arguments[3]), atof(arguments[4]), atof(arguments[5]), atof(arguments[6])};
	SHPHandle land = SHPOpen(arguments[1], "rb");
	if (!land)
		fail("cannot be read", arguments[1]);
	PJ *projection = open_projection(arguments[2]);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
	cairo_t *cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 0xF4 / 255.0, 0xF1 / 255.0, 0xEB / 255.0);
	cairo_paint(cairo);
	cairo_set_line_width(cairo, 0.5);
	cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
	cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
	int records;
	SHPGetInfo(land, &records, NULL, NULL, NULL);
	for (int i = 0; i < records; i++) {
		SHPObject *record = SHPReadObject(land, i);
		if (record && record->nVertices > 0 && to_pixels(projection, &frame, record))
			draw_record(cairo, record);
		SHPDestroyObject(record);
	}
	if (cairo_status(cairo) || cairo_surface_write_to_png(surface, arguments[7]))
		fail("cannot be drawn", arguments[7]);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	proj_destroy(projection);
	SHPClose(land);
	return 0;
}
