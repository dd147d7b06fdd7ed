/* Bench: real towns on an A4 sheet, ever more of them: how many names are placed, what they weigh, how far from
 * the proved optimum, in what time; beside the greedy way. usage: bench_labels [--export FOLDER] TOWNS.csv COUNT…; with
 * --export only the points are written, for peers.py. Exit 1 on overlaps. */
#include "towns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* False when names overlap. */
static bool measure(const struct towns *towns)
{
	struct arena arena;
	arena_init(&arena);
	size_t greedy_kept;
	double greedy_value, total = 0, value = 0, best = 1e300;
	double greedy_cost = towns_greedy(&arena, towns, &greedy_kept, &greedy_value);
	struct placement *placements;
	struct label_report report;
	for (int run = 0; run < 3; run++) { /* the fastest of three: the others had company on the machine */
		double start = milliseconds();
		labels_place(&arena, &towns->input, &placements, &report);
		best = fmin(best, milliseconds() - start);
	}
	for (size_t i = 0; i < towns->input.request_count; i++) {
		total += towns->requests[i].weight;
		value += placements[i].kept ? towns->requests[i].weight : 0;
	}
	size_t overlaps = towns_overlaps(towns, placements);
	printf("%6zu %7zu %6zu %8.2f %8.2f %10.2f %10.2f %10.2f %7.2f %7zu %8.0f %s\n", report.requests, greedy_kept,
	       report.kept, 100 * greedy_value / total, 100 * value / total, greedy_cost, report.cost, report.bound,
	       report.cost > 0 ? 100 * (report.cost - report.bound) / report.cost : 0, report.nodes, best,
	       report.optimal ? "proved" : "");
	if (overlaps)
		printf("%zu overlaps\n", overlaps);
	arena_clear(&arena);
	return overlaps == 0;
}

/* What other programs get: page points, y down, the weightiest first. */
static bool export(const struct towns *towns, const char *folder)
{
	char path[4096];
	size_t count = towns->input.request_count;
	snprintf(path, sizeof path, "%s/towns-%zu.csv", folder, count);
	FILE *file = fopen(path, "w");
	if (!file)
		return false;
	fputs("x,y,weight,name\n", file);
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%.3f,%.3f,%.3f,\"%s\"\n", towns->requests[i].anchor.x, towns->requests[i].anchor.y,
		        towns->requests[i].weight, towns->requests[i].title);
	return fclose(file) == 0;
}

int main(int count, char **arguments)
{
	static const char *const families[] = {"Inter", "Noto Sans", "Noto Sans CJK SC"};
	struct diag diag;
	struct arena arena;
	diag_init(&diag);
	arena_init(&arena);
	struct text_context *text = text_open(families, 3, &diag);
	const char *folder = count > 3 && !strcmp(arguments[1], "--export") ? arguments[2] : NULL;
	int first = folder ? 3 : 1;
	bool good = text && count > first + 1;
	if (!folder)
		puts(" towns  greedy placed  greedy %  placed %  greedy cost     cost      bound   gap %   nodes       "
		     "ms");
	for (int i = first + 1; i < count && good; i++) {
		struct towns towns;
		good = towns_read(&arena, text, arguments[first], (size_t)atol(arguments[i]), &diag, &towns) &&
		       (folder ? export(&towns, folder) : measure(&towns));
	}
	struct buffer messages;
	buffer_init(&messages);
	diag_format(&diag, false, &messages);
	fputs(messages.bytes ? messages.bytes : "", stderr);
	return good ? 0 : 1;
}
