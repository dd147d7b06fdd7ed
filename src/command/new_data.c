/* The map of data that `corridor new` writes. In: files. Out: a map file with a data entry and a layer for each, and in
 * comments what the files hold: kinds and number of features, extent, columns of names, languages, keys. */
#include "command/new.h"

#include "base/hash_table.h"
#include "data/file.h"
#include "spec/seed_file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOOKED_AT 100000 /* features of a file, for its keys and extent */

/* What a file holds. */
struct content {
	size_t count;
	bool is_whole; /* all features have been looked at */
	struct lonlat_box box;
	const char *key;        /* column whose values tell the features apart; NULL */
	struct texts languages; /* of columns of names */
	struct texts columns;   /* these columns */
};

/* The file as seen from the folder of the map: where both are, without links. */
static const char *path_from(struct arena *arena, const char *folder, const char *file)
{
	char at[PATH_MAX], to[PATH_MAX];
	const char *hash = strrchr(file, '#');
	size_t length = hash ? (size_t)(hash - file) : strlen(file);
	if (*file == '/' || !getcwd(at, sizeof at) || !realpath(arena_text_n(arena, file, length), to))
		return file;
	const char *here = *folder == '/' ? folder : arena_printf(arena, "%s/%s", at, folder), *up = "";
	char parts[PATH_MAX] = "";
	for (const char *part = here; *part;) { /* without . and .. */
		size_t bytes = strcspn(part, "/");
		if (bytes == 2 && !strncmp(part, "..", 2))
			*(strrchr(parts, '/') ? strrchr(parts, '/') : parts) = '\0';
		else if (bytes && !(bytes == 1 && *part == '.') && strlen(parts) + bytes + 2 < sizeof parts)
			snprintf(parts + strlen(parts), sizeof parts - strlen(parts), "/%.*s", (int)bytes, part);
		part += bytes + (part[bytes] == '/');
	}
	size_t common = 0;
	for (size_t i = 0;; i++) {
		if ((parts[i] == '/' || !parts[i]) && (to[i] == '/' || !to[i]))
			common = i;
		if (!parts[i] || parts[i] != to[i])
			break;
	}
	for (const char *part = parts + common; *part; part++)
		up = *part == '/' ? arena_printf(arena, "%s../", up) : up;
	return arena_printf(arena, "%s%s%s", up, to + common + 1, hash ? hash : "");
}

static void add_language(struct arena *arena, struct content *content, const char *column)
{
	static const char *const prefixes[] = {"name_", "name:", "name-", "NAME_"};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const char *language = column + strlen(prefixes[i]);
		if (strncmp(column, prefixes[i], strlen(prefixes[i])) != 0 ||
		    strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2 || language[2])
			continue;
		char *lower = arena_text(arena, language);
		for (char *c = lower; *c; c++)
			*c |= 0x20;
		content->languages.items[content->languages.count++] = lower;
		content->columns.items[content->columns.count++] = column;
	}
}

/* Whether a column is called as keys are. */
static bool may_be_key(const char *column)
{
	static const char *const names[] = {"id",      "code", "key",   "iso",    "iso_a2", "iso_a3",  "iso_3166_2",
	                                    "adcode",  "gid",  "geoid", "osm_id", "fips",   "nuts_id", "insee",
	                                    "stop_id", "uuid", "ref",   "number", "nr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (data_ascii_same(column, names[i]))
			return true;
	return false;
}

/* The first column called as keys are, whose values all differ. */
static void find_key(struct content *content, const struct dataset *dataset, const bool *differ)
{
	for (size_t i = 0; i < dataset->column_count && !content->key && content->is_whole && content->count > 1; i++)
		if (differ[i] && may_be_key(dataset->columns[i]))
			content->key = dataset->columns[i];
}

static bool look_at(struct arena *arena, const struct dataset *dataset, struct diag *diag, struct content *out)
{
	struct feature_walk walk;
	const struct feature *feature;
	struct hash_table *seen = ARENA_ARRAY(arena, dataset->column_count + 1, struct hash_table);
	bool *differ = ARENA_ARRAY(arena, dataset->column_count + 1, bool);
	*out = (struct content){.box = lonlat_box_empty, .is_whole = true};
	out->languages.items = ARENA_ARRAY(arena, dataset->column_count + 1, const char *);
	out->columns.items = ARENA_ARRAY(arena, dataset->column_count + 1, const char *);
	for (size_t i = 0; i < dataset->column_count; i++) {
		add_language(arena, out, dataset->columns[i]);
		hash_table_init(&seen[i], arena, sizeof(char));
		differ[i] = may_be_key(dataset->columns[i]);
	}
	dataset_walk(dataset, (struct lonlat_box){-180, -90, 180, 90}, diag, &walk);
	while ((feature = feature_walk_next(&walk))) {
		if (out->count == LOOKED_AT) {
			out->is_whole = false;
			break;
		}
		out->count++;
		struct lonlat_box box = feature_box(dataset, feature);
		lonlat_box_add(&out->box, (struct lonlat){box.west, box.south});
		lonlat_box_add(&out->box, (struct lonlat){box.east, box.north});
		for (size_t i = 0; i < dataset->column_count; i++) {
			bool is_new = false;
			const char *value = differ[i] ? feature_value_at(dataset, feature, i) : "";
			if (*value)
				hash_table_add(&seen[i], hash_text(value), &is_new);
			differ[i] = is_new;
		}
	}
	find_key(out, dataset, differ);
	return feature_walk_end(&walk);
}

/* Looks for the column by which a table without coordinates is joined; what is wrong with it is told later. */
static void find_areas(struct new_map *new, size_t file)
{
	struct arena *arena = &new->line.diag.arena;
	struct area_column *areas = &new->areas[file];
	const struct dataset_request request = {.file = new->files[file], .areas = areas};
	struct dataset dataset;
	struct diag unheard;
	if (!data_ascii_same(data_file_ending(request.file), ".csv"))
		return;
	diag_init(&unheard);
	areas->world = arena_printf(arena, "%s/" MAP_BASE_FILE, new->line.overrides.share_dir);
	if (dataset_read(arena, &request, &unheard, &dataset))
		dataset_close(&dataset);
	diag_clear(&unheard);
}

static const char *areas_word(const struct area_column *areas)
{
	return areas->are_units ? AREAS_UNITS : AREAS_COUNTRIES;
}

/* A map of the files alone, as it is drawn where it says no more. */
static const char *plain_map(struct new_map *new)
{
	struct arena *arena = &new->line.diag.arena;
	struct buffer text;
	buffer_init(&text);
	buffer_text(&text, "title: none\ndata:\n");
	for (size_t i = 0; i < new->file_count; i++) {
		const struct area_column *areas = &new->areas[i];
		find_areas(new, i);
		buffer_printf(&text, "  %zu: {file: ", i);
		buffer_json(&text, new->files[i]);
		if (areas->column) {
			buffer_printf(&text, ", areas: %s, by: ", areas_word(areas));
			buffer_json(&text, areas->column);
		}
		buffer_text(&text, "}\n");
	}
	const char *out = arena_text(arena, text.bytes);
	buffer_clear(&text);
	return out;
}

/* The file's name without its suffix, or the layer behind '#', as an id that no file before it has. */
static const char *id_of(struct arena *arena, const char *const *ids, size_t count, const char *file)
{
	const char *hash = strrchr(file, '#'), *name = hash && hash[1] ? hash + 1 : data_file_name(file);
	char *id = arena_text(arena, name), *end = id;
	const char *dot = hash && hash[1] ? NULL : strrchr(id, '.');
	for (const char *c = id; *c && c != dot; c++) {
		unsigned char byte = (unsigned char)*c;
		if (byte >= 'A' && byte <= 'Z')
			byte |= 0x20;
		bool kept = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
		if (kept)
			*end++ = (char)byte;
		else if (end > id && end[-1] != '-')
			*end++ = '-';
	}
	while (end > id && end[-1] == '-')
		end--;
	*end = '\0';
	const char *first = *id ? id : "data", *chosen = first;
	for (size_t i = 0, next = 2; i < count; i++)
		if (!strcmp(ids[i], chosen)) {
			chosen = arena_printf(arena, "%s-%zu", first, next++);
			i = (size_t)-1;
		}
	return chosen;
}

/* "12 points, 1.2 to 4.5° E" as a comment. */
static void add_comment(struct buffer *out, const struct dataset *dataset, const struct content *content,
                        struct arena *arena)
{
	buffer_printf(out, "  # %s%zu features (%s), longitudes %.4g to %.4g, latitudes %.4g to %.4g\n",
	              content->is_whole ? "" : "more than ", content->count, dataset_type_names(dataset, arena),
	              content->box.west, content->box.east, content->box.south, content->box.north);
	buffer_text(out, "  # columns:");
	for (size_t i = 0; i < dataset->column_count && i < 30; i++)
		buffer_printf(out, "%s %s", i ? "," : "", dataset->columns[i]);
	buffer_text(out, dataset->column_count > 30 ? ", …\n" : dataset->column_count ? "\n" : " none\n");
}

static void add_data(struct new_map *new, const struct loaded_map *map, const char *const *ids,
                     const struct content *contents)
{
	struct buffer *out = &new->text;
	struct arena *arena = &new->line.diag.arena;
	buffer_text(out, "data:\n");
	for (size_t i = 0; i < new->file_count; i++) {
		const struct content *content = &contents[i];
		add_comment(out, &map->datasets[i], content, arena);
		buffer_printf(out, "  %s:\n    file: ", ids[i]);
		new_map_scalar(out, path_from(arena, new->folder, new->files[i]), false);
		buffer_char(out, '\n');
		if (new->areas[i].column) {
			buffer_printf(out, "    areas: %s    # whose shapes its rows have\n    by: ",
			              areas_word(&new->areas[i]));
			new_map_scalar(out, new->areas[i].column, false);
			buffer_char(out, '\n');
		}
		if (content->key) {
			buffer_text(out, "    key: ");
			new_map_scalar(out, content->key, false);
			buffer_text(out, "    # tells the features apart\n");
		}
		if (content->languages.count)
			buffer_text(out, "    names: {");
		for (size_t k = 0; k < content->languages.count; k++) {
			buffer_printf(out, "%s%s: ", k ? ", " : "", content->languages.items[k]);
			new_map_scalar(out, content->columns.items[k], true);
		}
		buffer_text(out, content->languages.count ? "}\n" : "");
	}
}

static void add_layers(struct new_map *new, const struct loaded_map *map, const char *const *ids,
                       const struct content *contents)
{
	struct buffer *out = &new->text;
	buffer_text(out, "\nlayers:    # from the bottom; their options: corridor list layers\n");
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		size_t number = (size_t)(layer->data - map->spec.data);
		const struct localized *names = &map->names[number];
		buffer_printf(out, "  - {kind: %s, data: %s", layer->kind->name, ids[number]);
		bool has_names = !strcmp(layer->kind->name, "marker") && layer->data->natural_label;
		if (has_names && contents[number].languages.count) {
			buffer_text(out, ", label_style: city_other");
		} else if (has_names && names->count) {
			buffer_text(out, ", label: ");
			buffer_json(out, layer->data->natural_label);
		}
		buffer_text(out, "}\n");
	}
	buffer_text(out, "\n# What the credits say of the data:\n# sources:\n#   own: {text: \"Data: …\"}\n");
}

/* Those languages of the data's names that the program has words for; English without any. */
static const char *languages_of(struct new_map *new, const struct content *contents)
{
	struct arena *arena = &new->line.diag.arena;
	struct texts known = {0};
	const char *list = "";
	seed_file_names(arena, arena_printf(arena, "%s/messages", new->line.overrides.share_dir), &known);
	for (size_t i = 0; i < known.count; i++) {
		bool any = false;
		for (size_t k = 0; k < new->file_count; k++)
			for (size_t j = 0; j < contents[k].languages.count; j++)
				any |= !strcmp(contents[k].languages.items[j], known.items[i]);
		if (any)
			list = arena_printf(arena, "%s%s%s", list, *list ? ", " : "", known.items[i]);
	}
	return *list ? list : "en";
}

static bool write_map(struct new_map *new, const struct loaded_map *map)
{
	struct arena *arena = &new->line.diag.arena;
	struct content *contents = ARENA_ARRAY(arena, new->file_count, struct content);
	const char **ids = ARENA_ARRAY(arena, new->file_count, const char *);
	for (size_t i = 0; i < new->file_count; i++) {
		ids[i] = id_of(arena, ids, i, new->files[i]);
		if (!look_at(arena, &map->datasets[i], &new->line.diag, &contents[i]))
			return false;
		if (new->areas[i]
		            .column) { /* the world's names are there by themselves, and its key is the table's own */
			contents[i].languages.count = 0;
			contents[i].key = NULL;
		}
	}
	const char *name = data_file_name(new->files[0]);
	char *title = arena_text_n(arena, name, strcspn(name, ".#"));
	if (*title >= 'a' && *title <= 'z')
		*title &= ~0x20;
	new_map_head(new, *title ? title : "Map", languages_of(new, contents));
	add_data(new, map, ids, contents);
	add_layers(new, map, ids, contents);
	return true;
}

bool new_map_of_files(struct new_map *new)
{
	struct loaded_map map;
	const char *text = plain_map(new);
	struct diag diag; /* with places in a text that nobody has written */
	diag_init(&diag);
	bool good = map_open(&map, "-", text, strlen(text), &new->line.overrides, &diag);
	for (size_t i = 0; i < diag.count; i++)
		if (diag.entries[i].severity != DIAG_NOTE)
			diag_repeat(&new->line.diag, &diag.entries[i], no_place);
	good = good && write_map(new, &map);
	map_close(&map);
	diag_clear(&diag);
	return good;
}
