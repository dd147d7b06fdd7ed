/* Buffer: growing bytes. Numbers are written from integers, so that no locale can put a comma into
 * an SVG path or a dump. */
#include "base/buffer.h"

#include "base/utf8.h"

#include "base/arena.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *buffer)
{
	*buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
	free(buffer->bytes);
	buffer_init(buffer);
}

static void buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t needed = buffer->length + more + 1;
	if (needed <= buffer->capacity)
		return;
	size_t wanted = buffer->capacity ? buffer->capacity * 2 : 256;
	while (wanted < needed)
		wanted *= 2;
	buffer->bytes = realloc(buffer->bytes, wanted);
	if (!buffer->bytes) {
		fputs("corridor: out of memory\n", stderr);
		abort();
	}
	buffer->capacity = wanted;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	buffer_reserve(buffer, length);
	if (length)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_char(struct buffer *buffer, char c)
{
	buffer_add(buffer, &c, 1);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		BUG("bad format");
	buffer_reserve(buffer, (size_t)length);
	vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
	va_end(again);
	buffer->length += (size_t)length;
}

static const uint64_t powers_of_ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/* Fifteen digits and a power of ten, "1.5e300". The decimal sign between them is the locale's, of any length. */
static char *write_with_exponent(char *out, double value)
{
	char text[64];
	snprintf(text, sizeof text, "%.14e", fabs(value));
	const char *power = strchr(text, 'e'), *decimals = power - 14;
	size_t count = 14;
	while (count && decimals[count - 1] == '0')
		count--;
	sprintf(out, "%s%c%s%.*se%d", value < 0 ? "-" : "", *text, count ? "." : "", (int)count, decimals,
	        atoi(power + 1));
	return out;
}

char *base_number_text(char *out, double value, int decimals)
{
	if (!isfinite(value))
		BUG("number is not finite");
	if (decimals < 0 || decimals > 9)
		BUG("decimals out of range");
	/* Of so large a number the last decimals are none that a double holds: it has 53 bits, up to 9e15. */
	while (decimals && fabs(value) >= 9e15 / (double)powers_of_ten[decimals])
		decimals--;
	/* Whoever asks for all nine decimals wants the number: of so small a one they hold little or nothing. */
	bool is_tiny = decimals == 9 && value != 0 && fabs(value) < 1e-6;
	if (fabs(value) >= 9e18 || is_tiny)
		return write_with_exponent(out, value);
	uint64_t power = powers_of_ten[decimals];
	uint64_t scaled = (uint64_t)(fabs(value) * (double)power + 0.5);
	uint64_t whole = scaled / power, rest = scaled % power;
	char *end = out;
	if (value < 0 && scaled)
		*end++ = '-';
	end += sprintf(end, "%llu", (unsigned long long)whole);
	if (rest) {
		end += sprintf(end, ".%0*llu", decimals, (unsigned long long)rest);
		while (end[-1] == '0')
			end--;
	}
	*end = '\0';
	return out;
}

bool base_number_is_exact(double value)
{
	return fabs(value) < 9007199254740992.0;
}

void buffer_number(struct buffer *buffer, double value, int decimals)
{
	char text[48];
	buffer_text(buffer, base_number_text(text, value, decimals));
}

/* Digits with one '.', scaled by a power of ten; long double keeps the 18 that are taken, enough for a correctly
 * rounded double of any coordinate that a file states. */
static const char *parse_digits(const char *at, uint64_t *value, int *exponent, int *digits)
{
	for (int after_point = 0;; at++) {
		if (*at == '.' && !after_point) {
			after_point = 1;
			continue;
		}
		if (*at < '0' || *at > '9')
			return at;
		if (*value < 100000000000000000)
			*value = *value * 10 + (uint64_t)(*at - '0'), *exponent -= after_point;
		else
			*exponent += !after_point;
		++*digits;
	}
}

/* 10^exponent, not negative. Up to 27 it is exact and needs no logarithm, which is most of the time that numbers take.
 */
static long double power_of_ten(int exponent)
{
	static const long double powers[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
	                                     1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
	                                     1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};
	return exponent < (int)(sizeof powers / sizeof *powers) ? powers[exponent] : powl(10, exponent);
}

bool base_number_parse(const char *text, double *value)
{
	while (isspace((unsigned char)*text))
		text++;
	int negative = *text == '-';
	if (*text == '-' || *text == '+')
		text++;
	uint64_t taken = 0;
	int exponent = 0, digits = 0;
	text = parse_digits(text, &taken, &exponent, &digits);
	if (!digits)
		return false;
	if (*text == 'e' || *text == 'E') {
		char *end;
		long stated = strtol(text + 1, &end, 10); /* no locale in integers */
		if (end == text + 1 || stated > 9999 || stated < -9999)
			return false;
		exponent += (int)stated;
		text = end;
	}
	while (isspace((unsigned char)*text))
		text++;
	if (*text)
		return false;
	long double number = taken;
	*value = (double)(exponent < 0 ? number / power_of_ten(-exponent) : number * power_of_ten(exponent));
	if (negative)
		*value = -*value;
	return isfinite(*value);
}

/* Whether the point parts a group of three digits from those before it. */
static bool is_group_mark(const char *point)
{
	return strspn(point + 1, "0123456789") == 3;
}

bool base_number_parse_comma(const char *text, double *value)
{
	char plain[64], *out = plain;
	const char *digits = text + strcspn(text, "0123456789,.");
	bool grouped = *digits >= '1' && *digits <= '9' && strspn(digits, "0123456789") <= 3, has_comma = false;
	for (; *text && out < plain + sizeof plain - 1; text++) {
		if (*text == '.' && grouped && !has_comma && is_group_mark(text))
			continue;
		if (*text == '.' && has_comma)
			return false;
		has_comma |= *text == ',';
		*out++ = *text == ',' ? '.' : *text;
	}
	*out = '\0';
	return !*text && base_number_parse(plain, value);
}

/* Bytes of a blank that parts groups of digits: a plain, a no-break, a narrow no-break or a thin one; 0: it is none. */
static size_t group_blank(const char *text)
{
	static const char *const blanks[] = {" ", "\u00A0", "\u202F", "\u2009"};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (!strncmp(text, blanks[i], strlen(blanks[i])))
			return strlen(blanks[i]);
	return 0;
}

bool base_number_parse_cell(const char *text, bool decimal_comma, double *value)
{
	static const char digits[] = "0123456789";
	char plain[64];
	const char *first = text + strcspn(text, digits), *rest = first + strspn(first, digits);
	size_t length = (size_t)(rest - text);
	if (group_blank(rest) && *first >= '1' && rest - first <= 3 && length < sizeof plain) {
		memcpy(plain, text, length);
		for (size_t blank; (blank = group_blank(rest)) && strspn(rest + blank, digits) == 3; length += 3) {
			if (length + 3 >= sizeof plain)
				return false;
			memcpy(plain + length, rest + blank, 3);
			rest += blank + 3;
		}
		if (length + strlen(rest) >= sizeof plain)
			return false;
		strcpy(plain + length, rest);
		text = plain;
	}
	return decimal_comma ? base_number_parse_comma(text, value) : base_number_parse(text, value);
}

void buffer_json(struct buffer *buffer, const char *text)
{
	buffer_char(buffer, '"');
	for (size_t left = strlen(text), taken; left; left -= taken, text += taken) {
		uint32_t character = base_utf8_decode(text, left, &taken);
		bool invalid = character >= 0x80 && taken == 1;
		if (*text == '"' || *text == '\\')
			buffer_char(buffer, '\\');
		if (invalid || base_utf8_is_control(character) || base_utf8_is_direction(character))
			buffer_printf(buffer, "\\u%04x", (unsigned)character);
		else
			buffer_add(buffer, text, taken);
	}
	buffer_char(buffer, '"');
}

void buffer_number_after(struct buffer *buffer, const char *before, double value, int decimals)
{
	buffer_text(buffer, before);
	buffer_number(buffer, value, decimals);
}

void buffer_json_after(struct buffer *buffer, const char *before, const char *text)
{
	buffer_text(buffer, before);
	buffer_json(buffer, text);
}

int base_number_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int base_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
