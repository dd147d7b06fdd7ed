/* What the command line changes in a map file, applied to the tree before it is read. Private to spec/. */
#pragma once

#include "spec/map_spec.h"
#include "spec/node.h"

/* Changes the tree; errors (a path that leads nowhere) are in the reader's diag. */
void map_overrides_apply(struct reader *reader, struct node *top, const struct map_overrides *overrides);
