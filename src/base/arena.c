/* Arena: blocks of growing size, newest first. A request larger than a block gets a block of its
 * own. In: byte counts. Out: zeroed memory that lives until arena_clear().
 * Why so: memory is zeroed when it is handed out, not when a block is new: the first touch of a page costs more than
 * all else that happens to it, and blocks from malloc() have often been touched already. Large blocks come from
 * calloc(), which takes fresh pages for them and need not touch them. */
#include "base/arena.h"

#include "base/bits.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK   4096
#define LARGEST_BLOCK (1 << 20)
#define ALIGNMENT     16
#define OWN_LIST      (1 << 14) /* lists that grow have a block of their own from this size on */

struct arena_block {
	struct arena_block *next;
	bool shared; /* false: holds one large allocation */
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

void base_bug_at(const char *file, int line, const char *message)
{
	fprintf(stderr, "corridor: bug at %s:%d: %s\n", file, line, message);
	abort();
}

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void arena_clear(struct arena *arena)
{
	free_blocks(arena->blocks);
	arena_init(arena);
}

void arena_reset(struct arena *arena)
{
	if (!arena->blocks)
		return;
	free_blocks(arena->blocks->next);
	arena->blocks->next = NULL;
	arena->used = 0;
}

_Noreturn static void out_of_memory(void)
{
	fputs("corridor: out of memory\n", stderr);
	abort();
}

static struct arena_block *block_new(size_t bytes, bool shared, bool zeroed)
{
	size_t whole = sizeof(struct arena_block) + bytes;
	struct arena_block *block = zeroed ? calloc(1, whole) : malloc(whole);
	if (!block)
		out_of_memory();
	block->shared = shared;
	return block;
}

static size_t aligned(size_t bytes)
{
	return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void add_block(struct arena *arena, size_t bytes)
{
	struct arena_block *block = block_new(bytes, true, false);
	block->next = arena->blocks;
	arena->blocks = block;
	arena->size = bytes;
	arena->used = 0;
}

/* Adds a block for one allocation behind the newest block, which stays in use. */
static void *add_own_block(struct arena *arena, size_t bytes, bool zeroed)
{
	if (!arena->blocks)
		add_block(arena, FIRST_BLOCK);
	struct arena_block *own = block_new(bytes, false, zeroed);
	own->next = arena->blocks->next;
	arena->blocks->next = own;
	return own->bytes;
}

static void *take(struct arena *arena, size_t bytes, bool zeroed)
{
	if (!arena->blocks || bytes > arena->size - arena->used) {
		size_t wanted = arena->size ? arena->size * 2 : FIRST_BLOCK;
		if (wanted > LARGEST_BLOCK)
			wanted = LARGEST_BLOCK;
		if (bytes > (arena->blocks ? wanted / 2 : LARGEST_BLOCK))
			return add_own_block(arena, bytes, zeroed);
		add_block(arena, wanted < bytes ? bytes : wanted);
	}
	void *result = arena->blocks->bytes + arena->used;
	arena->used += bytes;
	return zeroed ? memset(result, 0, bytes) : result;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	if (bytes > SIZE_MAX / 2)
		BUG("allocation too large");
	return take(arena, aligned(bytes), true);
}

static size_t array_bytes(size_t count, size_t size)
{
	if (!bits_multiply(&count, size) || count > SIZE_MAX / 2)
		BUG("array too large");
	return count;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	return arena_alloc(arena, array_bytes(count, size));
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
	return take(arena, aligned(array_bytes(count, size)), false);
}

char *arena_text_n(struct arena *arena, const char *text, size_t bytes)
{
	char *copy = arena_alloc(arena, bytes + 1);
	if (bytes)
		memcpy(copy, text, bytes);
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return arena_text_n(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		BUG("bad format");
	char *text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

/* Enlarges the block that holds nothing but `items` of `old` bytes, moving it where it must; NULL if there is none.
 * Unlike a list that is copied within a shared block, it leaves no memory unused behind. */
static void *grow_own(struct arena *arena, const void *items, size_t old, size_t bytes)
{
	struct arena_block **link = &arena->blocks;
	while (*link && ((*link)->shared || (const void *)(*link)->bytes != items))
		link = &(*link)->next;
	if (!*link)
		return NULL;
	struct arena_block *block = realloc(*link, sizeof *block + bytes);
	if (!block)
		out_of_memory();
	memset(block->bytes + old, 0, bytes - old);
	*link = block;
	return block->bytes;
}

/* Grows `items` of `old` bytes to `bytes` if they are the last of the newest block and it has room; else false. */
static bool grow_in_place(struct arena *arena, const void *items, size_t old, size_t bytes)
{
	if (!arena->blocks || !items || arena->used < old)
		return false;
	size_t at = arena->used - old;
	if ((const void *)(arena->blocks->bytes + at) != items || bytes > arena->size - at)
		return false;
	arena->used = at + bytes;
	memset(arena->blocks->bytes + at + old, 0, bytes - old);
	return true;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	size_t wanted = *capacity ? *capacity * 2 : 8;
	size_t bytes = array_bytes(wanted, size), old = *capacity * size;
	*capacity = wanted;
	if (grow_in_place(arena, items, aligned(old), aligned(bytes)))
		return items;
	void *grown = old >= OWN_LIST ? grow_own(arena, items, aligned(old), aligned(bytes)) : NULL;
	if (grown)
		return grown;
	grown = bytes >= OWN_LIST ? add_own_block(arena, aligned(bytes), true) : take(arena, aligned(bytes), true);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}
