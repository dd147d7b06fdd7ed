/* Judging a theme: can its texts be read, can its classes be told apart? For `check`; a map is drawn anyhow. */
#pragma once

#include "spec/theme.h"

/* Adds a warning, at the theme's line, for each text of too little contrast with its halo or its usual ground (WCAG
 * 2.1 AA) and for each two classes, or a class and land or sea, that look alike to some eye or in greyscale. */
void theme_judge(const struct theme *theme, struct diag *diag);
