/* The line that says what goes on, on a pseudo terminal, by a clock that stands still until a test moves it on. What the
 * terminal shows in the end is read by a terminal of one row. */
#include "base/progress_line.h"
#include "command/command.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static double now;
static double clock_of_test(void)
{
	return now;
}

/* A terminal with one row, which the program writes on. */
struct terminal {
	int master, slave;
	char row[400]; /* what stands in it, without blanks at its end */
	size_t column;
	size_t bytes; /* that have come */
};

/* A root that is entered without its /dev/pts has none: the test is skipped there. */
static void open_terminal(struct terminal *terminal)
{
	*terminal = (struct terminal){.master = posix_openpt(O_RDWR | O_NOCTTY)};
	if (terminal->master < 0)
		skip();
	assert_true(!grantpt(terminal->master) && !unlockpt(terminal->master));
	terminal->slave = open(ptsname(terminal->master), O_RDWR | O_NOCTTY);
	assert_true(terminal->slave >= 0 && !fcntl(terminal->master, F_SETFL, O_NONBLOCK));
	memset(terminal->row, ' ', sizeof terminal->row - 1);
	now = 100;
}

static void close_terminal(struct terminal *terminal)
{
	close(terminal->slave);
	close(terminal->master);
}

/* Its row, after all that has been written. */
static const char *row_of(struct terminal *terminal)
{
	static char row[400];
	char bytes[1000];
	for (ssize_t got; (got = read(terminal->master, bytes, sizeof bytes)) > 0;)
		for (ssize_t i = 0; i < got; i++) {
			terminal->bytes++;
			if (bytes[i] == '\r')
				terminal->column = 0;
			else if (bytes[i] == '\n') /* a new row */
				memset(terminal->row, ' ', sizeof terminal->row - 1);
			else
				terminal->row[terminal->column++] = bytes[i];
		}
	size_t length = sizeof row - 1;
	while (length && terminal->row[length - 1] == ' ')
		length--;
	memcpy(row, terminal->row, length);
	row[length] = '\0';
	return row;
}

static void the_line_rewrites_itself_and_goes(void **state)
{
	(void)state;
	struct terminal terminal;
	struct progress_line line;
	open_terminal(&terminal);
	progress_line_open(&line, terminal.slave, true, clock_of_test);
	assert_true(line.is_open);
	assert_false(progress_line_is_due(&line, 2));
	now = 101.9;
	assert_false(progress_line_is_due(&line, 2));
	now = 102;
	assert_true(progress_line_is_due(&line, 2));
	progress_line_show(&line, "reading rivers.shp");
	assert_string_equal(row_of(&terminal), "reading rivers.shp");
	now = 102.1; /* five times a second */
	assert_false(progress_line_is_due(&line, 2));
	now = 102.25;
	assert_true(progress_line_is_due(&line, 2));
	progress_line_show(&line, "painting");
	assert_string_equal(row_of(&terminal), "painting");
	progress_line_erase(&line);
	assert_string_equal(row_of(&terminal), "");
	assert_int_equal(terminal.column, 0);
	size_t before = terminal.bytes;
	progress_line_erase(&line);
	row_of(&terminal);
	assert_int_equal(terminal.bytes, before);
	close_terminal(&terminal);
}

/* The line would go on in the next row, where it is never erased. */
static void a_long_text_is_cut_between_characters(void **state)
{
	(void)state;
	struct terminal terminal;
	struct progress_line line;
	char text[400] = "";
	open_terminal(&terminal);
	for (int i = 0; i < 100; i++)
		strcat(text, "河"); /* three bytes */
	progress_line_open(&line, terminal.slave, true, clock_of_test);
	progress_line_show(&line, text);
	row_of(&terminal);
	assert_int_equal(terminal.bytes, 1 + 3 * PROGRESS_LINE_MOST);
	assert_int_equal(line.width, PROGRESS_LINE_MOST);
	close_terminal(&terminal);
}

static void nothing_comes_where_nobody_looks(void **state)
{
	(void)state;
	struct terminal terminal;
	struct progress_line line;
	int pipe_ends[2];
	char byte;
	open_terminal(&terminal);
	progress_line_open(&line, terminal.slave, false, clock_of_test); /* --quiet */
	now = 110;
	assert_false(progress_line_is_due(&line, 2));
	progress_line_show(&line, "painting");
	row_of(&terminal);
	assert_int_equal(terminal.bytes, 0);
	assert_int_equal(pipe(pipe_ends), 0);
	progress_line_open(&line, pipe_ends[1], true, clock_of_test);
	assert_false(line.is_open);
	progress_line_show(&line, "painting");
	close(pipe_ends[1]);
	assert_int_equal(read(pipe_ends[0], &byte, 1), 0);
	close(pipe_ends[0]);
	close_terminal(&terminal);
}

static void words_tell_stage_subject_and_counts(void **state)
{
	(void)state;
	struct profile profile;
	char text[PROGRESS_LINE_MOST + 1];
	profile_start(&profile);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "opening the map");
	profile_enter(&profile, PROFILE_READ);
	profile_tell(&profile, "rivers.shp", 2, 5);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "reading rivers.shp (2 of 5)");
	profile_enter(&profile, PROFILE_SCENE);
	profile_tell(&profile, "roads", 3, 10);
	profile_count(&profile, PROFILE_VERTICES_READ, 1234567);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "drawing roads (3 of 10), 1234567 vertices");
	profile_enter(&profile, PROFILE_READ);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "drawing roads (3 of 10), 1234567 vertices");
	profile_enter(&profile, PROFILE_LABEL);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "placing names");
	profile_enter(&profile, PROFILE_OPEN);
	profile.counts[PROFILE_VERTICES_READ] = 0;
	profile_tell(&profile, "looking at version", 1, 3);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "looking at version (1 of 3)");
	profile_enter(&profile, PROFILE_READ); /* of a long path the end stays, and so do the counts */
	profile_tell(&profile, "a/path/of/many/folders/that/goes/on/and/on/and/on/and/on/to/rivers.shp", 1, 3);
	profile_words(&profile, text, sizeof text);
	assert_string_equal(text, "reading and/on/and/on/to/rivers.shp (1 of 3)");
}

/* Standard error is the terminal; the alarms are those that the timer would send. */
static void alarm_at(double seconds)
{
	now = 100 + seconds;
	raise(SIGALRM);
}

static void a_command_says_what_goes_on_from_two_seconds_on(void **state)
{
	(void)state;
	struct terminal terminal;
	struct command_line line = {0};
	int before = dup(STDERR_FILENO);
	open_terminal(&terminal);
	command_progress_clock = clock_of_test;
	assert_true(before >= 0 && dup2(terminal.slave, STDERR_FILENO) >= 0);
	command_progress_begin(&line);
	assert_non_null(line.draw.profile);
	profile_enter(line.draw.profile, PROFILE_READ);
	profile_tell(line.draw.profile, "rivers.shp", 1, 2);
	alarm_at(1.9);
	assert_string_equal(row_of(&terminal), "");
	assert_int_equal(terminal.bytes, 0);
	alarm_at(2.1);
	assert_string_equal(row_of(&terminal), "reading rivers.shp (1 of 2)");
	profile_enter(line.draw.profile, PROFILE_PAINT);
	alarm_at(2.4);
	assert_string_equal(row_of(&terminal), "painting");
	command_progress_erase();
	assert_string_equal(row_of(&terminal), "");
	alarm_at(2.8);
	assert_string_equal(row_of(&terminal), "painting");
	command_progress_end();
	assert_string_equal(row_of(&terminal), "");
	line = (struct command_line){.quiet = true};
	size_t bytes = terminal.bytes;
	command_progress_begin(&line);
	assert_null(line.draw.profile);
	command_progress_end();
	row_of(&terminal);
	assert_int_equal(terminal.bytes, bytes);
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	close(before);
	close_terminal(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_line_rewrites_itself_and_goes),
	        cmocka_unit_test(a_long_text_is_cut_between_characters),
	        cmocka_unit_test(nothing_comes_where_nobody_looks),
	        cmocka_unit_test(words_tell_stage_subject_and_counts),
	        cmocka_unit_test(a_command_says_what_goes_on_from_two_seconds_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
