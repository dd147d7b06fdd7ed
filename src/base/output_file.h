/* Output file: a reader sees the whole new file or the old one, never a part. What is no regular file (a device, a
 * FIFO) is written to as it stands, and a symbolic link stays one: the file that it leads to is written. */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>

/* Writes beside the file, syncs, renames; a file that is replaced keeps its mode, and its owner where that is allowed.
 * Signals that would end the process wait meanwhile, so that none leaves a temporary file. A FIFO waits for its reader.
 * 0, or the errno of what failed; no temporary file is left then. */
int output_file_write(const char *path, const struct buffer *content);
/* Makes the folders that the path leads through, where they are missing. False with errno. */
bool output_file_make_folders(const char *path);
/* Reads so many bytes from a descriptor. False with errno, or when it ends before. */
bool output_file_read_all(int file, void *bytes, size_t length);
/* Writes all of it to a descriptor. False with errno. */
bool output_file_write_all(int file, const void *bytes, size_t length);
/* The temporary's name while process `pid` writes `path`, into out: beside the file that a link leads to. False when it
 * does not fit. */
bool output_file_partial(const char *path, long pid, char *out, size_t size);
