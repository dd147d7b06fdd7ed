/* Layer: which tables of a GeoPackage have shapes, and what they hold.
 *
 * In: the tables gpkg_contents, gpkg_geometry_columns and gpkg_spatial_ref_sys, of which the first may be missing. Out:
 * a layer's columns, type and coordinate system. Generated columns are left out: they are programs that could make a
 * row of any size. */
#include "data/geopackage/layer.h"

#include "base/options.h"
#include "base/utf8.h"

#include <string.h>

#define LAYERS_MAX  10000
#define LISTED_MAX  20
#define COLUMNS_MAX 1000
/* Of a value of a view, which can make it longer than anything in the file. */
#define VIEW_VALUE_MAX ((size_t)8 << 20)

struct layer_row {
	const char *table, *geometry, *type;
	sqlite3_int64 srs;
};

struct layer_rows {
	struct layer_row *rows;
	size_t count, capacity;
};

static bool list_layers(const struct gpkg_database *database, struct arena *arena, struct layer_rows *out)
{
	sqlite3_stmt *statement = gpkg_database_prepare(
	        database, "SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns "
	                  "ORDER BY table_name, column_name");
	*out = (struct layer_rows){0};
	if (!statement)
		return false;
	int step;
	while ((step = sqlite3_step(statement)) == SQLITE_ROW && out->count < LAYERS_MAX) {
		out->rows = arena_grow(arena, out->rows, out->count, &out->capacity, sizeof *out->rows);
		out->rows[out->count++] = (struct layer_row){
		        geopackage_column_text(statement, 0, arena), geopackage_column_text(statement, 1, arena),
		        geopackage_column_text(statement, 2, arena), sqlite3_column_int64(statement, 3)};
	}
	sqlite3_finalize(statement);
	return step == SQLITE_DONE || step == SQLITE_ROW;
}

static const char *layer_names(const struct layer_rows *layers, struct arena *arena)
{
	const char *list = "";
	for (size_t i = 0; i < layers->count && i < LISTED_MAX; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "",
		                    base_utf8_shorten(arena, layers->rows[i].table, 60));
	return layers->count > LISTED_MAX ? arena_printf(arena, "%s, …", list) : list;
}

/* The layer with this name, which may also be its identifier's, or differ in case. */
static const struct layer_row *find_named(const struct layer_rows *layers, const char *name)
{
	for (size_t i = 0; i < layers->count; i++)
		if (strcmp(layers->rows[i].table, name) == 0)
			return &layers->rows[i];
	for (size_t i = 0; i < layers->count; i++)
		if (data_ascii_same(layers->rows[i].table, name))
			return &layers->rows[i];
	return NULL;
}

static bool has_table(const struct gpkg_database *database, const char *name)
{
	sqlite3_stmt *statement =
	        gpkg_database_prepare(database, "SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?1)");
	sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
	bool there = sqlite3_step(statement) == SQLITE_ROW;
	sqlite3_finalize(statement);
	return there;
}

/* Says that the layer which the map file names is not there. */
static void report_unknown(const struct gpkg_database *database, const struct layer_rows *layers, const char *name,
                           struct arena *arena, struct diag *diag)
{
	const char *similar = option_suggest(name, &layers->rows->table, sizeof *layers->rows, layers->count);
	const char *list = layer_names(layers, arena);
	const char *hint = similar ? arena_printf(arena, "did you mean %s", similar)
	                           : arena_printf(arena, "its layers are %s", list);
	bool is_table = has_table(database, name);
	diag_error(diag, UNKNOWN_NAME, database->place, hint,
	           is_table ? "%s: %s is a table without shapes" : "%s has no layer %s", database->file, name);
}

/* Chooses the layer; NULL with an error. */
static const struct layer_row *choose(const struct gpkg_database *database, const struct layer_rows *layers,
                                      const char *name, struct arena *arena, struct diag *diag)
{
	if (layers->count == 0) {
		diag_error(diag, NO_FEATURES, database->place, NULL, "%s has no layer with shapes", database->file);
		return NULL;
	}
	if (!name && layers->count > 1) {
		diag_error(diag, MISSING_KEY, database->place,
		           arena_printf(arena, "name one of them in the data entry (layer: …): %s",
		                        layer_names(layers, arena)),
		           "%s has %zu layers", database->file, layers->count);
		return NULL;
	}
	const struct layer_row *found = name ? find_named(layers, name) : layers->rows;
	if (!found)
		report_unknown(database, layers, name, arena, diag);
	return found;
}

/* "MULTIPOLYGON" and the like; anything else may hold any type. */
static enum geometry_type type_of(const char *name, bool *is_mixed)
{
	static const struct {
		const char *name;
		enum geometry_type type;
	} types[] = {
	        {"POINT", GEOMETRY_POINTS},          {"MULTIPOINT", GEOMETRY_POINTS},
	        {"LINESTRING", GEOMETRY_LINES},      {"MULTILINESTRING", GEOMETRY_LINES},
	        {"POLYGON", GEOMETRY_POLYGONS},      {"MULTIPOLYGON", GEOMETRY_POLYGONS},
	        {"CURVEPOLYGON", GEOMETRY_POLYGONS}, {"MULTISURFACE", GEOMETRY_POLYGONS},
	};
	*is_mixed = false;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (data_ascii_same(types[i].name, name))
			return types[i].type;
	*is_mixed = true;
	return GEOMETRY_POINTS;
}

/* The definition of a coordinate system: its code, else its WKT; NULL: not known. */
static const char *system_text(const struct gpkg_database *database, sqlite3_int64 srs, struct arena *arena)
{
	const char *text = NULL;
	sqlite3_stmt *statement =
	        gpkg_database_prepare(database, "SELECT organization, organization_coordsys_id, definition FROM "
	                                        "gpkg_spatial_ref_sys WHERE srs_id = ?1");
	sqlite3_bind_int64(statement, 1, srs);
	if (statement && sqlite3_step(statement) == SQLITE_ROW) {
		sqlite3_int64 code = sqlite3_column_int64(statement, 1);
		const char *definition = geopackage_column_text(statement, 2, arena);
		if (data_ascii_same(geopackage_column_text(statement, 0, arena), "EPSG") && code > 0)
			text = arena_printf(arena, "EPSG:%lld", (long long)code);
		else if (*definition && !data_ascii_same(definition, "undefined"))
			text = definition;
	}
	sqlite3_finalize(statement);
	return text;
}

static enum column_type column_type_of(const char *declared)
{
	static const char *const numbers[] = {"BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT",
	                                      "INTEGER", "FLOAT",   "DOUBLE",   "REAL",      NULL};
	const char *const *known = numbers;
	while (*known && !data_ascii_same(*known, declared))
		known++;
	return *known ? COLUMN_NUMBER : COLUMN_TEXT;
}

static void add_column(struct gpkg_layer *layer, struct arena *arena, size_t capacity[2], const char *name,
                       const char *declared)
{
	size_t count = layer->column_count++;
	layer->columns = arena_grow(arena, layer->columns, count, &capacity[0], sizeof *layer->columns);
	layer->column_types = arena_grow(arena, layer->column_types, count, &capacity[1], sizeof *layer->column_types);
	layer->columns[count] = name;
	layer->column_types[count] = column_type_of(declared);
}

static bool is_name(const char *column)
{
	return strncmp(column, "name", 4) == 0 && (!column[4] || column[4] == '_');
}

static bool has_column(const struct gpkg_layer *layer, const char *name)
{
	for (size_t i = 0; i < layer->column_count; i++)
		if (data_ascii_same(layer->columns[i], name))
			return true;
	return false;
}

/* Adds the columns of names of the table that has them, but for those which the layer has itself; false if there is no
 * such table, or it does not have the column by which its rows are found. */
static bool add_names(const struct gpkg_database *database, struct arena *arena, struct gpkg_layer *layer)
{
	const char *sql = arena_printf(arena, "PRAGMA table_xinfo(%s)", geopackage_quoted(arena, layer->names));
	sqlite3_stmt *statement = gpkg_database_prepare(database, sql);
	size_t capacity[2] = {layer->column_count, layer->column_count};
	bool is_found = false;
	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		const char *name = geopackage_column_text(statement, 1, arena);
		is_found |= data_ascii_same(name, layer->shared);
		if (is_name(name) && !has_column(layer, name) && sqlite3_column_int(statement, 6) == 0 &&
		    layer->column_count < COLUMNS_MAX)
			add_column(layer, arena, capacity, name, geopackage_column_text(statement, 2, arena));
	}
	sqlite3_finalize(statement);
	return is_found && has_column(layer, layer->shared);
}

/* Reads the columns but the geometry and those that are generated, and which is the key. */
static bool read_columns(const struct gpkg_database *database, struct arena *arena, struct gpkg_layer *layer)
{
	size_t capacity[2] = {0, 0}, keys = 0;
	const char *sql = arena_printf(arena, "PRAGMA table_xinfo(%s)", geopackage_quoted(arena, layer->table));
	sqlite3_stmt *statement = gpkg_database_prepare(database, sql);
	bool has_geometry = false;
	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		const char *name = geopackage_column_text(statement, 1, arena),
		           *declared = geopackage_column_text(statement, 2, arena);
		bool is_key = sqlite3_column_int(statement, 5) > 0, is_stored = sqlite3_column_int(statement, 6) == 0;
		if (is_key && keys++ == 0 && data_ascii_same(declared, "INTEGER"))
			layer->key = name;
		if (data_ascii_same(name, layer->geometry))
			has_geometry = is_stored;
		else if (is_stored && layer->column_count < COLUMNS_MAX)
			add_column(layer, arena, capacity, name, declared);
	}
	sqlite3_finalize(statement);
	if (keys > 1)
		layer->key = NULL;
	return has_geometry;
}

/* Whether the table is one that SQLite stores, or a view: what may be read. */
static bool is_readable(const struct gpkg_database *database, const char *table, bool *is_view)
{
	sqlite3_stmt *statement =
	        gpkg_database_prepare(database, "SELECT type = 'view', sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master "
	                                        "WHERE type IN ('table', 'view') AND lower(name) = lower(?1)");
	sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
	bool there = sqlite3_step(statement) == SQLITE_ROW && !sqlite3_column_int(statement, 1);
	*is_view = there && sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return there;
}

/* Finds the table of the names, if the request has one; false with an error. */
static bool find_names(const struct gpkg_database *database, struct arena *arena, const struct dataset_request *request,
                       struct diag *diag, struct gpkg_layer *out)
{
	bool is_view;
	out->own_columns = out->column_count;
	if (!request->names_from)
		return true;
	out->names = request->names_from;
	out->shared = request->key;
	if (is_readable(database, out->names, &is_view) && !is_view && add_names(database, arena, out))
		return true;
	diag_error(diag, UNKNOWN_NAME, database->place, "names_from: a table with the column that is the data's key",
	           "%s: no names for layer %s in %s, which is to have the same column %s", database->file, out->table,
	           out->names, out->shared);
	return false;
}

bool gpkg_layer_find(struct gpkg_database *database, struct arena *arena, const struct dataset_request *request,
                     struct diag *diag, struct gpkg_layer *out)
{
	struct layer_rows layers;
	if (!list_layers(database, arena, &layers)) {
		if (sqlite3_errcode(database->handle) != SQLITE_ERROR)
			return gpkg_database_report(database, diag);
		diag_error(diag, DAMAGED_FILE, database->place, "make one of it with ogr2ogr -f GPKG",
		           "%s is an SQLite database, but no GeoPackage: it has no table gpkg_geometry_columns",
		           database->file);
		return false;
	}
	const struct layer_row *row = choose(database, &layers, request->layer, arena, diag);
	if (!row)
		return false;
	*out = (struct gpkg_layer){.table = row->table, .geometry = row->geometry};
	out->type = type_of(row->type, &out->is_mixed);
	out->crs = system_text(database, row->srs, arena);
	if (!is_readable(database, out->table, &out->is_view) || !read_columns(database, arena, out)) {
		diag_error(diag, DAMAGED_FILE, database->place, NULL,
		           "%s: the table of layer %s, or its column %s, is not there or is none that is read",
		           database->file, out->table, out->geometry);
		return false;
	}
	if (!find_names(database, arena, request, diag, out))
		return false;
	return !out->is_view || gpkg_database_limit_values(database, request, VIEW_VALUE_MAX, diag);
}

const char *gpkg_layer_select(const struct gpkg_layer *layer, enum gpkg_columns columns, struct arena *arena,
                              const char *where)
{
	struct buffer sql;
	buffer_init(&sql);
	const char *key = layer->key ? arena_printf(arena, "t.%s", geopackage_quoted(arena, layer->key)) : "0";
	buffer_printf(&sql, "SELECT %s, ", key);
	buffer_text(&sql, columns == GPKG_VALUES
	                          ? "NULL"
	                          : arena_printf(arena, "t.%s", geopackage_quoted(arena, layer->geometry)));
	for (size_t i = 0; i < layer->column_count && columns != GPKG_SHAPES; i++)
		buffer_printf(&sql, ", %s.%s", i < layer->own_columns ? "t" : "n",
		              geopackage_quoted(arena, layer->columns[i]));
	buffer_printf(&sql, " FROM %s t", geopackage_quoted(arena, layer->table));
	if (layer->names && columns != GPKG_SHAPES) {
		const char *names = geopackage_quoted(arena, layer->names),
		           *shared = geopackage_quoted(arena, layer->shared);
		buffer_printf(&sql, " LEFT JOIN %s n ON n.rowid = (SELECT min(o.rowid) FROM %s o WHERE o.%s = t.%s)",
		              names, names, shared, shared);
	}
	buffer_printf(&sql, " %s", where);
	if (layer->key)
		buffer_printf(&sql, " ORDER BY %s", key);
	char *text = arena_text(arena, sql.bytes);
	buffer_clear(&sql);
	return text;
}

const char *gpkg_layer_tree(const struct gpkg_database *database, const struct gpkg_layer *layer, struct arena *arena)
{
	const char *name = arena_printf(arena, "rtree_%s_%s", layer->table, layer->geometry);
	return layer->key && !layer->is_view && has_table(database, name) ? geopackage_quoted(arena, name) : NULL;
}
