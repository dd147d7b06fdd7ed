/* GEOS, opened when a map first needs it: most maps buffer and subtract nothing, and its libraries' 6,000 relocations
 * are 6 ms of every start. Called as geos()->GEOSBuffer_r(context, ...), by the names of geos_c.h. */
#ifndef CORRIDOR_GEOMETRY_GEOS_LIBRARY_H
#define CORRIDOR_GEOMETRY_GEOS_LIBRARY_H

#include "base/library.h"

#include <geos_c.h>

/* One name here for each function that is called. */
#define GEOS_FUNCTIONS(FUNCTION)           \
	FUNCTION(GEOS_init_r)                  \
	FUNCTION(GEOS_finish_r)                \
	FUNCTION(GEOSBuffer_r)                 \
	FUNCTION(GEOSCoordSeq_create_r)        \
	FUNCTION(GEOSCoordSeq_getSize_r)       \
	FUNCTION(GEOSCoordSeq_getXY_r)         \
	FUNCTION(GEOSCoordSeq_setXY_r)         \
	FUNCTION(GEOSDifference_r)             \
	FUNCTION(GEOSGeomGetLength_r)          \
	FUNCTION(GEOSGeomTypeId_r)             \
	FUNCTION(GEOSGeom_createCollection_r)  \
	FUNCTION(GEOSGeom_createEmptyPolygon_r) \
	FUNCTION(GEOSGeom_createLineString_r)  \
	FUNCTION(GEOSGeom_createLinearRing_r)  \
	FUNCTION(GEOSGeom_createPolygon_r)     \
	FUNCTION(GEOSGeom_destroy_r)           \
	FUNCTION(GEOSGeom_getCoordSeq_r)       \
	FUNCTION(GEOSGetExteriorRing_r)        \
	FUNCTION(GEOSGetGeometryN_r)           \
	FUNCTION(GEOSGetInteriorRingN_r)       \
	FUNCTION(GEOSGetNumGeometries_r)       \
	FUNCTION(GEOSGetNumInteriorRings_r)    \
	FUNCTION(GEOSMakeValid_r)              \
	FUNCTION(GEOSMaximumInscribedCircle_r) \
	FUNCTION(GEOSisEmpty_r)

LIBRARY_DECLARE(geos, GEOS_FUNCTIONS);

#endif
