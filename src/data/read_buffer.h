/* Window: a large file seen through a buffer that moves along it, so that memory does not grow with the file.
 * Private to the data room. */
#ifndef CORRIDOR_DATA_READ_BUFFER_H
#define CORRIDOR_DATA_READ_BUFFER_H

#include "data/file.h"

#define READ_BUFFER_SIZE ((size_t)1 << 18) /* bytes: fits the processor's second cache */

struct read_buffer {
	int descriptor;
	size_t length;        /* of the file */
	size_t start, filled; /* what the buffer holds */
	size_t until;         /* as read_buffer_expect() says */
	char *buffer;
};

/* Opens a regular file with the errors of data_file_read(). Close with read_buffer_close(), which takes NULL. */
struct read_buffer *read_buffer_open(const char *path, const char *shown, size_t limit, struct place place,
                                     struct diag *diag);
void read_buffer_close(struct read_buffer *window);
/* From here on nothing from `until` on is worth reading ahead; 0: nobody knows. */
void read_buffer_expect(struct read_buffer *window, size_t until);
/* `length` bytes (at most READ_BUFFER_SIZE) from `offset`, valid until the next call; NULL when the file does not have
 * them, or no longer. */
const char *read_buffer_at(struct read_buffer *window, size_t offset, size_t length);

#endif
