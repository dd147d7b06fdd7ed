/* Join. In: a table, areas. Out: features with the shapes of the areas and the values of both. Why not by a walk over
 * both: a table of all municipalities has 36,000 rows, each of which would look at as many areas. */
#include "data/join.h"

#include "base/hash_table.h"
#include "data/value_rows.h"

#include <string.h>
#include <strings.h>

/* A row of the table by its key. */
struct joined_row {
	size_t number; /* from 0 */
	bool is_used;  /* an area has it */
};

static void index_rows(const struct join_request *request, struct arena *arena, struct hash_table *rows,
                       struct join_report *report)
{
	const struct dataset *table = request->table;
	for (size_t i = 0; i < table->feature_count; i++) {
		const char *key =
		        request->keys ? request->keys[i] : feature_key(table, &table->features[i], request->by, arena);
		bool is_new;
		if (!key || !*key)
			continue;
		struct joined_row *row = hash_table_add(rows, hash_text(key), &is_new);
		if (is_new) {
			row->number = i;
		} else if (report->doubles++ == 0) {
			report->first_double = i;
			report->doubled = row->number;
		}
	}
}

/* The columns of the areas that the table has not, as numbers; *count of them. */
static size_t *own_columns(const struct join_request *request, struct arena *arena, size_t *count)
{
	const struct dataset *table = request->table, *areas = request->areas;
	size_t *own = ARENA_ARRAY(arena, areas->column_count + 1, size_t);
	*count = 0;
	for (size_t i = 0; i < areas->column_count; i++) {
		bool is_there = false;
		for (size_t k = 0; k < table->column_count; k++)
			is_there |= !strcasecmp(areas->columns[i], table->columns[k]);
		if (!is_there)
			own[(*count)++] = i;
	}
	return own;
}

static void set_columns(struct arena *arena, const struct join_request *request, const size_t *own, size_t count,
                        struct dataset *out)
{
	const struct dataset *table = request->table, *areas = request->areas;
	enum column_type *types = ARENA_ARRAY(arena, table->column_count + count + 1, enum column_type);
	out->columns = ARENA_ARRAY(arena, table->column_count + count + 1, const char *);
	out->column_count = table->column_count + count;
	for (size_t i = 0; i < table->column_count; i++) {
		out->columns[i] = table->columns[i];
		types[i] = dataset_column_type(table, i);
	}
	for (size_t i = 0; i < count; i++) {
		out->columns[table->column_count + i] = areas->columns[own[i]];
		types[table->column_count + i] = dataset_column_type(areas, own[i]);
	}
	out->column_types = types;
}

static void add_value(struct value_rows *rows, const char *value)
{
	value_rows_add(rows, value, strlen(value));
}

/* Adds the area with the values of the row. */
static void add_feature(const struct join_request *request, const struct feature *area, size_t row, const size_t *own,
                        size_t count, struct value_rows *rows, struct dataset *out)
{
	const struct dataset *table = request->table;
	struct feature *added = &out->features[out->feature_count++];
	for (size_t i = 0; i < table->column_count; i++)
		add_value(rows, feature_value_at(table, &table->features[row], i));
	for (size_t i = 0; i < count; i++)
		add_value(rows, feature_value_at(request->areas, area, own[i]));
	*added = *area;
	added->values = value_rows_end(rows);
	added->record = table->features[row].record;
}

void dataset_join(struct arena *arena, const struct join_request *request, struct dataset *out,
                  struct join_report *report)
{
	const struct dataset *table = request->table, *areas = request->areas;
	struct value_rows rows = {.arena = arena};
	struct hash_table index;
	size_t own_count, *own = own_columns(request, arena, &own_count);
	*report = (struct join_report){0};
	*out = *areas;
	out->file = table->file;
	out->decimal_comma = table->decimal_comma;
	out->record_count = table->feature_count;
	out->left_out = table->left_out;
	out->twins = NULL;
	out->rows = NULL;
	out->features = ARENA_ARRAY(arena, areas->feature_count + 1, struct feature);
	out->feature_count = 0;
	set_columns(arena, request, own, own_count, out);
	hash_table_init(&index, arena, sizeof(struct joined_row));
	index_rows(request, arena, &index, report);
	for (size_t i = 0; i < areas->feature_count; i++) {
		const char *key = feature_key(areas, &areas->features[i], request->areas_by, arena);
		struct joined_row *row = key && *key ? hash_table_find(&index, hash_text(key)) : NULL;
		if (!row)
			continue;
		report->joined += !row->is_used;
		row->is_used = true;
		add_feature(request, &areas->features[i], row->number, own, own_count, &rows, out);
	}
	for (size_t i = 0; i < table->feature_count; i++) {
		const char *key =
		        request->keys ? request->keys[i] : feature_key(table, &table->features[i], request->by, arena);
		const struct joined_row *row = key && *key ? hash_table_find(&index, hash_text(key)) : NULL;
		if ((!row || !row->is_used) && report->missing++ == 0)
			report->first_missing = i;
	}
}
