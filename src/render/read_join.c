/* Joined data. In: a data entry with `areas`. Out: its rows as features, with the shapes of another entry, or of the
 * countries or units of the world inside, which a row names by ISO 3166 code or in any language of the base. */
#include "render/read_join.h"

#include "base/hash_table.h"
#include "base/utf8.h"
#include "data/gazetteer.h"
#include "data/join.h"

#include <math.h>
#include <string.h>

/* Degrees across: beyond, countries are those of small scales. */
#define SMALL_SPAN 100.0

struct join {
	const struct data_spec *data;
	struct arena *arena;
	struct diag *diag;
	struct dataset table, areas;
	struct join_request request;
	struct gazetteer *gazetteer; /* of the world inside; NULL: another entry has the areas */
	enum gazetteer_areas sort;
	const char **codes;      /* of each row; NULL: it names no area */
	struct texts *named;     /* by each row: codes of all areas that are called so */
	struct lonlat_box box;   /* of the areas named */
	const char *shown_areas; /* in messages */
};

static const char *row_key(const struct join *join, size_t row)
{
	return feature_value(&join->table, &join->table.features[row], join->data->by);
}

static bool read_table(struct join *join)
{
	const struct data_spec *data = join->data;
	const struct dataset_request request = {.file = data->file,
	                                        .shown = data->shown,
	                                        .text = data->text,
	                                        .encoding = data->encoding,
	                                        .table_by = data->by,
	                                        .place = data->place,
	                                        .in_memory = true};
	if (!dataset_read(join->arena, &request, join->diag, &join->table))
		return false;
	if (dataset_column(&join->table, data->by) >= 0)
		return true;
	diag_error(join->diag, UNKNOWN_COLUMN, data->place, "by: the column of the keys",
	           "data '%s': %s has no column %s", data->id, data->shown, data->by);
	dataset_close(&join->table);
	return false;
}

/* Of an area's code, that of its country. */
static struct hash country_of(const char *code)
{
	return hash_bytes(code, strcspn(code, "-"));
}

/* Counts the rows that may be in each country. */
static void add_votes(const struct texts *codes, struct hash_table *votes)
{
	for (size_t i = 0; i < codes->count; i++) {
		bool is_first = true;
		for (size_t k = 0; k < i; k++)
			is_first = is_first && !hash_equal(country_of(codes->items[i]), country_of(codes->items[k]));
		if (is_first)
			++*(size_t *)hash_table_add(votes, country_of(codes->items[i]), NULL);
	}
}

/* Of several areas of a name, the one in the country in which most rows may be; NULL: it is not clear. */
static const char *chosen(const struct texts *codes, const struct hash_table *votes)
{
	size_t most = 0, times = 0;
	const char *best = NULL;
	for (size_t i = 0; i < codes->count; i++) {
		size_t here = *(const size_t *)hash_table_find(votes, country_of(codes->items[i]));
		times = here > most ? 1 : times + (here == most);
		best = here > most ? codes->items[i] : best;
		most = here > most ? here : most;
	}
	return times == 1 ? best : NULL;
}

/* Finds the areas of all rows. False with an error of the file. */
static bool find_codes(struct join *join)
{
	size_t rows = join->table.feature_count;
	struct texts *named = join->named = ARENA_ARRAY(join->arena, rows + 1, struct texts);
	struct hash_table votes;
	hash_table_init(&votes, join->arena, sizeof(size_t));
	join->codes = ARENA_ARRAY(join->arena, rows + 1, const char *);
	for (size_t i = 0; i < rows; i++) {
		struct gazetteer_area area;
		const char *key = row_key(join, i);
		if (!*key)
			continue;
		if (!gazetteer_area_of(join->gazetteer, join->arena, key, join->sort, join->diag, &area))
			return false;
		named[i] = area.codes;
		add_votes(&named[i], &votes);
		if (area.codes.count != 1)
			continue;
		lonlat_box_add(&join->box, (struct lonlat){area.box.west, area.box.south});
		lonlat_box_add(&join->box, (struct lonlat){area.box.east, area.box.north});
	}
	for (size_t i = 0; i < rows; i++)
		join->codes[i] = chosen(&named[i], &votes);
	return true;
}

/* The layer of the world inside that fits. */
static const char *world_layer(const struct join *join)
{
	double height = join->box.north - join->box.south, middle = (join->box.north + join->box.south) / 2,
	       span = fmax(height, (join->box.east - join->box.west) * cos(middle * M_PI / 180));
	return join->sort == GAZETTEER_UNITS ? "units_10m" : span <= SMALL_SPAN ? "countries_50m" : "countries_110m";
}

static bool read_world(struct join *join)
{
	const struct data_spec *data = join->data;
	join->sort = strcmp(data->areas, AREAS_UNITS) ? GAZETTEER_COUNTRIES : GAZETTEER_UNITS;
	bool are_units = join->sort == GAZETTEER_UNITS;
	join->shown_areas = are_units ? "the units of the world inside" : "the countries of the world inside";
	join->gazetteer = gazetteer_open(data->world, data->world, data->place, join->diag);
	if (!join->gazetteer || !find_codes(join))
		return false;
	struct texts codes = {ARENA_ARRAY(join->arena, join->table.feature_count + 1, const char *), 0};
	for (size_t i = 0; i < join->table.feature_count; i++)
		if (join->codes[i])
			codes.items[codes.count++] = join->codes[i];
	const struct data_spec world = {.id = data->id,
	                                .file = data->world,
	                                .shown = data->shown,
	                                .layer = world_layer(join),
	                                .key = are_units ? "iso" : "country",
	                                .keys = codes,
	                                .names_from = are_units ? "unit_labels" : "countries",
	                                .place = data->place};
	join->request.keys = join->codes;
	join->request.areas_by = world.key;
	return !codes.count || map_read_entry(&world, READ_ALL, join->arena, join->diag, &join->areas);
}

static bool read_other(struct join *join)
{
	const struct data_spec *data = join->data, *other = data->joined;
	join->request.areas_by = data->areas_by;
	join->shown_areas = other->shown;
	if (!map_read_entry(other, READ_ALL, join->arena, join->diag, &join->areas))
		return false;
	if (dataset_column(&join->areas, data->areas_by) >= 0)
		return true;
	const char *similar = option_suggest(data->areas_by, join->areas.columns, sizeof *join->areas.columns,
	                                     join->areas.column_count);
	diag_error(join->diag, UNKNOWN_COLUMN, data->place,
	           similar ? arena_printf(join->arena, "did you mean by: {%s: %s}", data->by, similar)
	                   : "by: {column of the table: column of the areas}",
	           "data '%s': %s has no column %s", data->id, other->shown, data->areas_by);
	return false;
}

static const char *shown_key(const struct join *join, size_t row)
{
	return base_utf8_shorten(join->arena, row_key(join, row), 40);
}

/* Says which names of several areas were taken for one of them. */
static void note_chosen(const struct join *join)
{
	size_t count = 0, first = 0;
	for (size_t i = 0; join->gazetteer && i < join->table.feature_count; i++)
		if (join->codes[i] && join->named[i].count > 1)
			first = count++ ? first : i;
	if (count)
		diag_note(join->diag, CONTRADICTION, join->data->place, "write ISO 3166 codes, if others are meant",
		          "%s:%zu: '%s' is taken for %s, in the country of most rows (%zu such name%s)",
		          join->table.file, join->table.features[first].record, shown_key(join, first),
		          join->codes[first], count, count == 1 ? "" : "s");
}

/* What the key of a row that has no area may mean. */
static const char *suggestion(const struct join *join, size_t row)
{
	const char *near = NULL, *key = row_key(join, row);
	if (join->gazetteer && join->named[row].count > 1)
		return arena_printf(join->arena, "%zu areas are called so, as %s and %s: write its ISO 3166 code",
		                    join->named[row].count, join->named[row].items[0], join->named[row].items[1]);
	if (join->gazetteer) {
		near = gazetteer_suggest_area(join->gazetteer, join->arena, key, join->sort);
	} else {
		size_t count = join->areas.feature_count;
		const char **keys = ARENA_ARRAY(join->arena, count + 1, const char *);
		for (size_t i = 0; i < count; i++)
			keys[i] =
			        feature_key(&join->areas, &join->areas.features[i], join->data->areas_by, join->arena);
		near = option_suggest(key, keys, sizeof *keys, count);
		if (!near && count)
			return arena_printf(join->arena, "the areas have keys like '%s'",
			                    base_utf8_shorten(join->arena, keys[0], 40));
	}
	return near ? arena_printf(join->arena, "did you mean %s", base_utf8_shorten(join->arena, near, 60)) : NULL;
}

/* False with an error if no row has an area. */
static bool report(const struct join *join, const struct join_report *found)
{
	const struct dataset *table = &join->table;
	struct place place = join->data->place;
	if (found->missing) {
		const char *key = shown_key(join, found->first_missing), *hint = suggestion(join, found->first_missing);
		size_t line = table->features[found->first_missing].record;
		if (!found->joined) {
			diag_error(join->diag, UNKNOWN_NAME, place, hint ? hint : "by: the column of the keys",
			           "%s:%zu: none of the %zu rows has an area in %s: the first is '%s'", table->file,
			           line, found->missing, join->shown_areas, key);
			return false;
		}
		diag_warning(join->diag, LEFT_OUT, place, hint,
		             "%s:%zu: %zu of %zu rows have no area in %s: the first is '%s'", table->file, line,
		             found->missing, table->feature_count, join->shown_areas, key);
	}
	if (found->doubles)
		diag_warning(join->diag, DUPLICATE_ENTRY, place, "leave one of them out",
		             "%s:%zu: '%s' is of the area of line %zu, whose row stands (%zu such rows)", table->file,
		             table->features[found->first_double].record, shown_key(join, found->first_double),
		             table->features[found->doubled].record, found->doubles);
	return true;
}

static bool join_areas(struct join *join, struct dataset *out)
{
	struct join_report found;
	if (!(join->data->joined ? read_other(join) : read_world(join)))
		return false;
	const struct dataset *areas = dataset_has(&join->areas, GEOMETRY_POLYGONS)
	                                      ? dataset_of_type(&join->areas, GEOMETRY_POLYGONS)
	                                      : &join->areas;
	join->request.table = &join->table;
	join->request.by = join->data->by;
	join->request.areas = areas;
	dataset_join(join->arena, &join->request, out, &found);
	out->by_type = NULL;
	out->types = 0;
	out->place = join->data->place;
	note_chosen(join);
	return report(join, &found);
}

bool map_read_joined(const struct data_spec *data, enum data_reading reading, struct arena *arena, struct diag *diag,
                     struct dataset *out)
{
	if (!data->areas)
		return map_read_entry(data, reading, arena, diag, out);
	struct join join = {.data = data, .arena = arena, .diag = diag, .box = lonlat_box_empty};
	if (!read_table(&join))
		return false;
	bool good = join_areas(&join, out);
	gazetteer_close(join.gazetteer);
	dataset_close(&join.table);
	if (!good) {
		dataset_close(&join.areas);
		*out = (struct dataset){0};
	}
	if (good && data->key)
		dataset_find_twins(arena, out);
	return good;
}
