/* Paint: a Page onto a cairo context in points, for every format that goes through cairo. Seen only
 * inside the draw room. */
#pragma once

#include "base/diag.h"
#include "page/page.h"

#include <cairo.h>

struct paint_options {
	bool background;      /* paint the page's background */
	bool links;           /* groups' links as cairo tags */
	bool glyphs_as_paths; /* fill outlines instead of showing glyphs */
	bool pixels;          /* the context draws pixels: crowded groups may be drawn coarsely */
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
/* False with an error in diag. */
bool painter_page(struct painter *painter, cairo_t *cairo, const struct page *page);
void painter_close(struct painter *painter);
/* One page by a painter of its own. */
bool draw_paint_page(cairo_t *cairo, const struct page *page, const struct paint_options *options, struct diag *diag);

/* paint_path.c: the path on cairo's context; false with an error when it holds what is not a number. */
bool painter_outline(struct painter *painter, const struct path *path);
void painter_colour(struct painter *painter, struct colour colour);
bool paint_path(struct painter *painter, const struct path_mark *mark);
/* paint_text.c */
bool painter_text(struct painter *painter, const struct text_mark *mark);
void painter_faces_close(struct painter *painter);

/* A cairo_write_func_t whose closure is a struct buffer. */
cairo_status_t draw_to_buffer(void *buffer, const unsigned char *bytes, unsigned int length);
/* Ends the page and destroys the context; false with an error when it met one. */
bool draw_end_context(cairo_t *cairo, const char *format, struct diag *diag);
/* Finishes the document and destroys the surface; false with an error when it met one. */
bool draw_close_surface(cairo_surface_t *surface, const char *format, struct diag *diag);
