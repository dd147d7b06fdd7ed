/* Shards: which jobs this machine draws. A hash of the job's name decides, so that a job keeps its shard when the
 * manifest grows, and slow neighbours (one large region) are spread over the shards. */
#include "batch/batch.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define SHARDS_MAX 1000000

/* The number that ends at `end`. `text` may be NULL. */
static bool whole_number(const char *text, char end, size_t *out)
{
	char *after;
	if (!text || *text < '0' || *text > '9')
		return false;
	*out = strtoul(text, &after, 10);
	return *after == end && *out <= SHARDS_MAX;
}

bool batch_shard_parse(const char *text, size_t *shard, size_t *shards)
{
	return whole_number(text, '/', shard) && whole_number(strchr(text, '/') + 1, '\0', shards) && *shard >= 1 &&
	       *shard <= *shards;
}

size_t batch_shard_of(struct hash name, size_t shards)
{
	return (size_t)(name.high % shards) + 1;
}

static bool from_slurm(size_t *shard, size_t *shards)
{
	size_t id, least = 0, step = 1;
	whole_number(getenv("SLURM_ARRAY_TASK_MIN"), '\0', &least);
	whole_number(getenv("SLURM_ARRAY_TASK_STEP"), '\0', &step);
	if (!whole_number(getenv("SLURM_ARRAY_TASK_ID"), '\0', &id) ||
	    !whole_number(getenv("SLURM_ARRAY_TASK_COUNT"), '\0', shards) || !step || id < least)
		return false;
	*shard = (id - least) / step + 1;
	return *shard <= *shards;
}

static bool from_kubernetes(size_t *shard, size_t *shards)
{
	if (!whole_number(getenv("JOB_COMPLETION_INDEX"), '\0', shard) ||
	    !whole_number(getenv("JOB_COMPLETIONS"), '\0', shards))
		return false;
	++*shard; /* counted from 0 */
	return *shard <= *shards;
}

bool batch_shard_from_environment(size_t *shard, size_t *shards, const char **source, struct diag *diag)
{
	*shard = *shards = 0;
	*source = getenv("SLURM_ARRAY_TASK_ID")    ? "SLURM_ARRAY_TASK_ID"
	          : getenv("JOB_COMPLETION_INDEX") ? "JOB_COMPLETION_INDEX"
	                                           : NULL;
	if (!*source)
		return true;
	bool slurm = (*source)[0] == 'S';
	if (slurm ? from_slurm(shard, shards) : from_kubernetes(shard, shards))
		return true;
	diag_error(diag, WRONG_USAGE, no_place, "say which one with --shard I/N; --shard 1/1 draws all",
	           slurm ? "SLURM_ARRAY_TASK_ID is set, but SLURM_ARRAY_TASK_COUNT does not fit it"
	                 : "JOB_COMPLETION_INDEX is set, but JOB_COMPLETIONS, the number of pods, is not");
	return false;
}
