/* Checking files that stand beside map files: themes, message files, manifests. */
#pragma once

#include "base/diag.h"

/* Checks a file that is no map file, told by its keys and not by where it lies; warnings too, as of a theme's
 * contrasts. False, with nothing reported, for a map file and for what cannot be read: it is read as a map then. */
bool spec_check_file(struct arena *arena, const char *path, const char *share_dir, struct diag *diag);
