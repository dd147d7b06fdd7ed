/* Reading the program's own small files (themes, messages) whole. */
#pragma once

#include "base/options.h"

/* A regular file's text as a source; NULL with an error at `place` when it cannot be read. */
const struct source *seed_file_read(struct arena *arena, const char *path, struct place place, struct diag *diag);
/* Adds the names X for which folder/X.yaml is there, sorted and each once. */
void seed_file_names(struct arena *arena, const char *folder, struct texts *names);
/* Whether `path` ends in .yaml. */
bool seed_file_is_yaml(const char *path);
/* `path` seen from the folder that holds the file `base`; absolute paths stay. */
const char *seed_file_beside(struct arena *arena, const char *base, const char *path);
