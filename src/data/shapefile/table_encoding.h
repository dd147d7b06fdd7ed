/* Which encoding the text of an attribute table is in. Private to the shapefile reader. */
#pragma once

#include "data/shapefile/table.h"
#include "data/text_traits.h"

/* What is known: the table's source has what the map file and the .cpg say. */
struct encoding_evidence {
	unsigned char driver; /* the language driver byte of the header */
	struct text_traits traits;
};

/* The encoding to read the table in, a literal or in `arena`, with warnings where what is stated cannot be right or
 * nothing is stated. NULL with an error if the map file names none that is known. */
const char *table_encoding(const struct table_source *source, const struct encoding_evidence *evidence,
                           struct arena *arena);
