/* Draw: a Page to bytes in one format. The only room that includes cairo. Each format is one file
 * and one line in draw_formats. Same page, same options: same bytes. */
#pragma once

#include "base/buffer.h"
#include "base/diag.h"
#include "base/profile.h"
#include "page/page.h"

struct draw_options {
	double dpi;              /* PNG */
	bool palette;            /* PNG in at most 256 colours */
	bool transparent;        /* no page background */
	bool responsive;         /* SVG without width and height */
	bool outline_text;       /* SVG: text as outlines (every text mark carries its outline then) */
	const char *id_prefix;   /* SVG; NULL: a hash of page.id */
	long long date;          /* seconds since 1970 for document properties (SOURCE_DATE_EPOCH); 0: 1970-01-01 */
	struct profile *profile; /* NULL: not asked for */
};

/* The options that a format does not share with all others. */
enum draw_use {
	DRAW_DPI = 1,
	DRAW_PALETTE = 2,
	DRAW_RESPONSIVE = 4,
	DRAW_OUTLINES = 8,
	DRAW_ID_PREFIX = 16,
	DRAW_COMMON = 32 /* what all formats use, and text like that of --dump does not */
};

struct draw_format {
	const char *name;   /* as after -f: "png" */
	const char *ending; /* of its files: ".png", "-cairo.svg" */
	const char *help;
	unsigned uses; /* enum draw_use, together */
	/* Appends the whole document to out; false with an error in diag. */
	bool (*draw)(const struct page *page, const struct draw_options *options, struct buffer *out,
	             struct diag *diag);
	/* The same for several pages in one document; NULL: the format holds one page. */
	bool (*draw_pages)(const struct page *pages, size_t count, const struct draw_options *options,
	                   struct buffer *out, struct diag *diag);
};

#define DRAW_FORMATS_MAX 8
extern const struct draw_format *const draw_formats[];
extern const size_t draw_format_count;
const struct draw_format *draw_format_find(const char *name);
/* Appends the formats of a list of names, with commas or blanks between them, to `formats`, which has room for
 * DRAW_FORMATS_MAX. False with an error at `place` for a name that is unknown or there twice. */
bool draw_formats_read(const char *list, struct place place, struct diag *diag, const struct draw_format **formats,
                       size_t *count);
