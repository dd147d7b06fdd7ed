/* Diagnostics in the order of the file. Private to spec/. */
#pragma once

#include "base/diag.h"

/* Sorts the entries from `first` on by their place in `source`; those with other places follow in their order. A note
 * stays behind its error. */
void diag_order(struct arena *arena, struct diag *diag, size_t first, const struct source *source);
