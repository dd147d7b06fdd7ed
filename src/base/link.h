/* Link: which addresses a document may hold. */
#pragma once

#include <stdbool.h>

extern const char base_link_hint[];
/* Whether the address is relative or begins with http:, https: or mailto:. An SVG inlined in a page runs what a
 * javascript: or data: link holds. */
bool base_link_is_plain(const char *url);
