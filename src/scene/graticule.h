/* The graticule's interval and lines, shared by the layer that draws them and the labels round the frame. */
#ifndef CORRIDOR_SCENE_GRATICULE_H
#define CORRIDOR_SCENE_GRATICULE_H

#include "projection/view.h"

/* Degrees between lines: the round value (1°, 30′, 15′, …) that gives about five lines across the frame. */
double graticule_step(const struct view *view);
/* A meridian or parallel inside the view's bounds as page points, bent truly. */
struct polyline;
struct polyline graticule_line(const struct view *view, struct arena *arena, bool meridian, double degrees);
/* Calls visit for every line that crosses the view's bounds. */
void graticule_each(const struct view *view, double step, void (*visit)(void *user, bool meridian, double degrees),
                    void *user);
/* The amount of an angle, "120°30′", into out (at least 32 bytes). */
char *graticule_text(char *out, double degrees);

#endif
