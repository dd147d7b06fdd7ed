/* Buffer: bytes that grow, and a number writer that knows no locale. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *bytes; /* always NUL-terminated once anything was added; may be NULL when empty */
	size_t length, capacity;
};

void buffer_init(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* frees */
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
/* No %f/%g/%e here: they follow the locale. Use buffer_number(). */
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Decimal number with at most `decimals` (0..9) places, rounded half away from zero, trailing
 * zeros and "-0" removed; '.' in every locale. From 9e18 on with an exponent, "1.5e300". A value that is not finite is
 * a BUG. */
void buffer_number(struct buffer *buffer, double value, int decimals);

/* The text as a JSON string, in quotes: ASCII or valid UTF-8 whatever it holds, and nothing that a terminal acts on. */
void buffer_json(struct buffer *buffer, const char *text);
/* The same after a text that stands as it is, such as ", \"lon\": ". */
void buffer_number_after(struct buffer *buffer, const char *before, double value, int decimals);
void buffer_json_after(struct buffer *buffer, const char *before, const char *text);

/* Locale-free strtod over exactly the whole text (blanks at the ends allowed). False when it is not a number. */
bool base_number_parse(const char *text, double *value);
/* The same of a number as it is written where a comma marks the decimals and points may part groups of three digits:
 * "12,5", "1.488.202,5". */
bool base_number_parse_comma(const char *text, double *value);
/* The same, with either decimal sign, of a number in a table: blanks, also no-break ones, may part groups of three
 * digits: "2 300 000". */
bool base_number_parse_cell(const char *text, bool decimal_comma, double *value);
/* The number as text in `out` (at least 48 bytes), like buffer_number(). Returns out. */
char *base_number_text(char *out, double value, int decimals);
/* Whether a number stands for no other whole number than that which was written: below 2^53. */
bool base_number_is_exact(double value);
/* The order of two doubles, for qsort(). */
int base_number_compare(const void *a, const void *b);
/* The value of a hexadecimal digit in either case; -1: it is none. */
int base_hex_digit(char c);
