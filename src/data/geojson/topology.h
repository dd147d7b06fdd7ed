/* TopoJSON: geometries made of arcs that neighbours share. Private to the GeoJSON reader. */
#pragma once

#include "data/geojson/feature.h"

/* Adds the features of one object of the topology whose members these are: that which the request names as layer, or
 * the first one, with a warning if there are others. False with an error. */
bool geojson_read_topology(struct geojson_features *features, const struct geojson_members *members,
                           const struct dataset_request *request, struct diag *diag);
