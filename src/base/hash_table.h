/* Hash table: values of one size by 128-bit keys. A key is a content hash, or the numbers themselves where they fit. */
#pragma once

#include "base/arena.h"
#include "base/hash.h"

struct hash_table {
	struct arena *arena;
	size_t stride; /* bytes of an entry: its key, then its value */
	char *entries; /* in the order in which they were added, so that no output depends on hashes */
	size_t count, capacity;
	uint32_t *slots; /* open addressing: number of an entry from 1; 0: free */
	int slot_bits;   /* there are 2^slot_bits slots; 0: none yet */
};

/* An empty table whose memory comes from the arena, with values of `value_size` bytes (which may be 0). */
void hash_table_init(struct hash_table *table, struct arena *arena, size_t value_size);
/* The key's value, or NULL if there is none. Valid until the next hash_table_add(), as are those below. */
void *hash_table_find(const struct hash_table *table, struct hash key);
/* The key's value, added as zeros if there was none; *is_new, which may be NULL, says whether there was none. */
void *hash_table_add(struct hash_table *table, struct hash key, bool *is_new);
/* The value that was added as number `index`, from 0. */
void *hash_table_value(const struct hash_table *table, size_t index);
