/* Batch: draws the jobs of a manifest in parallel, those that need it, and keeps a record of what it has drawn. */
#pragma once

#include "base/diag.h"
#include "base/hash.h"

struct batch_options {
	const char *manifest;
	const char *folder;    /* of relative outputs; NULL: the manifest's own */
	const char *state;     /* file; NULL: STEM.state in the outputs' folder, STEM.I-of-N.state for a shard */
	const char *report;    /* HTML file; NULL: none */
	const char *share_dir; /* seeds */
	const char *confine;   /* folder outside of which nothing is read; NULL: none */
	const char *program;   /* its own path, an input of every job; NULL: not known */
	size_t workers;
	double timeout;       /* seconds for one job; 0: none */
	size_t memory_limit;  /* bytes a worker may address; 0: no limit */
	size_t shard, shards; /* 1..shards; shards 0: all */
	bool force, dry_run, fail_fast, json, quiet, merge;
	bool strict; /* a job with a warning fails, and none of its files is written */
};

enum batch_end { BATCH_DONE = 0, BATCH_FAILED = 1, BATCH_CANNOT_WRITE = 3 };

/* Results go to standard output (json, dry_run), progress to standard error. Errors of the manifest are in diag, whose
 * places live in `arena`. One of batch_end, or 128 + the signal that ended it. */
int batch_run(const struct batch_options *options, struct arena *arena, struct diag *diag);

/* Checks a manifest, its jobs and the map files that they name, without drawing. Errors and notes are in diag, whose
 * places live in `arena`. */
bool batch_check(const char *manifest, const char *share_dir, struct arena *arena, struct diag *diag);

/* Which shard this process is, from the environment that Slurm or Kubernetes sets: SLURM_ARRAY_TASK_ID with _COUNT,
 * _MIN and _STEP, or JOB_COMPLETION_INDEX with JOB_COMPLETIONS. *source gets the variable's name, NULL if none is set.
 * False with an error if only some of the variables are set. */
bool batch_shard_from_environment(size_t *shard, size_t *shards, const char **source, struct diag *diag);
/* Reads "I/N". False if it is not that, or I is not in 1..N. */
bool batch_shard_parse(const char *text, size_t *shard, size_t *shards);
/* The shard of a job, from hash_text() of its name, 1..shards: the same on every machine. */
size_t batch_shard_of(struct hash name, size_t shards);
