/* Lines of a CSV: the rows of several lines may alternate.
 *
 * In: rows in the file's order. Out: a feature for each line, in the order in which their values first appear, with the
 * values of its first row; those of each point's row stay with the point. */
#include "data/csv/lines.h"

#include "data/formats.h"

static const struct record_fault single_point = {"that is the only point of its line",
                                                 "a line needs two points or more"};

void csv_lines_init(struct csv_lines *lines, struct arena *arena, struct arena *scratch, struct dataset *out)
{
	*lines = (struct csv_lines){.arena = arena, .scratch = scratch, .out = out};
	hash_table_init(&lines->lines, scratch, sizeof(size_t));
	out->type = GEOMETRY_LINES;
}

static void add_line(struct csv_lines *lines, struct point_row row)
{
	struct dataset *out = lines->out;
	out->features = arena_grow(lines->arena, out->features, out->feature_count, &lines->feature_capacity,
	                           sizeof *out->features);
	out->features[out->feature_count++] = (struct feature){.record = row.record,
	                                                       .values = row.values,
	                                                       .shape = feature_shape_new(lines->arena, 1),
	                                                       .part_count = 1,
	                                                       .type = GEOMETRY_LINES};
}

void csv_lines_add(struct csv_lines *lines, const char *value, struct point_row row, struct lonlat point)
{
	struct dataset *out = lines->out;
	size_t count = out->point_count;
	bool is_new;
	size_t *line = hash_table_add(&lines->lines, hash_text(value), &is_new);
	if (is_new) {
		*line = out->feature_count;
		add_line(lines, row);
	}
	out->points = arena_grow(lines->arena, out->points, count, &lines->point_capacity, sizeof *out->points);
	lines->rows = arena_grow(lines->arena, lines->rows, count, &lines->row_capacity, sizeof *lines->rows);
	lines->line_of_row = arena_grow(lines->scratch, lines->line_of_row, count, &lines->line_capacity,
	                                sizeof *lines->line_of_row);
	out->points[count] = point;
	lines->rows[count] = row;
	lines->line_of_row[count] = *line;
	out->features[*line].shape->parts->count++;
	out->point_count++;
}

/* Brings each line's points together. */
static void gather(struct csv_lines *lines)
{
	struct dataset *out = lines->out;
	struct lonlat *points = ARENA_ARRAY(lines->arena, out->point_count, struct lonlat);
	struct point_row *rows = ARENA_ARRAY(lines->arena, out->point_count, struct point_row);
	size_t *next = ARENA_ARRAY(lines->scratch, out->feature_count, size_t);
	for (size_t i = 0, first = 0; i < out->feature_count; i++) {
		struct part *part = out->features[i].shape->parts;
		part->first = next[i] = first;
		first += part->count;
	}
	for (size_t i = 0; i < out->point_count; i++) {
		size_t at = next[lines->line_of_row[i]]++;
		points[at] = out->points[i];
		rows[at] = lines->rows[i];
	}
	out->points = points;
	lines->rows = rows;
}

void csv_lines_finish(struct csv_lines *lines)
{
	struct dataset *out = lines->out;
	size_t kept = 0;
	if (out->feature_count > 1)
		gather(lines);
	out->rows = lines->rows;
	for (size_t i = 0; i < out->feature_count; i++) {
		if (feature_part(&out->features[i], 0).count > 1)
			out->features[kept++] = out->features[i];
		else
			record_tally_add(&out->left_out, &single_point, out->features[i].record);
	}
	out->feature_count = kept;
}
