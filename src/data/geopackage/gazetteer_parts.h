/* What is known of a name that several places have, and how each is written. Private to geopackage/. */
#pragma once

#include "data/gazetteer.h"

/* A country, or a unit of one. */
struct gazetteer_region {
	const char *code; /* "FR", "US-TX"; "": none is known */
	struct localized names;
};

/* The countries that gazetteer_among() has found, by code. */
struct texts *gazetteer_countries(struct gazetteer *gazetteer);
struct arena *gazetteer_arena(struct gazetteer *gazetteer); /* lives as long as it */
/* Whether one of its names has that key. */
bool gazetteer_region_is_named(const struct gazetteer_region *region, const char *key);
/* Bytes of the name itself, without what stands behind a comma. */
size_t gazetteer_name_length(const char *name);
/* Leaves those places that lie where `behind`, ", US-TX" or "", says. */
void gazetteer_narrow(struct arena *arena, const char *behind, struct gazetteer_places *places);
/* Sets how each of them is written. */
void gazetteer_write(struct arena *arena, struct gazetteer_places *places);
