/* Characters that no font has: collected while a text is set, then named to the user, or taken out of the text. */
#pragma once

#include "base/diag.h"

#include <stdint.h>

/* Each once, in the order in which they were found. */
struct missing_characters {
	uint32_t *characters;
	size_t count, capacity;
};

struct text_context;

void text_missing_add(struct arena *arena, struct missing_characters *missing, uint32_t character);
/* The text without them, in `arena`; NULL if no letter or digit is left. */
const char *text_missing_remove(struct arena *arena, const struct missing_characters *missing, const char *text);
/* An error that names the first of them, the text, and the package to install. In a source without a line, its place is
 * that of the text in the source. */
void text_missing_report(struct text_context *context, const struct missing_characters *missing, const char *text,
                         struct place place, struct diag *diag);
