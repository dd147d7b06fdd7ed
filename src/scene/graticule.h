/* The graticule's intervals and lines, shared by the layer that draws them and the labels round the frame. */
#pragma once

#include "geometry/polyline.h"
#include "scene/scene.h"

struct graticule {
	const struct view *view;
	double lon_step, lat_step;     /* degrees between meridians, between parallels */
	struct lonlat_box bounds;      /* what the frame shows, in one piece over the date line */
	bool shows_north, shows_south; /* poles */
	bool is_cut;                   /* the frame meets the seam or the horizon of the projection */
};

/* Intervals as the map's graticule layer asks for them; by itself, round ones that give 4 to 10 lines across the frame,
 * the same both ways where that does. */
struct graticule graticule_of(const struct scene_input *input);
struct graticule graticule_with(const struct view *view, const struct numbers *interval);
/* Appends a meridian or parallel inside the bounds as page points, bent truly; NaN points stand for gaps, and what the
 * projection cuts comes in several lines. Near a pole that is a point meridians end at the last parallel, but for those
 * of 0°, 90°, 180° and 90° W. */
void graticule_line(const struct graticule *graticule, struct arena *arena, bool meridian, double degrees,
                    struct polylines *out);
/* Calls visit for every line in the bounds, meridians first, each once. */
void graticule_each(const struct graticule *graticule, void (*visit)(void *user, bool meridian, double degrees),
                    void *user);
/* "120°30′", "0°07′30″": the angle without its side, into out (at least 32 bytes). */
char *graticule_text(char *out, double degrees);
