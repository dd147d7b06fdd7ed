/* The lines of a state file, written and read. A line is a checksum, a word and fields, with tabs between them:
 *
 * - set ID (PATH HASH)...: inputs that jobs share
 * - job NAME OPTIONS SET STATUS FINISHED (MS)... WARNINGS BYTES,... MESSAGES: a result
 * - run NAME PID: a job that a process has begun
 *
 * NAME, OPTIONS, SET, ID and HASH are hashes. A line that cannot be read is skipped: its job is drawn again, which is
 * always right. */
#include "batch/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX 4096
#define SUM_DIGITS 8

static void checksum(const char *text, size_t length, char out[SUM_DIGITS + 1])
{
	snprintf(out, SUM_DIGITS + 1, "%08x", (unsigned)hash_bytes(text, length).low);
}

/* Leaves room for the checksum. Returns where the line begins. */
static size_t begin_line(struct buffer *out, const char *word)
{
	size_t start = out->length;
	buffer_printf(out, "%*s\t%s", SUM_DIGITS, "", word);
	return start;
}

static void end_line(struct buffer *out, size_t start)
{
	char sum[SUM_DIGITS + 1];
	size_t head = SUM_DIGITS + 1;
	checksum(out->bytes + start + head, out->length - start - head, sum);
	memcpy(out->bytes + start, sum, SUM_DIGITS);
	buffer_char(out, '\n');
}

static void add_hash(struct buffer *out, struct hash hash)
{
	char digits[HASH_DIGITS + 1];
	hash_format(hash, digits);
	buffer_printf(out, "\t%s", digits);
}

/* Tabs, line ends and backslashes as \t, \n, \r, \\. */
static void add_escaped(struct buffer *out, const char *text)
{
	static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
	buffer_char(out, '\t');
	for (; *text; text++) {
		const char *found = strchr(special, *text);
		if (found)
			buffer_char(out, '\\');
		buffer_char(out, found ? letters[found - special] : *text);
	}
}

static char *unescape(char *text)
{
	char *to = text;
	for (const char *at = text; *at; at++) {
		if (*at == '\\' && at[1]) {
			at++;
			*to++ = *at == 't' ? '\t' : *at == 'n' ? '\n' : *at == 'r' ? '\r' : *at;
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
	return text;
}

void state_format_set(const struct input_set *set, struct buffer *out)
{
	size_t start = begin_line(out, "set");
	add_hash(out, set->id);
	for (size_t i = 0; i < set->count; i++) {
		add_escaped(out, set->items[i].path);
		add_hash(out, set->items[i].hash);
	}
	end_line(out, start);
}

void state_format_record(const struct state_record *record, struct buffer *out)
{
	size_t start = begin_line(out, "job");
	add_hash(out, record->name);
	add_hash(out, record->options);
	add_hash(out, record->inputs->id);
	buffer_printf(out, "\t%d\t%lld", (int)record->status, record->finished);
	for (int i = 0; i < JOB_STAGES; i++) {
		buffer_char(out, '\t');
		buffer_number(out, record->stages[i], 1);
	}
	buffer_printf(out, "\t%zu", record->warnings);
	for (int i = 0; i < DRAW_FORMATS_MAX; i++)
		buffer_printf(out, "%c%lld", i ? ',' : '\t', record->bytes[i]);
	add_escaped(out, record->messages);
	end_line(out, start);
}

void state_format_begun(const struct state_begun *begun, struct buffer *out)
{
	size_t start = begin_line(out, "run");
	add_hash(out, begun->name);
	buffer_printf(out, "\t%ld", begun->pid);
	end_line(out, start);
}

static void parse_set(char **fields, size_t count, struct arena *arena, struct state_line *out)
{
	struct hash id;
	if (count < 2 || count % 2 || !hash_parse(fields[1], &id))
		return;
	struct input *items = ARENA_ARRAY(arena, count / 2, struct input);
	for (size_t i = 0; 2 * i + 2 < count; i++) {
		items[i].path = arena_text(arena, unescape(fields[2 * i + 2]));
		if (!hash_parse(fields[2 * i + 3], &items[i].hash))
			return;
	}
	out->kind = STATE_SET;
	out->set = ARENA_NEW(arena, struct input_set);
	*out->set = (struct input_set){.id = id, .items = items, .count = count / 2 - 1};
}

static void parse_record(char **fields, size_t count, struct state_line *out)
{
	struct state_record *record = &out->record;
	if (count != 13 || !hash_parse(fields[1], &record->name) || !hash_parse(fields[2], &record->options) ||
	    !hash_parse(fields[3], &out->record_set))
		return;
	long status = strtol(fields[4], NULL, 10);
	if (status < JOB_DRAWN || status > JOB_TIMED_OUT)
		return;
	record->status = (enum job_status)status;
	record->finished = strtoll(fields[5], NULL, 10);
	for (int i = 0; i < JOB_STAGES; i++)
		if (!base_number_parse(fields[6 + i], &record->stages[i]))
			return;
	record->warnings = strtoul(fields[10], NULL, 10);
	char *at = fields[11];
	for (int i = 0; i < DRAW_FORMATS_MAX; i++, at += *at == ',')
		record->bytes[i] = strtoll(at, &at, 10);
	record->messages = unescape(fields[12]);
	out->kind = STATE_RECORD;
}

static void parse_begun(char **fields, size_t count, struct state_line *out)
{
	if (count != 3 || !hash_parse(fields[1], &out->begun.name))
		return;
	out->begun.pid = strtol(fields[2], NULL, 10);
	out->kind = STATE_BEGUN;
}

struct state_line state_parse_line(char *line, size_t length, struct arena *arena)
{
	struct state_line parsed = {.kind = STATE_DAMAGED};
	char sum[SUM_DIGITS + 1], *fields[FIELDS_MAX], *at = line + SUM_DIGITS + 1;
	size_t count = 0;
	if (length < SUM_DIGITS + 2 || line[SUM_DIGITS] != '\t')
		return parsed;
	checksum(at, length - SUM_DIGITS - 1, sum);
	if (memcmp(sum, line, SUM_DIGITS) != 0)
		return parsed;
	for (; at && count < FIELDS_MAX; count++) {
		fields[count] = at;
		if ((at = strchr(at, '\t')))
			*at++ = '\0';
	}
	if (!strcmp(fields[0], "set"))
		parse_set(fields, count, arena, &parsed);
	else if (!strcmp(fields[0], "job"))
		parse_record(fields, count, &parsed);
	else if (!strcmp(fields[0], "run"))
		parse_begun(fields, count, &parsed);
	return parsed;
}
