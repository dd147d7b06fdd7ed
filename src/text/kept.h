/* Texts as they were set, kept in the context: a text is measured, often more than once, and then drawn. */
#pragma once

#include "base/hash_table.h"
#include "text/font.h"

/* All that decides how a text is set, besides the fonts. */
struct set_text {
	const char *text; /* capitals applied */
	const char *language;
	double size, spacing;
	int weight;
	bool italic;
	double width; /* of the lines; 0: one line */
};

/* An empty table of texts, which come to lie in `store`. */
void text_kept_init(struct hash_table *kept, struct arena *store);
/* Copies of the lines, in `arena`; false: this has not been set before. */
bool text_kept_find(const struct hash_table *kept, const struct set_text *set, struct arena *arena,
                    struct text_run **lines, size_t *count);
/* Copies into the table's store. Returns about how many bytes that took. */
size_t text_kept_add(struct hash_table *kept, const struct set_text *set, const struct text_run *lines, size_t count);
