/* Draw: kept labels as marks: a group per label with its leader line below its texts.
 * In: placements, page points. Out: groups in `parent`. A letterspaced label's glyphs are moved here, a bent one's
 * turned, and its run's spacing tells writers of text the same in em, so that outlines and text agree. */
#include "labels/candidates.h"

#include <math.h>
#include <string.h>

#define LEADER_WIDTH    0.5 /* points */
#define LEADER_AIR      0.4 /* in the colour below, on either side of it */
#define LEADER_CONTRAST 3.0 /* WCAG 2.1, 1.4.11: of graphics */

/* How far apart a row's letters are set on a bend, so that they do not touch on its inner side, as far as the block has
 * room for them. */
static double letter_distance(const struct turned_box *block, const struct text_run *run, struct page_point offset)
{
	double least = 1,
	       ends = fmax(fabs(offset.x - block->half_width), fabs(offset.x + run->width - block->half_width));
	for (int i = 0; i < 2; i++) {
		double y = offset.y + (i ? run->ink.top : run->ink.bottom) - block->half_height;
		struct page_point a = turned_box_point(block, -0.5, y), b = turned_box_point(block, 0.5, y);
		least = fmin(least, hypot(b.x - a.x, b.y - a.y));
	}
	return fmax(1, fmin(1 / least, block->half_width / ends));
}

/* Letter by letter, each turned as the bend is there; the halo of all below them. */
static void draw_bent(struct arena *arena, struct text_context *text, const struct label_place *place,
                      const struct label_piece *piece, const struct text_run *run, struct group *group)
{
	struct page_point offset = labels_form_piece_offset(place->form, piece, place->spacing);
	struct turned_box block = candidate_new(*place, labels_form_width(place->form, place->spacing)).block;
	double left, distance = letter_distance(&block, run, offset);
	struct stroke stroke = {.cap = CAP_ROUND, .join = JOIN_ROUND};
	stroke.width = 2 * backdrop_halo(place, piece, &stroke.colour);
	struct path_mark *halo = text && stroke.width > 0 ? group_path(arena, group, path_new(arena)) : NULL;
	if (halo)
		halo->stroke = stroke;
	for (const struct glyph_span *span = run->spans; span < run->spans + run->span_count; span++)
		for (size_t first = 0, end; first < span->count; first = end) {
			end = text_unit_end(run, span, first);
			struct text_run unit = text_cut(arena, run, span, first, end, &left);
			double along = (offset.x + left + unit.width / 2 - block.half_width) * distance;
			double angle = place->angle + place->bend * along;
			struct page_point origin = turned_box_point(&block, along, offset.y - block.half_height);
			origin.x -= unit.width / 2 * cos(angle);
			origin.y -= unit.width / 2 * sin(angle);
			if (!strcmp(unit.text, " "))
				continue;
			struct text_mark *mark = group_text(arena, group, &unit, origin, backdrop_fill(place, piece));
			mark->angle = angle;
			if (text)
				text_mark_trace(text, arena, mark);
			if (halo)
				path_append(&halo->path, &mark->outline);
		}
}

static void draw_piece(struct arena *arena, struct text_context *text, const struct label_place *place,
                       const struct label_piece *piece, bool outline, struct group *group)
{
	struct text_run run = text_spaced(arena, &piece->run, place->spacing);
	if (place->bend != 0) {
		draw_bent(arena, text, place, piece, &run, group);
		return;
	}
	struct page_point offset = labels_form_piece_offset(place->form, piece, place->spacing);
	double cosine = cos(place->angle), sine = sin(place->angle);
	struct page_point origin = {place->origin.x + offset.x * cosine - offset.y * sine,
	                            place->origin.y + offset.x * sine + offset.y * cosine};
	struct text_mark *mark = group_text(arena, group, &run, origin, backdrop_fill(place, piece));
	mark->angle = place->angle;
	mark->halo_width = backdrop_halo(place, piece, &mark->halo);
	if (!text || (mark->halo_width <= 0 && !outline))
		return;
	text_mark_trace(text, arena, mark);
}

static void draw_leader(struct arena *arena, const struct label_place *place, struct colour colour, struct group *group)
{
	struct path path = path_new(arena);
	path_move(&path, place->leader_from.x, place->leader_from.y);
	path_line(&path, place->leader_to.x, place->leader_to.y);
	struct stroke stroke = {.colour = colour, .width = LEADER_WIDTH, .cap = CAP_BUTT, .join = JOIN_MITER};
	if (place->contrast > 0) { /* as dark or light as its name, on a casing of the colour below that */
		struct stroke *casing = &group_path(arena, group, path)->stroke;
		*casing = stroke;
		casing->colour = place->backdrop;
		casing->width += 2 * LEADER_AIR;
		stroke.colour = colour_readable(colour, place->backdrop, LEADER_CONTRAST);
	}
	group_path(arena, group, path)->stroke = stroke;
}

void labels_draw(struct arena *arena, struct text_context *text, const struct placement *placements, size_t count,
                 bool outline, struct colour leader, struct group *parent)
{
	parent->passes_pointer = true;
	for (size_t i = 0; i < count; i++) {
		const struct placement *placement = &placements[i];
		const struct label_request *request = placement->request;
		if (!placement->kept)
			continue;
		const char *class_name =
		        request->class_name ? arena_printf(arena, "label %s", request->class_name) : "label";
		struct group *group = group_add(arena, parent, request->id, class_name);
		group->title = request->title;
		group->link = request->link;
		if (request->owner)
			group_attribute(arena, group, "for", request->owner);
		if (request->key && *request->key)
			group_attribute(arena, group, "key", request->key);
		if (request->member)
			group_attribute(arena, group, "member", request->member);
		for (size_t s = 0; s < placement->place_count; s++)
			if (placement->places[s].has_leader)
				draw_leader(arena, &placement->places[s], leader, group);
		for (size_t s = 0; s < placement->place_count; s++)
			for (size_t p = 0; p < placement->places[s].form->piece_count; p++)
				draw_piece(arena, text, &placement->places[s], &placement->places[s].form->pieces[p],
				           outline, group);
	}
}
