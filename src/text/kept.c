/* Kept texts: a table from what decides how a text is set to its lines. In and out: copies, so that neither side's
 * memory has to outlive the other's. */
#include "text/kept.h"

#include <string.h>

/* What a text came to. */
struct kept_text {
	const struct text_run *lines;
	size_t line_count;
};

static struct hash key_of(const struct set_text *set)
{
	const double numbers[] = {set->size, set->spacing, set->width, set->weight, set->italic};
	struct hash words = hash_join(hash_text(set->text), hash_text(set->language));
	return hash_join(words, hash_bytes(numbers, sizeof numbers));
}

void text_kept_init(struct hash_table *kept, struct arena *store)
{
	hash_table_init(kept, store, sizeof(struct kept_text));
}

static void *copy_array(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_array(arena, count + 1, size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

static struct text_run copy_run(struct arena *arena, const struct text_run *run)
{
	struct text_run copy = *run;
	copy.text = arena_text(arena, run->text);
	copy.language = arena_text(arena, run->language);
	copy.glyphs = copy_array(arena, run->glyphs, run->glyph_count, sizeof *run->glyphs);
	copy.spans = copy_array(arena, run->spans, run->span_count, sizeof *run->spans);
	for (size_t i = 0; i < run->span_count; i++)
		copy.spans[i].clusters =
		        copy_array(arena, run->spans[i].clusters, run->spans[i].count, sizeof *copy.spans[i].clusters);
	return copy;
}

static struct text_run *copy_lines(struct arena *arena, const struct text_run *lines, size_t count)
{
	struct text_run *copies = ARENA_ARRAY(arena, count + 1, struct text_run);
	for (size_t i = 0; i < count; i++)
		copies[i] = copy_run(arena, &lines[i]);
	return copies;
}

bool text_kept_find(const struct hash_table *kept, const struct set_text *set, struct arena *arena,
                    struct text_run **lines, size_t *count)
{
	const struct kept_text *found = hash_table_find(kept, key_of(set));
	if (!found)
		return false;
	*lines = copy_lines(arena, found->lines, found->line_count);
	*count = found->line_count;
	return true;
}

size_t text_kept_add(struct hash_table *kept, const struct set_text *set, const struct text_run *lines, size_t count)
{
	struct kept_text *added = hash_table_add(kept, key_of(set), NULL);
	*added = (struct kept_text){copy_lines(kept->arena, lines, count), count};
	size_t bytes = kept->stride;
	for (size_t i = 0; i < count; i++)
		bytes += sizeof *lines + 2 * strlen(lines[i].text) + lines[i].span_count * sizeof(struct glyph_span) +
		         lines[i].glyph_count * (sizeof(struct glyph) + sizeof(uint32_t));
	return bytes;
}
