/* Writing what a command has drawn, and printing what is wrong with it. */
#include "command/command.h"

#include "base/output_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Replaced, the file that standard output goes to would not be what the shell has opened. */
bool command_is_standard_output(const char *path)
{
	struct stat named, output;
	return !strcmp(path, "-") || (!stat(path, &named) && !fstat(STDOUT_FILENO, &output) &&
	                              named.st_dev == output.st_dev && named.st_ino == output.st_ino);
}

bool command_write(struct command_line *line, const char *path, const struct buffer *content)
{
	bool to_output = command_is_standard_output(path), written;
	if (to_output)
		command_progress_end();
	errno = 0;
	if (to_output)
		written = output_file_write_all(STDOUT_FILENO, content->bytes, content->length);
	else
		written = output_file_make_folders(path) && !(errno = output_file_write(path, content));
	int fault = written ? 0 : errno;
	if (!fault)
		return true;
	struct source *file = ARENA_NEW(&line->diag.arena, struct source);
	file->name = to_output ? "standard output" : arena_text(&line->diag.arena, path);
	diag_error(&line->diag, CANNOT_WRITE, (struct place){.source = file}, NULL, "cannot write: %s",
	           strerror(fault));
	return false;
}

bool command_may_write(const struct command_line *line)
{
	return !line->strict || !line->diag.warnings;
}

int command_end(struct command_line *line, int code)
{
	bool json_out = line->json && line->reports;
	unsigned colour = isatty(STDERR_FILENO) && !getenv("NO_COLOR") ? DIAG_COLOUR : 0;
	struct buffer text;
	buffer_init(&text);
	command_progress_end();
	if (line->strict)
		diag_make_strict(&line->diag);
	if (code == EXIT_DRAWN && line->diag.errors)
		code = EXIT_MAP_WRONG;
	for (size_t i = 0; i < line->diag.count && code == EXIT_MAP_WRONG; i++)
		if (line->diag.entries[i].code == CANNOT_WRITE)
			code = EXIT_CANNOT_WRITE;
	diag_format(&line->diag, (line->json ? DIAG_JSON : colour) | (line->quiet ? DIAG_QUIET : 0), &text);
	if (text.bytes && fputs(text.bytes, json_out ? stdout : stderr) < 0)
		code = EXIT_CANNOT_WRITE;
	if (json_out && fflush(stdout))
		code = EXIT_CANNOT_WRITE;
	buffer_clear(&text);
	diag_clear(&line->diag);
	return code;
}
