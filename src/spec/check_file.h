/* Checking files that stand beside map files: themes and message files; telling manifests. */
#pragma once

#include "base/diag.h"

enum spec_file { SPEC_FILE_MAP, SPEC_FILE_MANIFEST, SPEC_FILE_CHECKED };

/* What a file is, told by its keys and not by where it lies. A theme or a message file is checked; warnings too, as of
 * a theme's contrasts. A map file and a manifest, which is for the batch room, are not, and nothing is reported; what
 * cannot be read counts as a map file. */
enum spec_file spec_check_file(struct arena *arena, const char *path, const char *share_dir, struct diag *diag);
