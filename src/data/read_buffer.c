/* Read buffer: reads ahead where reading goes forward, and little where it jumps, unless told how far.
 *
 * Read, not mapped: a mapped file that shrinks meanwhile ends the process, and its pages count as memory. */
#include "data/read_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#define JUMP 4096 /* bytes read after a jump */

struct read_buffer *read_buffer_open(const char *path, const char *shown, size_t limit, struct place place,
                                     struct diag *diag)
{
	size_t length;
	int descriptor = data_file_open(path, shown, limit, place, diag, &length);
	if (descriptor < 0)
		return NULL;
	struct read_buffer *window = calloc(1, sizeof *window);
	if (window)
		window->buffer = malloc(READ_BUFFER_SIZE);
	if (!window || !window->buffer)
		BUG("out of memory");
	window->descriptor = descriptor;
	window->length = length;
	return window;
}

void read_buffer_close(struct read_buffer *window)
{
	if (!window)
		return;
	close(window->descriptor);
	free(window->buffer);
	free(window);
}

/* Fills the buffer from `offset` with up to `wanted` bytes. */
static void fill(struct read_buffer *window, size_t offset, size_t wanted)
{
	window->start = offset;
	window->filled = 0;
	while (window->filled < wanted) {
		ssize_t got = pread(window->descriptor, window->buffer + window->filled, wanted - window->filled,
		                    (off_t)(offset + window->filled));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return;
		window->filled += (size_t)got;
	}
}

void read_buffer_expect(struct read_buffer *window, size_t until)
{
	window->until = until;
}

/* How much to read from `offset`, where `length` bytes are asked for. */
static size_t worth_reading(const struct read_buffer *window, size_t offset, size_t length)
{
	size_t end = window->start + window->filled;
	if (offset < window->until) {
		size_t expected = window->until - offset;
		return expected < length ? length : expected < READ_BUFFER_SIZE ? expected : READ_BUFFER_SIZE;
	}
	/* On from where the buffer ends, or not far behind: more of the same is to come. */
	bool forward = offset >= window->start && offset <= end + JUMP;
	return forward ? READ_BUFFER_SIZE : length > JUMP ? length : JUMP;
}

const char *read_buffer_at(struct read_buffer *window, size_t offset, size_t length)
{
	if (length > READ_BUFFER_SIZE || offset > window->length || length > window->length - offset)
		return NULL;
	if (offset < window->start || offset + length > window->start + window->filled) {
		size_t wanted = worth_reading(window, offset, length);
		fill(window, offset, wanted < window->length - offset ? wanted : window->length - offset);
	}
	return offset + length <= window->start + window->filled ? window->buffer + (offset - window->start) : NULL;
}
