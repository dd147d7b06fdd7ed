/* What the parts of a run share: choosing the jobs, reading shared data, drawing them. Private to the run. */
#pragma once

#include "base/hash_table.h"
#include "base/progress_line.h"
#include "base/ranked.h"
#include "batch/batch.h"
#include "batch/state.h"
#include "batch/worker.h"

/* A job to draw. */
struct todo {
	size_t index; /* in the plan */
	size_t order; /* of its view: the number of the first job to draw that has it */
};

/* What a batch prints while it works: on a terminal one line that is rewritten, elsewhere plain lines or JSON. */
struct progress {
	struct progress_line line;
	bool json, quiet;
	size_t total, unchanged; /* jobs to draw; jobs left as they are */
	size_t drawn, failed, warned;
	double begun; /* profile_clock() */
};

struct run {
	const struct batch_options *options;
	struct arena *arena;
	struct diag *diag;
	struct plan plan;
	struct inputs *inputs;
	struct state *state;
	struct worker_setting setting;
	struct progress progress;
	struct todo *todo; /* in the manifest's order, but those with one view together */
	size_t todo_count, todo_capacity;
	struct hash_table maps; /* by path: the index of the first job to draw of each map */
	size_t unchanged;
};

/* select.c: looks at every job of the shard and fills todo; with --dry-run writes why. False with errors. */
bool run_select(struct run *run);
/* Works out a job and says whether it is of this run's shard; false too for a job with a fault, which is reported in
 * `diag`. */
bool run_job(const struct run *run, size_t index, struct arena *arena, struct diag *diag, struct job *out);
/* supervise.c: draws todo. 0, or the signal that ended it; *left gets the jobs not drawn. */
int run_supervise(struct run *run, size_t *left);
struct run_totals {
	size_t jobs, drawn, failed, warned;
	double seconds[JOB_STAGES];
	struct ranked *each; /* seconds of each job drawn */
	size_t each_count, each_capacity;
	double bytes;
};
/* report.c: counts the shard's jobs (with merge: all) and writes their contact sheet, where one is asked for. False
 * when it cannot be written. */
bool run_report(struct run *run, struct run_totals *totals);

/* progress.c */
void progress_open(struct progress *progress, bool json, bool quiet);
/* While jobs are looked at, from two seconds on: `what` is done to the `number`-th of `of`. */
void progress_look(struct progress *progress, const char *what, size_t number, size_t of);
void progress_begin(struct progress *progress, size_t total, size_t unchanged);
/* A job ended. */
void progress_job(struct progress *progress, const struct job *job, const struct job_result *result);
/* The rewritten line, at most five times a second; `current` is a job at work. */
void progress_tick(struct progress *progress, const char *current, size_t busy);
/* The last line. `left`: jobs not drawn, when it was interrupted or ended early. */
void progress_end(struct progress *progress, size_t left);
