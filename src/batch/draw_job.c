/* Drawing one job: reads the map with the store's data, composes the sheet once, draws and writes every format, and
 * lists the files that decided what it looks like. Runs in a worker; the batch survives whatever goes wrong here. */
#include "batch/draw_job.h"
#include "batch/inputs.h"

#include "base/output_file.h"
#include "base/system.h"
#include "data/file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#define THUMBNAIL 260.0 /* pixels, the longer side */

const char *const job_stage_names[JOB_STAGES] = {"read", "compose", "draw", "write"};
const char *const job_status_names[] = {"drawn", "failed", "cannot-write", "crashed", "timed-out"};

static const enum job_stage stage_of[PROFILE_STAGES] = {
        [PROFILE_OPEN] = STAGE_READ,         [PROFILE_READ] = STAGE_READ,        [PROFILE_CLIP] = STAGE_COMPOSE,
        [PROFILE_PROJECT] = STAGE_COMPOSE,   [PROFILE_SIMPLIFY] = STAGE_COMPOSE, [PROFILE_SCENE] = STAGE_COMPOSE,
        [PROFILE_FURNITURE] = STAGE_COMPOSE, [PROFILE_LABEL] = STAGE_COMPOSE,    [PROFILE_PAINT] = STAGE_DRAW,
        [PROFILE_ENCODE] = STAGE_DRAW,       [PROFILE_WRITE] = STAGE_WRITE,
};

struct drawing {
	const struct job *job;
	const struct draw_setting *setting;
	struct arena *arena;
	struct job_result *out;
	struct diag diag;
	size_t input_capacity;
	const char *last_font; /* that was added as an input */
	struct profile profile;
};

static void add_input(struct drawing *drawing, const char *path)
{
	struct job_result *out = drawing->out;
	for (size_t i = 0; i < out->input_count; i++)
		if (!strcmp(out->inputs[i], path))
			return;
	out->inputs = arena_grow(drawing->arena, out->inputs, out->input_count, &drawing->input_capacity,
	                         sizeof *out->inputs);
	out->inputs[out->input_count++] = arena_text(drawing->arena, path);
}

/* The file and those beside it. */
static void add_data(struct drawing *drawing, const char *file)
{
	add_input(drawing, arena_printf(drawing->arena, "%.*s.*", (int)(data_file_ending(file) - file), file));
}

/* The faces that set the page's texts. */
static void add_fonts(struct drawing *drawing, const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			add_fonts(drawing, mark->group);
		for (size_t k = 0; mark->type == MARK_TEXT && k < mark->text->run.span_count; k++) {
			const char *font = mark->text->run.spans[k].face->file;
			if (font != drawing->last_font)
				add_input(drawing, arena_printf(drawing->arena, INPUT_FONT "%s", font));
			drawing->last_font = font;
		}
	}
}

static void add_inputs(struct drawing *drawing, const struct map_spec *spec)
{
	struct arena *arena = drawing->arena;
	const char *share = drawing->setting->share_dir, *theme = spec->theme_name;
	add_input(drawing, INPUT_PROGRAM);
	add_input(drawing, drawing->job->map);
	for (size_t i = 0; i < spec->data_count; i++)
		add_data(drawing, spec->data[i].file);
	add_input(drawing, arena_printf(arena, "%s/themes/*.yaml", share));
	add_input(drawing, arena_printf(arena, "%s/messages/*.yaml", share));
	for (size_t i = 0; i < spec->language_count; i++) /* one beside the map file takes precedence */
		if (spec->message_files[i].path)
			add_input(drawing, spec->message_files[i].path);
	if (spec->base_file)
		add_input(drawing, spec->base_file);
	/* A theme of the user's may extend another beside it. */
	if (theme && data_ascii_same(data_file_ending(theme), ".yaml"))
		add_input(drawing, data_file_in_same_folder(arena, theme, "*.yaml"));
}

static bool write_file(struct drawing *drawing, const char *path, const struct buffer *content)
{
	int fault = output_file_make_folders(path) ? output_file_write(path, content) : errno;
	if (fault)
		diag_error(&drawing->diag, CANNOT_WRITE, no_place, NULL, "cannot write %s: %s", path, strerror(fault));
	return !fault;
}

/* `dpi`: where the job does not say it. */
static bool draw_format(struct drawing *drawing, const struct page *page, double dpi, size_t index, struct buffer *out)
{
	const struct job *job = drawing->job;
	struct draw_options options = job->draw;
	options.profile = &drawing->profile;
	options.dpi = options.dpi ? options.dpi : dpi;
	profile_enter(&drawing->profile, PROFILE_PAINT);
	return job->formats[index]->draw(page, &options, out, &drawing->diag);
}

static bool may_write(const struct drawing *drawing)
{
	return !drawing->setting->strict || !drawing->diag.warnings;
}

/* The last format may warn of what the first has drawn: all are drawn before any is written. */
static enum job_status draw_and_write(struct drawing *drawing, const struct page *page, double dpi)
{
	const struct job *job = drawing->job;
	struct buffer contents[DRAW_FORMATS_MAX];
	enum job_status status = JOB_DRAWN;
	for (size_t i = 0; i < job->format_count; i++) {
		buffer_init(&contents[i]);
		if (status == JOB_DRAWN && !draw_format(drawing, page, dpi, i, &contents[i]))
			status = JOB_FAILED;
	}
	if (!may_write(drawing))
		status = JOB_FAILED;
	profile_enter(&drawing->profile, PROFILE_WRITE);
	for (size_t i = 0; i < job->format_count; i++) {
		if (status == JOB_DRAWN && !write_file(drawing, job->outputs[i], &contents[i]))
			status = JOB_UNWRITTEN;
		if (status == JOB_DRAWN)
			drawing->out->bytes[drawing->out->file_count++] = (long long)contents[i].length;
		buffer_clear(&contents[i]);
	}
	return status;
}

void job_remove_partials(const struct job *job, long pid)
{
	char partial[PATH_MAX];
	for (size_t i = 0; i < job->format_count; i++)
		if (output_file_partial(job->outputs[i], pid, partial, sizeof partial))
			unlink(partial);
}

const char *job_thumbnail(const char *folder, const char *name, struct arena *arena)
{
	char digits[HASH_DIGITS + 1];
	hash_format(hash_text(name), digits);
	return arena_printf(arena, "%s/%.16s.png", folder, digits);
}

static void draw_thumbnail(struct drawing *drawing, const struct page *page)
{
	struct buffer content;
	buffer_init(&content);
	struct draw_options options = {.dpi = THUMBNAIL * 72 /
	                                      (page->width > page->height ? page->width : page->height)};
	profile_enter(&drawing->profile, PROFILE_PAINT);
	const char *path = job_thumbnail(drawing->setting->thumbnails, drawing->job->name, drawing->arena);
	if (draw_format_find("png")->draw(page, &options, &content, &drawing->diag))
		write_file(drawing, path, &content);
	buffer_clear(&content);
}

static enum job_status draw_map(struct drawing *drawing, struct loaded_map *map)
{
	const struct job *job = drawing->job;
	const struct map_spec *spec = &map->spec;
	int version = job->version ? map_spec_version(spec, job->version) : (int)spec->version_count - 1;
	if (version < 0) {
		diag_error(&drawing->diag, UNKNOWN_NAME, (struct place){.source = &spec->source}, NULL,
		           "the map has no version '%s'", job->version);
		return JOB_FAILED;
	}
	struct page page;
	struct label_report report = {0};
	struct render_options options = {.version = (size_t)version,
	                                 .bare = job->bare,
	                                 .outline_text = job->draw.outline_text,
	                                 .job = job->name,
	                                 .profile = &drawing->profile};
	if (!(job->multiples ? map_render_multiples : map_render)(map, &options, drawing->arena, &drawing->diag, &page,
	                                                          &report))
		return JOB_FAILED;
	map_tell_layers(map, true, &drawing->diag);
	add_fonts(drawing, page.root);
	const struct page_spec *size = job->multiples ? &spec->multiples.page : &spec->page;
	enum job_status status = draw_and_write(drawing, &page, page_spec_dpi(size));
	if (status == JOB_DRAWN && drawing->setting->thumbnails)
		draw_thumbnail(drawing, &page);
	return status;
}

static enum job_status open_and_draw(struct drawing *drawing, struct loaded_map *map)
{
	const struct job *job = drawing->job;
	const struct map_use use = {.store = drawing->setting->store, .profile = &drawing->profile};
	struct map_overrides overrides = job->overrides;
	overrides.bare = job->bare;
	struct bytes text;
	if (!data_file_read(drawing->arena, job->map, job->map, MAP_FILE_BYTES_MAX, no_place, &drawing->diag, &text) ||
	    !map_open_for(&use, map, job->map, text.start, text.length, &overrides, &drawing->diag))
		return JOB_FAILED;
	add_inputs(drawing, &map->spec);
	return draw_map(drawing, map);
}

static const char *messages_of(const struct drawing *drawing)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(&drawing->diag, 0, &text);
	const char *messages = arena_text_n(drawing->arena, text.bytes ? text.bytes : "", text.length);
	buffer_clear(&text);
	return messages;
}

void job_draw(const struct job *job, const struct draw_setting *setting, struct arena *arena, struct job_result *out)
{
	struct drawing drawing = {.job = job, .setting = setting, .arena = arena, .out = out};
	struct loaded_map map = {0};
	arena_init(&map.arena);
	diag_init(&drawing.diag);
	profile_start(&drawing.profile);
	*out = (struct job_result){0};
	out->status = open_and_draw(&drawing, &map);
	out->warnings = drawing.diag.warnings;
	if (setting->strict)
		diag_make_strict(&drawing.diag);
	out->messages = messages_of(&drawing); /* while the map is open, into whose text its places point */
	out->memory = system_peak_memory();
	profile_enter(&drawing.profile, PROFILE_OPEN);
	for (int i = 0; i < PROFILE_STAGES; i++) {
		out->spent[i] = drawing.profile.seconds[i] * 1e3;
		out->stages[stage_of[i]] += out->spent[i];
	}
	map_close(&map);
	diag_clear(&drawing.diag);
}

void job_read(const struct job *job, const struct draw_setting *setting, struct arena *arena, struct job_result *out)
{
	struct drawing drawing = {.arena = arena, .out = out};
	struct bytes text;
	const char **files;
	size_t count;
	*out = (struct job_result){.status = JOB_FAILED, .messages = ""};
	diag_init(&drawing.diag); /* the jobs say what is wrong */
	if (data_file_read(arena, job->map, job->map, MAP_FILE_BYTES_MAX, no_place, &drawing.diag, &text) &&
	    map_store_warm(setting->store, job->map, text.start, text.length, &job->overrides, arena, &files, &count)) {
		out->status = JOB_DRAWN;
		for (size_t i = 0; i < count; i++)
			add_data(&drawing, files[i]);
	}
	diag_clear(&drawing.diag);
}
