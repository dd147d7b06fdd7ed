/* The state file: what is written is read again; torn, foreign and damaged files cost a new drawing, never a wrong skip. */
#include "batch/state.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct kept {
	struct arena arena;
	struct diag diag;
	char folder[64];
	const char *path, *input, *output;
	struct job job;
	struct job_result result;
};

static void write_file(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fwrite(text, 1, length, file);
	fclose(file);
}

static char *read_file(struct kept *kept, size_t *length)
{
	char *text = arena_alloc(&kept->arena, 1 << 20);
	FILE *file = fopen(kept->path, "rb");
	assert_non_null(file);
	*length = fread(text, 1, (1 << 20) - 1, file);
	fclose(file);
	return text;
}

static int open_kept(void **state)
{
	struct kept *kept = calloc(1, sizeof *kept);
	arena_init(&kept->arena);
	diag_init(&kept->diag);
	strcpy(kept->folder, "/tmp/corridor-state-XXXXXX");
	if (!mkdtemp(kept->folder))
		return -1;
	kept->path = arena_printf(&kept->arena, "%s/jobs.state", kept->folder);
	kept->input = arena_printf(&kept->arena, "%s/in\tput", kept->folder);
	kept->output = arena_printf(&kept->arena, "%s/out.png", kept->folder);
	write_file(kept->input, "a", 1);
	write_file(kept->output, "12345", 5);
	kept->job = (struct job){.name = "out.png", .format_count = 1, .outputs = {kept->output}, .options = {1, 2}};
	const char **inputs = ARENA_ARRAY(&kept->arena, 1, const char *);
	inputs[0] = kept->input;
	kept->result = (struct job_result){.bytes = {5},
	                                   .file_count = 1,
	                                   .inputs = inputs,
	                                   .input_count = 1,
	                                   .stages = {1, 2, 3, 4.5},
	                                   .messages = "line\n\tand \\ more\n"};
	*state = kept;
	return 0;
}

static int close_kept(void **state)
{
	struct kept *kept = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -r '%s'", kept->folder);
	int removed = system(command);
	diag_clear(&kept->diag);
	arena_clear(&kept->arena);
	free(kept);
	return removed;
}

static void record(struct kept *kept, int times)
{
	struct inputs *inputs = inputs_open(NULL);
	struct state *state = state_open(kept->path, 0, 0, false, &kept->diag);
	assert_non_null(state);
	assert_true(state_start(state, &kept->diag));
	for (int i = 0; i < times; i++) {
		state_begin(state, kept->job.name, 999999);
		assert_true(state_add(state, &kept->job, &kept->result, inputs));
	}
	state_close(state);
	inputs_close(inputs);
}

/* Why the job would be drawn; NULL: not at all. */
static const char *reason(struct kept *kept)
{
	struct inputs *inputs = inputs_open(NULL);
	struct state *state = state_open(kept->path, 0, 0, true, &kept->diag);
	assert_non_null(state);
	const char *why = state_reason(state, &kept->job, inputs, &kept->arena);
	why = why ? arena_text(&kept->arena, why) : NULL;
	state_close(state);
	inputs_close(inputs);
	return why;
}

static void test_round_trip(void **state)
{
	struct kept *kept = *state;
	assert_string_equal(reason(kept), "not drawn yet");
	record(kept, 1);
	assert_null(reason(kept));
	struct state *read = state_open(kept->path, 0, 0, true, &kept->diag);
	const struct state_record *found = state_find(read, "out.png");
	assert_non_null(found);
	assert_string_equal(found->messages, kept->result.messages);
	assert_string_equal(found->inputs->items[0].path, kept->input);
	assert_true(found->stages[STAGE_WRITE] == 4.5 && found->bytes[0] == 5);
	assert_null(state_find(read, "other.png"));
	state_close(read);
}

static void test_reasons(void **state)
{
	struct kept *kept = *state;
	record(kept, 1);
	kept->job.options.low++;
	assert_string_equal(reason(kept), "its options have changed");
	kept->job.options.low--;
	write_file(kept->output, "1234", 4);
	assert_non_null(strstr(reason(kept), "is not as it was drawn"));
	unlink(kept->output);
	assert_non_null(strstr(reason(kept), "is missing"));
	write_file(kept->output, "12345", 5);
	write_file(kept->input, "b", 1);
	assert_non_null(strstr(reason(kept), "has changed"));
	unlink(kept->input);
	assert_non_null(strstr(reason(kept), "has changed"));
	write_file(kept->input, "a", 1);
	assert_null(reason(kept));
	kept->result.status = JOB_TIMED_OUT;
	record(kept, 1);
	assert_non_null(strstr(reason(kept), "timed-out"));
}

/* Cut anywhere, the file is read without an error; the job is skipped only when its whole line is there. */
static void test_every_cut(void **state)
{
	struct kept *kept = *state;
	record(kept, 1);
	size_t length, skipped = 0;
	char *text = read_file(kept, &length);
	for (size_t cut = 0; cut <= length; cut++) {
		write_file(kept->path, text, cut);
		skipped += reason(kept) == NULL;
	}
	assert_int_equal(skipped, 1);
	assert_int_equal(kept->diag.errors, 0);
}

/* Any byte changed: either the line counts no more, or it was not part of what decides. */
static void test_every_damage(void **state)
{
	struct kept *kept = *state;
	record(kept, 1);
	size_t length;
	char *text = read_file(kept, &length);
	const char *head = strchr(text, '\n') + 1;
	for (size_t at = (size_t)(head - text); at < length; at++) {
		char before = text[at];
		const char *line = text + at;
		while (line > text && line[-1] != '\n')
			line--;
		bool decides = strncmp(line + 9, "run", 3) != 0;
		text[at] = (char)(before ^ 1);
		write_file(kept->path, text, length);
		if (decides && !reason(kept))
			fail_msg("byte %zu of %zu changed, and nobody saw it", at, length);
		text[at] = before;
	}
}

static void test_appending_after_a_torn_line(void **state)
{
	struct kept *kept = *state;
	record(kept, 1);
	FILE *file = fopen(kept->path, "ab");
	fputs("0123abcd\tjob\t00", file);
	fclose(file);
	record(kept, 3);
	assert_null(reason(kept));
	size_t length;
	char *text = read_file(kept, &length);
	assert_null(strstr(text, "0123abcd"));
}

static struct hash hash_now(const char *pattern)
{
	struct inputs *inputs = inputs_open(NULL);
	struct hash hash = inputs_hash(inputs, pattern);
	inputs_close(inputs);
	return hash;
}

/* A pattern stands for the files that fit it, but not for a state file beside the data, which every run changes. */
static void test_inputs_by_pattern(void **state)
{
	struct kept *kept = *state;
	const char *pattern = arena_printf(&kept->arena, "%s/data.*", kept->folder);
	struct hash none = hash_now(pattern);
	write_file(arena_printf(&kept->arena, "%s/data.csv", kept->folder), "a", 1);
	struct hash one = hash_now(pattern);
	assert_false(hash_equal(none, one));
	write_file(arena_printf(&kept->arena, "%s/data.state", kept->folder), "b", 1);
	write_file(arena_printf(&kept->arena, "%s/.data.csv", kept->folder), "b", 1);
	write_file(arena_printf(&kept->arena, "%s/other.csv", kept->folder), "b", 1);
	assert_true(hash_equal(one, hash_now(pattern)));
	write_file(arena_printf(&kept->arena, "%s/data.prj", kept->folder), "b", 1);
	assert_false(hash_equal(one, hash_now(pattern)));
}

static bool sweeps(struct kept *kept, const char *partial)
{
	write_file(partial, "1", 1);
	struct state *state = state_open(kept->path, 0, 0, false, &kept->diag);
	assert_non_null(state);
	state_sweep(state, &kept->job);
	state_close(state);
	return access(partial, F_OK) != 0;
}

/* What a killed run has begun is known until it is finished, whatever the file holds of the job from before, and though
 * further runs are killed before its turn comes. */
static void test_begun_is_remembered(void **state)
{
	struct kept *kept = *state;
	char partial[128];
	snprintf(partial, sizeof partial, "%s.4242.part", kept->output);
	record(kept, 1);
	assert_false(sweeps(kept, partial));
	struct state *killed = state_open(kept->path, 0, 0, false, &kept->diag);
	state_begin(killed, kept->job.name, 4242);
	state_close(killed);
	for (int i = 0; i < 2; i++) {
		killed = state_open(kept->path, 0, 0, false, &kept->diag);
		assert_non_null(killed);
		state_close(killed);
	}
	assert_true(sweeps(kept, partial));
	record(kept, 1);
	assert_false(sweeps(kept, partial));
}

/* Another process does not get the file while one holds it, and gets it when that one has ended however it did. */
static void test_locked(void **state)
{
	struct kept *kept = *state;
	record(kept, 1);
	int ready[2], status;
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t holder = fork();
	if (holder == 0) {
		bool held = state_open(kept->path, 0, 0, false, &kept->diag) != NULL;
		_exit(!held || write(ready[1], "x", 1) != 1 || pause());
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_null(state_open(kept->path, 0, 0, false, &kept->diag));
	assert_int_equal(kept->diag.errors, 1);
	assert_non_null(strstr(kept->diag.entries[0].message, "another batch is at work"));
	kill(holder, SIGKILL);
	assert_int_equal(waitpid(holder, &status, 0), holder);
	struct state *next = state_open(kept->path, 0, 0, false, &kept->diag);
	assert_non_null(next);
	state_close(next);
}

static void test_foreign_file(void **state)
{
	struct kept *kept = *state;
	static const char *const files[] = {"", "\n\n", "hello\nworld\n", "12345678\tjob\n", "\t\t\t\n\t"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		write_file(kept->path, files[i], strlen(files[i]));
		assert_string_equal(reason(kept), "not drawn yet");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_round_trip, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_reasons, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_every_cut, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_every_damage, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_appending_after_a_torn_line, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_inputs_by_pattern, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_begun_is_remembered, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_locked, open_kept, close_kept),
	        cmocka_unit_test_setup_teardown(test_foreign_file, open_kept, close_kept),
	};
	return cmocka_run_group_tests_name("batch_state", tests, NULL, NULL);
}
