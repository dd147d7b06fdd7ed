/* Neatline and the graticule's labels round it.
 * In: the view and its graticule; the frame, page points. Out: the neatline, and degrees outside it. */
#include "furniture/furniture.h"
#include "scene/graticule.h"

#include <math.h>

struct label_sink {
	const struct furniture_input *input;
	struct group *group;
	struct box frame;
};

/* Where a line crosses the frame's foot (meridians) or left side (parallels). */
static void add_label(void *user, bool meridian, double degrees)
{
	struct label_sink *sink = user;
	const struct furniture_input *input = sink->input;
	struct polyline line = graticule_line(input->scene->view, input->arena, meridian, degrees);
	double edge = meridian ? sink->frame.bottom : sink->frame.left;
	for (size_t i = 1; i < line.count; i++) {
		struct spot a = line.points[i - 1], b = line.points[i];
		double from = (meridian ? a.y : a.x) - edge, to = (meridian ? b.y : b.x) - edge;
		if (!isfinite(from) || !isfinite(to) || (from < 0) == (to < 0))
			continue;
		double t = from / (from - to), at = meridian ? a.x + (b.x - a.x) * t : a.y + (b.y - a.y) * t;
		double low = meridian ? sink->frame.left : sink->frame.top;
		double high = meridian ? sink->frame.right : sink->frame.bottom;
		if (at < low + 10 || at > high - 10)
			return;
		char text[32];
		graticule_text(text, meridian, degrees);
		if (meridian) {
			put_text(input, sink->group, "graticule", 0, text, (struct spot){at, edge + 8}, 0.5);
			return;
		}
		put_turned_text(input, sink->group, "graticule", 0, text, (struct spot){edge - 4, at}, 0.5,
		                -1.5707963267948966); /* reads upwards */
		return;
	}
}

static double draw(const struct furniture_input *input, const void *options, struct box frame, struct group *group,
                   struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	struct path path = path_new(input->arena);
	path_rect(&path, frame);
	group_path(input->arena, group, path)->stroke =
	        (struct stroke){.colour = scene_colour(input->scene, "neatline"),
	                        .width = theme_measure(input->scene->theme, "neatline", 0.8)};
	struct label_sink sink = {input, group, frame};
	graticule_each(input->scene->view, graticule_step(input->scene->view), add_label, &sink);
	return 0;
}

const struct element graticule_labels_element = {
        .kind = {"graticule", "the neatline, with degrees along it", NULL, 0, 0}, .on_map = true, .draw = draw};
