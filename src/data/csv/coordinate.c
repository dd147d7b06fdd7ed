/* Coordinates of a CSV: numbers and degrees as spreadsheets, GPS receivers and people write them.
 *
 * In: a field. Out: a number, and which coordinate it is where a letter says so. The field is first brought to plain
 * characters (d, m and s for the signs of degrees, minutes and seconds), then read by one small grammar:
 * [letter] [sign] number [unit] [number [unit] [number [unit]]] [letter]. */
#include "data/csv/coordinate.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

#define FIELD_MAX 64

/* Characters that stand for a plain one. */
struct sign {
	const char *sign;
	char plain;
};

static const struct sign signs[] = {
        {"°", 'd'},
        {"º", 'd'},
        {"˚", 'd'},
        {"度", 'd'},
        {"''", 's'},
        {"'", 'm'},
        {"′", 'm'},
        {"’", 'm'},
        {"‘", 'm'},
        {"ʹ", 'm'},
        {"´", 'm'},
        {"分", 'm'},
        {"\"", 's'},
        {"″", 's'},
        {"”", 's'},
        {"“", 's'},
        {"秒", 's'},
        {"−", '-'},
        {"–", '-'},
        {"东", 'E'},
        {"東", 'E'},
        {"西", 'W'},
        {"南", 'S'},
        {"北", 'N'},
        {"经", ' '},
        {"經", ' '},
        {"纬", ' '},
        {"緯", ' '},
        {"\xC2\xA0", ' '},
        {"\xE2\x80\xAF", ' '},
        {"\xE2\x80\x89", ' '},
};

/* The plain character that the text begins with, and how many bytes it takes; 0 if it is none. */
static char plain_character(struct bytes text, size_t *taken)
{
	char c = text.start[0];
	for (size_t i = 0; ((unsigned char)c >= 0x80 || c == '\'' || c == '"') && i < sizeof signs / sizeof *signs;
	     i++) {
		*taken = strlen(signs[i].sign);
		if (*taken <= text.length && memcmp(text.start, signs[i].sign, *taken) == 0)
			return signs[i].plain;
	}
	*taken = 1;
	return c == '\t' ? ' ' : c >= ' ' && c < 0x7F ? c : 0;
}

/* Brings the field to plain characters without blanks at its ends; false if that cannot be a coordinate. */
static bool make_plain(struct bytes field, char plain[FIELD_MAX])
{
	size_t length = 0;
	for (size_t i = 0, taken; i < field.length; i += taken) {
		char c = plain_character((struct bytes){field.start + i, field.length - i}, &taken);
		if (!c || length + 1 == FIELD_MAX)
			return false;
		if (c != ' ' || (length && plain[length - 1] != ' '))
			plain[length++] = c;
	}
	while (length && plain[length - 1] == ' ')
		length--;
	plain[length] = '\0';
	return length > 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Most fields are digits and a point. */
static bool parse_plain_number(struct bytes field, double *value)
{
	char text[FIELD_MAX];
	if (field.length >= FIELD_MAX)
		return false;
	for (size_t i = 0; i < field.length; i++)
		if (!is_digit(text[i] = field.start[i]) && text[i] != '.' && text[i] != '-')
			return false;
	text[field.length] = '\0';
	return base_number_parse(text, value);
}

/* Takes blanks and marks between groups of three digits out of a number: "2 600 000", "1,234,567.8", "1.234,5". What is
 * left of commas is a decimal point. Returns the comma or point that was taken out; 0: none was. */
static char join_groups(char *text)
{
	const char *last_comma = strrchr(text, ','), *last_point = strrchr(text, '.');
	bool commas_group = last_comma && (strchr(text, ',') != last_comma || (last_point && last_comma < last_point));
	bool points_group = last_point && (strchr(text, '.') != last_point || (last_comma && last_point < last_comma));
	char *to = text, mark = 0;
	for (const char *from = text; *from; from++) {
		bool between = from > text && is_digit(from[-1]) && is_digit(from[1]) && is_digit(from[2]) &&
		               is_digit(from[3]) && !is_digit(from[4]);
		bool groups = *from == ' ' || *from == 'm' || (*from == ',' && commas_group) ||
		              (*from == '.' && points_group);
		if (!(groups && between))
			*to++ = *from == ',' ? '.' : *from;
		else if (*from == ',' || *from == '.')
			mark = *from;
	}
	*to = '\0';
	return mark;
}

static bool parse_number(const char *plain, struct csv_coordinate *out)
{
	char text[FIELD_MAX];
	strcpy(text, plain);
	out->group = join_groups(text);
	return !strchr(text, ' ') && base_number_parse(text, &out->value) && isfinite(out->value);
}

/* Steps over digits with a decimal point or comma; false if there are none. */
static bool take_digits(const char **at, double *value, size_t *digits)
{
	char text[FIELD_MAX];
	size_t length = 0;
	bool point = false;
	*digits = 0;
	for (; is_digit(**at) || (!point && (**at == '.' || **at == ',') && is_digit((*at)[1])); (*at)++) {
		bool mark = !is_digit(**at);
		point |= mark;
		*digits += !mark && !point;
		text[length++] = mark ? '.' : **at;
	}
	text[length] = '\0';
	return length > 0 && base_number_parse(text, value);
}

static void skip_blank(const char **at)
{
	*at += **at == ' ';
}

/* Steps over a letter of the compass: its axis, and -1 for south and west. */
static bool take_letter(const char **at, enum csv_axis *axis, double *sign)
{
	static const char letters[] = "NSEWnsew";
	const char *found = **at ? strchr(letters, **at) : NULL;
	if (!found)
		return false;
	size_t index = (size_t)(found - letters) % 4;
	*axis = index < 2 ? CSV_AXIS_LAT : CSV_AXIS_LON;
	*sign = index % 2 ? -1 : 1;
	(*at)++;
	skip_blank(at);
	return true;
}

/* What is read of degrees. */
struct degrees {
	double parts[3]; /* degrees, minutes, seconds */
	size_t digits;   /* before the point of the first */
	size_t count;
	bool has_unit;
};

/* Steps over up to three numbers, each of which has the unit of its turn or none. */
static bool take_parts(const char **at, struct degrees *out)
{
	static const char units[] = "dms";
	while (out->count < 3) {
		size_t digits;
		if (!take_digits(at, &out->parts[out->count], &digits))
			break;
		if (out->count++ == 0)
			out->digits = digits;
		skip_blank(at);
		/* "33 51 24 s": where no unit came before, it is the compass's. */
		bool is_unit = **at == units[out->count - 1] && (**at != 's' || out->has_unit);
		if (is_unit || (**at == ':' && out->count < 3)) {
			out->has_unit = true;
			(*at)++;
			skip_blank(at);
		}
	}
	return out->count > 0 && (out->count < 2 || out->parts[1] < 60) && (out->count < 3 || out->parts[2] < 60);
}

/* "4230" and "0001823" before a letter: degrees and minutes, and seconds, without anything between. Longitudes may have
 * two digits of degrees, too. */
static void unpack_digits(struct degrees *degrees, enum csv_axis axis)
{
	size_t beyond = degrees->digits - (axis == CSV_AXIS_LON && degrees->digits % 2 ? 3 : 2);
	if (degrees->count != 1 || degrees->has_unit || (beyond != 2 && beyond != 4))
		return;
	double packed = degrees->parts[0], whole = floor(packed), seconds = packed - whole;
	if (beyond == 4) {
		degrees->parts[2] = fmod(whole, 100) + seconds;
		whole = floor(whole / 100);
		seconds = 0;
		degrees->count = 3;
	} else {
		degrees->count = 2;
	}
	degrees->parts[1] = fmod(whole, 100) + seconds;
	degrees->parts[0] = floor(whole / 100);
}

/* Of "48.51.24.5" the first two points part degrees, minutes and seconds. */
static void part_at_points(char *plain)
{
	char *first = strchr(plain, '.'), *second = first ? strchr(first + 1, '.') : NULL;
	if (second)
		*first = *second = ' ';
}

static bool parse_degrees(char *plain, struct csv_coordinate *out)
{
	part_at_points(plain);
	const char *at = plain;
	double sign = 1;
	struct degrees degrees = {.parts = {0}};
	out->axis = CSV_AXIS_UNSAID;
	bool has_letter = take_letter(&at, &out->axis, &sign);
	bool negative = *at == '-';
	at += *at == '-' || *at == '+';
	skip_blank(&at);
	if (!take_parts(&at, &degrees))
		return false;
	if (!has_letter)
		has_letter = take_letter(&at, &out->axis, &sign);
	if (*at || !(has_letter || degrees.has_unit))
		return false;
	if (has_letter)
		unpack_digits(&degrees, out->axis);
	out->value = degrees.parts[0] + degrees.parts[1] / 60 + degrees.parts[2] / 3600;
	if (negative || sign < 0)
		out->value = -out->value;
	return degrees.parts[1] < 60 && degrees.parts[2] < 60;
}

bool csv_field_is_empty(struct bytes field)
{
	static const char *const nothing[] = {"-",   "--",  ".",    "NA",   "N/A",  "#N/A", "na",   "n/a",
	                                      "nan", "NaN", "NULL", "null", "None", "\\N",  "none", "?"};
	while (field.length && (*field.start == ' ' || *field.start == '\t'))
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && (field.start[field.length - 1] == ' ' || field.start[field.length - 1] == '\t'))
		field.length--;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (strlen(nothing[i]) == field.length && memcmp(nothing[i], field.start, field.length) == 0)
			return true;
	return field.length == 0;
}

bool csv_coordinate_parse(struct bytes field, struct csv_coordinate *out)
{
	char plain[FIELD_MAX];
	out->axis = CSV_AXIS_UNSAID;
	out->group = 0;
	if (parse_plain_number(field, &out->value))
		return true;
	if (!make_plain(field, plain))
		return false;
	if (parse_number(plain, out))
		return true;
	out->group = 0;
	return parse_degrees(plain, out);
}

bool csv_field_may_be_grouped(struct bytes field, char mark)
{
	size_t sign = field.length && (*field.start == '-' || *field.start == '+');
	const char *digits = field.start + sign;
	size_t length = field.length - sign;
	if (length < 5 || length > 7 || digits[length - 4] != mark || *digits == '0')
		return false;
	for (size_t i = 0; i < length; i++)
		if (i != length - 4 && !is_digit(digits[i]))
			return false;
	return true;
}

/* The field without the bracket around it. */
static struct bytes without_brackets(struct bytes field)
{
	while (field.length && strchr(" ([{", *field.start) && *field.start)
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && strchr(" )]}", field.start[field.length - 1]) && field.start[field.length - 1])
		field.length--;
	return field;
}

bool csv_coordinate_pair_parse(struct bytes field, struct csv_coordinate out[2])
{
	static const char *const between[] = {";", "|", "/", ", ", ",", " "};
	field = without_brackets(field);
	for (size_t i = 0; i < sizeof between / sizeof *between && field.length < 2 * FIELD_MAX; i++) {
		size_t length = strlen(between[i]);
		for (size_t at = 1; at + length < field.length; at++) {
			struct bytes first = {field.start, at};
			struct bytes second = {field.start + at + length, field.length - at - length};
			if (memcmp(field.start + at, between[i], length) == 0 && csv_coordinate_parse(first, &out[0]) &&
			    csv_coordinate_parse(second, &out[1]))
				return true;
		}
	}
	return false;
}
