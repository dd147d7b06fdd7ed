/* Outlines as the layers below have drawn them. In: edges on the page, by layer. Out: what is left of other lines. */
#include "scene/outlines.h"

#include "geometry/along.h"
#include "scene/styles.h"

#include <string.h>

#define TOLERANCE 0.6 /* points: outlines and borders are simplified by up to a quarter each, or have two sources */

bool scene_outlines_are_wanted(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	for (size_t i = 0; i < input->layer_count; i++) {
		const struct layer_spec *layer = input->layers[i];
		const struct option *option = option_find(layer->kind, "except_along");
		const struct texts *ids = option ? option_field(option, layer->options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++)
			if (drawing->layer->id && !strcmp(ids->items[k], drawing->layer->id))
				return true;
	}
	return false;
}

void scene_outlines_add(const struct layer_drawing *drawing, const struct polylines *lines)
{
	struct scene *scene = drawing->scene;
	scene->outlines = arena_grow(scene->arena, scene->outlines, scene->outline_count, &scene->outline_capacity,
	                             sizeof *scene->outlines);
	scene->outlines[scene->outline_count++] = (struct layer_outlines){drawing->layer, *lines};
}

/* False with a warning if the layer that `id` names has no edges, or has them drawn later. */
static bool has_edges_below(const struct layer_drawing *drawing, const char *id)
{
	const struct scene_input *input = drawing->input;
	bool is_below = true;
	for (size_t i = 0; i < input->layer_count; i++) {
		const struct layer_spec *layer = input->layers[i];
		is_below &= layer != map_spec_whole(drawing->layer);
		if (!layer->id || strcmp(layer->id, id) != 0)
			continue;
		bool has_edges = layer->kind == &members_style.kind || layer->kind == &area_style.kind;
		if (!has_edges || !is_below)
			diag_warning(input->diag, UNUSED_ENTRY, drawing->layer->place,
			             has_edges ? "move that layer further up in the list"
			                       : "layers of the kinds members and area have edges",
			             "except_along: the layer '%s' %s", id,
			             has_edges ? "is drawn after this one" : "has no edges");
		return has_edges && is_below;
	}
	return false;
}

struct ring_index *scene_outlines_index(const struct layer_drawing *drawing, const struct texts *ids)
{
	const struct scene *scene = drawing->scene;
	struct polylines lines = {0};
	for (size_t i = 0; i < ids->count; i++) {
		if (!has_edges_below(drawing, ids->items[i]))
			continue;
		for (size_t k = 0; k < scene->outline_count; k++) {
			const struct layer_outlines *outlines = &scene->outlines[k];
			for (size_t n = 0; n < outlines->lines.count && !strcmp(outlines->layer->id, ids->items[i]);
			     n++)
				polylines_add(scene->arena, &lines, outlines->lines.items[n]);
		}
	}
	return lines.count ? geometry_index_lines(scene->arena, &lines) : NULL;
}

void scene_outlines_leave_out(struct arena *arena, const struct ring_index *outlines, struct polylines *lines)
{
	struct polylines left = {0};
	for (size_t i = 0; outlines && i < lines->count; i++)
		geometry_leave_out_along(arena, lines->items[i], outlines, TOLERANCE, &left);
	if (outlines)
		*lines = left;
}
