/* A theme's tree into a theme, for theme.c. Private to spec/. */
#ifndef CORRIDOR_SPEC_THEME_FILE_H
#define CORRIDOR_SPEC_THEME_FILE_H

#include "spec/node.h"
#include "spec/theme.h"

/* Puts what the tree says over what `theme` holds already (from the theme it extends). Errors are in diag. */
void theme_fill(struct reader *reader, const struct node *top, struct theme *theme);
/* What must hold for a finished theme: colours of texts exist, there is a class, a font. */
void theme_check(struct reader *reader, const struct node *top, const struct theme *theme);

/* theme_own.c: takes what the sheet itself uses out of a theme that is else complete; what is missing is an error. */
void theme_take_own(struct reader *reader, const struct node *top, struct theme *theme);

#define TEXT_SIZE_MIN 5.0 /* nothing smaller can be read in print */

/* theme_symbols.c: shields; of a theme, or of a map file over its theme. */
void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme);
void theme_check_symbols(struct reader *reader, const struct node *top, const struct theme *theme);

/* Index of the name in a list of structs that begin with their name; `count` when it is new. */
size_t theme_find_name(const void *items, size_t stride, size_t count, const char *name);
/* A copy of the list with room for `more`: what is extended is never changed. */
void *theme_widened(struct arena *arena, const void *items, size_t stride, size_t count, size_t more);

#endif
