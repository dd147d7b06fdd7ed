/* Workers: processes that draw one job after the other and say how each went. */
#pragma once

#include "batch/draw_job.h"

#include <sys/types.h>

struct order {
	struct job job;
	bool only_read; /* the data is read and nothing is drawn: a trial, whether reading it does any harm */
	bool again;     /* the next job has the same view */
};

struct worker {
	pid_t pid;   /* 0: none */
	int channel; /* socket: orders to it, results from it */
	int errors;  /* its standard error: what a library says before it aborts */
	bool busy;
	struct order order;       /* while busy */
	struct arena arena;       /* of the order, and of its result */
	double begun;             /* profile_clock() */
	size_t drawn;             /* jobs so far */
	size_t next, end;         /* its share of the jobs to draw: the supervisor's */
	struct buffer error_text; /* that has come from there */
};

struct worker_setting {
	struct draw_setting draw;
	size_t memory_limit; /* bytes of address space; 0: none */
};

void worker_init(struct worker *worker);
/* Forks; `others` are the workers whose ends of pipes the new one closes. False with errno. */
bool worker_start(struct worker *worker, const struct worker_setting *setting, const struct worker *others,
                  size_t count);
/* Sends worker->order. False when the worker is gone. */
bool worker_send(struct worker *worker);
enum worker_news {
	WORKER_BUSY,
	WORKER_DONE, /* with a result */
	WORKER_GONE, /* it has ended, or its result is damaged */
	WORKER_LATE  /* at work for longer than it may be */
};
/* Reads what has come. `timeout`: seconds for an order; 0: no limit. */
enum worker_news worker_read(struct worker *worker, double timeout, struct job_result *out);
/* Kills it, if it lives, waits, and removes its temporary files; returns the status of waitpid(). Its error text
 * and its order stay. */
int worker_stop(struct worker *worker);
/* Stops it and frees what it holds. */
void worker_clear(struct worker *worker);

/* wire.c: orders and results as messages of bytes. Sending is false when the other end is gone; receiving waits, and is
 * false when nothing comes any more or it is damaged. What is received lies in the arena. */
bool wire_send_order(int file, const struct order *order);
bool wire_send_result(int file, const struct job_result *result);
bool wire_receive_order(int file, struct arena *arena, struct order *out);
bool wire_receive_result(int file, struct arena *arena, struct job_result *out);
