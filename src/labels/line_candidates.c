/* Line candidates: places for a name beside a line, straight, at the angle of the stretch it stands on.
 * In: a line request and one stretch of it. Out: candidates above (and, dearer, below) where the line is calm:
 * a name beside it is read more easily when it does not copy every bend. */
#include "base/ranked.h"
#include "labels/candidates.h"

#include <math.h>
#include <string.h>

#define GAP             1.4  /* points between line and block */
#define MOST_BEND       0.45 /* of the block's height: how far the line may leave the chord */
#define MOST_CANDIDATES 32
#define BELOW_COST      1.5
#define STEEP_COST      2.0 /* of a vertical name */
#define BEND_COST       6.0 /* of a bend as deep as the block is high */
#define OFF_COST        2.0 /* at the end of the stretch */
#define OFF_STEPS       7   /* beside the course of a wide river */
#define OFF_STEP        2.0 /* points further off */
#define OFF_STEP_COST   0.8
#define MOST_PARTS      100 /* of a line in pieces: the longest are tried for a name that stands once */
#define MARGIN_SHARE    0.1 /* of a repeat's stretch that stays free at both ends */

size_t line_stretches(struct arena *arena, const struct label_request *request, struct line_stretch **out)
{
	struct line_stretch *stretches = NULL;
	size_t count = 0, capacity = 0;
	struct ranked *parts = ARENA_ROOM(arena, request->part_count + 1, struct ranked);
	for (size_t i = 0; i < request->part_count; i++)
		parts[i] = (struct ranked){-polyline_length(request->parts[i].points, request->parts[i].count), i};
	ranked_sort(parts, request->part_count);
	bool is_repeated = request->repeat > 0 && request->part_count && -parts[0].key >= request->repeat;
	size_t most = is_repeated || request->part_count < MOST_PARTS ? request->part_count : MOST_PARTS;
	for (size_t k = 0; k < most; k++) {
		size_t part = parts[k].index;
		double length = -parts[k].key;
		/* Beside parts long enough for a repeat of their own, the short ones go unnamed. */
		double repeats = is_repeated ? floor(fmin(length / request->repeat, 1000)) : 1;
		for (int i = 0; i < (int)repeats; i++) {
			stretches = arena_grow(arena, stretches, count, &capacity, sizeof *stretches);
			stretches[count++] = (struct line_stretch){.part = part,
			                                           .from = length * i / repeats,
			                                           .to = length * (i + 1) / repeats,
			                                           .is_repeat = is_repeated};
		}
	}
	*out = stretches;
	return count;
}

/* A line whose points are ranked by the way from its start, so that places along it are found without walking there. */
struct measured_line {
	const struct page_point *points;
	size_t count;
	struct ranked *along;
};

static struct measured_line measure_line(struct arena *arena, const struct polyline *part)
{
	struct measured_line line = {part->points, part->count, ARENA_ARRAY(arena, part->count + 1, struct ranked)};
	for (size_t i = 1; i < part->count; i++) {
		struct page_point a = part->points[i - 1], b = part->points[i];
		line.along[i] = (struct ranked){line.along[i - 1].key + hypot(b.x - a.x, b.y - a.y), i};
	}
	return line;
}

/* As polyline_at() finds it. */
static struct page_point line_at(const struct measured_line *line, double distance)
{
	if (line->count < 2)
		return line->count ? line->points[0] : (struct page_point){0, 0};
	size_t last = ranked_first(line->along, line->count, distance);
	last = last < 1 ? 1 : last < line->count ? last : line->count - 1;
	/* A point may be there twice: a step of no length leads nowhere. */
	while (last + 1 < line->count && !(line->along[last].key > 0))
		last++;
	while (last > 1 && !(line->along[last].key > line->along[last - 1].key))
		last--;
	struct page_point a = line->points[last - 1], b = line->points[last];
	double length = hypot(b.x - a.x, b.y - a.y);
	double share = length > 0 ? fmin(fmax((distance - line->along[last - 1].key) / length, 0), 1) : 0;
	return (struct page_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/* How far the line between two lengths leaves its chord to either side (positive: below, on the page). */
struct bend {
	struct page_point from, to;
	double above, below;
};

static struct bend measure_bend(const struct measured_line *line, double start, double end)
{
	struct bend bend = {line_at(line, start), line_at(line, end), 0, 0};
	/* Read from left to right. */
	if (bend.to.x < bend.from.x) {
		struct page_point swap = bend.from;
		bend.from = bend.to;
		bend.to = swap;
	}
	double x = bend.to.x - bend.from.x, y = bend.to.y - bend.from.y, chord = hypot(x, y);
	for (size_t i = ranked_first(line->along, line->count, start);
	     i < line->count && chord > 0 && line->along[i].key < end; i++) {
		struct page_point at = line->points[i];
		if (line->along[i].key <= start)
			continue;
		double aside = (x * (at.y - bend.from.y) - y * (at.x - bend.from.x)) / chord;
		bend.below = fmax(bend.below, aside);
		bend.above = fmax(bend.above, -aside);
	}
	return bend;
}

/* The block with its top `y` below the chord's middle, in the chord's frame. */
static struct label_place place_at(const struct label_form *form, const struct bend *bend, double y)
{
	double angle = atan2(bend->to.y - bend->from.y, bend->to.x - bend->from.x);
	double cosine = cos(angle), sine = sin(angle), x = -form->width / 2;
	struct page_point middle = {(bend->from.x + bend->to.x) / 2, (bend->from.y + bend->to.y) / 2};
	struct label_place place = {.form = form, .alignment = 0.5, .angle = angle, .where = "along the line"};
	place.origin = (struct page_point){middle.x + x * cosine - y * sine, middle.y + x * sine + y * cosine};
	place.cost = STEEP_COST * fabs(sine);
	return place;
}

static void offer_at(struct candidate_maker *maker, struct slot *slot, const struct label_form *form,
                     const struct bend *bend, double y, double cost)
{
	struct label_place place = place_at(form, bend, y);
	place.cost += cost;
	slot_offer(maker, slot, place);
}

/* Length along the part, which goes into *part, where the pin puts the middle of the name. */
static double find_pinned(const struct label_request *request, size_t *part)
{
	double longest = 0, nearest = INFINITY, found = 0;
	for (size_t p = 0; p < request->part_count; p++) {
		const struct polyline *line = &request->parts[p];
		double along = 0, share = isnan(request->pin->along) ? 0.5 : request->pin->along;
		for (size_t i = 0; i + 1 < line->count; i++) {
			struct page_point a = line->points[i], b = line->points[i + 1], to = request->anchor;
			double x = b.x - a.x, y = b.y - a.y, length = hypot(x, y);
			double away = geometry_segment_distance(a, b, to);
			if (!isnan(request->pin->near.lon) && away < nearest) {
				double ahead = length > 0 ? ((to.x - a.x) * x + (to.y - a.y) * y) / length : 0;
				nearest = away, *part = p, found = along + fmin(fmax(ahead, 0), length);
			}
			along += length;
		}
		if (isfinite(nearest) || !(along > longest))
			continue;
		bool is_backwards = line->points[0].x > line->points[line->count - 1].x;
		longest = along, *part = p, found = along * (is_backwards ? 1 - share : share);
	}
	return found;
}

struct label_place labels_line_pinned(struct arena *arena, const struct label_request *request,
                                      const struct label_form *form, bool below)
{
	size_t part = 0;
	double at = find_pinned(request, &part);
	struct measured_line line = measure_line(arena, &request->parts[part]);
	double length = line.count ? line.along[line.count - 1].key : 0;
	double start = fmax(fmin(at - form->width / 2, length - form->width), 0);
	struct bend bend = measure_bend(&line, start, fmin(start + form->width, length));
	double y = below ? bend.below + GAP : -(bend.above + GAP + form->height);
	if (request->pin->position && !strcmp(request->pin->position, "centre"))
		y = (bend.below - bend.above - form->height) / 2;
	struct label_place place = place_at(form, &bend, y);
	place.cost += below ? BELOW_COST : 0;
	return place;
}

/* Above, below and, where the line is the course of a wide river, on it or further off, past the bank: the obstacles
 * along the bank and the change of backdrop tell which of these is clear. */
static void offer_beside(struct candidate_maker *maker, struct slot *slot, const struct label_form *form,
                         const struct bend *bend, double cost)
{
	bool on_line = slot->source->on_line;
	if (on_line)
		offer_at(maker, slot, form, bend, (bend->below - bend->above - form->height) / 2, cost);
	for (int step = 0; step < (on_line ? OFF_STEPS : 1); step++) {
		double gap = GAP + OFF_STEP * step, extra = cost + OFF_STEP_COST * step;
		offer_at(maker, slot, form, bend, -(bend->above + gap + form->height), extra);
		offer_at(maker, slot, form, bend, bend->below + gap, extra + BELOW_COST);
	}
}

static void offer_form(struct candidate_maker *maker, struct slot *slot, const struct label_form *form,
                       const struct measured_line *line, const struct line_stretch *stretch, double extra)
{
	double room = stretch->to - stretch->from;
	double margin = stretch->is_repeat ? room * MARGIN_SHARE : fmin(4, room * MARGIN_SHARE);
	double first = stretch->from + margin, last = stretch->to - margin - form->width;
	if (first > last)
		return;
	double steps = fmin(fmax(ceil((last - first) / fmax(form->width / 6, 3)), 1), 200);
	for (int step = 0; step <= (int)steps; step++) {
		double start = first + (last - first) * step / steps;
		struct bend bend = measure_bend(line, start, start + form->width);
		double width = hypot(bend.to.x - bend.from.x, bend.to.y - bend.from.y);
		double depth = bend.above + bend.below;
		/* A chord much shorter than the way along it means a turn or a loop. */
		if (width < form->width * 0.9 || depth > form->height * MOST_BEND)
			continue;
		double off_middle = fabs(start - (first + last) / 2) / fmax(room / 2, 1);
		offer_beside(maker, slot, form, &bend,
		             form->cost + extra + BEND_COST * depth / form->height + OFF_COST * off_middle);
	}
}

void line_candidates(struct candidate_maker *maker, struct slot *slot, const struct line_stretch *stretch, double extra)
{
	size_t before = slot->count;
	struct measured_line line = measure_line(maker->arena, &slot->source->parts[stretch->part]);
	for (size_t f = 0; f < slot->source->form_count; f++)
		if (!labels_form_is_repeated(slot->source, f))
			offer_form(maker, slot, &slot->source->forms[f], &line, stretch, extra);
	if (slot->count == before)
		return;
	slot_sort(maker, slot);
	if (slot->count > MOST_CANDIDATES)
		slot->count = MOST_CANDIDATES;
}
