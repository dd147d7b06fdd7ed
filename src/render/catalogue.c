/* Catalogue: the kinds that a map file may name, handed down to the reader, which knows no room above it. */
#include "furniture/furniture.h"
#include "render/render.h"

struct catalogue map_catalogue(void)
{
	return (struct catalogue){scene_kinds, furniture_kinds, furniture_frame_kinds, furniture_places, NULL};
}
