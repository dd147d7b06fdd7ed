/* GeoPackage: the features of a layer, all of them or those of a view.
 *
 * In: a database and the name of a layer, which may be left out where it has one. Out: features in the units of the
 * layer's coordinate system. If nothing but what a view shows is asked of a layer in degrees that has an R-tree, its
 * features are read by view: SQLite finds their numbers, and reads only these rows. */
#include "data/geopackage/geopackage.h"

#include "base/utf8.h"
#include "data/crs.h"
#include "data/encoding.h"
#include "data/geopackage/layer.h"
#include "data/geopackage/record.h"
#include "data/well_known/well_known.h"

#include <math.h>
#include <string.h>

/* An open layer: the source of a dataset whose features are read by view. */
struct geopackage {
	struct gpkg_database database;
	struct gpkg_layer layer;
	/* By view: */
	sqlite3_stmt *find, *shape, *row; /* `row`: the values, for which no blob is loaded */
	const struct lonlat *points;      /* of the feature read last */
	size_t first_point;               /* their number among all points that were read, which no other part has */
	size_t next_point;
	struct arena arena;       /* of values that were asked for */
	struct hash_table values; /* rows by the number of their feature */
	struct value_rows rows;
};

struct gpkg_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct geopackage *file;
};

static const struct record_fault not_utf8 = {"with a text that is not UTF-8", NULL};
static const struct record_fault other_type = {"of another type than the layer", NULL};

static void add_values(const struct gpkg_layer *layer, sqlite3_stmt *statement, const size_t *columns,
                       struct feature_builder *builder)
{
	bool is_utf8 = true;
	for (size_t i = 0; i < layer->column_count; i++) {
		char number[64];
		size_t length;
		enum column_type type;
		const char *text = geopackage_record_value(statement, (int)i + 2, number, &length, &type);
		is_utf8 &= type != COLUMN_TEXT || base_utf8_valid(text, length);
		feature_builder_value(builder, columns[i], type, text, length);
	}
	if (!is_utf8)
		record_tally_mended(&builder->out->left_out, &not_utf8, builder->record);
}

/* The number of the current row: its key, or else where it stands. */
static size_t record_number(const struct gpkg_layer *layer, sqlite3_stmt *statement, size_t position)
{
	sqlite3_int64 key = layer->key ? sqlite3_column_int64(statement, 0) : 0;
	return key > 0 ? (size_t)key : position;
}

/* Hands all rows to the builder; false after an error of the database. */
static bool read_rows(struct gpkg_reader *reader, sqlite3_stmt *statement, struct feature_builder *builder)
{
	const struct gpkg_layer *layer = &reader->file->layer;
	size_t *columns = ARENA_ARRAY(&reader->scratch, layer->column_count, size_t), position = 0;
	for (size_t i = 0; i < layer->column_count; i++)
		columns[i] = feature_builder_column(builder, layer->columns[i], strlen(layer->columns[i]));
	int step;
	while ((step = sqlite3_step(statement)) == SQLITE_ROW && !builder->is_full) {
		feature_builder_begin(builder, record_number(layer, statement, ++position));
		const struct record_fault *fault = geopackage_record_geometry(statement, 1, builder);
		if (fault) {
			feature_builder_drop(builder, fault);
			continue;
		}
		add_values(layer, statement, columns, builder);
		feature_builder_end(builder);
	}
	return step == SQLITE_DONE || step == SQLITE_ROW;
}

/* "WHERE country IN (?1, ?2)" for the keys that are asked for. */
static const char *keys_condition(struct gpkg_reader *reader)
{
	const struct dataset_request *request = reader->request;
	const char *list = "";
	for (size_t i = 0; i < request->key_count; i++)
		list = arena_printf(&reader->scratch, "%s%s?%zu", list, i ? ", " : "", i + 1);
	return request->key_count ? arena_printf(&reader->scratch, "WHERE t.%s IN (%s)",
	                                         geopackage_quoted(&reader->scratch, request->key), list)
	                          : "";
}

static bool read_all(struct gpkg_reader *reader)
{
	struct feature_builder builder;
	sqlite3_stmt *statement = gpkg_database_prepare(
	        &reader->file->database,
	        gpkg_layer_select(&reader->file->layer, GPKG_ALL, &reader->scratch, keys_condition(reader)));
	for (size_t i = 0; statement && i < reader->request->key_count; i++)
		sqlite3_bind_text(statement, (int)i + 1, reader->request->keys[i], -1, SQLITE_STATIC);
	feature_builder_init(&builder, reader->arena, reader->out);
	bool good = statement && read_rows(reader, statement, &builder);
	if (good) {
		good = feature_builder_finish(&builder, reader->request, false, reader->diag);
	} else {
		feature_builder_abandon(&builder);
		gpkg_database_report(&reader->file->database, reader->diag);
	}
	sqlite3_finalize(statement);
	if (reader->out->feature_count == 0)
		reader->out->type = reader->file->layer.type;
	return good;
}

/* Whether the R-tree knows the last feature, which it does not if it was not kept up to date, all keys can be numbers
 * of features, and no box reaches beyond 180 degrees: what lies there is brought back, and found by no view of it. */
static bool tree_is_current(struct gpkg_reader *reader, const char *tree)
{
	struct arena *scratch = &reader->scratch;
	const struct gpkg_layer *layer = &reader->file->layer;
	const char *key = geopackage_quoted(scratch, layer->key), *table = geopackage_quoted(scratch, layer->table);
	const char *last = arena_printf(scratch, "(SELECT max(%s) FROM %s WHERE %s IS NOT NULL)", key, table,
	                                geopackage_quoted(scratch, layer->geometry));
	sqlite3_stmt *statement = gpkg_database_prepare(
	        &reader->file->database, arena_printf(scratch,
	                                              "SELECT (SELECT min(%s) FROM %s), (SELECT max(%s) FROM %s), "
	                                              "(SELECT count(*) FROM %s WHERE id = %s), "
	                                              "EXISTS (SELECT 1 FROM %s WHERE maxx > 180.001), "
	                                              "EXISTS (SELECT 1 FROM %s WHERE minx < -180.001)",
	                                              key, table, key, table, tree, last, tree, tree));
	bool current = statement && sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) > 0 &&
	               sqlite3_column_int64(statement, 1) <= UINT32_MAX && sqlite3_column_int(statement, 2) == 1 &&
	               !sqlite3_column_int(statement, 3) && !sqlite3_column_int(statement, 4);
	sqlite3_finalize(statement);
	return current;
}

/* The statements that find and read the features of a view; false if they cannot be had. */
static bool prepare_view(struct gpkg_reader *reader)
{
	struct arena *scratch = &reader->scratch;
	struct geopackage *file = reader->file;
	const char *tree = gpkg_layer_tree(&file->database, &file->layer, scratch);
	if (!tree || !tree_is_current(reader, tree))
		return false;
	const char *row = arena_printf(scratch, "WHERE t.%s = ?1", geopackage_quoted(scratch, file->layer.key));
	file->find = gpkg_database_prepare(
	        &file->database,
	        arena_printf(
	                scratch,
	                "SELECT id FROM %s WHERE maxx >= ?1 AND minx <= ?2 AND maxy >= ?3 AND miny <= ?4 ORDER BY id",
	                tree));
	file->shape =
	        gpkg_database_prepare(&file->database, gpkg_layer_select(&file->layer, GPKG_SHAPES, scratch, row));
	file->row = gpkg_database_prepare(&file->database, gpkg_layer_select(&file->layer, GPKG_VALUES, scratch, row));
	return file->find && file->shape && file->row;
}

/* Makes the file the dataset's source; false if it is to be read whole. */
static bool open_by_view(struct gpkg_reader *reader)
{
	struct geopackage *file = reader->file;
	struct dataset *out = reader->out;
	bool can = reader->request->by_view && !reader->request->key_count && !reader->request->in_memory &&
	           !out->crs && !file->layer.is_mixed;
	if (!can || !prepare_view(reader))
		return false;
	arena_init(&file->arena);
	hash_table_init(&file->values, &file->arena, sizeof(const char *));
	file->rows = (struct value_rows){.arena = &file->arena};
	out->type = file->layer.type;
	out->columns = file->layer.columns;
	out->column_types = file->layer.column_types;
	out->column_count = file->layer.column_count;
	out->source = file;
	out->by_view = true;
	return true;
}

static void close_file(struct geopackage *file)
{
	sqlite3_finalize(file->find);
	sqlite3_finalize(file->shape);
	sqlite3_finalize(file->row);
	gpkg_database_close(&file->database);
}

/* Reads the layer of the open database, which is closed unless features are to be read by view. */
static bool read_layer(struct gpkg_reader *reader, bool is_open)
{
	struct geopackage *file = reader->file;
	arena_init(&reader->scratch);
	bool good =
	        is_open && gpkg_layer_find(&file->database, reader->arena, reader->request, reader->diag, &file->layer);
	if (good) {
		const char *crs = file->layer.crs;
		if (crs)
			dataset_take_file_crs(reader->arena, reader->request, (struct bytes){crs, strlen(crs)},
			                      reader->out);
		reader->out->left_out.record = "feature";
		good = open_by_view(reader) || read_all(reader);
	}
	if (!reader->out->source)
		close_file(file);
	arena_clear(&reader->scratch);
	return good;
}

bool geopackage_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request,
                           struct diag *diag, struct dataset *out)
{
	struct dataset_request named = *request;
	named.shown = out->file;
	struct geopackage *file = ARENA_NEW(arena, struct geopackage);
	struct gpkg_reader reader = {.arena = arena, .request = &named, .diag = diag, .out = out, .file = file};
	return read_layer(&reader, gpkg_database_open_bytes(&file->database, bytes, &named, diag));
}

static bool geopackage_open(struct arena *arena, const struct dataset_request *request, struct diag *diag,
                            struct dataset *out)
{
	struct geopackage *file = ARENA_NEW(arena, struct geopackage);
	struct gpkg_reader reader = {.arena = arena, .request = request, .diag = diag, .out = out, .file = file};
	return read_layer(&reader, gpkg_database_open(&file->database, request, diag));
}

static const uint32_t *geopackage_find(const struct dataset *dataset, struct lonlat_box box, struct arena *arena,
                                       size_t *count)
{
	const struct geopackage *file = dataset->source;
	const double bounds[] = {box.west, box.east, box.south, box.north};
	uint32_t *numbers = ARENA_ARRAY(arena, 1, uint32_t);
	size_t capacity = 1;
	*count = 0;
	sqlite3_reset(file->find);
	for (int i = 0; i < 4; i++)
		sqlite3_bind_double(file->find, i + 1, bounds[i]);
	while (sqlite3_step(file->find) == SQLITE_ROW) {
		sqlite3_int64 number = sqlite3_column_int64(file->find, 0);
		if (number <= 0 || number > UINT32_MAX)
			continue;
		numbers = arena_grow(arena, numbers, *count, &capacity, sizeof *numbers);
		numbers[(*count)++] = (uint32_t)number;
	}
	sqlite3_reset(file->find);
	return numbers;
}

static int seek(sqlite3_stmt *statement, size_t key)
{
	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, (sqlite3_int64)key);
	return sqlite3_step(statement);
}

/* What is wrong with the points of a feature, or NULL; completes its box. */
static const struct record_fault *check_points(struct feature *feature, const struct lonlat *points)
{
	for (size_t i = 0; i < feature->part_count; i++)
		for (size_t k = 0; k < feature->shape->parts[i].count; k++) {
			struct lonlat point = points[feature->shape->parts[i].first + k];
			if (!isfinite(point.lon) || !isfinite(point.lat))
				return &well_known_damaged;
			lonlat_box_add(&feature->shape->box, point);
		}
	return dataset_box_fault(feature->shape->box);
}

/* The feature of the row just read, in `arena`, or what is wrong with it. */
static const struct record_fault *build_feature(struct geopackage *file, size_t number, struct arena *arena,
                                                struct feature *out)
{
	struct dataset one = {.file = ""};
	struct feature_builder builder;
	feature_builder_init(&builder, arena, &one);
	feature_builder_begin(&builder, number);
	const struct record_fault *fault = geopackage_record_geometry(file->shape, 1, &builder);
	if (!fault && !feature_builder_end(&builder))
		fault = one.left_out.kinds[0].fault;
	feature_builder_abandon(&builder);
	if (fault)
		return fault;
	if (one.feature_count > 1 || one.type != file->layer.type)
		return &other_type;
	*out = one.features[0];
	out->values = NULL;
	out->shape = feature_shape_new(arena, out->part_count);
	for (size_t i = 0; i < out->part_count; i++)
		out->shape->parts[i] = feature_part(&one.features[0], i);
	fault = check_points(out, one.points);
	file->points = one.points;
	file->first_point = file->next_point;
	file->next_point += one.point_count;
	for (size_t i = 0; i < out->part_count; i++)
		out->shape->parts[i].first += file->first_point;
	return fault;
}

static bool geopackage_feature(const struct dataset *dataset, size_t number, struct arena *arena,
                               struct record_tally *left_out, struct diag *diag, struct feature *out)
{
	struct geopackage *file = dataset->source;
	*out = (struct feature){.type = dataset->type};
	int step = seek(file->shape, number);
	if (step != SQLITE_ROW && step != SQLITE_DONE)
		return gpkg_database_report(&file->database, diag);
	const struct record_fault *fault = step == SQLITE_ROW ? build_feature(file, number, arena, out) : NULL;
	if (fault) {
		record_tally_add(left_out, fault, number);
		*out = (struct feature){.type = dataset->type};
	}
	sqlite3_reset(file->shape);
	return true;
}

static const struct stored_point *geopackage_points(const struct dataset *dataset, struct part part, size_t from,
                                                    size_t *count)
{
	const struct geopackage *file = dataset->source;
	*count = part.count - from;
	return (const void *)(file->points + (part.first - file->first_point) + from);
}

/* The values stay as long as the dataset, since names on the map are made of them. */
static const char *geopackage_values(const struct dataset *dataset, const struct feature *feature)
{
	struct geopackage *file = dataset->source;
	bool is_new;
	const struct hash key = {feature->record, 0};
	const char **values = hash_table_add(&file->values, key, &is_new);
	if (!is_new)
		return *values;
	bool there = seek(file->row, feature->record) == SQLITE_ROW;
	for (size_t i = 0; i < file->layer.column_count; i++) {
		char number[64];
		size_t length = 0;
		enum column_type type;
		const char *text = there ? geopackage_record_value(file->row, (int)i + 2, number, &length, &type) : "";
		value_rows_add(&file->rows, text, length);
	}
	sqlite3_reset(file->row);
	return *values = value_rows_end(&file->rows);
}

static void geopackage_close(struct dataset *dataset)
{
	struct geopackage *file = dataset->source;
	arena_clear(&file->arena);
	close_file(file);
}

const struct data_format data_format_geopackage = {.name = "GeoPackage",
                                                   .suffixes = {".gpkg"},
                                                   .open = geopackage_open,
                                                   .find = geopackage_find,
                                                   .feature = geopackage_feature,
                                                   .points = geopackage_points,
                                                   .values = geopackage_values,
                                                   .close = geopackage_close};
