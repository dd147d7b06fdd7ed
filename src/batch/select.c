/* Choosing: every job of the manifest is looked at once before any is drawn, for its faults and to compare it with the
 * state. Nothing of a job is kept but its number: it is worked out again when its turn to be drawn comes. */
#include "batch/run_parts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ERRORS_MAX 20

struct selection {
	struct run *run;
	struct arena arena;
	struct hash_table outputs; /* all paths, to find two jobs with one */
	struct hash_table views;   /* the number of the first job to draw of each view */
};

bool run_job(const struct run *run, size_t index, struct arena *arena, struct diag *diag, struct job *out)
{
	const struct plan *plan = &run->plan;
	return plan_job(plan, index, arena, diag, out) &&
	       (!plan->shards || batch_shard_of(hash_text(out->name), plan->shards) == plan->shard);
}

static void add_todo(struct selection *selection, size_t index, const struct job *job)
{
	struct run *run = selection->run;
	bool is_new;
	size_t *order = hash_table_add(&selection->views, job->view, &is_new);
	if (is_new)
		*order = run->todo_count;
	run->todo = arena_grow(run->arena, run->todo, run->todo_count, &run->todo_capacity, sizeof *run->todo);
	run->todo[run->todo_count++] = (struct todo){index, *order};
	size_t *first = hash_table_add(&run->maps, hash_text(job->map), &is_new);
	if (is_new)
		*first = index;
}

static void print_choice(const struct run *run, const struct job *job, const char *reason)
{
	struct buffer out;
	buffer_init(&out);
	if (run->options->json) {
		buffer_json_after(&out, "{\"job\": ", job->name);
		buffer_printf(&out, ", \"status\": \"%s\"", reason ? "would-draw" : "unchanged");
		if (reason)
			buffer_json_after(&out, ", \"reason\": ", reason);
		buffer_text(&out, "}\n");
	} else if (reason) {
		struct arena arena;
		arena_init(&arena);
		const char *words = arena_printf(&arena, "would draw %s: %s", job->name, reason);
		buffer_printf(&out, "%s\n", base_utf8_clean(&arena, words, strlen(words)));
		arena_clear(&arena);
	}
	fputs(out.bytes ? out.bytes : "", stdout);
	buffer_clear(&out);
}

static void choose(struct selection *selection, size_t index, const struct job *job, struct arena *scratch)
{
	struct run *run = selection->run;
	const char *reason = run->options->force ? "--force" : state_reason(run->state, job, run->inputs, scratch);
	if (!reason && run->options->strict && state_find(run->state, job->name)->warnings)
		reason = "it was drawn with warnings, and --strict makes them errors";
	if (reason)
		add_todo(selection, index, job);
	else
		run->unchanged++;
	if (run->options->dry_run || (run->options->json && !reason))
		print_choice(run, job, reason);
}

static void check_outputs(struct selection *selection, const struct job *job)
{
	for (size_t i = 0; i < job->format_count; i++) {
		bool is_new;
		hash_table_add(&selection->outputs, hash_text(job->outputs[i]), &is_new);
		if (!is_new) {
			diag_error(selection->run->diag, DUPLICATE_ENTRY, job->place,
			           "write {page}, {theme}, {row} or a column into output", "two jobs would write %s",
			           job->name);
			return;
		}
	}
}

static int compare_todo(const void *a, const void *b)
{
	const struct todo *first = a, *second = b;
	bool same = first->order == second->order;
	size_t one = same ? first->index : first->order, two = same ? second->index : second->order;
	return (one > two) - (one < two);
}

bool run_select(struct run *run)
{
	struct selection selection = {.run = run};
	struct arena scratch;
	size_t errors = run->diag->errors;
	arena_init(&scratch);
	arena_init(&selection.arena);
	hash_table_init(&selection.outputs, &selection.arena, 0);
	hash_table_init(&selection.views, &selection.arena, sizeof(size_t));
	hash_table_init(&run->maps, run->arena, sizeof(size_t));
	for (size_t i = 0; i < run->plan.count && run->diag->errors < errors + ERRORS_MAX; i++) {
		struct job job;
		arena_reset(&scratch);
		if (!run->options->dry_run && !run->options->json)
			progress_look(&run->progress, "looking at job", i + 1, run->plan.count);
		if (!run_job(run, i, &scratch, run->diag, &job))
			continue;
		check_outputs(&selection, &job);
		if (run->diag->errors == errors)
			choose(&selection, i, &job, &scratch);
	}
	progress_line_erase(&run->progress.line);
	arena_clear(&scratch);
	arena_clear(&selection.arena);
	if (run->todo_count)
		qsort(run->todo, run->todo_count, sizeof *run->todo, compare_todo);
	return run->diag->errors == errors;
}
