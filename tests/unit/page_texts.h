/* The texts of a page as they stand: none leaves it, none covers another, none is set too small. */
#pragma once

#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#define SLACK 0.25 /* points: ink boxes may touch */

struct quad {
	struct page_point corners[4];
	const char *text;
};

struct page_texts {
	struct quad *items;
	size_t count, capacity;
	double least; /* size of a text, points; 0: 5 */
	struct arena *arena;
};

/* The text's ink as it stands, turned. */
static inline struct quad text_quad(const struct text_mark *mark)
{
	struct box ink = box_grow(mark->run.ink, -SLACK / 2);
	struct page_point corners[4] = {
	        {ink.left, ink.top}, {ink.right, ink.top}, {ink.right, ink.bottom}, {ink.left, ink.bottom}};
	struct quad quad = {.text = mark->run.text};
	double c = cos(mark->angle), s = sin(mark->angle);
	for (int i = 0; i < 4; i++)
		quad.corners[i] = (struct page_point){mark->origin.x + corners[i].x * c - corners[i].y * s,
		                                mark->origin.y + corners[i].x * s + corners[i].y * c};
	return quad;
}

/* Whether a side of `a` parts the two. */
static inline bool side_parts(const struct quad *a, const struct quad *b)
{
	for (int i = 0; i < 4; i++) {
		struct page_point from = a->corners[i], to = a->corners[(i + 1) % 4];
		bool outside = true;
		for (int k = 0; k < 4; k++)
			outside &= (to.x - from.x) * (b->corners[k].y - from.y) -
			                   (to.y - from.y) * (b->corners[k].x - from.x) <=
			           0;
		if (outside)
			return true;
	}
	return false;
}

static inline void page_texts_add(struct page_texts *texts, const struct text_mark *mark)
{
	if (!mark->run.glyph_count)
		return;
	texts->items = arena_grow(texts->arena, texts->items, texts->count, &texts->capacity, sizeof *texts->items);
	texts->items[texts->count++] = text_quad(mark);
	if (mark->run.size < fmax(5, texts->least) - 1e-6)
		fail_msg("'%s' is set in %.2f pt", mark->run.text, mark->run.size);
}

/* Those of a group and all groups in it. */
static inline void page_texts_find(struct page_texts *texts, const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			page_texts_find(texts, group->marks[i].group);
		else if (group->marks[i].type == MARK_TEXT)
			page_texts_add(texts, group->marks[i].text);
}

static inline void page_texts_check(const struct page_texts *texts, const struct page *page, const char *where)
{
	struct box sheet = {0, 0, page->width, page->height};
	for (size_t i = 0; i < texts->count; i++) {
		const struct quad *quad = &texts->items[i];
		for (int k = 0; k < 4; k++)
			if (!box_contains(sheet, quad->corners[k]))
				fail_msg("%s: '%s' leaves the sheet", where, quad->text);
		for (size_t k = 0; k < i; k++)
			if (!side_parts(quad, &texts->items[k]) && !side_parts(&texts->items[k], quad))
				fail_msg("%s: '%s' and '%s' overlap at %.0f, %.0f", where, texts->items[k].text,
				         quad->text, quad->corners[0].x, quad->corners[0].y);
	}
}

/* Adds the texts in their order, each on a line. */
static inline void page_texts_say(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			page_texts_say(group->marks[i].group, out);
		else if (group->marks[i].type == MARK_TEXT)
			buffer_printf(out, "%s\n", group->marks[i].text->run.text);
}
