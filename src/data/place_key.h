/* The key by which a place's name is looked up: no case, no accents, no punctuation. */
#pragma once

#include "base/arena.h"

/* The key of a name in any script, in `arena`: case folded, decomposed (NFKD), marks and apostrophes dropped, words of
 * letters and digits parted by single blanks. "" of a name without letters and digits. The tables of the gazetteer are
 * made with the same rule (geodata/tools/world/places.py). */
const char *data_place_key(struct arena *arena, const char *name);
