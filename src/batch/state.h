/* State: what a batch has drawn, from which inputs, in a file that is only ever appended to, a line at a time. */
#pragma once

#include "batch/draw_job.h"
#include "batch/inputs.h"

/* A set of inputs that jobs share. */
struct input_set {
	struct hash id; /* of paths and hashes */
	const struct input *items;
	size_t count;
	bool written;       /* its line is in the state's own file */
	bool compared;      /* in this run */
	const char *change; /* the first input that has changed; NULL: none, or not compared */
};

struct state_record {
	struct hash name; /* of the job's name */
	struct hash options;
	struct input_set *inputs;
	enum job_status status;
	long long finished; /* milliseconds since 1970: of two records the later counts */
	double stages[JOB_STAGES];
	size_t warnings;
	long long bytes[DRAW_FORMATS_MAX];
	const char *messages;
};

struct state;

/* Opens the file, if it is there, and locks it. Records of other shards (shards 0: none) and damaged lines, as a crash
 * leaves them, are skipped and the file is written again without them. NULL with an error: it cannot be written, or
 * another batch holds it. `read_only`: not locked. */
struct state *state_open(const char *path, size_t shard, size_t shards, bool read_only, struct diag *diag);
/* Before the first record: makes the file where there is none. False with an error. */
bool state_start(struct state *state, struct diag *diag);
/* Syncs and closes. */
void state_close(struct state *state);
/* Adds the records of another state file. False with an error when it cannot be read. */
bool state_join(struct state *state, const char *path, struct diag *diag);
/* Writes the file again with all records. */
bool state_rewrite(struct state *state, struct diag *diag);

/* NULL when there is no record of a job of that name. */
const struct state_record *state_find(const struct state *state, const char *name);
/* A job begins in that process: so that its temporary files can be removed if both are killed. */
void state_begin(struct state *state, const char *name, long pid);
/* Removes the temporary files that a killed run has left beside the job's outputs. */
void state_sweep(const struct state *state, const struct job *job);
/* Records the result; the line is in the file when this returns. False when it cannot be written. */
bool state_add(struct state *state, const struct job *job, const struct job_result *result, struct inputs *inputs);
/* Why the job must be drawn; NULL: nothing it was made of has changed and its files are there. */
const char *state_reason(struct state *state, const struct job *job, struct inputs *inputs, struct arena *arena);

/* state_lines.c: the lines of the file. Private to the state. */

/* A job that a process has begun. */
struct state_begun {
	struct hash name;
	long pid; /* 0: it has finished */
};

/* What a line says. */
struct state_line {
	enum { STATE_DAMAGED, STATE_SET, STATE_RECORD, STATE_BEGUN } kind;
	struct input_set *set;      /* in the arena */
	struct state_record record; /* without its inputs; its messages lie in the line */
	struct hash record_set;     /* id of the record's inputs */
	struct state_begun begun;
};

/* Appends a line with its checksum and line end. */
void state_format_set(const struct input_set *set, struct buffer *out);
void state_format_record(const struct state_record *record, struct buffer *out);
void state_format_begun(const struct state_begun *begun, struct buffer *out);
/* Reads a line of `length` bytes, which it takes apart. */
struct state_line state_parse_line(char *line, size_t length, struct arena *arena);
