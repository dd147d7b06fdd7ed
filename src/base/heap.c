/* Heap: memory that is freed stays with the process, and what will be used is asked for at once. In: nothing. Out:
 * nothing that can be seen but time.
 *
 * Why so: a page that is touched for the first time stops the program, and the system zeroes it: 2 to 3 us for each
 * 4 KiB in one virtual machine, 11 in another, where asking for many at once takes 0.6 and leaves 5. By itself the C
 * library maps every block of 128 KiB or more and gives it back when it is freed. */
#include "base/heap.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define MAPPED_FROM (4 << 20)  /* bytes: larger blocks come from the system and go back to it */
#define KEPT        (32 << 20) /* bytes: as much as may lie free at the heap's end */
#define PIECE       ((size_t)2 << 20)
#define PIECES_MOST 16
#define PAGE        ((uintptr_t)4096)

void heap_prepare(void)
{
	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	mallopt(M_TRIM_THRESHOLD, KEPT);
}

/* Linux from 5.14 on; elsewhere pages come one by one as before. */
static void populate(void *block, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t first = ((uintptr_t)block + PAGE - 1) & ~(PAGE - 1), end = ((uintptr_t)block + bytes) & ~(PAGE - 1);
	if (first < end)
		madvise((void *)first, end - first, MADV_POPULATE_WRITE);
#else
	(void)block, (void)bytes;
#endif
}

void heap_expect(size_t bytes)
{
	void *pieces[PIECES_MOST];
	size_t count = 0;
	for (; count < PIECES_MOST && count * PIECE < bytes; count++) {
		pieces[count] = malloc(PIECE);
		if (pieces[count])
			populate(pieces[count], PIECE);
	}
	/* The last first: they come to lie free in one, at the heap's end. */
	while (count > 0)
		free(pieces[--count]);
}

/* The last pages given back: the next sheet of a batch is mostly of the same size. */
static struct {
	pthread_mutex_t mutex;
	void *pages;
	size_t bytes;
} spare = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void *take_spare(size_t bytes)
{
	void *found = NULL;
	pthread_mutex_lock(&spare.mutex);
	if (spare.bytes == bytes) {
		found = spare.pages;
		spare.pages = NULL;
		spare.bytes = 0;
	}
	pthread_mutex_unlock(&spare.mutex);
	return found;
}

void *pages_take(size_t bytes, bool *zeroed)
{
	void *pages = bytes > 0 ? take_spare(bytes) : NULL;
	*zeroed = !pages;
	if (pages || bytes == 0)
		return pages;
	pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	return pages == MAP_FAILED ? NULL : pages;
}

void pages_give(void *pages, size_t bytes)
{
	if (!pages)
		return;
	pthread_mutex_lock(&spare.mutex);
	void *old = spare.pages;
	size_t old_bytes = spare.bytes;
	spare.pages = pages;
	spare.bytes = bytes;
	pthread_mutex_unlock(&spare.mutex);
	if (old)
		munmap(old, old_bytes);
}
