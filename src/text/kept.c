/* Kept texts: a table from what decides how a text is set to its lines. In and out: copies, so that neither side's
 * memory has to outlive the other's. */
#include "text/kept.h"

#include <string.h>

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count) /* Fowler, Noll, Vo: FNV-1a */
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < count; i++)
		hash = (hash ^ at[i]) * 1099511628211U;
	return hash;
}

static uint64_t hash_of(const struct set_text *set)
{
	uint64_t hash = hash_bytes(14695981039346656037U, set->text, strlen(set->text) + 1);
	hash = hash_bytes(hash, set->language, strlen(set->language) + 1);
	hash = hash_bytes(hash, &set->size, sizeof set->size);
	hash = hash_bytes(hash, &set->width, sizeof set->width);
	return hash_bytes(hash, &set->weight, sizeof set->weight);
}

static bool is_same(const struct set_text *a, const struct set_text *b)
{
	return a->size == b->size && a->spacing == b->spacing && a->width == b->width && a->weight == b->weight &&
	       a->italic == b->italic && !strcmp(a->text, b->text) && !strcmp(a->language, b->language);
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

bool kept_find(const struct kept_texts *kept, const struct set_text *set, struct arena *arena, struct text_run **lines,
               size_t *count)
{
	uint64_t hash = hash_of(set);
	for (const struct kept_text *at = kept->buckets[hash % KEPT_BUCKETS]; at; at = at->next) {
		if (at->hash != hash || !is_same(&at->set, set))
			continue;
		*lines = copy_lines(arena, at->lines, at->line_count);
		*count = at->line_count;
		return true;
	}
	return false;
}

size_t kept_add(struct kept_texts *kept, const struct set_text *set, struct arena *store, const struct text_run *lines,
                size_t count)
{
	struct kept_text *added = ARENA_NEW(store, struct kept_text);
	added->set = *set;
	added->set.text = arena_text(store, set->text);
	added->set.language = arena_text(store, set->language);
	added->hash = hash_of(set);
	added->lines = copy_lines(store, lines, count);
	added->line_count = count;
	added->next = kept->buckets[added->hash % KEPT_BUCKETS];
	kept->buckets[added->hash % KEPT_BUCKETS] = added;
	size_t bytes = sizeof *added + strlen(set->text);
	for (size_t i = 0; i < count; i++)
		bytes += sizeof *lines + 2 * strlen(lines[i].text) + lines[i].span_count * sizeof(struct glyph_span) +
		         lines[i].glyph_count * (sizeof(struct glyph) + sizeof(uint32_t));
	return bytes;
}
