/* Progress of a command: a timer looks what its profile says, and rewrites a line. In: the profile, which the work
 * counts in. Why a timer: much of the time goes by in libraries, which paint, pack, read, and call nobody meanwhile. */
#include "command/command.h"

#include "base/progress_line.h"

#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#define WAIT_SECONDS      2
#define TICK_MICROSECONDS 200000

double (*command_progress_clock)(void) = profile_clock;

/* What the handler reads. */
static struct progress_line shown;
static const struct profile *watched;

static void tick(int number)
{
	(void)number;
	char text[PROGRESS_LINE_MOST + 1];
	int fault = errno;
	if (progress_line_is_due(&shown, WAIT_SECONDS)) {
		profile_words(watched, text, sizeof text);
		progress_line_show(&shown, text);
	}
	errno = fault;
}

static void set_timer(long seconds, long microseconds)
{
	const struct itimerval times = {{0, seconds ? TICK_MICROSECONDS : 0}, {seconds, microseconds}};
	setitimer(ITIMER_REAL, &times, NULL);
}

void command_progress_begin(struct command_line *line)
{
	progress_line_open(&shown, STDERR_FILENO, !line->quiet && !line->json, command_progress_clock);
	if (line->profiled || shown.is_open) {
		line->draw.profile = &line->profile;
		profile_start(&line->profile);
	}
	if (!shown.is_open)
		return;
	struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
	sigemptyset(&action.sa_mask);
	watched = &line->profile;
	sigaction(SIGALRM, &action, NULL);
	set_timer(WAIT_SECONDS, 0);
}

void command_progress_erase(void)
{
	sigset_t alarms, before;
	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	sigprocmask(SIG_BLOCK, &alarms, &before);
	progress_line_erase(&shown);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

void command_progress_end(void)
{
	if (!shown.is_open)
		return;
	set_timer(0, 0);
	signal(SIGALRM, SIG_IGN); /* one that is on its way */
	progress_line_erase(&shown);
	shown.is_open = false;
	signal(SIGALRM, SIG_DFL);
}
