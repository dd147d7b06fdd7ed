/* Supervising: hands jobs to workers, records results, replaces workers that died or took too long, ends on a signal.
 * One thread that waits in poll(): whatever a library does happens in a worker. */
#include "batch/run_parts.h"

#include "base/utf8.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define WORKERS_MAX 256
/* A worker is replaced after so many jobs: what a library leaks stays bounded. */
#define JOBS_OF_A_WORKER 500

/* poll() waits no longer: a signal that arrives just before it is seen after it. */
#define WAIT_MS 200

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNALS (sizeof watched / sizeof *watched)
static volatile sig_atomic_t signal_arrived; /* 0: none */

static void note_signal(int number)
{
	signal_arrived = number;
}

/* A signal ends the batch in order. */
static void watch_signals(struct sigaction before[SIGNALS])
{
	signal_arrived = 0;
	for (size_t i = 0; i < SIGNALS; i++) {
		struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
		sigemptyset(&action.sa_mask);
		sigaction(watched[i], &action, &before[i]);
	}
}

struct supervisor {
	struct run *run;
	struct worker workers[WORKERS_MAX];
	size_t count, next; /* next: in todo, the first that is in no worker's share */
	bool stop, unwritable;
};

static void finish(struct supervisor *supervisor, const struct worker *worker, const struct job_result *result)
{
	struct run *run = supervisor->run;
	const struct job *job = &worker->order.job;
	supervisor->unwritable = !state_add(run->state, job, result, run->inputs) || supervisor->unwritable;
	progress_job(&run->progress, job, result);
	if (result->status != JOB_DRAWN && run->options->fail_fast)
		supervisor->stop = true;
}

/* What it wrote to standard error, as valid text with its line ends. */
static const char *error_lines(const struct worker *worker, struct arena *arena)
{
	const char *lines = "";
	for (size_t at = 0; at < worker->error_text.length;) {
		size_t length = strcspn(worker->error_text.bytes + at, "\n");
		lines = arena_printf(arena, "%s%s\n", lines,
		                     base_utf8_clean(arena, worker->error_text.bytes + at, length));
		at += length + 1;
	}
	return lines;
}

/* The worker's job is over without a result of its own; a new worker takes over its share. */
static void give_up(struct supervisor *supervisor, struct worker *worker, enum job_status status)
{
	struct job_result result = {.status = status};
	result.stages[STAGE_READ] = (profile_clock() - worker->begun) * 1e3;
	struct arena *arena = &worker->arena;
	int ended = worker_stop(worker);
	if (status == JOB_TIMED_OUT)
		result.messages =
		        arena_printf(arena, "it was ended after %g s (--timeout)\n", supervisor->run->options->timeout);
	else if (WIFSIGNALED(ended))
		result.messages = arena_printf(arena, "%sthe process ended with signal %d (%s)\n",
		                               error_lines(worker, arena), WTERMSIG(ended), strsignal(WTERMSIG(ended)));
	else
		result.messages = arena_printf(arena, "%sthe process ended with status %d\n",
		                               error_lines(worker, arena), WEXITSTATUS(ended));
	finish(supervisor, worker, &result);
}

/* The rear half of the largest share of another; none is left when all are empty. */
static void take_from_others(struct supervisor *supervisor, struct worker *worker)
{
	struct worker *richest = NULL;
	for (size_t i = 0; i < supervisor->count; i++) {
		struct worker *other = &supervisor->workers[i];
		if (!richest || other->end - other->next > richest->end - richest->next)
			richest = other;
	}
	worker->end = richest->end;
	richest->end -= (richest->end - richest->next + 1) / 2;
	worker->next = richest->end;
}

/* Whether the worker has a job to do: of its own share, or else of the next jobs that have one view, so that the view
 * is opened and its data projected once. */
static bool find_work(struct supervisor *supervisor, struct worker *worker)
{
	const struct run *run = supervisor->run;
	if (worker->next == worker->end && supervisor->next < run->todo_count) {
		worker->next = worker->end = supervisor->next;
		while (worker->end < run->todo_count && run->todo[worker->end].order == run->todo[worker->next].order)
			worker->end++;
		supervisor->next = worker->end;
	} else if (worker->next == worker->end) {
		take_from_others(supervisor, worker);
	}
	return worker->next < worker->end;
}

/* Works out the worker's next job and sends it. */
static void order_next(struct supervisor *supervisor, struct worker *worker)
{
	struct run *run = supervisor->run;
	struct job *job = &worker->order.job;
	if (worker->drawn >= JOBS_OF_A_WORKER)
		worker_stop(worker);
	if (!worker->pid && !worker_start(worker, &run->setting, supervisor->workers, supervisor->count)) {
		perror("corridor: error: no worker can be started");
		supervisor->stop = supervisor->unwritable = true;
		return;
	}
	arena_reset(&worker->arena);
	worker->order = (struct order){.again = worker->next + 1 < worker->end};
	if (!run_job(run, run->todo[worker->next++].index, &worker->arena, run->diag, job))
		BUG("a job that was chosen cannot be worked out");
	state_sweep(run->state, job);
	state_begin(run->state, job->name, (long)worker->pid);
	if (!worker_send(worker))
		give_up(supervisor, worker, JOB_CRASHED);
}

static void look_after(struct supervisor *supervisor, struct worker *worker)
{
	struct job_result result;
	enum worker_news news = worker_read(worker, supervisor->run->options->timeout, &result);
	if (news == WORKER_DONE)
		finish(supervisor, worker, &result);
	else if (news != WORKER_BUSY)
		give_up(supervisor, worker, news == WORKER_LATE ? JOB_TIMED_OUT : JOB_CRASHED);
}

/* Waits until a worker has something to say. Returns how many are at work. */
static size_t wait_for_news(struct supervisor *supervisor)
{
	struct pollfd waits[WORKERS_MAX];
	const char *current = NULL;
	size_t busy = 0;
	for (size_t i = 0; i < supervisor->count; i++) {
		const struct worker *worker = &supervisor->workers[i];
		if (!worker->busy)
			continue;
		waits[busy++] = (struct pollfd){.fd = worker->channel, .events = POLLIN};
		current = worker->order.job.name;
	}
	if (busy)
		progress_tick(&supervisor->run->progress, current, busy);
	if (busy && !signal_arrived)
		poll(waits, busy, WAIT_MS);
	return busy;
}

static void supervise(struct supervisor *supervisor)
{
	for (;;) {
		for (size_t i = 0; i < supervisor->count && !supervisor->stop; i++)
			if (!supervisor->workers[i].busy && find_work(supervisor, &supervisor->workers[i]))
				order_next(supervisor, &supervisor->workers[i]);
		/* After a failure with --fail-fast what is at work may end; after a signal it may not. */
		if (!wait_for_news(supervisor) || signal_arrived)
			break;
		for (size_t i = 0; i < supervisor->count; i++)
			if (supervisor->workers[i].busy)
				look_after(supervisor, &supervisor->workers[i]);
	}
	/* The files of what is at work are not torn, only not there. */
	for (size_t i = 0; i < supervisor->count; i++)
		worker_clear(&supervisor->workers[i]);
}

int run_supervise(struct run *run, size_t *left)
{
	struct supervisor supervisor = {.run = run};
	supervisor.count = run->options->workers < WORKERS_MAX ? run->options->workers : WORKERS_MAX;
	if (supervisor.count > run->todo_count)
		supervisor.count = run->todo_count;
	for (size_t i = 0; i < supervisor.count; i++)
		worker_init(&supervisor.workers[i]);
	struct sigaction before[SIGNALS];
	watch_signals(before);
	supervise(&supervisor);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(watched[i], &before[i], NULL);
	*left = run->todo_count - run->progress.drawn - run->progress.failed;
	if (supervisor.unwritable)
		fprintf(stderr,
		        "corridor: error: the state file could not be written: the next run draws again what this "
		        "one has drawn\n");
	return signal_arrived;
}
