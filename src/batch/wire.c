/* Wire: a message is its length and then the structure as it lies in memory, followed by the texts that it points to.
 * One function describes a structure for writing and for reading. The reader was forked from the writer, so that
 * pointers to what existed before the fork (formats, share_dir, the manifest's text) hold in both. */
#include "batch/worker.h"

#include "base/output_file.h"

#include <string.h>

#define MESSAGE_MAX ((size_t)16 << 20) /* bytes; more is a sign of damage */

struct wire {
	struct buffer *out; /* written to; NULL: the structure is read from `at` */
	const char *at, *end;
	struct arena *arena; /* of the texts that are read */
	bool damaged;
};

static void pass_bytes(struct wire *wire, void *bytes, size_t length)
{
	wire->damaged = wire->damaged || (!wire->out && length > (size_t)(wire->end - wire->at));
	if (wire->damaged) {
		memset(bytes, 0, length);
	} else if (wire->out) {
		buffer_add(wire->out, bytes, length);
	} else {
		memcpy(bytes, wire->at, length);
		wire->at += length;
	}
}

/* A text with its NUL; no bytes for a text that is NULL. */
static void pass_text(struct wire *wire, const char **text)
{
	size_t length = wire->out && *text ? strlen(*text) + 1 : 0;
	pass_bytes(wire, &length, sizeof length);
	if (wire->out) {
		buffer_add(wire->out, *text, length);
		return;
	}
	wire->damaged = wire->damaged || length > (size_t)(wire->end - wire->at);
	*text = length && !wire->damaged ? arena_text_n(wire->arena, wire->at, length - 1) : NULL;
	wire->at += wire->damaged ? 0 : length;
}

/* Returns the texts that were read; NULL when they are written. */
static const char **pass_texts(struct wire *wire, const char *const *texts, size_t count)
{
	wire->damaged = wire->damaged || count > MESSAGE_MAX;
	const char **copies = wire->out || wire->damaged ? NULL : ARENA_ARRAY(wire->arena, count + 1, const char *);
	for (size_t i = 0; i < count && !wire->damaged; i++) {
		const char *text = copies ? NULL : texts[i];
		pass_text(wire, &text);
		if (copies)
			copies[i] = text;
	}
	return copies;
}

static void pass_order(struct wire *wire, struct order *order)
{
	struct job *job = &order->job;
	pass_bytes(wire, order, sizeof *order);
	const char **texts[] = {&job->name,
	                        &job->map,
	                        &job->version,
	                        &job->overrides.page,
	                        &job->overrides.width,
	                        &job->overrides.languages,
	                        &job->overrides.theme,
	                        &job->draw.id_prefix};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		pass_text(wire, texts[i]);
	for (size_t i = 0; i < job->format_count; i++)
		pass_text(wire, &job->outputs[i]);
	job->overrides.sets = pass_texts(wire, job->overrides.sets, job->overrides.set_count);
}

static void pass_result(struct wire *wire, struct job_result *result)
{
	pass_bytes(wire, result, sizeof *result);
	wire->damaged = wire->damaged || result->file_count > DRAW_FORMATS_MAX;
	result->inputs = pass_texts(wire, result->inputs, result->input_count);
	pass_text(wire, &result->messages);
	wire->damaged = wire->damaged || !result->messages;
}

/* In one piece: a socket has room for the whole of it, so that no reader waits in the middle of a message. */
static bool send_message(int file, struct buffer *message)
{
	size_t length = message->length - sizeof length;
	memcpy(message->bytes, &length, sizeof length);
	bool good = output_file_write_all(file, message->bytes, message->length);
	buffer_clear(message);
	return good;
}

static void begin_message(struct buffer *message)
{
	size_t length = 0;
	buffer_init(message);
	buffer_add(message, &length, sizeof length);
}

bool wire_send_order(int file, const struct order *order)
{
	struct buffer message;
	struct order copy = *order;
	begin_message(&message);
	pass_order(&(struct wire){.out = &message}, &copy);
	return send_message(file, &message);
}

bool wire_send_result(int file, const struct job_result *result)
{
	struct buffer message;
	struct job_result copy = *result;
	begin_message(&message);
	pass_result(&(struct wire){.out = &message}, &copy);
	return send_message(file, &message);
}

/* A message to read from; damaged when none comes. */
static struct wire receive_message(int file, struct arena *arena)
{
	size_t length;
	struct wire wire = {.arena = arena, .damaged = true};
	if (!output_file_read_all(file, &length, sizeof length) || length > MESSAGE_MAX)
		return wire;
	char *body = ARENA_ROOM(arena, length + 1, char);
	wire = (struct wire){.at = body, .end = body + length, .arena = arena};
	wire.damaged = !output_file_read_all(file, body, length);
	return wire;
}

bool wire_receive_order(int file, struct arena *arena, struct order *out)
{
	struct wire wire = receive_message(file, arena);
	pass_order(&wire, out);
	return !wire.damaged;
}

bool wire_receive_result(int file, struct arena *arena, struct job_result *out)
{
	struct wire wire = receive_message(file, arena);
	pass_result(&wire, out);
	return !wire.damaged;
}
