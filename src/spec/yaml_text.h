/* The checks of a YAML file's characters. Private to the room. */
#pragma once

#include "spec/node.h"

/* False with an error at the first byte that is not text. */
bool yaml_text_check(struct reader *reader, const struct source *source);
/* An error at `place` where a value has a character that the file itself may not have: an escape may write one. A
 * warning where it has one that is left out. */
void yaml_text_check_value(struct reader *reader, struct place place, const char *text, size_t length);
