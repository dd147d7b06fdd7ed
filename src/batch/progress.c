/* Progress. Standard output carries JSON only; all else goes to standard error. */
#include "base/utf8.h"
#include "batch/run_parts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME_COLUMN  40
#define LOOK_SECONDS 2 /* that pass before it is said that jobs are looked at */

void progress_open(struct progress *progress, bool json, bool quiet)
{
	*progress = (struct progress){.json = json, .quiet = quiet};
	progress_line_open(&progress->line, STDERR_FILENO, !quiet, profile_clock);
}

void progress_look(struct progress *progress, const char *what, size_t number, size_t of)
{
	char text[PROGRESS_LINE_MOST + 1];
	if (!progress_line_is_due(&progress->line, LOOK_SECONDS))
		return;
	snprintf(text, sizeof text, "%s %zu of %zu", what, number, of);
	progress_line_show(&progress->line, text);
}

void progress_begin(struct progress *progress, size_t total, size_t unchanged)
{
	progress->total = total;
	progress->unchanged = unchanged;
	progress->begun = profile_clock();
}

static void write_json(const struct job *job, const struct job_result *result)
{
	struct buffer out;
	buffer_init(&out);
	buffer_json_after(&out, "{\"job\": ", job->name);
	buffer_printf(&out, ", \"status\": \"%s\", \"files\": [", job_status_names[result->status]);
	for (size_t i = 0; i < result->file_count; i++) {
		buffer_json_after(&out, i ? ", {\"path\": " : "{\"path\": ", job->outputs[i]);
		buffer_printf(&out, ", \"bytes\": %lld}", result->bytes[i]);
	}
	buffer_text(&out, "], \"ms\": {");
	for (int i = 0; i < PROFILE_STAGES; i++) {
		buffer_printf(&out, "%s\"%s\": ", i ? ", " : "", profile_stage_names[i]);
		buffer_number(&out, result->spent[i], 2);
	}
	buffer_printf(&out, "}, \"memory_kb\": %ld, \"warnings\": %zu", result->memory, result->warnings);
	buffer_json_after(&out, ", \"messages\": ", result->messages);
	buffer_text(&out, "}\n");
	fputs(out.bytes, stdout);
	fflush(stdout);
	buffer_clear(&out);
}

static double total_ms(const struct job_result *result)
{
	double sum = 0;
	for (int i = 0; i < JOB_STAGES; i++)
		sum += result->stages[i];
	return sum;
}

/* A path as it may reach a terminal. */
static const char *shown(struct arena *arena, const char *path)
{
	return base_utf8_clean(arena, path, strlen(path));
}

static void write_failure(const struct job *job, const struct job_result *result, struct arena *arena)
{
	static const char *const words[] = {"", "map or data wrong", "it cannot be written",
	                                    "a library ended the process", "it took too long"};
	const struct place *place = &job->place;
	if (place->source)
		fprintf(stderr, "%s:%d:%d: ", shown(arena, place->source->name), place->line, place->column);
	fprintf(stderr, "error: the job %s failed: %s\n%s", shown(arena, job->name), words[result->status],
	        result->messages);
}

void progress_job(struct progress *progress, const struct job *job, const struct job_result *result)
{
	bool good = result->status == JOB_DRAWN;
	*(good ? &progress->drawn : &progress->failed) += 1;
	progress->warned += result->warnings > 0;
	if (progress->json) {
		write_json(job, result);
		return;
	}
	struct arena arena;
	arena_init(&arena);
	if (!good || *result->messages)
		progress_line_erase(&progress->line);
	if (!good)
		write_failure(job, result, &arena);
	else if (!progress->line.is_open && !progress->quiet)
		fprintf(stderr, "drawn %s in %.2f s\n%s", shown(&arena, job->name), total_ms(result) / 1e3,
		        result->messages);
	else if (result->warnings > 0 || (*result->messages && !progress->quiet))
		fprintf(stderr, "%s:\n%s", shown(&arena, job->name), result->messages);
	arena_clear(&arena);
}

static void duration(double seconds, char out[32])
{
	long whole = (long)(seconds + 0.5);
	if (whole >= 3600)
		snprintf(out, 32, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
	else
		snprintf(out, 32, "%ld:%02ld", whole / 60, whole % 60);
}

void progress_tick(struct progress *progress, const char *current, size_t busy)
{
	if (!progress_line_is_due(&progress->line, 0))
		return;
	double seconds = profile_clock() - progress->begun;
	size_t done = progress->drawn + progress->failed;
	char left[32] = "?", line[256];
	double rate = seconds > 0 ? (double)done / seconds : 0;
	if (done)
		duration((double)(progress->total - done) / rate, left);
	struct arena arena;
	arena_init(&arena);
	current = shown(&arena, current);
	/* The end of a path identifies a job. No character is cut. */
	const char *tail = strlen(current) > NAME_COLUMN ? current + strlen(current) - NAME_COLUMN : current;
	while (((unsigned char)*tail & 0xC0) == 0x80)
		tail++;
	char failed[40] = "";
	if (progress->failed)
		snprintf(failed, sizeof failed, "  %zu failed", progress->failed);
	snprintf(line, sizeof line, "%zu/%zu  %.1f/s  %s left%s  %s%s", done, progress->total, rate, left, failed, tail,
	         busy > 1 ? " …" : "");
	arena_clear(&arena);
	progress_line_show(&progress->line, line);
}

void progress_end(struct progress *progress, size_t left)
{
	progress_line_erase(&progress->line);
	if (progress->quiet && !progress->failed && !left)
		return;
	char took[32];
	duration(profile_clock() - progress->begun, took);
	fprintf(stderr, "%zu drawn, %zu unchanged, %zu failed", progress->drawn, progress->unchanged, progress->failed);
	if (left)
		fprintf(stderr, ", %zu left: the same command goes on", left);
	fprintf(stderr, " (%s)\n", took);
}
