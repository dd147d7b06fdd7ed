/* Judging a theme: can its texts be read, can its classes be told apart? Said as warnings at the theme's lines; a map
 * is drawn anyhow. */
#pragma once

#include "spec/map_spec.h"
#include "spec/theme.h"

/* Warns of each text of too little contrast with its halo or its usual ground (WCAG 2.1 AA). */
void theme_judge_texts(const struct theme *theme, struct diag *diag);
/* Warns of a first class, the new members', that stands out too little from land. Classes are drawn with `opacity` on
 * land. */
void theme_judge_news(const struct theme *theme, double opacity, struct diag *diag);
/* Warns of each two of the theme's first `count` classes, or a class and land or sea, that look alike to some eye or in
 * greyscale. `one_hatch`: all have the same, whatever the theme has for them. */
void theme_judge_classes(const struct theme *theme, size_t count, double opacity, bool one_hatch, struct diag *diag);
/* Warns of a layer with classes of which colours alone tell some apart, as they are drawn on the theme's ground, and
 * which look alike: once, with the two that are most alike. `all_eyes`: notes it, too, if they do so only to eyes that
 * lack a kind of cone. */
void theme_judge_layer(const struct theme *theme, const struct layer_spec *layer, bool all_eyes, struct diag *diag);
