/* Road shields: plates with a number, placed along their route when all dots are known. */
#ifndef CORRIDOR_SCENE_SHIELD_H
#define CORRIDOR_SCENE_SHIELD_H

#include "scene/scene.h"

struct shield_wish {
	const char *text;
	const char *id;       /* of the route */
	struct polyline line; /* inside the frame */
	double every;         /* points between shields */
	struct place place;
};

/* A national expressway plate (white edge, green, red band above) centred at `centre`. Returns its box. */
struct box shield_draw(const struct scene_input *input, struct arena *arena, struct group *group, const char *text,
                       struct spot centre, double scale, struct place place, struct diag *diag);
void shields_place(const struct scene_input *input, struct scene *scene, struct diag *diag);

#endif
