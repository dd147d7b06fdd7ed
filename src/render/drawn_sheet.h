/* A sheet as it is drawn: what its frames have in common, and the frames in the order of opening. Private to the render
 * room. */
#pragma once

#include "render/drawn_frame.h"
#include "scene/fetch.h"

#define FRAME_DETAIL 0.23 /* points: 0.08 mm, under what the eye or a printer resolves */

struct drawn_sheet {
	const struct loaded_map *map;
	const struct render_options *options;
	struct arena *arena;
	struct arena scratch;     /* what is needed until a frame is open */
	struct fetch_room room;   /* of the frame that is being built */
	struct scene_input input; /* of all frames: no view, no layers */
	struct drawn_frame **frames;
	size_t frame_count, frame_capacity;
};

/* What is known of a sheet before any of its frames has a view. */
struct scene_input drawn_sheet_input(const struct loaded_map *map, const struct render_options *options,
                                     struct diag *diag);
/* Must not be moved until it is closed: its input points into it. */
void drawn_sheet_open(struct drawn_sheet *sheet, const struct loaded_map *map, const struct render_options *options,
                      struct arena *arena, struct diag *diag);
/* Opens one more frame. NULL with errors. */
struct drawn_frame *drawn_sheet_add(struct drawn_sheet *sheet, const struct frame *frame);
/* What the frames opened so far draw, each entry once, in the order of the layers. */
const struct legend_entry *drawn_sheet_legend(const struct drawn_sheet *sheet, size_t *count);
/* What became of the names of all frames; explained where the options ask for it. */
void drawn_sheet_report(const struct drawn_sheet *sheet, struct label_report *report);
/* Closes the frames, so that the sheet can be divided again. */
void drawn_sheet_close_frames(struct drawn_sheet *sheet);
void drawn_sheet_close(struct drawn_sheet *sheet);
