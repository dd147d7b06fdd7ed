/* Which languages there are messages for. Private to spec/. */
#ifndef CORRIDOR_SPEC_LANGUAGES_H
#define CORRIDOR_SPEC_LANGUAGES_H

#include "spec/node.h"

/* Whether share_dir/messages/LANGUAGE.yaml is there; an error that lists those present if not. */
bool language_known(struct reader *reader, const char *language, const char *share_dir, struct place place);

#endif
