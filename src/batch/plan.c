/* Plan: job N of a manifest. The index is a number of mixed base whose digits are the row, then map, version, page …
 * and the variant of `set`; neighbours share the map and its data. */
#include "batch/plan.h"
#include "batch/batch.h"
#include "batch/template.h"

#include "base/buffer.h"
#include "base/options.h"
#include "data/file.h"
#include "spec/seed_file.h"

#include <stddef.h>
#include <string.h>

#define FIELD_BIT(field) (1u << (field))
#define ALL_FIELDS       (FIELD_BIT(MANIFEST_FORMAT) - 1)
/* Theme, language, format and resolution are left out: they do not change the frame or what lies in it. A field that
 * is missing here costs time, not correctness, because the view itself is compared (scene/kept.c). */
#define VIEW_FIELDS                                                                                                    \
	(FIELD_BIT(MANIFEST_MAP) | FIELD_BIT(MANIFEST_VERSION) | FIELD_BIT(MANIFEST_PAGE) |                            \
	 FIELD_BIT(MANIFEST_WIDTH) | FIELD_BIT(MANIFEST_BARE) | FIELD_BIT(MANIFEST_MULTIPLES))

/* A job that is being worked out. Its texts are filled on demand, because a name alone needs few of them. */
struct draft {
	const struct plan *plan;
	const struct plan_item *own;
	struct arena *arena;
	struct diag *diag;
	struct template_values columns, all; /* what fields may name; what `set` and the output may name */
	size_t digits[MANIFEST_FORMAT], row, variant;
	unsigned filled; /* fields, by their bits */
	const char *texts[MANIFEST_FORMAT], *format;
};

static const char *text_of(struct draft *draft, enum manifest_field field)
{
	const struct manifest_texts *texts = &draft->own->item->fields[field];
	if (texts->count && !(draft->filled & FIELD_BIT(field))) {
		const char *text = template_fill(texts->items[draft->digits[field]].text, &draft->columns,
		                                 TEMPLATE_PLAIN, draft->arena, NULL);
		draft->texts[field] = *text ? text : NULL;
		draft->filled |= FIELD_BIT(field);
	}
	return draft->texts[field];
}

/* Where a filled text came from: the row's cell when the text is nothing but one {column}. */
static struct place origin(const struct draft *draft, const struct manifest_text *text)
{
	const struct table *table = draft->columns.table;
	size_t name, length;
	if (!table || !template_next(text->text, 0, &name, &length) || name != 1 || text->text[length + 2])
		return text->place;
	int column = table_column(table, arena_text_n(draft->arena, text->text + 1, length));
	return column < 0 ? text->place : draft->columns.cells[column].place;
}

static struct place place_of(const struct draft *draft, enum manifest_field field)
{
	const struct manifest_texts *texts = &draft->own->item->fields[field];
	return texts->count ? origin(draft, &texts->items[draft->digits[field]]) : draft->own->item->place;
}

/* What `set` and the output may name: for struct template_values. */
static const char *value_of(void *context, size_t index)
{
	struct draft *draft = context;
	if (index == PLAN_ROW)
		return draft->own->table ? arena_printf(draft->arena, "%zu", draft->row + 1) : NULL;
	if (index == PLAN_SET)
		return arena_printf(draft->arena, "%zu", draft->variant + 1);
	if (index == MANIFEST_FORMAT)
		return draft->format;
	const char *text = text_of(draft, (enum manifest_field)index);
	if (!text || index != MANIFEST_MAP)
		return text;
	const char *name = data_file_name(text);
	return arena_text_n(draft->arena, name, (size_t)(data_file_ending(text) - name));
}

/* Cuts the index into the row, a value per field and the variant; the last varies fastest. */
static void cut_index(struct draft *draft, size_t index)
{
	const struct manifest_item *item = draft->own->item;
	draft->variant = index % item->variant_count;
	index /= item->variant_count;
	for (int field = MANIFEST_FORMAT - 1; field >= 0; field--) {
		size_t count = item->fields[field].count ? item->fields[field].count : 1;
		draft->digits[field] = index % count;
		index /= count;
	}
	draft->row = index;
}

static void set_row(struct draft *draft, const struct table_cell *cells, size_t number)
{
	draft->row = number;
	draft->columns = (struct template_values){.table = draft->own->table, .cells = cells};
	const struct manifest_texts *map = &draft->own->item->fields[MANIFEST_MAP];
	bool is_column = map->count && !strcmp(map->items[0].text, "{map}"); /* of which {map} is the name alone */
	draft->all = (struct template_values){
	        draft->own->table, cells, is_column ? "map" : NULL, draft->plan->value_names, PLAN_VALUES,
	        value_of,          draft};
}

/* Fields that say how a sheet is drawn. */
static const struct {
	enum manifest_field field;
	struct option option;
} drawing[] = {
        {MANIFEST_DPI, {"dpi", OPTION_NUMBER, offsetof(struct job, draw.dpi), NULL, "", 10, 2400}},
        {MANIFEST_MULTIPLES, {"multiples", OPTION_BOOL, offsetof(struct job, multiples)}},
        {MANIFEST_BARE, {"bare", OPTION_BOOL, offsetof(struct job, bare)}},
        {MANIFEST_TRANSPARENT, {"transparent", OPTION_BOOL, offsetof(struct job, draw.transparent)}},
        {MANIFEST_RESPONSIVE, {"responsive", OPTION_BOOL, offsetof(struct job, draw.responsive)}},
        {MANIFEST_SVG_TEXT, {"svg_text", OPTION_CHOICE, offsetof(struct job, svg_text), .choices = "text|outline"}},
        {MANIFEST_ID_PREFIX, {"id_prefix", OPTION_TEXT, offsetof(struct job, draw.id_prefix)}},
};

static bool read_drawing(struct draft *draft, struct job *job)
{
	bool good = true;
	job->draw = (struct draw_options){.date = draft->plan->date};
	for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++) {
		enum manifest_field field = drawing[i].field;
		const char *text = text_of(draft, field);
		if (text &&
		    !option_set(draft->arena, &drawing[i].option, job, text, place_of(draft, field), draft->diag))
			good = false;
	}
	job->draw.outline_text = job->svg_text == 1;
	if (good && job->multiples && job->version) {
		diag_error(draft->diag, CONTRADICTION, place_of(draft, MANIFEST_MULTIPLES), "leave one of the two out",
		           "multiples shows all versions on one sheet, version one");
		good = false;
	}
	return good;
}

static bool read_formats(struct draft *draft, struct job *job)
{
	const struct manifest_texts *texts = &draft->own->item->fields[MANIFEST_FORMAT];
	for (size_t i = 0; i < texts->count; i++) {
		const char *list =
		        template_fill(texts->items[i].text, &draft->columns, TEMPLATE_PLAIN, draft->arena, NULL);
		if (!draw_formats_read(list, origin(draft, &texts->items[i]), draft->diag, job->formats,
		                       &job->format_count))
			return false;
	}
	if (!job->format_count)
		job->formats[job->format_count++] = draw_format_find("png");
	return true;
}

/* "KEY={column}" whose cell is empty overrides nothing. */
static bool overrides_nothing(const char *set, const char *filled)
{
	size_t name, length;
	const char *equals = strchr(set, '=');
	return equals && !strchr(filled, '=')[1] && template_next(set, 0, &name, &length) && set + name == equals + 2 &&
	       !set[name + length + 1];
}

static void read_sets(struct draft *draft, struct job *job)
{
	const struct manifest_texts *variant = &draft->own->item->variants[draft->variant];
	const char **sets = ARENA_ARRAY(draft->arena, variant->count + 1, const char *);
	for (size_t i = 0; i < variant->count; i++) {
		const char *set = variant->items[i].text, *equals = strchr(set, '=');
		bool flow = equals && (equals[1] == '[' || !strncmp(equals + 1, "{\"", 2));
		const char *filled =
		        template_fill(set, &draft->all, flow ? TEMPLATE_QUOTED : TEMPLATE_PLAIN, draft->arena, NULL);
		if (!overrides_nothing(set, filled))
			sets[job->overrides.set_count++] = filled;
	}
	job->overrides.sets = sets;
}

/* The pattern names the format itself, or the format's ending is added where it is missing. */
static const char *with_ending(struct draft *draft, const char *path, const struct draw_format *format)
{
	if (template_has(draft->own->output, "format"))
		return path;
	size_t length = strlen(path), own = strlen(format->ending);
	bool has = length > own && !strcmp(path + length - own, format->ending);
	return has ? path : arena_printf(draft->arena, "%s%s", path, format->ending);
}

/* Called for every row of a manifest: with printf() finding a shard's rows takes a tenth longer. */
static const char *joined(struct arena *arena, const char *folder, const char *path)
{
	size_t first = strlen(folder), second = strlen(path);
	char *both = arena_alloc(arena, first + second + 1);
	memcpy(both, folder, first);
	memcpy(both + first, path, second);
	return both;
}

static bool name_outputs(struct draft *draft, struct job *job)
{
	const struct plan_item *own = draft->own;
	struct place place = own->table ? job->place : own->output_place;
	for (size_t i = 0; i < job->format_count; i++) {
		const char *empty;
		draft->format = job->formats[i]->ending + 1;
		/* A column that holds the whole path may have folders; a part of a name may not. */
		bool whole = *own->output == '{' && strchr(own->output, '}') && !strchr(own->output, '}')[1];
		const char *path = template_fill(own->output, &draft->all, whole ? TEMPLATE_PLAIN : TEMPLATE_FILE,
		                                 draft->arena, &empty);
		if (empty) {
			diag_error(draft->diag, EMPTY_VALUE, place, "every job needs a file name of its own",
			           "'{%s}' is empty here", empty);
			return false;
		}
		path = with_ending(draft, path, job->formats[i]);
		job->outputs[i] = *path == '/' ? path : joined(draft->arena, draft->plan->folder, path);
		if (i == 0)
			job->name = path;
		else if (!strcmp(job->outputs[i], job->outputs[i - 1])) {
			diag_error(draft->diag, DUPLICATE_ENTRY, place, "write {format} into it",
			           "two formats have one file name: %s", path);
			return false;
		}
	}
	return true;
}

static void add_option(struct buffer *out, const char *name, const char *value)
{
	if (value)
		buffer_printf(out, "%s=%s\n", name, value);
}

/* The hash of the fields whose bits are set and of `set`; with `formats` of the formats and the date too. */
static struct hash hash_of(struct draft *draft, const struct job *job, unsigned fields, bool formats)
{
	struct buffer text;
	buffer_init(&text);
	for (int field = 0; field < MANIFEST_FORMAT; field++)
		if (fields & FIELD_BIT(field))
			add_option(&text, manifest_options.options[field].key, text_of(draft, field));
	for (size_t i = 0; i < job->overrides.set_count; i++)
		add_option(&text, "set", job->overrides.sets[i]);
	for (size_t i = 0; formats && i < job->format_count; i++)
		add_option(&text, "format", job->formats[i]->name);
	if (formats)
		buffer_printf(&text, "date=%lld\n", job->draw.date);
	struct hash hash = hash_bytes(text.bytes, text.length);
	buffer_clear(&text);
	return hash;
}

static const struct plan_item *item_of(const struct plan *plan, size_t index)
{
	size_t low = 0, high = plan->item_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(plan->items[middle].first <= index ? &low : &high) = middle;
	}
	return &plan->items[low];
}

bool plan_job(const struct plan *plan, size_t index, struct arena *arena, struct diag *diag, struct job *out)
{
	const struct plan_item *own = item_of(plan, index);
	struct draft draft = {.plan = plan, .own = own, .arena = arena, .diag = diag};
	cut_index(&draft, index - own->first);
	const struct table_cell *cells = own->table ? table_cells(own->table, draft.row, arena) : NULL;
	set_row(&draft, cells, own->table ? own->table->rows[draft.row].number : 0);
	const char *map = text_of(&draft, MANIFEST_MAP);
	*out = (struct job){.place = cells ? cells[0].place : own->item->place};
	if (!map) {
		diag_error(diag, MISSING_KEY, place_of(&draft, MANIFEST_MAP), "name the map file",
		           "the job has no map");
		return false;
	}
	out->map = seed_file_beside(arena, plan->name, map);
	out->version = text_of(&draft, MANIFEST_VERSION);
	out->overrides = (struct map_overrides){.page = text_of(&draft, MANIFEST_PAGE),
	                                        .width = text_of(&draft, MANIFEST_WIDTH),
	                                        .languages = text_of(&draft, MANIFEST_LANGUAGE),
	                                        .theme = text_of(&draft, MANIFEST_THEME),
	                                        .share_dir = plan->share_dir};
	bool good = read_formats(&draft, out);
	good = read_drawing(&draft, out) && good;
	read_sets(&draft, out);
	if (!good || !name_outputs(&draft, out))
		return false;
	out->options = hash_of(&draft, out, ALL_FIELDS, true);
	out->view = hash_of(&draft, out, VIEW_FIELDS, false);
	return true;
}

bool plan_wants_row(void *context, size_t number, const struct table_cell *cells, struct arena *scratch)
{
	const struct plan_row_test *test = context;
	bool wanted = false;
	struct diag ignored; /* reported when the row's job is worked out */
	diag_init(&ignored);
	for (size_t i = 0; i < test->own->per_row && !wanted; i++) {
		struct draft draft = {.plan = test->plan, .own = test->own, .arena = scratch, .diag = &ignored};
		struct job job = {0};
		cut_index(&draft, i);
		set_row(&draft, cells, number);
		bool good = read_formats(&draft, &job);
		job.format_count = 1; /* the first gives the name */
		wanted = !good || !name_outputs(&draft, &job) ||
		         batch_shard_of(hash_text(job.name), test->plan->shards) == test->plan->shard;
	}
	diag_clear(&ignored);
	return wanted;
}
