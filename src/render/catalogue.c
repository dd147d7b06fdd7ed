/* Catalogue: the kinds that a map file may name, handed down to the reader. */
#include "furniture/furniture.h"
#include "render/render.h"

#define MOST_KINDS 32

static const struct kind *layer_kinds[MOST_KINDS], *element_kinds[MOST_KINDS];
const struct catalogue map_catalogue = {
        .layers = {"layer kind", layer_kinds, 8},
        .elements = {"map element", element_kinds, 10},
};

/* The rooms list their kinds with their functions; the reader wants the kinds alone. Before main, once. */
__attribute__((constructor)) static void fill_catalogue(void)
{
	if (scene_style_count != map_catalogue.layers.count || furniture_element_count != map_catalogue.elements.count)
		BUG("the catalogue's counts do not match the lists of kinds");
	for (size_t i = 0; i < scene_style_count; i++)
		layer_kinds[i] = &scene_styles[i]->kind;
	for (size_t i = 0; i < furniture_element_count; i++)
		element_kinds[i] = &furniture_elements[i]->kind;
}
