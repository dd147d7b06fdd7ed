/* Read buffer: a file seen through a buffer that moves along it, so that memory does not grow with the file; or bytes
 * in memory, seen in the same way. Private to the data room. */
#pragma once

#include "data/file.h"

#define READ_BUFFER_SIZE ((size_t)1 << 18) /* bytes: fits the processor's second cache */

struct read_buffer {
	int descriptor;       /* -1: the bytes are the caller's */
	size_t length;        /* of the file */
	size_t start, filled; /* what the buffer holds */
	size_t expected;      /* as read_buffer_expect() says */
	const char *bytes;
	char *own; /* where a file's bytes are read to */
};

/* Opens a regular file with the errors of data_file_read(). Close with read_buffer_close(), which takes NULL. */
struct read_buffer *read_buffer_open(const char *path, const char *shown, size_t limit, struct place place,
                                     struct diag *diag);
/* The bytes must outlive the buffer. */
struct read_buffer *read_buffer_of(struct bytes bytes);
void read_buffer_close(struct read_buffer *buffer);
/* Says that reading goes on up to the byte `until` and not beyond; 0: nobody knows. It decides only how much is read at
 * once. */
void read_buffer_expect(struct read_buffer *buffer, size_t until);
/* `length` bytes (of a file at most READ_BUFFER_SIZE) from `offset`, valid until the next call; NULL if the file does
 * not have them, or no longer. */
const char *read_buffer_at(struct read_buffer *buffer, size_t offset, size_t length);
