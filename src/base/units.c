/* Units: lengths as people write them, on the page to points, on the ground to metres. A pixel is CSS's, 1/96 inch. */
#include "base/units.h"

#include "base/buffer.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct unit_factor {
	const char *name;
	double factor;
};

static const struct unit_factor page_units[] = {
        {"mm", POINTS_PER_MM}, {"cm", 10 * POINTS_PER_MM}, {"in", 72}, {"pt", 1}, {"px", 0.75}, {NULL, 1}};
static const struct unit_factor ground_units[] = {{"km", 1000}, {"m", 1}, {NULL, 1}};

/* Reads a number and one of `units`; without a unit it counts by the last, whose name is NULL. */
static bool parse(const struct unit_factor *units, bool needs_unit, const char *text, double *out)
{
	char number[64];
	size_t length = strlen(text), span = 0;
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	for (; units->name; units++) {
		span = strlen(units->name);
		if (length > span && !strncmp(text + length - span, units->name, span))
			break;
	}
	length -= units->name ? span : 0;
	if (!length || length >= sizeof number || (needs_unit && !units->name))
		return false;
	snprintf(number, sizeof number, "%.*s", (int)length, text);
	if (!base_number_parse(number, out))
		return false;
	*out *= units->factor;
	return true;
}

bool units_parse_length(const char *text, double *points)
{
	return parse(page_units, false, text, points);
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

bool units_parse_size(const char *text, double *width, double *height)
{
	static const char times[] = "\xC3\x97";
	char first[64];
	const char *cross = text + strcspn(text, "x\xC3"), *rest = cross, *unit = text + strlen(text);
	if (*cross == 'x')
		rest += 1;
	else if (!strncmp(cross, times, 2))
		rest += 2;
	else
		return false;
	while (unit > rest && is_letter(unit[-1]))
		unit--;
	while (cross > text && cross[-1] == ' ')
		cross--;
	if (strlen(unit) != 2 || cross == text)
		return false;
	snprintf(first, sizeof first, "%.*s%s", (int)(cross - text), text, is_letter(cross[-1]) ? "" : unit);
	return units_parse_length(first, width) && units_parse_length(rest, height);
}

bool units_are_pixels(const char *text)
{
	size_t length = strlen(text);
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	return length >= 2 && !strncmp(text + length - 2, "px", 2);
}

bool units_parse_distance(const char *text, double *metres)
{
	return parse(ground_units, true, text, metres);
}
