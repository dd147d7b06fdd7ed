/* The lines of a state file, written and read, and the tables they fill. What cannot be read is left out: its job is
 * drawn again, which is always right. */
#include "batch/batch.h"
#include "batch/state_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STATE_BYTES_MAX ((size_t)8 << 30)
#define FIELDS_MAX      4096

static void checksum(const char *text, size_t length, char out[9])
{
	snprintf(out, 9, "%08x", (unsigned)hash_bytes(text, length).low);
}

void state_line(const struct buffer *line, struct buffer *out)
{
	char sum[9];
	checksum(line->bytes, line->length, sum);
	buffer_printf(out, "%s\t", sum);
	buffer_add(out, line->bytes, line->length);
	buffer_char(out, '\n');
}

static void add_hash(struct buffer *out, struct hash hash)
{
	char digits[HASH_DIGITS + 1];
	hash_format(hash, digits);
	buffer_printf(out, "\t%s", digits);
}

/* Tabs, line ends and backslashes as \t, \n, \\. */
static void add_escaped(struct buffer *out, const char *text)
{
	buffer_char(out, '\t');
	for (; *text; text++) {
		const char *special = strchr("\\\\\tt\nn\rr", *text);
		if (*text == '\\' || *text == '\t' || *text == '\n' || *text == '\r')
			buffer_printf(out, "\\%c", *text == '\\' ? '\\' : special[1]);
		else
			buffer_char(out, *text);
	}
}

static void unescape(char *text)
{
	char *to = text;
	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
			*to++ = *text == 't' ? '\t' : *text == 'n' ? '\n' : *text == 'r' ? '\r' : *text;
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

void state_set_line(const struct input_set *set, struct buffer *out)
{
	buffer_text(out, "set");
	add_hash(out, set->id);
	for (size_t i = 0; i < set->count; i++) {
		add_escaped(out, set->items[i].path);
		add_hash(out, set->items[i].hash);
	}
}

void state_record_line(const struct state_record *record, struct buffer *out)
{
	buffer_text(out, "job");
	add_hash(out, record->name);
	add_hash(out, record->options);
	add_hash(out, record->inputs->id);
	buffer_printf(out, "\t%d\t%lld", (int)record->status, record->finished);
	for (int i = 0; i < JOB_STAGES; i++) {
		buffer_char(out, '\t');
		buffer_number(out, record->stages[i], 1);
	}
	buffer_printf(out, "\t%ld\t%zu", record->memory, record->warnings);
	for (int i = 0; i < JOB_FORMATS_MAX; i++)
		buffer_printf(out, "%c%lld", i ? ',' : '\t', record->bytes[i]);
	add_escaped(out, record->messages);
}

void state_format_set(const struct input_set *set, struct buffer *out)
{
	struct buffer line;
	buffer_init(&line);
	state_set_line(set, &line);
	state_line(&line, out);
	buffer_clear(&line);
}

void state_format_record(const struct state_record *record, struct buffer *out)
{
	struct buffer line;
	buffer_init(&line);
	state_record_line(record, &line);
	state_line(&line, out);
	buffer_clear(&line);
}

struct input_set *state_set(const struct state *state, struct hash id)
{
	for (size_t i = state->set_count; i-- > 0;)
		if (hash_equal(state->sets[i]->id, id))
			return state->sets[i];
	return NULL;
}

struct input_set *state_add_set(struct state *state, struct hash id, const struct input *items, size_t count)
{
	struct input_set *set = ARENA_NEW(&state->arena, struct input_set);
	*set = (struct input_set){.id = id, .items = items, .count = count};
	state->sets =
	        arena_grow(&state->arena, state->sets, state->set_count, &state->set_capacity, sizeof *state->sets);
	return state->sets[state->set_count++] = set;
}

struct state_record *state_put(struct state *state, const struct state_record *record)
{
	bool is_new;
	struct state_record **known = hash_table_add(&state->records, record->name, &is_new);
	if (is_new) {
		*known = ARENA_NEW(&state->arena, struct state_record);
		**known = *record;
	} else {
		state->stale = true;
		if ((*known)->finished <= record->finished)
			**known = *record;
	}
	return *known;
}

const struct state_record *state_find(const struct state *state, const char *name)
{
	struct state_record **known = hash_table_find(&state->records, hash_text(name));
	return known ? *known : NULL;
}

static bool read_set(struct state *state, char **fields, size_t count)
{
	struct hash id;
	if (count < 2 || count % 2 || !hash_parse(fields[1], &id))
		return false;
	if (state_set(state, id))
		return true;
	size_t items_count = (count - 2) / 2;
	struct input *items = ARENA_ARRAY(&state->arena, items_count + 1, struct input);
	for (size_t i = 0; i < items_count; i++) {
		unescape(fields[2 + 2 * i]);
		items[i].path = arena_text(&state->arena, fields[2 + 2 * i]);
		if (!hash_parse(fields[3 + 2 * i], &items[i].hash))
			return false;
	}
	state_add_set(state, id, items, items_count);
	return true;
}

static bool read_record(struct state *state, char **fields, size_t count)
{
	struct state_record record = {0};
	struct hash set;
	if (count != 14 || !hash_parse(fields[1], &record.name) || !hash_parse(fields[2], &record.options) ||
	    !hash_parse(fields[3], &set) || !(record.inputs = state_set(state, set)))
		return false;
	if (state->shards && batch_shard_of_hash(record.name, state->shards) != state->shard)
		return true;
	long status = strtol(fields[4], NULL, 10);
	if (status < JOB_DRAWN || status > JOB_TIMED_OUT)
		return false;
	record.status = (enum job_status)status;
	record.finished = strtoll(fields[5], NULL, 10);
	for (int i = 0; i < JOB_STAGES; i++)
		if (!base_number_parse(fields[6 + i], &record.stages[i]))
			return false;
	record.memory = strtol(fields[10], NULL, 10);
	record.warnings = strtoul(fields[11], NULL, 10);
	char *at = fields[12];
	for (int i = 0; i < JOB_FORMATS_MAX; i++, at += *at == ',')
		record.bytes[i] = strtoll(at, &at, 10);
	unescape(fields[13]);
	record.messages = arena_text(&state->arena, fields[13]);
	state_put(state, &record);
	return true;
}

static bool read_run(struct state *state, char **fields, size_t count)
{
	struct state_run run;
	if (count != 3 || !hash_parse(fields[1], &run.name))
		return false;
	run.pid = strtol(fields[2], NULL, 10);
	state->runs = arena_grow(&state->arena, state->runs, state->run_count, &state->run_capacity, sizeof run);
	state->runs[state->run_count++] = run;
	state->stale = true;
	return true;
}

static bool read_line(struct state *state, char *line, size_t length, char **fields)
{
	char sum[9];
	if (length < 10 || line[8] != '\t')
		return false;
	checksum(line + 9, length - 9, sum);
	if (memcmp(sum, line, 8) != 0)
		return false;
	size_t count = 0;
	for (char *at = line + 9; at && count < FIELDS_MAX; count++) {
		fields[count] = at;
		if ((at = strchr(at, '\t')))
			*at++ = '\0';
	}
	return !strcmp(fields[0], "set")   ? read_set(state, fields, count)
	       : !strcmp(fields[0], "job") ? read_record(state, fields, count)
	       : !strcmp(fields[0], "run") ? read_run(state, fields, count)
	                                   : false;
}

/* False when it is no regular file or cannot be read to its end. */
static bool read_whole(int file, struct arena *arena, char **text)
{
	struct stat info;
	if (file < 0 || fstat(file, &info) || !S_ISREG(info.st_mode) || (size_t)info.st_size > STATE_BYTES_MAX)
		return false;
	size_t size = (size_t)info.st_size, done = 0;
	*text = ARENA_ROOM(arena, size + 1, char);
	for (ssize_t got = 1; done < size && (got > 0 || errno == EINTR); done += got > 0 ? (size_t)got : 0)
		got = pread(file, *text + done, size - done, (off_t)done);
	(*text)[done] = '\0';
	return done == size;
}

bool state_read(struct state *state, const char *path, bool own, struct diag *diag)
{
	struct arena scratch;
	char *text = NULL;
	arena_init(&scratch);
	int file = own && state->file >= 0 ? state->file : open(path, O_RDONLY | O_NONBLOCK);
	bool good = read_whole(file, &scratch, &text);
	if (!good)
		diag_error(diag, CANNOT_READ, no_place, NULL, "cannot read the state file %s", path);
	if (file >= 0 && file != state->file)
		close(file);
	char **fields = ARENA_ARRAY(&scratch, FIELDS_MAX, char *);
	state->stale = state->stale || (good && strncmp(text, STATE_HEAD "\n", strlen(STATE_HEAD) + 1) != 0);
	for (char *end, *line = text; line && *line; line = end ? end + 1 : NULL) {
		if ((end = strchr(line, '\n')))
			*end = '\0';
		bool known = line == text && !strcmp(line, STATE_HEAD);
		if (!known && (!end || !read_line(state, line, (size_t)(end - line), fields)))
			state->stale = true;
	}
	for (size_t i = 0; own && i < state->set_count; i++)
		state->sets[i]->filed = true;
	arena_clear(&scratch);
	return good;
}
