/* Progress line, with what every terminal knows: the carriage return, and blanks over what was longer. */
#include "base/progress_line.h"

#include <string.h>
#include <unistd.h>

#define TICK_SECONDS 0.2

void progress_line_open(struct progress_line *line, int file, bool is_wanted, double (*clock)(void))
{
	*line = (struct progress_line){.file = file, .is_open = is_wanted && isatty(file), .clock = clock};
	line->begun = clock();
	line->shown = line->begun - 1;
}

bool progress_line_is_due(struct progress_line *line, double after)
{
	if (!line->is_open)
		return false;
	double at = line->clock();
	if (at - line->begun < after || at - line->shown < TICK_SECONDS)
		return false;
	line->shown = at;
	return true;
}

/* What the terminal does not take is lost: no message. */
static void put(const struct progress_line *line, const char *bytes, size_t length)
{
	ssize_t written = write(line->file, bytes, length);
	(void)written;
}

void progress_line_show(struct progress_line *line, const char *text)
{
	char bytes[PROGRESS_LINE_MOST * 4 + PROGRESS_LINE_MOST + 2] = "\r";
	size_t length = 1;
	int width = 0;
	if (!line->is_open)
		return;
	for (; *text; text++) {
		bool begins = ((unsigned char)*text & 0xC0) != 0x80;
		if (width + begins > PROGRESS_LINE_MOST || length > PROGRESS_LINE_MOST * 4)
			break;
		width += begins;
		bytes[length++] = *text;
	}
	for (int i = width; i < line->width; i++)
		bytes[length++] = ' ';
	line->width = width;
	put(line, bytes, length);
}

void progress_line_erase(struct progress_line *line)
{
	char bytes[PROGRESS_LINE_MOST + 2] = "\r";
	if (!line->width)
		return;
	memset(bytes + 1, ' ', (size_t)line->width);
	bytes[1 + line->width] = '\r';
	put(line, bytes, 2 + (size_t)line->width);
	line->width = 0;
}
