/* The report: one HTML page with a small picture, the times and the warnings of every job, from the state alone, so
 * that merged shards are reported like one run. */
#include "batch/run_parts.h"

#include "base/output_file.h"
#include "base/utf8.h"
#include "data/file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char style[] = "body{font:14px/1.45 system-ui,sans-serif;margin:24px;color:#1c2733;background:#f4f6f8}"
                            "h1{font-size:20px;margin:0 0 4px}p{margin:0 0 16px;color:#4a5866}"
                            ".sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:16px}"
                            "figure{margin:0;padding:10px;background:#fff;border:1px solid #d5dbe1;border-radius:6px}"
                            "figure.warned{border-color:#c98a00}figure.failed{border-color:#b3261e}"
                            "img{display:block;max-width:100%;max-height:260px;margin:0 auto 8px;background:#fff}"
                            "figcaption{overflow-wrap:anywhere}b{font-weight:600}small{display:block;color:#4a5866}"
                            "pre{margin:6px 0 0;font-size:11px;white-space:pre-wrap}";

/* Copies the text with HTML's special characters as entities. */
static const char *html(const char *text, struct arena *arena)
{
	char *out = arena_alloc(arena, strlen(text) * strlen("&quot;") + 1), *end = out;
	for (; *text; text++)
		end += sprintf(end,
		               *text == '<'   ? "&lt;"
		               : *text == '&' ? "&amp;"
		               : *text == '"' ? "&quot;"
		                              : "%c",
		               *text);
	return out;
}

/* Copies a path with what a link may not hold as %XX. */
static const char *link_to(const char *path, struct arena *arena)
{
	char *out = arena_alloc(arena, strlen(path) * strlen("%XX") + 1), *end = out;
	for (; *path; path++)
		end += sprintf(end, (unsigned char)*path <= ' ' || strchr("%#?\"<>&\\", *path) ? "%%%02X" : "%c",
		               (unsigned)(unsigned char)*path);
	return out;
}

static const char *absolute(const char *path, struct arena *arena)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	const char *own = slash ? arena_text_n(arena, path, (size_t)(slash - path) + 1) : ".";
	if (!realpath(own, folder))
		return path;
	return arena_printf(arena, "%s/%s", strcmp(folder, "/") ? folder : "", slash ? slash + 1 : path);
}

/* `path` seen from the folder of the file `from`. */
static const char *relative(const char *from, const char *path, struct arena *arena)
{
	const char *here = absolute(from, arena), *there = absolute(path, arena), *up = "";
	size_t same = 0;
	for (size_t i = 0; here[i] && here[i] == there[i]; i++)
		if (here[i] == '/')
			same = i + 1;
	for (const char *at = here + same; (at = strchr(at, '/')); at++)
		up = arena_printf(arena, "../%s", up);
	return arena_printf(arena, "%s%s", up, there + same);
}

static double seconds_of(const struct state_record *record)
{
	double sum = 0;
	for (int i = 0; i < JOB_STAGES; i++)
		sum += record->stages[i];
	return sum / 1e3;
}

/* The thumbnail, or the picture itself where none was made. */
static const char *picture_of(const struct run *run, const struct job *job, struct arena *arena)
{
	const char *path = job_thumbnail(run->setting.draw.thumbnails, job->name, arena);
	if (!access(path, R_OK))
		return path;
	for (size_t i = 0; i < job->format_count; i++)
		if (strcmp(job->formats[i]->ending, ".pdf") != 0 && !access(job->outputs[i], R_OK))
			return job->outputs[i];
	return NULL;
}

/* How the job went: its stages and files if it was drawn. */
static void add_account(const struct job *job, const struct state_record *record, struct buffer *out)
{
	bool good = record->status == JOB_DRAWN;
	char number[48];
	buffer_text(out, job_status_names[record->status]);
	for (int i = 0; i < JOB_STAGES && good; i++)
		buffer_printf(out, "%s%s %s ms", i ? ", " : ": ", job_stage_names[i],
		              base_number_text(number, record->stages[i], 0));
	for (size_t i = 0; i < job->format_count && good; i++)
		buffer_printf(out, "; %s %s kB", job->formats[i]->name,
		              base_number_text(number, (double)record->bytes[i] / 1e3, 0));
}

static void add_figure(const struct run *run, const struct job *job, const struct state_record *record,
                       struct arena *arena, struct buffer *out)
{
	const char *report = run->options->report, *picture = picture_of(run, job, arena);
	bool good = record && record->status == JOB_DRAWN;
	buffer_printf(out, "<figure class=\"%s\">", !good ? "failed" : record->warnings ? "warned" : "drawn");
	if (good && picture)
		buffer_printf(out, "<img loading=\"lazy\" alt=\"\" src=\"%s\">",
		              link_to(relative(report, picture, arena), arena));
	buffer_text(out, "<figcaption><b>");
	if (good)
		buffer_printf(out, "<a href=\"%s\">", link_to(relative(report, job->outputs[0], arena), arena));
	buffer_printf(out, "%s%s</b><small>", html(job->name, arena), good ? "</a>" : "");
	if (record)
		add_account(job, record, out);
	else
		buffer_text(out, "not drawn yet");
	buffer_text(out, "</small>");
	if (record && *record->messages)
		buffer_printf(out, "<pre>%s</pre>", html(record->messages, arena));
	buffer_text(out, "</figcaption></figure>\n");
}

static void count_job(struct run_totals *totals, const struct job *job, const struct state_record *record,
                      struct arena *arena)
{
	totals->jobs++;
	if (!record)
		return;
	totals->failed += record->status != JOB_DRAWN;
	if (record->status != JOB_DRAWN)
		return;
	totals->drawn++;
	totals->warned += record->warnings > 0;
	for (int i = 0; i < JOB_STAGES; i++)
		totals->seconds[i] += record->stages[i] / 1e3;
	for (size_t i = 0; i < job->format_count; i++)
		totals->bytes += (double)record->bytes[i];
	totals->each =
	        arena_grow(arena, totals->each, totals->each_count, &totals->each_capacity, sizeof *totals->each);
	totals->each[totals->each_count++].key = seconds_of(record);
}

static void add_head(const struct run *run, struct run_totals *totals, struct buffer *out)
{
	const char *title = html(data_file_name(run->plan.name), run->arena);
	buffer_printf(out,
	              "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
	              "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title><style>%s</style>\n"
	              "<h1>%s</h1>\n<p>%zu jobs: %zu drawn, %zu failed, %zu not drawn yet; %zu with warnings.",
	              title, style, title, totals->jobs, totals->drawn, totals->failed,
	              totals->jobs - totals->drawn - totals->failed, totals->warned);
	if (totals->each_count) {
		ranked_sort(totals->each, totals->each_count);
		size_t last = totals->each_count - 1;
		char number[48], late[48], most[48];
		buffer_printf(out, " A map took %s s (median), %s s (95th percentile), %s s at most. Together: ",
		              base_number_text(number, totals->each[last / 2].key, 2),
		              base_number_text(late, totals->each[last * 95 / 100].key, 2),
		              base_number_text(most, totals->each[last].key, 2));
		for (int i = 0; i < JOB_STAGES; i++)
			buffer_printf(out, "%s%s %s s", i ? ", " : "", job_stage_names[i],
			              base_number_text(number, totals->seconds[i], 1));
		buffer_printf(out, "; %s MB of files.", base_number_text(number, totals->bytes / 1e6, 1));
	}
	buffer_text(out, "</p>\n<div class=\"sheet\">\n");
}

static void add_jobs(const struct run *run, struct run_totals *totals, struct arena *arena, struct buffer *out)
{
	struct arena scratch;
	struct diag diag;
	arena_init(&scratch);
	diag_init(&diag);
	for (size_t i = 0; i < run->plan.count; i++) {
		struct job job;
		arena_reset(&scratch);
		if (!run_job(run, i, &scratch, &diag, &job))
			continue;
		const struct state_record *record = state_find(run->state, job.name);
		count_job(totals, &job, record, arena);
		if (run->options->report)
			add_figure(run, &job, record, &scratch, out);
	}
	diag_clear(&diag);
	arena_clear(&scratch);
}

bool run_report(struct run *run, struct run_totals *totals)
{
	struct buffer figures, page;
	buffer_init(&figures);
	buffer_init(&page);
	*totals = (struct run_totals){0};
	add_jobs(run, totals, run->arena, &figures);
	add_head(run, totals, &page);
	buffer_add(&page, figures.bytes, figures.length);
	buffer_text(&page, "</div></html>\n");
	int fault = run->options->report ? output_file_write(run->options->report, &page) : 0;
	if (fault)
		fprintf(stderr, "%s: error: cannot write: %s\n",
		        base_utf8_clean(run->arena, run->options->report, strlen(run->options->report)),
		        strerror(fault));
	buffer_clear(&figures);
	buffer_clear(&page);
	return !fault;
}
