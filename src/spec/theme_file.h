/* Theme files, and the lists that they fill. Private to spec/. */
#pragma once

#include "spec/node.h"
#include "spec/theme.h"

/* The keys of a theme file. */
extern const struct kind theme_file_kind;
/* Those of an entry of `shields:` and `hatches:`, of a theme and of a map file. */
extern const struct kind theme_shield_kind, theme_hatch_kind;
/* Puts `shields:` and `hatches:` of a map file over its theme. Errors are in diag. */
void theme_fill_symbols(struct reader *reader, const struct node *top, struct theme *theme);

/* The list of the entries that an option of this type names. */
struct theme_list *theme_list_of(const struct theme *theme, enum option_type type);
/* The entry (struct theme_colour, …) of that name; NULL when there is none. */
void *theme_find(const struct theme *theme, enum option_type type, const char *name);
