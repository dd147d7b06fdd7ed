/* Workers: processes that draw one job after the other and say how each went. */
#pragma once

#include "batch/draw_job.h"

#include <sys/types.h>

struct order {
	size_t index;   /* of the job in the plan */
	bool only_read; /* the data is read and nothing is drawn: a trial, whether reading it does any harm */
	bool again;     /* the next job has the same view */
};

struct worker {
	pid_t pid;   /* 0: none */
	int channel; /* socket: orders to it, results from it */
	int errors;  /* its standard error: what a library says before it aborts */
	bool busy;
	struct job job;           /* that it draws while busy */
	struct arena arena;       /* of the job, and of its result */
	double begun;             /* profile_clock() */
	size_t drawn;             /* jobs so far */
	size_t next, end;         /* its share of the jobs to draw: the supervisor's */
	struct buffer error_text; /* that has come from there */
};

struct worker_setting {
	const struct plan *plan; /* read before the first worker is forked, and not changed any more */
	struct draw_setting draw;
	size_t memory_limit; /* bytes of address space; 0: none */
};

void worker_init(struct worker *worker);
/* Forks; `others` are the workers whose ends of pipes the new one closes. False with errno. */
bool worker_start(struct worker *worker, const struct worker_setting *setting, const struct worker *others,
                  size_t count);
/* Orders worker->job, which is the order's. False when the worker is gone. */
bool worker_send(struct worker *worker, struct order order);
enum worker_news {
	WORKER_BUSY,
	WORKER_DONE, /* with a result */
	WORKER_GONE, /* it has ended, or its result is damaged */
	WORKER_LATE  /* at work for longer than it may be */
};
/* Reads what has come. `timeout`: seconds for an order; 0: no limit. */
enum worker_news worker_read(struct worker *worker, double timeout, struct job_result *out);
/* Kills it, if it lives, waits, and removes its temporary files; returns the status of waitpid(). Its error text
 * and its job stay. */
int worker_stop(struct worker *worker);
/* Stops it and frees what it holds. */
void worker_clear(struct worker *worker);
