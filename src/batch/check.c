/* Checking a manifest: every job is worked out, and its map file is read as the job's options have it; nothing is
 * drawn, and no data are read. Where jobs are many, the first of them stand for all. */
#include "batch/batch.h"
#include "batch/plan.h"

#include "base/hash_table.h"
#include "data/file.h"
#include "render/render.h"

enum { JOBS_CHECKED = 1000, ERRORS_SHOWN = 20 };

/* The map file, its text and places in `arena`. */
static bool read_map(const struct job *job, struct arena *arena, struct diag *diag)
{
	const struct catalogue catalogue = map_catalogue();
	struct map_spec spec;
	struct bytes text;
	if (!data_file_read(arena, job->map, job->map, MAP_FILE_BYTES_MAX, job->place, diag, &text) ||
	    !map_spec_read(arena, job->map, text.start, text.length, &catalogue, &job->overrides, diag, &spec))
		return false;
	if (!job->version || map_spec_version(&spec, job->version) >= 0)
		return true;
	diag_error(diag, UNKNOWN_NAME, job->place, NULL, "%s has no version '%s'", job->map, job->version);
	return false;
}

static void check_job(const struct plan *plan, size_t index, struct hash_table *seen, struct diag *diag)
{
	struct job job;
	bool is_new;
	if (!plan_job(plan, index, plan->arena, diag, &job))
		return;
	hash_table_add(seen, job.options, &is_new);
	if (is_new && !read_map(&job, plan->arena, diag))
		diag_note(diag, CANNOT_DRAW, job.place, NULL, "so the job %s will fail", job.name);
}

bool batch_check(const char *manifest, const char *share_dir, struct arena *arena, struct diag *diag)
{
	struct plan plan;
	struct hash_table seen;
	if (!plan_read(arena, manifest, NULL, share_dir, 0, 0, diag, &plan))
		return false;
	hash_table_init(&seen, arena, 0);
	for (size_t i = 0; i < plan.count && i < JOBS_CHECKED && diag->errors < ERRORS_SHOWN; i++)
		check_job(&plan, i, &seen, diag);
	if (plan.count > JOBS_CHECKED && diag->errors < ERRORS_SHOWN)
		diag_note(diag, OVER_LIMIT, no_place, NULL, "the first %d of %zu jobs were checked", JOBS_CHECKED,
		          plan.count);
	return !diag->errors;
}
