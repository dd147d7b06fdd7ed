/* State: records by the job's name, and the file that they are kept in. A line is written by one write() to a file
 * opened for appending: a killed program leaves whole lines, and after a power failure the checksum finds the torn one.
 */
#include "batch/state.h"

#include "base/confined.h"
#include "base/hash_table.h"
#include "base/output_file.h"
#include "batch/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STATE_HEAD      "corridor batch state 1\n"
#define STATE_BYTES_MAX ((size_t)8 << 30)
#define SYNC_SECONDS    1.0

struct state {
	struct arena arena;
	const char *path;
	int file;                  /* -1: not open */
	struct hash_table sets;    /* struct input_set * by id */
	struct hash_table records; /* struct state_record * by name */
	struct hash_table begun;   /* struct state_begun by name */
	size_t shard, shards;      /* of which records are kept; shards 0: all */
	bool stale;                /* the file holds lines that no longer count */
	double synced;             /* profile_clock() */
};

/* The state lies where the command line says, which need not be where data may be read; but a stranger who owns the
 * folder may have put a link in its place. */
static int link_flag(void)
{
	return base_is_confined() ? O_NOFOLLOW : 0;
}

/* Locked, and still the file of that name: a run that ends may have replaced it. The lock is the process's
 * and not the descriptor's: it is lost as soon as any descriptor of the file is closed, so the file is opened once. */
static int open_locked(const char *path, struct diag *diag)
{
	for (int tries = 0; tries < 5; tries++) {
		struct stat own, named;
		int file = open(path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | link_flag(), 0666);
		if (file < 0) {
			diag_error(diag, CANNOT_WRITE, no_place, "name another with --state",
			           "cannot write the state file %s: %s", path, strerror(errno));
			return -1;
		}
		struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		if (fcntl(file, F_SETLK, &whole)) {
			if (errno == EACCES || errno == EAGAIN)
				diag_error(diag, CANNOT_WRITE, no_place,
				           "wait for it, or name another file with --state",
				           "another batch is at work with the state file %s", path);
			else
				diag_error(diag, CANNOT_WRITE, no_place, "name another with --state",
				           "cannot lock the state file %s", path);
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

static struct state *new_state(const char *path, size_t shard, size_t shards)
{
	struct arena arena;
	arena_init(&arena);
	struct state *state = ARENA_NEW(&arena, struct state);
	*state = (struct state){.arena = arena, .file = -1, .shard = shard, .shards = shards};
	state->path = arena_text(&state->arena, path);
	hash_table_init(&state->sets, &state->arena, sizeof(struct input_set *));
	hash_table_init(&state->records, &state->arena, sizeof(struct state_record *));
	hash_table_init(&state->begun, &state->arena, sizeof(struct state_begun));
	return state;
}

static struct input_set *find_set(const struct state *state, struct hash id)
{
	struct input_set **set = hash_table_find(&state->sets, id);
	return set ? *set : NULL;
}

/* The job has finished in this process, or begun (pid not 0). */
static void note_begun(struct state *state, struct hash name, long pid)
{
	if (pid || hash_table_find(&state->begun, name))
		*(struct state_begun *)hash_table_add(&state->begun, name, NULL) = (struct state_begun){name, pid};
}

/* Keeps a copy, over an older record of the job. */
static struct state_record *keep_record(struct state *state, const struct state_record *record)
{
	bool is_new;
	struct state_record **known = hash_table_add(&state->records, record->name, &is_new);
	state->stale = state->stale || !is_new;
	if (is_new)
		*known = ARENA_NEW(&state->arena, struct state_record);
	if (is_new || (*known)->finished <= record->finished) {
		**known = *record;
		(*known)->messages = arena_text(&state->arena, record->messages);
	}
	return *known;
}

/* Reads a line, of the state's own file or of another. False when it does not count. */
static bool read_line(struct state *state, bool own, char *line, size_t length)
{
	struct state_line parsed = state_parse_line(line, length, &state->arena);
	bool is_new;
	switch (parsed.kind) {
	case STATE_SET:;
		struct input_set **set = hash_table_add(&state->sets, parsed.set->id, &is_new);
		if (is_new)
			*set = parsed.set;
		(*set)->written = (*set)->written || own;
		return true;
	case STATE_RECORD:
		if (!(parsed.record.inputs = find_set(state, parsed.record_set)))
			return false;
		note_begun(state, parsed.record.name, 0);
		if (!state->shards || batch_shard_of(parsed.record.name, state->shards) == state->shard)
			keep_record(state, &parsed.record);
		return true;
	case STATE_BEGUN:
		note_begun(state, parsed.begun.name, parsed.begun.pid);
		return false; /* to be written again only where it is not finished */
	default:
		return false;
	}
}

/* False when it is no regular file or cannot be read to its end. */
static bool read_whole(int file, struct arena *arena, char **text)
{
	struct stat info;
	if (file < 0 || fstat(file, &info) || !S_ISREG(info.st_mode) || (size_t)info.st_size > STATE_BYTES_MAX)
		return false;
	*text = ARENA_ROOM(arena, (size_t)info.st_size + 1, char);
	(*text)[info.st_size] = '\0';
	return output_file_read_all(file, *text, (size_t)info.st_size);
}

static bool read_file(struct state *state, const char *path, int file, struct diag *diag)
{
	struct arena scratch;
	char *text = NULL;
	arena_init(&scratch);
	bool good = read_whole(file, &scratch, &text), headed = good && !strncmp(text, STATE_HEAD, strlen(STATE_HEAD));
	if (!good)
		diag_error(diag, CANNOT_READ, no_place, NULL, "cannot read the state file %s", path);
	state->stale = state->stale || !headed;
	for (char *line = good ? text + (headed ? strlen(STATE_HEAD) : 0) : NULL, *end; line && *line; line = end + 1) {
		if ((end = strchr(line, '\n')))
			*end = '\0';
		if (!end || !read_line(state, file == state->file, line, (size_t)(end - line)))
			state->stale = true;
		if (!end)
			break; /* torn */
	}
	arena_clear(&scratch);
	return good;
}

bool state_join(struct state *state, const char *path, struct diag *diag)
{
	int file = open(path, O_RDONLY | O_NONBLOCK | link_flag());
	bool good = read_file(state, path, file, diag);
	if (file >= 0)
		close(file);
	return good;
}

struct state *state_open(const char *path, size_t shard, size_t shards, bool read_only, struct diag *diag)
{
	struct state *state = new_state(path, shard, shards);
	bool good = true;
	if (!access(path, F_OK) && read_only)
		good = state_join(state, path, diag);
	else if (!access(path, F_OK))
		good = (state->file = open_locked(path, diag)) >= 0 && read_file(state, path, state->file, diag) &&
		       (!state->stale || state_rewrite(state, diag));
	if (good)
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
	return output_file_write_all(state->file, STATE_HEAD, strlen(STATE_HEAD));
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

bool state_rewrite(struct state *state, struct diag *diag)
{
	struct buffer content;
	buffer_init(&content);
	buffer_text(&content, STATE_HEAD);
	for (size_t i = 0; i < state->sets.count; i++) {
		struct input_set *set = *(struct input_set **)hash_table_value(&state->sets, i);
		set->written = true;
		state_format_set(set, &content);
	}
	for (size_t i = 0; i < state->records.count; i++)
		state_format_record(*(struct state_record **)hash_table_value(&state->records, i), &content);
	/* After an older record of the job, which would end what has begun. */
	for (size_t i = 0; i < state->begun.count; i++) {
		const struct state_begun *begun = hash_table_value(&state->begun, i);
		if (begun->pid)
			state_format_begun(begun, &content);
	}
	int fault = output_file_write(state->path, &content), old = state->file;
	buffer_clear(&content);
	if (fault) {
		diag_error(diag, CANNOT_WRITE, no_place, NULL, "cannot write the state file %s: %s", state->path,
		           strerror(fault));
		return false;
	}
	state->file = open_locked(state->path, diag);
	if (old >= 0)
		close(old);
	return state->file >= 0;
}

/* Appends lines, and syncs from time to time. */
static bool append(struct state *state, struct buffer *lines)
{
	bool good = state->file >= 0 && output_file_write_all(state->file, lines->bytes, lines->length);
	buffer_clear(lines);
	double at = profile_clock();
	if (good && at - state->synced >= SYNC_SECONDS) {
		state->synced = at;
		good = !fsync(state->file);
	}
	return good;
}

void state_begin(struct state *state, const char *name, long pid)
{
	struct buffer line;
	buffer_init(&line);
	state_format_begun(&(struct state_begun){hash_text(name), pid}, &line);
	append(state, &line);
}

void state_sweep(const struct state *state, const struct job *job)
{
	const struct state_begun *begun = hash_table_find(&state->begun, hash_text(job->name));
	if (begun && begun->pid)
		job_remove_partials(job, begun->pid);
}

/* The set of the result's inputs; its line is appended where it is not in the file yet. */
static struct input_set *add_set(struct state *state, const struct job_result *result, struct inputs *inputs,
                                 struct buffer *lines)
{
	struct hash id = hash_text("set");
	for (size_t i = 0; i < result->input_count; i++)
		id = hash_join(hash_join(id, hash_text(result->inputs[i])), inputs_hash(inputs, result->inputs[i]));
	bool is_new;
	struct input_set **set = hash_table_add(&state->sets, id, &is_new);
	if (is_new) {
		struct input *items = ARENA_ARRAY(&state->arena, result->input_count + 1, struct input);
		for (size_t i = 0; i < result->input_count; i++)
			items[i] = (struct input){arena_text(&state->arena, result->inputs[i]),
			                          inputs_hash(inputs, result->inputs[i])};
		*set = ARENA_NEW(&state->arena, struct input_set);
		**set = (struct input_set){.id = id, .items = items, .count = result->input_count, .compared = true};
	}
	if (!(*set)->written)
		state_format_set(*set, lines);
	(*set)->written = true;
	return *set;
}

bool state_add(struct state *state, const struct job *job, const struct job_result *result, struct inputs *inputs)
{
	struct buffer lines;
	struct timespec time;
	buffer_init(&lines);
	clock_gettime(CLOCK_REALTIME, &time);
	struct state_record record = {.name = hash_text(job->name),
	                              .options = job->options,
	                              .inputs = add_set(state, result, inputs, &lines),
	                              .status = result->status,
	                              .finished = (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000,
	                              .warnings = result->warnings,
	                              .messages = result->messages};
	memcpy(record.stages, result->stages, sizeof record.stages);
	memcpy(record.bytes, result->bytes, sizeof record.bytes);
	state_format_record(keep_record(state, &record), &lines);
	return append(state, &lines);
}

/* Whether the set's files are as they were; compared once in a run. */
static bool is_unchanged(struct input_set *set, struct inputs *inputs)
{
	for (size_t i = 0; !set->compared && i < set->count && !set->change; i++)
		if (!hash_equal(set->items[i].hash, inputs_hash(inputs, set->items[i].path)))
			set->change = set->items[i].path;
	set->compared = true;
	return !set->change;
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
	if (!is_unchanged(record->inputs, inputs))
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

const struct state_record *state_find(const struct state *state, const char *name)
{
	struct state_record **known = hash_table_find(&state->records, hash_text(name));
	return known ? *known : NULL;
}
