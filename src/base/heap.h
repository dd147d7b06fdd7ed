/* Memory for a program that takes it stage by stage and then ends. */
#ifndef CORRIDOR_BASE_HEAP_H
#define CORRIDOR_BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>

/* Keeps what is freed for what is taken next. Call once, before any thread. */
void heap_prepare(void);
/* Has the system give the heap's next so many bytes at once, where it can; for what will surely be used. */
void heap_expect(size_t bytes);

/* Pages for one large thing that will be filled to its end, or NULL when there is no memory; *zeroed tells whether they
 * are zero. Given back with the same size. Any thread. */
void *pages_take(size_t bytes, bool *zeroed);
void pages_give(void *pages, size_t bytes);

#endif
