/* Courses of routes: alignments are stated as points of a certain accuracy; drawn straight from point to point they
 * show corners that no road has. The smoothed line leaves a point by no more than the accuracy stated for it, or by
 * what is too little to be told on paper, whichever is more; what stands at the point goes with it. Records and parts
 * that meet are one line, for smoothing, dashes and shields alike. A column of a table whose rows make the line speaks
 * of the stretch that begins at its row; a row with neither date repeats the row before. */
#include "scene/route_course.h"

#include "base/confined.h"
#include "base/units.h"
#include "geometry/chains.h"
#include "projection/seam.h"
#include "scene/project.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_BEND     (1.5 * POINTS_PER_MM) /* radius on the finished sheet: no corner is seen */
#define BEND_TOLERANCE 0.02                  /* points */
#define SAME_PLACE     1e-6                  /* points */
#define LEAST_LEAVE    (0.4 * POINTS_PER_MM) /* on the finished sheet: nobody sees a point so far off its place */

/* What is known of a projected vertex, and of the stretch that begins there. */
struct course_vertex {
	double room;                 /* how far the smoothed line may leave it, points */
	const struct lonlat *stated; /* the point of the data that it is; NULL: it bends a long straight one */
	struct route_dates dates;
};

/* The parts of routes on the page, whole. */
struct route_parts {
	const struct scene_input *input;
	const struct dataset *dataset;
	const struct route_options *options;
	struct arena *arena;
	struct chain_piece *pieces;
	struct course_vertex **vertices; /* by piece; NULL: nothing is asked of them */
	size_t count, capacity, vertex_capacity;
	int accuracy, started, opened; /* columns; -1: none */
};

struct hash route_stop_key(const struct data_spec *stops, struct lonlat at)
{
	struct hash place;
	memcpy(&place.high, &at.lon, sizeof place.high);
	memcpy(&place.low, &at.lat, sizeof place.low);
	return hash_join(hash_text(stops->id), place);
}

static double enlarged(const struct scene_input *input)
{
	return input->enlarged > 0 ? input->enlarged : 1;
}

static bool smooths(const struct route_parts *parts)
{
	return parts->options->smooth > 0 || parts->accuracy >= 0;
}

static bool has_dates(const struct route_parts *parts)
{
	return parts->started >= 0 || parts->opened >= 0;
}

/* Warns of a value that its column should not hold; `wanted`: what to write. */
static void warn_value(const struct route_parts *parts, const struct point_row *row, int column, const char *wanted)
{
	diag_warning(parts->input->diag, WRONG_VALUE, parts->dataset->place, wanted, "%s:%zu: column %s holds '%s'",
	             parts->dataset->file, row->record, parts->dataset->columns[column],
	             base_quotable(value_rows_at(row->values, (size_t)column)));
}

static double room_of(const struct route_parts *parts, const struct point_row *row)
{
	const char *text = parts->accuracy >= 0 ? value_rows_at(row->values, (size_t)parts->accuracy) : "";
	double kilometres = parts->options->smooth;
	if (*text && (!dataset_number_parse(parts->dataset, text, &kilometres) || kilometres < 0)) {
		warn_value(parts, row, parts->accuracy, "write how far the point may be off, in kilometres");
		kilometres = parts->options->smooth;
	}
	return fmax(kilometres * 1000 / view_scale(parts->input->view) / METRES_PER_POINT,
	            LEAST_LEAVE / enlarged(parts->input));
}

static int year_of(const struct route_parts *parts, const struct point_row *row, int column)
{
	int year = column >= 0 ? scene_route_year(value_rows_at(row->values, (size_t)column)) : 0;
	if (year < 0)
		warn_value(parts, row, column, "write a year or a date: 2020 or 2020-06-28");
	return year > 0 ? year : 0;
}

static struct course_vertex read_vertex(const struct route_parts *parts, const struct point_row *row,
                                        const struct lonlat *stated, const struct course_vertex *before)
{
	struct course_vertex vertex = {.stated = stated};
	if (smooths(parts))
		vertex.room = room_of(parts, row);
	vertex.dates.started = year_of(parts, row, parts->started);
	vertex.dates.opened = year_of(parts, row, parts->opened);
	if (before && !vertex.dates.started && !vertex.dates.opened)
		vertex.dates = before->dates;
	return vertex;
}

static struct lonlats stated_points(const struct route_parts *parts, struct part part)
{
	struct lonlats points;
	points.points = dataset_part(parts->dataset, part, parts->arena, &points.count);
	return points;
}

/* Segment by segment, since long ones are bent and have vertices of their own; counts[i]: vertices from point i on. */
static struct polyline project_segments(const struct route_parts *parts, struct lonlats points, size_t *counts)
{
	struct arena *arena = parts->arena;
	struct polyline line = {0};
	size_t capacity = 0;
	for (size_t i = 0; i < points.count; i++) {
		bool is_last = i + 1 == points.count;
		struct polyline segment = scene_project_points(parts->input, arena, points.points + i, is_last ? 1 : 2);
		counts[i] = is_last || segment.count < 2 ? segment.count : segment.count - 1;
		for (size_t k = 0; k < counts[i]; k++) {
			line.points = arena_grow(arena, line.points, line.count, &capacity, sizeof *line.points);
			line.points[line.count++] = segment.points[k];
		}
	}
	return line;
}

/* The part on the page, and what is known of each of its vertices. */
static struct polyline project_vertices(const struct route_parts *parts, const struct feature *feature,
                                        struct part part, struct course_vertex **out)
{
	struct arena *arena = parts->arena;
	struct lonlats points = stated_points(parts, part);
	size_t *counts = ARENA_ARRAY(arena, points.count + 1, size_t), next = 0;
	struct polyline line = scene_project_part(parts->input, arena, parts->dataset, part);
	if (line.count != points.count)
		line = project_segments(parts, points, counts);
	struct course_vertex *vertices = *out = ARENA_ARRAY(arena, line.count + 1, struct course_vertex), before = {0};
	for (size_t i = 0; i < points.count; i++) {
		struct point_row row = dataset_point_row(parts->dataset, feature, part, i);
		before = read_vertex(parts, &row, &points.points[i], &before);
		for (size_t k = 0; k < (counts[i] ? counts[i] : line.count == points.count); k++) {
			vertices[next++] = before;
			before.stated = NULL;
		}
	}
	return line;
}

static void add_piece(struct route_parts *parts, struct polyline line, struct course_vertex *vertices)
{
	struct arena *arena = parts->arena;
	parts->pieces = arena_grow(arena, parts->pieces, parts->count, &parts->capacity, sizeof *parts->pieces);
	parts->vertices =
	        arena_grow(arena, parts->vertices, parts->count, &parts->vertex_capacity, sizeof *parts->vertices);
	parts->pieces[parts->count] = (struct chain_piece){.line = line};
	parts->vertices[parts->count++] = vertices;
}

static struct polylines cut_line(const struct route_parts *parts, struct lonlats points)
{
	struct polylines lines = {0};
	view_add_lines(parts->input->view, parts->arena, points, false, false, BEND_TOLERANCE, &lines);
	return lines;
}

/* A piece of a part that the seam or the horizon cuts, as it grows segment by segment. */
struct growing_piece {
	struct polyline line;
	struct course_vertex *vertices;
	size_t capacity, vertex_capacity;
};

static void grow_piece(const struct route_parts *parts, struct growing_piece *piece, struct page_point point,
                       struct course_vertex vertex)
{
	struct arena *arena = parts->arena;
	piece->line.points =
	        arena_grow(arena, piece->line.points, piece->line.count, &piece->capacity, sizeof *piece->line.points);
	piece->vertices =
	        arena_grow(arena, piece->vertices, piece->line.count, &piece->vertex_capacity, sizeof *piece->vertices);
	piece->vertices[piece->line.count] = vertex;
	piece->line.points[piece->line.count++] = point;
}

/* Whether what begins there begins where the piece ends. */
static bool goes_on(const struct growing_piece *piece, struct page_point start)
{
	return piece->line.count > 0 &&
	       page_point_distance(piece->line.points[piece->line.count - 1], start) < SAME_PLACE;
}

/* What is seen of a segment, which begins at `vertex`; where it does not go on from the piece, that is done with. */
static void add_segment(struct route_parts *parts, struct growing_piece *piece, const struct polylines *lines,
                        struct course_vertex vertex)
{
	const struct view *view = parts->input->view;
	for (size_t i = 0; i < lines->count; i++) {
		struct polyline line = lines->items[i];
		struct course_vertex bend = vertex, first = vertex;
		bend.stated = NULL;
		if (page_point_distance(view_forward_one(view, *vertex.stated), line.points[0]) >= SAME_PLACE)
			first = bend;
		if (goes_on(piece, line.points[0])) {
			piece->line.count--;
		} else if (piece->line.count) {
			add_piece(parts, piece->line, piece->vertices);
			*piece = (struct growing_piece){0};
		}
		for (size_t k = 0; k < line.count; k++)
			grow_piece(parts, piece, line.points[k], k ? bend : first);
	}
}

/* A part over the seam or the horizon of the projection, in pieces that end there. */
static void add_part_across(struct route_parts *parts, const struct feature *feature, struct part part)
{
	struct lonlats points = stated_points(parts, part);
	struct growing_piece piece = {0};
	struct course_vertex vertex = {0};
	if (!smooths(parts) && !has_dates(parts)) {
		struct polylines lines = cut_line(parts, points);
		for (size_t i = 0; i < lines.count; i++)
			add_piece(parts, lines.items[i], NULL);
		return;
	}
	for (size_t i = 0; i < points.count; i++) {
		struct point_row row = dataset_point_row(parts->dataset, feature, part, i);
		vertex = read_vertex(parts, &row, &points.points[i], &vertex);
		struct polylines lines = {0};
		if (i + 1 < points.count)
			lines = cut_line(parts, (struct lonlats){points.points + i, 2});
		add_segment(parts, &piece, &lines, vertex);
	}
	if (!piece.line.count)
		return;
	if (goes_on(&piece, view_forward_one(parts->input->view, *vertex.stated)))
		piece.vertices[piece.line.count - 1] = vertex;
	add_piece(parts, piece.line, piece.vertices);
}

static void add_part(struct route_parts *parts, const struct feature *feature, struct part part)
{
	struct course_vertex *vertices = NULL;
	if (scene_project_is_cut(parts->input, feature_box(parts->dataset, feature))) {
		add_part_across(parts, feature, part);
		return;
	}
	struct polyline line = smooths(parts) || has_dates(parts)
	                               ? project_vertices(parts, feature, part, &vertices)
	                               : scene_project_part(parts->input, parts->arena, parts->dataset, part);
	add_piece(parts, line, vertices);
}

/* What is known of the vertices of a chain: where pieces meet, the smaller room holds. */
static struct course_vertex *chain_vertices(const struct route_parts *parts, const struct chain *chain)
{
	struct course_vertex *out = ARENA_ARRAY(parts->arena, chain->line.count + 1, struct course_vertex);
	for (size_t i = 0; i < chain->link_count; i++) {
		const struct chain_link *link = &chain->links[i];
		const struct course_vertex *own = parts->vertices[link->piece];
		for (size_t k = 0; k < link->count; k++) {
			size_t from = link->is_reversed ? link->count - 1 - k : k;
			struct course_vertex *to = &out[link->first + k];
			double room = i && k == 0 ? fmin(to->room, own[from].room) : own[from].room;
			*to = own[from];
			to->room = room;
			if (link->is_reversed && from > 0) /* the stretch that begins here ends there in the data */
				to->dates = own[from - 1].dates;
		}
	}
	return out;
}

static void record_stops(const struct route_parts *parts, const struct course_vertex *vertices, size_t count,
                         const struct polyline *line, const size_t *places, struct hash_table *stops)
{
	for (size_t s = 0; s < parts->options->stops.count; s++) {
		const struct data_spec *data = map_spec_data(parts->input->spec, parts->options->stops.items[s]);
		for (size_t i = 0; i < count; i++)
			if (vertices[i].stated)
				*(struct route_stop *)hash_table_add(stops, route_stop_key(data, *vertices[i].stated),
				                                     NULL) =
				        (struct route_stop){.at = line->points[places[i]]};
	}
}

static struct polyline smooth_chain(const struct route_parts *parts, const struct polyline *line,
                                    const struct course_vertex *vertices, size_t *places)
{
	double *room = ARENA_ARRAY(parts->arena, line->count + 1, double);
	for (size_t i = 0; i < line->count; i++)
		room[i] = vertices[i].room;
	const struct smooth_limits limits = {room, LEAST_BEND / enlarged(parts->input)};
	return geometry_smooth_line(parts->arena, line->points, line->count, &limits, places);
}

/* The course of a chain: smoothed as one line, with the dates of its stretches at its own vertices. */
static struct route_course make_course(const struct route_parts *parts, const struct chain *chain,
                                       struct hash_table *stops)
{
	struct route_course course = {chain->line, NULL};
	if (!smooths(parts) && !has_dates(parts))
		return course;
	size_t count = chain->line.count, *places = ARENA_ARRAY(parts->arena, count + 1, size_t);
	const struct course_vertex *vertices = chain_vertices(parts, chain);
	if (smooths(parts))
		course.line = smooth_chain(parts, &chain->line, vertices, places);
	for (size_t i = 0; !smooths(parts) && i < count; i++)
		places[i] = i;
	if (stops)
		record_stops(parts, vertices, count, &course.line, places, stops);
	if (!has_dates(parts))
		return course;
	struct route_dates *dates = ARENA_ARRAY(parts->arena, course.line.count + 1, struct route_dates);
	for (size_t i = 0; i < count; i++)
		for (size_t k = places[i]; k < (i + 1 < count ? places[i + 1] : course.line.count); k++)
			dates[k] = vertices[i].dates;
	course.dates = dates;
	return course;
}

void route_courses_read(const struct scene_input *input, const struct dataset *dataset,
                        const struct route_options *options, const struct route_choice *choice, double margin,
                        struct arena *arena, struct hash_table *stops, struct route_courses *out)
{
	struct route_parts parts = {.input = input,
	                            .dataset = dataset,
	                            .options = options,
	                            .arena = arena,
	                            .accuracy = route_dates_column(dataset, options->accuracy),
	                            .started = route_dates_column(dataset, options->started),
	                            .opened = route_dates_column(dataset, options->opened)};
	struct chains chains = {0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!scene_project_sees_near(input, feature_box(parts.dataset, feature), margin) ||
		    (choice->numbers && choice->numbers[i] != choice->number) ||
		    !feature_matches(dataset, feature, choice->where))
			continue;
		for (size_t k = 0; k < feature->part_count; k++)
			add_part(&parts, feature, feature_part(feature, k));
	}
	geometry_join_lines(arena, parts.pieces, parts.count, &chains);
	for (size_t i = 0; i < chains.count; i++) {
		out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
		out->items[out->count++] = make_course(&parts, &chains.items[i], stops);
	}
}
