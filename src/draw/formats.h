/* Formats: each format's entry, for the list in formats.c alone. */
#pragma once

#include "draw/draw.h"

extern const struct draw_format draw_format_png;
extern const struct draw_format draw_format_svg;
extern const struct draw_format draw_format_pdf;
extern const struct draw_format draw_format_svg_cairo;
