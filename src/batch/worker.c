/* Workers: forked from the parent once the data is read, so that they share it; a worker draws many jobs, since fonts
 * that are open are worth a third of a map. It dies with its parent. Why processes: docs/DECISIONS.md. */
#include "batch/worker.h"

#include "base/output_file.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAID_MAX   16384
#define ANSWER_MAX (1024 * 1024)

/* Texts are written with their length, so that they may hold anything. */
static void put_text(struct buffer *out, const char *text)
{
	buffer_printf(out, "%zu:", strlen(text));
	buffer_text(out, text);
}

static void put_result(const struct job_result *result, struct buffer *out)
{
	buffer_printf(out, "%d ", (int)result->status);
	for (int i = 0; i < JOB_STAGES; i++) {
		buffer_number(out, result->stages[i], 3);
		buffer_char(out, ' ');
	}
	for (int i = 0; i < PROFILE_STAGES; i++) {
		buffer_number(out, result->spent[i], 3);
		buffer_char(out, ' ');
	}
	buffer_printf(out, "%ld %zu %zu ", result->memory, result->warnings, result->file_count);
	for (size_t i = 0; i < result->file_count; i++) {
		buffer_printf(out, "%lld ", result->files[i].bytes);
		put_text(out, result->files[i].path);
	}
	buffer_printf(out, "%zu ", result->input_count);
	for (size_t i = 0; i < result->input_count; i++)
		put_text(out, result->inputs[i]);
	put_text(out, result->messages);
}

struct cursor {
	const char *at, *end;
	bool broken;
};

static double get_number(struct cursor *cursor)
{
	char text[64];
	size_t length = 0;
	double value = 0;
	while (cursor->at < cursor->end && *cursor->at != ' ' && *cursor->at != ':' && length < sizeof text - 1)
		text[length++] = *cursor->at++;
	text[length] = '\0';
	if (cursor->at == cursor->end || !base_number_parse(text, &value))
		cursor->broken = true;
	else
		cursor->at++;
	return value;
}

static const char *get_text(struct cursor *cursor, struct arena *arena)
{
	double length = get_number(cursor);
	if (cursor->broken || length < 0 || length > (double)(cursor->end - cursor->at)) {
		cursor->broken = true;
		return "";
	}
	const char *text = arena_text_n(arena, cursor->at, (size_t)length);
	cursor->at += (size_t)length;
	return text;
}

static bool get_result(struct cursor *cursor, struct arena *arena, struct job_result *out)
{
	*out = (struct job_result){.status = (enum job_status)get_number(cursor)};
	for (int i = 0; i < JOB_STAGES; i++)
		out->stages[i] = get_number(cursor);
	for (int i = 0; i < PROFILE_STAGES; i++)
		out->spent[i] = get_number(cursor);
	out->memory = (long)get_number(cursor);
	out->warnings = (size_t)get_number(cursor);
	out->file_count = (size_t)get_number(cursor);
	if (out->file_count > JOB_FORMATS_MAX)
		return false;
	for (size_t i = 0; i < out->file_count; i++) {
		out->files[i].bytes = (long long)get_number(cursor);
		out->files[i].path = get_text(cursor, arena);
	}
	out->input_count = (size_t)get_number(cursor);
	if (cursor->broken || out->input_count > ANSWER_MAX)
		return false;
	out->inputs = ARENA_ARRAY(arena, out->input_count + 1, const char *);
	for (size_t i = 0; i < out->input_count; i++)
		out->inputs[i] = get_text(cursor, arena);
	out->messages = get_text(cursor, arena);
	return !cursor->broken;
}

struct order {
	size_t job;
	bool again; /* the next has the same view */
};

static bool read_order(int file, struct order *order)
{
	size_t got = 0;
	while (got < sizeof *order) {
		ssize_t read_now = read(file, (char *)order + got, sizeof *order - got);
		if (read_now < 0 && errno == EINTR)
			continue;
		if (read_now <= 0)
			return false;
		got += (size_t)read_now;
	}
	return true;
}

static void answer(const struct job_result *result, int file)
{
	struct buffer text, whole;
	buffer_init(&text);
	buffer_init(&whole);
	put_result(result, &text);
	buffer_printf(&whole, "%zu:", text.length);
	buffer_add(&whole, text.bytes, text.length);
	if (!output_file_write_all(file, whole.bytes, whole.length))
		_exit(1);
	buffer_clear(&text);
	buffer_clear(&whole);
}

static _Noreturn void work(const struct worker_setting *setting, int orders, int answers)
{
	for (struct order order; read_order(orders, &order);) {
		struct arena arena;
		struct diag diag;
		struct job job;
		struct job_result result = {.status = JOB_FAILED, .messages = ""};
		arena_init(&arena);
		diag_init(&diag);
		map_store_expect(setting->draw.store, order.again);
		if (plan_job(setting->plan, order.job, &arena, &diag, &job))
			job_draw(&job, &setting->draw, &arena, &result);
		answer(&result, answers);
		diag_clear(&diag);
		arena_clear(&arena);
	}
	_exit(0);
}

static void close_pipes(const struct worker *worker)
{
	close(worker->orders);
	close(worker->answers);
	close(worker->errors);
}

static _Noreturn void become_worker(const struct worker_setting *setting, int orders[2], int answers[2], int errors[2],
                                    pid_t parent)
{
	static const int usual[] = {SIGTERM, SIGHUP, SIGPIPE};
	system_die_with_parent(parent);
	signal(SIGINT, SIG_IGN); /* the parent ends us */
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		signal(usual[i], SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	if (setting->memory_limit)
		setrlimit(RLIMIT_AS, &(struct rlimit){setting->memory_limit, setting->memory_limit});
	int nothing = open("/dev/null", O_RDWR);
	dup2(nothing, 0);
	dup2(nothing, 1); /* standard output is for results */
	dup2(errors[1], 2);
	close(orders[1]);
	close(answers[0]);
	close(errors[0]);
	work(setting, orders[0], answers[1]);
}

bool worker_start(struct worker *worker, const struct worker_setting *setting, const struct worker *others,
                  size_t count)
{
	int orders[2], answers[2], errors[2];
	if (pipe(orders) || pipe(answers) || pipe(errors))
		return false; /* out of descriptors: the batch ends */
	pid_t parent = getpid(), pid = fork();
	if (pid == 0) {
		for (size_t i = 0; i < count; i++)
			if (others[i].pid)
				close_pipes(&others[i]);
		become_worker(setting, orders, answers, errors, parent);
	}
	close(orders[0]);
	close(answers[1]);
	close(errors[1]);
	*worker = (struct worker){.pid = pid,
	                          .orders = orders[1],
	                          .answers = answers[0],
	                          .errors = errors[0],
	                          .next = worker->next,
	                          .end = worker->end};
	if (pid < 0) {
		close_pipes(worker);
		worker->pid = 0;
		return false;
	}
	fcntl(worker->answers, F_SETFL, O_NONBLOCK);
	fcntl(worker->errors, F_SETFL, O_NONBLOCK);
	return true;
}

bool worker_order(struct worker *worker, size_t job, bool again)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	worker->begun = (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
	worker->job = job;
	worker->busy = true;
	worker->said.length = 0;
	struct order order;
	memset(&order, 0, sizeof order); /* its padding goes through the pipe as well */
	order.job = job;
	order.again = again;
	return output_file_write_all(worker->orders, &order, sizeof order);
}

/* What is there now; false when the other end is closed. */
static bool drain(int file, struct buffer *into, size_t most)
{
	char piece[4096];
	ssize_t got;
	while ((got = read(file, piece, sizeof piece)) > 0)
		if (into->length < most)
			buffer_add(into, piece, (size_t)got);
	return got < 0 && (errno == EAGAIN || errno == EINTR);
}

int worker_read(struct worker *worker, struct arena *arena, struct job_result *out)
{
	drain(worker->errors, &worker->said, SAID_MAX);
	bool alive = drain(worker->answers, &worker->answer, ANSWER_MAX * 16);
	if (!worker->answer.length)
		return alive ? 0 : -1;
	const char *bytes = worker->answer.bytes, *colon = strchr(bytes, ':');
	size_t length = colon ? strtoul(bytes, NULL, 10) : 0, head = colon ? (size_t)(colon + 1 - bytes) : 0;
	if (!colon || worker->answer.length < head + length)
		return alive ? 0 : -1;
	struct cursor cursor = {bytes + head, bytes + head + length, false};
	bool good = get_result(&cursor, arena, out);
	worker->answer.length = 0;
	worker->busy = false;
	worker->drawn++;
	return good ? 1 : -1;
}

int worker_stop(struct worker *worker)
{
	int status = 0;
	if (!worker->pid)
		return 0;
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	drain(worker->errors, &worker->said, SAID_MAX);
	close_pipes(worker);
	worker->pid = 0;
	return status;
}

void worker_dismiss(struct worker *worker)
{
	if (worker->pid)
		worker_stop(worker); /* it is idle: nothing is lost */
	buffer_clear(&worker->answer);
	buffer_clear(&worker->said);
}
