/* Inputs: what decides how a map looks, as content hashes: files, every one of them read once in a batch. */
#pragma once

#include "base/arena.h"
#include "base/hash.h"

/* A file's path, or a pattern with one '*' in its last part: all files that fit, names included. */
struct input {
	const char *path;
	struct hash hash;
};

/* The input that stands for the program, wherever it lies. */
#define INPUT_PROGRAM "the program"
/* Before the path of a font. */
#define INPUT_FONT "font "

struct inputs;

/* `program`: the file that INPUT_PROGRAM stands for; NULL when it is not known. */
struct inputs *inputs_open(const char *program);
void inputs_close(struct inputs *inputs);
/* The content as it is now, or as it was when first asked for in this batch: what was read cannot be newer. A file that
 * is not there has a hash of its own. */
struct hash inputs_hash(struct inputs *inputs, const char *path);

/* The paths that begin with `start` and end with `ending`, in the folder that `start` leads to; sorted, in the arena.
 * Hidden files are left out. `confined`: as base_open_folder() opens folders. */
const char **inputs_list(struct arena *arena, const char *start, const char *ending, bool confined, size_t *count);
