/* SVG: what the files of the document SVG writer share. Seen only inside the draw room. */
#ifndef CORRIDOR_DRAW_SVG_H
#define CORRIDOR_DRAW_SVG_H

#include "draw/draw.h"

#include <libxml/xmlwriter.h>

/* One SVG being written. */
struct svg {
	xmlTextWriterPtr xml;
	const struct page *page;
	const struct draw_options *options;
	struct diag *diag;
	const char *prefix; /* of every id */
	struct arena arena; /* scratch */
	size_t clip_count;
	bool failed;
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

/* Values as text; NULL: of no matter to the mark. `counts`: how many marks of a group care. */
struct style {
	const char *values[PROPERTY_COUNT];
	size_t counts[PROPERTY_COUNT];
};

/* svg_xml.c: elements and attributes; what they say is made fit for XML. A failure is kept in svg->failed. */
void svg_begin(struct svg *svg, const char *element);
void svg_end(struct svg *svg);
void svg_attribute(struct svg *svg, const char *name, const char *value);
void svg_number_attribute(struct svg *svg, const char *name, double value, int decimals);
void svg_content(struct svg *svg, const char *text);
/* "prefix" + joint + name: joint "-" for the page's ids, "--" for our own, which these never hold. */
char *svg_id(struct svg *svg, const char *joint, const char *name);
char *svg_number(struct svg *svg, double value, int decimals);
/* Writes the 'd' attribute; false (with an error) when the path cannot be drawn. */
bool svg_path_attribute(struct svg *svg, const struct path *path);

/* svg_style.c: which attributes a mark needs and which its group can say once for all. */
bool stroke_is_visible(const struct stroke *stroke);
struct style style_of_path(struct svg *svg, const struct path_mark *mark);
struct style style_of_halo(struct svg *svg, const struct text_mark *mark);
struct style style_of_outline(struct svg *svg, const struct text_mark *mark);
/* What marks under the group inherit: what all of them agree on, over `outer`. */
struct style style_of_group(struct svg *svg, const struct group *group, const struct style *outer);
void style_merge(struct style *into, const struct style *other);
/* Writes the attributes whose value is not inherited already. */
void style_write(struct svg *svg, const struct style *style, const struct style *inherited);
void style_set_fill(struct svg *svg, struct style *style, struct colour colour);

/* svg_text.c */
struct style style_of_text(struct svg *svg, const struct text_mark *mark);
bool text_has_halo(const struct text_mark *mark);
void svg_text(struct svg *svg, const struct text_mark *mark, const struct style *inherited);

#endif
