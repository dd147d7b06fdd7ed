/* Units: page lengths as people write them, to points. A pixel is CSS's, 1/96 inch. */
#include "base/units.h"

#include "base/buffer.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *name;
	double points;
} units[] = {{"mm", POINTS_PER_MM}, {"cm", 10 * POINTS_PER_MM}, {"in", 72}, {"pt", 1}, {"px", 0.75}};

bool length_parse(const char *text, double *points)
{
	size_t length = strlen(text);
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	double factor = 1;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (length > 2 && !strncmp(text + length - 2, units[i].name, 2)) {
			factor = units[i].points;
			length -= 2;
			break;
		}
	}
	char number[64];
	if (!length || length >= sizeof number)
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	double value;
	if (!number_parse(number, &value))
		return false;
	*points = value * factor;
	return true;
}
