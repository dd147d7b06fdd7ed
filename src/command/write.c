/* Writing what a command has drawn, with a message when it cannot. */
#include "command/command.h"

#include "base/output_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool fail(const char *path, int fault)
{
	fprintf(stderr, "%s: error: cannot write: %s\n", path, strerror(fault));
	return false;
}

bool command_write(const char *path, const struct buffer *content)
{
	if (!strcmp(path, "-"))
		return output_file_write_all(1, content->bytes, content->length) || fail("standard output", errno);
	int fault = output_file_write(path, content);
	return !fault || fail(path, fault);
}
