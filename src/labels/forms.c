/* Forms: a name's ways of being set: letterspaced, its lines flush left, centred or flush right.
 * In and out: label forms, offsets in points from the block's top left. Alignment is decided here, by the
 * side the block stands on, because only the place tells which side faces what it names. */
#include "labels/spots.h"

#include "base/utf8.h"

#include <math.h>

size_t run_cluster_count(const struct text_run *run)
{
	size_t clusters = 0;
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t k = 0; k < run->spans[s].count; k++)
			clusters += k == 0 || run->spans[s].clusters[k] != run->spans[s].clusters[k - 1];
	return clusters ? clusters : (run->text ? utf8_length(run->text) : 0);
}

static double piece_width(const struct label_piece *piece, double spacing)
{
	size_t clusters = run_cluster_count(&piece->run);
	return piece->run.width + (clusters > 1 ? spacing * (double)(clusters - 1) : 0);
}

double form_width(const struct label_form *form, double spacing)
{
	if (spacing <= 0)
		return form->width;
	double width = form->width;
	for (size_t i = 0; i < form->piece_count; i++)
		width = fmax(width, piece_width(&form->pieces[i], spacing));
	return width;
}

struct spot form_piece_offset(const struct label_form *form, const struct label_piece *piece, double spacing)
{
	if (spacing <= 0)
		return piece->offset;
	/* Letterspaced forms are area names: their lines are centred under each other. */
	return (struct spot){(form_width(form, spacing) - piece_width(piece, spacing)) / 2, piece->offset.y};
}

/* Extent of the line (pieces with the same baseline) that the piece stands in. */
static void line_extent(const struct label_form *form, double baseline, double *left, double *right)
{
	*left = INFINITY;
	*right = -INFINITY;
	for (size_t i = 0; i < form->piece_count; i++) {
		const struct label_piece *piece = &form->pieces[i];
		if (fabs(piece->offset.y - baseline) > 0.01)
			continue;
		*left = fmin(*left, piece->offset.x);
		*right = fmax(*right, piece->offset.x + piece->run.width);
	}
}

static bool has_several_lines(const struct label_form *form)
{
	for (size_t i = 1; i < form->piece_count; i++)
		if (fabs(form->pieces[i].offset.y - form->pieces[0].offset.y) > 0.01)
			return true;
	return false;
}

const struct label_form *form_aligned(struct arena *arena, const struct label_form *form, double share)
{
	if (!has_several_lines(form))
		return form;
	struct label_form *copy = ARENA_NEW(arena, struct label_form);
	*copy = *form;
	copy->pieces = ARENA_ARRAY(arena, form->piece_count, struct label_piece);
	for (size_t i = 0; i < form->piece_count; i++) {
		double left, right;
		copy->pieces[i] = form->pieces[i];
		line_extent(form, form->pieces[i].offset.y, &left, &right);
		double slack = fmax(form->width - (right - left), 0);
		copy->pieces[i].offset.x += slack * share - left;
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

bool form_is_repeated(const struct label_wish *wish, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (sets_alike(&wish->forms[i], &wish->forms[index]) && wish->forms[i].cost <= wish->forms[index].cost)
			return true;
	return false;
}
