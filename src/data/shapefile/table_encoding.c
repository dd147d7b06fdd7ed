/* Which encoding the text of an attribute table is in.
 *
 * In, in order of trust: the map file, the .cpg, the language driver byte, the text itself. Out: an encoding that can
 * be read. Why so: the map file's author has seen the text; a .cpg may have been copied along, and 0x57 is what many
 * programs put in the header of any text. Text that is valid UTF-8 beyond chance is UTF-8 whatever is stated, and one
 * that cannot be western is not read as such in silence. */
#include "data/shapefile/table_encoding.h"

#include "base/utf8.h"
#include "data/encoding.h"

#include <string.h>

#define HINT "name it in the data entry, for example encoding: gbk"

/* The encoding that the .cpg names; NULL, with a warning, when there is one that says nothing. One that says "ANSI" is
 * as good as none: *is_vague. */
static const char *encoding_of_cpg(const struct table_source *source, struct arena *arena, bool *is_vague)
{
	*is_vague = false;
	if (!source->cpg.start)
		return NULL;
	const char *name = base_utf8_clean(arena, source->cpg.start, source->cpg.length);
	const char *encoding = encoding_known(arena, name);
	*is_vague = encoding_is_vague(name);
	if (encoding && strncmp(encoding, "UTF-16", 6) != 0)
		return *is_vague ? NULL : encoding;
	diag_warning(source->diag, SIDE_FILE, source->request->place, NULL,
	             "the .cpg file beside %s names no known encoding and is not used", source->shp);
	return NULL;
}

/* UTF-8 if the text is that, against what is stated; otherwise what is stated. */
static const char *check_stated(const struct table_source *source, const struct encoding_evidence *evidence,
                                const char *stated, const char *by)
{
	if (strcmp(stated, "UTF-8") == 0 || !text_traits_are_utf8(&evidence->traits, encoding_is_wide(stated)))
		return stated;
	diag_warning(source->diag, BAD_ENCODING, source->request->place, "if that is wrong, name it in the data entry",
	             "%s is UTF-8 text, though %s says %s, and is read as UTF-8", source->name, by, stated);
	return "UTF-8";
}

static const char *encoding_of_map_file(const struct table_source *source, struct arena *arena)
{
	const char *asked = source->request->encoding, *encoding = encoding_known(arena, asked);
	if (!encoding)
		diag_error(source->diag, UNKNOWN_NAME, source->request->place, "for example utf-8, gbk, big5, cp1252",
		           "unknown text encoding %s", asked);
	return encoding;
}

const char *table_encoding(const struct table_source *source, const struct encoding_evidence *evidence,
                           struct arena *arena)
{
	const struct text_traits *traits = &evidence->traits;
	if (source->request->encoding)
		return encoding_of_map_file(source, arena);
	bool is_vague;
	const char *named = encoding_of_cpg(source, arena, &is_vague);
	if (named)
		return check_stated(source, evidence, named, "the .cpg file beside it");
	const char *driven = encoding_of_driver(evidence->driver);
	bool is_default = is_vague || encoding_driver_is_default(evidence->driver);
	if (driven && !encoding_driver_is_default(evidence->driver))
		return check_stated(source, evidence, driven, "its header");
	if (traits->is_utf8)
		return "UTF-8";
	bool is_western = text_traits_are_western(traits);
	if (!is_default)
		diag_warning(source->diag, BAD_ENCODING, source->request->place, HINT,
		             "%s does not say its text encoding and is not UTF-8, so it is read as CP1252 (western "
		             "European)",
		             source->name);
	else if (!is_western)
		diag_warning(source->diag, BAD_ENCODING, source->request->place, HINT,
		             "%s says that its text is western European (CP1252), which does not look right",
		             source->name);
	return "CP1252";
}
