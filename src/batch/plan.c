/* Plan: job N of a manifest. The index is a number of mixed base whose digits are the row, then map, version, page …
 * and the variant of `set`; neighbours share the map and its data. */
#include "batch/batch.h"
#include "batch/plan_parts.h"

#include "base/buffer.h"
#include "base/options.h"
#include "data/file.h"

#include <stddef.h>
#include <string.h>

/* The values of one job before they are checked. */
struct choice {
	const struct plan *plan;
	const struct plan_item *own;
	struct arena *arena;
	struct diag *diag;
	struct template_values columns;
	size_t row, variant;
	const char *texts[MANIFEST_FIELDS]; /* filled; NULL: not said */
	struct place places[MANIFEST_FIELDS];
	struct template_value values[PLAN_VALUES];
};

void plan_values(const char *const *texts, struct template_value out[PLAN_VALUES])
{
	for (int i = 0; i < MANIFEST_OUTPUT; i++)
		out[i] = (struct template_value){manifest_field_names[i], texts ? texts[i] : NULL};
	out[PLAN_ROW] = (struct template_value){"row", NULL};
	out[PLAN_SET] = (struct template_value){"set", NULL};
}

/* Where a filled text came from: the row's cell when the text is nothing but one {column}. */
static struct place origin(const struct choice *choice, const struct manifest_text *text)
{
	const struct table *table = choice->columns.table;
	size_t name, length;
	if (!table || !template_next(text->text, 0, &name, &length) || name != 1 || text->text[length + 2])
		return text->place;
	int column = table_column(table, arena_text_n(choice->arena, text->text + 1, length));
	return column < 0 ? text->place : choice->columns.cells[column].place;
}

/* Cuts the index into the row, a value per field and the variant; the last varies fastest. */
static void cut_index(struct choice *choice, size_t index, size_t digits[MANIFEST_FORMAT])
{
	const struct manifest_item *item = choice->own->item;
	choice->variant = index % item->variant_count;
	index /= item->variant_count;
	for (int field = MANIFEST_FORMAT - 1; field >= 0; field--) {
		size_t count = item->fields[field].count ? item->fields[field].count : 1;
		digits[field] = index % count;
		index /= count;
	}
	choice->row = index;
}

static void fill_field(struct choice *choice, enum manifest_field field, size_t digit)
{
	const struct manifest_texts *texts = &choice->own->item->fields[field];
	if (!texts->count)
		return;
	const char *filled =
	        template_fill(texts->items[digit].text, &choice->columns, TEMPLATE_PLAIN, choice->arena, NULL);
	choice->texts[field] = *filled ? filled : NULL;
	choice->places[field] = origin(choice, &texts->items[digit]);
}

static void choose(struct choice *choice, size_t index)
{
	size_t digits[MANIFEST_FORMAT];
	cut_index(choice, index, digits);
	if (choice->own->table) {
		choice->columns.table = choice->own->table;
		choice->columns.cells = table_row(choice->own->table, choice->row, choice->arena);
		choice->row = table_row_number(choice->own->table, choice->row);
	}
	for (enum manifest_field field = 0; field < MANIFEST_FORMAT; field++)
		fill_field(choice, field, digits[field]);
}

static struct place job_place(const struct choice *choice)
{
	return choice->columns.cells ? choice->columns.cells[0].place : choice->own->item->place;
}

/* Fields that say how a sheet is drawn. */
static const struct {
	enum manifest_field field;
	struct option option;
} drawing[] = {
        {MANIFEST_DPI,
         {.type = OPTION_NUMBER, .offset = offsetof(struct job, draw.dpi), .minimum = 10, .maximum = 2400}},
        {MANIFEST_BARE, {.type = OPTION_BOOL, .offset = offsetof(struct job, bare)}},
        {MANIFEST_TRANSPARENT, {.type = OPTION_BOOL, .offset = offsetof(struct job, draw.transparent)}},
        {MANIFEST_RESPONSIVE, {.type = OPTION_BOOL, .offset = offsetof(struct job, draw.responsive)}},
        {MANIFEST_SVG_TEXT,
         {.type = OPTION_CHOICE, .offset = offsetof(struct job, svg_text), .choices = "text|outline"}},
        {MANIFEST_ID_PREFIX, {.type = OPTION_TEXT, .offset = offsetof(struct job, draw.id_prefix)}},
};

static bool read_drawing(const struct choice *choice, struct job *job)
{
	bool good = true;
	job->draw = (struct draw_options){.dpi = 300, .date = choice->plan->date};
	for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++) {
		enum manifest_field field = drawing[i].field;
		struct option option = drawing[i].option;
		option.key = manifest_field_names[field];
		if (choice->texts[field])
			good = option_set(choice->arena, &option, job, choice->texts[field], choice->places[field],
			                  choice->diag) &&
			       good;
	}
	job->draw.outline_text = job->svg_text == 1;
	return good;
}

static bool add_format(struct choice *choice, const char *name, struct place place, struct job *job)
{
	const struct draw_format *format = draw_format_find(name);
	const char *names[16];
	for (size_t i = 0; i < draw_format_count && i < 16; i++)
		names[i] = draw_formats[i]->name;
	if (!format) {
		const char *near = option_suggest(name, names, sizeof *names, draw_format_count);
		diag_error(choice->diag, UNKNOWN_NAME, place,
		           near ? arena_printf(choice->arena, "did you mean '%s'?", near) : "png, svg, pdf, svg-cairo",
		           "unknown format '%s'", name);
		return false;
	}
	for (size_t i = 0; i < job->format_count; i++)
		if (job->formats[i] == format || i + 1 == JOB_FORMATS_MAX) {
			diag_error(choice->diag, DUPLICATE_ENTRY, place, NULL, "the format '%s' is there twice", name);
			return false;
		}
	job->formats[job->format_count++] = format;
	return true;
}

static bool read_formats(struct choice *choice, struct job *job)
{
	const struct manifest_texts *texts = &choice->own->item->fields[MANIFEST_FORMAT];
	bool good = true;
	for (size_t i = 0; i < texts->count; i++) {
		const char *list =
		        template_fill(texts->items[i].text, &choice->columns, TEMPLATE_PLAIN, choice->arena, NULL);
		for (size_t length; *list; list += length, list += strspn(list, ", ")) {
			length = strcspn(list, ", ");
			if (length)
				good = add_format(choice, arena_text_n(choice->arena, list, length),
				                  origin(choice, &texts->items[i]), job) &&
				       good;
		}
	}
	if (good && !job->format_count)
		job->formats[job->format_count++] = draw_format_find("png");
	return good;
}

/* "KEY={column}" whose cell is empty overrides nothing. */
static bool overrides_nothing(const char *set, const char *filled)
{
	size_t name, length;
	const char *equals = strchr(set, '=');
	return equals && !strchr(filled, '=')[1] && template_next(set, 0, &name, &length) && set + name == equals + 2 &&
	       !set[name + length + 1];
}

static void read_sets(struct choice *choice, struct job *job)
{
	const struct manifest_sets *variant = &choice->own->item->variants[choice->variant];
	const struct template_values all = {choice->columns.table, choice->columns.cells, choice->values, PLAN_VALUES};
	const char **sets = ARENA_ARRAY(choice->arena, variant->count + 1, const char *);
	for (size_t i = 0; i < variant->count; i++) {
		const char *set = variant->items[i].text, *equals = strchr(set, '=');
		bool flow = equals && (equals[1] == '[' || !strncmp(equals + 1, "{\"", 2));
		const char *filled =
		        template_fill(set, &all, flow ? TEMPLATE_QUOTED : TEMPLATE_PLAIN, choice->arena, NULL);
		if (!overrides_nothing(set, filled))
			sets[job->overrides.set_count++] = filled;
	}
	job->overrides.sets = sets;
}

static const char *map_stem(const char *path, struct arena *arena)
{
	const char *name = file_name(path);
	return arena_text_n(arena, name, (size_t)(file_ending(path) - name));
}

/* The pattern names the format itself, or the format's ending is added where it is missing. */
static const char *with_ending(struct choice *choice, const char *path, const struct draw_format *format)
{
	if (template_has(choice->own->output, "format"))
		return path;
	bool cairo = !strcmp(format->name, "svg-cairo");
	const char *ending = arena_printf(choice->arena, "%s.%s", cairo ? "-cairo" : "", format->extension);
	size_t length = strlen(path), own = strlen(ending);
	return length > own && !strcmp(path + length - own, ending) ? path
	                                                            : arena_printf(choice->arena, "%s%s", path, ending);
}

/* What a pattern may name, when the fields are filled. */
static void set_values(struct choice *choice)
{
	const char *map = choice->texts[MANIFEST_MAP];
	struct arena *arena = choice->arena;
	plan_values(choice->texts, choice->values);
	choice->values[MANIFEST_MAP].text = map ? map_stem(map, arena) : NULL;
	choice->values[PLAN_ROW].text = choice->own->table ? arena_printf(arena, "%zu", choice->row + 1) : NULL;
	choice->values[PLAN_SET].text = arena_printf(arena, "%zu", choice->variant + 1);
}

/* Ten million times: printf() is a tenth of finding a shard's rows. */
static const char *joined(struct arena *arena, const char *folder, const char *path)
{
	size_t first = strlen(folder), second = strlen(path);
	char *both = arena_alloc(arena, first + second + 1);
	memcpy(both, folder, first);
	memcpy(both + first, path, second);
	return both;
}

static bool name_outputs(struct choice *choice, struct job *job)
{
	const struct plan_item *own = choice->own;
	const struct template_values all = {choice->columns.table, choice->columns.cells, choice->values, PLAN_VALUES};
	struct place place = own->table ? job->place : own->output_place;
	for (size_t i = 0; i < job->format_count; i++) {
		const char *empty, *name = job->formats[i]->name;
		choice->values[MANIFEST_FORMAT].text = strcmp(name, "svg-cairo") ? name : "cairo.svg";
		/* A column that holds the whole path may have folders; a part of a name may not. */
		bool whole = *own->output == '{' && strchr(own->output, '}') && !strchr(own->output, '}')[1];
		const char *path =
		        template_fill(own->output, &all, whole ? TEMPLATE_PLAIN : TEMPLATE_FILE, choice->arena, &empty);
		if (empty) {
			diag_error(choice->diag, EMPTY_VALUE, place, "every job needs a file name of its own",
			           "'{%s}' is empty here", empty);
			return false;
		}
		path = with_ending(choice, path, job->formats[i]);
		job->outputs[i] = *path == '/' ? path : joined(choice->arena, choice->plan->folder, path);
		if (i == 0)
			job->name = path;
		else if (!strcmp(job->outputs[i], job->outputs[i - 1])) {
			diag_error(choice->diag, DUPLICATE_ENTRY, place, "write {format} into it",
			           "two formats have one file name: %s", path);
			return false;
		}
	}
	return true;
}

#define FIELD_BIT(field) (1u << (field))
#define ALL_FIELDS       (FIELD_BIT(MANIFEST_FORMAT) - 1)
/* Theme, language, format and resolution are left out: they leave the frame and what lies in it as they are. Whatever
 * this misses costs time, not correctness: the view itself is compared (scene/kept.c). */
#define VIEW_FIELDS                                                                                                    \
	(FIELD_BIT(MANIFEST_MAP) | FIELD_BIT(MANIFEST_VERSION) | FIELD_BIT(MANIFEST_PAGE) |                            \
	 FIELD_BIT(MANIFEST_WIDTH) | FIELD_BIT(MANIFEST_BARE))

static void add_option(struct buffer *out, const char *name, const char *value)
{
	if (value)
		buffer_printf(out, "%s=%s\n", name, value);
}

/* Of the fields, by their bits, and of what `set` says; with `formats` of these and the date too. */
static struct hash hash_of(const struct choice *choice, const struct job *job, unsigned fields, bool formats)
{
	struct buffer text;
	buffer_init(&text);
	for (int field = 0; field < MANIFEST_FORMAT; field++)
		if (fields & FIELD_BIT(field))
			add_option(&text, manifest_field_names[field], choice->texts[field]);
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
	struct choice choice = {.plan = plan, .own = own, .arena = arena, .diag = diag};
	*out = (struct job){0};
	choose(&choice, index - own->first);
	out->place = job_place(&choice);
	if (!choice.texts[MANIFEST_MAP]) {
		diag_error(diag, MISSING_KEY, choice.places[MANIFEST_MAP], "name the map file", "the job has no map");
		return false;
	}
	set_values(&choice);
	out->map = manifest_beside(arena, plan->name, choice.texts[MANIFEST_MAP]);
	out->version = choice.texts[MANIFEST_VERSION];
	out->overrides = (struct map_overrides){.page = choice.texts[MANIFEST_PAGE],
	                                        .width = choice.texts[MANIFEST_WIDTH],
	                                        .languages = choice.texts[MANIFEST_LANGUAGE],
	                                        .theme = choice.texts[MANIFEST_THEME],
	                                        .share_dir = plan->share_dir};
	bool good = read_formats(&choice, out);
	good = read_drawing(&choice, out) && good;
	read_sets(&choice, out);
	good = good && name_outputs(&choice, out);
	if (good) {
		out->options = hash_of(&choice, out, ALL_FIELDS, true);
		out->view = hash_of(&choice, out, VIEW_FIELDS, false);
	}
	return good;
}

/* The job's name and no more, NULL when it has a fault: only the fields that the pattern names are filled. */
static const char *name_alone(struct choice *choice, const size_t digits[MANIFEST_FORMAT])
{
	struct job job = {0};
	unsigned named = choice->own->named;
	for (enum manifest_field field = 0; field < MANIFEST_FORMAT; field++)
		if (named & FIELD_BIT(field))
			fill_field(choice, field, digits[field]);
	if (named & (ALL_FIELDS | FIELD_BIT(PLAN_ROW) | FIELD_BIT(PLAN_SET)))
		set_values(choice);
	else
		plan_values(NULL, choice->values);
	if (!read_formats(choice, &job))
		return NULL;
	job.format_count = 1; /* the first gives the name */
	return name_outputs(choice, &job) ? job.name : NULL;
}

bool plan_wants_row(void *context, size_t number, const struct table_cell *cells, struct arena *scratch)
{
	const struct plan *plan = ((const struct plan_row_test *)context)->plan;
	const struct plan_item *own = ((const struct plan_row_test *)context)->own;
	bool wanted = false;
	struct diag ignored; /* the row's job says it */
	diag_init(&ignored);
	for (size_t i = 0; i < own->per_row && !wanted; i++) {
		struct choice choice = {.plan = plan, .own = own, .arena = scratch, .diag = &ignored};
		size_t digits[MANIFEST_FORMAT];
		cut_index(&choice, i, digits);
		choice.columns = (struct template_values){.table = own->table, .cells = cells};
		choice.row = number;
		const char *name = name_alone(&choice, digits);
		wanted = !name || batch_shard_of(name, plan->shards) == plan->shard;
	}
	diag_clear(&ignored);
	return wanted;
}
