/* Progress: what a batch prints while it works: on a terminal one line that is rewritten, elsewhere plain lines or
 * JSON. */
#pragma once

#include "batch/draw_job.h"

struct progress {
	bool terminal, json, quiet;
	size_t total, unchanged; /* jobs to draw; jobs left as they are */
	size_t drawn, failed, warned;
	double begun, shown; /* profile_clock() */
	size_t shown_length;
};

void progress_begin(struct progress *progress, size_t total, size_t unchanged);
/* A job ended. */
void progress_job(struct progress *progress, const struct job *job, const struct job_result *result);
/* The rewritten line, at most five times a second; `current` is a job at work. */
void progress_tick(struct progress *progress, const char *current, size_t busy);
/* The last line. `left`: jobs not drawn, when it was interrupted or ended early. */
void progress_end(struct progress *progress, size_t left);
