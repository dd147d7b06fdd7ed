/* corridor render: one or all versions to files. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What has been drawn and is to be written. */
struct output {
	const char *path;
	struct buffer content;
};

struct rendering {
	struct command_line *line;
	struct loaded_map *map;
	const struct draw_format *formats[DRAW_FORMATS_MAX];
	size_t format_count;
	struct arena arena;
	struct output *outputs;
	size_t output_count, output_capacity;
};

static bool is_folder(const char *path)
{
	struct stat info;
	return !stat(path, &info) && S_ISDIR(info.st_mode);
}

/* Whether -o names a file and not a folder, which may be still to be made. */
static bool names_file(const char *output)
{
	return output && !is_folder(output) && output[strlen(output) - 1] != '/';
}

static const char *output_path(struct rendering *rendering, size_t version, const struct draw_format *format)
{
	const char *output = rendering->line->output;
	const struct map_spec *spec = &rendering->map->spec;
	const char *which = rendering->line->multiples ? "evolution" : spec->versions[version].name;
	return names_file(output) ? output
	                          : arena_printf(&rendering->arena, "%s%s%s%s%s%s", output ? output : "",
	                                         output ? "/" : "", spec->id, *which ? "-" : "", which, format->ending);
}

/* Adds a file to be written, whose content is still to be filled in. */
static struct buffer *add_output(struct rendering *rendering, const char *path)
{
	rendering->outputs = arena_grow(&rendering->arena, rendering->outputs, rendering->output_count,
	                                &rendering->output_capacity, sizeof *rendering->outputs);
	struct output *output = &rendering->outputs[rendering->output_count++];
	output->path = path;
	buffer_init(&output->content);
	return &output->content;
}

/* Writes all outputs when `good`, and drops them. */
static bool write_outputs(struct rendering *rendering, bool good)
{
	for (size_t i = 0; i < rendering->output_count; i++) {
		struct output *output = &rendering->outputs[i];
		profile_enter(rendering->line->draw.profile, PROFILE_WRITE);
		profile_count(rendering->line->draw.profile, PROFILE_BYTES_WRITTEN, output->content.length);
		good = good && command_write(rendering->line, output->path, &output->content);
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
	bool good = render_page(rendering, version, line->explain ? add_output(rendering, "-") : NULL, &arena, &page);
	profile_enter(line->draw.profile, PROFILE_PAINT);
	for (size_t i = 0; i < rendering->format_count && good && !line->explain; i++) {
		const struct draw_format *format = rendering->formats[i];
		if (line->dump)
			page_dump(&page, add_output(rendering, "-"));
		else
			good = format->draw(&page, &line->draw,
			                    add_output(rendering, output_path(rendering, version, format)),
			                    &line->diag);
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
	drawn = drawn && rendering->formats[0]->draw_pages(pages, count, &line->draw,
	                                                   add_output(rendering, line->output), &line->diag);
	arena_clear(&arena);
	return drawn;
}

/* Several versions and one file. */
static bool wants_atlas(const struct rendering *rendering)
{
	const struct command_line *line = rendering->line;
	return line->all && !line->version && !line->dump && !line->explain && names_file(line->output) &&
	       rendering->format_count == 1 && rendering->formats[0]->draw_pages;
}

static int wrong_usage(struct rendering *rendering, const char *hint, const char *format, const char *name)
{
	diag_error(&rendering->line->diag, WRONG_USAGE, no_place, hint, format, name);
	return EXIT_USAGE;
}

/* With --strict everything is drawn before anything is written. */
static int draw_versions(struct rendering *rendering)
{
	const struct map_spec *spec = &rendering->map->spec;
	const struct command_line *line = rendering->line;
	size_t last = spec->version_count - 1, first = line->all ? 0 : last;
	if (line->version) {
		int index = map_spec_version(spec, line->version);
		if (index < 0)
			return wrong_usage(rendering, NULL, "the map has no version '%s'", line->version);
		first = last = (size_t)index;
	}
	bool good = true, atlas = wants_atlas(rendering);
	if (!atlas && (last > first || rendering->format_count > 1) && line->output && !is_folder(line->output) &&
	    !line->dump)
		return wrong_usage(rendering,
		                   rendering->format_count == 1 ? "one file for all versions is drawn with -f pdf"
		                                                : NULL,
		                   "several files need a folder: '%s' is none", line->output);
	if (atlas)
		good = draw_atlas(rendering);
	for (size_t version = first; version <= last && good && !atlas; version++) {
		good = draw_sheet(rendering, version);
		if (!line->strict)
			good = write_outputs(rendering, good);
	}
	return write_outputs(rendering, good && command_may_write(line)) ? EXIT_DRAWN : EXIT_MAP_WRONG;
}

static void print_profile(const struct command_line *line)
{
	struct buffer text;
	buffer_init(&text);
	profile_print(line->draw.profile, line->json, &text);
	if (text.bytes)
		fputs(text.bytes, stderr);
	buffer_clear(&text);
}

/* Reads the command line into the rendering. EXIT_USAGE with an error. */
static int read_job(int count, char **arguments, struct rendering *rendering)
{
	struct command_line *line = rendering->line;
	struct draw_options *draw = &line->draw;
	if (!command_line_read(count, arguments, line))
		return EXIT_USAGE;
	const char *formats = line->formats && !line->dump ? line->formats : "png";
	if (!draw_formats_read(formats, no_place, &line->diag, rendering->formats, &rendering->format_count))
		return EXIT_USAGE;
	if (!rendering->format_count)
		return wrong_usage(rendering, "see corridor list formats", "--format names no format: '%s'", formats);
	draw->dpi = 300;
	if (line->dpi && (!base_number_parse(line->dpi, &draw->dpi) || draw->dpi < 10 || draw->dpi > 2400))
		return wrong_usage(rendering, NULL, "--dpi takes a number from 10 to 2400, not '%s'", line->dpi);
	const char *date = getenv("SOURCE_DATE_EPOCH");
	draw->date = date ? atoll(date) : 0;
	draw->outline_text = line->svg_text && !strcmp(line->svg_text, "outline");
	line->one_view = !line->multiples && (!line->all || line->version);
	return EXIT_DRAWN;
}

static int run(int count, char **arguments)
{
	struct command_line line;
	struct loaded_map map;
	struct profile profile;
	struct rendering rendering = {.line = &line, .map = &map};
	int code = read_job(count, arguments, &rendering);
	if (code)
		return command_end(&line, code);
	line.draw.profile = line.profiled ? &profile : NULL;
	profile_start(line.draw.profile);
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

const struct command render_command = {"render", "[MAP] [options]", "draws one version, or all", run};
