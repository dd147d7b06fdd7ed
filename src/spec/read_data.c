/* `sources:` (credit lines) and `data:` (geodata files) of a map file. */
#include "spec/map_reader.h"

#include "spec/seed_file.h"

#include <string.h>

#define SOURCES_MAX 1000
#define DATA_MAX    1000

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
		map_read_localized(map, entry->value, entry->key, &source->text);
	}
}

/* The columns name_en, name_zh, one for each language of the map, and name for all. */
static void default_names(struct map_reader *map, struct localized *names)
{
	struct arena *arena = map->in.arena;
	names->entries = ARENA_ARRAY(arena, map->out->language_count + 3, struct localized_entry);
	names->entries[names->count++] = (struct localized_entry){"en", "name_en"};
	names->entries[names->count++] = (struct localized_entry){"zh", "name_zh"};
	for (size_t i = 0; i < map->out->language_count; i++) {
		const char *language = map->out->languages[i];
		if (strcmp(language, "en") != 0 && strcmp(language, "zh") != 0)
			names->entries[names->count++] =
			        (struct localized_entry){language, arena_printf(arena, "name_%s", language)};
	}
	names->entries[names->count++] = (struct localized_entry){"", "name"};
}

static void read_shape(struct map_reader *map, const struct node *node, struct data_spec *data)
{
	static const char *const words[] = {"points", "line"};
	const struct node *as = node_get(node, "as");
	size_t chosen = 0;
	if (as && node_choice(&map->in, as, "as", words, 2, &chosen))
		data->as_line = chosen == 1;
	data->line_by = node_text(&map->in, node, "line_by");
	if (data->line_by && !data->as_line)
		diag_error(map->in.diag, CONTRADICTION, node_entry_find(node, "line_by")->key_place, "add as: line",
		           "line_by is for points that make lines");
}

static void read_datum(struct map_reader *map, const struct node *node, struct data_spec *data)
{
	static const char *const words[] = {"wgs84", "gcj02"};
	const struct node *datum = node_get(node, "datum");
	size_t chosen = 0;
	if (datum && node_choice(&map->in, datum, "datum", words, 2, &chosen) && chosen == 1)
		data->datum = "gcj02";
}

static void read_entry(struct map_reader *map, const struct node_entry *entry, struct data_spec *data)
{
	static const char *const keys[] = {"file",     "key", "url", "attributes", "names",   "credit",
	                                   "encoding", "lon", "lat", "as",         "line_by", "datum"};
	struct reader *in = &map->in;
	const struct node *node = entry->value;
	if (!node_expect(in, node, NODE_MAP, entry->key))
		return;
	node_check_keys(in, node, "a data entry", keys, sizeof keys / sizeof *keys);
	const char *what = arena_printf(in->arena, "data '%s'", entry->key);
	data->shown = node_need_text(in, node, "file", entry->key_place, what);
	data->key = node_text(in, node, "key");
	data->url = node_text(in, node, "url");
	data->encoding = node_text(in, node, "encoding");
	data->lon = node_text(in, node, "lon");
	data->lat = node_text(in, node, "lat");
	map_read_localized_key(map, node, "names", &data->names);
	const struct node *attributes = node_get(node, "attributes");
	if (attributes)
		node_texts(in, attributes, "attributes", &data->attributes.items, &data->attributes.count);
	read_shape(map, node, data);
	read_datum(map, node, data);
	const struct node *credit = node_get(node, "credit");
	if (credit && map_read_reference(map, credit, "source", "sources") >= 0)
		data->credit = credit->text;
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
		node_is_id(&map->in, entry->key, entry->key_place, "data");
		if (entry->value->type == NODE_TEXT && !node_is_nothing(entry->value))
			data->shown = entry->value->text; /* prefectures: file.shp */
		else
			read_entry(map, entry, data);
		if (!data->shown)
			data->shown = "";
		/* One from the command line is seen from the working folder. */
		bool own = entry->value->place.source == map->top->place.source;
		data->file = seed_file_beside(map->in.arena, own ? map->out->source.name : "", data->shown);
		if (localized_is_empty(&data->names))
			default_names(map, &data->names);
	}
}
