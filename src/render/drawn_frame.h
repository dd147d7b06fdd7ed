/* A frame as it is drawn. First it is opened: its view, and the scene in it. What stands on it adds to its obstacles;
 * then it is finished: shields and names in the room that is left, and all of it in the frame's groups. Private to the
 * render room. */
#pragma once

#include "render/render.h"
#include "scene/frame.h"
#include "scene/kept.h"

struct drawn_frame {
	struct frame frame;
	struct taken_view taken;
	struct scene_input input; /* with the view */
	struct scene scene;
	struct obstacles obstacles; /* the scene's, and after them what stands on the frame */
	const struct box *covers;   /* what insets hide of the frame, and of its dots, which get no names */
	size_t cover_count;
	const struct placement *placements; /* one for each request of the scene; NULL: no names were placed */
	struct label_report report;
};

/* Opens what the frame shows of data that waited for it. `sheet`: what all frames have in common. False with errors. To
 * be closed in either case. */
bool drawn_frame_open(const struct loaded_map *map, const struct scene_input *sheet, const struct frame *frame,
                      struct arena *arena, struct drawn_frame *out);
void drawn_frame_finish(struct drawn_frame *drawn, const struct render_options *options);
void drawn_frame_close(struct drawn_frame *drawn);
