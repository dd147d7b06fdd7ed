/* Heap: memory that is freed stays with the process. In: nothing. Out: nothing that can be seen but time.
 *
 * Why so: what goes back to the system comes again as pages that it zeroes one by one, 2 to 3 us for each 4 KiB in a
 * virtual machine. By itself the C library maps every block of 128 KiB or more and gives it back when it is freed. */
#include "base/heap.h"

#include <malloc.h>

#define MAPPED_FROM (4 << 20)  /* bytes: larger blocks come from the system and go back to it */
#define KEPT        (32 << 20) /* bytes: as much as may lie free at the heap's end */

void heap_prepare(void)
{
	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	mallopt(M_TRIM_THRESHOLD, KEPT);
}
