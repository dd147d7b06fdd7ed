/* The options of render, check and describe as one table; finding the program's data and the map. */
#include "command/command.h"

#include "base/confined.h"
#include "base/system.h"
#include "render/store.h"

#include <errno.h>
#include <fcntl.h>
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

static bool read_dpi(const char *text, void *field)
{
	double *dpi = field;
	return base_number_parse(text, dpi) && *dpi >= 10 && *dpi <= 2400;
}

static bool read_svg_text(const char *text, void *field)
{
	*(bool *)field = !strcmp(text, "outline");
	return *(bool *)field || !strcmp(text, "text");
}

#define FIELD(name) offsetof(struct command_line, name)
static const struct flag flags[] = {
        {"--version", "-v", "V", flag_read_text, FIELD(version), "the version to draw; default: the last", USE_ALL},
        {"--all", NULL, NULL, flag_read_switch, FIELD(all), "every version; with -f pdf -o FILE one page each",
         USE_ALL},
        {"--multiples", NULL, NULL, flag_read_switch, FIELD(multiples), "all versions side by side on one sheet",
         USE_RENDER | USE_DESCRIBE},
        {"--format", "-f", "LIST", flag_read_text, FIELD(formats),
         "png, svg, pdf, svg-cairo, comma-separated; default: the output's suffix, or png", USE_RENDER, DRAW_COMMON,
         .words = WORDS_FORMATS},
        {"--output", "-o", "PATH", flag_read_text, FIELD(output),
         "file, folder or - for standard output; default: here", USE_RENDER, DRAW_COMMON, .words = WORDS_FILES},
        {"--page", NULL, "P", flag_read_text, FIELD(overrides.page),
         "a4, a4-portrait, a3, a5, slide, square, column; 180x120mm, or a width alone: 600px, 89mm", USE_ALL,
         .words = WORDS_PAGES},
        {"--width", NULL, "LENGTH", flag_read_text, FIELD(overrides.width),
         "the page at another width, its shape kept: 180mm, 7in, 1200px", USE_ALL},
        {"--dpi", NULL, "N", read_dpi, FIELD(draw.dpi),
         "PNG resolution, 10 to 2400; default 300, or 96 where the page is in px", USE_RENDER, DRAW_DPI},
        {"--lang", NULL, "LIST", flag_read_text, FIELD(overrides.languages),
         "languages, comma-separated, the first leading: en, zh, en,zh", USE_ALL, .words = WORDS_LANGUAGES},
        {"--theme", NULL, "T", flag_read_text, FIELD(overrides.theme), "a theme's name or file", USE_ALL,
         .words = WORDS_THEMES},
        {"--bare", NULL, NULL, flag_read_switch, FIELD(bare), "the map frame only", USE_ALL},
        {"--set", NULL, "KEY=VALUE", read_set, 0, "overrides a value of the map file; may be repeated", USE_ALL,
         .repeats = true, .words = WORDS_SETTINGS},
        {"--svg-text", NULL, "text|outline", read_svg_text, FIELD(draw.outline_text), "text as text or as outlines",
         USE_RENDER, DRAW_OUTLINES, .words = WORDS_OF_ARGUMENT},
        {"--id-prefix", NULL, "P", flag_read_text, FIELD(draw.id_prefix), "prefix of the SVG's ids", USE_RENDER,
         DRAW_ID_PREFIX},
        {"--transparent", NULL, NULL, flag_read_switch, FIELD(draw.transparent), "no page background", USE_RENDER,
         DRAW_COMMON},
        {"--palette", NULL, NULL, flag_read_switch, FIELD(draw.palette),
         "PNG in 256 colours: looks the same, less than half the bytes", USE_RENDER, DRAW_PALETTE},
        {"--responsive", NULL, NULL, flag_read_switch, FIELD(draw.responsive), "SVG without width and height",
         USE_RENDER, DRAW_RESPONSIVE},
        {"--dump", NULL, NULL, flag_read_switch, FIELD(dump), "the page as text on standard output", USE_RENDER},
        {"--explain-labels", NULL, "[=text|json]", read_explain, FIELD(explain),
         "no picture: what became of every name", USE_RENDER, .words = WORDS_OF_ARGUMENT},
        {"--profile", NULL, NULL, flag_read_switch, FIELD(profiled),
         "time and counts of every stage, on standard error; JSON with --json", USE_RENDER},
        {"--json", NULL, NULL, flag_read_switch, FIELD(json),
         "as JSON: messages, figures of describe, --explain-labels, --profile", USE_ALL},
        {"--quiet", "-q", NULL, flag_read_switch, FIELD(quiet), "errors only: no warnings, no notes", USE_ALL},
        {"--confine", NULL, "DIR", flag_read_text, FIELD(confine),
         "reads nothing outside this folder and the installed data: for maps of strangers", USE_ALL,
         .words = WORDS_FOLDERS},
        {"--strict", NULL, NULL, flag_read_switch, FIELD(strict), "warnings are errors: nothing is written then",
         USE_ALL},
};

const struct flag_table command_line_table = {flags, sizeof flags / sizeof *flags, FIELD(map), "map file", WORDS_MAPS};

static void warn_unused(struct command_line *line, const struct flag *flag, const char *of)
{
	diag_warning(&line->diag, UNUSED_ENTRY, no_place, NULL, "%s has no effect: %s does not use it", flag->name, of);
}

static bool is_given(const struct command_line *line, size_t row)
{
	return line->given >> row & 1;
}

void command_judge_formats(struct command_line *line, const struct draw_format *const *formats, size_t count)
{
	unsigned used = count ? DRAW_COMMON : 0;
	const char *names = line->dump ? "--dump" : "--explain-labels";
	for (size_t i = 0; i < count; i++) {
		used |= formats[i]->uses;
		names = i ? arena_printf(&line->diag.arena, "%s, %s", names, formats[i]->name) : formats[i]->name;
	}
	for (size_t i = 0; i < command_line_table.count; i++)
		if (is_given(line, i) && flags[i].draws && !(flags[i].draws & used))
			warn_unused(line, &flags[i], names);
}

/* Versions may be asked for in one way. */
static bool check_versions(struct command_line *line)
{
	const char *also = line->version ? "--version" : "--all";
	if (line->multiples && (line->version || line->all))
		diag_error(&line->diag, WRONG_USAGE, no_place, NULL, "--multiples shows all versions: leave out %s",
		           also);
	else if (line->all && line->version)
		diag_error(&line->diag, WRONG_USAGE, no_place, NULL, "--all means every version: leave out --version");
	return !line->diag.errors;
}

/* A format's name that nobody knows is wrong where no format is used, too. */
static bool check_formats(struct command_line *line)
{
	const struct draw_format *formats[DRAW_FORMATS_MAX];
	size_t count = 0;
	return !line->formats || draw_formats_read(line->formats, no_place, &line->diag, formats, &count);
}

bool command_line_read(enum line_use user, int count, char **arguments, struct command_line *out)
{
	*out = (struct command_line){0};
	diag_init(&out->diag);
	out->overrides.sets = out->sets;
	out->overrides.share_dir = command_share_dir();
	if (!flag_table_read(&command_line_table, count, arguments, out, &out->given, &out->diag) ||
	    !check_versions(out) || !check_formats(out))
		return false;
	for (size_t i = 0; i < command_line_table.count; i++)
		if (is_given(out, i) && !(flags[i].users & user))
			warn_unused(out, &flags[i], user == USE_CHECK ? "check" : "describe");
	return command_confine(out->confine, &out->diag);
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

const char *command_gazetteer_path(struct arena *arena)
{
	return arena_printf(arena, "%s/" MAP_BASE_FILE, command_share_dir());
}

bool command_confine(const char *folder, struct diag *diag)
{
	const char *share = command_share_dir();
	if (!folder)
		return true;
	if (!base_confine(folder)) {
		diag_error(diag, WRONG_USAGE, no_place, NULL, "--confine: %s: %s", folder, strerror(errno));
		return false;
	}
	base_confine(share);
	base_confine(arena_printf(&diag->arena, "%s/../geodata", share)); /* of the built-in map */
	return true;
}

/* Not much more than a map file may hold, whatever comes. */
static char *read_all(int file, size_t *length)
{
	struct buffer content;
	buffer_init(&content);
	char chunk[65536];
	for (ssize_t got; content.length <= MAP_FILE_BYTES_MAX &&
	                  ((got = read(file, chunk, sizeof chunk)) > 0 || (got < 0 && errno == EINTR));)
		buffer_add(&content, chunk, got > 0 ? (size_t)got : 0);
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

/* Standard input, or the file's descriptor; -1 with why not. A FIFO or a device in its place is never waited for. */
static int open_map_file(const char *name, const char **fault)
{
	struct stat info;
	if (!strcmp(name, "-"))
		return STDIN_FILENO;
	int file = base_open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	*fault = NULL;
	if (file < 0 || fstat(file, &info))
		*fault = errno == BASE_OUTSIDE ? "it lies outside the folder of --confine" : strerror(errno);
	else if (S_ISDIR(info.st_mode))
		*fault = "not a regular file but a folder: write map.yaml there, with 'title:' and 'data:'";
	else if (!S_ISREG(info.st_mode))
		*fault = "not a regular file";
	else if (info.st_size > MAP_FILE_BYTES_MAX)
		*fault = "it is larger than 1 MiB";
	if (*fault && file >= 0)
		close(file);
	return *fault ? -1 : file;
}

/* Whether the path is a link to a file in another folder than its own: a shared folder may hold one to what only its
 * reader can read, and a message that shows a line of it may go on to others. */
static bool leads_elsewhere(const char *path)
{
	char folder[PATH_MAX], target[PATH_MAX], own[PATH_MAX];
	struct stat info;
	const char *slash = strrchr(path, '/');
	int length = slash ? (int)(slash - path + 1) : 0;
	if (lstat(path, &info) || !S_ISLNK(info.st_mode))
		return false;
	if (snprintf(own, sizeof own, "%.*s.", length, path) >= (int)sizeof own || !realpath(own, folder) ||
	    !realpath(path, target))
		return true;
	size_t common = strcmp(folder, "/") ? strlen(folder) : 0;
	return strncmp(folder, target, common) != 0 || target[common] != '/';
}

bool command_open_map(struct command_line *line, struct loaded_map *map, char **text)
{
	const char *name = line->map ? line->map : built_in_map(line->overrides.share_dir), *fault;
	*map = (struct loaded_map){0};
	command_progress_begin(line);
	int input = open_map_file(name, &fault);
	if (input < 0) {
		struct source *file = ARENA_NEW(&line->diag.arena, struct source);
		file->name = name;
		diag_error(&line->diag, CANNOT_READ, (struct place){.source = file}, NULL,
		           "cannot read the map file: %s", fault);
		return false;
	}
	size_t length;
	line->diag.quotes_no_lines = input != STDIN_FILENO && leads_elsewhere(name);
	*text = read_all(input, &length);
	if (input != STDIN_FILENO)
		close(input);
	line->overrides.bare = line->bare;
	const struct map_use use = {.profile = line->draw.profile, .one_view = line->one_view};
	return map_open_for(&use, map, name, *text, length, &line->overrides, &line->diag);
}

int command_with_map(struct command_line *line, bool (*use)(struct command_line *, struct loaded_map *))
{
	struct loaded_map map;
	char *text = NULL;
	size_t version;
	int code = command_open_map(line, &map, &text) ? EXIT_DRAWN : EXIT_MAP_WRONG;
	if (code == EXIT_DRAWN && line->version && !command_find_version(line, &map, &version))
		code = EXIT_USAGE;
	else if (code == EXIT_DRAWN && !use(line, &map))
		code = EXIT_MAP_WRONG;
	code = command_end(line, code);
	map_close(&map);
	free(text);
	return code;
}

bool command_find_version(struct command_line *line, const struct loaded_map *map, size_t *index)
{
	const struct map_spec *spec = &map->spec;
	int found = map_spec_version(spec, line->version);
	const char *names = "";
	*index = (size_t)found;
	for (size_t i = 0; i < spec->version_count && found < 0; i++)
		names = arena_printf(&line->diag.arena, "%s%s%s", names, i ? ", " : "", spec->versions[i].name);
	if (found < 0)
		diag_error(&line->diag, WRONG_USAGE, no_place,
		           *names ? arena_printf(&line->diag.arena, "its versions: %s", names) : NULL,
		           "the map has no version '%s'", line->version);
	return found >= 0;
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
