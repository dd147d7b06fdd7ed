/* Line records, drawn. In: records with lines on the page. Out: path marks in the records' groups; joined lines for
 * names.
 * Why so: one path for a whole dashed line would leave its other records without geometry of their own. So each keeps
 * its path, and its dashes begin as far into the pattern as the line is long before it. Two butt ends show a seam,
 * where antialiasing lets the ground through and bends gape: each path laps over the next by about a pixel, and with it
 * turns the corner as the whole line does. */
#include "scene/line_records.h"

#include "base/hash_table.h"
#include "geometry/chains.h"
#include "geometry/line_arcs.h"

#include <math.h>
#include <string.h>

#define LAP 0.25 /* points */

struct record_pieces {
	struct chain_piece *items;
	size_t *owners; /* index of the record that a piece belongs to */
	size_t count;
	struct chains chains;
};

/* Numbers the widths: those of one look are equal. */
static size_t look_of(struct hash_table *widths, double width)
{
	struct hash key = {0};
	memcpy(&key.low, &width, sizeof width);
	size_t *look = hash_table_add(widths, key, NULL);
	return *look ? *look : (*look = widths->count);
}

static void add_pieces(struct record_pieces *pieces, const struct line_record *record, size_t owner, size_t look)
{
	for (size_t k = 0; k < record->lines.count; k++) {
		pieces->owners[pieces->count] = owner;
		pieces->items[pieces->count++] = (struct chain_piece){record->lines.items[k], look, record->name};
	}
}

/* Joins the lines of what is drawn by width, or of what is labelled by name. */
static struct record_pieces join_records(struct arena *arena, const struct line_records *records, bool by_name)
{
	struct record_pieces pieces = {0};
	struct hash_table widths;
	size_t count = 0;
	hash_table_init(&widths, arena, sizeof(size_t));
	for (size_t i = 0; i < records->count; i++)
		count += records->items[i].lines.count;
	pieces.items = ARENA_ARRAY(arena, count + 1, struct chain_piece);
	pieces.owners = ARENA_ARRAY(arena, count + 1, size_t);
	for (size_t i = 0; i < records->count; i++) {
		const struct line_record *record = &records->items[i];
		if (by_name ? record->is_labelled : record->group != NULL)
			add_pieces(&pieces, record, i, by_name ? record->name : look_of(&widths, record->width));
	}
	geometry_join_lines(arena, pieces.items, pieces.count, &pieces.chains);
	return pieces;
}

void line_records_cut(struct arena *arena, struct line_records *records)
{
	struct arena own;
	struct line_arcs arcs;
	arena_init(&own);
	line_arcs_init(&arcs, &own);
	for (size_t i = 0; i < records->count; i++)
		for (size_t k = 0; k < records->items[i].lines.count; k++)
			line_arcs_add(&arcs, records->items[i].lines.items[k]);
	for (size_t i = 0; i < records->count; i++) {
		struct polylines pieces = {0}, *lines = &records->items[i].lines;
		for (size_t k = 0; k < lines->count; k++)
			line_arcs_cut(&arcs, arena, lines->items[k], &pieces);
		*lines = pieces;
	}
	arena_clear(&own);
}

void line_records_simplify(struct arena *arena, struct line_records *records, double detail)
{
	for (size_t i = 0; i < records->count; i++)
		for (size_t k = 0; k < records->items[i].lines.count; k++) {
			struct polyline *line = &records->items[i].lines.items[k];
			*line = geometry_simplify_line(arena, line->points, line->count, detail);
		}
}

/* Continues the path along a line from its point `at`. */
static void lap_over(struct path *path, struct polyline line, size_t at)
{
	double left = LAP;
	for (; at + 1 < line.count && left > 0; at++) {
		struct page_point a = line.points[at], b = line.points[at + 1];
		double length = hypot(b.x - a.x, b.y - a.y), share = length > left ? left / length : 1;
		path_line(path, a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
		left -= length;
	}
}

static double pattern_length(const struct stroke *stroke)
{
	double length = 0;
	for (size_t i = 0; i < stroke->dash_count; i++)
		length += stroke->dashes[i];
	return stroke->dash_count % 2 ? 2 * length : length;
}

/* The dashed line from one point to another, as part of a record; `before`: the line's length up to there. What begins
 * with the pattern shares one path: *whole. */
static void draw_run(struct arena *arena, struct group *group, struct path_mark **whole, struct polyline line,
                     size_t first, size_t last, struct stroke stroke, double before)
{
	struct path path = path_new(arena);
	struct path_mark *mark = before > 0 ? NULL : *whole;
	double pattern = pattern_length(&stroke);
	stroke.dash_offset = pattern > 0 ? fmod(before, pattern) : 0;
	if (!mark) {
		mark = group_path(arena, group, path);
		mark->stroke = stroke;
	}
	if (!(before > 0))
		*whole = mark;
	path_polyline(&mark->path, line.points + first, last - first + 1, false);
	if (stroke.colour.opacity == 1) /* where it lets things show through, a lap would be seen */
		lap_over(&mark->path, line, last);
}

static void draw_dashed(struct arena *arena, const struct line_records *records, const struct record_pieces *pieces,
                        struct stroke stroke)
{
	struct path_mark **wholes = ARENA_ARRAY(arena, records->count + 1, struct path_mark *);
	for (size_t c = 0; c < pieces->chains.count; c++) {
		const struct chain *chain = &pieces->chains.items[c];
		double before = 0;
		for (size_t i = 0, next; i < chain->link_count; i = next) {
			size_t owner = pieces->owners[chain->links[i].piece];
			for (next = i + 1; next < chain->link_count; next++)
				if (pieces->owners[chain->links[next].piece] != owner)
					break;
			const struct line_record *record = &records->items[owner];
			const struct chain_link *end = &chain->links[next - 1];
			size_t first = chain->links[i].first, last = end->first + end->count - 1;
			stroke.width = record->width;
			draw_run(arena, record->group, &wholes[owner], chain->line, first, last, stroke, before);
			before += polyline_length(chain->line.points + first, last - first + 1);
		}
	}
}

static bool *find_kept(struct arena *arena, const struct record_pieces *pieces)
{
	bool *kept = ARENA_ARRAY(arena, pieces->count + 1, bool);
	for (size_t c = 0; c < pieces->chains.count; c++)
		for (size_t i = 0; i < pieces->chains.items[c].link_count; i++)
			kept[pieces->chains.items[c].links[i].piece] = true;
	return kept;
}

void line_records_draw(struct scene *scene, const struct line_records *records, struct stroke stroke, double cost)
{
	struct arena *arena = scene->arena;
	struct record_pieces pieces = join_records(arena, records, false);
	const bool *kept = find_kept(arena, &pieces);
	if (stroke.dash_count)
		draw_dashed(arena, records, &pieces, stroke);
	for (size_t piece = 0; piece < pieces.count;) {
		size_t owner = pieces.owners[piece];
		struct polylines lines = {0};
		for (; piece < pieces.count && pieces.owners[piece] == owner; piece++)
			if (kept[piece])
				polylines_add(arena, &lines, pieces.items[piece].line);
		stroke.width = records->items[owner].width;
		if (!stroke.dash_count && lines.count)
			scene_stroke_lines(arena, records->items[owner].group, &lines, stroke);
		if (cost > 0)
			obstacles_add_lines(&scene->obstacles, OBSTACLE_LINE, &lines, stroke.width / 2, cost);
	}
}

struct polylines *line_records_by_name(struct arena *arena, const struct line_records *records, size_t most)
{
	struct polylines *lines = ARENA_ARRAY(arena, most + 1, struct polylines);
	struct record_pieces pieces = join_records(arena, records, true);
	for (size_t i = 0; i < pieces.chains.count; i++) {
		const struct chain *chain = &pieces.chains.items[i];
		polylines_add(arena, &lines[pieces.items[chain->links[0].piece].name], chain->line);
	}
	return lines;
}
