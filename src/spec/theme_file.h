/* A theme's tree into a theme, for theme.c. Private to spec/. */
#ifndef CORRIDOR_SPEC_THEME_FILE_H
#define CORRIDOR_SPEC_THEME_FILE_H

#include "spec/node.h"
#include "spec/theme.h"

/* Puts what the tree says over what `theme` holds already (from the theme it extends). Errors are in diag. */
void theme_fill(struct reader *reader, const struct node *top, struct theme *theme);
/* What must hold for a finished theme: colours of texts exist, there is a class, a font. */
void theme_check(struct reader *reader, const struct node *top, const struct theme *theme);

#endif
