/* Plan: a manifest as numbered jobs. Job N is worked out when it is asked for, so that ten million jobs cost no memory.
 */
#pragma once

#include "base/hash.h"
#include "data/table.h"
#include "draw/draw.h"
#include "spec/manifest.h"
#include "spec/map_spec.h"

/* One sheet, in one or several formats: placed once, drawn as often as there are files. */
struct job {
	const char *name; /* the first output, without the folder: identifies the job from run to run */
	const char *map;
	const char *version; /* NULL: the last */
	struct map_overrides overrides;
	const struct draw_format *formats[DRAW_FORMATS_MAX];
	const char *outputs[DRAW_FORMATS_MAX]; /* paths to write */
	size_t format_count;
	struct draw_options draw;
	bool bare, multiples;
	int svg_text;        /* 0: text, 1: outline */
	struct place place;  /* in the manifest */
	struct hash options; /* of all of the above but place and outputs */
	struct hash view;    /* of what decides the map's view: jobs with the same are best drawn one after the other */
};

struct plan_item {
	const struct manifest_item *item;
	const struct table *table;   /* NULL: no rows */
	struct table_stream *stream; /* while the plan is read: where the shard's rows come from */
	size_t first;                /* number of its first job */
	size_t per_row;              /* jobs of one row, or of the item where there are no rows */
	const char *output;          /* the pattern */
	struct place output_place;
};

struct plan {
	struct arena *arena;
	const char *name;   /* the manifest's path */
	const char *folder; /* prefix of outputs: "" or ends in '/' */
	const char *share_dir;
	long long date;
	struct plan_item *items;
	size_t item_count, count;
	const char **value_names; /* what `set` and outputs may name beside columns */
	size_t shard, shards;     /* rows without a job of the shard are left out; shards 0: none is */
};

/* Reads a manifest, YAML or (by its ending) CSV, with the tables it names. `folder` NULL: the manifest's own. Of a
 * shard (batch.h; shards 0 or 1: all) rows that have none of its jobs are left out as they are read, so that memory
 * grows with the shard; indexes count what is left. Reports the errors that do not depend on single jobs. */
bool plan_read(struct arena *arena, const char *path, const char *folder, const char *share_dir, size_t shard,
               size_t shards, struct diag *diag, struct plan *out);
/* The job with that index. False with errors at its place in the manifest. */
bool plan_job(const struct plan *plan, size_t index, struct arena *arena, struct diag *diag, struct job *out);
/* The manifest's file name without its ending. */
const char *plan_stem(const struct plan *plan, struct arena *arena);

/* What plan_read.c (reading a plan) and plan.c (working out one job) share. Private to the plan. */

#define PLAN_JOBS_MAX ((size_t)1000 * 1000 * 1000)

/* What a pattern may name beside columns: the fields before MANIFEST_OUTPUT, the row's and the variant's number. */
enum { PLAN_ROW = MANIFEST_OUTPUT, PLAN_SET, PLAN_VALUES };

struct plan_row_test {
	const struct plan *plan;
	const struct plan_item *own;
};

/* Whether one of the row's jobs is of the plan's shard, or might be: a row with a fault is read by every shard.
 * `context` is a struct plan_row_test; for table_stream_rows(). */
bool plan_wants_row(void *context, size_t number, const struct table_cell *cells, struct arena *scratch);
