/* Window: a large file seen through a buffer that moves along it, so that memory does not grow with the file.
 * Private to the data room. */
#ifndef CORRIDOR_DATA_WINDOW_H
#define CORRIDOR_DATA_WINDOW_H

#include "data/file.h"

#define WINDOW_SIZE ((size_t)1 << 18) /* bytes: fits the processor's second cache */

struct window {
	int descriptor;
	size_t length;        /* of the file */
	size_t start, filled; /* what the buffer holds */
	size_t until;         /* as window_expect() says */
	char *buffer;
};

/* Opens a regular file with the errors of file_read(). Close with window_close(), which takes NULL. */
struct window *window_open(const char *path, const char *shown, size_t limit, struct place place, struct diag *diag);
void window_close(struct window *window);
/* From here on nothing from `until` on is worth reading ahead; 0: nobody knows. */
void window_expect(struct window *window, size_t until);
/* `length` bytes (at most WINDOW_SIZE) from `offset`, valid until the next call; NULL when the file does not have
 * them, or no longer. */
const char *window_at(struct window *window, size_t offset, size_t length);

#endif
