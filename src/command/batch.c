/* corridor batch: the options of a batch as one table, and what its errors look like. */
#include "command/command.h"

#include "base/system.h"
#include "batch/batch.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_number(const char *text, void *field)
{
	double *number = field;
	return base_number_parse(text, number) && *number >= 0 && *number <= 1e7;
}

static bool read_count(const char *text, void *field)
{
	double number;
	if (!read_number(text, &number) || number < 1)
		return false;
	*(size_t *)field = (size_t)number;
	return true;
}

static bool read_megabytes(const char *text, void *field)
{
	double number;
	if (!read_number(text, &number))
		return false;
	*(size_t *)field = (size_t)(number * 1e6);
	return true;
}

static bool read_shard(const char *text, void *field)
{
	struct batch_options *options = field;
	return batch_shard_parse(text, &options->shard, &options->shards);
}

/* What a batch may do: who uses an option. */
enum batch_use { DRAWS = 1, LOOKS = 2, MERGES = 4 };

#define BATCH_FIELD(name) offsetof(struct batch_options, name)
static const struct flag batch_flags[] = {
        {"--output", "-o", "FOLDER", flag_read_text, BATCH_FIELD(folder),
         "base of relative outputs; default: the manifest's", .words = WORDS_FOLDERS},
        {"--jobs", "-j", "N", read_count, BATCH_FIELD(workers), "workers; default: one per core", DRAWS},
        {"--force", NULL, NULL, flag_read_switch, BATCH_FIELD(force), "draws what has not changed, too", DRAWS | LOOKS},
        {"--dry-run", NULL, NULL, flag_read_switch, BATCH_FIELD(dry_run), "says what would be drawn and why",
         DRAWS | LOOKS},
        {"--fail-fast", NULL, NULL, flag_read_switch, BATCH_FIELD(fail_fast), "ends after the first job that fails",
         DRAWS},
        {"--strict", NULL, NULL, flag_read_switch, BATCH_FIELD(strict),
         "warnings are errors: nothing of such a job is written", DRAWS},
        {"--timeout", NULL, "SECONDS", read_number, BATCH_FIELD(timeout), "for one job; default 300, 0: none", DRAWS},
        {"--memory", NULL, "MB", read_megabytes, BATCH_FIELD(memory_limit), "address space of a worker", DRAWS},
        {"--shard", NULL, "I/N", read_shard, 0, "the I-th of N parts; Slurm arrays and indexed Jobs say it themselves",
         DRAWS | LOOKS},
        {"--merge", NULL, NULL, flag_read_switch, BATCH_FIELD(merge),
         "joins the states of all shards; reports the whole"},
        {"--state", NULL, "FILE", flag_read_text, BATCH_FIELD(state),
         "what has been drawn; default: beside the outputs", .words = WORDS_FILES},
        {"--report", NULL, "FILE", flag_read_text, BATCH_FIELD(report), "HTML contact sheet with times and warnings",
         DRAWS | MERGES, .words = WORDS_FILES},
        {"--confine", NULL, "DIR", flag_read_text, BATCH_FIELD(confine),
         "reads nothing outside this folder and the installed data: for maps of strangers", .words = WORDS_FOLDERS},
        {"--json", NULL, NULL, flag_read_switch, BATCH_FIELD(json), "one JSON object a job on standard output"},
        {"--quiet", "-q", NULL, flag_read_switch, BATCH_FIELD(quiet), "errors and warnings only"},
};

static const struct flag_table batch_table = {batch_flags, sizeof batch_flags / sizeof *batch_flags,
                                              BATCH_FIELD(manifest), "manifest", WORDS_MANIFESTS};

static void batch_help(void)
{
	puts("The manifest is YAML, or CSV with a row a job. Exit status: 0 all drawn, 1 a job failed or the "
	     "manifest "
	     "is wrong, 2 usage, 3 cannot write, 128 + N ended by signal N.");
}

static void warn_unused(const struct batch_options *options, unsigned long long given, struct diag *diag)
{
	enum batch_use use = options->merge ? MERGES : options->dry_run ? LOOKS : DRAWS;
	for (size_t i = 0; i < batch_table.count; i++)
		if (given >> i & 1 && batch_flags[i].users && !(batch_flags[i].users & use))
			diag_warning(diag, UNUSED_ENTRY, no_place, NULL, "%s has no effect: %s does not use it",
			             batch_flags[i].name, use == MERGES ? "--merge" : "--dry-run");
}

/* Reads the command line, and the shard from the environment if it names none. False with an error. */
static bool read_batch_line(int count, char **arguments, struct batch_options *out, struct diag *diag)
{
	const char *source = NULL;
	unsigned long long given;
	if (!flag_table_read(&batch_table, count, arguments, out, &given, diag))
		return false;
	warn_unused(out, given, diag);
	if (!command_confine(out->confine, diag))
		return false;
	if (!out->manifest)
		diag_error(diag, WRONG_USAGE, no_place, "see corridor batch --help", "no manifest given");
	else if (!out->shards && !out->merge)
		batch_shard_from_environment(&out->shard, &out->shards, &source, diag);
	if (source && !diag->errors && !out->quiet)
		fprintf(stderr, "shard %zu of %zu (%s)\n", out->shard, out->shards, source);
	return !diag->errors;
}

static int run_batch(int count, char **arguments)
{
	struct batch_options options = {.share_dir = command_share_dir(),
	                                .program = command_program_path(),
	                                .workers = system_processors(),
	                                .timeout = 300};
	struct command_line line = {0};
	struct arena arena;
	arena_init(&arena);
	diag_init(&line.diag);
	int code = read_batch_line(count, arguments, &options, &line.diag) ? batch_run(&options, &arena, &line.diag)
	                                                                   : EXIT_USAGE;
	line.json = options.json;
	code = command_end(&line, code);
	arena_clear(&arena);
	return code;
}

const struct command batch_command = {"batch",   "MANIFEST [options]", "many maps in parallel, those that have changed",
                                      run_batch, &batch_table,         0,
                                      batch_help};
