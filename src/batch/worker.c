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

#define ERROR_TEXT_MAX ((size_t)16 * 1024)

void worker_init(struct worker *worker)
{
	*worker = (struct worker){0};
	arena_init(&worker->arena);
	buffer_init(&worker->error_text);
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
	worker->error_text.length = 0;
	return wire_send_order(worker->channel, &worker->order);
}

static bool has_news(int file)
{
	return poll(&(struct pollfd){.fd = file, .events = POLLIN}, 1, 0) > 0;
}

/* Adds what it has written to standard error. */
static void read_errors(struct worker *worker)
{
	char piece[4096];
	for (ssize_t got; has_news(worker->errors) && (got = read(worker->errors, piece, sizeof piece)) > 0;)
		if (worker->error_text.length < ERROR_TEXT_MAX)
			buffer_add(&worker->error_text, piece, (size_t)got);
}

enum worker_news worker_read(struct worker *worker, double timeout, struct job_result *out)
{
	read_errors(worker);
	if (!has_news(worker->channel))
		return timeout > 0 && profile_clock() - worker->begun > timeout ? WORKER_LATE : WORKER_BUSY;
	if (!wire_receive_result(worker->channel, &worker->arena, out))
		return WORKER_GONE;
	worker->busy = false;
	worker->drawn++;
	return WORKER_DONE;
}

int worker_stop(struct worker *worker)
{
	int status = 0;
	if (!worker->pid)
		return 0;
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	read_errors(worker);
	close_ends(worker->channel, worker->errors);
	if (worker->busy)
		job_remove_partials(&worker->order.job, (long)worker->pid);
	worker->pid = 0;
	worker->busy = false;
	return status;
}

void worker_clear(struct worker *worker)
{
	worker_stop(worker);
	buffer_clear(&worker->error_text);
	arena_clear(&worker->arena);
}
