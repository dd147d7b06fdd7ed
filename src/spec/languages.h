/* Where a language's message file is. Private to spec/. */
#pragma once

#include "spec/node.h"

/* messages/LANGUAGE.yaml beside the map file, else in share_dir; NULL with an error that lists the languages there are.
 */
const char *messages_path(struct reader *reader, const char *language, const char *map_file, const char *share_dir,
                          struct place place);
