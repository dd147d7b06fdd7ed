/* Arena: blocks of growing size, newest first. A request larger than a block gets a block of its
 * own. In: byte counts. Out: zeroed memory that lives until arena_clear().
 * Why so: what is handed out is zeroed then, not a block when it is new, since a page that is touched for the first
 * time costs more than all else that happens to it; blocks from malloc() have been touched already by those before. A
 * very large block comes from the system's pages, which are zero already, take no memory before they are touched, and
 * can be moved when a list grows: nothing is zeroed only to be overwritten, and nothing copied. */
#define _GNU_SOURCE /* mremap() */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define FIRST_BLOCK   4096
#define LARGEST_BLOCK (1 << 20)
#define ALIGNMENT     16
#define MAPPED        (1 << 20) /* blocks of their own from this size on are mapped */
#define OWN_LIST      (1 << 14) /* lists that grow have a block of their own from this size on */

struct arena_block {
	struct arena_block *next;
	size_t kind; /* SHARED, OWN, or, when it is mapped, its bytes, header included. Keeps what follows aligned */
	unsigned char bytes[];
};
enum { SHARED, OWN, SMALLEST_MAPPED };

void bug_at(const char *file, int line, const char *message)
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
		if (block->kind >= SMALLEST_MAPPED)
			munmap(block, block->kind);
		else
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

static struct arena_block *block_new(size_t bytes, size_t kind)
{
	struct arena_block *block = malloc(sizeof *block + bytes);
	if (!block)
		out_of_memory();
	block->kind = kind;
	return block;
}

static struct arena_block *block_new_mapped(size_t bytes)
{
	size_t whole = sizeof(struct arena_block) + bytes;
	struct arena_block *block = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED)
		out_of_memory();
	block->kind = whole;
	return block;
}

static size_t aligned(size_t bytes)
{
	return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void add_block(struct arena *arena, size_t bytes)
{
	struct arena_block *block = block_new(bytes, SHARED);
	block->next = arena->blocks;
	arena->blocks = block;
	arena->size = bytes;
	arena->used = 0;
}

/* Behind the newest block, whose rest stays in use. */
static void *add_own_block(struct arena *arena, size_t bytes)
{
	if (!arena->blocks)
		add_block(arena, FIRST_BLOCK);
	struct arena_block *own = bytes < MAPPED ? block_new(bytes, OWN) : block_new_mapped(bytes);
	own->next = arena->blocks->next;
	arena->blocks->next = own;
	return own->bytes;
}

/* Memory that is zeroed where *zeroed says so. */
static void *take(struct arena *arena, size_t bytes, bool *zeroed)
{
	*zeroed = false;
	if (arena->blocks && bytes <= arena->size - arena->used) {
		void *result = arena->blocks->bytes + arena->used;
		arena->used += bytes;
		return result;
	}
	size_t wanted = arena->size ? arena->size * 2 : FIRST_BLOCK;
	if (wanted > LARGEST_BLOCK)
		wanted = LARGEST_BLOCK;
	if (bytes > (arena->blocks ? wanted / 2 : LARGEST_BLOCK)) {
		*zeroed = bytes >= MAPPED;
		return add_own_block(arena, bytes);
	}
	add_block(arena, wanted < bytes ? bytes : wanted);
	arena->used = bytes;
	return arena->blocks->bytes;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	if (bytes > SIZE_MAX / 2)
		BUG("allocation too large");
	bool zeroed;
	bytes = aligned(bytes);
	void *result = take(arena, bytes, &zeroed);
	return zeroed ? result : memset(result, 0, bytes);
}

static size_t array_bytes(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		BUG("array too large");
	return bytes;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	return arena_alloc(arena, array_bytes(count, size));
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
	bool zeroed;
	return take(arena, aligned(array_bytes(count, size)), &zeroed);
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

static struct arena_block *remap(struct arena_block *block, size_t bytes)
{
	size_t whole = sizeof *block + bytes;
	block = mremap(block, block->kind, whole, MREMAP_MAYMOVE);
	if (block == MAP_FAILED)
		out_of_memory();
	block->kind = whole;
	return block;
}

static struct arena_block *enlarge(struct arena_block *block, size_t old, size_t bytes)
{
	block = realloc(block, sizeof *block + bytes);
	if (!block)
		out_of_memory();
	memset(block->bytes + old, 0, bytes - old);
	return block;
}

/* From the heap to pages of its own. */
static struct arena_block *move_to_pages(struct arena_block *block, size_t old, size_t bytes)
{
	struct arena_block *mapped = block_new_mapped(bytes);
	mapped->next = block->next;
	memcpy(mapped->bytes, block->bytes, old);
	free(block);
	return mapped;
}

/* Makes the block that holds nothing but `items` of `old` bytes larger, moving it where it must; NULL when there is
 * none. What it leaves is free for others, which a list that is copied in a shared block is not. */
static void *grow_own(struct arena *arena, const void *items, size_t old, size_t bytes)
{
	struct arena_block **link = &arena->blocks;
	while (*link && ((*link)->kind == SHARED || (const void *)(*link)->bytes != items))
		link = &(*link)->next;
	struct arena_block *block = *link;
	if (!block)
		return NULL;
	*link = block->kind != OWN ? remap(block, bytes)
	        : bytes < MAPPED   ? enlarge(block, old, bytes)
	                           : move_to_pages(block, old, bytes);
	return (*link)->bytes;
}

/* Whether `items` of `old` bytes are the last of the newest block and can take `bytes` there; then they do. */
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
	bool zeroed = aligned(bytes) >= MAPPED;
	grown = bytes >= OWN_LIST ? add_own_block(arena, aligned(bytes)) : take(arena, aligned(bytes), &zeroed);
	if (count)
		memcpy(grown, items, count * size);
	if (!zeroed)
		memset((char *)grown + count * size, 0, aligned(bytes) - count * size);
	return grown;
}
