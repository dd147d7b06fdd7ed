/* Frames: a list that grows in its arena. */
#include "scene/frame.h"

void scene_frames_add(struct frames *frames, struct frame frame)
{
	frames->items =
	        arena_grow(frames->arena, frames->items, frames->count, &frames->capacity, sizeof *frames->items);
	frames->items[frames->count++] = frame;
}
