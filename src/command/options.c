/* The command line's options as one table, from which --help is made; finding the program's data. */
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

struct flag {
	const char *name, *shorter, *argument;
	size_t offset;
	const char *help;
};

#define FIELD(name) offsetof(struct command_line, name)
static const struct flag flags[] = {
        {"--version", "-v", "V", FIELD(version), "the version to draw; default: the last"},
        {"--all", NULL, NULL, FIELD(all), "every version; with -f pdf -o FILE one page each"},
        {"--format", "-f", "LIST", FIELD(formats), "png, svg, pdf, svg-cairo, comma-separated; default png"},
        {"--output", "-o", "PATH", FIELD(output), "file, folder or - for standard output; default: here"},
        {"--page", NULL, "P", FIELD(overrides.page), "a4, a4-portrait, a3, a5, slide, square, or 180x120mm"},
        {"--width", NULL, "LENGTH", FIELD(overrides.width), "page width, height in proportion"},
        {"--dpi", NULL, "N", FIELD(dpi), "PNG resolution; default 300"},
        {"--lang", NULL, "LIST", FIELD(overrides.languages),
         "languages, comma-separated, the first leading: en, zh, en,zh, ar"},
        {"--theme", NULL, "T", FIELD(overrides.theme), "a theme's name or file"},
        {"--bare", NULL, NULL, FIELD(bare), "the map frame only"},
        {"--set", NULL, "KEY=VALUE", FIELD(sets), "overrides a value of the map file; may be repeated"},
        {"--svg-text", NULL, "text|outline", FIELD(svg_text), "text as text or as outlines"},
        {"--id-prefix", NULL, "P", FIELD(id_prefix), "prefix of the SVG's ids"},
        {"--transparent", NULL, NULL, FIELD(transparent), "no page background"},
        {"--palette", NULL, NULL, FIELD(palette), "PNG in 256 colours: looks the same, less than half the bytes"},
        {"--responsive", NULL, NULL, FIELD(responsive), "SVG without width and height"},
        {"--dump", NULL, NULL, FIELD(dump), "the page as text on standard output"},
        {"--explain-labels", NULL, NULL, FIELD(explain), "no picture: what became of every name, as lines or =json"},
        {"--profile", NULL, NULL, FIELD(profiled),
         "time and counts of every stage, on standard error; JSON with --json"},
        {"--json", NULL, NULL, FIELD(json), "figures as JSON (describe, --explain-labels)"},
};

void command_line_help(void)
{
	puts("options:");
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		char left[64];
		snprintf(left, sizeof left, "%s%s%s%s%s", flags[i].name, flags[i].shorter ? ", " : "",
		         flags[i].shorter ? flags[i].shorter : "", flags[i].argument ? " " : "",
		         flags[i].argument ? flags[i].argument : "");
		printf("  %-26s %s\n", left, flags[i].help);
	}
}

/* The one option that may carry a value but needs none. */
static bool read_explain(struct command_line *line, const char *argument, bool *good)
{
	static const char name[] = "--explain-labels";
	size_t length = sizeof name - 1;
	if (strncmp(argument, name, length) != 0 || (argument[length] && argument[length] != '='))
		return false;
	const char *form = argument[length] ? argument + length + 1 : "text";
	*good = !strcmp(form, "text") || !strcmp(form, "json");
	line->explain = form;
	if (!*good)
		fprintf(stderr, "corridor: error: %s takes text or json, not '%s'\n", name, form);
	return true;
}

static const struct flag *find_flag(const char *name)
{
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (!strcmp(flags[i].name, name) || (flags[i].shorter && !strcmp(flags[i].shorter, name)))
			return &flags[i];
	return NULL;
}

static bool add_set(struct command_line *line, const char *value)
{
	if (line->overrides.set_count == sizeof line->sets / sizeof *line->sets) {
		fputs("corridor: error: too many --set\n", stderr);
		return false;
	}
	line->sets[line->overrides.set_count++] = value;
	return true;
}

static bool read_flag(struct command_line *line, int count, char **arguments, int *at)
{
	bool good = true;
	if (read_explain(line, arguments[*at], &good))
		return good;
	const struct flag *flag = find_flag(arguments[*at]);
	if (!flag) {
		const char *near = option_suggest(arguments[*at], flags, sizeof *flags, sizeof flags / sizeof *flags);
		fprintf(stderr, "corridor: error: unknown option '%s'%s%s\n", arguments[*at],
		        near ? "; did you mean " : "", near ? near : "");
		return false;
	}
	void *field = (char *)line + flag->offset;
	if (!flag->argument) {
		*(bool *)field = true;
		return true;
	}
	if (++*at >= count) {
		fprintf(stderr, "corridor: error: %s needs a value: %s\n", flag->name, flag->argument);
		return false;
	}
	if (flag->offset == FIELD(sets))
		return add_set(line, arguments[*at]);
	*(const char **)field = arguments[*at];
	return true;
}

bool command_line_read(int count, char **arguments, struct command_line *out)
{
	*out = (struct command_line){0};
	for (int i = 0; i < count; i++) {
		if (arguments[i][0] == '-' && arguments[i][1]) {
			if (!read_flag(out, count, arguments, &i))
				return false;
		} else if (out->map) {
			fprintf(stderr, "corridor: error: one map file at a time, not also '%s'\n", arguments[i]);
			return false;
		} else {
			out->map = arguments[i];
		}
	}
	out->overrides.sets = out->sets;
	out->overrides.share_dir = command_share_dir();
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

void command_print(const struct diag *diag)
{
	struct buffer text;
	buffer_init(&text);
	diag_format(diag, isatty(2) && !getenv("NO_COLOR") ? DIAG_COLOUR : 0, &text);
	if (text.bytes)
		fputs(text.bytes, stderr);
	buffer_clear(&text);
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

bool command_open_map(const struct command_line *line, struct loaded_map *map, struct diag *diag, char **text)
{
	const char *name = line->map ? line->map : built_in_map(line->overrides.share_dir);
	struct stat info;
	*map = (struct loaded_map){0};
	bool from_input = !strcmp(name, "-");
	bool regular = from_input || stat(name, &info) || S_ISREG(info.st_mode); /* a FIFO would hang */
	FILE *stream = from_input ? stdin : regular ? fopen(name, "rb") : NULL;
	if (!stream) {
		fprintf(stderr, "%s: error: cannot read the map file: %s\n", name,
		        regular ? strerror(errno) : "not a regular file");
		return false;
	}
	size_t length;
	*text = read_all(stream, &length);
	if (!from_input)
		fclose(stream);
	const struct map_use use = {.profile = line->profile, .one_view = line->one_view};
	return map_open_for(&use, map, name, *text, length, &line->overrides, diag);
}
