/* Texts as they were set, kept in the context: a text is measured, often more than once, and then drawn. */
#ifndef CORRIDOR_TEXT_KEPT_H
#define CORRIDOR_TEXT_KEPT_H

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

#define KEPT_BUCKETS 512

struct kept_text {
	struct set_text set;
	uint64_t hash;
	const struct text_run *lines;
	size_t line_count;
	struct kept_text *next;
};

struct kept_texts {
	struct kept_text *buckets[KEPT_BUCKETS];
};

/* Copies of the lines, in `arena`; false: this has not been set before. */
bool kept_find(const struct kept_texts *kept, const struct set_text *set, struct arena *arena, struct text_run **lines,
               size_t *count);
/* Copies into `store`. Returns about how many bytes that took. */
size_t kept_add(struct kept_texts *kept, const struct set_text *set, struct arena *store, const struct text_run *lines,
                size_t count);

#endif
