/* What state.c (the file) and state_lines.c (its lines and the tables they fill) share. Private to the state. */
#ifndef CORRIDOR_BATCH_STATE_PARTS_H
#define CORRIDOR_BATCH_STATE_PARTS_H

#include "base/hash_table.h"
#include "batch/state.h"

#define STATE_HEAD "corridor batch state 1"

struct state_run {
	struct hash name;
	long pid;
};

struct state {
	struct arena arena;
	const char *path;
	int file; /* -1: read only */
	struct input_set **sets;
	size_t set_count, set_capacity;
	struct hash_table records; /* pointers to records by name */
	struct state_run *runs;    /* begun by earlier runs and never finished */
	size_t run_count, run_capacity;
	bool stale; /* the file holds lines that count no more */
	long long synced;
	size_t shard, shards; /* whose records state_join() takes; shards 0: all */
};

/* "CHECKSUM\tLINE\n" */
void state_line(const struct buffer *line, struct buffer *out);
void state_set_line(const struct input_set *set, struct buffer *out);
void state_record_line(const struct state_record *record, struct buffer *out);
/* The same with checksum and line end. */
void state_format_set(const struct input_set *set, struct buffer *out);
void state_format_record(const struct state_record *record, struct buffer *out);

/* NULL when there is none. */
struct input_set *state_set(const struct state *state, struct hash id);
struct input_set *state_add_set(struct state *state, struct hash id, const struct input *items, size_t count);
/* Reads a file's lines; `own`: it is the state's own file. */
bool state_read(struct state *state, const char *path, bool own, struct diag *diag);
/* Keeps a copy, over an older record of the job. */
struct state_record *state_put(struct state *state, const struct state_record *record);
bool state_write(struct state *state, const struct buffer *line);

#endif
