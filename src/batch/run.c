/* A batch from the manifest to the summary. */
#include "batch/run_parts.h"

#include "base/output_file.h"
#include "data/file.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* So much data maps share at most; what is more is read by the worker that needs it. */
#define STORE_BYTES ((size_t)1 << 30)
#define MAPS_MAX    64 /* further maps are read by the workers that draw them */
#define WAIT_MS     200

static const char *state_stem(const struct run *run)
{
	const char *given = run->options->state;
	if (given)
		return arena_text_n(run->arena, given, (size_t)(data_file_ending(given) - given));
	return arena_printf(run->arena, "%s%s", run->plan.folder, plan_stem(&run->plan, run->arena));
}

static const char *state_path(const struct run *run)
{
	const char *given = run->options->state, *stem = state_stem(run);
	const char *ending = given && *data_file_ending(given) ? data_file_ending(given) : ".state";
	if (!run->plan.shards)
		return arena_printf(run->arena, "%s%s", stem, ending);
	return arena_printf(run->arena, "%s.%zu-of-%zu%s", stem, run->plan.shard, run->plan.shards, ending);
}

/* Whether a file beside our state, of a name that begins and ends as ours, holds what a run without shards or with
 * another number of shards has recorded. Of as many shards as ours, of which there may be thousands, none holds a job
 * of ours; to merge, all do. */
static bool holds_our_jobs(const struct run *run, const char *path, size_t stem, const char *ending)
{
	const char *middle = path + stem, *of = strstr(middle, "-of-");
	const char *sister = arena_printf(run->arena, "-of-%zu%s", run->plan.shards, ending);
	return !strcmp(middle, ending) || (*middle == '.' && of && (!run->plan.shards || strcmp(of, sister) != 0));
}

static void join_others(struct run *run, const char *own)
{
	const char *ending = data_file_ending(own), *stem = state_stem(run);
	size_t count;
	const char **paths = inputs_list(run->arena, stem, ending, false, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(paths[i], own) != 0 && holds_our_jobs(run, paths[i], strlen(stem), ending))
			state_join(run->state, paths[i], run->diag);
}

static bool open_state(struct run *run)
{
	const char *path = state_path(run);
	run->state = state_open(path, run->plan.shard, run->plan.shards, run->options->dry_run, run->diag);
	if (run->state)
		join_others(run, path);
	return run->state != NULL;
}

/* Joins the states of all shards, and reports how the whole stands. */
static int merge(struct run *run)
{
	struct run_totals totals;
	output_file_make_folders(state_path(run)); /* opening the file says what is wrong */
	if (!state_rewrite(run->state, run->diag) || !run_report(run, &totals))
		return BATCH_CANNOT_WRITE;
	fprintf(stderr, "%zu drawn, %zu failed, %zu not drawn yet of %zu\n", totals.drawn, totals.failed,
	        totals.jobs - totals.drawn - totals.failed, totals.jobs);
	return totals.drawn < totals.jobs ? BATCH_FAILED : BATCH_DONE;
}

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

/* Reads the data that jobs share once, before workers are forked, which then share the memory. A reader that hangs or
 * aborts must not take the batch with it: a worker tries every map first and lists the files that it read, so that they
 * are hashed before they are read for good. */
static void read_shared_data(struct run *run)
{
	struct worker worker;
	worker_init(&worker);
	inputs_hash(run->inputs, arena_printf(&worker.arena, "%s/themes/*.yaml", run->options->share_dir));
	inputs_hash(run->inputs, arena_printf(&worker.arena, "%s/messages/*.yaml", run->options->share_dir));
	for (size_t i = 0; i < run->maps.count && i < MAPS_MAX && !map_store_is_full(run->setting.draw.store); i++) {
		const size_t *first = hash_table_value(&run->maps, i);
		arena_reset(&worker.arena);
		worker.order = (struct order){.only_read = true};
		progress_look(&run->progress, "reading the data of map", i + 1, run->maps.count);
		if (run_job(run, *first, &worker.arena, run->diag, &worker.order.job))
			warm_map(run, &worker);
	}
	worker_clear(&worker);
}

static int draw(struct run *run)
{
	size_t left = 0;
	if (run->todo_count) {
		output_file_make_folders(state_path(run)); /* opening the file says what is wrong */
		if (!state_start(run->state, run->diag))
			return BATCH_CANNOT_WRITE;
	}
	run->setting.draw.store = map_store_open(STORE_BYTES);
	void (*pipes)(int) = signal(SIGPIPE, SIG_IGN); /* that a worker is gone is found by reading */
	read_shared_data(run);
	progress_begin(&run->progress, run->todo_count, run->unchanged);
	int arrived = run_supervise(run, &left);
	progress_end(&run->progress, left);
	signal(SIGPIPE, pipes);
	map_store_close(run->setting.draw.store);
	struct run_totals totals;
	bool reported = !run->options->report || run_report(run, &totals);
	if (arrived)
		return 128 + arrived;
	return !reported ? BATCH_CANNOT_WRITE : run->progress.failed || left ? BATCH_FAILED : BATCH_DONE;
}

static int select_and_draw(struct run *run)
{
	if (run->options->merge)
		return merge(run);
	if (!run_select(run))
		return BATCH_FAILED;
	if (!run->options->dry_run)
		return draw(run);
	if (!run->options->json)
		printf("%zu would be drawn, %zu are unchanged\n", run->todo_count, run->unchanged);
	return BATCH_DONE;
}

int batch_run(const struct batch_options *options, struct arena *arena, struct diag *diag)
{
	struct run run = {.options = options, .arena = arena, .diag = diag};
	progress_open(&run.progress, options->json, options->quiet);
	if (!plan_read(arena, options->manifest, options->folder, options->share_dir, options->shard,
	               options->merge ? 0 : options->shards, diag, &run.plan))
		return BATCH_FAILED;
	run.setting = (struct worker_setting){{NULL, options->share_dir, options->strict, NULL}, options->memory_limit};
	if (options->report)
		run.setting.draw.thumbnails =
		        arena_printf(arena, "%.*s-files", (int)(data_file_ending(options->report) - options->report),
		                     options->report);
	run.inputs = inputs_open(options->program);
	int code = open_state(&run) ? select_and_draw(&run) : BATCH_CANNOT_WRITE;
	state_close(run.state);
	inputs_close(run.inputs);
	return code;
}
