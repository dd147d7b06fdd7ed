/* Paint: a Page onto a cairo surface, for every format that goes through cairo. Seen only inside the draw room.
 * What cannot be drawn is an error in diag, and is left out. */
#pragma once

#include "base/diag.h"
#include "page/page.h"

#include <cairo.h>

struct paint_options {
	const char *format; /* for messages: "PNG" */
	bool background;    /* paint the page's background */
	bool links;         /* groups' links as cairo tags */
	bool dots;          /* readers draw a line of no length with round ends as a dot */
	/* 0: the surface's unit is the point. Else glyphs are filled outlines, and crowded groups may be drawn
	 * coarsely. */
	double pixels_per_point;
};

/* Everything of one document; no cache outlives it. */
struct painter {
	cairo_t *cairo;
	const struct page *page;
	const struct paint_options *options;
	struct diag *diag;
	struct arena arena; /* scratch */
	struct painter_face *faces;
	size_t face_count, face_capacity;
	cairo_font_options_t *font_options;
	const char *group; /* id of the group being painted, for messages */
	bool coarse;       /* it is crowded, and drawn in pixels */
};

/* Several pages of one document share a painter, and so its fonts; opened and closed once. */
void painter_open(struct painter *painter, const struct paint_options *options, struct diag *diag);
void painter_page(struct painter *painter, cairo_surface_t *surface, const struct page *page);
void painter_close(struct painter *painter);
/* One page by a painter of its own. */
void draw_paint_page(cairo_surface_t *surface, const struct page *page, const struct paint_options *options,
                     struct diag *diag);

/* paint_path.c: the path on cairo's context; false with an error when it holds what is not a number. */
bool painter_outline(struct painter *painter, const struct path *path);
void painter_colour(struct painter *painter, struct colour colour);
/* Fill and stroke the path on cairo's context, and leave it there. */
void painter_fill(struct painter *painter, struct colour colour, cairo_fill_rule_t rule);
void painter_stroke(struct painter *painter, const struct stroke *stroke);
void painter_path(struct painter *painter, const struct path_mark *mark);
/* paint_symbols.c */
void painter_symbols(struct painter *painter, const struct symbols_mark *symbols);
/* paint_text.c */
void painter_text(struct painter *painter, const struct text_mark *mark);
void painter_faces_close(struct painter *painter);

/* A cairo_write_func_t whose closure is a struct buffer. */
cairo_status_t draw_to_buffer(void *buffer, const unsigned char *bytes, unsigned int length);
/* Finishes the document and destroys the surface. */
void draw_close_surface(cairo_surface_t *surface, const char *format, struct diag *diag);
