/* Warming: data that jobs share is read once, before workers are forked, which then share the memory. A reader that
 * hangs or aborts must not take the batch with it: a worker tries every map first and lists the files that it read, so
 * that they are hashed before they are read for good. */
#include "batch/run_parts.h"

#include <poll.h>

#define MAPS_MAX 64 /* further maps are read by the workers that draw them */
#define WAIT_MS  200

/* True with the data's files as result when the worker has read the data of its order without harm. */
static bool try_to_read(const struct run *run, struct worker *worker, struct job_result *result)
{
	if (!worker->pid && !worker_start(worker, &run->setting, NULL, 0))
		return false;
	enum worker_news news = worker_send(worker) ? WORKER_BUSY : WORKER_GONE;
	while (news == WORKER_BUSY) {
		struct pollfd wait = {.fd = worker->channel, .events = POLLIN};
		poll(&wait, 1, WAIT_MS);
		news = worker_read(worker, run->options->timeout, result);
	}
	if (news != WORKER_DONE)
		worker_stop(worker); /* reported when its jobs are drawn */
	return news == WORKER_DONE && result->status == JOB_DRAWN;
}

static void warm_map(struct run *run, struct worker *worker)
{
	struct job_result result, again;
	const struct job *job = &worker->order.job;
	inputs_hash(run->inputs, job->map);
	if (!try_to_read(run, worker, &result))
		return;
	for (size_t i = 0; i < result.input_count; i++)
		inputs_hash(run->inputs, result.inputs[i]);
	job_read(job, &run->setting.draw, &worker->arena, &again);
}

void run_warm(struct run *run)
{
	struct worker worker;
	worker_init(&worker);
	inputs_hash(run->inputs, arena_printf(&worker.arena, "%s/themes/*.yaml", run->options->share_dir));
	inputs_hash(run->inputs, arena_printf(&worker.arena, "%s/messages/*.yaml", run->options->share_dir));
	for (size_t i = 0; i < run->maps.count && i < MAPS_MAX && !map_store_is_full(run->setting.draw.store); i++) {
		const size_t *first = hash_table_value(&run->maps, i);
		arena_reset(&worker.arena);
		worker.order = (struct order){.only_read = true};
		if (run_job(run, *first, &worker.arena, run->diag, &worker.order.job))
			warm_map(run, &worker);
	}
	worker_clear(&worker);
}
