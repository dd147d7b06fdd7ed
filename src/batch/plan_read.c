/* Reading a plan: the manifest's items with their tables, every {name} checked against what there is.
 * A CSV manifest is one item whose fields are "{column}" wherever it has a column of that name. */
#include "batch/plan.h"
#include "batch/template.h"

#include "base/bits.h"
#include "data/file.h"
#include "spec/seed_file.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST_BYTES_MAX (1024 * 1024)

/* Reads the whole table, or for a shard only the header: which rows it needs depends on the patterns, checked later. */
static bool open_table(const struct plan *plan, const char *path, struct place place, struct diag *diag,
                       struct table *table, struct table_stream **stream)
{
	*stream = table_stream_open(plan->arena, path, path, place, diag, table);
	if (!*stream || plan->shards)
		return *stream;
	bool good = table_stream_rows(*stream, NULL, NULL, diag);
	table_stream_close(*stream);
	*stream = NULL;
	return good;
}

static struct manifest_texts column_text(struct arena *arena, const struct table *table, const char *name)
{
	int column = table_column(table, name);
	if (column < 0)
		return (struct manifest_texts){0};
	struct manifest_text *text = ARENA_NEW(arena, struct manifest_text);
	*text = (struct manifest_text){arena_printf(arena, "{%s}", name),
	                               table_column_place(table, (size_t)column, arena)};
	return (struct manifest_texts){text, 1};
}

static void add_set_columns(struct arena *arena, const struct table *table, struct manifest_item *item)
{
	struct manifest_texts *sets = ARENA_NEW(arena, struct manifest_texts);
	sets->items = ARENA_ARRAY(arena, table->column_count, struct manifest_text);
	for (size_t i = 0; i < table->column_count; i++) {
		const char *column = table->columns[i];
		if (strncmp(column, "set.", 4) != 0)
			continue;
		sets->items[sets->count++] = (struct manifest_text){arena_printf(arena, "%s={%s}", column + 4, column),
		                                                    table_column_place(table, i, arena)};
	}
	item->variants = sets;
	item->variant_count = 1;
}

static bool read_csv(struct plan *plan, struct diag *diag)
{
	struct arena *arena = plan->arena;
	struct table *table = ARENA_NEW(arena, struct table);
	struct table_stream *stream = NULL;
	if (!open_table(plan, plan->name, no_place, diag, table, &stream))
		return false;
	struct manifest_item *item = ARENA_NEW(arena, struct manifest_item);
	item->place = table_column_place(table, 0, arena);
	for (enum manifest_field field = 0; field < MANIFEST_FIELDS; field++)
		item->fields[field] = column_text(arena, table, manifest_options.options[field].key);
	add_set_columns(arena, table, item);
	if (!item->fields[MANIFEST_MAP].count)
		diag_error(diag, UNKNOWN_COLUMN, item->place, "one row a job, with the map file in 'map'",
		           "there is no column 'map'");
	plan->items = ARENA_NEW(arena, struct plan_item);
	plan->items[0] = (struct plan_item){.item = item, .table = table, .stream = stream};
	plan->item_count = 1;
	return item->fields[MANIFEST_MAP].count > 0;
}

/* The rows of an item. A file that several items name is read once, except for a shard, which needs other rows for
 * each. */
static bool read_table(struct plan *plan, size_t index, struct diag *diag)
{
	struct plan_item *own = &plan->items[index];
	const struct manifest_text *rows = &own->item->rows;
	if (!rows->text)
		return true;
	for (size_t i = 0; i < index && !plan->shards; i++)
		if (plan->items[i].table && !strcmp(plan->items[i].item->rows.text, rows->text)) {
			own->table = plan->items[i].table;
			return true;
		}
	struct table *table = ARENA_NEW(plan->arena, struct table);
	const char *path = seed_file_beside(plan->arena, plan->name, rows->text);
	own->table = table;
	return open_table(plan, path, rows->place, diag, table, &own->stream);
}

static bool read_yaml(struct plan *plan, struct diag *diag)
{
	struct arena *arena = plan->arena;
	struct bytes bytes;
	struct manifest *manifest = ARENA_NEW(arena, struct manifest);
	if (!data_file_read(arena, plan->name, plan->name, MANIFEST_BYTES_MAX, no_place, diag, &bytes) ||
	    !manifest_read(arena, plan->name, bytes.start, bytes.length, diag, manifest))
		return false;
	plan->items = ARENA_ARRAY(arena, manifest->item_count, struct plan_item);
	plan->item_count = manifest->item_count;
	bool good = true;
	for (size_t i = 0; i < plan->item_count; i++) {
		plan->items[i].item = &manifest->items[i];
		good = read_table(plan, i, diag) && good;
	}
	return good;
}

static bool varies(const struct manifest_texts *texts)
{
	return texts->count > 1 || (texts->count == 1 && strchr(texts->items[0].text, '{'));
}

/* The pattern of an item that gives none: the map's name and what varies. */
static const char *default_output(struct arena *arena, const struct plan_item *own)
{
	const char *pattern = own->table ? "{map}-{row}" : "{map}";
	for (enum manifest_field field = MANIFEST_VERSION; field < MANIFEST_FORMAT; field++)
		if (varies(&own->item->fields[field]))
			pattern = arena_printf(arena, "%s-{%s}", pattern, manifest_options.options[field].key);
	if (own->item->variant_count > 1)
		pattern = arena_printf(arena, "%s-{set}", pattern);
	return arena_printf(arena, "%s.{format}", pattern);
}

static void find_output(struct plan *plan, struct plan_item *own, struct diag *diag)
{
	const struct manifest_texts *given = &own->item->fields[MANIFEST_OUTPUT];
	own->output = given->count ? given->items[0].text : default_output(plan->arena, own);
	own->output_place = given->count ? given->items[0].place : own->item->place;
	if (!*own->output)
		diag_error(diag, EMPTY_VALUE, own->output_place, "for example maps/{map}-{page}.{format}",
		           "output: nothing is written here");
}

/* "" if the item's jobs have the value, else NULL: for struct template_values. */
static const char *value_is_given(void *context, size_t index)
{
	const struct plan_item *own = context;
	bool given = index == PLAN_ROW
	                     ? own->table != NULL
	                     : index == PLAN_SET || index == MANIFEST_FORMAT || own->item->fields[index].count;
	return given ? "" : NULL;
}

static void check_templates(struct plan *plan, struct plan_item *own, struct diag *diag)
{
	const struct manifest_item *item = own->item;
	const struct template_values columns = {.table = own->table};
	const struct template_values all = {own->table,  NULL,           NULL, plan->value_names,
	                                    PLAN_VALUES, value_is_given, own};
	for (enum manifest_field field = 0; field < MANIFEST_OUTPUT; field++)
		for (size_t i = 0; i < item->fields[field].count; i++)
			template_check(item->fields[field].items[i].text, item->fields[field].items[i].place, &columns,
			               plan->arena, diag);
	for (size_t i = 0; i < item->variant_count; i++)
		for (size_t k = 0; k < item->variants[i].count; k++)
			template_check(item->variants[i].items[k].text, item->variants[i].items[k].place, &all,
			               plan->arena, diag);
	template_check(own->output, own->output_place, &all, plan->arena, diag);
}

/* Warns of what is said of a format that the item does not draw; of formats in a column nothing is known yet. */
static void check_uses(const struct manifest_item *item, struct diag *diag)
{
	static const struct {
		enum manifest_field field;
		enum draw_use use;
	} uses[] = {{MANIFEST_DPI, DRAW_DPI},
	            {MANIFEST_RESPONSIVE, DRAW_RESPONSIVE},
	            {MANIFEST_SVG_TEXT, DRAW_OUTLINES},
	            {MANIFEST_ID_PREFIX, DRAW_ID_PREFIX}};
	const struct manifest_texts *texts = &item->fields[MANIFEST_FORMAT];
	const struct draw_format *formats[DRAW_FORMATS_MAX];
	const char *names = texts->count ? texts->items[0].text : "png";
	size_t count = 0;
	unsigned used = 0;
	if (texts->count > 1 || strchr(names, '{') || !draw_formats_read(names, no_place, diag, formats, &count))
		return;
	for (size_t i = 0; i < count; i++)
		used |= formats[i]->uses;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		const struct manifest_texts *given = &item->fields[uses[i].field];
		if (given->count && !(uses[i].use & used))
			diag_warning(diag, UNUSED_ENTRY, given->items[0].place, NULL,
			             "%s has no effect: %s does not use it",
			             manifest_options.options[uses[i].field].key, names);
	}
}

/* Numbers the item's jobs. */
static bool count_jobs(struct plan *plan, struct plan_item *own, struct diag *diag)
{
	size_t count = own->per_row;
	if (!own->per_row || !bits_multiply(&count, own->table ? own->table->row_count : 1) ||
	    count > PLAN_JOBS_MAX - plan->count) {
		diag_error(diag, OVER_LIMIT, own->item->place, "divide the manifest", "these are more than %zu jobs",
		           PLAN_JOBS_MAX);
		return false;
	}
	own->first = plan->count;
	plan->count += count;
	return true;
}

/* 0 if there are more than size_t can count. */
static size_t jobs_per_row(const struct manifest_item *item)
{
	size_t count = item->variant_count;
	for (enum manifest_field field = 0; field < MANIFEST_FORMAT; field++)
		if (item->fields[field].count && !bits_multiply(&count, item->fields[field].count))
			return 0;
	return count;
}

/* Reads the shard's rows, now that the item's patterns are known to be good. */
static void read_rows(const struct plan *plan, struct plan_item *own, bool good, struct diag *diag)
{
	struct plan_row_test test = {plan, own};
	if (own->stream && good)
		table_stream_rows(own->stream, plan_wants_row, &test, diag);
	if (own->stream)
		table_stream_close(own->stream);
	own->stream = NULL;
}

bool plan_read(struct arena *arena, const char *path, const char *folder, const char *share_dir, size_t shard,
               size_t shards, struct diag *diag, struct plan *out)
{
	const char *date = getenv("SOURCE_DATE_EPOCH");
	*out = (struct plan){.arena = arena,
	                     .name = path,
	                     .share_dir = share_dir,
	                     .date = date ? atoll(date) : 0,
	                     .shard = shard,
	                     .shards = shards > 1 ? shards : 0};
	out->value_names = ARENA_ARRAY(arena, PLAN_VALUES, const char *);
	for (size_t i = 0; i < PLAN_ROW; i++)
		out->value_names[i] = manifest_options.options[i].key;
	out->value_names[PLAN_ROW] = "row";
	out->value_names[PLAN_SET] = "set";
	if (!folder)
		out->folder = arena_text_n(arena, path, (size_t)(data_file_name(path) - path));
	else
		out->folder =
		        *folder && folder[strlen(folder) - 1] != '/' ? arena_printf(arena, "%s/", folder) : folder;
	size_t errors = diag->errors;
	bool good = (data_ascii_same(data_file_ending(path), ".csv") ? read_csv : read_yaml)(out, diag);
	for (size_t i = 0; i < out->item_count; i++) {
		if (good) {
			out->items[i].per_row = jobs_per_row(out->items[i].item);
			find_output(out, &out->items[i], diag);
			check_templates(out, &out->items[i], diag);
			check_uses(out->items[i].item, diag);
		}
		read_rows(out, &out->items[i], diag->errors == errors, diag);
		good = good && count_jobs(out, &out->items[i], diag);
	}
	return diag->errors == errors;
}

const char *plan_stem(const struct plan *plan, struct arena *arena)
{
	const char *name = data_file_name(plan->name);
	return arena_text_n(arena, name, (size_t)(data_file_ending(plan->name) - name));
}
