/* State: records by the job's name, and the file they come from. Each line is a checksum, a letter and fields between
 * tabs: set ID (path hash)…   the inputs of jobs job NAME …            a result run NAME PID          a job that has
 * begun A line is written by one write() to a file opened for appending: a killed program leaves whole lines; after a
 * power failure the checksum finds the torn one. */
#include "batch/state_parts.h"

#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SYNC_EVERY_MS 1000

static long long clock_ms(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Locked, and still the file of that name: a run that ends may have put another in its place. The lock is the
 * process's, not the descriptor's: it is lost as soon as any descriptor of the file is closed, so the file is never
 * opened twice.
 */
static int open_locked(const char *path, struct diag *diag)
{
	for (int tries = 0; tries < 5; tries++) {
		struct stat own, named;
		int file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666);
		if (file < 0) {
			diag_error(diag, CANNOT_WRITE, no_place, "name another with --state",
			           "cannot write the state file %s: %s", path, strerror(errno));
			return -1;
		}
		struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		if (fcntl(file, F_SETLK, &whole)) {
			bool held = errno == EACCES || errno == EAGAIN;
			diag_error(diag, CANNOT_WRITE, no_place,
			           held ? "wait for it, or name another file with --state"
			                : "name another with --state",
			           held ? "another batch is at work with the state file %s"
			                : "cannot lock the state file %s",
			           path);
			close(file);
			return -1;
		}
		if (!fstat(file, &own) && !stat(path, &named) && own.st_ino == named.st_ino && S_ISREG(own.st_mode))
			return file;
		close(file);
	}
	diag_error(diag, CANNOT_WRITE, no_place, NULL, "the state file %s is no regular file", path);
	return -1;
}

static struct state *new_state(const char *path)
{
	struct arena arena;
	arena_init(&arena);
	struct state *state = ARENA_NEW(&arena, struct state);
	state->arena = arena;
	hash_table_init(&state->records, &state->arena, sizeof(struct state_record *));
	state->path = arena_text(&state->arena, path);
	state->file = -1;
	return state;
}

struct state *state_open(const char *path, bool read_only, struct diag *diag)
{
	struct state *state = new_state(path);
	size_t errors = diag->errors;
	bool there = !access(path, F_OK);
	if (there && !read_only)
		state->file = open_locked(path, diag);
	if (there && diag->errors == errors)
		state_read(state, path, true, diag);
	if (diag->errors == errors && state->stale && !read_only)
		state_rewrite(state, diag);
	if (diag->errors == errors)
		return state;
	state_close(state);
	return NULL;
}

bool state_start(struct state *state, struct diag *diag)
{
	struct stat info;
	if (state->file >= 0)
		return true;
	state->file = open_locked(state->path, diag);
	if (state->file < 0 || fstat(state->file, &info) || info.st_size > 0)
		return state->file >= 0;
	return output_file_write_all(state->file, STATE_HEAD "\n", strlen(STATE_HEAD) + 1);
}

void state_close(struct state *state)
{
	if (!state)
		return;
	if (state->file >= 0) {
		fsync(state->file);
		close(state->file);
	}
	struct arena arena = state->arena; /* it lies in its own arena */
	arena_clear(&arena);
}

bool state_join(struct state *state, const char *path, size_t shard, size_t shards, struct diag *diag)
{
	state->shard = shard;
	state->shards = shards;
	return state_read(state, path, false, diag);
}

bool state_write(struct state *state, const struct buffer *line)
{
	if (state->file < 0)
		return false;
	struct buffer whole;
	buffer_init(&whole);
	state_line(line, &whole);
	bool good = output_file_write_all(state->file, whole.bytes, whole.length);
	buffer_clear(&whole);
	long long at = clock_ms(CLOCK_MONOTONIC);
	if (at - state->synced >= SYNC_EVERY_MS) {
		state->synced = at;
		good = !fsync(state->file) && good;
	}
	return good;
}

bool state_rewrite(struct state *state, struct diag *diag)
{
	struct buffer content;
	buffer_init(&content);
	buffer_text(&content, STATE_HEAD "\n");
	for (size_t i = 0; i < state->set_count; i++) {
		state->sets[i]->filed = true;
		state_format_set(state->sets[i], &content);
	}
	for (size_t i = 0; i < state->records.count; i++)
		state_format_record(*(struct state_record **)hash_table_value(&state->records, i), &content);
	int fault = output_file_write(state->path, &content);
	buffer_clear(&content);
	if (fault) {
		diag_error(diag, CANNOT_WRITE, no_place, NULL, "cannot write the state file %s: %s", state->path,
		           strerror(fault));
		return false;
	}
	int old = state->file;
	state->file = open_locked(state->path, diag);
	if (old >= 0)
		close(old);
	return state->file >= 0;
}

void state_begin(struct state *state, const char *name, long pid)
{
	struct buffer line;
	char digits[HASH_DIGITS + 1];
	buffer_init(&line);
	hash_format(hash_text(name), digits);
	buffer_printf(&line, "run\t%s\t%ld", digits, pid);
	state_write(state, &line);
	buffer_clear(&line);
}

void state_sweep(const struct state *state, const struct job *job)
{
	struct hash name = hash_text(job->name);
	char part[PATH_MAX];
	for (size_t i = 0; i < state->run_count; i++)
		for (size_t k = 0; hash_equal(state->runs[i].name, name) && k < job->format_count; k++)
			if (output_file_partial(job->outputs[k], state->runs[i].pid, part, sizeof part))
				unlink(part);
}

static struct input_set *make_set(struct state *state, const struct job_result *result, struct inputs *inputs)
{
	struct input *items = ARENA_ARRAY(&state->arena, result->input_count + 1, struct input);
	struct hash id = hash_text("set");
	for (size_t i = 0; i < result->input_count; i++) {
		items[i] = (struct input){result->inputs[i], inputs_hash(inputs, result->inputs[i])};
		id = hash_join(hash_join(id, hash_text(items[i].path)), items[i].hash);
	}
	struct input_set *set = state_set(state, id);
	if (set && set->filed)
		return set;
	if (!set) {
		for (size_t i = 0; i < result->input_count; i++)
			items[i].path = arena_text(&state->arena, items[i].path);
		set = state_add_set(state, id, items, result->input_count);
		set->fresh = 1;
	}
	set->filed = true;
	struct buffer line;
	buffer_init(&line);
	state_set_line(set, &line);
	state_write(state, &line);
	buffer_clear(&line);
	return set;
}

bool state_add(struct state *state, const struct job *job, const struct job_result *result, struct inputs *inputs)
{
	struct state_record record = {.name = hash_text(job->name),
	                              .options = job->options,
	                              .inputs = make_set(state, result, inputs),
	                              .status = result->status,
	                              .finished = clock_ms(CLOCK_REALTIME),
	                              .memory = result->memory,
	                              .warnings = result->warnings,
	                              .messages = arena_text(&state->arena, result->messages)};
	memcpy(record.stages, result->stages, sizeof record.stages);
	for (size_t i = 0; i < result->file_count; i++)
		record.bytes[i] = result->files[i].bytes;
	struct state_record *kept = state_put(state, &record);
	struct buffer line;
	buffer_init(&line);
	state_record_line(kept, &line);
	bool good = state_write(state, &line);
	buffer_clear(&line);
	return good;
}

/* Whether the set's files are as they were; compared once in a run. */
static bool set_is_fresh(struct input_set *set, struct inputs *inputs)
{
	if (!set->fresh) {
		set->fresh = 1;
		for (size_t i = 0; i < set->count && set->fresh > 0; i++)
			if (!hash_equal(set->items[i].hash, inputs_hash(inputs, set->items[i].path))) {
				set->fresh = -1;
				set->change = set->items[i].path;
			}
	}
	return set->fresh > 0;
}

const char *state_reason(struct state *state, const struct job *job, struct inputs *inputs, struct arena *arena)
{
	const struct state_record *record = state_find(state, job->name);
	if (!record)
		return "not drawn yet";
	if (record->status != JOB_DRAWN)
		return arena_printf(arena, "the last run did not draw it: %s", job_status_names[record->status]);
	if (!hash_equal(record->options, job->options))
		return "its options have changed";
	if (!set_is_fresh(record->inputs, inputs))
		return arena_printf(arena, "%s has changed", record->inputs->change);
	for (size_t i = 0; i < job->format_count; i++) {
		struct stat info;
		if (stat(job->outputs[i], &info))
			return arena_printf(arena, "%s is missing", job->outputs[i]);
		if (info.st_size != record->bytes[i])
			return arena_printf(arena, "%s is not as it was drawn", job->outputs[i]);
	}
	return NULL;
}
