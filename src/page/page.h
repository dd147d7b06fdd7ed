/* Page: the finished map as a tree of groups of marks in draw order, in points, y down. Plain data:
 * everything is resolved, every writer draws it as it stands, and page_dump() prints it. */
#pragma once

#include "base/colour.h"
#include "geometry/path.h"
#include "text/font.h"

enum line_cap { CAP_BUTT, CAP_ROUND, CAP_SQUARE };
enum line_join { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL };

struct stroke {
	struct colour colour;
	double width; /* points; 0: no stroke */
	enum line_cap cap;
	enum line_join join;
	const double *dashes; /* points; NULL: solid */
	size_t dash_count;
	double dash_offset;
};

bool stroke_is_visible(const struct stroke *stroke);

/* Filled (even-odd) first, then stroked. fill.opacity 0: not filled. */
struct path_mark {
	struct path path;
	struct colour fill;
	struct stroke stroke;
};

struct text_mark {
	struct text_run run;
	struct page_point origin; /* of the baseline's start */
	double angle;             /* radians, clockwise on the page */
	struct colour fill;
	struct colour halo;  /* opacity 0: none */
	double halo_width;   /* points on each side */
	struct path outline; /* of the run at origin and angle; empty unless a halo or outlined text wants it */
};

/* One symbol at many places, drawn at each in turn, so that a later one covers what it lies on. Renderers may leave out
 * those of which nothing is seen. */
struct symbols_mark {
	struct path_mark *forms; /* of the symbol, round the origin; the first is the lowest */
	size_t form_count;
	struct page_point *places;
	size_t count;
	const char *named_layer; /* id of the layer whose features have names, which no place can be asked for; NULL:
	                            none */
};

struct attribute {
	const char *name;
	const char *value;
};

enum mark_type { MARK_PATH, MARK_TEXT, MARK_SYMBOLS, MARK_GROUP };

struct group;
struct mark {
	enum mark_type type;
	union {
		struct path_mark *path;
		struct text_mark *text;
		struct symbols_mark *symbols;
		struct group *group;
	};
};

/* A layer, a feature, a label, a map element. */
struct group {
	const char *id;               /* unique on the page, [a-z0-9-]+; NULL: none */
	const char *class_name;       /* blank-separated; NULL */
	const char *title;            /* tooltip and accessible name; NULL */
	const char *language;         /* of the title; NULL */
	const char *link;             /* URL; NULL */
	struct attribute *attributes; /* data-*: name without the "data-" */
	size_t attribute_count;
	bool hidden_from_readers; /* decoration: aria-hidden; passes the pointer, too */
	bool passes_pointer;      /* what lies below it answers; what is linked in it answers itself */
	bool is_whole;            /* never one element with its only path: web pages style the paths in it */
	bool crowded;             /* of so many points that pixels may be antialiased more coarsely */
	bool clipped;
	struct box clip; /* page points */
	struct mark *marks;
	size_t mark_count, mark_capacity;
};

struct page {
	struct arena *arena;
	double width, height;                    /* points */
	struct colour background;                /* opacity 0: transparent */
	const char *id;                          /* of the map and version, for id prefixes: "g60-3-0" */
	const char *language;                    /* BCP 47 */
	const char *title;                       /* one line */
	const char *series;                      /* what the pages of one map have in common of it; may be NULL */
	const char *description;                 /* the map in words */
	const char *author, *subject, *keywords; /* may be NULL */
	struct group *root;
};

void page_init(struct page *page, struct arena *arena, double width, double height);
/* A new group in no other. id may be NULL; it and the class name live as long as the page. */
struct group *group_new(struct arena *arena, const char *id, const char *class_name);
/* Puts such a group at the end of `parent`. */
void group_adopt(struct arena *arena, struct group *parent, struct group *child);
/* Puts the last mark, which there must be, below all others. */
void group_lower_last(struct group *group);
/* A new group at the end of `parent`. */
struct group *group_add(struct arena *arena, struct group *parent, const char *id, const char *class_name);
void group_attribute(struct arena *arena, struct group *group, const char *name, const char *value);
struct path_mark *group_path(struct arena *arena, struct group *group, struct path path);
struct text_mark *group_text(struct arena *arena, struct group *group, const struct text_run *run,
                             struct page_point origin, struct colour fill);
/* The marks of `form`, all of them paths, become the symbol's; the places are not copied. Returns the mark. */
struct symbols_mark *group_symbols(struct arena *arena, struct group *group, const struct group *form,
                                   struct page_point *places, size_t count);
/* Traces the mark's outline at its origin and angle, which must be set. */
void text_mark_trace(struct text_context *context, struct arena *arena, struct text_mark *mark);
/* Box of a text as it stands on the page (ascent/descent × width, turned by its angle). */
struct box text_mark_box(const struct text_mark *mark);
/* Box of everything in a group, strokes' widths included. */
struct box group_box(const struct group *group);
/* How many points the paths of a group and its groups have. */
size_t group_points(const struct group *group);
/* Makes everything on the page `factor` times as large, line widths and type included. */
void page_scale(struct page *page, double factor);
/* Numbers the later of groups with the same id, in draw order: a, a-2, a-3. */
void page_unique_ids(struct page *page);
/* Puts "PREFIX-" before the ids of a group and all groups in it, and of what they are for. */
void group_prefix_ids(struct arena *arena, struct group *group, const char *prefix);
/* An id from any text: lower case ASCII letters, digits, '-'. */
char *page_id_from(struct arena *arena, const char *text);

/* The page as text, coordinates to 0.01 point: the tests' main golden. */
void page_dump(const struct page *page, struct buffer *out);
