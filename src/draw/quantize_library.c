/* libimagequant, by the name that Debian 12 gives it; see quantize_library.h. */
#include "draw/quantize_library.h"

LIBRARY_DEFINE(quantize, QUANTIZE_FUNCTIONS, "libimagequant.so.0", "libimagequant0");
