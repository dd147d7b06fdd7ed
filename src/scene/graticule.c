/* Graticule: meridians and parallels at a round interval. As a layer, because it lies above fills and
 * below routes; its labels are furniture outside the frame. */
#include "scene/graticule.h"

#include "geometry/polyline.h"
#include "scene/project.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

struct graticule_options {
	const char *colour;
	double width;
};

static const struct option options[] = {
        {"colour", OPTION_COLOUR, offsetof(struct graticule_options, colour), "graticule", NULL, 0, 0, "line colour"},
        {"width", OPTION_LENGTH, offsetof(struct graticule_options, width), "0.3pt", NULL, 0, 10, "line width"},
};

/* Round intervals in minutes of arc. */
static const double steps[] = {0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800};

double graticule_step(const struct view *view)
{
	struct lonlat_box bounds = view_bounds(view);
	double span = fmax(bounds.east - bounds.west, bounds.north - bounds.south) * 60;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (span / steps[i] <= 7)
			return steps[i] / 60;
	return 30;
}

struct polyline graticule_line(const struct view *view, struct arena *arena, bool meridian, double degrees)
{
	struct lonlat_box bounds = view_bounds(view);
	struct lonlat from = meridian ? (struct lonlat){degrees, bounds.south} : (struct lonlat){bounds.west, degrees};
	struct lonlat to = meridian ? (struct lonlat){degrees, bounds.north} : (struct lonlat){bounds.east, degrees};
	struct polyline line = {0};
	size_t capacity = 0;
	view_segment(view, arena, from, to, 0.02, true, &line.points, &line.count, &capacity);
	return line;
}

void graticule_each(const struct view *view, double step, void (*visit)(void *user, bool meridian, double degrees),
                    void *user)
{
	struct lonlat_box bounds = view_bounds(view);
	/* By whole numbers of steps, so that the values are the same at every scale. */
	for (long i = (long)ceil(bounds.west / step); (double)i * step <= bounds.east; i++)
		visit(user, true, (double)i * step);
	for (long i = (long)ceil(bounds.south / step); (double)i * step <= bounds.north; i++)
		visit(user, false, (double)i * step);
}

char *graticule_text(char *out, double degrees)
{
	long seconds = lround(fabs(degrees) * 3600);
	long whole = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
	if (rest)
		snprintf(out, 32, "%ld°%02ld′%02ld″", whole, minutes, rest);
	else if (minutes)
		snprintf(out, 32, "%ld°%02ld′", whole, minutes);
	else
		snprintf(out, 32, "%ld°", whole);
	return out;
}

struct line_sink {
	const struct scene_input *input;
	struct arena *arena;
	struct polylines lines;
};

static void add_line(void *user, bool meridian, double degrees)
{
	struct line_sink *sink = user;
	struct polyline line = graticule_line(sink->input->view, sink->arena, meridian, degrees);
	clip_line(sink->arena, line.points, line.count, false, view_frame(sink->input->view), &sink->lines);
}

static bool build(const struct scene_input *input, const struct layer_spec *layer, struct group *group,
                  struct scene *scene, struct diag *diag)
{
	(void)diag;
	const struct graticule_options *o = layer->options;
	struct line_sink sink = {.input = input, .arena = scene->arena};
	graticule_each(input->view, graticule_step(input->view), add_line, &sink);
	group->hidden_from_readers = true;
	group_path(scene->arena, group, polylines_path(scene->arena, &sink.lines, false))->stroke =
	        (struct stroke){.colour = scene_colour(input, o->colour), .width = o->width};
	return true;
}

const struct layer_style graticule_style = {
        .kind = {"graticule", "meridians and parallels at a round interval", options, sizeof options / sizeof *options,
                 sizeof(struct graticule_options)},
        .geometry = GEOMETRY_LINES,
        .any_geometry = true,
        .build = build,
};
