/* SVG prefix: the options' one, or a hash of the page's id. The hash is FNV-1a (Fowler, Noll, Vo), 64 bits folded to
 * 32: the same on every machine, so that the ids of a map stay the same from one drawing to the next. */
#include "draw/svg/writer.h"

#include <inttypes.h>
#include <string.h>

static uint32_t hash(const char *text)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);
	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (uint32_t)(value ^ value >> 32);
}

/* Strict, because the prefix also stands inside url(#...). */
static bool can_begin_an_id(const char *prefix)
{
	static const char characters[] = "0123456789-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	const char *letters = strchr(characters, 'a');
	return strspn(prefix, letters) > 0 && prefix[strspn(prefix, characters)] == '\0';
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
