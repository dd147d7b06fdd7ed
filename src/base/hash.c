/* Hash: XXH3 of xxHash, 128 bits. Not meant against an adversary: inputs are compared with their own earlier state.
 * Files are read, not mapped, since a mapped file that shrinks ends the process; opened without blocking, since a FIFO
 * in place of a file would hang it. */
#include "base/hash.h"

#include "base/arena.h"
#include "base/confined.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

static struct hash from_library(XXH128_hash_t value)
{
	return (struct hash){value.high64, value.low64};
}

struct hash hash_bytes(const void *bytes, size_t length)
{
	return from_library(XXH3_128bits(length ? bytes : "", length));
}

struct hash hash_text(const char *text)
{
	return hash_bytes(text, strlen(text));
}

struct hash hash_join(struct hash first, struct hash second)
{
	uint64_t both[4] = {first.high, first.low, second.high, second.low};
	return hash_bytes(both, sizeof both);
}

static bool hash_stream(int file, struct hash *out)
{
	char piece[65536];
	XXH3_state_t *state = XXH3_createState();
	if (!state || XXH3_128bits_reset(state) != XXH_OK)
		BUG("the hash library does not start");
	ssize_t got;
	while ((got = read(file, piece, sizeof piece)) > 0 || (got < 0 && errno == EINTR))
		if (got > 0)
			XXH3_128bits_update(state, piece, (size_t)got);
	*out = from_library(XXH3_128bits_digest(state));
	XXH3_freeState(state);
	return got == 0;
}

bool hash_file(const char *path, bool confined, struct hash *out)
{
	struct stat status;
	const int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
	int file = confined ? base_open(path, flags) : open(path, flags);
	if (file < 0)
		return false;
	bool read_whole = !fstat(file, &status) && S_ISREG(status.st_mode) && hash_stream(file, out);
	close(file);
	return read_whole;
}

bool hash_equal(struct hash first, struct hash second)
{
	return first.high == second.high && first.low == second.low;
}

void hash_format(struct hash hash, char *out)
{
	snprintf(out, HASH_DIGITS + 1, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

bool hash_parse(const char *text, struct hash *out)
{
	unsigned long long high, low;
	if (strspn(text, "0123456789abcdef") < HASH_DIGITS || sscanf(text, "%16llx%16llx", &high, &low) != 2)
		return false;
	*out = (struct hash){high, low};
	return true;
}
