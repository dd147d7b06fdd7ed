/* The list of layer styles: one line each. */
#include "scene/styles.h"

/* clang-format off */
static const struct kind *const kinds[] = {
	&area_style.kind,
	&members_style.kind,
	&line_style.kind,
	&expressway_style.kind,
	&railway_style.kind,
	&band_style.kind,
	&marker_style.kind,
	&name_style_kind.kind,
	&graticule_style.kind,
};
/* clang-format on */
const struct kind_list scene_kinds = {"layer kind", kinds, sizeof kinds / sizeof *kinds};
