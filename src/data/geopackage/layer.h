/* Layer: a table or view of a GeoPackage that has shapes. Private to geopackage/. */
#pragma once

#include "data/geopackage/database.h"

struct gpkg_layer {
	const char *table, *geometry;   /* names, of the table and its column */
	const char *key;                /* column that is the row's number; NULL: none */
	const char **columns;           /* of attributes */
	enum column_type *column_types; /* as declared */
	size_t column_count;
	size_t own_columns; /* the first of them; the others are those of `names`: */
	const char *names;  /* table that has the names of the layer's features, which have the same `shared`; NULL */
	const char *shared; /* column of both */
	enum geometry_type type; /* as declared */
	bool is_mixed;           /* declared as any type */
	bool is_view;
	const char *crs; /* a code or a WKT; NULL: nothing is said */
};

/* Finds the layer that the request names, or the only one, and the table that has its names. False with an error that
 * lists the layers. */
bool gpkg_layer_find(struct gpkg_database *database, struct arena *arena, const struct dataset_request *request,
                     struct diag *diag, struct gpkg_layer *out);
enum gpkg_columns { GPKG_ALL, GPKG_SHAPES, GPKG_VALUES };
/* The SELECT of the key (0 without one), the geometry (NULL where values alone are asked for) and the attributes
 * (unless shapes alone are) of the rows of the layer, t, that `where` tells, in the order of their keys. */
const char *gpkg_layer_select(const struct gpkg_layer *layer, enum gpkg_columns columns, struct arena *arena,
                              const char *where);
/* The name of the table of its R-tree, in quotes; NULL if it has none. */
const char *gpkg_layer_tree(const struct gpkg_database *database, const struct gpkg_layer *layer, struct arena *arena);
