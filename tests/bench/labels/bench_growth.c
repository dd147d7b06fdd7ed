/* Bench: how the placer grows with the number of names. In: the towns of a CSV, of which the first PER_SHEET are
 * repeated: side by side on a page that grows with them, as dense as one sheet (spread), or all on one sheet, each copy
 * shifted, wrapped round (dense), or spread with a lake too small for its name in place of each town (lakes). Out: a
 * row per count: names kept, gap, processor time, memory at its peak so far. usage: bench_growth TOWNS.csv
 * spread|dense|lakes COUNT…; for instructions run one count under callgrind. Exit 1 on overlaps. */
#include "towns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define PER_SHEET 150

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Where copy `copy` of a town stands. */
static struct page_point copy_place(struct page_point at, size_t copy, size_t columns, bool spread)
{
	double width = box_width(towns_frame), height = box_height(towns_frame);
	if (spread)
		return (struct page_point){at.x + width * (double)(copy % columns), at.y + height * (double)(copy / columns)};
	/* Plastic numbers: the copies of a town cover the sheet evenly. */
	return (struct page_point){fmod(at.x + width * 0.7548776662466927 * (double)copy, width),
	                     fmod(at.y + height * 0.5698402909980532 * (double)copy, height)};
}

/* A lake of 12 × 8 points about the town's place, named at its edge. */
static void make_lake(struct arena *arena, struct label_request *request)
{
	struct page_point at = request->anchor, *ring = ARENA_ARRAY(arena, 4, struct page_point);
	for (int k = 0; k < 4; k++)
		ring[k] = (struct page_point){at.x + (k == 0 || k == 3 ? -6 : 6), at.y + (k < 2 ? -4 : 4)};
	request->kind = LABEL_AREA;
	request->class_name = "lakes";
	request->beside = true;
	request->parts = ARENA_ARRAY(arena, 1, struct polyline);
	request->parts[0] = (struct polyline){ring, 4};
	request->part_count = 1;
}

static struct towns repeat_towns(struct arena *arena, const struct towns *one, size_t count, const char *way)
{
	bool spread = strcmp(way, "dense") != 0, lakes = !strcmp(way, "lakes");
	struct towns all = *one;
	size_t sheets = (count + PER_SHEET - 1) / PER_SHEET, columns = (size_t)ceil(sqrt((double)sheets));
	all.requests = ARENA_ARRAY(arena, count, struct label_request);
	all.dots = ARENA_ARRAY(arena, count, struct obstacle);
	for (size_t i = 0; i < count; i++) {
		struct label_request *request = &all.requests[i];
		*request = one->requests[i % PER_SHEET];
		request->id = arena_printf(arena, "town-%06zu", i);
		request->anchor = copy_place(request->anchor, i / PER_SHEET, columns, spread);
		all.dots[i] = (struct obstacle){.kind = OBSTACLE_DOT,
		                                .box = box_at(request->anchor, 2 * TOWN_RADIUS, 2 * TOWN_RADIUS)};
		if (lakes)
			make_lake(arena, request);
	}
	all.input.requests = all.requests;
	all.input.obstacles = all.dots;
	all.input.request_count = count;
	all.input.obstacle_count = lakes ? 0 : count;
	if (spread) {
		all.input.frame.right *= (double)columns;
		all.input.frame.bottom *= ceil((double)sheets / (double)columns);
	}
	return all;
}

/* False when names overlap. */
static bool measure(const struct towns *one, size_t count, const char *way)
{
	struct arena arena;
	struct placement *placements;
	struct label_report report;
	struct rusage usage;
	arena_init(&arena);
	struct towns towns = repeat_towns(&arena, one, count, way);
	double start = milliseconds();
	labels_place(&arena, &towns.input, &placements, &report);
	double time = milliseconds() - start;
	getrusage(RUSAGE_SELF, &usage);
	printf("%6zu %6zu %7.2f %8.0f %8.1f %s\n", report.requests, report.kept,
	       report.cost > 0 ? 100 * (report.cost - report.bound) / report.cost : 0, time,
	       (double)usage.ru_maxrss / 1024, report.optimal ? "proved" : "");
	if (report.overlaps)
		printf("%zu overlaps\n", report.overlaps);
	arena_clear(&arena);
	return report.overlaps == 0;
}

int main(int count, char **arguments)
{
	static const char *const families[] = {"Inter", "Noto Sans", "Noto Sans CJK SC"};
	struct diag diag;
	struct arena arena;
	struct towns one;
	diag_init(&diag);
	arena_init(&arena);
	struct text_context *text = text_open(families, 3, &diag);
	bool good = text && count > 3 && towns_read(&arena, text, arguments[1], PER_SHEET, &diag, &one);
	if (good && one.input.request_count < PER_SHEET) {
		fprintf(stderr, "%s: fewer than %d towns\n", arguments[1], PER_SHEET);
		good = false;
	}
	if (good)
		puts("wanted   kept   gap %       ms       MB");
	for (int i = 3; i < count && good; i++)
		good = atol(arguments[i]) > 0 && measure(&one, (size_t)atol(arguments[i]), arguments[2]);
	struct buffer messages;
	buffer_init(&messages);
	diag_format(&diag, false, &messages);
	fputs(messages.bytes ? messages.bytes : "", stderr);
	return good ? 0 : 1;
}
