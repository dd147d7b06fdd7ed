/* Arena: memory with one lifetime. Everything allocated from an arena is freed
 * together by arena_clear(); nobody frees a single result. Running out of memory
 * ends the process (BUG-like): a half-built map is of no use to anybody. */
#pragma once

#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used, size;          /* of the newest block, bytes */
};

void arena_init(struct arena *arena);
void arena_clear(struct arena *arena);
/* Gives back all that was allocated, keeping one block: for scratch memory used over and over. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t bytes);
/* count * size with the multiplication checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* The same, not zeroed: for what is written before it is read, so that only as much is touched. */
void *arena_room(struct arena *arena, size_t count, size_t size);
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t bytes);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for one more element: returns `items`, grown where it lies or moved. `count` elements are in
 * use; *capacity is updated; `items` must be from this arena, as returned by it, or NULL. Usage: list =
 * arena_grow(arena, list, count, &capacity, sizeof *list). */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))
#define ARENA_ROOM(arena, count, type)  ((type *)arena_room((arena), (count), sizeof(type)))

/* A fault of ours, not of the user: says where and aborts. */
#define BUG(message) base_bug_at(__FILE__, __LINE__, (message))
_Noreturn void base_bug_at(const char *file, int line, const char *message);
