/* Arena: blocks of growing size, newest first. A request larger than a block gets a block of its
 * own. In: byte counts. Out: zeroed memory that lives until arena_clear(). */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK   4096
#define LARGEST_BLOCK (1 << 20)
#define ALIGNMENT     16

struct arena_block {
	struct arena_block *next;
	size_t padding; /* keeps the bytes behind the header aligned */
	unsigned char bytes[];
};

void bug_at(const char *file, int line, const char *message)
{
	fprintf(stderr, "corridor: bug at %s:%d: %s\n", file, line, message);
	abort();
}

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

void arena_clear(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena_init(arena);
}

static struct arena_block *block_new(size_t bytes)
{
	struct arena_block *block = calloc(1, sizeof *block + bytes);
	if (!block) {
		fputs("corridor: out of memory\n", stderr);
		abort();
	}
	return block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	if (bytes > SIZE_MAX / 2)
		BUG("allocation too large");
	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (arena->blocks && bytes <= arena->size - arena->used) {
		void *result = arena->blocks->bytes + arena->used;
		arena->used += bytes;
		return result;
	}
	size_t wanted = arena->size ? arena->size * 2 : FIRST_BLOCK;
	if (wanted > LARGEST_BLOCK)
		wanted = LARGEST_BLOCK;
	if (arena->blocks && bytes > wanted / 2) {
		/* Large: behind the newest block, whose rest stays in use. */
		struct arena_block *own = block_new(bytes);
		own->next = arena->blocks->next;
		arena->blocks->next = own;
		return own->bytes;
	}
	if (wanted < bytes)
		wanted = bytes;
	struct arena_block *block = block_new(wanted);
	block->next = arena->blocks;
	arena->blocks = block;
	arena->size = wanted;
	arena->used = bytes;
	return block->bytes;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		BUG("array too large");
	return arena_alloc(arena, bytes);
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

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	size_t wanted = *capacity ? *capacity * 2 : 8;
	void *grown = arena_array(arena, wanted, size);
	if (count)
		memcpy(grown, items, count * size);
	*capacity = wanted;
	return grown;
}
