/* A theme's tree into a theme, for theme.c. Private to spec/. */
#pragma once

#include "spec/node.h"
#include "spec/theme.h"

/* The keys of a theme file. */
extern const struct kind theme_file_kind;
/* Puts what the tree says over what `theme` holds already (from the theme it extends), and checks that every colour and
 * text style which it names is there. Errors are in diag. */
void theme_fill(struct reader *reader, const struct node *top, struct theme *theme);
/* The same for `shields:` and `hatches:` of a map file over its theme. */
void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme);
/* Takes what the sheet itself uses out of a theme that is else complete; what is missing is an error. */
void theme_take_own(struct reader *reader, const struct node *top, struct theme *theme);

/* The entry (struct theme_colour, …) that an option of this type names; NULL when there is none. */
const void *theme_find(const struct theme *theme, enum option_type type, const char *name);
