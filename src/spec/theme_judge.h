/* Judging a theme: can its texts be read, can its classes be told apart? Said as warnings at the theme's lines; a map
 * is drawn anyhow. */
#pragma once

#include "spec/theme.h"

/* Warns of each text of too little contrast with its halo or its usual ground (WCAG 2.1 AA). */
void theme_judge_texts(const struct theme *theme, struct diag *diag);
/* Warns of a first class, the new members', that stands out too little from land. Classes are drawn with `opacity` on
 * land. */
void theme_judge_news(const struct theme *theme, double opacity, struct diag *diag);
/* Warns of each two of the theme's first `count` classes, or a class and land or sea, that look alike to some eye or in
 * greyscale. */
void theme_judge_classes(const struct theme *theme, size_t count, double opacity, struct diag *diag);
