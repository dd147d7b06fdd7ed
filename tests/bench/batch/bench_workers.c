/* How to draw many maps at once: threads with their own PROJ and font contexts, a process forked for every map, cold or
 * from a parent that has opened the map, and workers forked once that draw one map after the other.
 *
 * In: a map file, a number of maps, a number of workers. Out: a line per way with maps a second, and where the time of one
 * map goes. The figures in docs/DECISIONS.md come from here (make bench-batch). */
#include "draw/draw.h"
#include "render/render.h"
#include "render/store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *map_name;
static char *map_text;
static size_t map_length;
static const struct map_overrides overrides = {.share_dir = "seeds"};
static const struct draw_options drawing = {.dpi = 150};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* With the store's data and fonts; NULL: all anew. */
static void open_map(struct loaded_map *map, struct map_store *store)
{
	struct diag diag;
	diag_init(&diag);
	const struct map_use use = {.store = store};
	if (!map_open_for(&use, map, map_name, map_text, map_length, &overrides, &diag)) {
		fprintf(stderr, "the map cannot be opened\n");
		exit(1);
	}
	diag_clear(&diag);
}

/* Stages: compose, then PNG, SVG, PDF; seconds are added. */
static void draw(struct loaded_map *map, double stages[4])
{
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report;
	arena_init(&arena);
	diag_init(&diag);
	struct render_options options = {.version = map->spec.version_count - 1};
	double start = now();
	if (!map_render(map, &options, &arena, &diag, &page, &report))
		exit(1);
	stages[0] += now() - start;
	static const char *const formats[] = {"png", "svg", "pdf"};
	for (int i = 0; i < 3; i++) {
		struct buffer out;
		buffer_init(&out);
		start = now();
		draw_format_find(formats[i])->draw(&page, &drawing, &out, &diag);
		stages[i + 1] += now() - start;
		buffer_clear(&out);
	}
	diag_clear(&diag);
	arena_clear(&arena);
}

struct share {
	int first, step, count;
	struct map_store *store;
};

static void open_and_draw(struct map_store *store)
{
	struct loaded_map map;
	double stages[4] = {0};
	open_map(&map, store);
	draw(&map, stages);
	map_close(&map);
}

static void *draw_share(void *given)
{
	const struct share *share = given;
	for (int i = share->first; i < share->count; i += share->step)
		open_and_draw(share->store);
	return NULL;
}

static double processor_seconds(void)
{
	double seconds = 0;
	static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
	for (int i = 0; i < 2; i++) {
		struct rusage usage;
		getrusage(whose[i], &usage);
		seconds += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	}
	return seconds;
}

/* Processor time is what other work on the machine alters least. */
struct clocks {
	double wall, processor;
};

static struct clocks clocks_now(void)
{
	return (struct clocks){now(), processor_seconds()};
}

static void report(const char *way, int count, struct clocks start)
{
	struct clocks end = clocks_now();
	struct rusage own;
	getrusage(RUSAGE_SELF, &own);
	printf("%-34s %6.1f ms of processor time a map, %6.2f maps/s; this process at most %ld MB\n", way,
	       (end.processor - start.processor) / count * 1000, count / (end.wall - start.wall),
	       own.ru_maxrss / 1024);
	fflush(stdout);
}

static void by_threads(int count, int workers)
{
	pthread_t threads[64];
	struct share shares[64];
	struct clocks start = clocks_now();
	for (int i = 0; i < workers; i++) {
		shares[i] = (struct share){i, workers, count, NULL};
		pthread_create(&threads[i], NULL, draw_share, &shares[i]);
	}
	for (int i = 0; i < workers; i++)
		pthread_join(threads[i], NULL);
	report("threads", count, start);
}

static void by_workers(const char *way, int count, int workers, struct map_store *store)
{
	struct clocks start = clocks_now();
	for (int i = 0; i < workers; i++)
		if (fork() == 0) {
			draw_share(&(struct share){i, workers, count, store});
			_exit(0);
		}
	while (wait(NULL) > 0)
		continue;
	report(way, count, start);
}

static void by_jobs(const char *way, int count, int workers, struct loaded_map *warm)
{
	struct clocks start = clocks_now();
	for (int begun = 0, running = 0; begun < count || running;) {
		if (begun < count && running < workers) {
			if (fork() == 0) {
				double stages[4] = {0};
				if (warm)
					draw(warm, stages);
				else
					open_and_draw(NULL);
				_exit(0);
			}
			begun++;
			running++;
		} else if (wait(NULL) > 0) {
			running--;
		}
	}
	report(way, count, start);
}

static void by_nothing(int count)
{
	struct clocks start = clocks_now();
	for (int i = 0; i < count; i++) {
		if (fork() == 0)
			_exit(0);
		wait(NULL);
	}
	report("fork alone", count, start);
}

int main(int argument_count, char **arguments)
{
	map_name = argument_count > 1 ? arguments[1] : "seeds/g60.yaml";
	int count = argument_count > 2 ? atoi(arguments[2]) : 60, workers = argument_count > 3 ? atoi(arguments[3]) : 2;
	FILE *file = fopen(map_name, "rb");
	map_text = calloc(1, 1 << 20);
	if (!file || workers < 1 || workers > 64)
		return 1;
	map_length = fread(map_text, 1, (1 << 20) - 1, file);
	fclose(file);
	by_jobs("a process a map, cold", count, workers, NULL);
	by_workers("workers, every map anew", count, workers, NULL);
	struct map_store *store = map_store_open((size_t)1 << 30);
	const char **files;
	size_t file_count;
	struct arena arena;
	arena_init(&arena);
	map_store_warm(store, map_name, map_text, map_length, &overrides, &arena, &files, &file_count);
	by_workers("workers, data and fonts kept", count, workers, store);
	map_store_expect(store, true);
	by_workers("workers, data, fonts and view kept", count, workers, store);
	arena_clear(&arena);
	map_store_close(store);
	double start = now(), stages[4] = {0};
	struct loaded_map map;
	open_map(&map, NULL);
	double opened = now() - start;
	by_jobs("a process a map, map opened before", count, workers, &map);
	draw(&map, stages);
	printf("one map: open %.1f, compose %.1f, PNG %.1f, SVG %.1f, PDF %.1f ms\n", opened * 1e3, stages[0] * 1e3,
	       stages[1] * 1e3, stages[2] * 1e3, stages[3] * 1e3);
	by_jobs("a process a map, map drawn before", count, workers, &map);
	by_nothing(count);
	map_close(&map);
	by_threads(count, workers);
	free(map_text);
	return 0;
}
