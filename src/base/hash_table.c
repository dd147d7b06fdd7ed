/* Hash table: open addressing with linear probing, at most half full.
 *
 * In: keys of any 128 bits. Out: places for values. The slots hold numbers of entries and the entries lie one behind
 * the other: growing moves 4 bytes an entry, and walking through the entries is deterministic. */
#include "base/hash_table.h"

#include <string.h>

#define FIRST_SLOT_BITS 6

void hash_table_init(struct hash_table *table, struct arena *arena, size_t value_size)
{
	size_t word = sizeof(uint64_t);
	*table = (struct hash_table){.arena = arena,
	                             .stride = sizeof(struct hash) + (value_size + word - 1) / word * word};
}

static struct hash *entry_at(const struct hash_table *table, size_t index)
{
	return (struct hash *)(void *)(table->entries + index * table->stride);
}

void *hash_table_value(const struct hash_table *table, size_t index)
{
	return entry_at(table, index) + 1;
}

/* The key's slot, or the free one where it would go. Fibonacci hashing (Knuth, The Art of Computer Programming, vol. 3,
 * 6.4) spreads keys that are plain numbers. */
static uint32_t *slot_of(const struct hash_table *table, struct hash key)
{
	size_t mask = ((size_t)1 << table->slot_bits) - 1;
	uint64_t mixed = (key.low ^ (key.high << 32 | key.high >> 32)) * UINT64_C(0x9E3779B97F4A7C15);
	size_t at = (size_t)(mixed >> (64 - table->slot_bits));
	while (table->slots[at] && !hash_equal(*entry_at(table, table->slots[at] - 1), key))
		at = (at + 1) & mask;
	return &table->slots[at];
}

void *hash_table_find(const struct hash_table *table, struct hash key)
{
	uint32_t number = table->slot_bits ? *slot_of(table, key) : 0;
	return number ? hash_table_value(table, number - 1) : NULL;
}

static void grow_slots(struct hash_table *table)
{
	table->slot_bits = table->slot_bits ? table->slot_bits + 1 : FIRST_SLOT_BITS;
	table->slots = ARENA_ARRAY(table->arena, (size_t)1 << table->slot_bits, uint32_t);
	for (size_t i = 0; i < table->count; i++)
		*slot_of(table, *entry_at(table, i)) = (uint32_t)i + 1;
}

void *hash_table_add(struct hash_table *table, struct hash key, bool *is_new)
{
	if (table->count * 2 >= (table->slot_bits ? (size_t)1 << table->slot_bits : 0))
		grow_slots(table);
	uint32_t *slot = slot_of(table, key);
	if (is_new)
		*is_new = !*slot;
	if (!*slot) {
		if (table->count == UINT32_MAX)
			BUG("too many entries in a hash table");
		table->entries =
		        arena_grow(table->arena, table->entries, table->count, &table->capacity, table->stride);
		*entry_at(table, table->count) = key;
		*slot = (uint32_t)++table->count;
	}
	return hash_table_value(table, *slot - 1);
}
