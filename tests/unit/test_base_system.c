/* What the system's calls say about this process. */
#include "base/system.h"

#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *called;

/* The same file however the shell has found it: by its path, or by PATH, where a folder of its name is no program. */
static void test_program_path(void **state)
{
	char own[PATH_MAX], found[PATH_MAX], folder[PATH_MAX], trap[PATH_MAX + 64], list[PATH_MAX * 2];
	(void)state;
	assert_non_null(realpath(called, own));
	assert_true(system_program_path(called, found, sizeof found));
	assert_string_equal(found, own);
	assert_true(system_program_path(own, found, sizeof found));
	assert_string_equal(found, own);
	char *name = strrchr(own, '/') + 1;
	snprintf(folder, sizeof folder, "%.*s", (int)(name - 1 - own), own);
	char traps[] = "/tmp/corridor-system-XXXXXX";
	assert_non_null(mkdtemp(traps));
	snprintf(trap, sizeof trap, "%s/%s", traps, name);
	assert_int_equal(mkdir(trap, 0777), 0);
	snprintf(list, sizeof list, "%s::/nowhere:%s", traps, folder);
	setenv("PATH", list, 1);
	assert_true(system_program_path(name, found, sizeof found));
	assert_string_equal(found, own);
	assert_false(system_program_path(own, found, strlen(own)));
	rmdir(trap);
	rmdir(traps);
}

/* A child ends when its parent does: killed, or by the end of the pipe that only the parent writes to. */
static void test_child_ends_with_its_parent(void **state)
{
	int orders[2], alive[2], status;
	char byte;
	(void)state;
	assert_int_equal(pipe(alive), 0);
	pid_t parent = fork();
	if (parent == 0) {
		pid_t own = getpid();
		if (pipe(orders) || fork())
			_exit(write(alive[1], "x", 1) != 1 || pause());
		system_die_with_parent(own);
		close(orders[1]);
		_exit(read(orders[0], &byte, 1) != 0);
	}
	close(alive[1]);
	assert_int_equal(read(alive[0], &byte, 1), 1);
	kill(parent, SIGKILL);
	assert_int_equal(waitpid(parent, &status, 0), parent);
	assert_int_equal(read(alive[0], &byte, 1), 0); /* nobody is left who could write */
	close(alive[0]);
}

static void test_figures(void **state)
{
	(void)state;
	assert_in_range(system_processors(), 1, 1 << 16);
	assert_in_range(system_peak_memory(), 0, 1 << 24);
}

int main(int count, char **arguments)
{
	(void)count;
	called = arguments[0];
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_program_path),
	        cmocka_unit_test(test_child_ends_with_its_parent),
	        cmocka_unit_test(test_figures),
	};
	return cmocka_run_group_tests_name("base_system", tests, NULL, NULL);
}
