/* Gazetteer: the queries.
 *
 * In: tables of the base, from names to places, countries and units (place_names, country_names, unit_names), whose
 * keys are folded names; the layers that have the names in each language, of towns, countries and units. Out: places
 * and areas. All is asked by an index or an R-tree, so that nothing reads a table as a whole but that of the countries.
 */
#include "data/gazetteer.h"

#include "base/hash_table.h"
#include "base/utf8.h"
#include "data/geopackage/database.h"
#include "data/geopackage/gazetteer_parts.h"
#include "data/place_key.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLACES_MOST 1000 /* of one name; Santa Cruz has some 200 */
#define NEAR_TOWN   1e-3 /* degrees by which a place may lie beside its town: an R-tree holds single precision */
#define KEYS_MOST   5000 /* that are compared with a name which is not known */

struct gazetteer {
	struct gpkg_database database;
	struct arena arena;
	struct hash_table units, countries; /* by hash of their code: struct gazetteer_region */
	struct texts among;                 /* codes of countries in which the map's places lie */
};

struct texts *gazetteer_countries(struct gazetteer *gazetteer)
{
	return &gazetteer->among;
}

struct arena *gazetteer_arena(struct gazetteer *gazetteer)
{
	return &gazetteer->arena;
}

struct gazetteer *gazetteer_open(const char *file, const char *shown, struct place place, struct diag *diag)
{
	const struct dataset_request request = {.file = file, .shown = shown, .place = place};
	struct gazetteer *gazetteer = calloc(1, sizeof *gazetteer);
	if (!gazetteer)
		BUG("out of memory");
	arena_init(&gazetteer->arena);
	hash_table_init(&gazetteer->units, &gazetteer->arena, sizeof(struct gazetteer_region));
	hash_table_init(&gazetteer->countries, &gazetteer->arena, sizeof(struct gazetteer_region));
	if (gpkg_database_open(&gazetteer->database, &request, diag))
		return gazetteer;
	gazetteer_close(gazetteer);
	return NULL;
}

void gazetteer_close(struct gazetteer *gazetteer)
{
	if (!gazetteer)
		return;
	gpkg_database_close(&gazetteer->database);
	arena_clear(&gazetteer->arena);
	free(gazetteer);
}

/* The names of the current row: of the columns name_xx, and of `name` for all languages. */
static struct localized row_names(sqlite3_stmt *row, struct arena *arena)
{
	int columns = sqlite3_column_count(row);
	struct localized names = {ARENA_ARRAY(arena, (size_t)columns + 1, struct localized_entry), 0};
	for (int i = 0; i < columns; i++) {
		const char *column = sqlite3_column_name(row, i);
		bool for_all = !strcmp(column, "name");
		if (strncmp(column, "name", 4) != 0 || (!for_all && column[4] != '_'))
			continue;
		const char *text = geopackage_column_text(row, i, arena);
		if (*text)
			names.entries[names.count++] =
			        (struct localized_entry){for_all ? "" : arena_text(arena, column + 5), text};
	}
	return names;
}

/* A statement that asks a layer for its rows near a place whose columns have these values; NULL: there is no such
 * layer. */
static sqlite3_stmt *rows_near(const struct gazetteer *gazetteer, struct arena *arena, const char *layer,
                               struct lonlat at, double distance, const char *where)
{
	sqlite3_stmt *statement = gpkg_database_prepare(
	        &gazetteer->database,
	        arena_printf(arena,
	                     "SELECT t.* FROM rtree_%s_geom r JOIN %s t ON t.fid = r.id WHERE r.minx <= ?1 AND "
	                     "r.maxx >= ?2 AND r.miny <= ?3 AND r.maxy >= ?4 AND %s ORDER BY t.fid",
	                     layer, layer, where));
	sqlite3_bind_double(statement, 1, at.lon + distance);
	sqlite3_bind_double(statement, 2, at.lon - distance);
	sqlite3_bind_double(statement, 3, at.lat + distance);
	sqlite3_bind_double(statement, 4, at.lat - distance);
	return statement;
}

static void read_names(const struct gazetteer *gazetteer, struct arena *arena, struct gazetteer_place *place)
{
	sqlite3_stmt *rows =
	        rows_near(gazetteer, arena, "towns_10m", place->at, NEAR_TOWN, "t.name = ?5 AND t.country = ?6");
	sqlite3_bind_text(rows, 5, place->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(rows, 6, place->country, -1, SQLITE_STATIC);
	if (rows && sqlite3_step(rows) == SQLITE_ROW)
		place->names = row_names(rows, arena);
	sqlite3_finalize(rows);
}

/* A statement with its one parameter; NULL: the base has no such table. */
static sqlite3_stmt *rows_of(const struct gazetteer *gazetteer, const char *sql, const char *parameter)
{
	sqlite3_stmt *rows = gpkg_database_prepare(&gazetteer->database, sql);
	sqlite3_bind_text(rows, 1, parameter, -1, SQLITE_STATIC);
	return rows;
}

/* What the first row that is found says of a country or unit, which is read once. */
static const struct gazetteer_region *region_of(struct gazetteer *gazetteer, struct hash_table *known, const char *sql,
                                                const char *code)
{
	bool is_new;
	struct gazetteer_region *region = hash_table_add(known, hash_text(code), &is_new);
	if (!is_new)
		return region;
	*region = (struct gazetteer_region){.code = ""};
	sqlite3_stmt *rows = rows_of(gazetteer, sql, code);
	if (rows && sqlite3_step(rows) == SQLITE_ROW) {
		region->code = geopackage_column_text(rows, 0, &gazetteer->arena);
		region->names = row_names(rows, &gazetteer->arena);
	}
	sqlite3_finalize(rows);
	return region;
}

static struct gazetteer_place read_place(struct gazetteer *gazetteer, sqlite3_stmt *row, struct arena *arena)
{
	struct gazetteer_place place = {
	        .name = geopackage_column_text(row, 0, arena),
	        .country = geopackage_column_text(row, 1, arena),
	        .capital = sqlite3_column_int(row, 3),
	        .population = (double)sqlite3_column_int64(row, 4),
	        .at = {(double)sqlite3_column_int64(row, 5) / 1e5, (double)sqlite3_column_int64(row, 6) / 1e5}};
	const char *unit = geopackage_column_text(row, 2, arena);
	const struct gazetteer_region *region =
	        region_of(gazetteer, &gazetteer->units, "SELECT iso, t.* FROM unit_labels t WHERE code = ?1", unit);
	place.unit = region->code;
	place.units = region->names;
	place.countries = region_of(gazetteer, &gazetteer->countries,
	                            "SELECT country, t.* FROM countries t WHERE country = ?1", place.country)
	                          ->names;
	return place;
}

/* All places of the key. */
static bool read_places(struct gazetteer *gazetteer, struct arena *arena, const char *key, struct gazetteer_places *out)
{
	size_t capacity = 0;
	sqlite3_stmt *rows = gpkg_database_prepare(
	        &gazetteer->database, "SELECT p.name, p.country, p.unit, p.capital, p.population, p.lon_e5, p.lat_e5 "
	                              "FROM place_names n JOIN places p ON p.id = n.place WHERE n.key = ?1 "
	                              "ORDER BY p.population DESC, p.id");
	int step = SQLITE_ERROR;
	sqlite3_bind_text(rows, 1, key, -1, SQLITE_STATIC);
	while (rows && (step = sqlite3_step(rows)) == SQLITE_ROW && out->count < PLACES_MOST) {
		out->items = arena_grow(arena, out->items, out->count, &capacity, sizeof *out->items);
		struct gazetteer_place place = read_place(gazetteer, rows, arena);
		place.is_own = !strcmp(data_place_key(arena, place.name), key);
		if (fabs(place.at.lon) <= 180 && fabs(place.at.lat) <= 90)
			out->items[out->count++] = place;
	}
	sqlite3_finalize(rows);
	return step == SQLITE_ROW || step == SQLITE_DONE;
}

/* Chinese, Japanese and Korean name a town with or without the word for what it is: 東京都, 東京. */
static bool read_places_by_kind(struct gazetteer *gazetteer, struct arena *arena, const char *key,
                                struct gazetteer_places *out)
{
	static const char *const kinds[] = {"市", "都", "府", "縣", "县", "區", "区", "町", "특별시", "광역시", "시"};
	size_t length = strlen(key), taken;
	bool is_cjk = length && base_utf8_is_cjk(base_utf8_decode(key, length, &taken));
	for (size_t i = 0; is_cjk && !out->count && i < sizeof kinds / sizeof *kinds; i++) {
		const char *kind = data_place_key(arena, kinds[i]);
		size_t before = length > strlen(kind) ? length - strlen(kind) : 0;
		const char *other = before && !strcmp(key + before, kind) ? arena_text_n(arena, key, before)
		                                                          : arena_printf(arena, "%s%s", key, kind);
		if (!read_places(gazetteer, arena, other, out))
			return false;
	}
	return true;
}

bool gazetteer_find(struct gazetteer *gazetteer, struct arena *arena, const char *name, struct diag *diag,
                    struct gazetteer_places *out)
{
	size_t length = gazetteer_name_length(name);
	const char *key = data_place_key(arena, arena_text_n(arena, name, length));
	*out = (struct gazetteer_places){0};
	if (!read_places(gazetteer, arena, key, out) ||
	    (!out->count && !read_places_by_kind(gazetteer, arena, key, out)))
		return gpkg_database_report(&gazetteer->database, diag);
	gazetteer_narrow(arena, name + length, out);
	for (size_t i = 0; i < out->count; i++)
		read_names(gazetteer, arena, &out->items[i]);
	gazetteer_write(arena, out);
	return true;
}

/* The row behind the key that is nearly written so, of a query for the keys between two, at most so many of them. */
static const char *suggest_from(struct gazetteer *gazetteer, struct arena *arena, const char *sql, const char *key)
{
	const char **keys = NULL;
	size_t count = 0, capacity = 0, first = *key ? 1 : 0;
	while ((key[first] & 0xC0) == 0x80)
		first++;
	const char *from = arena_text_n(arena, key, first), *to = arena_printf(arena, "%s\U0010FFFF", from);
	sqlite3_stmt *rows = gpkg_database_prepare(&gazetteer->database, sql);
	sqlite3_bind_text(rows, 1, from, -1, SQLITE_STATIC);
	sqlite3_bind_text(rows, 2, to, -1, SQLITE_STATIC);
	sqlite3_bind_int(rows, 3, KEYS_MOST);
	while (*key && rows && sqlite3_step(rows) == SQLITE_ROW) {
		keys = arena_grow(arena, keys, count, &capacity, 2 * sizeof *keys);
		keys[2 * count] = geopackage_column_text(rows, 0, arena);
		keys[2 * count++ + 1] = geopackage_column_text(rows, 1, arena);
	}
	sqlite3_finalize(rows);
	const char *near = count ? option_suggest(key, keys, 2 * sizeof *keys, count) : NULL;
	for (size_t i = 0; near && i < count; i++)
		if (keys[2 * i] == near)
			return keys[2 * i + 1];
	return NULL;
}

const char *gazetteer_suggest(struct gazetteer *gazetteer, struct arena *arena, const char *name)
{
	return suggest_from(gazetteer, arena,
	                    "SELECT n.key, p.name FROM place_names n JOIN places p ON p.id = n.place "
	                    "WHERE n.key >= ?1 AND n.key < ?2 ORDER BY p.population DESC, n.key LIMIT ?3",
	                    data_place_key(arena, arena_text_n(arena, name, gazetteer_name_length(name))));
}

const char *gazetteer_suggest_area(struct gazetteer *gazetteer, struct arena *arena, const char *name,
                                   enum gazetteer_areas sort)
{
	return suggest_from(
	        gazetteer, arena,
	        sort == GAZETTEER_UNITS
	                ? "SELECT n.key, u.name || ', ' || u.iso FROM unit_names n JOIN unit_labels u ON u.fid = "
	                  "n.unit "
	                  "WHERE n.key >= ?1 AND n.key < ?2 AND u.iso <> '' ORDER BY n.key LIMIT ?3"
	                : "SELECT n.key, c.name || ', ' || c.country FROM country_names n JOIN countries c "
	                  "ON c.country = n.country WHERE n.key >= ?1 AND n.key < ?2 ORDER BY n.key LIMIT ?3",
	        data_place_key(arena, name));
}

static bool has_code(const struct texts *codes, const char *code)
{
	bool any = false;
	for (size_t i = 0; i < codes->count; i++)
		any |= !strcmp(codes->items[i], code);
	return any;
}

/* Adds the areas of a query by a code or a key to those found. */
static bool find_areas(struct gazetteer *gazetteer, struct arena *arena, const char *sql, const char *sought,
                       struct gazetteer_area *out)
{
	size_t capacity = 0;
	sqlite3_stmt *rows = rows_of(gazetteer, sql, sought);
	int step = SQLITE_ERROR;
	while (rows && (step = sqlite3_step(rows)) == SQLITE_ROW) {
		const char *code = geopackage_column_text(rows, 4, arena);
		struct lonlat southwest = {sqlite3_column_double(rows, 0), sqlite3_column_double(rows, 1)},
		              northeast = {sqlite3_column_double(rows, 2), sqlite3_column_double(rows, 3)};
		if (!*code)
			continue;
		if (out->codes.count == 0)
			*out = (struct gazetteer_area){code, false, row_names(rows, arena), lonlat_box_empty, {0}};
		if (!has_code(&out->codes, code)) {
			out->codes.items = arena_grow(arena, out->codes.items, out->codes.count, &capacity,
			                              sizeof *out->codes.items);
			out->codes.items[out->codes.count++] = code;
		}
		lonlat_box_add(&out->box, southwest);
		lonlat_box_add(&out->box, northeast);
	}
	sqlite3_finalize(rows);
	return step == SQLITE_DONE;
}

/* "ci-01" as "CI-01". */
static const char *upper_case(struct arena *arena, const char *text)
{
	char *upper = arena_text(arena, text);
	for (char *c = upper; *c; c++)
		*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
	return upper;
}

bool gazetteer_area_of(struct gazetteer *gazetteer, struct arena *arena, const char *name, enum gazetteer_areas sort,
                       struct diag *diag, struct gazetteer_area *out)
{
	static const struct {
		const char *sql;
		bool are_units, by_code;
	} queries[] = {
	        {"SELECT west, south, east, north, country, t.* FROM countries t WHERE country = ?1", false, true},
	        {"SELECT west, south, east, north, iso, t.* FROM unit_labels t WHERE iso = ?1 ORDER BY fid", true,
	         true},
	        {"SELECT west, south, east, north, country, t.* FROM countries t WHERE a3 = ?1", false, true},
	        {"SELECT west, south, east, north, t.country, t.* FROM country_names n JOIN countries t "
	         "ON t.country = n.country WHERE n.key = ?1 ORDER BY t.fid",
	         false, false},
	        {"SELECT west, south, east, north, iso, t.* FROM unit_names n JOIN unit_labels t ON t.fid = n.unit "
	         "WHERE n.key = ?1 ORDER BY t.fid",
	         true, false}};
	const char *code = upper_case(arena, name), *key = data_place_key(arena, name);
	*out = (struct gazetteer_area){.code = ""};
	for (size_t i = 0; i < sizeof queries / sizeof *queries && !out->codes.count; i++) {
		if (sort != GAZETTEER_AREAS && queries[i].are_units != (sort == GAZETTEER_UNITS))
			continue;
		if (!find_areas(gazetteer, arena, queries[i].sql, queries[i].by_code ? code : key, out))
			return gpkg_database_report(&gazetteer->database, diag);
		out->is_unit = queries[i].are_units;
	}
	return true;
}

bool gazetteer_area(struct gazetteer *gazetteer, struct arena *arena, const char *name, struct diag *diag,
                    struct gazetteer_area *out, size_t *count)
{
	bool good = gazetteer_area_of(gazetteer, arena, name, GAZETTEER_AREAS, diag, out);
	*count = out->codes.count;
	return good;
}
