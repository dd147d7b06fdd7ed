/* Record: a row of a layer as a feature. Private to geopackage/. */
#pragma once

#include "data/feature_builder.h"

#include <sqlite3.h>

/* Adds the geometry in that column of the current row to the builder's feature. NULL, or what is wrong with it. */
const struct record_fault *geopackage_record_geometry(sqlite3_stmt *statement, int column,
                                                      struct feature_builder *builder);
/* A value of the current row as a text that is valid until the next call or step, with its length, and its type. */
const char *geopackage_record_value(sqlite3_stmt *statement, int column, char number[64], size_t *length,
                                    enum column_type *type);
