/* Hash: a 128-bit content hash, the same on every machine, by which a batch knows whether an input has changed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash {
	uint64_t high, low;
};

#define HASH_DIGITS 32

struct hash hash_bytes(const void *bytes, size_t length);
struct hash hash_text(const char *text);
/* Order counts: hash_join(a, b) differs from hash_join(b, a). */
struct hash hash_join(struct hash first, struct hash second);
/* Of a regular file's content, read in pieces; false when it cannot be read. `confined`: as base_open() opens files. */
bool hash_file(const char *path, bool confined, struct hash *out);
bool hash_equal(struct hash first, struct hash second);
/* Hexadecimal digits into out[HASH_DIGITS + 1]; and back: false when it is no hash. */
void hash_format(struct hash hash, char *out);
bool hash_parse(const char *text, struct hash *out);
