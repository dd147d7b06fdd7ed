/* Enlarging a page: every mark in every length, line widths and type included.
 * In: a page in points. Out: the same page, `factor` times as large. Arrays are copied, since marks share them: a rim
 * and its plate have one path, a name set twice has one run. */
#include "page/page.h"

static struct box box_scaled(struct box box, double factor)
{
	return (struct box){box.left * factor, box.top * factor, box.right * factor, box.bottom * factor};
}

static void scale_path(struct arena *arena, struct path *path, double factor)
{
	struct page_point *points = ARENA_ARRAY(arena, path->point_count + 1, struct page_point);
	for (size_t i = 0; i < path->point_count; i++)
		points[i] = (struct page_point){path->points[i].x * factor, path->points[i].y * factor};
	path->points = points;
	path->point_capacity = path->point_count + 1;
}

static void scale_stroke(struct arena *arena, struct stroke *stroke, double factor)
{
	double *dashes = ARENA_ARRAY(arena, stroke->dash_count + 1, double);
	for (size_t i = 0; i < stroke->dash_count; i++)
		dashes[i] = stroke->dashes[i] * factor;
	stroke->width *= factor;
	stroke->dashes = stroke->dash_count ? dashes : NULL;
	stroke->dash_offset *= factor;
}

static void scale_run(struct arena *arena, struct text_run *run, double factor)
{
	struct glyph *glyphs = ARENA_ARRAY(arena, run->glyph_count + 1, struct glyph);
	for (size_t i = 0; i < run->glyph_count; i++)
		glyphs[i] = (struct glyph){run->glyphs[i].id, run->glyphs[i].x * factor, run->glyphs[i].y * factor};
	run->glyphs = glyphs;
	run->size *= factor;
	run->width *= factor;
	run->ascent *= factor;
	run->descent *= factor;
	if (!box_is_empty(run->ink))
		run->ink = box_scaled(run->ink, factor);
}

static void scale_text(struct arena *arena, struct text_mark *mark, double factor)
{
	scale_run(arena, &mark->run, factor);
	scale_path(arena, &mark->outline, factor);
	mark->origin = (struct page_point){mark->origin.x * factor, mark->origin.y * factor};
	mark->halo_width *= factor;
}

static void scale_symbols(struct arena *arena, struct symbols_mark *mark, double factor)
{
	for (size_t i = 0; i < mark->form_count; i++) {
		scale_path(arena, &mark->forms[i].path, factor);
		scale_stroke(arena, &mark->forms[i].stroke, factor);
	}
	for (size_t i = 0; i < mark->count; i++)
		mark->places[i] = (struct page_point){mark->places[i].x * factor, mark->places[i].y * factor};
}

static void scale_group(struct arena *arena, struct group *group, double factor)
{
	if (!box_is_empty(group->clip))
		group->clip = box_scaled(group->clip, factor);
	for (size_t i = 0; i < group->mark_count; i++) {
		struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP) {
			scale_group(arena, mark->group, factor);
		} else if (mark->type == MARK_TEXT) {
			scale_text(arena, mark->text, factor);
		} else if (mark->type == MARK_SYMBOLS) {
			scale_symbols(arena, mark->symbols, factor);
		} else {
			scale_path(arena, &mark->path->path, factor);
			scale_stroke(arena, &mark->path->stroke, factor);
		}
	}
}

void page_scale(struct page *page, double factor)
{
	page->width *= factor;
	page->height *= factor;
	scale_group(page->arena, page->root, factor);
}
