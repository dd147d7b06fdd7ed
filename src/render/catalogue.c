/* Catalogue: the kinds that a map file may name, handed down to the reader, which knows no room above it. */
#include "data/gazetteer.h"
#include "data/place_key.h"
#include "furniture/furniture.h"
#include "render/render.h"

static void *open_finder(const char *file, struct place place, struct diag *diag)
{
	return gazetteer_open(file, file, place, diag);
}

static void close_finder(void *finder)
{
	gazetteer_close(finder);
}

static void find_among(void *finder, const struct texts *names)
{
	gazetteer_among(finder, names);
}

static bool find_place(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
                       struct found_place *out)
{
	const struct gazetteer_place *found = gazetteer_place(finder, arena, name, place, diag);
	if (found)
		*out = (struct found_place){found->name,  found->country,    found->unit,
		                            found->names, found->population, found->at};
	return found != NULL;
}

static bool find_area(void *finder, struct arena *arena, const char *name, struct place place, struct diag *diag,
                      struct found_area *out)
{
	struct gazetteer_area area;
	size_t count;
	if (!gazetteer_area(finder, arena, name, diag, &area, &count))
		return false;
	if (count != 1)
		diag_error(diag, count ? CONTRADICTION : UNKNOWN_NAME, place,
		           "by ISO 3166 code: FR is a country, CI-01 a unit of one",
		           count ? "several areas are called '%s'" : "no country or unit called '%s' is known", name);
	*out = (struct found_area){area.code, area.is_unit, area.names, area.box};
	return count == 1;
}

static const struct place_finder finder = {open_finder, close_finder, find_among,
                                           find_place,  find_area,    data_place_key};

struct catalogue map_catalogue(void)
{
	return (struct catalogue){scene_kinds, furniture_kinds, furniture_frame_kinds, furniture_places, NULL, &finder};
}
