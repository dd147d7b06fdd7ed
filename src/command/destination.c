/* Where a rendering goes, and in which formats: -o and -f read together. The suffix of a file says its format; what has
 * none is a folder, unless a file, a device or a FIFO of that name is there. */
#include "command/command.h"
#include "data/file.h"

#include <string.h>
#include <sys/stat.h>

static const char *suffix_of(const struct draw_format *format)
{
	return strrchr(format->ending, '.');
}

/* The first format whose files have that suffix; NULL: none has. */
static const struct draw_format *format_of(const char *suffix)
{
	for (size_t i = 0; i < draw_format_count; i++)
		if (data_ascii_same(suffix, suffix_of(draw_formats[i])))
			return draw_formats[i];
	return NULL;
}

/* A name that says no format: that of a device or a FIFO, whose suffix is none of a format, or one without suffix. */
static bool is_free_name(const char *path)
{
	struct stat there;
	const char *suffix = data_file_ending(path);
	bool is_special = !stat(path, &there) && !S_ISREG(there.st_mode);
	return !strcmp(path, "-") || !*suffix || (is_special && !format_of(suffix));
}

static bool names_folder(const char *path)
{
	struct stat there;
	if (!strcmp(path, "-"))
		return false;
	bool exists = !stat(path, &there);
	return path[strlen(path) - 1] == '/' || (exists ? S_ISDIR(there.st_mode) : !*data_file_ending(path));
}

static bool report_suffix(const char *path, struct diag *diag)
{
	const char *known = "";
	for (size_t i = 0; i < draw_format_count; i++)
		if (format_of(suffix_of(draw_formats[i])) == draw_formats[i])
			known = arena_printf(&diag->arena, "%s%s%s", known, i ? ", " : "", suffix_of(draw_formats[i]));
	diag_error(diag, WRONG_USAGE, no_place,
	           arena_printf(&diag->arena, "one of %s; a folder that is to be made ends in /", known),
	           "--output: the suffix of '%s' is that of no format", path);
	return false;
}

/* Whether the file's name and the formats that were asked for agree; without any, the name says it. */
static bool match_suffix(const char *path, struct destination *out, struct diag *diag)
{
	const struct draw_format *named = format_of(data_file_ending(path));
	if (!named)
		return report_suffix(path, diag);
	if (!out->format_count)
		out->formats[out->format_count++] = named;
	if (out->format_count > 1 || !strcmp(suffix_of(out->formats[0]), suffix_of(named)))
		return true;
	diag_error(diag, WRONG_USAGE, no_place, "leave out --format: the suffix says it",
	           "--format %s and the file name '%s' contradict each other", out->formats[0]->name, path);
	return false;
}

bool destination_read(const char *output, const char *formats, struct diag *diag, struct destination *out)
{
	*out = (struct destination){.path = output, .is_file = output && !names_folder(output)};
	if (formats && !draw_formats_read(formats, no_place, diag, out->formats, &out->format_count))
		return false;
	if (formats && !out->format_count) {
		diag_error(diag, WRONG_USAGE, no_place, "see corridor list formats", "--format names no format: '%s'",
		           formats);
		return false;
	}
	if (out->is_file && !is_free_name(output) && !match_suffix(output, out, diag))
		return false;
	if (!out->format_count)
		out->formats[out->format_count++] = draw_formats[0];
	if (out->is_file && out->format_count > 1) {
		diag_error(diag, WRONG_USAGE, no_place, NULL, "several files need a folder: '%s' is none", output);
		return false;
	}
	return true;
}

const char *destination_file(const struct destination *destination, struct arena *arena, const char *stem,
                             const struct draw_format *format)
{
	const char *folder = destination->path ? destination->path : "";
	if (destination->is_file)
		return folder;
	const char *slash = *folder && folder[strlen(folder) - 1] != '/' ? "/" : "";
	return arena_printf(arena, "%s%s%s%s", folder, slash, stem, format->ending);
}
