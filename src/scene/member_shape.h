/* The area of a member on the page. Private to the members style. */
#pragma once

#include "scene/scene.h"

/* Adds the rings of the member's area, even-odd: of one record as it is; of several what they cover together, without
 * their inner borders. Nothing is added if none is seen. */
void member_shape_read(const struct layer_drawing *drawing, const struct member_spec *member, struct polylines *out);
