/* Workers: forked from the parent once the data is read, so that they share it; a worker draws many jobs, since fonts
 * that are open are worth a third of a map. It ends with its parent. Why processes: docs/DECISIONS.md. */
#include "batch/worker.h"

#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_MAX     ((size_t)16 * 1024)
#define RECEIVED_MAX ((size_t)16 * 1024 * 1024)

void worker_init(struct worker *worker)
{
	*worker = (struct worker){0};
	arena_init(&worker->arena);
	buffer_init(&worker->received);
	buffer_init(&worker->said);
}

/* Ends when the parent closes the channel, or is gone. */
static _Noreturn void work(const struct draw_setting *setting, int channel)
{
	struct arena arena;
	struct order order;
	arena_init(&arena);
	while (wire_receive_order(channel, &arena, &order)) {
		struct job_result result;
		map_store_expect(setting->store, order.again);
		(order.only_read ? job_read : job_draw)(&order.job, setting, &arena, &result);
		if (!wire_send_result(channel, &result))
			_exit(1);
		arena_reset(&arena);
	}
	_exit(0);
}

static _Noreturn void become_worker(const struct worker_setting *setting, int channel, int errors, pid_t parent)
{
	static const int usual[] = {SIGTERM, SIGHUP, SIGPIPE};
	system_die_with_parent(parent);
	signal(SIGINT, SIG_IGN); /* the parent ends us */
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		signal(usual[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	if (setting->memory_limit)
		setrlimit(RLIMIT_AS, &(struct rlimit){setting->memory_limit, setting->memory_limit});
	int nothing = open("/dev/null", O_RDWR);
	dup2(nothing, 0);
	dup2(nothing, 1); /* standard output is for results */
	dup2(errors, 2);
	work(&setting->draw, channel);
}

static void close_ends(int channel, int errors)
{
	close(channel);
	close(errors);
}

/* Index 0 of each pair is the parent's end. */
static bool fork_worker(struct worker *worker, const struct worker_setting *setting, const int channel[2],
                        const int errors[2], const struct worker *others, size_t count)
{
	pid_t parent = getpid(), pid = fork();
	if (pid == 0) {
		for (size_t i = 0; i < count; i++)
			if (others[i].pid)
				close_ends(others[i].channel, others[i].errors);
		close_ends(channel[0], errors[0]);
		become_worker(setting, channel[1], errors[1], parent);
	}
	close_ends(channel[1], errors[1]);
	if (pid < 0) {
		close_ends(channel[0], errors[0]);
		return false;
	}
	worker->pid = pid;
	worker->channel = channel[0];
	worker->errors = errors[0];
	worker->drawn = 0;
	return true;
}

bool worker_start(struct worker *worker, const struct worker_setting *setting, const struct worker *others,
                  size_t count)
{
	int channel[2], errors[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, channel))
		return false;
	if (pipe(errors)) {
		close_ends(channel[0], channel[1]);
		return false;
	}
	return fork_worker(worker, setting, channel, errors, others, count);
}

bool worker_send(struct worker *worker)
{
	worker->begun = profile_clock();
	worker->busy = true;
	worker->said.length = 0;
	return wire_send_order(worker->channel, &worker->order);
}

/* Adds what can be read now to `into`, which grows to `most` bytes; false when the other end is closed. */
static bool drain(int file, struct buffer *into, size_t most)
{
	char piece[4096];
	struct pollfd wait = {.fd = file, .events = POLLIN};
	ssize_t got = 1;
	while (poll(&wait, 1, 0) > 0 && (got = read(file, piece, sizeof piece)) > 0)
		if (into->length < most)
			buffer_add(into, piece, (size_t)got);
	return got > 0;
}

int worker_read(struct worker *worker, struct job_result *out)
{
	drain(worker->errors, &worker->said, SAID_MAX);
	bool alive = drain(worker->channel, &worker->received, RECEIVED_MAX);
	int got = wire_result(&worker->received, &worker->arena, out);
	if (got == 0)
		return alive ? 0 : -1;
	worker->received.length = 0;
	worker->busy = false;
	worker->drawn++;
	return got;
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
	close_ends(worker->channel, worker->errors);
	worker->pid = 0;
	worker->busy = false;
	worker->received.length = 0;
	return status;
}

void worker_clear(struct worker *worker)
{
	worker_stop(worker);
	buffer_clear(&worker->received);
	buffer_clear(&worker->said);
	arena_clear(&worker->arena);
}
