/* What the parts of a run share: choosing the jobs, reading shared data, drawing them. Private to the run. */
#ifndef CORRIDOR_BATCH_RUN_PARTS_H
#define CORRIDOR_BATCH_RUN_PARTS_H

#include "batch/batch.h"
#include "batch/progress.h"
#include "batch/state.h"

/* So much data maps share at most; what is more is read by the worker that needs it. */
#define STORE_BYTES ((size_t)1 << 30)

/* A job to draw. */
struct todo {
	size_t index;  /* in the plan */
	uint64_t view; /* by hash */
	size_t order;  /* of its view: the place of the first job that has it */
};

struct run {
	const struct batch_options *options;
	struct arena *arena;
	struct diag *diag;
	struct plan plan;
	struct inputs *inputs;
	struct state *state;
	struct map_store *store;
	struct progress progress;
	const char *thumbnails;
	struct todo *todo; /* in the manifest's order, but those with one view together */
	size_t todo_count, todo_capacity;
	size_t unchanged;
};

/* select.c: looks at every job of the shard and fills todo; with --dry-run writes why. False with errors. */
bool run_select(struct run *run);
/* Whether the job is of this run's shard. */
bool run_owns(const struct run *run, const struct job *job);
/* warm.c: reads the data of the maps to draw into the store, each tried in a process of its own first. */
void run_warm(struct run *run);
/* supervise.c: draws todo. 0, or the signal that ended it; *left gets the jobs not drawn. */
int run_supervise(struct run *run, size_t *left);
/* report.c: the contact sheet of the shard's jobs (with merge: of all). False when it cannot be written. */
bool run_report(struct run *run);

#endif
