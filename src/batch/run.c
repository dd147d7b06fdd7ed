/* A batch from the manifest to the summary. */
#include "batch/run_parts.h"

#include "data/file.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A path that glob() takes as it stands. */
static const char *escaped(const char *path, struct arena *arena)
{
	struct buffer out;
	buffer_init(&out);
	buffer_text(&out, "");
	for (; *path; path++) {
		if (strchr("*?[\\", *path))
			buffer_char(&out, '\\');
		buffer_char(&out, *path);
	}
	const char *text = arena_text_n(arena, out.bytes, out.length);
	buffer_clear(&out);
	return text;
}

static const char *state_stem(const struct run *run)
{
	const char *given = run->options->state;
	if (given)
		return arena_text_n(run->arena, given, (size_t)(file_ending(given) - given));
	return arena_printf(run->arena, "%s%s", run->plan.folder, plan_stem(&run->plan, run->arena));
}

static const char *state_path(const struct run *run)
{
	const struct batch_options *options = run->options;
	const char *ending = options->state && *file_ending(options->state) ? file_ending(options->state) : ".state";
	if (!options->shards || options->shards == 1 || options->merge)
		return arena_printf(run->arena, "%s%s", state_stem(run), ending);
	return arena_printf(run->arena, "%s.%zu-of-%zu%s", state_stem(run), options->shard, options->shards, ending);
}

/* Whether the file holds another shard of as many: none of its jobs is ours, and there may be thousands of such files.
 */
static bool is_sister(const struct run *run, const char *path, const char *ending)
{
	if (!run->options->shards || run->options->merge)
		return false;
	const char *tail = arena_printf(run->arena, "-of-%zu%s", run->options->shards, ending);
	size_t length = strlen(path), own = strlen(tail);
	return length > own && !strcmp(path + length - own, tail);
}

/* What a run without shards, or with other shards, has recorded; to merge, what all have. */
static void join_others(struct run *run, const char *own)
{
	const struct batch_options *options = run->options;
	const char *ending = file_ending(own), *stem = escaped(state_stem(run), run->arena);
	const char *patterns[] = {arena_printf(run->arena, "%s.*-of-*%s", stem, ending),
	                          arena_printf(run->arena, "%s%s", stem, ending)};
	for (size_t i = 0; i < 2; i++) {
		glob_t found;
		if (glob(patterns[i], 0, NULL, &found))
			continue;
		for (size_t k = 0; k < found.gl_pathc; k++)
			if (strcmp(found.gl_pathv[k], own) != 0 && !is_sister(run, found.gl_pathv[k], ending))
				state_join(run->state, found.gl_pathv[k], options->shard,
				           options->merge ? 0 : options->shards, run->diag);
		globfree(&found);
	}
}

static void make_folder_of(const char *path, struct arena *arena)
{
	char *folder = arena_text(arena, path);
	for (char *at = folder + 1; (at = strchr(at, '/')); *at++ = '/') {
		*at = '\0';
		mkdir(folder, 0777); /* opening the file will say what is wrong */
	}
}

static bool open_state(struct run *run)
{
	const char *path = state_path(run);
	run->state = state_open(path, run->options->dry_run, run->diag);
	if (run->state)
		join_others(run, path);
	return run->state != NULL;
}

/* A shard's word on how the whole stands. */
static int merge(struct run *run)
{
	size_t drawn = 0, failed = 0, missing = 0;
	make_folder_of(state_path(run), run->arena);
	if (!state_rewrite(run->state, run->diag))
		return BATCH_CANNOT_WRITE;
	for (size_t i = 0; i < run->plan.count; i++) {
		struct arena scratch;
		struct job job;
		arena_init(&scratch);
		const struct state_record *record = NULL;
		if (plan_job(&run->plan, i, &scratch, run->diag, &job))
			record = state_find(run->state, job.name);
		*(!record ? &missing : record->status == JOB_DRAWN ? &drawn : &failed) += 1;
		arena_clear(&scratch);
	}
	fprintf(stderr, "%zu drawn, %zu failed, %zu not drawn yet of %zu\n", drawn, failed, missing, run->plan.count);
	if (!run_report(run))
		return BATCH_CANNOT_WRITE;
	return failed || missing ? BATCH_FAILED : BATCH_DONE;
}

static int draw(struct run *run)
{
	size_t left = 0;
	if (run->todo_count) {
		make_folder_of(state_path(run), run->arena);
		if (!state_start(run->state, run->diag))
			return BATCH_CANNOT_WRITE;
	}
	run->store = map_store_open(STORE_BYTES);
	if (run->todo_count)
		run_warm(run);
	progress_begin(&run->progress, run->todo_count, run->unchanged);
	int signal = run->todo_count ? run_supervise(run, &left) : 0;
	progress_end(&run->progress, left);
	map_store_close(run->store);
	bool reported = run_report(run);
	if (signal)
		return 128 + signal;
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
	run.progress = (struct progress){.json = options->json, .quiet = options->quiet};
	if (!plan_read_shard(arena, options->manifest, options->folder, options->share_dir, options->shard,
	                     options->merge ? 0 : options->shards, diag, &run.plan))
		return BATCH_FAILED;
	if (options->report)
		run.thumbnails = arena_printf(arena, "%.*s-files",
		                              (int)(file_ending(options->report) - options->report), options->report);
	run.inputs = inputs_open(options->program);
	int code = open_state(&run) ? select_and_draw(&run) : BATCH_CANNOT_WRITE;
	state_close(run.state);
	inputs_close(run.inputs);
	return code;
}
