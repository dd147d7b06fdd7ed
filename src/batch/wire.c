/* Wire: a message is its length and then the structure as it lies in memory, followed by the texts that it points to.
 * One function describes a structure for writing and for reading. The reader was forked from the writer, so that
 * pointers to what existed before the fork (formats, share_dir, the manifest's text) hold in both. */
#include "batch/wire.h"

#include "base/output_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct wire {
	struct buffer *out; /* written to; NULL: the structure is read from `at` */
	const char *at, *end;
	struct arena *arena; /* of the texts that are read */
	bool damaged;
};

static void pass_bytes(struct wire *wire, void *bytes, size_t length)
{
	if (wire->out) {
		buffer_add(wire->out, bytes, length);
	} else if (length > (size_t)(wire->end - wire->at)) {
		wire->damaged = true;
	} else {
		memcpy(bytes, wire->at, length);
		wire->at += length;
	}
}

/* A text and its NUL; no bytes for a text that is NULL. */
static void pass_text(struct wire *wire, const char **text)
{
	size_t length = wire->out && *text ? strlen(*text) + 1 : 0;
	pass_bytes(wire, &length, sizeof length);
	if (wire->out && length)
		buffer_add(wire->out, *text, length);
	if (wire->out)
		return;
	wire->damaged = wire->damaged || length > (size_t)(wire->end - wire->at);
	if (wire->damaged)
		length = 0;
	*text = length ? arena_text_n(wire->arena, wire->at, length - 1) : NULL;
	wire->at += length;
}

static void pass_texts(struct wire *wire, const char *const **texts, size_t count)
{
	wire->damaged = wire->damaged || (!wire->out && count > (size_t)(wire->end - wire->at) / sizeof(size_t));
	if (wire->damaged)
		return;
	const char **own = wire->out ? NULL : ARENA_ARRAY(wire->arena, count + 1, const char *);
	for (size_t i = 0; i < count; i++) {
		const char *text = wire->out ? (*texts)[i] : NULL;
		pass_text(wire, &text);
		if (own)
			own[i] = text;
	}
	if (own)
		*texts = own;
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
	pass_texts(wire, &job->overrides.sets, job->overrides.set_count);
}

static void pass_result(struct wire *wire, struct job_result *result)
{
	pass_bytes(wire, result, sizeof *result);
	wire->damaged = wire->damaged || result->file_count > JOB_FORMATS_MAX;
	pass_texts(wire, &result->inputs, result->input_count);
	pass_text(wire, &result->messages);
	wire->damaged = wire->damaged || !result->messages;
}

static bool send_message(int file, const struct buffer *body)
{
	return output_file_write_all(file, &body->length, sizeof body->length) &&
	       output_file_write_all(file, body->bytes, body->length);
}

bool wire_send_order(int file, const struct order *order)
{
	struct buffer body;
	buffer_init(&body);
	struct order copy = *order;
	pass_order(&(struct wire){.out = &body}, &copy);
	bool good = send_message(file, &body);
	buffer_clear(&body);
	return good;
}

bool wire_send_result(int file, const struct job_result *result)
{
	struct buffer body;
	buffer_init(&body);
	struct job_result copy = *result;
	pass_result(&(struct wire){.out = &body}, &copy);
	bool good = send_message(file, &body);
	buffer_clear(&body);
	return good;
}

static bool read_all(int file, void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t got = read(file, (char *)bytes + done, length - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

bool wire_receive_order(int file, struct arena *arena, struct order *out)
{
	size_t length;
	if (!read_all(file, &length, sizeof length))
		return false;
	char *body = arena_room(arena, length, 1);
	if (!read_all(file, body, length))
		return false;
	struct wire wire = {.at = body, .end = body + length, .arena = arena};
	pass_order(&wire, out);
	return !wire.damaged;
}

int wire_result(const struct buffer *received, struct arena *arena, struct job_result *out)
{
	size_t length;
	if (received->length < sizeof length)
		return 0;
	memcpy(&length, received->bytes, sizeof length);
	if (received->length - sizeof length < length)
		return 0;
	const char *body = received->bytes + sizeof length;
	struct wire wire = {.at = body, .end = body + length, .arena = arena};
	pass_result(&wire, out);
	return wire.damaged ? -1 : 1;
}
