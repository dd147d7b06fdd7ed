/* SVG: what the files of the SVG writers share. Seen only inside the draw room. */
#pragma once

#include "base/hash_table.h"
#include "draw/draw.h"

/* The document's unit is a tenth of a point, so that most numbers need no dot. */
#define SVG_UNITS_PER_POINT 10

/* One SVG being written. */
struct svg {
	struct buffer *out;
	const struct page *page;
	const struct draw_options *options;
	struct diag *diag;
	const char *prefix; /* of every id */
	struct arena arena; /* scratch */
	struct arena paths; /* of one path at a time, which takes more than all else together */
	size_t clip_count, symbol_count;
	const char **open; /* elements, the innermost last */
	size_t depth, open_capacity;
	bool in_tag;             /* the innermost one can take attributes */
	bool in_text;            /* where a line end would be drawn as a blank */
	bool passes_pointer;     /* what is written inherits that it does not catch the pointer */
	struct hash_table links; /* address and name of those written: true */
};

/* How near the path written is to the one asked for. */
enum svg_detail {
	SVG_EXACT, /* 0.01 point, every vertex, curves as curves */
	SVG_FINE,  /* lines within SVG_TOLERANCE, 0.01 point a step */
	SVG_PLAIN, /* lines within SVG_TOLERANCE, 0.1 point a step */
	SVG_HALO,  /* lines within SVG_HALO_TOLERANCE, 0.1 point a step, for curves too */
};

/* Presentation attributes, inherited in SVG. */
enum property {
	FILL,
	FILL_OPACITY,
	FILL_RULE,
	STROKE,
	STROKE_OPACITY,
	STROKE_WIDTH,
	STROKE_CAP,
	STROKE_JOIN,
	STROKE_DASHES,
	STROKE_DASH_OFFSET,
	FONT_FAMILY,
	FONT_SIZE,
	FONT_WEIGHT,
	FONT_STYLE,
	LETTER_SPACING,
	PROPERTY_COUNT
};

/* Values as text; NULL: of no matter to the mark. */
struct style {
	const char *values[PROPERTY_COUNT];
};

/* prefix.c: what every id of one SVG begins with, so that several maps share one HTML page: the options' prefix, else
 * 'c' and a hash of the page's id; NULL with an error when the options' one cannot begin an id. */
const char *svg_prefix(struct arena *arena, const struct page *page, const struct draw_options *options,
                       struct diag *diag);

/* path.c: appends path data, the shortest, in units of 0.1 point, coordinates to 0.01 point. The path must be finite
 * and within 1e12 points. */
void svg_path_data(const struct path *path, struct buffer *out);
/* Whether the path is one circle. */
bool path_is_circle(const struct path *path, struct page_point *centre, double *radius);

/* xml.c: elements and attributes; what they hold is made fit for XML. The names must live
 * until the element ends. */
void svg_begin(struct svg *svg, const char *element);
void svg_end(struct svg *svg);
void svg_attribute(struct svg *svg, const char *name, const char *value);
void svg_content(struct svg *svg, const char *text);
/* As a reference, which also a mark of direction is, that svg_content() would replace. */
void svg_character(struct svg *svg, uint32_t character);
/* "prefix" + joint + name: joint "-" for the page's ids, "--" for our own, which these never hold. */
char *svg_id(struct svg *svg, const char *joint, const char *name);
char *svg_number(struct svg *svg, double value, int decimals);
/* A length in points as the document's units; as an attribute to 0.01 point. */
char *svg_length(struct svg *svg, double points, int decimals);
void svg_length_attribute(struct svg *svg, const char *name, double points);
/* Writes the 'd' attribute, or reports that the path cannot be drawn. */
void svg_path_attribute(struct svg *svg, const struct path *path, enum svg_detail detail);

/* style.c: the attributes that a mark needs. */
struct style svg_style_of_path(struct svg *svg, const struct path_mark *mark);
struct style svg_style_of_halo(struct svg *svg, const struct text_mark *mark);
struct style svg_style_of_outline(struct svg *svg, const struct text_mark *mark);
/* What holds where the style says nothing of its own: the inherited value, else SVG's initial one. */
const char *style_known(const struct style *inherited, enum property property);
/* Writes the attributes whose value is not inherited already. */
void svg_style_write(struct svg *svg, const struct style *style, const struct style *inherited);
void svg_style_set_fill(struct svg *svg, struct style *style, struct colour colour);

/* group_style.c: what marks under the group inherit: what most of them want, over `outer`. */
struct style svg_style_of_group(struct svg *svg, const struct group *group, const struct style *outer);

/* text.c */
struct style svg_style_of_text(struct svg *svg, const struct text_mark *mark);
bool text_mark_has_halo(const struct text_mark *mark);
void svg_text(struct svg *svg, const struct text_mark *mark, const struct style *inherited);
