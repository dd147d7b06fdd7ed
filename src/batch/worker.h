/* Workers: processes that draw one job after the other and tell how it went. */
#ifndef CORRIDOR_BATCH_WORKER_H
#define CORRIDOR_BATCH_WORKER_H

#include "batch/draw_job.h"

#include <sys/types.h>

struct worker {
	pid_t pid;   /* 0: none */
	int orders;  /* to it: orders */
	int answers; /* from it: results */
	int errors;  /* its standard error: what a library says before it aborts */
	bool busy;
	size_t job;       /* while busy */
	double begun;     /* monotonic milliseconds */
	size_t drawn;     /* jobs so far */
	size_t next, end; /* its share of the jobs to draw: the supervisor's */
	struct buffer answer, said;
};

struct worker_setting {
	const struct plan *plan;
	struct draw_setting draw;
	size_t memory_limit; /* bytes of address space; 0: none */
};

/* Forks; `others` are the workers whose pipes the new one closes. False with errno. */
bool worker_start(struct worker *worker, const struct worker_setting *setting, const struct worker *others,
                  size_t count);
/* Orders a job; `again`: the next will have the same view. False when the worker is gone. */
bool worker_order(struct worker *worker, size_t job, bool again);
/* Reads what has come. 1: *out is the result of its job; 0: not yet; -1: the worker is gone. */
int worker_read(struct worker *worker, struct arena *arena, struct job_result *out);
/* Kills it, if it lives, and waits; returns the status of waitpid(). */
int worker_stop(struct worker *worker);
/* Lets an idle worker end by itself. */
void worker_dismiss(struct worker *worker);

#endif
