/* File: whole regular files, and the files that lie beside one. For the data room and the readers of manifests. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

/* What a reader gets instead of a path, so that it can be bounded and fuzzed. */
struct bytes {
	const char *start; /* NULL: there is no such file */
	size_t length;
};

/* Whether there is a file or a folder; else false with an error that says what may have been meant. */
bool data_file_exists(const char *path, const char *shown, struct place place, struct diag *diag);

/* Opens a regular file of at most `limit` bytes for reading: its descriptor and length, or -1 with an error. */
int data_file_open(const char *path, const char *shown, size_t limit, struct place place, struct diag *diag,
                   size_t *length);

/* Reads from `offset` on. Returns how many bytes: fewer than `length` where the file ends, or fails with errno. */
size_t data_file_read_at(int descriptor, char *bytes, size_t length, size_t offset);

/* Reads a regular file of at most `limit` bytes; never waits on a FIFO or a device. `shown` names it in the
 * error. A NUL follows the last byte. */
bool data_file_read(struct arena *arena, const char *path, const char *shown, size_t limit, struct place place,
                    struct diag *diag, struct bytes *out);

/* The path of the file with the same stem and another ending (".dbf"), letter case ignored where the exact
 * name does not exist; NULL when there is none. */
const char *data_file_beside(struct arena *arena, const char *path, const char *ending);
/* `path` with its last component replaced by that of `other`. */
const char *data_file_in_same_folder(struct arena *arena, const char *path, const char *other);
/* The last component. */
const char *data_file_name(const char *path);
/* Equal but for the case of the letters A to Z, in every locale. */
bool data_ascii_same(const char *a, const char *b);
/* The ending of the last component with its dot, "" when it has none. */
const char *data_file_ending(const char *path);
