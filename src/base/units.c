/* Units: lengths as people write them, on the page to points, on the ground to metres. A pixel is CSS's, 1/96 inch. */
#include "base/units.h"

#include "base/buffer.h"

#include <ctype.h>
#include <string.h>

struct unit_factor {
	const char *name;
	double factor;
};

static const struct unit_factor page_units[] = {
        {"mm", POINTS_PER_MM}, {"cm", 10 * POINTS_PER_MM}, {"in", 72}, {"pt", 1}, {"px", 0.75}, {NULL, 1}};
static const struct unit_factor ground_units[] = {{"km", 1000}, {"m", 1}, {NULL, 1}};

/* The unit that the text ends with; *length becomes that of the rest. */
static const struct unit_factor *find_unit(const struct unit_factor *units, const char *text, size_t *length)
{
	const struct unit_factor *unit = units;
	for (; unit->name; unit++) {
		size_t span = strlen(unit->name);
		if (*length > span && !strncmp(text + *length - span, unit->name, span)) {
			*length -= span;
			break;
		}
	}
	return unit;
}

static bool parse(const struct unit_factor *units, bool needs_unit, const char *text, double *out)
{
	size_t length = strlen(text);
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	const struct unit_factor *unit = find_unit(units, text, &length);
	char number[64];
	if (!length || length >= sizeof number || (needs_unit && !unit->name))
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	double value;
	if (!base_number_parse(number, &value))
		return false;
	*out = value * unit->factor;
	return true;
}

bool units_parse_length(const char *text, double *points)
{
	return parse(page_units, false, text, points);
}

bool units_parse_distance(const char *text, double *metres)
{
	return parse(ground_units, true, text, metres);
}
