/* Scales at which layers are drawn. In: their options. Out: whether they are drawn at a scale. */
#include "projection/view.h"
#include "scene/scene.h"

const struct scale_options *scene_scale_options(const struct layer_spec *look)
{
	const struct option *below = option_find(look->kind, "below");
	return below && option_find(look->kind, "above") ? option_field(below, look->options) : NULL;
}

bool scene_shows_at(const struct layer_spec *look, double denominator)
{
	const struct scale_options *scale = scene_scale_options(look);
	return !scale || ((scale->below <= 0 || denominator <= scale->below) &&
	                  (scale->above <= 0 || denominator > scale->above));
}

bool scene_layer_shows_at(const struct layer_spec *layer, double denominator)
{
	size_t count;
	const struct layer_spec *looks = map_spec_looks(layer, &count);
	for (size_t i = 0; i < count; i++)
		if (scene_shows_at(&looks[i], denominator))
			return true;
	return false;
}

double scene_scale(const struct scene_input *input)
{
	return view_scale(input->view) / (input->enlarged > 0 ? input->enlarged : 1);
}

bool scene_scale_allows(const struct scene_input *input, double below)
{
	return below <= 0 || scene_scale(input) <= below;
}
