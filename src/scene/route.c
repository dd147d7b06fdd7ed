/* Routes: alignments are stated as points rounded to 0.01 degree; drawn straight they wiggle. The
 * smoothing stays within the stated accuracy and passes stations exactly. Records and parts that meet are one line, for
 * smoothing, dashes and shields alike. */
#include "scene/route.h"

#include "geometry/chains.h"
#include "scene/project.h"

#include <math.h>

#define FRAME_MARGIN 6.0

const struct route_options *route_options_of(const struct layer_spec *layer)
{
	const struct option *smooth = option_find(layer->kind, "smooth"); /* their first row and field */
	return smooth ? option_field(smooth, layer->options) : NULL;
}

static void fix_stops(const struct dataset *stops, const struct matches *where, const struct dataset *dataset,
                      const struct part *part, struct arena *arena, bool *fixed)
{
	size_t count;
	const struct lonlat *points = dataset_part(dataset, part, arena, &count);
	for (size_t i = 0; i < stops->feature_count; i++) {
		if (!feature_matches(stops, &stops->features[i], where))
			continue;
		struct lonlat stop = dataset_first_point(stops, stops->features[i].parts);
		for (size_t k = 0; k < count; k++)
			if (points[k].lon == stop.lon && points[k].lat == stop.lat)
				fixed[k] = true;
	}
}

/* Which points of the part are stops: the same place in the stops' data. */
static bool *fixed_points(const struct scene_input *input, struct arena *arena, const struct route_options *options,
                          const struct dataset *dataset, const struct part *part)
{
	bool *fixed = ARENA_ARRAY(arena, part->count, bool);
	if (part->count) /* the ends always stay */
		fixed[0] = fixed[part->count - 1] = true;
	for (size_t i = 0; i < options->stops.count; i++) {
		const struct data_spec *data = map_spec_data(input->spec, options->stops.items[i]);
		fix_stops(scene_dataset(input, data), &options->stops_where, dataset, part, arena, fixed);
	}
	return fixed;
}

/* The parts of routes on the page, whole. */
struct route_parts {
	struct chain_piece *pieces;
	bool **fixed; /* by piece: which of its points are stops; NULL: all, since it is not smoothed */
	size_t count, capacity, fixed_capacity;
};

static double smooth_limit(const struct scene_input *input, const struct route_options *options)
{
	return options->smooth * 1e6 / view_scale(input->view) * (72 / 25.4);
}

static void add_part(const struct scene_input *input, const struct route_options *options,
                     const struct dataset *dataset, const struct part *part, struct arena *arena,
                     struct route_parts *parts)
{
	struct polyline line = scene_project_part(input, arena, dataset, part);
	bool smooths = smooth_limit(input, options) > 0 && line.count == part->count;
	parts->pieces = arena_grow(arena, parts->pieces, parts->count, &parts->capacity, sizeof *parts->pieces);
	parts->fixed = arena_grow(arena, parts->fixed, parts->count, &parts->fixed_capacity, sizeof *parts->fixed);
	parts->pieces[parts->count] = (struct chain_piece){.line = line};
	parts->fixed[parts->count++] = smooths ? fixed_points(input, arena, options, dataset, part) : NULL;
}

/* Smoothed as one line, which passes the places where its parts meet. */
static struct polyline smooth_chain(struct arena *arena, const struct chain *chain, const struct route_parts *parts,
                                    double limit)
{
	bool *fixed = ARENA_ARRAY(arena, chain->line.count + 1, bool), smooths = false;
	for (size_t i = 0; i < chain->link_count; i++) {
		const struct chain_link *link = &chain->links[i];
		const bool *own = parts->fixed[link->piece];
		smooths |= own != NULL;
		for (size_t k = 0; k < link->count; k++)
			fixed[link->first + k] |= !own || own[link->is_reversed ? link->count - 1 - k : k];
	}
	return smooths ? geometry_smooth_line(arena, chain->line.points, fixed, chain->line.count, limit) : chain->line;
}

void scene_route_project(const struct scene_input *input, const struct dataset *dataset,
                         const struct route_options *options, const struct matches *where, double margin,
                         struct arena *arena, struct polylines *out)
{
	struct route_parts parts = {0};
	struct chains chains = {0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!scene_project_sees_near(input, feature, margin) || !feature_matches(dataset, feature, where))
			continue;
		for (size_t k = 0; k < feature->part_count; k++)
			add_part(input, options, dataset, &feature->parts[k], arena, &parts);
	}
	geometry_join_lines(arena, parts.pieces, parts.count, &chains);
	for (size_t i = 0; i < chains.count; i++) {
		struct polyline line = smooth_chain(arena, &chains.items[i], &parts, smooth_limit(input, options));
		line = geometry_simplify_line(arena, line.points, line.count, fmin(input->detail, 0.05));
		geometry_clip_line(arena, line.points, line.count, false, box_grow(view_frame(input->view), margin),
		                   out);
	}
}

void scene_route_lines(const struct layer_drawing *drawing, const struct route_options *options, double half_width,
                       struct polylines *out)
{
	struct scene *scene = drawing->scene;
	if (!scene_scale_allows(drawing->input, options->below))
		return;
	scene_route_project(drawing->input, drawing->dataset, options, &(struct matches){0}, FRAME_MARGIN, scene->arena,
	                    out);
	obstacles_add_lines(&scene->obstacles, OBSTACLE_ROUTE, out, half_width, 50);
}

void scene_route_casing(const struct layer_drawing *drawing, const struct polylines *lines, struct colour colour,
                        double width)
{
	struct scene *scene = drawing->scene;
	scene_stroke_lines(scene->arena, scene->casings ? scene->casings : drawing->group, lines,
	                   (struct stroke){.colour = colour, .width = width, .cap = CAP_ROUND, .join = JOIN_ROUND});
}

struct path scene_route_key(struct arena *arena, struct box box)
{
	struct path path = path_new(arena);
	path_move(&path, box.left, (box.top + box.bottom) / 2);
	path_line(&path, box.right, (box.top + box.bottom) / 2);
	return path;
}
