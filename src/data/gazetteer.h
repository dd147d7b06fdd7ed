/* Gazetteer: places and areas of the world by name, from the tables of the base (geodata/world/world.gpkg). A name is
 * looked up in every language that the base has, whatever its case and accents: Lomé, LOME, 北京, القاهرة. Behind a
 * comma it may say where the place is: a country or its unit, by ISO 3166 code or name: "Paris, US-TX", "Paris, Texas".
 */
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "base/options.h"
#include "geometry/points.h"

struct gazetteer;

/* Texts are "" where nothing is known. */
struct gazetteer_place {
	const char *name;                  /* that of its country, or the English one */
	struct localized names;            /* by language; none of a place that the base has no map name of */
	const char *country, *unit;        /* ISO 3166: "US", "US-TX" */
	struct localized countries, units; /* their names, by language; "" is the one for all */
	const char *written;               /* what to write for it: "Paris, US-TX" */
	bool is_own;                       /* the name that was sought is its own, not one in another language */
	bool is_shared;                    /* another place is written so, too */
	int capital;                       /* 1: of the country, 2: of the unit, 0: of none */
	double population;                 /* 0: not known */
	struct lonlat at;
};

struct gazetteer_places {
	struct gazetteer_place *items; /* the most populous first */
	size_t count;
};

/* A country or a unit of the first order. */
struct gazetteer_area {
	const char *code; /* "FR", "CI-01" */
	bool is_unit;
	struct localized names;
	struct lonlat_box box;
	struct texts codes; /* of all that are called so, each once */
};

/* Opens the base's file, which `shown` names in messages. NULL with an error at `place`. */
struct gazetteer *gazetteer_open(const char *file, const char *shown, struct place place, struct diag *diag);
void gazetteer_close(struct gazetteer *gazetteer);

/* All places of that name, in `arena`. False with an error of the file. */
bool gazetteer_find(struct gazetteer *gazetteer, struct arena *arena, const char *name, struct diag *diag,
                    struct gazetteer_places *out);
/* The name of a known place that is nearly written so; NULL: none is near. */
const char *gazetteer_suggest(struct gazetteer *gazetteer, struct arena *arena, const char *name);
/* The area of that code, or else of that name in any language, of countries first. *count: how many have it; one of
 * them is in *out. False with an error of the file. */
bool gazetteer_area(struct gazetteer *gazetteer, struct arena *arena, const char *name, struct diag *diag,
                    struct gazetteer_area *out, size_t *count);

/* The areas that are looked for: any, countries first, or one sort of them. */
enum gazetteer_areas { GAZETTEER_AREAS, GAZETTEER_COUNTRIES, GAZETTEER_UNITS };
/* The same of that sort alone; its `codes` are as many as have the name. */
bool gazetteer_area_of(struct gazetteer *gazetteer, struct arena *arena, const char *name, enum gazetteer_areas sort,
                       struct diag *diag, struct gazetteer_area *out);
/* An area of that sort whose name is nearly written so, as "Adana, TR-01"; NULL: none is near. */
const char *gazetteer_suggest_area(struct gazetteer *gazetteer, struct arena *arena, const char *name,
                                   enum gazetteer_areas sort);

/* The place that is meant where a name has several: by far the most populous, or a capital that is more populous by
 * much; beside a place of that name those do not count that have it in another language. NULL: it is not clear, or
 * there is none. */
const struct gazetteer_place *gazetteer_chosen(const struct gazetteer_places *places);
/* Says which names a map has, to gazetteer_place(): of those that are clear the countries are kept, in which others of
 * them are then looked for first. */
void gazetteer_among(struct gazetteer *gazetteer, const struct texts *names);
/* The place that a map file means by a name, if need be the one in a country of the map's others, which is noted; NULL
 * with an error at `place` that lists what it may be. */
const struct gazetteer_place *gazetteer_place(struct gazetteer *gazetteer, struct arena *arena, const char *name,
                                              struct place place, struct diag *diag);
/* "2,138,551"; "" where it is not known. */
const char *gazetteer_population_text(struct arena *arena, double population);
