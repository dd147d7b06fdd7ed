/* Shown layers: those that the map file shows in a version, and below those of a bare map a graticule.
 *
 * In: the map file. Out: layers from the bottom. Why so: scattered points on an empty sheet say nothing of where they
 * lie and how far apart; areas are a ground by themselves, and lines of degrees in the gaps between them would be
 * noise. */
#include "scene/styles.h"

#include <string.h>

/* Whether the layers leave the ground of a plain map bare: points and lines without anything that tells where they lie,
 * on a map whose author wants degrees round it. */
static bool is_bare(const struct map_spec *spec)
{
	bool has_degrees = false;
	for (size_t i = 0; i < spec->element_count; i++)
		has_degrees |=
		        spec->elements[i].shown && !strcmp(spec->elements[i].kind->name, graticule_style.kind.name);
	for (size_t i = 0; i < spec->layer_count; i++)
		if (scene_style_find(spec->layers[i].kind)->geometry == GEOMETRY_POLYGONS ||
		    spec->layers[i].kind == &graticule_style.kind)
			return false;
	return has_degrees && !spec->has_versions;
}

static const struct layer_spec *new_graticule(struct arena *arena, const struct map_spec *spec)
{
	const struct kind *kind = &graticule_style.kind;
	struct layer_spec *layer = ARENA_NEW(arena, struct layer_spec);
	*layer = (struct layer_spec){.id = kind->name,
	                             .kind = kind,
	                             .options = arena_alloc(arena, kind->size),
	                             .is_unlisted = true,
	                             .place = {.source = &spec->source}};
	option_defaults(arena, kind, layer->options);
	return layer;
}

const struct layer_spec *const *scene_layers(struct arena *arena, const struct map_spec *spec, size_t version,
                                             size_t *count)
{
	const struct layer_spec **layers = ARENA_ARRAY(arena, spec->layer_count + 2, const struct layer_spec *);
	*count = 0;
	if (is_bare(spec))
		layers[(*count)++] = new_graticule(arena, spec);
	for (size_t i = 0; i < spec->layer_count; i++)
		if (map_spec_layer_shown(spec, i, version))
			layers[(*count)++] = &spec->layers[i];
	return layers;
}
