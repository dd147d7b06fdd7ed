/* Warming: data that jobs share is read once, before workers are forked, which then share the memory. A reader that
 * hangs or aborts must not take the batch with it: a process of its own tries every map first, and tells which files it
 * read, so that they are hashed before they are read for good. */
#include "batch/run_parts.h"

#include "base/output_file.h"
#include "base/system.h"
#include "data/file.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAPS_MAX      64 /* further maps are read by the workers that draw them */
#define MAP_BYTES_MAX (16 * 1024 * 1024)

static _Noreturn void try_map(const struct run *run, const struct job *job, struct bytes text, int told, pid_t parent)
{
	system_die_with_parent(parent);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	const char **files;
	size_t count;
	struct arena arena;
	arena_init(&arena);
	bool good =
	        map_store_warm(run->store, job->map, text.start, text.length, &job->overrides, &arena, &files, &count);
	for (size_t i = 0; good && i < count; i++)
		good = output_file_write_all(told, files[i], strlen(files[i]) + 1);
	_exit(good ? 0 : 1);
}

/* All that the process writes until it ends; false when it takes too long. */
static bool listen(int file, double until, struct buffer *out)
{
	char piece[4096];
	for (;;) {
		double left = until - progress_now();
		struct pollfd wait = {file, POLLIN, 0};
		if (left <= 0 || poll(&wait, 1, (int)(left < 60000 ? left + 1 : 60000)) < 0)
			return false;
		ssize_t got = wait.revents ? read(file, piece, sizeof piece) : -1;
		if (got == 0)
			return true;
		if (got > 0)
			buffer_add(out, piece, (size_t)got);
	}
}

/* Whether the map's data can be read; its files' names, each ended by NUL, in *files. */
static bool is_harmless(const struct run *run, const struct job *job, struct bytes text, struct buffer *files)
{
	int told[2], status = 0;
	if (pipe(told))
		return false;
	pid_t parent = getpid(), child = fork();
	if (child == 0)
		try_map(run, job, text, told[1], parent);
	close(told[1]);
	double limit = run->options->timeout > 0 ? run->options->timeout * 1e3 : 1e12;
	if (child > 0 && !listen(told[0], progress_now() + limit, files))
		kill(child, SIGKILL);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	close(told[0]);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void warm_map(struct run *run, const struct job *job, struct arena *scratch)
{
	struct bytes text;
	struct buffer files;
	struct diag diag; /* its jobs will say what is wrong */
	buffer_init(&files);
	diag_init(&diag);
	inputs_hash(run->inputs, job->map);
	if (file_read(scratch, job->map, job->map, MAP_BYTES_MAX, no_place, &diag, &text) &&
	    is_harmless(run, job, text, &files)) {
		for (size_t at = 0; at < files.length; at += strlen(files.bytes + at) + 1) {
			const char *file = files.bytes + at;
			inputs_hash(run->inputs,
			            arena_printf(scratch, "%.*s.*", (int)(file_ending(file) - file), file));
		}
		const char **names;
		size_t count;
		map_store_warm(run->store, job->map, text.start, text.length, &job->overrides, scratch, &names, &count);
	}
	diag_clear(&diag);
	buffer_clear(&files);
}

void run_warm(struct run *run)
{
	struct arena kept;
	const char *maps[MAPS_MAX];
	size_t count = 0;
	arena_init(&kept);
	inputs_hash(run->inputs, arena_printf(&kept, "%s/themes/*.yaml", run->options->share_dir));
	inputs_hash(run->inputs, arena_printf(&kept, "%s/messages/*.yaml", run->options->share_dir));
	for (size_t i = 0; i < run->todo_count && count < MAPS_MAX && map_store_bytes(run->store) < STORE_BYTES; i++) {
		struct arena scratch;
		struct diag diag;
		struct job job;
		arena_init(&scratch);
		diag_init(&diag);
		bool known = !plan_job(&run->plan, run->todo[i].index, &scratch, &diag, &job);
		for (size_t k = 0; k < count && !known; k++)
			known = !strcmp(maps[k], job.map);
		if (!known) {
			maps[count++] = arena_text(&kept, job.map);
			warm_map(run, &job, &scratch);
		}
		diag_clear(&diag);
		arena_clear(&scratch);
	}
	arena_clear(&kept);
}
