/* The list of layer styles: one line each. */
#include "scene/styles.h"

const struct layer_style *const scene_styles[] = {
        &area_style,    &members_style, &line_style,      &expressway_style,
        &railway_style, &marker_style,  &name_style_kind, &graticule_style,
};
const size_t scene_style_count = sizeof scene_styles / sizeof *scene_styles;
