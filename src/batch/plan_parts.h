/* What plan_read.c (reading a plan) and plan.c (working out one job) share. Private to the plan. */
#pragma once

#include "batch/plan.h"
#include "batch/template.h"

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
