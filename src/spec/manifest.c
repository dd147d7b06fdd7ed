/* Manifest: the YAML tree of a batch into items. In: the text. Out: struct manifest; a field's several values stay a
 * list. A `set` value in lines or braces becomes the text that --set takes, so that the map reader checks both alike.
 */
#include "spec/manifest.h"

#include "spec/read_options.h"
#include "spec/seed_file.h"
#include "spec/yaml.h"

#include "base/buffer.h"

#include <string.h>

#define FORMAT_VERSION "1"

/* Each key takes one or several values; the first rows are the fields, in the order of their enum. */
static const struct option options[] = {
        {"map", OPTION_SECTION, 0, NULL, "map files"},
        {"version", OPTION_SECTION, 0, NULL, "versions, or all"},
        {"multiples", OPTION_SECTION, 0, NULL, "all versions on one sheet"},
        {"page", OPTION_SECTION, 0, NULL, "pages"},
        {"width", OPTION_SECTION, 0, NULL, "widths of the page"},
        {"theme", OPTION_SECTION, 0, NULL, "themes"},
        {"language", OPTION_SECTION, 0, NULL, "languages, as en or en,zh"},
        {"dpi", OPTION_SECTION, 0, NULL, "resolutions of PNG"},
        {"bare", OPTION_SECTION, 0, NULL, "the map frame only"},
        {"transparent", OPTION_SECTION, 0, NULL, "no page background"},
        {"responsive", OPTION_SECTION, 0, NULL, "SVG without width and height"},
        {"svg_text", OPTION_SECTION, 0, NULL, "text or outline"},
        {"id_prefix", OPTION_SECTION, 0, NULL, "prefix of the SVG's ids"},
        {"format", OPTION_SECTION, 0, NULL, "files of each map"},
        {"output", OPTION_SECTION, 0, NULL, "pattern of the files' names"},
        {"set", OPTION_SECTION, 0, NULL, "values of the map file that it overrides"},
        {"rows", OPTION_SECTION, 0, NULL, "CSV file, with a map for each row"},
        {"batch", OPTION_SECTION, 0, NULL, "format of the file: 1"},
        {"jobs", OPTION_SECTION, 0, NULL, "a list of such keys but the last two"},
};
const struct kind manifest_options = {"manifest", "the keys of a manifest", options, MANIFEST_FIELDS + 4, 0};
/* A job is no manifest: it has no `batch` and no `jobs`. */
static const struct kind job_options = {"job", "the keys of a job", options, MANIFEST_FIELDS + 2, 0};

static bool read_field(struct reader *reader, const struct node *map, enum manifest_field field,
                       struct manifest_texts *out)
{
	const char *key = options[field].key;
	const struct node *node = node_get(map, key);
	struct texts texts;
	if (!node || !node_texts(reader, node, key, &texts))
		return false;
	if (texts.count == 0) {
		diag_error(reader->diag, EMPTY_VALUE, node->place, "leave the key out, or name a value",
		           "%s: the list is empty", key);
		return false;
	}
	if (field == MANIFEST_OUTPUT && texts.count > 1) {
		diag_error(reader->diag, CONTRADICTION, node_item_place(node, 1),
		           "write {page}, {theme} and the like into it", "output: one pattern names all files");
		return false;
	}
	*out = (struct manifest_texts){ARENA_ARRAY(reader->arena, texts.count, struct manifest_text), texts.count};
	for (size_t i = 0; i < texts.count; i++)
		out->items[i] = (struct manifest_text){texts.items[i], node_item_place(node, i)};
	return true;
}

/* The node as YAML in one line. */
static void flow_node(const struct node *node, struct buffer *out)
{
	if (node->type == NODE_TEXT) {
		if (node_is_nothing(node))
			buffer_text(out, "null");
		else
			buffer_json(out, node->text);
		return;
	}
	buffer_char(out, node->type == NODE_LIST ? '[' : '{');
	for (size_t i = 0; i < node->count; i++) {
		buffer_text(out, i ? ", " : "");
		if (node->type == NODE_MAP) {
			buffer_json(out, node->entries[i].key);
			buffer_text(out, ": ");
		}
		flow_node(node->entries[i].value, out);
	}
	buffer_char(out, node->type == NODE_LIST ? ']' : '}');
}

static void add_set(struct reader *reader, const struct node_entry *entry, struct manifest_texts *out)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "%s=", entry->key);
	if (strchr(entry->key, '='))
		diag_error(reader->diag, WRONG_VALUE, entry->key_place, "write 'key: value'",
		           "set: the key '%s' holds '='", entry->key);
	if (entry->value->type == NODE_TEXT)
		buffer_text(&text, entry->value->text);
	else
		flow_node(entry->value, &text);
	out->items[out->count++] = (struct manifest_text){arena_text(reader->arena, text.bytes), entry->key_place};
	buffer_clear(&text);
}

static bool read_variant(struct reader *reader, const struct node *node, struct manifest_texts *out)
{
	if (!node_expect(reader, node, NODE_MAP, "set"))
		return false;
	out->items = ARENA_ARRAY(reader->arena, node->count + 1, struct manifest_text);
	out->count = 0;
	for (size_t i = 0; i < node->count; i++)
		add_set(reader, &node->entries[i], out);
	return true;
}

/* `set` of one node: keys with values, or a list of such. At least one, which may be empty. */
static const struct manifest_texts *read_variants(struct reader *reader, const struct node *map, size_t *count)
{
	const struct node *node = node_get(map, "set");
	bool list = node && node->type == NODE_LIST;
	size_t wanted = list ? node->count : node != NULL, read = 0;
	struct manifest_texts *variants = ARENA_ARRAY(reader->arena, wanted + 1, struct manifest_texts);
	for (size_t i = 0; i < wanted; i++)
		read += read_variant(reader, list ? node->entries[i].value : node, &variants[read]);
	*count = read ? read : 1;
	return variants;
}

/* Every variant of the top level with every one of the item; what comes later wins. */
static void join_variants(struct reader *reader, const struct node *top, const struct node *node,
                          struct manifest_item *item)
{
	static const struct manifest_texts none;
	size_t outer_count, inner_count = 1;
	const struct manifest_texts *outer = read_variants(reader, top, &outer_count),
	                            *inner = node == top ? &none : read_variants(reader, node, &inner_count);
	item->variants = ARENA_ARRAY(reader->arena, outer_count * inner_count, struct manifest_texts);
	for (size_t i = 0; i < outer_count * inner_count; i++) {
		const struct manifest_texts *first = &outer[i / inner_count], *second = &inner[i % inner_count];
		struct manifest_texts *both = &item->variants[item->variant_count++];
		both->items = ARENA_ARRAY(reader->arena, first->count + second->count, struct manifest_text);
		both->count = first->count + second->count;
		for (size_t k = 0; k < both->count; k++)
			both->items[k] = k < first->count ? first->items[k] : second->items[k - first->count];
	}
}

/* The names of a map file's versions instead of "all". */
static void replace_all(struct reader *reader, struct manifest_item *item)
{
	struct manifest_texts *versions = &item->fields[MANIFEST_VERSION];
	const struct manifest_texts *maps = &item->fields[MANIFEST_MAP];
	if (versions->count != 1 || strcmp(versions->items[0].text, "all") != 0)
		return;
	struct place place = versions->items[0].place;
	if (maps->count != 1 || strchr(maps->items[0].text, '{')) {
		diag_error(reader->diag, CONTRADICTION, place, "name the versions, or one map file",
		           "version: all needs one map file whose name is written out");
		return;
	}
	const char *path = seed_file_beside(reader->arena, place.source->name, maps->items[0].text);
	const struct source *source = seed_file_read(reader->arena, path, maps->items[0].place, reader->diag);
	const struct node *top = source ? spec_yaml_read(reader, source) : NULL;
	const struct node *node = node_get(top, "versions");
	if (top && !node) /* a map without versions is one job */
		*versions = (struct manifest_texts){0};
	if (!node || !node_expect(reader, node, NODE_MAP, "versions"))
		return;
	*versions =
	        (struct manifest_texts){ARENA_ARRAY(reader->arena, node->count + 1, struct manifest_text), node->count};
	for (size_t i = 0; i < node->count; i++)
		versions->items[i] = (struct manifest_text){node->entries[i].key, place};
}

static void read_item(struct reader *reader, const struct node *top, const struct node *node, struct place place,
                      struct manifest_item *item)
{
	item->place = place;
	for (enum manifest_field field = 0; field < MANIFEST_FIELDS; field++)
		if (node == top || !node_get(node, options[field].key) ||
		    !read_field(reader, node, field, &item->fields[field]))
			read_field(reader, top, field, &item->fields[field]);
	const struct node *owner = node_get(node, "rows") ? node : top, *rows = node_get(owner, "rows");
	if (rows && node_expect(reader, rows, NODE_TEXT, "rows"))
		item->rows = (struct manifest_text){rows->text, rows->place};
	join_variants(reader, top, node, item);
	if (!item->fields[MANIFEST_MAP].count)
		diag_error(reader->diag, MISSING_KEY, place, "write map: and a map file", "the job has no map");
	replace_all(reader, item);
}

static void read_items(struct reader *reader, const struct node *top, struct manifest *out)
{
	options_check_keys(reader, &manifest_options, NULL, &(struct node_entry){.value = (struct node *)top},
	                   "the manifest");
	const struct node *jobs = node_get(top, "jobs");
	if (jobs && !node_expect(reader, jobs, NODE_LIST, "jobs"))
		return;
	size_t count = jobs ? jobs->count : 1;
	if (count == 0)
		diag_error(reader->diag, EMPTY_VALUE, jobs->place, NULL, "jobs: the list is empty");
	out->items = ARENA_ARRAY(reader->arena, count + 1, struct manifest_item);
	for (size_t i = 0; i < count; i++) {
		const struct node *node = jobs ? jobs->entries[i].value : top;
		if (jobs && !node_expect(reader, node, NODE_MAP, "a job"))
			continue;
		if (jobs)
			options_check_keys(reader, &job_options, NULL, &jobs->entries[i], "a job");
		read_item(reader, top, node, node->place, &out->items[out->item_count++]);
	}
}

bool manifest_read(struct arena *arena, const char *name, const char *text, size_t length, struct diag *diag,
                   struct manifest *out)
{
	size_t errors = diag->errors, entries = diag->count;
	const struct source *source = spec_yaml_source(arena, name, text, length);
	struct reader reader = {.arena = arena, .diag = diag};
	*out = (struct manifest){.source = source};
	const struct node *top = spec_yaml_read(&reader, source);
	const char *format =
	        top ? node_need_text(&reader, top, "batch", (struct place){.source = source}, "the manifest") : NULL;
	if (format && strcmp(format, FORMAT_VERSION) != 0)
		diag_error(diag, UNKNOWN_FORMAT, node_get(top, "batch")->place,
		           "this program reads format " FORMAT_VERSION, "batch: manifest format '%s' is not known",
		           format);
	else if (format)
		read_items(&reader, top, out);
	reader_order(&reader, entries, source);
	return diag->errors == errors;
}
