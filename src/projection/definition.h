/* What PROJ says of an operation, read word by word. Inside this room only. */
#pragma once

#include "projection/transform.h"

enum { DEFINITION_MOST_WORDS = 400 };

/* Words lie in `text`, so it must not be moved. */
struct projection_definition {
	char text[8192];
	const char *words[DEFINITION_MOST_WORDS];
	size_t count;
	size_t first, end;   /* the words of the projection's own step */
	const char *id;      /* "robin"; "longlat" where nothing is projected; "" where it cannot be told */
	bool has_datum_step; /* places are moved from one datum to another before */
};

void projection_definition_read(struct projection_definition *definition, const struct transform *transform);
/* Of the projection's step: the text behind "key=", "" for a word that is the key alone, or NULL. */
const char *projection_definition_text(const struct projection_definition *definition, const char *key);
/* Degrees, which may be written as 2d20'14.025"E, or `otherwise`. */
double projection_definition_angle(const struct projection_definition *definition, const char *key, double otherwise);
double projection_definition_number(const struct projection_definition *definition, const char *key, double otherwise);
/* The meridian that the projection is centred on, counted from Greenwich. */
double projection_definition_middle(const struct projection_definition *definition);
/* Half the equator's diameter, metres. */
double projection_definition_radius(const struct projection_definition *definition);
/* Where the axes point that the projection, and what swaps and flips axes after it, lead to. */
struct transform_axes projection_definition_axes(const struct projection_definition *definition);
bool projection_definition_is_sphere(const struct projection_definition *definition);
