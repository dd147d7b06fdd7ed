/* The height of a page of which only the width is given. In: what each version shows, the elements. Out: points.
 * Why so: a column's width is the journal's or the web page's, and its height costs the map nothing: what is no higher
 * than the region has no empty sea above and below, and no element gives way before the page is as high as it may be.
 */
#include "furniture/furniture.h"

#include "base/units.h"

#include <math.h>

#define SHAPE_LEAST  0.45 /* of a map's height by its width where the page follows the map */
#define SHAPE_MOST   1.5
#define PAGE_MOST    2.75
#define PRINTED_MOST (247 * POINTS_PER_MM) /* Nature's pages */
#define TURNS        8

/* Height by width of what the newest version shows: the others are parts of it, and all have the same page. */
static double newest_shape(const struct layout_request *request, struct region_shape *shapes)
{
	size_t count = request->input->scene->spec->version_count;
	for (size_t v = 0; v < count; v++) {
		shapes[v] = request->shapes[v];
		shapes[v].is_large = false; /* such a frame is cut to its region, whatever the room */
	}
	return fmin(SHAPE_MOST, fmax(SHAPE_LEAST, 1 / shapes[count - 1].aspect));
}

/* From the highest page, on which nothing gives way, down to the one that leaves the map no more than it takes. */
double sheet_layout_height(const struct layout_request *request)
{
	struct map_spec spec = *request->input->scene->spec;
	struct scene_input scene = *request->input->scene;
	struct furniture_input input = *request->input;
	struct region_shape *shapes = ARENA_ARRAY(input.arena, spec.version_count, struct region_shape);
	const struct layout_request again = {&input, shapes, request->bare};
	double scale = spec.page.type_scale, shape = newest_shape(request, shapes), most = PAGE_MOST * spec.page.width;
	if (!spec.page.in_pixels)
		most = fmin(most, fmax(spec.page.width, PRINTED_MOST));
	scene.spec = &spec;
	input.scene = &scene;
	spec.page.height = most;
	for (int i = 0; i < TURNS; i++) {
		struct box frame = sheet_layout(&again).frame;
		double padding = fmin(shapes[spec.version_count - 1].padding,
		                      REGION_PADDING_MOST * fmin(box_width(frame), box_height(frame)));
		double wanted = box_width(frame) * shape + 2 * padding * (1 - shape);
		double step = (wanted - box_height(frame)) * scale;
		double height = fmin(most, fmax(SHAPE_LEAST * spec.page.width, spec.page.height + step));
		if (fabs(height - spec.page.height) < 0.5)
			break;
		spec.page.height = height;
	}
	return spec.page.in_pixels ? round(spec.page.height * PIXELS_PER_INCH / 72) * 72 / PIXELS_PER_INCH
	                           : spec.page.height;
}
