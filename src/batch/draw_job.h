/* Drawing one job in a worker, and what is known about it afterwards. */
#pragma once

#include "batch/plan.h"
#include "render/store.h"

/* The stages of a profile (base/profile.h) in four groups, for the record. */
enum job_stage { STAGE_READ, STAGE_COMPOSE, STAGE_DRAW, STAGE_WRITE, JOB_STAGES };
extern const char *const job_stage_names[JOB_STAGES];

enum job_status {
	JOB_DRAWN,
	JOB_FAILED, /* map or data wrong */
	JOB_UNWRITTEN,
	JOB_CRASHED, /* a signal or an exit within a library */
	JOB_TIMED_OUT
};
extern const char *const job_status_names[];

struct job_result {
	enum job_status status;
	double stages[JOB_STAGES];         /* milliseconds */
	double spent[PROFILE_STAGES];      /* milliseconds */
	long memory;                       /* kB the worker has held at most; 0: not known */
	long long bytes[DRAW_FORMATS_MAX]; /* of each output */
	size_t file_count;                 /* outputs written, the first of the job's */
	const char **inputs; /* files that decided what was drawn; "STEM.*" for a file with those beside it */
	size_t input_count;
	size_t warnings;
	const char *messages; /* diagnostics as text, "" when there are none */
};

struct draw_setting {
	struct map_store *store;
	const char *share_dir;
	bool strict;            /* warnings are errors */
	const char *thumbnails; /* folder for a small PNG of every job; NULL: none */
};

/* Draws and writes the job's files. The result lives in the arena. */
void job_draw(const struct job *job, const struct draw_setting *setting, struct arena *arena, struct job_result *out);
/* Reads the job's data into the store and nothing more; its files are the result's inputs. No font library is touched,
 * so that the process may fork. */
void job_read(const struct job *job, const struct draw_setting *setting, struct arena *arena, struct job_result *out);
/* Removes the temporary files of a process that was killed while it drew the job. */
void job_remove_partials(const struct job *job, long pid);
/* Path of a job's thumbnail. */
const char *job_thumbnail(const char *folder, const char *name, struct arena *arena);
