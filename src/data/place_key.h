/* The key by which a place's name is looked up: no case, no accents, no punctuation. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

/* The key of a name in any script, in `arena`: case folded, decomposed (NFKD), marks and apostrophes dropped, words of
 * letters and digits parted by single blanks. "" of a name without letters and digits. The tables of the gazetteer are
 * made with the same rule (geodata/tools/world/places.py). */
const char *data_place_key(struct arena *arena, const char *name);

/* Whether two names are one but for accents, case, hyphens and apostrophes: Łódź, Lodz. In scripts that have no accents
 * only the same name is; names in different scripts never are. */
bool data_place_names_alike(const char *one, const char *other);
/* Whether the words of a name stand in the other, alike in that way: Delhi in "New Delhi". */
bool data_place_name_within(const char *name, const char *longer);
