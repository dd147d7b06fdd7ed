/* A page made by hand for the drawing tests: fills, strokes, dashes, a clipped group, a link, Latin and
 * Chinese text level and turned, halos, and names that would break careless XML. */
#ifndef CORRIDOR_TESTS_SAMPLE_PAGE_H
#define CORRIDOR_TESTS_SAMPLE_PAGE_H

#include "draw/draw.h"

#include <math.h>
#include <string.h>

#define SAMPLE_WIDTH  300.0
#define SAMPLE_HEIGHT 200.0
#define NASTY_NAME    "A < B & \"C\" 'D' ]]> \x01\x1f \xEF\xBF\xBF \xff end"

struct sample {
	struct arena arena;
	struct diag diag;
	struct text_context *fonts;
	struct page page;
};

static inline struct colour sample_colour(const char *hex)
{
	struct colour colour = {0};
	colour_parse(hex, &colour);
	return colour;
}

static inline struct path_mark *sample_rect(struct sample *sample, struct group *group, struct box box,
                                            const char *fill)
{
	struct path path = path_new(&sample->arena);
	path_rect(&path, box);
	struct path_mark *mark = group_path(&sample->arena, group, path);
	mark->fill = sample_colour(fill);
	return mark;
}

static inline void sample_shapes(struct sample *sample)
{
	struct arena *arena = &sample->arena;
	struct group *areas = group_add(arena, sample->page.root, "areas", "layer members");
	areas->title = NASTY_NAME;
	areas->language = "en";
	group_attribute(arena, areas, "Code No", NASTY_NAME);
	sample_rect(sample, areas, (struct box){20, 20, 120, 100}, "#0e5a73");
	struct path ring = path_new(arena); /* with a hole, even-odd */
	path_circle(&ring, (struct page_point){180, 60}, 40);
	path_circle(&ring, (struct page_point){180, 60}, 20);
	struct path_mark *mark = group_path(arena, areas, ring);
	mark->fill = sample_colour("#d9480f");
	mark->fill.opacity = 0.5;
	mark->stroke = (struct stroke){.colour = sample_colour("#1d2a35"), .width = 2, .join = JOIN_ROUND};
}

static inline void sample_lines(struct sample *sample)
{
	static const double dashes[] = {8, 4};
	struct arena *arena = &sample->arena;
	struct group *lines = group_add(arena, sample->page.root, "lines", "layer");
	for (int i = 0; i < 3; i++) {
		struct path path = path_new(arena);
		path_move(&path, 20, 120 + 12 * i);
		path_line(&path, 80, 112 + 12 * i);
		path_curve(&path, 110, 108 + 12 * i, 120, 130 + 12 * i, 140, 120 + 12 * i);
		struct path_mark *mark = group_path(arena, lines, path);
		mark->stroke = (struct stroke){.colour = sample_colour("#2b2f36"),
		                               .width = 3,
		                               .cap = (enum line_cap)i,
		                               .join = (enum line_join)i,
		                               .dashes = i ? dashes : NULL,
		                               .dash_count = i ? 2 : 0,
		                               .dash_offset = i};
	}
}

/* A bar that the clip cuts at x = 250. */
static inline void sample_clip(struct sample *sample)
{
	struct group *clipped = group_add(&sample->arena, sample->page.root, "map", NULL);
	clipped->clipped = true;
	clipped->clip = (struct box){200, 110, 250, 140};
	sample_rect(sample, clipped, (struct box){190, 115, 290, 135}, "#4a9db0");
	struct group *linked = group_add(&sample->arena, sample->page.root, "linked", NULL);
	linked->link = "https://example.org/?a=1&b=(2)'x\" y";
	linked->title = "A link";
	sample_rect(sample, linked, (struct box){255, 115, 285, 135}, "#b5dadd");
}

static inline struct text_mark *sample_text(struct sample *sample, struct group *group, const char *text,
                                            const char *language, struct text_style style, struct page_point origin)
{
	struct text_run run;
	if (!text_shape(sample->fonts, &sample->arena, text, language, &style, no_place, &sample->diag, &run))
		return NULL;
	struct text_mark *mark = group_text(&sample->arena, group, &run, origin, sample_colour("#1d2a35"));
	text_outline(sample->fonts, &mark->run, &mark->outline);
	return mark;
}

static inline void sample_place(struct text_mark *mark, double angle, const char *halo)
{
	mark->angle = angle;
	path_transform(&mark->outline, mark->origin, 1, angle);
	mark->halo = sample_colour(halo);
	mark->halo_width = 1;
}

static inline void sample_texts(struct sample *sample)
{
	struct group *labels = group_add(&sample->arena, sample->page.root, "labels", "labels");
	struct text_style plain = {.size = 11, .weight = 400}, bold = {.size = 12, .weight = 700};
	struct text_style spaced = {.size = 9, .weight = 400, .spacing = 0.3, .capitals = true, .italic = true};
	sample_place(sample_text(sample, labels, "Songjiang & <Jiaxing>", "en", plain, (struct page_point){25, 40}), 0,
	             "#ffffff");
	sample_place(sample_text(sample, labels, "长三角科创走廊", "zh-Hans", bold, (struct page_point){30, 70}), 0, "#fff");
	sample_place(sample_text(sample, labels, "G60科创走廊 3.0", "zh-Hans", plain, (struct page_point){160, 160}), 0,
	             "none");
	sample_place(sample_text(sample, labels, "Turned water", "en", spaced, (struct page_point){225, 60}), 0.6, "#ffffff");
	sample_place(sample_text(sample, labels, "科创 G60", "zh-Hans", spaced, (struct page_point){160, 185}), -0.1, "none");
}

static inline void sample_build(struct sample *sample)
{
	static const char *const families[] = {"Inter", "Noto Sans CJK SC"};
	memset(sample, 0, sizeof *sample);
	arena_init(&sample->arena);
	diag_init(&sample->diag);
	sample->fonts = text_open(families, 2, &sample->diag);
	struct page *page = &sample->page;
	page_init(page, &sample->arena, SAMPLE_WIDTH, SAMPLE_HEIGHT);
	page->background = sample_colour("#f4f1eb");
	page->id = "sample-1";
	page->language = "en";
	page->title = "A sample: " NASTY_NAME;
	page->description = "Shapes & words, 长三角";
	page->author = "corridor";
	page->keywords = "map";
	sample_shapes(sample);
	sample_lines(sample);
	sample_clip(sample);
	if (sample->fonts)
		sample_texts(sample);
}

static inline void sample_clear(struct sample *sample)
{
	if (sample->fonts)
		text_close(sample->fonts);
	diag_clear(&sample->diag);
	arena_clear(&sample->arena);
}

static inline struct draw_options sample_options(void)
{
	return (struct draw_options){.dpi = 144, .date = 1532000000};
}

static inline bool sample_draw(struct sample *sample, const char *format, const struct draw_options *options,
                               struct buffer *out)
{
	buffer_init(out);
	return draw_format_find(format)->draw(&sample->page, options, out, &sample->diag);
}

#endif
