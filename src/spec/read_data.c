/* `sources:` (credit lines) and `data:` (geodata files) of a map file. */
#include "spec/map_reader.h"

#include <string.h>
#include <strings.h>

#define SOURCES_MAX 1000
#define DATA_MAX    1000
#define KEYS_MOST   1000

#define FIELD(name) offsetof(struct source_spec, name)
static const struct option source_options[] = {
        {"title", OPTION_LOCALIZED, FIELD(title), option_required, "as it stands on the source itself"},
        {"kind", OPTION_LOCALIZED, FIELD(kind), option_required, "what it is: special report, map, data set"},
        {"year", OPTION_WHOLE, FIELD(year), option_required, "of its publication", 1, 9999},
        {"of", OPTION_LOCALIZED, FIELD(of), NULL, "what is taken from it: Facts"},
        {"brief", OPTION_LOCALIZED, FIELD(brief), NULL, "what credits in large type say instead, on a slide"},
};
static const struct option line_options[] = {
        {"text", OPTION_LOCALIZED, FIELD(text), option_required, "its line in the credits"},
        {"brief", OPTION_LOCALIZED, FIELD(brief), NULL, "what credits in large type say instead, on a slide"},
};
#undef FIELD
const struct kind source_spec_options = {"source", "an entry of sources:", OPTION_ROWS(source_options), 0};
const struct kind source_line_options = {"source-line", "an entry of sources: whose line the author writes",
                                         OPTION_ROWS(line_options), 0};

/* Whether the source is told by its parts: a map from languages to texts has none of these keys. */
static bool has_parts(const struct node *node)
{
	bool any = false;
	for (size_t i = 0; i < source_spec_options.option_count; i++)
		any |= node_get(node, source_options[i].key) != NULL;
	return any;
}

void map_read_sources(struct map_reader *map)
{
	const struct node *node = map_section(map, "sources", NODE_MAP, SOURCES_MAX);
	if (!node)
		return;
	map->out->sources = ARENA_ARRAY(map->in.arena, node->count + 1, struct source_spec);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct source_spec *source = &map->out->sources[map->out->source_count++];
		source->id = entry->key;
		source->place = entry->key_place;
		node_is_id(&map->in, entry->key, entry->key_place, "source");
		if (node_get(entry->value, "text"))
			options_read(&map->in, &source_line_options, entry, true, source);
		else if (has_parts(entry->value))
			options_read(&map->in, &source_spec_options, entry, true, source);
		else
			options_read_localized(&map->in, entry->value, entry->key, &source->text);
	}
}

#define FIELD(name) offsetof(struct data_spec, name)
static const struct option options[] = {
        {"file", OPTION_TEXT, FIELD(shown), NULL, "file, seen from the map file's folder"},
        {"text", OPTION_TEXT, FIELD(text), NULL, "a CSV written here in place of a file: text: |, lines below it"},
        {"areas", OPTION_TEXT, FIELD(areas), NULL,
         "a table without coordinates: whose areas its rows are: countries or units of the world inside, or a data "
         "entry"},
        {"by", OPTION_SECTION, 0, NULL,
         "column by whose values its rows find their areas; {own: theirs} where the areas' is called otherwise",
         .choices = "text|{name: text}"},
        {"key", OPTION_COLUMN, FIELD(key), NULL, "column that identifies a feature"},
        {"keys", OPTION_SECTION, 0, NULL, "GeoPackage: only the features with these keys: [FR, DE]",
         .choices = "texts"},
        {"names_from", OPTION_TEXT, FIELD(names_from), NULL,
         "GeoPackage: another table of the file, which has the columns of names, by the same key"},
        {"names", OPTION_NAMES, FIELD(names), NULL, "column of the names in each language; else they are found"},
        {"attributes", OPTION_COLUMNS, FIELD(attributes), NULL, "columns whose values go with the feature"},
        {"url", OPTION_COLUMN, FIELD(url), NULL, "column that holds a feature's link"},
        {"credit", OPTION_REFERENCE, FIELD(credit), NULL, "source that the credits name for it", .choices = "sources"},
        {"encoding", OPTION_TEXT, FIELD(encoding), NULL, "of the texts, where the file does not state it"},
        {"layer", OPTION_TEXT, FIELD(layer), NULL,
         "of a file that holds several; `towns.gpkg#layer`, `file.json#object` mean the same"},
        {"lon", OPTION_TEXT, FIELD(lon), NULL, "CSV: column of the longitudes"},
        {"lat", OPTION_TEXT, FIELD(lat), NULL, "CSV: column of the latitudes"},
        {"geometry", OPTION_TEXT, FIELD(geometry), NULL, "CSV: column of geometries, as WKT"},
        {"as", OPTION_CHOICE, FIELD(as_line), "points", "CSV: what the rows are", .choices = "points|line"},
        {"line_by", OPTION_TEXT, FIELD(line_by), NULL, "CSV: column whose values part the rows into lines"},
        {"schematic", OPTION_BOOL, FIELD(is_schematic), "no",
         "its lines are sketches of ways that run otherwise: the map in words tells no length of them"},
        {"crs", OPTION_TEXT, FIELD(crs), NULL, "coordinate system: EPSG:2154, WKT, +proj=…; else as the file says"},
        {"datum", OPTION_CHOICE, FIELD(datum), "wgs84",
         "gcj02, bd09: shifted as Chinese maps and Baidu's are, in mainland China alone",
         .choices = "wgs84|gcj02|bd09"},
};
#undef FIELD
const struct kind data_spec_options = {"data", "an entry of data:", OPTION_ROWS(options), 0};

/* Whether what asks for it can be had: it takes a GeoPackage, and the column by which its records are told apart. False
 * with an error. */
static bool check_keyed(struct map_reader *map, const struct node *node, const char *option, const char *hint,
                        const struct data_spec *data)
{
	const char *ending = data->shown ? strrchr(data->shown, '.') : NULL;
	bool is_geopackage = ending && strncasecmp(ending, ".gpkg", 5) == 0;
	if (!data->key)
		diag_error(map->in.diag, MISSING_KEY, node->place, "key: the column that holds them",
		           "data '%s' has %s, but no 'key'", data->id, option);
	else if (!is_geopackage)
		diag_error(map->in.diag, WRONG_VALUE, node->place, hint, "data '%s': %s: of GeoPackages only", data->id,
		           option);
	return data->key && is_geopackage;
}

/* The keys of the features that are read: the others cost nothing. */
static void read_keys(struct map_reader *map, const struct node *keys, struct data_spec *data)
{
	if (node_texts(&map->in, keys, "keys", &data->keys) &&
	    check_keyed(map, keys, "keys", "write a condition for the layer: where: …", data) &&
	    data->keys.count > KEYS_MOST)
		diag_error(map->in.diag, OVER_LIMIT, keys->place, NULL, "keys: at most %d", KEYS_MOST);
}

/* What makes no sense of a table whose shapes come from elsewhere. */
static void check_joined(struct map_reader *map, const struct node *node, const struct data_spec *data)
{
	static const char *const others[] = {"lon",   "lat", "geometry", "as",   "line_by",
	                                     "layer", "crs", "datum",    "keys", "names_from"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		const struct node *other = node_get(node, others[i]);
		if (other)
			diag_error(map->in.diag, CONTRADICTION, other->place, "leave one of the two out",
			           "data '%s' has its shapes from 'areas', and '%s'", data->id, others[i]);
	}
}

/* `by: iso`, or `by: {code: DISTRICT_NO}`. */
static void read_by(struct map_reader *map, const struct node_entry *entry, struct data_spec *data)
{
	const struct node *by = node_get(entry->value, "by"), *pair = by && by->type == NODE_MAP ? by : NULL;
	struct reader *in = &map->in;
	if (!by || !data->areas) {
		diag_error(in->diag, MISSING_KEY, entry->key_place,
		           by ? "areas: countries, units or the id of a data entry"
		              : "by: the column of their codes or names",
		           "data '%s' has '%s', but no '%s'", data->id, by ? "by" : "areas", by ? "areas" : "by");
		data->areas = NULL;
		return;
	}
	check_joined(map, entry->value, data);
	if (pair && pair->count != 1) {
		diag_error(in->diag, WRONG_VALUE, by->place, "by: {code: DISTRICT_NO}",
		           "by: expected one column and that of the areas, found %zu", pair->count);
		data->areas = NULL;
		return;
	}
	const struct node *theirs = pair ? pair->entries[0].value : by;
	if (!node_expect(in, theirs, NODE_TEXT, "by")) {
		data->areas = NULL;
		return;
	}
	data->by = pair ? pair->entries[0].key : by->text;
	data->areas_by = theirs->text;
}

/* Finds the entry that has the areas: one of the author's before what the world inside calls so. */
static void find_areas(struct map_reader *map, const struct node *node, struct data_spec *data)
{
	static const char *const inside[] = {AREAS_COUNTRIES, AREAS_UNITS};
	const struct data_spec *all = map->out->data, *found = map_spec_data(map->out, data->areas);
	const char **known = ARENA_ARRAY(map->in.arena, map->out->data_count + 2, const char *);
	size_t count = 0;
	if (found && found != data && !found->areas) {
		data->joined = found;
		return;
	}
	if (node_is_among(data->areas, inside, 2))
		return;
	for (size_t i = 0; i < 2; i++)
		known[count++] = inside[i];
	for (size_t i = 0; i < map->out->data_count; i++)
		if (!all[i].areas && strncmp(all[i].id, BASE_PREFIX, strlen(BASE_PREFIX)) != 0)
			known[count++] = all[i].id;
	node_unknown(&map->in, node_get(node, "areas")->place, "entry of data with areas", data->areas, known, count);
}

static void read_entry(struct map_reader *map, const struct node_entry *entry, struct data_spec *data)
{
	const struct node_entry *line_by = node_entry_find(entry->value, "line_by");
	if (!options_read(&map->in, &data_spec_options, entry, true, data))
		return;
	const struct node *text = node_get(entry->value, "text"), *keys = node_get(entry->value, "keys");
	if (data->areas || node_get(entry->value, "by"))
		read_by(map, entry, data);
	if (keys)
		read_keys(map, keys, data);
	if (data->names_from)
		check_keyed(map, node_get(entry->value, "names_from"), "names_from", NULL, data);
	if (text && data->text)
		data->text = text->lines ? text->lines : text->text;
	if (data->text && data->shown)
		diag_error(map->in.diag, CONTRADICTION, text->place, "leave one of the two out",
		           "data '%s' has a file and a text", data->id);
	else if (data->text)
		data->shown = arena_printf(map->in.arena, "data '%s'", data->id);
	else if (!data->shown && node_entry_find(entry->value, "file"))
		node_need_text(&map->in, entry->value, "file", entry->key_place, "the data entry");
	else if (!data->shown)
		diag_error(map->in.diag, MISSING_KEY, entry->key_place, "file: file, seen from the map file's folder",
		           "data '%s' has no 'file'", data->id);
	if (data->crs)
		data->crs_place = node_get(entry->value, "crs")->place;
	if (data->line_by && !data->as_line)
		diag_error(map->in.diag, CONTRADICTION, line_by->key_place, "add as: line",
		           "line_by is for points that make lines");
}

/* "towns.gpkg#villages", "countries.json#land": a file and one of its layers or objects. */
static void split_layer(struct arena *arena, struct data_spec *data)
{
	static const char *const suffixes[] = {".gpkg", ".topojson", ".json", ".geojson"};
	const char *hash = strrchr(data->shown, '#');
	size_t before = hash && hash[1] ? (size_t)(hash - data->shown) : 0;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		size_t length = strlen(suffixes[i]);
		if (before <= length || strncasecmp(hash - length, suffixes[i], length) != 0)
			continue;
		data->layer = hash + 1;
		data->shown = arena_text_n(arena, data->shown, before);
		return;
	}
}

/* Ids of data are read by the map file alone, so that they may be the names of files in any script; a dot or a comma
 * parts them in --set and in lists. */
static void check_id(struct reader *in, const struct node_entry *entry)
{
	bool is_good = *entry->key != '\0';
	for (const char *c = entry->key; *c; c++)
		is_good = is_good && !strchr(".,#", *c) && !((unsigned char)*c <= ' ' || *c == 0x7F);
	if (!is_good)
		diag_error(in->diag, WRONG_VALUE, entry->key_place, NULL,
		           "data '%s': an id has no blanks, dots, commas or #", entry->key);
}

/* What is opened, or, of a text, what it was written in or made of: a batch draws again when that changes. */
static const char *file_of(struct map_reader *map, const struct node *entry, const struct data_spec *data)
{
	if (entry->is_made)
		return data->text ? arena_printf(map->in.arena, "%s/" MAP_BASE_FILE, map->share_dir) : data->shown;
	return data->text ? map->out->source.name : map_file_path(map, entry->place, data->shown);
}

void map_read_data(struct map_reader *map)
{
	const struct node *node = map_section(map, "data", NODE_MAP, DATA_MAX);
	if (!node)
		return;
	map->out->data = ARENA_ARRAY(map->in.arena, node->count + 1, struct data_spec);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct data_spec *data = &map->out->data[map->out->data_count++];
		data->id = entry->key;
		data->place = entry->key_place;
		check_id(&map->in, entry);
		if (entry->value->type == NODE_TEXT && !node_is_nothing(entry->value))
			data->shown = entry->value->text; /* prefectures: file.shp */
		else
			read_entry(map, entry, data);
		if (!data->shown)
			data->shown = "";
		if (!data->layer)
			split_layer(map->in.arena, data);
		data->file = file_of(map, entry->value, data);
		data->world = arena_printf(map->in.arena, "%s/" MAP_BASE_FILE, map->share_dir);
	}
	for (size_t i = 0; i < node->count; i++)
		if (map->out->data[i].areas)
			find_areas(map, node->entries[i].value, &map->out->data[i]);
}
