/* Routes on the page: their courses cut into runs of one look, by the status of each stretch in the year that the map
 * shows and by where the route leaves the members, and cut to the frame. */
#include "scene/route.h"

#include "scene/project.h"
#include "scene/route_course.h"
#include "scene/route_ends.h"
#include "scene/route_members.h"

#include <math.h>

#define FRAME_MARGIN 6.0
#define ON_LINE      0.5 /* points */

const struct route_options *route_options_of(const struct layer_spec *layer)
{
	const struct option *smooth = option_find(layer->kind, "smooth"); /* their first row and field */
	return smooth ? option_field(smooth, layer->options) : NULL;
}

/* Adds the line, simplified by less than can be seen, and cut to the frame grown by `margin`. */
static void add_cut(const struct scene_input *input, struct polyline line, double margin, struct arena *arena,
                    struct polylines *out)
{
	line = geometry_simplify_line(arena, line.points, line.count, fmin(input->detail, 0.05));
	geometry_clip_line(arena, line.points, line.count, false, box_grow(view_frame(input->view), margin), out);
}

void scene_route_project(const struct scene_input *input, const struct dataset *dataset,
                         const struct route_options *options, const struct route_choice *choice, double margin,
                         struct arena *arena, struct polylines *out)
{
	struct route_courses courses = {0};
	route_courses_read(input, dataset, options, choice, margin, arena, NULL, &courses);
	for (size_t i = 0; i < courses.count; i++)
		add_cut(input, courses.items[i].line, margin, arena, out);
}

static void add_year(struct numbers *years, struct arena *arena, double year)
{
	size_t at = 0;
	while (at < years->count && years->values[at] < year)
		at++;
	if (!year || (at < years->count && years->values[at] == year))
		return;
	double *values = ARENA_ARRAY(arena, years->count + 1, double);
	for (size_t i = 0; i < years->count; i++)
		values[i + (i >= at)] = years->values[i];
	values[at] = year;
	*years = (struct numbers){values, years->count + 1};
}

/* What a course is cut by. */
struct cutting {
	const struct layer_drawing *drawing;
	struct route_course course;
	struct members_stretch inside; /* by index of vertices of the course */
	struct route_lines *out;
};

static enum route_status status_at(const struct cutting *cutting, size_t vertex)
{
	return cutting->course.dates ? route_dates_status(&cutting->course.dates[vertex], cutting->out->year)
	                             : ROUTE_OPEN;
}

static bool is_beyond(const struct cutting *cutting, size_t vertex)
{
	return vertex < cutting->inside.first || vertex >= cutting->inside.last;
}

static void add_run(struct cutting *cutting, size_t first, size_t last)
{
	struct route_lines *out = cutting->out;
	struct arena *arena = cutting->drawing->scene->arena;
	struct route_run run = {.status = status_at(cutting, first), .is_beyond = is_beyond(cutting, first)};
	add_cut(cutting->drawing->input, (struct polyline){cutting->course.line.points + first, last + 1 - first},
	        FRAME_MARGIN, arena, &run.lines);
	if (!run.lines.count)
		return;
	for (size_t i = 0; i < run.lines.count; i++)
		polylines_add(arena, &out->all, run.lines.items[i]);
	out->runs = arena_grow(arena, out->runs, out->count, &out->capacity, sizeof *out->runs);
	out->runs[out->count++] = run;
}

static void record_statuses(struct cutting *cutting)
{
	struct route_lines *out = cutting->out;
	struct box frame = view_frame(cutting->drawing->input->view);
	for (size_t i = 0; cutting->course.dates && i + 1 < cutting->course.line.count; i++) {
		if (!box_contains(frame, cutting->course.line.points[i]))
			continue;
		enum route_status status = status_at(cutting, i);
		out->drawn[status] = true;
		add_year(&out->opened[status], cutting->drawing->scene->arena, cutting->course.dates[i].opened);
	}
}

static void add_runs(struct cutting *cutting)
{
	size_t count = cutting->course.line.count, first = 0;
	for (size_t i = 1; i < count; i++) {
		bool goes_on = i + 1 < count && status_at(cutting, i) == status_at(cutting, first) &&
		               is_beyond(cutting, i) == is_beyond(cutting, first);
		if (goes_on)
			continue;
		add_run(cutting, first, i);
		first = i;
	}
	record_statuses(cutting);
}

/* Warns of options that have no effect on this map. */
static void warn_unused(const struct layer_drawing *drawing, const struct route_options *options, int year)
{
	const struct layer_spec *layer = drawing->layer;
	struct diag *diag = drawing->input->diag;
	if (route_dates_are_asked(options) && !year)
		diag_warning(diag, UNUSED_ENTRY, layer->place, "write as_of: and the year, or year: in the version",
		             "layer '%s' has columns of dates, and the map shows no year", layer->id);
	if (options->beyond && !drawing->input->spec->member_areas)
		diag_warning(diag, UNUSED_ENTRY, layer->place, "write areas: and their data into members",
		             "layer '%s' is to be muted beyond the members, which have no areas", layer->id);
}

/* Warns of stretches that the data hold twice with different dates: which are meant, only the author knows. */
static void warn_redated(const struct layer_drawing *drawing, const struct route_options *options)
{
	const struct dataset *dataset = drawing->dataset;
	size_t record, count = scene_route_redated(dataset, options, &record);
	if (count)
		diag_warning(drawing->input->diag, CONTRADICTION, dataset->place, "leave out the others with where:",
		             "%zu record%s of %s repeat%s a stretch with other dates, such as %zu: those of the first "
		             "record are drawn",
		             count, count == 1 ? "" : "s", dataset->file, count == 1 ? "s" : "", record);
}

/* A line that comes back to where it began goes on nowhere. */
static bool is_closed(const struct cutting *cutting)
{
	const struct polyline *line = &cutting->course.line;
	return line->count > 2 && line->points[0].x == line->points[line->count - 1].x &&
	       line->points[0].y == line->points[line->count - 1].y;
}

static void cut_ends(struct cutting *cutting, const struct route_options *options, const struct route_look *look,
                     bool is_first, bool is_last)
{
	const struct layer_drawing *drawing = cutting->drawing;
	struct box frame = view_frame(drawing->input->view);
	const bool asked[] = {[ROUTE_FIRST] = is_first && options->ends[ROUTE_FIRST].count,
	                      [ROUTE_LAST] = is_last && options->ends[ROUTE_LAST].count};
	if ((asked[ROUTE_FIRST] || asked[ROUTE_LAST]) && is_closed(cutting)) {
		diag_warning(drawing->input->diag, UNUSED_ENTRY, drawing->layer->place, "leave ends: out",
		             "layer '%s' has no ends: its line comes back to where it began", drawing->layer->id);
		return;
	}
	for (int side = ROUTE_FIRST; side < ROUTE_SIDES; side++)
		if (asked[side])
			cutting->out->ends[side] = route_end_cut(drawing->scene->arena, &cutting->course, side, frame,
			                                         look->width + look->casing_width);
}

static void cut_course(struct cutting *cutting, const struct route_options *options, const struct route_look *look,
                       bool is_first, bool is_last)
{
	const struct layer_drawing *drawing = cutting->drawing;
	if (!drawing->input->is_part)
		cut_ends(cutting, options, look, is_first, is_last);
	cutting->inside = (struct members_stretch){0, cutting->course.line.count};
	if (options->beyond)
		cutting->inside = route_members_cut(drawing, &cutting->course);
	size_t end = cutting->course.line.count;
	if (is_first)
		cutting->out->ends[ROUTE_FIRST].is_beyond = is_beyond(cutting, 0);
	if (is_last)
		cutting->out->ends[ROUTE_LAST].is_beyond = end > 1 && is_beyond(cutting, end - 2);
	add_runs(cutting);
}

/* Stops numbered `first` and up of which the line does not reach the place, because it ends in an arrow. */
static void hide_stops(struct hash_table *stops, size_t first, const struct route_lines *lines)
{
	if (!lines->ends[ROUTE_FIRST].is_seen && !lines->ends[ROUTE_LAST].is_seen)
		return;
	for (size_t i = first; i < stops->count; i++) {
		struct route_stop *stop = hash_table_value(stops, i);
		stop->is_hidden = true;
		for (size_t k = 0; stop->is_hidden && k < lines->all.count; k++)
			stop->is_hidden = polyline_distance(lines->all.items[k].points, lines->all.items[k].count,
			                                    stop->at) > ON_LINE;
	}
}

bool scene_route_lines(const struct layer_drawing *drawing, const struct route_options *options,
                       const struct route_look *look, struct route_lines *out)
{
	const struct scene_input *input = drawing->input;
	struct scene *scene = drawing->scene;
	struct route_courses courses = {0};
	size_t stops = scene->stops.count;
	*out = (struct route_lines){.year = route_dates_are_asked(options) ? map_spec_as_of(input->spec, input->version)
	                                                                   : 0};
	warn_unused(drawing, options, out->year);
	if (out->year)
		warn_redated(drawing, options);
	const struct route_choice choice = {.where = options->where};
	route_courses_read(input, drawing->dataset, options, &choice, FRAME_MARGIN, scene->arena, &scene->stops,
	                   &courses);
	for (size_t i = 0; i < courses.count; i++) {
		struct cutting cutting = {.drawing = drawing, .course = courses.items[i], .out = out};
		cut_course(&cutting, options, look, i == 0, i + 1 == courses.count);
	}
	hide_stops(&scene->stops, stops, out);
	obstacles_add_lines(&scene->obstacles, OBSTACLE_ROUTE, &out->all, look->width / 2 + look->casing_width, 50);
	return out->all.count > 0;
}

void scene_route_expect_legend(const struct layer_drawing *drawing, const struct route_options *options)
{
	const struct scene_input *input = drawing->input;
	const struct route_lines lines = {
	        .year = route_dates_are_asked(options) ? map_spec_as_of(input->spec, input->version) : 0,
	        .drawn = {[ROUTE_OPEN] = true, [ROUTE_BUILDING] = true, [ROUTE_PLANNED] = true}};
	scene_route_legend(drawing, &lines, NULL);
}
