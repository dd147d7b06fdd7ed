/* Shards: which jobs this machine draws. A hash of the job's name decides, so that a job keeps its shard when the
 * manifest grows, and slow neighbours (one large region) are spread over the shards. */
#include "batch/batch.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define SHARDS_MAX 1000000

static bool whole_number(const char *text, size_t *out)
{
	char *end;
	if (!text || *text < '0' || *text > '9')
		return false;
	*out = strtoul(text, &end, 10);
	return !*end && *out <= SHARDS_MAX;
}

bool batch_shard_parse(const char *text, size_t *shard, size_t *shards)
{
	const char *slash = strchr(text, '/');
	char first[16];
	if (!slash || (size_t)(slash - text) >= sizeof first)
		return false;
	memcpy(first, text, (size_t)(slash - text));
	first[slash - text] = '\0';
	return whole_number(first, shard) && whole_number(slash + 1, shards) && *shard >= 1 && *shard <= *shards;
}

size_t batch_shard_of_hash(struct hash name, size_t shards)
{
	return (size_t)(name.high % shards) + 1;
}

size_t batch_shard_of(const char *name, size_t shards)
{
	return batch_shard_of_hash(hash_text(name), shards);
}

static bool from_slurm(size_t *shard, size_t *shards)
{
	size_t id, least = 0, step = 1;
	whole_number(getenv("SLURM_ARRAY_TASK_MIN"), &least);
	whole_number(getenv("SLURM_ARRAY_TASK_STEP"), &step);
	if (!whole_number(getenv("SLURM_ARRAY_TASK_ID"), &id) ||
	    !whole_number(getenv("SLURM_ARRAY_TASK_COUNT"), shards) || !step || id < least)
		return false;
	*shard = (id - least) / step + 1;
	return *shard <= *shards;
}

static bool from_kubernetes(size_t *shard, size_t *shards)
{
	if (!whole_number(getenv("JOB_COMPLETION_INDEX"), shard) || !whole_number(getenv("JOB_COMPLETIONS"), shards))
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
