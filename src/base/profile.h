/* Profile: where the time of a run goes and what it works through. One stage runs at a time; entering another ends it.
 * Every function accepts NULL and then does nothing. */
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum profile_stage {
	PROFILE_OPEN,      /* map file, theme, messages, fonts */
	PROFILE_READ,      /* shapefiles and tables, also those read while they are drawn; simplified as they are read
	                    */
	PROFILE_CLIP,      /* to the view in degrees, to the frame on the page */
	PROFILE_PROJECT,   /* degrees to points of the page */
	PROFILE_SIMPLIFY,  /* on the page */
	PROFILE_SCENE,     /* all else that makes marks of features */
	PROFILE_FURNITURE, /* panel, legend, scale bar, graticule labels */
	PROFILE_LABEL,     /* names and shields placed and set */
	PROFILE_PAINT,     /* marks to pixels, or to the text of SVG or PDF */
	PROFILE_ENCODE,    /* pixels packed */
	PROFILE_WRITE,     /* to the disk */
	PROFILE_STAGES
};

enum profile_count {
	PROFILE_VERTICES_READ,      /* of the parts that the view can see */
	PROFILE_VERTICES_PROJECTED, /* of those, what simplification and clipping left */
	PROFILE_VERTICES_DRAWN,     /* what is on the page */
	PROFILE_NAMES_WANTED,
	PROFILE_NAMES_PLACED,
	PROFILE_BYTES_WRITTEN,
	PROFILE_COUNTS
};

struct profile {
	double seconds[PROFILE_STAGES]; /* wall clock */
	size_t counts[PROFILE_COUNTS];
	enum profile_stage stage;
	double since;        /* profile_clock() when the stage was entered */
	const char *subject; /* what is read or drawn; NULL: no more than the stage is known */
	size_t number, of;   /* which of how many */
};

extern const char *const profile_stage_names[PROFILE_STAGES];
extern const char *const profile_count_names[PROFILE_COUNTS];

/* Seconds of a clock that never goes back. */
double profile_clock(void);

void profile_start(struct profile *profile);
/* Returns the stage left, to go back to. */
enum profile_stage profile_enter(struct profile *profile, enum profile_stage stage);
void profile_count(struct profile *profile, enum profile_count count, size_t more);
/* What is read or drawn from now on, or done where no stage is entered: a text that stays where it is, and the
 * `number`-th of `of`; NULL: nothing that has a name. */
void profile_tell(struct profile *profile, const char *subject, size_t number, size_t of);
/* The stage and what it is about, "drawing roads (2 of 5), 1234567 vertices", in `out`; `size`: its bytes, 80 and more.
 * A signal handler may ask. */
void profile_words(const struct profile *profile, char *out, size_t size);
/* A table for people; as JSON: {"stages":{"open":12.3,…},"counts":{"vertices_read":…},"wall_ms":…,"cpu_ms":…,
 * "peak_kb":…}. Milliseconds; cpu and peak are the whole process's. */
void profile_print(struct profile *profile, bool json, struct buffer *out);
