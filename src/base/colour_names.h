/* Colours by name, and as CSS writes them in numbers; colour_parse() reads both. */
#pragma once

#include "base/colour.h"

#include <stddef.h>

struct colour_name {
	const char *name; /* in lower case */
	unsigned rgb;     /* 0xRRGGBB */
};
/* The 148 names of CSS, in order. */
extern const struct colour_name colour_names[];
extern const size_t colour_name_count;

/* "darkgreen", in letters of any case. */
bool colour_named(const char *text, struct colour *out);
/* "rgb(204, 0, 0)", "rgba(204, 0, 0, 0.5)", "rgb(80% 0% 0% / 50%)"; "hsl(0, 100%, 40%)" in the same forms. */
bool colour_by_function(const char *text, struct colour *out);
