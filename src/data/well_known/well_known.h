/* Well-known geometries: WKT and WKB (OGC 06-103r4, ISO 13249-3), with the SRID of PostGIS (EWKT, EWKB). The one door
 * to this folder. */
#pragma once

#include "data/feature_builder.h"
#include "data/file.h"

#include <stdint.h>

/* What may be wrong with a geometry. */
extern const struct record_fault well_known_empty;   /* "without geometry": EMPTY, or a point of NaN */
extern const struct record_fault well_known_damaged; /* not the grammar, or cut short */
extern const struct record_fault well_known_curved;  /* arcs of circles, which are not read */

/* True if the text begins as WKT does, or as WKB in hexadecimal digits. */
bool well_known_text_is_likely(struct bytes text);
/* Adds the parts of a geometry to the builder's current feature: of WKT, or of WKB in hexadecimal digits. *srid gets
 * the number of its coordinate system, 0 if it names none. NULL, or what is wrong with it: the feature is then to be
 * dropped. */
const struct record_fault *well_known_text_read(struct bytes text, struct feature_builder *builder, uint32_t *srid);
/* The same of WKB. */
const struct record_fault *well_known_binary_read(struct bytes bytes, struct feature_builder *builder, uint32_t *srid);
