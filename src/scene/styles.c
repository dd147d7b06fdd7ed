/* The list of layer styles: one line each. */
#include "scene/styles.h"

static const struct kind *const kinds[] = {
        &area_style.kind, &members_style.kind, &line_style.kind,      &expressway_style.kind, &railway_style.kind,
        &band_style.kind, &marker_style.kind,  &name_style_kind.kind, &graticule_style.kind,
};
const struct kind_list scene_kinds = {"layer kind", kinds, sizeof kinds / sizeof *kinds};
