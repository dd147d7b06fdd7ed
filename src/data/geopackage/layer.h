/* Layer: a table or view of a GeoPackage that has shapes. Private to geopackage/. */
#pragma once

#include "data/geopackage/database.h"

struct gpkg_layer {
	const char *table, *geometry;   /* names, of the table and its column */
	const char *key;                /* column that is the row's number; NULL: none */
	const char **columns;           /* of attributes */
	enum column_type *column_types; /* as declared */
	size_t column_count;
	enum geometry_type type; /* as declared */
	bool is_mixed;           /* declared as any type */
	bool is_view;
	const char *crs; /* a code or a WKT; NULL: nothing is said */
};

/* Finds the layer that the request names, or the only one. False with an error that lists the layers. */
bool gpkg_layer_find(struct gpkg_database *database, struct arena *arena, const struct dataset_request *request,
                     struct diag *diag, struct gpkg_layer *out);
/* The SELECT of the key (0 without one), the geometry and the attributes of the rows that `where` tells, in the order
 * of their keys. */
const char *gpkg_layer_select(const struct gpkg_layer *layer, struct arena *arena, const char *where);
/* The name of the table of its R-tree, in quotes; NULL if it has none. */
const char *gpkg_layer_tree(const struct gpkg_database *database, const struct gpkg_layer *layer, struct arena *arena);
