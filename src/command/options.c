/* The options of render, check and describe as one table; finding the program's data and the map. */
#include "command/command.h"

#include "base/system.h"
#include "render/store.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_set(const char *text, void *field)
{
	struct command_line *line = field;
	if (line->overrides.set_count == sizeof line->sets / sizeof *line->sets)
		return false;
	line->sets[line->overrides.set_count++] = text;
	return true;
}

/* The one option that may carry a value but needs none. */
static bool read_explain(const char *text, void *field)
{
	*(const char **)field = text ? text : "text";
	return !text || !strcmp(text, "text") || !strcmp(text, "json");
}

#define FIELD(name) offsetof(struct command_line, name)
static const struct flag flags[] = {
        {"--version", "-v", "V", flag_read_text, FIELD(version), "the version to draw; default: the last"},
        {"--all", NULL, NULL, flag_read_switch, FIELD(all), "every version; with -f pdf -o FILE one page each"},
        {"--multiples", NULL, NULL, flag_read_switch, FIELD(multiples), "all versions side by side on one sheet"},
        {"--format", "-f", "LIST", flag_read_text, FIELD(formats),
         "png, svg, pdf, svg-cairo, comma-separated; default png"},
        {"--output", "-o", "PATH", flag_read_text, FIELD(output),
         "file, folder or - for standard output; default: here"},
        {"--page", NULL, "P", flag_read_text, FIELD(overrides.page),
         "a4, a4-portrait, a3, a5, slide, square, or 180x120mm"},
        {"--width", NULL, "LENGTH", flag_read_text, FIELD(overrides.width), "page width, height in proportion"},
        {"--dpi", NULL, "N", flag_read_text, FIELD(dpi), "PNG resolution; default 300"},
        {"--lang", NULL, "LIST", flag_read_text, FIELD(overrides.languages),
         "languages, comma-separated, the first leading: en, zh, en,zh, ar"},
        {"--theme", NULL, "T", flag_read_text, FIELD(overrides.theme), "a theme's name or file"},
        {"--bare", NULL, NULL, flag_read_switch, FIELD(bare), "the map frame only"},
        {"--set", NULL, "KEY=VALUE", read_set, 0, "overrides a value of the map file; may be repeated"},
        {"--svg-text", NULL, "text|outline", flag_read_text, FIELD(svg_text), "text as text or as outlines"},
        {"--id-prefix", NULL, "P", flag_read_text, FIELD(draw.id_prefix), "prefix of the SVG's ids"},
        {"--transparent", NULL, NULL, flag_read_switch, FIELD(draw.transparent), "no page background"},
        {"--palette", NULL, NULL, flag_read_switch, FIELD(draw.palette),
         "PNG in 256 colours: looks the same, less than half the bytes"},
        {"--responsive", NULL, NULL, flag_read_switch, FIELD(draw.responsive), "SVG without width and height"},
        {"--dump", NULL, NULL, flag_read_switch, FIELD(dump), "the page as text on standard output"},
        {"--explain-labels", NULL, "[=json]", read_explain, FIELD(explain), "no picture: what became of every name"},
        {"--profile", NULL, NULL, flag_read_switch, FIELD(profiled),
         "time and counts of every stage, on standard error; JSON with --json"},
        {"--json", NULL, NULL, flag_read_switch, FIELD(json),
         "as JSON: messages, figures of describe, --explain-labels, --profile"},
        {"--quiet", "-q", NULL, flag_read_switch, FIELD(quiet), "errors only: no warnings, no notes"},
        {"--strict", NULL, NULL, flag_read_switch, FIELD(strict), "warnings are errors: nothing is written then"},
};

static const struct flag_table table = {flags, sizeof flags / sizeof *flags, FIELD(map), "map file"};

void command_line_help(void)
{
	puts("options:");
	flag_table_help(&table);
}

bool command_line_read(int count, char **arguments, struct command_line *out)
{
	*out = (struct command_line){0};
	diag_init(&out->diag);
	out->overrides.sets = out->sets;
	out->overrides.share_dir = command_share_dir();
	if (!flag_table_read(&table, count, arguments, out, &out->diag))
		return false;
	if (out->multiples && (out->version || out->all)) {
		diag_error(&out->diag, WRONG_USAGE, no_place, NULL, "--multiples shows all versions: leave out %s",
		           out->version ? "--version" : "--all");
		return false;
	}
	return true;
}

const char *command_called_as = "corridor";

const char *command_program_path(void)
{
	static char path[PATH_MAX];
	return system_program_path(command_called_as, path, sizeof path) ? path : NULL;
}

const char *command_share_dir(void)
{
	static char found[PATH_MAX];
	static const char *const places[] = {"/../seeds", "/../share/corridor/seeds", "/../../seeds"};
	const char *program = command_program_path();
	int folder = program ? (int)(strrchr(program, '/') - program) : 0;
	for (size_t i = 0; program && i < sizeof places / sizeof *places; i++) {
		struct stat info;
		int length = snprintf(found, sizeof found, "%.*s%s", folder, program, places[i]);
		if (length < (int)sizeof found && !stat(found, &info))
			return found;
	}
	return "seeds";
}

static char *read_all(FILE *stream, size_t *length)
{
	struct buffer content;
	buffer_init(&content);
	char chunk[65536];
	for (size_t got; (got = fread(chunk, 1, sizeof chunk, stream)) > 0;)
		buffer_add(&content, chunk, got);
	if (!content.bytes)
		buffer_text(&content, "");
	*length = content.length;
	return content.bytes;
}

/* The map drawn when none is named: seeds/built-in holds its file name, so that no map is compiled in. */
static const char *built_in_map(const char *share_dir)
{
	static char path[PATH_MAX * 2 + 2];
	char name[PATH_MAX] = "";
	snprintf(path, sizeof path, "%.4000s/built-in", share_dir);
	FILE *file = fopen(path, "r");
	if (!file)
		return path;
	if (fgets(name, sizeof name, file))
		name[strcspn(name, "\r\n")] = '\0';
	fclose(file);
	snprintf(path, sizeof path, "%.4000s/%s", share_dir, name);
	return path;
}

bool command_open_map(struct command_line *line, struct loaded_map *map, char **text)
{
	const char *name = line->map ? line->map : built_in_map(line->overrides.share_dir);
	struct stat info;
	*map = (struct loaded_map){0};
	bool from_input = !strcmp(name, "-");
	bool regular = from_input || stat(name, &info) || S_ISREG(info.st_mode); /* a FIFO would hang */
	FILE *stream = from_input ? stdin : regular ? fopen(name, "rb") : NULL;
	if (!stream) {
		struct source *file = ARENA_NEW(&line->diag.arena, struct source);
		file->name = name;
		diag_error(&line->diag, CANNOT_READ, (struct place){.source = file}, NULL,
		           "cannot read the map file: %s", regular ? strerror(errno) : "not a regular file");
		return false;
	}
	size_t length;
	*text = read_all(stream, &length);
	if (!from_input)
		fclose(stream);
	const struct map_use use = {.profile = line->draw.profile, .one_view = line->one_view};
	return map_open_for(&use, map, name, *text, length, &line->overrides, &line->diag);
}

int command_with_map(struct command_line *line, bool (*use)(struct command_line *, struct loaded_map *))
{
	struct loaded_map map;
	char *text = NULL;
	bool good = command_open_map(line, &map, &text) && use(line, &map);
	int code = command_end(line, good ? EXIT_DRAWN : EXIT_MAP_WRONG);
	map_close(&map);
	free(text);
	return code;
}

bool command_asks_for(const struct command_line *line, const struct loaded_map *map, size_t version)
{
	return !line->version || !strcmp(line->version, map->spec.versions[version].name);
}

bool command_judge_scale(struct command_line *line, const struct loaded_map *map, size_t version, struct map_scale *out)
{
	bool good = map_scale_read(map, version, line->bare, &line->diag, out);
	if (good)
		map_scale_warn(map, version, out, &line->diag);
	return good;
}
