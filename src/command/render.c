/* corridor render: one or all versions to files. */
#include "command/command.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct job {
	const struct command_line *line;
	struct loaded_map *map;
	const struct draw_format *formats[8];
	size_t format_count;
	struct draw_options draw;
	struct buffer explained; /* what --explain-labels has to say */
	struct profile *profile; /* NULL: not asked for */
};

static bool read_formats(struct job *job, const char *list)
{
	char name[32];
	for (const char *at = list; *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		snprintf(name, sizeof name, "%.*s", (int)(length < 31 ? length : 31), at);
		at += length;
		const struct draw_format *format = draw_format_find(name);
		if (!format || job->format_count == 8) {
			fprintf(stderr, "corridor: error: unknown format '%s': png, svg, pdf, svg-cairo\n", name);
			return false;
		}
		job->formats[job->format_count++] = format;
	}
	return job->format_count > 0;
}

static bool is_folder(const char *path)
{
	struct stat info;
	return !stat(path, &info) && S_ISDIR(info.st_mode);
}

static void output_path(const struct job *job, size_t version, const struct draw_format *format, char *out, size_t size)
{
	const char *output = job->line->output;
	const struct map_spec *spec = &job->map->spec;
	if (output && !is_folder(output) && output[strlen(output) - 1] != '/') {
		snprintf(out, size, "%s", output);
		return;
	}
	bool cairo = !strcmp(format->name, "svg-cairo");
	snprintf(out, size, "%s%s%s-%s%s.%s", output ? output : "", output ? "/" : "", spec->id,
	         spec->versions[version].name, cairo ? "-cairo" : "", format->extension);
}

static bool render_page(struct job *job, size_t version, struct arena *arena, struct diag *diag, struct page *page)
{
	struct label_report report = {0};
	bool explains = job->line->explain;
	struct render_options options = {version,
	                                 job->line->bare,
	                                 job->draw.outline_text,
	                                 explains ? &job->explained : NULL,
	                                 job->line->json || (explains && !strcmp(job->line->explain, "json")),
	                                 job->profile};
	return map_render(job->map, &options, arena, diag, page, &report);
}

static bool write_output(struct job *job, const char *path, const struct buffer *out)
{
	profile_enter(job->profile, PROFILE_WRITE);
	profile_count(job->profile, PROFILE_BYTES_WRITTEN, out->length);
	return command_write(path, out);
}

static int draw_version(struct job *job, size_t version)
{
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	struct page page;
	int code = render_page(job, version, &arena, &diag, &page) ? EXIT_DRAWN : EXIT_MAP_WRONG;
	if (code == EXIT_DRAWN && job->line->explain && !command_write("-", &job->explained))
		code = EXIT_CANNOT_WRITE;
	buffer_clear(&job->explained);
	for (size_t i = 0; i < job->format_count && code == EXIT_DRAWN && !job->line->explain; i++) {
		struct buffer out;
		buffer_init(&out);
		char path[PATH_MAX];
		output_path(job, version, job->formats[i], path, sizeof path);
		profile_enter(job->profile, PROFILE_PAINT);
		if (job->line->dump)
			page_dump(&page, &out);
		else if (!job->formats[i]->draw(&page, &job->draw, &out, &diag))
			code = EXIT_MAP_WRONG;
		if (code == EXIT_DRAWN && !write_output(job, job->line->dump ? "-" : path, &out))
			code = EXIT_CANNOT_WRITE;
		buffer_clear(&out);
	}
	command_print(&diag);
	diag_clear(&diag);
	arena_clear(&arena);
	return code;
}

/* All versions as pages of one document. */
static int draw_atlas(struct job *job)
{
	struct arena arena;
	struct diag diag;
	struct buffer out;
	arena_init(&arena);
	diag_init(&diag);
	buffer_init(&out);
	size_t count = job->map->spec.version_count;
	struct page *pages = ARENA_ARRAY(&arena, count, struct page);
	bool drawn = true;
	for (size_t i = 0; i < count; i++)
		drawn &= render_page(job, i, &arena, &diag, &pages[i]);
	profile_enter(job->profile, PROFILE_PAINT);
	drawn = drawn && job->formats[0]->draw_pages(pages, count, &job->draw, &out, &diag);
	int code = !drawn                                       ? EXIT_MAP_WRONG
	           : write_output(job, job->line->output, &out) ? EXIT_DRAWN
	                                                        : EXIT_CANNOT_WRITE;
	command_print(&diag);
	buffer_clear(&out);
	diag_clear(&diag);
	arena_clear(&arena);
	return code;
}

/* Several versions and one file. */
static bool wants_atlas(const struct job *job)
{
	const char *output = job->line->output;
	return job->line->all && !job->line->version && !job->line->dump && !job->line->explain && output &&
	       !is_folder(output) && output[strlen(output) - 1] != '/' && job->format_count == 1 &&
	       job->formats[0]->draw_pages;
}

static int draw_versions(struct job *job)
{
	const struct map_spec *spec = &job->map->spec;
	size_t first = spec->version_count - 1, last = first;
	if (job->line->all)
		first = 0;
	if (job->line->version) {
		int index = map_spec_version(spec, job->line->version);
		if (index < 0) {
			fprintf(stderr, "corridor: error: the map has no version '%s'\n", job->line->version);
			return EXIT_USAGE;
		}
		first = last = (size_t)index;
	}
	if (wants_atlas(job))
		return draw_atlas(job);
	const char *output = job->line->output;
	if ((last > first || job->format_count > 1) && output && !is_folder(output) && !job->line->dump) {
		fprintf(stderr, "corridor: error: several files need a folder: '%s' is none%s\n", output,
		        job->format_count == 1 ? "; one file for all versions is drawn with -f pdf" : "");
		return EXIT_USAGE;
	}
	for (size_t version = first; version <= last; version++) {
		int code = draw_version(job, version);
		if (code != EXIT_DRAWN)
			return code;
	}
	return EXIT_DRAWN;
}

static void print_profile(const struct job *job)
{
	struct buffer text;
	buffer_init(&text);
	profile_print(job->profile, job->line->json, &text);
	if (text.bytes)
		fputs(text.bytes, stderr);
	buffer_clear(&text);
}

static int run(int count, char **arguments)
{
	struct command_line line;
	struct job job = {.line = &line, .draw = {.dpi = 300}};
	if (!command_line_read(count, arguments, &line) || !read_formats(&job, line.dump      ? "png"
	                                                                       : line.formats ? line.formats
	                                                                                      : "png"))
		return EXIT_USAGE;
	if (line.dpi && (!base_number_parse(line.dpi, &job.draw.dpi) || job.draw.dpi < 10 || job.draw.dpi > 2400)) {
		fprintf(stderr, "corridor: error: --dpi takes a number from 10 to 2400, not '%s'\n", line.dpi);
		return EXIT_USAGE;
	}
	const char *date = getenv("SOURCE_DATE_EPOCH");
	job.draw.date = date ? atoll(date) : 0;
	job.draw.transparent = line.transparent;
	job.draw.palette = line.palette;
	job.draw.responsive = line.responsive;
	job.draw.outline_text = line.svg_text && !strcmp(line.svg_text, "outline");
	job.draw.id_prefix = line.id_prefix;
	struct loaded_map map;
	struct diag diag;
	diag_init(&diag);
	char *text = NULL;
	struct profile profile;
	if (line.profiled) {
		profile_start(&profile);
		line.profile = job.profile = job.draw.profile = &profile;
	}
	job.map = &map;
	line.one_view = !line.all || line.version;
	buffer_init(&job.explained);
	bool opened = command_open_map(&line, &map, &diag, &text);
	command_print(&diag);
	diag_clear(&diag);
	int code = opened ? draw_versions(&job) : EXIT_MAP_WRONG;
	map_close(&map);
	free(text);
	print_profile(&job);
	return code;
}

const struct command render_command = {"render", "[MAP] [options]", "draws one version, or all", run};
