/* corridor render: one or all versions to files. */
#include "command/command.h"

#include "base/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What has been drawn and is to be written. */
struct output {
	const char *path;
	const char *size; /* of the sheet, in words */
	struct buffer content;
};

struct rendering {
	struct command_line *line;
	struct loaded_map *map;
	struct destination to;
	struct arena arena;
	struct output *outputs;
	size_t output_count, output_capacity;
};

static const char *output_path(struct rendering *rendering, size_t version, const struct draw_format *format)
{
	const struct map_spec *spec = &rendering->map->spec;
	const char *which = rendering->line->multiples ? "evolution" : spec->versions[version].name;
	const char *stem = arena_printf(&rendering->arena, "%s%s%s", spec->id, *which ? "-" : "", which);
	return destination_file(&rendering->to, &rendering->arena, stem, format);
}

/* "3508 x 2480 pixels", "297 x 210 mm" */
static const char *size_words(struct rendering *rendering, const struct page *page, const struct draw_format *format)
{
	bool pixels = format->uses & DRAW_DPI;
	double unit = pixels ? 72 / rendering->line->draw.dpi : POINTS_PER_MM;
	char width[48], height[48];
	return arena_printf(&rendering->arena, "%s x %s %s", base_number_text(width, page->width / unit, !pixels),
	                    base_number_text(height, page->height / unit, !pixels), pixels ? "pixels" : "mm");
}

/* Adds a file to be written, whose content is still to be filled in. */
static struct buffer *add_output(struct rendering *rendering, const char *path, const char *size)
{
	rendering->outputs = arena_grow(&rendering->arena, rendering->outputs, rendering->output_count,
	                                &rendering->output_capacity, sizeof *rendering->outputs);
	struct output *output = &rendering->outputs[rendering->output_count++];
	output->path = path;
	output->size = size;
	buffer_init(&output->content);
	return &output->content;
}

static void tell_written(struct command_line *line, const struct output *output)
{
	if (command_is_standard_output(output->path))
		return;
	struct source *file = ARENA_NEW(&line->diag.arena, struct source);
	file->name = arena_text(&line->diag.arena, output->path);
	diag_note(&line->diag, WRITTEN, (struct place){.source = file}, NULL, "written, %s", output->size);
}

/* Writes all outputs when `good`, and drops them. */
static bool write_outputs(struct rendering *rendering, bool good)
{
	for (size_t i = 0; i < rendering->output_count; i++) {
		struct output *output = &rendering->outputs[i];
		profile_enter(rendering->line->draw.profile, PROFILE_WRITE);
		profile_count(rendering->line->draw.profile, PROFILE_BYTES_WRITTEN, output->content.length);
		good = good && command_write(rendering->line, output->path, &output->content);
		if (good)
			tell_written(rendering->line, output);
		buffer_clear(&output->content);
	}
	rendering->output_count = 0;
	return good;
}

static bool render_page(struct rendering *rendering, size_t version, struct buffer *explained, struct arena *arena,
                        struct page *page)
{
	struct label_report report = {0};
	struct command_line *line = rendering->line;
	bool json = line->json || (line->explain && !strcmp(line->explain, "json"));
	struct render_options options = {.version = version,
	                                 .bare = line->bare,
	                                 .outline_text = line->draw.outline_text,
	                                 .explain = explained,
	                                 .explain_json = json,
	                                 .profile = line->draw.profile};
	return line->multiples ? map_render_multiples(rendering->map, &options, arena, &line->diag, page, &report)
	                       : map_render(rendering->map, &options, arena, &line->diag, page, &report);
}

/* One sheet in every format, as a dump, or its labels explained. */
static bool draw_sheet(struct rendering *rendering, size_t version)
{
	struct command_line *line = rendering->line;
	struct arena arena;
	struct page page;
	arena_init(&arena);
	bool good =
	        render_page(rendering, version, line->explain ? add_output(rendering, "-", "") : NULL, &arena, &page);
	profile_enter(line->draw.profile, PROFILE_PAINT);
	if (good && line->dump && !line->explain)
		page_dump(&page, add_output(rendering, "-", ""));
	for (size_t i = 0; i < rendering->to.format_count && good && !line->explain && !line->dump; i++) {
		const struct draw_format *format = rendering->to.formats[i];
		struct buffer *out = add_output(rendering, output_path(rendering, version, format),
		                                size_words(rendering, &page, format));
		good = format->draw(&page, &line->draw, out, &line->diag);
	}
	arena_clear(&arena);
	return good;
}

/* All versions as pages of one document. */
static bool draw_atlas(struct rendering *rendering)
{
	struct command_line *line = rendering->line;
	struct arena arena;
	arena_init(&arena);
	size_t count = rendering->map->spec.version_count;
	struct page *pages = ARENA_ARRAY(&arena, count, struct page);
	bool drawn = true;
	for (size_t i = 0; i < count; i++)
		drawn &= render_page(rendering, i, NULL, &arena, &pages[i]);
	profile_enter(line->draw.profile, PROFILE_PAINT);
	const struct draw_format *format = rendering->to.formats[0];
	if (drawn) {
		struct buffer *out =
		        add_output(rendering, line->output, arena_printf(&rendering->arena, "%zu pages", count));
		drawn = format->draw_pages(pages, count, &line->draw, out, &line->diag);
	}
	arena_clear(&arena);
	return drawn;
}

/* Several versions and one file. */
static bool wants_atlas(const struct rendering *rendering)
{
	const struct command_line *line = rendering->line;
	return line->all && !line->dump && !line->explain && rendering->to.is_file &&
	       rendering->to.formats[0]->draw_pages;
}

/* With --strict everything is drawn before anything is written. */
static int draw_versions(struct rendering *rendering)
{
	const struct map_spec *spec = &rendering->map->spec;
	struct command_line *line = rendering->line;
	size_t last = spec->version_count - 1, first = line->all ? 0 : last;
	if (line->version && !command_find_version(line, rendering->map, &last))
		return EXIT_USAGE;
	if (line->version)
		first = last;
	if (!line->draw.dpi)
		line->draw.dpi = page_spec_dpi(line->multiples ? &spec->multiples.page : &spec->page);
	bool good = true, atlas = wants_atlas(rendering);
	if (!atlas && last > first && rendering->to.is_file && !line->dump && !line->explain) {
		diag_error(&line->diag, WRONG_USAGE, no_place, "one file for all versions is drawn with -f pdf",
		           "several files need a folder: '%s' is none", line->output);
		return EXIT_USAGE;
	}
	if (atlas)
		good = draw_atlas(rendering);
	for (size_t version = first; version <= last && good && !atlas; version++) {
		good = draw_sheet(rendering, version);
		if (!line->strict)
			good = write_outputs(rendering, good);
	}
	if (good)
		map_tell_layers(rendering->map, line->multiples, &line->diag);
	return write_outputs(rendering, good && command_may_write(line)) ? EXIT_DRAWN : EXIT_MAP_WRONG;
}

static void print_profile(const struct command_line *line)
{
	struct buffer text;
	buffer_init(&text);
	profile_print(line->profiled ? line->draw.profile : NULL, line->json, &text);
	if (text.bytes)
		fputs(text.bytes, stderr);
	buffer_clear(&text);
}

/* Reads the command line into the rendering. EXIT_USAGE with an error. */
static int read_job(int count, char **arguments, struct rendering *rendering)
{
	struct command_line *line = rendering->line;
	struct draw_options *draw = &line->draw;
	if (!command_line_read(USE_RENDER, count, arguments, line))
		return EXIT_USAGE;
	bool picture = !line->dump && !line->explain;
	if (picture && !destination_read(line->output, line->formats, &line->diag, &rendering->to))
		return EXIT_USAGE;
	command_judge_formats(line, rendering->to.formats, rendering->to.format_count);
	const char *date = getenv("SOURCE_DATE_EPOCH");
	draw->date = date ? atoll(date) : 0;
	line->one_view = !line->multiples && (!line->all || line->version);
	return EXIT_DRAWN;
}

static int run(int count, char **arguments)
{
	struct command_line line;
	struct loaded_map map;
	struct rendering rendering = {.line = &line, .map = &map};
	int code = read_job(count, arguments, &rendering);
	if (code)
		return command_end(&line, code);
	arena_init(&rendering.arena);
	char *text = NULL;
	code = command_open_map(&line, &map, &text) ? draw_versions(&rendering) : EXIT_MAP_WRONG;
	code = command_end(&line, code);
	map_close(&map);
	free(text);
	arena_clear(&rendering.arena);
	print_profile(&line);
	return code;
}

const struct command render_command = {"render", "[MAP] [options]",   "draws one version, or all",
                                       run,      &command_line_table, USE_RENDER};
