/* SVG prefix: see the header. The hash is FNV-1a (Fowler, Noll, Vo), 64 bits folded to 32: the same on
 * every machine, so that the ids of a map stay the same from one drawing to the next. */
#include "draw/svg/prefix.h"

#include <inttypes.h>

static uint32_t hash(const char *text)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);
	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (uint32_t)(value ^ value >> 32);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Strict, because the prefix also stands inside url(#...). */
static bool can_begin_an_id(const char *prefix)
{
	if (!is_letter(*prefix) && *prefix != '_')
		return false;
	for (; *prefix; prefix++) {
		if (!is_letter(*prefix) && !(*prefix >= '0' && *prefix <= '9') && *prefix != '_' && *prefix != '-')
			return false;
	}
	return true;
}

const char *svg_prefix(struct arena *arena, const struct page *page, const struct draw_options *options,
                       struct diag *diag)
{
	if (options->id_prefix == NULL)
		return arena_printf(arena, "c%08" PRIx32, hash(page->id ? page->id : ""));
	if (can_begin_an_id(options->id_prefix))
		return options->id_prefix;
	diag_error(diag, WRONG_VALUE, no_place, "begin with a letter and use only letters, digits, '-' and '_'",
	           "'%s' cannot be an id prefix", options->id_prefix);
	return NULL;
}
