/* corridor batch: the options of a batch as one table, and what its errors look like. */
#include "command/command.h"

#include "base/system.h"
#include "batch/batch.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum batch_value { VALUE_TEXT, VALUE_SWITCH, VALUE_COUNT, VALUE_NUMBER, VALUE_MEGABYTES, VALUE_SHARD };

struct batch_flag {
	const char *name, *shorter, *argument;
	enum batch_value value;
	size_t offset;
	const char *help;
};

#define BATCH_FIELD(name) offsetof(struct batch_options, name)
static const struct batch_flag batch_flags[] = {
        {"--output", "-o", "FOLDER", VALUE_TEXT, BATCH_FIELD(folder),
         "base of relative outputs; default: the manifest's"},
        {"--jobs", "-j", "N", VALUE_COUNT, BATCH_FIELD(workers), "workers; default: one per core"},
        {"--force", NULL, NULL, VALUE_SWITCH, BATCH_FIELD(force), "draws what has not changed, too"},
        {"--dry-run", NULL, NULL, VALUE_SWITCH, BATCH_FIELD(dry_run), "says what would be drawn and why"},
        {"--fail-fast", NULL, NULL, VALUE_SWITCH, BATCH_FIELD(fail_fast), "ends after the first job that fails"},
        {"--timeout", NULL, "SECONDS", VALUE_NUMBER, BATCH_FIELD(timeout), "for one job; default 300, 0: none"},
        {"--memory", NULL, "MB", VALUE_MEGABYTES, BATCH_FIELD(memory_limit), "address space of a worker"},
        {"--shard", NULL, "I/N", VALUE_SHARD, 0,
         "the I-th of N parts; Slurm arrays and indexed Jobs say it themselves"},
        {"--merge", NULL, NULL, VALUE_SWITCH, BATCH_FIELD(merge), "joins the states of all shards; reports the whole"},
        {"--state", NULL, "FILE", VALUE_TEXT, BATCH_FIELD(state), "what has been drawn; default: beside the outputs"},
        {"--report", NULL, "FILE", VALUE_TEXT, BATCH_FIELD(report), "HTML contact sheet with times and warnings"},
        {"--json", NULL, NULL, VALUE_SWITCH, BATCH_FIELD(json), "one JSON object a job on standard output"},
        {"--quiet", "-q", NULL, VALUE_SWITCH, BATCH_FIELD(quiet), "errors and warnings only"},
};

static void batch_help(void)
{
	puts("usage: corridor batch MANIFEST [options]\n");
	for (size_t i = 0; i < sizeof batch_flags / sizeof *batch_flags; i++) {
		const struct batch_flag *flag = &batch_flags[i];
		char left[64];
		snprintf(left, sizeof left, "%s%s%s%s%s", flag->name, flag->shorter ? ", " : "",
		         flag->shorter ? flag->shorter : "", flag->argument ? " " : "",
		         flag->argument ? flag->argument : "");
		printf("  %-22s %s\n", left, flag->help);
	}
	puts("\nThe manifest is YAML, or CSV with a row a job. Exit codes: 0 all drawn, 1 a job failed or the manifest "
	     "is "
	     "wrong, 2 usage, 3 cannot write, 128 + N ended by signal N.");
}

static bool batch_wrong(const struct batch_flag *flag, const char *text)
{
	fprintf(stderr, "corridor: error: %s takes %s, not '%s'\n", flag->name, flag->argument, text);
	return false;
}

static bool take_value(const struct batch_flag *flag, const char *text, struct batch_options *out)
{
	void *field = (char *)out + flag->offset;
	double number = 0;
	switch (flag->value) {
	case VALUE_TEXT:
		*(const char **)field = text;
		return *text || batch_wrong(flag, text);
	case VALUE_SWITCH:
		*(bool *)field = true;
		return true;
	case VALUE_SHARD:
		return batch_shard_parse(text, &out->shard, &out->shards) || batch_wrong(flag, text);
	default:
		break;
	}
	if (!base_number_parse(text, &number) || number < 0 || number > 1e7 ||
	    (flag->value == VALUE_COUNT && number < 1))
		return batch_wrong(flag, text);
	if (flag->value == VALUE_NUMBER)
		*(double *)field = number;
	else
		*(size_t *)field = (size_t)(flag->value == VALUE_MEGABYTES ? number * 1e6 : number);
	return true;
}

static const struct batch_flag *find_batch_flag(const char *name)
{
	for (size_t i = 0; i < sizeof batch_flags / sizeof *batch_flags; i++)
		if (!strcmp(batch_flags[i].name, name) ||
		    (batch_flags[i].shorter && !strcmp(batch_flags[i].shorter, name)))
			return &batch_flags[i];
	const char *near =
	        option_suggest(name, batch_flags, sizeof *batch_flags, sizeof batch_flags / sizeof *batch_flags);
	fprintf(stderr, "corridor: error: unknown option '%s'%s%s\n", name, near ? "; did you mean " : "",
	        near ? near : "");
	return NULL;
}

static bool read_batch_line(int count, char **arguments, struct batch_options *out)
{
	for (int i = 0; i < count; i++) {
		if (arguments[i][0] != '-') {
			if (out->manifest) {
				fprintf(stderr, "corridor: error: one manifest at a time, not also '%s'\n",
				        arguments[i]);
				return false;
			}
			out->manifest = arguments[i];
			continue;
		}
		bool joined = !strncmp(arguments[i], "-j", 2) && arguments[i][2]; /* -j4, as make has it */
		const struct batch_flag *flag = find_batch_flag(joined ? "-j" : arguments[i]);
		if (!flag)
			return false;
		const char *text = joined ? arguments[i] + 2 : "";
		if (flag->argument && !joined && ++i == count) {
			fprintf(stderr, "corridor: error: %s needs a value: %s\n", flag->name, flag->argument);
			return false;
		}
		if (!take_value(flag, flag->argument && !joined ? arguments[i] : text, out))
			return false;
	}
	if (!out->manifest)
		fputs("corridor: error: no manifest given; see corridor batch --help\n", stderr);
	return out->manifest != NULL;
}

static bool find_shard(struct batch_options *options, struct diag *diag)
{
	const char *source;
	if (options->shards || options->merge)
		return true;
	if (!batch_shard_from_environment(&options->shard, &options->shards, &source, diag))
		return false;
	if (source && !options->quiet)
		fprintf(stderr, "shard %zu of %zu (%s)\n", options->shard, options->shards, source);
	return true;
}

static int run_batch(int count, char **arguments)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(arguments[i], "--help") || !strcmp(arguments[i], "-h")) {
			batch_help();
			return EXIT_DRAWN;
		}
	struct batch_options options = {.share_dir = command_share_dir(),
	                                .program = command_program_path(),
	                                .workers = system_processors(),
	                                .timeout = 300};
	if (!read_batch_line(count, arguments, &options))
		return EXIT_USAGE;
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	int code = find_shard(&options, &diag) ? batch_run(&options, &arena, &diag) : EXIT_USAGE;
	command_print(&diag);
	diag_clear(&diag);
	arena_clear(&arena);
	return code;
}

const struct command batch_command = {"batch", "MANIFEST [options]",
                                      "many maps in parallel, those that have changed (corridor batch --help)",
                                      run_batch};
