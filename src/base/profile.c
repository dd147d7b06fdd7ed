/* Profile: time by the stage that runs, counted up whenever another stage is entered. */
#include "base/profile.h"

#include "base/system.h"

#include <string.h>
#include <time.h>

const char *const profile_stage_names[PROFILE_STAGES] = {"open",      "read",  "clip",  "project", "simplify", "scene",
                                                         "furniture", "label", "paint", "encode",  "write"};
const char *const profile_count_names[PROFILE_COUNTS] = {"vertices_read", "vertices_projected", "vertices_drawn",
                                                         "names_wanted",  "names_placed",       "bytes_written"};
/* What goes on, for people who wait. */
static const char *const stage_words[PROFILE_STAGES] = {
        "opening the map",      "reading",       "drawing",  "drawing", "drawing", "drawing",
        "laying out the sheet", "placing names", "painting", "packing", "writing"};
/* Which stage does the counted work, for the table. */
static const enum profile_stage counted_by[PROFILE_COUNTS] = {PROFILE_READ,  PROFILE_PROJECT, PROFILE_SCENE,
                                                              PROFILE_LABEL, PROFILE_LABEL,   PROFILE_WRITE};

static double read_clock(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double profile_clock(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void profile_start(struct profile *profile)
{
	if (profile)
		*profile = (struct profile){.stage = PROFILE_OPEN, .since = profile_clock()};
}

enum profile_stage profile_enter(struct profile *profile, enum profile_stage stage)
{
	if (!profile)
		return stage;
	enum profile_stage before = profile->stage;
	double at = profile_clock();
	profile->seconds[before] += at - profile->since;
	profile->since = at;
	profile->stage = stage;
	return before;
}

void profile_count(struct profile *profile, enum profile_count count, size_t more)
{
	if (profile)
		profile->counts[count] += more;
}

void profile_tell(struct profile *profile, const char *subject, size_t number, size_t of)
{
	if (!profile)
		return;
	profile->subject = NULL; /* a signal may come between */
	profile->number = number;
	profile->of = of;
	profile->subject = subject;
}

#define COUNTS_MOST 45 /* bytes of the counts behind what they count */

/* Adds the text, and the number behind it if it is none of 0. What finds no room is left out whole. */
static void add_words(char *out, size_t size, const char *text, size_t number)
{
	char digits[24], *first = digits + sizeof digits - 1;
	size_t length = strlen(out);
	*first = '\0';
	for (; number; number /= 10)
		*--first = (char)('0' + number % 10);
	if (length + strlen(text) + strlen(first) >= size)
		return;
	memcpy(out + length, text, strlen(text) + 1);
	memcpy(out + length + strlen(text), first, strlen(first) + 1);
}

void profile_words(const struct profile *profile, char *out, size_t size)
{
	const char *subject = profile->subject;
	bool is_told = subject && *subject;
	/* What is read while it is drawn has been counted. */
	bool is_drawn = profile->stage == PROFILE_READ && profile->counts[PROFILE_VERTICES_READ];
	*out = '\0';
	if (!is_told || profile->stage != PROFILE_OPEN)
		add_words(out, size, stage_words[is_drawn ? PROFILE_SCENE : profile->stage], 0);
	if (profile->stage >= PROFILE_FURNITURE)
		return;
	if (is_told) {
		add_words(out, size, *out ? " " : "", 0);
		while (strlen(subject) + strlen(out) + COUNTS_MOST > size || ((unsigned char)*subject & 0xC0) == 0x80)
			subject++; /* the end of a path tells it */
		add_words(out, size, subject, 0);
		add_words(out, size, " (", profile->number);
		add_words(out, size, " of ", profile->of);
		add_words(out, size, ")", 0);
	}
	if (profile->counts[PROFILE_VERTICES_READ]) {
		add_words(out, size, ", ", profile->counts[PROFILE_VERTICES_READ]);
		add_words(out, size, " vertices", 0);
	}
}

/* `wall` and `cpu` in seconds. */
static void print_json(const struct profile *profile, double wall, double cpu, struct buffer *out)
{
	buffer_printf(out, "{\"stages\":{");
	for (int i = 0; i < PROFILE_STAGES; i++)
		buffer_printf(out, "%s\"%s\":%.3f", i ? "," : "", profile_stage_names[i], profile->seconds[i] * 1e3);
	buffer_printf(out, "},\"counts\":{");
	for (int i = 0; i < PROFILE_COUNTS; i++)
		buffer_printf(out, "%s\"%s\":%zu", i ? "," : "", profile_count_names[i], profile->counts[i]);
	buffer_printf(out, "},\"wall_ms\":%.3f,\"cpu_ms\":%.3f,\"peak_kb\":%ld}\n", wall * 1e3, cpu * 1e3,
	              system_peak_memory());
}

static void print_table(const struct profile *profile, double wall, double cpu, struct buffer *out)
{
	buffer_printf(out, "%-10s %9s %6s\n", "stage", "ms", "share");
	for (int i = 0; i < PROFILE_STAGES; i++) {
		buffer_printf(out, "%-10s %9.1f %5.1f%%", profile_stage_names[i], profile->seconds[i] * 1e3,
		              wall > 0 ? profile->seconds[i] / wall * 100 : 0);
		for (int k = 0; k < PROFILE_COUNTS; k++)
			if (counted_by[k] == (enum profile_stage)i)
				buffer_printf(out, "  %s %zu", profile_count_names[k], profile->counts[k]);
		buffer_printf(out, "\n");
	}
	buffer_printf(out, "%-10s %9.1f         processor %.1f ms, peak memory %.1f MB\n", "all", wall * 1e3, cpu * 1e3,
	              (double)system_peak_memory() / 1024);
}

void profile_print(struct profile *profile, bool json, struct buffer *out)
{
	if (!profile)
		return;
	profile_enter(profile, profile->stage);
	double wall = 0;
	for (int i = 0; i < PROFILE_STAGES; i++)
		wall += profile->seconds[i];
	(json ? print_json : print_table)(profile, wall, read_clock(CLOCK_PROCESS_CPUTIME_ID), out);
}
