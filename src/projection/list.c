/* The projections that a map may have, for `list`: those of PROJ's own table that make metres of a place, as they stand
 * or with two standard parallels. */
#include "projection/list.h"

#include "projection/transform.h"

#include <math.h>
#include <string.h>

static const char *const parameters[] = {"", " +lat_1=30 +lat_2=60"};

/* Whether the projection maps a place to metres on a plane, from where it finds back if it has an inverse: conversions
 * of other kinds give degrees, a place in space, or nothing. */
static bool makes_metres(const char *text)
{
	static const struct lonlat place = {10, 50};
	struct transform transform = {0};
	struct ground at;
	struct lonlat back;
	struct diag unheard;
	diag_init(&unheard);
	bool good = transform_open(&transform, text, TRANSFORM_VIEW, no_place, &unheard) &&
	            transform_forward(&transform, place, &at) && fabs(at.east) + fabs(at.north) > 1000;
	if (good && transform_inverse(&transform, at, &back))
		good = fabs(back.lon - place.lon) < 1e-3 && fabs(back.lat - place.lat) < 1e-3;
	transform_close(&transform);
	diag_clear(&unheard);
	return good;
}

/* The first of its lines: the others say what shape the globe may have. */
static const char *first_line(struct arena *arena, const char *text)
{
	return arena_text_n(arena, text, strcspn(text, "\n"));
}

struct projection_words *projection_list(struct arena *arena, size_t *count)
{
	struct projection_words *list = NULL;
	size_t capacity = 0;
	*count = 0;
	for (const PJ_OPERATIONS *row = proj_list_operations(); row->id; row++)
		for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
			const char *text = arena_printf(arena, "+proj=%s%s", row->id, parameters[i]);
			if (!makes_metres(text))
				continue;
			list = arena_grow(arena, list, *count, &capacity, sizeof *list);
			list[(*count)++] = (struct projection_words){text, first_line(arena, *row->descr)};
			break;
		}
	return list;
}
