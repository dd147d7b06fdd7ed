/* Furniture: what stands on the sheet round and over the map. Each map element is a kind: one file, one line in its
 * list. Elements of the panel are stacked; those on the map take a place in the frame and are obstacles. */
#pragma once

#include "scene/frame.h"
#include "scene/scene.h"

struct sheet {
	struct box frame;      /* the map */
	struct box panel;      /* empty: none */
	struct box strip;      /* of the elements that are strips, below the frame; empty: they stand in the panel */
	struct box head, foot; /* of an open sheet, which has neither panel nor strip; else empty */
	bool foot_is_row;      /* keys and credits stand side by side in the foot */
	size_t columns;        /* of the panel: all versions of a map have as many */
	double gutter;         /* between them */
};

/* What a version shows, on the plane of its projection. */
struct region_shape {
	double aspect;  /* width by height */
	double padding; /* points kept free round it, where the frame is large */
	bool is_large;  /* a large part of the globe, but not all that its projection shows: further out lies what is
	                   drawn  out, or nothing */
};
#define REGION_PADDING_MOST 0.1 /* of the frame's smaller side */

struct furniture_input {
	const struct scene_input *scene; /* of the map's frame; before that is opened, without a view */
	const struct sheet *sheet;
	const struct legend_entry *legend;
	size_t legend_count;
	const struct label_backdrop *backdrops; /* filled areas of the map, in the order of painting */
	size_t backdrop_count;
	const struct layer_trace *traces; /* what the map's layers have drawn; NULL: it is not known */
	bool bare;                        /* the sheet has no panel: of the credits it shows the sources */
	struct arena *arena;
	struct frames *frames; /* gets those that elements show */
};

extern const struct kind_list furniture_kinds;
/* Those of `frames:`. */
extern const struct kind_list furniture_frame_kinds;

struct layout_request {
	const struct furniture_input *input; /* without a view; its version does not matter */
	const struct region_shape *shapes;   /* one per version */
	bool bare;                           /* without a panel */
};
/* page_height.c: the height, points, that the page takes at its width: what stands round the map, and the map as high
 * as what it shows asks for, from 0.45 to 1.5 times its width. The page is at most 2.75 times as high as wide, and no
 * higher than a journal's page. */
double sheet_layout_height(const struct layout_request *request);

/* layout.c: where frame and panel lie on a page, which is laid out at type scale 1 and enlarged when it is finished.
 * All versions of a map have the same. */
struct sheet sheet_layout(const struct layout_request *request);
/* The same; false with an error when the page is too small for the map and for what the panel never gives up. */
bool sheet_layout_check(const struct layout_request *request, struct sheet *out);
/* Whether the sheet has no panel: --bare, or the map file's layout. */
bool sheet_is_bare(const struct map_spec *spec, bool asked);
/* The page without its margins. */
struct box sheet_page_box(const struct map_spec *spec);
/* Which elements may be given a corner of the map (for the catalogue). */
enum element_places furniture_places(const struct kind *kind);
/* inset.c: warns of insets that show what the map does not hold. The input has a view. */
void furniture_check_insets(const struct furniture_input *input);
/* Boxes on the map in which something stands, at most so many; further ones are not recorded. Begins zeroed. */
enum { OCCUPIED_BOXES_MAX = 32 };
struct occupied_boxes {
	struct box boxes[OCCUPIED_BOXES_MAX];
	size_t count;
	struct box ties[OCCUPIED_BOXES_MAX]; /* places of insets, through whose edges no scale bar should stand */
	size_t tie_count;
};
/* Records the rectangle that marks the place of an inset; an empty one is none. */
void furniture_occupy_tie(struct occupied_boxes *occupied, struct box tie);
/* placing.c: what stands on the map, into `group`; each element is added to the obstacles. First the frames of
 * `frames:`, since the legend tells what they draw; then furniture in the places that are left. */
void furniture_draw_map_frames(const struct furniture_input *input, struct occupied_boxes *occupied,
                               struct obstacles *obstacles, struct group *group);
void furniture_draw_map(const struct furniture_input *input, struct occupied_boxes *occupied,
                        struct obstacles *obstacles, struct group *group);
/* `notes:` of the version, in what is left then; names keep off them. */
void furniture_draw_notes(const struct furniture_input *input, struct occupied_boxes *occupied,
                          struct obstacles *obstacles, struct group *group);
void furniture_draw_panel(const struct furniture_input *input, struct group *group);

/* frame_scale.c: what stands on a frame that an element shows: its scale, as the frame asks. `input`: its scene. */
void furniture_draw_frame(const struct furniture_input *input, const struct frame *frame, struct obstacles *obstacles);
/* A page divided into a frame for every version, all of one size, in rows, each between captions: divided in
 * multiples.c, drawn in multiples_draw.c. */
struct multiples {
	struct box area; /* the page without its margins */
	bool bare;       /* no title, legend, scale bar and credits */
	size_t columns;
	struct box *frames, *heads, *steps; /* one for each version; its captions above and below the frame */
	int telling;                        /* how much the captions tell */
	struct box legend;
	bool legend_in_row; /* beside the last frame, with the scale bar below it; else below the frames */
	double bar;         /* height of the scale bar; 0: not known before the frames are open */
};
/* `shape`: width by height of what the frames show; the legend: what it will hold, as far as is known. The scene has
 * no view yet. In: the scale bar's height; out: the rest. False with an error when the page is too small. */
bool furniture_multiples_layout(const struct furniture_input *input, double shape, bool bare, struct multiples *out);
/* Whether the legend, beside the scale bar that the frames have, takes the room that was left for it. */
bool furniture_multiples_legend_fits(const struct furniture_input *input, struct multiples *multiples);
/* The captions of a frame; the scene is that of the frame. */
void furniture_multiples_captions(const struct furniture_input *input, const struct multiples *multiples,
                                  struct group *group);
/* Title, legend, scale bar and credits; the scene is that of any frame, the legend that of all. */
void furniture_multiples_rest(const struct furniture_input *input, const struct multiples *multiples,
                              struct group *group);

/* "1 : 2 620 000", true to half a percent. */
const char *furniture_ratio_text(struct arena *arena, const struct messages *messages, double denominator);
