/* KML: placemarks. Private to the data room. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_kml;
