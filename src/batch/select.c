/* Choosing: every job of the manifest is worked out once, for its faults and to compare it with the state. */
#include "batch/run_parts.h"

#include "base/hash_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ERRORS_MAX 20

/* False when it was there already. */
static bool names_add(struct hash_table *names, const char *name)
{
	bool is_new;
	hash_table_add(names, hash_text(name), &is_new);
	return is_new;
}

bool run_owns(const struct run *run, const struct job *job)
{
	return !run->options->shards || batch_shard_of(job->name, run->options->shards) == run->options->shard;
}

static void add_todo(struct run *run, size_t index, const struct job *job)
{
	run->todo = arena_grow(run->arena, run->todo, run->todo_count, &run->todo_capacity, sizeof *run->todo);
	run->todo[run->todo_count] = (struct todo){index, job->view.low, run->todo_count};
	run->todo_count++;
}

static void tell(const struct run *run, const struct job *job, const char *reason)
{
	struct buffer out;
	buffer_init(&out);
	if (run->options->json) {
		buffer_text(&out, "{\"job\": ");
		progress_json_text(job->name, &out);
		buffer_printf(&out, ", \"status\": \"%s\"", reason ? "would-draw" : "unchanged");
		if (reason) {
			buffer_text(&out, ", \"reason\": ");
			progress_json_text(reason, &out);
		}
		buffer_text(&out, "}\n");
	} else if (reason) {
		buffer_printf(&out, "would draw %s: %s\n", job->name, reason);
	}
	fputs(out.bytes ? out.bytes : "", stdout);
	buffer_clear(&out);
}

static void judge(struct run *run, size_t index, const struct job *job, struct arena *scratch)
{
	const char *reason = run->options->force ? "--force" : state_reason(run->state, job, run->inputs, scratch);
	if (reason)
		add_todo(run, index, job);
	else
		run->unchanged++;
	if (run->options->dry_run || (run->options->json && !reason))
		tell(run, job, reason);
}

static int by_view(const void *a, const void *b)
{
	const struct todo *first = a, *second = b;
	if (first->view != second->view)
		return first->view < second->view ? -1 : 1;
	return first->order < second->order ? -1 : first->order > second->order;
}

static int by_order(const void *a, const void *b)
{
	const struct todo *first = a, *second = b;
	if (first->order != second->order)
		return first->order < second->order ? -1 : 1;
	return first->index < second->index ? -1 : first->index > second->index;
}

/* Jobs with one view come one after the other, where the first of them was. */
static void gather_views(struct run *run)
{
	if (!run->todo_count)
		return;
	qsort(run->todo, run->todo_count, sizeof *run->todo, by_view);
	for (size_t i = 1; i < run->todo_count; i++)
		if (run->todo[i].view == run->todo[i - 1].view)
			run->todo[i].order = run->todo[i - 1].order;
	qsort(run->todo, run->todo_count, sizeof *run->todo, by_order);
}

bool run_select(struct run *run)
{
	struct hash_table names;
	struct arena kept, scratch;
	size_t errors = run->diag->errors;
	arena_init(&kept);
	hash_table_init(&names, &kept, 0);
	for (size_t i = 0; i < run->plan.count && run->diag->errors < errors + ERRORS_MAX; i++) {
		struct job job;
		arena_init(&scratch);
		if (plan_job(&run->plan, i, &scratch, run->diag, &job) && run_owns(run, &job)) {
			bool single = true;
			for (size_t k = 0; k < job.format_count && single; k++)
				single = names_add(&names, job.outputs[k]);
			if (!single)
				diag_error(run->diag, DUPLICATE_ENTRY, job.place,
				           "write {page}, {theme}, {row} or a column into output",
				           "two jobs would write %s", job.name);
			if (run->diag->errors == errors)
				judge(run, i, &job, &scratch);
		}
		arena_clear(&scratch);
	}
	arena_clear(&kept);
	gather_views(run);
	return run->diag->errors == errors;
}
