/* libimagequant, opened when a palette is first made: it brings the runtime of OpenMP. Called as
 * quantize()->liq_attr_create(...). */
#ifndef CORRIDOR_DRAW_QUANTIZE_LIBRARY_H
#define CORRIDOR_DRAW_QUANTIZE_LIBRARY_H

#include "base/library.h"

#include <libimagequant.h>

/* One name here for each function that is called. */
#define QUANTIZE_FUNCTIONS(FUNCTION) \
	FUNCTION(liq_attr_create) \
	FUNCTION(liq_attr_destroy) \
	FUNCTION(liq_get_palette) \
	FUNCTION(liq_histogram_add_colors) \
	FUNCTION(liq_histogram_add_fixed_color) \
	FUNCTION(liq_histogram_create) \
	FUNCTION(liq_histogram_destroy) \
	FUNCTION(liq_histogram_quantize) \
	FUNCTION(liq_result_destroy) \
	FUNCTION(liq_set_max_colors)

LIBRARY_DECLARE(quantize, QUANTIZE_FUNCTIONS);

#endif
