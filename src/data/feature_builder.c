/* Feature builder: records become features in memory.
 *
 * In: parts, points and values in the order in which a file holds them. Out: a dataset's features, columns and types.
 * Why so: a format then knows its own grammar alone, and rings, short parts, mixed types and columns that come late are
 * treated alike in all of them. Rows have a value in every column that is known by then; so that a file of
 * few values in many columns cannot take any amount of memory, the columns that come last give way. */
#include "data/feature_builder.h"

#include "base/utf8.h"
#include "data/formats.h"

#include <string.h>

#define MOST_COLUMNS ((size_t)1 << 10)
/* Values of all features together, empty ones too. */
#define CELL_BUDGET ((size_t)1 << 25)

struct built_part {
	enum geometry_type type;
	struct part part;
};

struct built_column {
	const char *name;
	bool has_text, has_number;
	bool has_value; /* in the current record: where it begins in its texts, bytes */
	size_t value, value_length;
};

static const struct record_fault no_geometry = {"without a geometry", NULL};
static const struct record_fault too_few_points = {"with too few vertices to be drawn", NULL};
static const size_t fewest_points[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};

void feature_builder_init(struct feature_builder *builder, struct arena *arena, struct dataset *out)
{
	*builder = (struct feature_builder){.arena = arena, .out = out, .rows = {.arena = arena}};
	arena_init(&builder->scratch);
	hash_table_init(&builder->column_numbers, &builder->scratch, sizeof(size_t));
}

size_t feature_builder_column(struct feature_builder *builder, const char *name, size_t length)
{
	struct hash key = hash_bytes(name, length);
	const size_t *known = hash_table_find(&builder->column_numbers, key);
	if (known)
		return *known;
	if (builder->column_count >= MOST_COLUMNS) {
		builder->has_left_columns = true;
		return SIZE_MAX;
	}
	*(size_t *)hash_table_add(&builder->column_numbers, key, NULL) = builder->column_count;
	builder->columns = arena_grow(&builder->scratch, builder->columns, builder->column_count,
	                              &builder->column_capacity, sizeof *builder->columns);
	builder->columns[builder->column_count] =
	        (struct built_column){.name = base_utf8_clean(builder->arena, name, length)};
	return builder->column_count++;
}

/* How many columns may have values when there are so many features. */
static size_t column_limit(const struct feature_builder *builder, size_t features)
{
	size_t most = features ? CELL_BUDGET / features : CELL_BUDGET;
	return builder->column_count < most ? builder->column_count : most;
}

static void clear_values(struct feature_builder *builder)
{
	for (size_t i = 0; i < builder->column_count; i++)
		builder->columns[i].has_value = false;
	builder->texts.length = 0;
}

void feature_builder_begin(struct feature_builder *builder, size_t record)
{
	builder->record = record;
	builder->first_point = builder->out->point_count;
	builder->part_count = 0;
	builder->polygon = 0;
	builder->out->record_count++;
	clear_values(builder);
}

void feature_builder_polygon(struct feature_builder *builder)
{
	builder->polygon++;
}

void feature_builder_part(struct feature_builder *builder, enum geometry_type type)
{
	builder->parts = arena_grow(&builder->scratch, builder->parts, builder->part_count, &builder->part_capacity,
	                            sizeof *builder->parts);
	builder->parts[builder->part_count++] = (struct built_part){
	        type, {builder->out->point_count, 0, type == GEOMETRY_POLYGONS ? builder->polygon : 0}};
}

void feature_builder_point(struct feature_builder *builder, double x, double y)
{
	struct dataset *out = builder->out;
	builder->is_full = builder->is_full || out->point_count >= VERTEX_BUDGET;
	if (builder->is_full)
		return;
	out->points = arena_grow(builder->arena, out->points, out->point_count, &builder->point_capacity,
	                         sizeof *out->points);
	out->points[out->point_count++] = (struct lonlat){x, y};
	builder->parts[builder->part_count - 1].part.count++;
}

void feature_builder_value(struct feature_builder *builder, size_t column, enum column_type type, const char *text,
                           size_t length)
{
	if (column == SIZE_MAX)
		return;
	struct built_column *built = &builder->columns[column];
	built->has_value = true;
	built->value = builder->texts.length;
	built->value_length = length;
	buffer_add(&builder->texts, text, length);
	built->has_number = built->has_number || (length && type == COLUMN_NUMBER);
	built->has_text = built->has_text || (length && type != COLUMN_NUMBER);
}

bool feature_builder_has(const struct feature_builder *builder, size_t column)
{
	return column < builder->column_count && builder->columns[column].has_value;
}

/* Brings a ring to the form in which it is held, without its closing vertex. */
static void open_ring(struct feature_builder *builder, struct part *part)
{
	const struct lonlat *points = builder->out->points + part->first;
	size_t last = part->count - 1;
	if (part->count > 1 && points[0].lon == points[last].lon && points[0].lat == points[last].lat)
		part->count--;
	else if (part->count >= fewest_points[GEOMETRY_POLYGONS])
		builder->first_unclosed = builder->unclosed++ ? builder->first_unclosed : builder->record;
}

static const char *build_row(struct feature_builder *builder)
{
	size_t columns = column_limit(builder, builder->out->feature_count + 1);
	for (size_t i = 0; i < columns; i++) {
		const struct built_column *column = &builder->columns[i];
		value_rows_add(&builder->rows, column->has_value ? builder->texts.bytes + column->value : "",
		               column->has_value ? column->value_length : 0);
	}
	return value_rows_end(&builder->rows);
}

struct feature_shape *feature_shape_new(struct arena *arena, size_t part_count)
{
	struct feature_shape *shape = arena_alloc(arena, sizeof *shape + part_count * sizeof *shape->parts);
	shape->box = lonlat_box_empty;
	return shape;
}

/* The shape of the record's parts of one type. */
static struct feature_shape *build_shape(struct feature_builder *builder, enum geometry_type type, size_t part_count)
{
	struct feature_shape *shape = feature_shape_new(builder->arena, part_count);
	size_t count = 0;
	for (size_t i = 0; i < builder->part_count; i++)
		if (builder->parts[i].type == type)
			shape->parts[count++] = builder->parts[i].part;
	return shape;
}

static void push_feature(struct feature_builder *builder, const struct feature *feature)
{
	struct dataset *out = builder->out;
	out->type = out->types ? out->type : feature->type;
	out->types |= 1u << feature->type;
	out->features = arena_grow(builder->arena, out->features, out->feature_count, &builder->feature_capacity,
	                           sizeof *out->features);
	out->features[out->feature_count++] = *feature;
}

/* Adds a feature of the parts of one type, if there are any. */
static void add_feature(struct feature_builder *builder, enum geometry_type type, const char *values)
{
	uint32_t count = 0;
	for (size_t i = 0; i < builder->part_count; i++)
		count += builder->parts[i].type == type;
	if (count == 0)
		return;
	struct feature feature = {.record = builder->record, .values = values, .part_count = count, .type = type};
	if (type == GEOMETRY_POINTS && builder->part_count == 1 && builder->parts->part.count == 1)
		feature.point = (uint32_t)builder->parts->part.first;
	else
		feature.shape = build_shape(builder, type, count);
	push_feature(builder, &feature);
}

void feature_builder_end_bare(struct feature_builder *builder)
{
	const struct feature feature = {.record = builder->record,
	                                .values = build_row(builder),
	                                .shape = feature_shape_new(builder->arena, 0),
	                                .type = GEOMETRY_POINTS};
	push_feature(builder, &feature);
}

bool feature_builder_end(struct feature_builder *builder)
{
	size_t given = builder->part_count, kept = 0;
	uint32_t polygon = 0, without_outline = 0;
	for (size_t i = 0; i < given; i++) {
		struct built_part *part = &builder->parts[i];
		bool is_outline = part->part.polygon != polygon;
		polygon = part->part.polygon;
		if (part->type == GEOMETRY_POLYGONS)
			open_ring(builder, &part->part);
		if (is_outline && part->part.count < fewest_points[part->type])
			without_outline = polygon;
		if (part->part.count >= fewest_points[part->type] && (!polygon || polygon != without_outline))
			builder->parts[kept++] = *part;
	}
	builder->part_count = kept;
	const char *values = kept ? build_row(builder) : NULL;
	for (enum geometry_type type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++)
		add_feature(builder, type, values);
	if (kept && kept < given)
		builder->first_short = builder->short_parts++ ? builder->first_short : builder->record;
	if (kept == 0)
		feature_builder_drop(builder, given ? &too_few_points : &no_geometry);
	return kept > 0;
}

void feature_builder_drop(struct feature_builder *builder, const struct record_fault *fault)
{
	record_tally_add(&builder->out->left_out, fault, builder->record);
	builder->out->point_count = builder->first_point;
	builder->part_count = 0;
}

/* Brings the features of a file of several types into the types' order. */
static void sort_types(struct feature_builder *builder)
{
	struct dataset *out = builder->out;
	size_t count = 0;
	if (!(out->types & (out->types - 1)))
		return;
	struct feature *sorted = ARENA_ARRAY(builder->arena, out->feature_count, struct feature);
	for (enum geometry_type type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++)
		for (size_t i = 0; i < out->feature_count; i++)
			if (out->features[i].type == type)
				sorted[count++] = out->features[i];
	out->features = sorted;
	out->by_type = ARENA_ARRAY(builder->arena, GEOMETRY_POLYGONS + 1, struct dataset);
}

static void finish_columns(struct feature_builder *builder)
{
	struct dataset *out = builder->out;
	out->column_count = column_limit(builder, out->feature_count);
	builder->has_left_columns = builder->has_left_columns || builder->column_count > out->column_count;
	out->columns = ARENA_ARRAY(builder->arena, out->column_count, const char *);
	enum column_type *types = ARENA_ARRAY(builder->arena, out->column_count, enum column_type);
	for (size_t i = 0; i < out->column_count; i++) {
		const struct built_column *column = &builder->columns[i];
		out->columns[i] = column->name;
		types[i] = column->has_number && !column->has_text ? COLUMN_NUMBER : COLUMN_TEXT;
	}
	out->column_types = types;
	sort_types(builder);
}

static void warn_parts(const struct feature_builder *builder, size_t count, size_t first, bool by_line,
                       const char *what, const struct dataset_request *request, struct diag *diag)
{
	const struct dataset *out = builder->out;
	const char *record = out->left_out.record ? out->left_out.record : "record";
	const char *where = arena_printf(&diag->arena, by_line ? ":" : ": %s ", record);
	const char *more = count > 1 ? arena_printf(&diag->arena, " (%zu times in the file)", count) : "";
	if (count)
		diag_warning(diag, DAMAGED_FILE, request->place, NULL, "%s%s%zu: %s%s", out->file, where, first, what,
		             more);
}

bool feature_builder_finish(struct feature_builder *builder, const struct dataset_request *request, bool by_line,
                            struct diag *diag)
{
	struct place place = request->place;
	bool is_full = builder->is_full;
	if (is_full)
		diag_error(diag, OVER_LIMIT, place, "simplify it first", "%s holds more than %zu vertices",
		           builder->out->file, VERTEX_BUDGET);
	else
		finish_columns(builder);
	warn_parts(builder, builder->unclosed, builder->first_unclosed, by_line, "a ring is not closed", request, diag);
	warn_parts(builder, builder->short_parts, builder->first_short, by_line,
	           "a part has too few vertices and is left out", request, diag);
	if (builder->has_left_columns)
		diag_warning(diag, LEFT_OUT, place, "keep fewer columns",
		             "%s has too many columns, only the first %zu are read", builder->out->file,
		             builder->out->column_count);
	feature_builder_abandon(builder);
	return !is_full;
}

void feature_builder_abandon(struct feature_builder *builder)
{
	arena_clear(&builder->scratch);
	buffer_clear(&builder->texts);
}
