/* The parts of a sheet of all versions that are no map. Points; blocks live in the input's arena. Private to
 * furniture/. */
#pragma once

#include "furniture/element.h"

#define BAR_GAP    20.0 /* above the scale bar, where it stands below the legend */
#define BAR_TOP    5.0  /* below the legend's rule, where it stands beside the heading */
#define BAR_HEIGHT 18.0

/* The first element of that kind that the map file shows; NULL: none. */
const struct element_spec *furniture_multiples_element(const struct furniture_input *input,
                                                       const struct element *element);
/* An element in a box of that width; without height if the map file does not show it. `columns`: of the legend. */
struct block furniture_multiples_measure(const struct furniture_input *input, const struct element *element,
                                         double width, size_t columns);
/* The legend, whose rows keep clear of a scale bar of height `bar` beside its heading. */
struct block furniture_multiples_measure_legend(const struct furniture_input *input, double width, size_t columns,
                                                double bar);
/* Columns of a legend in `area`: as many as there are of frames, where they suit its texts in width. */
size_t furniture_multiples_legend_columns(struct box area, size_t columns);
/* One of the two captions of the input's version. */
struct block furniture_multiples_measure_caption(const struct furniture_input *input, const struct element *element,
                                                 const struct caption_series *series, double width);
/* The scale bar of the frame that the input's view has; empty if the map file does not show it. */
struct block furniture_multiples_measure_scale_bar(const struct furniture_input *input);
