/* Database: an SQLite file of a stranger, opened so that nothing in it can write, wait or run for ever. Private to
 * geopackage/. */
#pragma once

#include "data/formats.h"

#include <sqlite3.h>

/* An open file. */
struct gpkg_connection;

struct gpkg_database {
	sqlite3 *handle;
	struct gpkg_connection *connection;
	const char *file; /* as named in messages */
	struct place place;
};

/* Opens a file for reading. It stays as it is, and so does its folder, but that SQLite may put a -shm beside a -wal. A
 * file that is open already, and has not changed since, is shared: of a base a map has a dozen layers. False with an
 * error. Close it in any case. */
bool gpkg_database_open(struct gpkg_database *database, const struct dataset_request *request, struct diag *diag);
/* The same of bytes, which must outlive it. */
bool gpkg_database_open_bytes(struct gpkg_database *database, struct bytes bytes, const struct dataset_request *request,
                              struct diag *diag);
void gpkg_database_close(struct gpkg_database *database);
/* From now on texts and blobs of more bytes are refused, and nobody else shares the file. False with an error. */
bool gpkg_database_limit_values(struct gpkg_database *database, const struct dataset_request *request, size_t bytes,
                                struct diag *diag);

/* A statement, or NULL if it cannot be made: a table is missing, for example. Ends with sqlite3_finalize(). */
sqlite3_stmt *gpkg_database_prepare(const struct gpkg_database *database, const char *sql);
/* A column of the current row as a clean text, "" for NULL. */
const char *geopackage_column_text(sqlite3_stmt *statement, int column, struct arena *arena);
/* The name as SQL has it, in quotes. */
const char *geopackage_quoted(struct arena *arena, const char *name);
/* Says what SQLite says of the last failure. Returns false. */
bool gpkg_database_report(const struct gpkg_database *database, struct diag *diag);
