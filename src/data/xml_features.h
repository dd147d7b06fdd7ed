/* Features from XML: what GPX and KML have in common. Private to the data room. */
#pragma once

#include "data/feature_builder.h"
#include "data/xml.h"

/* Reads the whole file through the events, into the builder, and finishes it. A file that is broken is an error; if
 * features were read before that, it is a warning, and they are kept. `root`: the first element that it must have;
 * `met`: whether it was met, told by the events. */
bool xml_features_read(struct xml_reader *reader, struct feature_builder *builder,
                       const struct dataset_request *request, const bool *met, const char *root, struct diag *diag);
/* Sets a value of the builder's feature by the name of its column. */
void xml_features_value(struct feature_builder *builder, const char *column, enum column_type type, const char *text,
                        size_t length);
