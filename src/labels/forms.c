/* Forms: a name's ways of being set: letterspaced, its lines flush left, centred or flush right.
 * In and out: label forms, offsets in points from the block's top left. Alignment is decided here, by the
 * side the block stands on, because only the place decides which side faces what the name belongs to. */
#include "labels/candidates.h"

#include <math.h>

#define BETWEEN_PIECES 2   /* spacings, so that two languages on one line stay two words */
#define ROOM_SHARE     0.6 /* of the room, that a stretched name spans */
#define MOST_SPACING   1.2 /* em, the style's own included: wider and the eye no longer joins the letters */
#define NARROW_COST    8.0 /* a stretched name that is not stretched at all */

/* A line of a form: the pieces on one baseline. */
struct form_line {
	double left, right;
	double units; /* how often a spacing goes into it: between characters, and twice between pieces */
};

static struct form_line measure_line(const struct label_form *form, double baseline)
{
	struct form_line line = {INFINITY, -INFINITY, 0};
	for (size_t i = 0; i < form->piece_count; i++) {
		const struct label_piece *piece = &form->pieces[i];
		if (fabs(piece->offset.y - baseline) > 0.01)
			continue;
		size_t clusters = text_cluster_count(&piece->run);
		line.units += (isfinite(line.left) ? BETWEEN_PIECES : 0) + (clusters > 1 ? (double)clusters - 1 : 0);
		line.left = fmin(line.left, piece->offset.x);
		line.right = fmax(line.right, piece->offset.x + piece->run.width);
	}
	return line;
}

double labels_form_width(const struct label_form *form, double spacing)
{
	double width = form->width;
	for (size_t i = 0; i < form->piece_count && spacing > 0; i++) {
		struct form_line line = measure_line(form, form->pieces[i].offset.y);
		width = fmax(width, line.right - line.left + spacing * line.units);
	}
	return width;
}

double labels_form_spacing(const struct label_form *form, double width, double most)
{
	double least = INFINITY;
	for (size_t i = 0; i < form->piece_count; i++) {
		const struct text_run *run = &form->pieces[i].run;
		struct form_line line = measure_line(form, form->pieces[i].offset.y);
		if (line.units < 1)
			continue;
		double room = (width - (line.right - line.left)) / line.units;
		least = fmin(least, fmin(room, (most - run->spacing) * run->size));
	}
	return isfinite(least) ? fmax(least, 0) : 0;
}

/* A name shows how far its area reaches (Imhof 1962). */
size_t labels_form_settings(const struct label_form *form, bool stretch, double room, struct setting *settings)
{
	double full = stretch ? labels_form_spacing(form, room * ROOM_SHARE, MOST_SPACING) : 0;
	double widest = stretch ? labels_form_spacing(form, INFINITY, MOST_SPACING) : 0;
	size_t count = full > 0 ? MOST_SETTINGS : 1;
	for (size_t i = 0; i < count; i++) {
		double spacing = full * (double)(count - 1 - i) / (MOST_SETTINGS - 1);
		double narrow = widest > 0 ? 1 - spacing / widest : 0;
		settings[i] =
		        (struct setting){labels_form_width(form, spacing), spacing, NARROW_COST * narrow * narrow};
	}
	return count;
}

struct page_point labels_form_piece_offset(const struct label_form *form, const struct label_piece *piece,
                                           double spacing)
{
	if (spacing <= 0)
		return piece->offset;
	/* Letterspaced forms are area names: their lines are centred under each other. */
	struct form_line line = measure_line(form, piece->offset.y);
	double width = line.right - line.left + spacing * line.units;
	double x = (labels_form_width(form, spacing) - width) / 2 + piece->offset.x - line.left;
	for (const struct label_piece *before = form->pieces; before < piece; before++)
		if (fabs(before->offset.y - piece->offset.y) <= 0.01) {
			size_t clusters = text_cluster_count(&before->run);
			x += spacing * (BETWEEN_PIECES + (clusters > 1 ? (double)clusters - 1 : 0));
		}
	return (struct page_point){x, piece->offset.y};
}

static bool has_several_lines(const struct label_form *form)
{
	for (size_t i = 1; i < form->piece_count; i++)
		if (fabs(form->pieces[i].offset.y - form->pieces[0].offset.y) > 0.01)
			return true;
	return false;
}

const struct label_form *labels_form_aligned(struct arena *arena, const struct label_form *form, double share)
{
	if (!has_several_lines(form))
		return form;
	struct label_form *copy = ARENA_NEW(arena, struct label_form);
	*copy = *form;
	copy->pieces = ARENA_ARRAY(arena, form->piece_count, struct label_piece);
	for (size_t i = 0; i < form->piece_count; i++) {
		copy->pieces[i] = form->pieces[i];
		struct form_line line = measure_line(form, form->pieces[i].offset.y);
		double slack = fmax(form->width - (line.right - line.left), 0);
		copy->pieces[i].offset.x += slack * share - line.left;
	}
	return copy;
}

/* Same size and the same baselines: only the alignment may differ. */
static bool sets_alike(const struct label_form *a, const struct label_form *b)
{
	if (a->piece_count != b->piece_count || fabs(a->width - b->width) > 0.01 || fabs(a->height - b->height) > 0.01)
		return false;
	for (size_t i = 0; i < a->piece_count; i++)
		if (fabs(a->pieces[i].offset.y - b->pieces[i].offset.y) > 0.01)
			return false;
	return has_several_lines(a);
}

bool labels_form_is_repeated(const struct label_request *request, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (sets_alike(&request->forms[i], &request->forms[index]) &&
		    request->forms[i].cost <= request->forms[index].cost)
			return true;
	return false;
}
