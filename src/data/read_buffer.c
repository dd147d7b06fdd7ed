/* Read buffer: reads ahead where reading goes forward, and little where it jumps, unless told how far.
 *
 * Read, not mapped: a mapped file that shrinks meanwhile ends the process, and its pages count as memory. */
#include "data/read_buffer.h"

#include <stdlib.h>
#include <unistd.h>

#define JUMP 4096 /* bytes read after a jump */

static struct read_buffer *new_buffer(int descriptor, struct bytes bytes)
{
	struct read_buffer *buffer = calloc(1, sizeof *buffer);
	if (!buffer)
		BUG("out of memory");
	*buffer = (struct read_buffer){.descriptor = descriptor, .length = bytes.length, .bytes = bytes.start};
	return buffer;
}

struct read_buffer *read_buffer_of(struct bytes bytes)
{
	struct read_buffer *buffer = new_buffer(-1, bytes);
	buffer->filled = bytes.length;
	return buffer;
}

struct read_buffer *read_buffer_open(const char *path, const char *shown, size_t limit, struct place place,
                                     struct diag *diag)
{
	size_t length;
	int descriptor = data_file_open(path, shown, limit, place, diag, &length);
	if (descriptor < 0)
		return NULL;
	struct read_buffer *buffer = new_buffer(descriptor, (struct bytes){NULL, length});
	buffer->own = malloc(length < READ_BUFFER_SIZE ? length + 1 : READ_BUFFER_SIZE);
	if (!buffer->own)
		BUG("out of memory");
	buffer->bytes = buffer->own;
	return buffer;
}

void read_buffer_close(struct read_buffer *buffer)
{
	if (!buffer)
		return;
	if (buffer->descriptor >= 0)
		close(buffer->descriptor);
	free(buffer->own);
	free(buffer);
}

void read_buffer_expect(struct read_buffer *buffer, size_t until)
{
	buffer->expected = until;
}

/* How much to read from `offset`, where `length` bytes are asked for. */
static size_t worth_reading(const struct read_buffer *buffer, size_t offset, size_t length)
{
	size_t end = buffer->start + buffer->filled;
	if (offset < buffer->expected) {
		size_t expected = buffer->expected - offset;
		return expected < length ? length : expected < READ_BUFFER_SIZE ? expected : READ_BUFFER_SIZE;
	}
	/* On from where the buffer ends, or not far behind: more of the same is to come. */
	bool forward = offset >= buffer->start && offset <= end + JUMP;
	return forward ? READ_BUFFER_SIZE : length > JUMP ? length : JUMP;
}

const char *read_buffer_at(struct read_buffer *buffer, size_t offset, size_t length)
{
	if (offset > buffer->length || length > buffer->length - offset)
		return NULL;
	if (offset < buffer->start || offset + length > buffer->start + buffer->filled) {
		if (length > READ_BUFFER_SIZE)
			return NULL;
		size_t wanted = worth_reading(buffer, offset, length);
		if (wanted > buffer->length - offset)
			wanted = buffer->length - offset;
		buffer->start = offset;
		buffer->filled = data_file_read_at(buffer->descriptor, buffer->own, wanted, offset);
	}
	return offset + length <= buffer->start + buffer->filled ? buffer->bytes + (offset - buffer->start) : NULL;
}
